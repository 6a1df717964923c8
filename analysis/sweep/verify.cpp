#include "analysis/sweep/verify.hpp"

#include "analysis/draws.hpp"
#include "analysis/sweep/failures.hpp"
#include "analysis/sweep/folder.hpp"
#include "analysis/sweep/journal.hpp"
#include "analysis/sweep/layout.hpp"
#include "sim/error.hpp"
#include "sim/sha256.hpp"

#include <map>
#include <set>

namespace analysis::sweep {
namespace {

namespace fs = std::filesystem;

/// SHA-256 of each unit's file as the journals noted it when it took its name.
std::map<std::string, std::string> noted(const fs::path& sweep, Verified& verified)
{
    std::map<std::string, std::string> digests;
    for (const JournalText& journal : read_journals(sweep / layout::journal)) {
        verified.journal_damaged += journal.damaged;
        verified.journal_cut += journal.cut ? 1 : 0;
        for (const Entry& entry : journal.entries) {
            if (entry.what == "done" || entry.what == "same") {
                digests.emplace(entry.unit, entry.text);
            }
        }
    }
    return digests;
}

} // namespace

Verified verify(const fs::path& sweep, const Manifest& manifest)
{
    Verified verified;
    const std::map<std::string, std::string> digests = noted(sweep, verified);
    const UnitFolder results(sweep);
    const std::set<std::string> finished = results.finished(), aside = Failures::aside(sweep);
    std::set<std::string> met;
    for (const Unit& unit : units_of(manifest)) {
        if (!met.insert(unit.id).second) {
            continue;
        }
        ++verified.units;
        if (!finished.contains(unit.id)) {
            verified.aside += aside.contains(unit.id) ? 1 : 0;
            if (!aside.contains(unit.id)) {
                verified.missing.push_back(unit);
            }
            continue;
        }
        try {
            results.read(unit.id);
            const auto was = digests.find(unit.id); // without one, its process was killed before it noted it
            if (was != digests.end() && was->second != sim::sha256(bytes_of(results.file(unit.id)))) {
                verified.unlike.push_back(unit.id);
            } else {
                ++verified.whole;
            }
        } catch (const std::runtime_error&) { // damaged, foreign or unreadable
            verified.damaged.push_back(results.file(unit.id).generic_string());
        }
    }
    for (const std::string& id : finished) {
        if (!met.contains(id)) {
            verified.unknown.push_back(id);
        }
    }
    verified.contradicted = results.contradicted();
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
