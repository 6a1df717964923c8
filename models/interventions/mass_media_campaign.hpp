#pragma once

#include "models/registry.hpp"

namespace model::mass_media_campaign {

struct Parameters {
    double wave_exposure; ///< mean exposure of residents by a wave
    double wave_cost;     ///< RON per wave of the whole country
    double design_cost;   ///< RON per campaign
};

/// Mean exposure of a county's residents by one wave. Pure, in [0, 1].
double exposure(const Parameters& p, double reach);

/// The declared values, those given in their place.
Parameters resolved(const sim::Values& values);
InterventionKind kind();

} // namespace model::mass_media_campaign
