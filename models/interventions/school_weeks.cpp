#include "models/interventions/school_weeks.hpp"

#include <array>

namespace model::school_weeks {

std::span<const sim::ParameterInfo> declared()
{
    static constexpr std::array all{programme_first, programme_length, first_lessons, second_lessons};
    return all;
}

} // namespace model::school_weeks
