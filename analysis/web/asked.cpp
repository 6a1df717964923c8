#include "analysis/web/asked.hpp"

#include "analysis/web/caps.hpp"
#include "analysis/web/values.hpp"
#include "models/counties.hpp"
#include "models/county_names.hpp"
#include "models/scenario_text.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>

namespace analysis::web {
namespace {

using sim::refusal;

/// Reads one object of the page, and notes what is wrong where it stands.
class Reader {
public:
    Reader(const Library& library, sim::Problems& problems) : library_(library), problems_(problems) {}

    Asked read(const Json& top, bool place_only)
    {
        Asked asked;
        refuse_unknown(top, {"counties", "measures", "pairs", "seed", "years", "budget_per_year", "lang", "replaces"},
                       "");
        read_counties(top, asked.selection);
        if (!place_only) {
            read_measures(top, asked.selection);
        }
        asked.pairs = static_cast<int>(whole(top, "pairs", 1, caps.pairs, usual_pairs));
        asked.years = static_cast<int>(whole(top, "years", 1, caps.years, caps.years));
        asked.seed = static_cast<std::uint64_t>(whole(top, "seed", 0, largest_seed, usual_seed));
        read_budget(top, asked.selection);
        refuse_replaced(top);
        return asked;
    }

private:
    static constexpr double largest_seed = 9007199254740991.0; // a page's numbers are exact up to here

    void refuse_unknown(const Json& object, const std::set<std::string_view>& known, const std::string& where)
    {
        for (const auto& [key, value] : object.items()) {
            if (!known.contains(key)) {
                problems_.add(where + model::shortened(key),
                              refusal("serve.unknown-key", "is nothing that can be asked for here", "leave it out"));
            }
        }
    }

    double whole(const Json& top, const char* key, double low, double high, double usual)
    {
        if (!top.contains(key) || top[key].is_null()) {
            return usual;
        }
        const double value = top[key].is_number() ? top[key].get<double>() : std::nan("");
        if (!(value >= low && value <= high) || value != std::floor(value)) {
            problems_.add(key,
                          refusal("serve.whole", "is not a whole number from {low} to {high}", "choose one of these",
                                  {{"low", model::number_text(low)}, {"high", model::number_text(high)}}));
            return usual;
        }
        return value;
    }

    void read_counties(const Json& top, Selection& selection)
    {
        const Json empty = Json::array();
        const Json& list = top.contains("counties") ? top["counties"] : empty;
        for (const Json& item : list.is_array() ? list : empty) {
            const std::string code = item.is_string() ? item.get<std::string>() : std::string{};
            const auto county = code.size() <= 2 ? model::find_county(code) : std::nullopt;
            const auto& there = library_.baseline.counties;
            if (!county || std::find(there.begin(), there.end(), *county) == there.end()) {
                problems_.add("counties",
                              refusal("serve.no-county", "{code} is no county of the baseline",
                                      "choose counties on the map or in the list", {{"code", model::shortened(code)}}));
                return;
            }
            selection.counties.emplace_back(model::county_code(*county));
        }
        std::sort(selection.counties.begin(), selection.counties.end());
        const bool twice =
            std::adjacent_find(selection.counties.begin(), selection.counties.end()) != selection.counties.end();
        if (selection.counties.empty() || twice ||
            selection.counties.size() > static_cast<std::size_t>(caps.counties)) {
            problems_.add("counties", counties_expected());
        }
    }

    void read_measures(const Json& top, Selection& selection)
    {
        const Json empty = Json::array();
        const Json& list = top.contains("measures") && top["measures"].is_array() ? top["measures"] : empty;
        if (list.empty() || list.size() > static_cast<std::size_t>(caps.measures)) {
            problems_.add("measures", measures_expected());
            return;
        }
        std::set<std::string> named;
        for (std::size_t i = 0; i < list.size(); ++i) {
            read_measure(list[i], "measures/" + std::to_string(i), named, selection);
        }
    }

    void read_measure(const Json& item, const std::string& where, std::set<std::string>& named, Selection& selection)
    {
        const bool right = item.is_object() && item.contains("id") && item["id"].is_string();
        const std::string id = right ? item["id"].get<std::string>() : std::string{};
        const LibraryMeasure* const usual = library_.find(id);
        if (usual == nullptr) {
            problems_.add(where, refusal("serve.no-measure", "\"{id}\" is no measure of the library",
                                         "choose one of the list", {{"id", model::shortened(id)}}));
            return;
        }
        if (!named.insert(id).second) {
            problems_.add(where, chosen_twice());
            return;
        }
        refuse_unknown(item, {"id", "values"}, where + "/");
        MeasureChoice choice = usual->choice;
        const Json none = Json::object();
        const Json& values = item.contains("values") && !item["values"].is_null() ? item["values"] : none;
        if (!values.is_object()) {
            problems_.add(where + "/values", refusal("serve.values", "is no object with values of controls",
                                                     "write the keys of controls and their values, or leave it out"));
            return;
        }
        for (const auto& [key, value] : values.items()) {
            set(choice, key, value, where + "/values/" + model::shortened(key));
        }
        selection.measures.push_back(std::move(choice));
    }

    /// Whether a number of the library has been left empty; 0 takes a limit of money away.
    static bool stays_a_number(const MeasureChoice& choice, const std::string& key, const Json& value)
    {
        const auto usual = choice.values.find(key);
        return !value.is_number() && usual != choice.values.end() && std::holds_alternative<double>(usual->second);
    }

    void set(MeasureChoice& choice, const std::string& key, const Json& value, const std::string& where)
    {
        constexpr std::size_t longest_key = 40;
        const bool nothing = value.is_null() || (value.is_string() && value.get<std::string>().empty()) ||
                             (key == "budget_per_year" && value.is_number() && value.get<double>() == 0.0);
        const auto set_to = control_value(value);
        if (key == "kind" || key.size() > longest_key || (!nothing && !set_to)) {
            problems_.add(where, refusal("serve.value", "cannot be set to this", "use the control on the page"));
        } else if (nothing && !stays_a_number(choice, key, value)) {
            choice.values.erase(key);
        } else if (nothing) {
            return; // the library's, as the page shows it
        } else {
            choice.values.insert_or_assign(key, *set_to);
        }
    }

    void read_budget(const Json& top, Selection& selection)
    {
        if (!top.contains("budget_per_year") || top["budget_per_year"].is_null()) {
            return;
        }
        const Json& budget = top["budget_per_year"];
        if (!budget.is_number() || !std::isfinite(budget.get<double>()) || budget.get<double>() < 0.0) {
            problems_.add("budget_per_year",
                          refusal("serve.budget", "is no amount of RON", "write a number, or leave it out"));
        } else {
            selection.budget_per_year = budget.get<double>();
        }
    }

    void refuse_replaced(const Json& top)
    {
        if (top.contains("replaces") && !top["replaces"].is_null() && !top["replaces"].is_string()) {
            problems_.add("replaces", refusal("serve.replaces", "is no id of a run",
                                              "write the id of the run that this one takes the place of, as a text, or "
                                              "leave it out"));
        }
    }

    const Library& library_;
    sim::Problems& problems_;
};

void require_caps(const Asked& asked, const Library& library)
{
    const model::Counties counties = model::read_counties(library.baseline.data_folder);
    if (const auto many = too_many_inhabitants(asked.selection.counties, counties)) {
        throw sim::InputError("counties", *many);
    }
}

} // namespace

Asked asked_from(std::string_view json, const Library& library, bool place_only)
{
    const Json top = Json::parse(json, nullptr, false);
    if (!top.is_object()) {
        throw sim::InputError("", refusal("serve.no-json", "is no object in JSON", "use the page"));
    }
    sim::Problems problems;
    Asked asked = Reader(library, problems).read(top, place_only);
    problems.raise();
    require_caps(asked, library);
    return asked;
}

Asked first_choice(const Library& library)
{
    const auto& there = library.baseline.counties;
    const auto dolj = model::find_county("DJ");
    const bool has = std::find(there.begin(), there.end(), *dolj) != there.end();
    Asked asked;
    asked.selection.counties = {std::string(model::county_code(has ? *dolj : there.front()))};
    return asked;
}

std::string to_json(const Asked& asked, const Library& library)
{
    Json all{
        {"counties", asked.selection.counties}, {"pairs", asked.pairs}, {"seed", asked.seed}, {"years", asked.years}};
    all["measures"] = Json::array();
    for (const MeasureChoice& measure : asked.selection.measures) {
        const LibraryMeasure* const usual = library.find(measure.kind);
        sim::expect(usual != nullptr, "what was asked for is in the library");
        all["measures"].push_back({{"id", measure.kind}, {"values", values_json(*usual, measure)}});
    }
    if (asked.selection.budget_per_year) {
        all["budget_per_year"] = *asked.selection.budget_per_year;
    }
    return all.dump();
}

} // namespace analysis::web
