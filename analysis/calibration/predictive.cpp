#include "analysis/calibration/predictive.hpp"

#include "analysis/calibration/likelihood.hpp"
#include "models/county_names.hpp"
#include "sim/error.hpp"
#include "sim/sha256.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace analysis::calibration {
namespace {

constexpr double least = 1e-9;   // shapes and means that a law needs above 0
constexpr double jeffreys = 0.5; // prior shape of a rate of which nothing else is known

double years_of(const Target& t)
{
    return t.period ? t.period->years() : 1.0;
}

std::size_t whole_years(const Target& t)
{
    return static_cast<std::size_t>(std::max(1.0, std::ceil(years_of(t))));
}

} // namespace

Rates rates_of(std::span<const double> counts, std::span<const double> years)
{
    sim::expect(!counts.empty() && counts.size() == years.size(), "every run has a count and its years");
    const auto n = static_cast<double>(counts.size());
    const double all = std::accumulate(counts.begin(), counts.end(), 0.0);
    const double exposure = std::accumulate(years.begin(), years.end(), 0.0);
    double mean = 0.0;
    double luck = 0.0; // of a run's rate, per unit of the mean
    for (std::size_t c = 0; c < counts.size(); ++c) {
        mean += counts[c] / years[c] / n;
        luck += 1.0 / years[c] / n;
    }
    double square = 0.0;
    for (std::size_t c = 0; c < counts.size(); ++c) {
        square += (counts[c] / years[c] - mean) * (counts[c] / years[c] - mean);
    }
    const double between = counts.size() > 1 ? square / (n - 1.0) - mean * luck : 0.0;
    Rates rates;
    for (std::size_t c = 0; c < counts.size(); ++c) {
        const bool differ = between > 0.0;
        rates.shape.push_back(differ ? mean * mean / between + counts[c] : all + jeffreys);
        rates.rate.push_back(differ ? mean / between + years[c] : exposure);
    }
    return rates;
}

Predictor::Predictor(const Posterior& posterior) : posterior_(posterior), spreads_(posterior.plan)
{
    if (posterior.checks.empty()) {
        throw sim::InputError(posterior.title,
                              sim::refusal("check.no-runs", "the posterior holds no runs that checked it",
                                           "calibrate again with checks = 24 or more under [budget]"));
    }
}

Randomness Predictor::randomness(const std::string& purpose) const
{
    const auto hash = sim::Sha256().update(purpose).finish();
    const std::uint32_t stream = std::uint32_t{hash[0]} << 24U | std::uint32_t{hash[1]} << 16U |
                                 std::uint32_t{hash[2]} << 8U | std::uint32_t{hash[3]};
    return Randomness(posterior_.seed, stream);
}

double Predictor::year(std::size_t check, Randomness& random) const
{
    const std::size_t draw = posterior_.checks[check].draw;
    const double size = draw < posterior_.year_size.size() ? posterior_.year_size[draw] : 0.0;
    return size > 0.0 && std::isfinite(size) ? random.gamma(size, size) : 1.0;
}

double Predictor::product(std::size_t check, std::size_t county, Randomness& random) const
{
    const Points& draws = posterior_.counties.draws;
    if (draws.size() == 0) {
        return 1.0;
    }
    const std::size_t paired = posterior_.checks[check].draw;
    const auto any = static_cast<std::size_t>(random.uniform() * static_cast<double>(draws.size()));
    return draws[draws.size() == posterior_.size() ? paired : any][county];
}

std::optional<std::size_t> Predictor::position(model::CountyId county) const
{
    const auto& all = posterior_.counties.counties;
    const auto found = std::find(all.begin(), all.end(), model::county_code(county));
    const auto at = static_cast<std::size_t>(found - all.begin());
    const bool there = found != all.end() && at < posterior_.checks.front().counts.counties.size();
    return there ? std::optional(at) : std::nullopt;
}

Rates Predictor::rates_among(std::span<const double> counts, std::span<const double> years) const
{
    Rates rates = rates_of(counts, years);
    for (double& per_year : rates.rate) {
        per_year /= posterior_.people.factor();
    }
    return rates;
}

Rates Predictor::rates(const Selection& lines, std::optional<std::size_t> county) const
{
    std::vector<double> counts;
    std::vector<double> years;
    for (const CheckedDraw& check : posterior_.checks) {
        years.push_back(check.counts.years);
        if (!county) {
            counts.push_back(static_cast<double>(count(check.counts, lines)));
            continue;
        }
        const CountyCount& there = check.counts.counties[*county];
        const bool of_minors = !both(lines, minors()).empty();
        const bool of_adults = !both(lines, adults()).empty();
        counts.push_back((of_minors ? there.minors : 0.0) + (of_adults ? there.adults : 0.0));
    }
    return rates_among(counts, years);
}

std::optional<Rates> Predictor::rates(const std::string& figure) const
{
    std::vector<double> counts;
    std::vector<double> years;
    for (const CheckedDraw& check : posterior_.checks) {
        const auto& all = check.counts.figures;
        const auto found =
            std::find_if(all.begin(), all.end(), [&](const YearlyFigure& f) { return f.name == figure; });
        if (found == all.end()) {
            return std::nullopt;
        }
        counts.push_back(found->value * check.counts.years);
        years.push_back(check.counts.years);
    }
    return rates_among(counts, years);
}

Predictive Predictor::counts(const Meant& figure, const Rates& rates, std::optional<std::size_t> county) const
{
    Randomness random = randomness(identity(figure.target));
    const double spread = spreads_.spread(figure.target);
    const double size = 1.0 / (spread * spread);
    const std::size_t years = whole_years(figure.target);
    const double part = years_of(figure.target) / static_cast<double>(years); // half a year, or one
    Predictive all;
    for (std::size_t s = 0; s < outcomes; ++s) {
        const std::size_t check = s % posterior_.checks.size();
        const double rate = rates.draw(check, random) * (county ? product(check, *county, random) : 1.0);
        double exposure = 0.0;
        for (std::size_t y = 0; y < years; ++y) {
            exposure += part * year(check, random) * (county ? random.gamma(size, size) : 1.0);
        }
        all.push_back({rate * exposure, -1, 0});
    }
    return all;
}

Predictive Predictor::stocks(const Meant& figure, bool workload) const
{
    const auto level = rates(figure.meaning->figure);
    const auto flow = workload ? rates(figure.meaning->workload) : level;
    if (!level || !flow) {
        return {};
    }
    Randomness random = randomness(identity(figure.target) + (workload ? " workload" : ""));
    Predictive all;
    for (std::size_t s = 0; s < outcomes; ++s) {
        const std::size_t check = s % posterior_.checks.size();
        const double sum = level->draw(check, random) + (workload ? flow->draw(check, random) : 0.0);
        all.push_back({sum * year(check, random), -1, 0});
    }
    return all;
}

/// Concentration of the split that a figure belongs to, about what all runs together give.
double Predictor::strength(const Meant& figure, std::span<const Meant> group) const
{
    const auto lines = [&](const Selection& selection) {
        return std::accumulate(posterior_.checks.begin(), posterior_.checks.end(), jeffreys,
                               [&](double sum, const CheckedDraw& check) {
                                   return sum + static_cast<double>(count(check.counts, selection));
                               });
    };
    std::vector<double> shares;
    double rest = lines(*figure.meaning->whole);
    for (const Meant& one : group.empty() ? std::span(&figure, 1) : group) {
        shares.push_back(lines(one.meaning->counted));
        rest -= shares.back();
    }
    shares.push_back(std::max(rest, 0.0));
    return concentration_of(shares, spreads_.spread(figure.target));
}

/// Splits of a published whole, and shares of a whole that is foretold.
Predictive Predictor::splits(const Meant& figure, std::optional<std::size_t> county, std::span<const Meant> group) const
{
    const Meaning& m = *figure.meaning;
    std::vector<double> counted;
    std::vector<double> others;
    std::vector<double> years;
    for (const CheckedDraw& check : posterior_.checks) {
        years.push_back(check.counts.years);
        if (county) {
            const CountyCount& there = check.counts.counties[*county];
            const bool of_minors = m.counted == minors();
            counted.push_back(of_minors ? there.minors : there.adults);
            others.push_back(of_minors ? there.adults : there.minors);
        } else {
            const auto part = static_cast<double>(count(check.counts, m.counted));
            counted.push_back(part);
            others.push_back(static_cast<double>(count(check.counts, *m.whole)) - part);
        }
    }
    const Rates of_part = rates_among(counted, years);
    const Rates of_others = rates_among(others, years);
    const double a = strength(figure, group);
    const bool share = figure.target.kind == TargetKind::share;
    Randomness random = randomness(identity(figure.target));
    Predictive all;
    for (std::size_t s = 0; s < outcomes; ++s) {
        const std::size_t check = s % posterior_.checks.size();
        const double part = of_part.draw(check, random);
        const double whole = part + of_others.draw(check, random);
        const double chance = part / whole;
        const double own = random.beta(std::max(a * chance, least), std::max(a * (1.0 - chance), least));
        std::int64_t n = figure.target.denominator;
        if (share) {
            n = std::max<std::int64_t>(
                1, random.poisson(std::max(whole * years_of(figure.target) * year(check, random), least)));
        }
        all.push_back({own, n, share ? n : 0});
    }
    return all;
}

/// What an institution did, as a share of registered victims; what moves a year's register moves both.
Predictive Predictor::assisted(const Meant& figure) const
{
    const auto flow = rates(figure.meaning->figure);
    if (!flow) {
        return {};
    }
    const Rates victims = rates(*figure.meaning->whole, std::nullopt);
    Randomness random = randomness(identity(figure.target));
    Predictive all;
    for (std::size_t s = 0; s < outcomes; ++s) {
        const std::size_t check = s % posterior_.checks.size();
        const double exposure = years_of(figure.target) * year(check, random);
        const double whole = std::max(victims.draw(check, random) * exposure, least);
        all.push_back({flow->draw(check, random) * exposure, -1, std::max<std::int64_t>(1, random.poisson(whole))});
    }
    return all;
}

Predictive Predictor::predict(const Meant& figure, bool workload, std::span<const Meant> group) const
{
    sim::expect(figure.meaning.has_value(), "what is foretold has a meaning");
    const Meaning& m = *figure.meaning;
    std::optional<std::size_t> county;
    if (figure.target.county) {
        county = position(*figure.target.county);
        if (!county) {
            return {};
        }
    }
    if (m.stock) {
        return stocks(figure, workload);
    }
    if (m.whole) {
        return m.figure.empty() ? splits(figure, county, group) : assisted(figure);
    }
    if (!m.figure.empty()) {
        const auto flow = rates(m.figure);
        return flow ? counts(figure, *flow, std::nullopt) : Predictive{};
    }
    return counts(figure, rates(m.counted, county), county);
}

std::vector<std::vector<std::int64_t>> Predictor::county_tables(std::size_t years, double cell_spread) const
{
    const std::size_t counties = posterior_.checks.front().counts.counties.size();
    std::vector<Rates> rates_by_county;
    for (std::size_t c = 0; c < counties; ++c) {
        rates_by_county.push_back(rates(minors(), c));
    }
    Randomness random = randomness("county tables");
    const double size = 1.0 / (cell_spread * cell_spread);
    std::vector<std::vector<std::int64_t>> all;
    for (std::size_t s = 0; s < outcomes; ++s) {
        const std::size_t check = s % posterior_.checks.size();
        std::vector<double> common;
        for (std::size_t y = 0; y < years; ++y) {
            common.push_back(year(check, random));
        }
        std::vector<std::int64_t> table;
        for (std::size_t c = 0; c < counties; ++c) {
            const double rate = rates_by_county[c].draw(check, random) * product(check, c, random);
            for (std::size_t y = 0; y < years; ++y) {
                table.push_back(random.poisson(std::max(rate * common[y] * random.gamma(size, size), least)));
            }
        }
        all.push_back(std::move(table));
    }
    return all;
}

std::vector<std::vector<double>> Predictor::age_shares(double spread) const
{
    std::vector<Rates> by_age;
    for (std::uint32_t age = 0; age < of_age; ++age) {
        Selection lines;
        lines[Dimension::age] = std::uint32_t{1} << age;
        by_age.push_back(rates(lines, std::nullopt));
    }
    Randomness random = randomness("age shares");
    std::vector<double> means;
    for (const Rates& rates : by_age) {
        means.push_back(rates.mean(0));
    }
    const double strength_of_ages = concentration_of(means, spread);
    std::vector<std::vector<double>> all;
    for (std::size_t s = 0; s < outcomes; ++s) {
        const std::size_t check = s % posterior_.checks.size();
        std::vector<double> row;
        double sum = 0.0;
        for (const Rates& rates : by_age) {
            row.push_back(rates.draw(check, random));
            sum += row.back();
        }
        double own = 0.0;
        for (double& share : row) {
            share = random.gamma(std::max(strength_of_ages * share / sum, least), 1.0);
            own += share;
        }
        for (double& share : row) {
            share /= own;
        }
        all.push_back(std::move(row));
    }
    return all;
}

} // namespace analysis::calibration
