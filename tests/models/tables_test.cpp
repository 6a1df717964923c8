#include "models/input_policy.hpp"
#include "models/tables.hpp"
#include "sim/error.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using model::Table;
using testing::HasSubstr;
using testing::Not;

/// Everything said about a text that must be refused.
std::string refusal(const std::string& text, std::initializer_list<std::string_view> columns)
{
    try {
        Table::parse(text, "t.csv", columns);
    } catch (const sim::InputError& error) {
        std::string all;
        for (const sim::Problem& problem : error.problems()) {
            all += problem.where + ": " + problem.message.text() + "\n";
        }
        return all;
    }
    return {};
}

/// A code with the right check digit for the twelve digits given; built here so that no code is written down.
std::string with_check_digit(const std::string& twelve)
{
    const std::string weights = "279146358279";
    int sum = 0;
    for (std::size_t i = 0; i < 12; ++i) {
        sum += (twelve[i] - '0') * (weights[i] - '0');
    }
    const int check = sum % 11 == 10 ? 1 : sum % 11;
    return twelve + static_cast<char>('0' + check);
}

TEST(Tables, ReadsQuotedFieldsBlanksAndLineEnds)
{
    const Table table = Table::parse("a,b,c\r\n1,\"x, \"\"y\"\"\nz\",\r\n2,,3.5\n", "t.csv", {"a", "c"});
    ASSERT_EQ(table.rows(), 2u);
    EXPECT_EQ(table.text(0, 1), "x, \"y\"\nz");
    EXPECT_TRUE(table.blank(0, 2));
    EXPECT_EQ(table.whole(1, 0), 2);
    EXPECT_EQ(table.number(1, 2), 3.5);
    EXPECT_EQ(table.where(0), "t.csv:2");
    EXPECT_EQ(table.where(1), "t.csv:4"); // the quoted field spans lines 2 and 3
}

TEST(Tables, ShortTextKeepsItsCells)
{
    const Table table = Table::parse("a\nxy\n", "t.csv", {"a"});
    EXPECT_EQ(table.text(0, 0), "xy");
}

TEST(Tables, MissingColumnNamesTheNearest)
{
    EXPECT_THAT(refusal("county_cod,n\nDJ,1\n", {"county_code"}), HasSubstr("nearest is county_cod"));
}

TEST(Tables, AllProblemsAreReportedTogether)
{
    const std::string said = refusal("a,b\n1\n1,2,3\n", {"a"});
    EXPECT_THAT(said, HasSubstr("t.csv:2"));
    EXPECT_THAT(said, HasSubstr("t.csv:3"));
}

TEST(Tables, CellsOfTheWrongTypeNameFileAndLine)
{
    const Table table = Table::parse("a\n1\n0.6x\n", "t.csv", {"a"});
    EXPECT_EQ(table.whole(0, 0), 1);
    try {
        table.number(1, 0);
        FAIL() << "no error";
    } catch (const sim::InputError& error) {
        EXPECT_EQ(error.problems().front().where, "t.csv:3");
    }
    EXPECT_THROW(table.whole(0, 0, 2, 5), sim::InputError);
}

// R5: tables about persons are refused, and no value of theirs is repeated.
TEST(Tables, PersonColumnsAreRefused)
{
    for (const char* column : {"name", "first_name", "Nume", "prenume", "adresa", "Home address", "telefon", "phone_no",
                               "e-mail", "email", "CNP", "date_of_birth"}) {
        EXPECT_THAT(refusal(std::string("county_code,") + column + "\nDJ,secret\n", {"county_code"}),
                    testing::AllOf(HasSubstr("refused"), Not(HasSubstr("secret"))))
            << column;
    }
    EXPECT_EQ(refusal("siruta,name\n1,Craiova\n", {"siruta", "name"}), "") << "the name of a place is asked for";
}

TEST(Tables, PersonalCodesAreRefusedAndNotRepeated)
{
    const std::string code = with_check_digit("101010112345");
    EXPECT_TRUE(model::is_personal_code(code));
    const std::string said = refusal("id,n\n" + code + ",1\n", {"n"});
    EXPECT_THAT(said, HasSubstr("personal numeric code"));
    EXPECT_THAT(said, Not(HasSubstr(code)));
    EXPECT_THAT(refusal("note\n\"code " + code + " there\"\n", {}), HasSubstr("personal numeric code"));

    EXPECT_THAT(refusal("n," + code + "\n1,2\n", {"n"}),
                testing::AllOf(HasSubstr("personal numeric code"), Not(HasSubstr(code))));

    std::string wrong = code;
    wrong.back() = wrong.back() == '9' ? '0' : static_cast<char>(wrong.back() + 1);
    EXPECT_FALSE(model::is_personal_code(wrong)) << "another check digit";
    EXPECT_FALSE(model::is_personal_code(with_check_digit("101134512345"))) << "no such month";
    EXPECT_EQ(refusal("id,n\n" + wrong + ",1\n", {"n"}), "");
}

// R6: no ethnicity, religion or mother tongue, and the policy is quoted.
TEST(Tables, ColumnsAboutCommunitiesAreRefused)
{
    for (const std::string column :
         {"ethnicity", "etnie", "share_roma", "Roma", "religion", "religie", "mother_tongue", "limba maternă"}) {
        EXPECT_THAT(refusal("county_code," + column + "\nDJ,1\n", {"county_code"}),
                    HasSubstr("bias belongs to institutions and never to a community"))
            << column;
    }
    EXPECT_EQ(refusal("county_code,romania_total\nDJ,1\n", {"county_code"}), "");
}

} // namespace
