#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

namespace sim {

static_assert(std::endian::native == std::endian::little, "digests are taken over little-endian values as they stand");

/// SHA-256, fed piece by piece.
/// \source FIPS 180-4, sections 4.1.2, 5 and 6.2
class Sha256 {
public:
    Sha256& update(std::span<const std::byte> bytes);
    Sha256& update(std::string_view text) { return update(std::as_bytes(std::span(text.data(), text.size()))); }
    /// The number's bytes, least significant first.
    template <class T>
        requires(std::is_arithmetic_v<T> || std::is_enum_v<T>)
    Sha256& update(T value) { return update(std::as_bytes(std::span(&value, 1))); }
    /// The length [bytes, 64 bits], then the text: two texts in a row cannot be taken for two others.
    Sha256& field(std::string_view text) { return update(std::uint64_t{text.size()}).update(text); }

    /// The digest of everything fed so far. The hasher must not be fed again.
    std::array<std::uint8_t, 32> finish();
    /// The same as 64 lower-case hexadecimal digits.
    std::string hex();

private:
    void block(const std::byte* bytes);

    static constexpr std::size_t block_size = 64; ///< bytes

    std::array<std::uint32_t, 8> state_{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                        0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    std::array<std::byte, block_size> rest_{};
    std::uint64_t length_{}; ///< bytes fed so far
};

/// SHA-256 of a text, as hexadecimal digits.
std::string sha256(std::string_view text);

/// SHA-256 of a file's bytes, as hexadecimal digits.
/// \throws StorageError when it cannot be read
std::string sha256_of_file(const std::filesystem::path& path);

} // namespace sim
