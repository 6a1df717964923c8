#pragma once

#include "models/people.hpp"
#include "sim/thin.hpp"
#include "sim/world.hpp"

namespace model {

struct Build;

/// Somebody whose belief changed in a week, and who may pass it on.
struct Changed {
    Row row;
    std::int32_t tick;
};

/// A lesson of a class or a campaign in a place, in the week in which it was given: those who met it may speak of it.
struct News {
    std::uint32_t row; ///< of the class, or of the locality
    std::int32_t tick;
    std::uint16_t amount;  ///< to_fixed of the dose
    std::uint16_t opt_out; ///< lessons only
};

namespace peers {

/// Calls body(resident, draw) for each time that one of `residents` speaks of a campaign in a week, `rate` times on average
/// for each of them. Whoever speaks at one rate speaks at every higher one; one resident more moves nobody else; and it
/// costs in proportion to those who speak.
/// \param most  the rate of a full dose, in (0, 1]: depends on parameters alone
/// \param rate  at most `most`
/// \param key   stable id of the place
template <class Body>
void for_each_speaker(const sim::Step& step, std::uint32_t key, std::uint32_t residents, double most, double rate,
                      Body&& body)
{
    // The rates below `most` are cut in halves: those of the upper half are met in it, of the lower half in the next
    // layers, each thinned by itself. A layer whose rates all lie above `rate` need not be looked at.
    constexpr std::uint32_t layers = 8;
    constexpr std::uint32_t attempts = 1u << 28;
    double high = most;
    for (std::uint32_t layer = 0; layer < layers; ++layer) {
        const double low = layer + 1 < layers ? high / 2.0 : 0.0;
        const sim::GeometricSkip skip(high - low);
        double at = 0.0;
        for (std::uint32_t attempt = 0; low < rate; ++attempt) {
            const std::uint32_t name = layer * attempts + attempt;
            const sim::Draw speaker = step.luck(key, "beliefs.campaign_speaker", step.tick, name);
            at += skip(speaker.uniform());
            if (at >= residents) {
                break;
            }
            if (low + speaker.second() * (high - low) < rate) {
                body(static_cast<std::uint32_t>(at), step.luck(key, "beliefs.campaign_told", step.tick, name));
            }
            at += 1.0;
        }
        high = low;
    }
}

/// Adds the processes by which those who changed lately pass it on: after sessions, lessons and campaigns.
void make(Build& build);

} // namespace peers
} // namespace model
