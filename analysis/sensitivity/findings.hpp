#pragma once

#include "analysis/sensitivity/acceptability.hpp"
#include "analysis/sensitivity/dataset.hpp"
#include "analysis/sensitivity/information.hpp"
#include "analysis/sensitivity/ranking.hpp"

#include <optional>
#include <string>
#include <vector>

namespace analysis::sensitivity {

/// How the points were laid decides what can be told of them.
enum class Method : std::uint8_t {
    shares,    ///< base points of Saltelli: variance_shares
    screening, ///< trajectories of Morris: screen
    curves     ///< any points: the share of the variance of the mean that a curve of the parameter has
};

/// One number about a parameter.
struct Finding {
    std::string parameter, other; ///< `other` of a pair
    std::string index;            ///< first, total, second; mean_effect, absolute_effect, spread, effect_of_luck; luck
    Bounded value;                ///< without an interval: bounds NaN
};

/// Whether shares of the variance of what is looked at can be told.
enum class Judged : std::uint8_t {
    yes,
    luck_hides_it, ///< the variance over points is not told apart from 0, or the largest share's interval is wider than half
    nothing_varies ///< it is the same at every point
};

struct Sensitivity {
    Method method{};
    std::vector<Finding> findings;      ///< luck first, where it is known; then by parameter; NaN where not judged
    std::vector<std::size_t> by_weight; ///< parameters, the one that matters most first
    Judged judged{};
};

/// What the cases that a strategy averts hang on, or its level, by the data set's quantity. \throws sim::InputError when no parameter varies, or there are too few points
Sensitivity sensitivity_of(const DataSet& data, std::size_t strategy, const Resampling& resampling = {});

/// What measuring a parameter, or several together, would be worth to who chooses among the strategies.
struct Worth {
    std::string parameter; ///< of a group "MODULE.*"
    Measurement measurement;
};
struct Information {
    PerfectInformation all;
    std::vector<Worth> parameters; ///< the one that is worth most first
    std::vector<Worth> groups; ///< likewise: the parameters of each module that has two, where the points tell so many
};
/// \param threshold  RON per case averted; 0: the utility is cases averted, costs left out
/// \return  none for trajectories of Morris, which are no sample of the prior, and for fewer points than tell a curve. Of base points of
/// Saltelli A and B are taken.
std::optional<Information> information_of(const DataSet& data, double threshold, const Resampling& resampling = {});

/// Why regret over the hidden multiplier is not told.
enum class Withheld : std::uint8_t {
    nothing,
    no_multiplier, ///< the points say nothing of it, or it is the same at all
    few_draws,     ///< a third would have fewer than fewest_of_third
    few_cases      ///< a third has one to four cases in some strategy
};

/// Strategies against each other.
struct RankingFindings {
    bool
        draws_are_runs{}; ///< one point: luck is what is not known; otherwise a draw is a point, the mean of its replicates
    Points utility;       ///< by draw and strategy
    std::vector<Standing> standings;
    std::optional<std::size_t> first; ///< better than each other in more than 9 of 10 draws, of which there are enough
    std::optional<RegretOverStates> regret; ///< over the hidden multiplier, where it varies
    Withheld regret_withheld{};
    std::vector<PlaneShares> plane;               ///< with costs
    std::vector<Bounded> mean_cost, mean_averted; ///< with costs, by strategy: [RON], [person]
    std::vector<Acceptable> curve;
    std::vector<Efficient> frontier;
};
/// \param threshold  as information_of()  \param thresholds  RON per case averted, of the acceptability curve
/// \throws sim::InputError for trajectories of Morris. Of base points of Saltelli A and B are taken
RankingFindings ranking_of(const DataSet& data, double threshold, std::span<const double> thresholds,
                           const Resampling& resampling = {});

/// Share of the variance of the conditional mean that a curve of one parameter has: a first-order index from any points.
/// \param parameter  a value for each row
Bounded curve_share(std::span<const double> parameter, const Outcomes& outcomes, const Resampling& resampling);

/// The tables that the commands write, UTF-8 with a header, "." as the decimal point, blank for what is not known; no more digits than
/// the interval supports (analysis/rounding.hpp), three where there is none.
std::string sensitivity_csv(const DataSet& data, std::size_t strategy, const Sensitivity& found);
/// \param threshold  as information_of(): decides the unit of what a choice is worth
std::string information_csv(const DataSet& data, const Information& found, double threshold);
std::string ranking_csv(const DataSet& data, const RankingFindings& found, double threshold);
std::string acceptability_csv(const DataSet& data, const RankingFindings& found);

/// A number with no more digits than its interval supports, as the report has it; without one, or of one without width, seven.
std::string digits(double value, double low, double high);
/// An estimate without an interval: three digits.
std::string rough(double value);

} // namespace analysis::sensitivity
