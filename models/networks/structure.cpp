#include "sim/graph/structure.hpp"

#include "models/networks/measure.hpp"
#include "sim/parallel.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <limits>
#include <string_view>
#include <vector>

namespace model::network {
namespace {

template <sim::Layer L>
std::vector<Misfit> describe_structure(std::string_view name, const L& layer)
{
    const sim::Structure found = sim::structure(layer);
    const auto line = [&](std::string_view property, double value) {
        Misfit row;
        row.county = "all";
        row.subject = name;
        row.property = property;
        row.target = row.achieved = value;
        row.tolerance = std::numeric_limits<double>::infinity();
        row.source = "for information";
        return row;
    };
    const auto rows = static_cast<double>(std::max<std::size_t>(1, layer.rows()));
    return {line("connected components", static_cast<double>(found.components)),
            line("share of persons in the largest", static_cast<double>(found.largest_component) / rows),
            line("largest core number", static_cast<double>(found.largest_core))};
}

} // namespace

void measure_structure(const Networks& n, MisfitReport& report)
{
    // The heaviest first: they are counted side by side.
    const sim::LayerUnion near(n.household, n.kin, n.friendship);
    const std::array<std::function<std::vector<Misfit>()>, 8> parts{
        [&] { return describe_structure("household, kin, friendship", near); },
        [&] { return describe_structure("neighbourhood", n.neighbourhood); },
        [&] { return describe_structure("school class", n.school_class); },
        [&] { return describe_structure("friendship", n.friendship); },
        [&] { return describe_structure("online", n.online); },
        [&] { return describe_structure("work", n.work); },
        [&] { return describe_structure("kin", n.kin); },
        [&] { return describe_structure("household", n.household); },
    };
    std::array<std::vector<Misfit>, parts.size()> rows;
    sim::for_each_task(parts.size(), [&](std::size_t i) { rows[i] = parts[i](); });
    for (const auto& part : rows) {
        std::for_each(part.begin(), part.end(), [&](const Misfit& row) { report.add(row); });
    }
}

} // namespace model::network
