#pragma once

#include "models/counties.hpp"
#include "models/households.hpp"
#include "sim/random.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace model {

/// What sets a household's deprivation and connection apart, before ranking.
struct HouseholdNeed {
    double score{}; ///< standard normal plus shifts; higher is more deprived
    std::uint8_t persons{};
    Settlement settlement{};
    bool institution{};
};

/// Score of a household from its members and the luck of its first member.
HouseholdNeed household_need(std::span<const Member> members, Settlement settlement, bool institution, AgentId first,
                             const sim::Luck& luck);

/// Deprivation of the households of a county, 0 best to 255: ranks of the scores, such that the county's share of
/// persons at risk of poverty or exclusion stands at the declared cut or above.
std::vector<std::uint8_t> rank_deprivation(std::span<const HouseholdNeed> needs, const County& county);

/// Probability of internet at home by settlement and deprivation, shifted so that the county's households meet the
/// region's share and urban and rural ones keep their national odds.
class InternetAccess {
public:
    InternetAccess() = default;
    InternetAccess(std::span<const HouseholdNeed> needs, std::span<const std::uint8_t> deprivation,
                   const County& county);
    double probability(Settlement settlement, std::uint8_t deprivation) const;

private:
    std::array<double, 2> shift_{}; ///< log odds at the middle of deprivation, urban and rural
};

/// Digital skill of the parents (or adults), 0..255: ranks of a normal score.
std::uint8_t digital_skill(const County& county, std::uint8_t deprivation, bool internet, AgentId first,
                           const sim::Luck& luck);
/// Propensity of complicity of the household, 0..255, most near 0.
std::uint8_t complicity(AgentId first, const sim::Luck& luck);

/// Share of people of an age [years] and sex who are in work, by the county's unemployment.
double employment_rate(int age, Sex sex, const County& county);

/// Age at which a childhood of abuse begins [years], of a person's uniform number: so that the share of those abused by some
/// age grows evenly from the first age to 18. Pure.
double first_abuse_age(double u);
/// Share of those abused before 18 who have been by some age [years]. Pure.
double abused_share(double age);

/// A person's traits that depend on the person alone.
struct PersonTraits {
    std::uint8_t flags{};
    std::uint8_t online_exposure{};
    std::uint8_t supervision{};
};
PersonTraits person_traits(const Member& member, const County& county, std::uint8_t deprivation, bool internet,
                           AgentId id, const sim::Luck& luck);

} // namespace model
