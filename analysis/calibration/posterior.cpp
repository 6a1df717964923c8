#include "analysis/calibration/posterior.hpp"

#include "sim/error.hpp"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

namespace analysis::calibration {
namespace {

using sim::Axis;
using sim::Table;

Axis numbered(std::string name, std::size_t n)
{
    Axis axis{std::move(name), {}};
    for (std::size_t i = 0; i < n; ++i) {
        axis.labels.push_back(std::to_string(i));
    }
    return axis;
}

template <class Items, class Name>
Axis named(std::string name, const Items& items, Name label_of)
{
    Axis axis{std::move(name), {}};
    for (const auto& item : items) {
        axis.labels.push_back(label_of(item));
    }
    return axis;
}

Table table(std::string name, std::vector<Axis> axes, std::string unit, std::string doc, decltype(Table::values) values)
{
    return {std::move(name), std::move(axes), std::move(unit), "", std::move(doc), std::move(values)};
}

template <class T, class Items, class Value>
std::vector<T> each(const Items& items, Value value)
{
    std::vector<T> values;
    for (const auto& item : items) {
        values.push_back(value(item));
    }
    return values;
}

/// A column of numbers or texts, one for each label of an axis.
template <class T, class Items, class Value>
Table column(const std::string& name, const Axis& axis, std::string unit, std::string doc, const Items& items,
             Value value)
{
    return table(name, {axis}, std::move(unit), std::move(doc), each<T>(items, value));
}

void add_parameters(const Posterior& p, std::vector<Table>& tables)
{
    using PP = PosteriorParameter;
    const Axis axis = named("parameter", p.parameters, [](const PP& one) { return one.name; });
    const Axis draw = numbered("draw", p.size());
    const auto prior = [&](const std::string& name, std::string doc, auto value) {
        tables.push_back(column<double>("/parameters/prior_" + name, axis, "see /parameters/unit", std::move(doc),
                                        p.parameters, value));
    };
    tables.push_back(table("/parameters/draws", {draw, axis}, "see /parameters/unit",
                           "Equally weighted draws of the posterior, in any order.", p.draws.values));
    tables.push_back(column<std::string>("/parameters/unit", axis, "", "Unit of each parameter.", p.parameters,
                                         [](const PP& one) { return one.unit; }));
    tables.push_back(column<std::string>(
        "/parameters/prior_scale", axis, "", "log: log-normal, logit: logistic-normal.", p.parameters,
        [](const PP& one) { return std::string(prior_scale_names[static_cast<std::size_t>(one.prior.scale)]); }));
    tables.push_back(column<std::string>("/parameters/prior_reason", axis, "",
                                         "Why the prior is not that of the declaration; empty when it is.",
                                         p.parameters, [](const PP& one) { return one.reason; }));
    prior("median", "Median of the law before it is cut to its range.", [](const PP& one) { return one.prior.median; });
    prior("spread", "Standard deviation on the prior's scale.", [](const PP& one) { return one.prior.spread; });
    prior("low", "Smallest value allowed.", [](const PP& one) { return one.prior.low; });
    prior("high", "Largest value allowed.", [](const PP& one) { return one.prior.high; });
    tables.push_back(table("/parameters/year_size", {draw}, "1",
                           "Size s of what moves all of a year's registrations together: a factor of mean 1 and "
                           "variance 1 / s.",
                           p.year_size));
}

void add_counties(const Posterior& p, std::vector<Table>& tables)
{
    if (p.counties.draws.size() > 0) {
        const Axis county{"county", p.counties.counties};
        tables.push_back(table("/counties/product", {numbered("county_draw", p.counties.draws.size()), county}, "1",
                               "Incidence times detection of each county over what the model expects there: one "
                               "product, which no figure splits.",
                               p.counties.draws.values));
    }
}

void add_checks(const Posterior& p, std::vector<Table>& tables)
{
    if (p.checks.empty()) {
        return;
    }
    const Axis check = numbered("check", p.checks.size());
    std::map<Profile, std::size_t> profiles;
    for (const CheckedDraw& one : p.checks) {
        for (const ProfileCount& line : one.counts.profiles) {
            sim::expect(line.pathway == 0, "a posterior holds what a register holds: no pathways");
            profiles.emplace(line.profile, 0);
        }
    }
    std::size_t next = 0;
    for (auto& [profile, at] : profiles) {
        at = next++;
    }
    const Axis profile = named("profile", profiles, [](const auto& item) { return label(item.first); });
    std::vector<std::int64_t> counts(p.checks.size() * profiles.size());
    std::vector<std::int64_t> minors, adults, by_year;
    std::vector<double> figures;
    for (std::size_t c = 0; c < p.checks.size(); ++c) {
        const RegisterCounts& one = p.checks[c].counts;
        for (const ProfileCount& line : one.profiles) {
            counts[c * profiles.size() + profiles.at(line.profile)] = line.count;
        }
        for (const CountyCount& county : one.counties) {
            minors.push_back(county.minors);
            adults.push_back(county.adults);
        }
        by_year.insert(by_year.end(), one.minors_by_year.begin(), one.minors_by_year.end());
        const auto values = each<double>(one.figures, [](const YearlyFigure& f) { return f.value; });
        figures.insert(figures.end(), values.begin(), values.end());
    }
    const RegisterCounts& first = p.checks.front().counts;
    const Axis county{"county", p.counties.counties};
    const auto add = [&](std::string name, std::vector<Axis> axes, std::string unit, std::string doc, auto values) {
        tables.push_back(table("/checks/" + name, std::move(axes), std::move(unit), std::move(doc), std::move(values)));
    };
    add("draw", {check}, "1", "The draw at which the run was made.",
        each<std::int64_t>(p.checks, [](const CheckedDraw& one) { return std::int64_t{one.draw}; }));
    add("years", {check}, "year", "Counted years of the run.",
        each<double>(p.checks, [](const CheckedDraw& one) { return one.counts.years; }));
    add("profiles", {check, profile}, "person", "Simulated victims of the register over the counted years.", counts);
    add("county_minors", {check, county}, "person", "Simulated registered children by county of residence.", minors);
    add("county_adults", {check, county}, "person", "Simulated registered adults by county of residence.", adults);
    add("minors_by_year", {check, numbered("year_of_run", first.minors_by_year.size())}, "person",
        "Simulated registered children by whole year of the run.", by_year);
    add("figures", {check, named("figure", first.figures, [](const YearlyFigure& f) { return f.name; })},
        "a year, or level", "What institutions do beside registering.", figures);
}

void add_diagnostics(const FitDiagnostics& d, std::vector<Table>& tables)
{
    const Axis wave = numbered("wave", d.plausible_share.size());
    const Axis step = numbered("step", d.steps.size());
    const Axis cell = named("cell", d.emulator_residuals, [](const auto& one) { return one.first; });
    const Axis figure = named("fitted_figure", d.figures, [](const FittedFigure& f) { return f.name; });
    const auto add = [&](const std::string& name, const Axis& axis, std::string unit, std::string doc,
                         const auto& items, auto value) {
        if (!axis.labels.empty()) {
            tables.push_back(
                column<double>("/diagnostics/" + name, axis, std::move(unit), std::move(doc), items, value));
        }
    };
    add("plausible_share", wave, "1", "Share of the prior that no figure rules out, after each wave.",
        d.plausible_share, [](double share) { return share; });
    add("temperature", step, "1", "Power of the likelihood.", d.steps, [](const SmcStep& s) { return s.temperature; });
    add("effective_size", step, "1", "Effective size of the weights before resampling.", d.steps,
        [](const SmcStep& s) { return s.effective_size; });
    add("acceptance", step, "1", "Share of the moves that were taken.", d.steps,
        [](const SmcStep& s) { return s.acceptance; });
    add("emulator_residual", cell, "1", "Mean square of left-out standard residuals: 1 is right.", d.emulator_residuals,
        [](const auto& one) { return one.second; });
    add("observed", figure, "as published", "The figure; 4.5 of one below ten.", d.figures,
        [](const FittedFigure& f) { return f.observed; });
    add("expected", figure, "as published", "Mean of what the posterior expects.", d.figures,
        [](const FittedFigure& f) { return f.expected; });
    add("implausibility", figure, "1", "Median over the posterior; above 3 is implausible.", d.figures,
        [](const FittedFigure& f) { return f.implausibility; });
    add("least_implausibility", figure, "1", "At the best point of the design.", d.figures,
        [](const FittedFigure& f) { return f.least; });
    const Axis sum{"sum", {"runs", "failed", "log_evidence"}};
    tables.push_back(
        table("/diagnostics/sums", {sum}, "1", "Runs made, runs failed, log evidence.",
              std::vector<double>{static_cast<double>(d.runs), static_cast<double>(d.failed), d.log_evidence}));
}

std::vector<Table> parts_used(const Posterior& posterior)
{
    std::vector<Table> tables;
    add_parameters(posterior, tables);
    add_counties(posterior, tables);
    return tables;
}

/// Names of parameters and counties count as well.
std::string digest_of(std::vector<Table> tables)
{
    const std::vector<Table> axes = sim::axis_tables(tables);
    tables.insert(tables.end(), axes.begin(), axes.end());
    return sim::digest(tables);
}

std::string year_text(const std::optional<int>& year)
{
    return year ? std::to_string(*year) : "";
}

/// A number above 0; of 0 no text.
std::string whole_text(std::int64_t number)
{
    return number > 0 ? std::to_string(number) : "";
}

/// "age" of "age: girls 3"; empty of a figure that is no category.
std::string_view split_of(const FittedFigure& figure)
{
    const std::size_t colon = figure.name.find(": ");
    return colon == std::string::npos ? std::string_view() : std::string_view(figure.name).substr(0, colon);
}

} // namespace

std::vector<FittedFigure> as_told(std::vector<FittedFigure> figures)
{
    constexpr double told_from = 10.0;
    const auto small = [](const FittedFigure& f) { return f.observed < told_from; };
    for (auto first = figures.begin(); first != figures.end();) {
        const auto split = split_of(*first);
        const auto last = split.empty() ? first + 1 : std::find_if(first, figures.end(), [&](const FittedFigure& f) {
            return split_of(f) != split;
        });
        const auto hidden = std::count_if(first, last, small);
        if (hidden == 1 && last - first > 1) {
            const auto one = std::find_if(first, last, small);
            const auto other = std::min_element(first, last, [&](const FittedFigure& a, const FittedFigure& b) {
                return std::pair(small(a), a.observed) < std::pair(small(b), b.observed);
            });
            other->observed += one->observed - not_told;
        }
        std::for_each(first, last, [&](FittedFigure& f) { f.observed = small(f) ? not_told : f.observed; });
        first = last;
    }
    return figures;
}

std::string digest(const Posterior& posterior)
{
    return digest_of(parts_used(posterior));
}

void write_posterior(const std::filesystem::path& target, const Posterior& posterior)
{
    sim::expect(posterior.size() > 0 && posterior.year_size.size() == posterior.size(),
                "a posterior has draws, each with the size of a year's spread");
    std::vector<Table> tables = parts_used(posterior);
    const std::vector<sim::Fact> facts{{"compiler", posterior.compiler},
                                       {"data_tables", posterior.data_tables},
                                       {"digest", digest_of(tables)},
                                       {"flags", posterior.flags},
                                       {"note", posterior.note},
                                       {"note_ro", posterior.note_ro},
                                       {"people", whole_text(posterior.people.meant)},
                                       {"people_reason", posterior.people.reason},
                                       {"people_simulated", whole_text(posterior.people.simulated)},
                                       {"plan", posterior.plan},
                                       {"program", posterior.program},
                                       {"resolved", posterior.resolved},
                                       {"scenario", posterior.scenario},
                                       {"seed", std::to_string(posterior.seed)},
                                       {"title", posterior.title},
                                       {"title_ro", posterior.title_ro},
                                       {"years_from", year_text(posterior.years.from)},
                                       {"years_until", year_text(posterior.years.until)}};
    add_checks(posterior, tables);
    FitDiagnostics told = posterior.diagnostics;
    told.figures = as_told(std::move(told.figures));
    add_diagnostics(told, tables);
    sim::write_tables(target, posterior_schema, facts, tables);
}

} // namespace analysis::calibration
