#include "models/interventions/allocation.hpp"

#include "models/build.hpp"
#include "models/interventions/audience.hpp"
#include "models/interventions/staff_ledger.hpp"
#include "models/phases.hpp"
#include "sim/error.hpp"

#include <algorithm>
#include <limits>

namespace model {
namespace {

/// Shares are found to one part in so many: at most this much of a budget stays unspent because of it.
constexpr int halvings = 12;

/// The largest share in [0, 1], to 2^-halvings, that is enough for a condition which holds at 0 and for all below one that
/// holds.
template <class Holds>
double largest_share(Holds&& holds)
{
    if (holds(1.0)) {
        return 1.0;
    }
    double low = 0.0;
    double step = 0.5;
    for (int i = 0; i < halvings; ++i, step *= 0.5) {
        low += holds(low + step) ? step : 0.0;
    }
    return low;
}

constexpr auto all_counties = [] {
    std::array<CountyId, county_count> all{};
    for (std::size_t i = 0; i < county_count; ++i) {
        all[i] = CountyId{static_cast<std::uint8_t>(i)};
    }
    return all;
}();

using PerCounty = std::array<double, county_count>;

/// The staff whom prevention finds in a county before any intervention: those who can be hired, and the time for it of the
/// regional centre, which is that of the mean centre, as how they differ is a replicate's.
StaffLedger::Persons staff_found(const Build& build)
{
    StaffLedger::Persons found{};
    for (const CountyId county : all_counties) { // schools of other counties, too: pupils of the selection attend them
        for (std::size_t kind = 0; kind < staff_kinds; ++kind) {
            found[kind][county.value] =
                build.workforce.available(build.ground.counties[county].persons, static_cast<Staff>(kind));
        }
        const Centres& c = build.centres;
        found[StaffLedger::of_centres][county.value] =
            c.p.staff * centres::prevention_share(c.p) * c.share[county.value];
    }
    return found;
}

/// Weeks of a run that lie in one calendar year, as [first, last).
struct Year {
    int year;
    sim::Tick first, last;
    double part; ///< of the calendar year, in days; 1 where all weeks that begin in it are of the run
};

std::vector<Year> years_of(const sim::Clock& clock, const sim::Clock& counted)
{
    std::vector<Year> years;
    for (sim::Tick tick = counted.first(); tick < counted.last(); tick = tick + 1) {
        if (years.empty() || years.back().year != clock.year(tick)) {
            years.push_back({clock.year(tick), tick, tick, 0.0});
        }
        years.back().last = tick + 1;
    }
    for (Year& y : years) {
        const bool whole = clock.year(y.first + -1) < y.year && clock.year(y.last) > y.year;
        const std::chrono::year year{y.year};
        y.part = whole ? 1.0 : (y.last - y.first) * 7.0 / (year.is_leap() ? 366.0 : 365.0);
    }
    return years;
}

} // namespace

/// Gives one intervention after the other what is left.
class Allocation::Planner {
public:
    explicit Planner(const Build& build)
        : build_(build), first_(build.ground.clock.first()),
          weeks_(static_cast<std::size_t>(build.ground.clock.last() - first_)), staff_(staff_found(build), weeks_)
    {
        double persons = 0.0;
        for (const CountyBlock& block : build.ground.population.counties) {
            persons += block.persons;
        }
        part_ = std::min(1.0, persons / build.justice.staff.p.residents);
        for (const Year& year : years_of(build.ground.clock, build.ground.counted)) {
            years_.push_back(year);
            budget_left_.push_back(build.scenario.budget_per_year ? *build.scenario.budget_per_year * year.part
                                                                  : std::numeric_limits<double>::infinity());
        }
    }

    void plan(Planned& one, std::vector<Spending>& spending)
    {
        one.reach.assign(weeks_, Reach{});
        one.farthest.assign(weeks_, Reach{});
        one.used.assign(one.kind->resources.size(), 0.0);
        for (std::size_t y = 0; y < years_.size(); ++y) {
            const Spending spent = plan_year(one, y);
            const bool may_cost = !one.kind->shock() || !one.kind->resources.empty();
            if (spent.wanted_ron > 0.0 || (may_cost && active_in(one, years_[y]))) {
                spending.push_back(spent);
            }
        }
    }

private:
    /// What a year costs at a share of the coverage wanted. Leaves the reach in `one` and what each week takes of staff.
    struct Tried {
        double cost{};
        double discounted{}; ///< cost, as much as it counts
        double staff_share{1.0};
        std::vector<StaffLedger::Persons> staff{}; ///< by week of the year
        std::vector<double> used{};
    };

    bool active_in(const Planned& one, const Year& year) const
    {
        return one.delivery->first() < year.last && year.first < one.delivery->last();
    }

    Spending plan_year(Planned& one, std::size_t y)
    {
        const Year& year = years_[y];
        Spending spent{.intervention = one.delivery->spec().name, .year = year.year};
        spent.wanted_ron = try_year(one, year, 1.0, false).cost;
        double limit = budget_left_[y];
        if (const auto own = one.delivery->spec().budget_per_year) {
            limit = std::min(limit, *own * year.part);
        }
        spent.budget_share =
            largest_share([&](double share) { return try_year(one, year, share, true).cost <= limit; });
        Tried done = try_year(one, year, spent.budget_share, true);       // the last one tried may have been another
        const bool money_limits = spent.budget_share < 1.0;               // and not the staff alone, who may be nobody
        if (money_limits && spent.wanted_ron > 0.0 && done.cost <= 0.0) { // less than the least that can be bought
            spent.budget_share = 0.0;
            done = try_year(one, year, 0.0, true);
        }
        spent.spent_ron = done.cost;
        spent.discounted_ron = done.discounted;
        spent.staff_share = done.staff_share;
        budget_left_[y] -= done.cost;
        for (std::size_t r = 0; r < one.used.size(); ++r) {
            one.used[r] += done.used[r];
        }
        note_coverage(one, year, spent);
        for (sim::Tick tick = year.first; tick < year.last; tick = tick + 1) {
            staff_.book(index(tick), done.staff[static_cast<std::size_t>(tick - year.first)]);
        }
        return spent;
    }

    /// Who is meant, and which share of them was to be reached and is, in the mean of the weeks in which it runs.
    void note_coverage(const Planned& one, const Year& year, Spending& spent) const
    {
        const sim::Tick begin = std::max(year.first, one.delivery->first());
        const sim::Tick end = std::min(year.last, one.delivery->last());
        if (!(begin < end)) {
            return;
        }
        const Audience audience = one.intervention->audience(end + -1);
        PerCounty weight{};
        for (const CountyBlock& block : build_.ground.population.counties) {
            const bool counted = !audience.unit.empty();
            const double persons = counted ? audience.meant[block.county.value] : static_cast<double>(block.persons);
            weight[block.county.value] = one.delivery->aims_at_county(block.county) ? persons : 0.0;
            spent.meant += counted ? weight[block.county.value] : 0.0;
        }
        for (sim::Tick tick = begin; tick < end; tick = tick + 1) {
            spent.coverage_wanted += one.delivery->coverage(tick) / (end - begin);
            spent.coverage_had += share_reached(weight, one.reach[index(tick)]) / (end - begin);
        }
        spent.audience = audience.unit;
    }

    Tried try_year(Planned& one, const Year& year, double share, bool limited)
    {
        Tried tried;
        tried.used.assign(one.kind->resources.size(), 0.0);
        tried.staff.resize(static_cast<std::size_t>(year.last - year.first));
        Needs needs(one.kind->resources.size());
        double wanted = 0.0;
        double had = 0.0;
        for (sim::Tick tick = year.first; tick < year.last; tick = tick + 1) {
            const Reach asked = wanted_reach(one, tick, share);
            const bool runs = !asked.nothing() || (tick > first_ && !one.reach[index(tick) - 1].nothing());
            one.reach[index(tick)] = asked;
            if (runs) {
                ask(one, tick, needs);
                wanted += needs.persons();
                if (limited && short_of_staff(needs, tick)) {
                    limit_by_staff(one, tick, asked, needs);
                }
                had += needs.persons();
                pay(one, tick, needs, tried);
                tried.staff[static_cast<std::size_t>(tick - year.first)] = staff_.taken(needs, index(tick));
            }
            one.farthest[index(tick)] =
                tick > first_ ? farther(one.farthest[index(tick) - 1], one.reach[index(tick)]) : one.reach[index(tick)];
        }
        tried.staff_share = wanted > 0.0 ? had / wanted : 1.0;
        return tried;
    }

    void pay(const Planned& one, sim::Tick tick, const Needs& needs, Tried& tried) const
    {
        double cost = 0.0;
        for (std::size_t r = 0; r < tried.used.size(); ++r) {
            const double amount = needs.total(r, part_);
            tried.used[r] += amount;
            tried.cost += amount * price(one, r);
            cost += amount * price(one, r);
        }
        tried.discounted += cost * counted_part(tick);
    }

    Reach wanted_reach(const Planned& one, sim::Tick tick, double share) const
    {
        Reach reach;
        // A post that is vacant delivers nothing and costs nothing.
        const double filled = one.kind->staff.empty() ? 1.0 : build_.workforce.filled();
        const Delivery& delivery = *one.delivery;
        const double coverage = delivery.coverage(tick) * share * filled;
        reach.national = coverage;
        for (const CountyId county : all_counties) {
            if (delivery.aims_at_county(county)) {
                reach.counties[county.value] = coverage;
            }
        }
        return reach;
    }

    void ask(const Planned& one, sim::Tick tick, Needs& needs) const
    {
        needs.clear();
        one.intervention->need({tick, first_, one.reach, one.farthest}, needs);
    }

    bool short_of_staff(const Needs& needs, sim::Tick tick) const
    {
        return std::any_of(all_counties.begin(), all_counties.end(),
                           [&](CountyId county) { return staff_.short_of(needs, index(tick), county); });
    }

    /// Lowers the reach in every county to the largest share for which there is staff. All counties are tried at once: what
    /// one takes depends on nothing in another.
    void limit_by_staff(Planned& one, sim::Tick tick, const Reach& asked, Needs& needs) const
    {
        Reach& reach = one.reach[index(tick)];
        PerCounty low{};
        double step = 0.5;
        std::array<bool, county_count> enough{};
        std::array<bool, county_count> limited_there{};
        for (const CountyId county : all_counties) {
            enough[county.value] = !staff_.short_of(needs, index(tick), county);
            limited_there[county.value] = needs.takes_from(county);
        }
        const auto reach_at = [&](double more) {
            for (std::size_t c = 0; c < county_count; ++c) {
                reach.counties[c] = enough[c] ? asked.counties[c] : asked.counties[c] * (low[c] + more);
            }
            ask(one, tick, needs);
        };
        for (int i = 0; i < halvings; ++i, step *= 0.5) {
            reach_at(step);
            for (const CountyId county : all_counties) {
                low[county.value] += staff_.short_of(needs, index(tick), county) ? 0.0 : step;
            }
        }
        reach_at(0.0);
        limit_elsewhere(one, tick, asked, limited_there, needs);
    }

    /// What is done for the whole country, and in counties outside the run that give nothing, goes as far as in the mean of
    /// those of the run: a centre of several counties is not served by staff that is short in the one that is there.
    /// \param limited_there  the counties from which what was asked takes something: only their own staff limits it
    void limit_elsewhere(Planned& one, sim::Tick tick, const Reach& asked, std::array<bool, county_count> limited_there,
                         Needs& needs) const
    {
        Reach& reach = one.reach[index(tick)];
        double wanted = 0.0;
        double had = 0.0;
        for (const CountyBlock& block : build_.ground.population.counties) {
            wanted += block.persons * asked(block.county);
            had += block.persons * reach(block.county);
            limited_there[block.county.value] = true;
        }
        const double part = wanted > 0.0 ? had / wanted : 1.0;
        reach.national = asked.national * part;
        for (const CountyId county : all_counties) {
            reach.counties[county.value] = limited_there[county.value] ? reach(county) : asked(county) * part;
        }
        ask(one, tick, needs);
    }

    double price(const Planned& one, std::size_t resource) const
    {
        return priced(one.kind->resources[resource].price, build_.scenario.parameters).value;
    }
    /// Of money spent in the week.
    double counted_part(sim::Tick tick) const
    {
        const CostRules& rules = build_.scenario.costs;
        return costs::counted_part(rules.discount_rate, rules.discount_from, build_.ground.clock.date(tick));
    }
    std::size_t index(sim::Tick tick) const { return static_cast<std::size_t>(tick - first_); }

    const Build& build_;
    sim::Tick first_;
    std::size_t weeks_;
    double part_{}; ///< of the country's residents
    StaffLedger staff_;
    std::vector<Year> years_;
    std::vector<double> budget_left_; ///< by year [RON]
};

Allocation::Allocation(const Build& build) : first_(build.ground.clock.first())
{
    Planner planner(build);
    for (const InterventionSpec& spec : build.scenario.interventions) {
        const auto& kinds = interventions();
        const auto kind =
            std::find_if(kinds.begin(), kinds.end(), [&](const InterventionKind& k) { return k.name == spec.kind; });
        sim::expect(kind != kinds.end(), "a checked scenario names an intervention that the registry lacks");
        Planned one{.kind = &*kind, .delivery = std::make_shared<const Delivery>(spec, build.ground)};
        one.intervention = kind->make(build, *one.delivery);
        planned_.push_back(std::move(one));
    }
    for (const bool shock : {true, false}) { // whose post is cut gives nobody an hour
        for (Planned& one : planned_) {
            if (one.kind->shock() == shock) {
                planner.plan(one, spending_);
            }
        }
    }
}

void add_interventions(Build& build)
{
    build.allocation = std::make_shared<const Allocation>(build);
    for (const Planned& one : build.allocation->all()) {
        build.plan.add({std::string(one.kind->name) + ": " + one.delivery->spec().name, phase::prevention,
                        [allocation = build.allocation, &one](sim::World& world, const sim::Step& step) {
                            const Week week = allocation->week(one, step.tick);
                            if (!week.now().nothing() || !week.before().nothing()) {
                                one.intervention->act(world, step, week);
                            }
                        }});
    }
}

} // namespace model
