#include "analysis/branch.hpp"
#include "analysis/compare.hpp"
#include "analysis/explain/parts.hpp"
#include "analysis/web/asked.hpp"
#include "models/county_names.hpp"
#include "models/scenario_text.hpp"

#include <algorithm>
#include <charconv>

namespace analysis::web {
namespace {

namespace fs = std::filesystem;

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
        frame.no_question = true;
    }
    return scenario_text({.counties = asked.selection.counties}, frame);
}

} // namespace

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
