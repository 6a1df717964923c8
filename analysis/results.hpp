#pragma once

#include "analysis/comparison.hpp"
#include "analysis/drawn_values.hpp"
#include "analysis/fitted_to.hpp"
#include "sim/clock.hpp"

#include <compare>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace analysis {

/// The labels of every axis of a result, in the order in which cells count them.
struct Axes {
    std::vector<std::string> counties;    ///< two-letter codes of the selection, ascending
    std::vector<std::string> regions;     ///< the region of each entry of `counties`
    std::vector<std::string> months;      ///< "YYYY-MM"
    std::vector<std::string> pathways;    ///< e.g. "lover_boy"
    std::vector<std::string> forms;       ///< e.g. "sexual"
    std::vector<std::string> sexes;       ///< "male", "female"
    std::vector<std::string> age_bands;   ///< e.g. "14-17"
    std::vector<std::string> settlements; ///< of the home: "urban", "rural"
    std::vector<std::string> care;        ///< "in_care", "not_in_care"

    friend bool operator==(const Axes&, const Axes&) = default;
};

/// Cases of one ledger that share county, month, pathway, form, sex, age band, settlement and care: positions on the axes,
/// and how many [persons]. A cell of one ledger does not convert to one of the other. The month is that of the recruitment
/// (true) or of the registration (registered), and so is what else is said of the person.
template <Ledger ledger>
struct Cell {
    std::uint8_t county{};
    std::uint16_t month{};
    std::uint8_t pathway{};
    std::uint8_t form{};
    std::uint8_t sex{};
    std::uint8_t age_band{};
    std::uint8_t settlement{};
    std::uint8_t care{};
    std::uint32_t count{};

    friend auto operator<=>(const Cell&, const Cell&) = default;
};

using TrueCell = Cell<Ledger::true_cases>;
using RegisteredCell = Cell<Ledger::registered>;

/// One replicate of one scenario. Cells are sparse, ascending, none with a count of 0, none twice.
struct RunResult {
    std::uint32_t replicate{};
    std::uint32_t draw{};       ///< number of the posterior's draw that it took, from 1; 0: declared values
    double hidden_multiplier{}; ///< that it assumed
    std::vector<TrueCell> true_cases;
    std::vector<RegisteredCell> registered;
    std::vector<double> resources;     ///< one entry per EnsembleResult::resources, whole run and selection
    std::vector<std::uint64_t> events; ///< one entry per EnsembleResult::events, whole run and selection
    std::string state_digest;          ///< SHA-256 (hex) of the final state, from the engine
    std::string core_digest;           ///< SHA-256 (hex), see core_digest()

    /// The cells of one ledger, chosen by type.
    template <Ledger ledger>
    const std::vector<Cell<ledger>>& cells() const
    {
        if constexpr (ledger == Ledger::true_cases) {
            return true_cases;
        } else {
            return registered;
        }
    }
};

/// A declared quantity that a run counts: what a strategy used, or how often something happened.
struct Quantity {
    std::string name; ///< e.g. "school_counsellors.post_weeks"
    std::string unit; ///< e.g. "week"
    std::string doc;
    double unit_cost_ron{}; ///< 0 where it has no price of its own
    std::string cost_source;
    char cost_grade{'E'};
};

/// Residents at the start of the run, for rates [persons].
struct Residents {
    std::uint8_t county{};
    std::uint8_t sex{};
    std::uint8_t age_band{};
    std::uint8_t settlement{};
    std::uint8_t care{};
    std::uint32_t persons{};
};

/// How much of a month a run covers, by the steps that begin in it.
struct MonthCover {
    double years{}; ///< their length
    bool whole{};   ///< none that begins in it is missing
};

/// One entry for each month that a run touches; their years add up to its length.
std::vector<MonthCover> month_cover(const sim::Clock& clock);

/// The posterior that replicates took their parameters from; empty: declared values.
struct DrawnFrom {
    std::string file;      ///< without its folder
    std::string digest;    ///< SHA-256 of what runs take from it
    std::uint32_t draws{}; ///< how many of its draws the replicates took in turn
    FittedTo fitted_to{};  ///< to which figures
};

/// All replicates of one scenario, with what is needed to name, price and repeat them.
struct EnsembleResult {
    std::string scenario; ///< its name, e.g. "baseline"
    std::string title;
    double years{}; ///< length of the run
    Costing costing;
    DrawnFrom drawn_from;
    DrawnValues drawn; ///< what of it, and of beliefs about measures, the replicates took
    Axes axes;
    std::vector<MonthCover> cover; ///< of the months of the axes
    std::vector<Residents> residents;
    std::vector<Quantity> resources;
    std::vector<YearSpending> spending; ///< by intervention and calendar year
    std::vector<Quantity> events;       ///< prices unused
    std::vector<RunResult> runs;        ///< ascending by replicate
    Provenance provenance;
};

/// Which draw of a posterior each replicate took, by number from 1; 0: declared values.
std::vector<std::uint32_t> draws_of(const EnsembleResult& scenario);

/// SHA-256 (hex) over both ledgers by county and month and the final state: free of time, path, threads, provenance and
/// of what else was recorded.
std::string core_digest(const Axes& axes, const RunResult& run);

/// SHA-256 (hex) over the core digests of all replicates, in order: what `veghe info --digest` prints.
std::string core_digest(const EnsembleResult& result);
std::string digest_of(std::span<const std::string> core_digests);

} // namespace analysis
