#include "models/schools.hpp"

#include <gtest/gtest.h>

namespace {

using namespace std::chrono;

sim::Date on(int y, unsigned m, unsigned d)
{
    return sys_days{year{y} / month{m} / day{d}};
}

std::int16_t week_of(sim::Date date)
{
    return static_cast<std::int16_t>((date - on(2000, 1, 3)).count() / 7);
}

TEST(Schools, AgeIsCompletedYears)
{
    const std::int16_t born = week_of(on(2010, 6, 14)); // a Monday
    EXPECT_EQ(model::birth_date(born), on(2010, 6, 14));
    EXPECT_EQ(model::age_years(born, on(2021, 6, 13)), 10);
    EXPECT_EQ(model::age_years(born, on(2021, 6, 16)), 11);
    EXPECT_EQ(model::age_years(0, sim::Tick{0}), 0);
    EXPECT_EQ(model::age_years(-1044, sim::Tick{0}), 20); // 1044 weeks = 7308 days = 20.008 years
    EXPECT_EQ(model::age_years(1, sim::Tick{0}), -1);
}

// Children who are six on 1 September enter that year; primary takes 5 years, gymnasium 4, upper secondary 4.
TEST(Schools, EntryYearByBirthday)
{
    EXPECT_EQ(model::school_entry_year(week_of(on(2015, 3, 2))), 2021);
    EXPECT_EQ(model::school_entry_year(week_of(on(2015, 8, 10))), 2021);
    EXPECT_EQ(model::school_entry_year(week_of(on(2015, 9, 21))), 2022);
    EXPECT_EQ(model::level_entry_year(2021, model::SchoolLevel::gymnasium), 2026);
    EXPECT_EQ(model::level_entry_year(2021, model::SchoolLevel::upper), 2030);
}

TEST(Schools, TheYearChangesInSeptember)
{
    EXPECT_EQ(model::school_year(on(2022, 8, 31)), 2021);
    EXPECT_EQ(model::school_year(on(2022, 9, 1)), 2022);
}

TEST(Schools, HolidaysAreOutOfSession)
{
    EXPECT_EQ(model::orthodox_easter(2022), on(2022, 4, 24));
    EXPECT_EQ(model::orthodox_easter(2024), on(2024, 5, 5));
    EXPECT_EQ(model::orthodox_easter(2025), on(2025, 4, 20));
    EXPECT_TRUE(model::in_session(on(2022, 11, 14)));
    EXPECT_TRUE(model::in_session(on(2022, 3, 14)));
    for (const sim::Date monday :
         {on(2022, 7, 4), on(2022, 12, 26), on(2022, 1, 3), on(2022, 4, 25), on(2022, 10, 24)}) {
        EXPECT_FALSE(model::in_session(monday)) << sim::to_text(monday);
    }
    int weeks = 0;
    for (sim::Date monday = on(2022, 9, 5); monday < on(2023, 9, 4); monday += days{7}) {
        weeks += model::in_session(monday) ? 1 : 0;
    }
    EXPECT_GE(weeks, 33); // a school year has 34 to 36 weeks of courses
    EXPECT_LE(weeks, 37);
}

TEST(Schools, TheCurrentClassIsAMatterOfTheDate)
{
    model::Population population;
    population.pupils.school_class = {std::vector<std::uint32_t>{0}, std::vector<std::uint32_t>{1},
                                      std::vector<std::uint32_t>{model::none}};
    population.classes.level = std::vector{model::SchoolLevel::primary, model::SchoolLevel::gymnasium};
    population.classes.entry_year = std::vector<std::int16_t>{2018, 2023};
    EXPECT_EQ(model::current_class(population, 0, on(2018, 8, 31)), model::none);
    EXPECT_EQ(model::current_class(population, 0, on(2018, 9, 1)), 0u);
    EXPECT_EQ(model::current_class(population, 0, on(2023, 8, 31)), 0u);
    EXPECT_EQ(model::current_class(population, 0, on(2023, 9, 1)), 1u);
    EXPECT_EQ(model::current_class(population, 0, on(2027, 9, 1)), model::none);
    EXPECT_EQ(model::grade(population, 0, on(2018, 10, 1)), 0);
    EXPECT_EQ(model::grade(population, 1, on(2025, 10, 1)), 7);
    EXPECT_FALSE(model::grade(population, 1, on(2022, 10, 1)).has_value());
}

} // namespace
