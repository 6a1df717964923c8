#pragma once

#include "analysis/cli/commands.hpp"
#include "analysis/sensitivity/dataset.hpp"

#include <filesystem>
#include <functional>
#include <iosfwd>
#include <string>

namespace CLI {
class App;
}

namespace cli {

struct Arguments;

/// What the command line says beside the data set.
struct SensitivityChoices {
    std::filesystem::path points; ///< table of the points' parameters; empty: in the data set
    std::string measure{"cases"}, ledger{"true"}, stratum{"all"};
    analysis::sensitivity::Quantity quantity{};
    std::string strategy; ///< whose cases are looked at; empty: the first beside the baseline, of levels the baseline
    std::string baseline; ///< empty: the first of the data set
    double threshold{};   ///< RON per case averted; 0: cases averted are the utility
    double up_to{};       ///< RON per case averted: highest of the acceptability curve; 0: twice the dearest ratio
    std::filesystem::path folder; ///< for tables; empty: none are written
    bool force{};
    analysis::Language language{};
};

/// Says what the cases averted by a strategy, or its level, hang on, and of what is averted what measuring a parameter would be worth to who chooses.
/// \param data  as rank()  \return  as rank()
int sensitivity(const std::filesystem::path& data, const SensitivityChoices& choices, Interrupts& interrupts,
                std::ostream& out);

/// Ranks the strategies of a data set or of a folder that `veghe compare` wrote.
/// \return  `done`, or `partial` where something of the design is missing: of the rest it is told, which is said
int rank(const std::filesystem::path& data, const SensitivityChoices& choices, Interrupts& interrupts,
         std::ostream& out);

/// Adds `veghe sensitivity` and `veghe rank`.
void add_sensitivity(CLI::App& app, Arguments& a, std::function<int()>& command);
void add_rank(CLI::App& app, Arguments& a, std::function<int()>& command);

} // namespace cli
