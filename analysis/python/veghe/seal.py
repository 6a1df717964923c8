"""The block before the content of a file of veghe (docs/output-format.md, "The seal"), verified before HDF5 sees a byte."""

import os
import struct

from .errors import VegheError

BLOCK = 4096
MAGIC = b"\x89VEGHE\r\n"
VERSION = 1
PIECE = 1 << 18
HDF5 = b"\x89HDF\r\n\x1a\n"
WORDS, FIRST_RANGE, SECOND_MAGIC, LAST = 512, 5, 510, 511
MASK = (1 << 64) - 1
P1, P2, P3, P4, P5 = (0x9E3779B185EBCA87, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x85EBCA77C2B2AE63, 0x27D4EB2F165667C5)


def _rotate(x, by):
    return ((x << by) | (x >> (64 - by))) & MASK


def _round(lane, word):
    return _rotate((lane + word * P2) & MASK, 31) * P1 & MASK


def _finish(hash):
    hash = (hash ^ (hash >> 33)) * P2 & MASK
    hash = (hash ^ (hash >> 29)) * P3 & MASK
    return hash ^ (hash >> 32)


def _four_lanes(data, stripes):
    a, b, c, d = (P1 + P2) & MASK, P2, 0, -P1 & MASK
    for first, second, third, fourth in struct.iter_unpack("<4Q", data[:32 * stripes]):
        a, b, c, d = _round(a, first), _round(b, second), _round(c, third), _round(d, fourth)
    hash = (_rotate(a, 1) + _rotate(b, 7) + _rotate(c, 12) + _rotate(d, 18)) & MASK
    for lane in (a, b, c, d):
        hash = ((hash ^ _round(0, lane)) * P1 + P4) & MASK
    return hash


def _plain_checksum(data):
    """XXH64 with seed 0, for where python3-xxhash is missing: about 15 MB a second."""
    data = bytes(data)
    stripes = len(data) // 32
    hash = ((_four_lanes(data, stripes) if stripes else P5) + len(data)) & MASK
    at = 32 * stripes
    while at + 8 <= len(data):
        hash = (_rotate(hash ^ _round(0, int.from_bytes(data[at:at + 8], "little")), 27) * P1 + P4) & MASK
        at += 8
    if at + 4 <= len(data):
        hash = (_rotate(hash ^ int.from_bytes(data[at:at + 4], "little") * P1 & MASK, 23) * P2 + P3) & MASK
        at += 4
    for byte in data[at:]:
        hash = _rotate(hash ^ byte * P5 & MASK, 11) * P1 & MASK
    return _finish(hash)


try:
    from xxhash import xxh64_intdigest as checksum
except ImportError:
    checksum = _plain_checksum


def _pieces_checksum(file, spans):
    """The checksum of the checksums of pieces of 256 KiB of each span, in order."""
    sums = []
    for begin, end in spans:
        for at in range(begin, end, PIECE):
            file.seek(at)
            sums.append(checksum(file.read(min(PIECE, end - at))))
    return checksum(struct.pack(f"<{len(sums)}Q", *sums))


def _damaged(path, sign):
    return VegheError(path, "file.damaged", f"{sign}: the file is damaged", "take a copy that is whole, or make it again")


def _require_block(path, block, length):
    """The words of the block, once it is known to be one of ours, whole and of this version."""
    words = struct.unpack(f"<{WORDS}Q", block) if len(block) == BLOCK else ()
    ours = block[:8] == MAGIC or block[8 * SECOND_MAGIC:8 * SECOND_MAGIC + 8] == MAGIC
    if not ours:
        what = "is an HDF5 file without a seal" if block[:8] == HDF5 else "is no file written by veghe"
        raise VegheError(path, "file.not-ours", what, "name a file that veghe run, compare or calibrate wrote")
    if not words:
        raise _damaged(path, f"ends within its first {BLOCK} bytes")
    if checksum(block[:8 * LAST]) != words[LAST]:
        raise _damaged(path, "its seal does not fit its own checksum")
    if words[1] != VERSION:
        raise VegheError(path, "file.seal-version", f"has a seal of version {words[1]}; this package knows version {VERSION}",
                         "use a newer veghe package")
    if words[2] != length:
        raise _damaged(path, f"has {length} bytes of {words[2]}: cut short or appended to")
    return words


def _require_content(path, file, words):
    """Every byte: the ranges, and the frame, which is all that lies in none."""
    ranges = [words[at:at + 3] for at in range(FIRST_RANGE, FIRST_RANGE + 3 * words[3], 3)]
    frame, begin = [], BLOCK
    for offset, count, total in ranges:
        frame.append((begin, offset))
        begin = offset + count
        if _pieces_checksum(file, [(offset, begin)]) != total:
            raise _damaged(path, "does not fit its checksum")
    if _pieces_checksum(file, [*frame, (begin, words[2])]) != words[4]:
        raise _damaged(path, "does not fit its checksum")


def require(path, whole=True):
    """Raises a VegheError unless the file is one of veghe's, complete, and (`whole`) no bit of it was flipped."""
    try:
        with open(path, "rb") as file:
            words = _require_block(path, file.read(BLOCK), os.fstat(file.fileno()).st_size)
            if whole:
                _require_content(path, file, words)
    except FileNotFoundError:
        raise VegheError(path, "file.missing", "no such file", "check its name and the folder from which it is seen") from None
    except OSError as error:
        raise VegheError(path, "file.unreadable", f"cannot be read ({error.strerror})",
                         "check that it is a file, and its permissions") from None
