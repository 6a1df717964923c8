#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>

namespace analysis {

/// What a page must say of the figures that a baseline was fitted to. Nothing where no posterior is named.
struct FittedTo {
    std::string note, note_ro;      ///< what a reader of the fit must know; either may be empty
    std::optional<int> from, until; ///< years of the figures that it may know; empty: the first, the last that there is
    std::int64_t people{};          ///< whom the figures are of; 0: as many as were simulated
    std::int64_t people_simulated{};

    friend bool operator==(const FittedTo&, const FittedTo&) = default;
};

/// How many of some years the figures of a fit are of.
enum class YearsFitted { none, some, all };

/// Pure. \param first, last  the years asked about, both included
inline YearsFitted years_fitted(const FittedTo& fit, int first, int last)
{
    const int from = fit.from.value_or(std::numeric_limits<int>::min());
    const int until = fit.until.value_or(std::numeric_limits<int>::max());
    if (until < first || from > last) {
        return YearsFitted::none;
    }
    return from <= first && last <= until ? YearsFitted::all : YearsFitted::some;
}

} // namespace analysis
