#include "models/recording.hpp"

#include "models/build.hpp"
#include "models/detection.hpp"
#include "sim/distributions.hpp"

#include <algorithm>
#include <cmath>

namespace model {
namespace {

using P = RecordingParameters;

constexpr std::array declared{
    sim::Parameter<P>{&P::efficiency,
                      {"recording.efficiency", "1", 0.8, 0.0, 1.0, 'E', "assumed: no source yet",
                       "Mean probability that a centre registers a presumed victim."}},
    sim::Parameter<P>{&P::efficiency_spread,
                      {"recording.efficiency_spread", "1", 0.1, 0.0, 0.5, 'E', "assumed: no source yet",
                       "Half-width of the centres' efficiencies around the mean."}},
    sim::Parameter<P>{&P::counts_online,
                      {"recording.counts_online", "1", 0.7, 0.0, 1.0, 'D',
                       "assumed: some centres count online cases, the three studied do (S16)",
                       "Share of centres that count online exploitation."}},
    sim::Parameter<P>{&P::counts_online_share,
                      {"recording.counts_online_share", "1", 0.2, 0.0, 1.0, 'E', "assumed: no source yet",
                       "Share of online cases that the other centres count."}},
    sim::Parameter<P>{&P::year_sd,
                      {"recording.year_sd", "1", 0.17, 0.0, 0.7, 'C',
                       "ANITP 2018-2021 (S16): variance of the yearly counts 8.6 times their mean",
                       "Standard deviation of the log year effect on recording."}},
    sim::Parameter<P>{&P::centre_year_sd,
                      {"recording.centre_year_sd", "1", 0.10, 0.0, 0.7, 'D',
                       "assumed: county cells scatter about twice their mean (S16)",
                       "Standard deviation of the log effect of a centre and year on recording."}},
    sim::Parameter<P>{&P::relation_error,
                      {"recording.relation_error", "1", 0.10, 0.0, 0.5, 'E',
                       "assumed: friend and partner overlap (S16)",
                       "Share of lines whose relation is recorded as another one."}},
    sim::Parameter<P>{&P::uniform,
                      {"recording.uniform", "1", 0.0, 0.0, 1.0, 'E', "assumed: a switch",
                       "1: every centre follows one rule, counts online cases and has the mean efficiency."}},
};

/// Relation as written down: now and then one of the others.
Relation recorded(const RecordingParameters& p, Relation truth, const sim::Draw& draw)
{
    if (draw.uniform() >= p.relation_error) {
        return truth;
    }
    const auto others = static_cast<std::uint32_t>(relation_names.size()) - 1;
    const std::uint32_t k = draw.second_below(others);
    const auto self = static_cast<std::uint32_t>(truth);
    return static_cast<Relation>(k < self ? k : k + 1);
}

/// The centre's rule decides about each presumed victim. The only writer of the register.
void settle(sim::World& world, const sim::Step& step, const Build& build, std::span<Identified> presumed)
{
    const Recording& r = build.recording;
    const Ground& ground = build.ground;
    const auto year = static_cast<std::uint32_t>(ground.clock.year(step.tick));
    for (const auto& [subject, channel] : presumed) {
        world.measures().count(r.presumed, {});
        const AgentId id = ground.population.id_of(subject.person);
        const CountyId county = ground.population.county_of(subject.person);
        const std::uint32_t centre = ground.counties[county].centre;
        const auto z = [&](std::uint32_t who, sim::Purpose purpose) {
            return sim::normal_quantile(step.luck(who, purpose, sim::Tick{0}, year).uniform());
        };
        const double chance =
            recording::probability(r.p, step.luck(centre, "recording.efficiency").uniform(), z(0, "recording.year"),
                                   z(centre, "recording.centre_year"), subject.form == Form::online_sexual,
                                   step.luck(centre, "recording.rule").uniform());
        if (step.luck(id, "recording.registered", step.tick).uniform() >= chance) {
            continue;
        }
        const Relation relation = recorded(r.p, subject.relation, step.luck(id, "recording.relation", step.tick));
        world.append(r.all, {id.value, step.tick.value, county.value, subject.pathway, subject.form, relation,
                             subject.mode, static_cast<std::uint8_t>(channel)});
        if (build.ledgers.months.counts(step.tick)) {
            auto& measures = world.measures();
            measures.count(build.ledgers.registered, build.ledger_cell(subject, subject.form, step.tick));
            const double age = age_at(ground.population.birth_week[subject.person], step.tick);
            measures.count(r.relations,
                           {static_cast<std::size_t>(relation), static_cast<std::size_t>(subject.mode), age_band(age)});
        }
    }
}

} // namespace

namespace recording {

double probability(const RecordingParameters& p, double centre_u, double year_z, double centre_year_z, bool online_form,
                   double rule_u)
{
    const bool one_rule = p.uniform > 0.0;
    const double own = p.efficiency + (one_rule ? 0.0 : p.efficiency_spread * (2.0 * centre_u - 1.0));
    // Minus half the variance, so that the effects leave the mean where it is.
    const double effects = std::exp(p.year_sd * year_z - p.year_sd * p.year_sd / 2.0 +
                                    p.centre_year_sd * centre_year_z - p.centre_year_sd * p.centre_year_sd / 2.0);
    const double counted = online_form && !one_rule && rule_u >= p.counts_online ? p.counts_online_share : 1.0;
    return std::clamp(own * effects * counted, 0.0, 1.0);
}

double mean_efficiency(const sim::Values& values)
{
    return resolved(values).efficiency;
}

RecordingParameters resolved(const sim::Values& values)
{
    return sim::resolve(declared, values);
}

std::vector<sim::ParameterInfo> parameters()
{
    return sim::declarations(declared);
}

void make(Build& build)
{
    Recording& r = build.recording;
    auto& world = build.world;
    r.p = resolved(build.scenario.parameters);
    r.all = world.add_records<RegisteredVictim>({"recording.register", "line", "the simulated register"});
    r.presumed = world.measures().add<sim::NoLedger>({"recording.presumed", "event", "", {}, "presumed victims"});
    const auto labels = [](const auto& names) { return std::vector<std::string>(names.begin(), names.end()); };
    r.relations = world.measures().add<RegisteredLedger>(
        {"registered.relation",
         "person",
         "",
         {{"relation", labels(relation_names)}, {"mode", labels(mode_names)}, {"age_band", labels(age_band_names)}},
         "registered victims by relation and mode as recorded"});
    r.identified = world.add_event<Identified>(
        "recording.identified",
        [&build_of_run = build](sim::World& w, const sim::Step& step, std::span<Identified> all) {
            settle(w, step, build_of_run, all);
        });
}

} // namespace recording
} // namespace model
