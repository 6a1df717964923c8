#include "analysis/sweep/verify.hpp"

#include "analysis/draws.hpp"
#include "analysis/sweep/failures.hpp"
#include "analysis/sweep/folder.hpp"
#include "analysis/sweep/journal.hpp"
#include "analysis/sweep/layout.hpp"
#include "sim/error.hpp"
#include "sim/seal.hpp"
#include "sim/sha256.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

namespace analysis::sweep {
namespace {

namespace fs = std::filesystem;

/// Every SHA-256 of each unit's file that journals noted when it took its name.
using Noted = std::map<std::string, std::set<std::string>>;

Noted noted(const fs::path& sweep, Verified& verified)
{
    Noted digests;
    for (const JournalText& journal : read_journals(sweep / layout::journal)) {
        verified.journal_damaged += journal.damaged;
        verified.journal_cut += journal.cut ? 1 : 0;
        for (const Entry& entry : journal.entries) {
            if (entry.what == "done" || entry.what == "same") {
                digests[entry.unit].insert(entry.text);
            }
        }
    }
    return digests;
}

void verify_plan(const fs::path& sweep, const Manifest& manifest, Verified& verified)
{
    verified.changed = unplanned_files(sweep, manifest);
    const fs::path population = sweep / layout::population;
    try {
        std::error_code none;
        if (fs::exists(population, none)) { // the processes that map it do not look at every byte
            sim::seal::require(population, sim::seal::Check::whole);
        }
    } catch (const std::runtime_error&) {
        verified.population = population.generic_string();
    }
}

/// One that is there. \param digests  that journals noted; none where its process was killed before it did
void verify_unit(const UnitFolder& results, const std::string& id, const std::set<std::string>& digests,
                 Verified& verified)
{
    const std::string file = results.file(id).generic_string();
    std::string bytes;
    try {
        bytes = bytes_of(file);
    } catch (const sim::StorageError&) {
        verified.unreadable.push_back(file);
        return;
    }
    try {
        if (parse_unit(bytes, file).id != id) {
            verified.damaged.push_back(file);
        } else if (!digests.empty() && !digests.contains(sim::sha256(bytes))) {
            verified.unlike.push_back(id);
        } else {
            ++verified.whole;
        }
    } catch (const std::runtime_error&) { // damaged or foreign
        verified.damaged.push_back(file);
    }
}

} // namespace

Verified verify(const fs::path& sweep, const Manifest& manifest)
{
    Verified verified;
    verify_plan(sweep, manifest, verified);
    Noted digests = noted(sweep, verified);
    const UnitFolder results(sweep);
    const std::set<std::string> finished = results.finished(), aside = Failures::aside(sweep);
    std::set<std::string> met, contradicted;
    for (const Unit& unit : units_of(manifest)) {
        if (!met.insert(unit.id).second) {
            continue;
        }
        ++verified.units;
        if (finished.contains(unit.id)) {
            verify_unit(results, unit.id, digests[unit.id], verified);
        } else if (aside.contains(unit.id)) {
            ++verified.aside;
        } else {
            verified.missing.push_back(unit);
        }
        if (digests[unit.id].size() > 1) { // two processes at once gave it its name, one over the other
            contradicted.insert(unit.id);
        }
    }
    std::set_difference(finished.begin(), finished.end(), met.begin(), met.end(), std::back_inserter(verified.unknown));
    const std::vector<std::string> beside = results.contradicted();
    contradicted.insert(beside.begin(), beside.end());
    verified.contradicted.assign(contradicted.begin(), contradicted.end());
    verified.foreign = results.foreign();
    return verified;
}

std::vector<Unit> sample(const fs::path& sweep, const Manifest& manifest, std::size_t most)
{
    const std::set<std::string> finished = UnitFolder(sweep).finished();
    std::vector<Unit> there;
    for (Unit& unit : units_of(manifest)) {
        if (finished.contains(unit.id)) {
            there.push_back(std::move(unit));
        }
    }
    std::vector<Unit> chosen;
    for (std::size_t k = 0; k < std::min(most, there.size()); ++k) {
        chosen.push_back(there[position(static_cast<std::uint32_t>(k), there.size())]);
    }
    return chosen;
}

} // namespace analysis::sweep
