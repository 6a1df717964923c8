#include "analysis/escape.hpp"
#include "analysis/sweep/merge.hpp"
#include "models/scenario_text.hpp"

namespace analysis::sweep {
namespace {

/// Fields with commas between them, guarded against what a spreadsheet would take for a formula.
std::string row(std::initializer_list<std::string> fields)
{
    std::string text;
    for (const std::string& field : fields) {
        text += (text.empty() ? "" : ",") + field;
    }
    return text + "\n";
}

void add_rows(std::string& text, const std::string& key, const std::string& strategy, const UnitResult& unit,
              const ScenarioOutcome& outcome, const Keep& keep)
{
    for (const Line& line : outcome.lines) {
        const std::string ledger = line.ledger == Ledger::true_cases ? "true" : "registered";
        for (std::size_t y = 0; y < line.cases.size(); ++y) {
            text += row({key, strategy, "cases", ledger, csv(text_of(line.stratum)), unit.years[y], "person",
                         std::to_string(line.cases[y]), unit.disclosure});
        }
    }
    if (keep.costs) {
        text +=
            row({key, strategy, "cost", "", "all", "", "RON", model::number_text(outcome.cost_ron), unit.disclosure});
    }
    for (const EventLine& event : outcome.events) {
        text += row({key, strategy, "events", "", csv("event=" + event.name), "", "1", std::to_string(event.count),
                     unit.disclosure});
    }
}

} // namespace

std::string text_of(const Stratum& stratum)
{
    return stratum.kind == "all" ? "all" : stratum.kind + "=" + stratum.value;
}

std::string values_csv(const Results& results)
{
    const Manifest& m = results.manifest();
    std::string text = "point,replicate,strategy,measure,ledger,stratum,year,unit,value,disclosure\n";
    for (std::size_t p = 0; p < m.points.size(); ++p) {
        for (std::size_t r = 0; r < m.replicates; ++r) {
            const UnitResult* const unit = results.at(p, r);
            for (std::size_t s = 0; unit != nullptr && s < m.scenarios.size(); ++s) {
                add_rows(text, std::to_string(p) + "," + std::to_string(r), csv(m.scenarios[s]), *unit,
                         unit->scenarios[s], m.keep);
            }
        }
    }
    return text;
}

std::string units_csv(const Results& results)
{
    std::string text = "unit,point,replicate,finished,hidden_multiplier\n";
    for (const Unit& unit : units_of(results.manifest())) {
        const UnitResult* const found = results.at(unit.point, unit.replicate);
        text += row({unit.id, std::to_string(unit.point), std::to_string(unit.replicate), found != nullptr ? "1" : "0",
                     found != nullptr ? model::number_text(found->hidden_multiplier) : ""});
    }
    return text;
}

std::string parameters_csv(const Results& results)
{
    std::string text = "parameter,unit\n";
    for (const Parameter& parameter : results.manifest().parameters) {
        text += row({parameter.name, csv(parameter.unit)});
    }
    return text;
}

} // namespace analysis::sweep
