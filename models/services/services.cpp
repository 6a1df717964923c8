#include "models/services/services.hpp"

#include "models/build.hpp"
#include "models/levers.hpp"
#include "models/phases.hpp"
#include "models/services/posts.hpp"
#include "sim/distributions.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace model {
namespace {

constexpr double millionths = 1e6;
constexpr double weeks_per_year = sim::days_per_year / 7.0;

std::size_t cell(CountyId county, std::size_t kinds, std::size_t kind)
{
    return county.value * kinds + kind;
}

Lever of_places(PlaceKind kind)
{
    return static_cast<Lever>(static_cast<std::size_t>(Lever::child_shelter) + static_cast<std::size_t>(kind));
}

/// The dose of a course of training, and the loss of a partnership: each fades in its own time.
double fading_half_life(const ServiceParameters& p, std::size_t lever)
{
    const std::array turnover{p.turnover_teacher, p.turnover_police, p.turnover_social_worker};
    return lever < professions ? services::training_half_life_weeks(p.training_half_life, turnover[lever])
                               : p.partnership_half_life * weeks_per_year;
}

void settle(sim::World& world, const sim::Step& step, const Services& s, std::span<const ServiceChange> changes)
{
    const bool posts_change = std::any_of(changes.begin(), changes.end(), services::changes_posts);
    const services::PostsNow before = posts_change ? services::posts_now(world, s) : services::PostsNow{};
    for (const ServiceChange& change : changes) {
        const auto lever = static_cast<std::size_t>(change.lever);
        if (lever < fading_levers) {
            auto& dose = world.write(s.doses[lever])[change.county];
            dose = sim::added(dose, change.amount / millionths, step.tick, s.origin, fading_half_life(s.p, lever));
        } else {
            world.write(s.given)[cell({change.county}, levers, lever)] += change.amount;
        }
        if (lever < professions && change.amount > 0) {
            CourseWeek& course = world.write(s.courses)[cell({change.county}, professions, lever)];
            course = {step.tick.value, change.amount + (course.tick == step.tick.value ? course.share : 0)};
        }
        if (change.lever == Lever::partnership_loss) {
            world.measures().count(s.partnerships_lost, {});
        }
    }
    if (posts_change) {
        services::settle_posts(world, s, before);
    }
}

/// People leave and are replaced, and with some of them a partnership goes.
void turn_over(sim::World& world, const sim::Step& step, const Ground& ground, const Services& s)
{
    const auto propose_staff = world.proposals(s.staff_change);
    const auto propose = world.proposals(s.change);
    const double leaving = step.probability(s.p.leaving);
    const double filling = step.probability(s.p.filling);
    const double lost = step.probability(s.p.partnership_turnover);
    for (const CountyBlock& block : ground.population.counties) {
        const CountyId county = block.county;
        if (block.persons == 0) {
            continue;
        }
        for (std::uint32_t k = 0; k < staffed; ++k) {
            const auto service = static_cast<Staffed>(k);
            const std::uint32_t posts = s.posts_of(world, county, service);
            const std::uint32_t filled = s.staff(world, county, service);
            const sim::Draw draw = step.luck(county.value, "services.staff", step.tick, k);
            const auto left = static_cast<std::uint16_t>(sim::binomial_quantile(filled, leaving, draw.uniform()));
            const auto hired =
                static_cast<std::uint16_t>(sim::binomial_quantile(posts - filled, filling, draw.second()));
            if (left != 0 || hired != 0) {
                propose_staff(0, {left, hired, county.value, service});
            }
        }
        if (step.luck(county.value, "services.partnership_turnover", step.tick).uniform() < lost) {
            const double kept = std::min(
                1.0, s.p.partnership_continuity +
                         given(world, s.given, cell(county, levers, static_cast<std::size_t>(Lever::continuity))));
            const double whole = 1.0 - s.partnership_lost(world, county, step.tick);
            propose(0, {static_cast<std::int32_t>((1.0 - kept) * whole * millionths), county.value,
                        Lever::partnership_loss});
        }
    }
}

/// What a county has before any strategy.
void initialise(Build& build)
{
    Services& s = build.services;
    const Counties& counties = build.ground.counties;
    const sim::Luck& luck = build.world.luck();
    double persons = 0.0;
    double children = 0.0;
    double wage = 0.0;
    for (const County& county : counties.all) {
        persons += county.persons;
        children += county.children;
        wage += county.net_wage_ron / county_count;
    }
    const auto wealth_of = [&](const County& county) {
        return services::ngo_capacity(s.p, county.net_wage_ron / wage);
    };
    double organised = 0.0; // residents, each weighted by the capacity of the county's organisations
    for (const County& county : counties.all) {
        organised += county.persons * wealth_of(county);
    }
    const auto vacant = build.world.write(s.vacant);
    for (std::uint8_t c = 0; c < county_count; ++c) {
        const County& county = counties.all[c];
        s.wealth[c] = static_cast<float>(county.net_wage_ron / wage);
        const double u = luck(c, "services.caseload").uniform();
        const double per_worker = s.p.children_per_worker * (1.0 + s.p.caseload_spread * (2.0 * u - 1.0));
        const std::array<double, staffed> posts{county.children_protection / per_worker,
                                                county.persons / 1e5 * s.p.police_per_100k};
        for (std::uint32_t k = 0; k < staffed; ++k) {
            s.posts[c][k] = static_cast<std::uint16_t>(std::max(1.0, std::round(posts[k])));
            const double share = s.p.leaving / (s.p.leaving + s.p.filling);
            vacant[cell({c}, staffed, k)] = static_cast<std::int32_t>(
                sim::binomial_quantile(s.posts[c][k], share, luck(c, "services.vacant", sim::Tick{0}, k).uniform()));
        }
        const std::array<double, place_kinds> places{s.p.child_shelter, s.p.adult_shelter, s.p.day_service};
        for (std::uint32_t k = 0; k < place_kinds; ++k) {
            const double share = k == 0   ? county.children / children
                                 : k == 1 ? county.persons / persons
                                          : county.persons * wealth_of(county) / organised;
            s.places[c][k] = services::quota(places[k], share, luck(c, "services.places", sim::Tick{0}, k).uniform());
        }
    }
}

} // namespace

namespace services {

double level(double mean, double spread, double u)
{
    return std::clamp(mean * (1.0 + spread * (2.0 * u - 1.0)), 0.0, 1.0);
}

double training_half_life_weeks(double half_life, double turnover)
{
    return std::numbers::ln2 / (std::numbers::ln2 / half_life + turnover) * weeks_per_year;
}

double ngo_capacity(const ServiceParameters& p, double relative_wage)
{
    return std::clamp(std::pow(relative_wage, p.ngo_wealth), p.ngo_smallest, p.ngo_largest);
}

double mechanism(const ServiceParameters& p, double year)
{
    return year < p.mechanism_year ? p.adoption_before : 1.0;
}

double strategy(const ServiceParameters& p, double year, double given)
{
    const double gap = year >= p.gap_from && year < p.gap_until ? 1.0 : 0.0;
    return 1.0 - p.gap_loss * std::clamp(gap + given, 0.0, 1.0);
}

double course_time(const ServiceParameters& p, double attending)
{
    return std::min(1.0, attending * p.course_weeks);
}

double answered(const ServiceParameters& p, double operator_hours)
{
    const double met = std::min(1.0, operator_hours / p.calling_hours);
    return met + (1.0 - met) * p.callback;
}

double overhead(const ServiceParameters& p, double coordination, double inspections)
{
    return std::min(1.0, p.coordination_load * coordination + p.inspection_load * inspections);
}

double after_inspection(const ServiceParameters& p, double complicity, double inspections)
{
    return complicity * std::exp(-p.inspection_effect * inspections);
}

std::uint16_t quota(double places, double share, double u)
{
    return static_cast<std::uint16_t>(places * share + u);
}

void make(Build& build)
{
    Services& s = build.services;
    auto& world = build.world;
    s.p = resolved(build.scenario.parameters);
    s.era = &build.era;
    s.origin = build.ground.clock.first();
    constexpr std::array names{"teacher_training", "police_training", "social_worker_training", "partnership_loss"};
    for (std::size_t k = 0; k < fading_levers; ++k) {
        s.doses[k] = world.add_column<sim::Decaying>(
            {std::string("services.") + names[k], "1", "departure from the initial level, per county"}, county_count);
    }
    s.given = world.add_column<std::int64_t>({"services.given", "1e-6", "what strategies added, per county and lever"},
                                             county_count * levers);
    s.vacant = world.add_column<std::int32_t>({"services.vacant", "post", "vacant by who left and who was hired"},
                                              county_count * staffed);
    s.moved = world.add_column<std::int32_t>({"services.moved", "post", "vacant by posts that opened and closed"},
                                             county_count * staffed);
    s.courses = world.add_column<CourseWeek>(
        {"services.courses", "1e-6", "latest week of courses, per county and profession"}, county_count * professions);
    s.left = world.measures().add<sim::NoLedger>({"services.left", "event", "", {}, "staff who left a post"});
    s.hired = world.measures().add<sim::NoLedger>({"services.hired", "event", "", {}, "posts filled"});
    s.partnerships_lost = world.measures().add<sim::NoLedger>(
        {"services.partnerships_lost", "event", "", {}, "partnerships that lost the person who carried them"});
    s.change = world.add_event<ServiceChange>(
        "services.change", [&s = build.services](sim::World& w, const sim::Step& step,
                                                 std::span<ServiceChange> changes) { settle(w, step, s, changes); });
    s.staff_change =
        world.add_event<StaffChange>("services.staff_change", [&s = build.services](sim::World& w, const sim::Step&,
                                                                                    std::span<StaffChange> changes) {
            services::settle_staff(w, s, changes);
        });
    initialise(build);
    build.plan.add({"service_turnover", phase::prevention,
                    [&s = build.services, &ground = build.ground](sim::World& w, const sim::Step& step) {
                        turn_over(w, step, ground, s);
                    }});
}

} // namespace services

double Services::lever(const sim::World& world, CountyId county, Lever which) const
{
    return model::given(world, given, cell(county, levers, static_cast<std::size_t>(which)));
}

double Services::dose(const sim::World& world, CountyId county, Lever which, sim::Tick tick) const
{
    const auto lever_index = static_cast<std::size_t>(which);
    return sim::decayed(world.read(doses[lever_index])[county.value], tick, origin, fading_half_life(p, lever_index));
}

double Services::training(const sim::World& world, CountyId county, Profession who, sim::Tick tick) const
{
    const auto k = static_cast<std::uint32_t>(who);
    const std::array mean{p.training_teacher, p.training_police, p.training_social_worker};
    const double u = world.luck()(county.value, "services.training", sim::Tick{0}, k).uniform();
    return std::min(1.0, services::level(mean[k], p.training_spread, u) +
                             dose(world, county, static_cast<Lever>(who), tick));
}

double Services::newly_trained(const sim::World& world, CountyId county, Profession who, sim::Tick tick) const
{
    return dose(world, county, static_cast<Lever>(who), tick);
}

double Services::in_courses(const sim::World& world, CountyId county, Profession who, sim::Tick tick) const
{
    const CourseWeek course = world.read(courses)[cell(county, professions, static_cast<std::size_t>(who))];
    return course.tick == tick.value ? services::course_time(p, course.share / millionths) : 0.0;
}

double Services::partnership_lost(const sim::World& world, CountyId county, sim::Tick tick) const
{
    return dose(world, county, Lever::partnership_loss, tick);
}

double Services::coordination(const sim::World& world, CountyId county, sim::Tick tick) const
{
    const double u = world.luck()(county.value, "services.partnership").uniform();
    const double whole =
        services::level(p.partnership, p.partnership_spread, u) + lever(world, county, Lever::partnership);
    return std::clamp(whole, 0.0, 1.0) * (1.0 - partnership_lost(world, county, tick)) *
           services::strategy(p, era->year(tick), lever(world, county, Lever::strategy_gap));
}

double Services::complicity(const sim::World& world, CountyId county, Body body) const
{
    const auto k = static_cast<std::uint32_t>(body);
    const std::array mean{p.complicity_care, p.complicity_child_protection, p.complicity_police};
    const double u = world.luck()(county.value, "services.complicity", sim::Tick{0}, k).uniform();
    return services::after_inspection(p, services::level(mean[k], 1.0, u), lever(world, county, Lever::inspection));
}

double Services::reluctance(const sim::World& world, std::uint32_t siruta) const
{
    return services::level(p.reluctance, 1.0, world.luck()(siruta, "services.reluctance").uniform());
}

std::uint32_t Services::posts_of(const sim::World& world, CountyId county, Staffed service) const
{
    const auto k = static_cast<std::size_t>(service);
    const Lever which = service == Staffed::police ? Lever::police_posts : Lever::child_protection_posts;
    return services::posts_with(posts[county.value][k], lever(world, county, which));
}

std::uint32_t Services::staff(const sim::World& world, CountyId county, Staffed service) const
{
    const std::uint32_t all = posts_of(world, county, service);
    return all - std::min(all, vacancies(world, county, service));
}

std::uint32_t Services::vacancies(const sim::World& world, CountyId county, Staffed service) const
{
    const std::size_t row = cell(county, staffed, static_cast<std::size_t>(service));
    return static_cast<std::uint32_t>(world.read(vacant)[row] + world.read(moved)[row]);
}

double Services::ngo(const sim::World& world, CountyId county) const
{
    return services::ngo_capacity(p, wealth[county.value]) + lever(world, county, Lever::ngo);
}

double Services::answered(const sim::World& world, CountyId county) const
{
    return services::answered(p, p.operator_hours + p.operator_yield * lever(world, county, Lever::operator_hours));
}

double Services::answered_by_added(const sim::World& world, CountyId county) const
{
    const double hours = p.operator_hours + lever(world, county, Lever::operator_hours);
    return std::max(0.0, 1.0 - services::answered(p, p.operator_hours) / services::answered(p, hours));
}

double Services::overhead(const sim::World& world, CountyId county) const
{
    const auto added = [&](Lever which) { return std::max(0.0, lever(world, county, which)); };
    return services::overhead(p, added(Lever::partnership) + added(Lever::adoption), added(Lever::inspection));
}

double Services::added_places(const sim::World& world, CountyId county, PlaceKind kind) const
{
    const std::uint32_t before = places[county.value][static_cast<std::size_t>(kind)];
    const std::uint32_t now = before + static_cast<std::uint32_t>(std::max(0.0, lever(world, county, of_places(kind))));
    return p.limited > 0.0 && now > before ? static_cast<double>(now - before) / now : 0.0;
}

std::uint32_t Services::places_of(const sim::World& world, CountyId county, PlaceKind kind) const
{
    if (p.limited == 0.0) {
        return std::numeric_limits<std::uint32_t>::max();
    }
    const auto k = static_cast<std::size_t>(kind);
    const double added = p.place_yield * lever(world, county, of_places(kind));
    return places[county.value][k] + static_cast<std::uint32_t>(std::max(0.0, added));
}

double Services::screening(const sim::World& world, CountyId county) const
{
    return std::max(0.0, lever(world, county, Lever::screening));
}

double Services::labour_inspection(const sim::World& world, CountyId county) const
{
    return std::max(0.0, lever(world, county, Lever::labour_inspection));
}

double Services::share(const sim::World& world, CountyId county, Lever which) const
{
    return std::clamp(lever(world, county, which), 0.0, 1.0);
}

double Services::adoption(const sim::World& world, CountyId county, Entry entry, sim::Tick tick) const
{
    const auto k = static_cast<std::uint32_t>(entry);
    const std::array mean{p.adoption_own_report, p.adoption_public_service, p.adoption_child_protection,
                          p.adoption_police,     p.adoption_helpline,       p.adoption_ngo,
                          p.adoption_abroad};
    const double u = world.luck()(county.value, "services.adoption", sim::Tick{0}, k).uniform();
    const double own = services::level(mean[k], p.adoption_spread, u) * services::mechanism(p, era->year(tick));
    return std::clamp(own + lever(world, county, Lever::adoption), 0.0, 1.0);
}

} // namespace model
