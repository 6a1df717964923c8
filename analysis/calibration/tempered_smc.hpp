#pragma once

#include "analysis/calibration/points.hpp"

#include <cstdint>
#include <functional>
#include <vector>

namespace analysis::calibration {

/// Log likelihood of a point in standard normal coordinates; minus infinity where it is impossible. Pure; called from
/// any thread.
using LogLikelihood = std::function<double(std::span<const double>)>;

struct SmcSettings {
    std::size_t particles{2000};
    std::size_t moves{20}; ///< random-walk steps of each particle at each temperature
    double keep{0.5};      ///< effective share of the particles that a step in temperature leaves
    std::uint64_t seed{};
    std::size_t most_steps{200}; ///< temperatures; more means that the likelihood is not one to sample
};

/// One step in temperature.
struct SmcStep {
    double temperature{};    ///< power of the likelihood, up to 1
    double effective_size{}; ///< of the weights before resampling
    double acceptance{};     ///< share of the random-walk steps that were taken
};

struct SmcResult {
    Points points;                       ///< equally weighted draws from the posterior
    std::vector<double> log_likelihoods; ///< of the points
    double log_evidence{};               ///< log of the mean of the likelihood over the prior
    std::vector<SmcStep> steps;
};

/// Draws from a standard normal prior times a likelihood, by sequential Monte Carlo over powers of the likelihood: the next power is
/// found so that a set share of the particles stays effective, then they are resampled and moved by random-walk Metropolis
/// steps shaped like their own covariance. It finds separate modes where one chain would stay in one, needs no tuning and gives the
/// evidence. Given the seed the same particles come out, whatever was stopped before.
/// \source Del Moral, Doucet, Jasra, "Sequential Monte Carlo samplers", JRSS B 68 (2006)
/// \throws sim::InputError when no particle has a likelihood, or most_steps do not reach power 1
SmcResult sample_posterior(std::size_t dimension, const LogLikelihood& log_likelihood, const SmcSettings& settings);

} // namespace analysis::calibration
