#pragma once

#include "models/interventions/intervention.hpp"

#include <array>
#include <cstddef>
#include <vector>

namespace model {

/// Who is there for the interventions of a scenario, by kind, week and county, and whom they have taken. Regional centres
/// have persons of their own for prevention: they go first, once, and facilitators are found beside them. What a strategy
/// adds to a centre, or a cut takes from it, is there, or not, for those that are planned after.
class StaffLedger {
public:
    /// Persons by kind and county; at last those of regional centres.
    using Persons = std::array<std::array<double, county_count>, staff_kinds + 1>;
    static constexpr std::size_t of_centres = staff_kinds;

    StaffLedger() = default;
    /// \param available  in every week, before any intervention   \param weeks  of the run
    StaffLedger(const Persons& available, std::size_t weeks) : available_(available), used_(weeks) {}

    /// What the needs of a week take, at last what they take from centres less what they add to them.
    Persons taken(const Needs& needs, std::size_t week) const;
    /// Whether the staff of a county are more than are left there, beyond what the rounding of sums can make.
    bool short_of(const Needs& needs, std::size_t week, CountyId county) const;
    void book(std::size_t week, const Persons& taken);

private:
    double left(std::size_t kind, std::size_t week, CountyId county) const
    {
        return available_[kind][county.value] - used_[week][kind][county.value];
    }
    double left_of_centre(const Needs& needs, std::size_t week, CountyId county) const;
    double persons(const Needs& needs, Staff kind, std::size_t week, CountyId county) const;

    Persons available_{};
    std::vector<Persons> used_; ///< by week
};

namespace staff_ledger {

/// Persons who must be found beside those whom a centre has left. Pure.
double beside(double work, double left);

} // namespace staff_ledger
} // namespace model
