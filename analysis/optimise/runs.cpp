#include "analysis/optimise/runs.hpp"

#include "analysis/ensemble.hpp"
#include "analysis/run_identity.hpp"
#include "models/ledgers.hpp"
#include "models/scenario_text.hpp"
#include "sim/atomic_file.hpp"
#include "sim/error.hpp"
#include "sim/parallel.hpp"
#include "sim/sha256.hpp"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iterator>
#include <limits>
#include <sstream>

namespace analysis::optimise {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view first_line = "veghe optimise run 2\n";
/// Scenarios that share a burn-in and are kept together: few are lost by a kill, and the burn-in is not made often.
constexpr std::size_t at_once = 8;

double cost_of(const EnsembleResult& result)
{
    double sum = 0.0;
    for (std::size_t k = 0; k < result.resources.size(); ++k) {
        sum += result.runs[0].resources[k] * result.resources[k].unit_cost_ron;
    }
    return sum;
}

/// True cases of a run of those who are younger than an age [years].
std::int64_t true_cases_of(const RunResult& run, double younger = std::numeric_limits<double>::infinity())
{
    std::int64_t sum = 0;
    for (const TrueCell& cell : run.true_cases) {
        sum += model::age_band_first.at(cell.age_band) < younger ? cell.count : 0;
    }
    return sum;
}

/// The first day on which a candidate can act; nothing where that is the run's first week.
std::optional<sim::Date> first_day(const RunTask& task)
{
    sim::Date first = task.baseline.end;
    for (const Candidate& candidate : task.money.candidates()) {
        for (const model::InterventionSpec& spec : candidate.specs) {
            first = std::min(first, spec.start);
        }
    }
    const sim::Date begin = task.baseline.start - std::chrono::weeks{task.baseline.warmup_weeks};
    return first > begin ? std::optional(first) : std::nullopt;
}

/// Cases of which each of a minor counts `child_weight`. \param minors  among all of them
double weighted(std::int64_t all, std::int64_t minors, double child_weight)
{
    return static_cast<double>(all) + (child_weight - 1.0) * static_cast<double>(minors);
}

double weighted(const GroupCounts& counts, double child_weight)
{
    return weighted(counts[all_of_them], counts[girls] + counts[boys], child_weight);
}

template <class Number>
bool read_number(std::istream& in, Number& into)
{
    std::string word;
    in >> word;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), into);
    return error == std::errc() && end == word.data() + word.size();
}

} // namespace

std::string text_of(const Kept& kept, const std::string& id)
{
    std::string text = std::string(first_line) + "id " + id + "\nrecruited";
    for (const std::int64_t count : kept.recruited) {
        text += " " + std::to_string(count);
    }
    text += "\ntrue " + std::to_string(kept.true_cases) + "\nminors " + std::to_string(kept.minors) + "\nron " +
            model::number_text(kept.ron) + "\ndigest " + kept.core_digest + "\n";
    return text + "sha256 " + sim::sha256(text) + "\n";
}

std::optional<Kept> parse_kept(std::string_view text, const std::string& id)
{
    constexpr std::string_view last = "sha256 ";
    const std::size_t end = text.rfind(last);
    if (!text.starts_with(first_line) || end == std::string_view::npos ||
        text.substr(end) != std::string(last) + sim::sha256(text.substr(0, end)) + "\n") {
        return std::nullopt;
    }
    std::istringstream in(std::string(text.substr(first_line.size(), end - first_line.size())));
    std::string key, said;
    Kept kept;
    in >> key >> said >> key;
    bool good = said == id;
    for (std::int64_t& count : kept.recruited) {
        good = good && read_number(in, count);
    }
    in >> key;
    good = good && read_number(in, kept.true_cases);
    in >> key;
    good = good && read_number(in, kept.minors);
    in >> key;
    good = good && read_number(in, kept.ron);
    in >> key >> kept.core_digest;
    return good && in ? std::optional(std::move(kept)) : std::nullopt;
}

std::size_t draw_number(const Effort& effort, std::uint32_t replicate)
{
    if (replicate < effort.replicates) {
        return replicate;
    }
    const std::size_t shared = std::max<std::size_t>(1, (effort.confirm + 1) / 2);
    return effort.replicates + (replicate - effort.replicates) % shared;
}

PortfolioRuns::PortfolioRuns(RunTask task, const sim::Stop& stop, std::function<void()> after_run)
    : task_(std::move(task)), stop_(stop), after_run_(std::move(after_run)), acts_(first_day(task_)),
      axes_(axes_of(task_.baseline, task_.ground)),
      years_(task_.ground.counted.steps() * task_.ground.counted.dt_years())
{
    sim::make_folder(task_.folder);
}

std::uint32_t PortfolioRuns::draw_of(std::uint32_t replicate) const
{
    if (task_.draws == nullptr) {
        return 0;
    }
    const std::size_t size = task_.draws->posterior.size();
    const auto k = static_cast<std::uint32_t>(draw_number(task_.effort, replicate) % size);
    return static_cast<std::uint32_t>(position(k, size)) + 1;
}

std::vector<PortfolioRuns::Asked> PortfolioRuns::asked_for(std::span<const Portfolio> portfolios) const
{
    std::vector<Asked> asked{{task_.baseline}};
    for (const Portfolio& portfolio : portfolios) {
        asked.push_back({task_.money.scenario(portfolio)});
        asked.back().scenario.name = "portfolio " + std::to_string(asked.size() - 1);
    }
    sim::for_each_task(asked.size(), [&](std::size_t i) {
        const RunIdentity identity = identity_of(asked[i].scenario);
        asked[i].identity = sim::Sha256()
                                .field(identity.scenario)
                                .field(identity.population)
                                .field(identity.program)
                                .update(identity.seed)
                                .field(acts_ ? sim::to_text(*acts_) : "")
                                .hex();
    });
    return asked;
}

std::string PortfolioRuns::id_of(const Asked& asked, std::uint32_t replicate) const
{
    return sim::Sha256().field(asked.identity).update(replicate).update(draw_of(replicate)).hex();
}

std::optional<Kept> PortfolioRuns::find(const std::string& id) const
{
    std::ifstream in(task_.folder / (id + ".run"), std::ios::binary);
    const std::string text((std::istreambuf_iterator<char>(in)), {});
    return parse_kept(text, id);
}

std::vector<Kept> PortfolioRuns::made(std::span<const Asked* const> some, std::uint32_t replicate) const
{
    std::vector<model::Scenario> drawn;
    for (const Asked* const asked : some) {
        const model::Scenario& s = asked->scenario;
        drawn.push_back(task_.draws == nullptr
                            ? s
                            : with_draw_at(s, *task_.draws, task_.ground.counties, draw_of(replicate) - 1, replicate));
        drawn.back().posterior.reset(); // it has been drawn from
        drawn.back().branch.reset();
        if (acts_) { // the same for all, whatever of the candidates is among them
            drawn.back().branch = model::Branch{.at = *acts_, .checkpoints = {}};
        }
    }
    const sim::Tick from = acts_ ? task_.ground.clock.tick_of(*acts_) : task_.ground.clock.first();
    std::vector<GroupWatch> watches(some.size(), GroupWatch(from));
    const auto watch = [&](std::size_t s, const model::Build& build, sim::Tick next) { watches[s].see(build, next); };
    const auto results =
        run_replicate(drawn, task_.ground, axes_, *task_.baseline.seed, replicate, {.stop = stop_, .watch = watch});
    std::vector<Kept> all;
    for (std::size_t s = 0; s < some.size(); ++s) {
        const RunResult& run = results[s].runs[0];
        all.push_back({watches[s].counts(), true_cases_of(run), true_cases_of(run, of_age), cost_of(results[s]),
                       run.core_digest});
    }
    return all;
}

std::vector<Kept> PortfolioRuns::of_replicate(const std::vector<Asked>& asked, std::uint32_t replicate) const
{
    const auto done = [&] {
        if (after_run_) {
            after_run_();
        }
    };
    std::vector<Kept> all(asked.size());
    std::vector<std::string> ids;
    std::vector<std::size_t> open;
    for (std::size_t s = 0; s < asked.size(); ++s) {
        ids.push_back(id_of(asked[s], replicate));
        if (std::optional<Kept> found = find(ids.back())) {
            all[s] = std::move(*found);
            done();
        } else {
            open.push_back(s);
        }
    }
    // Without a date before which none acts, those that begin later would share a past that nobody watches: each runs by itself.
    const std::size_t together = acts_ ? at_once : 1;
    for (std::size_t begin = 0; begin < open.size(); begin += together) {
        stop_.check();
        const std::size_t end = std::min(open.size(), begin + together);
        std::vector<const Asked*> some;
        for (std::size_t i = begin; i < end; ++i) {
            some.push_back(&asked[open[i]]);
        }
        std::vector<Kept> kept = made(some, replicate);
        for (std::size_t i = begin; i < end; ++i) {
            sim::write_file(task_.folder / (ids[open[i]] + ".run"), text_of(kept[i - begin], ids[open[i]]));
            all[open[i]] = std::move(kept[i - begin]);
            done();
        }
    }
    return all;
}

Effects PortfolioRuns::effects_of(const std::vector<std::vector<Kept>>& all, std::size_t scenario,
                                  Replicates replicates) const
{
    Effects effects{
        .averted = {}, .rises = std::vector<std::vector<double>>(group_names.size()), .ron = {}, .draws = {}};
    for (std::uint32_t r = 0; r < replicates.count; ++r) {
        const Kept& without = all[r][0];
        const Kept& with = all[r][scenario];
        const double fewer =
            weighted(without.recruited, task_.child_weight) - weighted(with.recruited, task_.child_weight);
        effects.averted.push_back(fewer / years_);
        for (std::size_t g = 0; g < group_names.size(); ++g) {
            effects.rises[g].push_back(static_cast<double>(with.recruited[g] - without.recruited[g]) / years_);
        }
        effects.ron.push_back((with.ron - without.ron) / years_);
        effects.draws.push_back(draw_of(replicates.first + r));
    }
    return effects;
}

std::vector<std::vector<Kept>> PortfolioRuns::all_of(const std::vector<Asked>& asked, Replicates replicates) const
{
    std::vector<std::vector<Kept>> all(replicates.count);
    sim::for_each_task(replicates.count, [&](std::size_t r) {
        stop_.check();
        all[r] = of_replicate(asked, replicates.first + static_cast<std::uint32_t>(r));
    });
    return all;
}

Level PortfolioRuns::level(Replicates replicates) const
{
    Level level;
    for (const std::vector<Kept>& replicate : all_of(asked_for({}), replicates)) {
        const Kept& baseline = replicate.front();
        level.total += baseline.true_cases;
        level.cases.push_back(weighted(baseline.true_cases, baseline.minors, task_.child_weight) / years_);
    }
    return level;
}

std::vector<Effects> PortfolioRuns::operator()(std::span<const Portfolio> portfolios, Replicates replicates) const
{
    const std::vector<Asked> asked = asked_for(portfolios);
    const std::vector<std::vector<Kept>> all = all_of(asked, replicates);
    std::vector<Effects> effects;
    for (std::size_t s = 1; s < asked.size(); ++s) {
        effects.push_back(effects_of(all, s, replicates));
    }
    return effects;
}

} // namespace analysis::optimise
