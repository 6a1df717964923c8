#pragma once

#include "analysis/cli/interrupts.hpp"
#include "analysis/explain/words.hpp"
#include "models/scenario_variables.hpp"

#include <cstdint>
#include <filesystem>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

namespace cli {

/// Exit codes of the program: what a caller may rely on.
namespace exit_code {
inline constexpr int done = 0;
inline constexpr int own_fault = 1;
inline constexpr int partial = 3; ///< some of what was asked for is there, and the rest can be resumed
inline constexpr int bad_input = 4;
inline constexpr int storage = 5;       ///< or memory: what the machine lacks
inline constexpr int signal_base = 128; ///< plus the signal: 129 SIGHUP, 130 SIGINT, 138 SIGUSR1, 143 SIGTERM
} // namespace exit_code

/// What the command line said beside the scenarios; empty where it said nothing.
struct RunChoices {
    std::optional<std::uint64_t> seed;
    std::optional<int> replicates;
    std::optional<int> posterior_draws; ///< of `run` and `compare`; 0: declared values
    int threads{};                      ///< 0 = all the machine has
    std::filesystem::path population;
    int checkpoint_weeks{};     ///< of `run`: keep a state so often; 0 = only when stopped
    bool resume{};              ///< of `run`: go on from the states that are there
    bool fresh{};               ///< of `run`: throw them away
    bool force{};               ///< of what writes a file: replace what is finished
    std::filesystem::path runs; ///< of `calibrate`: where finished runs are kept; empty: beside the posterior
    bool quiet{};
    model::Overrides variables;       ///< what --set says
    std::vector<std::string> command; ///< the command line, for provenance
};

/// Version, commit and build, in one line.
std::string version_text();

/// Every command prints to `out` what was asked for, writes files only when nothing is wrong, and returns an exit code.
/// \throws sim::InputError, sim::StorageError, sim::Stopped

/// What `validate` prints of files that are right.
enum class Shown {
    summary,
    resolved, ///< the whole scenario, every default filled in
    merge,    ///< what the files state, each value with its place and what it replaced
    json,     ///< one object for programs, of files that are wrong, too
};

/// \param language  of what is wrong, in the object for programs
int validate(const std::vector<std::filesystem::path>& files, Shown shown, model::Overrides variables,
             analysis::Language language, std::ostream& out);

/// Says what a scenario will do, to whom, when and at what cost, and what of it is only assumed; of an exercise, what the class does.
/// \param strategies  files laid over it; may be empty
int explain(const std::filesystem::path& scenario, const std::vector<std::filesystem::path>& strategies,
            analysis::Language language, const RunChoices& choices, Interrupts& interrupts, std::ostream& out);

/// What `new` is asked to write.
struct NewChoices {
    std::filesystem::path file;
    std::string counties;       ///< codes or names with commas between them, or "all"
    std::string measures;       ///< kinds of intervention, likewise
    std::string budget;         ///< of a calendar year, bare or with its unit
    std::filesystem::path over; ///< baseline over which the file is laid; empty for a file that stands alone
    std::filesystem::path data; ///< folder of the tables; empty: found from where the file is
    bool force{};               ///< replace a scenario of that name
};

/// Writes a scenario that is valid as it stands, a comment on every line.
int new_file(const NewChoices& choices, std::ostream& out);

/// \param topic  "parameters", "pathways", "interventions", "measures", "schema", the name of one of them, or "" for an
/// overview
int describe(const std::string& topic, bool markdown, std::ostream& out);

int run(const std::filesystem::path& scenario, const std::filesystem::path& output, const RunChoices& choices,
        Interrupts& interrupts, std::ostream& out);

int compare(const std::filesystem::path& baseline, const std::vector<std::filesystem::path>& strategies,
            const std::filesystem::path& folder, const RunChoices& choices, Interrupts& interrupts, std::ostream& out);

/// Fits parameters to published figures, as a plan says, and stores the posterior.
int calibrate(const std::filesystem::path& plan, const std::filesystem::path& output, const RunChoices& choices,
              Interrupts& interrupts, std::ostream& out);

int population(const std::filesystem::path& scenario, const std::filesystem::path& output, const RunChoices& choices,
               Interrupts& interrupts, std::ostream& out);

/// Reads a stored population whole, verifies every checksum and says what it is.
/// \param scenario  when not empty, the population must be the one that this scenario would build
int verify_population(const std::filesystem::path& file, const std::filesystem::path& scenario,
                      const RunChoices& choices, std::ostream& out);

/// Holds published figures against a posterior and writes check.html, verificare.html, misfits.csv and check.json.
/// \param tables  of figures; empty: those of the data folder that the posterior's scenario names
int check_fit(const std::filesystem::path& posterior, const std::vector<std::filesystem::path>& tables,
              const std::filesystem::path& folder, analysis::Language language, const RunChoices& choices,
              Interrupts& interrupts, std::ostream& out);

/// \param digest  "", "core" or "all"
int info(const std::filesystem::path& result, const std::string& digest, std::ostream& out);

} // namespace cli
