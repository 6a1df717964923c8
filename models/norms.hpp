#pragma once

#include "models/people.hpp"
#include "sim/decay.hpp"
#include "sim/parameter.hpp"
#include "sim/world.hpp"

#include <array>
#include <string_view>

namespace model {

struct Build;
struct BeliefParameters;
class Ground;

/// What a place holds to be right or shameful, in [0, 1]: how many of its people think so, and how loudly.
enum class Norm : std::uint8_t {
    stigma,        ///< a victim is to blame and the family shamed: suppresses reports
    normalisation, ///< exploitation is nothing unusual: lowers recognition
    loyalty,       ///< among the young: who reports betrays
    duty,          ///< whoever notices must notify and need not prove
    cohesion       ///< people know and look after each other: a shield, or pressure to keep silent
};
inline constexpr std::array<std::string_view, 5> norm_names{"stigma", "normalisation", "loyalty", "duty", "cohesion"};
inline constexpr std::size_t norms_count = norm_names.size();

struct NormParameters {
    std::array<double, norms_count> urban; ///< mean over towns, initial
    std::array<double, norms_count> rural; ///< mean over villages, initial
    double spread;                         ///< half-width of the law around the mean
    double half_life;                      ///< weeks, of a departure
};

/// A norm of one place is pushed. Doses are one-signed, so their order does not matter.
struct NormDose {
    std::uint32_t locality;
    std::uint16_t amount; ///< to_fixed of a share
    Norm norm;
    bool raises; ///< else lowers
};

/// Everybody in a place takes part, so that nobody is marked by being helped.
struct InclusionDose {
    std::uint32_t locality;
    std::uint16_t amount; ///< to_fixed of a share
    std::uint16_t unused{};
};

/// Norms live per locality: an initial value that is a function of settlement and luck, and departures that fade.
struct Norms {
    NormParameters p{};
    sim::Column<sim::Decaying> departures; ///< per locality, norm and direction (lowered, raised)
    sim::Event<NormDose> dose;
    sim::Column<sim::Decaying> inclusion; ///< per locality: share that is taken off what raised stigma
    sim::Event<InclusionDose> inclusion_dose;
    sim::Tick origin;

    /// The norm of a place, in [0, 1].
    double at(const sim::World& world, const Ground& ground, std::uint32_t locality, Norm norm, sim::Tick tick) const;
};

namespace norms {

/// Initial norm of one place [0, 1]: uniform on mean +- spread, cut at 0 and 1. Pure.
double initial(double mean, double spread, double u);
/// A norm after what lowered and what raised it, each in [0, 1]: stays in [0, 1] without a cut. Pure.
double moved(double initial, double lowered, double raised);

/// A person's normalisation [0, 1]: reasons put together, less what internalisation takes away. Pure.
/// \param place   the norm of the locality
/// \param home    propensity of complicity of the household
/// \param screen  unsupervised exposure online of a minor
double normalisation(const BeliefParameters& p, double place, double home, double screen, double internalised);

/// The declared values, those given in their place.
NormParameters resolved(const sim::Values& values);
std::vector<sim::ParameterInfo> parameters();
void make(Build& build);

} // namespace norms
} // namespace model
