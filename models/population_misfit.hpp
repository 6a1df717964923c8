#pragma once

#include "models/misfit.hpp"
#include "models/population_builder.hpp"

#include <span>

namespace model {

/// Adds how far the finished population is from every target of its building, county by county.
/// \param moved  pupils moved to a class of their own, see form_classes
void report_misfit(MisfitReport& misfit, const Population& population, const Counties& counties,
                   const SourceTables& tables, const SchoolFlows& flows, std::span<const CountyDraft> drafts,
                   std::uint32_t moved, sim::Date reference);

} // namespace model
