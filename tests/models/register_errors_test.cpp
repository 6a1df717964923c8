#include "models/register_errors.hpp"
#include "tests/support/statistics.hpp"
#include "tests/support/toy_world.hpp"

#include <gtest/gtest.h>

#include <numeric>

namespace {

using model::Education;
using model::Family;
using model::Form;
using model::Relation;

model::RegisterErrors errors(std::initializer_list<std::pair<const char*, double>> given = {})
{
    sim::Values values;
    for (const auto& [name, value] : given) {
        values.set(name, value);
    }
    return model::register_errors::matrices(model::register_errors::resolved(values));
}

template <std::size_t N>
void expect_stochastic(const model::Confusion<N>& c)
{
    for (const auto& row : c.share) {
        EXPECT_NEAR(std::accumulate(row.begin(), row.end(), 0.0), 1.0, 1e-15);
        for (const double share : row) {
            EXPECT_GE(share, 0.0);
        }
    }
}

TEST(RegisterErrors, RowsSumToOne)
{
    for (const auto& e : {errors(), errors({{"recording.relation_error", 0.5}, {"recording.relation_overlap", 0.0}}),
                          errors({{"recording.online_as_sexual", 1.0}, {"recording.relatives_unseen", 1.0}})}) {
        expect_stochastic(e.relation);
        expect_stochastic(e.form);
        expect_stochastic(e.education);
        expect_stochastic(e.family);
    }
}

// A tenth of the lines err about the relation; 60 % of a partner's errors make a friend of them.
TEST(RegisterErrors, SharesByHand)
{
    const auto e = errors();
    const auto at = [](auto category) { return static_cast<std::size_t>(category); };
    EXPECT_NEAR(e.relation.share[at(Relation::partner)][at(Relation::friend_or_acquaintance)], 0.06, 1e-15);
    EXPECT_NEAR(e.relation.share[at(Relation::friend_or_acquaintance)][at(Relation::partner)], 0.06, 1e-15);
    EXPECT_NEAR(e.relation.share[at(Relation::stranger)][at(Relation::stranger)], 0.9, 1e-15);
    // 3 % err evenly, a fifth of all online cases becomes sexual exploitation: 0.8 x 0.97 stays.
    EXPECT_NEAR(e.form.share[at(Form::online_sexual)][at(Form::online_sexual)], 0.776, 1e-15);
    // One level off: half of the tenth up, half down; from the ends all of it one way.
    EXPECT_NEAR(e.education.share[at(Education::gymnasium)][at(Education::primary)], 0.05, 1e-15);
    EXPECT_NEAR(e.education.share[at(Education::gymnasium)][at(Education::upper_secondary)], 0.05, 1e-15);
    EXPECT_NEAR(e.education.share[at(Education::no_schooling)][at(Education::primary)], 0.10, 1e-15);
    // Three quarters of the children in relatives' care are written down with two parents, besides a third of 5 % of the rest.
    EXPECT_NEAR(e.family.share[at(Family::relatives)][at(Family::two_parents)], 0.75 + 0.25 * 0.05 / 3.0, 1e-15);
    EXPECT_EQ(e.family.share[at(Family::not_recorded)][at(Family::not_recorded)], 1.0);
}

// A centre at a quarter of the draw errs 1 + 0.5 x (0.5 - 1) = 0.75 times as often as the mean, and never more often than always.
TEST(RegisterErrors, CentresErrDifferentlyByHand)
{
    model::RegisterErrorParameters mean = model::register_errors::resolved({});
    const auto careful = model::register_errors::of_centre(mean, 0.25);
    EXPECT_NEAR(careful.relation_error, 0.075, 1e-15);
    EXPECT_NEAR(careful.form_error, 0.0225, 1e-15);
    EXPECT_NEAR(careful.education_error, 0.075, 1e-15);
    EXPECT_NEAR(careful.family_error, 0.0375, 1e-15);
    EXPECT_EQ(careful.relatives_unseen, mean.relatives_unseen);
    mean.relation_error = 0.9;
    EXPECT_EQ(model::register_errors::of_centre(mean, 0.9).relation_error, 1.0);
}

// Each centre has errors of its own, unless one rule holds for all.
TEST(RegisterErrors, OneRuleMakesTheCentresErrAlike)
{
    for (const bool one_rule : {false, true}) {
        model::Scenario scenario = toy::scenario(toy::hamlets());
        scenario.end = scenario.start + std::chrono::weeks{1};
        scenario.parameters.set("recording.uniform", one_rule ? 1.0 : 0.0);
        std::ignore = toy::run(scenario, toy::hamlets(), 0, [&](const model::Build& build, sim::Tick) {
            const auto& errors = build.recording.errors;
            for (std::size_t centre = 1; centre < errors.size(); ++centre) {
                EXPECT_EQ(errors[centre].relation.share == errors[0].relation.share, one_rule);
                EXPECT_EQ(errors[centre].family.share == errors[0].family.share, one_rule);
            }
        });
    }
}

TEST(RegisterErrors, TheDrawFallsIntoTheSharesTruthFirst)
{
    model::Confusion<3> c{{{{0.5, 0.25, 0.25}, {0.0, 1.0, 0.0}, {0.2, 0.0, 0.8}}}};
    EXPECT_EQ(c.recorded(0, 0.49), 0u);
    EXPECT_EQ(c.recorded(0, 0.51), 1u);
    EXPECT_EQ(c.recorded(0, 0.76), 2u);
    EXPECT_EQ(c.recorded(1, 0.999), 1u);
    EXPECT_EQ(c.recorded(2, 0.79), 2u);
    EXPECT_EQ(c.recorded(2, 0.81), 0u);
    EXPECT_EQ(c.recorded(2, 1.0 - 1e-16), 0u) << "never a category whose share is 0";
}

// The lines of a centre carry that centre's errors: careful centres write down as many children with two parents as such as
// their matrices say, and so do careless ones.
TEST(RegisterErrors, EachCentreWritesWithItsOwnErrors)
{
    model::Scenario scenario = toy::scenario(toy::towns());
    scenario.parameters.set("recording.family_error", 0.5);
    scenario.parameters.set("recording.error_spread", 1.0);
    struct Lines {
        std::int64_t all{}, right{};
        double expected{};
    };
    std::array<Lines, 2> lines{}; // of careless and of careful centres
    for (std::uint32_t replicate = 0; replicate < 12; ++replicate) {
        std::ignore = toy::run(scenario, toy::towns(), replicate, [&](const model::Build& build, sim::Tick tick) {
            constexpr auto two = static_cast<std::size_t>(Family::two_parents);
            for (const model::RegisteredVictim& line : build.world.read(build.recording.all)) {
                const auto row = build.ground.population.row_of(model::AgentId{line.person});
                if (line.tick + 1 != tick.value ||
                    build.life.care(build.world, row, sim::Tick{line.tick}) != model::Care::two_parents) {
                    continue;
                }
                const std::uint32_t centre = build.ground.counties[model::CountyId{line.county}].centre;
                const double share = build.recording.errors[centre].family.share[two][two];
                Lines& of_kind = lines[share > 0.5 ? 1 : 0];
                ++of_kind.all;
                of_kind.right += line.family == Family::two_parents ? 1 : 0;
                of_kind.expected += share;
            }
        });
    }
    for (const Lines& of_kind : lines) {
        ASSERT_GT(of_kind.all, 100);
        const double share = of_kind.expected / static_cast<double>(of_kind.all);
        statistics::expect_binomial(of_kind.right, of_kind.all, {.expected = share});
    }
}

// A6: fewer than one in three of the registered children in relatives' care is written down as such, and without errors all are.
TEST(RegisterErrors, RelativesCareIsSeldomSeenInTheRegister)
{
    std::array<std::int64_t, 2> in_care{};
    std::array<std::int64_t, 2> written{};
    for (const bool perfect : {false, true}) {
        model::Scenario scenario = toy::scenario(toy::towns());
        if (perfect) {
            scenario.parameters.set("recording.relatives_unseen", 0.0);
            scenario.parameters.set("recording.family_error", 0.0);
        }
        for (std::uint32_t replicate = 0; replicate < 8; ++replicate) {
            std::ignore = toy::run(scenario, toy::towns(), replicate, [&](const model::Build& build, sim::Tick tick) {
                for (const model::RegisteredVictim& line : build.world.read(build.recording.all)) {
                    if (line.tick + 1 != tick.value) { // looked at in the week of the line: families change
                        continue;
                    }
                    const auto row = build.ground.population.row_of(model::AgentId{line.person});
                    const bool truth =
                        build.life.care(build.world, row, sim::Tick{line.tick}) == model::Care::relatives;
                    in_care[perfect] += truth ? 1 : 0;
                    written[perfect] += truth && line.family == Family::relatives ? 1 : 0;
                }
            });
        }
    }
    ASSERT_GT(in_care[0], 30);
    EXPECT_LT(3 * written[0], 2 * in_care[0]);
    EXPECT_EQ(written[1], in_care[1]);
}

// A centre at the end of its range has half as much error again; half way to the mean a quarter, at the mean none.
TEST(RegisterErrors, UniformityShrinksTheSpreadByHand)
{
    const model::RegisterErrorParameters mean = model::register_errors::resolved({}); // relation 0.10, spread 0.5
    EXPECT_NEAR(model::register_errors::of_centre(mean, 1.0).relation_error, 0.15, 1e-15);
    EXPECT_NEAR(model::register_errors::of_centre(mean, 1.0, 0.5).relation_error, 0.125, 1e-15);
    EXPECT_EQ(model::register_errors::of_centre(mean, 1.0, 1.0).relation_error, mean.relation_error);
}

} // namespace
