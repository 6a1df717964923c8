#include "analysis/branch.hpp"
#include "analysis/compare.hpp"
#include "analysis/result_file.hpp"
#include "analysis/run_identity.hpp"
#include "models/effects.hpp"
#include "models/registry.hpp"
#include "tests/analysis/drawing.hpp"

#include <gmock/gmock.h>

#include <algorithm>

namespace {

using analysis::DrawnParameter;
using drawing::digests;
using drawing::Drawing;
using drawing::ensembles;
using drawing::ground;
using testing::Contains;
using testing::Not;
namespace fs = std::filesystem;

struct DrawnEffects : Drawing {
    model::Scenario declared() const
    {
        model::Scenario s = scenario();
        s.posterior->effects = model::EffectsFrom::declared;
        return s;
    }
    static model::Scenario with(model::Scenario s, std::string_view kind, double coverage = 1.0)
    {
        s.name = kind;
        s.interventions = {toy::intervention(kind, s, coverage)};
        return s;
    }
};

// Replicates 0 and 2 share a draw. The value is that of the chance of draw 3 (replicate 1) in what the grade leaves open.
TEST_F(DrawnEffects, AreOfTheDraw)
{
    model::Scenario s = scenario();
    const auto draws = analysis::read_draws(s);
    const std::string name = "beliefs.bystander_loosens";
    const auto value = [&](std::uint32_t replicate) {
        return analysis::drawn_parameters(s, *draws, replicate).value_or(name, -1.0);
    };
    EXPECT_EQ(value(0), value(2));
    EXPECT_NE(value(0), value(1));
    const auto all = model::effect_parameters();
    const auto info = std::find_if(all.begin(), all.end(), [&](const auto& i) { return i.name == name; });
    EXPECT_EQ(value(1), analysis::EffectPrior(*info).value(analysis::chance_of(draws->from.digest, 3, name)));
    s.posterior->stated = {name};
    s.parameters.set(name, 0.25);
    EXPECT_EQ(value(1), 0.25);
    EXPECT_THAT(analysis::names_drawn(s, *draws).effects, Not(Contains(name)));
    EXPECT_EQ(analysis::names_drawn(s, *draws).effects.size(), all.size() - 1);
}

TEST_F(DrawnEffects, WhatWasFittedIsTakenFromThePosterior)
{
    model::Scenario s = scenario();
    auto posterior = drawing::hamlets_posterior();
    posterior.parameters[1].name = "justice.hearings"; // no effect, so nothing else changes
    posterior.parameters[2].name = "beliefs.bystander_loosens";
    for (std::size_t d = 0; d < 4; ++d) {
        posterior.draws.values[3 * d + 1] = 4.0;
    }
    analysis::calibration::write_posterior(folder / "p.h5", posterior);
    const auto draws = analysis::read_draws(s);
    EXPECT_EQ(analysis::drawn_parameters(s, *draws, 1).value_or("beliefs.bystander_loosens", -1.0), 0.8);
    EXPECT_THAT(analysis::names_drawn(s, *draws).effects, Not(Contains("beliefs.bystander_loosens")));
}

// A world without measures does not know what they bring, but for what the little that is taught and counselled there does.
TEST_F(DrawnEffects, CanBeLeftAsDeclared)
{
    model::Scenario s = declared();
    const auto draws = analysis::read_draws(s);
    EXPECT_TRUE(analysis::names_drawn(s, *draws).effects.empty());
    EXPECT_EQ(analysis::drawn_parameters(s, *draws, 1).value_or("beliefs.bystander_loosens", -1.0), -1.0);
    const sim::Stop stop;
    const auto kind = "bystander_programme";
    const auto drawn = ensembles({with(scenario(), kind)}, 2, draws.get(), {.stop = stop}).front();
    const auto fixed = ensembles({with(s, kind)}, 2, draws.get(), {.stop = stop}).front();
    EXPECT_NE(digests(drawn), digests(fixed));
    EXPECT_EQ(drawn.drawn.parameters.size(), fixed.drawn.parameters.size() + model::effect_parameters().size());
}

// Coverage 0 has the baseline's bits, and so has a measure that the baseline has, too; who is beside makes no difference.
TEST_F(DrawnEffects, AreTheSameForAllThatIsCompared)
{
    model::Scenario base = scenario();
    const auto draws = analysis::read_draws(base);
    const model::Scenario lessons = with(base, "curriculum", 0.9);
    model::Scenario both = lessons;
    both.name = "both";
    both.interventions.push_back(toy::intervention("bystander_programme", both, 0.0));
    const sim::Stop stop;
    const auto together =
        ensembles({base, with(base, "bystander_programme", 0.0), lessons, both}, 3, draws.get(), {.stop = stop});
    EXPECT_EQ(digests(together[1]), digests(together[0]));
    EXPECT_NE(digests(together[2]), digests(together[0]));
    EXPECT_EQ(digests(together[3]), digests(together[2]));
    EXPECT_EQ(digests(ensembles({lessons}, 3, draws.get(), {.stop = stop}).front()), digests(together[2]));
    EXPECT_EQ(together[0].drawn, together[2].drawn);
}

TEST_F(DrawnEffects, AScenarioIsAnotherWithoutThem)
{
    model::Scenario s = scenario();
    analysis::read_draws(s);
    model::Scenario other = declared();
    other.posterior->digest = s.posterior->digest;
    EXPECT_NE(analysis::identity_of(other).scenario, analysis::identity_of(s).scenario);
    EXPECT_NE(analysis::identity_until(other, s.end).scenario, analysis::identity_until(s, s.end).scenario);
    other = with(other, "curriculum");
    other.interventions[0].start = s.start + std::chrono::weeks{30};
    EXPECT_FALSE(analysis::shared_past(std::vector{s, other}).has_value());
    const std::array files{fs::path("base.toml"), fs::path("other.toml")};
    EXPECT_THROW(analysis::require_pairs(std::vector{s, other}, files), sim::InputError);
}

// Two draws of four are taken, the first and the last, by three replicates.
TEST_F(DrawnEffects, AreInTheResultForWhoRegressesOnThem)
{
    model::Scenario s = scenario();
    const auto draws = analysis::read_draws(s);
    const sim::Stop stop;
    const auto result = ensembles({s}, 3, draws.get(), {.stop = stop}).front();
    const analysis::DrawnValues& taken = result.drawn;
    EXPECT_THAT(taken.draws, testing::ElementsAre(1, 4));
    EXPECT_EQ(taken.parameters.front(), (DrawnParameter{"observation.hidden_multiplier", "1", 'B', true}));
    EXPECT_EQ(taken.at(1, 0), 8.0);
    const auto at = std::find_if(taken.parameters.begin(), taken.parameters.end(),
                                 [](const auto& p) { return p.name == "beliefs.bystander_loosens"; });
    ASSERT_NE(at, taken.parameters.end());
    EXPECT_EQ(*at, (DrawnParameter{"beliefs.bystander_loosens", "1", 'E', false}));
    EXPECT_EQ(taken.at(1, static_cast<std::size_t>(at - taken.parameters.begin())),
              analysis::drawn_parameters(s, *draws, 1).value_or(at->name, -1.0));
    const auto tables = analysis::result_tables(result, analysis::geography(ground()));
    const auto table = [&](std::string_view name) -> const sim::Table& {
        return *std::find_if(tables.begin(), tables.end(), [&](const auto& t) { return t.name == name; });
    };
    EXPECT_EQ(std::get<std::vector<double>>(table("/posterior/values").values), taken.values);
    EXPECT_THAT(table("/posterior/values").axes[0].labels, testing::ElementsAre("1", "4"));
    EXPECT_EQ(std::get<std::vector<std::string>>(table("/posterior/origin").values).front(), "fitted");
    EXPECT_EQ(std::get<std::vector<std::string>>(table("/posterior/origin").values).back(), "prior");
    EXPECT_EQ(std::get<std::vector<std::string>>(table("/posterior/grade").values).front(), "B");
}

} // namespace
