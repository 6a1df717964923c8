#pragma once

#include "analysis/calibration/plan.hpp"
#include "analysis/calibration/targets.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace analysis::calibration {

/// Figures that a plan fits, and how far it lets them stray beyond their own luck.
class PlanSpreads {
public:
    PlanSpreads() = default;
    /// \param plan  its text, as a posterior keeps it; a text that is no plan fits nothing
    explicit PlanSpreads(std::string_view plan);

    /// Whether the plan fits the figure: its table, measure and group, within the years that it may see of them.
    bool fits(const Target& figure, const Years& years) const;
    /// Relative standard deviation of the figure beyond its own luck: as the plan has it for this figure, else for the first of its
    /// form, else as docs/calibration.md proposes.
    double spread(const Target& figure) const;

private:
    struct Entry {
        std::string table, measure, group;
        bool split{}; ///< of a published whole; a part of one is a count
        double spread{};
        std::optional<int> until; ///< instead of the plan's: shares of a longer table
    };
    const Entry* find(const Target& figure) const;
    std::vector<Entry> entries_;
};

/// The data folder that a scenario's text names (population.data); empty when it names none.
std::string data_folder_of(std::string_view scenario);
/// The pathways that the text of a scenario says are on, ascending; nothing where it says none.
std::vector<std::string> pathways_of(std::string_view scenario);

} // namespace analysis::calibration
