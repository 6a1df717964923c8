"""The seal of docs/output-format.md, put on any bytes: a hostile file has one that fits."""

import struct

BLOCK = 4096
PIECE = 1 << 18
MAGIC = b"\x89VEGHE\r\n"
ONES = (1 << 64) - 1
PRIMES = (0x9E3779B185EBCA87, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x85EBCA77C2B2AE63, 0x27D4EB2F165667C5)


def rotated(value, by):
    return (value << by | value >> (64 - by)) & ONES


def turned(lane, word):
    return rotated((lane + word * PRIMES[1]) & ONES, 31) * PRIMES[0] & ONES


def xxh64(data):
    """XXH64 with seed 0."""
    words = struct.unpack_from(f"<{len(data) // 8}Q", data)
    at = 0
    if len(data) >= 32:
        lanes = [(PRIMES[0] + PRIMES[1]) & ONES, PRIMES[1], 0, -PRIMES[0] & ONES]
        at = len(data) // 32 * 4
        for k in range(0, at, 4):
            lanes = [turned(lane, words[k + i]) for i, lane in enumerate(lanes)]
        total = sum(rotated(lane, by) for lane, by in zip(lanes, (1, 7, 12, 18))) & ONES
        for lane in lanes:
            total = ((total ^ turned(0, lane)) * PRIMES[0] + PRIMES[3]) & ONES
    else:
        total = PRIMES[4]
    total = (total + len(data)) & ONES
    for word in words[at:]:
        total = (rotated(total ^ turned(0, word), 27) * PRIMES[0] + PRIMES[3]) & ONES
    rest = data[len(words) * 8:]
    if len(rest) >= 4:
        total = (rotated(total ^ struct.unpack_from("<I", rest)[0] * PRIMES[0] & ONES, 23) * PRIMES[1] + PRIMES[2]) & ONES
        rest = rest[4:]
    for byte in rest:
        total = rotated(total ^ byte * PRIMES[4] & ONES, 11) * PRIMES[0] & ONES
    for shift, prime in ((33, PRIMES[1]), (29, PRIMES[2])):
        total = (total ^ total >> shift) * prime & ONES
    return total ^ total >> 32


def sealed(data):
    """The bytes of a file under a new seal; its first block is replaced."""
    data = bytes(data)
    sums = [xxh64(data[at:at + PIECE]) for at in range(BLOCK, len(data), PIECE)]
    words = [0] * 511
    words[0] = words[510] = struct.unpack("<Q", MAGIC)[0]
    words[1:5] = 1, len(data), 0, xxh64(struct.pack(f"<{len(sums)}Q", *sums))
    block = struct.pack("<511Q", *words)
    return block + struct.pack("<Q", xxh64(block)) + data[BLOCK:]
