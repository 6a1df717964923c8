#include "models/build.hpp"
#include "models/pathways/false_job_offer.hpp"
#include "tests/support/bench.hpp"
#include "tests/support/toy_world.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <tuple>
#include <vector>

namespace {

using model::Row;
namespace state = model::life::state;

// Who is exploited at the end of a week has no relation at the end of the next: somebody else's, or one of several, ends, once.
TEST(Relations, EndWhenSomebodyElseExploitsThePerson)
{
    const toy::World& world = toy::towns();
    model::Scenario scenario = toy::scenario(world);
    toy::scale_pathways(scenario.parameters, {{"approach", 10.0}, {"attachment_advance", 10.0}});
    std::vector<Row> exploited;
    std::int64_t lost = 0;
    std::ignore = toy::run(scenario, world, 0, [&](const model::Build& build, sim::Tick) {
        for (const model::Courtship& c : build.world.read(build.offenders.courtships)) {
            EXPECT_FALSE(std::binary_search(exploited.begin(), exploited.end(), c.person));
        }
        exploited.clear();
        const auto status = build.world.read(build.cases.status);
        for (Row row = 0; row < status.size(); ++row) {
            if (status[row] != 0) {
                exploited.push_back(row);
            }
        }
        lost = build.world.measures().total(build.offenders.lost);
    });
    EXPECT_GT(lost, 2) << "too few to tell";
}

// Two adult ties: of those who live, who is abroad or lately back counts; the dead and the unborn count nowhere.
TEST(FalseJobOffer, TiesAbroadCountTheLivingByHand)
{
    toy::Bench bench;
    const model::Networks& nets = bench.ground.networks;
    const auto of = [&](Row row) {
        std::vector<Row> all;
        const auto add = [&](Row other) { all.push_back(other); };
        nets.kin.for_each_neighbour(row, add);
        nets.work.for_each_neighbour(row, add);
        return all;
    };
    const auto adult = [&](Row row) {
        return model::age_at(bench.ground.population.birth_week[row], bench.tick) >= 18.0;
    };
    Row row = 0;
    while (of(row).size() != 2 || of(row)[0] == of(row)[1] || !adult(of(row)[0]) || !adult(of(row)[1])) {
        ASSERT_LT(++row, bench.ground.population.size()) << "nobody has two adult ties";
    }
    const auto share = [&](std::uint8_t first, std::uint8_t second) {
        const auto status = bench.world.write(bench.build.life.status);
        status[of(row)[0]] = first;
        status[of(row)[1]] = second;
        return model::false_job_offer::ties_abroad(bench.world, bench.build, row, bench.tick);
    };
    constexpr std::uint8_t died_abroad = state::abroad | state::dead;
    EXPECT_EQ(share(0, 0), 0.0);
    EXPECT_EQ(share(state::abroad, 0), 0.5);
    EXPECT_EQ(share(0, state::returned), 0.5);
    EXPECT_EQ(share(state::abroad, state::dead), 1.0);
    EXPECT_EQ(share(state::returned, state::unborn), 1.0);
    EXPECT_EQ(share(died_abroad, 0), 0.0);
    EXPECT_EQ(share(died_abroad, state::dead), 0.0);
}

} // namespace
