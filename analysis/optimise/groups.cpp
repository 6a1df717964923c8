#include "analysis/optimise/groups.hpp"

namespace analysis::optimise {
namespace {

constexpr std::size_t women = 3;
constexpr std::size_t men = 4;
constexpr std::size_t urban = 5;
constexpr std::size_t rural = 6;
constexpr std::size_t first_care = 7; ///< of Care::two_parents

constexpr std::uint32_t bit(std::size_t group)
{
    return std::uint32_t{1} << group;
}

} // namespace

std::uint32_t groups_of(bool female, bool minor, model::Settlement settlement, model::Care care)
{
    std::uint32_t groups = bit(all_of_them) | bit(settlement == model::Settlement::rural ? rural : urban);
    groups |= bit(minor ? (female ? girls : boys) : (female ? women : men));
    if (minor && care != model::Care::adult) {
        groups |= bit(first_care + static_cast<std::size_t>(care) - static_cast<std::size_t>(model::Care::two_parents));
    }
    return groups;
}

void GroupWatch::see(const model::Build& build, sim::Tick next)
{
    const sim::Tick when = next + -1;
    if (when < from_ || !build.ledgers.months.counts(when)) {
        return;
    }
    for (const model::Case& one : build.world.read(build.cases.open)) {
        if (one.start == when.value) {
            count(build, one, when);
        }
    }
    for (const model::ClosedCase& closed : build.world.read(build.cases.closed_lately)) {
        if (closed.subject.start == when.value && closed.tick == when.value) { // opened and closed within the week
            count(build, closed.subject, when);
        }
    }
}

void GroupWatch::count(const model::Build& build, const model::Case& one, sim::Tick when)
{
    const model::Population& people = build.ground.population;
    const bool minor = model::age_at(people.birth_week[one.person], when) < of_age;
    const std::uint32_t groups =
        groups_of(people.sex[one.person] == model::Sex::female, minor, build.life.settlement(build.world, one.person),
                  build.life.care(build.world, one.person, when));
    for (std::size_t g = 0; g < counts_.size(); ++g) {
        counts_[g] += (groups >> g) & 1u;
    }
}

} // namespace analysis::optimise
