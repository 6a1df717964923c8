#include "analysis/cli/commands.hpp"
#include "models/county_names.hpp"
#include "models/scenario.hpp"
#include "sim/error.hpp"

#include <ostream>
#include <set>

namespace cli {
namespace {

namespace fs = std::filesystem;

std::string summary(const model::Scenario& s)
{
    constexpr std::size_t most_named = 5;
    std::string counties;
    for (std::size_t i = 0; i < s.counties.size() && s.counties.size() <= most_named; ++i) {
        counties += (i == 0 ? "" : ", ") + std::string(model::county_code(s.counties[i]));
    }
    const auto plural = [](std::size_t n, const std::string& word) {
        return std::to_string(n) + " " + word + (n == 1 ? "" : "s");
    };
    return (counties.empty() ? plural(s.counties.size(), "county").replace(3, std::string::npos, "counties")
                             : counties) +
           "; " + sim::to_text(s.start) + " to " + sim::to_text(s.end) + "; " +
           plural(static_cast<std::size_t>(s.replicates), "replicate") + "; " +
           plural(s.interventions.size(), "intervention");
}

/// A scenario without problems, with what is to be printed of it.
struct Valid {
    fs::path file;
    model::Scenario scenario;
    std::string merge;
};

} // namespace

int validate(const std::vector<fs::path>& files, Shown shown, model::Overrides variables, std::ostream& out)
{
    sim::Problems problems;
    std::set<std::string> said;
    std::vector<Valid> scenarios;
    for (std::size_t i = 0; i < files.size(); ++i) {
        try {
            const bool strategy = i > 0 && !model::stands_alone(files[i]);
            const std::span<const fs::path> overlay(&files[i], strategy ? 1 : 0);
            const fs::path& base = strategy ? files[0] : files[i];
            model::Scenario scenario = model::load_scenario(base, overlay, variables);
            std::string merge = shown == Shown::merge ? model::merged_text(base, overlay, variables) : std::string{};
            scenarios.push_back({files[i], std::move(scenario), std::move(merge)});
        } catch (const sim::InputError& error) {
            for (const sim::Problem& problem : error.problems()) {
                if (said.insert(problem.where + problem.message).second) { // a baseline's are met once per strategy
                    problems.add(problem.where, problem.message);
                }
            }
        }
    }
    problems.raise();
    variables.require_declared();
    for (const auto& [file, scenario, merge] : scenarios) {
        if (shown == Shown::summary) {
            out << file.generic_string() << ": valid (" << summary(scenario) << ")\n";
        } else {
            out << (scenarios.size() > 1 ? "# " + scenario.name + "\n" : "")
                << (shown == Shown::merge ? merge : scenario.resolved);
        }
    }
    return exit_code::done;
}

} // namespace cli
