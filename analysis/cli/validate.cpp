#include "analysis/cli/commands.hpp"
#include "analysis/cli/session.hpp"
#include "analysis/compare.hpp"
#include "models/scenario.hpp"
#include "sim/error.hpp"

#include <array>
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

/// Whether nothing is wrong with a file but that it is no scenario of its own.
bool is_strategy(const sim::InputError& error)
{
    return error.problems().size() == 1 && error.problems().front().message.id() == "scenario.no-run";
}

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
            if (strategy) {
                const std::array pair{model::load_scenario(base, {}, variables), scenario};
                analysis::require_pairs(pair, std::array{base, files[i]});
            }
            std::string merge = shown == Shown::merge ? model::merged_text(base, overlay, variables) : std::string{};
            scenarios.push_back({files[i], std::move(scenario), std::move(merge)});
        } catch (const sim::InputError& error) {
            if (files.size() == 1 && shown == Shown::summary && is_strategy(error)) {
                const std::string name = files[0].generic_string();
                out << name << ": a strategy, in which nothing is wrong by itself. Its counties and dates are checked "
                    << "over a baseline: veghe validate BASELINE " << name << '\n';
                return exit_code::done;
            }
            for (const sim::Problem& problem : error.problems()) {
                if (said.insert(problem.where + problem.message.text())
                        .second) { // a baseline's are met once per strategy
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
