#pragma once

#include "analysis/calibration/meaning.hpp"
#include "analysis/calibration/plan.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace analysis::calibration {

/// Lines of the register that one figure counts: those of a selection, or of a whole those that none of its listed categories holds.
struct Counted {
    Selection in;
    std::vector<Selection> but_not{};

    bool holds(const Profile& profile) const;
};

/// A count of a period and place, or bounds about it.
struct CountFigure {
    std::string name;
    std::int64_t low{}, high{};
    double years{};
    double scale{1.0};    ///< published persons for each simulated one
    double spread{};      ///< relative standard deviation of a year, beyond luck
    double discrepancy{}; ///< of the model about the world
    Counted counted;
};

/// A whole and its parts. [persons]
struct SplitFigure {
    std::string name;
    std::vector<std::string> categories;
    std::vector<std::int64_t> counts;
    std::vector<std::vector<Counted>> counted; ///< by category; more than one where categories were merged
    double spread{};
    double discrepancy{};
};

/// The figures of a plan that the register of the country can tell, as the fit takes them.
struct Figures {
    std::vector<CountFigure> counts;
    std::vector<SplitFigure> splits;
};

/// \param scale  people whom the figures are of, over those of the run: counts are multiplied by it, shares are not
/// \throws sim::InputError with the figures that no line of the register tells
Figures figures_of(const Plan& plan, double scale = 1.0);

} // namespace analysis::calibration
