#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

namespace sim {

/// What reading a file may take that nobody vouches for.
struct TrialLimits {
    std::uint64_t bytes{};       ///< of memory beyond what this process has, and of what is told
    std::chrono::seconds work{}; ///< of a processor
    std::chrono::seconds wall{}; ///< for what waits and does not work
};

/// Enough for the largest file that this program writes, and less than 10 s and 1 GiB for a small one.
TrialLimits trial_limits(const std::filesystem::path& file);

/// Hands a record to the process that waits for it.
using Tell = std::function<void(const std::string& record)>;

/// Reads a file in a child process and takes what the child tells, record by record. A seal finds accidents; a file that was made to
/// do harm has one that fits, and the HDF5 library can crash on it, loop or ask for all memory. It is the child that does so then.
/// The child cannot write a file or open more than one, and ends with this process.
///
/// It is a fork and no new program: what reads is a library, which tests and other programs link too, and there is none of its
/// own that could be started. Of a process with threads a fork has the calling one alone. So `read` must wait for no other: no
/// loop of sim/parallel.hpp (the seal is verified before, in this process), no file that another thread stores to (the lock of the HDF5
/// library would stay closed; the wall limit ends that). malloc is in order after a fork of glibc.
/// \param shown  the file's name in messages
/// \param read   called in the child. What it throws as InputError or StorageError is thrown here as such, in its English words: what
///               is to be said in every language is found by `take`
/// \param take   called here with each record. It must take any bytes, and throws MalformedRecord for those of a child gone wrong
/// \throws InputError when the child dies, asks for too much or takes too long
void read_in_child(const std::string& shown, const TrialLimits& limits, const std::function<void(const Tell&)>& read,
                   const std::function<void(const std::string&)>& take);

} // namespace sim
