#include "analysis/run_identity.hpp"

#include "analysis/ensemble.hpp"
#include "analysis/provenance.hpp"
#include "models/vocabulary.hpp"
#include "sim/checksum.hpp"
#include "sim/sha256.hpp"

#include <fstream>
#include <iterator>
#include <locale>
#include <span>
#include <sstream>
#include <vector>

namespace analysis {
namespace {

/// A checksum of the running program: a commit says nothing of changes that are not committed.
std::string executable_checksum()
{
    std::ifstream file("/proc/self/exe", std::ios::binary);
    const std::vector<char> bytes(std::istreambuf_iterator<char>(file), {});
    std::ostringstream text;
    text.imbue(std::locale::classic());
    text << std::hex << sim::checksum(std::as_bytes(std::span(bytes)));
    return text.str();
}

RunIdentity identity_of_bare(model::Scenario stripped)
{
    const std::uint64_t seed = stripped.seed.value_or(0);
    stripped.seed.reset(); // compared by itself
    static const std::string program_checksum = executable_checksum();
    const model::PopulationIdentity people = population_identity(stripped);
    const auto tables = data_digests(stripped.data_folder); // a run reads more of them than its population
    stripped.data_folder = ".";                             // what the tables hold counts, not where they lie
    stripped.folder.clear();
    sim::Sha256 hash;
    for (const std::string& county : people.counties) {
        hash.field(county);
    }
    hash.update(people.seed).field(people.reference);
    for (const auto& [table, digest] : tables) {
        hash.field(table).field(digest);
    }
    std::string text;
    if (stripped.posterior) { // likewise
        stripped.posterior->file = "posterior";
        text = stripped.posterior->digest;
    }
    text += model::to_toml(stripped, model::registry_vocabulary());
    return {sim::sha256(text), hash.hex(), people.program + " (executable " + program_checksum + ")", seed};
}

/// The scenario without what moves no bit.
model::Scenario bare(model::Scenario scenario)
{
    scenario.title.clear();
    scenario.description.clear();
    scenario.question.clear();
    scenario.title_ro.clear();
    scenario.description_ro.clear();
    scenario.question_ro.clear();
    if (scenario.posterior) { // how many draws are usual depends on the replicates
        scenario.posterior->draws = scenario.posterior->draws.value_or(model::usual_draws(scenario.replicates));
    }
    scenario.replicates = 1;
    scenario.output = {};
    scenario.branch.reset();
    scenario.costs = {};
    return scenario;
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

} // namespace analysis
