// full_size_twins PLAN RUNS [TWINS]: twins of a calibration at full size (RELIABILITY C7), on its finished runs, no new ones. Each twin
// takes one run as the truth: its parameters are known, its register is published as the real one is (years that stray, splits
// over five years), and all other runs fit it. Prints which truths lie in the 90 % intervals.
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

int work(const std::string& plan_file, const std::string& folder, std::size_t twins)
{
    const calibration::Plan plan = calibration::read_plan(plan_file, model::all_parameters());
    model::Scenario scenario = model::load_scenario(plan.scenario);
    scenario.seed = plan.seed;
    std::vector<std::string> names;
    for (const auto& free : plan.free) {
        names.push_back(free.name);
    }
    calibration::TrialFolder kept(folder, calibration::trial_identity(scenario, plan.seed, names));
    kept.trust();
    const std::size_t d = plan.free.size();
    const calibration::Points design =
        calibration::normal_design(d, 0, static_cast<std::size_t>(plan.waves.front()), plan.seed);
    const auto trials = calibration::trials_at(design, plan.free, 0);
    calibration::Points points{d, {}};
    std::vector<calibration::RegisterCounts> runs;
    for (std::size_t i = 0; i < trials.size(); ++i) {
        if (auto run = kept.find(trials[i])) {
            points.add(design[i]);
            runs.push_back(std::move(*run));
        }
    }
    const calibration::Figures figures = calibration::figures_of(plan);
    std::size_t covered = 0;
    std::size_t asked = 0;
    std::size_t implausible = 0;
    for (std::size_t t = 0; t < twins; ++t) {
        // Truths near the middle of the prior, where the real one is looked for.
        std::vector<std::pair<double, std::size_t>> by_length;
        for (std::size_t i = 0; i < points.size(); ++i) {
            double square = 0.0;
            for (const double z : points[i]) {
                square += z * z;
            }
            by_length.emplace_back(square, i);
        }
        std::sort(by_length.begin(), by_length.end());
        const std::size_t truth = by_length.at(t * 4).second;
        calibration::Points others{d, {}};
        std::vector<calibration::RegisterCounts> their_runs;
        for (std::size_t i = 0; i < points.size(); ++i) {
            if (i != truth) {
                others.add(points[i]);
                their_runs.push_back(runs[i]);
            }
        }
        calibration::Randomness luck(plan.seed, static_cast<std::uint32_t>(1000 + t));
        const calibration::Fit fit(published(figures, runs[truth], luck), others, their_runs);
        implausible += fit.implausibility(points[truth]) > 3.0 ? 1 : 0;
        calibration::SmcSettings settings;
        settings.particles = 1000;
        settings.moves = 10;
        settings.seed = t;
        const auto sampled = calibration::sample_posterior(
            fit.dimension(), [&](std::span<const double> z) { return fit.log_likelihood(z); }, settings);
        std::cout << "twin " << t << ", run " << truth << ": ranks in %";
        for (std::size_t k = 0; k < d; ++k) {
            std::size_t below = 0;
            for (std::size_t i = 0; i < sampled.points.size(); ++i) {
                below += sampled.points[i][k] < points[truth][k] ? 1 : 0;
            }
            const double rank = static_cast<double>(below) / static_cast<double>(sampled.points.size());
            covered += rank > 0.05 && rank < 0.95 ? 1 : 0;
            ++asked;
            std::cout << ' ' << std::lround(100.0 * rank);
        }
        std::cout << '\n' << std::flush;
    }
    std::cout << points.size() << " runs; of " << asked << " truths " << covered << " in their 90 % intervals; "
              << implausible << " of " << twins << " truths implausible\n";
    return 0;
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
