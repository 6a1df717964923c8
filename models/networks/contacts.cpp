#include "models/networks/contacts.hpp"

#include "models/tables.hpp"

#include <charconv>
#include <cmath>
#include <optional>
#include <string_view>

namespace model::network {
namespace {

constexpr std::array<std::string_view, contact_places> place_names{"home", "school", "work", "others"};

std::size_t group_of(const Table& table, std::size_t row, std::size_t column)
{
    const std::string_view text = table.text(row, column);
    int age = -1;
    std::from_chars(text.data(), text.data() + text.size(), age);
    if (age < 0 || age % contact_group_years != 0 || age / contact_group_years >= static_cast<int>(contact_groups)) {
        table.refuse(row, sim::refusal("table.age-group", "age group \"{cell}\" is unknown",
                                       "one from \"0-4\" to \"75+\" is expected", {{"cell", table.text(row, column)}}));
    }
    return contact_group(age);
}

} // namespace

Contacts read_contacts(const std::filesystem::path& folder)
{
    const Table table = Table::read(folder / "contact_matrix_romania_prem2021.csv",
                                    {"setting", "location", "age_contactor", "age_contactee", "mean_contacts_per_day"});
    const std::size_t setting = table.column("setting");
    const std::size_t location = table.column("location");
    const std::size_t from = table.column("age_contactor");
    const std::size_t to = table.column("age_contactee");
    const std::size_t mean = table.column("mean_contacts_per_day");
    Contacts contacts;
    std::size_t cells = 0;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        for (std::size_t place = 0; place < contact_places; ++place) {
            if (table.text(row, setting) == "all" && table.text(row, location) == place_names[place]) {
                contacts.daily[place][group_of(table, row, from) * contact_groups + group_of(table, row, to)] =
                    table.number(row, mean);
                ++cells;
            }
        }
    }
    if (cells != contact_places * contact_groups * contact_groups) {
        table.refuse(0, sim::refusal("table.contacts", "a pair of age groups is missing or repeated",
                                     "16 x 16 age groups at home, school, work and others are expected, each once"));
    }
    return contacts;
}

namespace {

std::optional<std::size_t> band_of(std::size_t group, std::span<const int> bands, int end)
{
    const int age = static_cast<int>(group) * contact_group_years;
    if (age < bands.front() || age >= end) {
        return std::nullopt;
    }
    std::size_t band = 0;
    while (band + 1 < bands.size() && bands[band + 1] <= age) {
        ++band;
    }
    return band;
}

/// Scales a symmetric matrix from both sides until its row sums are as wanted.
void scale_to(std::vector<double>& cells, std::span<const double> wanted)
{
    constexpr int rounds = 500;
    const std::size_t n = wanted.size();
    std::vector<double> scale(n, 1.0);
    for (int round = 0; round < rounds; ++round) {
        for (std::size_t a = 0; a < n; ++a) {
            double sum = 0.0;
            for (std::size_t b = 0; b < n; ++b) {
                sum += cells[a * n + b] * scale[b];
            }
            scale[a] = sum > 0.0 ? std::sqrt(scale[a] * wanted[a] / sum) : 0.0;
        }
    }
    for (std::size_t a = 0; a < n; ++a) {
        for (std::size_t b = 0; b < n; ++b) {
            cells[a * n + b] *= scale[a] * scale[b];
        }
    }
}

} // namespace

std::vector<double> mixing_target(const Contacts& contacts, Place place, std::span<const double> persons,
                                  std::span<const int> bands, int end, std::span<const double> ends)
{
    const auto& daily = contacts.at(place);
    const std::size_t n = bands.size();
    std::vector<double> cells(n * n, 0.0);
    for (std::size_t i = 0; i < contact_groups; ++i) {
        for (std::size_t j = 0; j < contact_groups; ++j) {
            const auto a = band_of(i, bands, end);
            const auto b = band_of(j, bands, end);
            if (a && b) {
                cells[*a * n + *b] +=
                    (persons[i] * daily[i * contact_groups + j] + persons[j] * daily[j * contact_groups + i]) / 2.0;
            }
        }
    }
    scale_to(cells, ends);
    double sum = 0.0;
    for (const double cell : cells) {
        sum += cell;
    }
    for (double& cell : cells) {
        cell = sum > 0.0 ? cell / sum : 0.0;
    }
    return cells;
}

} // namespace model::network
