#include "models/justice/staff.hpp"

#include "models/build.hpp"
#include "models/levers.hpp"
#include "models/phases.hpp"

#include <algorithm>
#include <cmath>

namespace model {
namespace {

using P = StationParameters;
using D = sim::Parameter<P>;

constexpr const char* posts_source = "assumed: no count of posts was found; with the work on a case it gives the flow";
constexpr const char* solved_source =
    "assumed: 525 and 507 cases solved in 2021 and 2022 with 458 opened (S16, S24), at the posts and cases at a time";
constexpr const char* trial_source = "assumed: trials of 689 and 585 days in 2018 and 2019 (S16), waiting included";
constexpr const char* turnover_source = "assumed: shortage, burnout, retirements (S16, S24), no rate";

constexpr std::array declared{
    D{&P::investigation_posts,
      {"justice.investigation_posts", "post", 200.0, 0.0, 5000.0, 'E', posts_source,
       "Investigators of trafficking in the brigades of the country."}},
    D{&P::prosecution_posts,
      {"justice.prosecution_posts", "post", 72.0, 0.0, 5000.0, 'E', posts_source,
       "Prosecutors of trafficking in the services of the country."}},
    D{&P::court_posts,
      {"justice.court_posts", "post", 145.0, 0.0, 5000.0, 'E', posts_source,
       "Panels that try trafficking in the country."}},
    D{&P::investigation_cases,
      {"justice.investigation_cases", "case/post", 5.0, 0.5, 50.0, 'E', posts_source,
       "Investigations that an investigator works on at a time."}},
    D{&P::prosecution_cases,
      {"justice.prosecution_cases", "case/post", 3.5, 0.5, 50.0, 'E', posts_source,
       "Cases that a prosecutor prepares for a decision at a time."}},
    D{&P::court_cases,
      {"justice.court_cases", "case/post", 4.5, 0.5, 50.0, 'E', posts_source, "Trials that a panel hears at a time."}},
    D{&P::investigation_years,
      {"justice.investigation_years", "year", 1.5, 0.05, 10.0, 'D', solved_source,
       "Mean work on an investigation, waiting apart."}},
    D{&P::prosecution_years,
      {"justice.prosecution_years", "year", 0.3, 0.02, 5.0, 'D', solved_source,
       "Mean work on the prosecution's decision."}},
    D{&P::court_years,
      {"justice.court_years", "year", 1.65, 0.05, 10.0, 'D', trial_source,
       "Mean length of a trial whose panel does not change."}},
    D{&P::residents,
      {"justice.residents", "person", 19053815.0, 1e6, 1e9, 'A', "census of 1 December 2021",
       "Residents of the country, by whom its posts and stocks are shared out."}},
    D{&P::capacity,
      {"justice.capacity", "1", 1.0, 0.0, 1e5, 'D', "assumed: the posts of the country", "Factor on all posts."}},
    D{&P::turnover,
      {"justice.turnover", "1/year", 0.12, 0.0, 2.0, 'E', turnover_source, "Hazard of one of the staff leaving."}},
    D{&P::vacancy,
      {"justice.vacancy", "year", 0.75, 0.02, 5.0, 'E', turnover_source, "Mean time until a post is filled again."}},
    D{&P::diverted,
      {"justice.diverted", "1", 0.2, 0.0, 0.9, 'D', "TIP 2024 (S24): staff diverted to drug cases, no figure",
       "Share of the staff's time that goes to other cases."}},
    D{&P::training_rate,
      {"justice.training_rate", "1/year", 0.2, 0.0, 5.0, 'E', "assumed: paid by donors (S24), no figure",
       "Rate at which staff are trained without a strategy."}},
    D{&P::training_half_life,
      {"justice.training_half_life", "week", 104.0, 4.0, 1040.0, 'E', "assumed: no study with this outcome",
       "Half-life of a training."}},
    D{&P::training_effect,
      {"justice.training_effect", "1", 0.2, 0.0, 1.0, 'E',
       "assumed: no study with this outcome (docs/evidence.md 1: training professionals)",
       "Log ratio of the speed of work, all staff trained vs none."}},
    D{&P::digital_speed,
      {"justice.digital_speed", "1", 0.7, 0.1, 1.0, 'E', "assumed: police use their own phones (S24)",
       "Speed of an investigation whose evidence is online, relative to another."}},
    D{&P::forensics_speed,
      {"justice.forensics_speed", "1", 0.8, 0.0, 1.0, 'E', "assumed: no study (docs/evidence.md 1)",
       "Share of the gap to other investigations that full digital forensics closes."}},
    D{&P::course_weeks,
      {"justice.course_weeks", "week", 0.6, 0.0, 2.0, 'E', "assumed: three days",
       "Harm: working time that a course takes from the cases of who attends it."}},
    D{&P::response_spread,
      {"justice.response_spread", "1", 0.3, 0.0, 1.5, 'E', "assumed: responses differ between regions (S16), no figure",
       "Standard deviation of the logarithm of a centre's share of leads followed."}},
};

double of_station(JusticeStage station, double investigation, double prosecution, double court)
{
    return station == JusticeStage::investigation ? investigation
           : station == JusticeStage::prosecution ? prosecution
                                                  : court;
}

JusticeStage station_of(std::size_t place)
{
    return static_cast<JusticeStage>(place / centre_count);
}

/// Who leaves and who comes, one draw for each of the staff and each vacancy.
void turn_over(sim::World& world, const sim::Step& step, const JusticeStaff& staff)
{
    const auto propose = world.proposals(staff.change);
    const auto posts = world.read(staff.posts);
    const auto present = world.read(staff.present);
    const double leave = step.probability(staff.p.turnover);
    const double fill = step.probability(1.0 / staff.p.vacancy);
    const std::uint16_t usual = to_fixed(step.probability(staff.p.training_rate));
    for (std::uint16_t place = 0; place < justice::places; ++place) {
        BenchChange change{place, 0, 0, usual};
        for (std::uint32_t post = 0; post < posts[place]; ++post) {
            const double u = step.luck(place, "justice.staff", step.tick, post).uniform();
            if (post < present[place]) {
                change.leave = static_cast<std::uint16_t>(change.leave + (u < leave ? 1 : 0));
            } else {
                change.come = static_cast<std::uint16_t>(change.come + (u < fill ? 1 : 0));
            }
        }
        if (posts[place] > 0) {
            propose(0, change);
        }
    }
}

/// Leavers take their training along and newcomers bring none; the week's training comes on top.
void settle(sim::World& world, const sim::Step& step, const JusticeStaff& staff, std::span<BenchChange> changes)
{
    const auto posts = world.write(staff.posts);
    const auto added = world.write(staff.added_posts);
    const auto present = world.write(staff.present);
    const auto trained = world.write(staff.trained);
    for (const BenchChange& change : changes) {
        added[change.place] += change.posts;
        posts[change.place] = justice::posts_with(staff.usual_posts[change.place], added[change.place]);
        const justice::Bench moved = justice::settled(present[change.place], posts[change.place], change);
        const std::uint32_t stay = moved.stay;
        const std::uint32_t now = moved.present;
        const double level = staff.training(world, change.place, step.tick) * (now > 0 ? 1.0 * stay / now : 0.0);
        world.measures().count(staff.left, {}, present[change.place] - stay);
        world.measures().count(staff.hired, {}, now - stay);
        present[change.place] = static_cast<std::uint16_t>(now);
        const double usual = level + (1.0 - level) * change.training / fixed_one;
        const double taught = usual + (1.0 - usual) * change.course / fixed_one;
        trained[change.place] = sim::set_level(taught, step.tick, staff.origin);
        if (change.course > 0) {
            BenchCourse& course = world.write(staff.courses)[change.place];
            const std::uint32_t before = course.tick == step.tick.value ? course.share : 0;
            course = {step.tick.value, static_cast<std::uint16_t>(std::min(before + change.course, 65535u))};
        }
    }
}

std::array<double, centre_count> residents_by_centre(const Ground& ground)
{
    std::array<double, centre_count> residents{};
    for (const CountyBlock& block : ground.population.counties) {
        residents[ground.counties[block.county].centre] += block.persons;
    }
    return residents;
}

/// Posts, staff and training on the first day, in the balance of what comes and goes.
void staff_places(Build& build, JusticeStaff& staff)
{
    const auto residents = residents_by_centre(build.ground);
    const auto posts = build.world.write(staff.posts);
    const auto present = build.world.write(staff.present);
    const auto trained = build.world.write(staff.trained);
    const sim::Luck& luck = build.world.luck();
    const double filled = 1.0 / (1.0 + staff.p.turnover * staff.p.vacancy);
    for (std::uint32_t place = 0; place < justice::places; ++place) {
        const P& p = staff.p;
        const double of_country =
            of_station(station_of(place), p.investigation_posts, p.prosecution_posts, p.court_posts);
        posts[place] = justice::posts(of_country, p.capacity, residents[place % centre_count], p.residents,
                                      luck(place, "justice.posts").uniform());
        staff.usual_posts[place] = posts[place];
        for (std::uint32_t post = 0; post < posts[place]; ++post) {
            const bool is_filled = luck(place, "justice.filled", sim::Tick{0}, post).uniform() < filled;
            present[place] = static_cast<std::uint16_t>(present[place] + (is_filled ? 1 : 0));
        }
        trained[place] = sim::set_level(justice::training_balance(p), staff.origin, staff.origin);
    }
}

} // namespace

double JusticeStaff::training(const sim::World& world, std::size_t place, sim::Tick tick) const
{
    return sim::decayed(world.read(trained)[place], tick, origin, p.training_half_life);
}

std::size_t JusticeStaff::slots(const sim::World& world, std::size_t place) const
{
    return justice::slots(p, station_of(place), world.read(present)[place],
                          level(world, place, BenchLever::undiverted));
}

double JusticeStaff::level(const sim::World& world, std::size_t place, BenchLever which) const
{
    return std::clamp(model::given(world, given, place * bench_levers + static_cast<std::size_t>(which)), 0.0, 1.0);
}

double JusticeStaff::in_courses(const sim::World& world, std::size_t place, sim::Tick tick) const
{
    const BenchCourse course = world.read(courses)[place];
    return course.tick == tick.value ? justice::course_time(p, course.share / fixed_one) : 0.0;
}

double JusticeStaff::rate(const sim::World& world, std::size_t place, sim::Tick tick) const
{
    return justice::rate(p, station_of(place), training(world, place, tick)) * (1.0 - in_courses(world, place, tick));
}

namespace justice {

std::uint16_t posts(double of_country, double capacity, double residents, double all_residents, double u)
{
    constexpr double most = 65535.0;
    return static_cast<std::uint16_t>(std::min(of_country * capacity * residents / all_residents + u, most));
}

std::uint16_t posts_with(std::uint16_t usual, std::int32_t added)
{
    return static_cast<std::uint16_t>(std::clamp(usual + added, 0, 65535));
}

Bench settled(std::uint32_t present, std::uint32_t posts, const BenchChange& change)
{
    const std::uint32_t stay = std::min(present - std::min<std::uint32_t>(present, change.leave), posts);
    return {stay, std::min(stay + change.come, posts)};
}

std::size_t slots(const StationParameters& p, JusticeStage station, std::uint32_t present, double undiverted)
{
    const double each = of_station(station, p.investigation_cases, p.prosecution_cases, p.court_cases);
    constexpr double rounding = 1e-9; // ten times a tenth is one
    return static_cast<std::size_t>(present * each * (1.0 - p.diverted * (1.0 - undiverted)) + rounding);
}

double digital_speed(const StationParameters& p, double forensics)
{
    return p.digital_speed + p.forensics_speed * forensics * (1.0 - p.digital_speed);
}

double course_time(const StationParameters& p, double attending)
{
    return std::min(1.0, attending * p.course_weeks);
}

double training_balance(const StationParameters& p)
{
    constexpr double weeks_per_year = sim::days_per_year / 7.0;
    const double forgetting = std::log(2.0) * weeks_per_year / p.training_half_life;
    return p.training_rate > 0.0 ? p.training_rate / (p.training_rate + forgetting + p.turnover) : 0.0;
}

double rate(const StationParameters& p, JusticeStage station, double trained)
{
    const double years = of_station(station, p.investigation_years, p.prosecution_years, p.court_years);
    return std::exp(p.training_effect * (trained - training_balance(p))) / years;
}

double response(const StationParameters& p, double z)
{
    return std::exp(p.response_spread * z - p.response_spread * p.response_spread / 2.0);
}

StationParameters station_values(const sim::Values& values)
{
    return sim::resolve(declared, values);
}

std::vector<sim::ParameterInfo> station_parameters()
{
    return sim::declarations(declared);
}

void make_staff(Build& build)
{
    JusticeStaff& s = build.justice.staff;
    auto& world = build.world;
    s.p = station_values(build.scenario.parameters);
    s.origin = build.ground.clock.first();
    s.posts = world.add_column<std::uint16_t>({"justice.posts", "post", "posts by station and centre"}, places);
    s.added_posts = world.add_column<std::int32_t>({"justice.added_posts", "post", "posts added, or cut"}, places);
    s.present = world.add_column<std::uint16_t>({"justice.present", "person", "staff by station and centre"}, places);
    s.trained = world.add_column<sim::Decaying>({"justice.trained", "1", "share of them trained"}, places);
    const auto count = [&](const char* name, const char* doc) {
        return world.measures().add<sim::NoLedger>({name, "event", "", {}, doc});
    };
    s.left = count("justice.staff_left", "staff of police, prosecution and courts who left");
    s.hired = count("justice.staff_hired", "staff who came to fill a post");
    s.given = world.add_column<std::int32_t>({"justice.given", "1e-6", "what strategies added, per place and lever"},
                                             places * bench_levers);
    s.courses = world.add_column<BenchCourse>({"justice.courses", "1", "latest week of courses, per place"}, places);
    staff_places(build, s);
    s.lever = world.add_event<BenchLeverChange>(
        "justice.lever", [&s](sim::World& w, const sim::Step&, std::span<BenchLeverChange> changes) {
            for (const BenchLeverChange& change : changes) {
                w.write(s.given)[change.place * bench_levers + static_cast<std::size_t>(change.lever)] += change.amount;
            }
        });
    s.change = world.add_event<BenchChange>(
        "justice.staff",
        [&s](sim::World& w, const sim::Step& step, std::span<BenchChange> changes) { settle(w, step, s, changes); });
    build.plan.add(
        {"justice_staff", phase::justice, [&s](sim::World& w, const sim::Step& step) { turn_over(w, step, s); }});
}

} // namespace justice
} // namespace model
