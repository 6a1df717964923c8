#include "analysis/exercises/sheet.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using namespace analysis::exercises;
using analysis::Language;
using analysis::Words;
using testing::HasSubstr;
using testing::Not;

const Exercise exercise{
    "posts",
    "posts.exercise.toml",
    {"Posts", "Posturi"},
    {"Of posts.", ""},
    {"Which?", "Care?"},
    {{"more", "mai multe"}, {"none", "niciunul"}},
    {{"BC", "IS"},
     {{"school_counsellors", {{"pupils_per_counsellor", 400.0}, {"coverage", 0.5}, {"settlement", "rural"}}}}},
    {{{"Vote.", "Votați."}},
     {{"Try visits.", "Încercați vizite."},
      analysis::Selection{{"DJ"}, {{"rural_campaign", {{"format", "broadcast"}, {"budget_per_year", 1e6}}}}, 5e6}}},
    {{"Here.", "Aici."}},
    {{"Why?", "De ce?"}},
    "S16",
    20};

TEST(Sheet, SaysAnExerciseInEnglish)
{
    EXPECT_EQ(
        sheet(exercise, Words(Language::english)),
        "Posts (20 minutes)\n\nOf posts.\n\nAsk the class, and let it vote\nWhich?\na) more\nb) none\n\nThen try\n"
        "In Bacău and Iași:\n"
        "- school counsellors; Pupils for one counsellor where it applies: 400 pupils; in villages.\n\n"
        "Step by step\n1. Vote.\n2. Try visits.\n   In Dolj:\n"
        "   - a campaign in villages; How the campaign reaches people: broadcasts; at most 1,000,000 RON a\n     "
        "year.\n"
        "   All together: at most 5,000,000 RON a year.\n\n"
        "Where to look\n- Here.\n\nTo talk about\n- Why?\n\nGoes back to: S16.\n");
}

TEST(Sheet, SaysAnExerciseInRomanian)
{
    const std::string said = sheet(exercise, Words(Language::romanian));
    for (const char* const part : {"Posturi (20 de minute)\n\nOf posts.\n", "\nCare?\na) mai multe\nb) niciunul\n",
                                   "\nÎn Bacău și Iași:\n- consilieri școlari; ",
                                   ": 400 de elevi; în mediul\n  rural.\n", "; cel mult 1.000.000 de lei pe an.\n",
                                   "\n1. Votați.\n2. Încercați vizite.\n   În Dolj:\n", "\nDe discutat\n- De ce?\n"}) {
        EXPECT_THAT(said, HasSubstr(part));
    }
    EXPECT_THAT(said, Not(HasSubstr("RON")));
}

} // namespace
