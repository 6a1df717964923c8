#include "models/detection.hpp"

#include "models/build.hpp"
#include "models/pathways/vulnerability.hpp"
#include "models/phases.hpp"
#include "sim/thin.hpp"

#include <algorithm>

namespace model {
namespace {

/// What the services of a county do in the week, whoever asks them.
struct CountyServices {
    Response response;
    double teachers_trained, police_trained, social_workers_trained, coordination, screening, inspections, ngo,
        international;
    double by_added_operators; ///< share of answered calls
};

using AllServices = std::array<CountyServices, county_count>;

AllServices services_of_week(const sim::World& world, const Build& build, const DetectionParameters& p, sim::Tick tick)
{
    const Services& s = build.services;
    const auto load = build.assistance.load(world);
    AllServices all{};
    for (const CountyBlock& block : build.ground.population.counties) {
        const CountyId county = block.county;
        const auto& [children, adults] = load[county.value];
        CountyServices& here = all[county.value];
        here = {{.looks_away_child_protection = s.complicity(world, county, Body::child_protection),
                 .looks_away_police = s.complicity(world, county, Body::police)},
                s.training(world, county, Profession::teacher, tick),
                s.training(world, county, Profession::police, tick),
                s.training(world, county, Profession::social_worker, tick),
                s.coordination(world, county, tick),
                s.screening(world, county),
                s.labour_inspection(world, county),
                s.ngo(world, county),
                s.p.operator_yield * s.share(world, county, Lever::international_line),
                s.answered_by_added(world, county)};
        if (s.p.limited > 0.0) {
            const double left = 1.0 - s.overhead(world, county);
            here.response.child_protection_time = detection::child_protection_time(
                p,
                s.staff(world, county, Staffed::child_protection) *
                    (1.0 - s.in_courses(world, county, Profession::social_worker, tick)) * left,
                build.ground.counties[county].children_protection, children, here.screening);
            here.response.police_time =
                detection::police_time(p, s.posts_of(world, county, Staffed::police),
                                       s.staff(world, county, Staffed::police) *
                                           (1.0 - s.in_courses(world, county, Profession::police, tick)) * left,
                                       children + adults, here.screening);
            here.response.answered = s.answered(world, county);
        }
    }
    return all;
}

Circumstances circumstances_of(const sim::World& world, const Build& build, const DetectionParameters& p,
                               const CountyServices& services, const Case& c, sim::Tick tick)
{
    const Ground& ground = build.ground;
    const Beliefs& b = build.beliefs;
    const Vulnerability who = vulnerability_of(world, build, c.person, tick);
    const std::uint32_t school_class = build.life.class_at(world, ground, c.person, tick);
    const bool enrolled = school_class != none;
    constexpr double adult_age = 18.0;
    const bool minor = who.age < adult_age;
    const double normal = p.normalisation_effect * b.normalisation(world, ground, c.person, tick);
    const std::uint32_t place = build.life.locality(world, c.person);
    const double own = cases::recognition(build.cases.p, build.pathway_traits[c.pathway], c, who.female);
    const double recognises = b.programme_left(world, ground, c.person, tick, Programme::recognition);
    const double unaided = own * (1.0 - normal);
    return {
        .recognition = recognises > 0.0 ? beliefs::together(unaided, b.p.recognition_gain * recognises) : unaided,
        .internalised = b.internalised(world, ground, c.person, tick),
        .knows = b.knows_how_to_report(world, ground, c.person, tick),
        .trust_school = b.trust(world, ground, c.person, tick, Institution::school),
        .trust_authority =
            b.trust(world, ground, c.person, tick, minor ? Institution::child_protection : Institution::police),
        .stigma = b.stigma(world, ground, place, tick),
        .loyalty = b.loyalty(world, ground, c.person, tick),
        .bystander = b.bystander(world, ground, c.person, tick),
        .cohesion = b.cohesion(world, ground, place, tick),
        .oversight = b.oversight(world, ground, c.person, tick),
        .counselling =
            enrolled ? build.counselling.intensity(world, ground, ground.population.classes.unit[school_class], tick)
                     : 0.0,
        .enrolled = enrolled,
        .minor = minor,
        .in_care = who.with_others || who.residential,
        .online = c.form == Form::online_sexual,
        .abroad = c.place == Place::abroad,
        .school_open = build.closures.reported(world, ground, school_class, tick),
        .residential = who.residential,
        .missing = who.runaway,
        .recognises = recognises,
        .absence_known = who.left_behind_support && build.life.abroad_undeclared(world, c.person),
        .work_site = detection::at_work_site(c),
        .inspections = services.inspections,
        .teachers_trained = services.teachers_trained,
        .police_trained = services.police_trained,
        .social_workers_trained = services.social_workers_trained,
        .coordination = services.coordination,
        .international = services.international,
        .screening = services.screening,
        .visibility = cases::visibility(build.cases.p, c) * era::visibility(build.era.p, build.era.demand_fall(world)),
        .ngo = services.ngo};
}

/// How a case fares in a week.
struct Week {
    std::size_t way{channels +
                    1}; ///< the channel it becomes known by, `channels` when it ends by itself, more: it lasts
    std::array<std::uint8_t, channels> turned_away{}; ///< what came before that, by channel, and was not taken up
    double bad_interview{};                           ///< probability that screening brings one
    double fined{};                                   ///< probability that added inspections bring a fine
    double by_added_operators{};                      ///< share of calls
};

/// All ways out are settled together: the shortest of exponential waiting times, keyed by person, week and way. What
/// a channel brings is taken up or turned away: two independent parts of its hazard, with a waiting time each.
Week week_of(const sim::World& world, const sim::Step& step, const Build& build, const DetectionParameters& p,
             const AllServices& services, const Case& c)
{
    const AgentId id = build.ground.population.id_of(c.person);
    const CountyId county = build.life.county(world, c.person);
    const CountyServices& here = services[county.value];
    Response response = here.response;
    const auto locality = build.life.locality(world, c.person);
    response.reluctance = build.services.reluctance(world, build.ground.population.localities.siruta[locality]);
    const Circumstances who = circumstances_of(world, build, p, here, c, step.tick);
    if (who.residential) {
        response.looks_away_care = build.homes.looks_away(world, build, c.person, county);
    }
    const auto by_channel = detection::hazards(p, who);
    const auto taken = detection::taken_up(p, response, who);
    double shortest =
        sim::waiting_time(step.luck(id, "cases.self_exit", step.tick).uniform(), build.cases.exit_hazard(c));
    const double scale = p.scale * build.detection_in(county);
    Week week{channels,
              {},
              step.probability(detection::bad_interviews(p, who) * scale),
              step.probability(detection::fined_by_inspections(p, who) * scale),
              here.by_added_operators};
    std::array<double, channels> turned{};
    for (std::uint32_t k = 0; k < channels; ++k) {
        const sim::Draw draw = step.luck(id, "detection.channel", step.tick, k);
        const double hazard = by_channel[k] * scale;
        const double wait = sim::waiting_time(draw.uniform(), hazard * taken[k]);
        turned[k] = sim::waiting_time(draw.second(), hazard * (1.0 - taken[k]));
        if (wait < shortest) {
            shortest = wait;
            week.way = k;
        }
    }
    for (std::size_t k = 0; k < channels; ++k) {
        week.turned_away[k] = turned[k] < std::min(shortest, step.dt_years) ? 1 : 0;
    }
    week.way = shortest < step.dt_years ? week.way : channels + 1;
    return week;
}

/// Where those go whom a channel found: to the institutions at home, now or on return from abroad, or nowhere.
struct Outboxes {
    sim::Proposals<CaseChange> close;
    sim::Proposals<Identified> identify;
    sim::Proposals<Lead> lead;
    sim::Proposals<Returning> from_abroad;
    sim::Proposals<Experienced> experience;
};

/// What people go through with those who found them, or met them and looked on.
void experiences(const sim::Step& step, const Build& build, const DetectionParameters& p, const Outboxes& out,
                 std::size_t chunk, const Case& c, const Week& week)
{
    const AgentId id = build.ground.population.id_of(c.person);
    constexpr double adult_age = 18.0;
    const bool adult = age_at(build.ground.population.birth_week[c.person], step.tick) >= adult_age;
    if (week.turned_away[static_cast<std::size_t>(Channel::police)] != 0 && adult && c.form == Form::sexual &&
        step.luck(id, "detection.fined", step.tick).uniform() < p.fined) {
        out.experience(chunk, {c.person, Experience::fined_without_screening, Institution::police});
    }
    if (week.bad_interview > 0.0 &&
        step.luck(id, "detection.screening_interview", step.tick).uniform() < week.bad_interview) {
        out.experience(chunk, {c.person, Experience::bad_interview, Institution::police});
    }
    if (week.fined > 0.0 && step.luck(id, "detection.inspection_fined", step.tick).uniform() < week.fined) {
        out.experience(chunk, {c.person, Experience::fined_without_screening, Institution::police});
    }
    if (week.by_added_operators > 0.0 && week.way == static_cast<std::size_t>(Channel::helpline) &&
        step.luck(id, "detection.line_breach", step.tick).uniform() < p.line_breach * week.by_added_operators) {
        out.experience(chunk, {c.person, Experience::confidentiality_breach, Institution::child_protection});
    }
    const bool school = week.way == static_cast<std::size_t>(Channel::school);
    if ((school || week.way == static_cast<std::size_t>(Channel::child_protection)) &&
        step.luck(id, "detection.breach", step.tick).uniform() < p.breach) {
        out.experience(chunk, {c.person, Experience::confidentiality_breach,
                               school ? Institution::school : Institution::child_protection});
    }
}

void report(const sim::World& world, const sim::Step& step, const Build& build, const DetectionParameters& p,
            const Outboxes& out, std::size_t chunk, const Case& c, std::size_t way)
{
    const Identified found{c, static_cast<std::uint32_t>(way)};
    if (way != static_cast<std::size_t>(Channel::abroad)) {
        out.identify(chunk, found);
        out.lead(chunk, lead_of(c, step.tick));
        return;
    }
    const sim::Draw draw = step.luck(build.ground.population.id_of(c.person), "detection.abroad", step.tick);
    const CountyId county = build.life.county(world, c.person);
    const bool lost =
        draw.uniform() < p.abroad_lost * (1.0 - build.services.share(world, county, Lever::return_procedures));
    const std::int32_t delay = detection::weeks_until_known(p, draw.second());
    if (!lost) {
        out.lead(chunk, lead_of(c, step.tick));
    }
    if (lost || delay > 0) {
        out.from_abroad(chunk, {found, lost ? -1 : delay});
    } else {
        out.identify(chunk, found);
    }
}

void find_exits(sim::World& world, const sim::Step& step, const Build& build, const DetectionParameters& p)
{
    const auto all = world.read(build.cases.open);
    constexpr std::size_t chunk_size = 64;
    const std::size_t chunks = sim::chunk_count(all.size(), chunk_size);
    const Outboxes out{world.proposals(build.cases.change, chunks), world.proposals(build.recording.identified, chunks),
                       world.proposals(build.justice.lead, chunks),
                       world.proposals(build.detection.found_abroad, chunks),
                       world.proposals(build.beliefs.experience, chunks)};
    const AllServices services = services_of_week(world, build, p, step.tick);
    std::vector<std::array<std::int64_t, channels>> turned_away(chunks);
    sim::for_each_chunk(all.size(), chunk_size, [&](sim::Chunk chunk) {
        for (std::size_t i = chunk.begin; i < chunk.end; ++i) {
            const Week week = week_of(world, step, build, p, services, all[i]);
            for (std::size_t k = 0; k < channels; ++k) {
                turned_away[chunk.index][k] += week.turned_away[k];
            }
            experiences(step, build, p, out, chunk.index, all[i], week);
            if (week.way <= channels) {
                out.close(chunk.index, {all[i], CaseChangeKind::close});
            }
            if (week.way < channels) {
                report(world, step, build, p, out, chunk.index, all[i], week.way);
            }
        }
    });
    for (const auto& of_chunk : turned_away) {
        for (std::size_t k = 0; k < channels; ++k) {
            world.measures().count(build.detection.turned_away, {k}, of_chunk[k]);
        }
    }
}

/// Those found abroad earlier whose return or file arrives now.
void arrive(sim::World& world, const sim::Step& step, const Build& build)
{
    const auto identify = world.proposals(build.recording.identified);
    for (const Identified& found : world.due(build.detection.returning, step.tick)) {
        identify(0, found);
    }
}

void declare(Build& build)
{
    Detection& d = build.detection;
    auto& world = build.world;
    const auto measure = [&](const char* name, std::vector<sim::Axis> axes, const char* doc) {
        return world.measures().add<sim::NoLedger>({name, "event", "", std::move(axes), doc});
    };
    d.turned_away = measure("detection.turned_away",
                            {{"channel", std::vector<std::string>(channel_names.begin(), channel_names.end())}},
                            "reports that nobody had time for or that somebody looked away from");
    d.abroad_lost = measure("detection.abroad_lost", {}, "cases found abroad that never became known at home");
    d.abroad_returned = measure("detection.abroad_returned", {}, "cases found abroad that become known at home later");
    d.returning =
        world.add_calendar<Identified>({"detection.returning", "case", "found abroad, not yet known at home"});
    d.found_abroad = world.add_event<Returning>(
        "detection.found_abroad", [&d](sim::World& w, const sim::Step& step, std::span<Returning> all) {
            for (const auto& [found, delay] : all) {
                w.measures().count(delay < 0 ? d.abroad_lost : d.abroad_returned, {});
                if (delay > 0) {
                    w.schedule(d.returning, step.tick + delay, found);
                }
            }
        });
}

} // namespace

namespace detection {

void make(Build& build)
{
    const DetectionParameters p = resolved(build.scenario.parameters);
    declare(build);
    build.plan.add({"case_exits", phase::detection, [&build_of_run = build, p](sim::World& w, const sim::Step& step) {
                        find_exits(w, step, build_of_run, p);
                    }});
    make_screening(build, p);
    build.plan.add({"returns", phase::detection,
                    [&build_of_run = build](sim::World& w, const sim::Step& step) { arrive(w, step, build_of_run); }});
}

} // namespace detection
} // namespace model
