#pragma once

#include "models/counties.hpp"
#include "models/era.hpp"
#include "models/services/lever.hpp"
#include "sim/decay.hpp"
#include "sim/measure.hpp"
#include "sim/parameter.hpp"
#include "sim/world.hpp"

#include <array>
#include <string_view>

namespace model {

struct Build;
struct Era;
class Ground;

/// Whose training counts in detection and referral.
enum class Profession : std::uint8_t { teacher, police, social_worker };
inline constexpr std::size_t professions = 3;

/// Institutions whose staff may look away, or worse.
enum class Body : std::uint8_t { care_institution, child_protection, police };
inline constexpr std::size_t bodies = 3;

/// Services with posts and a caseload.
enum class Staffed : std::uint8_t { child_protection, police };
inline constexpr std::size_t staffed = 2;

/// Places that assisted persons take.
enum class PlaceKind : std::uint8_t { child_shelter, adult_shelter, day_service };
inline constexpr std::array<std::string_view, 3> shelter_names{"child_shelter", "adult_shelter", "day_service"};
inline constexpr std::size_t place_kinds = shelter_names.size();

/// The seven situations in which a presumed victim enters the national identification and referral mechanism.
enum class Entry : std::uint8_t { own_report, public_service, child_protection, police, helpline, ngo, abroad };
inline constexpr std::array<std::string_view, 7> entry_names{
    "own_report", "public_service", "child_protection", "police", "helpline", "ngo", "abroad"};
inline constexpr std::size_t entries = entry_names.size();

/// Who attended courses in the latest week in which somebody did: share of a profession, in millionths.
struct CourseWeek {
    std::int32_t tick;
    std::int32_t share;
};

/// Posts of a service that become vacant and that are filled in a week.
struct StaffChange {
    std::uint16_t left;
    std::uint16_t hired;
    std::uint8_t county;
    Staffed service;
    std::uint16_t unused{};
};

struct ServiceParameters {
    double training_teacher, training_police, training_social_worker; ///< mean share trained
    double turnover_teacher, turnover_police, turnover_social_worker; ///< 1/year
    double training_spread, training_half_life, course_weeks;
    double partnership, partnership_spread, partnership_turnover, partnership_continuity, partnership_half_life;
    double complicity_care, complicity_child_protection, complicity_police, inspection_effect;
    double reluctance;
    double coordination_load, inspection_load; ///< shares of hours
    double children_per_worker, caseload_spread, police_per_100k, leaving, filling;
    double ngo_wealth, ngo_smallest, ngo_largest;
    double operator_hours, calling_hours, callback, operator_yield;
    double child_shelter, adult_shelter, day_service; ///< places in the country
    double place_yield;
    double adoption_own_report, adoption_public_service, adoption_child_protection, adoption_police, adoption_helpline,
        adoption_ngo, adoption_abroad, adoption_spread;
    double mechanism_year, adoption_before; ///< before that date the mechanism was less followed
    double gap_from, gap_until, gap_loss;   ///< of the national strategy [calendar year with fraction]
    double limited; ///< 1: hours, posts and places are limited; 0: there is enough of everything
};

/// What the institutions of each county have to work with. Initial levels are functions of county data and of the
/// replicate's luck; strategies change them through `change`. The same for a county in every selection.
struct Services {
    ServiceParameters p{};
    const Era* era{};                                              ///< the times: laws and mechanisms have their years
    std::array<sim::Column<sim::Decaying>, fading_levers> doses{}; ///< per county
    sim::Column<std::int64_t> given;  ///< per county and lever, millionths: what strategies added for good
    sim::Column<std::int32_t> vacant; ///< per county and staffed service: by who left and who was hired
    sim::Column<std::int32_t> moved;  ///< likewise: vacancies that posts opened and closed added
    sim::Column<CourseWeek> courses;  ///< per county and profession
    sim::Event<ServiceChange> change;
    sim::Event<StaffChange> staff_change;
    sim::Measure<sim::NoLedger> left, hired, partnerships_lost;
    sim::Tick origin;
    std::array<std::array<std::uint16_t, staffed>, county_count> posts{};      ///< before any strategy
    std::array<std::array<std::uint16_t, place_kinds>, county_count> places{}; ///< before any strategy
    std::array<float, county_count> wealth{};                                  ///< net wage over the country's mean

    /// Share of the profession with training that is still fresh, in [0, 1].
    double training(const sim::World& world, CountyId county, Profession who, sim::Tick tick) const;
    /// Of it, what strategies added, in [0, 1].
    double newly_trained(const sim::World& world, CountyId county, Profession who, sim::Tick tick) const;
    /// Share of a profession's working time that courses of the week take, in [0, 1].
    double in_courses(const sim::World& world, CountyId county, Profession who, sim::Tick tick) const;
    /// Share of the partnership that left with people and is not built up again, in [0, 1].
    double partnership_lost(const sim::World& world, CountyId county, sim::Tick tick) const;
    /// Level of the local partnership, in [0, 1].
    double coordination(const sim::World& world, CountyId county, sim::Tick tick) const;
    /// Probability that the body looks away from a case, in [0, 1]; of care institutions that a home's staff are
    /// complicit without oversight (Homes::complicit says which are).
    double complicity(const sim::World& world, CountyId county, Body body) const;
    /// Share of reports from a locality that services are reluctant to take up. A bias of institutions, drawn for
    /// the place; no trait of persons enters. \param siruta  of the locality
    double reluctance(const sim::World& world, std::uint32_t siruta) const;
    /// Posts of a service, and those filled.
    std::uint32_t posts_of(const sim::World& world, CountyId county, Staffed service) const;
    std::uint32_t staff(const sim::World& world, CountyId county, Staffed service) const;
    std::uint32_t vacancies(const sim::World& world, CountyId county, Staffed service) const;
    /// Capacity of organisations, 1 where wages are the country's mean.
    double ngo(const sim::World& world, CountyId county) const;
    /// Share of calls to the helpline that find an operator or are called back, in [0, 1].
    double answered(const sim::World& world, CountyId county) const;
    /// Of these, the share that operators' added hours are meant to answer.
    double answered_by_added(const sim::World& world, CountyId county) const;
    /// Share of the places of a kind that strategies added, in [0, 1].
    double added_places(const sim::World& world, CountyId county, PlaceKind kind) const;
    /// Share of the hours of child protection and police that meetings, procedures and inspections added by strategies
    /// take, in [0, 1].
    double overhead(const sim::World& world, CountyId county) const;
    /// Places of a kind that the county can fill; with `limited` = 0 more than anybody needs.
    std::uint32_t places_of(const sim::World& world, CountyId county, PlaceKind kind) const;
    /// Adoption of the referral mechanism by those who stand at an entry, in [0, 1].
    double adoption(const sim::World& world, CountyId county, Entry entry, sim::Tick tick) const;
    /// Relative increase of what police and child protection find on their own initiative, at least 0.
    double screening(const sim::World& world, CountyId county) const;
    /// Relative increase of labour inspections, at least 0.
    double labour_inspection(const sim::World& world, CountyId county) const;
    /// Level of a lever that is a share: agency_control, legal_aid (added), unconditional_help, return_procedures,
    /// international_line (added). In [0, 1].
    double share(const sim::World& world, CountyId county, Lever which) const;

private:
    double lever(const sim::World& world, CountyId county, Lever which) const;
    double dose(const sim::World& world, CountyId county, Lever which, sim::Tick tick) const;
};

namespace services {

/// A level drawn evenly from mean (1 - spread) to mean (1 + spread), kept in [0, 1]. Pure.
double level(double mean, double spread, double u);
/// Weeks until half of what a course trained is forgotten or has left. Pure.
/// \param half_life  of the skill of those who stay [year]   \param turnover  [1/year]
double training_half_life_weeks(double half_life, double turnover);
/// Capacity of organisations at a county's wage relative to the mean. Pure.
double ngo_capacity(const ServiceParameters& p, double relative_wage);
/// Share of its later adoption that the mechanism has at a date. Pure. \param year  calendar year with fraction
double mechanism(const ServiceParameters& p, double year);
/// Share of a partnership that the national strategy carries at a date. Pure.
/// \param given  1 where it has lapsed by an event, -1 where one was made in a gap
double strategy(const ServiceParameters& p, double year, double given = 0.0);
/// Share of working time that courses take which a share of a profession attends in a week. Pure.
double course_time(const ServiceParameters& p, double attending);
/// Share of calls answered or called back at so many operator hours a week. Pure.
double answered(const ServiceParameters& p, double operator_hours);
/// Share of hours that what strategies added takes. Pure.
/// \param coordination  added to partnership and to adoption   \param inspections  added [1/year]
double overhead(const ServiceParameters& p, double coordination, double inspections);
/// Complicity after inspections [1/year]. Pure.
double after_inspection(const ServiceParameters& p, double complicity, double inspections);
/// Whole places of a county: its share, rounded by luck. Pure.
std::uint16_t quota(double places, double share, double u);

ServiceParameters resolved(const sim::Values& values);
std::vector<sim::ParameterInfo> parameters();
void make(Build& build);

} // namespace services
} // namespace model
