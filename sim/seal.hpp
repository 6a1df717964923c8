#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

/// A block before the content of a file that says how long the file is and what its bytes add up to, so that damage is
/// met here and not in a library that trusts what it reads.
///
/// The block is one page: what follows can be mapped, and HDF5 looks for its own beginning there (a "user block").
/// Its 512 little-endian words of 64 bits: magic, version, length of the file, number of ranges, checksum of the frame,
/// three words for each range (offset, bytes, checksum), zeros, magic again, checksum of all words before. Version,
/// second magic and last checksum stay where they are in every version to come.
namespace sim::seal {

inline constexpr std::size_t block_bytes = 4096;
inline constexpr std::size_t most_ranges = 168; ///< as many as the block has room for

/// A part of the file with a checksum of its own: a column that is mapped, not read. All other bytes are the frame.
struct Range {
    std::uint64_t offset{};
    std::uint64_t bytes{};
    std::uint64_t checksum{}; ///< checksum_of its bytes

    friend bool operator==(const Range&, const Range&) = default;
};

/// Checksum of the checksums (XXH64) of pieces of 256 KiB: several threads can share the work.
std::uint64_t checksum_of(std::span<const std::byte> bytes);

/// Seals a file that is finished but for its first block, which nobody else may have used.
/// \param shown   the file's name in messages
/// \param ranges  ascending, without overlap, after the block; their checksums are taken on trust
/// \throws StorageError when the file cannot be read or written
void put(const std::filesystem::path& path, const std::string& shown, std::span<const Range> ranges);

/// `whole`: every byte. `frame`: the length, the seal and all bytes outside the ranges; what is in them is not read. `done`:
/// nothing, since whoever asks has had it verified.
enum class Check : std::uint8_t { whole, frame, done };

/// \return  the ranges of the file
/// \throws InputError when the file is a foreign one or of another version
/// \throws StorageError when it is not what was sealed: any bit flipped, any length cut off or added
std::vector<Range> require(const std::filesystem::path& path, Check check);

/// Whether a file begins as a sealed one does, were it damaged or cut short.
bool begins_like_one(const std::filesystem::path& path);

} // namespace sim::seal
