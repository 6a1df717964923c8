#include "analysis/disclosure.hpp"
#include "analysis/exclusions.hpp"
#include "tests/support/ensembles.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace analysis {
namespace {

using testing::UnorderedElementsAre;

const Stratum all{"all", ""};
const Stratum in_care{"care", "in_care"};
const Stratum not_in_care{"care", "not_in_care"};
const Stratum rural{"settlement", "rural"};
const Stratum urban{"settlement", "urban"};

using Cells = std::map<Stratum, std::int64_t>;

/// Cases of the baseline and of one strategy that does nothing, in one ledger.
Comparison comparison_of(const Cells& cells, Ledger ledger, std::vector<std::string> counties,
                         std::vector<Exclusion> excluded)
{
    Comparison comparison;
    comparison.counties = std::move(counties);
    comparison.geography = test::geography();
    comparison.exclusions = std::move(excluded);
    comparison.strategies.resize(1);
    for (const auto& [cell, cases] : cells) {
        Contrast contrast;
        contrast.ledger = ledger;
        contrast.stratum = cell;
        contrast.level_shown = true;
        contrast.baseline_cases = contrast.strategy_cases = cases;
        comparison.baseline.push_back(contrast);
        comparison.strategies[0].contrasts.push_back(contrast);
    }
    return comparison;
}

/// The strata of which nothing is shown.
std::set<Stratum> hidden(const Comparison& comparison)
{
    std::set<Stratum> gone;
    for (const Contrast& contrast : comparison.baseline) {
        gone.insert(contrast.stratum);
    }
    const Disclosed disclosed = disclose(comparison);
    for (const Contrast& contrast : disclosed.comparison().baseline) {
        if (shown(contrast.baseline_per_year) || shown(contrast.difference_percent)) {
            gone.erase(contrast.stratum);
        }
    }
    return gone;
}

const std::vector<std::string> three{"NA", "NB", "EA"};
const std::vector<Exclusion> of_age{{{"age_band", "18-24"}, in_care}, {{"age_band", "25+"}, in_care}};

// 60 children, 24 of 18 and more: in care nobody, some, so many that one to four children are left outside care.
Cells ages_and_care(std::int64_t cared_for)
{
    return {{all, 84},
            {{"age_band", "10-13"}, 20},
            {{"age_band", "14-17"}, 40},
            {{"age_band", "18-24"}, 18},
            {{"age_band", "25+"}, 6},
            {in_care, cared_for},
            {not_in_care, 84 - cared_for}};
}

} // namespace

// Two values add up to the whole, so that one small cell hides both, as by sex.
TEST(exclusions, a_small_cell_of_two_hides_both)
{
    for (const Ledger ledger : {Ledger::true_cases, Ledger::registered}) {
        for (const auto& [one, other] : {std::pair{in_care, not_in_care}, {rural, urban}, {urban, rural}}) {
            EXPECT_EQ(hidden(comparison_of({{all, 84}, {one, 3}, {other, 81}}, ledger, three, {})),
                      (std::set<Stratum>{one, other}));
            EXPECT_TRUE(hidden(comparison_of({{all, 84}, {one, 5}, {other, 79}}, ledger, three, {})).empty());
            EXPECT_TRUE(hidden(comparison_of({{all, 84}, {one, 0}, {other, 84}}, ledger, three, {})).empty());
        }
    }
}

// 60 children less 57 in care are three children outside care, whom no table names: care goes, and the ages may stay. With 55
// in care they are five and may be known.
TEST(exclusions, children_outside_care_do_not_come_back_from_the_ages)
{
    for (const Ledger ledger : {Ledger::true_cases, Ledger::registered}) {
        EXPECT_EQ(hidden(comparison_of(ages_and_care(57), ledger, three, of_age)),
                  (std::set<Stratum>{in_care, not_in_care}));
        EXPECT_TRUE(hidden(comparison_of(ages_and_care(55), ledger, three, of_age)).empty());
        EXPECT_TRUE(hidden(comparison_of(ages_and_care(30), ledger, three, of_age)).empty());
        EXPECT_TRUE(hidden(comparison_of(ages_and_care(60), ledger, three, of_age)).empty()); // nobody is outside
        EXPECT_TRUE(hidden(comparison_of(ages_and_care(57), ledger, three, {})).empty());     // nothing follows
    }
}

// EA has no village. The register has 50 there and 53 in all towns: three in the towns of the others.
TEST(exclusions, towns_elsewhere_do_not_come_back_from_a_county_without_villages)
{
    const Cells cells{{all, 90},  {{"county", "EA"}, 50}, {{"county", "NA"}, 22}, {{"county", "NB"}, 18}, {urban, 53},
                      {rural, 37}};
    EXPECT_EQ(hidden(comparison_of(cells, Ledger::registered, three, {{{"county", "EA"}, rural}})),
              (std::set<Stratum>{urban, rural}));
    EXPECT_TRUE(hidden(comparison_of(cells, Ledger::registered, three, {})).empty());
}

// Villages of two counties of three: what is true of them is not told of, in level, change or percent; the register is.
TEST(exclusions, nothing_true_is_told_of_the_villages_of_two_counties)
{
    const Cells cells{{all, 90}, {urban, 50}, {rural, 40}};
    const auto told = [&](Ledger ledger, std::vector<std::string> counties) {
        const Comparison shown_to_all =
            disclose(comparison_of(cells, ledger, std::move(counties), {{{"county", "EA"}, rural}})).comparison();
        return find(shown_to_all.baseline, ledger, rural) != nullptr &&
               find(shown_to_all.strategies[0].contrasts, ledger, urban) != nullptr;
    };
    EXPECT_FALSE(told(Ledger::true_cases, {"EA", "NA", "NB"}));
    EXPECT_FALSE(told(Ledger::true_cases, {"EA", "EB", "NA"}));
    EXPECT_TRUE(told(Ledger::true_cases, {"EA", "EB", "NA", "NB"}));
    EXPECT_TRUE(told(Ledger::registered, {"EA", "NA", "NB"}));
}

// The man of 18 and more is in no care; EA and EB have no village. A stratum in which nobody lives excludes nothing.
TEST(exclusions, are_what_no_resident_is)
{
    EnsembleResult result = test::small_ensemble();
    result.axes.age_bands = {"14-17", "18+"};
    result.residents.clear();
    for (std::uint8_t county = 0; county < 6; ++county) {
        const std::uint8_t settlement = county < 2 ? 0 : 1;
        result.residents.push_back({.county = county, .age_band = 0, .settlement = 0, .care = 0, .persons = 3});
        result.residents.push_back({.county = county, .age_band = 0, .settlement = 0, .care = 1, .persons = 40});
        result.residents.push_back(
            {.county = county, .age_band = 1, .settlement = settlement, .care = 1, .persons = 90});
    }
    const auto named = [](const std::vector<Exclusion>& found) {
        std::vector<std::pair<Stratum, Stratum>> pairs;
        for (const Exclusion& one : found) {
            pairs.emplace_back(one.by, one.excluded);
        }
        return pairs;
    };
    EXPECT_THAT(named(exclusions(result)), UnorderedElementsAre(std::pair{Stratum{"age_band", "18+"}, in_care},
                                                                std::pair{Stratum{"county", "EA"}, rural},
                                                                std::pair{Stratum{"county", "EB"}, rural}));
    for (Residents& group : result.residents) {
        group.settlement = 0;
    }
    EXPECT_THAT(named(exclusions(result)), UnorderedElementsAre(std::pair{Stratum{"age_band", "18+"}, in_care}));
}

} // namespace analysis
