#include "analysis/calibration/identifiability.hpp"

#include "sim/error.hpp"

#include <cmath>

namespace analysis::calibration {

Product product_of(const Points& logs, std::size_t first, std::size_t second)
{
    sim::expect(logs.size() >= 2 && first < logs.dimension && second < logs.dimension,
                "two draws at least, of both factors");
    const auto n = static_cast<double>(logs.size());
    double means[2]{};
    for (std::size_t i = 0; i < logs.size(); ++i) {
        means[0] += logs[i][first] / n;
        means[1] += logs[i][second] / n;
    }
    double squares[2]{};
    double together = 0.0;
    for (std::size_t i = 0; i < logs.size(); ++i) {
        const double a = logs[i][first] - means[0];
        const double b = logs[i][second] - means[1];
        squares[0] += a * a;
        squares[1] += b * b;
        together += a * b;
    }
    sim::expect(squares[0] > 0.0 && squares[1] > 0.0, "draws differ");
    return {together / std::sqrt(squares[0] * squares[1]), std::sqrt(squares[0] / (n - 1.0)),
            std::sqrt(squares[1] / (n - 1.0)), std::sqrt((squares[0] + squares[1] + 2.0 * together) / (n - 1.0))};
}

} // namespace analysis::calibration
