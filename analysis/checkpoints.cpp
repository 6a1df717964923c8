#include "analysis/checkpoints.hpp"

#include "analysis/ensemble.hpp"
#include "models/vocabulary.hpp"
#include "sim/error.hpp"
#include "sim/sha256.hpp"

#include <algorithm>
#include <charconv>
#include <set>
#include <system_error>

namespace analysis {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view extension = ".h5";
constexpr std::string_view done = "done"; // sorts behind every number
constexpr int digits = 5;

/// The HDF5 library serves one thread at a time.
std::mutex library;

std::string padded(std::int64_t number)
{
    const std::string text = std::to_string(number);
    return std::string(text.size() < digits ? digits - text.size() : 0, '0') + text;
}

std::string prefix_of(std::uint32_t replicate)
{
    return "r" + padded(replicate) + "-";
}

/// Names of the states of a replicate, or of all when `prefix` is empty; oldest first.
std::vector<std::string> states_in(const fs::path& folder, const std::string& prefix)
{
    std::vector<std::string> names;
    std::error_code ignored;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, ignored)) {
        const std::string name = entry.path().filename().string();
        if (name.starts_with('r') && name.starts_with(prefix) && name.ends_with(extension)) {
            names.push_back(name);
        }
    }
    std::sort(names.begin(), names.end());
    return names;
}

std::vector<sim::Fact> facts_of(const RunIdentity& identity, const std::string& digest)
{
    std::vector<sim::Fact> facts{{"internal", "synthetic persons; not for publication"},
                                 {"program", identity.program},
                                 {"population", identity.population},
                                 {"scenario", identity.scenario}};
    if (!digest.empty()) {
        facts.push_back({"state_digest", digest});
    }
    return facts;
}

/// \throws sim::InputError with all in which a checkpoint is of another run
void require_fit(const sim::Checkpoint& stored, const RunIdentity& wanted, const fs::path& file)
{
    sim::Problems problems;
    const auto refuse = [&](bool differs, const std::string& what) {
        if (differs) {
            problems.add(file.generic_string(), what + ": it cannot be gone on from here; --fresh begins anew");
        }
    };
    refuse(stored.fact("program") != wanted.program,
           "was written by veghe " + stored.fact("program") + ", this is " + wanted.program);
    refuse(stored.fact("scenario") != wanted.scenario, "is of another scenario, or of this one before it was changed");
    refuse(stored.fact("population") != wanted.population,
           "is of another population: other counties, tables or population seed");
    refuse(stored.state.seed != wanted.seed,
           "was run with --seed " + std::to_string(stored.state.seed) + ", this is " + std::to_string(wanted.seed));
    problems.raise();
}

RunIdentity identity_of_bare(model::Scenario stripped)
{
    const std::uint64_t seed = stripped.seed.value_or(0);
    stripped.seed.reset(); // compared by itself
    const model::PopulationIdentity people = population_identity(stripped);
    stripped.data_folder = "."; // what the tables hold counts, not where they lie
    stripped.folder.clear();
    sim::Sha256 hash;
    for (const std::string& county : people.counties) {
        hash.field(county);
    }
    hash.update(people.seed).field(people.reference);
    for (const auto& [table, digest] : people.data_digests) {
        hash.field(table).field(digest);
    }
    return {sim::sha256(model::to_toml(stripped, model::registry_vocabulary())), hash.hex(), people.program, seed};
}

/// The scenario without what moves no bit.
model::Scenario bare(model::Scenario scenario)
{
    scenario.title.clear();
    scenario.description.clear();
    scenario.question.clear();
    scenario.replicates = 1;
    scenario.output = {};
    scenario.branch.reset();
    return scenario;
}

void make_folder(const fs::path& folder)
{
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) {
        throw sim::StorageError(folder.generic_string() + " cannot be made: " + error.message());
    }
}

} // namespace

RunIdentity identity_of(const model::Scenario& scenario)
{
    return identity_of_bare(bare(scenario));
}

RunIdentity identity_until(const model::Scenario& scenario, sim::Date date)
{
    model::Scenario before = bare(scenario);
    before.end = date;
    before.calibrated = before.test_only = false;
    std::erase_if(before.interventions, [&](const model::InterventionSpec& spec) { return spec.start >= date; });
    return identity_of_bare(before);
}

Checkpoints::Checkpoints(fs::path folder, RunIdentity identity, Say say)
    : folder_(std::move(folder)), identity_(std::move(identity)), say_(std::move(say))
{
}

void Checkpoints::require_own() const
{
    const std::lock_guard one_at_a_time(library);
    for (const std::string& name : states_in(folder_, "")) {
        try {
            require_fit(sim::read_checkpoint(folder_ / name, checkpoint_schema), identity_, folder_ / name);
            return; // whoever writes here has asked first, so one stands for all
        } catch (const sim::StorageError&) {
            continue; // the next one may be whole
        }
    }
}

bool Checkpoints::has(std::uint32_t replicate) const
{
    return !states_in(folder_, prefix_of(replicate)).empty();
}

std::optional<Found> Checkpoints::newest(std::uint32_t replicate) const
{
    const std::lock_guard one_at_a_time(library);
    auto names = states_in(folder_, prefix_of(replicate));
    std::reverse(names.begin(), names.end());
    for (const std::string& name : names) {
        try {
            sim::Checkpoint stored = sim::read_checkpoint(folder_ / name, checkpoint_schema);
            require_fit(stored, identity_, folder_ / name);
            return Found{std::move(stored.state), stored.fact("state_digest")};
        } catch (const sim::StorageError& error) {
            if (say_) {
                say_(std::string(error.what()) +
                     (name == names.back() ? "; the run begins anew" : "; going on from the one before"));
            }
        }
    }
    return std::nullopt;
}

void Checkpoints::write(const sim::Snapshot& state, const fs::path& name, const std::string& digest) const
{
    make_folder(folder_);
    const std::lock_guard one_at_a_time(library);
    try {
        sim::write_checkpoint(folder_ / name, checkpoint_schema, state, facts_of(identity_, digest));
    } catch (...) {
        std::error_code ignored;
        fs::remove(folder_, ignored); // it goes when nothing else is in it
        throw;
    }
}

void Checkpoints::keep_last(std::uint32_t replicate, std::size_t count) const
{
    auto names = states_in(folder_, prefix_of(replicate));
    names.resize(names.size() - std::min(names.size(), count));
    for (const std::string& name : names) {
        std::error_code ignored;
        fs::remove(folder_ / name, ignored);
    }
}

void Checkpoints::keep(const sim::Snapshot& state) const
{
    const std::string name = prefix_of(state.replicate) + padded(state.tick.value) + std::string(extension);
    write(state, name, "");
    keep_last(state.replicate, 2);
}

void Checkpoints::finish(const sim::Snapshot& end, const std::string& digest) const
{
    write(end, prefix_of(end.replicate) + std::string(done) + std::string(extension), digest);
    keep_last(end.replicate, 1);
}

Checkpoints::Progress Checkpoints::progress() const
{
    std::set<std::string> begun;
    int finished = 0;
    for (const std::string& name : states_in(folder_, "")) {
        begun.insert(name.substr(0, name.find('-')));
        finished += name.find(done) != std::string::npos ? 1 : 0;
    }
    return {finished, static_cast<int>(begun.size())};
}

void Checkpoints::remove() const
{
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
}

bool Checkpoints::any(const fs::path& folder)
{
    return !states_in(folder, "").empty();
}

std::optional<std::uint64_t> Checkpoints::seed_in(const fs::path& folder)
{
    const std::lock_guard one_at_a_time(library);
    for (const std::string& name : states_in(folder, "")) {
        try {
            return sim::read_checkpoint(folder / name, checkpoint_schema).state.seed;
        } catch (const sim::StorageError&) {
            continue; // the next one may be whole
        }
    }
    return std::nullopt;
}

BurnIns::BurnIns(fs::path folder, RunIdentity identity, Checkpoints::Say say)
    : folder_(std::move(folder)), identity_(std::move(identity)), say_(std::move(say))
{
}

fs::path BurnIns::file(std::uint32_t replicate) const
{
    constexpr std::size_t enough = 16; // hexadecimal digits that tell scenarios apart
    return folder_ /
           ("burn-in-" + identity_.scenario.substr(0, enough) + "-" + identity_.population.substr(0, enough) + "-" +
            std::to_string(identity_.seed) + "-" + prefix_of(replicate).substr(0, digits + 1) + std::string(extension));
}

std::optional<sim::Snapshot> BurnIns::find(std::uint32_t replicate) const
{
    const fs::path path = file(replicate);
    std::error_code ignored;
    if (!fs::exists(path, ignored)) {
        return std::nullopt;
    }
    const std::lock_guard one_at_a_time(library);
    try {
        sim::Checkpoint stored = sim::read_checkpoint(path, checkpoint_schema);
        require_fit(stored, identity_, path);
        return std::move(stored.state);
    } catch (const sim::StorageError& error) {
        if (say_) {
            say_(std::string(error.what()) + "; it is made again");
        }
    } catch (const sim::InputError&) {
        if (say_) {
            say_(path.generic_string() + ": is of another program or run; it is made again");
        }
    }
    return std::nullopt;
}

void BurnIns::keep(const sim::Snapshot& state) const
{
    make_folder(folder_);
    const std::lock_guard one_at_a_time(library);
    sim::write_checkpoint(file(state.replicate), checkpoint_schema, state, facts_of(identity_, ""));
}

} // namespace analysis
