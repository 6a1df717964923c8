#include "analysis/small_cells.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace analysis {

namespace {

/// What the sum of a margin has more than cells that are known not to be empty: each may then be one or another number.
constexpr std::int64_t least_slack = 3;
const Stratum everything{"all", ""};

class Hiding {
public:
    explicit Hiding(const Tables& tables) : tables_(tables), hidden_(tables.withheld)
    {
        for (const auto& [cell, cases] : tables.cells) {
            if (std::any_of(cases.begin(), cases.end(), is_small)) {
                hidden_.insert(cell);
            }
        }
    }

    std::set<Stratum> result()
    {
        std::size_t before = 0;
        do {
            before = hidden_.size();
            for (const Division& division : tables_.divisions) {
                complete(division);
            }
        } while (hidden_.size() != before);
        return hidden_;
    }

private:
    bool hidden(const Stratum& cell) const { return hidden_.contains(cell); }

    /// Whether what is hidden of these cells keeps its secret when its sum is known.
    bool safe(const std::vector<Stratum>& parts) const
    {
        std::vector<std::int64_t> cases;
        std::vector<std::int64_t> filled;
        std::size_t cells = 0;
        for (const Stratum& part : parts) {
            const auto found = tables_.cells.find(part);
            if (found == tables_.cells.end() || !hidden(part)) {
                continue;
            }
            ++cells;
            cases.resize(std::max(cases.size(), found->second.size()));
            filled.resize(cases.size());
            for (std::size_t s = 0; s < found->second.size(); ++s) {
                cases[s] += found->second[s];
                // Of a cell that is always withheld nobody knows whether it is empty.
                filled[s] += found->second[s] > 0 && !tables_.withheld.contains(part) ? 1 : 0;
            }
        }
        for (std::size_t s = 0; s < cases.size(); ++s) {
            if (cases[s] > 0 && cases[s] < std::max(smallest_simulated_total, filled[s] + least_slack)) {
                return false;
            }
        }
        return cells != 1;
    }

    bool any_hidden(const std::vector<Stratum>& parts) const
    {
        return std::any_of(parts.begin(), parts.end(),
                           [&](const Stratum& part) { return tables_.cells.contains(part) && hidden(part); });
    }

    /// Hides the smallest of the cells that is shown and not empty. \return whether there was one
    bool hide_smallest(const std::vector<Stratum>& parts)
    {
        std::optional<std::pair<std::int64_t, Stratum>> smallest;
        for (const Stratum& part : parts) {
            const auto found = tables_.cells.find(part);
            if (found == tables_.cells.end() || hidden(part)) {
                continue;
            }
            std::int64_t least = 0;
            for (const std::int64_t cases : found->second) {
                least = cases > 0 && (least == 0 || cases < least) ? cases : least;
            }
            const std::pair entry{least, part};
            if (least > 0 && (!smallest || entry < *smallest)) {
                smallest = entry;
            }
        }
        if (smallest) {
            hidden_.insert(smallest->second);
        }
        return smallest.has_value();
    }

    /// Parts whose sum is the total: with the total hidden, one part at least is hidden too, or it would be their sum.
    void complete(const Stratum& total, const std::vector<Stratum>& parts)
    {
        while (!hidden(total) && !safe(parts)) {
            if (!hide_smallest(parts)) {
                hidden_.insert(total);
            }
        }
        if (hidden(total) && !any_hidden(parts)) {
            hide_smallest(parts);
        }
    }

    void complete(const Division& division)
    {
        std::vector<Stratum> totals;
        for (const Margin& margin : division.margins) {
            complete(margin.total, margin.parts);
            totals.push_back(margin.total);
        }
        std::vector<Stratum> cells = totals;
        cells.insert(cells.end(), division.beside.begin(), division.beside.end());
        complete(everything, cells);
        // "All" less the totals that are shown leaves the cells beside and the parts of hidden totals.
        while (!hidden(everything)) {
            std::vector<Stratum> left = division.beside;
            for (const Margin& margin : division.margins) {
                if (hidden(margin.total)) {
                    left.insert(left.end(), margin.parts.begin(), margin.parts.end());
                }
            }
            if (safe(left)) {
                break;
            }
            if (!hide_smallest(left) && !hide_smallest(totals)) {
                hidden_.insert(everything);
            }
        }
    }

    const Tables& tables_;
    std::set<Stratum> hidden_;
};

} // namespace

std::set<Stratum> kept_back_cells(const Tables& tables)
{
    return Hiding(tables).result();
}

} // namespace analysis
