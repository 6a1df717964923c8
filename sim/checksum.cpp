#include "sim/checksum.hpp"

#include <array>
#include <bit>
#include <cstring>

namespace sim {
namespace {

constexpr std::uint64_t prime1 = 0x9E3779B185EBCA87;
constexpr std::uint64_t prime2 = 0xC2B2AE3D27D4EB4F;
constexpr std::uint64_t prime3 = 0x165667B19E3779F9;
constexpr std::uint64_t prime4 = 0x85EBCA77C2B2AE63;
constexpr std::uint64_t prime5 = 0x27D4EB2F165667C5;

template <class Word>
Word take(std::span<const std::byte>& bytes)
{
    Word word;
    std::memcpy(&word, bytes.data(), sizeof word);
    bytes = bytes.subspan(sizeof word);
    return word;
}

std::uint64_t round(std::uint64_t lane, std::uint64_t word)
{
    return std::rotl(lane + word * prime2, 31) * prime1;
}

std::uint64_t four_lanes(std::span<const std::byte>& bytes)
{
    std::array<std::uint64_t, 4> lanes{prime1 + prime2, prime2, 0, 0 - prime1};
    while (bytes.size() >= sizeof lanes) {
        for (std::uint64_t& lane : lanes) {
            lane = round(lane, take<std::uint64_t>(bytes));
        }
    }
    std::uint64_t hash =
        std::rotl(lanes[0], 1) + std::rotl(lanes[1], 7) + std::rotl(lanes[2], 12) + std::rotl(lanes[3], 18);
    for (const std::uint64_t lane : lanes) {
        hash = (hash ^ round(0, lane)) * prime1 + prime4;
    }
    return hash;
}

} // namespace

std::uint64_t checksum(std::span<const std::byte> bytes)
{
    const std::uint64_t length = bytes.size();
    std::uint64_t hash = (length >= 32 ? four_lanes(bytes) : prime5) + length;
    while (bytes.size() >= 8) {
        hash = std::rotl(hash ^ round(0, take<std::uint64_t>(bytes)), 27) * prime1 + prime4;
    }
    if (bytes.size() >= 4) {
        hash = std::rotl(hash ^ take<std::uint32_t>(bytes) * prime1, 23) * prime2 + prime3;
    }
    while (!bytes.empty()) {
        hash = std::rotl(hash ^ take<std::uint8_t>(bytes) * prime5, 11) * prime1;
    }
    hash = (hash ^ hash >> 33) * prime2;
    hash = (hash ^ hash >> 29) * prime3;
    return hash ^ hash >> 32;
}

} // namespace sim
