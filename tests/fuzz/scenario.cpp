#include "models/scenario.hpp"

#include "models/scenario_variables.hpp"
#include "models/vocabulary.hpp"
#include "sim/error.hpp"
#include "tests/fuzz/support.hpp"

#include <optional>
#include <vector>

/// Reads a baseline, a strategy over it and what --set says, parted by lines of "%%%%". What is taken must be printed, as
/// --resolved and as --merge do, as a scenario that means the same.
namespace {

namespace fs = std::filesystem;

constexpr std::string_view mark = "%%%%\n";

/// Words as the registry has them: numbers with and without units, settings that are words, every target.
const model::Vocabulary& words()
{
    static const model::Vocabulary all = [] {
        model::Vocabulary v;
        v.parameters = {
            {"lover_boy.approach", "1/year", 20.0, 0.0, 200.0, 'E', "assumed: for tests", "A rate."},
            {"offenders.per_100k", "1", 50.0, 0.0, 5000.0, 'E', "assumed: for tests", "A number."},
            {"school_counsellors.post_cost", "RON/(post week)", 2290.0, 1200.0, 4000.0, 'C', "table", "A price."}};
        v.fixed = {{"network.online_ties", "1", 8.0, 0.0, 100.0, 'E', "assumed: for tests", "Fixed."}};
        v.pathways = {"lover_boy", "online_grooming", "family_complicity"};
        v.kinds = {{"school_counsellors",
                    {{"pupils_per_counsellor", "pupil", 500.0, 100.0, 2000.0, "Pupils."},
                     {"protected_role", "1", 0.0, 0.0, 1.0, "A share."}},
                    {"settlement"}},
                   {"rural_campaign",
                    {{"format", "", 0.0, 0.0, 1.0, "How.", {"visits", "broadcast"}},
                     {"visits_per_year", "1/year", 2.0, 0.2, 12.0, "Visits."}},
                    {"settlement"}},
                   {"curriculum",
                    {{"hours_per_year", "hour", 8.0, 1.0, 40.0, "Hours."}},
                    {"ages", "boarding", "care", "grades", "levels", "parents_abroad", "settlement"}}};
        return v;
    }();
    return all;
}

struct Parts {
    std::string baseline;
    std::optional<std::string> strategy;
    std::vector<std::string> assignments;
};

Parts parts_of(std::string_view text)
{
    const std::size_t first = text.find(mark);
    Parts parts{std::string(text.substr(0, first)), {}, {}};
    if (first != text.npos) {
        text.remove_prefix(first + mark.size());
        const std::size_t second = text.find(mark);
        parts.strategy = text.substr(0, second);
        text = second == text.npos ? std::string_view{} : text.substr(second + mark.size());
    }
    while (!text.empty() && first != text.npos) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        parts.assignments.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return parts;
}

/// \throws sim::InputError
model::Scenario read(const fs::path& baseline, std::span<const fs::path> overlays, const Parts& parts)
{
    model::Overrides overrides = model::Overrides::from(parts.assignments);
    return model::load_scenario(baseline, overlays, words(), overrides);
}

/// \param again  a file of the same name, after which a scenario without title is called
void expect_the_same(const std::string& printed, const std::string& resolved, const std::string& what,
                     const fs::path& again)
{
    fuzz::write(again, printed);
    try {
        if (model::load_scenario(again, {}, words()).resolved != resolved) {
            fuzz::broken(what + " of a scenario means the same\n" + printed);
        }
    } catch (const sim::InputError& error) {
        fuzz::broken(what + " of a scenario is one: " + error.what() + "\n" + printed);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const bool tables = [] {
        fuzz::write(fuzz::folder() / "counties.csv", "");
        return true;
    }();
    const Parts parts = parts_of(fuzz::text_of(data, size));
    const fs::path baseline = fuzz::folder() / "baseline.toml";
    const fs::path strategy = fuzz::folder() / "strategy.toml";
    fuzz::write(baseline, parts.baseline);
    fuzz::write(strategy, parts.strategy.value_or(""));
    const std::span<const fs::path> overlays(&strategy, parts.strategy && tables ? 1 : 0);
    const fs::path& last = overlays.empty() ? baseline : strategy;
    try {
        const model::Scenario scenario = read(baseline, overlays, parts);
        model::Overrides overrides = model::Overrides::from(parts.assignments);
        const std::string merged = model::merged_text(baseline, overlays, overrides);
        expect_the_same(scenario.resolved, scenario.resolved, "--resolved", last);
        expect_the_same(merged, scenario.resolved, "--merge", last);
    } catch (const sim::InputError& error) {
        if (error.problems().empty()) {
            fuzz::broken("what is refused is told");
        }
        for (const sim::Problem& problem : error.problems()) {
            if (problem.message.cause().empty() || problem.message.remedy().empty()) {
                fuzz::broken("every problem says what is wrong and what to try");
            }
        }
    }
    return 0;
}
