#include "analysis/exercises/exercise.hpp"

#include "analysis/exercises/reader.hpp"
#include "models/scenario_text.hpp"

#include <algorithm>
#include <array>

namespace analysis::exercises {
namespace {

namespace fs = std::filesystem;
using model::Allowed;
using model::Findings;
using model::Node;
using model::Section;
using sim::phrase;
using sim::refusal;

constexpr Allowed format_allowed{0, 1e9, "1"};
constexpr Allowed minutes_allowed{1, 240, "minutes"};
constexpr std::int64_t usual_minutes = 20;
constexpr reader::Count of_answers{2, 6};
constexpr reader::Count of_hints{1, 12};
constexpr std::string_view file_end = ".exercise";

/// The keys of an exercise that no scenario has.
constexpr std::array<std::string_view, 9> own_keys{"answers", "answers_ro", "setup",      "step",         "look_at",
                                                   "minutes", "look_at_ro", "discussion", "discussion_ro"};

void read_format(const Section& top, const std::string& where)
{
    if (top.whole("format", format_allowed).value_or(0) != exercise_format) {
        top.findings().add(top.where("format", where),
                           refusal("exercise.format", "this is no exercise of format {format}",
                                   "format = {format} is expected", {{"format", exercise_format}}));
    }
}

void read_first(const Section& top, const std::string& where, const Context& context, Exercise& exercise)
{
    if (!top.has("setup")) {
        top.findings().add(where, refusal("exercise.no-setup", "[setup] is missing: what is tried",
                                          "write [setup], and below it counties = [\"DJ\"] and a [[setup.measure]]"));
    }
    exercise.setup = reader::setup(top.section("setup"), {}, top.where("setup", where), context).value_or(Selection{});
}

void read_steps(const Section& top, const Context& context, Exercise& exercise)
{
    static const std::array<std::string, 3> known{"text", "text_ro", "setup"};
    const Node::List* const list =
        top.list("step", phrase("say.array-of-steps", "an array of tables, each written [[step]],"));
    for (const Node& node : list ? *list : Node::List{}) {
        const auto* const table = std::get_if<Node::Table>(&node.value);
        if (!table) {
            top.findings().add(node, refusal("exercise.step-no-table", "step = {value} is no table",
                                             "[[step]] is expected", {{"value", model::written(node)}}));
            continue;
        }
        const Section step(table, "step.", top.findings());
        reader::refuse_unknown(step, known);
        exercise.steps.push_back(
            {reader::needed(step, "text", node.where),
             reader::setup(step.section("setup"), exercise.setup.counties, step.where("setup"), context)});
    }
}

/// "01_first_rank" of "01_first_rank.exercise.toml".
std::string id_of(const fs::path& file)
{
    const fs::path stem = file.stem();
    return model::safe_file_name((stem.extension() == file_end ? stem.stem() : stem).string());
}

/// \param shown  what findings call it
Exercise read(const fs::path& file, const std::string& shown, const Context& context)
{
    static const std::array<std::string, 17> known{"format",   "title",       "title_ro", "about",      "about_ro",
                                                   "question", "question_ro", "answers",  "answers_ro", "setup",
                                                   "look_at",  "look_at_ro",  "minutes",  "discussion", "discussion_ro",
                                                   "source",   "step"};
    Findings findings;
    const Node::Table whole_file = model::read_toml(file, shown, findings);
    if (findings.stopped()) {
        findings.raise();
    }
    const Section top(&whole_file, "", findings);
    const std::string where = shown + ":1";
    reader::refuse_unknown(top, known);
    read_format(top, where);
    Exercise exercise;
    exercise.id = id_of(file);
    exercise.file = file.filename().generic_string();
    exercise.title = reader::needed(top, "title", where);
    exercise.about = reader::needed(top, "about", where);
    exercise.question = reader::needed(top, "question", where);
    exercise.answers = reader::texts(top, "answers", of_answers, where);
    exercise.look_at = reader::texts(top, "look_at", of_hints, where);
    exercise.discussion = reader::texts(top, "discussion", of_hints, where);
    exercise.source = reader::stated(top, "source");
    exercise.minutes = static_cast<int>(top.whole("minutes", minutes_allowed).value_or(usual_minutes));
    read_first(top, where, context, exercise);
    read_steps(top, context, exercise);
    findings.raise();
    return exercise;
}

} // namespace

Context context(const fs::path& library, const model::Scenario* over)
{
    return {read_library(library), model::registry_vocabulary(), over ? *over : anywhere()};
}

Exercise load_exercise(const fs::path& file, const Context& context)
{
    return read(file, model::shortened(file.generic_string()), context);
}

std::vector<const Selection*> setups(const Exercise& exercise)
{
    std::vector<const Selection*> all{&exercise.setup};
    for (const Step& step : exercise.steps) {
        if (step.setup) {
            all.push_back(&*step.setup);
        }
    }
    return all;
}

bool is_exercise(const fs::path& file)
{
    Findings ignored;
    const Node::Table table = model::read_toml(file, {}, ignored);
    return std::any_of(own_keys.begin(), own_keys.end(),
                       [&](std::string_view key) { return table.find(key) != table.end(); });
}

Collection load_exercises(const fs::path& folder, const Context& context)
{
    std::vector<fs::path> files;
    std::error_code none;
    for (const auto& entry : fs::directory_iterator(folder, none)) {
        if (entry.path().extension() == ".toml" && entry.path().stem().extension() == file_end) {
            files.push_back(entry.path());
        }
    }
    std::sort(files.begin(), files.end());
    Collection all;
    for (const fs::path& file : files) {
        try {
            all.exercises.push_back(read(file, model::shortened(file.filename().generic_string()), context));
        } catch (const sim::InputError& wrong) {
            all.problems.insert(all.problems.end(), wrong.problems().begin(), wrong.problems().end());
        }
    }
    return all;
}

fs::path scenarios_folder(const fs::path& from, const std::string& name)
{
    std::error_code none;
    for (fs::path place = fs::absolute(from, none).lexically_normal();; place = place.parent_path()) {
        if (fs::is_directory(place / "scenarios" / name, none)) {
            return place / "scenarios" / name;
        }
        if (place == place.parent_path()) {
            return {};
        }
    }
}

fs::path library_of(const fs::path& exercise)
{
    for (const fs::path& from : {exercise, fs::current_path()}) {
        if (fs::path folder = scenarios_folder(from, "strategies"); !folder.empty()) {
            return folder;
        }
    }
    throw sim::InputError(exercise.generic_string(),
                          refusal("exercise.no-library",
                                  "no folder of measures was found above the file or the working folder",
                                  "keep it in scenarios/exercises, or work where scenarios/strategies is"));
}

} // namespace analysis::exercises
