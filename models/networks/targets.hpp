#pragma once

#include "models/networks/assumptions.hpp"
#include "models/networks/contacts.hpp"
#include "models/people.hpp"

#include <array>
#include <filesystem>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace model::network {

/// What a target is and where it comes from.
struct Target {
    double value;
    std::string_view source;
    char grade;
};

/// The shape that age mixing is held against.
struct MixingShape {
    Place place;
    std::span<const int> bands; ///< first ages
    int end;                    ///< ages from here on are left out
    bool demanded{true};        ///< otherwise the row is for information
};

/// The layers and parts of layers that are measured. A part is the persons of an age range.
enum class Part { household, home, school_class, school, pupils, adults, neighbourhood, online, work };

/// Everything that is demanded of one part, once.
struct PartTargets {
    Part part;
    std::string_view name;
    int from_age;
    int to_age;                         ///< ages below
    std::optional<Target> degree;       ///< empty where it follows from the county's tables, see degree_target
    std::optional<Target> transitivity; ///< empty where none is known
    MixingShape mixing;
};

inline constexpr double degree_tolerance = 0.05;       ///< relative
inline constexpr double transitivity_tolerance = 0.05; ///< absolute
inline constexpr double mixing_tolerance = 0.10;       ///< total variation
inline constexpr double share_tolerance = 0.05;        ///< absolute

/// In the order of the report.
std::span<const PartTargets> part_targets();

/// Pupils of a class by level: mean over classes and standard deviation (of an even spread over the legal range).
/// A pupil meets on average mean + sd^2 / mean - 1 classmates.
/// \source social_network_parameters.csv: class_size_mean_*_assumed; class_size_rule_*: 15-25, 15-30, 20-30
inline constexpr std::array class_mean{18.0, 19.0, 25.0};
inline constexpr std::array class_sd{2.89, 4.33, 2.89};
inline constexpr Target pupils_same_sex{0.70, "assumed: no source read", 'E'};
inline constexpr Target online_outside{online_outside_share.value, online_outside_share.source,
                                       online_outside_share.grade};

/// Mean number of other members of a person's household: the size distribution of urban and rural households, tilted
/// in each locality to the mean size that follows from its persons and adults.
/// \param adults  of each locality
/// \source household_size_distribution.csv, data/README.md
class HouseholdTarget {
public:
    /// \throws sim::InputError when the table cannot be read
    explicit HouseholdTarget(const std::filesystem::path& data);
    /// Sum over the locality's persons.
    double met_at_home(double persons, double adults, Settlement settlement) const;

private:
    std::array<std::vector<double>, 2> shape_; ///< shares of the sizes 1, 2, .. by settlement
};

} // namespace model::network
