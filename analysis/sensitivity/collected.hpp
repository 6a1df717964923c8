#pragma once

#include "analysis/sensitivity/dataset.hpp"
#include "models/tables.hpp"
#include "sim/message.hpp"

#include <array>
#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace analysis::sensitivity {

/// Names in the order in which they come.
class Names {
public:
    std::size_t add(std::string_view name);
    std::optional<std::size_t> find(std::string_view name) const;
    const std::vector<std::string>& all() const { return all_; }
    std::size_t size() const { return all_.size(); }

private:
    std::map<std::string, std::size_t, std::less<>> positions_;
    std::vector<std::string> all_;
};

/// One kind of value of every run: sums over years by strategy, point and replicate; NaN where a year is missing that others have.
using Key = std::array<std::size_t, 3>;
using Sums = std::map<Key, double>;
/// Cases by strategy and point, years and replicates together; rows are as long as they need to be.
using Counts = std::vector<std::vector<double>>;

/// The rows of a data set, put together.
struct Collected {
    Names strategies, points, replicates;
    Sums values, costs;
    std::map<std::string, Counts>
        strata;         ///< levels of every stratum in the ledger that is asked for, for the rule of small cells
    std::string unit{}; ///< of the values that are asked for; empty where no column says it
    bool internal{};    ///< some row says so: fewer than three counties
    std::set<std::string> kinds; ///< measure, ledger and stratum of rows that are not asked for
};

/// \param without  replicates whose rows are not read  \throws sim::InputError when a value stands there twice, or is none; when cases are
/// below 0, or cases or costs in another unit
Collected collect(const model::Table& table, const Selection& selection, const std::set<std::string>& without = {});

/// Refuses what no output of the program tells, true cases by county, pathway or form, and a level of differences. \throws sim::InputError
void require_published(const Selection& selection, const std::string& shown);

/// Refuses what cannot be told of these rows: true differences of too few counties without their level, and strata that are small in some
/// strategy or would give such a one away.
/// \param points  of which everything is there  \param shown  the data set, in messages
/// \throws sim::InputError
void require_told(const Collected& all, const std::vector<std::size_t>& points, const Selection& selection,
                  const std::string& shown);

/// Whether a selection is of cases, levels or differences, and so of people.
bool counts_cases(const Selection& selection);
/// Whether a measure is the strategy less the baseline already.
bool is_difference(std::string_view measure);

/// Of a scenario of so few true cases that nothing may be made of them.
sim::Message too_few_cases();

/// "a, b, c"
std::string joined(const std::set<std::string>& names);

} // namespace analysis::sensitivity
