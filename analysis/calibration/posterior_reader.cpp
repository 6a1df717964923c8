#include "analysis/calibration/posterior.hpp"
#include "sim/error.hpp"
#include "sim/storage_messages.hpp"

#include <algorithm>
#include <charconv>

namespace analysis::calibration {
namespace {

using sim::Table;

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
                                {scales.at(i) == prior_scale_names[1] ? Prior::Scale::logit : Prior::Scale::log,
                                 median.at(i), spread.at(i), low.at(i), high.at(i)},
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
    std::vector<Profile> profiles;
    for (const std::string& text : labels) {
        profiles.push_back(profile_of(text));
    }
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

template <class T>
std::optional<T> number_in(const std::string& text)
{
    T value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc{} && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

} // namespace

Posterior read_posterior(const std::filesystem::path& file)
{
    const sim::TableFile in = sim::read_tables(file, posterior_schema);
    Posterior p;
    p.title = in.fact("title");
    p.title_ro = in.fact("title_ro");
    p.note = in.fact("note");
    p.note_ro = in.fact("note_ro");
    p.plan = in.fact("plan");
    p.scenario = in.fact("scenario");
    p.resolved = in.fact("resolved");
    p.program = in.fact("program");
    p.compiler = in.fact("compiler");
    p.flags = in.fact("flags");
    p.data_tables = in.fact("data_tables");
    p.years = {number_in<int>(in.fact("years_from")), number_in<int>(in.fact("years_until"))};
    p.people = {number_in<std::int64_t>(in.fact("people")).value_or(0),
                number_in<std::int64_t>(in.fact("people_simulated")).value_or(0), in.fact("people_reason")};
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
