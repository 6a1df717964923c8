#include "analysis/explain/parts.hpp"
#include "analysis/web/asked.hpp"
#include "analysis/web/controls.hpp"
#include "analysis/web/labels.hpp"
#include "models/county_names.hpp"
#include "models/scenario_keys.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <string_view>

namespace {

using namespace analysis;
using namespace analysis::web;
using testing::HasSubstr;
using testing::Not;

class Aims : public testing::Test {
protected:
    Aims() : library(read_library(std::filesystem::path(VEGHE_SOURCE_DIR) / "scenarios/baselines/romania.toml")) {}

    Json controls(std::string_view kind, Language language = Language::english) const
    {
        return controls_json(library, *library.find(kind), Words(language));
    }

    /// The text that is saved of one measure with these values.
    std::string saved(std::string_view kind, const Json& values) const
    {
        const Json asked{{"counties", Json::array({"TL"})},
                         {"measures", Json::array({{{"id", kind}, {"values", values}}})}};
        return saved_text(pair_of(asked_from(asked.dump(), library), library), 1, library);
    }

    /// The values of the controls that an opened text gives.
    Json opened(const std::string& text) const
    {
        return Json::parse(state_json(text, library))["measures"].at(0)["values"];
    }

    Library library;
};

const Json* control_of(const Json& all, std::string_view key)
{
    for (const Json& control : all) {
        if (control["key"] == key) {
            return &control;
        }
    }
    return nullptr;
}

/// Ids of what is said of an opened text that the page cannot show whole; empty where it can.
std::string refusals(const std::string& text, const Library& library)
{
    std::string all;
    try {
        state_json(text, library);
    } catch (const sim::InputError& error) {
        for (const sim::Problem& problem : error.problems()) {
            all += (all.empty() ? "" : " ") + std::string(problem.message.id());
        }
    }
    return all;
}

// The page begins with its baseline, and one control stands for a kind: what a file says otherwise would be run as less than it says.
TEST_F(Aims, AnOpenedFileThatThePageCannotRunIsRefused)
{
    const std::string top = "format = 1\ntitle = \"t\"\n";
    const std::string lessons = "[[intervention]]\nkind = \"curriculum\"\n";
    EXPECT_EQ(refusals(top + "[run]\ncounties = [\"TL\"]\n" + lessons, library), "");
    EXPECT_EQ(refusals(top + "[run]\nstart = 2022-07-04\n" + lessons, library), "serve.not-on-page");
    EXPECT_EQ(refusals(top + "[run]\nwarmup_weeks = 4\n" + lessons, library), "serve.not-on-page");
    EXPECT_EQ(refusals(top + lessons + "name = \"a\"\nlevels = [\"primary\"]\n" + lessons + "levels = [\"upper\"]\n",
                       library),
              "serve.measure-twice");
}

TEST_F(Aims, AnOpenedFileKeepsItsPairsAndCounties)
{
    const std::string said = std::to_string(library.baseline.replicates);
    const std::string top = "format = 1\ntitle = \"t\"\n";
    const Json stated = Json::parse(
        state_json(top + "[run]\nreplicates = " + said + "\ncounties = [\"TL\", \"CJ\", \"BN\"]\n", library));
    EXPECT_EQ(stated["pairs"], library.baseline.replicates);
    EXPECT_EQ(stated["counties"].size(), 3u);
    const Json silent = Json::parse(state_json(top, library));
    EXPECT_EQ(silent["pairs"], usual_pairs);
    EXPECT_TRUE(silent["counties"].empty()) << "all of the country are no choice";
}

TEST_F(Aims, HaveAControlForEachKeyThatAKindMaySay)
{
    for (const LibraryMeasure& measure : library.measures) {
        for (const Language language : {Language::english, Language::romanian}) {
            const Json all = controls(measure.kind->name, language);
            for (const std::string_view key : model::target_keys()) {
                const Json* const control = control_of(all, key);
                EXPECT_EQ(control != nullptr, model::may_say(*measure.kind, key)) << measure.kind->name << " " << key;
                if (control != nullptr) {
                    EXPECT_EQ((*control)["role"], "who") << key;
                    EXPECT_THAT((*control)["label"].get<std::string>(), Not(testing::IsEmpty())) << key;
                }
            }
        }
    }
}

TEST_F(Aims, SayTheLibrarysValues)
{
    const Json all = controls("curriculum");
    EXPECT_EQ((*control_of(all, "levels"))["default"], Json::parse(R"(["gymnasium", "upper"])"));
    EXPECT_EQ((*control_of(all, "grades"))["default"], Json::parse("[6, 7, 8, 9, 10]"));
    EXPECT_TRUE((*control_of(controls("left_behind_support"), "care"))["default"].is_null());
}

// What is chosen is what the scenario says, and gives the same controls when it is opened: what the library says anyway is nothing set.
TEST_F(Aims, AreSavedAndComeBack)
{
    int tried = 0;
    for (const char* const kind : {"curriculum", "left_behind_support", "boarding_support", "income_support"}) {
        for (const Json& control : controls(kind)) {
            const auto key = control["key"].get<std::string>();
            if (control["role"] != "who" || key == "settlement") {
                continue;
            }
            std::vector<Json> values{Json::array({7, 8}), Json::array({12, 17}), nullptr};
            if (control["kind"] == "choice") {
                values.clear();
                for (const Json& choice : control["choices"]) {
                    values.push_back(choice["value"]);
                }
            } else if (control["each"] == true) {
                values[1] = Json::array({9, 10, 11, 12});
            }
            for (const Json& value : values) {
                const bool usual = value == control["default"];
                const Json expected = usual ? Json::object() : Json{{key, value}};
                const std::string text = saved(kind, Json{{key, value}});
                EXPECT_EQ(opened(text), expected) << kind << " " << key;
                EXPECT_EQ(text.find("\n" + key + " = ") == std::string::npos, value.is_null()) << text;
                ++tried;
            }
        }
    }
    EXPECT_GT(tried, 40);
}

// What the report says of whom the measures are for, in both languages; of one for everybody nothing.
TEST_F(Aims, StandInTheSavedScenarioInWords)
{
    const std::string aimed = saved("curriculum", Json{{"levels", Json::array({"upper"})}, {"grades", nullptr}});
    EXPECT_THAT(aimed, HasSubstr("\ndescription = \"Lessons in school: upper secondary (grades 9 to 12).\"\n"));
    EXPECT_THAT(aimed, HasSubstr("\ndescription_ro = \"Lecții în școală: învățământul liceal"));
    EXPECT_THAT(saved("school_counsellors", Json::object()), Not(HasSubstr("description")));
}

// What is refused on the page names files, and not where they lie on the machine.
TEST(WithoutFolders, NamesTheFileAlone)
{
    Library library;
    library.scenarios = "/home/ana maria/scenarios";
    library.folder = library.scenarios / "saved";
    library.baseline_file = library.scenarios / "baselines/romania.toml";
    EXPECT_EQ(library.without_folders("/home/ana maria/scenarios/saved/scenario.toml:3"), "scenario.toml:3");
    EXPECT_EQ(
        library.without_folders("\"a\" (/home/ana maria/scenarios/baselines/romania.toml:3), \u201e/srv/x/y.h5\u201d"),
        "\"a\" (romania.toml:3), \u201ey.h5\u201d");
    for (const char* const same :
         {"measures/0/values/ages", "10 RON/(post week)", "../tiny.toml", "and / or", "https://a.ro/b",
          "\u021bar\u0103/jude\u021b/x.csv", "tables/home/ana maria/scenarios/x.csv"}) {
        EXPECT_EQ(library.without_folders(same), same);
    }
}

TEST_F(Aims, OneGradeIsNamedInTheSingular)
{
    const auto described = [&](const Json& grades) {
        return saved("curriculum", Json{{"levels", nullptr}, {"grades", grades}});
    };
    struct Case {
        int grade;
        const char* english;
        const char* romanian;
    };
    for (const Case& one : {Case{0, "the preparatory grade", "clasa pregătitoare"}, Case{1, "grade 1", "clasa întâi"},
                            Case{7, "grade 7", "clasa a 7-a"}}) {
        const std::string text = described(Json::array({one.grade}));
        EXPECT_THAT(text, HasSubstr(std::string("\ndescription = \"Lessons in school: ") + one.english + ".\"\n"));
        EXPECT_THAT(text, HasSubstr(std::string("\ndescription_ro = \"Lecții în școală: ") + one.romanian + ".\"\n"));
    }
    EXPECT_THAT(described(Json::array({7, 8})), HasSubstr("Lessons in school: grades 7 and 8."));
}

// Whom a measure is for has nothing of where it is.
TEST_F(Aims, InWordsNameNoCounty)
{
    for (const Language language : {Language::english, Language::romanian}) {
        const Words words(language);
        model::InterventionSpec spec = library.find("curriculum")->spec;
        spec.target = {};
        EXPECT_EQ(aim_in_words(spec, words), "");
        spec.target.grades = {7, 8};
        const std::string aim = aim_in_words(spec, words);
        EXPECT_THAT(aim,
                    testing::AllOf(testing::StartsWith(words("target.grades", {{"list", words.joined({"7", "8"})}})),
                                   Not(HasSubstr(";"))));
        spec.target.counties = {*model::find_county("DJ")};
        EXPECT_EQ(aim_in_words(spec, words), aim);
        EXPECT_THAT(whom(spec, words), testing::AllOf(HasSubstr("Dolj"), testing::EndsWith("; " + aim)));
    }
}

// An empty number is the library's, which is what the page shows of it; an empty choice or span is all of them.
TEST_F(Aims, AnEmptyNumberIsTheLibrarys)
{
    std::size_t numbers = 0;
    for (const LibraryMeasure& measure : library.measures) {
        Json empty = Json::object();
        for (const Json& control : controls(measure.kind->name)) {
            if (control["kind"] == "number") {
                empty[control["key"].get<std::string>()] = nullptr;
            }
        }
        EXPECT_EQ(saved(measure.kind->name, empty), saved(measure.kind->name, Json::object())) << measure.kind->name;
        numbers += empty.size();
    }
    EXPECT_GT(numbers, 100U);
}

// A baseline may lie beside the strategies, in a folder beside theirs, or where what is saved is kept.
TEST_F(Aims, ASavedTextSaysWhereItsBaselineLies)
{
    const Json asked{{"counties", Json::array({"TL"})},
                     {"measures", Json::array({{{"id", "curriculum"}, {"values", Json::object()}}})}};
    const std::filesystem::path scenarios = std::filesystem::path(VEGHE_SOURCE_DIR) / "scenarios";
    struct Case {
        const char* baseline;
        const char* folder;
        const char* said;
    };
    for (const Case& one : {Case{"baselines/romania.toml", "saved", "in the folder saved beside baselines,"},
                            Case{"tiny.toml", "saved", "in the folder saved beside tiny.toml,"},
                            Case{"tiny.toml", "", "in the folder scenarios beside tiny.toml,"}}) {
        Library other = read_library(scenarios / one.baseline);
        other.folder = *one.folder == 0 ? scenarios : scenarios / one.folder;
        const std::string text = saved_text(pair_of(asked_from(asked.dump(), other), other), 1, other);
        EXPECT_THAT(text.substr(0, text.find('\n')), HasSubstr(one.said));
    }
}

// A file may name what no control can be set to: it stays as it is.
TEST_F(Aims, KeepWhatNoControlCanBeSetTo)
{
    const std::string begin = "format = 1\n[[intervention]]\nkind = \"";
    const Json classes = opened(begin + "curriculum\"\nlevels = [\"primary\", \"upper\"]\ngrades = [4, 9]\n");
    EXPECT_EQ(classes["levels"], Json::parse(R"(["primary", "upper"])"));
    EXPECT_EQ(classes["grades"], Json::parse("[4, 9]"));
    const Json persons = opened(begin + "left_behind_support\"\ncare = [\"residential\", \"one_parent\"]\n");
    EXPECT_EQ(persons["care"], Json::parse(R"(["one_parent", "residential"])"));
}

// What is wrong stands at the control that it is about.
TEST_F(Aims, AreRefusedAtTheirControl)
{
    try {
        saved("left_behind_support", Json{{"ages", Json::array({17, 10})}});
        ADD_FAILURE() << "no range was taken for one";
    } catch (const sim::InputError& error) {
        EXPECT_EQ(error.problems().at(0).where, "measures/0/values/ages");
        EXPECT_EQ(error.problems().at(0).message.id(), "scenario.no-range");
    }
    try {
        saved("curriculum", Json{{"care", Json::array({"foster"})}});
        ADD_FAILURE() << "whole classes were aimed at by care";
    } catch (const sim::InputError& error) {
        EXPECT_EQ(error.problems().at(0).where, "measures/0/values/care");
    }
}

} // namespace
