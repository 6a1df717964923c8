#include "tests/support/sound_outcome.hpp"

#include "models/costs.hpp"
#include "models/registry.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace toy {
namespace {

using model::CountyId;
using model::RunOutcome;

/// Sums of some thousand numbers in another order.
constexpr double rounding = 1e-9;

void expect_amount(double value, const std::string& what)
{
    EXPECT_TRUE(std::isfinite(value) && value >= 0.0) << what << " is " << value;
}

void expect_share(double value, const std::string& what)
{
    EXPECT_TRUE(value >= 0.0 && value <= 1.0) << what << " is " << value;
}

/// Positions ascend, lie within the table and count somebody.
void expect_cells(const std::vector<sim::Cell>& cells, std::uint64_t size, const std::string& what)
{
    for (std::size_t i = 0; i < cells.size(); ++i) {
        EXPECT_LT(cells[i].position, size) << what;
        EXPECT_GT(cells[i].count, 0) << what;
        EXPECT_TRUE(i == 0 || cells[i - 1].position < cells[i].position) << what << ": a cell twice, or out of order";
    }
}

std::int64_t sum_of(const std::vector<sim::Cell>& cells)
{
    std::int64_t sum = 0;
    for (const sim::Cell& cell : cells) {
        sum += cell.count;
    }
    return sum;
}

std::int64_t event(const RunOutcome& outcome, std::string_view name)
{
    const auto found =
        std::find_if(outcome.events.begin(), outcome.events.end(), [&](const auto& e) { return e.name == name; });
    return found == outcome.events.end() ? -1 : found->count;
}

/// Persons of a ledger by pathway, sex and month, up to the end of each month.
std::map<std::array<std::size_t, 3>, std::int64_t> until_month(const std::vector<sim::Cell>& cells,
                                                               const model::LedgerAxes& axes)
{
    std::map<std::array<std::size_t, 3>, std::int64_t> counts;
    const std::size_t months = axes.months.size();
    for (const sim::Cell& cell : cells) {
        std::size_t rest = cell.position / (axes.age_bands.size() * axes.settlements.size() * axes.care.size());
        const std::size_t sex = rest % axes.sexes.size();
        rest /= axes.sexes.size() * axes.forms.size();
        const std::size_t pathway = rest % axes.pathways.size();
        for (std::size_t month = rest / axes.pathways.size() % months; month < months; ++month) {
            counts[{pathway, sex, month}] += cell.count;
        }
    }
    return counts;
}

/// What is registered was recruited: no more persons of a pathway and sex by the end of any month. Of those recruited in a
/// warm-up, which the ledger of truth leaves out, the register may hold some.
void expect_registered_after_recruited(const RunOutcome& outcome, const model::LedgerAxes& axes, std::int64_t before)
{
    const auto recruited = until_month(outcome.true_cases, axes);
    for (const auto& [at, registered] : until_month(outcome.registered, axes)) {
        const auto found = recruited.find(at);
        EXPECT_LE(registered, before + (found == recruited.end() ? 0 : found->second))
            << "registered of pathway " << axes.pathways[at[0]] << " by the end of " << axes.months[at[2]];
    }
}

void expect_ledgers(const RunOutcome& outcome, const model::Scenario& scenario, const model::Ground& ground)
{
    const model::LedgerAxes axes = model::ledger_axes(scenario, ground);
    const std::uint64_t size = axes.counties.size() * axes.within_county();
    expect_cells(outcome.true_cases, size, "true ledger");
    expect_cells(outcome.registered, size, "register");
    expect_cells(outcome.relations,
                 model::relation_names.size() * model::mode_names.size() * model::age_band_names.size(), "relations");
    EXPECT_EQ(sum_of(outcome.relations), sum_of(outcome.registered));
    const std::int64_t before = event(outcome, "cases.opened") - sum_of(outcome.true_cases);
    EXPECT_GE(before, 0) << "recruited, but no case";
    EXPECT_TRUE(before == 0 || scenario.warmup_weeks > 0) << "cases that no month counts";
    EXPECT_LE(sum_of(outcome.registered), event(outcome, "recording.presumed")) << "registered, but never identified";
    expect_registered_after_recruited(outcome, axes, before);
}

/// Part of a calendar year that a run counts, from the calendar alone: all of it where it has all Mondays of the year.
double part_of_year(const model::Ground& ground, int year)
{
    int weeks = 0;
    for (sim::Tick tick = ground.counted.first(); tick < ground.counted.last(); tick = tick + 1) {
        weeks += ground.clock.year(tick) == year ? 1 : 0;
    }
    const std::chrono::sys_days new_year{std::chrono::year{year} / 1 / 1};
    const std::chrono::sys_days next{std::chrono::year{year + 1} / 1 / 1};
    int mondays = 0;
    for (std::chrono::sys_days day = new_year; day < next; day += std::chrono::days{1}) {
        mondays += std::chrono::weekday{day} == std::chrono::Monday ? 1 : 0;
    }
    return weeks == mondays ? 1.0 : weeks * 7.0 / static_cast<double>((next - new_year).count());
}

void expect_spending(const RunOutcome& outcome, const model::Scenario& scenario, const model::Ground& ground)
{
    std::map<int, double> together;
    std::set<std::pair<std::string, int>> years;
    for (const model::Spending& s : outcome.spending) {
        SCOPED_TRACE(s.intervention + " in " + std::to_string(s.year));
        EXPECT_TRUE(years.emplace(s.intervention, s.year).second) << "a year twice";
        expect_amount(s.wanted_ron, "wanted");
        expect_amount(s.spent_ron, "spent");
        expect_amount(s.discounted_ron, "discounted");
        expect_share(s.budget_share, "share that the budget pays");
        expect_share(s.staff_share, "share of the staff");
        EXPECT_LE(s.spent_ron, s.wanted_ron * (1.0 + rounding)) << "more than wanted";
        EXPECT_LE(s.discounted_ron, s.spent_ron * (1.0 + rounding));
        const auto spec = std::find_if(scenario.interventions.begin(), scenario.interventions.end(),
                                       [&](const auto& one) { return one.name == s.intervention; });
        ASSERT_NE(spec, scenario.interventions.end());
        if (spec->budget_per_year) {
            EXPECT_LE(s.spent_ron, *spec->budget_per_year * part_of_year(ground, s.year)) << "beyond its own budget";
        }
        together[s.year] += s.spent_ron;
    }
    for (const auto& [year, spent] : together) {
        if (scenario.budget_per_year) {
            EXPECT_LE(spent, *scenario.budget_per_year * part_of_year(ground, year) * (1.0 + rounding))
                << "beyond the budget of " << year;
        }
    }
}

/// In [0, the coverage that is asked for], by its ramp, and nothing where or when the intervention is not.
void expect_reach(const model::Planned& one, const model::Week& week)
{
    const model::InterventionSpec& spec = one.delivery->spec();
    const double weeks = week.tick - one.delivery->first() + 1;
    const bool runs = week.tick >= one.delivery->first() && week.tick < one.delivery->last();
    const double ramp = spec.ramp_weeks > 0.0 ? std::min(1.0, weeks / spec.ramp_weeks) : 1.0;
    const double asked = runs ? spec.coverage * ramp : 0.0;
    EXPECT_TRUE(week.now().national >= 0.0 && week.now().national <= asked) << week.now().national;
    for (std::uint8_t c = 0; c < model::county_count; ++c) {
        const auto& aimed = spec.target.counties;
        const bool here = aimed.empty() || std::find(aimed.begin(), aimed.end(), CountyId{c}) != aimed.end();
        const double reach = week.now()(CountyId{c});
        EXPECT_TRUE(reach >= 0.0 && reach <= (here ? asked : 0.0)) << "reach " << reach << " in county " << int{c};
    }
}

using Staffing = std::array<std::array<double, model::staff_kinds>, model::county_count>;

void expect_enough_staff(const model::Build& build, const Staffing& taken)
{
    for (std::uint8_t c = 0; c < model::county_count; ++c) {
        for (std::size_t kind = 0; kind < model::staff_kinds; ++kind) {
            const double there =
                build.workforce.available(build.ground.counties[CountyId{c}].persons, static_cast<model::Staff>(kind));
            EXPECT_LE(taken[c][kind], there * (1.0 + rounding) + rounding)
                << "staff of kind " << kind << " in county " << int{c};
        }
    }
}

/// What a week of an intervention takes. \param taken  by all of them, so far
/// \return  RON
double cost_of(const model::Build& build, const model::Planned& one, const model::Week& week, double part,
               Staffing& taken)
{
    model::Needs needs(one.kind->resources.size());
    one.intervention->need(week, needs);
    for (std::uint8_t c = 0; c < model::county_count; ++c) {
        for (std::size_t kind = 0; kind < model::staff_kinds; ++kind) {
            const double persons = needs.of({c}, static_cast<model::Staff>(kind));
            expect_amount(persons, "persons at work");
            taken[c][kind] += persons;
        }
    }
    double cost = 0.0;
    for (std::size_t r = 0; r < one.kind->resources.size(); ++r) {
        const double amount = needs.total(r, part);
        expect_amount(amount, std::string(one.kind->resources[r].name));
        cost += amount * model::priced(one.kind->resources[r].price, build.scenario.parameters).value;
    }
    return cost;
}

} // namespace

void expect_sound(const RunOutcome& outcome, const model::Scenario& scenario, const model::Ground& ground)
{
    expect_ledgers(outcome, scenario, ground);
    expect_spending(outcome, scenario, ground);
    for (const model::ResourceCount& resource : outcome.resources) {
        expect_amount(resource.amount, resource.name);
        expect_amount(resource.price.value, resource.name + ", price");
    }
    for (const model::EventCount& one : outcome.events) {
        EXPECT_GE(one.count, 0) << one.name;
    }
    EXPECT_TRUE(std::isfinite(outcome.hidden_multiplier) && outcome.hidden_multiplier >= 1.0)
        << "multiplier is " << outcome.hidden_multiplier;
}

void expect_sound_plan(const model::Build& build)
{
    const model::Ground& ground = build.ground;
    double persons = 0.0;
    for (const model::CountyBlock& block : ground.population.counties) {
        persons += block.persons;
    }
    const double part = std::min(1.0, persons / build.justice.staff.p.residents);
    std::map<std::pair<std::string, int>, double> costs;
    for (sim::Tick tick = ground.counted.first(); tick < ground.counted.last() && !testing::Test::HasFailure();
         tick = tick + 1) {
        SCOPED_TRACE("tick " + std::to_string(tick.value));
        Staffing taken{};
        for (const model::Planned& one : build.allocation->all()) {
            SCOPED_TRACE(one.delivery->spec().name);
            const model::Week week = build.allocation->week(one, tick);
            expect_reach(one, week);
            costs[{one.delivery->spec().name, ground.clock.year(tick)}] += cost_of(build, one, week, part, taken);
        }
        expect_enough_staff(build, taken);
    }
    if (testing::Test::HasFailure()) {
        return; // not every week was added up
    }
    for (const model::Spending& s : build.allocation->spending()) {
        const double cost = costs[{s.intervention, s.year}];
        EXPECT_NEAR(s.spent_ron, cost, rounding * (1.0 + cost)) << s.intervention << " in " << s.year;
    }
}

} // namespace toy
