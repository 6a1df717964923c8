#include "analysis/exercises/exercise.hpp"
#include "analysis/web/library.hpp"
#include "analysis/web/values.hpp"

namespace analysis::web {
namespace {

using exercises::Exercise;
using exercises::Said;

Json texts(const std::vector<Said>& all, Language language)
{
    Json list = Json::array();
    for (const Said& one : all) {
        list.push_back(one.in(language));
    }
    return list;
}

/// The choice without settlement = "": in villages and towns, which a scenario says by saying nothing.
MeasureChoice without_nothing(MeasureChoice choice)
{
    const auto both = choice.values.find("settlement");
    if (both != choice.values.end() && both->second == ControlValue{std::string{}}) {
        choice.values.erase(both);
    }
    return choice;
}

/// A setup as the page's controls keep it. One with a measure that the baseline does not go with is none.
Json setup(const Selection& selection, const Library& library)
{
    Json measures = Json::array();
    for (const MeasureChoice& choice : selection.measures) {
        const LibraryMeasure* const usual = library.find(choice.kind);
        if (usual == nullptr) {
            return nullptr;
        }
        measures.push_back({{"id", choice.kind}, {"values", values_json(*usual, without_nothing(choice))}});
    }
    return {{"counties", selection.counties},
            {"measures", std::move(measures)},
            {"budget_per_year", selection.budget_per_year ? Json(*selection.budget_per_year) : Json(nullptr)}};
}

Json exercise_json(const Exercise& exercise, const Library& library, Language language)
{
    Json steps = Json::array();
    for (const exercises::Step& step : exercise.steps) {
        steps.push_back(
            {{"text", step.text.in(language)}, {"setup", step.setup ? setup(*step.setup, library) : Json(nullptr)}});
    }
    return {{"id", exercise.id},
            {"title", exercise.title.in(language)},
            {"about", exercise.about.in(language)},
            {"question", exercise.question.in(language)},
            {"answers", texts(exercise.answers, language)},
            {"setup", setup(exercise.setup, library)},
            {"steps", std::move(steps)},
            {"look_at", texts(exercise.look_at, language)},
            {"discussion", texts(exercise.discussion, language)},
            {"source", exercise.source},
            {"minutes", exercise.minutes}};
}

} // namespace

std::string exercises_json(const Library& library, Language language)
{
    Json all = Json::array();
    const auto context = exercises::context(library.scenarios / "strategies", &library.baseline);
    for (const Exercise& exercise : exercises::load_exercises(library.scenarios / "exercises", context).exercises) {
        Json one = exercise_json(exercise, library, language);
        if (!one["setup"].is_null()) {
            all.push_back(std::move(one));
        }
    }
    return all.dump();
}

} // namespace analysis::web
