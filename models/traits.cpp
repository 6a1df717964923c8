#include "models/traits.hpp"

#include "models/household_pool.hpp"
#include "models/numbers.hpp"
#include "models/population_assumptions.hpp"
#include "models/population_traits.hpp"

#include <algorithm>
#include <cmath>

namespace model {
namespace {

constexpr double highest = 255.0;
constexpr std::size_t bins = 8192;
constexpr double widest_score = 6.0;

std::size_t bin_of(double score)
{
    const double place = (score + widest_score) / (2.0 * widest_score) * bins;
    return static_cast<std::size_t>(std::clamp(place, 0.0, static_cast<double>(bins - 1)));
}

double logistic(double x)
{
    return 1.0 / (1.0 + std::exp(-x));
}

double log_odds(double p)
{
    return std::log(p / (1.0 - p));
}

std::uint8_t to_byte(double share)
{
    return static_cast<std::uint8_t>(std::lround(std::clamp(share, 0.0, 1.0) * highest));
}

/// The shift of log odds that makes `mean(shift)` meet a target; `mean` grows with the shift.
template <class Mean>
double solve_shift(double target, Mean&& mean)
{
    constexpr double widest = 12.0;
    constexpr int bisections = 50;
    double low = -widest;
    double high = widest;
    for (int i = 0; i < bisections; ++i) {
        const double middle = 0.5 * (low + high);
        (mean(middle) < target ? low : high) = middle;
    }
    return 0.5 * (low + high);
}

} // namespace

HouseholdNeed household_need(std::span<const Member> members, Settlement settlement, bool institution, AgentId first,
                             const sim::Luck& luck)
{
    constexpr int large_family = 3;
    HouseholdNeed need{normal_quantile(luck(first, "population.deprivation").uniform()),
                       static_cast<std::uint8_t>(members.size()), settlement, institution};
    int children = 0;
    bool lone = false;
    for (const Member& member : members) {
        children += member.age < adult_age ? 1 : 0;
        lone = lone || member.care == Care::one_parent || member.care == Care::relatives;
    }
    need.score += settlement == Settlement::rural ? assume::deprived_rural.value : 0.0;
    need.score += lone ? assume::deprived_lone.value : 0.0;
    need.score += children >= large_family ? assume::deprived_large.value
                  : children > 0           ? assume::deprived_child.value
                                           : 0.0;
    return need;
}

std::vector<std::uint8_t> rank_deprivation(std::span<const HouseholdNeed> needs, const County& county)
{
    std::vector<std::uint64_t> persons(bins, 0);
    std::uint64_t all = 0;
    for (const HouseholdNeed& need : needs) {
        persons[bin_of(need.score)] += need.persons;
        all += need.persons;
    }
    const double deprived = county.arope_pct / 100.0;
    const double cut = assume::deprivation_cut.value;
    std::vector<std::uint8_t> value(bins, 0);
    std::uint64_t below = 0;
    for (std::size_t bin = 0; bin < bins; ++bin) {
        const double rank = (static_cast<double>(below) + 0.5 * static_cast<double>(persons[bin])) /
                            static_cast<double>(std::max<std::uint64_t>(all, 1));
        below += persons[bin];
        const double up = rank < 1.0 - deprived ? (cut - 1.0) * rank / (1.0 - deprived)
                                                : cut + (highest - cut) * (rank - (1.0 - deprived)) / deprived;
        value[bin] = static_cast<std::uint8_t>(std::clamp(up, 0.0, highest));
    }
    std::vector<std::uint8_t> deprivation(needs.size());
    for (std::size_t h = 0; h < needs.size(); ++h) {
        deprivation[h] = value[bin_of(needs[h].score)];
    }
    return deprivation;
}

InternetAccess::InternetAccess(std::span<const HouseholdNeed> needs, std::span<const std::uint8_t> deprivation,
                               const County& county)
{
    std::array<std::array<double, 256>, 2> households{};
    std::array<double, 2> all{};
    for (std::size_t h = 0; h < needs.size(); ++h) {
        const auto s = static_cast<std::size_t>(needs[h].settlement);
        ++households[s][deprivation[h]];
        ++all[s];
    }
    const std::array<double, 2> national{log_odds(assume::internet_urban.value),
                                         log_odds(assume::internet_rural.value)};
    const double target = county.internet_pct / 100.0;
    const double shift = solve_shift(target, [&](double x) {
        return (all[0] * logistic(national[0] + x) + all[1] * logistic(national[1] + x)) / (all[0] + all[1]);
    });
    for (std::size_t s = 0; s < 2; ++s) {
        shift_[s] = solve_shift(logistic(national[s] + shift), [&](double x) {
            double connected = 0.0;
            for (std::size_t d = 0; d < households[s].size(); ++d) {
                connected += households[s][d] *
                             logistic(x + assume::internet_deprived.value * (static_cast<double>(d) / highest - 0.5));
            }
            return all[s] > 0.0 ? connected / all[s] : 1.0;
        });
    }
}

double InternetAccess::probability(Settlement settlement, std::uint8_t deprivation) const
{
    return logistic(shift_[static_cast<std::size_t>(settlement)] +
                    assume::internet_deprived.value * (deprivation / highest - 0.5));
}

std::uint8_t digital_skill(const County& county, std::uint8_t deprivation, bool internet, AgentId first,
                           const sim::Luck& luck)
{
    constexpr double national_tertiary = 0.16;
    const double score = normal_quantile(luck(first, "population.digital_skill").uniform()) +
                         assume::skill_deprived.value * (deprivation / highest - 0.5) +
                         assume::skill_tertiary.value * (county.tertiary_share - national_tertiary) +
                         (internet ? 0.0 : assume::skill_offline.value);
    return to_byte(normal_share_below(
        score / std::sqrt(1.0 + assume::skill_deprived.value * assume::skill_deprived.value / 12.0)));
}

std::uint8_t complicity(AgentId first, const sim::Luck& luck)
{
    return to_byte(std::pow(luck(first, "population.complicity").uniform(), assume::complicity_power.value));
}

namespace {

/// Of being abused before 18, whatever the age on the reference day.
double abuse_probability(const Member& member, std::uint8_t deprivation)
{
    const double base = member.sex == Sex::female ? assume::abuse_female.value : assume::abuse_male.value;
    const double ratio = member.care == Care::residential               ? assume::abuse_residential.value
                         : deprivation >= assume::deprivation_cut.value ? assume::abuse_deprived.value
                                                                        : 1.0;
    return base * ratio;
}

/// Shape of a trait on [0, 1] with two shares known: `above_third` above 1/3, `above_two` above 2/3; piecewise linear.
double three_parts(double u, double above_third, double above_two)
{
    const double low = 1.0 - above_third;
    const double middle = 1.0 - above_two;
    if (u < low) {
        return u / low / 3.0;
    }
    if (u < middle) {
        return (1.0 + (u - low) / (middle - low)) / 3.0;
    }
    return (2.0 + (u - middle) / (1.0 - middle)) / 3.0;
}

} // namespace

double employment_rate(int age, Sex sex, const County& county)
{
    constexpr int prime = 25;
    constexpr int older = 55;
    constexpr int retired = 65;
    constexpr double usual_unemployment = 3.0;
    if (age < adult_age || age >= retired) {
        return 0.0;
    }
    const double rate = age < prime        ? assume::employed_young.value
                        : age >= older     ? assume::employed_older.value
                        : sex == Sex::male ? assume::employed_men.value
                                           : assume::employed_women.value;
    const double lost = assume::employed_unemployment.value * (county.unemployment_pct - usual_unemployment) / 100.0;
    return std::clamp(rate - lost, 0.0, 1.0);
}

double first_abuse_age(double u)
{
    const double from = assume::abuse_from_age.value;
    return from + (adult_age - from) * u;
}

double abused_share(double age)
{
    const double from = assume::abuse_from_age.value;
    return std::clamp((age - from) / (adult_age - from), 0.0, 1.0);
}

PersonTraits person_traits(const Member& member, const County& county, std::uint8_t deprivation, bool internet,
                           AgentId id, const sim::Luck& luck)
{
    PersonTraits traits;
    const sim::Draw health = luck(id, "population.health");
    const double disabled = member.care == Care::residential ? assume::disability_residential.value
                            : member.age < adult_age         ? assume::disability_child.value
                                                             : assume::disability_adult.value;
    const sim::Draw life = luck(id, "population.life");
    const auto mark = [&](std::uint8_t which, bool holds) {
        traits.flags = static_cast<std::uint8_t>(traits.flags | (holds ? which : 0));
    };
    mark(flag::disability, health.uniform() < disabled);
    mark(flag::prior_abuse, health.second() < abuse_probability(member, deprivation));
    mark(flag::abroad_undeclared, member.undeclared);
    mark(flag::internet, internet);
    mark(flag::employed, life.uniform() < employment_rate(member.age, member.sex, county));
    const double access = internet ? 1.0 : assume::online_unconnected.value;
    const double exposure = three_parts(life.second(), assume::online_long.value, assume::online_public.value);
    traits.online_exposure = to_byte(exposure * access);
    const bool absent = member.care != Care::adult && member.care != Care::two_parents;
    const double care = normal_quantile(luck(id, "population.supervision").uniform()) +
                        (absent ? assume::supervision_absent.value : 0.0);
    traits.supervision = to_byte(
        three_parts(normal_share_below(care), 1.0 - assume::supervision_lax.value, assume::supervision_strict.value));
    return traits;
}

} // namespace model
