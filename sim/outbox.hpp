#pragma once

#include "sim/error.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace sim {

/// Where the chunks of one loop put their proposals: each chunk writes its own list, so nothing is shared.
template <class T>
class Proposals {
public:
    Proposals(std::vector<std::vector<T>>* lists, std::size_t first, std::size_t chunks)
        : lists_(lists), first_(first), chunks_(chunks)
    {
    }

    /// \param chunk  the number of the chunk that proposes (0 outside a parallel loop)
    void operator()(std::size_t chunk, const T& proposal) const
    {
        expect(chunk < chunks_, "a chunk proposes beyond the chunks its loop was opened for");
        (*lists_)[first_ + chunk].push_back(proposal);
    }

private:
    std::vector<std::vector<T>>* lists_;
    std::size_t first_;
    std::size_t chunks_;
};

/// Proposals of one kind between two commits: lists per chunk, joined in the order in which loops and chunks were opened.
template <class T>
class Outbox {
public:
    Proposals<T> open(std::size_t chunks)
    {
        const std::size_t first = used_;
        used_ += chunks;
        if (lists_.size() < used_) {
            lists_.resize(used_);
        }
        return {&lists_, first, chunks};
    }
    /// All proposals in order; valid until the next `open`.
    std::span<T> close()
    {
        joined_.clear();
        for (std::size_t i = 0; i < used_; ++i) {
            joined_.insert(joined_.end(), lists_[i].begin(), lists_[i].end());
            lists_[i].clear();
        }
        used_ = 0;
        return joined_;
    }

private:
    std::vector<std::vector<T>> lists_;
    std::vector<T> joined_;
    std::size_t used_{};
};

} // namespace sim
