#pragma once

#include "sim/parameter.hpp"

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

namespace model {

struct Build;

/// Staff of whom a county has no more than there are, whatever the money.
enum class Staff : std::uint8_t {
    counsellor,    ///< school counsellors and psychologists
    social_worker, ///< community and social workers, carers
    facilitator,   ///< who give sessions, courses and campaigns: ANITP, organisations, specialists
    officer,       ///< police and inspectors
    magistrate     ///< prosecutors and judges
};
inline constexpr std::array<std::string_view, 5> staff_names{"counsellor", "social_worker", "facilitator", "officer",
                                                             "magistrate"};
inline constexpr std::size_t staff_kinds = staff_names.size();

struct WorkforceParameters {
    double counsellors, social_workers, facilitators, officers, magistrates; ///< per 100,000 residents
    double week_hours;
    double turnover; ///< 1/year
    double vacancy;  ///< years
    double limited;  ///< 0: there is enough of everybody, and no post is vacant
};

/// Those who could be hired for prevention beside those in post. All interventions of a scenario share them.
struct Workforce {
    WorkforceParameters p{};

    /// Persons of a kind that a county's interventions can have together.
    double available(double residents, Staff kind) const;
    /// Share of an intervention's posts that are filled.
    double filled() const;
};

namespace workforce {

/// Persons there are for so many residents. Pure.
double available(double per_100k, double residents);
/// Share of posts filled where staff leave and posts stay vacant for a while. Pure. \param vacancy  [year]
double filled(double turnover, double vacancy);

std::vector<sim::ParameterInfo> parameters();
void make(Build& build);

} // namespace workforce
} // namespace model
