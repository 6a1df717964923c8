#include "tests/support/conservation/checks.hpp"

#include <map>

namespace toy::conserved {

void ledgers(const Week& week)
{
    const model::Build& build = week.build;
    const auto& m = build.world.measures();
    const auto lines = static_cast<std::int64_t>(build.world.read(build.recording.all).size());
    week.seen.never_falls("cases.opened", m.total(build.cases.opened));
    week.seen.never_falls("cases.closed", m.total(build.cases.closed));
    week.seen.never_falls("recording.presumed", m.total(build.recording.presumed));
    week.seen.never_falls("recording.all", lines);
    week.seen.never_falls("ledgers.recruited", m.total(build.ledgers.recruited));
    week.seen.never_falls("ledgers.registered", m.total(build.ledgers.registered));
    EXPECT_LE(m.total(build.recording.presumed), m.total(build.cases.closed)) << "identified, but not closed";
    EXPECT_LE(lines, m.total(build.recording.presumed)) << "registered, but never identified";
    EXPECT_LE(m.total(build.ledgers.recruited), m.total(build.cases.opened)) << "in the ledger, but never recruited";
    EXPECT_LE(m.total(build.ledgers.registered), lines) << "in the ledger, but not in the register";
}

void recording(const Week& week)
{
    const model::Build& build = week.build;
    const auto times = build.world.read(build.cases.times);
    std::map<std::uint32_t, int> lines;
    for (const model::RegisteredVictim& line : build.world.read(build.recording.all)) {
        ++lines[line.person];
    }
    for (const auto& [id, n] : lines) {
        EXPECT_LE(n, times[build.ground.population.row_of(model::AgentId{id})]) << "registered twice for one case";
    }
}

} // namespace toy::conserved
