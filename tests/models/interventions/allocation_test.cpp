#include "models/interventions/allocation.hpp"
#include "models/interventions/audience.hpp"
#include "models/interventions/school_counsellors.hpp"
#include "models/workforce.hpp"
#include "tests/support/toy_world.hpp"

#include <gtest/gtest.h>

#include <map>
#include <numeric>
#include <string>

namespace {

using model::InterventionSpec;
using model::RunOutcome;
using model::Scenario;

TEST(Workforce, ByHand)
{
    EXPECT_NEAR(model::workforce::available(20.0, 650'000.0), 130.0, 1e-12);
    // Who leaves once in 5 years is missing for half a year: 5 of 5.5 years there is somebody.
    EXPECT_NEAR(model::workforce::filled(0.2, 0.5), 1.0 / 1.1, 1e-12);
    EXPECT_EQ(model::workforce::filled(0.0, 2.0), 1.0);
}

class AllocationTest : public testing::Test {
protected:
    Scenario scenario_ = toy::scenario(toy::hamlets());

    /// One counsellor for `pupils`, from the first day to the last.
    InterventionSpec counsellors(const std::string& name, double pupils, double coverage = 1.0) const
    {
        InterventionSpec spec = toy::intervention("school_counsellors", scenario_, coverage);
        spec.name = name;
        spec.settings["pupils_per_counsellor"] = pupils;
        return spec;
    }
    RunOutcome run() const { return toy::run(scenario_, toy::hamlets()); }

    static double spent(const RunOutcome& outcome, const std::string& name, int year)
    {
        double sum = 0.0;
        for (const model::Spending& s : outcome.spending) {
            sum += s.intervention == name && s.year == year ? s.spent_ron : 0.0;
        }
        return sum;
    }
    static double priced_use(const RunOutcome& outcome)
    {
        double sum = 0.0;
        for (const model::ResourceCount& r : outcome.resources) {
            sum += r.amount * r.price.value;
        }
        return sum;
    }
};

// What is told of a scenario before it runs is what its run uses and spends.
TEST_F(AllocationTest, TheOutlookIsWhatARunSpends)
{
    scenario_.interventions = {counsellors("posts", 500.0), toy::intervention("curriculum", scenario_, 0.7)};
    scenario_.budget_per_year = 1000.0;
    const RunOutcome outcome = run();
    const model::Outlook told = model::outlook(scenario_, toy::ground(scenario_, toy::hamlets()));
    ASSERT_EQ(told.resources.size(), outcome.resources.size());
    for (std::size_t r = 0; r < told.resources.size(); ++r) {
        EXPECT_EQ(told.resources[r].name, outcome.resources[r].name);
        EXPECT_EQ(told.resources[r].amount, outcome.resources[r].amount);
    }
    ASSERT_EQ(told.spending.size(), outcome.spending.size());
    ASSERT_GE(told.spending.size(), 4U);
    for (std::size_t s = 0; s < told.spending.size(); ++s) {
        EXPECT_EQ(told.spending[s].intervention, outcome.spending[s].intervention);
        EXPECT_EQ(told.spending[s].spent_ron, outcome.spending[s].spent_ron);
        EXPECT_EQ(told.spending[s].budget_share, outcome.spending[s].budget_share);
    }
    EXPECT_LT(told.spending.front().budget_share, 1.0); // the budget bites
}

// Price times use is what was spent, over all years.
TEST_F(AllocationTest, TheYearsAddUpToTheUseAtItsPrice)
{
    scenario_.interventions = {counsellors("posts", 500.0), toy::intervention("curriculum", scenario_, 0.7),
                               toy::intervention("rural_campaign", scenario_, 1.0)};
    const RunOutcome outcome = run();
    const double spent = std::accumulate(outcome.spending.begin(), outcome.spending.end(), 0.0,
                                         [](double sum, const auto& s) { return sum + s.spent_ron; });
    EXPECT_GT(spent, 0.0);
    EXPECT_NEAR(spent, priced_use(outcome), 1e-6 * spent);
    for (const model::Spending& s : outcome.spending) {
        EXPECT_EQ(s.wanted_ron, s.spent_ron) << s.intervention; // nothing limits
        EXPECT_EQ(s.budget_share, 1.0);
        EXPECT_EQ(s.staff_share, 1.0);
    }
}

TEST_F(AllocationTest, ABudgetIsSpentInTheScenariosOrderAndNeverExceeded)
{
    scenario_.interventions = {counsellors("first", 500.0), counsellors("second", 500.0)};
    const RunOutcome free = run();
    const double full = spent(free, "first", 2022);
    ASSERT_GT(full, 0.0);
    EXPECT_NEAR(spent(free, "second", 2022), full, 1e-6 * full);

    scenario_.budget_per_year = 1.5 * full;
    const RunOutcome bound = run();
    EXPECT_NEAR(spent(bound, "first", 2022), full, 1e-6 * full);
    EXPECT_LE(spent(bound, "second", 2022), full * 0.5 * 1.01);
    EXPECT_GT(spent(bound, "second", 2022), full * 0.5 * 0.97);
    std::map<int, double> by_year;
    for (const model::Spending& s : bound.spending) {
        by_year[s.year] += s.spent_ron;
        EXPECT_GE(s.wanted_ron, s.spent_ron);
    }
    for (const auto& [year, sum] : by_year) {
        EXPECT_LE(sum, *scenario_.budget_per_year) << year;
    }

    std::swap(scenario_.interventions[0], scenario_.interventions[1]);
    const RunOutcome other_way = run();
    EXPECT_NEAR(spent(other_way, "second", 2022), full, 1e-6 * full);
    EXPECT_LT(spent(other_way, "first", 2022), 0.52 * full);
}

// The run holds all weeks that begin in 2022, and 26 that begin in 2023: 182 of 365 days.
TEST_F(AllocationTest, AYearThatIsHeldInFullHasAllItsMoney)
{
    scenario_.end = std::chrono::sys_days{std::chrono::year{2023} / 7 / 3};
    scenario_.interventions = {counsellors("posts", 500.0)};
    scenario_.interventions.front().end = scenario_.end;
    const auto years = [&] { return model::outlook(scenario_, toy::ground(scenario_, toy::hamlets())).spending; };
    const auto free = years();
    ASSERT_EQ(free.size(), 2U);
    scenario_.budget_per_year = 0.5 * free[0].wanted_ron;
    const double fineness = free[0].wanted_ron / 4096.0;
    const auto bound = years();
    EXPECT_LE(bound[0].spent_ron, *scenario_.budget_per_year);
    EXPECT_GE(bound[0].spent_ron, *scenario_.budget_per_year - fineness);
    scenario_.budget_per_year = 0.5 * free[1].wanted_ron;
    const double half_year = 182.0 / 365.0 * *scenario_.budget_per_year;
    EXPECT_LE(years()[1].spent_ron, half_year);
    EXPECT_GE(years()[1].spent_ron, half_year - fineness);
}

// 100 persons of whom half are reached, 300 of whom a tenth: 80 of 400.
TEST(Audience, ShareReachedByHand)
{
    std::array<double, model::county_count> persons{};
    persons[3] = 100.0;
    persons[7] = 300.0;
    model::Reach reach;
    reach.counties[3] = 0.5;
    reach.counties[7] = 0.1;
    reach.counties[8] = 1.0; // where nobody is
    reach.national = 0.9;
    EXPECT_DOUBLE_EQ(model::share_reached(persons, reach), 0.2);
    EXPECT_DOUBLE_EQ(model::share_reached({}, reach), 0.9);
}

// Counted a second way: everybody who sits in a class that is aimed at, and everybody who lives in a village.
TEST_F(AllocationTest, AudiencesAreThePupilsAndResidentsAimedAt)
{
    const model::Ground ground = toy::ground(scenario_, toy::hamlets());
    InterventionSpec lessons = toy::intervention("curriculum", scenario_);
    lessons.target.levels = {model::SchoolLevel::gymnasium};
    lessons.target.grades = {6, 7};
    InterventionSpec campaign = toy::intervention("rural_campaign", scenario_);
    campaign.target.settlement = model::Settlement::rural;
    const sim::Tick tick = ground.clock.first();
    const model::Delivery classes(lessons, ground);
    const model::Delivery villages(campaign, ground);
    std::array<double, model::county_count> pupils{};
    std::array<double, model::county_count> villagers{};
    const model::Population& people = ground.population;
    for (model::Row row = 0; row < people.birth_week.size(); ++row) {
        const std::uint32_t own = ground.class_at(row, tick);
        if (own != model::none && classes.aims_at_class(own, tick)) {
            pupils[people.localities.county[people.units.locality[people.classes.unit[own]]].value] += 1.0;
        }
    }
    for (std::uint32_t l = 0; l < people.localities.county.size(); ++l) {
        if (people.localities.settlement[l] == model::Settlement::rural) {
            villagers[people.localities.county[l].value] +=
                people.localities.first_row[l + 1] - people.localities.first_row[l];
        }
    }
    const model::Audience taught = model::pupils_meant(classes, tick);
    EXPECT_EQ(taught.unit, "pupil");
    EXPECT_EQ(taught.meant, pupils);
    EXPECT_GT(std::accumulate(pupils.begin(), pupils.end(), 0.0), 10.0);
    EXPECT_EQ(model::residents_meant(villages).meant, villagers);
    EXPECT_GT(std::accumulate(villagers.begin(), villagers.end(), 0.0), 10.0);
}

// Over 26 of 52 weeks coverage grows to 0.5: (0.5 x 27 / 2 + 26 x 0.5) / 52 = 0.3798 in the mean of 2022. Of that the money
// pays its share, and of what is paid the posts that are filled.
TEST_F(AllocationTest, CoverageIsThatOfTheWeeksInWhichItRuns)
{
    InterventionSpec spec = counsellors("posts", 500.0, 0.5);
    spec.ramp_weeks = 26.0;
    scenario_.interventions = {spec};
    const auto first = [&] {
        return model::outlook(scenario_, toy::ground(scenario_, toy::hamlets())).spending.front();
    };
    const model::Spending whole = first();
    EXPECT_NEAR(whole.coverage_wanted, 0.5 * (13.5 + 26.0) / 52.0, 1e-12);
    EXPECT_NEAR(whole.coverage_had, whole.coverage_wanted, 1e-12); // nothing limits
    EXPECT_EQ(whole.audience, "pupil");
    EXPECT_GT(whole.meant, 10.0);
    scenario_.budget_per_year = 0.4 * whole.spent_ron;
    const model::Spending part = first();
    ASSERT_NEAR(part.budget_share, 0.4, 0.01);
    EXPECT_NEAR(part.coverage_wanted, whole.coverage_wanted, 1e-12);
    EXPECT_NEAR(part.coverage_had, part.budget_share * whole.coverage_had, 1e-9);
    EXPECT_EQ(part.meant, whole.meant); // whether reached or not
    scenario_.budget_per_year.reset();
    scenario_.parameters.set("workforce.limited", 1.0);
    for (const char* const staff : {"counsellors", "social_workers", "facilitators"}) {
        scenario_.parameters.set(std::string("workforce.") + staff, 200.0);
    }
    scenario_.parameters.set("workforce.turnover", 0.2);
    scenario_.parameters.set("workforce.vacancy", 0.5);
    const model::Spending vacant = first();
    ASSERT_EQ(vacant.staff_share, 1.0);
    EXPECT_NEAR(vacant.coverage_had, whole.coverage_wanted / 1.1, 1e-12);
}

// Lessons are bought for whole schools: a budget of less than one buys none, and its share of the coverage is none.
TEST_F(AllocationTest, LessThanTheLeastThatCanBeBoughtIsNothing)
{
    const std::string untouched = toy::core_digest(run());
    scenario_.interventions = {toy::intervention("curriculum", scenario_)};
    scenario_.budget_per_year = 2.0;
    const RunOutcome outcome = run();
    ASSERT_FALSE(outcome.spending.empty());
    for (const model::Spending& s : outcome.spending) {
        EXPECT_GT(s.wanted_ron, 0.0);
        EXPECT_EQ(s.spent_ron, 0.0);
        EXPECT_EQ(s.budget_share, 0.0);
        EXPECT_EQ(s.coverage_had, 0.0);
    }
    EXPECT_EQ(toy::core_digest(outcome), untouched);
}

// Without staff nothing is spent either, and it is not the money that lacks.
TEST_F(AllocationTest, WithoutStaffTheMoneyIsNotWhatLacks)
{
    scenario_.interventions = {toy::intervention("curriculum", scenario_)};
    scenario_.parameters.set("workforce.limited", 1.0);
    scenario_.parameters.set("workforce.facilitators", 0.0);
    for (const std::optional<double> budget : {std::optional<double>{}, std::optional<double>{1e9}}) {
        scenario_.budget_per_year = budget;
        const model::Outlook told = model::outlook(scenario_, toy::ground(scenario_, toy::hamlets()));
        ASSERT_FALSE(told.spending.empty());
        for (const model::Spending& s : told.spending) {
            EXPECT_GT(s.wanted_ron, 0.0);
            EXPECT_EQ(s.spent_ron, 0.0);
            EXPECT_EQ(s.budget_share, 1.0);
            EXPECT_LT(s.staff_share, 0.001);
        }
    }
}

TEST_F(AllocationTest, WithoutMoneyNothingHappens)
{
    const std::string untouched = toy::core_digest(run());
    scenario_.interventions = {counsellors("posts", 300.0)};
    scenario_.budget_per_year = 0.0;
    const RunOutcome outcome = run();
    EXPECT_EQ(toy::core_digest(outcome), untouched);
    EXPECT_EQ(priced_use(outcome), 0.0);
    ASSERT_FALSE(outcome.spending.empty());
    EXPECT_GT(outcome.spending.front().wanted_ron, 0.0);
    scenario_.budget_per_year.reset();
    EXPECT_NE(toy::core_digest(run()), untouched);
    scenario_.interventions.front().budget_per_year = 0.0;
    EXPECT_EQ(toy::core_digest(run()), untouched);
}

// A made-up county of 450,000 has 0.02 / 100,000 x 450,000 = 0.09 counsellors; the first asks for less, the second for more
// than the rest.
TEST_F(AllocationTest, ACounsellorHiredTwiceIsOneCounsellor)
{
    scenario_.parameters.set("workforce.limited", 1.0);
    scenario_.parameters.set("workforce.counsellors", 0.02);
    scenario_.parameters.set("workforce.turnover", 0.0);
    scenario_.interventions = {counsellors("first", 500.0, 0.25), counsellors("second", 300.0)};
    const RunOutcome outcome = run();
    double weeks = 0.0;
    for (const model::ResourceCount& r : outcome.resources) {
        weeks += r.name.ends_with(": post_weeks") ? r.amount : 0.0;
    }
    const double all = 0.09 * 3.0 * 104.0; // three counties, two years
    EXPECT_LE(weeks, all);
    EXPECT_GT(weeks, 0.9 * all);
    const auto share = [&](const std::string& name) {
        for (const model::Spending& s : outcome.spending) {
            if (s.intervention == name) {
                return s.staff_share;
            }
        }
        return -1.0;
    };
    EXPECT_EQ(share("first"), 1.0);
    EXPECT_LT(share("second"), 0.9);
    EXPECT_GT(share("second"), 0.0);
}

// With turnover 0.5 a year and vacancies of half a year a fifth of the posts is empty.
TEST_F(AllocationTest, VacantPostsCostNothing)
{
    scenario_.interventions = {counsellors("posts", 500.0)};
    const double full = priced_use(run());
    scenario_.parameters.set("workforce.limited", 1.0);
    scenario_.parameters.set("workforce.counsellors", 200.0);
    scenario_.parameters.set("workforce.turnover", 0.5);
    scenario_.parameters.set("workforce.vacancy", 0.5);
    EXPECT_NEAR(priced_use(run()), 0.8 * full, 0.01 * full);
}

// A plan is made once: other luck, the same schools, kilometres and RON.
TEST_F(AllocationTest, IsTheSameInEveryReplicate)
{
    scenario_.interventions = {toy::intervention("curriculum", scenario_, 0.5),
                               toy::intervention("rural_campaign", scenario_, 0.5)};
    const RunOutcome one = toy::run(scenario_, toy::hamlets(), 0);
    const RunOutcome other = toy::run(scenario_, toy::hamlets(), 1);
    ASSERT_EQ(one.resources.size(), other.resources.size());
    for (std::size_t i = 0; i < one.resources.size(); ++i) {
        EXPECT_EQ(one.resources[i].amount, other.resources[i].amount) << one.resources[i].name;
    }
    EXPECT_NE(toy::core_digest(one), toy::core_digest(other));
}

} // namespace
