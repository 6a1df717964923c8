#include "analysis/calibration/fit_check.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace analysis::calibration {
namespace {

bool whole_year(const Target& t)
{
    return t.period && t.period->part == Period::Part::whole && t.period->first_year == t.period->last_year;
}

/// A cell of a table of counties and years.
struct Cell {
    std::size_t county{};
    int year{};
    const CheckedFigure* figure{};
};

/// Children by county and year, of which a forecast was made.
std::vector<Cell> county_cells(const std::vector<CheckedFigure>& figures)
{
    std::vector<Cell> cells;
    for (const CheckedFigure& f : figures) {
        const Target& t = f.figure.target;
        if (t.county && whole_year(t) && f.judged && t.kind != TargetKind::share &&
            f.figure.meaning->counted == minors()) {
            cells.push_back({t.county->value, t.period->first_year, &f});
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
            sum += 0.5 * static_cast<double>(other.figure->low + other.figure->high);
            years += 1.0;
        }
    }
    return years > 0.0 ? std::optional(NegativeBinomial{std::max(least, sum / years), naive_size}) : std::nullopt;
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

std::vector<NationalScore> national_scores(const std::vector<CheckedFigure>& figures)
{
    std::map<std::string, std::map<int, std::size_t>> by_measure; // the first where figures conflict
    for (std::size_t i = 0; i < figures.size(); ++i) {
        const Target& t = figures[i].figure.target;
        if (!t.county && whole_year(t) && t.kind == TargetKind::count && figures[i].reading != Reading::workload) {
            by_measure[t.measure].emplace(t.period->first_year, i);
        }
    }
    std::vector<NationalScore> scores;
    for (const auto& [measure, years] : by_measure) {
        std::vector<std::int64_t> past;
        for (const auto& [year, i] : years) {
            const CheckedFigure& f = figures[i];
            if (!past.empty() && past.back() > 0 && f.judged && !f.small()) {
                const NegativeBinomial mean = running_mean(past);
                const NegativeBinomial last = last_value(past);
                scores.push_back({i, measure, year, past.size(), f.judged->crps, f.judged->log_score, crps(mean, f.low),
                                  log_score(mean, f.low), crps(last, f.low), log_score(last, f.low)});
            }
            past.push_back(f.figure.target.low);
        }
    }
    return scores;
}

MeanScore mean_score(const FitCheck& check, const std::string& measure, bool later)
{
    MeanScore sum;
    for (const NationalScore& s : check.national) {
        if ((measure.empty() || s.measure == measure) &&
            (check.figures[s.figure].standing == Standing::later) == later) {
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

std::vector<CountyScores> county_scores(const std::vector<CheckedFigure>& figures, std::uint64_t seed)
{
    constexpr double level = 0.9;
    constexpr std::size_t resamples = 4000;
    const std::vector<Cell> cells = county_cells(figures);
    std::map<Standing, std::vector<const Cell*>> by_standing;
    for (const Cell& cell : cells) {
        by_standing[cell.figure->standing].push_back(&cell);
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
