#include "models/recording.hpp"

#include "models/build.hpp"
#include "models/detection.hpp"
#include "models/levers.hpp"
#include "models/numbers.hpp"
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
    sim::Parameter<P>{&P::misrouted,
                      {"recording.misrouted", "1", 0.15, 0.0, 1.0, 'E',
                       "assumed: overlapping articles on pimping and begging (TIP 2024), no rate",
                       "Share of cases of untrained police that ordinary prosecutors take and no centre hears of."}},
    sim::Parameter<P>{&P::uniform_strict,
                      {"recording.uniform_strict", "1", 0.02, 0.0, 0.5, 'E', "assumed: criteria leave somebody out",
                       "Harm: share of presumed victims whom uniform criteria keep out of the register."}},
    sim::Parameter<P>{&P::uniform,
                      {"recording.uniform", "1", 0.0, 0.0, 1.0, 'E', "assumed: a switch",
                       "1: every centre follows one rule, counts online cases and has the mean efficiency."}},
};

/// What is true of somebody's schooling, as far as the model knows it: of those of school age at the start.
Education education_of(const sim::World& world, const Build& build, Row row, sim::Tick tick)
{
    const Population& people = build.ground.population;
    const std::uint32_t pupil = people.pupil[row];
    if (pupil == none) {
        return Education::not_recorded;
    }
    const auto as_education = [](std::size_t level) { return static_cast<Education>(level + 1); };
    const std::uint32_t school_class = build.life.class_at(world, build.ground, row, tick);
    if (school_class != none) {
        return as_education(static_cast<std::size_t>(people.classes.level[school_class]));
    }
    Education last = Education::no_schooling;
    for (std::size_t level = 0; level < school_levels; ++level) {
        const std::uint32_t attended = people.pupils.school_class[level][pupil];
        if (attended != none && people.classes.entry_year[attended] <= build.ground.school_year(tick).first_year) {
            last = as_education(level);
        }
    }
    return last;
}

Family family_of(Care care)
{
    switch (care) {
    case Care::adult:
        return Family::not_recorded;
    case Care::two_parents:
        return Family::two_parents;
    case Care::one_parent:
        return Family::one_parent;
    case Care::relatives:
        return Family::relatives;
    case Care::foster:
    case Care::residential:
        return Family::care;
    }
    return Family::not_recorded;
}

/// The line that a centre writes: each attribute as it was, or as another by luck of its own.
/// \param entry  which of the person's entries of the week, for their luck
RegisteredVictim line_of(const sim::World& world, const sim::Step& step, const Build& build, const Identified& found,
                         std::uint32_t entry)
{
    const Case& c = found.subject;
    const std::uint32_t centre = build.ground.counties[build.life.county(world, c.person)].centre;
    const RegisterErrors errors = build.recording.errors_of(world, centre);
    const AgentId id = build.ground.population.id_of(c.person);
    const sim::Draw relation_form = step.luck(id, "recording.relation", step.tick, entry);
    const sim::Draw school_home = step.luck(id, "recording.profile", step.tick, entry);
    const auto education = static_cast<std::size_t>(education_of(world, build, c.person, step.tick));
    const auto family = static_cast<std::size_t>(family_of(build.life.care(world, c.person, step.tick)));
    return {
        id.value,
        step.tick.value,
        build.life.county(world, c.person).value,
        c.pathway,
        static_cast<Form>(errors.form.recorded(static_cast<std::size_t>(c.form), relation_form.second())),
        static_cast<Relation>(errors.relation.recorded(static_cast<std::size_t>(c.relation), relation_form.uniform())),
        c.mode,
        static_cast<std::uint8_t>(found.channel),
        static_cast<Education>(errors.education.recorded(education, school_home.uniform())),
        static_cast<Family>(errors.family.recorded(family, school_home.second())),
        c.place};
}

/// Probability that police take a case to ordinary prosecutors, of whose cases no centre hears.
double misrouted(const sim::World& world, const Build& build, CountyId county, std::uint32_t channel, sim::Tick tick)
{
    const bool by_police = channel == static_cast<std::uint32_t>(Channel::police);
    return by_police ? build.recording.p.misrouted *
                           (1.0 - build.services.training(world, county, Profession::police, tick)) *
                           (1.0 - build.law.level(world, LawLever::distinct_articles))
                     : 0.0;
}

/// Share of such victims that a centre does not record because of their age.
double unrecorded(const sim::World& world, const Build& build, const Case& c, sim::Tick tick)
{
    const double age = age_at(build.ground.population.birth_week[c.person], tick);
    return is_sexual(c.form) ? law::unrecorded(build.law.now(world), age, build.era.year(tick)) : 0.0;
}

/// A centre's errors where so much of its own way has given way to the national mean.
RegisterErrors errors_with(const sim::World& world, const Recording& r, std::uint32_t centre, double uniformity)
{
    const double u = r.p.uniform > 0.0 ? 0.5 : world.luck()(centre, "recording.errors").uniform();
    return register_errors::matrices(register_errors::of_centre(r.mean_errors, u, uniformity));
}

/// Second id of the luck of an entry: somebody who comes back from abroad may be found in another case in the same week, and
/// each is decided for itself. By when the case began, none for the first. \param week  all presumed victims of it
std::uint32_t entry_of(std::span<const Identified> week, const Case& subject)
{
    const auto before = std::count_if(week.begin(), week.end(), [&](const Identified& other) {
        return other.subject.person == subject.person && other.subject.start < subject.start;
    });
    return before == 0 ? sim::no_other : static_cast<std::uint32_t>(before);
}

/// The centre's rule decides about each presumed victim. The only writer of the register.
void settle(sim::World& world, const sim::Step& step, const Build& build, std::span<Identified> presumed)
{
    const Recording& r = build.recording;
    const Ground& ground = build.ground;
    const auto year = static_cast<std::uint32_t>(ground.clock.year(step.tick));
    world.keep_if(r.presumed_lately, [&](const Presumed& p) { return p.tick + 1 >= step.tick.value; });
    for (const Identified& found : presumed) {
        const auto& [subject, channel] = found;
        world.measures().count(r.presumed, {channel});
        world.append(r.presumed_lately, {subject, channel, step.tick.value});
        const AgentId id = ground.population.id_of(subject.person);
        const CountyId county = build.life.county(world, subject.person);
        const std::uint32_t centre = ground.counties[county].centre;
        const auto z = [&](std::uint32_t who, sim::Purpose purpose) {
            return sim::normal_quantile(step.luck(who, purpose, sim::Tick{0}, year).uniform());
        };
        const double chance =
            recording::probability(r.p, step.luck(centre, "recording.efficiency").uniform(), z(0, "recording.year"),
                                   z(centre, "recording.centre_year"), subject.form == Form::online_sexual,
                                   step.luck(centre, "recording.rule").uniform(), r.uniformity(world, centre));
        const std::uint32_t entry = entry_of(presumed, subject);
        if (step.luck(id, "recording.registered", step.tick, entry).uniform() >=
            chance * (1.0 - misrouted(world, build, county, channel, step.tick)) *
                (1.0 - unrecorded(world, build, subject, step.tick))) {
            continue;
        }
        const RegisteredVictim line = line_of(world, step, build, found, entry);
        world.append(r.all, line);
        if (build.ledgers.months.counts(step.tick)) {
            auto& measures = world.measures();
            measures.count(build.ledgers.registered, build.ledger_cell(subject, line.form, step.tick));
            const double age = age_at(ground.population.birth_week[subject.person], step.tick);
            measures.count(r.relations, {static_cast<std::size_t>(line.relation), static_cast<std::size_t>(line.mode),
                                         age_band(age)});
            measures.count(r.profile, {static_cast<std::size_t>(line.education), static_cast<std::size_t>(line.family),
                                       age_band(age)});
        }
    }
}

} // namespace

namespace recording {

double mean_below_one(double scale, double sd)
{
    // scale e^(sd z - sd^2/2) reaches 1 at z = cut
    const double cut = -std::log(scale) / sd + sd / 2.0;
    return scale * normal_share_below(cut - sd) + normal_share_below(-cut);
}

double scale_for_mean(double mean, double sd)
{
    sim::expect(mean >= 0.0 && mean < 1.0, "a mean that a probability with effects can have");
    if (mean == 0.0 || sd == 0.0) {
        return mean;
    }
    constexpr int halvings = 60; // to the last digit but a few
    double low = mean;           // what is cut off only lowers the mean
    double high = 2.0 * mean;
    while (mean_below_one(high, sd) < mean) {
        high *= 2.0;
    }
    for (int i = 0; i < halvings; ++i) {
        const double middle = (low + high) / 2.0;
        (mean_below_one(middle, sd) < mean ? low : high) = middle;
    }
    return (low + high) / 2.0;
}

double probability(const RecordingParameters& p, double centre_u, double year_z, double centre_year_z, bool online_form,
                   double rule_u, double uniformity)
{
    const bool one_rule = p.uniform > 0.0;
    const double left = 1.0 - uniformity;
    // No wider than leaves every centre a probability, so that the mean over centres stays.
    const double spread = std::min({p.efficiency_spread, p.efficiency, 1.0 - p.efficiency});
    const double own = p.efficiency + (one_rule ? 0.0 : left * spread * (2.0 * centre_u - 1.0));
    double counted = 1.0;
    if (online_form && !one_rule) {
        counted = rule_u >= p.counts_online ? p.counts_online_share : 1.0;
        counted += uniformity * (mean_counted_online(p) - counted);
    }
    const double mean = own * counted * (1.0 - p.uniform_strict * uniformity);
    if (mean >= 1.0) {
        return 1.0;
    }
    const double sd = left * std::hypot(p.year_sd, p.centre_year_sd);
    const double effect = left * (p.year_sd * year_z + p.centre_year_sd * centre_year_z);
    return std::min(1.0, scale_for_mean(mean, sd) * std::exp(effect - sd * sd / 2.0));
}

double mean_counted_online(const RecordingParameters& p)
{
    return p.counts_online + (1.0 - p.counts_online) * p.counts_online_share;
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
    std::vector<sim::ParameterInfo> all = sim::declarations(declared);
    for (const sim::ParameterInfo& error : register_errors::parameters()) {
        all.push_back(error);
    }
    return all;
}

void make(Build& build)
{
    Recording& r = build.recording;
    auto& world = build.world;
    r.p = resolved(build.scenario.parameters);
    r.mean_errors = register_errors::resolved(build.scenario.parameters);
    for (std::uint32_t centre = 0; centre < centre_count; ++centre) {
        r.errors[centre] = errors_with(world, r, centre, 0.0);
    }
    r.uniformity_given = world.add_column<std::int32_t>(
        {"recording.uniformity", "1e-6", "what strategies added to following one rule, per centre"}, centre_count);
    r.uniformity_change = world.add_event<UniformityChange>(
        "recording.uniformity", [&r](sim::World& w, const sim::Step&, std::span<UniformityChange> changes) {
            for (const UniformityChange& change : changes) {
                w.write(r.uniformity_given)[change.centre] += change.amount;
            }
        });
    r.presumed_lately = world.add_records<Presumed>(
        {"recording.presumed_lately", "person", "presumed victims of this week and the last"});
    r.all = world.add_records<RegisteredVictim>({"recording.register", "line", "the simulated register"});
    const auto labels = [](const auto& names) { return std::vector<std::string>(names.begin(), names.end()); };
    r.presumed = world.measures().add<sim::NoLedger>(
        {"recording.presumed", "event", "", {{"channel", labels(channel_names)}}, "presumed victims"});
    r.relations = world.measures().add<RegisteredLedger>(
        {"registered.relation",
         "person",
         "",
         {{"relation", labels(relation_names)}, {"mode", labels(mode_names)}, {"age_band", labels(age_band_names)}},
         "registered victims by relation and mode as recorded"});
    r.profile = world.measures().add<RegisteredLedger>({"registered.profile",
                                                        "person",
                                                        "",
                                                        {{"education", labels(education_names)},
                                                         {"family", labels(family_names)},
                                                         {"age_band", labels(age_band_names)}},
                                                        "registered victims by schooling and family as recorded"});
    r.identified = world.add_event<Identified>(
        "recording.identified",
        [&build_of_run = build](sim::World& w, const sim::Step& step, std::span<Identified> all) {
            settle(w, step, build_of_run, all);
        });
}

} // namespace recording

double Recording::uniformity(const sim::World& world, std::uint32_t centre) const
{
    return std::clamp(given(world, uniformity_given, centre), 0.0, 1.0);
}

RegisterErrors Recording::errors_of(const sim::World& world, std::uint32_t centre) const
{
    const double one_rule = uniformity(world, centre);
    return one_rule > 0.0 ? errors_with(world, *this, centre, one_rule) : errors[centre];
}

} // namespace model
