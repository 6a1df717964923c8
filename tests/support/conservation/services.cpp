#include "tests/support/conservation/checks.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string>

namespace toy::conserved {
namespace {

/// Counts of a measure with one axis, by position.
template <std::size_t N, class Ledger>
std::array<std::int64_t, N> by_position(const model::Build& build, sim::Measure<Ledger> measure)
{
    std::array<std::int64_t, N> counts{};
    for (const sim::Cell& cell : build.world.measures().cells(measure)) {
        counts[cell.position] += cell.count;
    }
    return counts;
}

} // namespace

void assistance(const Week& week)
{
    using model::AssistanceStep;
    using model::Standing;
    const model::Build& build = week.build;
    const model::Assistance& a = build.assistance;
    const auto& m = build.world.measures();
    const auto steps = by_position<model::assistance_step_names.size()>(build, a.steps);
    const auto n = [&](AssistanceStep step) { return steps[static_cast<std::size_t>(step)]; };
    const auto victims = build.world.read(a.victims);
    const auto live = static_cast<std::int64_t>(victims.size());
    EXPECT_EQ(n(AssistanceStep::enter), live + n(AssistanceStep::withdraw) + n(AssistanceStep::leave_out) +
                                            n(AssistanceStep::refuse) + n(AssistanceStep::give_up) +
                                            n(AssistanceStep::drop_out) + n(AssistanceStep::finish))
        << "somebody entered the mechanism and is nowhere in it";
    EXPECT_LE(n(AssistanceStep::enter) + n(AssistanceStep::lose), m.total(build.recording.presumed));
    EXPECT_EQ(m.total(a.identified), m.total(a.referred) + n(AssistanceStep::leave_out));
    EXPECT_EQ(m.total(a.referred), n(AssistanceStep::wait) + n(AssistanceStep::refuse));
    EXPECT_LE(m.total(a.served), n(AssistanceStep::wait)) << "help for somebody who was never referred";
    std::set<model::Row> persons;
    std::array<std::array<std::uint32_t, model::place_kinds>, model::county_count> taken{};
    for (const model::Victim& v : victims) {
        EXPECT_TRUE(persons.insert(v.person).second) << "twice in the mechanism";
        EXPECT_EQ(a.standing_of(build.world, v.person), v.standing);
        taken[v.county][static_cast<std::size_t>(v.place)] += v.standing > Standing::waiting ? 1 : 0;
    }
    for (std::uint8_t c = 0; c < model::county_count; ++c) {
        for (std::size_t k = 0; k < model::place_kinds; ++k) {
            // Who is in a place that a strategy takes back stays to the end of the help; nobody follows.
            const std::string name = "assistance.taken " + std::to_string(c) + " " + std::to_string(k);
            const std::int64_t places =
                build.services.places_of(build.world, model::CountyId{c}, static_cast<model::PlaceKind>(k));
            EXPECT_LE(taken[c][k], std::max(places, week.seen.last_or(name, 0))) << "more persons than places";
            week.seen.level(name, taken[c][k]);
        }
    }
    week.seen.never_falls("assistance.entered", n(AssistanceStep::enter));
    week.seen.level("assistance.live", live);
}

void compensation(const Week& week)
{
    const model::Build& build = week.build;
    const model::Compensation& c = build.compensation;
    const auto& m = build.world.measures();
    std::int64_t ordered = 0;
    std::int64_t paid = 0;
    for (const model::Claim& claim : build.world.read(c.claims)) {
        EXPECT_GE(claim.paid, 0);
        EXPECT_LE(claim.paid, claim.ordered) << "more was paid than ordered";
        ordered += claim.ordered;
        paid += claim.paid;
    }
    EXPECT_EQ(m.total(c.ordered), ordered);
    EXPECT_EQ(m.total(c.recovered) + m.total(c.advanced), paid);
    std::int64_t balance = 0;
    for (const std::int64_t fund : build.world.read(c.fund)) {
        EXPECT_GE(fund, 0) << "the fund paid what it had not";
        balance += fund;
    }
    EXPECT_EQ(m.total(c.income), m.total(c.advanced) + balance);
    week.seen.never_falls("compensation.paid", paid);
}

void services(const Week& week)
{
    const model::Build& build = week.build;
    std::int64_t at_work = 0;
    for (std::uint8_t c = 0; c < model::county_count; ++c) {
        for (const model::Staffed service : {model::Staffed::child_protection, model::Staffed::police}) {
            at_work += build.services.staff(build.world, {c}, service);
            EXPECT_LE(build.services.vacancies(build.world, {c}, service),
                      build.services.posts_of(build.world, {c}, service))
                << "more vacancies than posts";
        }
    }
    const auto& m = build.world.measures();
    week.seen.stays("services.staff at the start",
                    at_work + m.total(build.services.left) - m.total(build.services.hired));
}

void retrafficking(const Week& week)
{
    const model::Build& build = week.build;
    const auto& m = build.world.measures();
    const auto times = build.world.read(build.cases.times);
    std::set<model::Row> persons;
    for (const model::Survivor& s : build.world.read(build.retrafficking.survivors)) {
        EXPECT_TRUE(persons.insert(s.last.person).second) << "twice among those who left";
        EXPECT_GT(times[s.last.person], 0) << "left what was never entered";
    }
    EXPECT_LE(m.total(build.retrafficking.returned_helped), m.total(build.retrafficking.returned));
    EXPECT_LE(m.total(build.retrafficking.returned), m.total(build.cases.closed)) << "a return without a leaving";
    EXPECT_LE(m.total(build.retrafficking.returned), m.total(build.cases.opened)) << "a return without a case";
}

} // namespace toy::conserved
