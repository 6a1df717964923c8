#pragma once

#include "models/beliefs.hpp"
#include "models/offenders.hpp"
#include "models/services/compensation.hpp"

namespace model {

struct Build;
struct Proceeding;
struct TrialParameters;

namespace justice {

/// What a week of a proceeding means for one of its suspects: custody that goes on with the indictment, a sentence, or
/// freedom.
void tell_suspect(const sim::World& world, const sim::Step& step, const Build& build, std::uint32_t row,
                  const Proceeding& was, const Proceeding& now, const sim::Proposals<OffenderChange>& to);

/// What a hearing means for the witness: asked again after the first, or the story becomes known.
/// \return  whether it became known
bool hear_witness(const sim::Step& step, const Build& build, const Proceeding& one,
                  const sim::Proposals<Experienced>& to);

/// What a conviction means in money: an order in favour of the victim, and seized assets for the fund.
/// \param p  under the rules in force
void award(const sim::Step& step, const TrialParameters& p, const Proceeding& convicted, std::int64_t seized,
           const sim::Proposals<MoneyChange>& to);

} // namespace justice
} // namespace model
