#include "models/interventions/staff_ledger.hpp"

#include <algorithm>
#include <functional>

namespace model {
namespace {

/// Shares of what was there that sums of what was taken may be wrong by: whoever takes the last third of ten finds them.
constexpr double rounding = 1e-9;

} // namespace

namespace staff_ledger {

double beside(double work, double left)
{
    return std::max(0.0, work - std::max(0.0, left));
}

} // namespace staff_ledger

double StaffLedger::left_of_centre(const Needs& needs, std::size_t week, CountyId county) const
{
    return left(of_centres, week, county) + needs.added_to_centre(county);
}

double StaffLedger::persons(const Needs& needs, Staff kind, std::size_t week, CountyId county) const
{
    const double beside = kind == Staff::facilitator
                              ? staff_ledger::beside(needs.of_centre(county), left_of_centre(needs, week, county))
                              : 0.0;
    return needs.of(county, kind) + beside;
}

StaffLedger::Persons StaffLedger::taken(const Needs& needs, std::size_t week) const
{
    Persons all{};
    for (std::uint8_t c = 0; c < county_count; ++c) {
        const CountyId county{c};
        for (std::size_t kind = 0; kind < staff_kinds; ++kind) {
            all[kind][c] = persons(needs, static_cast<Staff>(kind), week, county);
        }
        all[of_centres][c] = needs.of_centre(county) -
                             staff_ledger::beside(needs.of_centre(county), left_of_centre(needs, week, county)) -
                             needs.added_to_centre(county);
    }
    return all;
}

bool StaffLedger::short_of(const Needs& needs, std::size_t week, CountyId county) const
{
    for (std::size_t kind = 0; kind < staff_kinds; ++kind) {
        const double slack = rounding * available_[kind][county.value];
        if (persons(needs, static_cast<Staff>(kind), week, county) > left(kind, week, county) + slack) {
            return true;
        }
    }
    return false;
}

void StaffLedger::book(std::size_t week, const Persons& taken)
{
    for (std::size_t kind = 0; kind < taken.size(); ++kind) {
        std::transform(used_[week][kind].begin(), used_[week][kind].end(), taken[kind].begin(),
                       used_[week][kind].begin(), std::plus<>());
    }
}

} // namespace model
