#include "analysis/calibration/fit_summary.hpp"
#include "analysis/calibration/posterior.hpp"
#include "analysis/info.hpp"
#include "models/scenario_text.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
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

std::string whole_text(double value)
{
    return std::to_string(std::lround(value));
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

/// "0.25 to 0.31", of the least and the largest; one number where they are the same.
std::string range_text(const calibration::Spread& spread, std::string (*text)(double) = three_digits)
{
    const std::string least = text(spread.low), most = text(spread.high);
    return least == most ? least : least + " to " + most;
}

/// How the fit went: what would make somebody doubt it.
void print_fit(const calibration::FitDiagnostics& fit, std::ostream& out)
{
    const calibration::FitSummary summary = summary_of(fit);
    out << "\nfit\n";
    if (!fit.plausible_share.empty()) {
        out << "  share of the prior that no figure rules out, wave by wave:";
        for (const double share : fit.plausible_share) {
            out << ' ' << three_digits(share);
        }
        out << '\n';
    }
    if (summary.residuals) {
        out << "  left-out residuals of " << fit.emulator_residuals.size()
            << " emulators, mean square (1 is right): median " << three_digits(summary.residuals->median) << ", "
            << range_text(*summary.residuals) << '\n';
    }
    if (summary.acceptance && summary.effective_size) {
        out << "  steps of the sampler: " << fit.steps.size() << "; share of moves taken "
            << range_text(*summary.acceptance) << ", effective size " << range_text(*summary.effective_size, whole_text)
            << '\n';
    }
    out << "  log evidence: " << three_digits(fit.log_evidence) << '\n';
    if (!summary.farthest.empty()) {
        out << "  figures farthest off where they are met best, in standard deviations (3 is implausible); median over "
               "the "
               "draws\n";
    }
    for (const calibration::FittedFigure& figure : summary.farthest) {
        out << "    " << figure.name << "  " << three_digits(figure.least) << "; "
            << three_digits(figure.implausibility) << '\n';
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
    line("compiler", posterior.compiler);
    line("flags", posterior.flags);
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
    print_fit(posterior.diagnostics, out);
}

} // namespace analysis
