#pragma once

#include "models/people.hpp"
#include "sim/parameter.hpp"
#include "sim/world.hpp"

namespace model {

struct Build;
struct Supports;
class Ground;

struct DebtParameters {
    double least_deprived; ///< share of households in debt
    double most_deprived;
};

/// What has become of a household's debts since the run began.
enum class DebtNews : std::uint8_t { as_drawn, relieved, fallen };
struct DebtChange {
    std::uint32_t household;
    DebtNews news;
    std::array<std::uint8_t, 3> unused{};
};

/// Debts that press a household: drawn by its luck, until something changes them.
struct Debts {
    DebtParameters p{};
    sim::Column<std::uint8_t> news; ///< per household: DebtNews
    sim::Event<DebtChange> change;
    const Supports* supports{};

    /// Whether debts press a household: income support frees some of those whom it reaches, as long as it does.
    bool of(const sim::World& world, const Ground& ground, std::uint32_t household, sim::Tick tick) const;
};

namespace debts {

/// Share of households in debt, by deprivation in [0, 1]. Pure.
double share(const DebtParameters& p, double deprivation);

/// The declared values, those given in their place.
DebtParameters resolved(const sim::Values& values);
std::vector<sim::ParameterInfo> parameters();
void make(Build& build);

} // namespace debts
} // namespace model
