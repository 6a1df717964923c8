#include "models/centre_names.hpp"
#include "models/county_names.hpp"
#include "models/scenario_interventions.hpp"
#include "models/scenario_text.hpp"

#include <algorithm>

namespace model {
namespace {

using sim::phrase;
using sim::refusal;

/// A list that is given but empty reaches nobody, which is never what is meant.
void refuse_empty(const Section& section, const char* key)
{
    const Node* const node = section.find(key);
    const auto* const list = node ? std::get_if<Node::List>(&node->value) : nullptr;
    if (list && list->empty()) {
        section.findings().add(*node, refusal("scenario.empty-target", "{key} = [] is empty and would reach nobody",
                                              "leave the key out for everybody, or write coverage = 0",
                                              {{"key", section.name(key)}}));
    }
}

void read_target_counties(const Section& section, const Scenario& scenario, Target& target)
{
    target.counties = read_county_list(section);
    if (const Node* const node = section.find("counties"); node && std::holds_alternative<std::string>(node->value)) {
        target.counties.clear(); // "all": every county of the run
        return;
    }
    for (const CountyId county : target.counties) {
        if (!std::binary_search(scenario.counties.begin(), scenario.counties.end(), county)) {
            section.findings().add(*section.find("counties"), refusal("scenario.county-outside",
                                                                      "{key} names {code} ({name}), which is not in "
                                                                      "run.counties",
                                                                      "leave it out, or add it to run.counties",
                                                                      {{"key", section.name("counties")},
                                                                       {"code", county_code(county)},
                                                                       {"name", county_name(county)}}));
        }
    }
}

void read_grades(const Section& section, Target& target)
{
    refuse_empty(section, "grades");
    for (const std::int64_t grade : section.wholes("grades").value_or(std::vector<std::int64_t>{})) {
        target.grades.push_back(static_cast<int>(grade));
    }
    std::sort(target.grades.begin(), target.grades.end());
    if (std::adjacent_find(target.grades.begin(), target.grades.end()) != target.grades.end()) {
        section.findings().add(*section.find("grades"), refusal("scenario.grade-twice", "{key} names a grade twice",
                                                                "name it once", {{"key", section.name("grades")}}));
    }
}

void read_ages(const Section& section, Target& target)
{
    const auto ages = section.wholes("ages");
    const Node* const node = section.find("ages");
    if (!ages || std::get<Node::List>(node->value).size() != ages->size()) {
        return; // absent, or found wrong already
    }
    if (ages->size() != 2 || (*ages)[0] > (*ages)[1]) {
        section.findings().add(*node, refusal("scenario.no-range", "{key} = {value} is no range",
                                              "[youngest, oldest] in years is expected, as in [10, 17]",
                                              {{"key", section.name("ages")}, {"value", written(*node)}}));
        return;
    }
    target.youngest = static_cast<int>((*ages)[0]);
    target.oldest = static_cast<int>((*ages)[1]);
}

/// One centre of a list: its counties that are in the run.
void read_centre(const Section& section, const Node& node, const Scenario& scenario, Target& target)
{
    const auto* const text = std::get_if<std::string>(&node.value);
    const auto centre = text ? find_centre(*text) : std::nullopt;
    if (!centre) {
        const std::vector<std::string> names(centre_names.begin(), centre_names.end());
        section.findings().add(node, refusal("scenario.no-centre", "{key}: {value} is no regional centre",
                                             "the name of its seat is expected; {hint}",
                                             {{"key", section.name("centres")},
                                              {"value", written(node)},
                                              {"hint", suggestion(text ? *text : "", names, section.findings())}}));
        return;
    }
    std::size_t here = 0;
    std::string codes;
    for (const CountyId county : catchment(*centre)) {
        codes += (codes.empty() ? "" : ", ") + std::string(county_code(county));
        if (std::binary_search(scenario.counties.begin(), scenario.counties.end(), county)) {
            target.counties.push_back(county);
            ++here;
        }
    }
    if (here == 0) {
        section.findings().add(
            node, refusal("scenario.centre-outside",
                          "{key} names {centre}, none of whose counties ({codes}) is in run.counties",
                          "leave it out, or add one of them to run.counties",
                          {{"key", section.name("centres")}, {"centre", centre_names[*centre]}, {"codes", codes}}));
    }
}

/// Centres stand for the counties of their catchments.
void read_centres(const Section& section, const Scenario& scenario, Target& target)
{
    refuse_empty(section, "centres");
    const Node::List* const list =
        section.list("centres", phrase("say.array-of-centres", "an array of names such as [\"Craiova\", \"Iași\"]"));
    if (!list) {
        return;
    }
    if (section.has("counties")) {
        section.findings().add(*section.find("centres"),
                               refusal("scenario.centres-and-counties", "{centres} and {counties} both say where",
                                       "name the counties alone, or the centres whose counties are meant",
                                       {{"centres", section.name("centres")}, {"counties", section.name("counties")}}));
        return;
    }
    for (const Node& node : *list) {
        read_centre(section, node, scenario, target);
    }
    std::sort(target.counties.begin(), target.counties.end());
    if (std::adjacent_find(target.counties.begin(), target.counties.end()) != target.counties.end()) {
        section.findings().add(*section.find("centres"), refusal("scenario.centre-twice", "{key} names a centre twice",
                                                                 "name it once", {{"key", section.name("centres")}}));
    }
}

void read_persons(const Section& section, Target& target)
{
    refuse_empty(section, "care");
    auto cares = section.choices("care", care_names).value_or(std::vector<std::size_t>{});
    std::sort(cares.begin(), cares.end());
    for (const std::size_t care : cares) {
        target.care.push_back(static_cast<Care>(first_care + care));
    }
    target.boarding = section.flag("boarding");
    target.parents_abroad = section.flag("parents_abroad");
}

/// What an intervention of the kind reaches, so that it can be said why it cannot aim by a key.
sim::Message reaches(const Vocabulary::Kind& kind)
{
    const auto aims_by = [&](const char* key) {
        return std::find(kind.targets.begin(), kind.targets.end(), key) != kind.targets.end();
    };
    return aims_by("grades")       ? phrase("say.whole-classes", "whole classes")
           : kind.households       ? phrase("say.households", "households")
           : aims_by("ages")       ? phrase("say.persons-of-a-kind", "persons of a kind")
           : aims_by("settlement") ? phrase("say.whole-places", "whole places")
                                   : phrase("say.whole-county", "what a whole county has");
}

/// Whom or where a key says, to a kind that holds for the whole country and for everybody.
sim::Message idle_in_the_country(const Section& section, std::string_view key, const Vocabulary::Kind& kind)
{
    return refusal("scenario.idle-counties", "{key} says nothing to a {kind}, which holds for the whole country",
                   "leave it out", {{"key", section.name(key)}, {"kind", kind.name}});
}

/// What holds for the country holds in every county: a list would be ignored in silence.
void refuse_counties(const Section& section, const Vocabulary::Kind& kind)
{
    for (const std::string_view key : {"counties", "centres"}) {
        const Node* const node = kind.national ? section.find(key) : nullptr;
        if (node && !std::holds_alternative<std::string>(node->value)) { // "all" is what it is
            section.findings().add(*node, idle_in_the_country(section, key, kind));
        }
    }
}

/// The keys that a kind can aim by, counties and centres among them where it does not hold for the whole country.
std::string aims_of(const Vocabulary::Kind& kind)
{
    std::string keys = kind.national ? "" : "counties, centres";
    for (const std::string& key : kind.targets) {
        keys += (keys.empty() ? "" : ", ") + key;
    }
    return keys;
}

/// A target that the kind cannot aim by would be ignored in silence.
void refuse_idle_targets(const Section& section, const Vocabulary::Kind& kind)
{
    const std::string allowed = aims_of(kind);
    for (const std::string_view target : target_keys()) {
        if (section.has(target) && std::find(kind.targets.begin(), kind.targets.end(), target) == kind.targets.end()) {
            section.findings().add(*section.find(target),
                                   allowed.empty() ? idle_in_the_country(section, target, kind)
                                                   : refusal("scenario.idle-target",
                                                             "{key} says nothing to a {kind}, which reaches {reached}",
                                                             "it can aim at: {targets}",
                                                             {{"key", section.name(target)},
                                                              {"kind", kind.name},
                                                              {"reached", reaches(kind)},
                                                              {"targets", allowed}}));
        }
    }
}

} // namespace

Target read_target(const Section& section, const Scenario& scenario, const Vocabulary::Kind* kind)
{
    Target target;
    if (kind) {
        refuse_counties(section, *kind);
        refuse_idle_targets(section, *kind);
    }
    read_target_counties(section, scenario, target);
    read_centres(section, scenario, target);
    if (const auto settlement = section.choice("settlement", settlement_names)) {
        target.settlement = static_cast<Settlement>(*settlement);
    }
    refuse_empty(section, "levels");
    auto levels = section.choices("levels", school_level_names).value_or(std::vector<std::size_t>{});
    std::sort(levels.begin(), levels.end());
    for (const std::size_t level : levels) {
        target.levels.push_back(static_cast<SchoolLevel>(level));
    }
    read_grades(section, target);
    read_ages(section, target);
    read_persons(section, target);
    return target;
}

} // namespace model
