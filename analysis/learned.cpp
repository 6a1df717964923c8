#include "analysis/learned.hpp"

#include "analysis/statistics.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string_view>

namespace analysis {
namespace {

constexpr double z_of_95_percent_below = 1.6448536269514722;

std::vector<double> column(const calibration::Posterior& posterior, std::size_t parameter)
{
    std::vector<double> values;
    values.reserve(posterior.size());
    for (std::size_t d = 0; d < posterior.size(); ++d) {
        values.push_back(posterior.draws[d][parameter]);
    }
    return values;
}

/// A draw at an end of its range is as far out as the nearest value inside.
double coordinate(const calibration::Prior& prior, double value)
{
    constexpr double inside = 1e-9;
    const double width = prior.high - prior.low;
    return prior.coordinate(std::clamp(value, prior.low + inside * width, prior.high - inside * width));
}

std::optional<std::size_t> position_of(const calibration::Posterior& posterior, std::string_view name)
{
    for (std::size_t i = 0; i < posterior.parameters.size(); ++i) {
        if (posterior.parameters[i].name == name) {
            return i;
        }
    }
    return std::nullopt;
}

} // namespace

std::vector<Learned> learned(const calibration::Posterior& posterior)
{
    std::vector<Learned> all;
    for (std::size_t i = 0; i < posterior.parameters.size(); ++i) {
        const calibration::PosteriorParameter& parameter = posterior.parameters[i];
        const std::vector<double> values = column(posterior, i);
        std::vector<double> z;
        z.reserve(values.size());
        for (const double value : values) {
            z.push_back(coordinate(parameter.prior, value));
        }
        all.push_back({parameter.name, parameter.unit, parameter.prior.value(-z_of_95_percent_below),
                       parameter.prior.value(0.0), parameter.prior.value(z_of_95_percent_below),
                       quantile(values, interval_low), quantile(values, 0.5), quantile(values, interval_high),
                       std::sqrt(variance(z))});
    }
    return all;
}

std::optional<calibration::Product> incidence_and_detection(const calibration::Posterior& posterior)
{
    const auto multiplier = position_of(posterior, "observation.hidden_multiplier");
    const auto offenders = position_of(posterior, "offenders.per_100k");
    if (!multiplier || !offenders || posterior.size() < 2) {
        return std::nullopt;
    }
    calibration::Points logs{2, {}};
    for (std::size_t d = 0; d < posterior.size(); ++d) {
        const double hidden = std::log(posterior.draws[d][*multiplier]);
        logs.values.push_back(hidden + std::log(posterior.draws[d][*offenders]));
        logs.values.push_back(-hidden);
    }
    const auto varies = [&](std::size_t which) {
        for (std::size_t d = 1; d < logs.size(); ++d) {
            if (logs[d][which] != logs[0][which]) {
                return true;
            }
        }
        return false;
    };
    if (!varies(0) || !varies(1)) {
        return std::nullopt;
    }
    return calibration::product_of(logs, 0, 1);
}

} // namespace analysis
