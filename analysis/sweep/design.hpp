#pragma once

#include "analysis/cluster/slurm_options.hpp"
#include "analysis/sweep/axis.hpp"
#include "sim/parameter.hpp"

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace analysis::sweep {

/// Which points a sweep asks the model at.
enum class Kind : std::uint8_t {
    declared,        ///< one point: the scenarios as they stand
    grid,            ///< every combination of levels
    latin_hypercube, ///< as the four below: analysis/sensitivity/design.hpp
    sobol,
    saltelli,
    morris,
    csv,      ///< the rows of a table
    posterior ///< the draws of the posterior that the scenarios name
};
inline constexpr std::array<std::string_view, 8> kind_names{"declared", "grid",   "lhs", "sobol",
                                                            "saltelli", "morris", "csv", "posterior"};

/// What of a unit's runs is kept beside their digests.
struct Keep {
    std::vector<std::string> strata; ///< among stratum_names
    bool costs{true};
    bool events{};

    friend bool operator==(const Keep&, const Keep&) = default;
};
inline constexpr std::array<std::string_view, 6> stratum_names{"pathway",  "form",   "sex",
                                                               "age_band", "county", "region"};

/// A sweep as its file states it.
struct Design {
    std::string title;
    std::filesystem::path baseline; ///< as seen from the working folder
    std::vector<std::filesystem::path> strategies;
    std::uint64_t seed{1}; ///< of the runs
    std::int64_t replicates{1};
    std::int64_t attempts{3}; ///< after which a unit that fails is put aside
    Kind kind{};
    std::int64_t points{};  ///< as the kind counts them
    std::int64_t levels{3}; ///< of a grid, where an axis says none
    std::uint64_t design_seed{1};
    std::int64_t scramble{};     ///< repetition of the design
    std::int64_t slices{4};      ///< of morris
    bool second_order{};         ///< of saltelli
    std::filesystem::path table; ///< of csv
    std::vector<Axis> axes;      ///< by name
    Keep keep;
    std::int64_t most_units{};
    std::optional<cluster::SlurmOptions> slurm; ///< docs/clusters.md; of no unit a part
};

/// Reads a design in TOML (docs/sweeps.md). Paths are relative to the file.
/// \param declared  parameters that may be swept
/// \throws sim::InputError with everything that is wrong, where, and what is allowed
Design read_design(const std::filesystem::path& file, std::span<const sim::ParameterInfo> declared);

} // namespace analysis::sweep
