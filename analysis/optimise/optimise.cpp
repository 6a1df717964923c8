#include "analysis/optimise/optimise.hpp"

#include "analysis/optimise/stages.hpp"
#include "sim/error.hpp"

#include <algorithm>

namespace analysis::optimise {

Replicates of_search(const Effort& effort)
{
    return {0, static_cast<std::uint32_t>(effort.replicates)};
}

Replicates that_confirm(const Effort& effort)
{
    return {static_cast<std::uint32_t>(effort.replicates), static_cast<std::uint32_t>(effort.confirm)};
}

std::size_t most_runs(const Task& task)
{
    const Effort& e = task.effort;
    const std::size_t budgets = task.budgets.size();
    const std::size_t searched = task.measures.size() * e.levels + e.explore + budgets * (1 + e.rounds * e.proposals);
    const std::size_t again = budgets * (e.finalists + task.measures.size());
    return (searched + 1) * e.replicates + (again + 1) * e.confirm; // one more: the baseline
}

Found optimise(const Task& task, const Cost& cost, const Simulate& simulate, const Course& course)
{
    sim::expect(!task.measures.empty() && !task.budgets.empty() && task.most_ron.size() == task.measures.size() &&
                    std::is_sorted(task.budgets.begin(), task.budgets.end()),
                "there is something to buy, and money for it");
    Search search(task, cost, simulate, course);
    search.alone();
    search.explore();
    for (std::size_t round = 0; round < task.effort.rounds; ++round) {
        search.propose(round);
    }
    std::vector<std::vector<Finalist>> finalists;
    for (const double budget : task.budgets) {
        finalists.push_back(search.finalists(budget));
    }
    Found found = std::move(search).found();
    for (std::size_t b = 0; b < task.budgets.size(); ++b) {
        found.budgets.push_back(
            decide(task, task.budgets[b], std::move(finalists[b]), cost, simulate, course, found.runs));
    }
    return found;
}

} // namespace analysis::optimise
