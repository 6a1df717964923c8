#pragma once

#include "models/people.hpp"
#include "sim/parameter.hpp"
#include "sim/step.hpp"

#include <array>
#include <optional>
#include <vector>

namespace model {

/// How often what changes in a life happens. Hazards are per year.
struct LifeParameters {
    double frozen; ///< 1: nothing of this happens
    double accident;
    double women_40, women_growth, men_40, men_growth; ///< death from 40 on
    double infant_death;                               ///< share
    double intent_16, intent_20, intent_30, intent_45; ///< shares who want to work abroad
    double intent_jobless;                             ///< ratio
    double emigration;
    double replaced;       ///< share
    double children_along; ///< share
    double together;       ///< share
    double undeclared;     ///< share
    double abroad_return;
    double parent_return;
    double deficit_weeks;
    double leave_home;
    double move_household;
    double move_within; ///< share
    double urban_pull;  ///< share
    double care_entry;
    double care_deprivation; ///< log hazard ratio
    double residential_share;
    double residential_from; ///< age, years
    double care_exit;
    double runaway;
    double runaway_weeks;
    double dropout;
    double dropout_deprivation; ///< log hazard ratio
    double dropout_away;        ///< log hazard ratio
    double dropout_support;     ///< log hazard ratio
    double dropout_hub;         ///< log hazard ratio
    double second_chance;       ///< log hazard ratio of going back
    double school_return;
    double job_years; ///< length of a spell
};

namespace life {

inline constexpr double adult_age = 18.0;
inline constexpr double home_until = 35.0;
inline constexpr double retired_age = 65.0;

/// Age [years] at which somebody dies of ageing, given that they live at `age`: the hazard is 0 below 40 and
/// at_40 exp(growth (a - 40)) from there (Gompertz). Pure.
/// \param u  uniform in (0, 1); the smaller, the later
double age_at_death(double at_40, double growth, double age, double u);

/// Share of people who want to work abroad. Pure.
double intending(const LifeParameters& p, double age, bool employed);

/// Those of a person's circumstances that decide what can happen in a week.
struct Standing {
    double age{};              ///< years
    bool first_of_household{}; ///< asked for the household's moves
    bool intends{};            ///< wants to work abroad
    bool enrolled{};           ///< at an age when it can be left
    bool in_care{};            ///< foster or residential
    bool away_from_parents{};  ///< with relatives, or a parent abroad
    double deprivation{};      ///< of the household, in [0, 1]
};

/// Ways in which a step can change a life. Each has its own slot of one draw (Slots), so that a step brings one at most.
enum class Exit : std::uint8_t { accident, emigration, leaving_home, household_move, care, dropout };
inline constexpr std::size_t exits = 6;

/// Hazard [1/year] of one exit; of the circumstances, only those that the exit depends on are read. Pure.
double hazard(const LifeParameters& p, Exit exit, const Standing& who);
/// By Exit, what no hazard [1/year] of a person of that age exceeds. Pure.
std::array<double, exits> bounds(const LifeParameters& p, double age);

/// One step's chances of a life as slots of one draw, side by side: each exit has one, as wide as the exit can be likely at an age.
/// A draw that falls into a slot asks for nothing but that exit's hazard.
class Slots {
public:
    struct Slot {
        Exit exit;
        double position; ///< in the slot: the exit happens if its probability in the step is larger
    };

    Slots(const LifeParameters& p, const sim::Step& step);

    /// Probability that a draw falls into a slot, at the age where it is largest.
    double widest() const { return widest_; }
    /// The slot into which a draw of [0, 1) falls; none where it falls beside them all.
    std::optional<Slot> at(double age, double u) const;

private:
    static constexpr std::array ages{0.0, adult_age, home_until, retired_age}; ///< from which other bounds hold
    std::array<std::array<double, exits>, ages.size()> widths_{};
    double widest_{};
};

/// What may keep a pupil at school who would leave it.
struct Schooling {
    bool support; ///< of pupils at risk
    bool hub;     ///< a place after school
    bool away_from_parents;
    double parents_relief; ///< share of the effect of being away from them that is taken
};
/// Hazard ratio of leaving school with what helps, at most 1: so that whoever leaves with it leaves without it. Pure.
double staying_ratio(const LifeParameters& p, const Schooling& help);

/// Weeks until an event of constant hazard [1/year], whole and at least one. Pure.
std::int32_t weeks_until(double u, double hazard);

LifeParameters resolved(const sim::Values& values);
std::vector<sim::ParameterInfo> parameters();

} // namespace life
} // namespace model
