#include "analysis/info.hpp"

#include "analysis/calibration/posterior.hpp"
#include "analysis/result_file.hpp"
#include "analysis/sweep/schema.hpp"
#include "models/scenario_text.hpp"
#include "sim/sha256.hpp"

#include <algorithm>
#include <ostream>
#include <string>

namespace analysis {
namespace {

constexpr std::size_t first_digits = 16; // of a data table's SHA-256, enough to compare two listings by eye

std::string padded(std::string text, std::size_t width)
{
    text.resize(std::max(width, text.size()), ' ');
    return text;
}

/// Entries of a table of texts with one axis, one a line.
void print_texts(const sim::Table& table, std::size_t longest, std::ostream& out)
{
    const auto& values = std::get<std::vector<std::string>>(table.values);
    const auto& labels = table.axes[0].labels;
    std::size_t width = 0;
    for (const std::string& label : labels) {
        width = std::max(width, label.size());
    }
    for (std::size_t i = 0; i < values.size(); ++i) {
        out << "  " << padded(labels[i], width) << "  " << values[i].substr(0, longest) << '\n';
    }
}

void print_tables(const sim::TableFile& file, std::ostream& out)
{
    std::size_t width = 0;
    for (const sim::Table& table : file.tables) {
        width = std::max(width, table.name.size());
    }
    for (const sim::Table& table : file.tables) {
        std::string shape;
        for (const sim::Axis& axis : table.axes) {
            shape += (shape.empty() ? "" : " x ") + axis.name + " " + std::to_string(axis.labels.size());
        }
        out << "  " << padded(table.name, width) << "  " << shape
            << (table.unit.empty() ? "" : "  [" + table.unit + "]")
            << (table.ledger.empty() ? "" : "  ledger: " + table.ledger) << '\n';
    }
}

void print_facts(const sim::TableFile& file, std::ostream& out)
{
    for (const sim::Fact& fact : file.facts) {
        out << fact.name << ": " << model::shortened(fact.text, fact.text.size()) << '\n';
    }
}

/// Of a merged sweep: what `veghe sweep merge` printed.
std::string sweep_digest(std::vector<sim::Table> tables)
{
    std::erase_if(tables, [](const sim::Table& table) { return table.name.starts_with("/provenance/"); });
    for (sim::Table& labels : sim::axis_tables(tables)) {
        tables.push_back(std::move(labels));
    }
    return sim::digest(tables);
}

void print_sweep_info(const std::filesystem::path& path, InfoKind kind, std::ostream& out)
{
    sim::TableFile file = sim::read_tables(path, sweep::sweep_schema);
    if (kind == InfoKind::core_digest) {
        sim::Sha256 hash;
        for (const std::string& core : std::get<std::vector<std::string>>(file.table("/runs/core_digest").values)) {
            hash.field(core);
        }
        out << hash.hex() << '\n';
        return;
    }
    const std::string digest = sweep_digest(file.tables);
    if (kind == InfoKind::full_digest) {
        out << digest << '\n';
        return;
    }
    std::erase_if(file.facts, [](const sim::Fact& fact) { // the former is listed below, the latter is for programs
        return fact.name == sweep::data_tables_fact || fact.name == sweep::tidy_tables_fact;
    });
    print_facts(file, out);
    out << "digest: " << digest << '\n';
    const auto facts = std::find_if(file.tables.begin(), file.tables.end(),
                                    [](const sim::Table& table) { return table.name == "/provenance/facts"; });
    if (facts != file.tables.end()) {
        out << "\nprovenance\n";
        print_texts(*facts, std::string::npos, out);
    }
    out << "\ndata tables (first digits of SHA-256)\n";
    print_texts(file.table("/provenance/data"), first_digits, out);
    out << "\ntables\n";
    print_tables(file, out);
}

} // namespace

void print_info(const std::filesystem::path& path, InfoKind kind, std::ostream& out)
{
    if (sim::format_of(path) == calibration::posterior_schema.format) {
        print_posterior_info(path, kind, out);
        return;
    }
    if (sim::format_of(path) == sweep::sweep_schema.format) {
        print_sweep_info(path, kind, out);
        return;
    }
    const sim::TableFile file = read_result(path);
    if (kind == InfoKind::core_digest) {
        out << core_digest(file) << '\n';
        return;
    }
    if (kind == InfoKind::full_digest) {
        out << full_digest(file) << '\n';
        return;
    }
    print_facts(file, out);
    out << "core digest: " << core_digest(file) << "\n\nprovenance\n";
    print_texts(file.table("/provenance/facts"), std::string::npos, out);
    out << "\ndata tables (first digits of SHA-256)\n";
    print_texts(file.table("/provenance/data"), first_digits, out);
    out << "\ntables\n";
    print_tables(file, out);
}

} // namespace analysis
