#include "analysis/calibration/calibrate.hpp"

#include "analysis/calibration/county_fit.hpp"
#include "analysis/calibration/design.hpp"
#include "analysis/calibration/fit.hpp"
#include "analysis/calibration/randomness.hpp"
#include "analysis/calibration/wave.hpp"
#include "models/scenario_text.hpp"
#include "sim/error.hpp"
#include "sim/parallel.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace analysis::calibration {
namespace {

/// "3", "3.27".
std::string cut_text(double cut)
{
    constexpr double hundredths = 100.0;
    return model::number_text(std::round(cut * hundredths) / hundredths);
}

/// Draws that are kept: an interval of 90 % is then known to a hundredth or two of its probability.
constexpr std::size_t kept_draws = 500;
constexpr std::size_t kept_county_draws = 250;
/// Runs that check draws have luck of their own.
constexpr std::uint32_t first_check = 1'000'000;

std::vector<std::string> names_of(const Plan& plan)
{
    std::vector<std::string> names;
    std::transform(plan.free.begin(), plan.free.end(), std::back_inserter(names),
                   [](const FreeParameter& free) { return free.name; });
    return names;
}

double quantile(std::vector<double> values, double p)
{
    const auto at = static_cast<std::ptrdiff_t>(p * static_cast<double>(values.size() - 1));
    std::nth_element(values.begin(), values.begin() + at, values.end());
    return values[static_cast<std::size_t>(at)];
}

/// The runs of a calibration as they come.
class Runs {
public:
    Runs(const CalibrationTask& task, const Simulate& simulate, const CalibrationAttendance& attendance)
        : design{task.plan.free.size(), {}}, task_(task), simulate_(simulate),
          attendance_(attendance), all_{task.plan.free.size(), {}}
    {
    }

    /// Makes the runs at the points and refuses when too many fail.
    void make(const Points& points, const std::string& stage)
    {
        std::vector<Trial> trials;
        for (std::size_t r = 0; r < static_cast<std::size_t>(task_.plan.replicates); ++r) {
            const auto first = static_cast<std::uint32_t>(all_.size() + r * points.size());
            const auto some = trials_at(points, task_.plan.free, first);
            trials.insert(trials.end(), some.begin(), some.end());
            for (std::size_t i = 0; i < points.size(); ++i) {
                all_.add(points[i]);
            }
        }
        const std::size_t before = all_.size() - trials.size();
        const auto results = run(trials, stage);
        for (std::size_t i = 0; i < results.size(); ++i) {
            if (results[i]) {
                design.add(all_[before + i]);
                counts.push_back(*results[i]);
            } else {
                failed.push_back(before + i);
            }
        }
        judge_failures(all_, failed, names_of(task_.plan), task_.shown);
    }

    std::vector<std::optional<RegisterCounts>> run(std::span<const Trial> trials, const std::string& stage)
    {
        made += static_cast<std::int64_t>(trials.size());
        return make_runs(simulate_, trials, attendance_.folder,
                         {.stop = attendance_.stop,
                          .after_run = attendance_.stage ? attendance_.stage(stage, trials.size()) : nullptr,
                          .failed = [&](std::uint32_t replicate, const std::string& what) {
                              if (attendance_.warn) {
                                  attendance_.warn("run " + std::to_string(replicate) + " failed: " + what);
                              }
                          }});
    }

    Points design; ///< of the runs that did not fail
    std::vector<RegisterCounts> counts;
    std::vector<std::size_t> failed;
    std::int64_t made{};

private:
    const CalibrationTask& task_;
    const Simulate& simulate_;
    const CalibrationAttendance& attendance_;
    Points all_;
};

/// What counts as plausible after a wave: Pukelsheim's three standard deviations, or more where the figures contradict each other so
/// that hardly anything would be left; the best thirtieth of the prior is then kept.
double cut_of(const Fit& fit, std::uint64_t first, const Plan& plan)
{
    constexpr double usual = 3.0;
    constexpr double least_share = 1.0 / 30.0;
    constexpr std::size_t looked_at = 2048;
    const Points points = normal_design(plan.free.size(), first, looked_at, plan.seed);
    std::vector<double> off(points.size());
    sim::for_each_task(points.size(), [&](std::size_t i) { off[i] = fit.implausibility(points[i]); });
    return std::max(usual, quantile(off, least_share));
}

PeopleScale people_of(const CalibrationTask& task)
{
    const auto& people = task.plan.people;
    return people ? PeopleScale{people->persons, task.persons, people->reason} : PeopleScale{0, task.persons, ""};
}

/// The runs of all waves, each where the ones before leave the figures plausible.
Fit waves(Runs& runs, const CalibrationTask& task, const CalibrationAttendance& attendance, FitDiagnostics& diagnostics)
{
    const Plan& plan = task.plan;
    const std::size_t d = plan.free.size();
    const Figures figures = figures_of(plan, people_of(task).factor());
    std::uint64_t next = static_cast<std::uint64_t>(plan.waves.front());
    runs.make(normal_design(d, 0, static_cast<std::size_t>(plan.waves.front()), plan.seed), "runs of wave 1");
    Fit fit(figures, runs.design, runs.counts);
    for (std::size_t w = 1; w < plan.waves.size(); ++w) {
        constexpr std::uint64_t most_tried = 65536;
        const double cut = cut_of(fit, next, plan);
        const Wave wave = plausible_points(
            d, next, static_cast<std::size_t>(plan.waves[w]), plan.seed,
            [&](std::span<const double> z) { return fit.implausibility(z); }, cut, most_tried);
        next = wave.next;
        diagnostics.plausible_share.push_back(wave.plausible_share());
        if (attendance.say) {
            attendance.say("wave " + std::to_string(w) + " leaves " +
                           std::to_string(std::lround(100.0 * wave.plausible_share())) +
                           " % of the prior, implausible by at most " + cut_text(cut));
        }
        runs.make(wave.points, "runs of wave " + std::to_string(w + 1));
        fit = Fit(figures, runs.design, runs.counts);
    }
    return fit;
}

/// How often each figure is missed, over the posterior and at the best point of the design.
std::vector<FittedFigure> judged(const Fit& fit, const Points& design, const Points& draws)
{
    constexpr std::size_t looked_at = 200;
    std::vector<std::vector<FigureState>> states;
    for (std::size_t i = 0; i < std::min(looked_at, draws.size()); ++i) {
        states.push_back(fit.figures(draws[i]));
    }
    std::vector<double> least(states.front().size(), std::numeric_limits<double>::infinity());
    for (std::size_t i = 0; i < design.size(); ++i) {
        const auto here = fit.figures(design[i]);
        for (std::size_t f = 0; f < here.size(); ++f) {
            least[f] = std::min(least[f], here[f].implausibility);
        }
    }
    std::vector<FittedFigure> figures;
    for (std::size_t f = 0; f < least.size(); ++f) {
        std::vector<double> off;
        double sum = 0.0;
        for (const auto& state : states) {
            off.push_back(state[f].implausibility);
            sum += state[f].expected;
        }
        figures.push_back({states.front()[f].name, states.front()[f].observed, sum / static_cast<double>(states.size()),
                           quantile(off, 0.5), least[f]});
    }
    return figures;
}

/// So many of the points, in an order that has nothing to do with how the sampler left them.
Points shuffled(const Points& points, std::size_t n, std::uint64_t seed)
{
    std::vector<std::size_t> order(points.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    Randomness luck(seed, 0x5u);
    for (std::size_t i = order.size(); i > 1; --i) {
        const auto j = static_cast<std::size_t>(luck.uniform() * static_cast<double>(i));
        std::swap(order[i - 1], order[std::min(j, i - 1)]);
    }
    Points some{points.dimension, {}};
    for (std::size_t i = 0; i < std::min(n, points.size()); ++i) {
        some.add(points[order[i]]);
    }
    return some;
}

void take_draws(const Points& z, const Plan& plan, Posterior& posterior)
{
    const std::size_t free = plan.free.size();
    posterior.draws = {free, {}};
    for (std::size_t i = 0; i < z.size(); ++i) {
        for (std::size_t d = 0; d < free; ++d) {
            posterior.draws.values.push_back(plan.free[d].prior.value(z[i][d]));
        }
        const auto national = std::find_if(plan.targets.begin(), plan.targets.end(), [](const PlannedTarget& t) {
            return t.error == ErrorModel::count && !t.figures.empty() && !t.figures.front().county;
        });
        constexpr double no_year_figure = 0.17; // of recording.year_sd, where no yearly count was fitted
        const double spread = (national == plan.targets.end() ? no_year_figure : national->spread) *
                              std::exp(Fit::spread_sd * z[i][free]);
        posterior.year_size.push_back(1.0 / (spread * spread));
    }
}

/// Runs at draws of the posterior. \throws sim::InputError when too many fail
void check(Runs& runs, const CalibrationTask& task, Posterior& posterior)
{
    const Plan& plan = task.plan;
    std::vector<Trial> trials;
    const auto checks = std::min(static_cast<std::size_t>(plan.checks), posterior.size());
    for (std::size_t k = 0; k < checks; ++k) {
        const auto values = posterior.draws[k];
        trials.push_back({first_check + static_cast<std::uint32_t>(k), {values.begin(), values.end()}});
    }
    const auto results = runs.run(trials, "runs at draws of the posterior");
    const auto failed = std::count(results.begin(), results.end(), std::nullopt);
    judge_failed_checks(static_cast<std::size_t>(failed), results.size(), task.shown);
    posterior.diagnostics.failed += failed;
    for (std::size_t k = 0; k < results.size(); ++k) {
        if (results[k]) {
            RegisterCounts counts = *results[k];
            counts.profiles = without_pathways(std::move(counts.profiles));
            posterior.checks.push_back({static_cast<std::uint32_t>(k), std::move(counts)});
        }
    }
}

/// Children registered in a county in a year, among as many people as the figures are of: pooled over the runs at draws of the posterior, or
/// over those of the design where fewer than eight of these were made.
std::vector<double> expected_by_county(const Posterior& posterior, const std::vector<RegisterCounts>& design,
                                       std::size_t counties)
{
    std::vector<double> sums(counties);
    double years = 0.0;
    const auto add = [&](const RegisterCounts& run) {
        years += run.years;
        for (std::size_t c = 0; c < counties; ++c) {
            sums[c] += run.counties.at(c).minors;
        }
    };
    constexpr std::size_t enough = 8;
    if (posterior.checks.size() >= enough) {
        for (const CheckedDraw& one : posterior.checks) {
            add(one.counts);
        }
    } else {
        for (const RegisterCounts& run : design) {
            add(run);
        }
    }
    constexpr double half_a_case = 0.5; // a county in which no run registers anybody is not impossible
    for (double& sum : sums) {
        sum = std::max(sum, half_a_case) / years * posterior.people.factor();
    }
    return sums;
}

} // namespace

std::vector<Trial> trials_at(const Points& design, std::span<const FreeParameter> free, std::uint32_t first_replicate)
{
    std::vector<Trial> trials;
    for (std::size_t i = 0; i < design.size(); ++i) {
        Trial trial{first_replicate + static_cast<std::uint32_t>(i), {}};
        for (std::size_t d = 0; d < free.size(); ++d) {
            trial.values.push_back(free[d].prior.value(design[i][d]));
        }
        trials.push_back(std::move(trial));
    }
    return trials;
}

Posterior calibrate(const CalibrationTask& task, const Simulate& simulate, const CalibrationAttendance& attendance)
{
    const Plan& plan = task.plan;
    Posterior posterior;
    sim::expect(!plan.people || task.persons > 0, "counts are scaled by the number of persons simulated");
    posterior.title = plan.title;
    posterior.title_ro = plan.title_ro;
    posterior.note = plan.note;
    posterior.note_ro = plan.note_ro;
    posterior.people = people_of(task);
    posterior.years = plan.years;
    posterior.seed = plan.seed;
    for (const FreeParameter& free : plan.free) {
        posterior.parameters.push_back({free.name, free.unit, free.prior, free.reason});
    }
    Runs runs(task, simulate, attendance);
    const Fit fit = waves(runs, task, attendance, posterior.diagnostics);
    attendance.stop.check();
    SmcSettings settings;
    settings.particles = static_cast<std::size_t>(plan.particles);
    settings.moves = 10;
    settings.seed = plan.seed;
    const SmcResult sampled = sample_posterior(
        fit.dimension(), [&](std::span<const double> z) { return fit.log_likelihood(z); }, settings);
    const Points z = shuffled(sampled.points, kept_draws, plan.seed);
    take_draws(z, plan, posterior);
    posterior.diagnostics.steps = sampled.steps;
    posterior.diagnostics.log_evidence = sampled.log_evidence;
    posterior.diagnostics.emulator_residuals = fit.residuals();
    posterior.diagnostics.figures = judged(fit, runs.design, z);
    attendance.stop.check();
    posterior.diagnostics.failed = static_cast<std::int64_t>(runs.failed.size());
    check(runs, task, posterior);
    posterior.counties.counties = task.counties;
    posterior.counties.draws.dimension = task.counties.size();
    if (const auto counties = county_task(plan, task.counties, task.regions,
                                          expected_by_county(posterior, runs.counts, task.counties.size()))) {
        posterior.counties.draws = county_products(*counties, kept_county_draws, plan.seed);
    }
    posterior.diagnostics.runs = runs.made;
    return posterior;
}

} // namespace analysis::calibration
