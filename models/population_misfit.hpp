#pragma once

#include "models/misfit.hpp"
#include "models/population_builder.hpp"
#include "sim/stop.hpp"

#include <span>

namespace model {

/// Adds how far the finished population is from every target of its building, county by county, then for the whole
/// selection.
/// \param moved  pupils moved to a class of their own, see form_classes
void report_misfit(MisfitReport& misfit, const Population& population, const Counties& counties,
                   const SourceTables& tables, const SchoolFlows& flows, std::span<const CountyDraft> drafts,
                   std::uint32_t moved, sim::Date reference, const sim::Stop& stop);

/// The part about the schools of one county: pupils placed and not, ways across borders, places filled, boarding.
void report_schools(MisfitReport& misfit, const Population& population, const County& county, const CountyBlock& block,
                    const SourceTables& tables, const SchoolFlows& flows, sim::Date reference);

/// The part about the selection as a whole: sizes of classes, and the country's totals when it is the country.
void report_selection(MisfitReport& misfit, const Population& population, const SourceTables& tables,
                      std::uint32_t moved, sim::Date reference);

} // namespace model
