#pragma once

#include <cstdint>
#include <filesystem>
#include <iosfwd>
#include <string>

namespace analysis {

/// What `veghe info` prints of a file.
enum class InfoKind : std::uint8_t {
    overview,    ///< what it is, provenance, tables with shape, unit and ledger
    core_digest, ///< one SHA-256 over the core digests: free of time, path, threads, provenance and other outputs
    full_digest  ///< one SHA-256 over every table but the provenance
};

/// Prints it, of a result, a posterior or a merged sweep. Every checksum of the file is verified first.
/// \throws sim::InputError when the file is none of them, sim::StorageError when it is damaged; nothing is then printed
void print_info(const std::filesystem::path& path, InfoKind kind, std::ostream& out);
/// The same of a posterior: title, note, figures' years and people, each parameter before and after, and how the fit went. The core digest
/// is that of what runs take from it.
void print_posterior_info(const std::filesystem::path& path, InfoKind kind, std::ostream& out);
/// " (3 failed)"; of none nothing.
std::string failed_text(std::int64_t runs);

} // namespace analysis
