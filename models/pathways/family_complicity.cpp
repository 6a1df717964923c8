#include "models/pathways/family_complicity.hpp"

#include "models/build.hpp"
#include "models/phases.hpp"
#include "sim/distributions.hpp"
#include "sim/thin.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace model::family_complicity {
namespace {

constexpr double adult_age = 18.0;
constexpr double older_age = 10.0;
/// County effects are cut at so many standard deviations, so that a bound exists.
constexpr double widest_z = 2.0;

double county_z(const sim::Step& step, CountyId county)
{
    const double u = step.luck(std::uint32_t{county.value}, "family_complicity.county").uniform();
    return std::clamp(sim::normal_quantile(u), -widest_z, widest_z);
}

Home home_of(const sim::World& world, const sim::Step& step, const Build& build, const Vulnerability& who, Row row)
{
    constexpr double byte = 255.0;
    const Ground& ground = build.ground;
    const Population& people = ground.population;
    const std::uint32_t household = people.household[row];
    return {.complicity = people.households.complicity[household] / byte,
            .in_debt = build.debts.of(world, ground, household, step.tick),
            .enrolled = build.life.class_at(world, ground, row, step.tick) != none,
            .parent_abroad = build.life.parent_abroad(world, row, step.tick) != ParentAbroad::none
                                 ? supports::left(1.0, who.parents_relief)
                                 : 0.0,
            .disability = (people.flags[row] & flag::disability) != 0,
            .oversight = build.beliefs.oversight(world, ground, row, step.tick),
            .normalisation = build.beliefs.normalisation(world, ground, row, step.tick),
            .county_z = county_z(step, build.life.county(world, row))};
}

Case case_of(const Build& build, const sim::Step& step, const Parameters& p, Row row, double age,
             const std::array<double, deeds>& hazards)
{
    const AgentId id = build.ground.population.id_of(row);
    const sim::Draw draw = step.luck(id, "family_complicity.case", step.tick);
    const Deed what = deed(hazards, draw.second());
    Case c{row, none, step.tick.value, 0, {}, Relation::relative, Mode::in_person, {}};
    c.form = what == Deed::begging    ? Form::begging
             : what == Deed::marriage ? Form::sexual
                                      : form(p, age, draw.uniform());
    c.sector = c.form == Form::labour ? Sector::other : Sector::not_labour;
    cases::complete(build, step, id, {p.abroad, p.semi_consensual}, c);
    return c;
}

/// What tells the acceptance of the pathway: below 1 % the bound is too far from what people are.
struct ThinningCounts {
    sim::Measure<sim::NoLedger> candidates, accepted;
};

void advance(sim::World& world, const sim::Step& step, const Build& build, const Parameters& p, std::size_t position,
             const ThinningCounts& counts)
{
    const Population& people = build.ground.population;
    for (const CountyBlock& block : people.blocks()) {
        const double incidence = build.incidence_in(block.county);
        const double scale = incidence * build.era.demand(world);
        const double largest = step.probability(bound(p) * (incidence * build.era.most_demand()));
        const AgentId first{block.first_id};
        const std::size_t chunks = sim::thinning_chunks(first, block.persons);
        const auto propose = world.proposals(build.cases.change, chunks);
        std::vector<std::pair<std::int64_t, std::int64_t>> tallies(chunks);
        sim::thin(step, "family_complicity.candidate", first, block.persons, largest,
                  [&](std::size_t chunk, AgentId id) {
                      ++tallies[chunk].first;
                      const Row row = block.first_row + (id.value - block.first_id);
                      if (age_at(people.birth_week[row], step.tick) >= adult_age ||
                          !build.life.present(world, row, step.tick) || !build.cases.recruitable(world, row)) {
                          return;
                      }
                      const Vulnerability who = vulnerability_of(world, build, row, step.tick);
                      if (who.residential) {
                          return;
                      }
                      const auto each = hazards(p, who, home_of(world, step, build, who, row));
                      const double chance =
                          step.probability(std::accumulate(each.begin(), each.end(), 0.0) * scale) / largest;
                      sim::ensure(chance <= 1.0, "a hazard exceeds its bound");
                      if (step.luck(id, "family_complicity.accept", step.tick).uniform() < chance) {
                          ++tallies[chunk].second;
                          Case c = case_of(build, step, p, row, who.age, each);
                          c.pathway = static_cast<std::uint8_t>(position);
                          propose(chunk, {c, CaseChangeKind::open});
                      }
                  });
        for (const auto& [candidates, accepted] : tallies) {
            world.measures().count(counts.candidates, {}, candidates);
            world.measures().count(counts.accepted, {}, accepted);
        }
    }
}

} // namespace

std::array<double, deeds> hazards(const Parameters& p, const Vulnerability& who, const Home& home)
{
    const double common = p.deprivation_effect * supports::left(who.deprivation, who.income) +
                          p.complicity_effect * home.complicity + p.debt_effect * home.in_debt +
                          p.abroad_effect * home.parent_abroad + p.enrolled_effect * home.enrolled +
                          p.disability_effect * home.disability;
    constexpr std::array begging_ages{2.0, 7.0, 12.0, 16.0};
    const std::array begging_values{p.begging_age_2, p.begging_age_7, p.begging_age_12, p.begging_age_16};
    constexpr std::array marriage_ages{11.0, 12.0, 14.0, 17.0};
    const std::array marriage_values{0.0, p.marriage_age_12, p.marriage_age_14, p.marriage_age_17};
    const auto ratio = [&](double by_age, double log_ratio) {
        return std::min(by_age * std::exp(common + log_ratio), p.ceiling);
    };
    const double exploitation = ratio(1.0, p.rural_effect * who.rural);
    const double begging = ratio(by_age(begging_ages, begging_values, who.age), p.begging_town_effect * !who.rural) *
                           std::exp(p.begging_county_sd * home.county_z);
    const double marriage =
        who.female ? ratio(by_age(marriage_ages, marriage_values, who.age),
                           p.marriage_left_school_effect * who.left_school + p.marriage_rural_effect * who.rural +
                               p.marriage_norm_effect * home.normalisation + p.marriage_incentive * who.income_support)
                   : 0.0;
    const double seen = std::exp(p.oversight_effect * home.oversight);
    return {p.base * exploitation * seen, p.begging_base * begging * seen, p.marriage_base * marriage * seen};
}

double bound(const Parameters& p)
{
    // In the order of `hazards`, so that no sum exceeds it by a rounding.
    return p.base * p.ceiling + p.begging_base * (p.ceiling * std::exp(p.begging_county_sd * widest_z)) +
           p.marriage_base * p.ceiling;
}

Deed deed(const std::array<double, deeds>& hazards, double u)
{
    double left = u * std::accumulate(hazards.begin(), hazards.end(), 0.0);
    for (std::size_t k = 0; k + 1 < deeds; ++k) {
        left -= hazards[k];
        if (left < 0.0) {
            return static_cast<Deed>(k);
        }
    }
    return hazards.back() > 0.0 ? Deed::marriage : Deed::exploitation;
}

Form form(const Parameters& p, double age_years, double u)
{
    const double sexual = age_years < older_age ? p.sexual_young : p.sexual_older;
    if (u < sexual) {
        return Form::sexual;
    }
    return u < sexual + (1.0 - sexual) * p.labour_share ? Form::labour : Form::forced_criminality;
}

void make(Build& build)
{
    const Parameters p = resolved(build.scenario.parameters);
    const std::size_t position = build.pathway;
    build.pathway_traits[position] = {p.recognition, p.semi_consensual};
    auto& measures = build.world.measures();
    const ThinningCounts counts{
        measures.add<sim::NoLedger>({"family_complicity.candidates", "event", "", {}, "persons met by the thinning"}),
        measures.add<sim::NoLedger>(
            {"family_complicity.accepted", "event", "", {}, "candidates below their hazard", true})};
    build.plan.add({"family_complicity", phase::recruitment,
                    [&build_of_run = build, p, position, counts](sim::World& w, const sim::Step& step) {
                        advance(w, step, build_of_run, p, position, counts);
                    }});
}

} // namespace model::family_complicity
