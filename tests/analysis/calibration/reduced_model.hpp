#pragma once

#include "analysis/calibration/emulator.hpp"
#include "analysis/calibration/prior.hpp"
#include "analysis/calibration/randomness.hpp"
#include "analysis/calibration/tempered_smc.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

/// Two pathways, one of them partly online and limited by the attention of offenders, one probability of being registered: the
/// smallest model in which everything is in which the large one is hard to fit. Persons a year; cells are in person, online, family.
namespace reduced {

inline constexpr std::size_t dimension = 4;
inline constexpr std::size_t cells = 3;
inline constexpr double year_size = 30.0;     ///< spread of a year's recording
inline constexpr double concentration = 60.0; ///< spread of the split

struct Parameters {
    double offenders{}; ///< recruited by offenders if attention had no limit
    double family{};
    double registered{}; ///< probability
    double online{};     ///< share of the first pathway
};

std::array<analysis::calibration::Prior, dimension> priors();
Parameters parameters(std::span<const double> z);
/// Expected registered cases of a year, by cell.
std::array<double, cells> expected(const Parameters& p);

/// What a register would publish: yearly totals, and one split over all years.
struct Published {
    std::vector<std::int64_t> totals;
    std::array<std::int64_t, cells> split{};
};
Published publish(const Parameters& truth, std::size_t years, analysis::calibration::Randomness& luck);

/// One design of simulations and the emulators fitted to it, which all data sets share.
struct Fitted {
    explicit Fitted(std::size_t points, std::uint64_t seed);
    /// A second wave: as many more simulations where these emulators leave the data plausible, and emulators fitted to both waves.
    Fitted refocused(const Published& data, std::size_t points, std::uint64_t seed) const;

    analysis::calibration::SmcResult posterior(const Published& data, std::size_t particles, std::uint64_t seed) const;
    double log_likelihood(std::span<const double> z, const Published& data) const;
    /// The largest of those of the totals and of the cells of the split.
    double implausibility(std::span<const double> z, const Published& data) const;
    /// What the emulators do not know of the total: its relative variance.
    double doubt(std::span<const double> z) const;

    analysis::calibration::Points design;
    std::vector<analysis::calibration::CellRuns> runs;
    std::vector<analysis::calibration::Emulator> emulators;
    double plausible_share{1.0}; ///< of the prior, as the wave before left it

private:
    void simulate(const analysis::calibration::Points& points, analysis::calibration::Randomness& luck);
};

} // namespace reduced
