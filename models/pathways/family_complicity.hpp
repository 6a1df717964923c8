#pragma once

#include "models/pathways/vulnerability.hpp"
#include "sim/parameter.hpp"

#include <vector>

namespace model {
struct Build;
enum class Form : std::uint8_t;
} // namespace model

namespace model::family_complicity {

struct Parameters {
    double base, ceiling;
    double deprivation_effect, complicity_effect, abroad_effect, enrolled_effect, disability_effect, rural_effect;
    double oversight_effect;
    double girls_11_effect;
    double begging_young, begging_older, sexual_young, sexual_older, labour_share;
    double abroad;
    double recognition, semi_consensual;
};

/// Hazard of a child's household turning to exploitation, relative to a household without deprivation and propensity
/// whose child is not enrolled. School lessons do not enter: they do not reach it. Pure.
/// \param complicity  the household's standing propensity, in [0, 1]
/// \param oversight   what neighbours know and would report, in [0, 1]
/// \source docs/model.md, "Family complicity"
double relative_hazard(const Parameters& p, const Vulnerability& who, double complicity, bool enrolled,
                       bool parent_abroad, bool disability, double oversight);

/// Form of exploitation by the child's age, from one uniform: begging of the young, sexual exploitation and labour of
/// the older. Pure.
Form form(const Parameters& p, double age_years, double u);

/// The declared values, those given in their place.
Parameters resolved(const sim::Values& values);
std::vector<sim::ParameterInfo> parameters();
void make(Build& build);

} // namespace model::family_complicity
