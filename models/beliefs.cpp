#include "models/beliefs.hpp"

#include "models/build.hpp"

#include <algorithm>
#include <cmath>

namespace model {
namespace {

using P = BeliefParameters;

constexpr const char* no_study = "assumed: no study with this outcome (docs/evidence.md 1); small, wide";

constexpr std::array declared{
    sim::Parameter<P>{&P::internalised_mean,
                      {"beliefs.internalised_mean", "1", 0.10, 0.0, 0.5, 'E',
                       "assumed: children know but do not apply it",
                       "Mean over persons of the initial share of protective knowledge applied to oneself."}},
    sim::Parameter<P>{&P::informed_mean,
                      {"beliefs.informed_mean", "1", 0.30, 0.0, 0.5, 'E', "assumed: no survey of knowledge was found",
                       "Mean over persons of the initial knowledge of what trafficking is."}},
    sim::Parameter<P>{
        &P::trust_mean,
        {"beliefs.trust_mean", "1", 0.30, 0.0, 0.5, 'D',
         "assumed: 5 % of children ask an adult for help (survey 2025), 35-50 % of adults trust institutions",
         "Mean over persons of the initial trust in adults at school."}},
    sim::Parameter<P>{&P::internalised_half_life,
                      {"beliefs.internalised_half_life", "week", 104.0, 13.0, 520.0, 'E',
                       "assumed: lessons are kept at 6 months (Walsh 2015), nothing is known beyond",
                       "Half-life of what sessions internalised, and of lessons."}},
    sim::Parameter<P>{&P::informed_half_life,
                      {"beliefs.informed_half_life", "week", 78.0, 13.0, 520.0, 'E',
                       "assumed: lessons are kept at 6 months (Walsh 2015), nothing is known beyond",
                       "Half-life of exposure to campaigns."}},
    sim::Parameter<P>{&P::trust_half_life,
                      {"beliefs.trust_half_life", "week", 52.0, 8.0, 260.0, 'E', "assumed: no source yet",
                       "Half-life of a change of trust in adults at school."}},
    sim::Parameter<P>{&P::lesson_internalises,
                      {"beliefs.lesson_internalises", "1", 0.35, 0.0, 1.5, 'D',
                       "assumed: knowledge SMD 0.61 (Walsh 2015), behaviour unknown",
                       "Internalisation rate per full curriculum, for mean receptivity."}},
    sim::Parameter<P>{&P::lesson_informs,
                      {"beliefs.lesson_informs", "1", 1.2, 0.0, 4.0, 'A', "Walsh 2015 CD004380: knowledge SMD 0.61",
                       "Information rate per full curriculum, for mean receptivity."}},
    sim::Parameter<P>{&P::campaign_internalises,
                      {"beliefs.campaign_internalises", "1", 0.05, 0.0, 0.4, 'D',
                       "assumed: behaviour r 0.05 (Anker 2016), anti-trafficking media raise knowledge only",
                       "Internalisation rate per full exposure to a campaign, for mean receptivity."}},
    sim::Parameter<P>{&P::campaign_informs,
                      {"beliefs.campaign_informs", "1", 0.6, 0.0, 2.0, 'B',
                       "Nepal trials (160 communities): knowledge rises",
                       "Information rate per full exposure to a campaign, for mean receptivity."}},
    sim::Parameter<P>{&P::media_internalises,
                      {"beliefs.media_internalises", "1", 0.01, 0.0, 0.2, 'D',
                       "assumed: a fifth of a campaign's; behaviour r 0.05 at most (Anker 2016), awareness alone",
                       "Internalisation rate per full exposure to mass media, for mean receptivity."}},
    sim::Parameter<P>{&P::media_informs,
                      {"beliefs.media_informs", "1", 0.6, 0.0, 2.0, 'B',
                       "Nepal trials (160 communities): knowledge rises in all formats",
                       "Information rate per full exposure to mass media, for mean receptivity."}},
    sim::Parameter<P>{&P::peer_probability,
                      {"beliefs.peer_probability", "1", 0.25, 0.0, 1.0, 'E', "assumed: no source yet",
                       "Probability that somebody whose belief changed passes it on to one friend that week."}},
    sim::Parameter<P>{&P::peer_share,
                      {"beliefs.peer_share", "1", 0.5, 0.0, 1.0, 'E', "assumed: no source yet",
                       "Share of a session's internalisation that passes on to a friend."}},
    sim::Parameter<P>{&P::peer_trust_share,
                      {"beliefs.peer_trust_share", "1", 0.3, 0.0, 1.0, 'E', "assumed: no source yet",
                       "Share of a session's gain of trust that passes on to a friend who is told of it."}},
    sim::Parameter<P>{&P::report_mean,
                      {"beliefs.report_mean", "1", 0.20, 0.0, 0.5, 'E',
                       "assumed: not knowing how to report (S16), no figure",
                       "Mean over persons of the initial knowledge of how to report."}},
    sim::Parameter<P>{&P::lesson_reports,
                      {"beliefs.lesson_reports", "1", 0.8, 0.0, 4.0, 'D',
                       "assumed: less than knowledge (Walsh 2015), disclosure OR 1-3.5",
                       "Rate of learning how to report per full curriculum, for mean receptivity."}},
    sim::Parameter<P>{&P::campaign_reports,
                      {"beliefs.campaign_reports", "1", 0.4, 0.0, 2.0, 'D',
                       "assumed: less than knowledge (Nepal trials), campaigns name the line",
                       "Rate of learning how to report per full exposure to a campaign, for mean receptivity."}},
    sim::Parameter<P>{&P::media_reports,
                      {"beliefs.media_reports", "1", 0.2, 0.0, 2.0, 'D',
                       "assumed: the number of the line is shown; half of what a campaign in the place teaches",
                       "Rate of learning how to report per full exposure to mass media, for mean receptivity."}},
    sim::Parameter<P>{&P::told_reports,
                      {"beliefs.told_reports", "1", 0.5, 0.0, 1.0, 'E', "assumed: no source yet",
                       "Share of what a friend tells that is of use for reporting."}},
    sim::Parameter<P>{&P::normalised_at_home,
                      {"beliefs.normalised_at_home", "1", 0.5, 0.0, 1.0, 'E', "assumed: no source yet",
                       "Normalisation that a household with full propensity of complicity hands on."}},
    sim::Parameter<P>{&P::normalised_online,
                      {"beliefs.normalised_online", "1", 0.25, 0.0, 1.0, 'E',
                       "assumed: early sexualisation (S16), no figure",
                       "Normalisation that full unsupervised exposure online hands on to a minor."}},
    sim::Parameter<P>{&P::denormalised,
                      {"beliefs.denormalised", "1", 0.5, 0.0, 1.0, 'E', "assumed: no source yet",
                       "Share of normalisation that full internalisation takes away."}},
    sim::Parameter<P>{&P::loyalty_adult,
                      {"beliefs.loyalty_adult", "1", 0.4, 0.0, 1.0, 'E', "assumed: no source yet",
                       "Share of the young's loyalty that is left from 18 on."}},
    sim::Parameter<P>{&P::bystander_understands,
                      {"beliefs.bystander_understands", "1", 1.0, 0.0, 4.0, 'C',
                       "assumed: more intervening (bystander review, Campbell 2019), no figure of this kind",
                       "Rate of understanding the duty to notify per full bystander programme, mean receptivity."}},
    sim::Parameter<P>{&P::bystander_loosens,
                      {"beliefs.bystander_loosens", "1", 0.3, 0.0, 1.0, 'E', "assumed: no source yet",
                       "Share of the loyalty of a class that a full bystander programme takes away."}},
    sim::Parameter<P>{&P::bystander_half_life,
                      {"beliefs.bystander_half_life", "week", 104.0, 13.0, 520.0, 'D',
                       "assumed: effects held to the fourth year with yearly programmes (Coker 2017)",
                       "Half-life of a bystander programme."}},
    sim::Parameter<P>{&P::digital_half_life,
                      {"beliefs.digital_half_life", "week", 52.0, 13.0, 260.0, 'D',
                       "assumed: held at 6 months (Calvete 2022), nothing is known beyond",
                       "Half-life of a programme on care online."}},
    sim::Parameter<P>{&P::prospects_relief,
                      {"beliefs.prospects_relief", "1", 0.1, 0.0, 0.5, 'E', no_study,
                       "Share of the pull of deprivation towards offers of money that full career guidance takes."}},
    sim::Parameter<P>{
        &P::prospects_half_life,
        {"beliefs.prospects_half_life", "week", 104.0, 13.0, 520.0, 'E', no_study, "Half-life of career guidance."}},
    sim::Parameter<P>{&P::recognition_gain,
                      {"beliefs.recognition_gain", "1", 0.1, 0.0, 0.5, 'E', no_study,
                       "Share of what is not recognised of one's own situation that full exercises let recognise."}},
    sim::Parameter<P>{&P::recognition_half_life,
                      {"beliefs.recognition_half_life", "week", 26.0, 4.0, 260.0, 'E', no_study,
                       "Half-life of exercises in recognising one's own situation."}},
    sim::Parameter<P>{&P::distress_loss,
                      {"beliefs.distress_loss", "1", 0.1, 0.0, 0.5, 'E', "assumed: harm without a count",
                       "Harm: trust in school and child protection that full exercises take from who was abused."}},
    sim::Parameter<P>{
        &P::distress_half_life,
        {"beliefs.distress_half_life", "week", 52.0, 4.0, 260.0, 'E', no_study, "Half-life of that harm."}},
    sim::Parameter<P>{&P::co_creation_gain,
                      {"beliefs.co_creation_gain", "1", 0.25, 0.0, 1.5, 'E',
                       "assumed: co-creation advised (S16), no study; a social-emotional part gives a ratio of 1.9 "
                       "(Gubbels 2021)",
                       "Added to the ratio by which a class that made a campaign applies what lessons and campaigns "
                       "teach, full programme."}},
    sim::Parameter<P>{&P::co_creation_half_life,
                      {"beliefs.co_creation_half_life", "week", 104.0, 13.0, 520.0, 'E', no_study,
                       "Half-life of having made a campaign."}},
    sim::Parameter<P>{&P::contact_reports,
                      {"beliefs.contact_reports", "1", 0.3, 0.0, 4.0, 'E',
                       "assumed: less than a curriculum teaches of it (beliefs.lesson_reports); no study",
                       "Rate of learning how to report per full session by a visitor, for mean receptivity."}},
    sim::Parameter<P>{&P::contact_half_life,
                      {"beliefs.contact_half_life", "week", 52.0, 4.0, 260.0, 'E',
                       "assumed: shorter than lessons; nothing is known", "Half-life of what a visitor said of it."}},
};

/// Settles doses. The only writer of stored beliefs and of the list of those who changed.
void settle(sim::World& world, const sim::Step& step, const Beliefs& b, std::span<BeliefDose> doses)
{
    const std::array<double, belief_kinds> half_life{b.p.trust_half_life, b.p.trust_half_life,
                                                     b.p.internalised_half_life, b.p.informed_half_life};
    std::array<std::span<sim::Decaying>, belief_kinds> stored;
    for (std::size_t k = 0; k < belief_kinds; ++k) {
        stored[k] = world.write(b.stored[k]);
    }
    world.keep_if(b.changed, [&](const Changed& c) { return c.tick == step.tick.value; });
    std::vector<std::uint8_t> speaks(doses.size());
    sim::for_each_by_key(
        doses.size(), [&](std::size_t i) { return doses[i].row; },
        [&](std::size_t i) {
            const BeliefDose& dose = doses[i];
            const auto kind = static_cast<std::size_t>(dose.kind);
            auto& value = stored[kind][dose.row];
            const sim::Decaying before = value;
            value = sim::added(value, dose.amount / fixed_one, step.tick, b.origin, half_life[kind]);
            // Once a week: who was given a second dose has spoken of the first.
            speaks[i] = dose.kind == Belief::internalised && dose.from_peer == 0 && value.week != before.week;
        });
    for (std::size_t i = 0; i < doses.size(); ++i) {
        if (speaks[i] != 0) {
            world.append(b.changed, {doses[i].row, step.tick.value});
        }
    }
}

void settle_shared(sim::World& world, const sim::Step& step, sim::Column<sim::Decaying> column, double half_life,
                   sim::Tick origin, std::span<SharedDose> doses)
{
    const auto values = world.write(column);
    for (const SharedDose& dose : doses) {
        values[dose.row] = sim::added(values[dose.row], dose.amount / fixed_one, step.tick, origin, half_life);
    }
}

void settle_programmes(sim::World& world, const sim::Step& step, const Beliefs& b, std::span<ProgrammeDose> doses)
{
    auto& begun = world.write(b.programmes_begun)[0];
    for (const ProgrammeDose& dose : doses) {
        const auto k = static_cast<std::size_t>(dose.kind);
        auto& value = world.write(b.programmes[k])[dose.school_class];
        value = sim::added(value, dose.amount / fixed_one, step.tick, b.origin, b.half_life(dose.kind));
        begun = static_cast<std::uint8_t>(begun | 1u << k);
    }
}

/// Remembers what was given this week, and nothing older.
void announce(sim::World& world, const sim::Step& step, sim::Records<News> news, std::span<const SharedDose> doses)
{
    world.keep_if(news, [&](const News& n) { return n.tick == step.tick.value; });
    for (const SharedDose& dose : doses) {
        world.append(news, {dose.row, step.tick.value, dose.amount, dose.opt_out});
    }
}

} // namespace

namespace beliefs {

BeliefParameters resolved(const sim::Values& values)
{
    return sim::resolve(declared, values);
}

std::vector<sim::ParameterInfo> parameters()
{
    std::vector<sim::ParameterInfo> all = sim::declarations(declared);
    const auto of_trust = trust::parameters();
    all.insert(all.end(), of_trust.begin(), of_trust.end());
    return all;
}

namespace {

void add_shared(Build& build)
{
    auto& world = build.world;
    Beliefs& b = build.beliefs;
    const auto& people = build.ground.population;
    const std::size_t classes = people.classes.unit.size();
    b.lessons =
        world.add_column<sim::Decaying>({"beliefs.lessons", "1", "share of a full curriculum, per class"}, classes);
    b.opt_out =
        world.add_column<std::uint16_t>({"beliefs.lesson_opt_out", "1", "share who stay away, per class"}, classes);
    for (std::size_t k = 0; k < programme_kinds; ++k) {
        b.programmes[k] = world.add_column<sim::Decaying>(
            {"beliefs.programmes." + std::string(programme_names[k]), "1", "share of a full programme, per class"},
            classes);
    }
    b.programmes_begun =
        world.add_column<std::uint8_t>({"beliefs.programmes_begun", "bits", "kinds that a class has had"}, 1);
    b.campaigns = world.add_column<sim::Decaying>({"beliefs.campaigns", "1", "exposure, per locality"},
                                                  people.localities.siruta.size());
    b.media =
        world.add_column<sim::Decaying>({"beliefs.media", "1", "exposure to mass media, per county"}, county_count);
    b.lessons_given = world.add_records<News>({"beliefs.lessons_given", "class", "that heard a lesson in the week"});
    b.campaigns_given =
        world.add_records<News>({"beliefs.campaigns_given", "locality", "that a campaign reached in the week"});
    b.lesson = world.add_event<SharedDose>(
        "beliefs.lesson", [&b, &c = build.closures](sim::World& w, const sim::Step& step, std::span<SharedDose> all) {
            for (SharedDose& dose : all) {
                dose.amount = c.heard(w, dose.row, dose.amount);
            }
            settle_shared(w, step, b.lessons, b.p.internalised_half_life, b.origin, all);
            const auto opt_out = w.write(b.opt_out);
            for (const SharedDose& dose : all) {
                opt_out[dose.row] = std::max(opt_out[dose.row], dose.opt_out);
            }
            announce(w, step, b.lessons_given, all);
        });
    b.campaign = world.add_event<SharedDose>(
        "beliefs.campaign", [&b](sim::World& w, const sim::Step& step, std::span<SharedDose> all) {
            settle_shared(w, step, b.campaigns, b.p.informed_half_life, b.origin, all);
            announce(w, step, b.campaigns_given, all);
        });
    b.media_wave = world.add_event<SharedDose>(
        "beliefs.media", [&b](sim::World& w, const sim::Step& step, std::span<SharedDose> all) {
            settle_shared(w, step, b.media, b.p.informed_half_life, b.origin, all);
        });
    b.programme = world.add_event<ProgrammeDose>(
        "beliefs.programme",
        [&b, &c = build.closures](sim::World& w, const sim::Step& step, std::span<ProgrammeDose> all) {
            for (ProgrammeDose& dose : all) {
                dose.amount = c.heard(w, dose.school_class, dose.amount);
            }
            settle_programmes(w, step, b, all);
        });
}

void add_personal(Build& build)
{
    auto& world = build.world;
    Beliefs& b = build.beliefs;
    constexpr std::array names{"trust_gain", "trust_loss", "internalised", "informed"};
    static_assert(names.size() == belief_kinds);
    for (std::size_t k = 0; k < belief_kinds; ++k) {
        b.stored[k] = world.add_column<sim::Decaying>(
            {std::string("beliefs.") + names[k], "1", "departure from the initial belief"},
            build.ground.population.size());
    }
    b.changed = world.add_records<Changed>({"beliefs.changed", "person", "whose belief changed in the week"});
    const auto doses = world.measures().add<sim::NoLedger>({"beliefs.doses", "dose", "", {}, "personal belief doses"});
    b.dose = world.add_event<BeliefDose>("beliefs.dose",
                                         [&b, doses](sim::World& w, const sim::Step& step, std::span<BeliefDose> all) {
                                             settle(w, step, b, all);
                                             w.measures().count(doses, {}, static_cast<std::int64_t>(all.size()));
                                         });
}

} // namespace

void make(Build& build)
{
    Beliefs& b = build.beliefs;
    b.p = resolved(build.scenario.parameters);
    b.origin = build.ground.clock.first();
    b.life = &build.life;
    b.norms = &build.norms;
    b.supports = &build.supports;
    add_personal(build);
    add_shared(build);
    trust::make(build);
    peers::make(build);
}

} // namespace beliefs
} // namespace model
