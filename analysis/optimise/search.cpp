#include "analysis/optimise/search.hpp"

#include "sim/error.hpp"

#include <algorithm>
#include <exception>
#include <nlopt.hpp>

namespace analysis::optimise {
namespace {

/// Evaluations of the value from one start, for each measure and in all.
constexpr int most_for_each = 1500;
constexpr int most_in_all = 30'000;
constexpr double tolerance = 1e-7; ///< of a share
constexpr double first_step = 0.25;
/// Searches one after the other from where the last one stopped, with a smaller first step: a simplex that has gone flat begins anew.
constexpr int restarts = 3;

/// The unit cube of the search, beside the portfolios that it stands for.
class Cube {
public:
    explicit Cube(const Market& market) : market_(market)
    {
        for (const double most : market.most_ron) {
            most_here_.push_back(std::min(most, market.budget));
        }
    }
    Portfolio portfolio(std::span<const double> cube) const
    {
        Portfolio shares = within_budget(cube, most_here_, market_.budget);
        for (std::size_t k = 0; k < shares.size(); ++k) {
            shares[k] *= most_here_[k] / market_.most_ron[k];
        }
        return shares;
    }
    std::vector<double> cube(std::span<const double> shares) const
    {
        std::vector<double> at;
        for (std::size_t k = 0; k < shares.size(); ++k) {
            at.push_back(std::clamp(shares[k] * market_.most_ron[k] / most_here_[k], 0.0, 1.0));
        }
        return at;
    }

private:
    const Market& market_;
    std::vector<double> most_here_;
};

struct Asked {
    const Value& value;
    const Cube& cube;
    std::exception_ptr thrown{};
};

/// What NLopt calls, which lets no exception through.
double ask(const std::vector<double>& at, std::vector<double>&, void* data)
{
    Asked& asked = *static_cast<Asked*>(data);
    try {
        return asked.value(asked.cube.portfolio(at));
    } catch (...) {
        asked.thrown = std::current_exception();
        throw nlopt::forced_stop();
    }
}

std::vector<double> searched(std::vector<double> at, Asked& asked)
{
    const auto measures = static_cast<unsigned>(at.size());
    double step = first_step;
    for (int round = 0; round < restarts; ++round, step *= first_step) {
        nlopt::opt search(nlopt::LN_SBPLX, measures);
        search.set_lower_bounds(0.0);
        search.set_upper_bounds(1.0);
        search.set_max_objective(ask, &asked);
        search.set_initial_step(step);
        search.set_xtol_abs(tolerance);
        search.set_maxeval(std::min(most_for_each * static_cast<int>(measures), most_in_all));
        double reached = 0.0;
        try {
            search.optimize(at, reached);
        } catch (const nlopt::roundoff_limited&) { // `at` holds the best so far
        } catch (const nlopt::forced_stop&) {
            std::rethrow_exception(asked.thrown);
        }
    }
    return at;
}

} // namespace

Portfolio best_within(const Value& value, std::span<const Portfolio> starts, const Market& market)
{
    sim::expect(!starts.empty() && market.budget > 0.0, "a search has a start and money to spend");
    const Cube cube(market);
    Asked asked{value, cube};
    Portfolio best;
    double most = 0.0;
    for (const Portfolio& start : starts) {
        Portfolio found = cube.portfolio(searched(cube.cube(start), asked));
        const double reached = value(found);
        if (best.empty() || reached > most) {
            most = reached;
            best = std::move(found);
        }
    }
    return best;
}

} // namespace analysis::optimise
