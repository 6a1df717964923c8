#pragma once

#include "models/costs.hpp"
#include "models/county_factors.hpp"
#include "models/people.hpp"
#include "sim/clock.hpp"
#include "sim/parameter.hpp"

#include <array>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace model {

/// Who an intervention is for. An empty list or range means everybody.
struct Target {
    std::vector<CountyId> counties; ///< those of the centres named, too
    std::optional<Settlement> settlement;
    std::vector<SchoolLevel> levels;
    std::vector<int> grades;     ///< 0 (preparatory) .. 12
    std::optional<int> youngest; ///< age in completed years
    std::optional<int> oldest;   ///< the last that is meant
    std::vector<Care> care{};    ///< of minors; who is of age is in none
    std::optional<bool> boarding{};
    std::optional<bool> parents_abroad{};

    friend bool operator==(const Target&, const Target&) = default;
};

/// One [[intervention]] of a scenario, checked: who, when, how much. What it does is the kind's own business.
struct InterventionSpec {
    std::string kind;
    std::string name;  ///< unique in the scenario
    std::string where; ///< "file:line"
    Target target;
    sim::Date start;
    sim::Date end;
    double ramp_weeks{};                                 ///< coverage grows linearly from 0 over this many weeks
    double coverage{1.0};                                ///< share of the eligible in [0, 1]
    std::optional<double> budget_per_year{};             ///< RON; most that it may cost in a calendar year
    std::map<std::string, double, std::less<>> settings; ///< every setting the kind declares; choices as their position
};

/// One setting of an intervention kind, beside the common who, when and coverage.
struct SettingInfo {
    std::string_view name;
    std::string_view unit;
    double value{}; ///< default
    double low{};
    double high{};
    std::string_view doc;
    std::vector<std::string_view> choices{}; ///< when not empty, the setting is text and its value the position here
    bool whole{};                            ///< counts something: parts of one are refused
};

/// What to record beside the core; never changes the core.
struct Output {
    bool monthly{true};
    bool strata{true};
    bool resources{true};
    bool events{true};
};

/// Where strategies part from a common past: what comes before is run once and gone on from. Never changes a bit.
struct Branch {
    sim::Date at;                      ///< in the run, warm-up included; the step that holds it is the first to differ
    std::filesystem::path checkpoints; ///< folder where the past is kept for later runs; empty: in memory only

    friend bool operator==(const Branch&, const Branch&) = default;
};

/// Where the replicates of a scenario with a posterior take from what measures bring, of which no posterior tells anything.
enum class EffectsFrom : std::uint8_t {
    prior,   ///< each draw has its own, from what the declaration stands for
    declared ///< all have the declared values
};
inline constexpr std::array<std::string_view, 2> effects_names{"prior", "declared"};

/// The file of draws that the replicates take parameters from. What is in it is not known here: who runs the scenario reads it.
struct PosteriorFile {
    std::filesystem::path file;      ///< from the working folder
    std::optional<int> draws;        ///< how many of its draws the replicates take in turn; nothing: as many as usual
    std::vector<std::string> stated; ///< parameters that the scenario's files state, ascending: they outweigh the draws
    std::string digest{};            ///< SHA-256 of what a run takes from it; filled in by who reads it
    EffectsFrom effects{};           ///< what measures bring
};

/// A scenario file with everything it extends, merged and checked.
struct Scenario {
    std::string name; ///< file stem, for display and safe file names only
    std::string title;
    std::string description;
    std::string question;                              ///< what a comparison with this scenario asks; may be empty
    std::string title_ro, description_ro, question_ro; ///< the same in Romanian; empty where nobody has written it
    sim::Date start{};
    sim::Date end{};
    std::optional<std::uint64_t> seed;
    int replicates{1};
    int warmup_weeks{};                ///< simulated before `start`, not counted: fills the stock of cases and beliefs
    std::vector<CountyId> counties;    ///< ascending, at least one
    std::filesystem::path folder;      ///< of the scenario file; `resolved` names the data from there
    std::filesystem::path data_folder; ///< from the working folder
    std::uint64_t population_seed{};
    std::vector<std::string> pathways; ///< the ones that are on, in registry order
    sim::Values parameters;            ///< those that depart from their declared value
    std::optional<PosteriorFile> posterior;
    std::vector<InterventionSpec> interventions; ///< in the order in which money and staff go to them
    std::optional<double> budget_per_year;       ///< RON, for all of them together, in a calendar year; not discounted
    CostRules costs;
    Output output;
    std::optional<Branch> branch;
    CountyFactors county_factors; ///< of one draw of a posterior; given by who draws, never by a file
    bool calibrated{false};       ///< only with a posterior
    bool test_only{false};        ///< raised rates: every page says that it is no result
    std::string resolved;         ///< the merged scenario as TOML; reading it gives this scenario again
};

struct Vocabulary;
struct Overrides;

/// What files hold that nobody has saved, by the paths under which they are named.
using FileTexts = std::map<std::filesystem::path, std::string>;

/// The baseline with the overlays (strategies) merged over it, each with what it extends; docs/scenario-format.md.
/// The words it may use are those of the registry.
/// \throws sim::InputError with everything that is wrong, each with "file:line"
Scenario load_scenario(const std::filesystem::path& baseline, std::span<const std::filesystem::path> overlays = {});
/// The same with other words than the registry's.
Scenario load_scenario(const std::filesystem::path& baseline, std::span<const std::filesystem::path> overlays,
                       const Vocabulary& words);
/// The same with variables set from outside, with the registry's words or others.
Scenario load_scenario(const std::filesystem::path& baseline, std::span<const std::filesystem::path> overlays,
                       Overrides& overrides);
Scenario load_scenario(const std::filesystem::path& baseline, std::span<const std::filesystem::path> overlays,
                       const Vocabulary& words, Overrides& overrides);

/// The same, some of the files in memory alone: what they name is meant from where they would lie.
Scenario load_scenario(const std::filesystem::path& baseline, std::span<const std::filesystem::path> overlays,
                       const Vocabulary& words, const FileTexts& texts);

/// How many draws of the posterior the replicates of a scenario take in turn where it does not say: half of the replicates, so that
/// two share a draw and luck can be told from parameters. Pure.
int usual_draws(int replicates);

/// Every value that the files of a scenario state, merged, each with the place it comes from, the variable it was
/// filled in by and what it replaced, as TOML with comments. \pre  load_scenario takes the files
std::string merged_text(const std::filesystem::path& baseline, std::span<const std::filesystem::path> overlays,
                        Overrides& overrides);

/// Whether the file is a scenario of its own (its [run] says where or when, or it extends another) or a strategy that is
/// laid over one.
/// False for a file that cannot be read.
bool stands_alone(const std::filesystem::path& file);

/// The scenario as one complete TOML text in a fixed order, free of locale. Saved beside the scenario's file and
/// loaded, it gives the same scenario and the same text.
std::string to_toml(const Scenario& scenario, const Vocabulary& words);

/// A file name of letters a-z, digits, '-' and '_', at most 60 long and never a reserved one, for any text. Text that
/// is not already such a name gets its hash behind, so two names stay two.
std::string safe_file_name(std::string_view text);

} // namespace model
