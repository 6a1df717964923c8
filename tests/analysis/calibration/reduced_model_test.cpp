#include "analysis/calibration/identifiability.hpp"
#include "tests/analysis/calibration/reduced_model.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <span>
#include <vector>

namespace {

namespace calibration = analysis::calibration;

/// Standard deviation of a quantity over the draws.
template <class Quantity>
double spread(const calibration::SmcResult& result, Quantity&& quantity)
{
    double sum = 0.0;
    double squares = 0.0;
    const auto n = static_cast<double>(result.points.size());
    for (std::size_t i = 0; i < result.points.size(); ++i) {
        const double x = quantity(result.points[i]);
        sum += x;
        squares += x * x;
    }
    return std::sqrt(squares / n - sum * sum / n / n);
}

double log_recruited(std::span<const double> z)
{
    const auto p = reduced::parameters(z);
    const auto rates = reduced::expected(p);
    return std::log((rates[0] + rates[1] + rates[2]) / p.registered);
}

double log_registered(std::span<const double> z)
{
    return std::log(reduced::parameters(z).registered);
}

class ReducedModel : public ::testing::Test {
protected:
    const reduced::Fitted fitted{80, 1};
    const reduced::Parameters truth = reduced::parameters(std::array{0.4, -0.6, 0.5, -0.3});
};

TEST_F(ReducedModel, ItsEmulatorHoldsWhatWasLeftOut)
{
    for (std::size_t k = 0; k < reduced::cells; ++k) {
        double squares = 0.0;
        for (const auto& out : calibration::leave_one_out(fitted.design, fitted.runs[k], fitted.emulators[k])) {
            squares += out.standard_residual * out.standard_residual / static_cast<double>(fitted.design.size());
        }
        EXPECT_GT(squares, 0.5) << k;
        EXPECT_LT(squares, 1.6) << k;
    }
}

// RELIABILITY C8: registered counts tell the product of incidence and detection, not its parts, whose prior only loses its corners.
TEST_F(ReducedModel, IncidenceAndDetectionAreNotToldApart)
{
    calibration::Randomness luck(3);
    const auto result = fitted.posterior(reduced::publish(truth, 10, luck), 1000, 5);
    calibration::Points logs{2, {}};
    for (std::size_t i = 0; i < result.points.size(); ++i) {
        logs.add(std::array{log_recruited(result.points[i]), log_registered(result.points[i])});
    }
    const auto product = calibration::product_of(logs, 0, 1);
    EXPECT_FALSE(product.separately_identified());
    EXPECT_LT(product.correlation, -0.9);
    EXPECT_LT(product.product_spread, 0.1);
    EXPECT_GT(product.first_spread, 3.0 * product.product_spread);
    EXPECT_GT(product.second_spread, 3.0 * product.product_spread);
}

// RELIABILITY C7: more years, a narrower posterior: of the product by about the root of 16 where years alone are uncertain.
TEST_F(ReducedModel, MoreDataNarrowWhatTheyTell)
{
    const auto product = [](std::span<const double> z) { return log_recruited(z) + log_registered(z); };
    std::vector<double> widths;
    for (const std::size_t years : {1, 4, 16}) {
        calibration::Randomness luck(4);
        widths.push_back(spread(fitted.posterior(reduced::publish(truth, years, luck), 1000, 6), product));
    }
    EXPECT_LT(widths[1], 0.75 * widths[0]);
    EXPECT_LT(widths[2], 0.75 * widths[1]);
}

// A figure that no parameters can give is called so, before anybody reads a posterior.
TEST_F(ReducedModel, ImplausibilityTellsTheImpossible)
{
    calibration::Randomness luck(8);
    const auto data = reduced::publish(truth, 4, luck);
    const std::array at{0.4, -0.6, 0.5, -0.3};
    EXPECT_LT(fitted.implausibility(at, data), 3.0);
    auto tenfold = data;
    for (auto& n : tenfold.totals) {
        n *= 10;
    }
    EXPECT_GT(fitted.implausibility(at, tenfold), 5.0);
    auto online = data; // as many as before, and nearly all of them online
    online.split = {1, data.split[0] + data.split[1] + data.split[2] - 2, 1};
    EXPECT_GT(fitted.implausibility(at, online), 5.0);
}

} // namespace
