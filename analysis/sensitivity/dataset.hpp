#pragma once

#include "analysis/sensitivity/resampling.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace analysis::sensitivity {

/// What of a strategy is looked at.
enum class Quantity : std::uint8_t {
    difference, ///< to the baseline in the same replicate: what it averts
    level       ///< what was counted with it, also with the baseline itself
};

/// Which rows of a tidy data set are looked at.
struct Selection {
    std::string measure{"cases"};
    std::string ledger{"true"};     ///< "true" or "registered"
    std::string stratum{"all"};     ///< as the column has it
    std::string baseline{};         ///< name; empty: the first strategy of the file
    std::filesystem::path points{}; ///< table of the points' parameters; empty: they stand in the data set, if anywhere
    Quantity quantity{};
};

/// The runs of a comparison in their order, also those that are left out of points: what is told by thirds of the hidden multiplier is told
/// of all of them, in the groups of analysis/multiplier_thirds. Of other runs, or in other groups, the difference would tell of a few.
struct EveryRun {
    std::vector<double> multiplier;    ///< hidden, of the baseline's run
    std::vector<std::uint32_t> draws;  ///< which each took, by number
    std::vector<Outcomes> averted;     ///< by strategy: one row, a column for each run; as of the data set
    std::vector<Outcomes> cost, level; ///< likewise
};

/// Outcomes of strategies at points of a design, whole: every strategy in every replicate of every point.
struct DataSet {
    std::vector<std::string> strategies; ///< the baseline first
    std::vector<std::string> parameters; ///< that the points move; those with one value everywhere are left out
    Points values;                       ///< by point and parameter, in the parameter's unit
    std::vector<Outcomes> averted; ///< by strategy: baseline less strategy, in the same replicate; of the baseline 0
    std::vector<Outcomes> cost;    ///< by strategy: beyond the baseline's [RON]; empty: the data set has no costs
    std::vector<Outcomes> level{}; ///< by strategy: what was counted; empty where differences alone are known
    std::string measure{"cases"};  ///< of which values were read
    std::string ledger{"true"};    ///< likewise
    std::string stratum{"all"};    ///< likewise
    Quantity quantity{};           ///< of outcomes_of()
    std::string source{"points"};  ///< where it was read, in messages
    std::string unit{};            ///< of cases averted: "person", "percent of baseline"; empty: the data set has none
    std::size_t left_out{};        ///< points of which something is missing, be it one year
    std::size_t together{1};       ///< points that the design asks together: of a base point, of a trajectory
    std::size_t replicates_left_out{};        ///< since too few points have them
    std::size_t results_missing{}, results{}; ///< of a merged sweep: points and replicates that it lacks, of how many
    std::size_t runs_left_out{};              ///< so that each point has as many replicates
    bool
        internal{}; ///< of fewer than three counties: averted cases are in percent of the baseline's mean, without costs
    std::vector<std::string> unheld{};   ///< tables of a merged sweep that were read as they stand
    std::optional<EveryRun> every_run{}; ///< of a comparison whose runs drew the hidden multiplier

    std::size_t points() const { return averted.front().size(); }
    std::size_t replicates() const { return averted.front().dimension; }
};

/// Reads a data set in long form: columns point, replicate, strategy, measure, value; ledger, stratum and year where there are any. Years
/// of one key are added. Columns whose name has a dot are parameters; others are not read. The measure `cost` [RON] is taken along. A
/// measure that ends in `_difference` is the strategy less the baseline already. What may be told is decided here, as docs/responsible-use.md
/// has it: true cases of a data set that says `internal` in its column `disclosure` are taken in percent.
/// \throws sim::InputError with what is wrong and where: no row that is asked for, a value twice, two values of a parameter at one
/// point, a point without parameters, no strategy beside the baseline where differences are asked for, no point of which everything is there;
/// true cases by county, pathway or form, a stratum that is kept back for its few cases; a level where differences alone are known
DataSet read_dataset(const std::filesystem::path& file, const Selection& selection);

/// Whether the data set is a part of what its design asks.
bool is_part(const DataSet& data);

/// Refuses what is left of a design when it is no sample of it: one point, base point or trajectory of several. \throws sim::InputError
void require_sample(const DataSet& data);

/// Leaves of true cases what may be told of fewer than three counties: cases averted in percent of the baseline's mean level, no costs.
/// \param data  with levels; the baseline's are not all 0
void keep_percent_only(DataSet& data);

/// Leaves the parameters that are not named out of the data set.
void keep_parameters(DataSet& data, const std::set<std::string>& named);

/// What is looked at of a strategy, by the data set's quantity: what it averts, of costs what it spends beyond the baseline, or its level.
/// The level of true cases of fewer than three counties is in percent of the baseline's mean, as what is averted is.
Outcomes outcomes_of(const DataSet& data, std::size_t strategy);

/// Of a strategy, by name. \throws sim::InputError naming the nearest
std::size_t strategy_named(const DataSet& data, const std::string& name);

/// Utilities of options: rows points, columns strategies: means over replicates of cases averted, or, from a threshold above 0 on [RON
/// per case averted], of net benefit.
Points utility_of(const DataSet& data, double threshold);
/// The same by replicate: for each strategy a row for each point, a column for each replicate.
std::vector<Outcomes> utilities_of(const DataSet& data, double threshold);
std::vector<Outcomes> utilities_of(const std::vector<Outcomes>& averted, const std::vector<Outcomes>& cost,
                                   double threshold);

} // namespace analysis::sensitivity
