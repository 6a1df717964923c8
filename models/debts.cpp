#include "models/debts.hpp"

#include "models/build.hpp"

#include <array>

namespace model {
namespace {

using P = DebtParameters;

constexpr std::array declared{
    sim::Parameter<P>{&P::least_deprived,
                      {"debts.least_deprived", "1", 0.05, 0.0, 1.0, 'E', "assumed: no source read",
                       "Share of the least deprived households that debts press."}},
    sim::Parameter<P>{&P::most_deprived,
                      {"debts.most_deprived", "1", 0.45, 0.0, 1.0, 'E', "assumed: no source read",
                       "Share of the most deprived households that debts press."}},
};

} // namespace

bool Debts::of(const sim::World& world, const Ground& ground, std::uint32_t household, sim::Tick tick) const
{
    const auto since = static_cast<DebtNews>(world.read(news)[household]);
    if (since == DebtNews::relieved) {
        return false;
    }
    const auto& households = ground.population.households;
    constexpr double byte = 255.0;
    const AgentId first = ground.population.id_of(households.first_member[household]);
    const bool pressed = since == DebtNews::fallen || world.luck()(first, "debts.initial").uniform() <
                                                          debts::share(p, households.deprivation[household] / byte);
    return pressed && !(supports->in_use(world) && supports->income_reaches(world, ground, household, tick) &&
                        world.luck()(first, "debts.supported").uniform() < supports->p.income_debts);
}

namespace debts {

double share(const DebtParameters& p, double deprivation)
{
    return p.least_deprived + (p.most_deprived - p.least_deprived) * deprivation;
}

DebtParameters resolved(const sim::Values& values)
{
    return sim::resolve(declared, values);
}

std::vector<sim::ParameterInfo> parameters()
{
    return sim::declarations(declared);
}

void make(Build& build)
{
    Debts& d = build.debts;
    auto& world = build.world;
    d.p = resolved(build.scenario.parameters);
    d.supports = &build.supports;
    d.news = world.add_column<std::uint8_t>({"debts.news", "1", "debts: 0 as drawn, 1 relieved, 2 fallen into"},
                                            build.ground.population.households.deprivation.size());
    d.change = world.add_event<DebtChange>("debts.change",
                                           [&d](sim::World& w, const sim::Step&, std::span<DebtChange> changes) {
                                               const auto news = w.write(d.news);
                                               for (const DebtChange& change : changes) {
                                                   news[change.household] = static_cast<std::uint8_t>(change.news);
                                               }
                                           });
}

} // namespace debts
} // namespace model
