#pragma once

#include "analysis/calibration/bootstrap.hpp"
#include "analysis/calibration/definitions.hpp"
#include "analysis/calibration/hidden_counts.hpp"
#include "analysis/calibration/predictive.hpp"
#include "analysis/calibration/scores.hpp"

#include <optional>
#include <string>
#include <vector>

namespace analysis::calibration {

/// What the posterior may have known of a figure.
enum class Standing : std::uint8_t {
    fitted,  ///< a target of the plan, within its years
    beside,  ///< within its years, but no target
    later,   ///< after them: a forecast
    earlier, ///< before them
    across,  ///< partly within, or of no year that is known
};
inline constexpr std::array<std::string_view, 5> standing_names{"fitted", "beside", "later", "earlier", "across"};

/// Readings of a stock that its source leaves open (RELIABILITY C14).
enum class Reading : std::uint8_t { only, closing, workload };
inline constexpr std::array<std::string_view, 3> reading_names{"", "closing", "workload"};

/// A published figure against what was foretold of it. Nothing is left out: what has no meaning says why.
struct CheckedFigure {
    Meant figure;
    Reading reading{};
    Standing standing{};
    std::int64_t low{}, high{}; ///< as judged: bounds of small counts, and of what would give a small one away
    bool absent{};              ///< has a meaning, but these runs do not hold it: a county, or what an institution does
    std::optional<Judged> judged;

    bool hidden() const { return low != high; }
    /// RELIABILITY C4: within [0.01, 0.99].
    bool flagged() const { return judged && (judged->p < least_p || judged->p > 1.0 - least_p); }
    bool outside() const { return judged && judged->inside[2] <= 0.0; }

    static constexpr double least_p = 0.01;
};

/// A yearly count of the country as the posterior and the naive forecasts had it.
struct NationalScore {
    std::size_t figure{}; ///< among the checked ones
    std::string measure;
    int year{};
    std::size_t years_before{};
    double crps{}, log_score{};
    double mean_crps{}, mean_log_score{}; ///< of the running mean
    double last_crps{}, last_log_score{}; ///< of the last value
};

/// County-years as the posterior and the county's running mean had them.
struct CountyScores {
    Standing standing{};
    std::size_t cells{};
    double log_score{};             ///< a cell
    double mean_log_score{};        ///< of the running mean
    ClusteredMean gain;             ///< of the posterior over it, with an interval of 90 % over counties
    std::array<double, 3> inside{}; ///< share of the cells within the intervals of the coverages

    /// RELIABILITY C3: each within 7 points of its coverage.
    bool covered() const;
};

/// A number made of a whole table, against the same made of tables foretold (RELIABILITY C4).
struct Statistic {
    std::string name; ///< "total", "dispersion", "below_ten", "top_five", "girls", "age_mode"
    double observed{};
    double expected{};
    Interval interval; ///< 95 %
    double p{};        ///< as of a figure
    bool later{};      ///< of figures after the posterior's years

    bool flagged() const { return p < CheckedFigure::least_p || p > 1.0 - CheckedFigure::least_p; }
};

struct FitCheck {
    Years years;                        ///< of the posterior
    std::vector<CheckedFigure> figures; ///< in the order of the tables
    std::vector<NationalScore> national;
    std::vector<CountyScores> counties; ///< of standings that have cells with a year before
    std::vector<Statistic> statistics;
    std::vector<Conflict> conflicts;
    std::vector<KnownConflict> known_conflicts; ///< of sources, by measure; whoever has the definitions adds them
    std::vector<std::string>
        history; ///< files of years before, which naive forecasts took from tables that are not judged
};

/// Holds published figures against a posterior. A function of its arguments alone; figures move nothing that is said of others, but for
/// the naive forecasts of later years (RELIABILITY C11).
/// \param history  figures of other tables, which are not judged: naive forecasts know those of the years before. What `targets` have
///                 themselves is taken from there; another number of the same thing is a conflict
/// \throws sim::InputError when the posterior has no runs that checked it
FitCheck check_fit(const Posterior& posterior, std::span<const Target> targets, std::span<const Target> history = {});

/// What a posterior may know of the years of yearly counts.
enum class Seen : std::uint8_t {
    known,   ///< its own years: fitted and beside
    later,   ///< after them
    earlier, ///< before them
};
Seen seen(Standing standing);

/// A mean of scores of yearly counts, of years that were seen alike.
struct MeanScore {
    std::size_t years{};
    std::size_t better_years{}; ///< in which the posterior is better than the running mean by both scores
    double crps{}, log_score{}, mean_crps{}, mean_log_score{}, last_crps{}, last_log_score{};

    /// Better than the running mean by both scores, and not by a single year.
    bool better() const { return years > 1 && crps < mean_crps && log_score < mean_log_score; }
    /// Whether it is so in most of the years, too, and not on account of a few.
    bool mostly() const { return 2 * better_years > years; }
};
/// \param measure  empty: all
MeanScore mean_score(const FitCheck& check, const std::string& measure, Seen which);

/// Parts of a fit check, each a function of what it is given.
std::vector<NationalScore> national_scores(const std::vector<CheckedFigure>& figures,
                                           std::span<const Meant> history = {});
std::vector<CountyScores> county_scores(const std::vector<CheckedFigure>& figures, std::uint64_t seed,
                                        std::span<const Meant> history = {});
/// Files of the history that have a year before a judged figure of the same thing, in their order.
std::vector<std::string> history_files(const std::vector<CheckedFigure>& figures, std::span<const Meant> history);
std::vector<Statistic> statistics(const Predictor& predictor, const std::vector<CheckedFigure>& figures);

} // namespace analysis::calibration
