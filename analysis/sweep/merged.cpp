#include "analysis/sweep/merged.hpp"

#include "analysis/sweep/schema.hpp"
#include "sim/error.hpp"
#include "sim/file_bytes.hpp"
#include "sim/sha256.hpp"
#include "sim/storage_messages.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <sstream>

namespace analysis::sweep {

namespace fs = std::filesystem;

bool is_merged(const fs::path& folder)
{
    return fs::exists(folder / merged_data_set) && fs::exists(folder / merged_values);
}

Merged read_merged(const fs::path& folder)
{
    const sim::TableFile file = sim::read_tables(folder / merged_data_set, sweep_schema);
    Merged merged;
    std::istringstream lines(file.fact(tidy_tables_fact));
    for (std::string digest, table; lines >> digest >> table;) {
        merged.tables[table] = digest;
    }
    const auto& finished = std::get<std::vector<std::int64_t>>(file.table("/runs/finished").values);
    merged.results = finished.size();
    merged.missing = static_cast<std::size_t>(std::count(finished.begin(), finished.end(), 0));
    return merged;
}

bool is_as_merged(const Merged& merged, const fs::path& table)
{
    const std::optional<std::string> text = sim::file_bytes(table);
    if (!text) {
        throw sim::InputError(table.generic_string(), fs::exists(table) ? sim::unreadable() : sim::no_such_file());
    }
    const auto known = merged.tables.find(table.filename().string());
    return known != merged.tables.end() && sim::sha256(*text) == known->second;
}

} // namespace analysis::sweep
