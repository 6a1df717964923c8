#include "models/build.hpp"
#include "models/life/family.hpp"
#include "models/life/processes.hpp"

#include <algorithm>

namespace model::life {
namespace {

/// What is counted of lives, by LifeKind.
struct Counted {
    const char* name;
    const char* doc;
};
constexpr std::array<Counted, life_kinds> counted{{
    {"life.born", "births, as they happened"},
    {"life.not_born", "births that did not happen here: the mother had left"},
    {"life.died", "deaths, abroad too"},
    {"life.left", "persons who left for abroad, children taken along among them"},
    {"life.came_back", "persons who came back from abroad in the place that they had left"},
    {"life.replaced", "persons who left in whose place somebody came back from abroad"},
    {"life.settled", "persons whose deficit of integration was over"},
    {"life.parent_left", "children one of whose parents left for abroad"},
    {"life.parent_back", "children one of whose parents came back"},
    {"life.entered_foster", "children who came into foster care"},
    {"life.entered_residential", "children who came into residential care"},
    {"life.left_care", "children who left care for a family"},
    {"life.came_of_age", "residents who left care at 18"},
    {"life.ran_away", "runs from residential care"},
    {"life.found", "runaways who came back"},
    {"life.left_school", "pupils who left school within a level"},
    {"life.back_to_school", "pupils who went back to school"},
    {"life.moved", "persons who moved within the selection"},
    {"life.moved_away", "persons who moved out of the selection, and others like them in"},
}};

/// One commit at work: the columns, and what it has counted.
class Settling {
public:
    Settling(sim::World& world, const sim::Step& step, const Build& build)
        : world_(world), step_(step), build_(build), life_(build.life), people_(*build.life.people),
          status_(world.write(life_.status)), family_(world.write(life_.family)), moved_(world.write(life_.moved)),
          county_(people_.counties.size())
    {
    }

    void apply(const LifeChange& change)
    {
        if (change.dated >= 0) {
            world_.schedule(life_.dates, sim::Tick{change.dated}, {change.row, change.kind, 0, change.later});
        } else if (happens(change)) {
            ++kinds_[static_cast<std::size_t>(change.kind)];
        }
    }

    void finish()
    {
        for (std::size_t kind = 0; kind < life_kinds; ++kind) {
            world_.measures().count(life_.happened[kind], {}, kinds_[kind]);
        }
        for (std::size_t c = 0; c < county_.size(); ++c) {
            world_.measures().count(life_.births, {c}, county_[c].births);
            world_.measures().count(life_.deaths, {c}, county_[c].deaths);
            world_.measures().count(life_.in, {c}, county_[c].in);
            world_.measures().count(life_.out, {c}, county_[c].out);
        }
        for (const Arrival& arrival : arrivals_) {
            world_.append(life_.arrivals, arrival);
        }
        const auto all = world_.write(life_.arrivals);
        const auto by_locality = [](const Arrival& a, const Arrival& b) { return a.locality < b.locality; };
        const auto first_new = all.end() - static_cast<std::ptrdiff_t>(arrivals_.size());
        std::stable_sort(first_new, all.end(), by_locality);
        std::inplace_merge(all.begin(), first_new, all.end(), by_locality);
    }

private:
    struct Flows {
        std::int64_t births, deaths, in, out;
    };

    bool is(Row row, std::uint8_t state) const { return (status_[row] & state) != 0; }
    void set(Row row, std::uint8_t state) { status_[row] = static_cast<std::uint8_t>(status_[row] | state); }
    void clear(Row row, std::uint8_t state) { status_[row] = static_cast<std::uint8_t>(status_[row] & ~state); }
    bool here(Row row) const { return life_.present(world_, row, step_.tick); }
    bool minor(Row row) const { return age_at(people_.birth_week[row], step_.tick) < adult_age; }
    Flows& flows(Row row) { return county_[build_.ground.county_position(life_.county(world_, row))]; }
    Family built(Row row) const { return {people_.care[row], people_.parent_abroad[row]}; }
    Family family(Row row) const { return unpacked(family_[row], built(row)); }
    bool undeclared_now(Row row) const { return life_.abroad_undeclared(world_, row); }

    bool happens(const LifeChange& change)
    {
        switch (change.kind) {
        case LifeKind::birth:
        case LifeKind::no_birth:
        case LifeKind::death:
        case LifeKind::leave:
        case LifeKind::come_back:
        case LifeKind::replace:
        case LifeKind::settle_in:
            return comes_or_goes(change);
        case LifeKind::move:
        case LifeKind::move_away:
            return moves(change);
        case LifeKind::parent_left:
        case LifeKind::parent_back:
            return parents_change(change);
        default:
            return here(change.row) && minor_or_of_age(change);
        }
    }

    bool comes_or_goes(const LifeChange& change)
    {
        const Row row = change.row;
        const bool present = here(row);
        switch (change.kind) {
        case LifeKind::birth:
            place(row, change.place);
            flows(row).births += 1;
            return true;
        case LifeKind::no_birth:
            set(row, state::unborn);
            return true;
        case LifeKind::death:
            if (is(row, state::dead | state::unborn)) {
                return false;
            }
            flows(row).deaths += present ? 1 : 0;
            set(row, state::dead);
            return true;
        case LifeKind::leave:
            if (present) {
                flows(row).out += 1;
                set(row, state::abroad);
                clear(row, state::runaway); // nobody looks here any longer
            }
            return present;
        case LifeKind::come_back:
            if (is(row, state::dead) || !is(row, state::abroad)) {
                return false;
            }
            clear(row, state::abroad);
            returns(row);
            flows(row).in += 1;
            return true;
        case LifeKind::replace:
            if (present) {
                flows(row).out += 1;
                flows(row).in += 1;
                returns(row);
            }
            return present;
        default: // of the first of two returns only the second is left
            clear(row, is(row, state::returned_again) ? state::returned_again : state::returned);
            return true;
        }
    }

    void returns(Row row) { set(row, is(row, state::returned) ? state::returned_again : state::returned); }

    bool moves(const LifeChange& change)
    {
        const Row row = change.row;
        if (!here(row)) {
            return false;
        }
        Flows& from = flows(row);
        if (change.kind == LifeKind::move_away) {
            from.out += 1;
            from.in += 1;
            return true;
        }
        place(row, change.place);
        Flows& to = flows(row);
        if (&from != &to) {
            from.out += 1;
            to.in += 1;
        }
        // Who is younger would take luck of others there before anybody looks for them: they are met along their ties.
        const double age = age_at(people_.birth_week[row], step_.tick);
        if (change.place != people_.locality[row] && age >= youngest_courted && age < oldest_courted) {
            arrivals_.push_back({row, change.place});
        }
        return true;
    }

    void place(Row row, std::uint16_t locality)
    {
        moved_[row] = locality == people_.locality[row] ? std::uint16_t{0} : static_cast<std::uint16_t>(locality + 1);
    }

    bool parents_change(const LifeChange& change)
    {
        const Row row = change.row;
        const Family before = family(row);
        const bool left = change.kind == LifeKind::parent_left;
        if (!here(row) || !minor(row) || before.abroad == (left ? ParentAbroad::both : ParentAbroad::none)) {
            return false;
        }
        const Family after = left ? parent_left(before) : parent_back(before);
        const bool hidden = left
                                ? change.undeclared != 0 || (before.abroad != ParentAbroad::none && undeclared_now(row))
                                : after.abroad != ParentAbroad::none && undeclared_now(row);
        family_[row] = packed(after, hidden);
        return true;
    }

    bool minor_or_of_age(const LifeChange& change)
    {
        const Row row = change.row;
        const Family before = family(row);
        const bool in_care = in_state_care(before.care);
        switch (change.kind) {
        case LifeKind::enter_foster:
        case LifeKind::enter_residential:
            if (in_care) {
                return false;
            }
            family_[row] =
                packed({change.kind == LifeKind::enter_foster ? Care::foster : Care::residential, before.abroad},
                       undeclared_now(row));
            return true;
        case LifeKind::leave_care: {
            if (!in_care || !minor(row)) {
                return false;
            }
            family_[row] = packed(out_of_care(built(row), before.abroad), undeclared_now(row));
            return true;
        }
        case LifeKind::come_of_age:
            if (before.care == Care::residential && !is(row, state::former_resident)) {
                set(row, state::former_resident);
                clear(row, state::runaway); // from a home that is no longer theirs
                return true;
            }
            return false;
        case LifeKind::leave_school:
            if (is(row, state::left_school)) { // by another way in the same week
                return false;
            }
            [[fallthrough]];
        case LifeKind::run_away:
            set(row, change.kind == LifeKind::run_away ? state::runaway : state::left_school);
            return true;
        default: {
            const std::uint8_t over = change.kind == LifeKind::found ? state::runaway : state::left_school;
            const bool was = is(row, over) && (change.kind == LifeKind::found || minor(row));
            if (was) {
                clear(row, over);
            }
            return was;
        }
        }
    }

    sim::World& world_;
    const sim::Step& step_;
    const Build& build_;
    const Life& life_;
    const Population& people_;
    std::span<std::uint8_t> status_;
    std::span<std::uint8_t> family_;
    std::span<std::uint16_t> moved_;
    std::vector<Flows> county_;
    std::array<std::int64_t, life_kinds> kinds_{};
    std::vector<Arrival> arrivals_;
};

} // namespace

void declare_measures(Build& build)
{
    Life& life = build.life;
    auto& measures = build.world.measures();
    for (std::size_t kind = 0; kind < life_kinds; ++kind) {
        life.happened[kind] = measures.add<sim::NoLedger>({counted[kind].name, "event", "", {}, counted[kind].doc});
    }
    std::vector<std::string> counties;
    for (const CountyBlock& block : build.ground.population.counties) {
        counties.emplace_back(build.ground.counties[block.county].code);
    }
    const std::vector<sim::Axis> by_county{{"county", counties}};
    life.births = measures.add<sim::NoLedger>({"life.births", "person", "", by_county, "births among residents"});
    life.deaths = measures.add<sim::NoLedger>({"life.deaths", "person", "", by_county, "deaths of residents"});
    life.in = measures.add<sim::NoLedger>({"life.in", "person", "", by_county, "residents who came into the county"});
    life.out = measures.add<sim::NoLedger>({"life.out", "person", "", by_county, "residents who left the county"});
}

void settle(sim::World& world, const sim::Step& step, const Build& build, std::span<LifeChange> changes)
{
    // Births come first: somebody born in the week can move, leave or die in it, and who is not born here can do none.
    std::stable_partition(changes.begin(), changes.end(), [](const LifeChange& change) {
        return change.dated < 0 && (change.kind == LifeKind::birth || change.kind == LifeKind::no_birth);
    });
    Settling settling(world, step, build);
    for (const LifeChange& change : changes) {
        settling.apply(change);
    }
    settling.finish();
}

} // namespace model::life
