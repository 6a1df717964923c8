#include "tests/support/conservation/checks.hpp"

#include <array>
#include <set>

namespace toy::conserved {
namespace {

std::int64_t in_stage(const model::Build& build, model::JusticeStage stage)
{
    std::int64_t count = 0;
    for (const model::Proceeding& one : build.world.read(build.justice.open)) {
        count += one.stage == stage ? 1 : 0;
    }
    return count;
}

/// Every proceeding is named once, is open, and has not joined its queue before it was opened or after now.
std::set<std::uint32_t> names(const Week& week)
{
    std::set<std::uint32_t> all;
    for (const model::Proceeding& one : week.build.world.read(week.build.justice.open)) {
        EXPECT_TRUE(all.insert(one.name).second) << "two open proceedings of one name";
        EXPECT_EQ(one.outcome, model::JusticeOutcome::under_way);
        EXPECT_GE(one.since, one.opened * model::justice::moments);
        EXPECT_LT(one.since, week.tick.value * model::justice::moments);
        EXPECT_LE(one.offence, one.opened);
        EXPECT_TRUE(one.victim != model::none || one.witness == model::none) << "a witness where nobody is known";
    }
    return all;
}

} // namespace

void justice(const Week& week)
{
    const model::Build& build = week.build;
    const model::Justice& j = build.justice;
    const auto& m = build.world.measures();
    const auto total = [&](sim::Measure<sim::NoLedger> measure) { return m.total(measure); };
    const auto open = static_cast<std::int64_t>(build.world.read(j.open).size());
    EXPECT_EQ(j.at_start + total(j.counts.opened), open + total(j.counts.not_prosecuted) + total(j.counts.dismissed) +
                                                       total(j.counts.acquitted) + total(j.counts.convicted))
        << "proceedings at the start and opened are open or have ended";
    const std::int64_t before_court = j.open_cases(build.world);
    const std::int64_t trials = j.trials(build.world);
    EXPECT_EQ(open, before_court + trials + in_stage(build, model::JusticeStage::ordinary));
    week.seen.stays("justice.trials", trials - total(j.counts.indicted) + total(j.counts.tried));
    week.seen.stays("justice.open_cases",
                    before_court + total(j.counts.solved) + total(j.counts.misrouted) - total(j.counts.opened));
    const auto all = names(week);
    std::set<std::uint32_t> suspects;
    for (const model::Suspect& s : build.world.read(j.suspects)) {
        EXPECT_TRUE(suspects.insert(s.offender).second) << "an offender in two proceedings";
        EXPECT_EQ(all.count(s.proceeding), 1u) << "a suspect without a proceeding";
    }
    if (j.p.feedback > 0.0) {
        EXPECT_LE(total(j.counts.fund), total(build.compensation.income)) << "seized for the fund, and not in it";
    }
    EXPECT_LE(total(j.counts.fund), total(j.counts.seized));
    EXPECT_LE(total(j.counts.suspects_convicted), total(j.counts.suspects) + j.at_start)
        << "convicted without having been a suspect";
    const auto posts = build.world.read(j.staff.posts);
    const auto present = build.world.read(j.staff.present);
    std::int64_t staff = 0;
    for (std::size_t place = 0; place < posts.size(); ++place) {
        staff += present[place];
        EXPECT_LE(present[place], posts[place]) << "more staff than posts";
    }
    week.seen.stays("justice.staff", staff + total(j.staff.left) - total(j.staff.hired));
    for (const auto& measure : {j.counts.opened, j.counts.convicted, j.counts.solved, j.counts.seized}) {
        week.seen.never_falls("justice." + std::to_string(measure.index), total(measure));
    }
}

} // namespace toy::conserved
