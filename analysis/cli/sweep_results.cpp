#include "analysis/checksum_lines.hpp"
#include "analysis/cli/session.hpp"
#include "analysis/cli/sweep.hpp"
#include "analysis/messages/messages.hpp"
#include "analysis/sweep/folder.hpp"
#include "analysis/sweep/make.hpp"
#include "analysis/sweep/merge.hpp"
#include "analysis/sweep/plan.hpp"
#include "analysis/sweep/verify.hpp"
#include "sim/atomic_file.hpp"
#include "sim/error.hpp"
#include "sim/file_bytes.hpp"
#include "sim/parallel.hpp"
#include "sim/sha256.hpp"
#include "sim/storage_messages.hpp"

#include <algorithm>
#include <array>
#include <ostream>
#include <utility>

namespace cli {
namespace {

namespace fs = std::filesystem;
namespace sweep = analysis::sweep;
using sim::refusal;

constexpr std::array merged_files{sweep::merged_data_set, sweep::merged_values, sweep::merged_points,
                                  sweep::merged_parameters, sweep::merged_units};

std::string counted(std::size_t n, const std::string& word)
{
    return std::to_string(n) + " " + word + (n == 1 ? "" : "s");
}

void refuse_unsound(const fs::path& folder, const sweep::Verified& verified)
{
    std::vector<sim::Problem> problems;
    for (const std::string& file : verified.damaged) {
        problems.push_back(
            {file, refusal("sweep.damaged", "is damaged or of another unit", "veghe sweep run makes it again")});
    }
    for (const std::string& file : verified.unreadable) {
        problems.push_back({file, sim::unreadable()});
    }
    problems.insert(problems.end(), verified.changed.begin(), verified.changed.end());
    if (!verified.population.empty()) {
        problems.push_back({verified.population, refusal("sweep.population", "the population of the sweep is damaged",
                                                         "remove it: veghe sweep run builds it again")});
    }
    for (const std::string& unit : verified.unlike) {
        problems.push_back(
            {folder.generic_string(), refusal("sweep.unlike", "unit {unit} is whole and not what its journal noted",
                                              "repeat it: veghe sweep run FOLDER --unit {unit}", {{"unit", unit}})});
    }
    for (const std::string& unit : verified.contradicted) {
        problems.push_back({folder.generic_string(),
                            refusal("sweep.contradiction", "unit {unit} was made twice, and gave two results",
                                    "test the memory of the machines; run veghe sweep verify", {{"unit", unit}})});
    }
    if (!problems.empty()) {
        throw sim::StorageError(problems);
    }
}

/// Makes some finished units once more. \return  how many
std::size_t make_again(const fs::path& folder, const sweep::Plan& plan, const std::vector<sweep::Unit>& units,
                       const SweepChoices& choices, const sim::Stop& stop)
{
    const sim::Threads threads(choices.run.threads);
    const analysis::Prepared prepared =
        sweep::prepare_sweep(folder, plan, {.population_file = choices.run.population, .built = sweep::Built::dropped},
                             stop, [&](const std::string& what) { say(choices.run, what); });
    const sweep::MakeUnit make = sweep::maker(plan, *prepared.ground, stop);
    const sweep::UnitFolder results(folder);
    std::vector<sim::Problem> problems;
    for (const sweep::Unit& unit : units) {
        sweep::UnitResult again = make(unit);
        again.id = unit.id;
        if (!(results.read(unit.id) == again)) {
            problems.push_back(
                {results.file(unit.id).generic_string(),
                 refusal("sweep.contradiction", "unit {unit} was made twice, and gave two results",
                         "test the memory of the machines; run veghe sweep verify", {{"unit", unit.id}})});
        }
    }
    if (!problems.empty()) {
        throw sim::StorageError(problems);
    }
    return units.size();
}

/// Says, as every file of the data set does, that it is not for others.
void say_if_internal(const sweep::Results& results, analysis::Language language, std::ostream& out)
{
    if (results.any() != nullptr && results.any()->disclosure == "internal") {
        out << sim::phrase("say.internal", "disclosure = internal: fewer than three counties are their own true level; "
                                           "keep this data set to yourself.")
                   .text(analysis::message_language(language))
            << '\n';
    }
}

/// The points with their parameters: of draws those that they gave.
std::string points_of(const fs::path& folder, const sweep::Manifest& manifest)
{
    return manifest.drawn.empty() ? sweep::points_text(manifest)
                                  : sweep::planned_text(folder, manifest, sweep::drawn_file);
}

/// The tables beside the data set: name and text.
using Texts = std::vector<std::pair<std::string, std::string>>;

Texts texts_of(const fs::path& folder, const sweep::Results& results)
{
    return {{sweep::merged_values, sweep::values_csv(results)},
            {sweep::merged_points, points_of(folder, results.manifest())},
            {sweep::merged_parameters, sweep::parameters_csv(results)},
            {sweep::merged_units, sweep::units_csv(results)}};
}

std::vector<sim::Table> tables_of(const fs::path& folder, const sweep::Results& results)
{
    std::vector<sim::Table> tables = sweep::tables_of(results);
    for (sim::Table& table : sweep::provenance_of(folder, results.manifest())) {
        tables.push_back(std::move(table));
    }
    return tables;
}

std::vector<sim::Fact> facts_of(const fs::path& folder, const sweep::Results& results, const Texts& beside)
{
    std::vector<std::pair<std::string, std::string>> digests;
    for (const auto& [name, text] : beside) {
        digests.emplace_back(name, sim::sha256(text));
    }
    std::vector<sim::Fact> facts = sweep::facts_of(results);
    facts.push_back(sweep::data_tables_of(folder, results.manifest()));
    facts.push_back({sweep::tidy_tables_fact, analysis::checksum_lines(digests)});
    return facts;
}

/// Reads a merged data set and holds it against the units.
void refuse_other(const fs::path& folder, const sweep::Manifest& manifest, const fs::path& merged)
{
    const sweep::Results results(folder, manifest);
    std::vector<sim::Problem> problems;
    const auto expect = [&](bool same, const fs::path& file) {
        if (!same) {
            problems.push_back(
                {file.generic_string(), refusal("sweep.merged-other", "is not what the units of the sweep give merged",
                                                "merge again: veghe sweep merge FOLDER -o OUTPUT --force")});
        }
    };
    const fs::path data_set = merged / sweep::merged_data_set;
    const sim::TableFile read = sim::read_tables(data_set, sweep::sweep_schema);
    const Texts beside = texts_of(folder, results);
    const auto facts = facts_of(folder, results, beside);
    const bool same_facts = std::all_of(facts.begin(), facts.end(),
                                        [&](const sim::Fact& fact) { return read.fact(fact.name) == fact.text; });
    expect(same_facts &&
               sweep::digest_with_labels(read.tables) == sweep::digest_with_labels(tables_of(folder, results)),
           data_set);
    for (const auto& [name, text] : beside) {
        expect(sim::file_bytes(merged / name) == text, merged / name);
    }
    if (!problems.empty()) {
        throw sim::StorageError(problems);
    }
}

/// Refuses, before anything is read, to write where a sweep is worked on, or over something finished.
void require_room(const fs::path& output, bool force)
{
    std::vector<fs::path> targets;
    for (const char* const name : merged_files) {
        targets.push_back(output / name);
    }
    refuse_finished(targets, {}, force);
}

std::size_t all_of(const sweep::Results& results)
{
    return results.manifest().points.size() * results.manifest().replicates;
}

/// Refuses a part of a sweep that nobody asked for as one.
void require_complete(const fs::path& folder, const sweep::Results& results)
{
    if (results.missing() > 0) {
        throw sim::InputError(folder.generic_string(),
                              refusal("sweep.incomplete", "{missing} of {all} results are missing",
                                      "veghe sweep run makes them; --partial merges what is there, and says so",
                                      {{"missing", static_cast<std::int64_t>(results.missing())},
                                       {"all", static_cast<std::int64_t>(all_of(results))}}));
    }
}

/// Writes the data set and the tables beside it. \param folder  of the sweep
void write_merged(const fs::path& folder, const sweep::Results& results, const fs::path& into, const sim::Stop& stop)
{
    const Texts beside = texts_of(folder, results);
    sim::write_tables(into / sweep::merged_data_set, sweep::sweep_schema, facts_of(folder, results, beside),
                      tables_of(folder, results));
    for (const auto& [name, text] : beside) {
        stop.check();
        sim::write_file(into / name, text);
    }
}

void tell_merged(const fs::path& output, const sweep::Results& results, analysis::Language language, std::ostream& out)
{
    say_if_internal(results, language, out);
    out << (output / sweep::merged_data_set).generic_string() << ": " << all_of(results) - results.missing() << " of "
        << counted(all_of(results), "result") << (results.missing() > 0 ? ", a part" : "") << ", digest "
        << sweep::digest_of(results) << '\n';
}

} // namespace

int sweep_verify(const fs::path& folder, const SweepChoices& choices, Interrupts& interrupts, std::ostream& out)
{
    const sweep::Manifest manifest = sweep::read_manifest(folder);
    const sweep::Verified verified = sweep::verify(folder, manifest);
    out << folder.generic_string() << ": " << verified.whole << " of " << counted(verified.units, "unit") << " whole, "
        << verified.missing.size() << " missing, " << verified.aside << " put aside, " << verified.damaged.size()
        << " damaged\n";
    for (const std::string& file : verified.foreign) {
        out << "  of no unit: " << file << '\n';
    }
    for (const std::string& unit : verified.unknown) {
        out << "  of another sweep: " << unit << '\n';
    }
    if (verified.journal_damaged + verified.journal_cut > 0) {
        out << "  journals: " << counted(verified.journal_damaged, "damaged line") << ", " << verified.journal_cut
            << " cut short by a kill; nothing rests on them\n";
    }
    refuse_unsound(folder, verified);
    if (!choices.merged.empty()) {
        refuse_other(folder, manifest, choices.merged);
        out << "  " << choices.merged.generic_string() << ": what its units give\n";
    }
    const std::vector<sweep::Unit> again = sweep::sample(folder, manifest, choices.again);
    if (!again.empty()) {
        const std::size_t made = make_again(folder, sweep::read_plan(folder), again, choices, interrupts.stop());
        out << "  " << counted(made, "unit") << " made once more: the same\n";
    }
    return verified.complete() ? exit_code::done : exit_code::partial;
}

int sweep_merge(const fs::path& folder, const fs::path& output, const SweepChoices& choices, Interrupts& interrupts,
                std::ostream& out)
{
    require_room(output, choices.run.force);
    const sweep::Manifest manifest = sweep::read_manifest(folder);
    refuse_unsound(folder, sweep::verify(folder, manifest));
    const sweep::Results results(folder, manifest);
    if (!choices.partial) {
        require_complete(folder, results);
    }
    FolderInProgress target(output, interrupts);
    write_merged(folder, results, target.path(), interrupts.stop());
    target.commit(choices.run.force);
    interrupts.is_done();
    if (!choices.run.quiet) {
        tell_merged(output, results, choices.language, out);
    }
    return results.missing() > 0 ? exit_code::partial : exit_code::done;
}

} // namespace cli
