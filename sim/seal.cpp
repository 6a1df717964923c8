#include "sim/seal.hpp"

#include "sim/checksum.hpp"
#include "sim/descriptor.hpp"
#include "sim/error.hpp"
#include "sim/parallel.hpp"
#include "sim/storage_messages.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <memory>
#include <string_view>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace sim::seal {
namespace {

/// No text, so that no editor opens it, and broken by whoever turns line ends.
constexpr std::array<char, 8> magic{'\x89', 'V', 'E', 'G', 'H', 'E', '\r', '\n'};
constexpr std::string_view hdf5_signature("\x89HDF\r\n\x1a\n", 8);
constexpr std::uint64_t version = 1;
constexpr std::uint64_t piece_bytes = std::uint64_t{1} << 18;

constexpr std::size_t words = block_bytes / sizeof(std::uint64_t);
constexpr std::size_t first_range = 5;
constexpr std::size_t words_per_range = 3;
constexpr std::size_t second_magic = words - 2;
constexpr std::size_t last = words - 1;
static_assert(most_ranges == (second_magic - first_range) / words_per_range);

using Block = std::array<std::uint64_t, words>;

std::uint64_t magic_word()
{
    std::uint64_t word = 0;
    std::memcpy(&word, magic.data(), sizeof word);
    return word;
}

std::uint64_t checksum_of_words(std::span<const std::uint64_t> of)
{
    return checksum(std::as_bytes(of));
}

[[noreturn]] void refuse(const std::string& shown, Message what)
{
    throw StorageError(shown, std::move(what));
}

/// Fills `into` from the file; false where the file ends before.
bool read_at(int file, std::uint64_t offset, std::span<std::byte> into, const std::string& shown)
{
    while (!into.empty()) {
        const auto got = ::pread(file, into.data(), into.size(), static_cast<off_t>(offset));
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            refuse(shown, unreadable().with_note(system_reason(errno)));
        }
        if (got == 0) {
            return false;
        }
        offset += static_cast<std::uint64_t>(got);
        into = into.subspan(static_cast<std::size_t>(got));
    }
    return true;
}

/// Consecutive bytes of the file that are summed in one go.
struct Piece {
    std::uint64_t offset;
    std::uint64_t bytes;
};

void cut(std::uint64_t begin, std::uint64_t end, std::vector<Piece>& pieces)
{
    for (; begin < end; begin += piece_bytes) {
        pieces.push_back({begin, std::min(piece_bytes, end - begin)});
    }
}

std::vector<std::uint64_t> checksums(int file, const std::vector<Piece>& pieces, const std::string& shown)
{
    std::vector<std::uint64_t> sums(pieces.size());
    for_each_task(pieces.size(), [&](std::size_t i) {
        const auto bytes = std::make_unique_for_overwrite<std::byte[]>(pieces[i].bytes);
        const std::span<std::byte> all(bytes.get(), pieces[i].bytes);
        if (!read_at(file, pieces[i].offset, all, shown)) {
            refuse(shown, damaged(phrase("say.cut-while-read", "was cut short while it was read")));
        }
        sums[i] = checksum(all);
    });
    return sums;
}

/// What lies between the block, the ranges and the end of the file.
std::uint64_t frame_checksum(int file, std::span<const Range> ranges, std::uint64_t length, const std::string& shown)
{
    std::vector<Piece> pieces;
    std::uint64_t begin = block_bytes;
    for (const Range& range : ranges) {
        cut(begin, range.offset, pieces);
        begin = range.offset + range.bytes;
    }
    cut(begin, length, pieces);
    return checksum_of_words(checksums(file, pieces, shown));
}

void require_ranges(int file, std::span<const Range> ranges, const std::string& shown)
{
    std::vector<Piece> pieces;
    std::vector<std::size_t> first{0};
    for (const Range& range : ranges) {
        cut(range.offset, range.offset + range.bytes, pieces);
        first.push_back(pieces.size());
    }
    const std::vector<std::uint64_t> sums = checksums(file, pieces, shown);
    for (std::size_t i = 0; i < ranges.size(); ++i) {
        if (checksum_of_words(std::span(sums).subspan(first[i], first[i + 1] - first[i])) != ranges[i].checksum) {
            refuse(shown, damaged(phrase("say.no-fit-checksum", "does not fit its checksum")));
        }
    }
}

std::uint64_t length_of(int file, const std::string& shown)
{
    struct stat status {};
    if (::fstat(file, &status) != 0) {
        refuse(shown, unreadable().with_note(system_reason(errno)));
    }
    return static_cast<std::uint64_t>(status.st_size);
}

bool in_order(std::span<const Range> ranges, std::uint64_t length)
{
    std::uint64_t end = block_bytes;
    for (const Range& range : ranges) {
        if (range.offset < end || range.offset > length || range.bytes > length - range.offset) {
            return false;
        }
        end = range.offset + range.bytes;
    }
    return end <= length;
}

/// The seal of a file that has one, its own checksum verified.
Block block_of(int file, std::uint64_t length, const std::string& shown)
{
    Block block{};
    const std::size_t there = std::min<std::uint64_t>(length, block_bytes);
    const bool read = read_at(file, 0, std::as_writable_bytes(std::span(block)).first(there), shown);
    const bool like_one = std::memcmp(block.data(), magic.data(), std::min(there, magic.size())) == 0;
    if (read && there == block_bytes && (like_one || block[second_magic] == magic_word())) {
        if (block[last] != checksum_of_words(std::span(block).first(last))) {
            refuse(shown, damaged(phrase("say.no-fit-seal", "does not fit its seal")));
        }
        return block;
    }
    if (like_one) {
        refuse(shown, damaged(phrase("say.cut-short", "is cut short to {bytes} bytes", {{"bytes", length}})));
    }
    if (std::memcmp(block.data(), hdf5_signature.data(), hdf5_signature.size()) == 0) {
        throw InputError(shown,
                         foreign(phrase("say.no-seal", "is an HDF5 file without a seal, by another program or an "
                                                       "older veghe")));
    }
    throw InputError(shown, not_ours());
}

} // namespace

std::uint64_t checksum_of(std::span<const std::byte> bytes)
{
    std::vector<std::uint64_t> sums(chunk_count(bytes.size(), piece_bytes));
    for_each_chunk(bytes.size(), piece_bytes, [&](Chunk chunk) {
        sums[chunk.index] = checksum(bytes.subspan(chunk.begin, chunk.end - chunk.begin));
    });
    return checksum_of_words(sums);
}

void put(const std::filesystem::path& path, const std::string& shown, std::span<const Range> ranges)
{
    const Descriptor file(path, O_RDWR);
    if (file.value() < 0) {
        refuse(shown, unwritten(phrase("say.not-sealed", "cannot be sealed")).with_note(system_reason(errno)));
    }
    const std::uint64_t length = length_of(file.value(), shown);
    expect(ranges.size() <= most_ranges && in_order(ranges, length), "ranges in order, within the file");
    Block block{};
    block[0] = block[second_magic] = magic_word();
    block[1] = version;
    block[2] = length;
    block[3] = ranges.size();
    block[4] = frame_checksum(file.value(), ranges, length, shown);
    for (std::size_t i = 0; i < ranges.size(); ++i) {
        const std::size_t at = first_range + i * words_per_range;
        block[at] = ranges[i].offset;
        block[at + 1] = ranges[i].bytes;
        block[at + 2] = ranges[i].checksum;
    }
    block[last] = checksum_of_words(std::span(block).first(last));
    if (::pwrite(file.value(), block.data(), block_bytes, 0) != static_cast<ssize_t>(block_bytes)) {
        refuse(shown, unwritten(phrase("say.not-sealed", "cannot be sealed")).with_note(system_reason(errno)));
    }
}

std::vector<Range> require(const std::filesystem::path& path, Check check)
{
    const std::string shown = path.string();
    const Descriptor file(path, O_RDONLY);
    if (file.value() < 0) {
        refuse(shown, unreadable().with_note(system_reason(errno)));
    }
    const std::uint64_t length = length_of(file.value(), shown);
    const Block block = block_of(file.value(), length, shown);
    if (block[1] != version) {
        throw InputError(shown, refusal("file.seal-version",
                                        "has a seal of version {found}; this program knows version {known}",
                                        "use a newer veghe", {{"found", block[1]}, {"known", version}}));
    }
    if (block[2] != length) {
        refuse(shown, damaged(phrase("say.other-length", "has {bytes} bytes of {written}: cut short or appended to",
                                     {{"bytes", length}, {"written", block[2]}})));
    }
    std::vector<Range> ranges(std::min<std::uint64_t>(block[3], most_ranges));
    for (std::size_t i = 0; i < ranges.size(); ++i) {
        const std::size_t at = first_range + i * words_per_range;
        ranges[i] = {block[at], block[at + 1], block[at + 2]};
    }
    if (!in_order(ranges, length) || frame_checksum(file.value(), ranges, length, shown) != block[4]) {
        refuse(shown, damaged(phrase("say.no-fit-checksum", "does not fit its checksum")));
    }
    if (check == Check::whole) {
        require_ranges(file.value(), ranges, shown);
    }
    return ranges;
}

bool begins_like_one(const std::filesystem::path& path)
{
    const Descriptor file(path, O_RDONLY);
    std::array<std::byte, magic.size()> begin{};
    return file.value() >= 0 && read_at(file.value(), 0, begin, path.string()) &&
           std::memcmp(begin.data(), magic.data(), magic.size()) == 0;
}

} // namespace sim::seal
