#include "analysis/calibration/fit.hpp"

#include "sim/error.hpp"
#include "sim/parallel.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>

namespace analysis::calibration {
namespace {

/// A run must meet so many on the average before an emulator is asked for a rate of their own: of a category, and of one pathway in it.
constexpr std::int64_t least_per_run = 2;
constexpr std::int64_t least_alone = 10;

std::int64_t persons(std::span<const Counted> counted, const RegisterCounts& run)
{
    std::int64_t sum = 0;
    for (const ProfileCount& line : run.profiles) {
        if (std::any_of(counted.begin(), counted.end(), [&](const Counted& c) { return c.holds(line.profile); })) {
            sum += line.count;
        }
    }
    return sum;
}

/// The same by pathway.
std::map<std::uint8_t, std::vector<std::int64_t>> by_pathway(std::span<const Counted> counted,
                                                             std::span<const RegisterCounts> runs)
{
    std::map<std::uint8_t, std::vector<std::int64_t>> all;
    for (std::size_t r = 0; r < runs.size(); ++r) {
        for (const ProfileCount& line : runs[r].profiles) {
            if (std::any_of(counted.begin(), counted.end(), [&](const Counted& c) { return c.holds(line.profile); })) {
                auto& counts = all[line.pathway];
                counts.resize(runs.size());
                counts[r] += line.count;
            }
        }
    }
    return all;
}

std::int64_t total(const std::vector<std::int64_t>& counts)
{
    return std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
}

} // namespace

std::vector<std::size_t> merged_groups(std::span<const std::int64_t> counts, std::int64_t least)
{
    std::vector<std::size_t> first;
    std::int64_t sum = least; // the first category begins a group
    for (std::size_t i = 0; i < counts.size(); ++i) {
        if (sum >= least) {
            first.push_back(i);
            sum = 0;
        }
        sum += counts[i];
    }
    if (first.size() > 1 && sum < least) {
        first.pop_back(); // what is left over goes with the group before
    }
    return first;
}

Fit::Fit(Figures figures, const Points& design, std::span<const RegisterCounts> runs)
    : figures_(std::move(figures)), dimension_(design.dimension + 1), free_(design.dimension)
{
    sim::expect(!runs.empty() && design.size() == runs.size(), "a design has a run at each of its points");
    merge_rare(runs);
    choose_sizes(design, runs);
    for (const CountFigure& figure : figures_.counts) {
        count_cells_.push_back(emulate(figure.name, {&figure.counted, 1}, design, runs));
    }
    for (const SplitFigure& split : figures_.splits) {
        std::vector<Cells> cells;
        for (std::size_t k = 0; k < split.counts.size(); ++k) {
            cells.push_back(emulate(split.name + " " + split.categories[k], split.counted[k], design, runs));
        }
        split_cells_.push_back(std::move(cells));
    }
    bank_ = EmulatorBank(emulators_);
}

void Fit::merge_rare(std::span<const RegisterCounts> runs)
{
    for (SplitFigure& split : figures_.splits) {
        std::vector<std::int64_t> met;
        for (const auto& counted : split.counted) {
            met.push_back(std::accumulate(
                runs.begin(), runs.end(), std::int64_t{0},
                [&](std::int64_t sum, const RegisterCounts& run) { return sum + persons(counted, run); }));
        }
        const auto first = merged_groups(met, least_per_run * static_cast<std::int64_t>(runs.size()));
        SplitFigure merged = split;
        merged.categories.clear();
        merged.counts.clear();
        merged.counted.clear();
        for (std::size_t k = 0; k < split.counts.size(); ++k) {
            if (std::find(first.begin(), first.end(), k) != first.end()) {
                merged.categories.push_back(split.categories[k]);
                merged.counts.push_back(split.counts[k]);
                merged.counted.push_back(split.counted[k]);
            } else {
                merged.categories.back() += " + " + split.categories[k];
                merged.counts.back() += split.counts[k];
                merged.counted.back().insert(merged.counted.back().end(), split.counted[k].begin(),
                                             split.counted[k].end());
            }
        }
        split = std::move(merged);
    }
}

void Fit::choose_sizes(const Points& design, std::span<const RegisterCounts> runs)
{
    constexpr std::array candidates{EffectSizes{0.4, 0.05}, EffectSizes{0.4, 0.1}, EffectSizes{0.7, 0.05},
                                    EffectSizes{0.7, 0.1},  EffectSizes{0.7, 0.2}, EffectSizes{1.0, 0.1}};
    std::vector<CellRuns> cells;
    for (const CountFigure& figure : figures_.counts) {
        for (auto& [pathway, counts] : by_pathway({&figure.counted, 1}, runs)) {
            if (total(counts) >= least_alone * static_cast<std::int64_t>(runs.size())) {
                CellRuns cell{std::move(counts), {}};
                for (const RegisterCounts& run : runs) {
                    cell.exposure.push_back(run.years);
                }
                if (std::none_of(cells.begin(), cells.end(),
                                 [&](const CellRuns& known) { return known.counts == cell.counts; })) {
                    cells.push_back(std::move(cell));
                }
            }
        }
    }
    std::vector<double> scores(candidates.size());
    sim::for_each_task(candidates.size(), [&](std::size_t c) {
        for (const CellRuns& cell : cells) {
            for (const LeftOut& out : leave_one_out(design, cell, Emulator(design, cell, candidates[c]))) {
                scores[c] += out.log_score;
            }
        }
    });
    sizes_ = candidates[static_cast<std::size_t>(std::min_element(scores.begin(), scores.end()) - scores.begin())];
}

Fit::Cells Fit::emulate(const std::string& name, std::span<const Counted> counted, const Points& design,
                        std::span<const RegisterCounts> runs)
{
    std::vector<std::pair<std::string, CellRuns>> own;
    CellRuns rest{std::vector<std::int64_t>(runs.size()), {}};
    for (auto& [pathway, counts] : by_pathway(counted, runs)) {
        if (total(counts) >= least_alone * static_cast<std::int64_t>(runs.size())) {
            own.emplace_back(name + ", pathway " + std::to_string(pathway), CellRuns{std::move(counts), {}});
        } else {
            std::transform(counts.begin(), counts.end(), rest.counts.begin(), rest.counts.begin(), std::plus<>());
        }
    }
    if (total(rest.counts) > 0) {
        own.emplace_back(name + ", other pathways", std::move(rest));
    }
    if (own.empty()) {
        throw sim::InputError(name, sim::refusal("calibrate.never", "no run registers anybody of this figure",
                                                 "leave it out of the plan: the model cannot tell it"));
    }
    for (auto& [label, cell] : own) {
        for (const RegisterCounts& run : runs) {
            cell.exposure.push_back(run.years);
        }
    }
    std::vector<std::optional<Emulator>> fitted(own.size());
    std::vector<double> squares(own.size());
    sim::for_each_task(own.size(), [&](std::size_t i) {
        const CellRuns& cell = own[i].second;
        fitted[i].emplace(design, cell, sizes_);
        for (const LeftOut& out : leave_one_out(design, cell, *fitted[i])) {
            squares[i] += out.standard_residual * out.standard_residual / static_cast<double>(runs.size());
        }
    });
    Cells cells;
    for (std::size_t i = 0; i < own.size(); ++i) {
        cells.push_back(emulators_.size());
        emulators_.push_back(std::move(*fitted[i]));
        residuals_.emplace_back(own[i].first, squares[i]);
    }
    return cells;
}

std::vector<LogMean> Fit::all_at(std::span<const double> z) const
{
    return bank_(z.first(free_));
}

Expected Fit::expected(const Cells& cells, std::span<const LogMean> logs, double exposure)
{
    std::vector<LogMean> own;
    for (const std::size_t cell : cells) {
        own.push_back(logs[cell]);
    }
    return sum_of(own, exposure);
}

std::vector<Expected> Fit::split_expected(std::size_t split, std::span<const LogMean> logs) const
{
    std::vector<Expected> own;
    for (const Cells& cells : split_cells_[split]) {
        own.push_back(expected(cells, logs, 1.0));
    }
    return own;
}

double Fit::size_of(double spread, std::span<const double> z, double years) const
{
    const double stretched = z.size() > free_ ? spread * std::exp(spread_sd * z[free_]) : spread;
    return period_size(1.0 / (stretched * stretched), years);
}

double Fit::log_likelihood(std::span<const double> z) const
{
    const auto logs = all_at(z);
    double log = 0.0;
    for (std::size_t i = 0; i < figures_.counts.size(); ++i) {
        const CountFigure& f = figures_.counts[i];
        log +=
            log_count(f.low, f.high, expected(count_cells_[i], logs, f.years * f.scale), size_of(f.spread, z, f.years));
    }
    for (std::size_t s = 0; s < figures_.splits.size(); ++s) {
        const SplitFigure& split = figures_.splits[s];
        const auto own = split_expected(s, logs);
        std::vector<double> shares;
        const double whole =
            std::accumulate(own.begin(), own.end(), 0.0, [](double sum, const Expected& e) { return sum + e.mean; });
        std::transform(own.begin(), own.end(), std::back_inserter(shares),
                       [&](const Expected& e) { return e.mean / whole; });
        log += log_split(split.counts, shares, concentration_with_doubt(own, concentration_of(shares, split.spread)));
    }
    return log;
}

template <class Visit>
void Fit::visit(std::span<const double> z, Visit visit) const
{
    const auto logs = all_at(z);
    for (std::size_t i = 0; i < figures_.counts.size(); ++i) {
        const CountFigure& f = figures_.counts[i];
        const Expected e = expected(count_cells_[i], logs, f.years * f.scale);
        visit(f.name, f.low, f.high, e,
              calibration::implausibility(f.low, f.high, e, size_of(f.spread, z, f.years), f.discrepancy));
    }
    for (std::size_t s = 0; s < figures_.splits.size(); ++s) {
        const SplitFigure& split = figures_.splits[s];
        const auto own = split_expected(s, logs);
        const double whole =
            std::accumulate(own.begin(), own.end(), 0.0, [](double sum, const Expected& e) { return sum + e.mean; });
        const auto n = static_cast<double>(total(split.counts));
        std::vector<double> shares;
        std::transform(own.begin(), own.end(), std::back_inserter(shares),
                       [&](const Expected& e) { return e.mean / whole; });
        const double concentration = concentration_of(shares, split.spread);
        for (std::size_t k = 0; k < own.size(); ++k) {
            // Relative variance (1 - p) / (p (a + 1)) of a share is that of a size p (a + 1) / (1 - p).
            const double p = shares[k];
            const double size =
                p < 1.0 ? p * (concentration + 1.0) / (1.0 - p) : std::numeric_limits<double>::infinity();
            const Expected e{n * p, own[k].relative_variance};
            visit(split.name + ": " + split.categories[k], split.counts[k], split.counts[k], e,
                  calibration::implausibility(split.counts[k], split.counts[k], e, size, split.discrepancy));
        }
    }
}

double Fit::implausibility(std::span<const double> z) const
{
    double most = 0.0;
    visit(z, [&](const std::string&, std::int64_t, std::int64_t, const Expected&, double off) {
        most = std::max(most, off);
    });
    return most;
}

std::vector<FigureState> Fit::figures(std::span<const double> z) const
{
    std::vector<FigureState> states;
    visit(z, [&](const std::string& name, std::int64_t low, std::int64_t high, const Expected& e, double off) {
        states.push_back({name, 0.5 * static_cast<double>(low + high), e.mean, off});
    });
    return states;
}

Expected Fit::expected_count(std::size_t figure, std::span<const double> z) const
{
    return expected(count_cells_.at(figure), all_at(z), 1.0);
}

} // namespace analysis::calibration
