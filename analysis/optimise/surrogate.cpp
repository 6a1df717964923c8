#include "analysis/optimise/surrogate.hpp"

#include "analysis/statistics.hpp"
#include "sim/error.hpp"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>

namespace analysis::optimise {
namespace {

/// Standard deviation of a rise before any run, in sizes of its measure: hardly held at all.
constexpr double free_rise = 10.0;
/// Of a bend, in sizes of its measure, and of a product, in the geometric mean of two: a whole size is a measure that at half its money
/// does three quarters of what it does at all of it, or two that undo each other's.
constexpr double free_bend = 1.0;
constexpr double free_product = 1.0;
/// Below this part of the largest outcome nothing is told apart: keeps the algebra regular where runs have no luck.
constexpr double smallest_part = 1e-6;

std::vector<double> features(std::span<const double> shares)
{
    std::vector<double> all(shares.begin(), shares.end());
    for (const double share : shares) {
        all.push_back(share * (1.0 - share));
    }
    for (std::size_t k = 0; k < shares.size(); ++k) {
        for (std::size_t l = k + 1; l < shares.size(); ++l) {
            all.push_back(shares[k] * shares[l]);
        }
    }
    return all;
}

/// How large an effect of each measure's whole range may be: the largest seen of it alone, in proportion to the share taken, or its
/// error where that is larger; of one never seen alone the largest of all.
std::vector<double> sizes_of(const Points& shares, std::span<const double> means, std::span<const double> errors,
                             double smallest)
{
    std::vector<double> sizes(shares.dimension, 0.0);
    double largest = smallest;
    for (std::size_t i = 0; i < shares.size(); ++i) {
        const auto row = shares[i];
        const auto taken = std::count_if(row.begin(), row.end(), [](double share) { return share > 0.0; });
        const double size = std::max(std::abs(means[i]), errors[i]);
        largest = std::max(largest, size);
        for (std::size_t k = 0; k < row.size() && taken == 1; ++k) {
            sizes[k] = row[k] > 0.0 ? std::max(sizes[k], size / row[k]) : sizes[k];
        }
    }
    for (double& size : sizes) {
        size = size > 0.0 ? std::max(size, smallest) : largest;
    }
    return sizes;
}

Eigen::VectorXd precisions(std::span<const double> sizes)
{
    std::vector<double> sd;
    for (const double size : sizes) {
        sd.push_back(free_rise * size);
    }
    for (const double size : sizes) {
        sd.push_back(free_bend * size);
    }
    for (std::size_t k = 0; k < sizes.size(); ++k) {
        for (std::size_t l = k + 1; l < sizes.size(); ++l) {
            sd.push_back(free_product * std::sqrt(sizes[k] * sizes[l]));
        }
    }
    Eigen::VectorXd precision(static_cast<Eigen::Index>(sd.size()));
    for (std::size_t i = 0; i < sd.size(); ++i) {
        precision[static_cast<Eigen::Index>(i)] = 1.0 / (sd[i] * sd[i]);
    }
    return precision;
}

/// Coefficients by replicate, at given variances of the rows.
Eigen::MatrixXd fitted(const Eigen::MatrixXd& design, const Eigen::MatrixXd& outcomes, const Eigen::VectorXd& precision,
                       const Eigen::VectorXd& variance)
{
    const Eigen::VectorXd weight = variance.cwiseInverse();
    Eigen::MatrixXd normal = design.transpose() * weight.asDiagonal() * design;
    normal.diagonal() += precision;
    return normal.ldlt().solve(design.transpose() * weight.asDiagonal() * outcomes);
}

} // namespace

std::size_t coefficients_of(std::size_t measures)
{
    return 2 * measures + measures * (measures - 1) / 2;
}

double Quadratic::operator()(std::span<const double> shares) const
{
    sim::expect(shares.size() == measures, "a portfolio has all measures");
    double sum = 0.0;
    std::size_t product = 2 * measures;
    for (std::size_t k = 0; k < measures; ++k) {
        double slope = coefficients[k] + coefficients[measures + k] * (1.0 - shares[k]);
        for (std::size_t l = k + 1; l < measures; ++l) {
            slope += coefficients[product++] * shares[l];
        }
        sum += slope * shares[k];
    }
    return sum;
}

Surrogate::Surrogate(const Points& shares, const Points& outcomes)
    : measures_(shares.dimension), replicates_(outcomes.dimension)
{
    sim::expect(shares.size() == outcomes.size() && shares.size() > 0, "every portfolio has its outcomes");
    const auto rows = static_cast<Eigen::Index>(shares.size());
    const auto terms = static_cast<Eigen::Index>(coefficients_of(measures_));
    Eigen::MatrixXd design(rows, terms), given(rows, static_cast<Eigen::Index>(replicates_));
    std::vector<double> means, errors;
    double largest = 0.0;
    for (Eigen::Index i = 0; i < rows; ++i) {
        const auto outcome = outcomes[static_cast<std::size_t>(i)];
        design.row(i) =
            Eigen::Map<const Eigen::RowVectorXd>(features(shares[static_cast<std::size_t>(i)]).data(), terms);
        given.row(i) = Eigen::Map<const Eigen::RowVectorXd>(outcome.data(), given.cols());
        means.push_back(analysis::mean(outcome));
        errors.push_back(std::sqrt(variance(outcome) / static_cast<double>(replicates_)));
        largest = std::max(largest, std::abs(means.back()));
    }
    const double smallest = std::max(largest * smallest_part, smallest_part);
    const Eigen::VectorXd precision = precisions(sizes_of(shares, means, errors, smallest));
    const Eigen::Map<const Eigen::VectorXd> error(errors.data(), rows);
    const Eigen::VectorXd luck = error.cwiseAbs2().array() + smallest * smallest;
    Eigen::MatrixXd coefficients = fitted(design, given, precision, luck);
    const auto residuals = [&] { return Eigen::VectorXd((given - design * coefficients).rowwise().mean()); };
    const double excess = (residuals().cwiseAbs2() - luck).mean();
    misfit_ = std::sqrt(std::max(0.0, excess));
    coefficients = fitted(design, given, precision, luck.array() + misfit_ * misfit_);
    const Eigen::VectorXd rest = residuals();
    for (Eigen::Index i = 0; i < rows; ++i) {
        const double own = misfit_ * misfit_ / (misfit_ * misfit_ + luck[i]);
        estimates_.push_back(means[static_cast<std::size_t>(i)] - (1.0 - own) * rest[i]);
    }
    by_replicate_.resize(static_cast<std::size_t>(coefficients.size()));
    Eigen::Map<Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>>(
        by_replicate_.data(), coefficients.rows(), coefficients.cols()) = coefficients;
}

Quadratic Surrogate::mean(std::span<const double> weights) const
{
    Quadratic mean{measures_, std::vector<double>(coefficients_of(measures_), 0.0)};
    double sum = 0.0;
    for (std::size_t r = 0; r < replicates_; ++r) {
        const double weight = weights.empty() ? 1.0 : weights[r];
        sum += weight;
        for (std::size_t c = 0; c < mean.coefficients.size(); ++c) {
            mean.coefficients[c] += weight * by_replicate_[c * replicates_ + r];
        }
    }
    for (double& coefficient : mean.coefficients) {
        coefficient /= sum;
    }
    return mean;
}

} // namespace analysis::optimise
