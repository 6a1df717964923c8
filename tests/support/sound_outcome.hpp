#pragma once

#include "models/build.hpp"
#include "models/interventions/allocation.hpp"
#include "models/simulate.hpp"

namespace toy {

/// Expects of a run's outcome what no scenario may break, whatever it says: every number finite and of the right sign, every
/// cell of a ledger within its axes, nobody registered who was not recruited before, and nothing spent beyond a budget.
void expect_sound(const model::RunOutcome& outcome, const model::Scenario& scenario, const model::Ground& ground);

/// Expects of the plan that every reach lies within what the scenario asks, place, dates and ramp included; that in no week
/// and county the interventions together take more staff than there are; and that what each year costs, added up again from
/// what its weeks take, is what the plan says was spent.
void expect_sound_plan(const model::Build& build);

} // namespace toy
