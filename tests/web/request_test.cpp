#include "analysis/web/request.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>

namespace {

using namespace analysis::web;

const std::string token(64, 'a');
const Gate gate{{"127.0.0.1:8710", "localhost:8710", "[::1]:8710"}, token};

std::string get(const std::string& path, const std::string& headers = "Host: localhost:8710\r\n")
{
    return "GET " + path + " HTTP/1.1\r\n" + headers + "\r\n";
}

int admitted(const std::string& request)
{
    const Reading reading = read_head(request);
    return reading.refused != 0 ? reading.refused : reading.head_end == 0 ? -1 : admit(reading.head, gate);
}

TEST(ReadHead, TellsWhatStandsInIt)
{
    const std::string bytes =
        "POST /api/runs?lang=ro HTTP/1.1\r\nHost: localhost:8710\r\nContent-Length:  4 \r\n\r\n{}{}";
    const Reading reading = read_head(bytes);
    EXPECT_EQ(reading.refused, 0);
    EXPECT_EQ(bytes.substr(reading.head_end), "{}{}");
    EXPECT_EQ(reading.head.method, "POST");
    EXPECT_EQ(reading.head.path, "/api/runs");
    EXPECT_EQ(reading.head.query, "lang=ro");
    EXPECT_EQ(reading.head.header("host"), "localhost:8710");
    EXPECT_EQ(reading.head.body_bytes, 4U);
}

TEST(ReadHead, WaitsForTheRestWhereverItIsCut)
{
    const std::string bytes = get("/");
    for (std::size_t cut = 0; cut < bytes.size(); ++cut) {
        const Reading reading = read_head(bytes.substr(0, cut));
        EXPECT_EQ(reading.refused, 0) << cut;
        EXPECT_EQ(reading.head_end, 0U) << cut;
    }
    EXPECT_EQ(read_head(bytes).head_end, bytes.size());
}

TEST(ReadHead, NeverKeepsMoreThanItsLimits)
{
    const Limits limits;
    EXPECT_EQ(read_head(std::string(limits.head + 1, 'a')).refused, 414);
    EXPECT_EQ(read_head(get("/" + std::string(limits.target, 'a'))).refused, 414);
    EXPECT_EQ(read_head("GET / HTTP/1.1\r\nX: " + std::string(limits.head, 'a')).refused, 431);
    std::string many;
    for (std::size_t i = 0; i <= limits.headers; ++i) {
        many += "X: 1\r\n";
    }
    EXPECT_EQ(read_head(get("/", many)).refused, 431);
    const std::string post = "POST / HTTP/1.1\r\nContent-Length: ";
    EXPECT_EQ(read_head(post + std::to_string(limits.body) + "\r\n\r\n").refused, 0);
    EXPECT_EQ(read_head(post + std::to_string(limits.body + 1) + "\r\n\r\n").refused, 413);
}

TEST(ReadHead, RefusesWhatServersReadDifferently)
{
    for (const char* const lines :
         {"Content-Length: 1\r\nContent-Length: 1\r\n", "Content-Length: 1, 1\r\n", "Content-Length: +1\r\n",
          "Content-Length: \r\n", "X : 1\r\n", "X: 1\r\n  2\r\n", ": 1\r\n", "X\r\n", "X: 1\n\r\n", "X: a\rb\r\n",
          "X: \x7f\r\n", "X: \xc3\xa9\r\n"}) {
        EXPECT_EQ(read_head("POST / HTTP/1.1\r\n" + std::string(lines) + "\r\n").refused, 400) << lines;
    }
    EXPECT_EQ(read_head("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n").refused, 411);
    EXPECT_EQ(read_head("POST / HTTP/1.1\r\n\r\n").refused, 411);
    EXPECT_EQ(read_head("GET / HTTP/1.0\r\n\r\n").refused, 505);
    EXPECT_EQ(read_head("GET /a b HTTP/1.1\r\n\r\n").refused, 400);
    EXPECT_EQ(read_head("G?T / HTTP/1.1\r\n\r\n").refused, 400);
}

TEST(Admit, OnlyItsOwnHosts)
{
    for (const std::string& host : gate.hosts) {
        EXPECT_EQ(admitted(get("/", "Host: " + host + "\r\n")), 0) << host;
    }
    for (const char* const headers :
         {"", "Host: attacker.example\r\n", "Host: localhost:8710\r\nHost: localhost:8710\r\n", "Host: localhost\r\n",
          "Host: LOCALHOST:8710\r\n", "Host: localhost.:8710\r\n", "Host: [::ffff:127.0.0.1]:8710\r\n"}) {
        EXPECT_EQ(admitted(get("/", headers)), 421) << headers;
        EXPECT_EQ(admitted(get("/no/such/path", headers)), 421) << headers; // before anybody looks what is asked for
    }
}

TEST(Admit, TheTokenBelowApiAlone)
{
    const std::string host = "Host: localhost:8710\r\n";
    EXPECT_EQ(admitted(get("/api/model", host + "X-Veghe-Token: " + token + "\r\n")), 0);
    EXPECT_EQ(admitted(get("/api/model")), 403);
    EXPECT_EQ(admitted(get("/api/model", host + "X-Veghe-Token: " + token + "a\r\n")), 403);
    EXPECT_EQ(admitted(get("/api/model", host + "X-Veghe-Token: " + token.substr(1) + "\r\n")), 403);
    EXPECT_EQ(admitted(get("/assets/app.js")), 0);
}

TEST(Admit, NoOtherSite)
{
    const std::string host = "Host: localhost:8710\r\n";
    EXPECT_EQ(admitted(get("/", host + "Origin: http://localhost:8710\r\nSec-Fetch-Site: same-origin\r\n")), 0);
    EXPECT_EQ(admitted(get("/", host + "Origin: http://127.0.0.1:8710\r\n")),
              403); // another name of the same page is another origin
    EXPECT_EQ(admitted(get("/", host + "Origin: null\r\n")), 403);
    EXPECT_EQ(admitted(get("/", host + "Sec-Fetch-Site: cross-site\r\n")), 403);
    EXPECT_EQ(admitted(get("/", host + "Sec-Fetch-Site: none\r\n")), 0);
    EXPECT_EQ(admitted(get("/assets/app.js", host + "Sec-Fetch-Site: none\r\n")), 403);
}

TEST(SameSecret, ComparesWhole)
{
    EXPECT_TRUE(same_secret("abc", "abc"));
    EXPECT_FALSE(same_secret("abc", "abd"));
    EXPECT_FALSE(same_secret("xbc", "abc"));
    EXPECT_FALSE(same_secret("ab", "abc"));
    EXPECT_FALSE(same_secret("abc", "ab"));
    EXPECT_FALSE(same_secret("", "abc"));
    EXPECT_TRUE(same_secret("", ""));
}

TEST(FreshToken, IsLongAndNeverTheSame)
{
    std::set<std::string> seen;
    for (int i = 0; i < 100; ++i) {
        const std::string one = fresh_token();
        EXPECT_EQ(one.size(), 64U);
        EXPECT_EQ(one.find_first_not_of("0123456789abcdef"), std::string::npos);
        seen.insert(one);
    }
    EXPECT_EQ(seen.size(), 100U);
}

TEST(HostsOf, LeavesThePortOutWhereBrowsersDo)
{
    EXPECT_THAT(hosts_of(80), testing::Contains("localhost"));
    EXPECT_THAT(hosts_of(8710), testing::UnorderedElementsAreArray(gate.hosts));
}

} // namespace
