#include "analysis/calibration/plan_spreads.hpp"

#include "analysis/calibration/meaning.hpp"

#include <toml++/toml.h>

#include <algorithm>

namespace analysis::calibration {
namespace {

// What docs/calibration.md proposes, for figures of which no plan speaks.
constexpr double of_a_split = 0.1;
constexpr double of_a_county_year = 0.4;

std::string text_of(const toml::table& table, std::string_view key)
{
    return table[key].value_or(std::string());
}

} // namespace

PlanSpreads::PlanSpreads(std::string_view plan)
{
    toml::table root;
    try {
        root = toml::parse(plan);
    } catch (const toml::parse_error&) {
        return;
    }
    const toml::array* const targets = root["target"].as_array();
    for (std::size_t i = 0; targets != nullptr && i < targets->size(); ++i) {
        const toml::table* const one = (*targets)[i].as_table();
        if (one == nullptr) {
            continue;
        }
        const std::string table = text_of(*one, "table");
        Entry entry{
            table.substr(table.find_last_of("/\\") + 1), text_of(*one, "measure"),       text_of(*one, "group"),
            text_of(*one, "error") == "split",           (*one)["spread"].value_or(0.0), (*one)["until"].value<int>()};
        const toml::array* const parts = (*one)["parts"].as_array();
        if (parts == nullptr) {
            entries_.push_back(std::move(entry));
            continue;
        }
        entry.split = false;
        for (const toml::node& part : *parts) {
            entry.measure = part.value_or(std::string());
            entries_.push_back(entry);
        }
    }
}

const PlanSpreads::Entry* PlanSpreads::find(const Target& figure) const
{
    const bool split = figure.kind == TargetKind::split;
    const auto found = std::find_if(entries_.begin(), entries_.end(), [&](const Entry& e) {
        return e.table == file_of(figure) && e.measure == figure.measure && e.split == split &&
               (e.group.empty() || e.group == figure.group);
    });
    return found == entries_.end() ? nullptr : &*found;
}

bool PlanSpreads::fits(const Target& figure, const Years& years) const
{
    const Entry* const own = find(figure);
    return own != nullptr && !figures_within({figure}, {years.from, own->until ? own->until : years.until}).empty();
}

double PlanSpreads::spread(const Target& figure) const
{
    const bool split = figure.kind == TargetKind::split || figure.kind == TargetKind::share;
    const Entry* own = find(figure);
    if (own == nullptr && !split) {
        // A count of the country strays with its year alone, whose spread is a draw of the posterior.
        const auto of_counties = std::find_if(entries_.begin(), entries_.end(), [](const Entry& e) {
            return !e.split && e.table.find("county") != std::string::npos;
        });
        own = of_counties == entries_.end() ? nullptr : &*of_counties;
    }
    if (own == nullptr && split) {
        const auto same = std::find_if(entries_.begin(), entries_.end(), [&](const Entry& e) { return e.split; });
        own = same == entries_.end() ? nullptr : &*same;
    }
    const double otherwise = split ? of_a_split : of_a_county_year;
    return own != nullptr && own->spread > 0.0 ? own->spread : otherwise;
}

std::string data_folder_of(std::string_view scenario)
{
    try {
        return toml::parse(scenario)["population"]["data"].value_or(std::string());
    } catch (const toml::parse_error&) {
        return {};
    }
}

std::vector<std::string> pathways_of(std::string_view scenario)
{
    std::vector<std::string> pathways;
    try {
        const toml::table all = toml::parse(scenario);
        if (const toml::array* const named = all["model"]["pathways"].as_array()) {
            for (const toml::node& one : *named) {
                pathways.push_back(one.value_or(std::string()));
            }
        }
    } catch (const toml::parse_error&) {
        return {};
    }
    std::sort(pathways.begin(), pathways.end());
    return pathways;
}

} // namespace analysis::calibration
