#pragma once

#include "models/build.hpp"
#include "tests/support/toy_world.hpp"

#include <functional>
#include <vector>

/// The offices of justice alone, at the size of a country: no pathway, cases that come at a given rate.
namespace toy {

/// Five made-up counties in five centres, whose residents stand for the whole country: its posts, stocks and cases.
const World& nation();

/// A scenario of so many years in which every lead opens a proceeding before the prosecutors of organised crime.
model::Scenario national(int years);

/// What a year of the offices showed.
struct YearOfOffices {
    std::int64_t opened, solved, indicted, convicted, tried, trial_days, suspects_convicted;
    std::int64_t open_cases, trials; ///< at the end
};

/// Every institution, no pathway, and so many cases a year against households of persons who take turns. Of these the
/// share `justice.supported` is helped with legal aid throughout: what is declared of the stock holds for them, too.
/// \param at_end  looks at the state after the last week
std::vector<YearOfOffices> follow_offices(const model::Scenario& scenario, double cases_per_year,
                                          std::uint32_t replicate = 0,
                                          const std::function<void(const model::Build&)>& at_end = {});

/// Several replicates of the offices: totals of the years from `first` on.
YearOfOffices sum_of_offices(const model::Scenario& scenario, double cases_per_year, std::uint32_t replicates,
                             std::size_t first);

} // namespace toy
