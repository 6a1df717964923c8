#include "models/interventions/law_change.hpp"

#include "models/build.hpp"
#include "models/interventions/delivery.hpp"
#include "models/levers.hpp"

#include <algorithm>
#include <cmath>

namespace model::law_change {
namespace {

using P = Parameters;

constexpr std::array declared{
    sim::Parameter<P>{&P::slip,
                      {"law_change.slip", "1", 0.1, 0.0, 1.0, 'E',
                       "assumed: one change of the law of trafficking in 2020 left a gap (S24)",
                       "Harm: how far a new law leaves a gap like that of 2020."}},
    sim::Parameter<P>{&P::slip_weeks,
                      {"law_change.slip_weeks", "week", 8.0, 1.0, 104.0, 'E', "assumed: until it is mended",
                       "For how long; of a part of a week, that part of the gap."}},
    sim::Parameter<P>{&P::draft_cost,
                      {"law_change.draft_cost", "RON/law", 400000.0, 0.0, 5000000.0, 'E',
                       "assumed: drafting, consultation, guides for those who apply it", "Once for the country."}},
};

enum Used : std::size_t { laws };

class Change : public Intervention {
public:
    Change(const Build& build, const Delivery& delivery)
        : build_(build), p_(resolved(build.scenario.parameters)),
          amounts_{{{LawLever::fee_penalties, delivery.setting("fee_penalties")},
                    {LawLever::overlooked, -delivery.setting("overlooked_less")},
                    {LawLever::unrecorded, -delivery.setting("unrecorded_less")},
                    {LawLever::age_of_consent, delivery.setting("age_of_consent")},
                    {LawLever::distinct_articles, delivery.setting("distinct_articles")}}},
          anything_(std::any_of(amounts_.begin(), amounts_.end(), [](const auto& one) { return one.second != 0.0; }))
    {
    }

    void need(const Week& week, Needs& needs) const override
    {
        if (week.begins()) {
            needs.add_national(laws, anything_ ? 1.0 : 0.0);
        }
    }

    void act(sim::World& world, const sim::Step&, const Week& week) const override
    {
        const auto propose = world.proposals(build_.law.change);
        const auto difference = [&](LawLever lever, double now, double before) {
            const std::int32_t change = to_lever(now) - to_lever(before);
            if (change != 0) {
                propose(0, {change, lever});
            }
        };
        for (const auto& [lever, amount] : amounts_) {
            difference(lever, amount * week.now().national, amount * week.before().national);
        }
        difference(LawLever::gap, gap_in(week, week.tick), gap_in(week, week.tick + -1));
    }

private:
    double gap_in(const Week& week, sim::Tick tick) const
    {
        const double whole = std::floor(p_.slip_weeks);
        const sim::Tick last = tick + -static_cast<std::int32_t>(whole);
        const double earlier = std::lerp(week.at(last).national, week.at(last + -1).national, p_.slip_weeks - whole);
        return anything_ ? gap(p_, week.at(tick).national, earlier) : 0.0;
    }

    const Build& build_;
    Parameters p_;
    std::array<std::pair<LawLever, double>, 5> amounts_;
    bool anything_;
};

std::unique_ptr<const Intervention> make(const Build& build, const Delivery& delivery)
{
    return std::make_unique<Change>(build, delivery);
}

std::vector<SettingInfo> settings()
{
    return {{"fee_penalties", "1", 1.0, 0.0, 1.0, "Criminal penalties for recruitment fees; 1 is for all."},
            {"overlooked_less", "1", 0.2, 0.0, 1.0,
             "Taken from the share of minors of the age of consent whose exploitation officials overlook."},
            {"unrecorded_less", "1", 0.2, 0.0, 1.0, "Taken from the share of them that is not registered."},
            {"age_of_consent", "year", 0.0, 0.0, 2.0, "Added to the age of consent."},
            {"distinct_articles", "1", 0.5, 0.0, 1.0,
             "Share of what goes to ordinary prosecutors as another offence that no longer does."}};
}

} // namespace

double gap(const Parameters& p, double now, double earlier)
{
    return p.slip * std::max(0.0, now - earlier);
}

Parameters resolved(const sim::Values& values)
{
    return sim::resolve(declared, values);
}

InterventionKind kind()
{
    return {
        "law_change",
        "A law from a date on, for the whole country: penalties for recruitment fees, "
        "what officials must not overlook, the age of consent, articles told apart. A new law may leave a gap.",
        settings(),
        {},
        sim::declarations(declared),
        {{"laws", "law", price_of(declared, &P::draft_cost)}},
        {},
        {"fee_penalties", "overlooked_minors", "unrecorded_minors", "age_of_consent", "distinct_articles", "law_gap"},
        {{"slip",
          "A gap of the new law ends proceedings that are open.",
          "law_change.slip",
          // Nothing is overlooked, unrecorded or misrouted, and there are no agencies: the gap is left.
          {{"false_job_offer.agencies", 0.0},
           {"law.overlooked", 0.0},
           {"law.unrecorded", 0.0},
           {"justice.misrouted", 0.0},
           {"justice.misrouted_household", 0.0},
           {"recording.misrouted", 0.0}}}},
        "Of laws none found (E)",
        {"Criminal penalties for recruitment fees; labour inspection; Spain MoU; migrant information in own "
         "language"},
        make,
        KindClass::measure,
        true};
}

} // namespace model::law_change
