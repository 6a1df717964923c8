#include "models/detection.hpp"

#include "models/build.hpp"
#include "models/pathways/vulnerability.hpp"
#include "models/phases.hpp"
#include "sim/thin.hpp"

#include <cmath>
#include <optional>

namespace model {
namespace {

using P = DetectionParameters;
using D = sim::Parameter<P>;

constexpr const char* no_source = "assumed: no source yet; the sum makes the registered share a quarter";

constexpr std::array declared{
    D{&P::scale,
      {"detection.scale", "1", 1.0, 0.0, 1e7, 'E', "calibrated: none yet",
       "Factor on every channel; 0 detects nobody."}},
    D{&P::self_report,
      {"detection.self_report", "1/year", 0.05, 0.0, 5.0, 'E', no_source,
       "Hazard of reporting oneself, full recognition, no beliefs."}},
    D{&P::family_or_neighbour,
      {"detection.family_or_neighbour", "1/year", 0.08, 0.0, 5.0, 'E', no_source,
       "Hazard of a report by family or neighbours in a town."}},
    D{&P::school,
      {"detection.school", "1/year", 0.05, 0.0, 5.0, 'E', no_source,
       "Hazard of a report by the school of an enrolled pupil without a counsellor."}},
    D{&P::child_protection,
      {"detection.child_protection", "1/year", 0.06, 0.0, 5.0, 'E', no_source,
       "Hazard of child protection finding a minor in a family."}},
    D{&P::police,
      {"detection.police", "1/year", 0.12, 0.0, 5.0, 'E', no_source,
       "Hazard of police finding a case in person on its own initiative."}},
    D{&P::ngo,
      {"detection.ngo", "1/year", 0.03, 0.0, 5.0, 'E', no_source,
       "Hazard of an organisation's outreach finding a case."}},
    D{&P::helpline,
      {"detection.helpline", "1/year", 0.02, 0.0, 5.0, 'D', "TIP 2024: 20 investigations from calls in 2022",
       "Hazard of a call to the helpline, without information."}},
    D{&P::health,
      {"detection.health", "1/year", 0.01, 0.0, 5.0, 'E', no_source, "Hazard of a report by health services."}},
    D{&P::abroad,
      {"detection.abroad", "1/year", 0.20, 0.0, 5.0, 'E', no_source,
       "Hazard of police or consulates abroad finding a case abroad."}},
    D{&P::internalised_effect,
      {"detection.internalised_effect", "1", 0.6, 0.0, 1.27, 'B',
       "Walsh 2015: disclosure OR 1-3.5, not significant after adjustment",
       "Log hazard ratio of reporting oneself, full internalisation."}},
    D{&P::informed_effect,
      {"detection.informed_effect", "1", 0.3, 0.0, 1.0, 'D', "assumed: knowing the word and the line",
       "Log hazard ratio of reporting oneself and of the helpline, fully informed."}},
    D{&P::trust_effect,
      {"detection.trust_effect", "1", 0.8, 0.0, 2.0, 'E', "assumed: no study with this outcome",
       "Log hazard ratio of the school channel, full trust."}},
    D{&P::counsellor_effect,
      {"detection.counsellor_effect", "1", 0.5, 0.0, 2.0, 'E',
       "assumed: detection effect larger than hazard effect (docs/evidence.md 1)",
       "Addition to the school channel's ratio at the reference hours of counselling."}},
    D{&P::rural_stigma,
      {"detection.rural_stigma", "1", -0.4, -1.5, 0.0, 'E', "assumed: stigma stronger in villages (S16)",
       "Log hazard ratio of reports by oneself, family and neighbours, village vs town."}},
    D{&P::online_police,
      {"detection.online_police", "1", 0.5, 0.0, 1.0, 'D', "assumed: police lack digital means (TIP 2024)",
       "Hazard ratio of police, online vs in person."}},
    D{&P::care_effect,
      {"detection.care_effect", "1", 0.3, 0.0, 1.0, 'E', no_source,
       "Log hazard ratio of child protection, child in the care of others."}},
    D{&P::oversight_effect,
      {"detection.oversight_effect", "1", 0.5, 0.0, 1.5, 'E', "assumed: no source yet",
       "Log hazard ratio of reports by family and neighbours who all know from campaigns."}},
};

Circumstances circumstances_of(const sim::World& world, const Build& build, const Case& c, sim::Tick tick)
{
    const Ground& ground = build.ground;
    const Beliefs& b = build.beliefs;
    const Vulnerability who = vulnerability_of(world, build, c.person, tick);
    const std::uint32_t school_class = build.life.class_at(world, ground, c.person, tick);
    const bool enrolled = school_class != none;
    constexpr double adult_age = 18.0;
    return {.recognition = cases::recognition(build.cases.p, build.pathway_traits[c.pathway], c, who.female),
            .internalised = b.internalised(world, ground, c.person, tick),
            .informed = b.informed(world, ground, c.person, tick),
            .trust = b.trust(world, ground, c.person, tick),
            .oversight = b.oversight(world, ground, c.person, tick),
            .counselling = enrolled ? build.counselling.intensity(world, ground,
                                                                  ground.population.classes.unit[school_class], tick)
                                    : 0.0,
            .enrolled = enrolled,
            .minor = who.age < adult_age,
            .rural = who.rural,
            .in_care = who.away_from_parents || who.residential,
            .online = c.form == Form::online_sexual,
            .abroad = c.place == Place::abroad};
}

/// Through which channel a case becomes known in the week, `channels` when it ends by itself; nothing when it lasts. All
/// ways out are settled together: the shortest of exponential waiting times, keyed by person, week and way.
std::optional<std::size_t> exit_of(const sim::World& world, const sim::Step& step, const Build& build,
                                   const DetectionParameters& p, const Case& c)
{
    const AgentId id = build.ground.population.id_of(c.person);
    const auto by_channel = detection::hazards(p, circumstances_of(world, build, c, step.tick));
    double shortest =
        sim::waiting_time(step.luck(id, "cases.self_exit", step.tick).uniform(), build.cases.exit_hazard(c));
    std::size_t way = channels;
    for (std::uint32_t k = 0; k < channels; ++k) {
        const double u = step.luck(id, "detection.channel", step.tick, k).uniform();
        const double wait = sim::waiting_time(u, by_channel[k] * p.scale * build.detection_scale);
        if (wait < shortest) {
            shortest = wait;
            way = k;
        }
    }
    return shortest < step.dt_years ? std::optional(way) : std::nullopt;
}

void find_exits(sim::World& world, const sim::Step& step, const Build& build, const DetectionParameters& p)
{
    const auto all = world.read(build.cases.open);
    constexpr std::size_t chunk_size = 64;
    const std::size_t chunks = sim::chunk_count(all.size(), chunk_size);
    const auto close = world.proposals(build.cases.change, chunks);
    const auto identify = world.proposals(build.recording.identified, chunks);
    const auto lead = world.proposals(build.justice.lead, chunks);
    sim::for_each_chunk(all.size(), chunk_size, [&](sim::Chunk chunk) {
        for (std::size_t i = chunk.begin; i < chunk.end; ++i) {
            const Case& c = all[i];
            const auto way = exit_of(world, step, build, p, c);
            if (!way) {
                continue;
            }
            close(chunk.index, {c, CaseChangeKind::close});
            if (*way < channels) {
                identify(chunk.index, {c, static_cast<std::uint32_t>(*way)});
                lead(chunk.index, lead_of(c, step.tick));
            }
        }
    });
}

} // namespace

namespace detection {

std::array<double, channels> hazards(const DetectionParameters& p, const Circumstances& who)
{
    const double stigma = who.rural ? std::exp(p.rural_stigma) : 1.0;
    const double known = std::exp(p.informed_effect * who.informed);
    std::array<double, channels> h{};
    const auto at = [&](Channel channel) -> double& { return h[static_cast<std::size_t>(channel)]; };
    at(Channel::self_report) =
        p.self_report * who.recognition * std::exp(p.internalised_effect * who.internalised) * known * stigma;
    at(Channel::family_or_neighbour) = p.family_or_neighbour * stigma * std::exp(p.oversight_effect * who.oversight);
    at(Channel::school) =
        who.enrolled ? p.school * std::exp(p.trust_effect * who.trust) * (1.0 + p.counsellor_effect * who.counselling)
                     : 0.0;
    at(Channel::child_protection) =
        who.minor ? p.child_protection * (who.in_care ? std::exp(p.care_effect) : 1.0) : 0.0;
    at(Channel::police) = p.police * (who.online ? p.online_police : 1.0);
    at(Channel::ngo) = p.ngo;
    at(Channel::helpline) = p.helpline * known;
    at(Channel::health) = p.health;
    at(Channel::abroad) = who.abroad ? p.abroad : 0.0;
    return h;
}

double scale(double multiplier, double reference, double efficiency)
{
    return (reference * efficiency - 1.0) / (multiplier * efficiency - 1.0);
}

DetectionParameters resolved(const sim::Values& values)
{
    return sim::resolve(declared, values);
}

std::vector<sim::ParameterInfo> parameters()
{
    return sim::declarations(declared);
}

void make(Build& build)
{
    const DetectionParameters p = resolved(build.scenario.parameters);
    build.plan.add({"case_exits", phase::detection, [&build_of_run = build, p](sim::World& w, const sim::Step& step) {
                        find_exits(w, step, build_of_run, p);
                    }});
}

} // namespace detection
} // namespace model
