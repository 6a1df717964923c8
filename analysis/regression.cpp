#include "analysis/regression.hpp"

#include "sim/error.hpp"

#include <Eigen/Dense>
#include <limits>

namespace analysis {

double adjusted_r2(std::span<const std::vector<double>> columns, std::span<const double> y)
{
    const auto n = static_cast<Eigen::Index>(y.size());
    if (columns.empty() || n == 0) {
        return 0.0;
    }
    const Eigen::Map<const Eigen::VectorXd> given(y.data(), n);
    const Eigen::VectorXd outcome = given.array() - given.mean();
    Eigen::MatrixXd values(n, static_cast<Eigen::Index>(columns.size()));
    for (std::size_t k = 0; k < columns.size(); ++k) {
        sim::expect(columns[k].size() == y.size(), "a value for each outcome");
        const Eigen::Map<const Eigen::VectorXd> column(columns[k].data(), n);
        values.col(static_cast<Eigen::Index>(k)) = column.array() - column.mean();
    }
    const bool alike = given.maxCoeff() == given.minCoeff(); // what is left of equal values is rounding
    const double all = alike ? 0.0 : outcome.squaredNorm();
    const Eigen::ColPivHouseholderQR<Eigen::MatrixXd> solver(values);
    const Eigen::Index left = n - solver.rank() - 1;
    if (left <= 0) {
        return std::numeric_limits<double>::quiet_NaN();
    }
    if (!(all > 0.0)) {
        return 0.0;
    }
    const double unexplained = (outcome - values * solver.solve(outcome)).squaredNorm();
    return 1.0 - unexplained / all * static_cast<double>(n - 1) / static_cast<double>(left);
}

} // namespace analysis
