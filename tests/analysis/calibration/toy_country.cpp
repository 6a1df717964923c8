#include "tests/analysis/calibration/toy_country.hpp"

#include "analysis/calibration/randomness.hpp"
#include "tests/support/files.hpp"

#include <array>
#include <cmath>

namespace toy_country {

namespace calibration = analysis::calibration;

namespace {

constexpr std::array<sim::ParameterInfo, 3> declared{{
    {"toy.families", "1/year", 80.0, 1.0, 2000.0, 'D', "assumed: a toy", "Through families."},
    {"toy.online", "1", 0.4, 0.0, 1.0, 'D', "assumed: a toy", "Share online."},
    {"toy.people", "1/year", 200.0, 1.0, 5000.0, 'D', "assumed: a toy", "Through people."},
}};

/// Of the persons of a county: what the model expects of them, and what the county has of its own.
constexpr std::array<double, 3> expected_share{0.5, 0.3, 0.2};
constexpr std::array<double, 3> own{1.2, 0.5, 1.25}; // 0.6 + 0.15 + 0.25: the country stays as it is

std::string number(double value)
{
    return std::to_string(std::lround(value));
}

} // namespace

std::filesystem::path write_plan(const std::filesystem::path& folder, const Truth& truth)
{
    const double all = truth.people + truth.families;
    std::string years = "year,measure,value\n";
    std::string counties = "county_code,year,n_children,status\n";
    for (const int year : {2018, 2019, 2020, 2021}) {
        years += std::to_string(year) + ",victims_children," + number(all) + "\n";
        const std::array<const char*, 3> codes{"AB", "AG", "AR"};
        for (std::size_t c = 0; c < codes.size(); ++c) {
            counties += std::string(codes[c]) + "," + std::to_string(year) + "," +
                        number(all * expected_share[c] * own[c]) + ",reported\n";
        }
    }
    const double online = 4.0 * truth.people * truth.online;
    test::write_bytes(folder / "years.csv", years);
    test::write_bytes(folder / "counties.csv", counties);
    test::write_bytes(folder / "profile_2018_2021.csv",
                      "dimension,group,category,n,denominator\nrecruitment_mode,all,online," + number(online) + "," +
                          number(4.0 * all) + "\nrecruitment_mode,all,in_person," + number(4.0 * all - online) + "," +
                          number(4.0 * all) + "\nrecruiter,all,relative," + number(4.0 * truth.families) + "," +
                          number(4.0 * all) + "\nrecruiter,all,unknown_person," + number(4.0 * truth.people) + "," +
                          number(4.0 * all) + "\n");
    test::write_bytes(folder / "plan.toml", R"(format = 1
title = "Toy"
scenario = "toy.toml"
from = 2018
[budget]
waves = [40, 24]
particles = 500
checks = 8
seed = 3
[free]
"toy.people" = { }
"toy.online" = { scale = "logit" }
"toy.families" = { }
[[target]]
table = "years.csv"
measure = "victims_children"
error = "count"
spread = 0.1
[[target]]
table = "counties.csv"
measure = "victims_children"
error = "count"
spread = 0.2
[[target]]
table = "profile_2018_2021.csv"
measure = "recruitment_mode"
error = "split"
spread = 0.05
[[target]]
table = "profile_2018_2021.csv"
measure = "recruiter"
error = "split"
spread = 0.05
)");
    return folder / "plan.toml";
}

calibration::Plan read(const std::filesystem::path& plan)
{
    return calibration::read_plan(plan, declared);
}

calibration::CalibrationTask task(const calibration::Plan& plan)
{
    return {plan, "plan.toml", {"people", "families"}, {"AB", "AG", "AR"}, {0, 0, 1}, 1000};
}

calibration::RegisterCounts run(const calibration::Trial& trial)
{
    // Free parameters are ordered by name: families, online, people.
    const double families = trial.values.at(0);
    const double online = trial.values.at(1);
    const double people = trial.values.at(2);
    constexpr double years = 5.0;
    calibration::Randomness luck(17, trial.replicate);
    const auto persons = [&](double mean) { return static_cast<std::uint32_t>(luck.poisson(years * mean)); };
    calibration::Profile girl;
    girl.female = true;
    girl.age = 15;
    girl.relation = model::Relation::stranger;
    calibration::Profile met_online = girl;
    met_online.mode = model::Mode::online;
    calibration::Profile at_home = girl;
    at_home.relation = model::Relation::relative;
    calibration::RegisterCounts counts;
    counts.years = years;
    counts.profiles = calibration::added_up({{girl, 0, persons(people * (1.0 - online))},
                                             {met_online, 0, persons(people * online)},
                                             {at_home, 1, persons(families)}});
    for (const double share : expected_share) {
        counts.counties.push_back({persons((people + families) * share), 0});
    }
    counts.minors_by_year.assign(5, persons((people + families) / years));
    counts.figures = {{"justice.solved", 100.0}};
    return counts;
}

} // namespace toy_country
