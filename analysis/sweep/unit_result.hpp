#pragma once

#include "analysis/comparison.hpp"
#include "analysis/results.hpp"
#include "analysis/sweep/design.hpp"

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace analysis::sweep {

/// Cases of one stratum in one ledger by calendar year [persons].
struct Line {
    Ledger ledger{};
    Stratum stratum;
    std::vector<std::int64_t> cases; ///< one for each year

    friend bool operator==(const Line&, const Line&) = default;
};

/// How often something happened in a run.
struct EventLine {
    std::string name;
    std::uint64_t count{};

    friend bool operator==(const EventLine&, const EventLine&) = default;
};

/// One scenario in one unit.
struct ScenarioOutcome {
    std::string core_digest; ///< SHA-256 (hex), see core_digest()
    double cost_ron{};       ///< of the whole run at the scenario's prices; 0 where costs are not kept
    std::vector<Line> lines{};
    std::vector<EventLine> events{};

    friend bool operator==(const ScenarioOutcome&, const ScenarioOutcome&) = default;
};

/// What a unit leaves.
struct UnitResult {
    std::string id;
    std::uint32_t replicate{};
    double hidden_multiplier{}; ///< of true over registered cases, that its runs assumed
    std::vector<std::string> years;
    std::string disclosure;                 ///< "shared" or "internal", see disclosure()
    std::vector<ScenarioOutcome> scenarios; ///< baseline first

    friend bool operator==(const UnitResult&, const UnitResult&) = default;
};

/// What is kept of one replicate of each scenario: no more than a result file shows of its replicates. By county, pathway and form the
/// register alone: true cases beside it would tell where, or of what, the fewest are detected, and so would their difference to the
/// baseline, which is the level itself where a strategy ends them.
/// \param runs       of run_replicate(), the baseline first
/// \param geography  all counties with their regions; true levels by region are kept where shared_regions() allows
UnitResult kept_of(std::span<const EnsembleResult> runs, std::span<const CountyName> geography, const Keep& keep);

/// The text of a unit's file: lines of fields with tabs between them, a SHA-256 of all before it in the last. The same bytes for the
/// same result, on every machine.
std::string text_of(const UnitResult& result);

/// Reads it back. \param shown  the file's name in messages
/// \throws sim::StorageError when a bit was flipped or a byte is missing, sim::InputError for a younger format or no unit's file
UnitResult parse_unit(std::string_view text, const std::string& shown);

} // namespace analysis::sweep
