#include "tests/benchmarks/county.hpp"

#include "models/population.hpp"

#include <filesystem>
#include <map>
#include <memory>

namespace measured {

const model::Scenario& scenario(const std::string& place)
{
    static std::map<std::string, model::Scenario> loaded;
    const auto found = loaded.find(place);
    if (found != loaded.end()) {
        return found->second;
    }
    const std::filesystem::path folder = std::filesystem::path(VEGHE_SOURCE_DIR) / "scenarios";
    model::Scenario read = model::load_scenario(place == "TL"        ? folder / "tiny.toml"
                                                : place == "romania" ? folder / "baselines/romania.toml"
                                                                     : folder / "baselines/three_counties.toml");
    if (place != "romania") {
        read.counties = {model::read_counties(read.data_folder).find(place, "benchmark")};
    }
    return loaded.emplace(place, std::move(read)).first->second;
}

const model::Ground& ground(const std::string& place)
{
    static std::map<std::string, std::unique_ptr<const model::Ground>> built;
    auto& kept = built[place];
    if (!kept) {
        const model::Scenario& s = scenario(place);
        const model::Counties counties = model::read_counties(s.data_folder);
        model::MisfitReport misfit;
        model::Population people =
            model::build_population(counties, s.data_folder, s.counties, s.population_seed, misfit, s.start);
        model::Networks ties = model::build_networks(people, sim::Clock(s.start, s.end).first(), s.population_seed);
        kept = std::make_unique<const model::Ground>(s, counties, std::move(people), std::move(ties));
    }
    return *kept;
}

} // namespace measured
