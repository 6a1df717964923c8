#pragma once

#include "models/ledgers.hpp"
#include "sim/parameter.hpp"
#include "sim/world.hpp"

namespace model {

struct Build;

struct EraParameters {
    double year_shift;             ///< years from the calendar of the run to the times meant
    double internet;               ///< access relative to the population as built
    double migration;              ///< freedom to work abroad relative to the reference year
    double demand;                 ///< relative to the reference year
    double recruitment_elasticity; ///< share of a fall in demand that reaches recruitment
    double demand_hidden;          ///< log hazard ratio
    double reference_year;         ///< of the pathways' shares abroad
    double inward_trend;           ///< 1/year, of the log odds
    double to_italy, to_germany, to_united_kingdom, to_spain, to_france, to_other;
};

/// What a strategy or an event of the times adds to demand: millionths of the demand of the times. Below 0 it falls.
struct DemandChange {
    std::int32_t amount;
};

/// The times in which a run takes place. What differs between 2007 and today is a value here and never code.
struct Era {
    EraParameters p{};
    sim::Clock clock{sim::Date{}, sim::Date{std::chrono::days{7}}};

    /// The year meant by a tick, with its fraction: that of law dates and trends.
    double year(sim::Tick tick) const;
    /// Share of a pathway's cases exploited abroad at the tick.
    /// \param share  at the reference year
    double abroad(double share, sim::Tick tick) const;

    sim::Column<std::int32_t> demand_given{}; ///< one row: the sum of what was added, millionths
    sim::Event<DemandChange> demand_change{};

    /// Demand now: the factor on every hazard of recruitment. Never above `most_demand`, so that bounds hold.
    double demand(const sim::World& world) const;
    /// Share of the demand of the times that events took away, in [0, 1].
    double demand_fall(const sim::World& world) const;
    /// The factor on every bound of a hazard of recruitment.
    double most_demand() const { return p.demand; }
};

namespace era {

/// Calendar year of a date with its fraction, such as 2020.5. Pure.
double fractional_year(sim::Date date);
/// A share whose odds are multiplied; 0 where nothing is left of them. Pure.
double with_odds(double share, double odds);
/// Factor on hazards of recruitment after a fall of demand: of the fall so much reaches recruitment as the elasticity says.
/// Never above that of the times. Pure. \param fall  share of the demand of the times, in [0, 1]
double demand(const EraParameters& p, double fall);
/// Harm: hazard ratio of others noticing a case where demand has fallen, because what is left hides. Pure.
double visibility(const EraParameters& p, double fall);
/// Share abroad in a year: its odds fall with the trend inwards and grow with the freedom to move. Pure.
/// \source docs/model.md, "Era"
double abroad_share(const EraParameters& p, double share, double year);
/// Where abroad, from one uniform, in proportion to the weights. Pure.
Destination destination(const EraParameters& p, double u);

/// The declared values, those given in their place.
EraParameters resolved(const sim::Values& values);
std::vector<sim::ParameterInfo> parameters();
void make(Build& build);

} // namespace era
} // namespace model
