#include "tests/analysis/calibration/country_posterior.hpp"

#include "analysis/calibration/randomness.hpp"
#include "models/county_names.hpp"

#include <algorithm>

namespace calibration = analysis::calibration;

namespace {

constexpr double years = 5.0;

std::uint32_t luck(calibration::Randomness& random, double a_year)
{
    return static_cast<std::uint32_t>(random.poisson(a_year * years));
}

void add_children(calibration::RegisterCounts& counts, double factor, calibration::Randomness& random)
{
    constexpr std::array<double, 6> girls{12.0, 20.0, 32.0, 47.0, 46.0, 51.0}; // a year, of 12 to 17
    for (std::uint8_t age = 12; age < calibration::of_age; ++age) {
        const double g = girls[age - 12U] * factor;
        using namespace model;
        for (const auto& [mode, share] :
             {std::pair{Mode::in_person, 0.75}, std::pair{Mode::online, 0.24}, std::pair{Mode::press, 0.01}}) {
            counts.profiles.push_back({{true, age, Form::sexual, Relation::friend_or_acquaintance, mode,
                                        Place::inside_romania, Education::gymnasium, Family::one_parent},
                                       0,
                                       luck(random, g * share)});
        }
        counts.profiles.push_back({{false, age, Form::labour, Relation::stranger, Mode::in_person, Place::abroad,
                                    Education::primary, Family::relatives},
                                   0,
                                   luck(random, 0.12 * g)});
    }
}

void add_adults(calibration::RegisterCounts& counts, double factor, calibration::Randomness& random)
{
    using namespace model;
    for (const std::uint8_t age : {calibration::of_age, calibration::from_25_on}) {
        for (const bool female : {true, false}) {
            counts.profiles.push_back({{female, age, female ? Form::sexual : Form::labour, Relation::partner,
                                        Mode::in_person, Place::abroad, Education::not_recorded, Family::not_recorded},
                                       0,
                                       luck(random, 75.0 * factor)});
        }
    }
}

} // namespace

calibration::Posterior country_posterior()
{
    constexpr std::size_t runs = 24;
    constexpr std::size_t counties = 42;
    calibration::Randomness random(11);
    calibration::Posterior p;
    p.title = "By hand";
    p.plan =
        "[[target]]\ntable = \"anitp_national_by_year.csv\"\nmeasure = \"victims_children\"\nerror = \"count\"\nspread "
        "= 0.17\n"
        "[[target]]\ntable = \"anitp_children_by_county_2018_2021.csv\"\nmeasure = \"victims_children\"\nerror = "
        "\"count\"\n"
        "spread = 0.4\n"
        "[[target]]\ntable = \"some_2018_2021.csv\"\nmeasure = \"recruitment_mode\"\nerror = \"split\"\nspread = 0.2\n";
    p.scenario = "romania.toml";
    p.resolved = "format = 1\n";
    p.program = "0.0.0 abc";
    p.years = {2018, 2021};
    p.seed = 3;
    p.parameters = {{"offenders.per_100k", "1", {calibration::Prior::Scale::log, 20.0, 0.7, 0.0, 200.0}, ""}};
    p.draws = {1, std::vector<double>(runs, 20.0)};
    p.year_size.assign(runs, 35.0);
    for (std::uint8_t c = 0; c < counties; ++c) {
        p.counties.counties.emplace_back(model::county_code(model::CountyId{c}));
    }
    p.counties.draws = {counties, std::vector<double>(counties * runs, 1.0)};
    for (std::uint32_t r = 0; r < runs; ++r) {
        calibration::CheckedDraw check{r, {}};
        check.counts.years = years;
        const double factor = 1.08 + 0.1 * random.normal() * 0.5;
        add_children(check.counts, factor, random);
        add_adults(check.counts, factor, random);
        check.counts.profiles = calibration::added_up(std::move(check.counts.profiles));
        for (std::size_t c = 0; c < counties; ++c) {
            const double share = 2.5 + 0.19 * static_cast<double>(c); // 2.5 to 10.3, together 269
            check.counts.counties.push_back({luck(random, share), luck(random, share)});
        }
        check.counts.minors_by_year.assign(5, 270);
        check.counts.figures = {{"assistance.served", 280.0},          {"justice.opened", 450.0},
                                {"justice.pending", 1000.0 + 2 * r},   {"justice.solved", 500.0},
                                {"justice.suspects_convicted", 140.0}, {"justice.suspects_indicted", 300.0}};
        p.checks.push_back(std::move(check));
    }
    return p;
}
