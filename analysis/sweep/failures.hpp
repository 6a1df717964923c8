#pragma once

#include "analysis/sweep/manifest.hpp"

#include <cstdint>
#include <filesystem>
#include <set>
#include <string>

namespace analysis::sweep {

/// What units have failed, how often, and which are put aside, for all processes of a sweep. From any thread.
class Failures {
public:
    /// \throws sim::StorageError when the folders cannot be made
    explicit Failures(std::filesystem::path sweep);

    /// Notes that a unit failed once more. \return  how often it has  \throws sim::StorageError
    std::uint32_t add(const std::string& unit, const std::string& reason) const;
    /// Puts a unit aside: nobody takes it until it is freed. Keeps with it what repeats it.
    /// \throws sim::StorageError
    void put_aside(const Manifest& manifest, const Unit& unit, const std::string& reason) const;

    /// The ids of all that are put aside.
    std::set<std::string> aside() const { return aside(sweep_); }
    static std::set<std::string> aside(const std::filesystem::path& sweep);
    /// What is told of one: seed, point, values, reason, command.
    std::filesystem::path file(const std::string& unit) const;
    /// Frees all of them and forgets their failures. \return  how many  \throws sim::StorageError
    std::size_t free_all() const;

private:
    std::filesystem::path sweep_, failures_, aside_;
};

} // namespace analysis::sweep
