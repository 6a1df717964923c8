#include "sim/sha256.hpp"

#include "sim/error.hpp"
#include "sim/storage_messages.hpp"

#include <algorithm>
#include <fstream>
#include <vector>

namespace sim {
namespace {

// The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
constexpr std::array<std::uint32_t, 64> constants{
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

constexpr std::size_t length_field = 8; // bytes that hold the message's length at the end of the padding

std::uint32_t word_at(const std::byte* bytes)
{
    return std::to_integer<std::uint32_t>(bytes[0]) << 24 | std::to_integer<std::uint32_t>(bytes[1]) << 16 |
           std::to_integer<std::uint32_t>(bytes[2]) << 8 | std::to_integer<std::uint32_t>(bytes[3]);
}

} // namespace

void Sha256::block(const std::byte* bytes)
{
    std::array<std::uint32_t, 64> w;
    for (std::size_t t = 0; t < 16; ++t) {
        w[t] = word_at(bytes + 4 * t);
    }
    for (std::size_t t = 16; t < w.size(); ++t) {
        const std::uint32_t s0 = std::rotr(w[t - 15], 7) ^ std::rotr(w[t - 15], 18) ^ w[t - 15] >> 3;
        const std::uint32_t s1 = std::rotr(w[t - 2], 17) ^ std::rotr(w[t - 2], 19) ^ w[t - 2] >> 10;
        w[t] = w[t - 16] + s0 + w[t - 7] + s1;
    }
    auto [a, b, c, d, e, f, g, h] = state_;
    for (std::size_t t = 0; t < w.size(); ++t) {
        const std::uint32_t s1 = std::rotr(e, 6) ^ std::rotr(e, 11) ^ std::rotr(e, 25);
        const std::uint32_t t1 = h + s1 + ((e & f) ^ (~e & g)) + constants[t] + w[t];
        const std::uint32_t s0 = std::rotr(a, 2) ^ std::rotr(a, 13) ^ std::rotr(a, 22);
        const std::uint32_t t2 = s0 + ((a & b) ^ (a & c) ^ (b & c));
        h = g, g = f, f = e, e = d + t1;
        d = c, c = b, b = a, a = t1 + t2;
    }
    const std::array<std::uint32_t, 8> worked{a, b, c, d, e, f, g, h};
    for (std::size_t i = 0; i < state_.size(); ++i) {
        state_[i] += worked[i];
    }
}

Sha256& Sha256::update(std::span<const std::byte> bytes)
{
    const auto held = static_cast<std::size_t>(length_ % block_size);
    length_ += bytes.size();
    if (held > 0) {
        const std::size_t taken = std::min(block_size - held, bytes.size());
        std::copy_n(bytes.begin(), taken, rest_.begin() + static_cast<std::ptrdiff_t>(held));
        bytes = bytes.subspan(taken);
        if (held + taken < block_size) {
            return *this;
        }
        block(rest_.data());
    }
    for (; bytes.size() >= block_size; bytes = bytes.subspan(block_size)) {
        block(bytes.data());
    }
    std::copy(bytes.begin(), bytes.end(), rest_.begin());
    return *this;
}

std::array<std::uint8_t, 32> Sha256::finish()
{
    const std::uint64_t bits = length_ * 8;
    update(std::byte{0x80});
    while (length_ % block_size != block_size - length_field) {
        update(std::byte{0});
    }
    for (int shift = 56; shift >= 0; shift -= 8) {
        update(static_cast<std::uint8_t>(bits >> shift));
    }
    std::array<std::uint8_t, 32> digest;
    for (std::size_t i = 0; i < digest.size(); ++i) {
        digest[i] = static_cast<std::uint8_t>(state_[i / 4] >> (24 - 8 * (i % 4)));
    }
    return digest;
}

std::string Sha256::hex()
{
    static constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (const std::uint8_t byte : finish()) {
        text += digits[byte >> 4];
        text += digits[byte & 15u];
    }
    return text;
}

std::string sha256(std::string_view text)
{
    return Sha256().update(text).hex();
}

std::string sha256_of_file(const std::filesystem::path& path)
{
    static constexpr std::size_t piece = 1u << 16; // bytes read at a time
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        throw StorageError(path.filename().string(), unreadable());
    }
    Sha256 hasher;
    std::vector<char> bytes(piece);
    while (file.read(bytes.data(), static_cast<std::streamsize>(bytes.size())), file.gcount() > 0) {
        hasher.update(std::string_view(bytes.data(), static_cast<std::size_t>(file.gcount())));
    }
    if (file.bad()) {
        throw StorageError(path.filename().string(), unreadable());
    }
    return hasher.hex();
}

} // namespace sim
