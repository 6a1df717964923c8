#include "analysis/optimise/portfolio.hpp"

#include "sim/error.hpp"

#include <algorithm>
#include <cmath>

namespace analysis::optimise {
namespace {

constexpr double steps = 256.0;
constexpr double near_share = 1.0 / 64.0;
/// Halvings of the multiplier: as many as a double has digits.
constexpr int halvings = 60;

/// A straight piece of a concave curve.
struct Piece {
    std::size_t measure{};
    double share{};   ///< of the measure's range, that it is long
    double ron{};     ///< that it costs
    double averted{}; ///< along it
};

/// The pieces of the least concave curve from the origin through or above the points, steepest first; those that do not rise are left out.
std::vector<Piece> rising_pieces(const Response& response, std::size_t measure, double most_ron)
{
    std::vector<Piece> pieces;
    double share = 0.0;
    double averted = 0.0;
    std::size_t next = 0;
    while (next < response.shares.size()) {
        std::size_t best = next;
        const auto slope = [&](std::size_t k) {
            return (response.averted[k] - averted) / (response.shares[k] - share);
        };
        for (std::size_t k = next; k < response.shares.size(); ++k) {
            best = slope(k) >= slope(best) ? k : best;
        }
        if (!(slope(best) > 0.0)) {
            break;
        }
        const double length = response.shares[best] - share;
        pieces.push_back({measure, length, length * most_ron, response.averted[best] - averted});
        share = response.shares[best];
        averted = response.averted[best];
        next = best + 1;
    }
    return pieces;
}

} // namespace

double ron_of(std::span<const double> shares, std::span<const double> most_ron)
{
    sim::expect(shares.size() == most_ron.size(), "every measure has a range");
    double sum = 0.0;
    for (std::size_t k = 0; k < shares.size(); ++k) {
        sum += shares[k] * most_ron[k];
    }
    return sum;
}

Portfolio within_budget(std::span<const double> shares, std::span<const double> most_ron, double budget)
{
    const auto at = [&](double multiplier) {
        Portfolio all(shares.size());
        for (std::size_t k = 0; k < all.size(); ++k) {
            all[k] = std::clamp(shares[k] - multiplier * most_ron[k], 0.0, 1.0);
        }
        return all;
    };
    Portfolio inside = at(0.0);
    if (ron_of(inside, most_ron) <= budget) {
        return inside;
    }
    double low = 0.0;
    double high = 0.0;
    for (std::size_t k = 0; k < shares.size(); ++k) { // here nothing is left of any
        high = std::max(high, std::max(shares[k], 0.0) / most_ron[k]);
    }
    for (int i = 0; i < halvings; ++i) {
        const double middle = 0.5 * (low + high);
        (ron_of(at(middle), most_ron) <= budget ? high : low) = middle;
    }
    return at(high);
}

Portfolio in_steps(std::span<const double> shares)
{
    constexpr double slack = 1e-9; // a share that is a step already stays one
    Portfolio all(shares.begin(), shares.end());
    for (double& share : all) {
        share = std::floor(std::clamp(share, 0.0, 1.0) * steps + slack) / steps;
    }
    return all;
}

bool near(std::span<const double> one, std::span<const double> other)
{
    return std::equal(one.begin(), one.end(), other.begin(), other.end(),
                      [](double a, double b) { return std::abs(a - b) < near_share && (a > 0.0) == (b > 0.0); });
}

Portfolio without(Portfolio portfolio, std::size_t measure)
{
    portfolio.at(measure) = 0.0;
    return portfolio;
}

Portfolio greedy(std::span<const Response> responses, std::span<const double> most_ron, double budget)
{
    std::vector<Piece> pieces;
    for (std::size_t k = 0; k < responses.size(); ++k) {
        const auto own = rising_pieces(responses[k], k, most_ron[k]);
        pieces.insert(pieces.end(), own.begin(), own.end());
    }
    std::stable_sort(pieces.begin(), pieces.end(),
                     [](const Piece& a, const Piece& b) { return a.averted * b.ron > b.averted * a.ron; });
    Portfolio taken(responses.size(), 0.0);
    double left = budget;
    for (const Piece& piece : pieces) {
        const double part = std::min(1.0, left / piece.ron);
        taken[piece.measure] += part * piece.share;
        left -= part * piece.ron;
    }
    return taken;
}

} // namespace analysis::optimise
