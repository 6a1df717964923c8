#include "analysis/calibration/fit_check.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace analysis::calibration {
namespace {

bool whole_year(const Target& t)
{
    return t.period && t.period->part == Period::Part::whole && t.period->first_year == t.period->last_year;
}

/// A yearly count of the country.
bool yearly(const Target& t)
{
    return !t.county && whole_year(t) && t.kind == TargetKind::count;
}

/// Children of a county in a year.
bool county_year(const Meant& m)
{
    const TargetKind kind = m.target.kind;
    return m.target.county && whole_year(m.target) && m.meaning && m.meaning->counted == minors() &&
           (kind == TargetKind::count || kind == TargetKind::interval);
}

/// By name, or by what the names mean.
bool same_thing(const Meant& a, const Meant& b)
{
    return a.target.measure == b.target.measure || (a.meaning && b.meaning && *a.meaning == *b.meaning);
}

/// A cell of a table of counties and years.
struct Cell {
    std::size_t county{};
    int year{};
    std::int64_t low{}, high{};
    const CheckedFigure* figure{}; ///< none: of the history
};

/// Children by county and year, of which a forecast was made; then those of the history that are of no such cell.
std::vector<Cell> county_cells(const std::vector<CheckedFigure>& figures, std::span<const Meant> history)
{
    std::vector<Cell> cells;
    std::set<std::pair<std::size_t, int>> met;
    for (const CheckedFigure& f : figures) {
        const Target& t = f.figure.target;
        if (county_year(f.figure) && f.judged) {
            cells.push_back({t.county->value, t.period->first_year, f.low, f.high, &f});
            met.emplace(t.county->value, t.period->first_year);
        }
    }
    for (const Meant& m : history) {
        const Target& t = m.target;
        if (county_year(m) && met.emplace(t.county->value, t.period->first_year).second) {
            const bool small = t.low < smallest_published;
            cells.push_back({t.county->value, t.period->first_year, small ? 0 : t.low,
                             small ? std::max(t.high, smallest_published - 1) : t.high, nullptr});
        }
    }
    return cells;
}

/// The running mean of a county: middle of the bounds where a count is not known; nothing without a year before.
std::optional<NegativeBinomial> naive(const std::vector<Cell>& cells, const Cell& cell)
{
    constexpr double least = 0.5; // a county with none before
    double sum = 0.0;
    double years = 0.0;
    for (const Cell& other : cells) {
        if (other.county == cell.county && other.year < cell.year) {
            sum += 0.5 * static_cast<double>(other.low + other.high);
            years += 1.0;
        }
    }
    return years > 0.0 ? std::optional(NegativeBinomial{std::max(least, sum / years), naive_size}) : std::nullopt;
}

/// A yearly count that a naive forecast may know.
struct Known {
    std::int64_t count{};
    std::optional<std::size_t> figure; ///< the one that is judged; none: of the history
};
using Series = std::map<int, Known>; // by year; the first where figures conflict

std::map<std::string, Series> yearly_series(const std::vector<CheckedFigure>& figures, std::span<const Meant> history)
{
    std::map<std::string, Series> by_measure;
    for (std::size_t i = 0; i < figures.size(); ++i) {
        const Target& t = figures[i].figure.target;
        if (yearly(t) && figures[i].reading != Reading::workload) {
            by_measure[t.measure].emplace(t.period->first_year, Known{t.low, i});
        }
    }
    for (auto& [measure, series] : by_measure) {
        const Meant& any = figures[*series.begin()->second.figure].figure;
        for (const Meant& m : history) {
            if (yearly(m.target) && same_thing(m, any)) {
                series.emplace(m.target.period->first_year, Known{m.target.low, {}});
            }
        }
    }
    return by_measure;
}

void add(MeanScore& sum, const NationalScore& s)
{
    sum.crps += s.crps;
    sum.log_score += s.log_score;
    sum.mean_crps += s.mean_crps;
    sum.mean_log_score += s.mean_log_score;
    sum.last_crps += s.last_crps;
    sum.last_log_score += s.last_log_score;
    ++sum.years;
    sum.better_years += s.crps < s.mean_crps && s.log_score < s.mean_log_score ? 1 : 0;
}

} // namespace

bool CountyScores::covered() const
{
    constexpr double most = 0.07;
    bool all = true;
    for (std::size_t k = 0; k < coverages.size(); ++k) {
        all = all && std::abs(inside[k] - coverages[k]) <= most;
    }
    return all;
}

std::vector<NationalScore> national_scores(const std::vector<CheckedFigure>& figures, std::span<const Meant> history)
{
    std::vector<NationalScore> scores;
    for (const auto& [measure, series] : yearly_series(figures, history)) {
        std::vector<std::int64_t> past;
        for (const auto& [year, known] : series) {
            const CheckedFigure* const f = known.figure ? &figures[*known.figure] : nullptr;
            if (f != nullptr && f->judged && !f->hidden() && !past.empty() && past.back() > 0) {
                const NegativeBinomial mean = running_mean(past);
                const NegativeBinomial last = last_value(past);
                scores.push_back({*known.figure, measure, year, past.size(), f->judged->crps, f->judged->log_score,
                                  crps(mean, f->low), log_score(mean, f->low), crps(last, f->low),
                                  log_score(last, f->low)});
            }
            past.push_back(known.count);
        }
    }
    return scores;
}

std::vector<std::string> history_files(const std::vector<CheckedFigure>& figures, std::span<const Meant> history)
{
    std::vector<std::string> files;
    for (const Meant& m : history) {
        if (!yearly(m.target) && !county_year(m)) {
            continue;
        }
        const bool before = std::any_of(figures.begin(), figures.end(), [&](const CheckedFigure& f) {
            const Target& t = f.figure.target;
            return f.judged && whole_year(t) && t.kind != TargetKind::share && t.county == m.target.county &&
                   m.target.period->first_year < t.period->first_year && same_thing(m, f.figure);
        });
        const std::string file = file_of(m.target);
        if (before && std::find(files.begin(), files.end(), file) == files.end()) {
            files.push_back(file);
        }
    }
    return files;
}

Seen seen(Standing standing)
{
    return standing == Standing::later     ? Seen::later
           : standing == Standing::earlier ? Seen::earlier
                                           : Seen::known; // no whole year lies across the bounds of others
}

MeanScore mean_score(const FitCheck& check, const std::string& measure, Seen which)
{
    MeanScore sum;
    for (const NationalScore& s : check.national) {
        if ((measure.empty() || s.measure == measure) && seen(check.figures[s.figure].standing) == which) {
            add(sum, s);
        }
    }
    const auto n = static_cast<double>(std::max<std::size_t>(sum.years, 1));
    for (double* const score :
         {&sum.crps, &sum.log_score, &sum.mean_crps, &sum.mean_log_score, &sum.last_crps, &sum.last_log_score}) {
        *score /= n;
    }
    return sum;
}

std::vector<CountyScores> county_scores(const std::vector<CheckedFigure>& figures, std::uint64_t seed,
                                        std::span<const Meant> history)
{
    constexpr double level = 0.9;
    constexpr std::size_t resamples = 4000;
    const std::vector<Cell> cells = county_cells(figures, history);
    std::map<Standing, std::vector<const Cell*>> by_standing;
    for (const Cell& cell : cells) {
        if (cell.figure != nullptr) {
            by_standing[cell.figure->standing].push_back(&cell);
        }
    }
    std::vector<CountyScores> all;
    for (const auto& [standing, members] : by_standing) {
        CountyScores scores;
        scores.standing = standing;
        std::vector<double> gain;
        std::vector<std::size_t> county;
        for (const Cell* const cell : members) {
            for (std::size_t k = 0; k < coverages.size(); ++k) {
                scores.inside[k] += cell->figure->judged->inside[k] / static_cast<double>(members.size());
            }
            const auto forecast = naive(cells, *cell);
            if (!forecast) {
                continue;
            }
            const double own = cell->figure->judged->log_score;
            const double other = -forecast->log_probability(cell->figure->low, cell->figure->high);
            gain.push_back(other - own);
            county.push_back(cell->county);
            scores.log_score += own;
            scores.mean_log_score += other;
        }
        scores.cells = gain.size();
        if (!gain.empty()) {
            scores.log_score /= static_cast<double>(gain.size());
            scores.mean_log_score /= static_cast<double>(gain.size());
            std::map<std::size_t, std::size_t> numbers; // 0 .. n - 1
            for (std::size_t& c : county) {
                c = numbers.emplace(c, numbers.size()).first->second;
            }
            scores.gain = clustered_mean(gain, county, level, resamples, seed);
        }
        all.push_back(scores);
    }
    return all;
}

} // namespace analysis::calibration
