#include "models/homes.hpp"

#include "models/build.hpp"
#include "models/levers.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace model {
namespace {

using P = HomeParameters;
using D = sim::Parameter<P>;

constexpr double hundredths = 100.0;

constexpr std::array declared{
    D{&P::children_per_carer,
      {"homes.children_per_carer", "child", 6.0, 2.0, 15.0, 'E', "assumed: no source read",
       "Children for whom a carer on duty is responsible, mean over counties."}},
    D{&P::children_per_carer_spread,
      {"homes.children_per_carer_spread", "child", 2.0, 0.0, 2.0, 'E', "assumed: uneven between counties (TIP 2024)",
       "Half-width of the counties' children per carer around the mean."}},
    D{&P::oversight,
      {"homes.oversight", "1", 0.4, 0.0, 1.0, 'E', "assumed: weak (TIP 2024: abuse in homes exposed by the press)",
       "How closely homes are inspected, mean over counties; 1 leaves nothing unseen."}},
    D{&P::oversight_spread,
      {"homes.oversight_spread", "1", 0.2, 0.0, 0.4, 'E', "assumed: uneven between counties (TIP 2024)",
       "Half-width of the counties' oversight around the mean."}},
};

std::size_t row_of(CountyId county, HomeLever lever)
{
    return county.value * home_levers + static_cast<std::size_t>(lever);
}

/// A county's own value, evenly around the mean.
double around(double mean, double half_width, double u)
{
    return mean + half_width * (2.0 * u - 1.0);
}

} // namespace

double Homes::children_per_carer(const sim::World& world, CountyId county) const
{
    const double before = world.read(carers)[county.value] / hundredths;
    return homes::children_per_carer(before, model::given(world, given, row_of(county, HomeLever::carers)));
}

double Homes::oversight(const sim::World& world, CountyId county) const
{
    const double before = world.read(inspected)[county.value] / fixed_one;
    return std::clamp(before + model::given(world, given, row_of(county, HomeLever::oversight)), 0.0, 1.0);
}

double Homes::complicity(const sim::World& world, const Build& build, CountyId county) const
{
    return build.services.complicity(world, county, Body::care_institution) * (1.0 - oversight(world, county));
}

bool Homes::complicit(const sim::World& world, const Build& build, std::uint32_t household) const
{
    const Population& people = build.ground.population;
    const Row first = people.households.first_member[household];
    return world.luck()(people.id_of(first), "homes.complicit").uniform() <
           complicity(world, build, people.county_of(first));
}

double Homes::looks_away(const sim::World& world, const Build& build, Row resident, CountyId county) const
{
    const Population& people = build.ground.population;
    if (people.care[resident] != Care::residential) {
        return complicity(world, build, county);
    }
    return complicit(world, build, people.household[resident]) ? 1.0 : 0.0;
}

std::span<const Row> Homes::residents_of(Row begin, Row end) const
{
    const auto first = std::lower_bound(residents.begin(), residents.end(), begin);
    return {first, std::lower_bound(first, residents.end(), end)};
}

namespace homes {

double children_per_carer(double before, double more)
{
    constexpr double fewest = 0.2;
    return before / std::max(1.0 + more, fewest);
}

HomeParameters resolved(const sim::Values& values)
{
    return sim::resolve(declared, values);
}

std::vector<sim::ParameterInfo> parameters()
{
    return sim::declarations(declared);
}

void make(Build& build)
{
    Homes& h = build.homes;
    auto& world = build.world;
    h.p = resolved(build.scenario.parameters);
    h.carers =
        world.add_column<std::uint16_t>({"homes.carers", "child/100", "children per carer, per county"}, county_count);
    h.inspected =
        world.add_column<std::uint16_t>({"homes.oversight", "1/65535", "oversight, per county"}, county_count);
    h.given = world.add_column<std::int32_t>({"homes.given", "1e-6", "what strategies added, per county and lever"},
                                             county_count * home_levers);
    h.add = world.add_event<HomeAddition>(
        "homes.add", [&h](sim::World& w, const sim::Step&, std::span<HomeAddition> changes) {
            for (const HomeAddition& change : changes) {
                w.write(h.given)[row_of(change.county, change.lever)] += change.amount;
            }
        });
    h.change = world.add_event<HomeChange>("homes.change",
                                           [&h](sim::World& w, const sim::Step&, std::span<HomeChange> changes) {
                                               const auto carers = w.write(h.carers);
                                               const auto inspected = w.write(h.inspected);
                                               for (const HomeChange& change : changes) {
                                                   carers[change.county.value] = change.children_per_carer;
                                                   inspected[change.county.value] = change.oversight;
                                               }
                                           });
    const auto carers = world.write(h.carers);
    const auto inspected = world.write(h.inspected);
    for (std::uint32_t county = 0; county < county_count; ++county) {
        const sim::Draw draw = world.luck()(county, "homes.county");
        const double children = around(h.p.children_per_carer, h.p.children_per_carer_spread, draw.uniform());
        const double seen = std::clamp(around(h.p.oversight, h.p.oversight_spread, draw.second()), 0.0, 1.0);
        carers[county] = static_cast<std::uint16_t>(std::lround(children * hundredths));
        inspected[county] = to_fixed(seen);
    }
    const auto& care = build.ground.population.care;
    for (Row row = 0; row < care.size(); ++row) {
        if (care[row] == Care::residential) {
            h.residents.push_back(row);
        }
    }
}

} // namespace homes
} // namespace model
