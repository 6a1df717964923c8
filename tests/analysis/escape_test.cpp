#include "analysis/escape.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace analysis {

TEST(escape, html)
{
    EXPECT_EQ(html("<script>&\"'"), "&lt;script&gt;&amp;&quot;&#39;");
    EXPECT_EQ(html("Iași"), "Iași");
    EXPECT_EQ(html(std::string("a\0b", 3)), "a b");
}

TEST(escape, json)
{
    EXPECT_EQ(json("</script>\"\\\n"), "\"\\u003c/script\\u003e\\\"\\\\\\u000a\"");
    EXPECT_EQ(json(0.1), "0.1");
    EXPECT_EQ(json(std::nan("")), "null");
    EXPECT_EQ(json(std::numeric_limits<double>::infinity()), "null");
}

TEST(escape, b10_csv_is_inert)
{
    EXPECT_EQ(csv("=1+1"), "'=1+1");
    EXPECT_EQ(csv("+1"), "'+1");
    EXPECT_EQ(csv("-1"), "'-1");
    EXPECT_EQ(csv("@SUM(A1)"), "'@SUM(A1)");
    EXPECT_EQ(csv("  =1"), "'  =1");
    EXPECT_EQ(csv("\t=1"), "'\t=1");
    EXPECT_EQ(csv("a,\"b\"\nc"), "\"a,\"\"b\"\"\nc\"");
    EXPECT_EQ(csv("plain"), "plain");
    EXPECT_EQ(csv(std::string_view("a\0b\x1b[31m\r\x7f", 10)), "a b [31m  ");
    EXPECT_EQ(csv("\r=1"), "' =1");
    EXPECT_EQ(csv(-2.5), "-2.5");
    EXPECT_EQ(csv(std::nan("")), "");
}

} // namespace analysis
