#pragma once

#include "models/counties.hpp"
#include "models/workforce.hpp"
#include "sim/error.hpp"
#include "sim/parameter.hpp"
#include "sim/world.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>

namespace model {

/// Something that an intervention uses, and what one of it costs.
struct ResourceInfo {
    std::string_view name;    ///< "post_weeks"
    std::string_view unit;    ///< "post week"
    sim::ParameterInfo price; ///< RON per unit
};

/// What is declared of a price, wherever it stands in the table. Pure.
template <class P, std::size_t N>
constexpr const sim::ParameterInfo& price_of(const std::array<sim::Parameter<P>, N>& table,
                                             std::type_identity_t<double P::*> price)
{
    const auto found = std::find_if(table.begin(), table.end(), [&](const auto& one) { return one.field == price; });
    sim::expect(found != table.end(), "a resource has a price that is not declared");
    return found->info;
}

/// How far an intervention reaches in a week: share of those meant, in [0, 1], by county; 0 where it does not aim.
struct Reach {
    std::array<double, county_count> counties{};
    double national{}; ///< of what is done for the whole country at once

    double operator()(CountyId county) const { return counties[county.value]; }
    bool nothing() const;
};

/// The farther of two, county by county. Pure.
Reach farther(const Reach& one, const Reach& other);

/// Whom an intervention is for, by county, were it to reach everybody.
struct Audience {
    std::string_view unit{}; ///< "person", "pupil", "household"; empty where nobody is counted: it changes institutions
    std::array<double, county_count> meant{};
};

/// The week that is planned or done, and how far the intervention reached before it.
class Week {
public:
    sim::Tick tick;

    /// \param reached   of the run's weeks from its first up to this one, at least
    /// \param farthest  of those weeks, the farthest that it had reached by then
    Week(sim::Tick at, sim::Tick first, std::span<const Reach> reached, std::span<const Reach> farthest)
        : tick(at), first_(first), reached_(reached), farthest_(farthest)
    {
    }
    const Reach& now() const { return at(tick); }
    const Reach& before() const { return at(tick + -1); }
    /// Of this week or an earlier one; nothing before the run.
    const Reach& at(sim::Tick earlier) const { return of(reached_, earlier); }
    /// By county, the farthest that it has reached in an earlier week: what is bought once has been bought for that.
    const Reach& farthest_before() const { return farthest(tick + -1); }
    /// The same, of all weeks up to an earlier one.
    const Reach& farthest(sim::Tick earlier) const { return of(farthest_, earlier); }
    /// Whether it reaches somebody for the first time: what it takes to begin is bought now.
    bool begins() const { return !now().nothing() && farthest_before().nothing(); }

private:
    const Reach& of(std::span<const Reach> weeks, sim::Tick earlier) const;

    sim::Tick first_;
    std::span<const Reach> reached_, farthest_;
};

/// What a week takes: resources and the time of staff, by county.
class Needs {
public:
    explicit Needs(std::size_t resources) : once_(resources), national_(resources), used_(resources) {}

    void clear();
    void add(CountyId county, std::size_t resource, double amount) { used_[resource][county.value] += amount; }
    /// What is bought once, of whatever size the run is.
    void add_once(std::size_t resource, double amount) { once_[resource] += amount; }
    /// What is bought for the whole country at once; a run pays the part that its counties have of the residents.
    void add_national(std::size_t resource, double amount) { national_[resource] += amount; }
    /// Persons at work in the week.
    void staff(CountyId county, Staff kind, double persons);
    /// Persons at work whom the county's regional centre gives of its time for prevention, and facilitators beside them.
    void centre_staff(CountyId county, double persons) { of_centre_[county.value] += persons; }
    /// What the regional centre has more of in the county, or less where a cut takes it [persons for prevention].
    void add_to_centre(CountyId county, double persons) { added_to_centre_[county.value] += persons; }

    double of(CountyId county, Staff kind) const { return persons_[static_cast<std::size_t>(kind)][county.value]; }
    double of_centre(CountyId county) const { return of_centre_[county.value]; }
    double added_to_centre(CountyId county) const { return added_to_centre_[county.value]; }
    double persons() const;                 ///< at work, of all kinds and counties
    bool takes_from(CountyId county) const; ///< anything or anybody
    /// \param part  of the country's residents that live in the run's counties
    double total(std::size_t resource, double part) const;

private:
    std::vector<double> once_, national_;                ///< by resource
    std::vector<std::array<double, county_count>> used_; ///< by resource
    std::array<std::array<double, county_count>, staff_kinds> persons_{};
    std::array<double, county_count> of_centre_{}, added_to_centre_{};
};

/// One intervention of a scenario: what a week of it takes, and what it changes. Both are functions of how far it
/// reaches, so that what is planned, what is paid and what is done are the same.
class Intervention {
public:
    Intervention() = default;
    Intervention(const Intervention&) = delete;
    Intervention& operator=(const Intervention&) = delete;
    virtual ~Intervention() = default;

    /// What the week takes. Nothing where it reaches nobody, never less where it reaches more; what a county takes depends
    /// on the reach in that county alone. Asked before the run: reads nothing that a run changes.
    virtual void need(const Week& week, Needs& needs) const = 0;
    /// Whom it is for in a week of its own. Asked before the run; decides nothing.
    virtual Audience audience(sim::Tick) const { return {}; }
    /// Proposes the week's changes.
    virtual void act(sim::World& world, const sim::Step& step, const Week& week) const = 0;
};

} // namespace model
