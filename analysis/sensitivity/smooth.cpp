#include "analysis/sensitivity/smooth.hpp"

#include "analysis/calibration/randomness.hpp"
#include "sim/error.hpp"

#include <boost/math/distributions/normal.hpp>

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

namespace analysis::sensitivity {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr Index order = 4; // cubic
constexpr Index most_segments = 16;
constexpr std::size_t points_a_segment = 8;

/// Columns of a regression: first those without penalty, then blocks that share one each.
struct Columns {
    MatrixXd x;
    Index free{};              ///< constant and lines
    std::vector<Index> blocks; ///< sizes of the penalised blocks
};

/// Cubic B-splines on equal segments over the range of z, by the recursion of de Boor.
MatrixXd splines(const VectorXd& z, Index segments)
{
    const double low = z.minCoeff();
    const double width = (z.maxCoeff() - low) / static_cast<double>(segments);
    const Index bases = segments + order - 1;
    MatrixXd all = MatrixXd::Zero(z.size(), bases);
    for (Index n = 0; n < z.size(); ++n) {
        const double at = (z(n) - low) / width;
        const auto segment = std::clamp(static_cast<Index>(at), Index{0}, segments - 1);
        const double t = at - static_cast<double>(segment);
        // The four that are not zero on a segment of unit length.
        const double s = 1.0 - t;
        all(n, segment) = s * s * s / 6.0;
        all(n, segment + 1) = (3.0 * t * t * t - 6.0 * t * t + 4.0) / 6.0;
        all(n, segment + 2) = (3.0 * s * s * s - 6.0 * s * s + 4.0) / 6.0;
        all(n, segment + 3) = t * t * t / 6.0;
    }
    return all;
}

/// Splines as their part that second differences see, of unit penalty: B D' (D D')^-1; what is left is a line.
MatrixXd wiggles(const VectorXd& z, Index segments)
{
    const MatrixXd b = splines(z, segments);
    MatrixXd d = MatrixXd::Zero(b.cols() - 2, b.cols());
    for (Index i = 0; i < d.rows(); ++i) {
        d.block(i, i, 1, 3) << 1.0, -2.0, 1.0;
    }
    return b * d.transpose() * (d * d.transpose()).inverse();
}

Columns columns_of(const MatrixXd& z)
{
    const Index n = z.rows();
    const Index axes = z.cols();
    const auto room = static_cast<Index>(static_cast<std::size_t>(n) / points_a_segment) / std::max(axes, Index{1});
    const Index segments = std::clamp(room, Index{2}, most_segments);
    const Index each = segments + order - 3;
    const Index products = axes * (axes - 1) / 2;
    Columns columns{MatrixXd(n, 1 + axes + axes * each + products), 1 + axes, {}};
    columns.x.col(0).setOnes();
    columns.x.middleCols(1, axes) = z;
    Index at = 1 + axes;
    for (Index a = 0; a < axes; ++a, at += each) {
        columns.x.middleCols(at, each) = wiggles(z.col(a), segments);
    }
    if (axes > 0) {
        columns.blocks.push_back(axes * each);
    }
    for (Index a = 0; a < axes; ++a) {
        for (Index b = a + 1; b < axes; ++b) {
            columns.x.col(at++) = z.col(a).cwiseProduct(z.col(b));
        }
    }
    if (products > 0) {
        columns.blocks.push_back(products);
    }
    return columns;
}

/// Least squares with penalties exp(log_penalty) on blocks of coefficients.
struct Penalised {
    Eigen::LLT<MatrixXd> curvature;
    VectorXd b;
    double variance{};  ///< of residuals
    double criterion{}; ///< minus twice the restricted log likelihood; smaller is better
};

class Fitter {
public:
    explicit Fitter(const Columns& columns) : columns_(columns), gram_(columns.x.transpose() * columns.x) {}

    Penalised fit(const VectorXd& y, const std::vector<double>& log_penalty) const
    {
        MatrixXd curvature = gram_;
        curvature.diagonal() *= 1.0 + independent; // two parameters may be one
        double prior = 0.0;
        Index at = columns_.free;
        for (std::size_t k = 0; k < columns_.blocks.size(); ++k) {
            const Index size = columns_.blocks[k];
            curvature.diagonal().segment(at, size).array() += std::exp(log_penalty[k]);
            prior += static_cast<double>(size) * log_penalty[k];
            at += size;
        }
        Penalised found{Eigen::LLT<MatrixXd>(curvature), {}, 0.0, 0.0};
        const VectorXd pull = columns_.x.transpose() * y;
        found.b = found.curvature.solve(pull);
        const auto freedom = static_cast<double>(y.size() - columns_.free);
        // Of rounding when an outcome is a smooth function exactly.
        const double least = y.squaredNorm() * 1e-14 + std::numeric_limits<double>::min();
        found.variance = std::max(y.squaredNorm() - found.b.dot(pull), least) / freedom;
        const double log_det = 2.0 * MatrixXd(found.curvature.matrixL()).diagonal().array().log().sum();
        found.criterion = freedom * std::log(found.variance) + log_det - prior;
        return found;
    }

    /// One penalty after the other over a grid, finer in the second round.
    Penalised best(const VectorXd& y) const
    {
        std::vector<double> penalty(columns_.blocks.size(), middle);
        Penalised least = fit(y, penalty);
        for (const double step : {2.0, 0.5}) {
            for (double& one : penalty) {
                const double centre = step == 2.0 ? middle : one;
                const double reach = step == 2.0 ? widest : 2.0;
                for (double tried = centre - reach; tried <= centre + reach; tried += step) {
                    const double before = std::exchange(one, tried);
                    Penalised now = fit(y, penalty);
                    if (now.criterion < least.criterion) {
                        least = std::move(now);
                    } else {
                        one = before;
                    }
                }
            }
        }
        return least;
    }

private:
    static constexpr double independent = 1e-9;
    static constexpr double middle = 4.0;
    static constexpr double widest = 14.0; ///< of log penalties about the middle: from next to none to a line

    const Columns& columns_;
    MatrixXd gram_;
};

} // namespace

std::vector<double> normal_scores(std::span<const double> values)
{
    std::vector<std::size_t> order_of(values.size());
    std::iota(order_of.begin(), order_of.end(), std::size_t{0});
    std::sort(order_of.begin(), order_of.end(), [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
    std::vector<double> scores(values.size());
    const auto n = static_cast<double>(values.size());
    for (std::size_t first = 0; first < order_of.size();) {
        std::size_t last = first;
        while (last < order_of.size() && values[order_of[last]] == values[order_of[first]]) {
            ++last;
        }
        const double rank = (static_cast<double>(first + last) - 1.0) / 2.0 + 1.0;
        const double score = boost::math::quantile(boost::math::normal(), (rank - 0.5) / n);
        for (; first < last; ++first) {
            scores[order_of[first]] = score;
        }
    }
    return scores;
}

struct Smooth::Fit {
    Columns columns;
    MatrixXd y;                     ///< centred
    Eigen::RowVectorXd centre;      ///< means of options
    std::vector<Penalised> options; ///< empty coefficients: an option that does not vary
    MatrixXd root;                  ///< of the correlation of residuals

    MatrixXd means(const std::vector<VectorXd>& coefficients) const
    {
        MatrixXd all(y.rows(), y.cols());
        for (Index s = 0; s < y.cols(); ++s) {
            all.col(s) = columns.x * coefficients[static_cast<std::size_t>(s)];
        }
        return all.rowwise() + centre;
    }
    std::vector<VectorXd> coefficients() const
    {
        std::vector<VectorXd> all;
        std::transform(options.begin(), options.end(), std::back_inserter(all), [](const auto& o) { return o.b; });
        return all;
    }
};

namespace {

Points points_of(const MatrixXd& matrix)
{
    Points points{static_cast<std::size_t>(matrix.cols()), {}};
    points.values.reserve(static_cast<std::size_t>(matrix.size()));
    for (Index i = 0; i < matrix.rows(); ++i) {
        for (Index j = 0; j < matrix.cols(); ++j) {
            points.values.push_back(matrix(i, j));
        }
    }
    return points;
}

MatrixXd matrix_of(const Points& points)
{
    using Rows = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
    return Eigen::Map<const Rows>(points.values.data(), static_cast<Index>(points.size()),
                                  static_cast<Index>(points.dimension));
}

/// Of the parameters that vary: one that does not tells nothing.
MatrixXd scores_of(const Points& parameters)
{
    const MatrixXd values = matrix_of(parameters);
    MatrixXd z(values.rows(), values.cols());
    Index kept = 0;
    for (Index a = 0; a < values.cols(); ++a) {
        const VectorXd column = values.col(a);
        if (column.maxCoeff() > column.minCoeff()) {
            const auto scores = normal_scores({column.data(), static_cast<std::size_t>(column.size())});
            z.col(kept++) = Eigen::Map<const VectorXd>(scores.data(), column.size());
        }
    }
    return z.leftCols(kept);
}

/// A root of the correlations of residuals; of an option that is fitted exactly, or is as good as another, no more than it has.
MatrixXd root_of_correlation(const MatrixXd& residuals)
{
    MatrixXd c = residuals.transpose() * residuals;
    const VectorXd scale = c.diagonal().cwiseSqrt().unaryExpr([](double s) { return s > 0.0 ? 1.0 / s : 0.0; });
    c = scale.asDiagonal() * c * scale.asDiagonal();
    const Eigen::SelfAdjointEigenSolver<MatrixXd> parts(c);
    return parts.eigenvectors() * parts.eigenvalues().cwiseMax(0.0).cwiseSqrt().asDiagonal();
}

} // namespace

Smooth::Smooth(const Points& parameters, const Points& outcomes)
{
    sim::expect(parameters.size() == outcomes.size() && parameters.dimension > 0, "every point has outcomes");
    if (parameters.size() < least_points * parameters.dimension) {
        throw sim::InputError(
            "points", sim::refusal("design.too-few-points",
                                   "there are {points} points, too few to tell a curve of {parameters} parameters",
                                   "take {least} or more, or fewer parameters together",
                                   {{"points", std::to_string(parameters.size())},
                                    {"parameters", std::to_string(parameters.dimension)},
                                    {"least", std::to_string(least_points * parameters.dimension)}}));
    }
    auto fit = std::make_unique<Fit>();
    fit->columns = columns_of(scores_of(parameters));
    fit->y = matrix_of(outcomes);
    fit->centre = fit->y.colwise().mean();
    fit->y.rowwise() -= fit->centre;
    const Fitter fitter(fit->columns);
    for (Index s = 0; s < fit->y.cols(); ++s) {
        fit->options.push_back(fitter.best(fit->y.col(s)));
    }
    const MatrixXd residuals = fit->y.rowwise() + fit->centre - fit->means(fit->coefficients());
    fit->root = root_of_correlation(residuals);
    fit_ = std::move(fit);
}

Smooth::~Smooth() = default;
Smooth::Smooth(Smooth&&) noexcept = default;
Smooth& Smooth::operator=(Smooth&&) noexcept = default;

Points Smooth::fitted() const
{
    return points_of(fit_->means(fit_->coefficients()));
}

Points Smooth::drawn(std::uint64_t seed, std::uint32_t draw) const
{
    calibration::Randomness luck(seed, draw);
    MatrixXd z(fit_->columns.x.cols(), fit_->y.cols());
    for (Index i = 0; i < z.size(); ++i) {
        z(i) = luck.normal();
    }
    z = z * fit_->root.transpose();
    auto coefficients = fit_->coefficients();
    for (Index s = 0; s < z.cols(); ++s) {
        const Penalised& option = fit_->options[static_cast<std::size_t>(s)];
        // The inverse of the curvature is the covariance: the transposed inverse of its root is a root of it.
        coefficients[static_cast<std::size_t>(s)] +=
            std::sqrt(option.variance) * option.curvature.matrixU().solve(z.col(s));
    }
    return points_of(fit_->means(coefficients));
}

double Smooth::explained(std::size_t option) const
{
    const auto s = static_cast<Index>(option);
    const Penalised& found = fit_->options.at(option);
    const double all = fit_->y.col(s).squaredNorm();
    if (all == 0.0) {
        return 0.0;
    }
    const MatrixXd gram = fit_->columns.x.transpose() * fit_->columns.x;
    const double columns = found.curvature.solve(gram).trace();
    const auto n = static_cast<double>(fit_->y.rows());
    const double rest = (fit_->y.col(s) - fit_->columns.x * found.b).squaredNorm();
    return 1.0 - rest / std::max(n - columns, 1.0) / (all / (n - 1.0));
}

} // namespace analysis::sensitivity
