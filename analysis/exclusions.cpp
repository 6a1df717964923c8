#include "analysis/exclusions.hpp"

#include "analysis/disclosure.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <utility>

namespace analysis {
namespace {

using Member = std::uint8_t Residents::*;
using Counts = std::vector<std::int64_t>;

/// Pairs of labels of which nobody is both, though somebody is either.
void add(std::vector<Exclusion>& found, const EnsembleResult& scenario, const std::string& kind,
         const std::vector<std::string>& labels, Member of, const std::string& other_kind,
         const std::vector<std::string>& others, Member of_other)
{
    std::vector<std::int64_t> ones(labels.size()), second(others.size()), both(labels.size() * others.size());
    for (const Residents& group : scenario.residents) {
        const std::size_t a = group.*of;
        const std::size_t b = group.*of_other;
        if (a < labels.size() && b < others.size()) {
            ones[a] += group.persons;
            second[b] += group.persons;
            both[a * others.size() + b] += group.persons;
        }
    }
    for (std::size_t a = 0; a < labels.size(); ++a) {
        for (std::size_t b = 0; b < others.size(); ++b) {
            if (ones[a] > 0 && second[b] > 0 && both[a * others.size() + b] == 0) {
                found.push_back({{kind, labels[a]}, {other_kind, others[b]}});
            }
        }
    }
}

Counts& operator+=(Counts& sum, const Counts& more)
{
    sum.resize(std::max(sum.size(), more.size()));
    for (std::size_t s = 0; s < more.size(); ++s) {
        sum[s] += more[s];
    }
    return sum;
}

/// The cells of one kind, those that exclude the rare value and those that do not.
struct Sides {
    std::vector<Stratum> excluding, others;
    Counts cases_of_others;
};

Sides sides_of(const Tables& tables, const std::string& kind, const std::set<Stratum>& excluding)
{
    Sides sides;
    for (const auto& [cell, cases] : tables.cells) {
        if (cell.kind == kind) {
            const bool excludes = excluding.contains(cell);
            (excludes ? sides.excluding : sides.others).push_back(cell);
            if (!excludes) {
                sides.cases_of_others += cases;
            }
        }
    }
    return sides;
}

/// The value of a kind beside the one given, where there are two.
const Stratum* beside(const Tables& tables, const Stratum& one)
{
    const Stratum* found = nullptr;
    for (const auto& [cell, cases] : tables.cells) {
        if (cell.kind == one.kind && cell != one) {
            if (found != nullptr) {
                return nullptr;
            }
            found = &cell;
        }
    }
    return found;
}

/// \param rare      the value that is excluded by the cells `excluding`, all of one kind
void add_implied(Tables& tables, const Stratum& rare, const std::string& kind, const std::set<Stratum>& excluding)
{
    const Stratum* const common = beside(tables, rare);
    const Sides sides = sides_of(tables, kind, excluding);
    if (common == nullptr || !tables.cells.contains(rare) || sides.excluding.empty() || sides.others.empty()) {
        return;
    }
    Counts left = sides.cases_of_others; // of the common value, in cells that do not exclude the rare one
    const Counts& cases = tables.cells.at(rare);
    for (std::size_t s = 0; s < left.size(); ++s) {
        left[s] -= cases[s];
    }
    if (std::any_of(left.begin(), left.end(), [](std::int64_t n) { return n < 0; })) {
        return; // residents at the start excluded what happened later: nothing follows
    }
    const Stratum elsewhere{common->kind + " and " + kind, common->value};
    const Stratum together{common->kind + " and " + kind, ""};
    std::vector<Stratum> of_common = sides.excluding;
    of_common.push_back(elsewhere);
    // The two values first: where they are kept back, the cells of the other kind may stay.
    tables.divisions.push_back({{{together, {rare, elsewhere}}}, sides.excluding});
    tables.divisions.push_back({{}, {rare, *common}});
    tables.divisions.push_back({{{*common, of_common}}, {rare}});
    tables.divisions.push_back({{{together, sides.others}}, sides.excluding});
    tables.cells[elsewhere] = left;
    tables.cells[together] = sides.cases_of_others;
}

} // namespace

std::vector<Exclusion> exclusions(const EnsembleResult& scenario)
{
    const Axes& axes = scenario.axes;
    std::vector<Exclusion> found;
    add(found, scenario, "age_band", axes.age_bands, &Residents::age_band, "care", axes.care, &Residents::care);
    add(found, scenario, "county", axes.counties, &Residents::county, "settlement", axes.settlements,
        &Residents::settlement);
    return found;
}

bool is_of_few_counties(std::span<const Exclusion> excluded, const std::string& kind, std::size_t counties)
{
    std::map<Stratum, std::size_t> without;
    for (const Exclusion& one : excluded) {
        if (one.excluded.kind == kind && one.by.kind == "county") {
            ++without[one.excluded];
        }
    }
    return std::any_of(without.begin(), without.end(), [&](const auto& value) {
        return counties - value.second < std::min(counties, fewest_counties_of_true_level);
    });
}

void add_implied_cells(Tables& tables, std::span<const Exclusion> excluded)
{
    std::map<std::pair<Stratum, std::string>, std::set<Stratum>> rare; // and the kind of what excludes it
    for (const Exclusion& one : excluded) {
        rare[{one.excluded, one.by.kind}].insert(one.by);
    }
    for (const auto& [value, excluding] : rare) {
        add_implied(tables, value.first, value.second, excluding);
    }
}

} // namespace analysis
