#include "analysis/branch.hpp"
#include "analysis/checkpoints.hpp"
#include "analysis/compare.hpp"
#include "analysis/draws.hpp"
#include "analysis/ensemble.hpp"
#include "analysis/provenance.hpp"
#include "analysis/result_file.hpp"
#include "models/county_names.hpp"
#include "models/registry.hpp"
#include "models/simulate.hpp"
#include "models/vocabulary.hpp"
#include "sim/error.hpp"
#include "tests/analysis/drawing.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <set>

namespace {

using analysis::Draws;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using namespace drawing;
namespace fs = std::filesystem;

// Steps of 63 through 100: nearest to the golden section of what has no divisor in common with it.
TEST(Position, SpreadsTheFirstAndLeavesOutNone)
{
    EXPECT_EQ(analysis::position(1, 100), 63U);
    EXPECT_EQ(analysis::position(2, 100), 26U);
    EXPECT_EQ(analysis::position(3, 100), 89U);
    for (const std::size_t n : {1U, 2U, 3U, 4U, 10U, 97U}) {
        std::set<std::size_t> met;
        for (std::uint32_t k = 0; k < n; ++k) {
            met.insert(analysis::position(k, n));
        }
        EXPECT_EQ(met.size(), n);
        EXPECT_EQ(analysis::position(static_cast<std::uint32_t>(n), n), analysis::position(0, n));
    }
}

// A log-normal factor of mean 1 has the variance exp(sd^2) - 1.
TEST(YearSd, ByHand)
{
    EXPECT_NEAR(analysis::year_sd(1.0 / (std::exp(1.0) - 1.0)), 1.0, 1e-12);
    EXPECT_NEAR(std::exp(std::pow(analysis::year_sd(30.0), 2)) - 1.0, 1.0 / 30.0, 1e-12);
}

// Steps of 3 through 4: replicates 0, 1, 2, 3 take draws 0, 3, 0, 3 where two are taken in turn.
TEST_F(Drawing, AReplicateTakesItsDraw)
{
    model::Scenario s = scenario();
    const auto draws = analysis::read_draws(s);
    ASSERT_NE(draws, nullptr);
    EXPECT_EQ(s.posterior->digest, analysis::calibration::digest(hamlets_posterior()));
    const auto multiplier = [&](std::uint32_t replicate) {
        return analysis::with_draw(s, *draws, ground().counties, replicate)
            .parameters.value_or("observation.hidden_multiplier", 0.0);
    };
    EXPECT_EQ(multiplier(0), 3.0);
    EXPECT_EQ(multiplier(1), 8.0);
    EXPECT_EQ(multiplier(2), 3.0);
    const model::Scenario drawn = analysis::with_draw(s, *draws, ground().counties, 1);
    EXPECT_EQ(drawn.parameters.value_or("offenders.per_100k", 0.0), 1600.0);
    EXPECT_EQ(drawn.parameters.value_or("recording.counts_online", 0.0), 0.8);
    EXPECT_EQ(drawn.parameters.value_or("observation.varies", 1.0), 0.0);
    EXPECT_EQ(drawn.parameters.value_or("recording.year_sd", 0.0), analysis::year_sd(28.0));
    EXPECT_EQ(model::hidden_multiplier(drawn.parameters, 1), 8.0);
}

TEST_F(Drawing, WhatFilesStateOutweighsIt)
{
    model::Scenario s = scenario();
    const auto draws = analysis::read_draws(s);
    s.posterior->stated = {"observation.hidden_multiplier", "observation.varies", "offenders.per_100k",
                           "recording.year_sd"};
    s.parameters.set("offenders.per_100k", 500.0);
    s.parameters.set("observation.varies", 1.0);
    const model::Scenario drawn = analysis::with_draw(s, *draws, ground().counties, 1);
    EXPECT_EQ(drawn.parameters.value_or("offenders.per_100k", 0.0), 500.0);
    EXPECT_EQ(drawn.parameters.value_or("observation.hidden_multiplier", 0.0), 8.0); // of the toy, not of the draw
    EXPECT_EQ(drawn.parameters.value_or("observation.varies", 0.0), 1.0);
    EXPECT_EQ(drawn.parameters.value_or("recording.year_sd", 0.17), 0.17);
    EXPECT_EQ(drawn.parameters.value_or("recording.counts_online", 0.0), 0.8);
    EXPECT_THAT(analysis::names_drawn(s, *draws).drawn, ElementsAre("recording.counts_online"));
    EXPECT_THAT(analysis::names_drawn(s, *draws).stated,
                ElementsAre("observation.hidden_multiplier", "offenders.per_100k", "recording.year_sd"));
}

// A multiplier that is stated is that of every run; where it is stated that it varies none is drawn.
TEST_F(Drawing, AStatedMultiplierDoesNotVary)
{
    model::Scenario s = scenario();
    const auto draws = analysis::read_draws(s);
    s.posterior->stated = {"observation.hidden_multiplier"};
    s.parameters.set("observation.hidden_multiplier", 6.0);
    s.parameters.set("observation.varies", 1.0);
    for (const std::uint32_t replicate : {0U, 1U, 2U}) {
        EXPECT_EQ(model::hidden_multiplier(analysis::drawn_parameters(s, *draws, replicate), replicate), 6.0);
    }
    EXPECT_THAT(analysis::names_drawn(s, *draws).stated, ElementsAre("observation.hidden_multiplier"));
    s = scenario();
    analysis::read_draws(s);
    s.posterior->stated = {"observation.varies"};
    s.parameters.set("observation.varies", 1.0);
    // The first replicate has the middle of the log scale from 2.5 to 10, and not the 3 of its draw.
    EXPECT_DOUBLE_EQ(model::hidden_multiplier(analysis::drawn_parameters(s, *draws, 0), 0), 5.0);
    EXPECT_THAT(analysis::names_drawn(s, *draws).drawn, Not(Contains("observation.hidden_multiplier")));
    s.parameters.set("observation.varies", 0.0);
    EXPECT_EQ(model::hidden_multiplier(analysis::drawn_parameters(s, *draws, 1), 1), 8.0);
}

// All of a product is detection, and no noise: b = k = 0.6 of the fourth draw's second line, s = 1 / (8 x 0.8).
TEST_F(Drawing, CountiesHaveTheirOwn)
{
    model::Scenario s = scenario();
    s.parameters.set("county_split.share_low", 1.0);
    s.parameters.set("county_split.county_sd", 0.0);
    const auto draws = analysis::read_draws(s);
    const auto factors = analysis::with_draw(s, *draws, ground().counties, 1).county_factors;
    ASSERT_EQ(factors.incidence.size(), model::county_count);
    EXPECT_NEAR(factors.incidence[0], 1.0, 1e-12);
    constexpr double share = 1.0 / (8.0 * 0.8);
    EXPECT_NEAR(factors.detection[0], 0.6 * (1.0 - share) / (1.0 - 0.6 * share), 1e-12);
    EXPECT_NEAR(factors.detection[3], 1.4 * (1.0 - share) / (1.0 - 1.4 * share), 1e-12);
    EXPECT_NEAR(factors.detection[1], 1.0, 1e-12); // not in the posterior
    s.parameters.set("county_split.share_low", 0.0);
    s.parameters.set("county_split.share_high", 0.0);
    const auto other = analysis::with_draw(s, *draws, ground().counties, 1).county_factors;
    EXPECT_NEAR(other.incidence[3], 1.4, 1e-12);
    EXPECT_NEAR(other.detection[3], 1.0, 1e-12);
}

TEST_F(Drawing, RefusesWhatCannotBeDrawnFrom)
{
    using Posterior = analysis::calibration::Posterior;
    EXPECT_EQ(refusal([](Posterior&) {}), "");
    EXPECT_THAT(refusal([](Posterior& p) { p.parameters[1].name = "offenders.per_100m"; }),
                HasSubstr("draws offenders.per_100m, which is no parameter"));
    EXPECT_THAT(refusal([](Posterior& p) { p.draws.values[2] = 1.5; }),
                HasSubstr("draws recording.counts_online = 1.5, outside 0 to 1"));
    EXPECT_THAT(refusal([](Posterior& p) { p.counties.counties[0] = "XX"; }), HasSubstr("cannot be drawn from"));
    EXPECT_THAT(refusal([](Posterior& p) { p.counties.draws.values[3] = 0.0; }), HasSubstr("cannot be drawn from"));
    EXPECT_THAT(refusal([](Posterior& p) { p.year_size[0] = 0.0; }), HasSubstr("cannot be drawn from"));
    EXPECT_THAT(refusal([](Posterior& p) { p.resolved = "[model]\npathways = [\"lover_boy\", \"institutional\"]\n"; }),
                HasSubstr("was fitted with the pathways institutional, lover_boy, and the scenario runs "));
    EXPECT_EQ(refusal([this](Posterior& p) { p.resolved = model::to_toml(scenario(), model::registry_vocabulary()); }),
              "");
    EXPECT_THAT(refusal([](Posterior&) {}, 5), HasSubstr("has 4 draws, and 5 are asked for"));
    EXPECT_EQ(refusal([](Posterior&) {}, std::nullopt), "");
    model::Scenario s = scenario();
    analysis::read_draws(s);
    Posterior other = hamlets_posterior();
    other.draws.values[0] = 3.5;
    analysis::calibration::write_posterior(folder / "p.h5", other);
    EXPECT_THROW(analysis::read_draws(s), sim::InputError);
    s.posterior.reset();
    EXPECT_EQ(analysis::read_draws(s), nullptr);
}

TEST_F(Drawing, UsuallyTwoReplicatesShareADraw)
{
    model::Scenario s = scenario(std::nullopt);
    s.replicates = 7;
    EXPECT_EQ(analysis::read_draws(s)->from.draws, 4U);
    s = scenario(std::nullopt);
    s.replicates = 100;
    EXPECT_EQ(analysis::read_draws(s)->from.draws, 4U); // there are no more
}

TEST_F(Drawing, RunsAreThoseOfTheDrawnScenario)
{
    model::Scenario s = scenario();
    const auto draws = analysis::read_draws(s);
    const sim::Stop stop;
    const auto result = ensembles({s}, 4, draws.get(), {.stop = stop}).front();
    EXPECT_EQ(result.drawn_from.digest, draws->from.digest);
    EXPECT_EQ(result.drawn_from.file, "p.h5");
    for (std::uint32_t r = 0; r < 4; ++r) {
        SCOPED_TRACE(r);
        const model::Scenario drawn = analysis::with_draw(s, *draws, ground().counties, r);
        EXPECT_EQ(result.runs[r].state_digest, model::simulate(drawn, ground(), *s.seed, r).state_digest);
        EXPECT_EQ(result.runs[r].draw, r % 2 == 0 ? 1U : 4U);
        EXPECT_EQ(result.runs[r].hidden_multiplier, r % 2 == 0 ? 3.0 : 8.0);
    }
    EXPECT_NE(result.runs[0].core_digest, result.runs[2].core_digest); // luck differs
    EXPECT_THROW(ensembles({s}, 1, nullptr, {.stop = stop}), sim::ContractError);
}

// Paired: who reaches nobody has the baseline's bits in every replicate, drawn or not, and a shared past is each scenario's own.
TEST_F(Drawing, ScenariosOfAComparisonShareTheirDraws)
{
    model::Scenario s = scenario();
    const auto draws = analysis::read_draws(s);
    model::Scenario nobody = s;
    nobody.name = "nobody";
    nobody.interventions = {toy::intervention("curriculum", s, 0.0)};
    model::Scenario late = s;
    late.name = "late";
    late.interventions = {toy::intervention("curriculum", s, 0.9)};
    late.interventions[0].start = s.start + std::chrono::weeks{30};
    const sim::Stop stop;
    const auto together = ensembles({s, nobody}, 3, draws.get(), {.stop = stop});
    EXPECT_EQ(digests(together[0]), digests(together[1]));
    ASSERT_TRUE(analysis::shared_past(std::vector{s, late}).has_value());
    const auto parted = ensembles({s, late}, 3, draws.get(), {.stop = stop});
    EXPECT_EQ(digests(parted[0]), digests(together[0]));
    EXPECT_EQ(digests(parted[1]), digests(ensembles({late}, 3, draws.get(), {.stop = stop}).front()));
}

// A strategy that states what its baseline draws has another past, although neither departs from what is declared.
TEST_F(Drawing, WhatAStrategyStatesPartsIt)
{
    const model::Scenario s = scenario();
    model::Scenario late = s;
    late.interventions = {toy::intervention("curriculum", s, 0.9)};
    late.interventions[0].start = s.start + std::chrono::weeks{30};
    EXPECT_TRUE(analysis::shared_past(std::vector{s, late}).has_value());
    late.posterior->stated = {"recording.counts_online"};
    EXPECT_FALSE(analysis::shared_past(std::vector{s, late}).has_value());
    late.name = "late";
    const std::array files{fs::path("base.toml"), fs::path("late.toml")};
    EXPECT_NO_THROW(analysis::require_pairs(std::vector{s, late}, files));
    late.posterior->draws = 3;
    EXPECT_THROW(analysis::require_pairs(std::vector{s, late}, files), sim::InputError);
    late.posterior.reset();
    EXPECT_THROW(analysis::require_pairs(std::vector{s, late}, files), sim::InputError);
}

TEST_F(Drawing, GoesOnAfterAStop)
{
    model::Scenario s = scenario();
    const auto draws = analysis::read_draws(s);
    const analysis::Checkpoints states(folder / "states", analysis::identity_of(s));
    const std::array kept{&states};
    sim::Stop stop;
    int left = 50;
    EXPECT_THROW(ensembles({s}, 2, draws.get(),
                           {.stop = stop,
                            .after_week =
                                [&] {
                                    if (--left == 0) {
                                        stop.request();
                                    }
                                },
                            .checkpoints = kept,
                            .checkpoint_weeks = 13}),
                 sim::Stopped);
    const sim::Stop nobody;
    const auto resumed = ensembles({s}, 2, draws.get(), {.stop = nobody, .checkpoints = kept}).front();
    EXPECT_EQ(digests(resumed), digests(ensembles({s}, 2, draws.get(), {.stop = nobody}).front()));
}

TEST_F(Drawing, IdentityIsOfWhatIsDrawn)
{
    model::Scenario s = scenario();
    analysis::read_draws(s);
    const std::string own = analysis::identity_of(s).scenario;
    model::Scenario other = s;
    other.posterior->file = "elsewhere/q.h5";
    other.replicates = 9;
    EXPECT_EQ(analysis::identity_of(other).scenario, own);
    other.posterior->draws = 3;
    EXPECT_NE(analysis::identity_of(other).scenario, own);
    other = s;
    other.posterior->digest[0] = other.posterior->digest[0] == '0' ? '1' : '0';
    EXPECT_NE(analysis::identity_of(other).scenario, own);
    EXPECT_NE(analysis::identity_until(other, s.end).scenario, analysis::identity_until(s, s.end).scenario);
    other = s;
    other.posterior->stated = {"recording.counts_online"};
    EXPECT_NE(analysis::identity_of(other).scenario, own);
    other.posterior.reset();
    EXPECT_NE(analysis::identity_of(other).scenario, own);
}

// Fitted to 2007, a baseline has nothing to do with the register of 2018 to 2021; fitted to some of its years, it does.
TEST_F(Drawing, AComparisonKnowsToWhatItsBaselineWasFitted)
{
    const sim::Stop stop;
    const auto compared = [&](int from, int until) {
        auto posterior = drawing::hamlets_posterior();
        posterior.years = {from, until};
        posterior.note = "A note.";
        posterior.note_ro = "O notă.";
        posterior.people = {21'000'000, 19'053'815, "round"};
        analysis::calibration::write_posterior(folder / "p.h5", posterior);
        std::vector<model::Scenario> both{scenario(), scenario()};
        both[1].name = "same";
        std::shared_ptr<const analysis::Draws> draws;
        for (model::Scenario& s : both) {
            s.posterior->digest.clear();
            draws = analysis::read_draws(s);
        }
        return analysis::compare(both, ensembles(both, 2, draws.get(), {.stop = stop}), ground());
    };
    const analysis::Comparison then = compared(2007, 2007);
    EXPECT_EQ(then.fitted_to, (analysis::FittedTo{"A note.", "O notă.", 2007, 2007, 21'000'000, 19'053'815}));
    EXPECT_TRUE(then.orientation.empty());
    EXPECT_FALSE(compared(2018, 2021).orientation.empty());
    EXPECT_FALSE(compared(2018, 2019).orientation.empty());
}

TEST(FittedTo, KnowsHowManyOfSomeYears)
{
    using analysis::YearsFitted;
    const auto of = [](std::optional<int> from, std::optional<int> until) {
        return analysis::years_fitted({"", "", from, until, 0, 0}, 2018, 2021);
    };
    EXPECT_EQ(of({}, {}), YearsFitted::all);
    EXPECT_EQ(of(2018, 2021), YearsFitted::all);
    EXPECT_EQ(of(2018, 2020), YearsFitted::some);
    EXPECT_EQ(of(2021, {}), YearsFitted::some);
    EXPECT_EQ(of({}, 2017), YearsFitted::none);
    EXPECT_EQ(of(2022, {}), YearsFitted::none);
}

// R7: neither the split nor the product of a county is in the text or in the tables of a result; which draw it was is.
TEST_F(Drawing, NothingOfACountyIsShared)
{
    model::Scenario s = scenario();
    const auto draws = analysis::read_draws(s);
    const model::Vocabulary words = model::registry_vocabulary();
    model::Scenario with_factors = s;
    with_factors.county_factors = analysis::with_draw(s, *draws, ground().counties, 0).county_factors;
    EXPECT_EQ(model::to_toml(with_factors, words), model::to_toml(s, words));
    const sim::Stop stop;
    auto result = ensembles({s}, 2, draws.get(), {.stop = stop}).front();
    analysis::note_posterior(result.provenance, result.drawn_from);
    const auto names = [](const std::vector<sim::Table>& tables) {
        std::set<std::string> all;
        for (const sim::Table& table : tables) {
            all.insert(table.name);
        }
        return all;
    };
    const auto tables = analysis::result_tables(result, analysis::geography(ground()));
    const auto drawn =
        std::find_if(tables.begin(), tables.end(), [](const auto& t) { return t.name == "/posterior/draw"; });
    ASSERT_NE(drawn, tables.end());
    EXPECT_THAT(std::get<std::vector<std::int64_t>>(drawn->values), ElementsAre(1, 4));
    const auto facts =
        std::find_if(tables.begin(), tables.end(), [](const auto& t) { return t.name == "/provenance/facts"; });
    EXPECT_THAT(std::get<std::vector<std::string>>(facts->values),
                testing::IsSupersetOf({std::string("p.h5"), draws->from.digest, std::string("2")}));
    auto plain = result;
    plain.drawn_from = {};
    plain.drawn = {};
    auto expected = names(analysis::result_tables(plain, analysis::geography(ground())));
    expected.insert(
        {"/posterior/draw", "/posterior/values", "/posterior/unit", "/posterior/grade", "/posterior/origin"});
    EXPECT_EQ(names(tables), expected);
}

} // namespace
