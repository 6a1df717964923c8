#include "analysis/web/narrowing.hpp"

#include "sim/error.hpp"

namespace analysis::web {

Narrowing::Narrowing(Results begun, const Baseline& baseline, std::size_t pairs, std::chrono::milliseconds least,
                     Tell tell)
    : runs_(pairs), baseline_(baseline), results_(std::move(begun)), least_(least), tell_(std::move(tell))
{
}

bool Narrowing::gather()
{
    const std::lock_guard lock(taking_);
    for (std::size_t at = results_[1].runs.size(); at < runs_.size() && runs_[at]; ++at) {
        analysis::take(results_[0], *baseline_.runs[at]);
        analysis::take(results_[1], *runs_[at]);
    }
    return results_[1].runs.size() > told_;
}

void Narrowing::take(std::size_t replicate, OneRun run)
{
    {
        const std::lock_guard lock(taking_);
        runs_.at(replicate) = std::move(run);
    }
    const std::unique_lock telling(telling_, std::try_to_lock);
    const auto now = Clock::now();
    if (telling && (!told_at_ || now - *told_at_ >= least_) && gather()) {
        told_at_ = now;
        tell_(results_);
        told_ = results_[1].runs.size();
    }
}

const Narrowing::Results& Narrowing::finish()
{
    const std::lock_guard telling(telling_);
    if (gather()) {
        tell_(results_);
        told_ = results_[1].runs.size();
    }
    sim::ensure(told_ == runs_.size(), "every pair has been taken");
    return results_;
}

} // namespace analysis::web
