#include "analysis/calibration/figure_faults.hpp"

#include "analysis/calibration/meaning.hpp"
#include "models/scenario_text.hpp"

#include <map>
#include <tuple>

namespace analysis::calibration {
namespace {

/// What two rows share that say the same of the same.
auto said_by(const Target& t)
{
    return std::tuple(identity(t), t.kind, t.value, t.low, t.high, t.denominator);
}

/// Whether the model counts what the measure names.
bool counts(Target t)
{
    t.kind = TargetKind::count;
    return meaning_of(t).has_value();
}

} // namespace

void add_faults(std::span<const Target> targets, sim::Problems& problems)
{
    std::map<decltype(said_by(targets.front())), std::string> met;
    for (const Target& t : targets) {
        if (t.kind == TargetKind::missing) {
            continue;
        }
        if (t.kind == TargetKind::amount && counts(t)) {
            problems.add(t.where,
                         sim::refusal("targets.no-count", "{measure} = {value} is no count",
                                      "write a whole number of 0 or more, or a measure that begins with share_",
                                      {{"measure", t.measure}, {"value", model::number_text(t.value)}}));
        }
        if (const auto [first, is_new] = met.emplace(said_by(t), t.where); !is_new) {
            problems.add(t.where, sim::refusal("targets.twice", "{figure} stands in {first} already",
                                               "leave one out: a figure counts once",
                                               {{"figure", identity(t)}, {"first", first->second}}));
        }
    }
}

} // namespace analysis::calibration
