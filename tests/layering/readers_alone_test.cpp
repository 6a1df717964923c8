#include "models/scenario.hpp"
#include "models/vocabulary.hpp"
#include "sim/error.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string_view>

/// Linked from the objects that the fuzzers compile and from nothing else of the model: that it links is half the test.
namespace {

namespace fs = std::filesystem;

constexpr std::string_view scenarios = VEGHE_SOURCE_DIR "/scenarios";

TEST(ReadersAlone, RefuseABaselineWhoseWordsTheyLack)
{
    const fs::path baseline = fs::path(scenarios) / "baselines/three_counties.toml";
    const fs::path strategy = fs::path(scenarios) / "strategies/rural_campaign.toml";
    try {
        model::load_scenario(baseline, std::span(&strategy, 1), model::Vocabulary{});
        ADD_FAILURE() << "a measure was read that no word is for";
    } catch (const sim::InputError& error) {
        EXPECT_THAT(error.what(), testing::HasSubstr("rural_campaign.toml:"));
        EXPECT_THAT(error.what(), testing::HasSubstr("\"rural_campaign\""));
    }
}

} // namespace
