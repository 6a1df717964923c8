#include "analysis/cli/commands.hpp"
#include "analysis/cli/json.hpp"
#include "analysis/cli/session.hpp"
#include "analysis/compare.hpp"
#include "analysis/messages/messages.hpp"
#include "models/scenario.hpp"
#include "sim/error.hpp"

#include <array>
#include <charconv>
#include <ostream>
#include <set>
#include <sstream>
#include <utility>

namespace cli {
namespace {

namespace fs = std::filesystem;

/// A scenario without problems, with what is to be printed of it.
struct Valid {
    fs::path file;
    model::Scenario scenario;
    std::string merge, calibration;
};

/// Whether nothing is wrong with a file but that it is no scenario of its own.
bool is_strategy(const sim::InputError& error)
{
    return error.problems().size() == 1 && error.problems().front().message.id() == "scenario.no-run";
}

int say_what_is_wrong(const std::vector<fs::path>& files, Shown shown, model::Overrides variables, std::ostream& out)
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
            model::Scenario read = scenario; // what is noted of its posterior is not what its files say
            std::string calibration = calibration_text(read, analysis::read_draws(read).get());
            scenarios.push_back({files[i], std::move(scenario), std::move(merge), std::move(calibration)});
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
    for (const auto& [file, scenario, merge, calibration] : scenarios) {
        if (shown == Shown::summary) {
            out << file.generic_string() << ": valid (" << summary(scenario) << ")\n" << calibration;
        } else {
            out << (scenarios.size() > 1 ? "# " + scenario.name + "\n" : "")
                << (shown == Shown::merge ? merge : scenario.resolved);
        }
    }
    return exit_code::done;
}

/// One problem for programs. Where it is in a file, its name and line stand apart.
Json error_json(const sim::Problem& problem, const sim::Language& words)
{
    Json error = Json::object();
    error.add("id", Json::text(problem.message.id())).add("where", Json::text(problem.where));
    const std::size_t colon = problem.where.rfind(':');
    if (colon != std::string::npos) {
        int line = 0;
        const char* const end = problem.where.data() + problem.where.size();
        const auto [stop, wrong] = std::from_chars(problem.where.data() + colon + 1, end, line);
        if (wrong == std::errc{} && stop == end && line > 0) {
            error.add("file", Json::text(problem.where.substr(0, colon))).add("line", Json::number(line));
        }
    }
    error.add("cause", Json::text(problem.message.cause(words)))
        .add("remedy", Json::text(problem.message.remedy(words)))
        .add("message", Json::text(problem.message.text(words)));
    return error;
}

} // namespace

int validate(const std::vector<fs::path>& files, Shown shown, model::Overrides variables, analysis::Language language,
             std::ostream& out)
{
    if (shown != Shown::json) {
        return say_what_is_wrong(files, shown, std::move(variables), out);
    }
    Json errors = Json::array();
    try {
        std::ostringstream for_people;
        say_what_is_wrong(files, Shown::summary, std::move(variables), for_people);
    } catch (const sim::InputError& wrong) {
        for (const sim::Problem& problem : wrong.problems()) {
            errors.push(error_json(problem, analysis::message_language(language)));
        }
    }
    const bool ok = errors.empty();
    out << Json::object().add("ok", Json::flag(ok)).add("errors", std::move(errors)).written() << '\n';
    return ok ? exit_code::done : exit_code::bad_input;
}

} // namespace cli
