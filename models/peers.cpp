#include "models/peers.hpp"

#include "models/build.hpp"
#include "models/phases.hpp"
#include "sim/ahead.hpp"

#include <algorithm>
#include <tuple>

namespace model {
namespace {

/// Somebody who speaks to a friend, of what.
struct Speaker {
    Row row;
    sim::Draw draw;
    const News* news{};
};

/// Calls body with speakers, their friends at hand when it is called.
template <class Body>
auto ahead_of_friends(const sim::CliqueLayer& friendship, Body body)
{
    return sim::ahead<Speaker>(
        std::move(body), [&](const Speaker& s) { friendship.fetch_row(s.row); },
        [&](const Speaker& s) { friendship.fetch_groups(s.row); },
        [&](const Speaker& s) { friendship.fetch_bounds(s.row); },
        [&](const Speaker& s) { friendship.fetch_members(s.row); });
}

/// What a friend takes from what somebody learnt.
std::uint16_t passed_on(const BeliefParameters& p, double learnt)
{
    return to_fixed(p.peer_share * learnt);
}

/// Those to whom a counsellor spoke this week speak to a friend: a few, never a sweep over the ties.
struct Sessions {
    std::uint16_t internalised;
    std::uint16_t trust;

    void advance(sim::World& world, const sim::Step& step, const Build& build) const
    {
        const Beliefs& b = build.beliefs;
        const Ground& ground = build.ground;
        const auto changed = world.read(b.changed);
        constexpr std::size_t chunk_size = 4096;
        const auto propose = world.proposals(b.dose, sim::chunk_count(changed.size(), chunk_size));
        sim::for_each_chunk(changed.size(), chunk_size, [&](sim::Chunk chunk) {
            const sim::CliqueLayer& friendship = ground.networks.friendship;
            auto speak = ahead_of_friends(friendship, [&](const Speaker& s) {
                const Row listener = friendship.pick(s.row, s.draw.second());
                if (listener != sim::no_row) {
                    propose(chunk.index, {listener, internalised, Belief::internalised, 1});
                    propose(chunk.index, {listener, trust, Belief::trust_gain, 1});
                }
            });
            for (std::size_t i = chunk.begin; i < chunk.end; ++i) {
                const auto [row, tick] = changed[i];
                const sim::Draw draw = step.luck(ground.population.id_of(row), "beliefs.peer", step.tick);
                if (tick == step.tick.value && draw.uniform() < b.p.peer_probability) {
                    speak({row, draw});
                }
            }
            speak.finish();
        });
    }
};

/// The week's news, one entry for each class or place: two strategies may reach the same one.
std::vector<News> news_of_week(std::span<const News> all, sim::Tick tick)
{
    std::vector<News> week;
    std::copy_if(all.begin(), all.end(), std::back_inserter(week), [&](const News& n) { return n.tick == tick.value; });
    std::sort(week.begin(), week.end(), [](const News& a, const News& b) {
        return std::tuple(a.row, a.amount, a.opt_out) < std::tuple(b.row, b.amount, b.opt_out);
    });
    std::size_t kept = 0;
    for (const News& n : week) {
        if (kept > 0 && week[kept - 1].row == n.row) {
            News& same = week[kept - 1];
            same.amount = static_cast<std::uint16_t>(std::min(int{same.amount} + n.amount, 0xFFFF));
            same.opt_out = std::max(same.opt_out, n.opt_out);
        } else {
            week[kept++] = n;
        }
    }
    week.resize(kept);
    return week;
}

/// Pupils who heard a lesson this week speak to a friend outside the class: what a class hears together is in the
/// measured effect of lessons already.
void speak_of_lessons(sim::World& world, const sim::Step& step, const Build& build)
{
    const Beliefs& b = build.beliefs;
    const auto& classes = build.ground.population.classes;
    const sim::CliqueLayer& friendship = build.ground.networks.friendship;
    const auto week = news_of_week(world.read(b.lessons_given), step.tick);
    const auto pupils_of = [&](const News& news) {
        return std::span(classes.members.data() + classes.member_first[news.row],
                         classes.members.data() + classes.member_first[news.row + 1]);
    };
    constexpr std::size_t chunk_size = 64;
    const auto propose = world.proposals(b.dose, sim::chunk_count(week.size(), chunk_size));
    sim::for_each_chunk(week.size(), chunk_size, [&](sim::Chunk chunk) {
        auto speak = ahead_of_friends(friendship, [&](const Speaker& s) {
            const Row listener = friendship.pick(s.row, s.draw.second());
            if (!build.life.attends(world, s.row) || listener == sim::no_row ||
                std::ranges::binary_search(pupils_of(*s.news), listener)) {
                return;
            }
            const double dose = s.news->amount / fixed_one;
            const double ready = beliefs::receptivity_to_lessons(world.luck(), build.ground.population.id_of(s.row));
            propose(chunk.index,
                    {listener, passed_on(b.p, beliefs::uptake(b.p.lesson_informs, dose, ready)), Belief::informed, 1});
            propose(chunk.index, {listener, passed_on(b.p, beliefs::uptake(b.p.lesson_internalises, dose, ready)),
                                  Belief::internalised, 1});
        });
        for (std::size_t i = chunk.begin; i < chunk.end; ++i) {
            for (const Row pupil : pupils_of(week[i])) {
                const AgentId id = build.ground.population.id_of(pupil);
                const sim::Draw draw = step.luck(id, "beliefs.lesson_told", step.tick);
                if (draw.uniform() < b.p.peer_probability &&
                    !beliefs::opts_out(world.luck(), id, week[i].opt_out / fixed_one)) {
                    speak({pupil, draw, &week[i]});
                }
            }
        }
        speak.finish();
    });
}

/// Some who met a campaign in their place this week speak to a friend: it passes on as what it was, information.
void speak_of_campaigns(sim::World& world, const sim::Step& step, const Build& build)
{
    const Beliefs& b = build.beliefs;
    const auto& places = build.ground.population.localities;
    const sim::CliqueLayer& friendship = build.ground.networks.friendship;
    const auto week = news_of_week(world.read(b.campaigns_given), step.tick);
    if (b.p.peer_probability == 0.0) {
        return;
    }
    constexpr std::size_t chunk_size = 32;
    const auto propose = world.proposals(b.dose, sim::chunk_count(week.size(), chunk_size));
    sim::for_each_chunk(week.size(), chunk_size, [&](sim::Chunk chunk) {
        auto speak = ahead_of_friends(friendship, [&](const Speaker& s) {
            const Row listener = friendship.pick(s.row, s.draw.uniform());
            if (listener == sim::no_row || !build.life.present(world, s.row, step.tick) ||
                build.life.locality(world, s.row) != s.news->row) {
                return;
            }
            const double dose = s.news->amount / fixed_one;
            const double ready = beliefs::receptivity_to_campaigns(world.luck(), build.ground.population.id_of(s.row));
            propose(chunk.index, {listener, passed_on(b.p, beliefs::uptake(b.p.campaign_informs, dose, ready)),
                                  Belief::informed, 1});
        });
        for (std::size_t i = chunk.begin; i < chunk.end; ++i) {
            const News& news = week[i];
            const Row first = places.first_row[news.row];
            const double rate = b.p.peer_probability * (news.amount / fixed_one);
            peers::for_each_speaker(step, places.siruta[news.row], places.first_row[news.row + 1] - first,
                                    b.p.peer_probability, rate, [&](std::uint32_t resident, const sim::Draw& draw) {
                                        speak({first + resident, draw, &news});
                                    });
        }
        speak.finish();
    });
}

} // namespace

namespace peers {

void make(Build& build)
{
    const BeliefParameters& p = build.beliefs.p;
    const sim::Values& values = build.scenario.parameters;
    const Sessions sessions{passed_on(p, counselling::internalised_dose(values)),
                            to_fixed(p.peer_trust_share * counselling::trust_dose(values))};
    build.plan.add({"peers", phase::beliefs, [&build_of_run = build, sessions](sim::World& w, const sim::Step& step) {
                        sessions.advance(w, step, build_of_run);
                    }});
    build.plan.add({"peers: campaigns", phase::beliefs, [&build_of_run = build](sim::World& w, const sim::Step& step) {
                        speak_of_campaigns(w, step, build_of_run);
                    }});
    build.plan.add({"peers: lessons", phase::beliefs, [&build_of_run = build](sim::World& w, const sim::Step& step) {
                        speak_of_lessons(w, step, build_of_run);
                    }});
}

} // namespace peers
} // namespace model
