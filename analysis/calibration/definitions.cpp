#include "analysis/calibration/definitions.hpp"

#include "models/tables.hpp"
#include "sim/error.hpp"

#include <algorithm>
#include <set>
#include <sstream>

namespace analysis::calibration {
namespace {

std::vector<std::string> words(const std::string& text)
{
    std::istringstream in(text);
    std::vector<std::string> all;
    for (std::string word; in >> word;) {
        all.push_back(word);
    }
    return all;
}

bool has(const model::Table& table, std::string_view column)
{
    const auto& header = table.header();
    return std::find(header.begin(), header.end(), column) != header.end();
}

} // namespace

std::map<std::string, Definition> read_definitions(const std::filesystem::path& file)
{
    const auto table = model::Table::read(file, {"measure", "unit", "definition", "source_id", "caveat"});
    std::map<std::string, Definition> all;
    sim::Problems problems;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const auto text = [&](std::string_view name) { return std::string(table.text(row, table.column(name))); };
        const auto text_or_none = [&](std::string_view name) { return has(table, name) ? text(name) : std::string(); };
        const std::string measure = text("measure");
        for (const char* const needed : {"measure", "unit", "definition", "source_id"}) {
            if (text(needed).empty()) {
                problems.add(
                    table.where(row),
                    sim::refusal("targets.definition-empty", "{column} is empty",
                                 "give every measure a name, a unit, a definition and the ids of its sources in "
                                 "SOURCES.md",
                                 {{"column", needed}}));
            }
        }
        if (!all.insert({measure,
                         {text("unit"), text("definition"), words(text("source_id")), text("caveat"),
                          text_or_none("conflict"), text_or_none("conflict_ro")}})
                 .second) {
            problems.add(table.where(row), sim::refusal("targets.defined-twice", "{measure} is defined a second time",
                                                        "keep one row", {{"measure", measure}}));
        }
    }
    problems.raise();
    return all;
}

std::vector<KnownConflict> known_conflicts(const std::map<std::string, Definition>& definitions,
                                           std::span<const Target> figures)
{
    std::vector<KnownConflict> all;
    std::set<std::string> met;
    for (const Target& t : figures) {
        const auto found = definitions.find(t.measure);
        if (found != definitions.end() && !found->second.conflict.empty() && met.insert(t.measure).second) {
            const Definition& d = found->second;
            all.push_back({t.measure, d.conflict, d.conflict_ro.empty() ? d.conflict : d.conflict_ro});
        }
    }
    return all;
}

} // namespace analysis::calibration
