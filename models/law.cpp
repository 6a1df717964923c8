#include "models/law.hpp"

#include "models/build.hpp"
#include "models/levers.hpp"

#include <algorithm>
#include <cmath>

namespace model {
namespace {

using P = LawParameters;
using D = sim::Parameter<P>;

constexpr const char* limitation_source =
    "TIP 2024 (S24), Justice and Care 2025 (S16): rulings of 2018-2022; the day is assumed";
constexpr const char* slip_source = "Justice and Care 2025 (S16): Law 217/2020, corrected on 29 November 2020";
constexpr const char* consent_source =
    "Justice and Care 2025 (S16): Laws 217/2023 and 424/2023; TIP 2024 differs; the day is assumed";

constexpr std::array declared{
    D{&P::dated,
      {"law.dated", "1", 1.0, 0.0, 1.0, 'D', "assumed: a switch",
       "1: the law changes on its dates; 0: it has always been as it is after the last of them."}},
    D{&P::consent_changed,
      {"law.consent_changed", "calendar year", 2023.54, 2023.0, 2051.0, 'B', consent_source,
       "When the age of consent rises."}},
    D{&P::consent_before,
      {"law.consent_before", "year", 14.0, 12.0, 18.0, 'A', consent_source, "Age of consent before."}},
    D{&P::consent_after, {"law.consent_after", "year", 16.0, 12.0, 18.0, 'A', consent_source, "Age of consent after."}},
    D{&P::overlooked,
      {"law.overlooked", "1", 0.25, 0.0, 1.0, 'E', "assumed: minors above the age asked for proof (S16), no figure",
       "Share of sexually exploited minors above the age of consent whose exploitation officials overlook."}},
    D{&P::unrecorded,
      {"law.unrecorded", "1", 0.05, 0.0, 1.0, 'E', "assumed: minors above the age asked for proof (S16), no figure",
       "Share of the same that are presumed victims and not recorded as such."}},
    D{&P::slip_from,
      {"law.slip_from", "calendar year", 2020.84, 2020.0, 2051.0, 'B', slip_source,
       "When the slip of drafting comes into force."}},
    D{&P::slip_until,
      {"law.slip_until", "calendar year", 2020.91, 2020.0, 2051.0, 'A', slip_source, "When it is corrected."}},
    D{&P::slip_dismissed,
      {"law.slip_dismissed", "1", 0.02, 0.0, 0.5, 'E', "assumed: no count was found",
       "Share of the proceedings open during the slip that it ends."}},
    D{&P::limitation,
      {"law.limitation", "year", 8.0, 3.0, 20.0, 'C', limitation_source,
       "Limitation of trafficking before its removal, uninterrupted."}},
    D{&P::interruption,
      {"law.interruption", "1", 2.0, 1.0, 3.0, 'C', limitation_source,
       "How many times the term limitation takes when acts of procedure interrupt it."}},
    D{&P::rulings_from,
      {"law.rulings_from", "calendar year", 2018.56, 2018.0, 2051.0, 'B', limitation_source,
       "From when courts hold that nothing interrupts limitation."}},
    D{&P::rulings_until,
      {"law.rulings_until", "calendar year", 2022.41, 2018.0, 2051.0, 'B', limitation_source,
       "Offences committed before this benefit from the rulings."}},
    D{&P::limits_removed,
      {"law.limits_removed", "calendar year", 2021.5, 2018.0, 2051.0, 'B',
       "TIP 2024 (S24), Justice and Care 2025 (S16): 2021; the day is assumed",
       "When limitation of trafficking is removed, also for offences not yet time-barred."}},
    D{&P::dismissal,
      {"law.dismissal", "1/year", 2.0, 0.0, 52.0, 'E', "assumed: hundreds of dismissals (S24), no rate",
       "Hazard of a time-barred proceeding being dismissed."}},
    D{&P::gap_dismissal,
      {"law.gap_dismissal", "1/year", 0.29, 0.0, 5.0, 'E',
       "assumed: as in the slip of 2020, two of a hundred in four weeks",
       "Hazard of an open proceeding being dismissed while an event's gap of the law is in force."}},
};

/// A minor at or above the age of consent.
bool doubted(const LawParameters& p, double age_years, double year)
{
    constexpr double adult_age = 18.0;
    return age_years >= law::age_of_consent(p, year) && age_years < adult_age;
}

} // namespace

namespace law {

double age_of_consent(const LawParameters& p, double year)
{
    return p.dated > 0.0 && year < p.consent_changed ? p.consent_before : p.consent_after;
}

double overlooked(const LawParameters& p, double age_years, double year)
{
    return doubted(p, age_years, year) ? p.overlooked : 0.0;
}

double unrecorded(const LawParameters& p, double age_years, double year)
{
    return doubted(p, age_years, year) ? p.unrecorded : 0.0;
}

bool time_barred(const LawParameters& p, double offence, double year)
{
    if (p.dated == 0.0) {
        return false;
    }
    const bool uninterrupted = year >= p.rulings_from && offence < p.rulings_until;
    const double term = p.limitation * (uninterrupted ? 1.0 : p.interruption);
    return offence + term <= std::min(year, p.limits_removed);
}

double dismissal_hazard(const LawParameters& p, double offence, double year, double gap)
{
    const bool slip = p.dated > 0.0 && year >= p.slip_from && year < p.slip_until;
    // The hazard that ends the declared share of what is open over the weeks of the slip.
    const double by_slip = slip ? -std::log1p(-p.slip_dismissed) / (p.slip_until - p.slip_from) : 0.0;
    return by_slip + (time_barred(p, offence, year) ? p.dismissal : 0.0) + gap * p.gap_dismissal;
}

LawParameters changed(LawParameters p, double overlooked, double unrecorded, double age_of_consent)
{
    constexpr double oldest = 18.0;
    p.overlooked = std::clamp(p.overlooked + overlooked, 0.0, 1.0);
    p.unrecorded = std::clamp(p.unrecorded + unrecorded, 0.0, 1.0);
    p.consent_before = std::clamp(p.consent_before + age_of_consent, 0.0, oldest);
    p.consent_after = std::clamp(p.consent_after + age_of_consent, 0.0, oldest);
    return p;
}

LawParameters resolved(const sim::Values& values)
{
    return sim::resolve(declared, values);
}

std::vector<sim::ParameterInfo> parameters()
{
    return sim::declarations(declared);
}

void make(Build& build)
{
    Law& l = build.law;
    l.p = resolved(build.scenario.parameters);
    l.given = build.world.add_column<std::int32_t>({"law.given", "1e-6", "what events changed, per lever"}, law_levers);
    l.change = build.world.add_event<LawChange>(
        "law.change", [&l](sim::World& w, const sim::Step&, std::span<LawChange> changes) {
            for (const LawChange& change : changes) {
                w.write(l.given)[static_cast<std::size_t>(change.lever)] += change.amount;
            }
        });
}

} // namespace law

LawParameters Law::now(const sim::World& world) const
{
    const auto added = [&](LawLever lever) { return model::given(world, given, static_cast<std::size_t>(lever)); };
    return law::changed(p, added(LawLever::overlooked), added(LawLever::unrecorded), added(LawLever::age_of_consent));
}

double Law::level(const sim::World& world, LawLever lever) const
{
    return std::clamp(model::given(world, given, static_cast<std::size_t>(lever)), 0.0, 1.0);
}

} // namespace model
