#pragma once

#include "models/people.hpp"
#include "sim/graph/generators.hpp"
#include "sim/random.hpp"
#include "sim/stop.hpp"

#include <cstdint>
#include <vector>

namespace model::network {

inline constexpr double weeks_per_year = sim::days_per_year / 7.0;

/// Bits of the fields of sort keys. 3,181 localities; 17,500 units; ages within 8,191 weeks.
inline constexpr int locality_bits = 12;
inline constexpr int latent_bits = 13;

/// The localities of a county and how persons move between them.
class Places {
public:
    Places(const Population& people, const CountyBlock& block);
    /// Another locality of the county within reach, more often a near and a large one; `home` where there is none.
    /// \param u  in (0, 1)
    std::uint16_t elsewhere(std::uint16_t home, double u) const;

private:
    std::uint16_t first_{};
    std::vector<std::uint32_t> begin_; ///< per locality of the county
    std::vector<std::uint16_t> targets_;
    std::vector<double> cumulative_; ///< weight up to and with the target, 1 at the last
};

/// One county as the generators see it. Nothing in it depends on which other counties are selected, so neither do the
/// ties within.
class CountyView {
public:
    /// \param stop  null: nobody wants to stop
    CountyView(const Population& people, const CountyBlock& block, sim::Tick start, const sim::Luck& luck,
               const sim::Stop* stop = nullptr)
        : people_(&people), block_(block), start_(start), luck_(luck), places_(people, block), stop_(stop)
    {
    }

    const Population& people() const { return *people_; }
    CountyId county() const { return block_.county; }
    Row begin() const { return block_.first_row; }
    Row end() const { return block_.first_row + block_.persons; }
    sim::Tick start() const { return start_; }
    const Places& places() const { return places_; }
    /// Of loops over rows. \throws sim::Stopped
    void check_stop() const { stop_ != nullptr ? stop_->check() : void(); }

    std::uint32_t id(Row row) const { return block_.first_id + (row - block_.first_row); }
    sim::Draw draw(Row row, sim::Purpose purpose, std::uint32_t slot = sim::no_other) const
    {
        return luck_(id(row), purpose, sim::Tick{0}, slot);
    }
    int age_weeks(Row row) const { return start_.value - people_->birth_week[row]; }
    int age(Row row) const { return static_cast<int>(age_weeks(row) / weeks_per_year); }
    /// Which run of `size` rows of its locality the row is in: neighbours stand side by side.
    std::uint32_t part_of_locality(Row row, double size) const
    {
        const Row first = people_->localities.first_row[people_->locality[row]];
        return (row - first) / static_cast<std::uint32_t>(size);
    }
    /// The row's age in weeks, off by a Laplace deviate of mean absolute value `years`; shifted so that none is below 0.
    std::uint64_t shifted_age(Row row, double u, double years) const;
    /// Where the row looks for company in age: its own age, or with chance `any_age` that of one of `members` at
    /// random, and then off by a Laplace deviate. As shifted_age.
    std::uint64_t latent_age(Row row, sim::Purpose purpose, double years, double any_age,
                             const std::vector<Row>& members, std::uint32_t slot = sim::no_other) const;

private:
    const Population* people_;
    CountyBlock block_;
    sim::Tick start_;
    sim::Luck luck_;
    Places places_;
    const sim::Stop* stop_;
};

/// Monday of the step.
sim::Date date_of(sim::Tick tick);

// The layers of one county.
sim::Groups join_kin(const CountyView& county);
sim::Groups make_friends(const CountyView& county);
sim::Groups meet_neighbours(const CountyView& county);
sim::Groups form_teams(const CountyView& county);
/// The classes attended; of all counties at once, since a class may have pupils of several.
sim::Groups attend_classes(const Population& people, sim::Date date);

/// Online ties within a county, and the ends of ties that leave it, by the county they go to.
struct OnlineEnds {
    std::vector<std::uint64_t> inner;
    std::vector<std::vector<sim::Keyed>> outward; ///< one list for each county of the country
};
/// \param outward  chance that a tie leaving this county goes to each county
OnlineEnds meet_online(const CountyView& county, const std::vector<double>& outward);
/// For each county the chance that a tie which leaves it goes to each other one: near and large ones more often, and
/// such that two counties expect the same number of each other.
std::vector<std::vector<double>> outward_chances(const Population& people);

} // namespace model::network
