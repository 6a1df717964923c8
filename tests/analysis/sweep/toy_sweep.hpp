#pragma once

#include "analysis/sweep/manifest.hpp"
#include "analysis/sweep/unit_result.hpp"

#include <filesystem>
#include <string>

namespace test {

/// A sweep of two scenarios without a model behind it: parameters "a.a" and "b.b", points (0, 0.5), (1, 0.5) and so on.
analysis::sweep::Manifest toy_manifest(std::uint32_t points, std::uint32_t replicates);

/// What a unit of it gives: numbers out of its point and replicate.
analysis::sweep::UnitResult toy_result(const analysis::sweep::Manifest& manifest, const analysis::sweep::Unit& unit);

/// The bytes of all files of finished units, by name: equal only where everything finished is.
std::string all_units(const std::filesystem::path& sweep);

} // namespace test
