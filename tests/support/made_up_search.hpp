#pragma once

#include "analysis/optimise/tables.hpp"
#include "tests/support/tiny.hpp"

#include <filesystem>
#include <optional>

namespace test {

/// An estimate without an error, so that tables have all its digits.
inline analysis::Estimate exactly(double mean)
{
    return {.mean = mean, .low = mean, .high = mean, .standard_error = 0.0, .degrees = 3};
}

/// Two measures of the tiny world with their prices, and findings of them that were made up: alone they avert 2 and 3 a year; of one
/// million RON the first is recommended, and averts 2.
class MadeUpSearch {
public:
    MadeUpSearch()
    {
        using namespace analysis::optimise;
        Plan plan{.title = {},
                  .title_ro = {},
                  .baseline = std::filesystem::path(VEGHE_SOURCE_DIR) / "scenarios/tiny.toml",
                  .budgets = {},
                  .measures = {},
                  .effort = {}};
        for (const char* const kind : {"curriculum", "school_counsellors"}) {
            plan.measures.push_back(
                {.where = "plan.toml:1", .file = {}, .kind = kind, .name = kind, .from = {}, .to = {}});
            task.measures.emplace_back(kind);
        }
        money.emplace(tiny::scenario(), read_candidates(plan, tiny::scenario()), tiny::ground(), 1e9, stop);
        task.most_ron = money->most_ron();
        found.harmful = {false, false};
        found.alone = {{tried({1.0, 0.0}, 2.0)}, {tried({0.0, 1.0}, 3.0)}};
        found.budgets = {{.budget = 1e6,
                          .finalists = {finalist({0.0, 0.0}, 0.0), finalist({1.0, 0.0}, 2.0)},
                          .recommended = 1,
                          .marginal = {}}};
    }

    static analysis::optimise::Tried tried(const analysis::optimise::Portfolio& portfolio, double averted)
    {
        return {.portfolio = portfolio, .ron = 5e5, .effects = {}, .averted = exactly(averted)};
    }
    static analysis::optimise::Finalist finalist(const analysis::optimise::Portfolio& portfolio, double averted)
    {
        analysis::optimise::Finalist f{.portfolio = portfolio,
                                       .ron = 5e5,
                                       .origin = {},
                                       .expected = averted,
                                       .effects = {},
                                       .averted = exactly(averted)};
        f.effects.ron = {5e5, 5e5};
        f.effects.draws = {0, 0};
        f.rises = {analysis::optimise::Rise::none};
        return f;
    }
    /// In true cases a year.
    analysis::optimise::Told told() const { return {.task = task, .money = *money, .found = found}; }

    sim::Stop stop;
    std::optional<analysis::optimise::Money> money;
    analysis::optimise::Task task{.measures = {}, .most_ron = {}, .budgets = {1e6}, .groups = {"all"}, .effort = {}};
    analysis::optimise::Found found;
};

} // namespace test
