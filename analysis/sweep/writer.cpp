#include "analysis/sweep/writer.hpp"

#include "sim/sha256.hpp"

namespace analysis::sweep {
namespace {

double since(std::chrono::steady_clock::time_point begin)
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

} // namespace

Writer::Writer(const UnitFolder& results, Journal& journal, Leases& leases, std::chrono::steady_clock::time_point begin,
               std::size_t capacity)
    : results_(results), journal_(journal), leases_(leases), begin_(begin), capacity_(capacity),
      thread_([this] { write_until_over(); })
{
}

Writer::~Writer()
{
    {
        const std::lock_guard lock(mutex_);
        over_ = true;
    }
    changed_.notify_all();
}

void Writer::push(std::string id, std::string text, double seconds)
{
    std::unique_lock lock(mutex_);
    if (!fault_ && waiting_.size() >= capacity_) {
        const auto begin = std::chrono::steady_clock::now();
        ++totals_.waits;
        changed_.wait(lock, [&] { return fault_ || waiting_.size() < capacity_; });
        totals_.waited_s += since(begin);
    }
    if (fault_) {
        std::rethrow_exception(fault_);
    }
    waiting_.push_back({std::move(id), std::move(text), seconds});
    changed_.notify_all();
}

void Writer::drain()
{
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return fault_ || (waiting_.empty() && !writing_); });
    if (fault_) {
        std::rethrow_exception(fault_);
    }
}

bool Writer::broken() const
{
    const std::lock_guard lock(mutex_);
    return fault_ != nullptr;
}

Writer::Totals Writer::totals() const
{
    const std::lock_guard lock(mutex_);
    return totals_;
}

void Writer::write_until_over()
{
    std::unique_lock lock(mutex_);
    while (true) {
        changed_.wait(lock, [&] { return over_ || !waiting_.empty(); });
        if (over_) {
            return;
        }
        const Item item = std::move(waiting_.front());
        waiting_.pop_front();
        writing_ = true;
        changed_.notify_all(); // there is room for another
        lock.unlock();
        const auto begin = std::chrono::steady_clock::now();
        std::exception_ptr fault;
        try {
            write(item);
        } catch (...) {
            fault = std::current_exception();
        }
        lock.lock();
        totals_.seconds += since(begin);
        writing_ = false;
        fault_ = fault;
        changed_.notify_all();
        if (fault_) {
            return;
        }
    }
}

void Writer::write(const Item& item)
{
    sim::SyncCost cost;
    const UnitFolder::Kept kept = results_.keep(item.id, item.text, &cost);
    const char* const what = kept == UnitFolder::Kept::anew   ? "done"
                             : kept == UnitFolder::Kept::same ? "same"
                                                              : "other";
    journal_.write({what, item.id, since(begin_), item.seconds, sim::sha256(item.text)}, &cost);
    leases_.settle(item.id);
    const std::lock_guard lock(mutex_);
    totals_.sync.calls += cost.calls;
    totals_.sync.seconds += cost.seconds;
    (kept == UnitFolder::Kept::anew   ? totals_.anew
     : kept == UnitFolder::Kept::same ? totals_.same
                                      : totals_.other) += 1;
}

} // namespace analysis::sweep
