#pragma once

#include "analysis/calibration/meaning.hpp"
#include "analysis/calibration/plan_spreads.hpp"
#include "analysis/calibration/posterior.hpp"
#include "analysis/calibration/randomness.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace analysis::calibration {

/// Gamma laws of yearly rates, one for each run that checked a posterior.
struct Rates {
    std::vector<double> shape;
    std::vector<double> rate; ///< per year

    double mean(std::size_t check) const { return shape[check] / rate[check]; }
    double draw(std::size_t check, Randomness& random) const { return random.gamma(shape[check], rate[check]); }
};

/// What runs would give without their own luck: counts are Poisson about rates, and rates differ between draws by a gamma law of the
/// mean and of what the counts vary beyond luck, max(0, s^2 - mean / years). Where they vary no more than luck, all runs share one
/// rate.
/// \param counts  by run, at least 0  \param years  counted, above 0
/// \source empirical Bayes: Robbins 1956; Clayton and Kaldor 1987 for the moments
Rates rates_of(std::span<const double> counts, std::span<const double> years);

/// The law of a published number when everything but its own luck is given: Poisson, or binomial with `trials`.
struct Outcome {
    double mean{};         ///< of a Poisson count; of a binomial one, its chance
    std::int64_t trials{}; ///< of a binomial count; -1: Poisson
    std::int64_t whole{};  ///< of a share: what the count is divided by; 0: the count itself is published

    double expected() const;
    /// Probability of less than a count.
    double below(std::int64_t count) const;
    /// Probability of low to high; 0 where high is below low.
    double within(std::int64_t low, std::int64_t high) const;
    /// One number, as it would be published.
    double draw(Randomness& random) const;
};

/// A figure foretold by a posterior: outcomes, equally likely.
using Predictive = std::vector<Outcome>;

/// Runs, draws and spreads that predictions are made of.
class Predictor {
public:
    /// \param posterior  with runs that checked it; outlives this \throws sim::InputError when it has none
    explicit Predictor(const Posterior& posterior);

    /// Outcomes of a figure with a meaning; the period of an undated one is a year. Empty where a county or what an institution does
    /// is not in the runs.
    /// \param workload  of a stock: its other reading, with the flow of the year
    /// \param group  of a split: the figure and its neighbours, whose shares say how far each strays; empty: the figure alone
    Predictive predict(const Meant& figure, bool workload = false, std::span<const Meant> group = {}) const;

    /// Registered children of every county of the posterior in each of some years, with one year's effect for all counties.
    /// \return  by county, then year; one table for each outcome
    std::vector<std::vector<std::int64_t>> county_tables(std::size_t years, double cell_spread) const;
    /// Shares of the children by age in years, 0 to 17, one row for each outcome, each with the split's own spread.
    std::vector<std::vector<double>> age_shares(double spread) const;

    /// Random numbers for one purpose: those of others are not moved by it.
    Randomness randomness(const std::string& purpose) const;
    const PlanSpreads& spreads() const { return spreads_; }
    const Posterior& posterior() const { return posterior_; }

    static constexpr std::size_t outcomes = 2000;

private:
    double year(std::size_t check, Randomness& random) const;
    double product(std::size_t check, std::size_t county, Randomness& random) const;
    std::optional<std::size_t> position(model::CountyId county) const;
    /// Rates of as many people as the figures are of.
    Rates rates_among(std::span<const double> counts, std::span<const double> years) const;
    Rates rates(const Selection& lines, std::optional<std::size_t> county) const;
    std::optional<Rates> rates(const std::string& figure) const;
    Predictive counts(const Meant& figure, const Rates& rates, std::optional<std::size_t> county) const;
    Predictive stocks(const Meant& figure, bool workload) const;
    Predictive splits(const Meant& figure, std::optional<std::size_t> county, std::span<const Meant> group) const;
    double strength(const Meant& figure, std::span<const Meant> group) const;
    Predictive assisted(const Meant& figure) const;

    const Posterior& posterior_;
    PlanSpreads spreads_;
};

/// A central interval.
struct Interval {
    double low{}, high{};
};

inline constexpr std::array<double, 3> coverages{0.5, 0.8, 0.95};

/// How a figure compares with what was foretold of it.
struct Judged {
    double expected{};
    std::array<Interval, 3> intervals; ///< of the coverages
    std::array<double, 3> inside{};    ///< 1 or 0; of bounds, the part of what they hold that lies inside, as foretold
    double p{};    ///< probability foretold of less, and half of that of as much: near 0 the figure is low, near 1 high
    double crps{}; ///< in units of the figure; NaN of bounds
    double log_score{}; ///< minus the log of the probability of what was published
};

/// \param predictive  not empty  \param low, high  published count, or bounds on it
Judged judge(const Predictive& predictive, std::int64_t low, std::int64_t high, Randomness& random);
/// The same of a share. \param half_step  half of the last digit that was published
Judged judge_share(const Predictive& predictive, double share, double half_step, Randomness& random);

} // namespace analysis::calibration
