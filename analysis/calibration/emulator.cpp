#include "analysis/calibration/emulator.hpp"

#include "analysis/calibration/scores.hpp"
#include "sim/error.hpp"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace analysis::calibration {
namespace {

/// The intercept is as good as free: runs alone decide it.
constexpr double free_size = 100.0;

/// Penalised quasi-Poisson regression with a log link.
class Regression {
public:
    Regression(const Points& design, const CellRuns& runs, const EffectSizes& sizes)
        : x_(design.size(), features(design[0]).size()), y_(design.size()), exposure_(design.size()),
          penalty_(x_.cols()), b_(Eigen::VectorXd::Zero(x_.cols()))
    {
        for (Eigen::Index i = 0; i < x_.rows(); ++i) {
            const auto row = static_cast<std::size_t>(i);
            const auto terms = features(design[row]);
            x_.row(i) = Eigen::Map<const Eigen::RowVectorXd>(terms.data(), x_.cols());
            y_(i) = static_cast<double>(runs.counts[row]);
            exposure_(i) = runs.exposure[row];
        }
        const auto linear = static_cast<Eigen::Index>(design.dimension);
        penalty_.setConstant(1.0 / (sizes.quadratic * sizes.quadratic));
        penalty_.segment(1, linear).setConstant(1.0 / (sizes.linear * sizes.linear));
        penalty_(0) = 1.0 / (free_size * free_size);
        b_(0) = std::log(y_.sum() / exposure_.sum());
    }

    /// Mode for the dispersion as it stands. \return whether the steps have settled
    bool settle()
    {
        constexpr int most_steps = 100;
        constexpr double enough = 1e-10;
        for (int i = 0; i < most_steps; ++i) {
            const Eigen::VectorXd step = curvature().ldlt().solve(gradient());
            double length = 1.0;
            const double before = objective(b_);
            while (length > enough && !(objective(b_ + length * step) >= before - enough * std::abs(before))) {
                length /= 2.0;
            }
            b_ += length * step;
            if (step.lpNorm<Eigen::Infinity>() < enough) {
                return true;
            }
        }
        return false;
    }

    /// Pearson's statistic over what freedom the terms leave, at least 1: luck of a count is Poisson or more.
    double pearson() const
    {
        const Eigen::VectorXd mu = means(b_);
        const Eigen::MatrixXd inverse = curvature().inverse();
        const double taken = ((x_ * inverse).cwiseProduct(x_).rowwise().sum().array() * mu.array() / dispersion_).sum();
        const double statistic = ((y_ - mu).array().square() / mu.array()).sum();
        return std::max(1.0, statistic / std::max(1.0, static_cast<double>(y_.size()) - taken));
    }

    void set_dispersion(double dispersion) { dispersion_ = dispersion; }
    Eigen::MatrixXd curvature() const
    {
        Eigen::MatrixXd h = x_.transpose() * (means(b_) / dispersion_).asDiagonal() * x_;
        h.diagonal() += penalty_;
        return h;
    }
    const Eigen::VectorXd& coefficients() const { return b_; }

private:
    Eigen::VectorXd means(const Eigen::VectorXd& b) const { return exposure_.array() * (x_ * b).array().exp(); }
    Eigen::VectorXd gradient() const
    {
        return x_.transpose() * (y_ - means(b_)) / dispersion_ - penalty_.cwiseProduct(b_);
    }
    double objective(const Eigen::VectorXd& b) const
    {
        const Eigen::ArrayXd eta = (x_ * b).array();
        const double fit = (y_.array() * eta - exposure_.array() * eta.exp()).sum() / dispersion_;
        return fit - 0.5 * (penalty_.array() * b.array().square()).sum();
    }

    Eigen::MatrixXd x_;
    Eigen::VectorXd y_, exposure_, penalty_, b_;
    double dispersion_{1.0};
};

} // namespace

std::vector<double> features(std::span<const double> z)
{
    std::vector<double> terms{1.0};
    terms.insert(terms.end(), z.begin(), z.end());
    for (std::size_t i = 0; i < z.size(); ++i) {
        terms.push_back((z[i] * z[i] - 1.0) / std::sqrt(2.0));
        for (std::size_t j = i + 1; j < z.size(); ++j) {
            terms.push_back(z[i] * z[j]);
        }
    }
    return terms;
}

Emulator::Emulator(const Points& design, const CellRuns& runs, const EffectSizes& sizes)
{
    sim::expect(design.size() > 0 && runs.counts.size() == design.size() && runs.exposure.size() == design.size(),
                "a cell has a count and an exposure at each point of the design");
    if (std::accumulate(runs.counts.begin(), runs.counts.end(), std::int64_t{0}) == 0) {
        throw sim::InputError("emulator", sim::refusal("emulator.nothing-counted",
                                                       "a cell counts nothing in any run: no rate can be told",
                                                       "merge it with another category"));
    }
    Regression regression(design, runs, sizes);
    constexpr int rounds = 8; // the dispersion moves the fit little, the fit moves the dispersion little
    for (int round = 0; round < rounds; ++round) {
        if (!regression.settle()) {
            throw sim::InputError("emulator", sim::refusal("emulator.unsettled", "the fit of a cell does not settle",
                                                           "take a larger design or smaller effects"));
        }
        dispersion_ = regression.pearson();
        regression.set_dispersion(dispersion_);
    }
    regression.settle();
    const Eigen::VectorXd& b = regression.coefficients();
    const Eigen::MatrixXd covariance = regression.curvature().inverse();
    coefficients_.assign(b.data(), b.data() + b.size());
    covariance_.assign(covariance.data(), covariance.data() + covariance.size());
}

LogMean Emulator::operator()(std::span<const double> z) const
{
    const auto terms = features(z);
    const auto n = static_cast<Eigen::Index>(terms.size());
    sim::expect(terms.size() == coefficients_.size(), "a point has the dimension of the design");
    const Eigen::Map<const Eigen::VectorXd> x(terms.data(), n);
    const Eigen::Map<const Eigen::VectorXd> b(coefficients_.data(), n);
    const Eigen::Map<const Eigen::MatrixXd> covariance(covariance_.data(), n, n);
    return {x.dot(b), x.dot(covariance * x)};
}

/// Coefficients, and of each covariance the lower half as one row, what is beside the diagonal doubled: a variance is then the product
/// with the products of terms, which are the same for all. Rows in single precision: memory is what this waits for.
struct EmulatorBank::Matrices {
    Eigen::MatrixXd coefficients;
    Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor> halves;
};

EmulatorBank::EmulatorBank() = default;
EmulatorBank::~EmulatorBank() = default;
EmulatorBank::EmulatorBank(EmulatorBank&&) noexcept = default;
EmulatorBank& EmulatorBank::operator=(EmulatorBank&&) noexcept = default;

EmulatorBank::EmulatorBank(std::span<const Emulator> emulators)
{
    sim::expect(!emulators.empty(), "a bank has emulators");
    const auto n = static_cast<Eigen::Index>(emulators.front().coefficients().size());
    const auto cells = static_cast<Eigen::Index>(emulators.size());
    auto matrices = std::make_unique<Matrices>();
    matrices->coefficients.resize(cells, n);
    matrices->halves.resize(cells, n * (n + 1) / 2);
    for (Eigen::Index k = 0; k < cells; ++k) {
        const Emulator& emulator = emulators[static_cast<std::size_t>(k)];
        matrices->coefficients.row(k) = Eigen::Map<const Eigen::RowVectorXd>(emulator.coefficients().data(), n);
        const Eigen::Map<const Eigen::MatrixXd> covariance(emulator.covariance().data(), n, n);
        Eigen::Index at = 0;
        for (Eigen::Index i = 0; i < n; ++i) {
            for (Eigen::Index j = 0; j <= i; ++j) {
                matrices->halves(k, at++) = static_cast<float>((i == j ? 1.0 : 2.0) * covariance(i, j));
            }
        }
    }
    matrices_ = std::move(matrices);
}

std::vector<LogMean> EmulatorBank::operator()(std::span<const double> z) const
{
    const auto terms = features(z);
    const auto n = static_cast<Eigen::Index>(terms.size());
    sim::expect(n == matrices_->coefficients.cols(), "a point has the dimension of the design");
    const Eigen::Map<const Eigen::VectorXd> x(terms.data(), n);
    Eigen::VectorXf products(n * (n + 1) / 2);
    Eigen::Index at = 0;
    for (Eigen::Index i = 0; i < n; ++i) {
        for (Eigen::Index j = 0; j <= i; ++j) {
            products(at++) = static_cast<float>(x(i) * x(j));
        }
    }
    const Eigen::VectorXd means = matrices_->coefficients * x;
    const Eigen::VectorXf variances = matrices_->halves * products;
    std::vector<LogMean> logs;
    logs.reserve(static_cast<std::size_t>(means.size()));
    for (Eigen::Index k = 0; k < means.size(); ++k) {
        logs.push_back({means(k), std::max(0.0, static_cast<double>(variances(k)))});
    }
    return logs;
}

std::vector<LeftOut> leave_one_out(const Points& design, const CellRuns& runs, const Emulator& emulator)
{
    std::vector<LeftOut> all;
    for (std::size_t i = 0; i < design.size(); ++i) {
        const auto count = static_cast<double>(runs.counts[i]);
        const LogMean fitted = emulator(design[i]);
        const double mu = runs.exposure[i] * std::exp(fitted.mean);
        const double weight = mu / emulator.dispersion();
        // How far the point pulls the fit to itself. 1: nothing else speaks about it.
        constexpr double most = 0.999;
        const double leverage = std::min(weight * fitted.variance, most);
        LeftOut out;
        out.log_mean = {fitted.mean - leverage / (1.0 - leverage) * (count - mu) / mu,
                        fitted.variance / (1.0 - leverage)};
        const double expected = runs.exposure[i] * std::exp(out.log_mean.mean);
        const double variance = emulator.dispersion() * expected + expected * expected * out.log_mean.variance;
        out.standard_residual = (count - expected) / std::sqrt(variance);
        const double size =
            variance > expected ? expected * expected / (variance - expected) : std::numeric_limits<double>::infinity();
        out.log_score = log_score({expected, size}, runs.counts[i]);
        all.push_back(out);
    }
    return all;
}

EffectSizes choose_effect_sizes(const Points& design, std::span<const CellRuns> cells,
                                std::span<const EffectSizes> candidates)
{
    sim::expect(!candidates.empty(), "there is a choice among some sizes");
    const auto score = [&](const EffectSizes& sizes) {
        double sum = 0.0;
        for (const CellRuns& runs : cells) {
            for (const LeftOut& out : leave_one_out(design, runs, Emulator(design, runs, sizes))) {
                sum += out.log_score;
            }
        }
        return sum;
    };
    std::vector<double> scores;
    std::transform(candidates.begin(), candidates.end(), std::back_inserter(scores), score);
    return candidates[static_cast<std::size_t>(std::min_element(scores.begin(), scores.end()) - scores.begin())];
}

} // namespace analysis::calibration
