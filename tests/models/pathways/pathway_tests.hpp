#pragma once

#include "models/pathways/vulnerability.hpp"
#include "sim/parameter.hpp"
#include "sim/random.hpp"

#include <string>
#include <vector>

/// Persons and worlds for the tests of pathways.
namespace pathway_tests {

inline constexpr double tolerance = 1e-12;

/// A girl with nothing that raises a hazard.
inline model::Vulnerability girl(double age)
{
    model::Vulnerability who{};
    who.age = age;
    who.female = true;
    who.online_exposure = 1.0;
    who.connected = true;
    return who;
}

/// A value of a declared range: an end in one of four, else inside.
inline double within(const sim::ParameterInfo& info, const sim::Draw& draw)
{
    const double u = draw.uniform();
    const double end = draw.second() < 0.5 ? info.low : info.high;
    return u < 0.25 ? end : info.low + draw.second() * (info.high - info.low);
}

inline sim::Values anywhere(const std::vector<sim::ParameterInfo>& parameters, std::uint32_t sample)
{
    const sim::Luck luck(31, sample);
    sim::Values values;
    for (std::uint32_t i = 0; i < parameters.size(); ++i) {
        values.set(std::string(parameters[i].name), within(parameters[i], luck(i, "parameter")));
    }
    return values;
}

/// In [0, 1], an end in three of ten.
inline double share(const sim::Luck& luck, std::uint32_t key)
{
    const sim::Draw draw = luck(key, "share");
    return draw.uniform() < 0.3 ? (draw.second() < 0.5 ? 0.0 : 1.0) : draw.second();
}

inline bool coin(const sim::Luck& luck, std::uint32_t key)
{
    return luck(key, "coin").uniform() < 0.5;
}

inline model::Vulnerability anybody(const sim::Luck& luck)
{
    return {.age = 80.0 * luck(0, "age").uniform(),
            .female = coin(luck, 1),
            .deprivation = share(luck, 2),
            .away_from_parents = share(luck, 3),
            .residential = coin(luck, 4),
            .boarding = share(luck, 5),
            .left_school = coin(luck, 6),
            .prior_abuse = share(luck, 7),
            .rural = coin(luck, 8),
            .online_exposure = share(luck, 9),
            .strictness = 2.0 * share(luck, 10) - 1.0,
            .connected = luck(11, "coin").uniform() < 0.9,
            .employed = coin(luck, 12),
            .intent = coin(luck, 13),
            .returned = share(luck, 14),
            .runaway = coin(luck, 15),
            .former_resident = coin(luck, 16),
            .income = share(luck, 417),
            .income_support = coin(luck, 418),
            .prospects = share(luck, 419),
            .online_care = share(luck, 420),
            .unsupervised = share(luck, 421),
            .knows_rights = coin(luck, 422),
            .parents_relief = share(luck, 423)};
}

} // namespace pathway_tests
