#include "models/interventions/anitp_staffing.hpp"

#include "models/build.hpp"
#include "models/interventions/centre_lever.hpp"
#include "models/interventions/delivery.hpp"

#include <algorithm>

namespace model::anitp_staffing {
namespace {

using P = Parameters;

constexpr std::array declared{
    sim::Parameter<P>{&P::post_cost,
                      {"anitp_staffing.post_cost", "RON/(post week)", 2600.0, 1000.0, 8000.0, 'C',
                       "costs.csv: anitp_staff_employer_cost_year 2023, 130,000 RON, and the year since",
                       "A post for a week. Read by the comparison, never by the run."}},
    sim::Parameter<P>{&P::start_up,
                      {"anitp_staffing.start_up", "RON/post", 20000.0, 0.0, 200000.0, 'E',
                       "assumed: recruitment, room, equipment, part of a car", "Once for each new post."}},
};

enum Used : std::size_t { post_weeks, new_posts };

class Staffing : public Intervention {
public:
    Staffing(const Build& build, const Delivery& delivery) : build_(build), posts_(delivery.setting("staff_per_centre"))
    {
    }

    void need(const Week& week, Needs& needs) const override
    {
        add_time(week, needs);
        for (const CountyBlock& block : build_.ground.population.counties) {
            const CountyId county = block.county;
            const double full = posts_ * build_.centres.share[county.value];
            const double posts = full * week.now()(county);
            needs.add(county, post_weeks, posts);
            needs.add(county, new_posts, std::max(0.0, posts - full * week.farthest_before()(county)));
            needs.staff(county, Staff::facilitator, posts);
        }
    }

    void act(sim::World& world, const sim::Step&, const Week& week) const override
    {
        const auto propose = world.proposals(build_.centres.change);
        for (std::uint8_t centre = 0; centre < centre_count; ++centre) {
            const auto posts = [&](const Reach& reach) {
                return to_lever(posts_ *
                                centre_reach(reach, build_.centres.all[centre].counties, build_.centres.share));
            };
            const Reach& most = week.farthest_before();
            const std::int32_t change = posts(week.now()) - posts(week.before());
            const std::int32_t new_ones = posts(farther(most, week.now())) - posts(most);
            if (change != 0) {
                propose(0, {.amount = change, .centre = centre, .known = std::max(0, change - new_ones)});
            }
        }
    }

private:
    /// The time for prevention of those who are added, less what the new ones among them take to learn: a centre has it for
    /// its counties outside the run, too.
    void add_time(const Week& week, Needs& needs) const
    {
        const CentreParameters& p = build_.centres.p;
        for (std::uint8_t c = 0; c < county_count; ++c) {
            const CountyId county{c};
            const double brought =
                p.added_yield * week.now()(county) - p.induction_loss * still_new(week, county, p.induction_half_life);
            needs.add_to_centre(county, centres::prevention_share(p) * posts_ * build_.centres.share[c] * brought);
        }
    }

    const Build& build_;
    double posts_; ///< of each centre, added
};

std::unique_ptr<const Intervention> make(const Build& build, const Delivery& delivery)
{
    return std::make_unique<Staffing>(build, delivery);
}

} // namespace

Parameters resolved(const sim::Values& values)
{
    return sim::resolve(declared, values);
}

InterventionKind kind()
{
    return {"anitp_staffing",
            "More staff for the regional centres of ANITP: more hours for those referred and for prevention. Newcomers "
            "and those who teach them lose time at first.",
            {{"staff_per_centre", "person", 4.5, 0.0, 30.0, "Persons added to each regional centre, on average."}},
            {},
            sim::declarations(declared),
            {{"post_weeks", "post week", price_of(declared, &P::post_cost)},
             {"new_posts", "post", price_of(declared, &P::start_up)}},
            {Staff::facilitator},
            {"centre_staff"},
            {{"induction",
              "Newcomers and those who teach them lose time, and fewer are referred meanwhile.",
              "centres.induction_loss",
              {{"centres.added_yield", 0.0}}}},
            "Staffing: none found (E)",
            {"More ANITP staff"},
            make};
}

} // namespace model::anitp_staffing
