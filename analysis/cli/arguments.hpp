#pragma once

#include "sim/message.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace cli {

/// A whole number of the command line. \throws sim::InputError that names the option and what is allowed
std::int64_t whole_argument(const std::string& option, std::string_view text, std::int64_t low, std::int64_t high);

/// "--sead is unknown; nearest is --seed".
sim::Message unknown_argument(const std::string& argument, std::span<const std::string> known);

} // namespace cli
