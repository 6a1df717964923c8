#include "models/ledgers.hpp"
#include "tests/support/tiny.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <cstdio>
#include <vector>

namespace {

using model::Care;
using model::ParentAbroad;
using model::Row;

/// What a county looks like at a date.
struct Margins {
    int year{};
    double residents{};
    double minors{}, working_age{}, old{}; ///< shares of residents: 0-17, 18-64, 65 and older
    double enrolled{};                     ///< of those between 11 and 17
    double parent_abroad{}, both_abroad{}; ///< of minors
    double foster{}, residential{};        ///< of minors
    double at_work{};                      ///< of those between 25 and 54
    double intent{}, returned{}, moved{};  ///< of adults
};

/// Adds a person between 0 and 17 of age.
void add_minor(const model::Build& build, Row row, double age, sim::Tick tick, Margins& m, double& young)
{
    const Care care = build.life.care(build.world, row, tick);
    const ParentAbroad abroad = build.life.parent_abroad(build.world, row, tick);
    ++m.minors;
    m.parent_abroad += abroad != ParentAbroad::none ? 1.0 : 0.0;
    m.both_abroad += abroad == ParentAbroad::both ? 1.0 : 0.0;
    m.foster += care == Care::foster ? 1.0 : 0.0;
    m.residential += care == Care::residential ? 1.0 : 0.0;
    if (age >= 11.0 && build.ground.population.pupil[row] != model::none) {
        ++young;
        m.enrolled += build.life.class_at(build.world, build.ground, row, tick) != model::none ? 1.0 : 0.0;
    }
}

Margins measure(const model::Build& build, sim::Tick tick)
{
    const model::Life& life = build.life;
    const sim::World& world = build.world;
    const model::Population& people = build.ground.population;
    Margins m;
    double young = 0.0;
    double prime = 0.0;
    for (Row row = 0; row < people.size(); ++row) {
        if (!life.present(world, row, tick)) {
            continue;
        }
        const double age = model::age_at(people.birth_week[row], tick);
        ++m.residents;
        if (age < 18.0) {
            add_minor(build, row, age, tick, m, young);
            continue;
        }
        m.working_age += age < 65.0 ? 1.0 : 0.0;
        m.old += age >= 65.0 ? 1.0 : 0.0;
        m.intent += life.intent(world, build.ground, row, tick) ? 1.0 : 0.0;
        m.returned += life.returned(world, row, tick) ? 1.0 : 0.0;
        m.moved += life.locality(world, row) != people.locality[row] ? 1.0 : 0.0;
        if (age >= 25.0 && age < 55.0) {
            ++prime;
            m.at_work += life.employed(world, build.ground, row, tick) ? 1.0 : 0.0;
        }
    }
    const double adults = m.residents - m.minors;
    for (double* const of_minors : {&m.parent_abroad, &m.both_abroad, &m.foster, &m.residential}) {
        *of_minors /= m.minors;
    }
    for (double* const of_adults : {&m.intent, &m.returned, &m.moved}) {
        *of_adults /= adults;
    }
    for (double* const of_all : {&m.minors, &m.working_age, &m.old}) {
        *of_all /= m.residents;
    }
    m.enrolled /= young;
    m.at_work /= prime;
    return m;
}

/// A county at the beginning, after five and after ten years, and what happened in between.
struct Decade {
    std::vector<Margins> years;
    double births{}, deaths{};
    double person_years{};
};

/// Ten years of nothing but life; what happened is printed.
Decade decade()
{
    model::Scenario scenario = tiny::scenario();
    scenario.end = scenario.start + std::chrono::days{3653};
    scenario.parameters.set("offenders.per_100k", 1.0);
    scenario.parameters.set("family_complicity.base", 0.0);
    const model::Ground ground(scenario, model::read_counties(scenario.data_folder), tiny::world().people,
                               tiny::world().ties);
    Decade d;
    const sim::Tick first = ground.clock.first();
    std::ignore = model::simulate(
        scenario, ground, 1, 0, {.watch = [&](const model::Build& build, sim::Tick tick) {
            if ((tick - first) % 261 == 0 || tick == ground.clock.last()) { // five years
                d.years.push_back(measure(build, std::max(first, tick + -1)));
                d.years.back().year = (tick - first) / 52;
            }
            if (tick == ground.clock.last()) {
                d.births = static_cast<double>(build.world.measures().total(build.life.births));
                d.deaths = static_cast<double>(build.world.measures().total(build.life.deaths));
                for (std::size_t kind = 0; kind < model::life_kinds; ++kind) {
                    const auto& measure = build.life.happened[kind];
                    std::printf("%-28s %8ld\n", build.world.measures().declaration(measure.index).name.c_str(),
                                static_cast<long>(build.world.measures().total(measure)));
                }
            }
        }});
    for (const Margins& m : d.years) {
        d.person_years += m.residents * 10.0 / 3.0;
    }
    return d;
}

void print(const Decade& d)
{
    for (const Margins& m : d.years) {
        std::printf(
            "year %2d: residents %.0f, minors %.4f, 18-64 %.4f, 65+ %.4f, enrolled %.4f, parent abroad %.4f, both "
            "%.4f, foster %.4f, residential %.4f, at work %.4f, intent %.4f, returned %.4f, moved %.4f\n",
            m.year, m.residents, m.minors, m.working_age, m.old, m.enrolled, m.parent_abroad, m.both_abroad, m.foster,
            m.residential, m.at_work, m.intent, m.returned, m.moved);
    }
    std::printf("births %.2f, deaths %.2f per 1,000 and year\n", d.births / d.person_years * 1e3,
                d.deaths / d.person_years * 1e3);
}

// A county after ten years: nothing runs away. Values are printed, for the table of docs/model.md.
TEST(Life, TenYearsKeepTheMargins)
{
    const Decade d = decade();
    ASSERT_EQ(d.years.size(), 3u);
    print(d);
    const Margins& a = d.years.front();
    const Margins& b = d.years.back();
    EXPECT_GT(d.births / d.person_years, 0.006);
    EXPECT_LT(d.births / d.person_years, 0.012);
    EXPECT_GT(d.deaths / d.person_years, 0.010);
    EXPECT_LT(d.deaths / d.person_years, 0.020);
    EXPECT_NEAR(b.residents / a.residents, 0.92, 0.07);
    EXPECT_NEAR(b.minors, a.minors, 0.03);
    EXPECT_NEAR(b.enrolled, a.enrolled, 0.05);
    EXPECT_NEAR(b.at_work, a.at_work, 0.03);
    EXPECT_GT(b.parent_abroad, 0.6 * a.parent_abroad);
    EXPECT_LT(b.parent_abroad, 1.4 * a.parent_abroad);
    EXPECT_GT(b.foster + b.residential, 0.6 * (a.foster + a.residential));
    EXPECT_LT(b.foster + b.residential, 1.4 * (a.foster + a.residential));
}

} // namespace
