#include "analysis/web/library.hpp"

#include <gtest/gtest.h>

namespace {

using namespace analysis::web;

// docs/serve.md, "Limits": 2.2 million inhabitants, six measures and five years took 6.5 s of the processors a pair. So all caps at once
// take 200 * 6.5 s * 2.6 / 2.2 / 2 = 768 s of two cores that do nothing else, and a run may take as long.
TEST(Caps, AllAtOnceEndInTime)
{
    constexpr double processor_seconds = 6.5; // a pair, as measured
    constexpr double inhabitants = 2.2e6;
    constexpr double measures = 6.0;
    constexpr double years = 5.0;
    constexpr double cores = 2.0;
    const double pair =
        processor_seconds * (caps.inhabitants / inhabitants) * (caps.measures / measures) * (caps.years / years);
    EXPECT_LE(caps.pairs * pair / cores, usual_longest_run * 60.0);
}

} // namespace
