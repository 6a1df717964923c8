#include "tests/analysis/published.hpp"

#include "analysis/compare.hpp"
#include "analysis/ensemble.hpp"
#include "analysis/provenance.hpp"
#include "analysis/report/report.hpp"
#include "analysis/result_file.hpp"
#include "models/counties.hpp"
#include "sim/hdf5.hpp"
#include "tests/support/files.hpp"
#include "tests/support/toy_world.hpp"

#include <array>

namespace test {
namespace {

constexpr int replicates = 24;

model::Scenario named(model::Scenario scenario, const std::string& name, const std::string& title)
{
    scenario.name = name;
    scenario.title = title;
    scenario.resolved = "title = \"" + title + "\"\n";
    return scenario;
}

std::vector<model::Scenario> scenarios(const toy::World& world)
{
    model::Scenario baseline = named(toy::scenario(world), "baseline", "As it is");
    baseline.data_folder = std::filesystem::path(VEGHE_SOURCE_DIR) / "scenarios/data";
    baseline.replicates = replicates;
    model::Scenario lessons = named(baseline, "lessons", "Lessons for everybody");
    lessons.interventions.push_back(toy::intervention("curriculum", baseline));
    model::Scenario training = named(baseline, "identification_training", "Institutions that find more");
    training.parameters.set("detection.scale", 2.0 * baseline.parameters.value_or("detection.scale", 1.0));
    model::Scenario screening = named(baseline, "proactive_screening", "Officers who ask");
    screening.interventions.push_back(toy::intervention("proactive_screening", baseline));
    screening.interventions.front().settings["intensity"] = 4.0;
    return {baseline, lessons, training, screening};
}

std::vector<Strata> true_strata(const analysis::EnsembleResult& result)
{
    std::vector<Strata> strata;
    const auto add = [&](const char* kind, const std::vector<std::string>& labels, auto position) {
        for (std::size_t label = 0; label < labels.size(); ++label) {
            Strata one{std::string(kind) + " " + labels[label], {}};
            for (const analysis::RunResult& run : result.runs) {
                std::int64_t count = 0;
                for (const analysis::TrueCell& cell : run.true_cases) {
                    count += position(cell) == label ? cell.count : 0;
                }
                one.counts.push_back(count);
            }
            strata.push_back(std::move(one));
        }
    };
    add("county", result.axes.counties, [](const analysis::TrueCell& cell) { return cell.county; });
    add("pathway", result.axes.pathways, [](const analysis::TrueCell& cell) { return cell.pathway; });
    add("form", result.axes.forms, [](const analysis::TrueCell& cell) { return cell.form; });
    return strata;
}

std::map<std::string, std::vector<std::int64_t>> events_of(const std::filesystem::path& result)
{
    const auto file = sim::hdf5::File::open(result);
    const auto names = file.read_texts("/axes/event");
    const auto counts = file.read<std::int64_t>("/events/count");
    std::map<std::string, std::vector<std::int64_t>> events;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        events[names[i % names.size()]].push_back(counts[i]);
    }
    return events;
}

Published publish(std::span<const std::uint8_t> counties)
{
    static Folder folders;
    const toy::World world = toy::build(counties, 2500);
    const std::vector<model::Scenario> all = scenarios(world);
    const model::Ground ground(all[0], model::read_counties(all[0].data_folder), world.people, world.ties);
    const sim::Stop stop;
    const std::vector<std::string> command{"veghe", "compare", "baseline.toml", "lessons.toml"};
    const analysis::ProvenanceClock clock(command);
    auto results = analysis::run_ensembles(all, ground, *all[0].seed, replicates, {.stop = stop});
    const auto folder = folders.path() / std::to_string(counties.size());
    std::filesystem::create_directories(folder);
    std::vector<std::string> files;
    for (std::size_t i = 0; i < results.size(); ++i) {
        results[i].provenance = clock.finish(std::to_string(*all[0].seed), replicates);
        results[i].provenance.data_digests = analysis::data_digests(all[0].data_folder);
        results[i].provenance.scenarios = {{all[i].name, all[i].resolved}};
        files.push_back(all[i].name + ".h5");
        analysis::write_result(folder / files.back(), results[i], analysis::geography(ground));
    }
    analysis::Comparison comparison = analysis::compare(all, results, ground);
    comparison.provenance = results[0].provenance;
    std::vector<std::string> codes = comparison.counties;
    analysis::Disclosed disclosed = analysis::disclose(std::move(comparison));
    analysis::write_comparison(disclosed, folder);
    return {folder,
            files,
            read_bytes(folder / "report.html"),
            read_bytes(folder / "summary.csv"),
            disclosed,
            codes,
            world.people.size(),
            true_strata(results[0]),
            events_of(folder / files[0])};
}

} // namespace

const Published& published()
{
    static constexpr std::array<std::uint8_t, 4> some{0, 1, 2, 3};
    static const Published all = publish(some);
    return all;
}

const Published& published_of_two()
{
    static constexpr std::array<std::uint8_t, 2> some{1, 3};
    static const Published all = publish(some);
    return all;
}

} // namespace test
