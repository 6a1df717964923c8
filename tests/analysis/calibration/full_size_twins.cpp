// full_size_twins PLAN RUNS [TWINS]: twins of a calibration at full size (RELIABILITY C7), on its finished runs, no new ones. Each twin
// takes one run of the first wave as the truth: its parameters are known, its register is published as the real one is (years that stray,
// splits over five years), and all other runs of the wave fit it. Prints which truths lie in the 90 % intervals and how wide the draws are;
// ends with 1 when too few do, too many are implausible, or nothing was learned.
#include "analysis/calibration/calibrate.hpp"
#include "analysis/calibration/country_run.hpp"
#include "analysis/calibration/design.hpp"
#include "analysis/calibration/fit.hpp"
#include "analysis/calibration/randomness.hpp"
#include "models/registry.hpp"
#include "sim/error.hpp"

#include <algorithm>
#include <cmath>
#include <iostream>
#include <string>
#include <vector>

namespace {

namespace calibration = analysis::calibration;

std::int64_t persons(const std::vector<calibration::Counted>& counted, const calibration::RegisterCounts& run)
{
    std::int64_t sum = 0;
    for (const calibration::ProfileCount& line : run.profiles) {
        for (const calibration::Counted& one : counted) {
            if (one.holds(line.profile)) {
                sum += line.count;
                break;
            }
        }
    }
    return sum;
}

/// What would have been published of a run: the same figures as those of the real register.
calibration::Figures published(calibration::Figures figures, const calibration::RegisterCounts& run,
                               calibration::Randomness& luck)
{
    for (calibration::CountFigure& f : figures.counts) {
        const double size = f.years / (f.spread * f.spread);
        const double year = luck.gamma(size, size);
        const double mean = static_cast<double>(persons({f.counted}, run)) / run.years * f.years;
        f.low = f.high = luck.poisson(std::max(mean, 0.1) * year);
    }
    for (calibration::SplitFigure& split : figures.splits) {
        std::vector<double> shares;
        double sum = 0.0;
        for (const auto& counted : split.counted) {
            shares.push_back(std::max(static_cast<double>(persons(counted, run)), 0.5));
            sum += shares.back();
        }
        const double concentration = calibration::concentration_of(shares, split.spread);
        const auto n = static_cast<std::int64_t>(sum);
        double drawn = 0.0;
        for (double& share : shares) {
            share = luck.gamma(std::max(concentration * share / sum, 1e-3), 1.0);
            drawn += share;
        }
        std::fill(split.counts.begin(), split.counts.end(), 0);
        for (std::int64_t i = 0; i < n; ++i) {
            double u = luck.uniform() * drawn;
            std::size_t k = 0;
            while (k + 1 < shares.size() && u >= shares[k]) {
                u -= shares[k++];
            }
            ++split.counts[k];
        }
    }
    return figures;
}

/// Finished runs of the first wave, and where they lie.
struct Kept {
    calibration::Points points;
    std::vector<calibration::RegisterCounts> runs;

    /// All but one.
    Kept without(std::size_t truth) const
    {
        Kept others{{points.dimension, {}}, {}};
        for (std::size_t i = 0; i < points.size(); ++i) {
            if (i != truth) {
                others.points.add(points[i]);
                others.runs.push_back(runs[i]);
            }
        }
        return others;
    }
};

Kept kept_runs(const calibration::Plan& plan, const std::string& folder)
{
    model::Scenario scenario = model::load_scenario(plan.scenario);
    scenario.seed = plan.seed;
    std::vector<std::string> names;
    for (const auto& free : plan.free) {
        names.push_back(free.name);
    }
    calibration::TrialFolder files(folder, calibration::trial_identity(scenario, plan.seed, names));
    files.trust();
    const std::size_t d = plan.free.size();
    const calibration::Points design =
        calibration::normal_design(d, 0, static_cast<std::size_t>(plan.waves.front()), plan.seed);
    const auto trials = calibration::trials_at(design, plan.free, 0);
    Kept kept{{d, {}}, {}};
    for (std::size_t i = 0; i < trials.size(); ++i) {
        if (auto run = files.find(trials[i])) {
            kept.points.add(design[i]);
            kept.runs.push_back(std::move(*run));
        }
    }
    return kept;
}

/// What the twins say together.
struct Verdict {
    std::int64_t asked{}, covered{}; ///< truths, and those in their 90 % intervals
    std::int64_t twins{}, implausible{};
    std::vector<double>
        widths; ///< by parameter, summed over twins: standard deviation of the draws, that of the prior being 1
};

/// Of one coordinate: whether the truth lies in the middle nine tenths of the draws. Prints its rank.
void judge(const calibration::Points& draws, std::size_t k, double truth, Verdict& verdict)
{
    const auto n = static_cast<double>(draws.size());
    double below = 0.0, sum = 0.0, squares = 0.0;
    for (std::size_t i = 0; i < draws.size(); ++i) {
        const double z = draws[i][k];
        below += z < truth ? 1.0 : 0.0;
        sum += z;
        squares += z * z;
    }
    const double rank = below / n;
    verdict.covered += rank > 0.05 && rank < 0.95 ? 1 : 0;
    ++verdict.asked;
    verdict.widths[k] += std::sqrt(squares / n - sum * sum / n / n);
    std::cout << ' ' << std::lround(100.0 * rank);
}

void twin(const calibration::Figures& figures, const Kept& kept, std::size_t truth, std::uint64_t seed, std::uint32_t t,
          Verdict& verdict)
{
    const Kept others = kept.without(truth);
    calibration::Randomness luck(seed, 1000 + t);
    const calibration::Fit fit(published(figures, kept.runs[truth], luck), others.points, others.runs);
    ++verdict.twins;
    verdict.implausible += fit.implausibility(kept.points[truth]) > 3.0 ? 1 : 0;
    calibration::SmcSettings settings;
    settings.particles = 1000;
    settings.moves = 10;
    settings.seed = t;
    const auto sampled = calibration::sample_posterior(
        fit.dimension(), [&](std::span<const double> z) { return fit.log_likelihood(z); }, settings);
    std::cout << "twin " << t << ", run " << truth << ": ranks in %";
    for (std::size_t k = 0; k < kept.points.dimension; ++k) {
        judge(sampled.points, k, kept.points[truth][k], verdict);
    }
    std::cout << '\n' << std::flush;
}

/// P(X >= k) of a binomial.
double at_least(std::int64_t k, std::int64_t n, double p)
{
    double sum = 0.0;
    for (std::int64_t i = std::max<std::int64_t>(k, 0); i <= n; ++i) {
        const auto x = static_cast<double>(i), m = static_cast<double>(n);
        sum += std::exp(std::lgamma(m + 1.0) - std::lgamma(x + 1.0) - std::lgamma(m - x + 1.0) + x * std::log(p) +
                        (m - x) * std::log1p(-p));
    }
    return sum;
}

/// Prints what was found. Too few truths in their intervals, or too many implausible, where the chance of so few and so many is below
/// 1 in 1,000; or draws that are as wide as the prior in every parameter: nothing was learned, and covering is then no feat.
bool passes(const Verdict& verdict, const calibration::Plan& plan)
{
    constexpr double alpha = 1e-3;
    constexpr double learned = 0.7; // of the prior's width; half of the variance
    std::cout << "width of the draws, of the prior's:";
    double mean = 0.0, least = 1.0;
    for (std::size_t k = 0; k < verdict.widths.size(); ++k) {
        const double width = verdict.widths[k] / static_cast<double>(verdict.twins);
        mean += width / static_cast<double>(verdict.widths.size());
        least = std::min(least, width);
        std::cout << ' ' << plan.free[k].name << ' ' << std::lround(100.0 * width) << " %";
    }
    std::cout << "; in the mean " << std::lround(100.0 * mean) << " %\n";
    const std::int64_t missed = verdict.asked - verdict.covered;
    const bool covers = at_least(missed, verdict.asked, 0.1) > alpha;
    const bool plausible = at_least(verdict.implausible, verdict.twins, 0.05) > alpha;
    std::cout << "of " << verdict.asked << " truths " << verdict.covered << " in their 90 % intervals"
              << (covers ? "" : ": too few") << "; " << verdict.implausible << " of " << verdict.twins
              << " truths implausible" << (plausible ? "" : ": too many")
              << (least < learned ? "" : "; nothing was learned") << '\n';
    return covers && plausible && least < learned;
}

int work(const std::string& plan_file, const std::string& folder, std::size_t twins)
{
    const calibration::Plan plan = calibration::read_plan(plan_file, model::all_parameters());
    const Kept kept = kept_runs(plan, folder);
    std::cout << kept.points.size() << " runs\n" << std::flush;
    sim::expect(twins > 0 && kept.points.size() > twins, "every twin takes a finished run of the first wave");
    const calibration::Figures figures = calibration::figures_of(plan);
    Verdict verdict;
    verdict.widths.resize(plan.free.size());
    for (std::size_t t = 0; t < twins; ++t) {
        // Truths from all over the prior, as the points of the design are: one that is near its middle covers whoever learns nothing.
        const std::size_t truth = (2 * t + 1) * kept.points.size() / (2 * twins);
        twin(figures, kept, truth, plan.seed, static_cast<std::uint32_t>(t), verdict);
    }
    return passes(verdict, plan) ? 0 : 1;
}

} // namespace

int main(int argc, char** argv)
{
    if (argc < 3) {
        std::cerr << "full_size_twins PLAN RUNS [TWINS]\n";
        return 2;
    }
    try {
        return work(argv[1], argv[2], argc > 3 ? std::stoul(argv[3]) : 5);
    } catch (const std::exception& e) {
        std::cerr << e.what() << '\n';
        return 1;
    }
}
