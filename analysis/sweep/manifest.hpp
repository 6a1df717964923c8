#pragma once

#include "analysis/sweep/design.hpp"
#include "sim/error.hpp"
#include "sim/message.hpp"

#include <cstdint>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace analysis::sweep {

/// What all units of a sweep are made of. Two sweeps of one identity give the same at the same point and replicate.
struct Identity {
    std::vector<std::string> scenarios; ///< SHA-256 of each, baseline first: of everything in it that moves a bit
    std::string data;                   ///< SHA-256 over the tables and what the population is built from
    std::string program;                ///< version, commit and a checksum of the executable
    std::uint64_t seed{};

    friend bool operator==(const Identity&, const Identity&) = default;
};

/// A parameter that points give a value.
struct Parameter {
    std::string name, unit;

    friend bool operator==(const Parameter&, const Parameter&) = default;
};

/// Where the model is asked.
struct Point {
    std::vector<double> values; ///< one for each parameter, in its unit
    std::uint32_t draw{};       ///< number of a posterior's draw, from 1; 0: none

    friend bool operator==(const Point&, const Point&) = default;
};

/// A piece of work: every scenario at one point with the luck of one replicate. They share their past, and differences
/// between them are paired, so that none of them is of use without the others.
struct Unit {
    std::string id; ///< SHA-256, see unit_id()
    std::uint32_t point{};
    std::uint32_t replicate{};

    friend bool operator==(const Unit&, const Unit&) = default;
};

/// What a sweep is: nothing of where it is run, or by how many.
struct Manifest {
    std::string title;
    std::string kind;                   ///< of the design, among kind_names
    std::string source;                 ///< the design's file, as seen from the folder of the sweep; empty: none
    std::vector<std::string> scenarios; ///< names, baseline first
    std::vector<Parameter> parameters;
    std::vector<Point> points;
    std::uint32_t replicates{1};
    std::uint32_t attempts{3}; ///< after which a unit that fails is put aside
    Keep keep;
    Identity identity;
    std::string drawn{}; ///< SHA-256 of the file of what the draws give; empty where points are no draws
    std::map<std::string, std::string>
        files{}; ///< SHA-256 of the other files of the plan, by their names in the folder
    std::vector<std::pair<std::string, std::string>>
        provenance{}; ///< facts for people about what makes the units; no id is taken of them, those of the identity aside

    friend bool operator==(const Manifest&, const Manifest&) = default;
};

/// SHA-256 (hex) over identity, names of scenarios and parameters, what is kept, the point's values bit by bit and the
/// replicate: neither over the number of the point nor over how many there are, so that a design made larger keeps its units.
std::string unit_id(const Manifest& manifest, const Point& point, std::uint32_t replicate);

/// Every unit: all points of a replicate before those of the next, so that a part of a sweep is spread over the design.
std::vector<Unit> units_of(const Manifest& manifest);

/// SHA-256 (hex) over the ids of all units, in order.
std::string digest_of(std::span<const Unit> units);

/// The files of a folder that the manifest is kept in.
inline constexpr const char* manifest_file = "sweep.toml";
inline constexpr const char* points_file = "points.csv";
inline constexpr const char* units_file = "units.csv";
inline constexpr const char* drawn_file = "drawn.csv"; ///< of draws of a posterior: what they give to which parameter
inline constexpr const char* data_file = "data.csv";   ///< SHA-256 of every table of the data

/// The table of the points with their parameters, as CSV.
std::string points_text(const Manifest& manifest);

/// Writes the manifest, its points and its units; sweep.toml last, whose presence says that the rest is there.
/// \throws sim::StorageError
void write_manifest(const std::filesystem::path& folder, const Manifest& manifest);

/// That a file of the plan is not what was planned.
sim::Message tampered();

/// \throws sim::InputError when the folder holds no sweep, or one of a younger format; sim::StorageError where one of these files is not
/// what was planned, or cannot be read
Manifest read_manifest(const std::filesystem::path& folder);

/// The text of a file of the plan that the manifest names. \throws sim::StorageError when it is not what was planned, or cannot be read
std::string planned_text(const std::filesystem::path& folder, const Manifest& manifest, const std::string& name);

/// What is wrong with the files of the plan that the manifest names, scenarios and the list of data tables among them, by their SHA-256.
std::vector<sim::Problem> unplanned_files(const std::filesystem::path& folder, const Manifest& manifest);
/// \throws sim::StorageError with all of that
void require_planned(const std::filesystem::path& folder, const Manifest& manifest);

/// Whether a folder holds a sweep.
bool has_manifest(const std::filesystem::path& folder);

/// What differs between the sweep in a folder and another, in words for a refusal; empty when they have the same units.
/// \param planned  in the folder
std::vector<sim::Message> differences(const Manifest& planned, const Manifest& now);

} // namespace analysis::sweep
