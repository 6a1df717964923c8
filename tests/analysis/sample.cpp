#include "tests/analysis/sample.hpp"

#include "analysis/assemble.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <tuple>

namespace analysis::test {

namespace {

constexpr double registered_share = 0.25;
constexpr double children_share = 0.19;
constexpr std::uint32_t residents_per_group = 70'000; ///< half of them in towns, some of the children in care
constexpr std::uint32_t in_care_per_group = 400;
constexpr double in_care_share = 0.15; ///< of the cases of children
constexpr std::size_t adults = 2;      ///< their age band
constexpr int first_year = 2023;

/// Uniform in [0, 1) from its keys alone, so that effects share their luck.
double uniform(std::uint64_t replicate, std::uint64_t key, std::uint64_t draw)
{
    std::uint64_t x =
        replicate * 0x9E3779B97F4A7C15ULL ^ (key + 1) * 0xBF58476D1CE4E5B9ULL ^ (draw + 1) * 0x94D049BB133111EBULL;
    for (int round = 0; round < 3; ++round) {
        x ^= x >> 31U;
        x *= 0xD6E8FEB86659FD93ULL;
    }
    return static_cast<double>((x ^ (x >> 32U)) >> 11U) * 0x1.0p-53;
}

std::size_t pick(const std::vector<double>& shares, double u)
{
    std::size_t k = 0;
    for (double sum = shares[0]; k + 1 < shares.size() && u >= sum; sum += shares[k]) {
        ++k;
    }
    return k;
}

template <class C>
void tidy(std::vector<C>& cells)
{
    std::sort(cells.begin(), cells.end());
    std::vector<C> merged;
    for (const C& cell : cells) {
        C key = cell;
        if (!merged.empty()) {
            key.count = merged.back().count;
        }
        if (!merged.empty() && key == merged.back()) {
            merged.back().count += cell.count;
        } else {
            merged.push_back(cell);
        }
    }
    cells = std::move(merged);
}

RunResult run(const Effect& effect, const Axes& axes, std::uint32_t replicate, double per_month)
{
    RunResult result;
    result.replicate = replicate;
    for (std::size_t county = 0; county < axes.counties.size(); ++county) {
        for (std::size_t month = 0; month < axes.months.size(); ++month) {
            const auto most = static_cast<std::uint64_t>(4.0 * per_month + 4.0);
            const std::uint64_t place = county * 1000 + month;
            for (std::uint64_t person = 0; person < most; ++person) {
                const std::uint64_t key = place * 100'000 + person;
                const double ramp = std::min(1.0, static_cast<double>(month) / 24.0);
                const double keep = 1.0 + (effect.true_factor - 1.0) * ramp;
                if (uniform(replicate, key, 0) >= keep * per_month / static_cast<double>(most)) {
                    continue;
                }
                const auto pathway = pick({0.45, 0.25, 0.30}, uniform(replicate, key, 1));
                const auto sex = pick({0.18, 0.82}, uniform(replicate, key, 2));
                const auto age = pick({0.25, 0.55, 0.20}, uniform(replicate, key, 3));
                const auto settlement = static_cast<std::uint8_t>(pick({0.45, 0.55}, uniform(replicate, key, 6)));
                const bool in_care = age < adults && uniform(replicate, key, 7) < in_care_share;
                const auto care = static_cast<std::uint8_t>(in_care ? 0 : 1);
                const auto c = static_cast<std::uint8_t>(county);
                result.true_cases.push_back({c, static_cast<std::uint16_t>(month), static_cast<std::uint8_t>(pathway),
                                             0, static_cast<std::uint8_t>(sex), static_cast<std::uint8_t>(age),
                                             settlement, care, 1});
                const double found = registered_share * (1.0 + (effect.found_factor - 1.0) * ramp);
                const std::size_t delay = static_cast<std::size_t>(10.0 * uniform(replicate, key, 5));
                if (uniform(replicate, key, 4) < found && month + delay < axes.months.size()) {
                    result.registered.push_back({c, static_cast<std::uint16_t>(month + delay),
                                                 static_cast<std::uint8_t>(pathway), 0, static_cast<std::uint8_t>(sex),
                                                 static_cast<std::uint8_t>(age), settlement, care, 1});
                }
            }
        }
    }
    tidy(result.true_cases);
    tidy(result.registered);
    result.resources = {effect.posts * static_cast<double>(axes.months.size()) / 12.0 *
                        (0.98 + 0.04 * uniform(replicate, 7, 9))};
    return result;
}

std::vector<Assumption> assumptions()
{
    return {{"lover_boy.base", "1/year", "Hazard of first contact per person and year, invented.",
             "assumed: no source yet", 3e-4, 0.0, 1e-2, 'E'},
            {"school_counsellors.disclosure", "1", "Odds ratio of disclosure with a counsellor in reach.",
             "Walsh 2015, Cochrane CD004380: disclosure OR 3.56 (1.13 to 11.24)", 1.8, 1.0, 3.5, 'A'},
            {"online_grooming.lesson", "1", "Log hazard ratio of a brief lesson on online contact.",
             "Calvete 2022, doi 10.5093/pi2022a14", -0.15, -0.25, -0.05, 'B'},
            {"beliefs.half_life", "year", "Half-life of what a lesson leaves behind.", "assumed: nothing usable found",
             1.5, 0.25, 5.0, 'E'},
            {"recording.efficiency", "1", "Share of identified cases that a regional centre records.",
             "assumed: expert in the field", 0.8, 0.5, 1.0, 'D'},
            {"people.prior_abuse", "1", "Share of children with prior sexual abuse.",
             "Madigan 2018, doi 10.1016/j.amepre.2018.01.012", 0.08, 0.03, 0.15, 'C'},
            {"rural_campaign.stigma", "1", "Harm: share of visits that label a family.", "assumed: no source yet", 0.03,
             0.0, 0.3, 'E'}};
}

void add_words(Comparison& comparison)
{
    comparison.title = "Three ways to reach pupils in Bacău, Dolj and Iași";
    comparison.question =
        "Would more school counsellors, lessons or a rural campaign leave fewer people trafficked, and "
        "what would the register show?";
    comparison.area = {"Bacău", "Dolj", "Iași"};
    comparison.test_only = true;
    comparison.children = static_cast<std::int64_t>(children_share * static_cast<double>(comparison.persons));
    comparison.start = "2 January 2023";
    comparison.end = "31 December 2027";
    comparison.strategies[0].description =
        "One counsellor for 500 pupils, several small rural schools each, from 2023.";
    comparison.strategies[1].description =
        "Twelve hours a year on relationships, consent and online safety, grades 5 to 10.";
    comparison.strategies[2].description = "Visits and local radio in villages, tailored to each commune.";
    for (const auto& [low, high, factor] : {std::tuple{2.5, 4.0, 0.6}, {4.0, 6.3, 1.0}, {6.3, 10.0, 2.4}}) {
        for (const StrategyResult& strategy : comparison.strategies) {
            SensitivityRow row{low, high, strategy.name, {}, {}, {}};
            row.runs = row.independent = static_cast<std::size_t>(comparison.replicates) / 3;
            row.true_difference_per_year = strategy.contrasts[0].difference_per_year;
            row.baseline_true_per_year = strategy.contrasts[0].baseline_per_year;
            for (Estimate* value : {&row.true_difference_per_year, &row.baseline_true_per_year}) {
                value->mean *= factor, value->low *= factor, value->high *= factor, value->standard_error *= factor;
            }
            row.baseline_registered_per_year = strategy.contrasts[1].baseline_per_year;
            comparison.sensitivity.push_back(row);
        }
    }
    comparison.orientation = {{"Dolj (invented)", 12.0, 7.0, 18.0, "17"}, {"Bacău (invented)", 11.0, 6.0, 17.0, "4"}};
    comparison.assumptions = assumptions();
    comparison.pathways = {{"lover_boy", true}, {"online_grooming", true}, {"false_job_offer", false}};
    Provenance& provenance = comparison.provenance;
    provenance.version = "0.1.0";
    provenance.commit = "0000000";
    provenance.compiler = "GNU 12.2";
    provenance.flags = "-O2";
    provenance.built = "Release";
    provenance.command = "veghe compare three_counties.toml counsellors_1_to_500.toml -o out";
    provenance.seed = "1";
    provenance.replicates = std::to_string(comparison.replicates);
    provenance.wall_seconds = "41";
    provenance.machine = "2 cores, Linux";
    provenance.data_digests = {{"counties.csv", std::string(64, 'a')}};
    provenance.scenarios = {{"baseline", "title = \"Baseline\"\n[population]\nseed = 1\n"}};
    provenance.core_digests = {{"baseline", std::string(64, 'b')}};
}

} // namespace

std::vector<CountyName> geography()
{
    std::vector<CountyName> counties;
    std::ifstream file(std::string(VEGHE_SOURCE_DIR) + "/scenarios/data/counties.csv");
    std::string line;
    std::getline(file, line);
    while (std::getline(file, line)) {
        std::vector<std::string> fields;
        std::stringstream stream(line);
        for (std::string field; std::getline(stream, field, ',');) {
            fields.push_back(field);
        }
        counties.push_back({fields[0], fields[4], fields[9]});
    }
    return counties;
}

void cover_whole_months(EnsembleResult& result)
{
    result.cover.assign(result.axes.months.size(), {.years = 1.0 / 12.0, .whole = true});
}

EnsembleResult invented(const Effect& effect, const std::vector<std::string>& counties, int replicates, int years,
                        double per_month)
{
    EnsembleResult result;
    result.scenario = effect.name;
    result.title = effect.title;
    result.years = years;
    result.axes = {counties,
                   {},
                   {},
                   {"lover_boy", "online_grooming", "family_complicity"},
                   {"sexual"},
                   {"male", "female"},
                   {"0-13", "14-17", "18+"},
                   {"urban", "rural"},
                   {"in_care", "not_in_care"}};
    for (const std::string& code : counties) {
        for (const CountyName& county : geography()) {
            if (county.code == code) {
                result.axes.regions.push_back(county.region);
            }
        }
    }
    for (int month = 0; month < 12 * years; ++month) {
        const int in_year = month % 12 + 1;
        result.axes.months.push_back(std::to_string(first_year + month / 12) + (in_year < 10 ? "-0" : "-") +
                                     std::to_string(in_year));
    }
    cover_whole_months(result);
    for (std::size_t c = 0; c < counties.size(); ++c) {
        for (std::uint8_t sex = 0; sex < 2; ++sex) {
            for (std::uint8_t age = 0; age < 3; ++age) {
                for (const std::uint8_t settlement : {std::uint8_t{0}, std::uint8_t{1}}) {
                    const std::uint32_t cared_for = age < adults ? in_care_per_group : 0;
                    const auto county = static_cast<std::uint8_t>(c);
                    result.residents.push_back({county, sex, age, settlement, 1, residents_per_group / 2 - cared_for});
                    if (cared_for > 0) {
                        result.residents.push_back({county, sex, age, settlement, 0, cared_for});
                    }
                }
            }
        }
    }
    result.resources = {{effect.name + ".post_weeks", "week", "", 1900.0, "assumed: invented for a test", 'D'}};
    for (int r = 0; r < replicates; ++r) {
        result.runs.push_back(run(effect, result.axes, static_cast<std::uint32_t>(r), per_month));
    }
    return result;
}

Comparison sample(const std::vector<std::string>& counties, int replicates, double per_month)
{
    constexpr int years = 5;
    const auto make = [&](const Effect& effect) { return invented(effect, counties, replicates, years, per_month); };
    const EnsembleResult baseline = make({"baseline", "Today's practice", 1.0, 1.0, 0.0});
    const std::vector<EnsembleResult> strategies{
        make({"counsellors_1_to_500", "School counsellors, 1 to 500", 0.90, 1.35, 21'000.0}),
        make({"curriculum", "Lessons in grades 5 to 10", 0.965, 1.0, 9'000.0}),
        make({"rural_campaign", "Rural campaign", 0.998, 1.02, 2'400.0})};
    Comparison comparison = assemble(baseline, strategies, geography());
    add_words(comparison);
    return comparison;
}

} // namespace analysis::test
