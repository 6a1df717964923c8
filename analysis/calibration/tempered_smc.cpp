#include "analysis/calibration/tempered_smc.hpp"

#include "analysis/calibration/randomness.hpp"
#include "analysis/calibration/weights.hpp"
#include "sim/error.hpp"
#include "sim/parallel.hpp"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <numeric>

namespace analysis::calibration {
namespace {

double log_prior(std::span<const double> z)
{
    return -0.5 * std::inner_product(z.begin(), z.end(), z.begin(), 0.0);
}

class Sampler {
public:
    Sampler(std::size_t dimension, const LogLikelihood& log_likelihood, const SmcSettings& settings)
        : log_likelihood_(log_likelihood), settings_(settings), luck_(settings.seed), points_{dimension, {}},
          scale_(usual_scale / std::sqrt(static_cast<double>(dimension)))
    {
        points_.values.resize(dimension * settings.particles);
        for (double& value : points_.values) {
            value = luck_.normal();
        }
        logs_.resize(points_.size());
        sim::for_each_task(points_.size(), [&](std::size_t i) { logs_[i] = log_likelihood(points_[i]); });
    }

    bool done() const { return temperature_ >= 1.0; }

    void step()
    {
        const double next = next_temperature();
        const auto logs = powers(next - temperature_);
        log_evidence_ += log_sum(logs) - std::log(static_cast<double>(logs.size()));
        const auto weights = normalised(logs);
        const Eigen::MatrixXd factor = spread(weights);
        resample(weights);
        temperature_ = next;
        const double acceptance = move(factor);
        steps_.push_back({next, effective_size(weights), acceptance});
        // Towards the share at which random walks travel farthest.
        constexpr double wanted = 0.3;
        scale_ *= std::exp(acceptance - wanted);
    }

    SmcResult result() const { return {points_, logs_, log_evidence_, steps_}; }
    std::size_t steps() const { return steps_.size(); }

private:
    static constexpr double usual_scale = 2.38; ///< Roberts, Gelman, Gilks 1997, over the root of the dimension

    std::vector<double> powers(double power) const
    {
        std::vector<double> logs(logs_.size());
        // 0 times minus infinity is nothing known, not nothing possible.
        std::transform(logs_.begin(), logs_.end(), logs.begin(),
                       [&](double log) { return power > 0.0 ? power * log : 0.0; });
        return logs;
    }

    /// By bisection: the power at which the effective share is what is to be kept; 1 if that keeps as many.
    double next_temperature() const
    {
        const auto kept = [&](double next) {
            return effective_size(normalised(powers(next - temperature_))) / static_cast<double>(logs_.size());
        };
        if (kept(1.0) >= settings_.keep) {
            return 1.0;
        }
        double low = temperature_;
        double high = 1.0;
        constexpr int halvings = 60;
        for (int i = 0; i < halvings; ++i) {
            const double middle = 0.5 * (low + high);
            (kept(middle) >= settings_.keep ? low : high) = middle;
        }
        return high;
    }

    /// Cholesky factor of the weighted covariance of the particles.
    Eigen::MatrixXd spread(const std::vector<double>& weights) const
    {
        const auto d = static_cast<Eigen::Index>(points_.dimension);
        const Eigen::Map<const Eigen::MatrixXd> z(points_.values.data(), d, static_cast<Eigen::Index>(points_.size()));
        const Eigen::Map<const Eigen::VectorXd> w(weights.data(), static_cast<Eigen::Index>(weights.size()));
        const Eigen::VectorXd mean = z * w;
        const Eigen::MatrixXd off = z.colwise() - mean;
        Eigen::MatrixXd covariance = off * w.asDiagonal() * off.transpose();
        constexpr double least = 1e-10; // keeps a direction open in which all particles agree
        covariance.diagonal().array() += least;
        return covariance.llt().matrixL();
    }

    void resample(const std::vector<double>& weights)
    {
        const auto times = resampled(weights, points_.size(), luck_.uniform());
        Points points{points_.dimension, {}};
        std::vector<double> logs;
        for (std::size_t i = 0; i < times.size(); ++i) {
            for (std::size_t k = 0; k < times[i]; ++k) {
                points.add(points_[i]);
                logs.push_back(logs_[i]);
            }
        }
        points_ = std::move(points);
        logs_ = std::move(logs);
    }

    /// \return share of the steps that were taken
    double move(const Eigen::MatrixXd& factor)
    {
        std::vector<std::size_t> taken(points_.size());
        sim::for_each_task(points_.size(), [&](std::size_t i) { taken[i] = walk(i, factor); });
        return static_cast<double>(std::accumulate(taken.begin(), taken.end(), std::size_t{0})) /
               static_cast<double>(points_.size() * settings_.moves);
    }

    /// The steps of one particle, by luck of its own, so that it matters to none on which thread the others are.
    std::size_t walk(std::size_t i, const Eigen::MatrixXd& factor)
    {
        const auto d = static_cast<Eigen::Index>(points_.dimension);
        Randomness luck(settings_.seed, static_cast<std::uint32_t>(1 + steps_.size() * points_.size() + i));
        std::size_t taken = 0;
        Eigen::VectorXd step(d);
        std::vector<double> proposal(points_.dimension);
        const std::span<double> here = points_[i];
        for (std::size_t k = 0; k < settings_.moves; ++k) {
            std::generate(step.begin(), step.end(), [&] { return luck.normal(); });
            Eigen::Map<Eigen::VectorXd>(proposal.data(), d) =
                Eigen::Map<const Eigen::VectorXd>(here.data(), d) + scale_ * (factor * step);
            const double log = log_likelihood_(proposal);
            const double gain = temperature_ * (log - logs_[i]) + log_prior(proposal) - log_prior(here);
            if (std::log(luck.uniform()) < gain) {
                std::copy(proposal.begin(), proposal.end(), here.begin());
                logs_[i] = log;
                ++taken;
            }
        }
        return taken;
    }

    const LogLikelihood& log_likelihood_;
    const SmcSettings& settings_;
    Randomness luck_;
    Points points_;
    std::vector<double> logs_;
    double scale_;
    double temperature_{};
    double log_evidence_{};
    std::vector<SmcStep> steps_;
};

} // namespace

SmcResult sample_posterior(std::size_t dimension, const LogLikelihood& log_likelihood, const SmcSettings& settings)
{
    sim::expect(dimension > 0 && settings.particles > dimension && settings.moves > 0 && settings.keep > 0.0 &&
                    settings.keep < 1.0,
                "more particles than dimensions, a move at least, a share in (0, 1)");
    Sampler sampler(dimension, log_likelihood, settings);
    while (!sampler.done()) {
        if (sampler.steps() == settings.most_steps) {
            throw sim::InputError(
                "sampler",
                sim::refusal("sampler.unreached",
                             "the posterior was not reached in {steps} steps: the figures all but exclude the prior",
                             "widen the prior, or look at the implausibility of each target",
                             {{"steps", settings.most_steps}}));
        }
        sampler.step();
    }
    return sampler.result();
}

} // namespace analysis::calibration
