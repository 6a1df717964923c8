#include "models/services/compensation.hpp"

#include "models/build.hpp"
#include "models/phases.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace model {
namespace {

using P = CompensationParameters;
using D = sim::Parameter<P>;

constexpr std::array declared{
    D{&P::fund_income,
      {"compensation.fund_income", "RON/year", 1'000'000.0, 0.0, 1e8, 'E',
       "assumed: few are paid (TIP 2024); 66.6 M RON are for all victims of crime",
       "What the state puts into the fund for victims of trafficking."}},
    D{&P::advance_most,
      {"compensation.advance_most", "RON", 15'000.0, 0.0, 200'000.0, 'A',
       "costs.csv: advance of at most 15,000 RON (TIP 2024)", "Largest advance for one victim."}},
    D{&P::order_low,
      {"compensation.order_low", "RON", 10'000.0, 0.0, 1e6, 'E', "assumed: no source yet",
       "Smallest compensation ordered."}},
    D{&P::order_high,
      {"compensation.order_high", "RON", 60'000.0, 0.0, 1e7, 'E', "assumed: no source yet",
       "Largest compensation ordered."}},
    D{&P::recovered,
      {"compensation.recovered", "1", 0.1, 0.0, 1.0, 'D', "TIP 2024: ordered, rarely paid; no rate",
       "Share of orders that the convicted pays."}},
    D{&P::applies,
      {"compensation.applies", "1", 0.15, 0.0, 1.0, 'D', "TIP 2024: few apply; no rate",
       "Share of those helped with legal aid who apply for an advance."}},
};

constexpr double weeks_per_year = sim::days_per_year / 7.0;

/// A court's order or an application opens a claim; now and then the convicted pays what a court ordered.
void open_claim(sim::World& world, const sim::Step& step, const Build& build, const MoneyChange& change)
{
    const Compensation& c = build.compensation;
    const AgentId id = build.ground.population.id_of(change.person);
    const auto kind = static_cast<std::uint32_t>(change.kind);
    const sim::Draw draw = step.luck(id, "compensation.order", step.tick, kind);
    const std::int64_t amount = change.amount > 0 ? change.amount : compensation::amount(c.p, draw.uniform());
    const bool recovered = change.kind == MoneyKind::order && draw.second() < c.p.recovered;
    const bool applied =
        change.kind == MoneyKind::apply || step.luck(id, "compensation.applies", step.tick).uniform() < c.p.applies;
    world.append(c.claims, {amount, recovered ? amount : 0, change.person, step.tick.value, change.county,
                            static_cast<std::uint8_t>(applied && !recovered), 0});
    world.measures().count(c.ordered, {}, amount);
    world.measures().count(c.recovered, {}, recovered ? amount : 0);
}

/// Whether the fund owes an advance. A claim with nothing outstanding is settled, and holds up nobody.
bool asks(const Claim& claim)
{
    return claim.applied != 0 && claim.advanced == 0 && claim.paid < claim.ordered;
}

/// Advances to those who applied, the oldest claim first, at equal age the smaller id; a claim that the county's part of
/// the fund cannot pay holds up those behind it.
void pay_advances(sim::World& world, const Build& build)
{
    const Compensation& c = build.compensation;
    const auto balance = world.write(c.fund);
    std::array<bool, county_count> empty{};
    std::vector<Claim*> asking;
    for (Claim& claim : world.write(c.claims)) {
        if (asks(claim)) {
            asking.push_back(&claim);
        }
    }
    const auto& people = build.ground.population;
    std::sort(asking.begin(), asking.end(), [&](const Claim* a, const Claim* b) {
        return std::pair(a->tick, people.id_of(a->person)) < std::pair(b->tick, people.id_of(b->person));
    });
    for (Claim* const claim : asking) {
        const std::int64_t paid =
            empty[claim->county]
                ? 0
                : compensation::advance(claim->ordered - claim->paid, static_cast<std::int64_t>(c.p.advance_most),
                                        balance[claim->county]);
        empty[claim->county] = paid == 0;
        claim->paid += paid;
        claim->advanced = paid > 0 ? 1 : 0;
        balance[claim->county] -= paid;
        world.measures().count(c.advanced, {}, paid);
    }
}

/// The only writer of claims and fund.
void settle(sim::World& world, const sim::Step& step, const Build& build, std::span<const MoneyChange> changes)
{
    const Compensation& c = build.compensation;
    for (const MoneyChange& change : changes) {
        if (change.kind == MoneyKind::income) {
            world.write(c.fund)[change.county] += change.amount;
            world.measures().count(c.income, {}, change.amount);
        } else if (change.kind != MoneyKind::advance) {
            open_claim(world, step, build, change);
        }
    }
    pay_advances(world, build);
}

/// The budget comes in; those whose help with legal aid began last week may apply.
void advance_week(sim::World& world, const sim::Step& step, const Build& build)
{
    const Compensation& c = build.compensation;
    const auto propose = world.proposals(c.change);
    for (const CountyBlock& block : build.ground.population.counties) {
        const double per_week = c.p.fund_income * c.share[block.county.value] / weeks_per_year;
        const std::int64_t due = compensation::income_of_week(per_week, step.tick - build.ground.clock.first());
        if (due > 0 && block.persons > 0) {
            propose(0, {due, none, block.county.value, MoneyKind::income});
        }
    }
    for (const Victim& v : world.read(build.assistance.victims)) {
        const AgentId id = build.ground.population.id_of(v.person);
        if (v.standing == Standing::supported && v.since == step.tick.value - 1 &&
            step.luck(id, "compensation.application", step.tick).uniform() < c.p.applies) {
            propose(0, {0, v.person, v.county, MoneyKind::apply});
        }
    }
}

} // namespace

namespace compensation {

std::int64_t advance(std::int64_t outstanding, std::int64_t most, std::int64_t balance)
{
    const std::int64_t due = std::min(outstanding, most);
    return due <= balance ? due : 0;
}

std::int64_t income_of_week(double per_week, std::int64_t n)
{
    const auto due_by = [&](std::int64_t weeks) {
        return static_cast<std::int64_t>(per_week * static_cast<double>(weeks));
    };
    return due_by(n + 1) - due_by(n);
}

std::int64_t amount(const CompensationParameters& p, double u)
{
    return static_cast<std::int64_t>(std::round(p.order_low + (p.order_high - p.order_low) * u));
}

CompensationParameters resolved(const sim::Values& values)
{
    return sim::resolve(declared, values);
}

std::vector<sim::ParameterInfo> parameters()
{
    return sim::declarations(declared);
}

void make(Build& build)
{
    Compensation& c = build.compensation;
    auto& world = build.world;
    c.p = resolved(build.scenario.parameters);
    double persons = 0.0;
    for (const County& county : build.ground.counties.all) {
        persons += county.persons;
    }
    for (std::size_t i = 0; i < county_count; ++i) {
        c.share[i] = build.ground.counties.all[i].persons / persons;
    }
    c.claims = world.add_records<Claim>({"compensation.claims", "RON", "what victims are owed"});
    c.fund =
        world.add_column<std::int64_t>({"compensation.fund", "RON", "balance of the fund, per county"}, county_count);
    const auto money = [&](const char* name, const char* doc) {
        return world.measures().add<sim::NoLedger>({name, "RON", "", {}, doc});
    };
    c.ordered = money("compensation.ordered", "compensation ordered or acknowledged");
    c.recovered = money("compensation.recovered", "compensation that the convicted paid");
    c.advanced = money("compensation.advanced", "advances that the fund paid");
    c.income = money("compensation.income", "what came into the fund");
    c.change = world.add_event<MoneyChange>(
        "compensation.change",
        [&build_of_run = build](sim::World& w, const sim::Step& step, std::span<MoneyChange> all) {
            settle(w, step, build_of_run, all);
        });
    build.plan.add({"compensation", phase::assistance, [&build_of_run = build](sim::World& w, const sim::Step& step) {
                        advance_week(w, step, build_of_run);
                    }});
}

} // namespace compensation

std::vector<Row> Compensation::paid(const sim::World& world) const
{
    std::vector<Row> rows;
    for (const Claim& claim : world.read(claims)) {
        if (claim.paid > 0) {
            rows.push_back(claim.person);
        }
    }
    std::sort(rows.begin(), rows.end());
    return rows;
}

} // namespace model
