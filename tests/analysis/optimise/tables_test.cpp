#include "analysis/optimise/tables.hpp"
#include "tests/support/made_up_search.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace analysis::optimise {
namespace {

using testing::HasSubstr;

// The baseline has 5 true cases a year in the search's runs and 10 in those that confirm: 2 averted are 40 % of the ones and 20 % of the others.
TEST(Tables, APercentageIsOfTheSameRuns)
{
    const test::MadeUpSearch search;
    Told told = search.told();
    told.internal = true;
    told.factor = 10.0;
    told.factor_of_search = 20.0;
    EXPECT_THAT(responses_csv(told), HasSubstr(",500000,40,40,40,percent"));
    EXPECT_THAT(responses_csv(told), HasSubstr(",500000,60,60,60,percent"));
    EXPECT_THAT(finalists_csv(told), HasSubstr(",500000,500000,40,20,20,20,percent"));
    EXPECT_THAT(frontier_csv(told), HasSubstr(",20,20,20,percent"));
}

} // namespace
} // namespace analysis::optimise
