#include "analysis/sensitivity/design.hpp"
#include "analysis/sweep/plan.hpp"
#include "models/registry.hpp"
#include "models/scenario_check.hpp"
#include "models/scenario_text.hpp"
#include "models/tables.hpp"
#include "sim/error.hpp"

#include <algorithm>
#include <numeric>

namespace analysis::sweep {
namespace {

using sim::refusal;

std::size_t levels_of(const Axis& axis, const Design& design)
{
    return axis.levels > 0 ? axis.levels : static_cast<std::size_t>(design.levels);
}

/// Every combination of levels; the last axis moves fastest.
std::vector<Point> grid_points(const Design& design)
{
    std::vector<Point> points(1);
    for (const Axis& axis : design.axes) {
        std::vector<Point> longer;
        const std::size_t levels = levels_of(axis, design);
        for (const Point& point : points) {
            for (std::size_t level = 0; level < levels; ++level) {
                longer.push_back(point);
                longer.back().values.push_back(axis.at_level(level, levels));
            }
        }
        points = std::move(longer);
    }
    return points;
}

sensitivity::Design coordinates_of(const Design& design)
{
    using sensitivity::Kind;
    const auto points = static_cast<std::size_t>(design.points);
    sensitivity::Design laid{.kind = Kind::sobol,
                             .dimension = design.axes.size(),
                             .size = points,
                             .second_order = design.second_order,
                             .slices = static_cast<std::size_t>(design.slices),
                             .seed = design.design_seed,
                             .scramble = static_cast<std::uint32_t>(design.scramble)};
    if (design.kind == sweep::Kind::latin_hypercube) { // one block: each of its slices is met once
        laid.kind = Kind::latin_hypercube;
        laid.size = 1;
        laid.block = points;
    } else if (design.kind != sweep::Kind::sobol) {
        laid.kind = design.kind == sweep::Kind::saltelli ? Kind::saltelli : Kind::morris;
    }
    return laid;
}

std::vector<Point> laid_points(const Design& design)
{
    const sensitivity::Points rows = sensitivity::points(coordinates_of(design));
    std::vector<Point> points(rows.size());
    for (std::size_t p = 0; p < points.size(); ++p) {
        for (std::size_t k = 0; k < design.axes.size(); ++k) {
            points[p].values.push_back(design.axes[k].value(rows[p][k]));
        }
    }
    return points;
}

std::vector<Point> drawn_points(const Design& design, const Draws& draws)
{
    const std::size_t all = draws.posterior.size();
    const std::size_t wanted = design.points > 0 ? static_cast<std::size_t>(design.points) : all;
    if (wanted > all) {
        throw sim::InputError("design.points",
                              refusal("posterior.few-draws", "has {all} draws, and {wanted} are asked for",
                                      "ask for fewer, in posterior.draws or by --posterior-draws",
                                      {{"all", all}, {"wanted", wanted}}));
    }
    std::vector<Point> points(wanted);
    for (std::size_t p = 0; p < wanted; ++p) {
        points[p].draw = static_cast<std::uint32_t>(position(static_cast<std::uint32_t>(p), all)) + 1;
    }
    return points;
}

/// The rows of a table whose columns are parameters, in any order.
std::vector<Point> table_points(Design& design)
{
    const model::Table table = model::Table::read(design.table, {});
    const auto declared = model::all_parameters();
    std::vector<std::string> names;
    for (const sim::ParameterInfo& info : declared) {
        names.emplace_back(info.name);
    }
    model::Findings findings;
    std::vector<std::pair<const sim::ParameterInfo*, std::size_t>> columns;
    for (std::size_t c = 0; c < table.header().size(); ++c) {
        const auto info = std::find_if(declared.begin(), declared.end(),
                                       [&](const auto& known) { return known.name == table.header()[c]; });
        if (info != declared.end()) {
            columns.emplace_back(&*info, c);
        } else if (table.header()[c] != "point") {
            findings.add(design.table.generic_string() + ":1",
                         refusal("sweep.column", "{column} is no parameter", "{nearest}",
                                 {{"column", model::shortened(table.header()[c])},
                                  {"nearest", model::suggestion(table.header()[c], names, findings)}}));
        }
    }
    std::sort(columns.begin(), columns.end(),
              [](const auto& a, const auto& b) { return a.first->name < b.first->name; });
    std::vector<Point> points(table.rows());
    for (std::size_t row = 0; row < table.rows(); ++row) {
        for (const auto& [info, c] : columns) {
            const double value = table.number(row, c);
            points[row].values.push_back(value);
            if (value < info->low || value > info->high) {
                findings.add(table.where(row),
                             refusal("sweep.range", "{name} = {value}; {allowed} is expected",
                                     "write a value of that range",
                                     {{"name", info->name},
                                      {"value", table.text(row, c)},
                                      {"allowed", model::allowed_text({info->low, info->high, info->unit})}}));
            }
        }
    }
    if (columns.empty() || points.empty()) {
        findings.add(design.table.generic_string(), refusal("sweep.empty-table", "names no parameter or no point",
                                                            "write a header of parameters and a row for each point"));
    }
    findings.raise();
    for (const auto& [info, c] : columns) {
        design.axes.push_back({.name = std::string(info->name), .unit = std::string(info->unit)});
    }
    return points;
}

} // namespace

std::vector<Point> points_of(Design& design, const Draws* draws)
{
    switch (design.kind) {
    case Kind::declared:
        return {Point{}};
    case Kind::grid:
        return grid_points(design);
    case Kind::csv:
        return table_points(design);
    case Kind::posterior:
        if (draws == nullptr) {
            throw sim::InputError("design.kind",
                                  refusal("sweep.no-posterior", "the baseline names no posterior to draw from",
                                          "name a file of veghe calibrate in its [posterior], or write another kind"));
        }
        return drawn_points(design, *draws);
    default:
        return laid_points(design);
    }
}

} // namespace analysis::sweep
