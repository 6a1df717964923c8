#pragma once

#include "models/register_errors.hpp"

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace analysis::calibration {

/// Ages of a line of the register: 0 .. 17 in completed years, then two classes of adults.
inline constexpr std::uint8_t of_age = 18;     ///< 18 to 24
inline constexpr std::uint8_t from_25_on = 19; ///< 25 and older
std::uint8_t age_class(double age_years);

/// What a line of the register says of a victim, as recorded.
struct Profile {
    bool female{};
    std::uint8_t age{}; ///< class
    model::Form form{};
    model::Relation relation{};
    model::Mode mode{};
    model::Place place{};
    model::Education education{};
    model::Family family{};

    bool minor() const { return age < of_age; }
    friend auto operator<=>(const Profile&, const Profile&) = default;
};

/// Lines of the register of a run that say the same. [persons]
struct ProfileCount {
    Profile profile;
    std::uint8_t pathway{}; ///< position among the scenario's; known to a simulation only
    std::uint32_t count{};

    friend auto operator<=>(const ProfileCount&, const ProfileCount&) = default;
};

/// Victims registered in a run, by county of residence. [persons]
struct CountyCount {
    std::uint32_t minors{}, adults{};

    friend bool operator==(const CountyCount&, const CountyCount&) = default;
};

/// What institutions do in a year beside registering: a flow is counted over the run and divided by its years, a stock is the mean of
/// the ends of its years.
struct YearlyFigure {
    std::string name; ///< "justice.solved", "justice.pending"
    double value{};   ///< per year, or level

    friend bool operator==(const YearlyFigure&, const YearlyFigure&) = default;
};

/// What the register and the institutions of one run would publish over its counted years.
struct RegisterCounts {
    double years{};                            ///< counted
    std::vector<ProfileCount> profiles;        ///< ascending, none twice
    std::vector<CountyCount> counties;         ///< by position among the run's counties
    std::vector<std::uint32_t> minors_by_year; ///< calendar years that are counted whole, in order
    std::vector<YearlyFigure> figures;         ///< by name

    friend bool operator==(const RegisterCounts&, const RegisterCounts&) = default;
};

/// The same lines without their pathways, as a register would have them.
std::vector<ProfileCount> without_pathways(std::vector<ProfileCount> profiles);
/// Adds up equal lines and puts them in order.
std::vector<ProfileCount> added_up(std::vector<ProfileCount> profiles);

/// "female 15 sexual partner online inside_romania gymnasium two_parents": the words of the register, for labels in files.
std::string label(const Profile& profile);
/// The profile of a label. 	hrows sim::StorageError for any other text
Profile profile_of(std::string_view label);

} // namespace analysis::calibration
