#include "analysis/calibration/posterior.hpp"
#include "analysis/info.hpp"
#include "models/scenario_text.hpp"

#include <algorithm>
#include <charconv>
#include <ostream>
#include <string>
#include <vector>

namespace analysis {
namespace {

using calibration::Posterior;

/// Three significant digits: more are not known of any parameter. The same in every locale.
std::string three_digits(double value)
{
    constexpr int digits = 3;
    std::string text(32, '\0');
    const auto end =
        std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::general, digits).ptr;
    text.resize(static_cast<std::size_t>(end - text.data()));
    return text;
}

std::string years_text(const calibration::Years& years)
{
    return (years.from ? std::to_string(*years.from) : "first") + " to " +
           (years.until ? std::to_string(*years.until) : "last");
}

/// Of the draws of one parameter, in order.
double quantile(const std::vector<double>& sorted, double part)
{
    return sorted[static_cast<std::size_t>(part * static_cast<double>(sorted.size() - 1))];
}

void print_parameters(const Posterior& posterior, std::ostream& out)
{
    std::size_t width = 0;
    for (const auto& parameter : posterior.parameters) {
        width = std::max(width, parameter.name.size());
    }
    out << "\nparameters: median before; median after, 90 of 100 draws\n";
    for (std::size_t i = 0; i < posterior.parameters.size(); ++i) {
        const auto& parameter = posterior.parameters[i];
        std::vector<double> values;
        for (std::size_t d = 0; d < posterior.size(); ++d) {
            values.push_back(posterior.draws[d][i]);
        }
        std::sort(values.begin(), values.end());
        out << "  " << parameter.name << std::string(width - parameter.name.size() + 2, ' ')
            << three_digits(parameter.prior.median) << "; " << three_digits(quantile(values, 0.5)) << ", "
            << three_digits(quantile(values, 0.05)) << " to " << three_digits(quantile(values, 0.95))
            << (parameter.unit == "1" ? "" : " " + parameter.unit) << '\n';
    }
}

} // namespace

std::string failed_text(std::int64_t runs)
{
    return runs > 0 ? " (" + std::to_string(runs) + " failed)" : "";
}

void print_posterior_info(const std::filesystem::path& path, InfoKind kind, std::ostream& out)
{
    const Posterior posterior = calibration::read_posterior(path);
    if (kind == InfoKind::core_digest) {
        out << calibration::digest(posterior) << '\n';
        return;
    }
    if (kind == InfoKind::full_digest) {
        out << sim::digest(sim::read_tables(path, calibration::posterior_schema).tables) << '\n';
        return;
    }
    const auto line = [&](const char* name, const std::string& text) {
        if (!text.empty()) {
            out << name << ": " << model::shortened(text, text.size()) << '\n';
        }
    };
    line("posterior", posterior.title);
    line("note", posterior.note);
    line("scenario", posterior.scenario);
    line("years", years_text(posterior.years));
    line("program", posterior.program);
    line("seed", std::to_string(posterior.seed));
    line("draws", std::to_string(posterior.size()) + " from " + std::to_string(posterior.diagnostics.runs) + " runs" +
                      failed_text(posterior.diagnostics.failed) + ", of which " +
                      std::to_string(posterior.checks.size()) + " check it");
    if (const auto& people = posterior.people; people.meant > 0) {
        line("people", std::to_string(people.meant) + " of the figures, " + std::to_string(people.simulated) +
                           " simulated: counts of a run are multiplied by " + three_digits(people.factor()) +
                           ", shares are not (" + people.reason + ")");
    }
    line("counties", posterior.counties.draws.size() == 0 ? "nothing of their own"
                                                          : "a product of incidence and detection for each of " +
                                                                std::to_string(posterior.counties.counties.size()));
    line("digest", calibration::digest(posterior));
    print_parameters(posterior, out);
}

} // namespace analysis
