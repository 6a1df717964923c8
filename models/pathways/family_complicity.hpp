#pragma once

#include "models/pathways/vulnerability.hpp"
#include "sim/parameter.hpp"

#include <array>
#include <vector>

namespace model {
struct Build;
enum class Form : std::uint8_t;
} // namespace model

namespace model::family_complicity {

struct Parameters {
    double base, begging_base, marriage_base, ceiling;
    double deprivation_effect, complicity_effect, debt_effect, abroad_effect, enrolled_effect, disability_effect;
    double rural_effect, oversight_effect;
    double begging_age_2, begging_age_7, begging_age_12, begging_age_16, begging_town_effect, begging_county_sd;
    double marriage_age_12, marriage_age_14, marriage_age_17, marriage_left_school_effect, marriage_rural_effect;
    double marriage_norm_effect, marriage_incentive;
    double sexual_young, sexual_older, labour_share;
    double abroad;
    double recognition, semi_consensual;
};

/// A child's household, and those around it.
struct Home {
    double complicity; ///< standing propensity, in [0, 1]
    bool in_debt, enrolled;
    double parent_abroad; ///< 1, less where the child is looked after
    bool disability;
    double oversight;     ///< what neighbours know and would report, in [0, 1]
    double normalisation; ///< exploitation is nothing unusual there, in [0, 1]
    double county_z;      ///< standard normal deviate of the county, for begging
};

/// What a household does: exploits its child, sends it begging, or gives a girl away in early marriage.
enum class Deed : std::uint8_t { exploitation, begging, marriage };
inline constexpr std::size_t deeds = 3;

/// Hazard of each deed [1/year]. School lessons do not enter: they do not reach it. Pure.
/// \source docs/model.md, "Family complicity"
std::array<double, deeds> hazards(const Parameters& p, const Vulnerability& who, const Home& home);
/// No sum of the hazards exceeds this [1/year]. Of parameters alone. Pure.
double bound(const Parameters& p);
/// Which deed it is, from one uniform, in proportion to the hazards. Pure.
Deed deed(const std::array<double, deeds>& hazards, double u);
/// Form of exploitation other than begging and marriage, by the child's age, from one uniform. Pure.
Form form(const Parameters& p, double age_years, double u);

/// The declared values, those given in their place.
Parameters resolved(const sim::Values& values);
std::vector<sim::ParameterInfo> parameters();
void make(Build& build);

} // namespace model::family_complicity
