#pragma once

#include "models/counties.hpp"
#include "models/justice/proceeding.hpp"
#include "sim/decay.hpp"
#include "sim/parameter.hpp"
#include "sim/world.hpp"

namespace model {

struct Build;

/// Staff, time and speed of the stations: one of each for a regional centre, whose districts are those of the 15 courts of
/// appeal and so of brigades and prosecution services, too.
struct StationParameters {
    double investigation_posts, prosecution_posts, court_posts; ///< in the country
    double investigation_cases, prosecution_cases, court_cases; ///< that one of the staff works on at a time
    double investigation_years, prosecution_years, court_years; ///< mean work on a case, at the initial training
    double residents;                                           ///< of the country
    double capacity;                                            ///< factor on posts
    double turnover;                                            ///< 1/year
    double vacancy;                                             ///< years
    double diverted;                                            ///< share
    double training_rate;                                       ///< 1/year
    double training_half_life;                                  ///< weeks
    double training_effect;                                     ///< log ratio
    double digital_speed;                                       ///< ratio
    double forensics_speed;                                     ///< share of the gap
    double course_weeks;                                        ///< weeks
    double response_spread;                                     ///< standard deviation of a logarithm
};

/// Staff who leave and who come in a week, what training those who are there receive, and posts added or taken away: who
/// has none leaves. A strategy sends staff to courses, which train like training and take time from cases.
struct BenchChange {
    std::uint16_t place; ///< justice::place
    std::uint16_t leave;
    std::uint16_t come;
    std::uint16_t training; ///< share of those not trained that it reaches, to_fixed
    std::int16_t posts{};
    std::uint16_t course{}; ///< share of the staff who attend one in the week, to_fixed
};

/// What a strategy can change of a place besides, each a share in [0, 1].
enum class BenchLever : std::uint8_t {
    forensics, ///< of investigation: equipment and skill for digital evidence
    undiverted ///< share of the time that goes to other cases given back
};
inline constexpr std::size_t bench_levers = 2;
struct BenchLeverChange {
    std::int32_t amount; ///< millionths, added
    std::uint16_t place; ///< justice::place
    BenchLever lever;
    std::uint8_t unused{};
};

/// Courses of the latest week in which somebody attended one.
struct BenchCourse {
    std::int32_t tick;
    std::uint16_t share; ///< of the staff, fixed point
    std::uint16_t unused{};
};

/// Who works on proceedings: whole persons per station and centre, and how well they are trained.
struct JusticeStaff {
    StationParameters p{};
    std::array<std::uint16_t, justice_stations * centre_count> usual_posts{}; ///< before any strategy
    sim::Column<std::int32_t> added_posts;                                    ///< to them; below 0: cut
    sim::Column<std::uint16_t> posts;
    sim::Column<std::uint16_t> present;
    sim::Column<sim::Decaying> trained; ///< share
    sim::Event<BenchChange> change;
    sim::Column<std::int32_t> given;    ///< per place and lever, millionths
    sim::Column<BenchCourse> courses;   ///< per place
    sim::Event<BenchLeverChange> lever; ///< adds
    sim::Measure<sim::NoLedger> left, hired;
    sim::Tick origin;

    /// Share of a place's staff with a training not forgotten, in [0, 1].
    double training(const sim::World& world, std::size_t place, sim::Tick tick) const;
    /// Level of a lever, in [0, 1].
    double level(const sim::World& world, std::size_t place, BenchLever which) const;
    /// Share of the week's working time that courses take, in [0, 1].
    double in_courses(const sim::World& world, std::size_t place, sim::Tick tick) const;
    /// Cases that can be worked on at a time.
    std::size_t slots(const sim::World& world, std::size_t place) const;
    /// Speed of a place's work on a case [1/year].
    double rate(const sim::World& world, std::size_t place, sim::Tick tick) const;
};

namespace justice {

/// Row of the staff columns.
constexpr std::size_t place(JusticeStage stage, std::size_t centre)
{
    return static_cast<std::size_t>(stage) * centre_count + centre;
}
inline constexpr std::size_t places = justice_stations * centre_count;

/// Posts of a place whose centre serves so many residents of the selection: the country's, shared out; the rest by luck.
/// Pure.
std::uint16_t posts(double of_country, double capacity, double residents, double all_residents, double u);
/// Posts with what strategies and cuts have added and taken; never below none. Pure.
std::uint16_t posts_with(std::uint16_t usual, std::int32_t added);
/// Who stays and who is there after a week's change, never more than there are posts.
struct Bench {
    std::uint32_t stay, present;
};
/// Pure. \param posts  after the change
Bench settled(std::uint32_t present, std::uint32_t posts, const BenchChange& change);
/// Cases worked on at a time. Pure. \param undiverted  share of the time diverted to other cases that is given back
std::size_t slots(const StationParameters& p, JusticeStage station, std::uint32_t present, double undiverted = 0.0);
/// Speed of an investigation whose evidence is online, relative to another. Pure. \param forensics  in [0, 1]
double digital_speed(const StationParameters& p, double forensics);
/// Share of a week's working time that courses take which a share of the staff attends. Pure.
double course_time(const StationParameters& p, double attending);
/// Level at which training and forgetting are in balance, and whoever leaves takes it along. Pure.
double training_balance(const StationParameters& p);
/// Work on a case per year. Pure.
double rate(const StationParameters& p, JusticeStage station, double trained);
/// Factor on the share of leads that a centre follows; mean 1 over centres. Pure.
double response(const StationParameters& p, double z);

StationParameters station_values(const sim::Values& values);
std::vector<sim::ParameterInfo> station_parameters();
void make_staff(Build& build);

} // namespace justice
} // namespace model
