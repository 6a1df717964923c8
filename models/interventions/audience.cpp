#include "models/interventions/audience.hpp"

namespace model {

Audience pupils_meant(const Delivery& delivery, sim::Tick tick)
{
    const Population& people = delivery.ground().population;
    const SchoolYear& year = delivery.ground().school_year(tick);
    Audience audience{.unit = "pupil"};
    for (std::uint32_t unit = 0; unit < year.pupils.size(); ++unit) {
        if (!delivery.aims_at_unit(unit)) {
            continue;
        }
        double& meant = audience.meant[people.localities.county[people.units.locality[unit]].value];
        const std::uint32_t end = year.class_first[unit + 1];
        for (std::uint32_t k = year.class_first[unit]; k < end; ++k) {
            const std::uint32_t up_to = k + 1 < end ? year.pupils_before[k + 1] : year.pupils[unit];
            meant += delivery.aims_at_class(year.classes[k], tick) ? up_to - year.pupils_before[k] : 0;
        }
    }
    return audience;
}

Audience residents_meant(const Delivery& delivery)
{
    const auto& localities = delivery.ground().population.localities;
    Audience audience{.unit = "person"};
    for (std::uint32_t l = 0; l < localities.county.size(); ++l) {
        if (delivery.aims_at_locality(l)) {
            audience.meant[localities.county[l].value] += localities.first_row[l + 1] - localities.first_row[l];
        }
    }
    return audience;
}

double share_reached(const std::array<double, county_count>& persons, const Reach& reach)
{
    double all = 0.0;
    double reached = 0.0;
    for (std::size_t c = 0; c < county_count; ++c) {
        all += persons[c];
        reached += persons[c] * reach.counties[c];
    }
    return all > 0.0 ? reached / all : reach.national;
}

} // namespace model
