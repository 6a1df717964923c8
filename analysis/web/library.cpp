#include "analysis/web/library.hpp"

#include "models/county_names.hpp"
#include "models/scenario_text.hpp"
#include "sim/error.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <system_error>

namespace analysis::web {
namespace {

namespace fs = std::filesystem;

/// The first of these folders, or one above it, below which the file is; empty when there is none.
fs::path nearest_above(const std::vector<fs::path>& from, const fs::path& below)
{
    std::error_code ignored;
    for (fs::path place : from) {
        for (; !place.empty(); place = place.parent_path()) {
            if (fs::is_regular_file(place / below, ignored)) {
                return place / below;
            }
            if (place == place.parent_path()) {
                break;
            }
        }
    }
    return {};
}

/// The kinds that a strategy of the library puts together.
std::vector<std::string> kinds_in(const fs::path& baseline, const fs::path& strategy)
{
    std::vector<std::string> kinds;
    try {
        const std::array overlay{strategy};
        for (const model::InterventionSpec& spec : model::load_scenario(baseline, overlay).interventions) {
            kinds.push_back(spec.kind);
        }
    } catch (const sim::InputError&) {
        kinds.clear();
    }
    return kinds;
}

/// The page's heading for each kind: the strategies that do everything of one sort say which those are.
std::map<std::string, std::string_view, std::less<>> groups_of(const fs::path& baseline, const fs::path& strategies)
{
    constexpr std::array<std::pair<std::string_view, std::string_view>, 3> sorts{
        {{"all_school.toml", "school"}, {"all_community.toml", "community"}, {"all_justice.toml", "institutions"}}};
    std::map<std::string, std::string_view, std::less<>> groups;
    for (const auto& [file, group] : sorts) {
        for (const std::string& kind : kinds_in(baseline, strategies / file)) {
            groups.emplace(kind, group);
        }
    }
    return groups;
}

const model::InterventionKind& kind_named(std::string_view name)
{
    const auto& all = model::interventions();
    const auto found = std::find_if(all.begin(), all.end(), [&](const auto& kind) { return kind.name == name; });
    sim::expect(found != all.end(), "a checked measure is of a kind of the registry");
    return *found;
}

/// A strategy of one measure; nothing where it has more, or does not go with the baseline.
std::vector<LibraryMeasure> measure_of(const Library& library, const fs::path& file)
{
    try {
        const std::array overlay{file};
        const model::Scenario scenario = model::load_scenario(library.baseline_file, overlay);
        if (scenario.interventions.size() != library.baseline.interventions.size() + 1) {
            return {};
        }
        const model::InterventionSpec& spec = scenario.interventions.back();
        LibraryMeasure measure{&kind_named(spec.kind),
                               scenario.title,
                               scenario.title_ro,
                               scenario.description,
                               scenario.description_ro,
                               spec,
                               choice_of(spec, library.words),
                               "community"};
        if (spec.end == library.baseline.end) {
            measure.choice.values.erase("end"); // of a shorter run it would be outside
        }
        return {std::move(measure)};
    } catch (const sim::InputError&) {
        return {};
    }
}

constexpr std::string_view around_paths = " \"'()=,;\n";

/// Whether a path can begin here, and is not within a word or another path.
bool begins_at(std::string_view text, std::size_t at)
{
    const std::string_view before = text.substr(0, at);
    return before.empty() || around_paths.find(before.back()) != std::string_view::npos || before.ends_with("„");
}

/// Without the folders of whatever else is an absolute path; one without a space in it.
std::string without_other_folders(std::string text)
{
    for (std::size_t at = text.find('/'); at != std::string::npos; at = text.find('/', at)) {
        const std::size_t end = std::min(text.find_first_of(around_paths, at), text.size());
        const std::size_t last = text.rfind('/', end - 1);
        if (begins_at(text, at) && last > at) {
            text.erase(at, last - at + 1);
        } else {
            ++at;
        }
    }
    return text;
}

} // namespace

const std::string& LibraryMeasure::titled(Language language) const
{
    return language == Language::romanian && !title_ro.empty() ? title_ro : title;
}

const std::string& LibraryMeasure::described(Language language) const
{
    return language == Language::romanian && !description_ro.empty() ? description_ro : description;
}

const LibraryMeasure* Library::find(std::string_view kind) const
{
    const auto found =
        std::find_if(measures.begin(), measures.end(), [&](const LibraryMeasure& m) { return m.kind->name == kind; });
    return found == measures.end() ? nullptr : &*found;
}

std::string Library::without_folders(std::string text) const
{
    std::vector<fs::path> known{folder, scenarios, baseline_file.parent_path(),
                                baseline.data_folder}; // may have spaces
    if (baseline.posterior) {
        known.push_back(baseline.posterior->file.parent_path());
    }
    std::vector<std::string> folders;
    for (const fs::path& one : known) {
        folders.push_back(one.generic_string() + "/");
    }
    std::sort(folders.begin(), folders.end(), [](const auto& a, const auto& b) { return a.size() > b.size(); });
    for (const std::string& one : folders) {
        const bool names_a_place = one.front() == '/' && one.find_first_not_of('/') != std::string::npos;
        for (std::size_t at = text.find(one); names_a_place && at != std::string::npos; at = text.find(one, at)) {
            if (begins_at(text, at)) {
                text.erase(at, one.size());
            } else {
                ++at;
            }
        }
    }
    return without_other_folders(std::move(text));
}

fs::path usual_baseline()
{
    std::error_code ignored;
    const fs::path program = fs::read_symlink("/proc/self/exe", ignored);
    fs::path found =
        nearest_above({fs::current_path(ignored), program.parent_path()}, "scenarios/baselines/romania.toml");
    if (found.empty()) {
        throw sim::InputError("veghe serve",
                              sim::refusal("serve.no-baseline",
                                           "scenarios/baselines/romania.toml was found neither above the working "
                                           "folder nor above the program",
                                           "begin in the folder of Veghe, or name a baseline with --baseline"));
    }
    return found;
}

Library read_library(const fs::path& baseline)
{
    Library library;
    library.baseline_file = fs::absolute(baseline).lexically_normal();
    library.baseline = model::load_scenario(library.baseline_file);
    library.words = model::registry_vocabulary();
    std::error_code none;
    const fs::path beside = library.baseline_file.parent_path();
    library.scenarios = fs::is_directory(beside / "strategies", none) ? beside : beside.parent_path();
    const fs::path& scenarios = library.scenarios;
    library.folder = scenarios / "saved";
    if (beside == library.folder) { // the baseline was saved itself: what is saved over it would take its name
        library.folder /= "saved";
    }
    const auto groups = groups_of(library.baseline_file, scenarios / "strategies");
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(scenarios / "strategies", none)) {
        if (entry.path().extension() == ".toml") {
            files.push_back(entry.path());
        }
    }
    std::sort(files.begin(), files.end());
    for (const fs::path& file : files) {
        for (LibraryMeasure& measure : measure_of(library, file)) {
            const auto group = groups.find(measure.kind->name);
            measure.group = measure.kind->shock() ? "shock" : group == groups.end() ? "community" : group->second;
            if (library.find(measure.kind->name) == nullptr) {
                library.measures.push_back(std::move(measure));
            }
        }
    }
    std::sort(library.measures.begin(), library.measures.end(),
              [](const LibraryMeasure& a, const LibraryMeasure& b) { return a.kind < b.kind; });
    return library;
}

std::vector<std::string> county_names(const std::vector<std::string>& codes)
{
    std::vector<std::string> names;
    for (const std::string& code : codes) {
        names.emplace_back(model::county_name(*model::find_county(code)));
    }
    return names;
}

} // namespace analysis::web
