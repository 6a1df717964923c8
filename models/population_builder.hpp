#pragma once

#include "models/care.hpp"
#include "models/counties.hpp"
#include "models/households.hpp"
#include "models/school_classes.hpp"
#include "models/traits.hpp"

#include <vector>

namespace model {

/// One county while it is being built.
struct CountyDraft {
    CountyId county;
    CareTargets targets;
    std::vector<AgeCounts> counts; ///< per locality
    std::vector<CareQuota> quotas; ///< per locality
    std::size_t first_household{};
    std::size_t households{};
};

/// One selected locality while it is being built.
struct LocalityDraft {
    std::uint32_t locality{}; ///< row of the localities table
    std::uint32_t county{};   ///< position among the selected counties
    HouseholdList list;
    Row first_row{};
    std::uint32_t first_household{};
    std::uint32_t first_pupil{};
};

/// Columns of the population as they are filled.
struct Columns {
    std::vector<Sex> sex;
    std::vector<std::int16_t> birth_week;
    std::vector<std::uint16_t> locality;
    std::vector<std::uint32_t> household;
    std::vector<Care> care;
    std::vector<ParentAbroad> parent_abroad;
    std::vector<std::uint8_t> online_exposure;
    std::vector<std::uint8_t> supervision;
    std::vector<std::uint8_t> flags;
    std::vector<std::uint32_t> pupil;
    std::vector<Row> first_member;
    std::vector<std::uint16_t> household_locality;
    std::vector<std::uint8_t> deprivation;
    std::vector<std::uint8_t> digital_skill;
    std::vector<std::uint8_t> complicity;
    std::vector<std::uint8_t> institution;
    std::vector<HouseholdNeed> need;

    void resize(std::size_t persons, std::size_t households);
    void hand_over(Population& population);
};

} // namespace model
