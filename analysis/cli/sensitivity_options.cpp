#include "analysis/cli/arguments.hpp"
#include "analysis/cli/options.hpp"
#include "analysis/cli/sensitivity.hpp"
#include "sim/error.hpp"

#include <CLI/CLI.hpp>

#include <iostream>

namespace cli {
namespace {

using analysis::sensitivity::Quantity;

constexpr std::int64_t most_ron = 1'000'000'000'000;

/// What is looked at, as `--of` says it; nothing said is the difference.
Quantity quantity_of(const std::string& said)
{
    if (said != "level" && said != "difference" && !said.empty()) {
        throw sim::InputError("--of", sim::refusal("usage.quantity", "\"{text}\" is unknown",
                                                   "difference or level is expected", {{"text", said}}));
    }
    return said == "level" ? Quantity::level : Quantity::difference;
}

SensitivityChoices sensitivity_choices(const Arguments& a)
{
    SensitivityChoices chosen;
    const auto take = [](std::string& into, const std::string& said) {
        if (!said.empty()) {
            into = said;
        }
    };
    take(chosen.measure, a.measure);
    take(chosen.ledger, a.ledger);
    take(chosen.stratum, a.stratum);
    chosen.quantity = quantity_of(a.looked_at);
    chosen.points = a.points;
    chosen.strategy = a.strategy;
    chosen.baseline = a.baseline;
    if (!a.threshold.empty()) {
        chosen.threshold = static_cast<double>(whole_argument("--threshold", a.threshold, 0, most_ron));
    }
    if (!a.up_to.empty()) {
        chosen.up_to = static_cast<double>(whole_argument("--up-to", a.up_to, 1, most_ron));
    }
    chosen.folder = a.output;
    chosen.force = a.force;
    chosen.language = a.spoken;
    return chosen;
}

/// What both commands take.
void add_selection(CLI::App& sub, Arguments& a, const char* tables)
{
    sub.add_option("--points", a.points, "Table of the points' parameters; points.csv of a merged sweep's folder")
        ->check(filled);
    sub.add_option("--measure", a.measure, "Measure of the data set; cases")->check(filled);
    sub.add_option("--stratum", a.stratum, "Stratum of the data set, such as sex=female; all")->check(filled);
    sub.add_option("--baseline", a.baseline, "Strategy against which others are held; the first")->check(filled);
    sub.add_option("--threshold", a.threshold,
                   "RON per true case averted: choose by net benefit instead of by cases averted")
        ->check(filled);
    sub.add_option("-o,--output", a.output, tables)->check(filled);
    add_force(sub, a);
}

} // namespace

void add_sensitivity(CLI::App& app, Arguments& a, std::function<int()>& command)
{
    CLI::App* const sub = app.add_subcommand(
        "sensitivity", "Say what an answer hangs on, and which missing measurement would change the choice");
    sub->add_option("DATA", a.file, "Folder that veghe sweep merge or compare wrote, or a data set in long form (CSV)")
        ->required()
        ->check(filled);
    sub->add_option("--of", a.looked_at,
                    "difference: what the strategy averts against the baseline; level: how many there are with it; "
                    "difference")
        ->check(filled);
    sub->add_option("--strategy", a.strategy,
                    "Whose cases are looked at; the first beside the baseline, of levels the baseline")
        ->check(filled);
    sub->add_option("--ledger", a.ledger, "true or registered; true")->check(filled);
    add_selection(*sub, a, "Folder for sensitivity.csv and information.csv");
    sub->footer("Examples:\n  veghe sensitivity out/lessons_merged\n"
                "  veghe sensitivity out/lessons_merged --strategy curriculum "
                "--threshold 200000 -o out/what_matters\n"
                "  veghe sensitivity out/lessons_merged --of level --ledger registered\n"
                "  veghe sensitivity out/comparison");
    sub->callback([&] {
        command = [&] {
            return interruptible(
                a.spoken, [&](Interrupts& i) { return sensitivity(a.file, sensitivity_choices(a), i, std::cout); });
        };
    });
}

void add_rank(CLI::App& app, Arguments& a, std::function<int()>& command)
{
    CLI::App* const sub = app.add_subcommand(
        "rank", "Rank strategies under uncertainty: probability best, regret, cost and acceptability");
    sub->add_option("DATA", a.file, "Folder that veghe sweep merge or compare wrote, or a data set in long form (CSV)")
        ->required()
        ->check(filled);
    sub->add_option("--up-to", a.up_to, "Highest threshold of the acceptability curve [RON per true case averted]")
        ->check(filled);
    add_selection(*sub, a, "Folder for ranking.csv and acceptability.csv");
    sub->footer("Examples:\n  veghe rank out/lessons_merged\n"
                "  veghe rank out/comparison --threshold 200000 -o out/ranking");
    sub->callback([&] {
        command = [&] {
            return interruptible(a.spoken,
                                 [&](Interrupts& i) { return rank(a.file, sensitivity_choices(a), i, std::cout); });
        };
    });
}

} // namespace cli
