#include "analysis/exercises/exercise.hpp"
#include "analysis/web/asked.hpp"
#include "analysis/web/caps.hpp"
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

/// A setup as the page's controls keep it.   \pre  measures that the library has
Json setup(const Selection& selection, const Library& library)
{
    Json measures = Json::array();
    for (const MeasureChoice& choice : selection.measures) {
        const LibraryMeasure* const usual = library.find(choice.kind);
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

/// What keeps an exercise from the page: one that showed something else than its file says would mislead whoever leads it.
std::vector<sim::Problem> not_on_page(const Exercise& exercise, const Library& library, const model::Counties& counties)
{
    std::vector<sim::Problem> problems;
    for (const Selection* const selection : setups(exercise)) {
        for (const sim::Message& message : above_caps(*selection, &counties)) {
            problems.push_back({exercise.file, message});
        }
        for (const MeasureChoice& choice : selection->measures) {
            if (library.find(choice.kind) == nullptr) {
                problems.push_back(
                    {exercise.file,
                     sim::refusal("serve.exercise-measure", "{kind} does not go with the page's baseline",
                                  "take another measure, or another baseline with --baseline",
                                  {{"kind", choice.kind}})});
            }
        }
    }
    return problems;
}

} // namespace

std::string exercises_json(const Library& library, Language language)
{
    const auto context = exercises::context(library.scenarios / "strategies", &library.baseline);
    exercises::Collection all = exercises::load_exercises(library.scenarios / "exercises", context);
    const model::Counties counties = model::read_counties(library.baseline.data_folder);
    Json shown = Json::array();
    for (const Exercise& exercise : all.exercises) {
        const auto problems = not_on_page(exercise, library, counties);
        all.problems.insert(all.problems.end(), problems.begin(), problems.end());
        if (problems.empty()) {
            shown.push_back(exercise_json(exercise, library, language));
        }
    }
    return Json{{"exercises", std::move(shown)},
                {"problems", Json::parse(messages_json(all.problems, language, &library))["messages"]}}
        .dump();
}

} // namespace analysis::web
