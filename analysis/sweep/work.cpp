#include "analysis/sweep/work.hpp"

#include "analysis/sweep/failures.hpp"
#include "analysis/sweep/folder.hpp"
#include "analysis/sweep/journal.hpp"
#include "analysis/sweep/layout.hpp"
#include "analysis/sweep/leases.hpp"
#include "analysis/sweep/worker.hpp"
#include "analysis/sweep/writer.hpp"
#include "models/scenario_text.hpp"
#include "sim/checksum.hpp"
#include "sim/error.hpp"
#include "sim/lack_of_memory.hpp"
#include "sim/parallel.hpp"

#include <algorithm>
#include <atomic>
#include <span>
#include <thread>
#include <utility>

namespace analysis::sweep {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

/// A unit that so many processes died over is put aside: it may be what kills them.
constexpr std::uint32_t most_deaths = 20;
constexpr std::chrono::milliseconds look_at_stop{50};
constexpr std::chrono::milliseconds first_nap{1000};
/// So many in a row that others have: then what is open is looked at anew, for which one listing does.
constexpr std::size_t most_misses = 8;
constexpr std::size_t waiting_per_thread = 2; ///< results that may wait for the disk

double since(Clock::time_point begin)
{
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

/// The process at work.
class Crew {
public:
    Crew(const fs::path& sweep, const Manifest& manifest, const MakeUnit& make, const WorkOptions& options,
         const WorkAttendance& attendance)
        : manifest_(manifest), make_(make), options_(options), attendance_(attendance), results_(sweep),
          worker_(sweep / layout::workers, options.lease / beats_per_lease),
          pulse_(sweep / layout::workers, options.lease), leases_(sweep / layout::leases, worker_.name(), pulse_),
          failures_(sweep), journal_(sweep / layout::journal, worker_.name()),
          writer_(results_, journal_, leases_, begin_, waiting_per_thread * options.at_once)
    {
        std::set<std::string> met; // two points may be the same: they share their units
        for (Unit& unit : units_of(manifest)) {
            if (met.insert(unit.id).second) {
                units_.push_back(std::move(unit));
            }
        }
        journal_.write({"begin", "", 0.0, 0.0, manifest.identity.program});
    }

    WorkDone run()
    {
        bool read = !options_.check; // whether nothing that counts as finished is left unread
        for (std::vector<Unit> open = open_units();; open = open_units()) {
            if (open.empty() && (read || all_whole())) {
                read = true;
                break;
            }
            const std::size_t moved_before = moved_;
            const bool tried_all = pass(open);
            writer_.drain();
            require_going();
            const bool missed_all = moved_ == moved_before && !open.empty();
            const bool leaves = over() || (missed_all && tried_all && !options_.wait);
            if (leaves && !(options_.check && open_units().empty())) { // of all that is there none is left unread
                break;
            }
            nap_ = missed_all ? nap_ : first_nap;
            if (missed_all) {
                nap();
            }
        }
        WorkDone all = done();
        if (!read && all.finished == all.units && !all_whole()) { // others made the rest since this one left
            require_going();
            all = done();
        }
        note_end("nothing left to take");
        return all;
    }

private:
    /// \throws sim::Stopped when this process was asked to stop
    void require_going()
    {
        if (attendance_.stop.requested()) {
            note_end("stopped");
            throw sim::Stopped();
        }
    }

    /// The last lines of the journal: what keeping came to, for programs to read, and why this process ends.
    void note_end(const std::string& why)
    {
        const Writer::Totals all = writer_.totals();
        journal_.write({"kept", "", since(begin_), all.seconds,
                        "units=" + std::to_string(all.anew + all.same + all.other) + " sync_calls=" +
                            std::to_string(all.sync.calls) + " sync_s=" + model::number_text(all.sync.seconds) +
                            " waits=" + std::to_string(all.waits) + " waited_s=" + model::number_text(all.waited_s)});
        journal_.write({"end", "", since(begin_), 0.0, why});
    }

    /// Neither finished nor put aside; those first that the fewest processes have taken, by their leases: a unit that has one is
    /// held, or somebody died over it.
    std::vector<Unit> open_units()
    {
        const std::set<std::string> finished = results_.finished(), aside = failures_.aside();
        leases_.look();
        std::vector<Unit> open;
        std::size_t finished_here = 0;
        for (const Unit& unit : units_) {
            const bool is_finished = finished.contains(unit.id);
            finished_here += is_finished ? 1 : 0;
            if (!is_finished && !aside.contains(unit.id)) {
                open.push_back(unit);
            }
        }
        begin_elsewhere(open);
        std::stable_sort(open.begin(), open.end(),
                         [&](const Unit& a, const Unit& b) { return leases_.leases(a.id) < leases_.leases(b.id); });
        tell_finished(finished_here);
        return open;
    }

    /// Alone, a process takes the units in order, so that a part of a sweep is spread over the design. Where others are at work it
    /// begins somewhere else at every look: a thousand that follow one list would each ask for every unit.
    void begin_elsewhere(std::vector<Unit>& open)
    {
        if (!open.empty() && leases_.others()) {
            const std::string place = worker_.name() + " " + std::to_string(looks_++);
            const std::uint64_t drawn = sim::checksum(std::as_bytes(std::span(place)));
            std::rotate(open.begin(), open.begin() + static_cast<std::ptrdiff_t>(drawn % open.size()), open.end());
        }
    }

    /// Tells of what others have finished since the last look.
    void tell_finished(std::size_t finished)
    {
        const std::size_t told = told_.exchange(finished);
        if (std::exchange(looked_, true) && finished > told) {
            tell(finished - told);
        }
    }
    void tell(std::size_t finished) const
    {
        if (attendance_.after_units) {
            attendance_.after_units(finished);
        }
    }

    /// \return  whether each was asked for
    bool pass(const std::vector<Unit>& open)
    {
        std::atomic<std::size_t> next{0}, misses{0};
        const auto take = [&](std::size_t) {
            for (std::size_t i = next++; i < open.size(); i = next++) {
                if (attendance_.stop.requested() || over() || writer_.broken() || misses >= most_misses) {
                    return;
                }
                if (take_up(open[i])) {
                    misses = 0;
                } else {
                    ++misses;
                    ++missed_;
                }
            }
        };
        if (options_.at_once == 1) {
            take(0);
        } else {
            sim::for_each_task(options_.at_once, take);
        }
        return misses < most_misses;
    }

    /// Makes a unit if nobody has it. \return  whether it was so
    bool take_up(const Unit& unit)
    {
        if (results_.has(unit.id) || !leases_.claim(unit.id)) {
            return false;
        }
        const std::uint32_t deaths =
            leases_.deaths(unit.id); // behind the claim, which tells that the last holder is dead too
        if (results_.has(unit.id)) { // it was finished between the look and the claim
            leases_.settle(unit.id);
        } else if (deaths >= most_deaths) {
            put_aside(unit, std::to_string(deaths) + " processes ended while they made it");
        } else {
            attempt(unit);
        }
        return true;
    }

    void attempt(const Unit& unit)
    {
        const auto begin = Clock::now();
        try {
            UnitResult result = make_(unit);
            result.id = unit.id;
            const double seconds = since(begin);
            add_making(seconds);
            writer_.push(unit.id, text_of(result), seconds);
            ++made_;
            ++moved_;
            ++told_;
            tell(1);
        } catch (const sim::Stopped&) {
            leases_.release(unit.id);
        } catch (const sim::StorageError&) { // nothing can be kept: of no unit
            leases_.release(unit.id);
            throw;
        } catch (const std::exception& error) {
            if (sim::is_lack_of_memory(error)) { // the machine's fault, not the unit's
                leases_.release(unit.id);
                throw;
            }
            note_failure(unit, error.what(), since(begin));
        }
    }

    void note_failure(const Unit& unit, const std::string& reason, double seconds)
    {
        const std::uint32_t failed = failures_.add(unit.id, reason);
        journal_.write({"failed", unit.id, since(begin_), seconds, reason});
        say("a unit failed, " + std::to_string(failed) + " of " + std::to_string(manifest_.attempts) +
            " times: " + reason);
        ++moved_;
        if (failed >= manifest_.attempts) {
            put_aside(unit, reason);
        } else {
            leases_.release(unit.id);
        }
    }

    void put_aside(const Unit& unit, const std::string& reason)
    {
        failures_.put_aside(manifest_, unit, reason);
        journal_.write({"aside", unit.id, since(begin_), 0.0, reason});
        say("put aside: " + failures_.file(unit.id).generic_string());
        leases_.settle(unit.id);
    }

    /// Reads every file once more; what is damaged is put aside and made again. \return  false also where it was asked to stop before
    bool all_whole()
    {
        bool whole = true;
        const std::set<std::string> finished = results_.finished(); // by name: a link that leads nowhere counts, too
        for (const Unit& unit : units_) {
            if (attendance_.stop.requested()) {
                return false;
            }
            if (!finished.contains(unit.id)) {
                continue;
            }
            if (!results_.whole(unit.id)) {
                say("damaged, and to be made again: " + results_.file(unit.id).generic_string());
                results_.put_aside(unit.id);
                whole = false;
            }
        }
        return whole;
    }

    /// Whether this process is to begin no further unit.
    bool over() const
    {
        return (options_.most_units > 0 && made_ >= options_.most_units) ||
               (options_.most_time && Clock::now() - begin_ >= *options_.most_time);
    }

    /// While others work on what is left: longer each time, so that many who wait ask for little.
    void nap()
    {
        nap_ = std::min(nap_, options_.lease / beats_per_lease);
        const auto end = Clock::now() + nap_;
        nap_ *= 2;
        while (Clock::now() < end && !attendance_.stop.requested()) {
            std::this_thread::sleep_for(look_at_stop);
        }
    }

    void add_making(double seconds)
    {
        const std::lock_guard lock(mutex_);
        making_s_ += seconds;
    }

    void say(const std::string& what) const
    {
        if (attendance_.say) {
            attendance_.say(what);
        }
    }

    WorkDone done()
    {
        const Writer::Totals written = writer_.totals();
        const std::set<std::string> finished = results_.finished(), aside = failures_.aside();
        WorkDone all{.units = units_.size(),
                     .made = written.anew,
                     .same = written.same,
                     .other = results_.contradicted().size(),
                     .missed = missed_,
                     .making_s = making_s_,
                     .keeping = written};
        for (const Unit& unit : units_) {
            all.finished += finished.contains(unit.id) ? 1 : 0;
            all.aside += aside.contains(unit.id) ? 1 : 0;
        }
        return all;
    }

    const Manifest& manifest_;
    const MakeUnit& make_;
    const WorkOptions& options_;
    const WorkAttendance& attendance_;
    Clock::time_point begin_{Clock::now()};
    std::vector<Unit> units_;
    UnitFolder results_;
    Worker worker_;
    Pulse pulse_;
    Leases leases_;
    Failures failures_;
    Journal journal_;
    std::atomic<std::size_t> made_{0};
    std::atomic<std::size_t> moved_{0}; ///< units that were made, failed or were put aside
    std::atomic<std::size_t> told_{0};  ///< finished ones that the attendance knows of
    bool looked_{};
    std::atomic<std::size_t> missed_{0};
    std::chrono::milliseconds nap_{first_nap};
    std::uint32_t looks_{};
    std::mutex mutex_;
    double making_s_{};
    Writer writer_; ///< last: it ends before what it writes to
};

} // namespace

WorkDone work(const fs::path& sweep, const Manifest& manifest, const MakeUnit& make, const WorkOptions& options,
              const WorkAttendance& attendance)
{
    sim::expect(options.at_once >= 1, "somebody works");
    return Crew(sweep, manifest, make, options, attendance).run();
}

} // namespace analysis::sweep
