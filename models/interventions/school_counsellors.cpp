#include "models/interventions/school_counsellors.hpp"

#include "models/build.hpp"
#include "models/interventions/audience.hpp"
#include "models/interventions/delivery.hpp"

#include <algorithm>
#include <cmath>

namespace model::school_counsellors {
namespace {

using P = Parameters;

constexpr std::array declared{
    sim::Parameter<P>{&P::post_cost,
                      {"school_counsellors.post_cost", "RON/(post week)", 2290.0, 1200.0, 4000.0, 'C',
                       "costs.csv: employer_cost_counsellor_year 2024, 119,500 RON, over 52.18 weeks",
                       "What an employer pays for a counsellor's week. Read by the comparison, never by the run."}},
    sim::Parameter<P>{&P::km_cost,
                      {"school_counsellors.km_cost", "RON/km", 1.5, 0.5, 3.0, 'E', "assumed: mileage of a small car",
                       "Travel between schools. Read by the comparison, never by the run."}},
    sim::Parameter<P>{&P::start_up,
                      {"school_counsellors.start_up", "RON/post", 6000.0, 0.0, 30000.0, 'E',
                       "assumed: recruitment, room and materials", "Once for each new post."}},
};

enum Used : std::size_t { post_weeks, km, new_posts };

constexpr double millionths = 1e6;
constexpr double school_days = 5.0;

/// Weekly travel for a unit's added posts: each of their days at a school that is no base [km].
double travel_km(const CounsellingParameters& p, double posts, double added, double km_to_town)
{
    return posts >= p.full_post_share ? 0.0 : added * school_days * 2.0 * km_to_town;
}

/// What a unit has been given: a function of the reach, so that nothing need be remembered.
struct Given {
    std::int32_t posts;      ///< millionths
    std::int32_t protection; ///< millionths
};

class Counsellors : public Intervention {
public:
    Counsellors(const Build& build, const Delivery& delivery)
        : build_(build), delivery_(delivery), wanted_(delivery.setting("pupils_per_counsellor")),
          protected_role_(delivery.setting("protected_role"))
    {
    }

    void need(const Week& week, Needs& needs) const override
    {
        const Ground& ground = build_.ground;
        const CounsellingParameters& p = build_.counselling.p;
        const SchoolYear& year = ground.school_year(week.tick);
        std::array<double, county_count> gained{};
        for (std::uint32_t unit = 0; unit < year.pupils.size(); ++unit) {
            const std::uint32_t locality = ground.population.units.locality[unit];
            const CountyId county = ground.population.localities.county[locality];
            const double added = given(unit, week.tick, week.now()).posts / millionths;
            gained[county.value] += added - given(unit, week.tick + -1, week.farthest_before()).posts / millionths;
            needs.add(county, post_weeks, added);
            needs.staff(county, Staff::counsellor, added);
            if (ground.in_session(week.tick)) {
                needs.add(
                    county, km,
                    travel_km(p, year.pupils[unit] / p.pupils_per_post + added, added, ground.km_to_town[locality]));
            }
        }
        for (std::uint8_t county = 0; county < county_count; ++county) { // posts that only move with pupils are not new
            needs.add(CountyId{county}, new_posts, std::max(0.0, gained[county]));
        }
    }

    Audience audience(sim::Tick tick) const override { return pupils_meant(delivery_, tick); }

    void act(sim::World& world, const sim::Step&, const Week& week) const override
    {
        const auto propose = world.proposals(build_.counselling.posts);
        const std::size_t units = build_.ground.school_year(week.tick).pupils.size();
        for (std::uint32_t unit = 0; unit < units; ++unit) {
            const Given now = given(unit, week.tick, week.now());
            const Given before = given(unit, week.tick + -1, week.before());
            if (now.posts != before.posts || now.protection != before.protection) {
                propose(0, {unit, now.posts - before.posts, now.protection - before.protection});
            }
        }
    }

private:
    Given given(std::uint32_t unit, sim::Tick tick, const Reach& reach) const
    {
        const Ground& ground = build_.ground;
        const double share = reach(ground.population.localities.county[ground.population.units.locality[unit]]);
        if (share <= 0.0 || !delivery_.aims_at_unit(unit)) {
            return {0, 0};
        }
        const double posts =
            extra_posts(ground.school_year(tick).pupils[unit], build_.counselling.p.pupils_per_post, wanted_, share);
        return {static_cast<std::int32_t>(std::lround(posts * millionths)),
                static_cast<std::int32_t>(std::lround(protected_role_ * share * millionths))};
    }

    const Build& build_;
    const Delivery& delivery_;
    double wanted_;         ///< pupils per counsellor
    double protected_role_; ///< share
};

std::unique_ptr<const Intervention> make(const Build& build, const Delivery& delivery)
{
    return std::make_unique<Counsellors>(build, delivery);
}

} // namespace

double extra_posts(double pupils, double pupils_per_post_now, double pupils_per_post_wanted, double coverage)
{
    return std::max(0.0, pupils / pupils_per_post_wanted - pupils / pupils_per_post_now) * coverage;
}

InterventionKind kind()
{
    return {"school_counsellors",
            "More school counsellors: trusted adults who meet pupils and notice. A counsellor travels between small "
            "schools and is called away for discipline; a session can label the pupil.",
            {{"pupils_per_counsellor", "pupil", 500.0, 100.0, 2000.0, "Pupils for one counsellor where it applies."},
             {"protected_role", "1", 0.0, 0.0, 1.0, "Share of the hours lost to discipline that is given back."}},
            {"settlement"},
            sim::declarations(declared),
            {{"post_weeks", "post week", price_of(declared, &P::post_cost)},
             {"travel", "km", price_of(declared, &P::km_cost)},
             {"new_posts", "post", price_of(declared, &P::start_up)}},
            {Staff::counsellor},
            {"counsellor_posts", "counsellor_role"},
            {{"labelling",
              "A pupil seen at the counsellor's may be labelled and lose trust.",
              "counselling.labelling",
              {{"counselling.trust_dose", 0.0}, {"counselling.internalised_dose", 0.0}}}},
            "One more school counsellor (B for discipline, E here)",
            {"Meet legal counsellor minimum; 1:500; proper use of role; CJRAE support"},
            make};
}

} // namespace model::school_counsellors
