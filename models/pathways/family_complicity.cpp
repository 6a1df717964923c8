#include "models/pathways/family_complicity.hpp"

#include "models/build.hpp"
#include "models/phases.hpp"
#include "sim/thin.hpp"

#include <algorithm>
#include <cmath>

namespace model::family_complicity {
namespace {

using P = Parameters;
using D = sim::Parameter<P>;

constexpr const char* no_source = "assumed: no source yet";
constexpr const char* young_forms = "ANITP 2018-2022 (S16): ages 1-9, 32 begging, 29 sexual, 6 labour of 71";

constexpr std::array declared{
    D{&P::base,
      {"family_complicity.base", "1/year", 1.8e-5, 0.0, 5e-2, 'E',
       "assumed: about 220 children a year in the country, over the mean ratio",
       "Hazard of a child at the reference, at a hidden multiplier of 4."}},
    D{&P::ceiling,
      {"family_complicity.ceiling", "1", 25.0, 4.0, 200.0, 'E', "assumed: vulnerabilities do not multiply without end",
       "Largest combined hazard ratio: the bound for thinning is the base times this."}},
    D{&P::deprivation_effect,
      {"family_complicity.deprivation_effect", "1", 1.2, 0.0, 3.0, 'E',
       "assumed: poverty and a blind eye (S16), no figure", "Log hazard ratio, most vs least deprived household."}},
    D{&P::complicity_effect,
      {"family_complicity.complicity_effect", "1", 2.5, 0.0, 4.0, 'E', no_source,
       "Log hazard ratio, full propensity of the household vs none."}},
    D{&P::abroad_effect,
      {"family_complicity.abroad_effect", "1", 0.1, -0.3, 0.8, 'C', "Botezat & Pfeiffer 2020: direct risk near 1",
       "Log hazard ratio, a parent abroad."}},
    D{&P::enrolled_effect,
      {"family_complicity.enrolled_effect", "1", -0.5, -1.5, 0.0, 'E', no_source,
       "Log hazard ratio, of school age and enrolled."}},
    D{&P::disability_effect,
      {"family_complicity.disability_effect", "1", 0.4, 0.0, 1.5, 'E', "assumed: named by TIP 2024",
       "Log hazard ratio, disability."}},
    D{&P::rural_effect,
      {"family_complicity.rural_effect", "1", 0.2, -0.5, 1.0, 'E', "assumed: relatives more often in villages (S16)",
       "Log hazard ratio, village vs town."}},
    D{&P::oversight_effect,
      {"family_complicity.oversight_effect", "1", -0.3, -1.0, 0.0, 'E',
       "assumed: norms RR 0.54, violence null (Abramsky 2014)",
       "Log hazard ratio, neighbours who all know and would report."}},
    D{&P::girls_11_effect,
      {"family_complicity.girls_11_effect", "1", 0.5, 0.0, 2.0, 'D',
       "assumed: early marriage, 7 % of girls under 18 (census 2021)", "Log hazard ratio, girls from 11 on vs boys."}},
    D{&P::begging_young,
      {"family_complicity.begging_young", "1", 0.48, 0.0, 1.0, 'A', young_forms, "Share begging below 10."}},
    D{&P::begging_older,
      {"family_complicity.begging_older", "1", 0.12, 0.0, 1.0, 'E', no_source, "Share begging from 10 on."}},
    D{&P::sexual_young,
      {"family_complicity.sexual_young", "1", 0.43, 0.0, 1.0, 'A', young_forms, "Share sexual below 10."}},
    D{&P::sexual_older,
      {"family_complicity.sexual_older", "1", 0.66, 0.0, 1.0, 'D', "assumed: 1,024 of 1,310 sexual (S16)",
       "Share sexual from 10 on."}},
    D{&P::labour_share,
      {"family_complicity.labour_share", "1", 0.8, 0.0, 1.0, 'E', no_source,
       "Of the rest: share labour, else forced criminality."}},
    D{&P::abroad, {"family_complicity.abroad", "1", 0.15, 0.0, 1.0, 'E', no_source, "Share exploited abroad."}},
    D{&P::recognition,
      {"family_complicity.recognition", "1", 0.2, 0.0, 1.0, 'E', "assumed: lowest within the family (S16), no figure",
       "Recognition of one's own situation."}},
    D{&P::semi_consensual,
      {"family_complicity.semi_consensual", "1", 0.0, 0.0, 1.0, 'E', no_source,
       "Share of cases under semi-consensual control."}},
};

constexpr double adult_age = 18.0;
constexpr double older_age = 10.0;
constexpr double marriage_age = 11.0;

/// What tells the acceptance of the pathway: below 1 % the bound is too far from what people are.
struct ThinningCounts {
    sim::Measure<sim::NoLedger> candidates, accepted;
};

void advance(sim::World& world, const sim::Step& step, const Build& build, const Parameters& p, double base,
             std::size_t position, const ThinningCounts& counts)
{
    const Ground& ground = build.ground;
    const Population& people = ground.population;
    const double bound = step.probability(base * p.ceiling);
    for (const CountyBlock& block : people.counties) {
        const AgentId first{block.first_id};
        const std::size_t chunks = sim::thinning_chunks(first, block.persons);
        const auto propose = world.proposals(build.cases.change, chunks);
        struct Tally {
            std::int64_t candidates, accepted;
        };
        std::vector<Tally> tallies(chunks);
        sim::thin(step, "family_complicity.candidate", first, block.persons, bound, [&](std::size_t chunk, AgentId id) {
            ++tallies[chunk].candidates;
            const Row row = block.first_row + (id.value - block.first_id);
            const Vulnerability who = vulnerability_of(world, build, row, step.tick);
            if (who.age >= adult_age || !build.life.present(world, row, step.tick) || who.residential ||
                !build.cases.recruitable(world, row)) {
                return;
            }
            constexpr double byte = 255.0;
            const double ratio = relative_hazard(p, who, people.households.complicity[people.household[row]] / byte,
                                                 build.life.class_at(world, ground, row, step.tick) != none,
                                                 build.life.parent_abroad(world, row) != ParentAbroad::none,
                                                 (people.flags[row] & flag::disability) != 0,
                                                 build.beliefs.oversight(world, ground, row, step.tick));
            const double chance = step.probability(base * ratio) / bound;
            sim::ensure(chance <= 1.0, "a hazard exceeds its bound");
            if (step.luck(id, "family_complicity.accept", step.tick).uniform() < chance) {
                ++tallies[chunk].accepted;
                const sim::Draw draw = step.luck(id, "family_complicity.case", step.tick);
                const Place place = draw.second() < p.abroad ? Place::abroad : Place::inside_romania;
                propose(chunk, {{row, none, step.tick.value, static_cast<std::uint8_t>(position),
                                 form(p, who.age, draw.uniform()), Relation::relative, Mode::in_person, place},
                                CaseChangeKind::open});
            }
        });
        for (const Tally& tally : tallies) {
            world.measures().count(counts.candidates, {}, tally.candidates);
            world.measures().count(counts.accepted, {}, tally.accepted);
        }
    }
}

} // namespace

double relative_hazard(const Parameters& p, const Vulnerability& who, double complicity, bool enrolled,
                       bool parent_abroad, bool disability, double oversight)
{
    const bool marriageable = who.female && who.age >= marriage_age;
    const double log_ratio = p.deprivation_effect * who.deprivation + p.complicity_effect * complicity +
                             p.abroad_effect * parent_abroad + p.enrolled_effect * enrolled +
                             p.disability_effect * disability + p.rural_effect * who.rural +
                             p.girls_11_effect * marriageable;
    return std::min(std::exp(log_ratio), p.ceiling) * std::exp(p.oversight_effect * oversight);
}

Form form(const Parameters& p, double age_years, double u)
{
    const bool young = age_years < older_age;
    const double begging = young ? p.begging_young : p.begging_older;
    const double sexual = young ? p.sexual_young : p.sexual_older;
    const double labour = (1.0 - begging - sexual) * p.labour_share;
    if (u < begging) {
        return Form::begging;
    }
    if (u < begging + sexual) {
        return Form::sexual;
    }
    return u < begging + sexual + labour ? Form::labour : Form::forced_criminality;
}

Parameters resolved(const sim::Values& values)
{
    return sim::resolve(declared, values);
}

std::vector<sim::ParameterInfo> parameters()
{
    return sim::declarations(declared);
}

void make(Build& build)
{
    const Parameters p = resolved(build.scenario.parameters);
    const double base = p.base * build.incidence_scale;
    const std::size_t position = build.pathway;
    build.pathway_traits[position] = {p.recognition, p.semi_consensual};
    auto& measures = build.world.measures();
    const ThinningCounts counts{
        measures.add<sim::NoLedger>({"family_complicity.candidates", "event", "", {}, "persons met by the thinning"}),
        measures.add<sim::NoLedger>(
            {"family_complicity.accepted", "event", "", {}, "candidates below their hazard", true})};
    build.plan.add({"family_complicity", phase::recruitment,
                    [&build_of_run = build, p, base, position, counts](sim::World& w, const sim::Step& step) {
                        advance(w, step, build_of_run, p, base, position, counts);
                    }});
}

} // namespace model::family_complicity
