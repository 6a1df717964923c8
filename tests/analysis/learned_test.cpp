#include "analysis/learned.hpp"
#include "analysis/report/check_learned.hpp"
#include "analysis/report/check_words.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>

namespace {

namespace calibration = analysis::calibration;
using analysis::Language;
using testing::HasSubstr;

constexpr double widest = 1e9;

/// A log-normal prior that no bound cuts.
calibration::PosteriorParameter parameter(const std::string& name, double median, double spread)
{
    return {name, "1", {calibration::Prior::Scale::log, median, spread, 1e-9, widest}, ""};
}

// Draws at -1, 0 and 1 of a spread of 0.5 about a median of 8: as wide as the prior, of standard deviation 1 on its scale. At half of
// that, half is left. The prior's 5 and 95 % quantiles are a factor of e^(0.5 x 1.64485) = 2.276 away.
TEST(Learned, ByHand)
{
    calibration::Posterior p;
    p.parameters = {parameter("wide", 8.0, 0.5), parameter("half", 8.0, 0.5)};
    p.draws = {2, {}};
    for (const double z : {-1.0, 0.0, 1.0}) {
        p.draws.values.push_back(8.0 * std::exp(0.5 * z));
        p.draws.values.push_back(8.0 * std::exp(0.25 * z));
    }
    const auto learned = analysis::learned(p);
    ASSERT_EQ(learned.size(), 2u);
    EXPECT_NEAR(learned[0].spread_left, 1.0, 1e-6);
    EXPECT_NEAR(learned[1].spread_left, 0.5, 1e-6);
    EXPECT_NEAR(learned[0].prior_median, 8.0, 1e-6);
    EXPECT_NEAR(learned[0].prior_low, 8.0 / 2.2760, 1e-3);
    EXPECT_NEAR(learned[0].prior_high, 8.0 * 2.2760, 1e-3);
    EXPECT_NEAR(learned[0].median, 8.0, 1e-12);
    EXPECT_NEAR(learned[0].low, 8.0 * (0.9 * std::exp(-0.5) + 0.1), 1e-9); // type 7 of three values
    EXPECT_EQ(learned[0].name, "wide");
}

// RELIABILITY C8 of what is shipped: the register tells the product, and neither of its factors.
TEST(Learned, TheShippedPosteriorTellsIncidenceAndDetectionNotApart)
{
    const auto posterior = calibration::read_posterior(std::filesystem::path(VEGHE_SOURCE_DIR) /
                                                       "scenarios/baselines/romania_2018_2021.posterior.h5");
    const auto product = analysis::incidence_and_detection(posterior);
    ASSERT_TRUE(product);
    EXPECT_FALSE(product->separately_identified());
    EXPECT_LT(product->correlation, -0.85);
    EXPECT_LT(product->product_spread, 0.5 * std::min(product->first_spread, product->second_spread));
}

// Multiplier 2 and 8, offenders 30 in both: incidence and detection opposed, their product known exactly.
TEST(Learned, IncidenceAndDetectionAreOneProduct)
{
    calibration::Posterior p;
    p.parameters = {parameter("observation.hidden_multiplier", 4.0, 0.5), parameter("offenders.per_100k", 30.0, 0.5)};
    p.draws = {2, {2.0, 30.0, 8.0, 30.0, 4.0, 30.0}};
    const auto product = analysis::incidence_and_detection(p);
    ASSERT_TRUE(product);
    EXPECT_NEAR(product->correlation, -1.0, 1e-12);
    EXPECT_NEAR(product->first_spread, std::log(2.0), 1e-12); // logs of 2, 4 and 8
    EXPECT_NEAR(product->product_spread, 0.0, 1e-6);
    EXPECT_FALSE(product->separately_identified());
    const auto said = analysis::said_of_product(analysis::check_text(Language::english), p);
    ASSERT_EQ(said.size(), 1u);
    EXPECT_THAT(said[0], HasSubstr("not separately identified"));
    EXPECT_THAT(said[0], HasSubstr("within a factor of 1.0"));
    EXPECT_THAT(said[0], HasSubstr("incidence alone to within 3.1")); // e^(1.645 x 0.693)
    p.draws = {2, {2.0, 30.0, 8.0, 10.0, 4.0, 60.0}};
    EXPECT_TRUE(analysis::incidence_and_detection(p)->separately_identified());
    p.parameters[0].name = "another";
    EXPECT_FALSE(analysis::incidence_and_detection(p));
    EXPECT_TRUE(analysis::said_of_product(analysis::check_text(Language::english), p).empty());
}

// What is shipped says so of itself, and calls every parameter by words in both languages.
TEST(Learned, OfTheShippedPosterior)
{
    const auto shipped = calibration::read_posterior(std::filesystem::path(VEGHE_SOURCE_DIR) /
                                                     "scenarios/baselines/romania_2018_2021.posterior.h5");
    const auto product = analysis::incidence_and_detection(shipped);
    ASSERT_TRUE(product);
    EXPECT_FALSE(product->separately_identified());
    EXPECT_LT(product->product_spread, 0.5 * product->first_spread);
    for (const Language language : {Language::english, Language::romanian}) {
        const analysis::Text& text = analysis::check_text(language);
        for (const auto& one : shipped.parameters) {
            EXPECT_TRUE(text.all().contains("label.parameter." + one.name)) << one.name;
        }
        const auto rows = analysis::learned_table(text, shipped).rows;
        ASSERT_EQ(rows.size(), shipped.parameters.size());
        EXPECT_THAT(rows[0][0].text, HasSubstr("(false_job_offer.base)"));
        EXPECT_THAT(rows[0][1].text, HasSubstr("100"));
        EXPECT_THAT(rows[0][2].text, HasSubstr(language == Language::english ? "2.6 (0.81" : "2,6 (0,81"));
    }
}

} // namespace
