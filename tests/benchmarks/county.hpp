#pragma once

#include "models/ground.hpp"

#include <string>

/// Real counties to measure on: scenarios/tiny.toml (TL), the three counties' baseline cut to one (DJ), or the country.
namespace measured {

/// The scenario of one place: "TL", "DJ" or "romania".
const model::Scenario& scenario(const std::string& place);

/// Its persons and ties, built once in a program.
const model::Ground& ground(const std::string& place);

} // namespace measured
