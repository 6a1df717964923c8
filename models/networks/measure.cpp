#include "models/networks/measure.hpp"

#include "models/networks.hpp"
#include "models/networks/contacts.hpp"
#include "models/networks/county_view.hpp"
#include "models/networks/targets.hpp"
#include "sim/graph/metrics.hpp"

#include <algorithm>
#include <iterator>
#include <limits>
#include <numeric>
#include <string>

namespace model::network {
namespace {

using sim::RowRange;

/// What measuring one county needs.
struct Measured {
    const Population& people;
    const Networks& networks;
    const Contacts& contacts;
    RowRange rows;
    std::string code;
    const std::vector<std::uint8_t>& age;         ///< years, of every row of the selection
    std::array<double, contact_groups> persons{}; ///< of the county by contact group
    double awake{
        1.0}; ///< share of online ties of those of an age for them that do not sleep, where both ends are known
};

/// Rows that a part is about: those of its ages who may have such ties at all.
class Included {
public:
    Included(const Measured& at, const PartTargets& part) : at_(&at), part_(&part) {}
    bool operator()(sim::Row row) const
    {
        const int age = at_->age[row];
        if (age < part_->from_age || age >= part_->to_age) {
            return false;
        }
        switch (part_->part) {
        case Part::online:
            return at_->people.online_exposure[row] > 0;
        case Part::school_class:
            return !at_->networks.school_class.groups(row).empty();
        case Part::work:
            return (at_->people.flags[row] & flag::employed) != 0;
        default:
            return true;
        }
    }

private:
    const Measured* at_;
    const PartTargets* part_;
};

Misfit row_of(const Measured& at, std::string_view subject, std::string_view property, const Target& target)
{
    Misfit row;
    row.county = at.code;
    row.subject = subject;
    row.property = property;
    row.target = target.value;
    row.source = target.source;
    row.grade = target.grade;
    return row;
}

template <sim::Layer L>
void measure_transitivity(const Measured& at, const PartTargets& part, const L& layer, MisfitReport& report)
{
    constexpr std::size_t sample = 8'000;
    Misfit row = row_of(at, part.name, "transitivity", *part.transitivity);
    const sim::Estimate found = sim::transitivity(layer, at.rows, Included(at, part), sample);
    row.achieved = found.value;
    row.standard_error = found.standard_error;
    row.tolerance = transitivity_tolerance;
    report.add_absolute(std::move(row));
}

constexpr std::uint8_t no_band = 255;

template <sim::Layer L>
void measure_mixing(const Measured& at, const PartTargets& part, const L& layer, MisfitReport& report)
{
    const auto& bands = part.mixing.bands;
    std::array<std::uint8_t, 256> band_of{}; // by age
    for (std::size_t age = 0; age < band_of.size(); ++age) {
        const auto years = static_cast<int>(age);
        const bool inside =
            years >= std::max(bands.front(), part.from_age) && years < std::min(part.mixing.end, part.to_age);
        const auto after = std::upper_bound(bands.begin(), bands.end(), years);
        band_of[age] = static_cast<std::uint8_t>(inside ? after - bands.begin() - 1 : no_band);
    }
    const sim::Mixing found = sim::mixing(
        layer, at.rows, [&](Row row) { return band_of[at.age[row]]; }, bands.size());
    const std::vector<double> shares = found.shares();
    std::vector<double> ends(bands.size(), 0.0);
    for (std::size_t a = 0; a < bands.size(); ++a) {
        ends[a] = std::accumulate(shares.begin() + static_cast<std::ptrdiff_t>(a * bands.size()),
                                  shares.begin() + static_cast<std::ptrdiff_t>((a + 1) * bands.size()), 0.0);
    }
    const auto wanted = mixing_target(at.contacts, part.mixing.place, at.persons, bands, part.mixing.end, ends);
    Misfit row =
        row_of(at, part.name, "age mixing", {0.0, "contact_matrix_romania_prem2021.csv, shape made reciprocal", 'B'});
    row.achieved = sim::total_variation(shares, wanted);
    row.tolerance = part.mixing.demanded ? mixing_tolerance : std::numeric_limits<double>::infinity();
    report.add_absolute(std::move(row));
}

/// Online ties of a row that leave the selection and are awake: as many as of those whose other end is known.
double outside_ends(const Measured& at, Row row)
{
    return of_online_age(at.age[row]) ? at.awake * at.networks.online_outside[row] : 0.0;
}

template <sim::Layer L>
void measure_degree(const Measured& at, const PartTargets& part, const L& layer, const Target& target,
                    MisfitReport& report)
{
    const Included included(at, part);
    Misfit row = row_of(at, part.name, "mean degree", target);
    row.achieved = sim::mean_degree(layer, at.rows, included);
    row.tolerance = degree_tolerance;
    if (part.part == Part::online) {
        const double rows = sim::sum(at.rows.size(), [&](std::size_t i) {
            return included(at.rows.begin + static_cast<sim::Row>(i)) ? 1.0 : 0.0;
        });
        const double ends = sim::sum(
            at.rows.size(), [&](std::size_t i) { return outside_ends(at, at.rows.begin + static_cast<Row>(i)); });
        row.achieved += rows > 0.0 ? ends / rows : 0.0;
    }
    report.add_relative(std::move(row));
}

/// Mean classmates of the county's pupils, were every class of its level's mean size.
double classmates(const Measured& at)
{
    double others = 0.0;
    double pupils = 0.0;
    for (Row row = at.rows.begin; row < at.rows.end; ++row) {
        if (!at.networks.school_class.groups(row).empty()) {
            const std::size_t level = at.age[row] < 11 ? 0 : at.age[row] < 15 ? 1 : 2;
            others += class_mean[level] + class_sd[level] * class_sd[level] / class_mean[level] - 1.0;
            pupils += 1.0;
        }
    }
    return pupils > 0.0 ? others / pupils : 0.0;
}

/// Means that follow from the county's own tables and population.
std::optional<Target> degree_target(const Measured& at, const PartTargets& part, double met_at_home)
{
    const auto size = static_cast<double>(at.rows.size());
    switch (part.part) {
    case Part::household:
        return Target{met_at_home / size, "household_size_distribution.csv, tilted to each locality's mean", 'C'};
    case Part::home:
        return Target{met_at_home / size + kin_ties.value, "household_size_distribution.csv and network.kin_ties", 'C'};
    case Part::school_class:
        return Target{classmates(at), "social_network_parameters.csv: class sizes, seen by a pupil", 'C'};
    default:
        return part.degree;
    }
}

/// Calls measure(layer) with the layer or union that the part is about.
template <class Measure>
void with_layer(const Networks& networks, Part part, Measure&& measure)
{
    switch (part) {
    case Part::household:
        return measure(networks.household);
    case Part::home:
        return measure(sim::LayerUnion(networks.household, networks.kin));
    case Part::school_class:
        return measure(networks.school_class);
    case Part::school:
        return measure(sim::LayerUnion(networks.school_class, networks.friendship));
    case Part::pupils:
    case Part::adults:
        return measure(networks.friendship);
    case Part::neighbourhood:
        return measure(networks.neighbourhood);
    case Part::online:
        return measure(networks.online);
    case Part::work:
        return measure(networks.work);
    }
}

/// Persons and adults of each locality of the county, turned into the other members they should meet at home.
double met_at_home(const Measured& at, const CountyBlock& block, const HouseholdTarget& target)
{
    constexpr int adult_age = 18;
    double sum = 0.0;
    const auto& localities = at.people.localities;
    for (std::size_t l = 0; l < localities.county.size(); ++l) {
        if (localities.county[l] == block.county) {
            double persons = 0.0;
            double adults = 0.0;
            for (Row row = localities.first_row[l]; row < localities.first_row[l + 1]; ++row) {
                persons += at.people.care[row] != Care::residential ? 1.0 : 0.0;
                adults += at.age[row] >= adult_age ? 1.0 : 0.0;
            }
            sum += target.met_at_home(persons, adults, localities.settlement[l]);
        }
    }
    return sum;
}

void measure_part(const Measured& at, const PartTargets& part, const std::optional<Target>& degree,
                  MisfitReport& report)
{
    with_layer(at.networks, part.part, [&](const auto& layer) {
        if (degree) {
            measure_degree(at, part, layer, *degree, report);
        }
        if (part.transitivity) {
            measure_transitivity(at, part, layer, report);
        }
        measure_mixing(at, part, layer, report);
    });
}

/// Share of pupils' friendships with the same sex.
void measure_homophily(const Measured& at, MisfitReport& report)
{
    constexpr std::size_t sexes = 2;
    const auto sex_of_pupil = [&](Row row) {
        const bool pupil = at.age[row] >= 6 && at.age[row] < 19;
        return pupil ? static_cast<std::size_t>(at.people.sex[row]) : sexes;
    };
    const auto shares = sim::mixing(at.networks.friendship, at.rows, sex_of_pupil, sexes).shares();
    Misfit row = row_of(at, "friendship, pupils", "ties with the same sex", pupils_same_sex);
    row.achieved = shares.front() + shares.back();
    row.tolerance = share_tolerance;
    report.add_absolute(std::move(row));
}

/// Share of online ties that leave the county, to selected counties or not.
void measure_outside(const Measured& at, MisfitReport& report)
{
    const auto& online = at.networks.online;
    const double inner = sim::sum(at.rows.size(), [&](std::size_t i) {
        const auto others = online.neighbours(static_cast<Row>(at.rows.begin + i));
        return static_cast<double>(std::lower_bound(others.begin(), others.end(), at.rows.end) -
                                   std::lower_bound(others.begin(), others.end(), at.rows.begin));
    });
    const double all = sim::sum(at.rows.size(), [&](std::size_t i) {
        const auto r = static_cast<Row>(at.rows.begin + i);
        return static_cast<double>(online.degree(r)) + outside_ends(at, r);
    });
    Misfit row = row_of(at, "online", "ties to other counties", online_outside);
    row.achieved = all > 0.0 ? 1.0 - inner / all : 0.0;
    row.tolerance = share_tolerance;
    report.add_absolute(std::move(row));
}

/// The ties of a layer whose two ends are both of an age for online ties.
sim::CsrLayer awake_ties(const sim::CsrLayer& online, const std::vector<std::uint8_t>& age)
{
    std::vector<std::uint32_t> first{0};
    std::vector<Row> targets;
    first.reserve(online.rows() + 1);
    targets.reserve(online.targets().size());
    for (Row row = 0; row < online.rows(); ++row) {
        if (of_online_age(age[row])) {
            const auto others = online.neighbours(row);
            std::copy_if(others.begin(), others.end(), std::back_inserter(targets),
                         [&](Row other) { return of_online_age(age[other]); });
        }
        first.push_back(static_cast<std::uint32_t>(targets.size()));
    }
    return {std::move(first), std::move(targets)};
}

/// Of the ties `all` of those in the range who are of an age for online ties, the share that is `awake`.
double awake_share(const sim::CsrLayer& awake, const sim::CsrLayer& all, RowRange rows,
                   const std::vector<std::uint8_t>& age)
{
    const double known = sim::sum(rows.size(), [&](std::size_t i) {
        const auto row = static_cast<Row>(rows.begin + i);
        return of_online_age(age[row]) ? static_cast<double>(all.degree(row)) : 0.0;
    });
    const double used = sim::sum(rows.size(), [&](std::size_t i) {
        return static_cast<double>(awake.degree(static_cast<Row>(rows.begin + i)));
    });
    return known > 0.0 ? used / known : 1.0;
}

} // namespace
} // namespace model::network

namespace model {

void measure_networks(const Population& people, const Networks& networks, sim::Tick start, const Counties& counties,
                      const std::filesystem::path& data, MisfitReport& report)
{
    using namespace network;
    const Contacts contacts = read_contacts(data);
    const HouseholdTarget household_target(data);
    std::vector<std::uint8_t> age(people.size());
    constexpr std::size_t rows_per_chunk = 65'536;
    sim::for_each_chunk(age.size(), rows_per_chunk, [&](sim::Chunk chunk) {
        for (std::size_t row = chunk.begin; row < chunk.end; ++row) {
            age[row] =
                static_cast<std::uint8_t>(std::max(0.0, (start.value - people.birth_week[row]) / weeks_per_year));
        }
    });
    Networks awake = networks; // all but the ties that sleep
    awake.online = awake_ties(networks.online, age);
    std::vector<MisfitReport> parts(people.counties.size()); // side by side, in the order of the counties
    sim::for_each_task(parts.size(), [&](std::size_t c) {
        const CountyBlock& block = people.counties[c];
        const sim::RowRange rows{block.first_row, block.first_row + block.persons};
        Measured at{people, awake, contacts, rows, counties[block.county].code, age, {}};
        at.awake = awake_share(awake.online, networks.online, rows, age);
        for (Row row = at.rows.begin; row < at.rows.end; ++row) {
            at.persons[contact_group(age[row])] += 1.0;
        }
        const double home = met_at_home(at, block, household_target);
        for (const PartTargets& part : part_targets()) {
            measure_part(at, part, degree_target(at, part, home), parts[c]);
        }
        measure_homophily(at, parts[c]);
        measure_outside(at, parts[c]);
    });
    for (MisfitReport& part : parts) {
        std::move(part.rows.begin(), part.rows.end(), std::back_inserter(report.rows));
    }
    measure_structure(awake, report);
}

} // namespace model
