#include "analysis/explain/parts.hpp"
#include "models/county_names.hpp"
#include "models/scenario_interventions.hpp"

namespace analysis {
namespace {

/// "grades 5 and 6", "grade 5"; empty where all are meant.
std::string grades_text(const std::vector<int>& grades, const Words& words)
{
    if (grades.size() == 1) {
        const std::string grade = std::to_string(grades.front());
        return grade == "0"   ? words("target.preparatory_grade")
               : grade == "1" ? words("target.first_grade")
                              : words("target.one_grade", {{"grade", grade}});
    }
    std::vector<std::string> all;
    for (const int grade : grades) {
        all.push_back(std::to_string(grade));
    }
    return all.empty() ? "" : words("target.grades", {{"list", words.joined(all)}});
}

} // namespace

std::string county_list(const std::vector<model::CountyId>& counties, const Words& words)
{
    if (counties.size() == model::county_count) {
        return words("sentence.country");
    }
    std::vector<std::string> names;
    for (const model::CountyId county : counties) {
        names.emplace_back(model::county_name(county));
    }
    return words.joined(names);
}

std::vector<std::string> asked_of_persons(const model::Target& target, const Words& words)
{
    std::vector<std::string> parts;
    if (target.youngest) {
        parts.push_back(
            words(target.youngest == target.oldest ? "target.one_age" : "target.ages",
                  {{"youngest", std::to_string(*target.youngest)}, {"oldest", std::to_string(*target.oldest)}}));
    }
    std::string cares;
    for (const model::Care care : target.care) {
        cares += (cares.empty() ? "" : words("sentence.or")) +
                 words("target." + model::care_names[static_cast<std::size_t>(care) - model::first_care]);
    }
    if (!cares.empty()) {
        parts.push_back(words("target.care", {{"list", cares}}));
    }
    if (target.boarding) {
        parts.push_back(words(*target.boarding ? "target.boarding" : "target.not_boarding"));
    }
    if (target.parents_abroad) {
        parts.push_back(words(*target.parents_abroad ? "target.parents_abroad" : "target.no_parent_abroad"));
    }
    return parts;
}

std::string aim_in_words(const model::InterventionSpec& spec, const Words& words)
{
    std::vector<std::string> parts;
    if (spec.target.settlement) {
        parts.push_back(words("target." + model::settlement_names[static_cast<std::size_t>(*spec.target.settlement)]));
    }
    std::vector<std::string> levels;
    for (const model::SchoolLevel level : spec.target.levels) {
        levels.push_back(words("target." + model::school_level_names[static_cast<std::size_t>(level)]));
    }
    if (!levels.empty()) {
        parts.push_back(words.joined(levels));
    }
    if (std::string grades = grades_text(spec.target.grades, words); !grades.empty()) {
        parts.push_back(std::move(grades));
    }
    for (std::string& part : asked_of_persons(spec.target, words)) {
        parts.push_back(std::move(part));
    }
    std::string text;
    for (const std::string& part : parts) {
        text += (text.empty() ? "" : "; ") + part;
    }
    return text;
}

std::string whom(const model::InterventionSpec& spec, const Words& words)
{
    const std::string where =
        spec.target.counties.empty()
            ? words("sentence.all_counties")
            : words("sentence.in_counties", {{"counties", county_list(spec.target.counties, words)}});
    const std::string aim = aim_in_words(spec, words);
    return where + (aim.empty() ? "" : "; ") + aim;
}

} // namespace analysis
