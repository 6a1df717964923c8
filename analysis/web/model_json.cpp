#include "analysis/explain/parts.hpp"
#include "analysis/provenance.hpp"
#include "analysis/report/report.hpp"
#include "analysis/web/asked.hpp"
#include "analysis/web/controls.hpp"
#include "analysis/web/json.hpp"
#include "analysis/web/labels.hpp"
#include "analysis/web/library.hpp"
#include "analysis/web/words.hpp"
#include "models/counties.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace analysis::web {
namespace {

/// For the first screen: what the source report's own dilemmas are about.
constexpr std::array<std::string_view, 6> featured{"school_counsellors",  "curriculum",          "rural_campaign",
                                                   "mass_media_campaign", "proactive_screening", "boarding_support"};

/// The weakest grade that the evidence names: a letter A to E that stands alone.
char weakest_grade(std::string_view evidence)
{
    char weakest = 'A';
    const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    for (std::size_t i = 0; i < evidence.size(); ++i) {
        const bool alone =
            (i == 0 || !letter(evidence[i - 1])) && (i + 1 == evidence.size() || !letter(evidence[i + 1]));
        const bool grade = evidence[i] >= 'A' && evidence[i] <= 'E';
        const bool begins = i > 0 && (evidence[i - 1] == '(' || evidence[i - 1] == ' '); // "A cat" begins no bracket
        if (alone && grade && begins) {
            weakest = std::max(weakest, evidence[i]);
        }
    }
    return weakest;
}

Json measure_json(const Library& library, const LibraryMeasure& measure, Language language, const Words& words)
{
    const Text& text = server_text(language);
    const std::string kind(measure.kind->name);
    const auto declared = [&](const std::string& what, std::string_view doc) {
        return words.declared("kind." + kind + "." + what, doc);
    };
    Json one{{"id", kind},
             {"title", measure.titled(language)},
             {"name", kind_title(kind, words)},
             {"description", measure.described(language)},
             {"does", declared("does", measure.kind->doc)},
             {"harm", ""}};
    if (!measure.kind->harms.empty()) {
        const model::HarmInfo& harm = measure.kind->harms.front();
        one["harm"] = declared("harm." + std::string(harm.name), harm.doc);
    }
    one["group"] = {{"id", measure.group}, {"label", text("field." + std::string(measure.group))}};
    one["grade"] = std::string(1, weakest_grade(measure.kind->evidence));
    one["evidence"] = declared("evidence", measure.kind->evidence);
    const std::string who = aim_in_words(measure.spec, words);
    one["who"] = who.empty() ? text("control.everybody") : who;
    one["featured"] = std::find(featured.begin(), featured.end(), kind) != featured.end();
    one["shock"] = measure.kind->shock();
    one["controls"] = controls_json(library, measure, words);
    return one;
}

/// The counties by name, and the regions with theirs.
void add_places(const Library& library, Json& all)
{
    const model::Counties counties = model::read_counties(library.baseline.data_folder);
    std::vector<const model::County*> by_name;
    for (const model::CountyId id : library.baseline.counties) {
        by_name.push_back(&counties[id]);
    }
    std::sort(by_name.begin(), by_name.end(),
              [](const auto* a, const auto* b) { return a->name_ascii < b->name_ascii; });
    Json places = Json::array();
    std::map<std::string, Json> regions;
    for (const model::County* const county : by_name) {
        places.push_back({{"code", county->code},
                          {"name", county->name},
                          {"region", county->region},
                          {"inhabitants", county->persons}});
        regions[county->region].push_back(county->code);
    }
    all["counties"] = std::move(places);
    all["regions"] = Json::array();
    for (auto& [name, codes] : regions) {
        all["regions"].push_back({{"id", name}, {"name", name}, {"counties", std::move(codes)}});
    }
}

} // namespace

std::string model_json(const Library& library, Language language, const std::string& posterior_digest)
{
    const model::Scenario& baseline = library.baseline;
    const bool romanian_words = language == Language::romanian && !baseline.title_ro.empty();
    Json all{{"version", build_info().version}, {"language", code_of(language)}, {"invented", baseline.test_only}};
    all["baseline"] = {{"id", baseline.name},
                       {"title", romanian_words ? baseline.title_ro : baseline.title},
                       {"calibrated", baseline.calibrated},
                       {"posterior_digest", posterior_digest},
                       {"start", sim::to_text(baseline.start)},
                       {"end", sim::to_text(baseline.end)}};
    all["years"] = {{"first", static_cast<int>(std::chrono::year_month_day(baseline.start).year())},
                    {"count", caps.years}};
    all["seed"] = usual_seed;
    all["pairs"] = usual_pairs;
    add_places(library, all);
    all["attribution"] = map_credit(report_text(language));
    all["groups"] = Json::array();
    for (const char* const group : {"school", "community", "institutions", "shock"}) {
        all["groups"].push_back({{"id", group}, {"label", server_text(language)(std::string("field.") + group)}});
    }
    const Words words(language);
    all["measures"] = Json::array();
    for (const LibraryMeasure& measure : library.measures) {
        all["measures"].push_back(measure_json(library, measure, language, words));
    }
    all["beside"] = beside_controls(language);
    all["default"] = {{"counties", first_choice(library).selection.counties},
                      {"measures", Json::array({{{"id", featured.front()}, {"values", Json::object()}}})}};
    all["caps"] = {{"counties", caps.counties}, {"pairs", caps.pairs}, {"years", caps.years},
                   {"measures", caps.measures}, {"queue", caps.queue}, {"inhabitants", caps.inhabitants}};
    return all.dump();
}

} // namespace analysis::web
