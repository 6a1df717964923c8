#include "analysis/cli/arguments.hpp"
#include "analysis/cli/commands.hpp"
#include "analysis/cli/new_scenario.hpp"
#include "analysis/cli/session.hpp"
#include "models/county_names.hpp"
#include "models/scenario.hpp"
#include "models/scenario_check.hpp"
#include "models/scenario_text.hpp"
#include "sim/atomic_file.hpp"
#include "sim/error.hpp"
#include "sim/storage_messages.hpp"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <ostream>
#include <set>
#include <tuple>
#include <utility>
#include <variant>

namespace cli {
namespace {

namespace fs = std::filesystem;
using sim::refusal;

sim::Message named_twice(std::string_view name)
{
    return refusal("usage.twice", "{name} is named twice", "name it once", {{"name", name}});
}

/// The years of the scenarios of this repository, for which the tables speak.
constexpr sim::Date first_day = std::chrono::year{2022} / 1 / 3;
constexpr sim::Date last_day = std::chrono::year{2026} / 12 / 28;

/// The posterior of the shipped baselines, as seen from the folder in which that of the tables is.
constexpr const char* shipped_posterior = "baselines/romania_2018_2021.posterior.h5";

/// The parts of a list with commas, without spaces around them. None of them is empty.
std::vector<std::string> parts_of(const std::string& option, const std::string& text, sim::Problems& problems)
{
    std::vector<std::string> parts;
    for (std::size_t at = 0; at <= text.size() && !text.empty();) {
        const std::size_t end = std::min(text.find(',', at), text.size());
        const std::string part = text.substr(at, end - at);
        const std::size_t first = part.find_first_not_of(' ');
        if (first == std::string::npos) {
            problems.add(option,
                         refusal("usage.empty-part", "\"{text}\" names nothing between two commas or at an end",
                                 "name something there, or leave the comma out", {{"text", model::shortened(text)}}));
        } else {
            parts.push_back(part.substr(first, part.find_last_not_of(' ') - first + 1));
        }
        at = end + 1;
    }
    return parts;
}

std::vector<model::CountyId> counties_of(const std::string& text, const model::Scenario* baseline,
                                         sim::Problems& problems)
{
    std::vector<model::CountyId> counties;
    if (text == "all") {
        for (std::size_t i = 0; i < model::county_count; ++i) {
            counties.push_back(model::CountyId{static_cast<std::uint8_t>(i)});
        }
        return baseline ? std::vector<model::CountyId>{}
                        : counties; // an intervention that names none means all of them
    }
    for (const std::string& part : parts_of("--counties", text, problems)) {
        const auto county = model::find_county(part);
        if (!county) {
            const std::string near = part.size() < 100 ? model::nearest_county(part) : std::string{};
            problems.add("--counties",
                         refusal("usage.no-county", "\"{text}\" is no county",
                                 "two-letter codes or names with commas between them are expected, or all{hint}",
                                 {{"text", model::shortened(part)}, {"hint", model::near_county(near)}}));
        } else if (std::find(counties.begin(), counties.end(), *county) != counties.end()) {
            problems.add("--counties", named_twice(model::county_code(*county)));
        } else if (baseline && !std::binary_search(baseline->counties.begin(), baseline->counties.end(), *county)) {
            problems.add("--counties",
                         refusal("usage.county-outside", "{code} ({name}) is not in the run of the baseline",
                                 "name counties of it, or leave --counties out for all of them",
                                 {{"code", model::county_code(*county)}, {"name", model::county_name(*county)}}));
        } else {
            counties.push_back(*county);
        }
    }
    std::sort(counties.begin(), counties.end());
    return counties;
}

std::vector<const model::InterventionKind*> measures_of(const std::string& text, sim::Problems& problems)
{
    const std::vector<model::InterventionKind>& kinds = model::interventions();
    std::vector<std::string> names;
    for (const model::InterventionKind& kind : kinds) {
        names.emplace_back(kind.name);
    }
    std::vector<const model::InterventionKind*> measures;
    for (const std::string& part : parts_of("--measures", text, problems)) {
        const auto found = std::find(names.begin(), names.end(), part);
        const auto* const kind =
            found == names.end() ? nullptr : &kinds[static_cast<std::size_t>(found - names.begin())];
        if (!kind) {
            const std::string near = part.size() < 100 ? sim::nearest(part, names) : std::string{};
            problems.add(
                "--measures",
                refusal(
                    "usage.no-measure", "\"{text}\" is unknown", "{hint}",
                    {{"text", model::shortened(part)},
                     {"hint", near.empty() ? sim::phrase("say.all-measures", "veghe describe interventions names all")
                                           : sim::phrase("say.nearest", "nearest is {name}", {{"name", near}})}}));
        } else if (std::find(measures.begin(), measures.end(), kind) != measures.end()) {
            problems.add("--measures", named_twice(part));
        } else {
            measures.push_back(kind);
        }
    }
    return measures;
}

/// The budget as a value of TOML, a bare number or the text with its unit, and in RON.
std::pair<std::string, double> budget_of(const std::string& text, sim::Problems& problems)
{
    if (text.empty()) {
        return {};
    }
    double number = 0.0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool bare = error == std::errc{} && end == text.data() + text.size();
    const model::KeyInfo& key = model::scenario_key("budget", "per_year");
    model::Findings findings;
    const model::Node node{text, "--budget"};
    const model::Node bare_node{number, "--budget"};
    const auto ron =
        model::read_number(bare ? bare_node : node, "budget.per_year", {key.low, key.high, key.unit}, findings);
    try {
        findings.raise();
    } catch (const sim::InputError& wrong) {
        problems.add(wrong.problems());
    }
    return {bare ? model::number_text(number) : model::toml_string(text), ron.value_or(0.0)};
}

/// The folder of the tables: the one named, or the nearest one above the new file or the working folder.
fs::path data_of(const NewChoices& choices, const fs::path& folder, sim::Problems& problems)
{
    std::error_code ignored;
    const auto holds_tables = [&](const fs::path& place) {
        return fs::is_regular_file(place / "counties.csv", ignored);
    };
    if (!choices.data.empty()) {
        if (!holds_tables(choices.data)) {
            problems.add("--data", refusal("usage.no-tables", "\"{folder}\" holds no counties.csv",
                                           "the folder of the tables is expected, scenarios/data in this program's "
                                           "repository",
                                           {{"folder", model::shortened(choices.data.generic_string())}}));
        }
        return choices.data;
    }
    for (const fs::path& from : {folder, fs::current_path()}) {
        for (fs::path place = from;; place = place.parent_path()) {
            for (const char* const below : {"scenarios/data", "data"}) {
                if (holds_tables(place / below)) {
                    return place / below;
                }
            }
            if (place == place.parent_path()) {
                break;
            }
        }
    }
    problems.add("--data", refusal("usage.tables-not-found",
                                   "no folder of tables was found above the new file or the working folder",
                                   "name it, as in --data veghe/scenarios/data"));
    return {};
}

/// The posterior beside the folder of the tables, seen from the folder of the new file; empty where none is there.
std::string posterior_beside(const fs::path& tables, const fs::path& folder)
{
    std::error_code ignored;
    const fs::path within = tables.has_filename() ? tables : tables.parent_path(); // "data/" is "data"
    const fs::path file = within.parent_path() / shipped_posterior;
    return fs::is_regular_file(file, ignored) ? file.lexically_proximate(folder).generic_string() : std::string{};
}

/// Whether a scenario is the file, or is laid over it by what it extends, at whatever remove.
bool made_of(fs::path scenario, const fs::path& file)
{
    std::error_code ignored;
    std::set<fs::path> met; // a circle is refused where the scenario is read
    while (met.insert(fs::weakly_canonical(scenario, ignored)).second) {
        if (fs::equivalent(scenario, file, ignored)) {
            return true;
        }
        model::Findings findings;
        const model::Node::Table table = model::read_toml(scenario, scenario.generic_string(), findings);
        const auto extended = table.find("extends");
        const auto* const below = extended == table.end() ? nullptr : std::get_if<std::string>(&extended->second.value);
        if (!below) {
            return false;
        }
        scenario = scenario.parent_path() / *below;
    }
    return false;
}

/// Refuses a file that is there, unless it is a scenario that may be replaced.
void refuse_existing(const NewChoices& choices, sim::Problems& problems)
{
    std::error_code ignored;
    if (!fs::exists(fs::symlink_status(choices.file, ignored))) {
        return;
    }
    const std::string shown = model::shortened(choices.file.generic_string());
    if (!choices.force) {
        problems.add(shown, refusal("output.there", "is there already, and nothing is replaced",
                                    "name another file, or add --force"));
        return;
    }
    if (!choices.over.empty() && made_of(choices.over, choices.file)) {
        problems.add(shown, refusal("output.itself",
                                    "is the baseline that the measures are laid over, or a file that it extends",
                                    "name another file for the strategy"));
        return;
    }
    model::Findings findings;
    const model::Node::Table table = model::read_toml(choices.file, shown, findings);
    if (findings.stopped() || table.find("format") == table.end()) {
        problems.add(shown, refusal("output.no-scenario", "is no scenario, so that --force does not replace it",
                                    "name another file, or remove it"));
    }
}

/// Reads what was written as any scenario is read. A problem is told of the file as it is going to be named.
model::Scenario checked(const sim::AtomicFile& file, const NewChoices& choices)
{
    const fs::path& written = file.temporary();
    try {
        return choices.over.empty() ? model::load_scenario(written) : model::load_scenario(choices.over, {&written, 1});
    } catch (const sim::InputError& wrong) {
        sim::Problems problems;
        for (sim::Problem problem : wrong.problems()) {
            const std::string name = written.generic_string();
            if (const std::size_t at = problem.where.find(name); at != std::string::npos) {
                problem.where.replace(at, name.size(), file.target().generic_string());
            }
            problems.add(problem.where, problem.message);
        }
        problems.raise();
        throw;
    }
}

/// What the runs of a new baseline take their values from.
std::string calibrated_by(const analysis::Draws* draws)
{
    return draws == nullptr ? std::string("  not calibrated: ") + shipped_posterior +
                                  " is not beside the folder of the tables; the file says how to name another\n"
                            : "  calibrated by " + draws->from.file + ": each run takes one of " +
                                  std::to_string(draws->from.draws) + " draws; the file says how to leave them out\n";
}

std::string next_steps(const NewChoices& choices)
{
    const std::string file = choices.file.generic_string();
    const std::string name = choices.file.stem().generic_string();
    return choices.over.empty()
               ? "Next: veghe explain " + file + "\n      veghe run " + file + " -o " + name + ".h5\n"
               : "Next: veghe explain " + choices.over.generic_string() + " " + file + "\n      veghe compare " +
                     choices.over.generic_string() + " " + file + " -o " + name + "\n";
}

/// What is asked for, with the names looked up.
NewScenario looked_up(const NewChoices& choices, const std::optional<model::Scenario>& baseline,
                      sim::Problems& problems)
{
    NewScenario wanted;
    wanted.strategy = baseline.has_value();
    wanted.start = baseline ? baseline->start : first_day;
    wanted.end = baseline ? baseline->end : last_day;
    wanted.counties = counties_of(choices.counties, baseline ? &*baseline : nullptr, problems);
    wanted.measures = measures_of(choices.measures, problems);
    std::tie(wanted.budget, wanted.budget_ron) = budget_of(choices.budget, problems);
    if (choices.counties.empty() && !baseline) {
        problems.add("--counties", refusal("usage.counties-required", "is required",
                                           "write --counties VS,Bacău or --counties all; or --over BASELINE, for a "
                                           "strategy"));
    }
    if (wanted.strategy && choices.measures.empty()) {
        problems.add("--measures", refusal("usage.measures-required",
                                           "is required with --over: a strategy that takes none changes nothing",
                                           "name some; veghe describe interventions names all"));
    }
    if (wanted.strategy && !choices.data.empty()) {
        problems.add("--data", refusal("usage.data-over", "is the baseline's business", "leave it out with --over"));
    }
    if (!wanted.strategy) {
        const fs::path folder = fs::absolute(choices.file).parent_path().lexically_normal();
        const fs::path data = data_of(choices, folder, problems);
        if (!data.empty()) {
            const fs::path tables = fs::absolute(data).lexically_normal();
            wanted.data = tables.lexically_proximate(folder).generic_string();
            wanted.posterior = posterior_beside(tables, folder);
        }
    }
    return wanted;
}

} // namespace

int new_file(const NewChoices& choices, std::ostream& out)
{
    sim::Problems problems;
    refuse_existing(choices, problems);
    std::optional<model::Scenario> baseline;
    if (!choices.over.empty()) {
        baseline = model::load_scenario(choices.over);
    }
    const NewScenario wanted = looked_up(choices, baseline, problems);
    problems.raise();
    sim::AtomicFile file(choices.file);
    {
        std::ofstream stream(file.temporary(), std::ios::binary);
        stream << new_scenario_text(wanted);
        if (!stream.flush()) {
            throw sim::StorageError(choices.file.generic_string(),
                                    sim::unwritten(sim::phrase("say.not-written", "cannot be written")));
        }
    }
    model::Scenario scenario = checked(file, choices);
    const std::string told = summary(scenario);
    const std::string calibration =
        wanted.strategy ? std::string{} : calibrated_by(analysis::read_draws(scenario).get());
    file.commit();
    out << choices.file.generic_string() << ": written, and valid (" << told << ")\n"
        << calibration << next_steps(choices);
    return exit_code::done;
}

} // namespace cli
