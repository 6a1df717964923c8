#pragma once

#include "analysis/cli/commands.hpp"
#include "analysis/optimise/plan.hpp"
#include "analysis/optimise/tables.hpp"

#include <filesystem>
#include <functional>
#include <iosfwd>
#include <string>

namespace CLI {
class App;
}

namespace cli {

struct Arguments;

/// What the command line says beside plan and folder.
struct OptimiseChoices {
    RunChoices run;
    bool json{}; ///< one object on standard output instead of sentences
    analysis::Language language{};
};

/// Looks for the portfolio of measures that averts most true cases within a budget, and writes what it finds.
/// \param folder  for tables and strategies; finished runs are kept in FOLDER.runs beside it, unless --runs names another
/// \throws sim::InputError, sim::StorageError, sim::Stopped; what was run is kept
int optimise(const std::filesystem::path& plan, const std::filesystem::path& folder, const OptimiseChoices& choices,
             Interrupts& interrupts, std::ostream& out);

/// What was found, in sentences of a language.
void tell_optimum(const analysis::optimise::Told& told, const analysis::optimise::Plan& plan, bool test_only,
                  analysis::Language language, std::ostream& out);
/// The same as one JSON object.
std::string optimum_json(const analysis::optimise::Told& told, const analysis::optimise::Plan& plan, bool test_only);

/// The strategy of a budget in the folder: "portfolio_10000000.toml".
std::string portfolio_file(double budget);

/// Adds `veghe optimise`.
void add_optimise(CLI::App& app, Arguments& a, std::function<int()>& command);

} // namespace cli
