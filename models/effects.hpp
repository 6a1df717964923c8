#pragma once

#include "sim/parameter.hpp"

#include <span>
#include <string_view>
#include <vector>

namespace model {

/// The uncertain quantities of a kind of intervention: what it brings, how long that lasts, how it is taken up, what harm it does. No
/// figure of a time without it tells anything of them. Neither prices nor what is arithmetic of staff, hours and roads are among them:
/// what a measure takes is planned before a run and is the same in every replicate.
struct KindEffects {
    std::string_view kind;
    /// Both ledgers of a world without interventions are the same at whatever value they have.
    std::vector<std::string_view> own;
    /// They act, weakly, in a world without interventions, too: on the few who know or are counselled there.
    std::vector<std::string_view> shared{};
};

/// Of every kind of the registry, in its order.
const std::vector<KindEffects>& effects();
/// Of one kind. \pre  the registry has it
const KindEffects& effects_of(std::string_view kind);
/// The declarations of all of them, none twice, in the order of the registry.
std::vector<sim::ParameterInfo> effect_parameters();
/// What the difference that a kind makes rests on, of its uncertain quantities: without those of pathways that are off.
/// \param pathways  that are on
std::vector<std::string_view> effects_of(std::string_view kind, std::span<const std::string> pathways);

/// Why a parameter that a kind rests on is no uncertain quantity of it.
enum class Kept : std::uint8_t {
    arithmetic, ///< of staff, hours, roads and prices: planned before the run
    world,      ///< how things are before anything is done: the calibrated baseline stands on it
    choice      ///< a switch or a limit that somebody sets
};
struct KeptParameter {
    std::string_view name;
    Kept why;
};
/// All of them. A test holds them and `effects` against what every kind declares, so that a new parameter has to be one or the other.
const std::vector<KeptParameter>& kept_parameters();

} // namespace model
