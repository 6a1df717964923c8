#include "analysis/calibration/fit_check.hpp"
#include "models/county_names.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>

namespace analysis::calibration {
namespace {

double mean_of(const std::vector<double>& values)
{
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

/// An observed number among foretold ones.
Statistic among(std::string name, double observed, std::vector<double> foretold)
{
    std::sort(foretold.begin(), foretold.end());
    const auto below = std::lower_bound(foretold.begin(), foretold.end(), observed) - foretold.begin();
    const auto upto = std::upper_bound(foretold.begin(), foretold.end(), observed) - foretold.begin();
    const auto n = static_cast<double>(foretold.size());
    const auto at = [&](double part) { return foretold[static_cast<std::size_t>(part * (n - 1.0))]; };
    return {std::move(name),
            observed,
            mean_of(foretold),
            {at((1.0 - coverages[2]) / 2.0), at((1.0 + coverages[2]) / 2.0)},
            (static_cast<double>(below) + static_cast<double>(upto - below) / 2.0) / n};
}

/// Registered children by county and year, all counties of the country in each of the years; below ten nothing but that is known.
struct Table {
    std::vector<int> years;
    std::vector<std::int64_t> counts; ///< by county, then year; those below ten are 0
    std::vector<double> totals;       ///< by year
};

double variance_over_mean(const std::vector<double>& totals)
{
    const double mean = mean_of(totals);
    double square = 0.0;
    for (const double t : totals) {
        square += (t - mean) * (t - mean);
    }
    return square / static_cast<double>(totals.size() - 1) / mean;
}

double below_ten(const Table& table)
{
    return static_cast<double>(
        std::count_if(table.counts.begin(), table.counts.end(), [](std::int64_t n) { return n < smallest_published; }));
}

/// Of what is listed, the five counties with most, over all that were registered.
double top_five_share(const Table& table)
{
    constexpr std::size_t five = 5;
    std::vector<double> listed;
    for (std::size_t k = 0; k < table.counts.size(); k += table.years.size()) {
        double sum = 0.0;
        for (std::size_t y = 0; y < table.years.size(); ++y) {
            sum += table.counts[k + y] >= smallest_published ? static_cast<double>(table.counts[k + y]) : 0.0;
        }
        listed.push_back(sum);
    }
    std::sort(listed.rbegin(), listed.rend());
    listed.resize(std::min(five, listed.size()));
    return std::accumulate(listed.begin(), listed.end(), 0.0) /
           std::accumulate(table.totals.begin(), table.totals.end(), 0.0);
}

/// The published table of the counties that the posterior has; nothing when no year lists all of them or a year has no total.
std::optional<Table> published(const Predictor& predictor, std::span<const CheckedFigure> figures)
{
    const auto& counties = predictor.posterior().counties.counties;
    std::map<int, std::map<std::string, std::int64_t>> cells;
    std::map<int, double> totals;
    for (const CheckedFigure& f : figures) {
        const Target& t = f.figure.target;
        const bool of_a_year = t.period && t.period->part == Period::Part::whole && t.period->years() == 1.0;
        if (!of_a_year || !f.figure.meaning || !f.figure.meaning->figure.empty() || f.figure.meaning->whole ||
            f.figure.meaning->counted != minors()) {
            continue;
        }
        if (t.county) {
            cells[t.period->first_year].emplace(model::county_code(*t.county), f.hidden() ? 0 : f.low);
        } else if (t.kind == TargetKind::count) {
            totals.emplace(t.period->first_year, t.value);
        }
    }
    Table table;
    for (const auto& [year, row] : cells) {
        const bool whole = totals.contains(year) && std::all_of(counties.begin(), counties.end(),
                                                                [&](const auto& code) { return row.contains(code); });
        if (whole && !counties.empty()) {
            table.years.push_back(year);
            table.totals.push_back(totals[year]);
        }
    }
    for (const std::string& code : counties) {
        for (const int year : table.years) {
            table.counts.push_back(cells[year][code]);
        }
    }
    return table.years.empty() ? std::nullopt : std::optional(table);
}

void add_county_statistics(const Predictor& predictor, std::span<const CheckedFigure> figures,
                           std::vector<Statistic>& all)
{
    const auto table = published(predictor, figures);
    if (!table) {
        return;
    }
    const auto cell = std::find_if(figures.begin(), figures.end(),
                                   [](const CheckedFigure& f) { return f.figure.target.county.has_value(); });
    const double spread = predictor.spreads().spread(cell->figure.target);
    std::vector<double> total, dispersion, small, top;
    for (auto& counts : predictor.county_tables(table->years.size(), spread)) {
        Table foretold{table->years, std::move(counts), std::vector<double>(table->years.size())};
        for (std::size_t k = 0; k < foretold.counts.size(); ++k) {
            foretold.totals[k % foretold.years.size()] += static_cast<double>(foretold.counts[k]);
        }
        total.push_back(std::accumulate(foretold.totals.begin(), foretold.totals.end(), 0.0));
        dispersion.push_back(foretold.years.size() > 1 && total.back() > 0.0 ? variance_over_mean(foretold.totals)
                                                                             : 0.0);
        small.push_back(below_ten(foretold));
        top.push_back(total.back() > 0.0 ? top_five_share(foretold) : 0.0);
    }
    all.push_back(among("total", std::accumulate(table->totals.begin(), table->totals.end(), 0.0), std::move(total)));
    if (table->years.size() > 1) {
        all.push_back(among("dispersion", variance_over_mean(table->totals), std::move(dispersion)));
    }
    all.push_back(among("below_ten", below_ten(*table), std::move(small)));
    all.push_back(among("top_five", top_five_share(*table), std::move(top)));
}

/// Children of one sex and one year of age, by table and period.
struct Ages {
    std::string file;
    std::map<int, std::int64_t> by_age;
    std::int64_t girls{};
    std::int64_t all{};
};

std::vector<Ages> tables_of_ages(std::span<const CheckedFigure> figures)
{
    std::map<std::pair<std::string, std::optional<Period>>, Ages> tables;
    for (const CheckedFigure& f : figures) {
        const auto& m = f.figure.meaning;
        if (f.figure.target.kind != TargetKind::split || !m || !m->whole) {
            continue;
        }
        const std::uint32_t ages = m->counted[Dimension::age];
        const std::uint32_t sexes = m->counted[Dimension::sex];
        Selection as_age_and_sex;
        as_age_and_sex[Dimension::age] = ages;
        as_age_and_sex[Dimension::sex] = sexes;
        const bool one_age = ages != 0 && (ages & (ages - 1)) == 0;
        const bool one_sex = sexes == 1U || sexes == 2U;
        if (!one_age || !one_sex || m->counted != as_age_and_sex || (ages >> of_age) != 0) {
            continue;
        }
        Ages& table = tables[{file_of(f.figure.target), f.figure.target.period}];
        int age = 0;
        while ((ages >> static_cast<unsigned>(age) & 1U) == 0) {
            ++age;
        }
        table.by_age[age] += f.figure.target.low;
        table.all += f.figure.target.low;
        table.girls += sexes == 2U ? f.figure.target.low : 0;
    }
    std::vector<Ages> all;
    for (auto& [key, table] : tables) {
        table.file = key.first;
        all.push_back(std::move(table));
    }
    return all;
}

Statistic share_of_girls(const Predictor& predictor, const Ages& table)
{
    Meant girls;
    girls.target.measure = "girls";
    girls.target.kind = TargetKind::split;
    girls.target.denominator = table.all;
    girls.target.low = girls.target.high = table.girls;
    girls.target.where = table.file + ":1";
    girls.meaning.emplace();
    girls.meaning->whole = minors();
    girls.meaning->counted = minors();
    girls.meaning->counted[Dimension::sex] = 2U;
    Randomness random = predictor.randomness("share of girls");
    const Judged j = judge(predictor.predict(girls), table.girls, table.girls, random);
    const auto n = static_cast<double>(table.all);
    return {"girls",
            static_cast<double>(table.girls) / n,
            j.expected / n,
            {j.intervals[2].low / n, j.intervals[2].high / n},
            j.p};
}

Statistic mode_of_age(const Predictor& predictor, const Ages& table)
{
    const auto most = [](const auto& a, const auto& b) { return a.second < b.second; };
    const int observed = std::max_element(table.by_age.begin(), table.by_age.end(), most)->first;
    Target like_it;
    like_it.kind = TargetKind::split;
    like_it.where = table.file + ":1";
    like_it.measure = "age";
    Randomness random = predictor.randomness("mode of age");
    std::vector<double> modes;
    for (const auto& shares : predictor.age_shares(predictor.spreads().spread(like_it))) {
        std::map<int, std::int64_t> counts;
        for (std::size_t age = 0; age < shares.size(); ++age) {
            counts[static_cast<int>(age)] =
                random.poisson(std::max(shares[age] * static_cast<double>(table.all), 1e-9));
        }
        modes.push_back(std::max_element(counts.begin(), counts.end(), most)->first);
    }
    return among("age_mode", observed, std::move(modes));
}

} // namespace

std::vector<Statistic> statistics(const Predictor& predictor, const std::vector<CheckedFigure>& figures)
{
    std::vector<Statistic> all;
    for (const bool later : {false, true}) {
        std::vector<CheckedFigure> part;
        std::copy_if(figures.begin(), figures.end(), std::back_inserter(part),
                     [&](const CheckedFigure& f) { return (f.standing == Standing::later) == later; });
        const std::size_t before = all.size();
        add_county_statistics(predictor, part, all);
        for (const Ages& table : tables_of_ages(part)) {
            all.push_back(share_of_girls(predictor, table));
            all.push_back(mode_of_age(predictor, table));
        }
        for (std::size_t i = before; i < all.size(); ++i) {
            all[i].later = later;
        }
    }
    return all;
}

} // namespace analysis::calibration
