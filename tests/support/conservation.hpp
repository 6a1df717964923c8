#pragma once

#include "models/build.hpp"
#include "models/simulate.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace toy {

/// Laws of conservation and impossible flows (A1, A2), looked at in every week of a run. Everything in integers.
class Conservation {
public:
    model::Watch watch()
    {
        return [this](const model::Build& build, sim::Tick tick) { look(build, tick); };
    }
    std::int64_t weeks() const { return weeks_; }
    std::int64_t most_open() const { return most_open_; }
    std::int64_t most_courted() const { return most_courted_; }
    std::int64_t held() const { return last_[5]; }

private:
    void look(const model::Build& build, sim::Tick tick)
    {
        SCOPED_TRACE("tick " + std::to_string(tick.value));
        ++weeks_;
        persons(build);
        speakers(build);
        offenders(build, tick);
        flows(build);
        lines(build);
    }

    /// Everybody is free, courted or in exploitation, county by county; a case for each who is in exploitation.
    void persons(const model::Build& build)
    {
        const auto& people = build.ground.population;
        const auto status = build.world.read(build.cases.status);
        const auto times = build.world.read(build.cases.times);
        const auto courted = build.world.read(build.offenders.courted);
        std::vector<std::int64_t> cases(model::county_count);
        std::vector<std::uint8_t> seen(people.size());
        for (const model::Case& c : build.world.read(build.cases.open)) {
            ++cases[people.county_of(c.person).value];
            EXPECT_EQ(seen[c.person]++, 0) << "two cases of one person";
            EXPECT_EQ(status[c.person], 1);
        }
        std::size_t all = 0;
        for (const model::CountyBlock& block : people.counties) {
            std::int64_t free = 0;
            std::int64_t approached = 0;
            std::int64_t exploited = 0;
            for (model::Row row = block.first_row; row < block.first_row + block.persons; ++row) {
                ASSERT_LE(status[row], 1);
                ASSERT_TRUE(status[row] == 0 || times[row] > 0);
                (status[row] == 1 ? exploited : courted[row] > 0 ? approached : free) += 1;
            }
            EXPECT_EQ(free + approached + exploited, block.persons);
            EXPECT_EQ(exploited, cases[block.county.value]);
            all += block.persons;
        }
        EXPECT_EQ(all, people.size());
        most_open_ = std::max(most_open_, static_cast<std::int64_t>(build.world.read(build.cases.open).size()));
    }

    /// Whoever changed is listed once for the week, and so speaks to one friend.
    void speakers(const model::Build& build)
    {
        std::set<std::pair<model::Row, std::int32_t>> listed;
        for (const model::Changed& changed : build.world.read(build.beliefs.changed)) {
            EXPECT_TRUE(listed.emplace(changed.row, changed.tick).second) << "speaks twice in a week";
        }
    }

    /// No offender appears or vanishes; each courts as many as there are relations, and none from custody.
    void offenders(const model::Build& build, sim::Tick tick)
    {
        const auto all = build.world.read(build.offenders.all);
        const auto courted = build.world.read(build.offenders.courted);
        const auto courtships = build.world.read(build.offenders.courtships);
        if (weeks_ == 1) {
            offenders_ = all.size();
        }
        EXPECT_EQ(all.size(), offenders_);
        std::vector<int> courting(all.size());
        std::map<model::Row, int> by_person;
        for (const model::Courtship& c : courtships) {
            ++courting[c.offender];
            ++by_person[c.person];
            EXPECT_TRUE(build.offenders.at_liberty(all[c.offender], tick + -1)) << "courts from custody";
        }
        std::int64_t liberty = 0;
        std::int64_t custody = 0;
        for (std::size_t i = 0; i < all.size(); ++i) {
            EXPECT_EQ(all[i].courting, courting[i]);
            ++(build.offenders.at_liberty(all[i], tick) ? liberty : custody);
        }
        EXPECT_EQ(liberty + custody, static_cast<std::int64_t>(offenders_));
        std::int64_t persons_courted = 0;
        for (std::size_t row = 0; row < courted.size(); ++row) {
            persons_courted += courted[row] > 0 ? 1 : 0;
            if (courted[row] > 0) {
                EXPECT_EQ(courted[row], by_person[static_cast<model::Row>(row)]);
            }
        }
        EXPECT_EQ(persons_courted, static_cast<std::int64_t>(by_person.size()));
        most_courted_ = std::max(most_courted_, persons_courted);
    }

    /// Counts never fall, and nothing comes out that did not go in.
    void flows(const model::Build& build)
    {
        const auto& m = build.world.measures();
        const auto open = static_cast<std::int64_t>(build.world.read(build.cases.open).size());
        const std::vector<std::int64_t> now{
            m.total(build.cases.opened),       m.total(build.cases.closed),
            m.total(build.recording.presumed), static_cast<std::int64_t>(build.world.read(build.recording.all).size()),
            m.total(build.ledgers.recruited),  m.total(build.offenders.held),
            m.total(build.offenders.contacts)};
        EXPECT_EQ(now[0] - now[1], open) << "opened less closed is open";
        EXPECT_LE(now[2], now[1]) << "identified, but not closed";
        EXPECT_LE(now[3], now[2]) << "registered, but never identified";
        EXPECT_LE(now[4], now[0]) << "in the true ledger, but never recruited";
        EXPECT_LE(m.total(build.ledgers.registered), now[3]);
        const std::int64_t relations = m.total(build.offenders.broken_off) + m.total(build.offenders.noticed) +
                                       static_cast<std::int64_t>(build.world.read(build.offenders.courtships).size());
        EXPECT_LE(relations, now[6]) << "more relations ended or under way than began";
        last_.resize(now.size());
        for (std::size_t i = 0; i < now.size(); ++i) {
            EXPECT_GE(now[i], last_[i]) << "count " << i << " fell";
        }
        last_ = now;
    }

    /// A recruitment is registered at most once.
    void lines(const model::Build& build)
    {
        const auto times = build.world.read(build.cases.times);
        std::map<std::uint32_t, int> lines;
        for (const model::RegisteredVictim& line : build.world.read(build.recording.all)) {
            ++lines[line.person];
        }
        for (const auto& [id, n] : lines) {
            EXPECT_LE(n, times[build.ground.population.row_of(model::AgentId{id})]) << "registered twice for one case";
        }
    }

    std::int64_t weeks_{};
    std::int64_t most_open_{};
    std::int64_t most_courted_{};
    std::size_t offenders_{};
    std::vector<std::int64_t> last_ = std::vector<std::int64_t>(7);
};

} // namespace toy
