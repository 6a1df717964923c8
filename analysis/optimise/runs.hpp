#pragma once

#include "analysis/draws.hpp"
#include "analysis/optimise/groups.hpp"
#include "analysis/optimise/money.hpp"
#include "analysis/results.hpp"
#include "models/ground.hpp"
#include "sim/stop.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace analysis::optimise {

/// What is kept of one run of a portfolio.
struct Kept {
    GroupCounts recruited{};   ///< true cases by group, from the first day on which any candidate can act
    std::int64_t true_cases{}; ///< of the whole run
    std::int64_t minors{};     ///< of those
    double ron{};              ///< of the whole run
    std::string core_digest;

    friend bool operator==(const Kept&, const Kept&) = default;
};

/// The text of a run's file, its SHA-256 in the last line; and back. \return  nothing where a bit is another or a line is missing
std::string text_of(const Kept& kept, const std::string& id);
std::optional<Kept> parse_kept(std::string_view text, const std::string& id);

/// Which replicates take which draw, counted from 0: in the search each another; of those that confirm two share one that the search
/// has not taken, as far as there are enough. Pure.
std::size_t draw_number(const Effort& effort, std::uint32_t replicate);

/// What the runs of a search are made of.
struct RunTask {
    const model::Scenario& baseline; ///< with its seed
    const Money& money;
    const model::Ground& ground;
    std::shared_ptr<const Draws> draws; ///< of the posterior; null without one
    double child_weight{1.0};
    Effort effort;
    std::filesystem::path folder; ///< of finished runs
};

/// The baseline's true cases over some replicates.
struct Level {
    std::vector<double> cases; ///< a year, weighted as what is averted, by replicate
    std::int64_t total{};      ///< of all replicates together, each counted once [persons]
};

/// Runs portfolios beside the baseline, each run once: what a kill can lose is the runs that were on their way. The same for any number of
/// threads.
class PortfolioRuns {
public:
    /// \param after_run  called after each run, found or made, from any thread; may be empty
    PortfolioRuns(RunTask task, const sim::Stop& stop, std::function<void()> after_run);

    /// \throws sim::Stopped, sim::StorageError
    std::vector<Effects> operator()(std::span<const Portfolio> portfolios, Replicates replicates) const;
    /// The baseline alone, which portfolios of the same replicates then find run. \throws as above
    Level level(Replicates replicates) const;

private:
    struct Asked {
        model::Scenario scenario;
        std::string identity{}; ///< of everything that moves a bit of its runs, but for replicate and draw
    };
    std::vector<Asked> asked_for(std::span<const Portfolio> portfolios) const;
    std::string id_of(const Asked& asked, std::uint32_t replicate) const;
    std::optional<Kept> find(const std::string& id) const;
    /// One replicate of several scenarios.
    std::vector<Kept> made(std::span<const Asked* const> some, std::uint32_t replicate) const;
    std::vector<Kept> of_replicate(const std::vector<Asked>& asked, std::uint32_t replicate) const;
    /// By replicate and scenario.
    std::vector<std::vector<Kept>> all_of(const std::vector<Asked>& asked, Replicates replicates) const;
    Effects effects_of(const std::vector<std::vector<Kept>>& all, std::size_t scenario, Replicates replicates) const;
    std::uint32_t draw_of(std::uint32_t replicate) const;

    RunTask task_;
    const sim::Stop& stop_;
    std::function<void()> after_run_;
    std::optional<sim::Date> acts_; ///< first day on which a candidate can act, where that is after the run's first
    Axes axes_;
    double years_{};
};

} // namespace analysis::optimise
