#include "analysis/calibration/likelihood.hpp"
#include "analysis/calibration/predictive.hpp"
#include "models/county_names.hpp"
#include "sim/error.hpp"
#include "tests/analysis/calibration/country_posterior.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

namespace {

namespace calibration = analysis::calibration;
using calibration::Judged;
using calibration::Outcome;
using calibration::Period;
using calibration::Predictive;
using calibration::Predictor;
using calibration::Randomness;
using calibration::Target;
using calibration::TargetKind;

Target counted(const std::string& measure, const std::string& period)
{
    Target t;
    t.measure = measure;
    t.kind = TargetKind::count;
    t.period = calibration::parse_period(period);
    t.where = "some_2018_2021.csv:2";
    return t;
}

double mean(const Predictive& all)
{
    double sum = 0.0;
    for (const Outcome& o : all) {
        sum += o.expected() / static_cast<double>(all.size());
    }
    return sum;
}

/// Standard deviation of the expectations, over their mean.
double spread(const Predictive& all)
{
    const double m = mean(all);
    double square = 0.0;
    for (const Outcome& o : all) {
        square += (o.expected() - m) * (o.expected() - m) / static_cast<double>(all.size());
    }
    return std::sqrt(square) / m;
}

/// A posterior whose runs agree: 100 children, 300 women and 20 convictions a year, one county with 10 children and 30 adults.
calibration::Posterior even()
{
    calibration::Posterior p = country_posterior();
    for (auto& check : p.checks) {
        check.counts.years = 100.0;
        check.counts.profiles = {
            {.profile = {.female = true, .age = 15}, .pathway = 0, .count = 10000},
            {.profile = {.female = true, .age = calibration::of_age}, .pathway = 0, .count = 30000}};
        check.counts.counties.assign(42, {1000, 3000});
        check.counts.figures = {{"assistance.served", 120.0}, {"justice.pending", 50.0}, {"justice.solved", 20.0}};
    }
    p.counties.draws.values.assign(p.counties.draws.values.size(), 2.0);
    return p;
}

// Counts 10, 20, 30 in five years each: rates 2, 4, 6, mean 4, variance 4, of which 4 / 5 is luck: 3.2 between runs. So the law of
// rates has shape 16 / 3.2 = 5 and rate 4 / 3.2 = 1.25.
TEST(Predictive, RatesAreWhatRunsSayWithoutTheirLuck)
{
    const auto rates = calibration::rates_of(std::vector{10.0, 20.0, 30.0}, std::vector{5.0, 5.0, 5.0});
    EXPECT_NEAR(rates.shape[0], 15.0, 1e-12);
    EXPECT_NEAR(rates.shape[2], 35.0, 1e-12);
    EXPECT_NEAR(rates.rate[1], 6.25, 1e-12);
    EXPECT_NEAR(rates.mean(0), 2.4, 1e-12) << "drawn towards 4";
}

// Rates 2 and 2.2 vary by 0.02, luck alone by 0.42: one rate for both, of 10 + 11 in ten years.
TEST(Predictive, RunsThatDifferByLuckShareOneRate)
{
    const auto rates = calibration::rates_of(std::vector{10.0, 11.0}, std::vector{5.0, 5.0});
    EXPECT_EQ(rates.shape[0], rates.shape[1]);
    EXPECT_NEAR(rates.shape[0], 21.5, 1e-12);
    EXPECT_NEAR(rates.rate[0], 10.0, 1e-12);
    const auto none = calibration::rates_of(std::vector{0.0, 0.0}, std::vector{5.0, 5.0});
    EXPECT_NEAR(none.mean(0), 0.05, 1e-12) << "never seen is not impossible";
}

// Poisson of mean 2: P(0, 1) = 3 e^-2, P(2) = 2 e^-2. Two coins: P(0) = 1/4, P(1) = 1/2.
TEST(Predictive, AFigureIsJudgedByHand)
{
    Randomness random(1);
    const Judged poisson = calibration::judge(Predictive(500, Outcome{2.0, -1, 0}), 2, 2, random);
    EXPECT_NEAR(poisson.p, 4.0 * std::exp(-2.0), 1e-12);
    EXPECT_NEAR(poisson.log_score, 2.0 - std::log(2.0), 1e-12);
    EXPECT_NEAR(poisson.expected, 2.0, 1e-12);
    EXPECT_EQ(poisson.intervals[2].low, 0.0);
    EXPECT_EQ(poisson.intervals[2].high, 5.0);
    EXPECT_EQ(poisson.inside[2], 1.0);
    const Judged coins = calibration::judge(Predictive(500, Outcome{0.5, 2, 0}), 1, 1, random);
    EXPECT_NEAR(coins.p, 0.5, 1e-12);
    EXPECT_NEAR(coins.log_score, std::log(2.0), 1e-12);
    const Judged far = calibration::judge(Predictive(500, Outcome{2.0, -1, 0}), 40, 40, random);
    EXPECT_GT(far.p, 0.999);
    EXPECT_EQ(far.inside[2], 0.0);
    // A mixture is not one law: P(0) is the mean of e^-1 and e^-3.
    const Judged mixed = calibration::judge({{1.0, -1, 0}, {3.0, -1, 0}}, 0, 0, random);
    EXPECT_NEAR(std::exp(-mixed.log_score), (std::exp(-1.0) + std::exp(-3.0)) / 2.0, 1e-12);
}

// Of bounds: P(0 .. 1) = 3 e^-2; below lies nothing.
TEST(Predictive, BoundsAreJudgedAsBounds)
{
    Randomness random(1);
    const Judged judged = calibration::judge(Predictive(500, Outcome{2.0, -1, 0}), 0, 1, random);
    EXPECT_NEAR(std::exp(-judged.log_score), 3.0 * std::exp(-2.0), 1e-12);
    EXPECT_NEAR(judged.p, 1.5 * std::exp(-2.0), 1e-12);
    EXPECT_TRUE(std::isnan(judged.crps));
    EXPECT_EQ(judged.inside[2], 1.0);
    // The half of the outcomes that is foretold is 1 to 3: of 0 and 1 that holds the 1, and 2 of 3 times 1 is what it has.
    EXPECT_EQ(judged.intervals[0].low, 1.0);
    EXPECT_NEAR(judged.inside[0], 2.0 / 3.0, 1e-9);
}

// 47 percent of 100, published to the percent: 47 alone would do.
TEST(Predictive, ASharesLastDigitIsRounded)
{
    Randomness random(1);
    const Judged judged = calibration::judge_share(Predictive(500, Outcome{0.5, 100, 100}), 0.47, 0.005, random);
    EXPECT_NEAR(judged.expected, 0.5, 1e-12);
    EXPECT_NEAR(judged.p, 0.2757, 0.0005) << "P(< 47) + P(47) / 2 of 100 coins";
}

TEST(Predictive, OfAYearAHalfAndSeveralYears)
{
    const auto p = even();
    const Predictor predictor(p);
    const auto year = predictor.predict(calibration::meant(counted("victims_children", "2019")));
    EXPECT_NEAR(mean(year), 100.0, 2.0);
    EXPECT_NEAR(spread(year), 1.0 / std::sqrt(35.0), 0.012) << "what moves all of a year's registrations";
    EXPECT_NEAR(mean(predictor.predict(calibration::meant(counted("victims_children", "2019-H1")))), 50.0, 1.0);
    const auto four = predictor.predict(calibration::meant(counted("victims_total", "2018-2021")));
    EXPECT_NEAR(mean(four), 1600.0, 20.0);
    EXPECT_NEAR(spread(four), 1.0 / std::sqrt(35.0 * 4.0), 0.006) << "four years, each its own";
}

// Figures of 21 people for 10 simulated: of 100 children a year 105 in half a year. Shares stay, and so does how far they stray.
TEST(Predictive, OfMorePeopleThanWereSimulatedCountsAreMore)
{
    auto p = even();
    p.people = {21, 10, "a test"};
    const Predictor predictor(p);
    const auto year = predictor.predict(calibration::meant(counted("victims_children", "2019")));
    EXPECT_NEAR(mean(year), 210.0, 4.2);
    EXPECT_NEAR(spread(year), 1.0 / std::sqrt(35.0), 0.012);
    EXPECT_NEAR(mean(predictor.predict(calibration::meant(counted("victims_children", "2019-H1")))), 105.0, 2.1);
    const auto pending = calibration::meant(counted("diicot_trafficking_cases_pending", "2019"));
    EXPECT_NEAR(mean(predictor.predict(pending, true)), 147.0, 3.0) << "stock and flow";
    Target t = counted("victims_children", "2019");
    t.county = model::CountyId{3};
    EXPECT_NEAR(mean(predictor.predict(calibration::meant(t))), 42.0, 1.7) << "10 a year, times 2";
    t = counted("share_children", "2019");
    t.kind = TargetKind::share;
    const auto share = predictor.predict(calibration::meant(t));
    EXPECT_NEAR(mean(share), 0.25, 0.005);
    double whole = 0.0;
    for (const Outcome& o : share) {
        whole += static_cast<double>(o.whole) / static_cast<double>(share.size());
    }
    EXPECT_NEAR(whole, 840.0, 17.0) << "of 400 a year";
    t.measure = "share_victims_assisted";
    EXPECT_NEAR(mean(predictor.predict(calibration::meant(t))), 120.0 / 400.0, 0.005);
}

TEST(Predictive, OfACountyHasItsProductAndTheCellsSpread)
{
    const auto p = even();
    const Predictor predictor(p);
    Target t = counted("victims_children", "2019");
    t.county = model::CountyId{3};
    const auto cell = predictor.predict(calibration::meant(t));
    EXPECT_NEAR(mean(cell), 20.0, 0.8) << "10 a year, times 2";
    EXPECT_NEAR(spread(cell), std::sqrt((1.0 + 1.0 / 35.0) * (1.0 + 0.16) - 1.0), 0.03);
    t.measure = "all_victims";
    EXPECT_NEAR(mean(predictor.predict(calibration::meant(t))), 80.0, 3.0);
    const auto tables = predictor.county_tables(4, 0.4);
    ASSERT_EQ(tables.front().size(), 42U * 4U);
    double sum = 0.0;
    for (const auto& table : tables) {
        sum += static_cast<double>(std::accumulate(table.begin(), table.end(), std::int64_t{0}));
    }
    EXPECT_NEAR(sum / static_cast<double>(tables.size()), 42.0 * 4.0 * 20.0, 50.0);
}

TEST(Predictive, OfASplitHasTheSpreadOfThePlan)
{
    auto p = even();
    for (auto& check : p.checks) {
        check.counts.profiles = {
            {.profile = {.female = true, .age = 15, .mode = model::Mode::in_person}, .pathway = 0, .count = 50000},
            {.profile = {.female = true, .age = 16, .mode = model::Mode::online}, .pathway = 0, .count = 50000}};
    }
    const Predictor predictor(p);
    Target t = counted("recruitment_mode", "2018-2021");
    t.kind = TargetKind::split;
    t.group = "all";
    t.category = "online";
    t.denominator = 1000;
    const auto split = predictor.predict(calibration::meant(t));
    EXPECT_NEAR(mean(split), 500.0, 5.0);
    EXPECT_NEAR(spread(split), 0.2, 0.01) << "a share of one half strays by the plan's 0.2 of itself";
    EXPECT_EQ(split.front().trials, 1000);
}

TEST(Predictive, OfAStockHasTwoReadings)
{
    const auto p = even();
    const Predictor predictor(p);
    const auto figure = calibration::meant(counted("diicot_trafficking_cases_pending", "2019"));
    EXPECT_NEAR(mean(predictor.predict(figure)), 50.0, 1.0);
    EXPECT_NEAR(mean(predictor.predict(figure, true)), 70.0, 1.4) << "with the 20 that were solved";
    EXPECT_TRUE(predictor.predict(calibration::meant(counted("convictions", "2019"))).empty()) << "not in these runs";
}

TEST(Predictive, OfAssistedVictimsIsAShare)
{
    const auto p = even();
    const Predictor predictor(p);
    Target t = counted("share_victims_assisted", "2019");
    t.kind = TargetKind::share;
    EXPECT_NEAR(mean(predictor.predict(calibration::meant(t))), 120.0 / 400.0, 0.005) << "what moves a year moves both";
    t.measure = "share_children";
    EXPECT_NEAR(mean(predictor.predict(calibration::meant(t))), 0.25, 0.005);
}

TEST(Predictive, NeedsRunsThatCheckedThePosterior)
{
    auto p = even();
    p.checks.clear();
    EXPECT_THROW(Predictor{p}, sim::InputError);
}

TEST(Predictive, PlansSayHowFarFiguresStray)
{
    const auto p = country_posterior();
    const calibration::PlanSpreads plan(p.plan);
    Target mode = counted("recruitment_mode", "2018-2021");
    mode.kind = TargetKind::split;
    EXPECT_TRUE(plan.fits(mode, p.years));
    EXPECT_FALSE(plan.fits(mode, {2019, 2021})) << "2018 is not seen";
    EXPECT_EQ(plan.spread(mode), 0.2);
    mode.measure = "recruiter";
    EXPECT_FALSE(plan.fits(mode, p.years));
    EXPECT_EQ(plan.spread(mode), 0.2) << "as the plan's other splits";
    EXPECT_EQ(calibration::PlanSpreads("no plan [[[").spread(mode), 0.1);
    EXPECT_EQ(plan.spread(counted("victims_children", "2019")), 0.4) << "of a county's year";
    // Shares of one half: 0.5 / (0.01 x 0.5) - 1. Of 1/4 and 3/4: 6/16 / (0.01 x 10/16) - 1.
    EXPECT_NEAR(calibration::concentration_of(std::vector{7.0, 7.0}, 0.1), 99.0, 1e-9);
    EXPECT_NEAR(calibration::concentration_of(std::vector{1.0, 3.0}, 0.1), 59.0, 1e-9);
    const calibration::PlanSpreads whole("[[target]]\ntable = \"some_2018_2021.csv\"\nmeasure = \"victims_total\"\n"
                                         "parts = [\"victims_female\"]\nerror = \"split\"\nspread = 0.3\n");
    EXPECT_TRUE(whole.fits(counted("victims_female", "2018-2021"), {2018, 2021})) << "as a part of a whole";
    EXPECT_FALSE(whole.fits(counted("victims_total", "2018-2021"), {2018, 2021})) << "of which only the shares were";
    const calibration::PlanSpreads longer("[[target]]\ntable = \"x/some_2018_2021.csv\"\nmeasure = \"recruiter\"\n"
                                          "error = \"split\"\nspread = 0.3\nuntil = 2021\n");
    EXPECT_TRUE(longer.fits(mode, {2018, 2019})) << "its shares may reach past the plan's years";
    EXPECT_EQ(longer.spread(mode), 0.3);
}

} // namespace
