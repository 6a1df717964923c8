#pragma once

#include "analysis/calibration/posterior.hpp"
#include "analysis/effect_prior.hpp"
#include "analysis/results.hpp"
#include "models/counties.hpp"
#include "models/scenario.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace analysis {

/// A parameter of what measures bring that the posterior does not hold, and what is believed of it.
struct DrawnEffect {
    std::string_view name, unit;
    char grade{'E'};
    EffectPrior prior;
};

/// The draws of a posterior that the replicates of a scenario take in turn.
struct Draws {
    DrawnFrom from;
    calibration::Posterior posterior;
    std::vector<DrawnEffect> effects; ///< in the order of the registry
};

/// Reads the posterior that a scenario names, and notes in the scenario what was read and how many draws are taken.
/// \return  null where the scenario names none
/// \throws sim::InputError when the file is no posterior, has fewer draws than are asked for, draws a parameter that is not declared or
/// is outside its range, was fitted with other pathways, or is not the one that was read before; sim::StorageError when it is damaged
std::shared_ptr<const Draws> read_draws(model::Scenario& scenario);

/// Position among n draws of the one that comes k-th, from 0: steps near the golden section of n, so that the first few are spread
/// over all, and none comes twice before each has come once. Pure.
std::size_t position(std::uint32_t k, std::size_t n);
/// Position in the posterior of the draw of a replicate.
std::size_t position_of(const Draws& draws, std::uint32_t replicate);

/// Standard deviation of the log of a factor of variance 1 / size about a mean of 1, were it log-normal. Pure. \param size  above 0
double year_sd(double size);

/// The parameters of a replicate: see with_draw.
sim::Values drawn_parameters(const model::Scenario& scenario, const Draws& draws, std::uint32_t replicate);

/// The scenario that a replicate runs: what was fitted as in its draw, what counties have of their own, and what measures bring, drawn from
/// what is believed of it unless the scenario wants the declared values. What the scenario's files state stays; a multiplier that they state
/// is that of all runs, unless they also state that it varies. The same for scenarios that are compared, whatever measures they have.
model::Scenario with_draw(const model::Scenario& scenario, const Draws& draws, const model::Counties& counties,
                          std::uint32_t replicate);
/// The same with the draw at a position of the posterior, whatever the replicate.
model::Scenario with_draw_at(const model::Scenario& scenario, const Draws& draws, const model::Counties& counties,
                             std::size_t at, std::uint32_t replicate);

/// What the scenario takes from the posterior, by name, what of it its files state themselves (of the multiplier also that it varies), and
/// what it takes from beliefs about
/// measures.
struct DrawnNames {
    std::vector<std::string> drawn, stated, effects;
};
DrawnNames names_drawn(const model::Scenario& scenario, const Draws& draws);

/// The values that the replicates of a scenario take, but for what counties have of their own (RELIABILITY R7).
DrawnValues drawn_values(const model::Scenario& scenario, const Draws& draws, int replicates);

} // namespace analysis
