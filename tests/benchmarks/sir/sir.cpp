#include "tests/benchmarks/sir/sir.hpp"

#include "sim/graph/generators.hpp"
#include "sim/plan.hpp"
#include "sim/sha256.hpp"

#include <algorithm>
#include <numeric>

namespace sir {
namespace {

using sim::Row;
using sim::Step;
using sim::World;

enum State : std::uint8_t { susceptible, infectious, recovered };

constexpr std::size_t rows_per_chunk = 4096;
constexpr std::size_t infected_per_chunk = 256; ///< each looks at a dozen contacts

/// Whole days until something of constant daily chance happens, by inversion of a table: sums and products alone, so
/// the same on every machine. What would happen after `longest` days happens then.
class Wait {
public:
    Wait(double daily_chance, int longest) : longer_(static_cast<std::size_t>(longest) + 1, 0.0)
    {
        double left = 1.0;
        for (int day = 0; day < longest; ++day, left *= 1.0 - daily_chance) {
            longer_[static_cast<std::size_t>(day)] = left;
        }
    }
    bool is_longer(double u, int days) const { return u <= longer_[static_cast<std::size_t>(days)]; }
    bool is(double u, int days) const { return days > 0 && is_longer(u, days - 1) && !is_longer(u, days); }
    int days(double u) const
    {
        const auto end = std::partition_point(longer_.begin(), longer_.end(), [u](double p) { return u <= p; });
        return static_cast<int>(end - longer_.begin());
    }

private:
    std::vector<double> longer_; ///< chance that it takes more than so many days
};

struct Change {
    Row row;
    std::uint32_t to;
};
struct Later {
    Change change;
    std::int32_t days;
};

/// The world of one epidemic. Rules and processes hold a pointer to it, so it stays where it is.
class Epidemic {
public:
    Epidemic(const sim::CsrLayer& graph, const Disease& disease, int days, const sim::Luck& luck)
        : graph_(graph), clock_(origin, origin + std::chrono::days(days), 1), world_(luck),
          until_passed_on_(disease.pass_on, days + 1), until_recovery_(disease.recover, days + 1),
          edges_(sim::chunk_count(graph.rows(), std::min(rows_per_chunk, infected_per_chunk)))
    {
        state_ = world_.add_column<std::uint8_t>({"state", "1", "susceptible, infectious, recovered"}, graph.rows());
        day_ = world_.add_column<std::uint16_t>({"day", "day", "of infection, counted from the start"}, graph.rows());
        infected_ = world_.add_records<Row>({"infected", "person", "everybody ever infected, in order of time"});
        due_ = world_.add_calendar<Change>({"due", "change", "what will happen unless it has happened already"});
        changed_ = world_.add_event<Change>("changed", [this](World& w, const Step& step, std::span<Change> all) {
            for (const Change& change : all) {
                settle(w, change, step.tick - clock_.first());
            }
        });
        later_ = world_.add_event<Later>("later", [this](World& w, const Step& step, std::span<Later> all) {
            for (const Later& later : all) {
                w.schedule(due_, step.tick + later.days, later.change);
            }
        });
    }
    Epidemic(const Epidemic&) = delete;
    Epidemic& operator=(const Epidemic&) = delete;

    Course run(std::uint32_t seeds, Way way)
    {
        for (std::uint64_t i = 0; i < seeds; ++i) {
            settle(world_, {static_cast<Row>(i * graph_.rows() / seeds), infectious}, 0);
        }
        const sim::Phase change{1, "change"};
        const sim::Phase look_ahead{2, "look ahead"};
        sim::Plan plan;
        if (way == Way::asked_daily) {
            plan.add({"ask", change, [this](World& w, const Step& step) { ask(w, step); }});
        } else {
            plan.add({"happen", change, [this](World& w, const Step& step) { happen(w, step); }});
            plan.add({"spread", look_ahead, [this](World& w, const Step& step) { spread(w, step); }});
        }
        sim::run(world_, plan, clock_);
        return result();
    }

private:
    void settle(World& w, const Change& change, int today)
    {
        std::uint8_t& state = w.write(state_)[change.row];
        if (change.to == recovered) {
            state = recovered;
        } else if (state == susceptible) { // several contacts may pass it on in one day
            state = infectious;
            w.write(day_)[change.row] = static_cast<std::uint16_t>(today);
            w.append(infected_, change.row);
        }
    }
    /// Traits of a person and of an ordered pair: nobody is infected twice.
    double luck_of(Row row) const { return world_.luck()(row, "sir.recover").uniform(); }
    double luck_of(Row from, Row to) const { return world_.luck()(from, "sir.pass_on", {}, to).uniform(); }

    void ask(World& w, const Step& step)
    {
        const int today = step.tick - clock_.first();
        const auto state = w.read(state_);
        const auto day = w.read(day_);
        const auto propose = w.proposals(changed_, sim::chunk_count(state.size(), rows_per_chunk));
        sim::for_each_chunk(state.size(), rows_per_chunk, [&](sim::Chunk chunk) {
            std::uint64_t edges = 0;
            for (auto row = static_cast<Row>(chunk.begin); row < chunk.end; ++row) {
                if (state[row] == susceptible) {
                    edges += graph_.degree(row);
                    bool caught = false;
                    for (const Row other : graph_.neighbours(row)) {
                        caught |=
                            state[other] == infectious && until_passed_on_.is(luck_of(other, row), today - day[other]);
                    }
                    if (caught) {
                        propose(chunk.index, {row, infectious});
                    }
                } else if (state[row] == infectious && until_recovery_.is(luck_of(row), today - day[row])) {
                    propose(chunk.index, {row, recovered});
                }
            }
            edges_[chunk.index] += edges;
        });
    }

    void happen(World& w, const Step& step)
    {
        const auto state = w.read(state_);
        const auto due = w.due(due_, step.tick);
        const auto propose = w.proposals(changed_, sim::chunk_count(due.size(), rows_per_chunk));
        sim::for_each_chunk(due.size(), rows_per_chunk, [&](sim::Chunk chunk) {
            for (const Change& change : due.subspan(chunk.begin, chunk.end - chunk.begin)) {
                if (change.to == recovered || state[change.row] == susceptible) {
                    propose(chunk.index, change);
                }
            }
        });
    }

    void spread(World& w, const Step& step)
    {
        const int today = step.tick - clock_.first();
        const auto state = w.read(state_);
        const auto day = w.read(day_);
        const auto all = w.read(infected_);
        const auto before = std::partition_point(all.begin(), all.end(), [&](Row row) { return day[row] < today; });
        const auto fresh = all.subspan(static_cast<std::size_t>(before - all.begin()));
        const auto propose = w.proposals(later_, sim::chunk_count(fresh.size(), infected_per_chunk));
        sim::for_each_chunk(fresh.size(), infected_per_chunk, [&](sim::Chunk chunk) {
            std::uint64_t edges = 0;
            for (const Row row : fresh.subspan(chunk.begin, chunk.end - chunk.begin)) {
                const int length = until_recovery_.days(luck_of(row));
                propose(chunk.index, {{row, recovered}, length});
                for (const Row other : graph_.neighbours(row)) {
                    if (state[other] != susceptible) {
                        continue;
                    }
                    const double u = luck_of(row, other);
                    if (!until_passed_on_.is_longer(u, length)) {
                        propose(chunk.index, {{other, infectious}, until_passed_on_.days(u)});
                    }
                }
                edges += graph_.degree(row);
            }
            edges_[chunk.index] += edges;
        });
    }

    Course result() const
    {
        Course course;
        course.infections.resize(static_cast<std::size_t>(clock_.steps()));
        for (const Row row : world_.read(infected_)) {
            ++course.infections[world_.read(day_)[row]];
        }
        for (const std::uint8_t state : world_.read(state_)) {
            ++course.people.at(state);
        }
        course.edges_read = std::accumulate(edges_.begin(), edges_.end(), std::uint64_t{0});
        course.outcome =
            sim::Sha256().update(std::as_bytes(world_.read(state_))).update(std::as_bytes(world_.read(day_))).hex();
        course.digest = world_.state_digest();
        return course;
    }

    static constexpr sim::Date origin = sim::Date(std::chrono::days(11'000)); ///< any day will do

    const sim::CsrLayer& graph_;
    sim::Clock clock_;
    World world_;
    Wait until_passed_on_;
    Wait until_recovery_;
    std::vector<std::uint64_t> edges_; ///< read, by number of the chunk
    sim::Column<std::uint8_t> state_;
    sim::Column<std::uint16_t> day_;
    sim::Records<Row> infected_;
    sim::Calendar<Change> due_;
    sim::Event<Change> changed_;
    sim::Event<Later> later_;
};

} // namespace

sim::CsrLayer random_graph(std::uint32_t people, double mean_degree, const sim::Luck& luck)
{
    constexpr std::uint32_t rows_per_range = 1u << 16;
    const std::size_t ranges = sim::chunk_count(people, rows_per_range);
    std::vector<Row> range_first;
    for (std::size_t range = 0; range <= ranges; ++range) {
        range_first.push_back(static_cast<Row>(std::min<std::size_t>(people, range * rows_per_range)));
    }
    std::vector<std::vector<std::uint64_t>> ties(ranges);
    const auto count = static_cast<std::uint32_t>(mean_degree / 2.0 * people);
    for (std::uint32_t tie = 0; tie < count; ++tie) {
        const sim::Draw draw = luck(tie, "sir.graph");
        const Row a = draw.below(people);
        const Row b = draw.second_below(people);
        ties[a / rows_per_range].push_back(sim::tie_of(a, b));
        if (a / rows_per_range != b / rows_per_range) {
            ties[b / rows_per_range].push_back(sim::tie_of(a, b));
        }
    }
    return sim::ties_to_layer(range_first, ties);
}

Course run(const sim::CsrLayer& graph, const Disease& disease, std::uint32_t seeds, int days, Way way,
           const sim::Luck& luck)
{
    return Epidemic(graph, disease, days, luck).run(seeds, way);
}

} // namespace sir
