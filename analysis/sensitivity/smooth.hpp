#pragma once

#include "analysis/sensitivity/resampling.hpp"

#include <cstdint>
#include <memory>
#include <vector>

namespace analysis::sensitivity {

/// Normal scores: the quantile of a standard normal law at (rank - 1/2) / n, equal values at their mean rank. What a parameter tells does
/// not change when it is measured on another scale, so that its law need not be known.
std::vector<double> normal_scores(std::span<const double> values);

/// Mean of outcomes given some parameters, as smooth functions: a line in each normal score, a cubic spline about it whose second
/// differences are penalised, and, of several parameters, products of two, penalised apart. How smooth is chosen for each outcome by
/// restricted maximum likelihood. It averages over luck and over every other parameter, without further runs.
/// \source Eilers and Marx 1996, doi:10.1214/ss/1038425655; for the use here Strong, Oakley, Brennan 2014, doi:10.1177/0272989X13505910
class Smooth {
public:
    /// \param parameters  a row a point, a column a parameter  \param outcomes  a row a point, a column an option
    /// \throws sim::InputError when there are fewer than `least_points` points for a parameter
    Smooth(const Points& parameters, const Points& outcomes);
    ~Smooth();
    Smooth(Smooth&&) noexcept;
    Smooth& operator=(Smooth&&) noexcept;

    /// Means at the points: a row a point, a column an option.
    Points fitted() const;
    /// The same for coefficients drawn from their law given the outcomes, the doubts of options correlated as their residuals are.
    Points drawn(std::uint64_t seed, std::uint32_t draw) const;
    /// Share of an option's variance over the points that the means have, less what as many random columns would take up.
    double explained(std::size_t option) const;

private:
    struct Fit;
    std::unique_ptr<const Fit> fit_;
};

/// Points for each parameter under which no curve is told.
inline constexpr std::size_t least_points = 16;

} // namespace analysis::sensitivity
