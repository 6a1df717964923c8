#include "analysis/sensitivity/dataset.hpp"
#include "analysis/sensitivity/findings.hpp"
#include "analysis/sensitivity/recognise.hpp"
#include "sim/error.hpp"
#include "tests/analysis/sensitivity/known_functions.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <set>
#include <unistd.h>

namespace {

namespace fs = std::filesystem;
namespace sensitivity = analysis::sensitivity;
using sensitivity::DataSet;
using sensitivity::Outcomes;
using sensitivity::Points;

/// A file of this test, removed with it.
class Written {
public:
    explicit Written(const std::string& text)
        : path_(fs::temp_directory_path() /
                ("veghe_dataset_" + std::to_string(::getpid()) + "_" + std::to_string(count_++) + ".csv"))
    {
        std::ofstream(path_) << text;
    }
    ~Written() { fs::remove(path_); }
    Written(const Written&) = delete;
    Written& operator=(const Written&) = delete;

    const fs::path& path() const { return path_; }

private:
    static inline int count_ = 0;
    fs::path path_;
};

constexpr const char* small = "point,replicate,strategy,ledger,measure,stratum,year,value,a.b,a.c,note\n"
                              "0,0,base,true,cases,all,2024,10,1.5,7,x\n"
                              "0,0,base,true,cases,all,2025,5,1.5,7,\n"
                              "0,0,plan,true,cases,all,2024,8,1.5,7,\n"
                              "0,0,plan,true,cases,all,2025,4,1.5,7,\n"
                              "0,0,base,registered,cases,all,2024,2,1.5,7,\n"
                              "0,0,base,true,cases,sex=female,2024,6,1.5,7,\n"
                              "0,0,base,,cost,,,100,1.5,7,\n"
                              "0,0,plan,,cost,,,350,1.5,7,\n"
                              "1,0,base,true,cases,all,2024,12,2.5,7,\n"
                              "1,0,base,true,cases,all,2025,8,2.5,7,\n"
                              "1,0,plan,true,cases,all,2024,12,2.5,7,\n"
                              "1,0,plan,true,cases,all,2025,13,2.5,7,\n"
                              "1,0,base,,cost,,,100,2.5,7,\n"
                              "1,0,plan,,cost,,,350,2.5,7,\n"
                              "2,0,base,true,cases,all,2024,20,3.5,7,\n";

// Years are added: 15 - 12 = 3 averted at point 0, 20 - 25 = -5 at point 1, for 250 RON each. Point 2 lacks the strategy. a.c does not vary.
TEST(DataSet, RowsBecomeCasesAverted)
{
    const Written file(small);
    const DataSet data = sensitivity::read_dataset(file.path(), {});
    EXPECT_EQ(data.strategies, (std::vector<std::string>{"base", "plan"}));
    EXPECT_EQ(data.parameters, (std::vector<std::string>{"a.b"}));
    EXPECT_EQ(data.values.values, (std::vector<double>{1.5, 2.5}));
    EXPECT_EQ(data.averted[0].values, (std::vector<double>{0.0, 0.0}));
    EXPECT_EQ(data.averted[1].values, (std::vector<double>{3.0, -5.0}));
    EXPECT_EQ(data.cost[1].values, (std::vector<double>{250.0, 250.0}));
    EXPECT_EQ(data.left_out, 1u);
    // 100 RON a case: 300 - 250 and -500 - 250.
    EXPECT_EQ(sensitivity::utility_of(data, 100.0).values, (std::vector<double>{0.0, 50.0, 0.0, -750.0}));
    const DataSet turned = sensitivity::read_dataset(file.path(), {.baseline = "plan"});
    EXPECT_EQ(turned.averted[1].values, (std::vector<double>{-3.0, 5.0}));
}

// Without the year 2025 of the baseline point 1 would avert 12 - 25 = -13: it is left out, and said to be.
TEST(DataSet, AMissingYearIsNoSmallerNumber)
{
    std::string text = small;
    const std::string row = "1,0,base,true,cases,all,2025,8,2.5,7,\n";
    text.erase(text.find(row), row.size());
    const Written file(text);
    const DataSet data = sensitivity::read_dataset(file.path(), {});
    EXPECT_EQ(data.averted[1].values, (std::vector<double>{3.0}));
    EXPECT_EQ(data.left_out, 2u);
    // Of costs likewise: one of two years is not known at point 0.
    const Written costs(
        "point,replicate,strategy,measure,year,value\n0,0,b,cases,1,9\n0,0,p,cases,1,8\n0,0,b,cost,1,4\n"
        "0,0,p,cost,1,6\n1,0,b,cases,1,9\n1,0,p,cases,1,7\n1,0,b,cost,1,4\n1,0,p,cost,1,6\n1,0,b,cost,2,4\n"
        "1,0,p,cost,2,6\n");
    EXPECT_EQ(sensitivity::read_dataset(costs.path(), {}).averted[1].values, (std::vector<double>{2.0}));
}

TEST(DataSet, DifferencesNeedNoBaselineLevel)
{
    const Written file("point,replicate,strategy,measure,value\n0,0,base,cases,9\n0,0,plan,cases_difference,-3\n");
    EXPECT_EQ(sensitivity::read_dataset(file.path(), {.measure = "cases_difference"}).averted[1].values,
              (std::vector<double>{3.0}));
}

// Of four base points of Saltelli of two axes (four rows each), the second lost a row: its four go. Two rows of the third trajectory of
// Morris (three rows each) are lost in every strategy, so that the data set does not know of them: its last row goes, too.
TEST(DataSet, WhatADesignAsksTogetherIsLeftOutTogether)
{
    const auto tables = [](const Points& design, const std::set<std::size_t>& lost) {
        std::string values = "point,replicate,strategy,measure,value\n";
        std::string points = "point,a.b,a.c\n";
        for (std::size_t p = 0; p < design.size(); ++p) {
            const std::string point = std::to_string(p);
            points += point + "," + std::to_string(design[p][0]) + "," + std::to_string(design[p][1]) + "\n";
            if (!lost.contains(p)) {
                values += point + ",0,base,cases,9\n" + point + ",0,plan,cases,8\n";
            }
        }
        return std::pair(values, points);
    };
    const auto read = [](const std::pair<std::string, std::string>& texts) {
        const Written values(texts.first);
        const Written points(texts.second);
        return sensitivity::read_dataset(values.path(), {.points = points.path()});
    };
    const DataSet bases = read(tables(sensitivity::saltelli({2, false}, 0, 4, 1), {6}));
    EXPECT_EQ(bases.points(), 12u);
    EXPECT_EQ(bases.left_out, 4u);
    EXPECT_TRUE(sensitivity::recognise(bases.values).saltelli);
    const DataSet trajectories = read(tables(sensitivity::morris(2, 0, 8, 4, 1), {6, 7}));
    EXPECT_EQ(trajectories.points(), 21u);
    EXPECT_EQ(trajectories.left_out, 3u);
    EXPECT_TRUE(sensitivity::recognise(trajectories.values).morris);
    EXPECT_EQ(read(tables(sensitivity::sobol(2, 0, 16, 1), {6})).points(), 15u);
    EXPECT_EQ(bases.together, 4u);
    EXPECT_NO_THROW(sensitivity::require_sample(bases));
    // One base point of two, one point of two: no sample of what was asked.
    const DataSet alone = read(tables(sensitivity::saltelli({2, false}, 0, 2, 1), {6}));
    EXPECT_EQ(alone.points(), 4u);
    EXPECT_THROW(sensitivity::require_sample(alone), sim::InputError);
    EXPECT_THROW(sensitivity::require_sample(read(tables(sensitivity::sobol(2, 0, 2, 1), {1}))), sim::InputError);
    EXPECT_NO_THROW(sensitivity::require_sample(read(tables(sensitivity::sobol(2, 0, 1, 1), {}))));
}

// Three points have replicate 0, one has replicate 1 as well: three runs rather than two.
TEST(DataSet, AReplicateThatFewPointsHaveIsLeftOut)
{
    std::string text = "point,replicate,strategy,measure,value,a.b\n1,1,base,cases,50,1\n1,1,plan,cases,10,1\n";
    for (const std::string point : {"0", "1", "2"}) {
        text += point + ",0,base,cases,9," + point + "\n" + point + ",0,plan,cases,8," + point + "\n";
    }
    const Written file(text);
    const DataSet data = sensitivity::read_dataset(file.path(), {});
    EXPECT_EQ(data.points(), 3u);
    EXPECT_EQ(data.replicates(), 1u);
    EXPECT_EQ(data.left_out, 0u);
    EXPECT_EQ(data.replicates_left_out, 1u);
    EXPECT_TRUE(sensitivity::is_part(data));
    EXPECT_EQ(data.averted[1].values, (std::vector<double>{1.0, 1.0, 1.0}));
    EXPECT_EQ(data.strategies.front(), "base");
}

TEST(DataSet, ParametersThatAreNotNamedAreLeftOut)
{
    DataSet data;
    data.parameters = {"a.b", "c.d", "e.f"};
    data.values = {3, {1.0, 2.0, 3.0, 4.0, 5.0, 6.0}};
    sensitivity::keep_parameters(data, {"e.f", "a.b", "x.y"});
    EXPECT_EQ(data.parameters, (std::vector<std::string>{"a.b", "e.f"}));
    EXPECT_EQ(data.values.values, (std::vector<double>{1.0, 3.0, 4.0, 6.0}));
    EXPECT_EQ(data.values.dimension, 2u);
}

TEST(DataSet, ParametersMayStandInATableOfPoints)
{
    const Written file(
        "point,replicate,strategy,measure,value\n0,0,b,cases,9\n0,0,p,cases,0\n1,0,b,cases,9\n1,0,p,cases,0\n");
    const Written points("point,draw,a.b\n0,0,4\n1,0,5\n2,0,6\n");
    EXPECT_EQ(sensitivity::read_dataset(file.path(), {.points = points.path()}).values.values,
              (std::vector<double>{4.0, 5.0}));
    const Written others("point,draw,a.b\n0,0,4\n");
    EXPECT_THROW(sensitivity::read_dataset(file.path(), {.points = others.path()}), sim::InputError);
}

std::string refusal_of(const std::string& text, const sensitivity::Selection& selection = {})
{
    const Written file(text);
    try {
        sensitivity::read_dataset(file.path(), selection);
    } catch (const sim::InputError& error) {
        return std::string(error.problems().front().message.id());
    }
    return "";
}

TEST(DataSet, CasesAndCostsHaveTheirUnits)
{
    const std::string head = "point,replicate,strategy,measure,value,unit\n0,0,b,cases,9,person\n";
    EXPECT_EQ(refusal_of(head + "0,0,p,cases,8,person\n0,0,b,cost,1,RON\n0,0,p,cost,2,RON\n"), "");
    EXPECT_EQ(refusal_of(head + "0,0,p,cases,8,RON\n"), "dataset.unit");
    EXPECT_EQ(refusal_of(head + "0,0,p,cases,8,person\n0,0,b,cost,1,EUR\n"), "dataset.unit");
    EXPECT_EQ(refusal_of(head + "0,0,p,cases,-17,person\n"), "dataset.below-zero");
    EXPECT_EQ(refusal_of(head + "0,0,p,cases_difference,-3,person\n", {.measure = "cases_difference"}), "");
}

TEST(DataSet, WhatIsWrongIsRefused)
{
    const std::string head = "point,replicate,strategy,measure,value,a.b\n";
    EXPECT_EQ(refusal_of(head + "0,0,b,cases,1,2\n0,0,b,cases,1,2\n"), "dataset.twice");
    EXPECT_EQ(refusal_of(head + "0,0,b,cases,1,2\n0,0,p,cases,1,3\n"), "dataset.two-values");
    EXPECT_EQ(refusal_of(head + "0,0,b,cases,1,2\n"), "dataset.one-strategy");
    EXPECT_EQ(refusal_of(head + "0,0,b,cases,1,2\n1,0,p,cases,1,3\n"), "dataset.incomplete");
    EXPECT_EQ(refusal_of(head + "0,0,b,cases,1,2\n", {.measure = "deaths"}), "dataset.nothing");
    EXPECT_EQ(refusal_of(small, {.baseline = "bace"}), "dataset.no-strategy");
}

/// A point of a baseline and a strategy with these cases by stratum, of the ledger that is named.
std::string strata(const std::string& ledger, const std::vector<std::pair<std::string, int>>& cases)
{
    std::string text = "point,replicate,strategy,ledger,measure,stratum,value\n";
    for (const char* const strategy : {"base", "plan"}) {
        for (const auto& [stratum, count] : cases) {
            text += std::string("0,0,") + strategy + "," + ledger + ",cases," + stratum + "," + std::to_string(count) +
                    "\n";
        }
    }
    return text;
}

std::string refusal_of_stratum(const std::string& text, const std::string& stratum, const std::string& ledger = "true")
{
    return refusal_of(text, {.ledger = ledger, .stratum = stratum});
}

// R7: beside the register, nothing true by county, pathway or form, be it a level or a difference; the register by itself is told.
TEST(DataSet, R7_NothingTrueByCountyPathwayOrForm)
{
    for (const std::string stratum : {"county=DJ", "pathway=lover_boy", "form=labour"}) {
        EXPECT_EQ(refusal_of_stratum(strata("true", {{"all", 90}, {stratum, 50}}), stratum), "dataset.register-alone");
        EXPECT_EQ(refusal_of_stratum(strata("registered", {{"all", 90}, {stratum, 50}}), stratum, "registered"), "");
        EXPECT_EQ(refusal_of("point,replicate,strategy,ledger,measure,stratum,value\n0,0,base,true,cases,all,90\n"
                             "0,0,plan,true,cases_difference," +
                                 stratum + ",-50\n",
                             {.measure = "cases_difference", .stratum = stratum}),
                  "dataset.register-alone");
    }
}

// Three girls of ninety children are kept back, and the boys with them, who are all but three; the total is told. Of three ages, one of
// four cases takes the next smallest with it. Nobody is no small cell.
TEST(DataSet, R2_SmallCellsAndWhatGivesThemAwayAreKeptBack)
{
    const std::string sexes = strata("true", {{"all", 90}, {"sex=female", 3}, {"sex=male", 87}});
    EXPECT_EQ(refusal_of_stratum(sexes, "sex=female"), "dataset.small-cell");
    EXPECT_EQ(refusal_of_stratum(sexes, "sex=male"), "dataset.small-cell");
    EXPECT_EQ(refusal_of_stratum(sexes, "all"), "");
    const std::string ages =
        strata("registered", {{"all", 94}, {"age_band=0-13", 4}, {"age_band=14-17", 20}, {"age_band=18+", 70}});
    EXPECT_EQ(refusal_of_stratum(ages, "age_band=0-13", "registered"), "dataset.small-cell");
    EXPECT_EQ(refusal_of_stratum(ages, "age_band=14-17", "registered"), "dataset.small-cell");
    EXPECT_EQ(refusal_of_stratum(ages, "age_band=18+", "registered"), "");
    EXPECT_EQ(refusal_of_stratum(strata("true", {{"all", 90}, {"sex=female", 0}, {"sex=male", 90}}), "sex=female"), "");
    EXPECT_EQ(refusal_of_stratum(strata("true", {{"all", 4}}), "all"), "dataset.small-cell");
    EXPECT_EQ(refusal_of_stratum(strata("true", {{"all", 5}}), "all"), "");
}

// Points and replicates together: 3 cases at one point and 3 at the other are 6. Of a point that is left out, since the strategy is
// missing there, nothing counts: 3 are left.
TEST(DataSet, R2_CellsAreOfAllRunsThatAreLookedAt)
{
    const std::string head = "point,replicate,strategy,measure,value\n";
    const std::string six = "0,0,base,cases,3\n0,0,plan,cases,3\n1,0,base,cases,3\n";
    EXPECT_EQ(refusal_of(head + six + "1,0,plan,cases,3\n"), "");
    EXPECT_EQ(refusal_of(head + "0,0,base,cases,3\n0,0,plan,cases,6\n1,0,base,cases,6\n"), "dataset.small-cell");
    EXPECT_EQ(refusal_of(head + "0,0,base,cases,9\n0,0,plan,cases,2\n"), "dataset.small-cell"); // of one strategy
    // Nor of a replicate that is left out, whose 6 cases would make 8 of the 2 that are told.
    EXPECT_EQ(refusal_of(head +
                         "0,0,base,cases,6\n0,0,plan,cases,1\n1,0,base,cases,6\n1,0,plan,cases,1\n0,1,base,cases,6\n"
                         "0,1,plan,cases,6\n2,0,base,cases,6\n2,0,plan,cases,0\n"),
              "dataset.small-cell");
}

constexpr auto level = sensitivity::Quantity::level;

// Levels are what was counted, 15 and 20 of the baseline, 12 and 25 of the plan; costs likewise. They need no second strategy, and are
// none of differences.
TEST(DataSet, ALevelIsWhatWasCounted)
{
    const Written file(small);
    const DataSet cases = sensitivity::read_dataset(file.path(), {.quantity = level});
    EXPECT_EQ(sensitivity::outcomes_of(cases, 0).values, (std::vector<double>{15.0, 20.0}));
    EXPECT_EQ(sensitivity::outcomes_of(cases, 1).values, (std::vector<double>{12.0, 25.0}));
    EXPECT_EQ(sensitivity::outcomes_of(sensitivity::read_dataset(file.path(), {}), 1).values,
              (std::vector<double>{3.0, -5.0}));
    // The plan costs 250 RON more, and saves none.
    EXPECT_EQ(sensitivity::outcomes_of(sensitivity::read_dataset(file.path(), {.measure = "cost"}), 1).values,
              (std::vector<double>{250.0, 250.0}));
    const DataSet cost = sensitivity::read_dataset(file.path(), {.measure = "cost", .quantity = level});
    EXPECT_EQ(sensitivity::outcomes_of(cost, 1).values, (std::vector<double>{350.0, 350.0}));
    const std::string alone = "point,replicate,strategy,measure,value\n0,0,base,cases,9\n1,0,base,cases,7\n";
    EXPECT_EQ(refusal_of(alone), "dataset.one-strategy");
    EXPECT_EQ(refusal_of(alone, {.quantity = level}), "");
    EXPECT_EQ(refusal_of("point,replicate,strategy,measure,value\n0,0,base,cases,9\n0,0,plan,cases_difference,-3\n",
                         {.measure = "cases_difference", .quantity = level}),
              "dataset.differences-alone");
}

// What is told of no difference is told of no level either: nothing true by form, no cell of three girls.
TEST(DataSet, R7_ALevelIsKeptBackAsADifferenceIs)
{
    EXPECT_EQ(
        refusal_of(strata("true", {{"all", 90}, {"form=labour", 50}}), {.stratum = "form=labour", .quantity = level}),
        "dataset.register-alone");
    EXPECT_EQ(refusal_of(strata("true", {{"all", 90}, {"sex=female", 3}, {"sex=male", 87}}),
                         {.stratum = "sex=female", .quantity = level}),
              "dataset.small-cell");
}

// The register alone tells levels of fewer than three counties: no other word than its name reads a table as the register's, and no word for
// "internal" that nobody knows as shared.
TEST(DataSet, OnlyWhatSaysSoIsOfTheRegisterOrShared)
{
    const std::string bare = "point,replicate,strategy,measure,value\n0,0,base,cases,9\n0,0,plan,cases,6\n";
    const std::string told = strata("registered", {{"all", 90}});
    EXPECT_EQ(refusal_of(bare, {.ledger = "registered"}), "dataset.no-ledger");
    EXPECT_EQ(refusal_of(told, {.ledger = "register"}), "dataset.no-ledger");
    EXPECT_EQ(refusal_of(told, {.ledger = "registered"}), "");
    for (const std::string word : {"internal", "Internal", "secret"}) {
        const Written file("point,replicate,strategy,measure,value,disclosure\n0,0,base,cases,9," + word +
                           "\n0,0,plan,cases,6," + word + "\n");
        EXPECT_TRUE(sensitivity::read_dataset(file.path(), {}).internal) << word;
    }
}

// Fewer than three counties: 20 and 30 cases, so 10 averted are 40 % of 25. No costs, with which the level would follow; differences
// have no level, and the register has no such rule.
TEST(DataSet, AnInternalDataSetIsInPercent)
{
    const std::string text =
        "point,replicate,strategy,ledger,measure,value,unit,disclosure\n"
        "0,0,base,true,cases,20,person,internal\n0,0,plan,true,cases,10,person,internal\n"
        "0,1,base,true,cases,30,person,internal\n0,1,plan,true,cases,30,person,internal\n"
        "0,0,base,registered,cases,10,person,internal\n0,0,plan,registered,cases,8,person,internal\n"
        "0,1,base,registered,cases,10,person,internal\n0,1,plan,registered,cases,8,person,internal\n"
        "0,0,base,,cost,5,RON,internal\n0,0,plan,,cost,7,RON,internal\n"
        "0,1,base,,cost,5,RON,internal\n0,1,plan,,cost,7,RON,internal\n";
    const Written file(text);
    const DataSet truth = sensitivity::read_dataset(file.path(), {});
    EXPECT_TRUE(truth.internal);
    EXPECT_TRUE(truth.cost.empty());
    EXPECT_EQ(truth.unit, "percent of baseline");
    EXPECT_EQ(truth.averted[1].values, (std::vector<double>{40.0, 0.0}));
    const DataSet levels = sensitivity::read_dataset(file.path(), {.quantity = level}); // of the mean of 20 and 30
    EXPECT_EQ(sensitivity::outcomes_of(levels, 0).values, (std::vector<double>{80.0, 120.0}));
    EXPECT_EQ(sensitivity::outcomes_of(levels, 1).values, (std::vector<double>{40.0, 120.0}));
    const DataSet registered = sensitivity::read_dataset(file.path(), {.ledger = "registered"});
    EXPECT_FALSE(registered.internal);
    EXPECT_EQ(registered.averted[1].values, (std::vector<double>{2.0, 2.0}));
    EXPECT_EQ(registered.unit, "person");
    EXPECT_EQ(refusal_of("point,replicate,strategy,measure,value,disclosure\n0,0,base,cases,9,internal\n"
                         "0,0,plan,cases_difference,-3,internal\n",
                         {.measure = "cases_difference"}),
              "dataset.no-level");
    EXPECT_EQ(refusal_of("point,replicate,strategy,measure,value,disclosure\n0,0,base,cases,0,internal\n"
                         "0,0,plan,cases,9,internal\n"),
              "dataset.too-few-cases");
}

TEST(Recognise, DesignsAreToldByTheirRows)
{
    for (const bool second : {false, true}) {
        const auto found = sensitivity::recognise(sensitivity::saltelli({3, second}, 0, 4, 1));
        ASSERT_TRUE(found.saltelli);
        EXPECT_EQ(found.saltelli->second_order, second);
        EXPECT_FALSE(found.morris);
    }
    const Points trajectories = sensitivity::morris(3, 0, 8, 4, 1);
    EXPECT_TRUE(sensitivity::recognise(trajectories).morris);
    const auto any = sensitivity::recognise(sensitivity::sobol(3, 0, 20, 1));
    EXPECT_FALSE(any.morris || any.saltelli);
    // Of one axis any two points differ in one.
    EXPECT_FALSE(sensitivity::recognise(sensitivity::sobol(1, 0, 64, 1)).morris);
    EXPECT_TRUE(sensitivity::recognise(sensitivity::morris(1, 0, 32, 4, 1)).morris);
    Points lost = sensitivity::saltelli({3, false}, 0, 4, 1);
    lost.values.erase(lost.values.begin(), lost.values.begin() + 15);
    EXPECT_TRUE(sensitivity::recognise(lost).saltelli); // a whole base point
    lost.values.erase(lost.values.begin(), lost.values.begin() + 3);
    EXPECT_FALSE(sensitivity::recognise(lost).saltelli);
    // Values of a law that rises, of four slices: back to their middles.
    Points values = trajectories;
    for (double& value : values.values) {
        value = std::exp(5.0 * value);
    }
    EXPECT_EQ(sensitivity::coordinates_of_slices(values).values, trajectories.values);
}

/// Doing nothing against a programme that averts f of the coordinates, at 10 RON of cost.
DataSet made(const Points& coordinates, const known::Function& f, double sd = 0.0)
{
    DataSet data;
    data.strategies = {"nothing", "programme"};
    for (std::size_t i = 0; i < coordinates.dimension; ++i) {
        data.parameters.push_back("p." + std::to_string(i));
    }
    data.values = coordinates;
    data.averted = {Outcomes{2, std::vector<double>(2 * coordinates.size(), 0.0)},
                    known::noisy(coordinates, f, 2, sd, 3)};
    data.cost = {Outcomes{2, std::vector<double>(2 * coordinates.size(), 0.0)},
                 Outcomes{2, std::vector<double>(2 * coordinates.size(), 10.0)}};
    return data;
}

double two_axes(std::span<const double> u)
{
    return 2.0 * u[1] + u[0];
}

// 1 : 4 in the variance, whatever the design says of it: shares, effects 1 and 2, curves.
TEST(Findings, EachDesignHasItsMethod)
{
    const auto shares =
        sensitivity::sensitivity_of(made(sensitivity::saltelli({2, false}, 0, 512, 1), two_axes), 1, {.draws = 20});
    EXPECT_EQ(shares.method, sensitivity::Method::shares);
    EXPECT_EQ(shares.by_weight, (std::vector<std::size_t>{1, 0}));
    EXPECT_EQ(shares.findings[0].index, "luck");
    EXPECT_NEAR(shares.findings[1].value.value, 0.2, 0.01);
    EXPECT_NEAR(shares.findings[4].value.value, 0.8, 0.01);
    const auto screening =
        sensitivity::sensitivity_of(made(sensitivity::morris(2, 0, 20, 4, 1), two_axes), 1, {.draws = 20});
    EXPECT_EQ(screening.method, sensitivity::Method::screening);
    EXPECT_NEAR(screening.findings[4].value.value, 2.0, 1e-12);
    const auto curves =
        sensitivity::sensitivity_of(made(sensitivity::sobol(2, 0, 512, 1), two_axes, 0.5), 1, {.draws = 20});
    EXPECT_EQ(curves.method, sensitivity::Method::curves);
    EXPECT_NEAR(curves.findings[0].value.value, 0.2, 0.06);
    EXPECT_NEAR(curves.findings[1].value.value, 0.8, 0.06);
    EXPECT_EQ(curves.findings[1].parameter, "p.1");
}

// The programme averts 2 u1 + u0 of 10 + 4 u0 cases: with it there are 10 + 3 u0 - 2 u1, so that of its level 9 of 13 hang on u0, and of
// what it averts 1 of 5. The baseline hangs on u0 alone.
TEST(Findings, TheLevelOfAStrategyHangsOnOtherThings)
{
    DataSet data = made(sensitivity::saltelli({2, false}, 0, 512, 1), two_axes);
    const Outcomes before = known::noisy(
        data.values, [](std::span<const double> u) { return 10.0 + 4.0 * u[0]; }, 2, 0.0, 3);
    Outcomes after = before;
    for (std::size_t k = 0; k < after.values.size(); ++k) {
        after.values[k] -= data.averted[1].values[k];
    }
    data.level = {before, after};
    const auto total_of = [&](std::size_t strategy, std::size_t parameter) {
        return sensitivity::sensitivity_of(data, strategy, {.draws = 20}).findings[2 * parameter + 2].value.value;
    };
    EXPECT_NEAR(total_of(1, 0), 0.2, 0.01);
    data.quantity = level;
    EXPECT_NEAR(total_of(1, 0), 9.0 / 13.0, 0.02);
    EXPECT_NEAR(total_of(1, 1), 4.0 / 13.0, 0.02);
    EXPECT_NEAR(total_of(0, 0), 1.0, 0.01);
    EXPECT_EQ(total_of(0, 1), 0.0);
    const auto found = sensitivity::sensitivity_of(data, 1, {.draws = 20});
    const std::string table = sensitivity::sensitivity_csv(data, 1, found);
    EXPECT_NE(table.find("\nprogramme,level,cases,true,all,p.0,,total,"), std::string::npos) << table;
}

// Worth 2 u1 + u0 - 1.5 against 0: the choice turns at the value of u1 where 2 u1 + 1/2 = 1.5, the middle.
TEST(Findings, InformationComesInFallingOrder)
{
    const auto f = [](std::span<const double> u) { return two_axes(u) - 1.4; };
    const auto found =
        sensitivity::information_of(made(sensitivity::saltelli({2, false}, 0, 256, 1), f), 0.0, {.draws = 20});
    ASSERT_TRUE(found);
    EXPECT_EQ(found->parameters[0].parameter, "p.1");
    ASSERT_EQ(found->parameters[0].measurement.turns.size(), 1u);
    EXPECT_NEAR(found->parameters[0].measurement.turns[0].value, 0.45, 0.02);
    EXPECT_GT(found->all.at_most.value, found->parameters[0].measurement.worth.value);
    // Both are all that there is.
    ASSERT_EQ(found->groups.size(), 1u);
    EXPECT_EQ(found->groups[0].parameter, "p.*");
    EXPECT_NEAR(found->groups[0].measurement.worth.value, found->all.at_most.value, 0.01);
    auto apart = made(sensitivity::sobol(2, 0, 40, 1), f);
    apart.parameters = {"p.0", "q.0"};
    EXPECT_TRUE(sensitivity::information_of(apart, 0.0, {.draws = 2})->groups.empty());
    const auto few = sensitivity::information_of(made(sensitivity::sobol(2, 0, 31, 1), f), 0.0, {.draws = 2});
    EXPECT_EQ(few->parameters.size(), 2u);
    EXPECT_TRUE(few->groups.empty()); // 31 points tell no curve of two parameters
    EXPECT_FALSE(sensitivity::information_of(made(sensitivity::sobol(2, 0, 15, 1), f), 0.0, {.draws = 2}));
    EXPECT_FALSE(sensitivity::information_of(made(sensitivity::morris(2, 0, 20, 4, 1), f), 0.0, {.draws = 2}));
}

/// A strategy that does what it likes, whatever the parameters are: luck of a run, of its own.
DataSet of_luck_alone(const Points& coordinates)
{
    return made(
        coordinates, [](std::span<const double>) { return 0.0; }, 1.0);
}

// Where nothing but luck moves what is averted, the variance over the points is estimated as about 0, on either side of it: a share of
// it would be any number. Nothing is told instead. Of these 64 points and 2 replicates its interval reaches below 0.
TEST(Findings, SharesOfNothingAreNotJudged)
{
    for (const Points& points : {sensitivity::saltelli({2, false}, 0, 16, 1), sensitivity::sobol(2, 0, 64, 1)}) {
        const auto found = sensitivity::sensitivity_of(of_luck_alone(points), 1, {.draws = 100});
        EXPECT_EQ(found.judged, sensitivity::Judged::luck_hides_it);
        ASSERT_EQ(found.by_weight.size(), 2u);
        for (const auto& finding : found.findings) {
            EXPECT_TRUE(finding.index == "luck" || std::isnan(finding.value.value)) << finding.index;
        }
    }
    // Luck has all of the variance of a run, and no more.
    const auto shares =
        sensitivity::sensitivity_of(of_luck_alone(sensitivity::saltelli({2, false}, 0, 16, 1)), 1, {.draws = 100});
    EXPECT_LE(shares.findings.front().value.high, 1.0);
    EXPECT_GT(shares.findings.front().value.value, 0.5);
    const auto seen =
        sensitivity::sensitivity_of(made(sensitivity::sobol(2, 0, 256, 1), two_axes, 0.1), 1, {.draws = 50});
    EXPECT_EQ(seen.judged, sensitivity::Judged::yes);
}

// A strategy that is the baseline to the bit averts 0 in every run.
TEST(Findings, WhatIsTheSameEverywhereHangsOnNothing)
{
    const auto nothing = [](std::span<const double>) { return 0.0; };
    for (const Points& points : {sensitivity::saltelli({2, false}, 0, 16, 1), sensitivity::sobol(2, 0, 64, 1),
                                 sensitivity::morris(2, 0, 10, 4, 1)}) {
        const auto found = sensitivity::sensitivity_of(made(points, nothing), 1, {.draws = 20});
        EXPECT_EQ(found.judged, sensitivity::Judged::nothing_varies);
        EXPECT_EQ(found.by_weight.size(), 2u);
    }
}

/// Thirds of the hidden multiplier: these draws, with so many cases each in the baseline.
sensitivity::RankingFindings over_multiplier(std::size_t draws, double cases)
{
    DataSet data = made(sensitivity::sobol(1, 0, draws, 1), [](auto u) { return u[0]; });
    data.parameters = {"observation.hidden_multiplier"};
    data.level = {Outcomes{2, std::vector<double>(2 * draws, cases)},
                  Outcomes{2, std::vector<double>(2 * draws, 50.0)}};
    return sensitivity::ranking_of(data, 0.0, std::array{5.0}, {.draws = 10});
}

// Nine draws are three a third, eight are not. With 1/3 of a case in each of two replicates a third of three draws has 2: kept back.
TEST(Findings, RegretIsToldOfThirdsThatMayBeToldOf)
{
    EXPECT_TRUE(over_multiplier(9, 50.0).regret);
    EXPECT_FALSE(over_multiplier(8, 50.0).regret);
    EXPECT_EQ(over_multiplier(8, 50.0).regret_withheld, sensitivity::Withheld::few_draws);
    EXPECT_FALSE(over_multiplier(9, 1.0 / 3.0).regret);
    EXPECT_EQ(over_multiplier(9, 1.0 / 3.0).regret_withheld, sensitivity::Withheld::few_cases);
    EXPECT_TRUE(over_multiplier(9, 0.0).regret);
    const DataSet without = made(sensitivity::sobol(1, 0, 9, 1), [](auto u) { return u[0]; });
    EXPECT_EQ(sensitivity::ranking_of(without, 0.0, std::array{5.0}, {.draws = 10}).regret_withheld,
              sensitivity::Withheld::no_multiplier);
}

// Cases averted are u, of 64 even points: 0.5 on average, with a standard error of 0.29 / 8 = 0.036; each costs 10 RON. The mean that
// stands beside the plane has an interval like any other.
TEST(Findings, MeansOfCostAndEffectHaveIntervals)
{
    const auto found = sensitivity::ranking_of(made(sensitivity::sobol(1, 0, 64, 1), [](auto u) { return u[0]; }), 0.0,
                                               std::array{5.0}, {.draws = 200});
    ASSERT_EQ(found.mean_averted.size(), 2u);
    EXPECT_NEAR(found.mean_averted[1].value, 0.5, 0.01);
    EXPECT_NEAR(found.mean_averted[1].high - found.mean_averted[1].low, 2.0 * 1.645 * 0.036, 0.025);
    EXPECT_DOUBLE_EQ(found.mean_cost[1].value, 10.0);
    EXPECT_DOUBLE_EQ(found.mean_cost[1].low, 10.0);
}

TEST(Findings, AnOrderNeedsNineDrawsOfTen)
{
    const Points u = sensitivity::sobol(1, 0, 256, 1);
    const auto ahead = [&](double least) {
        return sensitivity::ranking_of(made(u, [&](auto x) { return x[0] + least; }), 0.0, std::array{5.0, 30.0},
                                       {.draws = 10});
    };
    EXPECT_FALSE(ahead(-0.15).first); // better in 85 of 100
    // Always better: eleven draws that agree are enough (Wilson: 11 / 13.71), ten are not (10 / 12.71).
    const auto few = [&](std::size_t draws) {
        return sensitivity::ranking_of(made(sensitivity::sobol(1, 0, draws, 1), [](auto) { return 1.0; }), 0.0,
                                       std::array{5.0}, {.draws = 2});
    };
    EXPECT_FALSE(few(10).first);
    EXPECT_TRUE(few(11).first);
    const auto found = ahead(-0.05);
    ASSERT_TRUE(found.first);
    EXPECT_EQ(*found.first, 1u);
    EXPECT_FALSE(found.draws_are_runs);
    EXPECT_EQ(found.utility.size(), 256u);
    // 30 (u - 0.05) - 10 is above 0 for u > 0.383.
    EXPECT_NEAR(found.curve[1].probability[1].value, 1.0 - 0.383, 0.01);
    EXPECT_EQ(found.curve[0].frontier, 0u);
    EXPECT_EQ(found.curve[1].frontier, 1u);
}

// Of base points of Saltelli, A and B are draws of the prior; trajectories have none.
TEST(Findings, ARankingTakesASampleOfThePrior)
{
    const auto f = [](std::span<const double> u) { return u[0]; };
    const auto of_bases = sensitivity::ranking_of(made(sensitivity::saltelli({2, false}, 0, 8, 1), f), 0.0,
                                                  std::array{5.0}, {.draws = 2});
    EXPECT_EQ(of_bases.utility.size(), 16u);
    EXPECT_THROW(sensitivity::ranking_of(made(sensitivity::morris(2, 0, 8, 4, 1), f), 0.0, std::array{5.0}),
                 sim::InputError);
}

// Half the width is 0.05, 75, 30 and 50,000: two digits of what begins with 10 to 35, one of others, as in the report.
TEST(Findings, DigitsFollowTheInterval)
{
    EXPECT_EQ(sensitivity::digits(0.123456, 0.1, 0.2), "0.12");
    EXPECT_EQ(sensitivity::digits(64.32, 10.0, 160.0), "60");
    EXPECT_EQ(sensitivity::digits(64.32, 30.0, 90.0), "64");
    EXPECT_EQ(sensitivity::digits(123456.0, 1e5, 2e5), "120000");
    EXPECT_EQ(sensitivity::rough(123456.0), "123000");
    EXPECT_EQ(sensitivity::rough(-0.0012345), "-0.00123");
    EXPECT_EQ(sensitivity::rough(0.0), "0");
    EXPECT_EQ(sensitivity::rough(std::nan("")), "");
    EXPECT_EQ(sensitivity::digits(2.0 / 3.0, std::nan(""), std::nan("")), "0.6666667");
    EXPECT_EQ(sensitivity::digits(5.0, 5.0, 5.0), "5");
    EXPECT_EQ(sensitivity::digits(-0.0001, -1.0, 1.0), "0");
    EXPECT_EQ(sensitivity::digits(800395.5617129713, 800395.5617129711, 800395.5617129715),
              "800395.6"); // equal but for a sum's last bit
    EXPECT_EQ(sensitivity::digits(std::nan(""), 0.0, 1.0), "");
}

TEST(Findings, TablesAreInertAndWhole)
{
    DataSet data = made(sensitivity::sobol(1, 0, 64, 1), [](auto x) { return x[0]; });
    data.strategies[1] = "=1+1";
    const auto found = sensitivity::ranking_of(data, 0.0, std::array{5.0}, {.draws = 10});
    const std::string ranking = sensitivity::ranking_csv(data, found, 0.0);
    EXPECT_NE(ranking.find("\n'=1+1,probability_best,,,1,"), std::string::npos) << ranking;
    EXPECT_NE(ranking.find("\n'=1+1,dearer_and_better,,,1,"), std::string::npos) << ranking;
    EXPECT_EQ(ranking.find("nothing,dearer_and_better"), std::string::npos) << ranking; // it lies in no quarter
    const std::string curve = sensitivity::acceptability_csv(data, found);
    EXPECT_EQ(std::count(curve.begin(), curve.end(), '\n'), 3);
    EXPECT_NE(curve.find("\n5,nothing,1,"), std::string::npos) << curve;
}

} // namespace
