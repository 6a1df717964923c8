#include "analysis/sweep/status.hpp"

#include "analysis/sweep/failures.hpp"
#include "analysis/sweep/folder.hpp"
#include "analysis/sweep/journal.hpp"
#include "analysis/sweep/layout.hpp"
#include "analysis/sweep/leases.hpp"
#include "analysis/sweep/worker.hpp"
#include "sim/error.hpp"

#include <algorithm>
#include <chrono>
#include <set>

namespace analysis::sweep {
namespace {

namespace fs = std::filesystem;

constexpr double seconds_per_hour = 3600.0;

/// What journals tell of speed.
void add_rates(Status& status, const std::vector<JournalText>& journals, const std::vector<std::string>& alive)
{
    double seconds = 0.0, per_hour = 0.0;
    std::size_t done = 0;
    for (const JournalText& journal : journals) {
        std::size_t own = 0;
        double last = 0.0;
        for (const Entry& entry : journal.entries) {
            const bool made = entry.what == "done" || entry.what == "same" || entry.what == "other";
            own += made ? 1 : 0;
            seconds += made ? entry.seconds : 0.0;
            last = made ? entry.at : last;
            status.failed += entry.what == "failed" ? 1 : 0;
        }
        done += own;
        if (last > 0.0 && std::find(alive.begin(), alive.end(), journal.worker) != alive.end()) {
            per_hour += static_cast<double>(own) * seconds_per_hour / last;
        }
    }
    if (done > 0) {
        status.unit_s = seconds / static_cast<double>(done);
    }
    if (per_hour > 0.0) {
        status.per_hour = per_hour;
        status.left_s = static_cast<double>(status.missing.size()) / per_hour * seconds_per_hour;
    }
}

enum class Found { whole, damaged, unreadable };

/// What the file of a unit is: whole where it is its own and fits its checksum. One that cannot be read may be whole: it is not damaged.
Found looked_at(const UnitFolder& results, const std::string& id)
{
    try {
        return results.whole(id) ? Found::whole : Found::damaged;
    } catch (const sim::StorageError&) {
        return Found::unreadable;
    } catch (const sim::InputError&) { // of a newer version, which run refuses
        return Found::unreadable;
    }
}

/// Of finished units those that are not, after all, and those of which nobody can tell.
void take_unsound(const UnitFolder& results, const Manifest& manifest, Status& status)
{
    const std::set<std::string> there = results.finished();
    std::set<std::string> met;
    for (const Unit& unit : units_of(manifest)) {
        if (!there.contains(unit.id) || !met.insert(unit.id).second) {
            continue;
        }
        const Found found = looked_at(results, unit.id);
        if (found == Found::damaged) {
            status.damaged.push_back(unit);
            status.missing.push_back(unit);
            --status.finished;
        } else if (found == Found::unreadable) {
            status.unreadable.push_back(unit);
        }
    }
    status.contradicted = results.contradicted();
}

} // namespace

Status count_of(const fs::path& sweep, const Manifest& manifest)
{
    const std::set<std::string> finished = UnitFolder(sweep).finished();
    const std::set<std::string> aside = Failures::aside(sweep);
    Status status;
    std::set<std::string> met;
    for (const Unit& unit : units_of(manifest)) {
        if (!met.insert(unit.id).second) {
            continue;
        }
        ++status.units;
        if (finished.contains(unit.id)) {
            ++status.finished;
        } else if (aside.contains(unit.id)) {
            ++status.aside;
            status.put_aside.push_back(unit);
        } else {
            status.missing.push_back(unit);
        }
    }
    return status;
}

Status status_of(const fs::path& sweep, const Manifest& manifest)
{
    constexpr std::chrono::hours never{24}; // one look tells nobody dead by the clock
    Pulse pulse(sweep / layout::workers, never);
    Status status = count_of(sweep, manifest);
    take_unsound(UnitFolder(sweep), manifest, status);
    std::set<std::string> open;
    for (const Unit& unit : status.missing) {
        open.insert(unit.id);
    }
    for (const std::string& unit : held_units(sweep / layout::leases, pulse)) {
        status.running += open.contains(unit) ? 1 : 0;
    }
    const std::vector<std::string> alive = pulse.all();
    status.workers = alive.size();
    add_rates(status, read_journals(sweep / layout::journal), alive);
    return status;
}

} // namespace analysis::sweep
