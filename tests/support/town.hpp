#pragma once

#include "sim/decay.hpp"
#include "sim/plan.hpp"

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

/// A made-up town that uses every part of the engine: people talk and believe, fall, ask for help and come back. It
/// means nothing; it is there to be run twice and compared.
namespace town {

/// How the town is set up. Ids name people, whatever row they stand in.
struct Setting {
    std::vector<std::uint32_t> ids;                   ///< one per row, in any order
    std::uint32_t id_space{};                         ///< ids lie below this
    std::vector<std::vector<std::uint32_t>> contacts; ///< ids, by id; none for the isolated
    std::vector<double> hazards{0.3, 0.2, 0.1};       ///< of falling, by path [1/year]
    double tie_effect = 1.0;                          ///< log hazard ratio, all contacts fallen over none
    double belief_effect = -2.0;                      ///< log hazard ratio of full belief
    double talks = 12.0;                              ///< of each person [1/year]
    std::int32_t away = 8;                            ///< ticks until the fallen come back; 0 = they stay
    std::uint32_t places = 50;                        ///< of help, each tick
    double mood_effect = 0.0;                         ///< log hazard ratio of the mood, a sum over everybody in [0, 1]
    std::vector<std::uint32_t> banned;                ///< ids that cannot fall
    double lowering = 1.0;                            ///< hazard ratio of those whose id is even, at most 1
};

/// People in a ring with contacts two places to either side; ids are multiples of `spacing`.
Setting ring(std::uint32_t people, std::uint32_t spacing = 1);

/// Something that happened to somebody.
struct Happening {
    std::uint32_t id;
    std::int32_t tick;
    std::uint32_t what; ///< 0 came back, 1 was helped, 2 + path fell

    friend auto operator<=>(const Happening&, const Happening&) = default;
};

/// What a run leaves behind.
struct Outcome {
    std::string digest;
    std::vector<Happening> history; ///< by id, tick, what
    std::int64_t talks{};
    std::int64_t fallen{}; ///< each time anybody fell
    std::vector<std::int64_t> falls_by_path;
    std::size_t states_lost{}; ///< ticks at which the states did not add up to the people
};

struct Ledger {
    static constexpr const char* name = "true";
};

/// Runs the town for a number of weeks.
Outcome live(const Setting& setting, const sim::Luck& luck, int weeks);

/// The happenings of all but these people.
std::vector<Happening> without(std::vector<Happening> history, const std::vector<std::uint32_t>& ids);

} // namespace town
