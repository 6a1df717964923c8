#include "models/interventions/school_counsellors.hpp"

#include "models/build.hpp"
#include "models/interventions/delivery.hpp"
#include "models/phases.hpp"

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

constexpr double millionths = 1e6;
constexpr double thousandths = 1e3;
constexpr double school_days = 5.0;

/// Weekly travel for a unit's added posts: each of their days at a school that is no base [km].
double travel_km(const CounsellingParameters& p, double posts, double added, double km)
{
    return posts >= p.full_post_share ? 0.0 : added * school_days * 2.0 * km;
}

/// What the strategy has given a unit by a tick: a function of the tick, so that nothing need be remembered.
struct Given {
    std::int32_t posts;
    std::int32_t protection;
};

class Plan {
public:
    Plan(const Build& build, const InterventionSpec& spec) : build_(&build), delivery_(spec, build.ground) {}

    /// What the strategy gives in a week, to every unit alike.
    struct Terms {
        sim::Tick tick;
        double coverage;
        double pupils_per_counsellor;
        double protected_role;
    };
    Terms terms(sim::Tick tick) const
    {
        return {tick, delivery_.coverage(tick), delivery_.setting("pupils_per_counsellor"),
                delivery_.setting("protected_role")};
    }

    Given given(std::uint32_t unit, const Terms& terms) const
    {
        if (terms.coverage <= 0.0 || !delivery_.aims_at_unit(unit)) {
            return {0, 0};
        }
        const double posts =
            extra_posts(build_->ground.school_year(terms.tick).pupils[unit], build_->counselling.p.pupils_per_post,
                        terms.pupils_per_counsellor, terms.coverage);
        return {static_cast<std::int32_t>(std::lround(posts * millionths)),
                static_cast<std::int32_t>(std::lround(terms.protected_role * terms.coverage * millionths))};
    }

    struct Counts {
        sim::Measure<sim::NoLedger> post_weeks, km, new_posts;
    };

    /// Brings each unit to what the week's coverage asks for, and counts what is used.
    void advance(sim::World& world, const sim::Step& step, const Counts& counts) const
    {
        const Ground& ground = build_->ground;
        const CounsellingParameters& p = build_->counselling.p;
        const SchoolYear& year = ground.school_year(step.tick);
        const auto propose = world.proposals(build_->counselling.posts);
        double post_weeks = 0.0;
        double km = 0.0;
        double new_posts = 0.0;
        const bool begins = step.tick == ground.clock.first();
        const Terms this_week = terms(step.tick);
        const Terms week_before = terms(begins ? step.tick : step.tick + -1);
        for (std::uint32_t unit = 0; unit < year.pupils.size(); ++unit) {
            const Given now = given(unit, this_week);
            const Given before = begins ? Given{0, 0} : given(unit, week_before);
            if (now.posts != before.posts || now.protection != before.protection) {
                propose(0, {unit, now.posts - before.posts, now.protection - before.protection});
            }
            const double added = now.posts / millionths;
            const double all = year.pupils[unit] / p.pupils_per_post + added;
            post_weeks += added;
            new_posts += (now.posts - before.posts) / millionths;
            if (ground.in_session(step.tick)) {
                km += travel_km(p, all, added, ground.km_to_town[ground.population.units.locality[unit]]);
            }
        }
        const auto count = [&](sim::Measure<sim::NoLedger> measure, double amount) {
            if (build_->ledgers.months.counts(step.tick)) {
                world.measures().count(measure, {}, std::llround(amount * thousandths));
            }
        };
        count(counts.post_weeks, post_weeks);
        count(counts.km, km);
        count(counts.new_posts, std::max(0.0, new_posts)); // posts that only move with the pupils are not new
    }

    bool touches(sim::Tick tick) const { return delivery_.active(tick) || delivery_.active(tick + -1); }

private:
    const Build* build_;
    Delivery delivery_;
};

void make(Build& build, const InterventionSpec& spec)
{
    const sim::Values& values = build.scenario.parameters;
    const Plan plan(build, spec);
    const Plan::Counts counts{
        build.add_resource(spec.name, "post_weeks", "post week", 1.0 / thousandths, priced(declared[0].info, values)),
        build.add_resource(spec.name, "travel", "km", 1.0 / thousandths, priced(declared[1].info, values)),
        build.add_resource(spec.name, "new_posts", "post", 1.0 / thousandths, priced(declared[2].info, values))};
    build.plan.add(
        {"school_counsellors: " + spec.name, phase::prevention, [plan, counts](sim::World& w, const sim::Step& step) {
             if (plan.touches(step.tick)) {
                 plan.advance(w, step, counts);
             }
         }});
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
            make};
}

} // namespace model::school_counsellors
