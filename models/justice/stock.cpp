#include "models/justice/stock.hpp"

#include "models/build.hpp"
#include "sim/error.hpp"
#include "sim/thin.hpp"

#include <algorithm>
#include <cmath>

namespace model {
namespace {

using P = StockParameters;
using D = sim::Parameter<P>;

constexpr const char* diicot_source = "DIICOT 2021 and 2022 (S16): 1,513 and 1,431 to be solved, 525 and 507 solved";

constexpr std::array declared{
    D{&P::reading,
      {"justice.stock_reading", "1", 1.0, 0.0, 1.0, 'C',
       "assumed: 458 cases opened in 2022 (S24), 443 as a workload, 425 as a stock at the end",
       "1: the published stock is the year's workload, solved cases included; 0: what was left at the year's end."}},
    D{&P::stock, {"justice.stock", "case", 1513.0, 0.0, 1e4, 'A', diicot_source, "Published stock of the country."}},
    D{&P::solved, {"justice.solved", "case/year", 525.0, 0.0, 1e4, 'A', diicot_source, "Cases solved in the year."}},
    D{&P::prosecution,
      {"justice.stock_prosecution", "case", 140.0, 0.0, 1e4, 'D',
       "assumed: Little's law on 470 decisions a year and the work on one",
       "Of the open cases, those that await the prosecution's decision."}},
    D{&P::trials,
      {"justice.stock_trials", "case", 430.0, 0.0, 1e4, 'D',
       "assumed: Little's law on trials of 637 days and 245 cases sent to court a year (S16, S24)",
       "Trials under way in the country."}},
    D{&P::trial_days,
      {"justice.trial_days", "day", 637.0, 1.0, 3650.0, 'A', "courts of 2018 and 2019 (S16): means of 689 and 585 days",
       "Mean length of the trials of the stock, of which the first phases may be over."}},
    D{&P::testimony,
      {"justice.stock_testimony", "1", 0.5, 0.0, 1.0, 'E', "assumed: no source yet",
       "Share of the stock in which somebody still testifies."}},
    D{&P::offence_lag,
      {"justice.offence_lag", "year", 1.0, 0.0, 10.0, 'E', "assumed: no source yet",
       "Mean time from an offence to its proceeding, of the stock."}},
};

/// Proceedings of the stock have names of their own: this bit, the county and the number in it. The declared ranges leave
/// room for all: three stations of 10,000 cases at a capital of 1.7 million among a million residents.
constexpr std::uint32_t stock_bit = 1u << 30;
constexpr std::uint32_t county_shift = 16;

constexpr double weeks_per_year = sim::days_per_year / 7.0;

/// Nothing under way is older than a lifetime, however few cases are solved: where none is, a queue in its stride has no age.
constexpr double longest_years = 100.0;

std::int32_t weeks_before(double u, double mean_years)
{
    const double weeks = mean_years > 0.0 ? sim::waiting_time(u, 1.0 / (mean_years * weeks_per_year)) : 0.0;
    return static_cast<std::int32_t>(std::min(weeks, longest_years * weeks_per_year));
}

/// How long a trial has been under way when so many of its phases are done: that many, and part of the one in hand, each
/// exponential.
std::int32_t weeks_on_trial(const sim::Luck& luck, std::uint32_t name, std::uint32_t done, double years_of_phase)
{
    std::int32_t weeks = 0;
    for (std::uint32_t phase = 0; phase <= done; ++phase) {
        weeks += weeks_before(luck(name, "justice.stock_trial", sim::Tick{0}, phase).uniform(), years_of_phase);
    }
    return weeks;
}

/// A proceeding of unknown suspects: it takes up the stations' time and is no longer anybody's lead. Times under way are
/// those of a queue in its stride.
Proceeding drawn(const sim::Luck& luck, const StockParameters& p, double phases, const Proceeding& kind,
                 sim::Tick first)
{
    const double before_court = justice::stay_days(p.reading, p.stock, p.solved) / sim::days_per_year;
    const sim::Draw age = luck(kind.name, "justice.stock_age");
    const sim::Draw offence = luck(kind.name, "justice.stock_offence");
    Proceeding one = kind;
    one.offender = none;
    one.victim = none;
    one.witness = none;
    one.entered = first.value - 1;
    if (one.stage == JusticeStage::court) {
        const std::uint32_t done = age.second_below(static_cast<std::uint32_t>(phases));
        one.phase = static_cast<std::uint8_t>(done);
        one.entered -= weeks_on_trial(luck, one.name, done, p.trial_days / sim::days_per_year / phases);
    }
    one.opened = one.entered - weeks_before(age.uniform(), before_court);
    one.offence = one.opened - weeks_before(offence.uniform(), p.offence_lag);
    if (one.stage != JusticeStage::court) {
        one.entered = one.opened;
    }
    one.since = one.entered * justice::moments;
    one.flags = offence.second() < p.testimony ? proceeding::testimony : std::uint8_t{0};
    return one;
}

} // namespace

namespace justice {

double open_cases(double reading, double stock, double solved)
{
    return reading > 0.0 ? stock - solved : stock;
}

double stay_days(double reading, double stock, double solved)
{
    return open_cases(reading, stock, solved) / solved * sim::days_per_year;
}

StockParameters stock_values(const sim::Values& values)
{
    return sim::resolve(declared, values);
}

std::vector<sim::ParameterInfo> stock_parameters()
{
    return sim::declarations(declared);
}

void open_stock(Build& build)
{
    Justice& j = build.justice;
    const StockParameters& p = j.stock;
    const sim::Luck& luck = build.world.luck();
    const double open = std::max(open_cases(p.reading, p.stock, p.solved), 0.0);
    const std::array<double, justice_stations> cases{std::max(open - p.prosecution, 0.0), std::min(p.prosecution, open),
                                                     p.trials};
    for (const CountyBlock& block : build.ground.population.counties) {
        std::uint32_t number = 0;
        for (std::size_t s = 0; s < justice_stations; ++s) {
            const double share = block.persons / j.staff.p.residents;
            const auto key = static_cast<std::uint32_t>(block.county.value * justice_stations + s);
            const auto count = static_cast<std::uint32_t>(cases[s] * share + luck(key, "justice.stock").uniform());
            for (std::uint32_t i = 0; i < count; ++i, ++number) {
                Proceeding kind{};
                sim::ensure(number < 1u << county_shift, "more proceedings of a county's stock than names");
                kind.name = stock_bit | std::uint32_t{block.county.value} << county_shift | number;
                kind.county = block.county.value;
                kind.stage = static_cast<JusticeStage>(s);
                build.world.append(j.open, drawn(luck, p, j.trial.phases, kind, build.ground.clock.first()));
            }
        }
    }
    j.at_start = static_cast<std::int64_t>(build.world.read(j.open).size());
}

} // namespace justice
} // namespace model
