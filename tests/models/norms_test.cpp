#include "models/norms.hpp"

#include <gtest/gtest.h>

namespace {

TEST(Norms, InitialByHand)
{
    EXPECT_DOUBLE_EQ(model::norms::initial(0.30, 0.15, 0.5), 0.30);
    EXPECT_DOUBLE_EQ(model::norms::initial(0.30, 0.15, 0.0), 0.15);
    EXPECT_DOUBLE_EQ(model::norms::initial(0.30, 0.15, 1.0), 0.45);
    EXPECT_EQ(model::norms::initial(0.95, 0.15, 1.0), 1.0);
    EXPECT_EQ(model::norms::initial(0.05, 0.15, 0.0), 0.0);
}

TEST(Norms, MovedByHand)
{
    EXPECT_DOUBLE_EQ(model::norms::moved(0.4, 0.0, 0.0), 0.4);
    EXPECT_DOUBLE_EQ(model::norms::moved(0.4, 0.25, 0.0), 0.3);
    EXPECT_DOUBLE_EQ(model::norms::moved(0.4, 0.0, 0.5), 0.7);
    EXPECT_DOUBLE_EQ(model::norms::moved(0.4, 0.5, 0.5), 0.6); // 1 - (1 - 0.2) / 2
    EXPECT_EQ(model::norms::moved(1.0, 1.0, 0.0), 0.0);
    EXPECT_EQ(model::norms::moved(0.0, 0.0, 1.0), 1.0);
}

TEST(Norms, StigmaIsStrongerInVillagesAndNormalisationInTowns)
{
    const auto p = model::norms::resolved({});
    const auto at = [](const auto& means, model::Norm norm) { return means[static_cast<std::size_t>(norm)]; };
    EXPECT_GT(at(p.rural, model::Norm::stigma), at(p.urban, model::Norm::stigma));
    EXPECT_LT(at(p.rural, model::Norm::normalisation), at(p.urban, model::Norm::normalisation));
}

} // namespace
