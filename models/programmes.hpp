#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace model {

/// Programmes that a class can have beside lessons.
enum class Programme : std::uint8_t {
    bystander,   ///< one must notify and need not prove; loosens loyalty
    digital,     ///< care for oneself and others online
    prospects,   ///< career guidance: less of the pull that want gives to offers
    recognition, ///< exercises that do not disclose their aim: recognises one's own situation
    distress,    ///< harm of such exercises: who was abused before is left alone with it and loses trust
    co_creation, ///< pupils make a campaign themselves: what lessons and campaigns teach is applied more
    contact      ///< visits by who can be called: knows whom, and that one may
};
inline constexpr std::array<std::string_view, 7> programme_names{"bystander", "digital",     "prospects", "recognition",
                                                                 "distress",  "co_creation", "contact"};
inline constexpr std::size_t programme_kinds = programme_names.size();

/// A class has some of a programme.
struct ProgrammeDose {
    std::uint32_t school_class; ///< row
    std::uint16_t amount;       ///< share of a full programme, fixed point (beliefs.hpp)
    Programme kind{};
    std::uint8_t unused{};
};

} // namespace model
