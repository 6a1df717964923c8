#pragma once

#include "sim/ahead.hpp"
#include "sim/error.hpp"
#include "sim/ids.hpp"
#include "sim/parallel.hpp"
#include "sim/step.hpp"

#include <cmath>
#include <cstdint>
#include <limits>
#include <utility>

namespace sim {

/// Ids are thinned in blocks of this many, cut from the whole id space: who is looked at does not depend on who else exists.
inline constexpr std::uint32_t thinning_block = 8192;

inline std::size_t thinning_chunks(AgentId first, std::uint32_t count)
{
    return count == 0 ? 0 : (first.value + count - 1) / thinning_block - first.value / thinning_block + 1;
}

/// Geometric skip: how many trials of probability p fail before the first success.
class GeometricSkip {
public:
    /// \param p  in (0, 1]
    explicit GeometricSkip(double p) : log_failure_(p < 1.0 ? std::log1p(-p) : 0.0) {}

    double operator()(double u) const { return log_failure_ < 0.0 ? std::floor(std::log(u) / log_failure_) : 0.0; }

private:
    double log_failure_;
};

/// Calls body(chunk, id) for each id of [first, first + count) that luck picks, every one with probability `p`,
/// independently. Costs in proportion to those picked, not to those asked. Runs over the whole id space: eligibility
/// is for the body to judge.
/// \param p     in [0, 1]: probability of the bound on the hazard, which depends on parameters alone
/// \param look  called with an id some time before body is: to fetch what body will read
template <class Look, class Body>
void thin(const Step& step, Purpose purpose, AgentId first, std::uint32_t count, double p, Look&& look, Body&& body)
{
    expect(p >= 0.0 && p <= 1.0, "a probability lies in [0, 1]");
    expect(count <= no_other - first.value, "ids are thinned beyond the last id");
    if (p <= 0.0 || count == 0) {
        return;
    }
    const std::uint32_t first_block = first.value / thinning_block;
    const GeometricSkip skip(p);
    for_each_task(thinning_chunks(first, count), [&](std::size_t chunk) {
        const std::uint32_t block = first_block + static_cast<std::uint32_t>(chunk);
        auto picked = ahead<AgentId>([&](AgentId id) { body(chunk, id); }, [&](AgentId id) { look(id); });
        double at = 0.0;
        for (std::uint32_t attempt = 0;; ++attempt) {
            at += skip(step.luck(block, purpose, step.tick, attempt).uniform());
            if (at >= thinning_block) {
                picked.finish();
                return;
            }
            const AgentId id{block * thinning_block + static_cast<std::uint32_t>(at)};
            if (id.value >= first.value && id.value - first.value < count) {
                picked(id);
            }
            at += 1.0;
        }
    });
}

template <class Body>
void thin(const Step& step, Purpose purpose, AgentId first, std::uint32_t count, double p, Body&& body)
{
    thin(
        step, purpose, first, count, p, [](AgentId) {}, std::forward<Body>(body));
}

/// One of `n` places, each equally likely (to n / 2^31). Consistent: one more place at the end changes only the draws
/// that now fall on it, whatever n is, so a list that grows by one moves nobody else's choice.
/// \return  below n; 0 when n is 0
/// \source  Lamping, Veach, "A fast, minimal memory, consistent hash algorithm", arXiv:1406.2294
inline std::uint32_t choose(const Luck& luck, std::uint32_t who, Purpose purpose, Tick tick, std::uint32_t attempt,
                            std::uint32_t n)
{
    const auto words = luck(who, purpose, tick, attempt).words;
    std::uint64_t key = std::uint64_t{words[0]} << 32 | words[1];
    std::uint32_t place = 0;
    for (std::uint64_t next = 0; next < n;) {
        place = static_cast<std::uint32_t>(next);
        key = key * 2862933555777941757u + 1;
        const double jump = 0x1p31 / static_cast<double>((key >> 33) + 1);
        next = static_cast<std::uint64_t>(static_cast<double>(next + 1) * jump);
    }
    return place;
}

/// Time until an event of constant hazard, in units of 1 / hazard's unit; infinite for a hazard of 0.
inline double waiting_time(double u, double hazard)
{
    return hazard > 0.0 ? -std::log(u) / hazard : std::numeric_limits<double>::infinity();
}

} // namespace sim
