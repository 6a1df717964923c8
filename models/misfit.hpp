#pragma once

#include <cmath>
#include <string>
#include <utility>
#include <vector>

namespace model {

/// How far one property of the synthetic population or its social graph is from the target declared for it.
struct Misfit {
    std::string county;   ///< two-letter code; "all" for the whole selection
    std::string subject;  ///< margin or layer, e.g. "age x sex", "friendship, pupils"
    std::string property; ///< e.g. "persons", "mean degree", "transitivity", "age mixing"
    double target{};
    double achieved{};
    double error{};          ///< in the unit of `tolerance`: relative, absolute or a total variation; never negative
    double tolerance{};      ///< 0 where the margin is a count that is met exactly; infinite where nothing is demanded
    std::string source;      ///< citation, or "assumed: reason"
    char grade{'E'};         ///< of the target: A best .. E assumed
    double standard_error{}; ///< of `achieved` where it is estimated from a sample; 0 where it was counted in full

    bool met() const { return error <= tolerance; }
};

/// What `veghe population` prints and stores: every target with what was achieved.
struct MisfitReport {
    std::vector<Misfit> rows;

    void add(Misfit row) { rows.push_back(std::move(row)); }
    /// error = |achieved - target| / target, or |achieved| where the target is 0.
    void add_relative(Misfit row)
    {
        const double off = std::abs(row.achieved - row.target);
        row.error = row.target == 0.0 ? off : off / std::abs(row.target);
        add(std::move(row));
    }
    /// error = |achieved - target|.
    void add_absolute(Misfit row)
    {
        row.error = std::abs(row.achieved - row.target);
        add(std::move(row));
    }
};

} // namespace model
