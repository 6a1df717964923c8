#pragma once

#include "analysis/assumption.hpp"
#include "analysis/basis.hpp"
#include "analysis/drawn_values.hpp"
#include "analysis/estimate.hpp"
#include "analysis/fitted_to.hpp"
#include "analysis/ledger.hpp"
#include "analysis/variance_split.hpp"

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace analysis {

/// What a contrast is about: everything together, or one value of one stratum.
struct Stratum {
    std::string kind;  ///< "all", "pathway", "sex", "age_band", "settlement", "care", "county", "region", "year"
    std::string value; ///< "" for all; e.g. "lover_boy", "female", "14-17", "rural", "in_care", "DJ", "2024"

    friend auto operator<=>(const Stratum&, const Stratum&) = default;
};

/// Nobody of the stratum `by` is of the other: nobody of age is in care.
struct Exclusion {
    Stratum by, excluded;
};

/// Cases of one ledger in one stratum: level per year, and for a strategy the paired difference to the baseline.
struct Contrast {
    Ledger ledger{};
    Stratum stratum;
    bool level_shown{}; ///< false where disclosure rules keep the level back (true levels by county)
    Estimate baseline_per_year;
    Estimate strategy_per_year;
    Estimate difference_per_year; ///< strategy minus baseline, paired by replicate; negative = averted
    Estimate difference_percent;  ///< the same in percent of the baseline's mean
    Estimate difference_per_100k; ///< the same per 100,000 residents of the stratum's population and year
    double variance_ratio{}; ///< independent over paired: replicates that independent luck would need, per replicate
    std::int64_t baseline_cases{}; ///< total over all replicates, for the small-count rules
    std::int64_t strategy_cases{};
};

/// What a strategy used, per year, and what it costs.
struct ResourceUse {
    std::string name; ///< e.g. "school_counsellors.post_weeks"
    std::string unit;
    Estimate per_year;
    double unit_cost_ron{};
    std::string cost_source;
    char cost_grade{'E'};
};

/// What an intervention wanted and had in a calendar year: planned before the run, the same in every replicate.
struct YearSpending {
    std::string intervention;
    int year{};
    double wanted_ron{};
    double spent_ron{};
    double budget_share{1.0}; ///< of its coverage that the money pays
    double staff_share{1.0};  ///< of the staff that this takes, the part that there is
    double discounted_ron{};  ///< spent, discounted
    std::string audience{};   ///< "person", "pupil", "household"; empty where nobody is counted
    double meant{};           ///< of them: who is meant, whether reached or not
    double coverage_wanted{}; ///< of those meant, as the scenario asks, in the mean of its weeks in the year
    double coverage_had{};    ///< the same with the money and the staff that there are

    friend bool operator==(const YearSpending&, const YearSpending&) = default;
};

/// In which money costs are stated, and how what is spent later counts.
struct Costing {
    int price_year{};
    double discount_rate{}; ///< share per year; 0: not discounted
    std::string discount_from;
    bool discount_effects{}; ///< also state cases averted discounted

    friend bool operator==(const Costing&, const Costing&) = default;
};

struct StrategyResult {
    std::string name; ///< safe for display after escaping
    std::string title;
    std::string description;
    std::string title_ro{}, description_ro{}; ///< the same in Romanian; empty where nobody has written it
    std::vector<Contrast> contrasts;
    std::vector<ResourceUse> resources;
    std::vector<YearSpending> spending; ///< by intervention and year, the baseline's own interventions among them
    Estimate cost_ron_per_year;
    Estimate cost_per_true_case_averted;      ///< RON; NaN bounds where the interval of cases averted includes 0
    double planned_ron{};                     ///< spent in the whole run, beyond the baseline
    double discounted_ron{};                  ///< the same, discounted
    Estimate discounted_true_difference{};    ///< true cases of the whole run, strategy minus baseline, discounted
    Estimate discounted_cost_per_true_case{}; ///< RON, both discounted; NaN as above
    std::vector<std::string> changed_values;  ///< parameters that it changes beside its interventions
};

/// Monthly mean series over replicates with a 5-95 % band, for charts.
struct Series {
    Ledger ledger{};
    std::string scenario;
    std::vector<std::string> months; ///< "YYYY-MM"
    std::vector<double> mean, low, high;
    std::vector<double> standard_error; ///< of each mean
    int degrees{};                      ///< of freedom of it; 0: not known
    std::vector<std::int64_t> cases;    ///< total over all replicates, for the small-count rules
};

/// How the answer moves with the hidden multiplier (true over registered), which no data here fix.
struct SensitivityRow {
    double low{}, high{}; ///< of the multiplier, in the runs taken
    std::string strategy;
    Estimate true_difference_per_year;
    Estimate baseline_true_per_year;
    Estimate baseline_registered_per_year;
    std::vector<std::int64_t> true_totals{}; ///< of baseline and strategy over these runs, for the small-count rules
    std::int64_t registered_total{};         ///< the same, of the baseline
    std::size_t runs{};                      ///< that were taken
    std::size_t independent{};               ///< draws, where runs share them; else the runs
};

/// The first and the last year of the register that stands beside a baseline.
inline constexpr std::array register_years{2018, 2021};

/// A table of the baseline's registered cases beside the register of ANITP, for orientation, not as a fit.
struct Orientation {
    std::string county; ///< its name; empty: the whole country
    double simulated_mean{}, simulated_low{}, simulated_high{};
    std::string register_value; ///< by year; "< 10" where small
    std::int64_t cases{};       ///< total over all replicates, for the small-count rules
    double simulated_error{};   ///< standard error of the mean
    int degrees{};              ///< of freedom of it; 0: not known
};

/// Two strategies against each other, paired by replicate: the only ground on which one may be called ahead.
struct Ranking {
    std::string first, second;         ///< names of strategies
    Estimate true_difference_per_year; ///< first minus second; negative where the first leaves fewer true cases
};

/// One of the 42 counties, for the map, the tables and the rule that a region must be whole.
struct CountyName {
    std::string code, name, region;
};

struct Provenance {
    std::string version, commit, compiler, flags, built;
    std::string command, seed, replicates, started, wall_seconds;
    std::string machine; ///< cores and operating system only, never a host or user name
    std::string posterior, posterior_digest, posterior_draws;      ///< file, SHA-256, how many; empty: declared values
    std::vector<std::pair<std::string, std::string>> data_digests; ///< file, SHA-256
    std::vector<std::pair<std::string, std::string>> scenarios;    ///< name, resolved TOML
    std::map<std::string, std::string> core_digests;               ///< scenario name, SHA-256
};

/// Everything a report needs and nothing else.
struct Comparison {
    std::string title, question;
    std::string title_ro{}, question_ro{}; ///< the same in Romanian; empty where nobody has written it
    std::string baseline_name, baseline_title;
    bool calibrated{};
    FittedTo fitted_to;                ///< what its posterior says of itself
    bool test_only{};                  ///< raised rates or invented figures: every page says that it is no result
    std::vector<std::string> area;     ///< names of counties; empty: the whole country
    std::vector<std::string> counties; ///< codes
    std::int64_t persons{}, children{};
    double years{};
    Costing costing;
    std::string start, end;
    int replicates{};
    std::vector<StrategyResult> strategies;
    std::vector<Contrast> baseline;    ///< levels only
    std::vector<Exclusion> exclusions; ///< of strata, for the rules of disclosure
    std::vector<Ranking> rankings;     ///< every pair of strategies once
    RunsDifferIn runs_differ_in;
    std::vector<SplitRow> splits;
    std::vector<CountyName> geography; ///< all 42, also those not simulated
    std::vector<Series> series;
    std::vector<SensitivityRow> sensitivity;
    std::vector<Orientation> orientation;
    std::vector<Assumption> assumptions;
    Basis basis;                                        ///< what the order of the strategies rests on
    DrawnValues drawn;                                  ///< what the replicates took from draws; empty: declared values
    std::vector<std::pair<std::string, bool>> pathways; ///< every pathway that there is, and whether it runs here
    Provenance provenance;
};

} // namespace analysis
