#include "models/justice/effects.hpp"

#include "models/build.hpp"

namespace model {
namespace {

constexpr double weeks_per_year = sim::days_per_year / 7.0;

/// What a conviction means for one suspect. Pre-trial custody is not taken off the sentence.
OffenderChange punish(const TrialParameters& p, const sim::Step& step, const Proceeding& ended, const Courtship& nobody,
                      std::uint32_t id)
{
    const sim::Draw draw = step.luck(id, "justice.sentence", step.tick);
    if (draw.second() < p.suspended) {
        return {nobody, 0, OffenderChangeKind::release};
    }
    const double ratio = ended.stage == JusticeStage::ordinary ? p.ordinary_sentence : 1.0;
    const double years = trial::sentence_years(p, ended.has(proceeding::minor), draw.uniform()) * p.served * ratio;
    return {nobody, static_cast<std::int32_t>(step.tick.value + years * weeks_per_year), OffenderChangeKind::convict};
}

} // namespace

namespace justice {

void tell_suspect(const sim::World& world, const sim::Step& step, const Build& build, std::uint32_t row,
                  const Proceeding& was, const Proceeding& now, const sim::Proposals<OffenderChange>& to)
{
    const TrialParameters& p = build.justice.trial;
    const Offender& offender = world.read(build.offenders.all)[row];
    const Courtship nobody{sim::no_row, row, step.tick.value, 0, Stage::contact};
    if (now.outcome == JusticeOutcome::under_way) {
        const bool indicted = was.has(proceeding::arrested) && now.stage == JusticeStage::court;
        if (indicted && step.luck(offender.id, "justice.kept_in_custody", step.tick).uniform() < p.kept_in_custody) {
            const auto until = static_cast<std::int32_t>(step.tick.value + p.custody_in_trial * weeks_per_year);
            to(0, {nobody, until, OffenderChangeKind::hold});
        }
        return;
    }
    const OffenderChange change = now.outcome == JusticeOutcome::convicted
                                      ? punish(p, step, now, nobody, offender.id)
                                      : OffenderChange{nobody, 0, OffenderChangeKind::release};
    // Who serves another sentence is not set free by what ends here.
    const bool serves = build.offenders.status_at(offender, step.tick) == OffenderStatus::convicted;
    if (change.kind != OffenderChangeKind::release || !serves) {
        to(0, change);
    }
}

bool hear_witness(const sim::Step& step, const Build& build, const Proceeding& one,
                  const sim::Proposals<Experienced>& to)
{
    const Justice& j = build.justice;
    const bool breach = step.luck(one.name, "justice.breach", step.tick).uniform() < j.trial.breach;
    if (j.p.feedback == 0.0 || one.witness == none) {
        return breach;
    }
    if (breach) {
        to(0, beliefs::experienced(one.witness, Experience::confidentiality_breach, Institution::police));
    } else if (one.hearings > 1) {
        to(0, beliefs::experienced(one.witness, Experience::bad_interview));
    }
    return breach;
}

void award(const sim::Step& step, const TrialParameters& p, const Proceeding& convicted, std::int64_t seized,
           const sim::Proposals<MoneyChange>& to)
{
    if (convicted.victim != none &&
        step.luck(convicted.name, "justice.compensation", step.tick).uniform() < p.compensation) {
        to(0, {0, convicted.victim, convicted.county, MoneyKind::order});
    }
    const std::int64_t to_fund = trial::to_fund(p, seized);
    if (to_fund > 0) {
        to(0, {to_fund, none, convicted.county, MoneyKind::income});
    }
}

} // namespace justice
} // namespace model
