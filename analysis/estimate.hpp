#pragma once

namespace analysis {

/// Mean and spread of one quantity over replicates.
struct Estimate {
    double mean{};
    double low{};            ///< 5 % quantile over replicates
    double high{};           ///< 95 % quantile over replicates
    double standard_error{}; ///< of the mean, by batches or by draws
    double probability_below_zero{};
    double probability_above_zero{};
    int degrees{}; ///< of freedom of the standard error; 0: not known
};

} // namespace analysis
