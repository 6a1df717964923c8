#include "sim/checksum.hpp"
#include "sim/sha256.hpp"

#include <gtest/gtest.h>

#include <string>

namespace {

// FIPS 180-4 examples and the NIST test of one million letters.
TEST(Sha256, MeetsThePublishedVectors)
{
    EXPECT_EQ(sim::sha256(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(sim::sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(sim::sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
              "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    EXPECT_EQ(sim::sha256("abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
                          "hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu"),
              "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1");
    EXPECT_EQ(sim::sha256(std::string(1'000'000, 'a')),
              "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Sha256, DoesNotDependOnHowTheMessageIsCut)
{
    std::string message;
    for (int i = 0; i < 1000; ++i) {
        message += static_cast<char>('a' + i % 23);
    }
    const std::string whole = sim::sha256(message);
    for (const std::size_t piece : {1u, 3u, 55u, 56u, 63u, 64u, 65u, 127u, 999u}) {
        sim::Sha256 hasher;
        for (std::size_t at = 0; at < message.size(); at += piece) {
            hasher.update(std::string_view(message).substr(at, piece));
        }
        EXPECT_EQ(hasher.hex(), whole) << "pieces of " << piece;
    }
}

TEST(Sha256, TakesNumbersLeastSignificantByteFirst)
{
    EXPECT_EQ(sim::Sha256().update(std::uint32_t{0x64636261}).hex(), sim::sha256("abcd"));
    EXPECT_NE(sim::Sha256().field("ab").field("c").hex(), sim::Sha256().field("a").field("bc").hex());
}

TEST(Checksum, MeetsThePublishedVectors)
{
    const auto of = [](std::string_view text) { return sim::checksum(std::as_bytes(std::span(text))); };
    EXPECT_EQ(of(""), 0xEF46DB3751D8E999u);
    EXPECT_EQ(of("a"), 0xD24EC4F1A98C6E5Bu);
    EXPECT_EQ(of("abc"), 0x44BC2CF5AD770999u);
    EXPECT_EQ(of("Nobody inspects the spammish repetition"), 0xFBCEA83C8A378BF1u);
}

} // namespace
