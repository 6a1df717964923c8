#include "models/interventions/mass_media_campaign.hpp"

#include "models/build.hpp"
#include "models/interventions/audience.hpp"
#include "models/interventions/county_lever.hpp"
#include "models/interventions/delivery.hpp"
#include "models/interventions/rural_campaign.hpp"

#include <algorithm>

namespace model::mass_media_campaign {
namespace {

using P = Parameters;

constexpr std::array declared{
    sim::Parameter<P>{&P::wave_exposure,
                      {"mass_media_campaign.wave_exposure", "1", 0.10, 0.0, 0.5, 'C',
                       "Snyder 1999: prevention campaigns reach about 40 %, +4 points; attention assumed a quarter",
                       "Mean exposure of the country's residents by one wave."}},
    sim::Parameter<P>{&P::wave_cost,
                      {"mass_media_campaign.wave_cost", "RON/wave", 750000.0, 100000.0, 5000000.0, 'C',
                       "costs.csv: national_campaign_cost 2023",
                       "One wave in the whole country, of which a county pays the part of its residents. Read by the "
                       "comparison, never by the run."}},
    sim::Parameter<P>{&P::design_cost,
                      {"mass_media_campaign.design_cost", "RON/campaign", 150000.0, 0.0, 1500000.0, 'E',
                       "assumed: a fifth of a wave", "Once for the country: film, posters, pages."}},
};

enum Used : std::size_t { waves, campaigns };

constexpr double weeks_per_year = sim::days_per_year / 7.0;

/// Waves on television, radio and social networks.
class Media : public Intervention {
public:
    Media(const Build& build, const Delivery& delivery)
        : build_(build), delivery_(delivery), p_(resolved(build.scenario.parameters)),
          round_(weeks_per_year / delivery.setting("waves_per_year"))
    {
    }

    void need(const Week& week, Needs& needs) const override
    {
        if (week.begins()) {
            needs.add_national(campaigns, 1.0);
        }
        if (wave_comes(week)) {
            for (const CountyBlock& block : build_.ground.population.counties) {
                needs.add(block.county, waves,
                          resident_share(build_.ground.counties, block.county) * week.now()(block.county));
            }
        }
    }

    Audience audience(sim::Tick) const override { return residents_meant(delivery_); }

    void act(sim::World& world, const sim::Step&, const Week& week) const override
    {
        if (!wave_comes(week)) {
            return;
        }
        const auto propose = world.proposals(build_.beliefs.media_wave);
        for (const CountyBlock& block : build_.ground.population.counties) {
            if (const std::uint16_t dose = to_fixed(exposure(p_, week.now()(block.county)));
                dose != 0 && block.persons > 0) {
                propose(0, {block.county.value, dose});
            }
        }
    }

private:
    bool wave_comes(const Week& week) const
    {
        return delivery_.active(week.tick) && rural_campaign::turn_comes(0.0, round_, week.tick - delivery_.first());
    }

    const Build& build_;
    const Delivery& delivery_;
    Parameters p_;
    double round_; ///< weeks
};

std::unique_ptr<const Intervention> make(const Build& build, const Delivery& delivery)
{
    return std::make_unique<Media>(build, delivery);
}

} // namespace

double exposure(const Parameters& p, double reach)
{
    return std::min(1.0, p.wave_exposure * reach);
}

Parameters resolved(const sim::Values& values)
{
    return sim::resolve(declared, values);
}

InterventionKind kind()
{
    return {
        "mass_media_campaign",
        "Waves of a campaign on television, radio and social networks, for the whole country or a region. People know "
        "the word, and some the number to call; they hardly act otherwise, and who only knows the word may feel safe.",
        {{"waves_per_year", "1/year", 2.0, 0.2, 12.0, "Waves in a year."}},
        {},
        sim::declarations(declared),
        {{"national_waves", "wave", price_of(declared, &P::wave_cost)},
         {"design", "campaign", price_of(declared, &P::design_cost)}},
        {},
        {"media"},
        {{"false_security",
          "Who knows the words and not how to act takes more risks.",
          "lover_boy.false_security",
          {{"beliefs.media_internalises", 0.0}, {"beliefs.media_reports", 0.0}}}},
        "Mass campaigns (A in general health): knowledge yes, behaviour r 0.05; anti-trafficking media (B for "
        "knowledge)",
        {"Rural-specific, targeted campaigns; national and regional mass campaigns",
         "Named past campaigns (14 in S3), \"Be careful…\", \"Traffic does not forgive\", \"Work is a right\", "
         "demand-side Facebook campaign"},
        make};
}

} // namespace model::mass_media_campaign
