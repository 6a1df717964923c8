#include "analysis/web/asked.hpp"

#include "analysis/branch.hpp"
#include "analysis/compare.hpp"
#include "analysis/explain/parts.hpp"
#include "analysis/web/caps.hpp"
#include "analysis/web/values.hpp"
#include "models/counties.hpp"
#include "models/county_names.hpp"
#include "models/scenario_text.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <set>

namespace analysis::web {
namespace {

namespace fs = std::filesystem;
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

/// Where on the page a line of a scenario's text comes from.
std::string place_of(std::string_view text, int line)
{
    int at = 1;
    int measure = -1;
    std::string key;
    for (std::size_t begin = 0; begin < text.size() && at <= line; ++at) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        const std::string_view here = text.substr(begin, end - begin);
        measure += here == "[[intervention]]" ? 1 : 0;
        key = here.substr(0, std::min(here.find(" = "), here.size()));
        begin = end + 1;
    }
    if (measure < 0) {
        return key == "end" ? "years" : key == "replicates" ? "pairs" : key == "per_year" ? "budget_per_year" : key;
    }
    const std::string where = "measures/" + std::to_string(measure);
    return key.starts_with("[") || key == "kind" ? where : where + "/values/" + key;
}

/// The same problems where the page has what is wrong.
[[noreturn]] void raise_on_page(const sim::InputError& error, const std::string& file, std::string_view text)
{
    std::vector<sim::Problem> problems = error.problems();
    for (sim::Problem& problem : problems) {
        const std::string& where = problem.where;
        if (where.size() > file.size() + 1 && where.starts_with(file) && where[file.size()] == ':') {
            int line = 0;
            std::from_chars(where.data() + file.size() + 1, where.data() + where.size(), line);
            problem.where = place_of(text, line);
        }
    }
    throw sim::InputError(std::move(problems));
}

constexpr std::array<const char*, 2> names{"baseline.toml", "scenario.toml"};

std::string extends(const Library& library)
{
    return library.baseline_file.lexically_relative(library.folder).generic_string();
}

ScenarioFrame frame_of(const Asked& asked, const Library& library)
{
    const model::Scenario& base = library.baseline;
    const std::chrono::year_month_day first{base.start};
    const sim::Date last =
        std::chrono::sys_days{(first.year() + std::chrono::years{asked.years}) / first.month() / first.day()};
    ScenarioFrame frame;
    frame.extends = extends(library);
    frame.seed = asked.seed;
    frame.replicates = asked.pairs;
    frame.end = std::min(base.end, last);
    return frame;
}

std::string joined(const std::vector<std::string>& parts)
{
    std::string all;
    for (const std::string& part : parts) {
        all += (all.empty() ? "" : " + ") + part;
    }
    return all;
}

/// What the measures are called: as in the library's file when that is what is asked for, by their kind where it says something else.
void name(const Asked& asked, const Library& library, ScenarioFrame& frame)
{
    std::vector<std::string> english_names;
    std::vector<std::string> romanian_names;
    const Words plain(Language::english);
    const Words romanian_words(Language::romanian);
    for (const MeasureChoice& choice : asked.selection.measures) {
        const LibraryMeasure* const usual = library.find(choice.kind);
        const bool as_usual = usual != nullptr && usual->choice == choice;
        english_names.push_back(as_usual ? usual->title : kind_title(choice.kind, plain));
        romanian_names.push_back(as_usual ? usual->titled(Language::romanian)
                                          : kind_title(choice.kind, romanian_words));
    }
    frame.title = joined(english_names);
    frame.title_ro = joined(romanian_names);
}

/// Whom the measures aim at, a sentence for each that does not mean everybody: what the report says below their names.
std::string aims(std::span<const model::InterventionSpec> measures, Language language)
{
    const Words words(language);
    std::string all;
    for (const model::InterventionSpec& measure : measures) {
        const std::string aim = aim_in_words(measure, words);
        if (!aim.empty()) {
            all += (all.empty() ? "" : " ") + kind_title(measure.kind, words) + ": " + aim + ".";
        }
    }
    return all;
}

std::string baseline_text(const Asked& asked, const Library& library)
{
    ScenarioFrame frame = frame_of(asked, library);
    frame.title = library.baseline.title;
    frame.title_ro = library.baseline.title_ro;
    if (asked.selection.counties.size() < library.baseline.counties.size()) {
        frame.title = frame.title_ro = joined(county_names(asked.selection.counties));
    }
    return scenario_text({.counties = asked.selection.counties}, frame);
}

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

model::Scenario baseline_of(const Asked& asked, const Library& library)
{
    const fs::path file = library.folder / names[0];
    model::FileTexts in_memory;
    in_memory.emplace(file, baseline_text(asked, library));
    return model::load_scenario(file, {}, library.words, in_memory);
}

Pair pair_of(const Asked& asked, const Library& library)
{
    const std::array files{library.folder / names[0], library.folder / names[1]};
    ScenarioFrame frame = frame_of(asked, library);
    name(asked, library, frame);
    Pair pair{{baseline_text(asked, library), scenario_text(asked.selection, frame)}, {}};
    const auto load = [&](std::size_t which) {
        model::FileTexts in_memory;
        in_memory.emplace(files[0], pair.texts[0]);
        in_memory.emplace(files[1], pair.texts[1]);
        pair.scenarios.at(which) =
            model::load_scenario(files[0], std::span(&files[1], which), library.words, in_memory);
    };
    try {
        load(0);
        load(1);
    } catch (const sim::InputError& error) {
        raise_on_page(error, files[1].generic_string(), pair.texts[1]);
    }
    const auto measures = std::span(pair.scenarios[1].interventions).subspan(library.baseline.interventions.size());
    frame.description = aims(measures, Language::english);
    frame.description_ro = aims(measures, Language::romanian);
    if (!frame.description.empty()) {
        pair.texts[1] = scenario_text(asked.selection, frame);
        load(1);
    }
    require_pairs(pair.scenarios, files);
    shared_past(pair.scenarios); // for what it refuses
    return pair;
}

std::string kind_title(const std::string& kind, const Words& words)
{
    std::string plain = kind;
    std::replace(plain.begin(), plain.end(), '_', ' ');
    std::string title = words.declared("kind." + kind + ".name", plain);
    title[0] = static_cast<char>(title[0] >= 'a' && title[0] <= 'z' ? title[0] - 'a' + 'A' : title[0]);
    return title;
}

std::string saved_text(const Pair& pair, std::size_t which, const Library& library)
{
    const fs::path way = extends(library); // "../baselines/romania.toml", "../tiny.toml", "mine.toml"
    const auto neighbour = std::find_if(way.begin(), way.end(), [](const fs::path& part) { return part != ".."; });
    return "# Saved by `veghe serve`. Keep it in the folder " + library.folder.filename().generic_string() +
           " beside " + neighbour->generic_string() +
           ", with its other half: veghe compare baseline.toml scenario.toml -o OUT\n" + pair.texts.at(which);
}

} // namespace analysis::web
