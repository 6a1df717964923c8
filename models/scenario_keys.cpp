#include "models/scenario_keys.hpp"

#include "models/costs.hpp"
#include "models/scenario.hpp"
#include "sim/error.hpp"

#include <algorithm>
#include <array>

namespace model {
namespace {

using T = KeyType;

constexpr std::array<std::string_view, 2> settlements{"urban", "rural"};
constexpr std::array<std::string_view, 3> levels{"primary", "gymnasium", "upper"};
constexpr std::array<std::string_view, 5> cares{"two_parents", "one_parent", "relatives", "foster", "residential"};

/// No country spends more on prevention in a year [RON].
constexpr double largest_budget = 1e11;

constexpr std::array keys{
    KeyInfo{"", "format", T::whole, "Format of the file; 1 in this version.", 1, 1, "1", {}, true},
    KeyInfo{"", "extends", T::text, "File over which this one is merged, as seen from this one."},
    KeyInfo{"", "title", T::text, "Name of the scenario, for people."},
    KeyInfo{"", "title_ro", T::text, "The same in Romanian; left out, the title."},
    KeyInfo{"", "description", T::text, "What the report says of this scenario."},
    KeyInfo{"", "description_ro", T::text, "The same in Romanian; left out, the description."},
    KeyInfo{"", "question", T::text, "What a comparison with this scenario asks."},
    KeyInfo{"", "question_ro", T::text, "The same in Romanian; left out, the question."},
    KeyInfo{"", "calibrated", T::flag, "True only where a posterior is named; default: whether one is."},
    KeyInfo{"", "test_only", T::flag, "True marks raised rates: every page says that it is no result; default false."},
    KeyInfo{"", "measures", T::kinds, "Interventions that are taken with all their defaults, by name."},
    KeyInfo{"", "variables", T::table, "Named values, used as \"$name\" and changed by --set name=value."},
    KeyInfo{"", "run", T::table, "Where and when; a strategy has none."},
    KeyInfo{"", "population", T::table, "Who is simulated."},
    KeyInfo{"", "model", T::table, "Which pathways are on."},
    KeyInfo{"", "parameters", T::table, "Only what departs from the declared values."},
    KeyInfo{"", "posterior", T::table, "Which file of veghe calibrate the replicates draw parameters from."},
    KeyInfo{"", "output", T::table, "What is recorded; never changes what happens."},
    KeyInfo{"", "branch", T::table, "Up to when all strategies share one past."},
    KeyInfo{"", "budget", T::table, "What all interventions together may cost."},
    KeyInfo{"", "costs", T::table, "In which money costs are stated, and how later money counts."},
    KeyInfo{"", "intervention", T::tables, "One intervention: what, when, for whom, how much."},

    KeyInfo{"run", "start", T::date, "First day; the run covers [start, end) in weeks.", 0, 0, "1", {}, true},
    KeyInfo{"run", "end", T::date, "Day before which the run ends.", 0, 0, "1", {}, true},
    KeyInfo{"run", "warmup_weeks", T::whole, "Weeks before start that are simulated and not counted; default 0.", 0,
            520, "weeks"},
    KeyInfo{"run", "seed", T::whole, "Luck of the runs; left out, the program chooses, prints and stores one.", 0,
            largest_seed},
    KeyInfo{"run", "replicates", T::whole, "How many runs; default 1.", 1, 100'000},
    KeyInfo{
        "run", "counties", T::counties, "Counties by code or name in any spelling, or \"all\".", 0, 0, "1", {}, true},

    KeyInfo{"population", "seed", T::whole, "The same persons in every replicate and strategy; default 1.", 0,
            largest_seed},
    KeyInfo{
        "population", "data", T::text, "Folder of the tables, seen from the file that names it.", 0, 0, "1", {}, true},

    KeyInfo{"model", "pathways", T::pathways, "Pathways that are on; left out, every one; [] for none."},

    KeyInfo{"posterior",
            "file",
            T::text,
            "File of veghe calibrate, seen from the file that names it.",
            0,
            0,
            "1",
            {},
            true},
    KeyInfo{"posterior", "draws", T::whole,
            "How many of its draws the replicates take in turn; default half as many as replicates.", 1, 100'000},
    KeyInfo{"posterior", "effects", T::choice,
            "What measures bring: drawn from the \"prior\" of its grade, or as \"declared\"; default \"prior\".", 0, 0,
            "1", effects_names},

    KeyInfo{"output", "monthly", T::flag, "Record by month; default true."},
    KeyInfo{"output", "strata", T::flag, "Record by sex, age band, settlement, care, pathway and form; default true."},
    KeyInfo{"output", "resources", T::flag, "Record what interventions use; default true."},
    KeyInfo{"output", "events", T::flag, "Record how often events happen; default true."},

    KeyInfo{"branch", "at", T::date, "Date up to which all strategies share one past.", 0, 0, "1", {}, true},
    KeyInfo{"branch", "checkpoints", T::text, "Folder in which the past is kept for later runs."},

    KeyInfo{"budget",
            "per_year",
            T::number,
            "Most that all interventions together may cost in a calendar year.",
            0,
            largest_budget,
            "RON",
            {},
            true},

    KeyInfo{"costs", "price_year", T::whole, "Year of whose RON all prices are; only 2024.", price_year, price_year},
    KeyInfo{"costs", "discount_rate", T::number, "By how much less money counts a year later; default 0.03.", 0, 0.1,
            "1/year"},
    KeyInfo{"costs", "discount_from", T::date,
            "Day up to which all money counts in full; default the start of the run."},
    KeyInfo{"costs", "discount_effects", T::flag, "Also states what is averted discounted; default false."},

    KeyInfo{"intervention", "kind", T::kind, "What is done.", 0, 0, "1", {}, true},
    KeyInfo{"intervention", "name", T::text, "Name, unique in the scenario; default the kind."},
    KeyInfo{"intervention", "start", T::date, "First day; default the start of the run."},
    KeyInfo{"intervention", "end", T::date, "Day on which it is over; default the end of the run."},
    KeyInfo{"intervention", "ramp_weeks", T::number, "Time over which coverage grows from 0; default 0.", 0, 520,
            "weeks"},
    KeyInfo{"intervention", "coverage", T::number, "Share of those meant who are reached; default 1.", 0, 1},
    KeyInfo{"intervention", "budget_per_year", T::number,
            "Most that this one may cost in a calendar year; left out, no limit of its own.", 0, largest_budget, "RON"},
    KeyInfo{"intervention", "counties", T::counties, "Counties of the run; left out, all of them."},
    KeyInfo{"intervention", "centres", T::centres, "Regional centres, for the counties of theirs in the run."},
    KeyInfo{"intervention", "settlement", T::choice, "Left out, both.", 0, 0, "1", settlements},
    KeyInfo{"intervention", "levels", T::choices, "School levels; left out, all.", 0, 0, "1", levels},
    KeyInfo{"intervention", "grades", T::wholes, "0 (preparatory) to 12; left out, all.", 0, 12},
    KeyInfo{"intervention", "ages", T::range, "[youngest, oldest]; left out, all.", 0, 120, "years"},
    KeyInfo{"intervention", "care", T::choices, "Minors by who looks after them; left out, all.", 0, 0, "1", cares},
    KeyInfo{"intervention", "boarding", T::flag, "Whether they board at school; left out, both."},
    KeyInfo{"intervention", "parents_abroad", T::flag, "Whether they are minors with a parent abroad; left out, both."},
};

} // namespace

std::span<const KeyInfo> scenario_keys()
{
    return keys;
}

const KeyInfo& scenario_key(std::string_view table, std::string_view key)
{
    const auto* const found =
        std::find_if(keys.begin(), keys.end(), [&](const KeyInfo& k) { return k.table == table && k.key == key; });
    sim::expect(found != keys.end(), "a key that is read is declared");
    return *found;
}

std::vector<std::string> keys_of(std::string_view table)
{
    std::vector<std::string> names;
    for (const KeyInfo& key : keys) {
        if (key.table == table) {
            names.emplace_back(key.key);
        }
    }
    return names;
}

sim::Message home_of(std::string_view key)
{
    sim::Message homes;
    for (const KeyInfo& info : keys) {
        if (info.key == key && key != "format") { // which is a setting of an intervention, too
            sim::Message home =
                info.table.empty()
                    ? sim::phrase("say.top", "the top of the file")
                    : sim::phrase("say.table", "{table}",
                                  {{"table", info.table == "intervention" ? "[[intervention]]"
                                                                          : "[" + std::string(info.table) + "]"}});
            homes = homes.empty() ? std::move(home)
                                  : sim::phrase("say.or", "{first} or {second}",
                                                {{"first", std::move(homes)}, {"second", std::move(home)}});
        }
    }
    return homes;
}

std::span<const std::string_view> target_keys()
{
    static constexpr std::array<std::string_view, 7> targets{"settlement", "levels",   "grades",        "ages",
                                                             "care",       "boarding", "parents_abroad"};
    return targets;
}

bool takes_no_variable(std::string_view table, std::string_view key)
{
    using Place = std::pair<std::string_view, std::string_view>;
    static constexpr std::array<Place, 7> places{
        Place{"", "format"},          Place{"", "extends"},           Place{"", "measures"},
        Place{"population", "data"},  Place{"branch", "checkpoints"}, Place{"posterior", "file"},
        Place{"intervention", "kind"}};
    return std::find(places.begin(), places.end(), Place{table, key}) != places.end();
}

} // namespace model
