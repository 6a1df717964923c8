#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <utility>
#include <vector>

namespace sim {

/// Read-only values in one block, shared between copies: owned, or a view of memory kept alive by `owner`
/// (a mapped file). Copying an Array copies no values.
template <class T>
class Array {
public:
    Array() = default;
    Array(std::vector<T> values) // NOLINT(google-explicit-constructor): a finished vector becomes an Array
    {
        auto owned = std::make_shared<const std::vector<T>>(std::move(values));
        view_ = std::span<const T>(owned->data(), owned->size());
        owner_ = std::move(owned);
    }
    Array(std::span<const T> view, std::shared_ptr<const void> owner) : view_(view), owner_(std::move(owner)) {}

    const T& operator[](std::size_t i) const { return view_[i]; }
    std::size_t size() const { return view_.size(); }
    bool empty() const { return view_.empty(); }
    const T* data() const { return view_.data(); }
    auto begin() const { return view_.begin(); }
    auto end() const { return view_.end(); }
    const T& back() const { return view_.back(); }
    std::span<const T> span() const { return view_; }
    operator std::span<const T>() const { return view_; } // NOLINT(google-explicit-constructor)

private:
    std::span<const T> view_;
    std::shared_ptr<const void> owner_;
};

} // namespace sim
