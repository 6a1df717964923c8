#include "analysis/checksum_lines.hpp"
#include "analysis/sweep/merge.hpp"
#include "analysis/sweep/plan.hpp"

#include <filesystem>
#include <string_view>
#include <utility>

namespace analysis::sweep {
namespace {

/// The next line of a text, without its end; the text begins after it.
std::string_view take_line(std::string_view& text)
{
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    return line;
}

/// A scenario as it was planned, of whose paths only the last part stays: the others name folders of a machine. Whoever runs it puts
/// tables and posterior beside it.
std::string public_text(std::string_view text)
{
    std::string shown;
    std::string_view section;
    while (!text.empty()) {
        const std::string_view line = take_line(text);
        section = line.starts_with('[') ? line : section;
        const bool names_a_path = (section == "[population]" && line.starts_with("data = \"")) ||
                                  (section == "[posterior]" && line.starts_with("file = \""));
        const std::size_t slash = names_a_path ? line.rfind('/') : std::string_view::npos;
        shown += slash == std::string_view::npos
                     ? std::string(line)
                     : std::string(line.substr(0, line.find('"') + 1)) + std::string(line.substr(slash + 1));
        shown += '\n';
    }
    return shown;
}

/// Every table that was read, with its SHA-256, by name.
std::vector<std::pair<std::string, std::string>> tables_read(const std::filesystem::path& sweep,
                                                             const Manifest& manifest)
{
    const std::string data = planned_text(sweep, manifest, data_file);
    std::string_view rest = data;
    take_line(rest); // its header
    std::vector<std::pair<std::string, std::string>> tables;
    while (!rest.empty()) {
        const std::string_view line = take_line(rest);
        const std::size_t comma = line.find(',');
        tables.emplace_back(line.substr(0, comma), line.substr(comma + 1));
    }
    return tables;
}

sim::Table facts_table(const Manifest& manifest)
{
    std::vector<std::string> facts, texts;
    for (const auto& [fact, text] : manifest.provenance) {
        facts.push_back(fact);
        texts.push_back(text);
    }
    return {"/provenance/facts",
            {{"fact", std::move(facts)}},
            "",
            "",
            "The build that made the units, and the posterior that they drew from.",
            std::move(texts)};
}

} // namespace

std::vector<sim::Table> provenance_of(const std::filesystem::path& sweep, const Manifest& manifest)
{
    std::vector<std::string> scenarios, tables, digests;
    for (std::size_t s = 0; s < manifest.scenarios.size(); ++s) {
        scenarios.push_back(public_text(planned_text(sweep, manifest, scenario_file(s))));
    }
    for (auto& [table, digest] : tables_read(sweep, manifest)) {
        tables.push_back(std::move(table));
        digests.push_back(std::move(digest));
    }
    std::vector<sim::Table> all{
        {"/provenance/scenarios",
         {{"strategy", manifest.scenarios}},
         "",
         "",
         "Each scenario, resolved: with a point's values, the seed and the tables it gives the runs again.",
         std::move(scenarios)},
        {"/provenance/data",
         {{"data_file", std::move(tables)}},
         "SHA-256",
         "",
         "SHA-256 of every data table that was read.",
         std::move(digests)}};
    if (!manifest.provenance.empty()) { // a plan of before they were noted has none
        all.push_back(facts_table(manifest));
    }
    return all;
}

sim::Fact data_tables_of(const std::filesystem::path& sweep, const Manifest& manifest)
{
    return {data_tables_fact, checksum_lines(tables_read(sweep, manifest))};
}

} // namespace analysis::sweep
