#pragma once

#include "analysis/calibration/register_counts.hpp"
#include "models/build.hpp"
#include "sim/clock.hpp"

#include <map>
#include <string>
#include <vector>

namespace analysis::calibration {

/// Watches a run and keeps what its register and its institutions would publish. Watching changes nothing.
class RegisterWatch {
public:
    /// To be called as a model::Watch: before the first week and after each.
    void see(const model::Build& build, sim::Tick next);
    /// \pre  the run came to its end
    const RegisterCounts& counts() const { return counts_; }

private:
    using Totals = std::map<std::string, std::int64_t>;

    static Totals totals_of(const model::Build& build);
    void count_lines(const model::Build& build);

    Totals at_start_;
    std::vector<double> pending_; ///< at the end of each year of the run
    RegisterCounts counts_;
};

} // namespace analysis::calibration
