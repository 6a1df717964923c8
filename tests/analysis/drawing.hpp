#pragma once

#include "analysis/draws.hpp"
#include "analysis/ensemble.hpp"
#include "models/county_names.hpp"
#include "sim/error.hpp"
#include "tests/analysis/calibration/small_posterior.hpp"
#include "tests/support/files.hpp"
#include "tests/support/toy_world.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <optional>
#include <string>
#include <vector>

/// Runs of the hamlets that draw from a posterior made by hand.
namespace drawing {

/// Four draws of the multiplier, of offenders and of a recording rule, and of the first and third of the hamlets' counties.
inline analysis::calibration::Posterior hamlets_posterior()
{
    auto posterior = small_posterior();
    posterior.counties.counties = {std::string(model::county_code({0})), std::string(model::county_code({3}))};
    posterior.draws.values = {3.0, 1000.0, 0.5, 4.0, 1200.0, 0.6, 5.0, 1400.0, 0.7, 8.0, 1600.0, 0.8};
    return posterior;
}

/// Sixty weeks in the hamlets, with a posterior beside them.
struct Drawing : testing::Test {
    test::Folder folder;

    Drawing() { analysis::calibration::write_posterior(folder / "p.h5", hamlets_posterior()); }

    model::Scenario scenario(std::optional<int> draws = 2) const
    {
        model::Scenario s = toy::scenario(toy::hamlets());
        s.end = s.start + std::chrono::weeks{60};
        s.data_folder = std::filesystem::path(VEGHE_SOURCE_DIR) / "scenarios/data";
        s.replicates = 4;
        s.posterior = model::PosteriorFile{folder / "p.h5", draws, {}};
        return s;
    }

    /// What is wrong with a posterior.
    std::string refusal(const std::function<void(analysis::calibration::Posterior&)>& change,
                        std::optional<int> draws = 2) const
    {
        auto posterior = hamlets_posterior();
        change(posterior);
        analysis::calibration::write_posterior(folder / "bad.h5", posterior);
        model::Scenario s = scenario(draws);
        s.posterior->file = folder / "bad.h5";
        try {
            analysis::read_draws(s);
        } catch (const sim::InputError& error) {
            return error.what();
        }
        return "";
    }
};

inline const model::Ground& ground()
{
    static const model::Ground shared = [] {
        model::Scenario s = toy::scenario(toy::hamlets());
        s.end = s.start + std::chrono::weeks{60};
        return toy::ground(s, toy::hamlets());
    }();
    return shared;
}

inline std::vector<analysis::EnsembleResult> ensembles(const std::vector<model::Scenario>& scenarios, int replicates,
                                                       const analysis::Draws* draws, analysis::Attendance attendance)
{
    return analysis::run_ensembles(scenarios, ground(), *scenarios[0].seed, replicates, attendance, draws);
}

inline std::vector<std::string> digests(const analysis::EnsembleResult& result)
{
    std::vector<std::string> all;
    for (const analysis::RunResult& run : result.runs) {
        all.push_back(run.core_digest);
    }
    return all;
}

} // namespace drawing
