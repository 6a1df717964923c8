#pragma once

#include "models/school_places.hpp"
#include "sim/stop.hpp"

#include <span>
#include <vector>

namespace model {

/// What forming classes needs to know of every pupil, in order of rows.
struct PupilList {
    std::vector<Row> person;
    std::vector<Career> career;
    std::vector<std::int16_t> entry_year; ///< September of the preparatory grade
};

/// Fills `units`, `classes` and `pupils` of the population. A class holds one cohort of one level of one unit; the
/// number of classes follows the pupils expected by the tables and those of the school's own county, so that a pupil's
/// classmates from the same county are the same in every selection.
/// \return pupils moved to a class of their own because one had reached the largest size
std::uint32_t form_classes(Population& population, const PupilList& pupils, const SourceTables& tables,
                           const SchoolFlows& flows, const sim::Luck& luck, const sim::Stop& stop);

} // namespace model
