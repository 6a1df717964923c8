#include "models/build.hpp"

#include <algorithm>
#include <cmath>

namespace model {
namespace beliefs {

double initial(double mean, double u)
{
    return 2.0 * mean * u;
}

double uptake(double k, double dose, double receptivity_of_person)
{
    return -std::expm1(-k * dose * receptivity_of_person);
}

double together(double a, double b)
{
    return 1.0 - (1.0 - a) * (1.0 - b);
}

double receptivity_to_lessons(const sim::Luck& luck, AgentId id)
{
    return -std::log(luck(id, "beliefs.lesson_receptivity").uniform());
}

double receptivity_to_campaigns(const sim::Luck& luck, AgentId id)
{
    return -std::log(luck(id, "beliefs.campaign_receptivity").uniform());
}

bool opts_out(const sim::Luck& luck, AgentId id, double share)
{
    return luck(id, "beliefs.lesson_opt_out").uniform() < share;
}

} // namespace beliefs

double Beliefs::own(const sim::World& world, Row row, sim::Tick tick, Belief kind) const
{
    const std::array half_life{p.trust_half_life, p.trust_half_life, p.internalised_half_life, p.informed_half_life};
    static_assert(half_life.size() == belief_kinds);
    const auto k = static_cast<std::size_t>(kind);
    return sim::decayed(world.read(stored[k])[row], tick, origin, half_life[k]);
}

double Beliefs::counselled(const sim::World& world, Row row, sim::Tick tick) const
{
    return own(world, row, tick, Belief::trust_gain) - own(world, row, tick, Belief::trust_loss);
}

double Beliefs::learnt(const sim::World& world, const Ground& ground, Row row, sim::Tick tick, double lesson_rate,
                       double campaign_rate, double media_rate) const
{
    const AgentId id = ground.population.id_of(row);
    const double hours = lesson_dose(world, ground, row, tick);
    const double exposure = campaign_dose(world, ground, row, tick);
    const double taught =
        hours > 0.0 ? beliefs::uptake(lesson_rate, hours, beliefs::receptivity_to_lessons(world.luck(), id)) : 0.0;
    const double heard =
        exposure > 0.0 ? beliefs::uptake(campaign_rate, exposure, beliefs::receptivity_to_campaigns(world.luck(), id))
                       : 0.0;
    const double by_place = beliefs::together(taught, heard);
    const double broadcast = media_dose(world, row, tick);
    return broadcast > 0.0
               ? beliefs::together(by_place, beliefs::uptake(media_rate, broadcast,
                                                             beliefs::receptivity_to_campaigns(world.luck(), id)))
               : by_place;
}

double Beliefs::internalised(const sim::World& world, const Ground& ground, Row row, sim::Tick tick) const
{
    const double u = world.luck()(ground.population.id_of(row), "beliefs.internalised").uniform();
    const double mine =
        beliefs::together(beliefs::initial(p.internalised_mean, u), own(world, row, tick, Belief::internalised));
    // Who made a campaign applies more of what is taught; exactly as much where nobody did.
    const double more = 1.0 + p.co_creation_gain * programme_left(world, ground, row, tick, Programme::co_creation);
    const double taught = beliefs::together(mine, learnt(world, ground, row, tick, p.lesson_internalises * more,
                                                         p.campaign_internalises * more, p.media_internalises));
    return supports->in_use(world) && supports->reaches(world, ground, row, tick, Support::hub)
               ? beliefs::together(taught, supports->p.hub_internalises)
               : taught;
}

double Beliefs::informed(const sim::World& world, const Ground& ground, Row row, sim::Tick tick) const
{
    const double u = world.luck()(ground.population.id_of(row), "beliefs.informed").uniform();
    const double mine =
        beliefs::together(beliefs::initial(p.informed_mean, u), own(world, row, tick, Belief::informed));
    return beliefs::together(mine,
                             learnt(world, ground, row, tick, p.lesson_informs, p.campaign_informs, p.media_informs));
}

double Beliefs::knows_how_to_report(const sim::World& world, const Ground& ground, Row row, sim::Tick tick) const
{
    const double u = world.luck()(ground.population.id_of(row), "beliefs.report").uniform();
    const double mine =
        beliefs::together(beliefs::initial(p.report_mean, u), p.told_reports * own(world, row, tick, Belief::informed));
    double taught = beliefs::together(
        mine, learnt(world, ground, row, tick, p.lesson_reports, p.campaign_reports, p.media_reports));
    if (const double met = programme_dose(world, ground, row, tick, Programme::contact); met > 0.0) {
        const double receptivity = beliefs::receptivity_to_lessons(world.luck(), ground.population.id_of(row));
        taught = beliefs::together(taught, beliefs::uptake(p.contact_reports, met, receptivity));
    }
    if (!supports->in_use(world)) {
        return taught;
    }
    const auto told = [&](Support kind, double share) {
        return supports->reaches(world, ground, row, tick, kind) ? share : 0.0;
    };
    return beliefs::together(taught, beliefs::together(told(Support::guidance, supports->p.guidance_reports),
                                                       told(Support::migrants, supports->p.migrants_reports)));
}

double Beliefs::oversight(const sim::World& world, const Ground& ground, Row row, sim::Tick tick) const
{
    return beliefs::uptake(p.campaign_informs, campaign_dose(world, ground, row, tick), 1.0);
}

double Beliefs::class_dose(const sim::World& world, const Ground& ground, Row row, sim::Tick tick,
                           sim::Column<sim::Decaying> given, double half_life, bool may_opt_out) const
{
    const auto& people = ground.population;
    const std::uint32_t pupil = people.pupil[row];
    const bool left = (world.read(life->status)[row] & life::state::left_school) != 0;
    if (pupil == none || left) {
        return 0.0;
    }
    const auto doses = world.read(given);
    double total = 0.0;
    for (const auto& class_of : people.pupils.school_class) {
        const std::uint32_t c = class_of[pupil];
        if (c == none || doses[c].week == 0) {
            continue;
        }
        const double away = may_opt_out ? world.read(opt_out)[c] / fixed_one : 0.0;
        if (!beliefs::opts_out(world.luck(), people.id_of(row), away)) {
            total += sim::decayed(doses[c], tick, origin, half_life);
        }
    }
    return total;
}

double Beliefs::lesson_dose(const sim::World& world, const Ground& ground, Row row, sim::Tick tick) const
{
    return class_dose(world, ground, row, tick, lessons, p.internalised_half_life, true);
}

double Beliefs::half_life(Programme kind) const
{
    const std::array weeks{p.bystander_half_life,   p.digital_half_life,  p.prospects_half_life,
                           p.recognition_half_life, p.distress_half_life, p.co_creation_half_life,
                           p.contact_half_life};
    static_assert(weeks.size() == programme_kinds);
    return weeks[static_cast<std::size_t>(kind)];
}

double Beliefs::programme_dose(const sim::World& world, const Ground& ground, Row row, sim::Tick tick,
                               Programme kind) const
{
    const auto k = static_cast<std::size_t>(kind);
    return (world.read(programmes_begun)[0] >> k & 1u) != 0
               ? class_dose(world, ground, row, tick, programmes[k], half_life(kind), false)
               : 0.0;
}

double Beliefs::programme_left(const sim::World& world, const Ground& ground, Row row, sim::Tick tick,
                               Programme kind) const
{
    return std::min(1.0, programme_dose(world, ground, row, tick, kind));
}

double Beliefs::media_dose(const sim::World& world, Row row, sim::Tick tick) const
{
    return sim::decayed(world.read(media)[life->county(world, row).value], tick, origin, p.informed_half_life);
}

double Beliefs::campaign_dose(const sim::World& world, const Ground&, Row row, sim::Tick tick) const
{
    return sim::decayed(world.read(campaigns)[life->locality(world, row)], tick, origin, p.informed_half_life);
}

} // namespace model
