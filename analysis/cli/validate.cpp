#include "analysis/cli/commands.hpp"
#include "analysis/cli/json.hpp"
#include "analysis/cli/session.hpp"
#include "analysis/compare.hpp"
#include "analysis/exercises/exercise.hpp"
#include "analysis/messages/messages.hpp"
#include "analysis/web/caps.hpp"
#include "models/scenario.hpp"
#include "models/vocabulary.hpp"
#include "sim/error.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <ostream>
#include <set>
#include <sstream>
#include <utility>

namespace cli {
namespace {

namespace fs = std::filesystem;

/// A file without problems, with what is to be printed of it.
struct Valid {
    std::string name;    ///< of the scenario
    std::string summary; ///< "mine.toml: valid (...)"
    std::string merge, resolved;
};

/// "1 step", "3 steps".
std::string counted(std::size_t n, const std::string& word)
{
    return std::to_string(n) + " " + word + (n == 1 ? "" : "s");
}

/// What of an exercise the page of veghe serve has no room for, a line each.
std::string without_room(const analysis::exercises::Exercise& exercise, const model::Scenario* over)
{
    std::optional<model::Counties> counties;
    if (over != nullptr) {
        counties = model::read_counties(over->data_folder);
    }
    std::string lines;
    for (const analysis::Selection* const selection : analysis::exercises::setups(exercise)) {
        for (const sim::Message& message : analysis::web::above_caps(*selection, counties ? &*counties : nullptr)) {
            lines += "  veghe serve does not show it: " + message.text() + "\n";
        }
    }
    return lines;
}

/// An exercise: read over the baseline before it, where there is one.
Valid read_exercise(const fs::path& file, const fs::path& baseline, Shown shown, model::Overrides& variables)
{
    namespace exercises = analysis::exercises;
    const std::string name = file.generic_string();
    if (shown != Shown::summary) {
        throw sim::InputError(name, sim::refusal("exercise.no-scenario", "is an exercise, and no scenario to print",
                                                 "leave --resolved and --merge out"));
    }
    std::optional<model::Scenario> over;
    if (!baseline.empty()) {
        over = model::load_scenario(baseline, {}, variables);
    }
    const exercises::Exercise exercise =
        exercises::load_exercise(file, exercises::context(exercises::library_of(file), over ? &*over : nullptr));
    const std::string unchecked =
        "  Its counties and dates are checked over a baseline: veghe validate BASELINE " + name + "\n";
    return {exercise.id,
            name + ": a valid exercise (" + counted(exercise.answers.size(), "answer") + ", " +
                counted(exercises::setups(exercise).size(), "setup") + ", " + counted(exercise.steps.size(), "step") +
                ", " + counted(static_cast<std::size_t>(exercise.minutes), "minute") + ")\n" + (over ? "" : unchecked) +
                without_room(exercise, over ? &*over : nullptr),
            {},
            {}};
}

/// A scenario, or a strategy laid over the one before it.
Valid read_valid(const fs::path& file, const fs::path& first, Shown shown, model::Overrides& variables)
{
    const bool strategy = !first.empty() && !model::stands_alone(file);
    const std::span<const fs::path> overlay(&file, strategy ? 1 : 0);
    const fs::path& base = strategy ? first : file;
    const model::Scenario scenario = model::load_scenario(base, overlay, variables);
    if (strategy) {
        const std::array pair{model::load_scenario(base, {}, variables), scenario};
        analysis::require_pairs(pair, std::array{base, file});
    }
    const std::string merge = shown == Shown::merge ? model::merged_text(base, overlay, variables) : std::string{};
    model::Scenario read = scenario; // what is noted of its posterior is not what its files say
    return {scenario.name,
            file.generic_string() + ": valid (" + summary(scenario) + ")\n" +
                calibration_text(read, analysis::read_draws(read).get()),
            merge, scenario.resolved};
}

/// Whether nothing is wrong with a file but that it is no scenario of its own.
bool is_strategy(const sim::InputError& error)
{
    return error.problems().size() == 1 && error.problems().front().message.id() == "scenario.no-run";
}

int say_what_is_wrong(const std::vector<fs::path>& files, Shown shown, model::Overrides variables, std::ostream& out)
{
    sim::Problems problems;
    std::set<std::string> said;
    std::vector<Valid> valid;
    for (std::size_t i = 0; i < files.size(); ++i) {
        try {
            const bool alone = i == 0 || analysis::exercises::is_exercise(files[0]); // nothing is laid over an exercise
            const fs::path first = alone ? fs::path{} : files[0];
            valid.push_back(analysis::exercises::is_exercise(files[i])
                                ? read_exercise(files[i], first, shown, variables)
                                : read_valid(files[i], first, shown, variables));
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
    for (const Valid& file : valid) {
        if (shown == Shown::summary) {
            out << file.summary;
        } else {
            out << (valid.size() > 1 ? "# " + file.name + "\n" : "")
                << (shown == Shown::merge ? file.merge : file.resolved);
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
