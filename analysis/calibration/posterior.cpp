#include "analysis/calibration/posterior.hpp"

#include "sim/error.hpp"
#include "sim/storage_messages.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>

namespace analysis::calibration {
namespace {

using sim::Axis;
using sim::Table;

constexpr std::array<std::string_view, 2> scale_names{"log", "logit"};

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
        [](const PP& one) { return std::string(scale_names[static_cast<std::size_t>(one.prior.scale)]); }));
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
    add("observed", figure, "as published", "The figure.", d.figures, [](const FittedFigure& f) { return f.observed; });
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

/// Reads tables that may be absent.
class Reader {
public:
    explicit Reader(const sim::TableFile& file) : file_(file) {}

    const Table* find(std::string_view name) const
    {
        const auto found =
            std::find_if(file_.tables.begin(), file_.tables.end(), [&](const Table& t) { return t.name == name; });
        return found == file_.tables.end() ? nullptr : &*found;
    }
    template <class T>
    std::vector<T> values(std::string_view name) const
    {
        const Table* const found = find(name);
        if (!found) {
            return {};
        }
        const auto* const typed = std::get_if<std::vector<T>>(&found->values);
        if (!typed) {
            throw sim::StorageError(found->name, sim::damaged(sim::phrase("say.column-of-another-type",
                                                                          "is of another type than it should be")));
        }
        return *typed;
    }
    std::vector<std::string> labels(std::string_view name, std::size_t axis) const
    {
        const Table* const found = find(name);
        return found ? found->axes.at(axis).labels : std::vector<std::string>{};
    }

private:
    const sim::TableFile& file_;
};

void read_parameters(const Reader& in, Posterior& p)
{
    const auto names = in.labels("/parameters/draws", 1);
    const auto units = in.values<std::string>("/parameters/unit");
    const auto scales = in.values<std::string>("/parameters/prior_scale");
    const auto reasons = in.values<std::string>("/parameters/prior_reason");
    const auto median = in.values<double>("/parameters/prior_median");
    const auto spread = in.values<double>("/parameters/prior_spread");
    const auto low = in.values<double>("/parameters/prior_low");
    const auto high = in.values<double>("/parameters/prior_high");
    for (std::size_t i = 0; i < names.size(); ++i) {
        p.parameters.push_back({names[i],
                                units.at(i),
                                {scales.at(i) == scale_names[1] ? Prior::Scale::logit : Prior::Scale::log, median.at(i),
                                 spread.at(i), low.at(i), high.at(i)},
                                reasons.at(i)});
    }
    p.draws = {names.size(), in.values<double>("/parameters/draws")};
    p.year_size = in.values<double>("/parameters/year_size");
}

void read_checks(const Reader& in, Posterior& p)
{
    const auto draw = in.values<std::int64_t>("/checks/draw");
    const auto years = in.values<double>("/checks/years");
    const auto labels = in.labels("/checks/profiles", 1);
    const auto names = in.labels("/checks/figures", 1);
    const auto counts = in.values<std::int64_t>("/checks/profiles");
    const auto minors = in.values<std::int64_t>("/checks/county_minors");
    const auto adults = in.values<std::int64_t>("/checks/county_adults");
    const auto by_year = in.values<std::int64_t>("/checks/minors_by_year");
    const auto figures = in.values<double>("/checks/figures");
    const std::vector<Profile> profiles =
        each<Profile>(labels, [](const std::string& text) { return profile_of(text); });
    const std::size_t n = draw.size();
    for (std::size_t c = 0; c < n; ++c) {
        CheckedDraw one{static_cast<std::uint32_t>(draw[c]), {}};
        one.counts.years = years.at(c);
        for (std::size_t k = 0; k < profiles.size(); ++k) {
            if (const auto count = counts.at(c * profiles.size() + k); count != 0) {
                one.counts.profiles.push_back({profiles[k], 0, static_cast<std::uint32_t>(count)});
            }
        }
        one.counts.profiles = added_up(std::move(one.counts.profiles));
        for (std::size_t k = c * minors.size() / n; k < (c + 1) * minors.size() / n; ++k) {
            one.counts.counties.push_back(
                {static_cast<std::uint32_t>(minors[k]), static_cast<std::uint32_t>(adults.at(k))});
        }
        for (std::size_t k = c * by_year.size() / n; k < (c + 1) * by_year.size() / n; ++k) {
            one.counts.minors_by_year.push_back(static_cast<std::uint32_t>(by_year[k]));
        }
        for (std::size_t k = 0; k < names.size(); ++k) {
            one.counts.figures.push_back({names[k], figures.at(c * names.size() + k)});
        }
        p.checks.push_back(std::move(one));
    }
}

void read_diagnostics(const Reader& in, FitDiagnostics& d)
{
    const auto number = [&](const std::string& name) { return in.values<double>("/diagnostics/" + name); };
    d.plausible_share = number("plausible_share");
    const auto temperature = number("temperature"), size = number("effective_size"), taken = number("acceptance");
    for (std::size_t i = 0; i < temperature.size(); ++i) {
        d.steps.push_back({temperature[i], size.at(i), taken.at(i)});
    }
    const auto cells = in.labels("/diagnostics/emulator_residual", 0);
    const auto residuals = number("emulator_residual");
    for (std::size_t i = 0; i < cells.size(); ++i) {
        d.emulator_residuals.emplace_back(cells[i], residuals[i]);
    }
    const auto names = in.labels("/diagnostics/observed", 0);
    const auto observed = number("observed"), expected = number("expected"), median = number("implausibility"),
               least = number("least_implausibility");
    for (std::size_t i = 0; i < names.size(); ++i) {
        d.figures.push_back({names[i], observed[i], expected.at(i), median.at(i), least.at(i)});
    }
    const auto sums = number("sums");
    d.runs = static_cast<std::int64_t>(sums.at(0));
    d.failed = static_cast<std::int64_t>(sums.at(1));
    d.log_evidence = sums.at(2);
}

std::string year_text(const std::optional<int>& year)
{
    return year ? std::to_string(*year) : "";
}

template <class T>
std::optional<T> number_in(const std::string& text)
{
    T value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc{} && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

} // namespace

std::string digest(const Posterior& posterior)
{
    return digest_of(parts_used(posterior));
}

void write_posterior(const std::filesystem::path& target, const Posterior& posterior)
{
    sim::expect(posterior.size() > 0 && posterior.year_size.size() == posterior.size(),
                "a posterior has draws, each with the size of a year's spread");
    std::vector<Table> tables = parts_used(posterior);
    const std::vector<sim::Fact> facts{{"digest", digest_of(tables)},
                                       {"plan", posterior.plan},
                                       {"program", posterior.program},
                                       {"resolved", posterior.resolved},
                                       {"scenario", posterior.scenario},
                                       {"seed", std::to_string(posterior.seed)},
                                       {"title", posterior.title},
                                       {"years_from", year_text(posterior.years.from)},
                                       {"years_until", year_text(posterior.years.until)}};
    add_checks(posterior, tables);
    add_diagnostics(posterior.diagnostics, tables);
    sim::write_tables(target, posterior_schema, facts, tables);
}

Posterior read_posterior(const std::filesystem::path& file)
{
    const sim::TableFile in = sim::read_tables(file, posterior_schema);
    Posterior p;
    p.title = in.fact("title");
    p.plan = in.fact("plan");
    p.scenario = in.fact("scenario");
    p.resolved = in.fact("resolved");
    p.program = in.fact("program");
    p.years = {number_in<int>(in.fact("years_from")), number_in<int>(in.fact("years_until"))};
    p.seed = number_in<std::uint64_t>(in.fact("seed")).value_or(0);
    const Reader reader(in);
    read_parameters(reader, p);
    p.counties.counties = reader.labels("/counties/product", 1);
    if (p.counties.counties.empty()) {
        p.counties.counties = reader.labels("/checks/county_minors", 1);
    }
    p.counties.draws = {p.counties.counties.size(), reader.values<double>("/counties/product")};
    read_checks(reader, p);
    read_diagnostics(reader, p.diagnostics);
    if (digest(p) != in.fact("digest")) {
        throw sim::StorageError(file.generic_string(),
                                sim::damaged(sim::phrase("say.other-digest", "has another digest than it says")));
    }
    return p;
}

} // namespace analysis::calibration
