#include "models/networks/targets.hpp"

#include "models/population_assumptions.hpp"
#include "models/source_tables.hpp"

#include <cmath>

namespace model::network {
namespace {

constexpr int everyone = 200;
constexpr std::array all_bands{0, 5, 10, 15, 20, 30, 45, 60};
constexpr std::array home_bands{0, 20, 60};
constexpr std::array pupil_bands{5, 10, 15};
constexpr int pupils_end = 20;
constexpr std::array adult_bands{20, 30, 45, 60};
constexpr std::array online_bands{10, 15, 20};
constexpr int online_end = 30;

constexpr std::string_view one_group = "by construction: groups without common members";

// clang-format off
constexpr std::array all_targets{
    PartTargets{Part::household, "household", 0, everyone, std::nullopt,
        Target{1.0, one_group, 'A'}, {Place::home, home_bands, everyone}},
    PartTargets{Part::home, "household and kin", 0, everyone, std::nullopt,
        Target{1.0, one_group, 'E'}, {Place::home, home_bands, everyone}},
    // A class is one cohort; the matrix counts everybody met at school. So the shape is demanded of classmates and
    // friends together.
    PartTargets{Part::school_class, "school class", 6, 20, std::nullopt,
        Target{1.0, one_group, 'A'}, {Place::school, pupil_bands, pupils_end, false}},
    PartTargets{Part::school, "school class and friends", 6, 19, std::nullopt,
        std::nullopt, {Place::school, pupil_bands, pupils_end}},
    PartTargets{Part::pupils, "friendship, pupils", 6, 19,
        Target{8.0, "social_network_parameters.csv: 7.4 to 8.4 nominations, taken as ties", 'C'},
        Target{0.43, "social_network_parameters.csv: school_friend_transitivity", 'B'},
        {Place::school, pupil_bands, pupils_end}},
    PartTargets{Part::adults, "friendship, adults", 19, everyone,
        Target{5.0, "social_network_parameters.csv: adult_close_ties_mean", 'C'},
        Target{0.40, "assumed: near that of pupils", 'E'}, {Place::others, adult_bands, everyone}},
    PartTargets{Part::neighbourhood, "neighbourhood", 0, everyone,
        Target{10.0, "assumed: no source read", 'E'},
        Target{1.0, one_group, 'E'}, {Place::others, all_bands, everyone}},
    PartTargets{Part::online, "online", 10, 30,
        Target{online_ties.value, online_ties.source, online_ties.grade},
        Target{0.14, "Ugander et al. 2011, arXiv 1111.4503: clustering of the median user", 'C'},
        {Place::others, online_bands, online_end}},
    PartTargets{Part::work, "work", 15, everyone,
        Target{10.0, "assumed: no source read", 'E'},
        Target{1.0, one_group, 'E'}, {Place::work, adult_bands, everyone}},
};
// clang-format on

/// Mean of the sizes 1, 2, .. under shares tilted by `tilt` for each further person.
double tilted(std::span<const double> shape, double tilt, double power)
{
    double total = 0.0;
    double moment = 0.0;
    for (std::size_t k = 0; k < shape.size(); ++k) {
        const double share = shape[k] * std::exp(tilt * static_cast<double>(k));
        total += share;
        moment += share * std::pow(static_cast<double>(k + 1), power);
    }
    return moment / total;
}

} // namespace

std::span<const PartTargets> part_targets()
{
    return all_targets;
}

HouseholdTarget::HouseholdTarget(const std::filesystem::path& data)
{
    constexpr std::size_t largest = 16;
    // The last shape is six persons and a geometric number more.
    const double on = assume::beyond_six.value / (1.0 + assume::beyond_six.value);
    const HouseholdShapes shares = read_household_shapes(data);
    for (std::size_t settlement = 0; settlement < shape_.size(); ++settlement) {
        std::vector<double>& shape = shape_[settlement];
        shape.assign(shares[settlement].begin(), shares[settlement].end() - 1);
        for (double left = shares[settlement].back() * (1.0 - on); shape.size() < largest; left *= on) {
            shape.push_back(left);
        }
    }
}

double HouseholdTarget::met_at_home(double persons, double adults, Settlement settlement) const
{
    const bool urban = settlement == Settlement::urban;
    const double households =
        adults * (urban ? assume::households_per_adult_urban : assume::households_per_adult_rural).value;
    if (households <= 0.0) {
        return 0.0;
    }
    const std::vector<double>& shape = shape_[static_cast<std::size_t>(settlement)];
    const double mean = persons / households;
    constexpr int halvings = 60;
    double low = -12.0;
    double high = 12.0;
    for (int i = 0; i < halvings; ++i) {
        const double middle = (low + high) / 2.0;
        (tilted(shape, middle, 1.0) < mean ? low : high) = middle;
    }
    return households * (tilted(shape, low, 2.0) - tilted(shape, low, 1.0));
}

} // namespace model::network
