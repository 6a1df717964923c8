#pragma once

#include "models/people.hpp"

#include <array>
#include <cstdint>

namespace model {

struct Target;

/// Of those whom an intervention can help, the persons that it means: all that is set holds of one person. What is left at
/// 0 is not asked, so that nothing set is everybody. Plain bytes: it is part of proposals and of the state.
struct Meant {
    enum Wanted : std::uint8_t { either, yes, no };

    std::uint8_t youngest{}; ///< age in completed years
    std::uint8_t too_old{};  ///< first age in completed years that is not meant; 0: nobody is too old
    std::uint8_t care{};     ///< a bit for each Care that is meant; 0: any
    std::uint8_t boarding{};
    std::uint8_t parent_abroad{};
    std::array<std::uint8_t, 3> unused{};

    bool everybody() const { return *this == Meant{}; }
    friend bool operator==(const Meant&, const Meant&) = default;
};

/// What decides whether a person is meant.
struct Asked {
    double age; ///< years
    Care care{Care::two_parents};
    bool boarding{};
    bool parent_abroad{};
};

/// Whether a person is among those meant. A parent abroad is asked of minors: nobody of age has one. Pure.
bool means(const Meant& meant, const Asked& who);
/// The persons of a target. Pure.
Meant persons_of(const Target& target);

} // namespace model
