#include "analysis/cli/commands.hpp"
#include "analysis/cli/session.hpp"
#include "models/scenario.hpp"
#include "sim/error.hpp"

#include <ostream>
#include <set>

namespace cli {
namespace {

namespace fs = std::filesystem;

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
