#include "models/counties.hpp"

#include "models/source_tables.hpp"
#include "sim/error.hpp"
#include "tests/fuzz/support.hpp"

#include <array>
#include <fstream>
#include <iterator>

/// Replaces one of the tables of counties and households by the input, whose first letter says which ("a", "b", ...), and
/// reads them all.
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 7> tables{"counties.csv",
                                                 "county_adjacency.csv",
                                                 "indicators_county.csv",
                                                 "county_centroids.csv",
                                                 "indicators_county_census_2021.csv",
                                                 "population_children_0_17_2021.csv",
                                                 "household_size_distribution.csv"};

std::string content(const fs::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

const std::array<std::string, tables.size()>& originals()
{
    static const auto all = [] {
        const fs::path data = fs::path(VEGHE_SOURCE_DIR) / "scenarios" / "data";
        std::array<std::string, tables.size()> texts;
        for (std::size_t i = 0; i < tables.size(); ++i) {
            texts[i] = content(data / tables[i]);
            fuzz::write(fuzz::folder() / tables[i], texts[i]);
        }
        // Only the county of a school is read here: a line for each county will do.
        std::string units = "county_code\n";
        for (std::size_t i = 0; i < model::county_count; ++i) {
            units += std::string(model::read_counties(data)[model::CountyId{static_cast<std::uint8_t>(i)}].code) + "\n";
        }
        fuzz::write(fuzz::folder() / "schools_units_2024_25.csv", units);
        return texts;
    }();
    return all;
}

} // namespace

/// The tables as they are take longer than any input, on a busy machine longer than one may.
extern "C" int LLVMFuzzerInitialize(int*, char***)
{
    originals();
    return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto& kept = originals();
    const std::string_view text = fuzz::text_of(data, size);
    if (text.empty() || text[0] < 'a' || text[0] >= static_cast<char>('a' + tables.size())) {
        return -1; // no input of this fuzzer
    }
    const auto which = static_cast<std::size_t>(text[0] - 'a');
    const fs::path file = fuzz::folder() / tables[which];
    fuzz::write(file, text.substr(1));
    try {
        model::read_counties(fuzz::folder());
        model::read_household_shapes(fuzz::folder());
    } catch (const sim::InputError& error) {
        if (error.problems().empty()) {
            fuzz::broken("what is refused is told");
        }
    }
    fuzz::write(file, kept[which]);
    return 0;
}
