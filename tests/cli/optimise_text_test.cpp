#include "analysis/cli/optimise.hpp"
#include "tests/support/made_up_search.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <sstream>

namespace {

using analysis::Language;
using testing::HasSubstr;
using testing::Not;

class OptimumSentences : public testing::Test {
protected:
    std::string said(Language language = Language::english) const
    {
        std::ostringstream out;
        cli::tell_optimum(search.told(), plan, false, language, out);
        return out.str();
    }
    std::string json() const { return cli::optimum_json(search.told(), plan, false); }
    analysis::optimise::ForBudget& budget() { return search.found.budgets[0]; }

    test::MadeUpSearch search;
    analysis::optimise::Plan plan{
        .title = "T", .title_ro = {}, .baseline = {}, .budgets = {1e6}, .measures = {}, .effort = {}};
};

// Without a posterior runs differ by luck alone; with one the draws are what a study might settle.
TEST_F(OptimumSentences, AllButLuckIsToldOfDrawsAlone)
{
    budget().undecided.at_most = {0.5, 0.5, 0.5};
    EXPECT_THAT(said(), HasSubstr("luck included, would avert at most 0.5 true cases a year more"));
    EXPECT_THAT(said(Language::romanian), HasSubstr("inclusiv norocul, ar evita cel mult 0,5 cazuri reale pe an"));
    EXPECT_THAT(said(), Not(HasSubstr("all but luck")));
    budget().finalists[1].effects.draws = {1, 2};
    EXPECT_THAT(said(), HasSubstr("all but luck before choosing would avert at most 0.5 true cases a year more"));
    EXPECT_THAT(said(), Not(HasSubstr("luck included")));
}

// Who reads a plan's answer should not have to count the measures to see that one was never looked at.
TEST_F(OptimumSentences, AMeasureThatNoBudgetPaysIsNamed)
{
    EXPECT_THAT(said(), Not(HasSubstr("too little of it")));
    search.found.alone[1].clear();
    EXPECT_THAT(said(), HasSubstr("pays too little of it to tell it from nothing: school_counsellors."));
    EXPECT_THAT(said(Language::romanian), HasSubstr("ca s-o deosebească de nimic: school_counsellors."));
    EXPECT_THAT(json(), HasSubstr("\"unaffordable\": [\"school_counsellors\"]"));
    EXPECT_THAT(analysis::optimise::responses_csv(search.told()),
                HasSubstr("\nschool_counsellors,coverage,1,,,,,,true cases a year,,false\n"));
}

TEST_F(OptimumSentences, WhatIsNotKnownIsNotToldAsNothing)
{
    budget().undecided.at_most.value = std::numeric_limits<double>::quiet_NaN();
    EXPECT_THAT(said(), Not(HasSubstr("before choosing")));
    EXPECT_THAT(analysis::optimise::frontier_csv(search.told()), HasSubstr(",0,\n"));
    budget().undecided.at_most.value = -0.1; // less its bias
    EXPECT_THAT(said(), HasSubstr("at most 0 true cases"));
}

} // namespace
