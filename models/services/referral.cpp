#include "models/services/referral.hpp"

#include "models/detection.hpp"

#include <algorithm>
#include <cmath>

namespace model {
namespace {

using P = ReferralParameters;
using D = sim::Parameter<P>;

constexpr const char* shares =
    "set so that about 46 % are referred (TIP 2024, of 2022) and 37-49 % helped (ANITP 2016-2022)";

constexpr std::array declared{
    D{&P::identification,
      {"referral.identification", "1/year", 26.0, 0.0, 365.0, 'E', "assumed: two weeks where the mechanism is followed",
       "Hazard that a presumed victim is formally identified, adoption 1."}},
    D{&P::withdrawal,
      {"referral.withdrawal", "1/year", 2.0, 0.0, 52.0, 'E', "assumed: fear and shame (S16), no figure",
       "Hazard that a presumed victim withdraws or contact is lost."}},
    D{&P::referred,
      {"referral.referred", "1", 0.70, 0.0, 1.0, 'C', shares,
       "Probability of referral where the institution or the partnership does its part."}},
    D{&P::cooperates,
      {"referral.cooperates", "1", 0.6, 0.0, 1.0, 'E', "assumed: no source yet",
       "Share of victims who are ready to testify."}},
    D{&P::tied_to_testimony,
      {"referral.tied_to_testimony", "1", 0.25, 0.0, 1.0, 'E',
       "TIP 2024: in practice help is tied to testifying; no rate", "Share of the others to whom help is refused."}},
    D{&P::lost_after_return,
      {"referral.lost_after_return", "1", 0.2, 0.0, 1.0, 'E', "S20 (2017): late notice, hasty return; no rate",
       "Probability that contact is lost on return from abroad."}},
    D{&P::shelter_needed_minor,
      {"referral.shelter_needed_minor", "1", 0.4, 0.0, 1.0, 'E', "assumed: no source yet",
       "Share of children referred who need a place to live."}},
    D{&P::shelter_needed_adult,
      {"referral.shelter_needed_adult", "1", 0.3, 0.0, 1.0, 'E', "assumed: no source yet",
       "Share of adults referred who need a place to live."}},
    D{&P::legal_aid,
      {"referral.legal_aid", "1", 0.4, 0.0, 1.0, 'E', "assumed: victims seldom have counsel (TIP 2024), no figure",
       "Share of those helped who have legal aid and company in a trial."}},
    D{&P::giving_up,
      {"referral.giving_up", "1/year", 1.0, 0.0, 52.0, 'E', "assumed: no source yet",
       "Hazard of giving up while waiting for a place, in a town."}},
    D{&P::dropping_out,
      {"referral.dropping_out", "1/year", 0.6, 0.0, 52.0, 'E', "assumed: no source yet",
       "Hazard of leaving help before its end, in a town without legal aid."}},
    D{&P::distance_effect,
      {"referral.distance_effect", "1/km", 0.01, 0.0, 0.05, 'E',
       "assumed: help is tied to the home district (TIP 2024), no figure",
       "Log hazard ratio of giving up and dropping out per km to the nearest town."}},
    D{&P::support_effect,
      {"referral.support_effect", "1", -0.5, -2.0, 0.0, 'E', "assumed: no source yet",
       "Log hazard ratio of dropping out, with legal aid."}},
    D{&P::training_effect,
      {"referral.training_effect", "1", -0.2, -1.5, 0.3, 'E',
       "assumed: victim-focused work keeps people (S16, TIP 2024), no figure",
       "Log hazard ratio of withdrawing and dropping out, all social workers newly trained; above 0 is harm."}},
    D{&P::strain_effect,
      {"referral.strain_effect", "1", 0.1, 0.0, 2.0, 'E', "assumed: new places before there is experienced staff",
       "Harm: log hazard ratio of dropping out where all places are new."}},
    D{&P::duration,
      {"referral.duration", "year", 0.5, 0.05, 3.0, 'C', "costs.csv: a package of about six months",
       "Mean time that help takes when it is not broken off."}},
};

} // namespace

namespace referral {

Entry entry_of(Channel channel)
{
    switch (channel) {
    case Channel::self_report:
    case Channel::family_or_neighbour:
        return Entry::own_report;
    case Channel::school:
    case Channel::health:
        return Entry::public_service;
    case Channel::child_protection:
        return Entry::child_protection;
    case Channel::police:
        return Entry::police;
    case Channel::ngo:
        return Entry::ngo;
    case Channel::helpline:
        return Entry::helpline;
    case Channel::abroad:
        return Entry::abroad;
    }
    return Entry::police;
}

double identification(const ReferralParameters& p, double adoption)
{
    return p.identification * adoption;
}

double referred(const ReferralParameters& p, double adoption, double coordination, double attention)
{
    return p.referred * (1.0 - (1.0 - adoption) * (1.0 - coordination)) * attention;
}

double withdrawal(const ReferralParameters& p, double trained)
{
    return p.withdrawal * std::exp(p.training_effect * trained);
}

double refused(const ReferralParameters& p, double unconditional)
{
    return p.tied_to_testimony * (1.0 - p.cooperates) * (1.0 - unconditional);
}

double legal_aid(const ReferralParameters& p, double given)
{
    return std::min(1.0, p.legal_aid + given);
}

double dropping_out(const ReferralParameters& p, double km, bool supported, double trained, double new_places)
{
    return p.dropping_out * std::exp(p.distance_effect * km + (supported ? p.support_effect : 0.0) +
                                     p.training_effect * trained + p.strain_effect * new_places);
}

ReferralParameters resolved(const sim::Values& values)
{
    return sim::resolve(declared, values);
}

std::vector<sim::ParameterInfo> parameters()
{
    return sim::declarations(declared);
}

} // namespace referral
} // namespace model
