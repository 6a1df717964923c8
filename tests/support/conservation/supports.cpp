#include "tests/support/conservation/checks.hpp"

namespace toy::conserved {

void supports(const Week& week)
{
    const model::Build& build = week.build;
    const auto given = build.world.read(build.supports.given);
    for (std::size_t i = 0; i < given.size(); ++i) {
        const auto kind = static_cast<model::Support>(i % model::support_kinds);
        const auto localities = build.ground.population.localities.siruta.size();
        const auto place = static_cast<std::uint32_t>(i / model::support_kinds % localities);
        const std::size_t lane = i / model::support_kinds / localities;
        const model::Meant whom =
            build.world.read(build.supports.meant)[i % model::support_kinds * model::supports::lanes + lane];
        EXPECT_TRUE(given[i] == 0 || lane == 0 || !whom.everybody()) << "given to nobody's lane";
        if (lane > 0 && whom.everybody()) {
            continue;
        }
        EXPECT_GE(given[i], 0) << "less than nothing";
        EXPECT_TRUE(given[i] == 0 || build.supports.in_use(build.world, kind)) << "given and not in use";
        const double share = build.supports.share(build.world, place, kind, whom);
        EXPECT_TRUE(share >= 0.0 && share <= 1.0);
        EXPECT_EQ(share > 0.0, given[i] > 0);
    }
    const auto begun = build.world.read(build.beliefs.programmes_begun)[0];
    for (std::size_t k = 0; k < model::programme_kinds; ++k) {
        for (const sim::Decaying& had : build.world.read(build.beliefs.programmes[k])) {
            EXPECT_TRUE(had.week == 0 || (begun >> k & 1u) != 0) << "a programme of a kind that no class had";
        }
    }
}

} // namespace toy::conserved
