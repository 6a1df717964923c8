#pragma once

#include "models/beliefs.hpp"
#include "models/cases.hpp"
#include "models/closures.hpp"
#include "models/counselling.hpp"
#include "models/debts.hpp"
#include "models/detection.hpp"
#include "models/era.hpp"
#include "models/ground.hpp"
#include "models/homes.hpp"
#include "models/justice/justice.hpp"
#include "models/law.hpp"
#include "models/ledgers.hpp"
#include "models/life/life.hpp"
#include "models/norms.hpp"
#include "models/offenders.hpp"
#include "models/recording.hpp"
#include "models/services/assistance.hpp"
#include "models/services/centres.hpp"
#include "models/services/compensation.hpp"
#include "models/services/retrafficking.hpp"
#include "models/services/services.hpp"
#include "models/supports.hpp"
#include "models/workforce.hpp"
#include "sim/plan.hpp"

#include <memory>

namespace model {

class Allocation;

/// The state of a scenario while its modules are put together. A module adds its columns, events and processes, and
/// leaves its handles for those after it (the order is the registry's).
struct Build {
    const Scenario& scenario;
    const Ground& ground;
    sim::World& world;
    sim::Plan& plan;

    double incidence_scale{
        1.0}; ///< of every base rate of recruitment everywhere, from this replicate's hidden multiplier
    double incidence_most{1.0};                  ///< the largest of any replicate of the scenario
    double detection_scale{1.0};                 ///< of every base rate of detection, likewise
    std::size_t pathway{};                       ///< position of the pathway being made
    std::size_t pathway_slot{};                  ///< its line in the registry
    std::vector<PathwayTraits> pathway_traits{}; ///< by position, for those who meet its cases

    Law law{};
    Era era{};
    Debts debts{};
    Homes homes{};
    Ledgers ledgers{};
    Life life{};
    Supports supports{};
    Closures closures{};
    Norms norms{};
    Beliefs beliefs{};
    Counselling counselling{};
    Cases cases{};
    Offenders offenders{};
    Recording recording{};
    Justice justice{};
    Services services{};
    Centres centres{};
    Detection detection{};
    Assistance assistance{};
    Compensation compensation{};
    Retrafficking retrafficking{};
    Workforce workforce{};
    std::shared_ptr<const Allocation> allocation{}; ///< of the scenario's interventions, once they are made

    /// Scale of every base rate of recruitment in a county: of those whose home was there when the run began, and of the
    /// offenders at work there.
    double incidence_in(CountyId county) const
    {
        return incidence_scale * scenario.county_factors.incidence_of(county);
    }
    /// Scale of every base rate of detection of who lives in a county now.
    double detection_in(CountyId county) const
    {
        return detection_scale * scenario.county_factors.detection_of(county);
    }
    /// Where a case is counted, by what is true of the person at the tick.
    LedgerCell ledger_cell(const Case& c, Form form, sim::Tick tick) const;
};

/// A price with the scenario's value.
inline sim::ParameterInfo priced(sim::ParameterInfo price, const sim::Values& values)
{
    price.value = values.value_or(price.name, price.value);
    return price;
}

} // namespace model
