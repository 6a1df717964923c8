#pragma once

#include "models/norms.hpp"
#include "models/peers.hpp"
#include "models/people.hpp"
#include "models/programmes.hpp"
#include "models/trust.hpp"
#include "sim/decay.hpp"
#include "sim/parameter.hpp"
#include "sim/world.hpp"

namespace model {

struct Build;
class Ground;
struct Life;
struct Supports;

/// What moves a person's belief, and by how much. Doses are one-signed, so their order does not matter.
enum class Belief : std::uint8_t { trust_gain, trust_loss, internalised, informed };
inline constexpr std::size_t belief_kinds = 4;

struct BeliefParameters {
    double internalised_mean;      ///< initial
    double informed_mean;          ///< initial
    double trust_mean;             ///< initial, in school
    double internalised_half_life; ///< weeks
    double informed_half_life;     ///< weeks
    double trust_half_life;        ///< weeks
    double lesson_internalises;    ///< per full curriculum
    double lesson_informs;         ///< per full curriculum
    double campaign_internalises;  ///< per full exposure
    double campaign_informs;       ///< per full exposure
    double peer_probability;       ///< of passing on, per week of change
    double peer_share;             ///< of the dose passed on
    double peer_trust_share;       ///< of a session's gain of trust passed on
    double report_mean;            ///< initial
    double lesson_reports;         ///< per full curriculum
    double campaign_reports;       ///< per full exposure
    double media_internalises;     ///< per full exposure
    double media_informs;          ///< per full exposure
    double media_reports;          ///< per full exposure
    double told_reports;           ///< of what a friend tells
    double normalised_at_home;     ///< by a household that would turn to exploitation
    double normalised_online;      ///< by full unsupervised exposure
    double denormalised;           ///< share of normalisation that full internalisation takes away
    double loyalty_adult;          ///< left among adults
    double bystander_understands;  ///< per full programme
    double bystander_loosens;      ///< share of loyalty per full programme
    double bystander_half_life;    ///< weeks
    double digital_half_life;      ///< weeks
    double prospects_relief;       ///< share of the economic pull per full programme
    double prospects_half_life;    ///< weeks
    double recognition_gain;       ///< share of what was not recognised per full programme
    double recognition_half_life;  ///< weeks
    double distress_loss;          ///< trust per full programme
    double distress_half_life;     ///< weeks
    double co_creation_gain;       ///< added to the ratio of internalising, per full programme
    double co_creation_half_life;  ///< weeks
    double contact_reports;        ///< per full session
    double contact_half_life;      ///< weeks
};

/// Shares in transit are whole numbers of one over this.
inline constexpr double fixed_one = 65535.0;
inline std::uint16_t to_fixed(double share)
{
    return static_cast<std::uint16_t>(share * fixed_one + 0.5);
}

/// Doses waiting for their commit.
struct BeliefDose {
    Row row;
    std::uint16_t amount; ///< to_fixed of a share
    Belief kind;
    std::uint8_t from_peer;
};
/// A dose that a whole class or locality receives and its members read with their own luck.
struct SharedDose {
    std::uint32_t row; ///< of the class, of the locality, or, of media, the county
    std::uint16_t amount;
    std::uint16_t opt_out{}; ///< lessons only: share of pupils who stay away, fixed point
};
/// Handles and readers of what people believe. Nothing is done to anybody when nothing happens: the initial belief is
/// a function of luck, stored doses decay when read, lessons and campaigns are stored once per class and locality.
struct Beliefs {
    BeliefParameters p{};
    std::array<sim::Column<sim::Decaying>, belief_kinds> stored{};
    sim::Column<sim::Decaying> lessons;   ///< per class: hours over the hours of a full curriculum
    sim::Column<std::uint16_t> opt_out;   ///< per class: share who stay away, fixed point; the largest ever set
    sim::Column<sim::Decaying> campaigns; ///< per locality: mean exposure
    sim::Column<sim::Decaying> media;     ///< per county: mean exposure
    std::array<sim::Column<sim::Decaying>, programme_kinds> programmes{}; ///< per class: share of a full programme
    sim::Column<std::uint8_t> programmes_begun; ///< one row: a bit for each kind that a class has had
    sim::Records<Changed> changed;
    sim::Records<News> lessons_given, campaigns_given; ///< of the week in which the last were
    sim::Event<BeliefDose> dose;
    sim::Event<SharedDose> lesson;
    sim::Event<SharedDose> campaign;
    sim::Event<SharedDose> media_wave;
    sim::Event<ProgrammeDose> programme;
    sim::Tick origin;
    const Life* life{};
    const Norms* norms{}; ///< of places
    const Supports* supports{};

    TrustParameters trust_p{};
    sim::Records<TrustDeparture> departures; ///< of trust, in the order of (row, institution)
    sim::Records<Experienced> to_tell;       ///< experiences that friends have not heard of yet
    /// What somebody went through with an institution: rare. Sessions of counsellors are doses.
    sim::Event<Experienced> experience;

    /// Applies the lessons learnt to one's own behaviour, in [0, 1]. Only this protects.
    double internalised(const sim::World& world, const Ground& ground, Row row, sim::Tick tick) const;
    /// Knows the word, in [0, 1]. Alone it protects nobody and may give false security.
    double informed(const sim::World& world, const Ground& ground, Row row, sim::Tick tick) const;
    /// Trust in an institution, in [0, 1].
    double trust(const sim::World& world, const Ground& ground, Row row, sim::Tick tick, Institution with) const;
    /// Trust in adults at school, in [0, 1].
    double trust(const sim::World& world, const Ground& ground, Row row, sim::Tick tick) const
    {
        return trust(world, ground, row, tick, Institution::school);
    }
    /// Knows whom to call and that one may, in [0, 1].
    double knows_how_to_report(const sim::World& world, const Ground& ground, Row row, sim::Tick tick) const;
    /// Takes exploitation for nothing unusual, in [0, 1]: by the place, the home and the screen.
    double normalisation(const sim::World& world, const Ground& ground, Row row, sim::Tick tick) const;
    /// Shame that a place puts on victims, in [0, 1].
    double stigma(const sim::World& world, const Ground& ground, std::uint32_t locality, sim::Tick tick) const;
    /// How far a place's people know and look after each other, in [0, 1]. A shield or pressure to keep silent: the sign
    /// of its effect is not known.
    double cohesion(const sim::World& world, const Ground& ground, std::uint32_t locality, sim::Tick tick) const;
    /// How much a report would be betrayal among those around, in [0, 1].
    double loyalty(const sim::World& world, const Ground& ground, Row row, sim::Tick tick) const;
    /// Share of friends who know that one must notify and need not prove, in [0, 1]; 0 without friends.
    /// Reads every friend: ask only where luck leaves it open (it is at most 1).
    double bystander(const sim::World& world, const Ground& ground, Row row, sim::Tick tick) const;
    /// Share of a full programme that is left of what the person's classes had, in [0, 1].
    double programme_left(const sim::World& world, const Ground& ground, Row row, sim::Tick tick, Programme kind) const;
    double half_life(Programme kind) const; ///< weeks
    /// Whether any class ever had one: what else there is to ask can be left where none did.
    bool programmes_in_use(const sim::World& world) const { return world.read(programmes_begun)[0] != 0; }
    /// What the neighbours of a person's locality know from campaigns and would report, in [0, 1].
    double oversight(const sim::World& world, const Ground& ground, Row row, sim::Tick tick) const;

private:
    double initial_trust(const sim::World& world, const Ground& ground, Row row, sim::Tick tick,
                         Institution with) const;
    /// What sessions of counsellors left of gains less losses.
    double counselled(const sim::World& world, Row row, sim::Tick tick) const;
    /// Knows that one must notify and need not prove. \param place  the norm of duty where it is asked
    bool understands_duty(const sim::World& world, const Ground& ground, Row row, sim::Tick tick, double place) const;
    /// What lessons, campaigns and media taught, at given rates per full dose.
    double learnt(const sim::World& world, const Ground& ground, Row row, sim::Tick tick, double lesson_rate,
                  double campaign_rate, double media_rate) const;
    /// What is left of a person's own doses.
    double own(const sim::World& world, Row row, sim::Tick tick, Belief kind) const;
    /// What is left of what the person's classes were given. Nothing for who has left school early: what was given later was
    /// not heard, and what was given before is not told apart from it.
    double class_dose(const sim::World& world, const Ground& ground, Row row, sim::Tick tick,
                      sim::Column<sim::Decaying> given, double half_life, bool may_opt_out) const;
    double lesson_dose(const sim::World& world, const Ground& ground, Row row, sim::Tick tick) const;
    /// Not cut at a full one.
    double programme_dose(const sim::World& world, const Ground& ground, Row row, sim::Tick tick, Programme kind) const;
    /// What guidance adds to trust and what exercises took from it.
    double helped(const sim::World& world, const Ground& ground, Row row, sim::Tick tick, Institution with) const;
    double campaign_dose(const sim::World& world, const Ground& ground, Row row, sim::Tick tick) const;
    double media_dose(const sim::World& world, Row row, sim::Tick tick) const;
};

namespace beliefs {

/// Initial belief of one person [0, 1]: a uniform law on [0, 2 mean], mean at most 0.5. Pure.
double initial(double mean, double u);
/// Share reached by an exposure `dose` of strength `k`, for somebody of the given receptivity. Pure.
double uptake(double k, double dose, double receptivity);
/// How often the same words meet somebody ready for them: mean 1 over persons, constant for a person.
double receptivity_to_lessons(const sim::Luck& luck, AgentId id);
double receptivity_to_campaigns(const sim::Luck& luck, AgentId id);
/// Whether somebody stays away from lessons from which a share of pupils does.
bool opts_out(const sim::Luck& luck, AgentId id, double share);
/// Independent reasons for a belief put together: 1 - product of (1 - each). Pure.
double together(double a, double b);

/// The declared values, those given in their place.
BeliefParameters resolved(const sim::Values& values);
std::vector<sim::ParameterInfo> parameters();
void make(Build& build);

} // namespace beliefs
} // namespace model
