#pragma once

#include "models/interventions/delivery.hpp"
#include "models/interventions/intervention.hpp"
#include "models/registry.hpp"
#include "models/simulate.hpp"

#include <memory>
#include <vector>

namespace model {

struct Build;

/// An intervention of the run, with all that concerns it.
struct Planned {
    const InterventionKind* kind{};
    std::shared_ptr<const Delivery> delivery;
    std::unique_ptr<const Intervention> intervention{};
    std::vector<Reach> reach{};    ///< by week of the run
    std::vector<Reach> farthest{}; ///< by week of the run, of all up to it
    std::vector<double> used{};    ///< by resource of the kind
};

/// How far every intervention of a scenario reaches in every week and county. They share money and staff in the order in
/// which the scenario names them: the first has what it needs while there is any. A function of the scenario and the
/// population: the same in every replicate, and known before the run.
class Allocation {
public:
    /// \param build  with all institutions in it
    explicit Allocation(const Build& build);

    const std::vector<Planned>& all() const { return planned_; }
    const std::vector<Spending>& spending() const { return spending_; }
    Week week(const Planned& one, sim::Tick tick) const { return {tick, first_, one.reach, one.farthest}; }

private:
    class Planner;

    sim::Tick first_;
    std::vector<Planned> planned_;
    std::vector<Spending> spending_;
};

/// Adds the interventions of the scenario to the plan.
void add_interventions(Build& build);

} // namespace model
