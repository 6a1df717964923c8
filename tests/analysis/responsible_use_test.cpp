#include "analysis/report/findings.hpp"
#include "analysis/result_file.hpp"
#include "analysis/scan.hpp"
#include "analysis/terminology.hpp"
#include "models/input_policy.hpp"
#include "models/registry.hpp"
#include "sim/hdf5.hpp"
#include "tests/analysis/published.hpp"
#include "tests/support/schema_walk.hpp"
#include "tests/support/toy_world.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>
#include <sstream>

/// What a real comparison publishes, from the run to the file, against the rules of docs/responsible-use.md.
namespace analysis {

namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::IsSubsetOf;
using testing::Not;

std::vector<const test::Published*> both()
{
    return {&test::published(), &test::published_of_two()};
}

std::vector<std::vector<std::string>> cells_of(const std::string& csv)
{
    std::vector<std::vector<std::string>> rows;
    std::istringstream lines(csv);
    for (std::string line; std::getline(lines, line);) {
        std::vector<std::string> cells(1);
        bool quoted = false;
        for (const char c : line) {
            quoted = c == '"' ? !quoted : quoted;
            if (c == ',' && !quoted) {
                cells.emplace_back();
            } else {
                cells.back() += c;
            }
        }
        rows.push_back(cells);
    }
    return rows;
}

} // namespace

// R1: every data set of every file has axes of the known kinds and as many values as their labels, so none has a row for a
// person, a household, a school or a place; nobody's score and no coordinate has a name among them.
TEST(responsible_use, r1_no_data_set_goes_below_the_county)
{
    for (const test::Published* p : both()) {
        for (const std::string& name : p->results) {
            const auto file = sim::hdf5::File::open(p->folder / name);
            EXPECT_THAT(test::broken_schema(file, p->counties), IsEmpty()) << name;
        }
    }
    ASSERT_EQ(test::published().counties.size(), 4u);
    ASSERT_GT(test::published().persons, 5'000u);
}

TEST(responsible_use, r1_the_walk_finds_what_it_is_for)
{
    const std::vector<sim::Axis> persons{{"person", {"1", "2"}}};
    const auto file_with = [&](std::string name, std::vector<sim::Axis> axes, std::string ledger) {
        sim::Table table{std::move(name), std::move(axes), "1", std::move(ledger), "", {}};
        std::size_t cells = 1;
        for (const sim::Axis& axis : table.axes) {
            cells *= axis.labels.size();
        }
        table.values = std::vector<std::int64_t>(cells);
        const auto path = test::published().folder / "walk.h5";
        sim::write_tables(path, result_schema, {}, std::vector{table});
        const auto broken = test::broken_schema(sim::hdf5::File::open(path), {"AB", "AG"});
        std::filesystem::remove(path);
        return broken;
    };
    const sim::Axis county{"county", {"AB", "AG"}};
    EXPECT_THAT(file_with("/registered/by_county", {county}, "registered"), IsEmpty());
    EXPECT_THAT(file_with("/registered/by_county", {{"county", {"AB", "Abrud"}}}, "registered"), Not(IsEmpty()));
    EXPECT_THAT(file_with("/registered/by_person", persons, "registered"), Not(IsEmpty()));
    EXPECT_THAT(file_with("/true/by_county", {county}, "true"), Not(IsEmpty()));
    EXPECT_THAT(file_with("/true/by_form", {{"form", {"a"}}}, "true"), Not(IsEmpty()));
    EXPECT_THAT(file_with("/residents/latitude", {county}, ""), Not(IsEmpty()));
    EXPECT_THAT(file_with("/residents/risk_score", {county}, ""), Not(IsEmpty()));
    EXPECT_THAT(file_with("/detection/by_county", {county}, ""), Not(IsEmpty()));
}

// R1: what the page draws has no member but these, so no list of persons, places or scores.
TEST(responsible_use, r1_the_page_draws_counties_and_groups_only)
{
    const std::vector<std::string> known{
        "age_band",   "attribution", "axis",    "base",      "baseline", "cost",    "counties",   "county_code",
        "d",          "difference",  "figures", "firm",      "form",     "grey",    "h",          "hollow",
        "iso_3166_2", "items",       "k",       "kept_back", "kind",     "l",       "label",      "labels",
        "left",       "legend",      "licence", "line",      "m",        "map",     "name",       "panels",
        "pathway",    "region",      "right",   "rows",      "scales",   "sex",     "strategies", "subtitle",
        "t",          "text",        "time",    "title",     "values",   "viewBox", "year",       "thousands",
        "decimal",    "settlement",  "care"};
    for (const test::Published* p : both()) {
        std::vector<std::string> found = test::json_members(p->report);
        EXPECT_GT(found.size(), 30u);
        std::erase_if(found, [&](const std::string& name) {
            return std::find(p->counties.begin(), p->counties.end(), name) != p->counties.end();
        });
        EXPECT_THAT(found, IsSubsetOf(known));
    }
}

// R1, R7: the table has the declared strata only; true cases have none by county, and no level by pathway or form.
TEST(responsible_use, r1_r7_the_summary_holds_the_declared_strata)
{
    const std::set<std::string> strata{"all",  "pathway",  "form",     "sex",  "age_band",  "county",     "region",
                                       "year", "resource", "spending", "pair", "parameter", "settlement", "care"};
    for (const test::Published* p : both()) {
        const auto rows = cells_of(p->summary);
        ASSERT_GT(rows.size(), 100u);
        for (std::size_t i = 1; i < rows.size(); ++i) {
            ASSERT_EQ(rows[i].size(), rows[0].size()) << i;
            const std::string& ledger = rows[i][1];
            const std::string& stratum = rows[i][2];
            EXPECT_TRUE(strata.contains(stratum)) << stratum;
            EXPECT_TRUE(stratum != "county" || std::count(p->counties.begin(), p->counties.end(), rows[i][3]) == 1);
            if (ledger == "true_simulated") {
                EXPECT_NE(stratum, "county");
                const bool kept_back = stratum == "pathway" || stratum == "form";
                EXPECT_TRUE(!kept_back || rows[i][4] != "level" || rows[i][6].empty()) << "a level of " << rows[i][3];
                // A difference over the same in percent is the level.
                if (kept_back && rows[i][4] == "difference" && !rows[i][6].empty()) {
                    EXPECT_EQ(rows[i + 2][4], "difference_percent");
                    EXPECT_EQ(rows[i + 2][6], "") << "a level of " << rows[i][3] << ", by division";
                }
            }
            EXPECT_EQ(rows[i][6].empty(), rows[i][7].empty() || rows[i][8].empty())
                << "a mean without its interval: " << testing::PrintToString(rows[i]);
        }
        EXPECT_THAT(scan_summary(p->summary), IsEmpty());
        EXPECT_THAT(scan_report(p->report, p->disclosed), IsEmpty());
    }
}

// R7: no event in a shared file gives a true level by county, pathway or form away, whatever it is called: none follows one
// of them from run to run.
TEST(responsible_use, r7_no_event_tells_a_true_level_that_is_kept_back)
{
    const auto& p = test::published();
    for (const test::Strata& truth : p.true_strata) {
        ASSERT_EQ(truth.counts.size(), p.events.begin()->second.size());
        const double total =
            static_cast<double>(std::accumulate(truth.counts.begin(), truth.counts.end(), std::int64_t{0}));
        if (total < 100.0) {
            continue; // too few to tell an event that follows from one that does not
        }
        for (const auto& [event, counts] : p.events) {
            double apart = 0.0;
            for (std::size_t run = 0; run < counts.size(); ++run) {
                apart += std::abs(static_cast<double>(counts[run] - truth.counts[run]));
            }
            EXPECT_GT(apart / total, 0.05) << event << " tells how many true cases there are of " << truth.name;
        }
    }
}

// R8: whatever names a ledger on the page calls it simulated; two ledgers are two panels, never one.
TEST(responsible_use, r8_both_ledgers_are_named_and_apart)
{
    for (const test::Published* p : both()) {
        const std::string seen = visible_text(p->report);
        EXPECT_THAT(seen, HasSubstr("True cases (simulated)"));
        EXPECT_THAT(seen, HasSubstr("Registered cases (simulated)"));
        EXPECT_THAT(seen, Not(HasSubstr("total cases")));
        for (const auto& row : cells_of(p->summary)) {
            EXPECT_TRUE(row[1] == "ledger" || row[1].empty() || row[1] == "true_simulated" ||
                        row[1] == "registered_simulated")
                << row[1];
        }
    }
}

// R9: institutions that find twice as much, and officers who ask persons at risk instead of waiting for reports: the register
// rises, what happened does not. The page shows both and says that the rise is no harm; nothing else that it says of the
// strategy calls it one.
TEST(responsible_use, r9_a_rise_in_the_register_is_shown_beside_the_truth_and_called_no_harm)
{
    const auto& p = test::published();
    const std::string seen = visible_text(p.report);
    for (const char* const name : {"identification_training", "proactive_screening"}) {
        SCOPED_TRACE(name);
        const auto& strategies = p.disclosed.comparison().strategies;
        const auto found =
            std::find_if(strategies.begin(), strategies.end(), [&](const auto& s) { return s.name == name; });
        ASSERT_NE(found, strategies.end());
        const BothVerdicts said = verdicts(*found);
        ASSERT_EQ(said.registered, Verdict::more) << "the register does not rise: nothing to test";
        ASSERT_NE(said.truth, Verdict::more) << "incidence rises: nothing to test";
        const auto card = seen.find(found->title + " True cases (simulated)");
        ASSERT_NE(card, std::string::npos) << "the card does not begin with the truth";
        const std::string shown = seen.substr(card, 600);
        EXPECT_THAT(shown, HasSubstr("Registered cases (simulated)"));
        EXPECT_THAT(shown, HasSubstr("More than the baseline"));
        for (const char* const word : {"harm", "worse", "damage", "backfire", "fails", "unsafe"}) {
            EXPECT_THAT(shown, Not(HasSubstr(word)));
        }
        const auto box = seen.find("“" + found->title + "”: registered cases rise");
        const auto joined = seen.find("“" + found->title + "” and");
        EXPECT_LT(std::min(box, joined), card) << "no box says what the rise is";
    }
    EXPECT_THAT(seen, HasSubstr("A rise in the register is not a harm"));
}

// R6: nothing that is declared anywhere is an ethnic or religious attribute or a stand-in: columns and measures of a run with
// everything in it, parameters, settings, strata.
TEST(responsible_use, r6_nothing_declared_is_about_a_community_or_a_person)
{
    std::vector<std::string> names;
    model::Scenario scenario = toy::scenario(toy::hamlets());
    scenario.end = scenario.start + std::chrono::weeks{2};
    for (const model::InterventionKind& kind : model::interventions()) {
        scenario.interventions.push_back(toy::intervention(kind.name, scenario));
        names.emplace_back(kind.name);
        for (const model::SettingInfo& setting : kind.settings) {
            names.emplace_back(setting.name);
        }
        names.insert(names.end(), kind.targets.begin(), kind.targets.end());
    }
    const auto outcome = toy::run(scenario, toy::hamlets(), 0, [&](const model::Build& build, sim::Tick) {
        const sim::Measures& measures = build.world.measures();
        for (std::size_t i = 0; i < measures.size(); ++i) {
            names.push_back(measures.declaration(i).name);
            for (const sim::Axis& axis : measures.declaration(i).axes) {
                names.push_back(axis.name);
                if (axis.name != "county") {
                    names.insert(names.end(), axis.labels.begin(), axis.labels.end());
                }
            }
        }
    });
    for (const auto& [column, bytes] : outcome.memory) {
        names.push_back(column);
    }
    for (const sim::ParameterInfo& parameter : model::all_parameters()) {
        names.emplace_back(parameter.name);
    }
    EXPECT_GT(names.size(), 300u);
    for (const std::string& name : names) {
        EXPECT_EQ(model::refused_name("declaration", name, true).text(), "");
    }
}

// R12: nothing in what a reader opens uses a rejected word, quoted scenarios and tooltips included.
TEST(responsible_use, r12_no_rejected_word_in_what_is_published)
{
    for (const test::Published* p : both()) {
        EXPECT_THAT(rejected_words(p->report), IsEmpty());
        EXPECT_THAT(rejected_words(p->summary), IsEmpty());
    }
}

} // namespace analysis
