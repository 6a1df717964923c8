#include "models/interventions/staff_cut.hpp"

#include "models/build.hpp"
#include "models/interventions/centre_lever.hpp"
#include "models/interventions/delivery.hpp"

#include <algorithm>
#include <cmath>

namespace model::staff_cut {
namespace {

/// Whose posts are cut: positions of the setting's choices.
enum class Institution : std::uint8_t {
    all,
    school_counsellors,
    child_protection,
    police,
    investigators,
    prosecutors,
    courts,
    regional_centres
};
const std::vector<std::string_view> institutions{"all",    "school_counsellors", "child_protection",
                                                 "police", "investigators",      "prosecutors",
                                                 "courts", "regional_centres"};

/// Takes posts by the difference from the week before: where the reach ends, they are all given back, vacant.
class Cut : public Intervention {
public:
    Cut(const Build& build, const Delivery& delivery)
        : build_(build), delivery_(delivery),
          whose_(static_cast<Institution>(static_cast<std::uint8_t>(delivery.setting("institutions")))),
          share_(delivery.setting("cut")), of_centre_(shares_of_run(build))
    {
    }

    /// A cut takes nobody's time, and leaves regional centres with less of it.
    void need(const Week& week, Needs& needs) const override
    {
        const Centres& c = build_.centres;
        for (std::uint8_t i = 0; i < county_count && cuts(Institution::regional_centres); ++i) {
            needs.add_to_centre(CountyId{i}, -c.p.staff * share_ * centres::prevention_share(c.p) * c.share[i] *
                                                 week.now()(CountyId{i}));
        }
    }

    void act(sim::World& world, const sim::Step&, const Week& week) const override
    {
        if (cuts(Institution::school_counsellors)) {
            cut_counsellors(world, week);
        }
        cut_service(world, week, Institution::child_protection, Staffed::child_protection,
                    Lever::child_protection_posts);
        cut_service(world, week, Institution::police, Staffed::police, Lever::police_posts);
        cut_bench(world, week, Institution::investigators, JusticeStage::investigation);
        cut_bench(world, week, Institution::prosecutors, JusticeStage::prosecution);
        cut_bench(world, week, Institution::courts, JusticeStage::court);
        if (cuts(Institution::regional_centres)) {
            cut_centres(world, week);
        }
    }

private:
    /// Share of its centre's residents in the run who live in each county: the run has its part of the centre's posts.
    static std::array<double, county_count> shares_of_run(const Build& build)
    {
        std::array<double, centre_count> all{};
        std::array<double, county_count> share{};
        for (const CountyBlock& block : build.ground.population.counties) {
            share[block.county.value] += block.persons;
            all[build.ground.counties[block.county].centre] += block.persons;
        }
        for (std::uint8_t c = 0; c < county_count; ++c) {
            share[c] = share[c] > 0.0 ? share[c] / all[build.ground.counties[CountyId{c}].centre] : 0.0;
        }
        return share;
    }

    bool cuts(Institution one) const { return whose_ == Institution::all || whose_ == one; }

    void cut_counsellors(sim::World& world, const Week& week) const
    {
        const auto propose = world.proposals(build_.counselling.posts);
        const std::size_t units = build_.ground.school_year(week.tick).pupils.size();
        for (std::uint32_t unit = 0; unit < units; ++unit) {
            const std::int32_t change =
                counsellors_cut(unit, week.tick, week.now()) - counsellors_cut(unit, week.tick + -1, week.before());
            if (change != 0) {
                propose(0, {unit, -change, 0});
            }
        }
    }

    /// Millionths of a post: counsellors share themselves out among schools.
    std::int32_t counsellors_cut(std::uint32_t unit, sim::Tick tick, const Reach& reach) const
    {
        const Ground& ground = build_.ground;
        const double reached = reach(ground.population.localities.county[ground.population.units.locality[unit]]);
        return reached > 0.0 ? to_lever(ground.school_year(tick).pupils[unit] / build_.counselling.p.pupils_per_post *
                                        share_ * reached)
                             : 0;
    }

    void cut_service(sim::World& world, const Week& week, Institution whose, Staffed service, Lever lever) const
    {
        if (!cuts(whose)) {
            return;
        }
        const auto propose = world.proposals(build_.services.change);
        for (const CountyBlock& block : build_.ground.population.counties) {
            const CountyId county = block.county;
            const double posts = build_.services.posts[county.value][static_cast<std::size_t>(service)];
            const std::int32_t change = to_lever(posts_cut(posts, share_, week.before()(county))) -
                                        to_lever(posts_cut(posts, share_, week.now()(county)));
            if (change != 0 && block.persons > 0) {
                propose(0, {change, county.value, lever});
            }
        }
    }

    void cut_bench(sim::World& world, const Week& week, Institution whose, JusticeStage station) const
    {
        if (!cuts(whose)) {
            return;
        }
        const auto propose = world.proposals(build_.justice.staff.change);
        for (std::size_t centre = 0; centre < centre_count; ++centre) {
            const std::size_t place = justice::place(station, centre);
            const auto& counties = build_.centres.all[centre].counties;
            const auto cut = [&](const Reach& reach) {
                return posts_cut(build_.justice.staff.usual_posts[place], share_,
                                 centre_reach(reach, counties, of_centre_));
            };
            const double change = cut(week.now()) - cut(week.before());
            if (change != 0.0) {
                propose(0, {.place = static_cast<std::uint16_t>(place),
                            .leave = 0,
                            .come = 0,
                            .training = 0,
                            .posts = static_cast<std::int16_t>(-change),
                            .course = 0});
            }
        }
    }

    void cut_centres(sim::World& world, const Week& week) const
    {
        const auto propose = world.proposals(build_.centres.change);
        for (std::uint8_t centre = 0; centre < centre_count; ++centre) {
            const Centre& one = build_.centres.all[centre];
            const auto cut = [&](const Reach& reach) {
                return to_lever(one.staff * share_ * centre_reach(reach, one.counties, build_.centres.share));
            };
            const std::int32_t change = cut(week.now()) - cut(week.before());
            if (change != 0) {
                propose(0, {-change, centre});
            }
        }
    }

    const Build& build_;
    const Delivery& delivery_;
    Institution whose_;
    double share_; ///< of posts, in [0, 1]
    std::array<double, county_count> of_centre_;
};

std::unique_ptr<const Intervention> make(const Build& build, const Delivery& delivery)
{
    return std::make_unique<Cut>(build, delivery);
}

} // namespace

double posts_cut(double posts, double cut, double reach)
{
    return std::min(posts, std::round(posts * cut * reach));
}

InterventionKind kind()
{
    return {
        "staff_cut",
        "Posts are cut, of one institution or of all. Vacant posts go first, then people; what those who are left have "
        "no time for is turned away or waits. When the cut ends its posts are vacant until somebody is hired; "
        "counsellors are back at once, newcomers of the regional centres have to learn.",
        {{"institutions", "", 0.0, 0.0, 7.0, "Whose posts are cut.", institutions},
         {"cut", "1", 0.2, 0.0, 1.0, "Share of the posts that is cut."}},
        {},
        {},
        {},
        {},
        {"counsellor_posts", "child_protection_posts", "police_posts", "bench_posts", "centre_staff"},
        {{"slow_return",
          "Posts that are given back are vacant for long: the cut outlasts its end in the county.",
          "services.filling",
          {}},
         {"slow_bench", "So are those of investigators, prosecutors and courts.", "justice.vacancy", {}}},
        "Staffing: none found (E)",
        {},
        make,
        KindClass::shock,
        false,
        "institutions"};
}

} // namespace model::staff_cut
