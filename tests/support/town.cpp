#include "tests/support/town.hpp"

#include "sim/thin.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace town {
namespace {

using sim::AgentId;
using sim::Row;
using sim::Step;
using sim::World;

constexpr double half_life_weeks = 26.0;
constexpr double one_talk = 0.3; ///< belief that one talk adds
constexpr std::size_t rows_per_chunk = 256;

const sim::Phase talking{1, "talking"};
const sim::Phase falling{2, "falling"};
const sim::Phase coming_back{3, "coming back"};
const sim::Phase looking_round{4, "looking round"};

struct Told {
    Row row;
    std::uint32_t teller;
};
struct Change {
    Row row;
    std::uint32_t to; ///< 0 well, 1 + path fallen
};
struct Asked {
    std::uint32_t id;
    Row row;
};
struct Case {
    std::uint32_t id;
    std::int32_t tick;
    std::uint32_t path;
};

/// The town's state and what is done to it. Rules and processes hold a pointer to it, so it stays where it is.
class Town {
public:
    Town(const Setting& setting, const sim::Luck& luck, sim::Tick origin);
    Town(const Town&) = delete;
    Town& operator=(const Town&) = delete;

    Outcome live(const sim::Clock& clock);

private:
    void declare_events();
    void make_plan();
    void talk(World& w, const Step& step);
    void fall(World& w, const Step& step);
    void come_back(World& w, const Step& step);
    void look_round(World& w, const Step& step);
    double ratio(const World& w, const Step& step, Row row) const;
    double highest_ratio() const;
    void note(Row row, sim::Tick tick, std::uint32_t what);

    const Setting& setting_;
    sim::Tick origin_;
    World world_;
    sim::Plan plan_;
    std::vector<Row> row_of_;
    Outcome outcome_;
    sim::Column<std::uint8_t> state_; ///< 0 well, 1 + path fallen
    sim::Column<sim::Decaying> belief_;
    sim::Column<std::uint8_t> helped_;
    sim::Column<std::uint16_t> fallen_contacts_; ///< ticks times contacts
    sim::Records<Case> cases_;
    sim::Records<double> mood_;
    sim::Calendar<Row> returns_;
    sim::Event<Told> told_;
    sim::Event<Change> changed_;
    sim::Event<Asked> asked_;
    sim::Event<Told> noticed_;
    sim::Event<double> mooded_;
    sim::Measure<Ledger> falls_;
};

Town::Town(const Setting& setting, const sim::Luck& luck, sim::Tick origin)
    : setting_(setting), origin_(origin), world_(luck), row_of_(setting.id_space, sim::no_row)
{
    for (Row row = 0; row < setting.ids.size(); ++row) {
        row_of_[setting.ids[row]] = row;
    }
    const std::size_t rows = setting.ids.size();
    state_ = world_.add_column<std::uint8_t>({"state", "1", "0 well, 1 + path fallen"}, rows);
    belief_ = world_.add_column<sim::Decaying>({"belief", "1", "fades"}, rows);
    helped_ = world_.add_column<std::uint8_t>({"helped", "1", "times helped"}, rows);
    fallen_contacts_ = world_.add_column<std::uint16_t>({"fallen_contacts", "week", "seen so far"}, rows);
    cases_ = world_.add_records<Case>({"cases", "case", "every fall"});
    mood_ = world_.add_records<double>({"mood", "1", "of each tick"});
    returns_ = world_.add_calendar<Row>({"returns", "person", "when the fallen come back"});
    falls_ = world_.measures().add<Ledger>(
        {"falls", "person", {}, {{"path", std::vector<std::string>(setting.hazards.size(), "path")}}, "falls by path"});
    outcome_.falls_by_path.resize(setting.hazards.size());
    declare_events();
    make_plan();
}

void Town::note(Row row, sim::Tick tick, std::uint32_t what)
{
    outcome_.history.push_back({setting_.ids[row], tick.value, what});
}

void Town::declare_events()
{
    told_ = world_.add_event<Told>("told", [this](World& w, const Step& step, std::span<Told> all) {
        const auto belief = w.write(belief_);
        for (const Told& t : all) {
            belief[t.row] = sim::added(belief[t.row], one_talk, step.tick, origin_, half_life_weeks);
        }
        outcome_.talks += static_cast<std::int64_t>(all.size());
    });
    changed_ = world_.add_event<Change>("changed", [this](World& w, const Step& step, std::span<Change> all) {
        const auto state = w.write(state_);
        for (const Change& c : all) {
            state[c.row] = static_cast<std::uint8_t>(c.to);
            note(c.row, step.tick, c.to == 0 ? 0 : 1 + c.to);
            if (c.to == 0) {
                continue;
            }
            w.append(cases_, {setting_.ids[c.row], step.tick.value, c.to - 1});
            w.measures().count(falls_, {c.to - 1});
            if (setting_.away > 0) {
                w.schedule(returns_, step.tick + setting_.away, c.row);
            }
        }
    });
    asked_ = world_.add_event<Asked>("asked", [this](World& w, const Step& step, std::span<Asked> all) {
        // A limited place is given by id, so that nobody's row or thread decides.
        std::sort(all.begin(), all.end(), [](const Asked& a, const Asked& b) { return a.id < b.id; });
        const auto helped = w.write(helped_);
        for (const Asked& a : all.first(std::min<std::size_t>(all.size(), setting_.places))) {
            ++helped[a.row];
            note(a.row, step.tick, 1);
        }
    });
    noticed_ = world_.add_event<Told>("noticed", [this](World& w, const Step&, std::span<Told> all) {
        const auto seen = w.write(fallen_contacts_);
        for (const Told& t : all) {
            ++seen[t.row];
        }
    });
    mooded_ = world_.add_event<double>(
        "mooded", [this](World& w, const Step&, std::span<double> all) { w.append(mood_, all[0]); });
}

void Town::make_plan()
{
    const auto process = [this](void (Town::*advance)(World&, const Step&)) {
        return [this, advance](World& w, const Step& step) { (this->*advance)(w, step); };
    };
    plan_.add({"talk", talking, process(&Town::talk)});
    plan_.add({"fall", falling, process(&Town::fall)});
    plan_.add({"come_back", coming_back, process(&Town::come_back)});
    plan_.add({"look_round", looking_round, process(&Town::look_round)});
}

void Town::talk(World& w, const Step& step)
{
    const auto tell = w.proposals(told_, sim::thinning_chunks({0}, setting_.id_space));
    sim::thin(step, "town.talk", {0}, setting_.id_space, step.probability(setting_.talks),
              [&](std::size_t chunk, AgentId id) {
                  const Row row = row_of_[id.value];
                  if (row == sim::no_row || setting_.contacts[id.value].empty()) {
                      return;
                  }
                  const auto& contacts = setting_.contacts[id.value];
                  const auto n = static_cast<std::uint32_t>(contacts.size());
                  const Row to = row_of_[contacts[sim::choose(step.luck, id.value, "town.contact", step.tick, 0, n)]];
                  if (to != sim::no_row) {
                      tell(chunk, {to, id.value});
                  }
              });
}

double Town::highest_ratio() const
{
    return std::exp(setting_.tie_effect + setting_.mood_effect);
}

/// Of this person's hazards to those of someone without fallen contacts, belief or mood.
double Town::ratio(const World& w, const Step& step, Row row) const
{
    const std::uint32_t id = setting_.ids[row];
    const auto state = w.read(state_);
    const auto& contacts = setting_.contacts[id];
    const auto fallen = std::count_if(contacts.begin(), contacts.end(), [&](std::uint32_t other) {
        return row_of_[other] != sim::no_row && state[row_of_[other]] != 0;
    });
    const double share = contacts.empty() ? 0.0 : static_cast<double>(fallen) / static_cast<double>(contacts.size());
    const double belief = sim::decayed(w.read(belief_)[row], step.tick, origin_, half_life_weeks);
    const auto mood = w.read(mood_);
    const double now = mood.empty() ? 0.0 : mood.back();
    return (id % 2 == 0 ? setting_.lowering : 1.0) *
           std::exp(setting_.tie_effect * share + setting_.belief_effect * belief + setting_.mood_effect * now);
}

void Town::fall(World& w, const Step& step)
{
    const std::size_t chunks = sim::thinning_chunks({0}, setting_.id_space);
    const auto change = w.proposals(changed_, chunks);
    const auto ask = w.proposals(asked_, chunks);
    const double all = std::accumulate(setting_.hazards.begin(), setting_.hazards.end(), 0.0);
    const double bound = step.probability(all * highest_ratio());
    sim::thin(step, "town.fall", {0}, setting_.id_space, bound, [&](std::size_t chunk, AgentId id) {
        const Row row = row_of_[id.value];
        if (row == sim::no_row || w.read(state_)[row] != 0 ||
            std::binary_search(setting_.banned.begin(), setting_.banned.end(), id.value)) {
            return;
        }
        const double chance = step.probability(all * ratio(w, step, row)) / bound;
        sim::expect(chance <= 1.0, "a hazard lies above its bound");
        const sim::Draw draw = step.luck(id, "town.accept", step.tick);
        if (draw.uniform() >= chance) {
            return;
        }
        double left = draw.second() * all;
        std::uint32_t path = 0;
        while (path + 1 < setting_.hazards.size() && left >= setting_.hazards[path]) {
            left -= setting_.hazards[path++];
        }
        change(chunk, {row, 1 + path});
        ask(chunk, {id.value, row});
    });
}

void Town::come_back(World& w, const Step& step)
{
    const auto change = w.proposals(changed_);
    for (const Row row : w.due(returns_, step.tick)) {
        change(0, {row, 0});
    }
}

void Town::look_round(World& w, const Step& step)
{
    const auto state = w.read(state_);
    const std::size_t rows = state.size();
    const auto notice = w.proposals(noticed_, sim::chunk_count(rows, rows_per_chunk));
    sim::for_each_chunk(rows, rows_per_chunk, [&](sim::Chunk chunk) {
        for (std::size_t row = chunk.begin; row < chunk.end; ++row) {
            for (const std::uint32_t other : setting_.contacts[setting_.ids[row]]) {
                if (row_of_[other] != sim::no_row && state[row_of_[other]] != 0) {
                    notice(chunk.index, {static_cast<Row>(row), other});
                }
            }
        }
    });
    const auto belief = w.read(belief_);
    const double mood =
        sim::sum(
            rows, [&](std::size_t row) { return sim::decayed(belief[row], step.tick, origin_, half_life_weeks); },
            rows_per_chunk) /
        static_cast<double>(rows);
    w.proposals(mooded_)(0, mood);
}

Outcome Town::live(const sim::Clock& clock)
{
    sim::Observer observer;
    observer.step = [this](const World& w, sim::Tick) {
        std::vector<std::int64_t> by_state(1 + setting_.hazards.size());
        for (const std::uint8_t s : w.read(state_)) {
            ++by_state.at(s);
        }
        // Every fall not yet followed by a return is a person who is away: two ways to count the same people.
        std::int64_t away = 0;
        for (const Happening& h : outcome_.history) {
            away += h.what == 0 ? -1 : h.what >= 2 ? 1 : 0;
        }
        const auto people = static_cast<std::int64_t>(setting_.ids.size());
        outcome_.states_lost += by_state[0] + away == people ? 0 : 1;
        return true;
    };
    sim::run(world_, plan_, clock, observer);
    outcome_.digest = world_.state_digest();
    outcome_.fallen = world_.measures().total(falls_);
    for (const sim::Cell& cell : world_.measures().cells(falls_)) {
        outcome_.falls_by_path[cell.position] = cell.count;
    }
    std::sort(outcome_.history.begin(), outcome_.history.end());
    return std::move(outcome_);
}

} // namespace

Setting ring(std::uint32_t people, std::uint32_t spacing)
{
    Setting setting;
    setting.id_space = people * spacing;
    setting.contacts.resize(setting.id_space);
    for (std::uint32_t i = 0; i < people; ++i) {
        setting.ids.push_back(i * spacing);
        for (const std::uint32_t step : {people - 2, people - 1, 1u, 2u}) {
            setting.contacts[i * spacing].push_back((i + step) % people * spacing);
        }
    }
    return setting;
}

Outcome live(const Setting& setting, const sim::Luck& luck, int weeks)
{
    const sim::Date start = *sim::parse_date("2022-01-03");
    const sim::Clock clock(start, start + std::chrono::days{7 * weeks});
    return Town(setting, luck, clock.first()).live(clock);
}

std::vector<Happening> without(std::vector<Happening> history, const std::vector<std::uint32_t>& ids)
{
    std::erase_if(history, [&](const Happening& h) { return std::find(ids.begin(), ids.end(), h.id) != ids.end(); });
    return history;
}

} // namespace town
