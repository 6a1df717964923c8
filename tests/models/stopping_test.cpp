#include "models/networks/county_view.hpp"
#include "models/stoppable.hpp"
#include "sim/clock.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <thread>

namespace {

/// Seconds that this process has worked: others that use the processors do not count, so a busy machine makes nothing late.
double worked_s()
{
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

/// Builds the persons and ties of Tulcea. \return  whether it came to an end
bool build(const sim::Stop& stop)
{
    const std::filesystem::path folder = VEGHE_SOURCE_DIR "/scenarios/data";
    static const model::Counties counties = model::read_counties(folder);
    const model::CountyId county = counties.find("TL", "test");
    try {
        model::MisfitReport misfit;
        const model::Population people =
            model::build_population(counties, folder, {&county, 1}, 1, misfit, model::census_day, stop);
        model::build_networks(people, sim::Clock(model::census_day, model::census_day + std::chrono::weeks{1}).first(),
                              1, stop);
        return true;
    } catch (const sim::Stopped&) {
        return false;
    }
}

TEST(Stopping, ABuildThatNobodyWantsAnyMoreDoesNotBegin)
{
    sim::Stop stop;
    stop.request();
    EXPECT_FALSE(build(stop));
}

// Each layer by itself: what the quickest of them costs is too little to be missed below.
TEST(Stopping, NoLayerIsMadeThatNobodyWantsAnyMore)
{
    const std::filesystem::path folder = VEGHE_SOURCE_DIR "/scenarios/data";
    const model::Counties counties = model::read_counties(folder);
    const model::CountyId county = counties.find("TL", "test");
    model::MisfitReport misfit;
    const model::Population people = model::build_population(counties, folder, {&county, 1}, 1, misfit);
    const sim::Tick start = sim::Clock(model::census_day, model::census_day + std::chrono::weeks{1}).first();
    const sim::Luck luck(1, 0);
    sim::Stop stop;
    const model::network::CountyView view(people, people.counties.front(), start, luck, &stop);
    stop.request();
    EXPECT_THROW(model::network::join_kin(view), sim::Stopped);
    EXPECT_THROW(model::network::make_friends(view), sim::Stopped);
    EXPECT_THROW(model::network::meet_neighbours(view), sim::Stopped);
    EXPECT_THROW(model::network::form_teams(view), sim::Stopped);
    const auto outward = model::network::outward_chances(people);
    EXPECT_THROW(model::network::meet_online(view, outward[county.value]), sim::Stopped);
}

// At nine times of a build somebody wishes to stop. Who looked at that only between persons and ties would go on for half of the whole.
TEST(Stopping, ABuildEndsSoonAfterSomebodyWantsItTo)
{
    ASSERT_TRUE(build({})); // what is read once in a process is read now
    const double began = worked_s();
    ASSERT_TRUE(build({}));
    const double whole = worked_s() - began;
    double longest = 0.0;
    for (int tenth = 1; tenth < 10; ++tenth) {
        sim::Stop stop;
        double wished = 0.0;
        const double due = worked_s() + whole * tenth / 10.0;
        std::jthread who([&](const std::stop_token& over) {
            while (worked_s() < due && !over.stop_requested()) {
                std::this_thread::sleep_for(std::chrono::milliseconds{1});
            }
            stop.request();
            wished = worked_s();
        });
        build(stop); // to its end where it does not look any more, which counts as well
        const double end = worked_s();
        who.request_stop();
        who.join();
        longest = std::max(longest, end - wished);
    }
    RecordProperty("share_of_the_whole", std::to_string(longest / whole));
    EXPECT_LT(longest, whole / 3.0) << "of " << whole << " s";
}

} // namespace
