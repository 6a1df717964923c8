#pragma once

#include "analysis/optimise/candidates.hpp"
#include "models/ground.hpp"
#include "models/simulate.hpp"
#include "sim/stop.hpp"

#include <map>
#include <mutex>
#include <span>
#include <utility>
#include <vector>

namespace analysis::optimise {

/// What is spent in each calendar year [RON]. Pure.
std::map<int, double> by_year(std::span<const model::Spending> spending);

/// Which part of each calendar year a run counts, 1 for a whole one. Pure.
std::map<int, double> parts_of_years(const sim::Clock& counted);

/// What a portfolio costs beyond the baseline in the year in which that is most, a part of a year counted as a year of such parts [RON a
/// year]: what a budget must pay, as that of a scenario is for each calendar year. Pure.
double dearest_year(const std::map<int, double>& portfolio, const std::map<int, double>& baseline,
                    const std::map<int, double>& parts);

/// What measures of every size cost, as the ledger of the model plans it: known before a run, and the same in every replicate.
class Money {
public:
    /// \param largest  budget [RON a year]: more of a measure than that is not looked at
    /// \throws sim::InputError for a measure that costs nothing, of which no budget decides, or less at its whole size than at the least;
    ///         sim::Stopped
    Money(const model::Scenario& baseline, std::span<const Candidate> candidates, const model::Ground& ground,
          double largest, const sim::Stop& stop);

    /// By candidate, of its whole size or of as much as the largest budget pays [RON a year].
    const std::vector<double>& most_ron() const { return most_ron_; }
    /// Sizes of the candidates at their shares of the money that they can take up.
    std::vector<double> sizes(const Portfolio& portfolio) const;
    model::Scenario scenario(const Portfolio& portfolio) const;
    /// RON a year of all of it together, staff being shared. May be called from any thread.
    double ron(const Portfolio& portfolio) const;
    const std::vector<Candidate>& candidates() const { return candidates_; }

private:
    /// What a candidate alone costs at sizes that rise.
    struct Curve {
        std::vector<double> size, ron;
    };
    double planned(const model::Scenario& scenario) const;
    double alone(std::size_t candidate, double size) const;
    /// Whether the least of a candidate costs more than all of it.
    bool falls(std::size_t candidate) const;
    Curve curve_of(std::size_t candidate, double largest) const;

    model::Scenario baseline_;
    std::vector<Candidate> candidates_;
    const model::Ground& ground_;
    std::map<int, double> parts_, before_;
    std::vector<Curve> curves_;
    std::vector<double> most_ron_;
    mutable std::mutex mutex_;
    mutable std::map<Portfolio, double> known_;
};

} // namespace analysis::optimise
