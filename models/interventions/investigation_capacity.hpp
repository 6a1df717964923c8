#pragma once

#include "models/registry.hpp"

namespace model::investigation_capacity {

struct Parameters {
    double investigator_cost, prosecutor_cost;
    double laboratory_cost;
    double equipment_cost;
};

/// Those who take over in a county what investigators or prosecutors did beside trafficking. Pure.
/// \param posts      of the country before any strategy   \param diverted  share of their time   \param undiverted  of it
/// \param residents  share of the country's
double replaced(double posts, double diverted, double undiverted, double residents, double reach);

/// The declared values, those given in their place.
Parameters resolved(const sim::Values& values);
InterventionKind kind();

} // namespace model::investigation_capacity
