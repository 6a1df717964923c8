#include "analysis/explain/explain.hpp"
#include "analysis/explain/parts.hpp"
#include "models/interventions/intervention.hpp"
#include "models/registry.hpp"
#include "tests/support/toy_world.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <set>

namespace analysis {

namespace {

using testing::HasSubstr;
using testing::Not;

const Words& english_words()
{
    static const Words words(Language::english);
    return words;
}
const Words& romanian_words()
{
    static const Words words(Language::romanian);
    return words;
}

std::vector<std::string> names(const std::vector<sim::ParameterInfo>& list)
{
    std::vector<std::string> all;
    for (const auto& info : list) {
        all.emplace_back(info.name);
    }
    return all;
}

/// The {names} of a sentence.
std::multiset<std::string> placeholders(const std::string& sentence)
{
    std::multiset<std::string> all;
    for (std::size_t at = sentence.find('{'); at != std::string::npos; at = sentence.find('{', at + 1)) {
        all.insert(sentence.substr(at, sentence.find('}', at) - at));
    }
    return all;
}

/// Texts on one line, as if the terminal were as wide.
std::string unwrapped(const std::string& text)
{
    std::string all;
    for (const char c : text) {
        if (c != '\n' && (c != ' ' || all.empty() || all.back() != ' ')) {
            all += c;
        } else if (c == '\n' && !all.empty() && all.back() != ' ') {
            all += ' ';
        }
    }
    return all;
}

class ExplainTest : public testing::Test {
protected:
    void SetUp() override
    {
        scenario_ = toy::scenario(toy::hamlets());
        scenario_.title = "Posts";
        model::InterventionSpec spec = toy::intervention("school_counsellors", scenario_, 0.5);
        spec.name = "posts";
        spec.ramp_weeks = 26;
        spec.target.settlement = model::Settlement::rural;
        scenario_.interventions = {spec};
        scenario_.budget_per_year = 2e6;
        const model::InterventionKind& kind =
            *std::find_if(model::interventions().begin(), model::interventions().end(),
                          [](const auto& k) { return k.name == "school_counsellors"; });
        const std::vector<double> amounts{1234.4, 0.0123, 1.0};
        for (std::size_t r = 0; r < kind.resources.size(); ++r) {
            outlook_.resources.push_back(
                {"posts", std::string(kind.resources[r].unit), amounts.at(r), kind.resources[r].price});
        }
        outlook_.spending = {{"posts", 2022, 2'500'000.0, 2'000'000.0, 0.8, 1.0, 1'970'000.0},
                             {"posts", 2023, 1'000'000.0, 500'000.4, 1.0, 0.25, 480'000.0}};
        scenario_.costs = {.discount_rate = 0.03, .discount_from = scenario_.start};
    }

    std::string text(const Words& words) const { return unwrapped(explanation({scenario_, 1234, outlook_}, words)); }

    model::Scenario scenario_;
    model::Outlook outlook_;
};

} // namespace

TEST(Words, NumbersAndDatesAreThoseOfTheLanguage)
{
    EXPECT_EQ(english_words().number(1234567.25, 2), "1,234,567.25");
    EXPECT_EQ(romanian_words().number(1234567.25, 2), "1.234.567,25");
    EXPECT_EQ(english_words().exact(0.125), "0.125");
    EXPECT_EQ(romanian_words().exact(0.125), "0,125");
    EXPECT_EQ(romanian_words().exact(100000), "100.000");
    EXPECT_EQ(english_words().date(std::chrono::year{2022} / 9 / 5), "5 September 2022");
    EXPECT_EQ(romanian_words().date(std::chrono::year{2022} / 9 / 5), "5 septembrie 2022");
}

TEST(Words, RomanianCountsTakeDeFromTwentyOn)
{
    const auto hours = [](double n) { return romanian_words().counted(n, "unit.hour", romanian_words().exact(n)); };
    EXPECT_EQ(hours(1), "1 oră");
    EXPECT_EQ(hours(2), "2 ore");
    EXPECT_EQ(hours(19), "19 ore");
    EXPECT_EQ(hours(20), "20 de ore");
    EXPECT_EQ(hours(100), "100 de ore");
    EXPECT_EQ(hours(101), "101 ore");
    EXPECT_EQ(hours(119), "119 ore");
    EXPECT_EQ(hours(120), "120 de ore");
    EXPECT_EQ(hours(20.5), "20,5 ore");
    EXPECT_EQ(hours(0), "0 ore");
    EXPECT_EQ(hours(1100), "1100 de ore");
    EXPECT_EQ(romanian_words().counted(1234567, "unit.RON", "1.234.567"), "1.234.567 de lei");
    EXPECT_EQ(romanian_words().counted(1, "unit.RON", "1"), "1 leu");
    EXPECT_EQ(romanian_words().several("uses.hours"), "ore de lucru ale formatorilor");
    EXPECT_EQ(romanian_words().counted(24, "unit.1/year", "24"), "24 pe an");
    EXPECT_EQ(romanian_words().counted(20, "unit.1/100,000", "20"), "20 la 100.000 de locuitori");
    EXPECT_EQ(english_words().counted(1, "unit.hour", "1"), "1 hour");
    EXPECT_EQ(english_words().counted(20, "unit.hour", "20"), "20 hours");
}

TEST(Catalogue, NoSentenceIsMissingInALanguageOrLacksAPlaceholder)
{
    std::size_t sentences = 0;
    for (const auto& [key, text] : catalogue().all()) {
        const std::string stem = key.substr(0, key.size() - 3);
        EXPECT_TRUE(key.ends_with(".en") || key.ends_with(".ro")) << key;
        EXPECT_FALSE(text.empty()) << key;
        if (key.ends_with(".en")) {
            ++sentences;
            ASSERT_EQ(catalogue().all().count(stem + ".ro"), 1U) << stem;
            EXPECT_EQ(placeholders(text), placeholders(catalogue().all().at(stem + ".ro"))) << stem;
        } else {
            const bool declared =
                key.starts_with("kind.") || key.starts_with("parameter.") || key.starts_with("pathway.");
            const bool word = key.starts_with("kind.") &&
                              (key == stem.substr(0, stem.rfind('.')) + ".name.ro" ||
                               key.find(".choice.") != std::string::npos || key.find(".switch.") != std::string::npos);
            EXPECT_NE(declared && !word, catalogue().all().count(stem + ".en") == 1U)
                << stem << ": the registry says the English, but for words of its files";
        }
        for (const char* const cedilla : {"ş", "ţ", "Ş", "Ţ"}) { // the letters have a comma below
            EXPECT_EQ(text.find(cedilla), std::string::npos) << key;
        }
    }
    EXPECT_GT(sentences, 60U);
}

// "anitp_staffing" is no name for a reader, nor is "Anitp staffing".
TEST(Catalogue, NobodyIsShownAWordOfTheFiles)
{
    for (const Words* const words : {&english_words(), &romanian_words()}) {
        for (const model::InterventionKind& kind : model::interventions()) {
            const std::string prefix = "kind." + std::string(kind.name) + ".";
            const std::string name = words->declared(prefix + "name", "");
            EXPECT_NE(name, "") << kind.name;
            EXPECT_EQ(name.find('_'), std::string::npos) << name;
            EXPECT_EQ(name.find("anitp"), std::string::npos) << name;
            for (const model::SettingInfo& setting : kind.settings) {
                for (const std::string_view choice : setting.choices) {
                    const std::string said = words->declared(prefix + "choice." + std::string(choice), "_");
                    EXPECT_EQ(said.find('_'), std::string::npos) << kind.name << " " << choice;
                }
            }
        }
    }
}

// A new intervention needs its words here as well, a line for each thing that it declares.
TEST(Catalogue, EverythingThatIsDeclaredHasRomanianWords)
{
    const Words& ro = romanian_words();
    const auto need = [&](const std::string& key) {
        EXPECT_TRUE(ro.has(key)) << key << ".ro is missing in catalogue.toml";
    };
    for (const auto& pathway : model::pathways()) {
        need("pathway." + std::string(pathway.name));
    }
    for (const std::string_view staff : model::staff_names) {
        need("staff." + std::string(staff));
    }
    for (const model::InterventionKind& kind : model::interventions()) {
        const std::string prefix = "kind." + std::string(kind.name) + ".";
        need(prefix + "name");
        need(prefix + "does");
        need(prefix + "evidence");
        for (const model::SettingInfo& setting : kind.settings) {
            need(prefix + "setting." + std::string(setting.name));
            for (const std::string_view choice : setting.choices) {
                need(prefix + "choice." + std::string(choice));
            }
            if (setting.choices.empty() && setting.unit != "1" && !setting.unit.empty()) {
                need("unit." + std::string(setting.unit));
            }
        }
        for (const model::HarmInfo& harm : kind.harms) {
            need(prefix + "harm." + std::string(harm.name));
        }
        for (const model::ResourceInfo& resource : kind.resources) {
            need("uses." + std::string(resource.name));
        }
        const RestsOn on = rests_on(kind);
        for (const auto* const list : {&on.effects, &on.delivery, &on.harms, &on.prices}) {
            for (const sim::ParameterInfo& info : *list) {
                if (info.grade == 'E') {
                    need("parameter." + std::string(info.name));
                }
            }
        }
    }
}

TEST(RestsOn, WhatIsDeclaredFallsIntoFourParts)
{
    const auto& kinds = model::interventions();
    const auto lessons = std::find_if(kinds.begin(), kinds.end(), [](const auto& k) { return k.name == "curriculum"; });
    const RestsOn on = rests_on(*lessons);
    EXPECT_THAT(names(on.effects), testing::ElementsAre("beliefs.lesson_internalises", "beliefs.lesson_reports"));
    EXPECT_THAT(names(on.harms), testing::ElementsAre("lover_boy.false_security"));
    EXPECT_THAT(names(on.prices), testing::ElementsAre("curriculum.hour_cost", "curriculum.training_cost"));
    EXPECT_THAT(names(on.delivery), testing::UnorderedElementsAre("curriculum.full_hours", "curriculum.quality_trained",
                                                                  "curriculum.quality_untrained",
                                                                  "curriculum.components", "curriculum.training_days"));
    // Of two harms each is silenced by the other's strength, which is no benefit.
    const auto screening =
        std::find_if(kinds.begin(), kinds.end(), [](const auto& k) { return k.name == "proactive_screening"; });
    EXPECT_THAT(names(rests_on(*screening).effects), testing::ElementsAre("detection.screening_yield"));
}

// 1,234 post weeks and one new post; 2022 the money pays for 80.0 %, 2023 a quarter of the counsellors are there.
TEST_F(ExplainTest, SaysWhatWhomWhenAtWhatCostAndWhatIsShort)
{
    const std::string said = text(english_words());
    EXPECT_THAT(said, HasSubstr("1. “posts”: More school counsellors: trusted adults"));
    EXPECT_THAT(said, HasSubstr("1,234 residents"));
    EXPECT_THAT(said, HasSubstr("Where and for whom: in all counties of the run; in villages."));
    EXPECT_THAT(said, HasSubstr("From 3 January 2022 to"));
    EXPECT_THAT(said,
                HasSubstr("It is meant to reach 50 % of those whom it is for. It grows to that within 26 weeks."));
    EXPECT_THAT(said, HasSubstr("Pupils for one counsellor where it applies: 500 pupils."));
    EXPECT_THAT(said, HasSubstr("It takes 1,234 weeks of a post, 0.012 kilometres on the road and 1 new post in all."));
    EXPECT_THAT(said, HasSubstr("It may do harm: A pupil seen at the counsellor's may be labelled and lose trust."));
    EXPECT_THAT(said, HasSubstr("posts: 2,500,000 RON in all. 2022: 2,000,000 RON; 2023: 500,000 RON."));
    EXPECT_THAT(said, HasSubstr("in RON of 2024. Budgets are in the money of each year."));
    EXPECT_THAT(said,
                HasSubstr("Discounted at 3 % a year from 3 January 2022, so that money spent later counts less, all of "
                          "it together comes to 2,450,000 RON. What is averted is not discounted."));
    EXPECT_THAT(said, HasSubstr("may cost 2,000,000 RON in a calendar year"));
    EXPECT_THAT(
        said, HasSubstr("posts, 2022: the money pays for 80.0 % of the coverage; all of it would cost 2,500,000 RON."));
    EXPECT_THAT(said, HasSubstr("posts, 2023: of the staff that it takes (counsellors), 25.0 % are there."));
    EXPECT_THAT(said, Not(HasSubstr("posts, 2023: the money")));
    EXPECT_THAT(said, Not(HasSubstr("Neither money nor staff")));
    EXPECT_THAT(said, HasSubstr("Of 6 values that decide"));
    EXPECT_THAT(said, HasSubstr("6,000 RON")) << "a price of four digits has its thousands apart";
    EXPECT_THAT(said, HasSubstr("5 have grade E"));
    EXPECT_THAT(said, HasSubstr("Share of sessions that label the pupil: 0."));
    EXPECT_THAT(said, HasSubstr("(counselling.labelling)"));
    EXPECT_THAT(said, HasSubstr("The baseline is not calibrated"));
}

// Without a posterior the hidden multiplier still differs from run to run, unless the scenario states one.
TEST_F(ExplainTest, SaysInWhatRunsDiffer)
{
    scenario_.replicates = 32;
    scenario_.parameters.set("observation.varies", 1.0);
    EXPECT_THAT(text(english_words()),
                HasSubstr("32 runs with the same persons, different luck and another hidden multiplier in each"));
    EXPECT_THAT(text(english_words()), Not(HasSubstr("luck alone")));
    EXPECT_THAT(text(romanian_words()), HasSubstr("fiecare cu alt multiplicator ascuns"));
    scenario_.parameters.set("observation.varies", 0.0);
    EXPECT_THAT(text(english_words()), HasSubstr("show how far luck alone moves the figures"));
}

TEST_F(ExplainTest, SaysTheSameInRomanian)
{
    const std::string said = text(romanian_words());
    EXPECT_THAT(said, HasSubstr("1.234 de locuitori"));
    EXPECT_THAT(said, HasSubstr("Unde și pentru cine: în toate județele simulate; în mediul rural."));
    EXPECT_THAT(said, HasSubstr("În perioada 3 ianuarie 2022 – "));
    EXPECT_THAT(said, HasSubstr("Ar trebui să ajungă la 50 % dintre cei cărora li se adresează. Se ajunge "
                                "treptat la acest nivel, în 26 de săptămâni."));
    EXPECT_THAT(said, HasSubstr("acolo unde se aplică: 500 de elevi."));
    EXPECT_THAT(said, HasSubstr("1.234 de săptămâni de post ocupat, 0,012 kilometri parcurși și 1 post nou"));
    EXPECT_THAT(said, HasSubstr("posts: 2.500.000 de lei în total. 2022: 2.000.000 de lei; 2023: 500.000 de lei."));
    EXPECT_THAT(
        said, HasSubstr("Actualizat cu 3 % pe an de la 3 ianuarie 2022, adică banii cheltuiți mai târziu contează mai "
                        "puțin, totul costă 2.450.000 de lei."));
    EXPECT_THAT(said, HasSubstr("posts, 2022: banii ajung pentru 80,0 % din acoperire; acoperirea întreagă ar costa "
                                "2.500.000 de lei."));
    EXPECT_THAT(said, HasSubstr("posts, 2023: din personalul necesar (consilieri) există 25,0 %."));
    for (const char* const english : {" the ", " and ", "RON", "pupil"}) {
        EXPECT_THAT(said, Not(HasSubstr(english)));
    }
}

TEST_F(ExplainTest, SaysWhichPersonsAreMeant)
{
    model::InterventionSpec spec = toy::intervention("income_support", scenario_, 0.5);
    spec.target.youngest = 13;
    spec.target.oldest = 17;
    spec.target.care = {model::Care::relatives, model::Care::foster};
    spec.target.boarding = false;
    spec.target.parents_abroad = true;
    scenario_.interventions = {spec};
    outlook_.spending.clear();
    EXPECT_THAT(
        text(english_words()),
        HasSubstr("in all counties of the run; aged 13 to 17; minors looked after by relatives or a foster family; "
                  "not boarding at school; minors with a parent abroad. It reaches all of a household as soon as one "
                  "person in it is meant."));
    EXPECT_THAT(
        text(romanian_words()),
        HasSubstr("grupa de vârstă 13–17 ani; minori de care are grijă o rudă sau un asistent maternal; care nu "
                  "stau la internat; minori cu un părinte plecat în străinătate. Ajunge la întreaga gospodărie"));
    scenario_.interventions.front().target.youngest = 17;
    EXPECT_THAT(text(english_words()), HasSubstr("; aged 17; minors"));
    EXPECT_THAT(text(romanian_words()), HasSubstr("; vârsta în ani împliniți: 17; minori"));
}

// Nothing that is used is told as nothing: of less than ten the first two digits.
TEST_F(ExplainTest, SmallAmountsKeepTwoDigits)
{
    EXPECT_EQ(shown_amount(0.0), 0.0);
    EXPECT_DOUBLE_EQ(shown_amount(0.012345), 0.012);
    EXPECT_DOUBLE_EQ(shown_amount(0.4999), 0.5);
    EXPECT_DOUBLE_EQ(shown_amount(3.26), 3.3);
    EXPECT_DOUBLE_EQ(shown_amount(9.96), 10.0);
    EXPECT_DOUBLE_EQ(shown_amount(1.0), 1.0);
    EXPECT_EQ(shown_amount(12.5), 13.0);
    scenario_.costs.discount_rate = 0.0;
    outlook_.spending = {{"posts", 2022, 0.25, 0.25, 1.0, 1.0, 0.25}};
    const std::string said = text(english_words());
    EXPECT_THAT(said, HasSubstr("posts: 0.25 RON in all. 2022: 0.25 RON."));
    EXPECT_THAT(said, HasSubstr("Nothing is discounted: money counts the same whenever it is spent."));
}

// 2 million a year is taken by the measure named before.
TEST_F(ExplainTest, AMeasureWithoutMoneyIsNamedFirst)
{
    scenario_.interventions.insert(scenario_.interventions.begin(), toy::intervention("uniform_recording", scenario_));
    const std::size_t own = rests_on(kind_of(scenario_.interventions[0])).prices.size();
    outlook_.resources.insert(outlook_.resources.begin(), own, {"uniform_recording", "set", 1.0, {}});
    for (auto& resource : outlook_.resources) {
        resource.amount = 0.0;
    }
    outlook_.spending = {{"uniform_recording", 2022, 2e6, 2e6, 1.0, 1.0, 2e6},
                         {"posts", 2022, 2'500'000.0, 0.0, 0.0, 1.0, 0.0},
                         {"posts", 2023, 1e6, 0.0, 0.0, 1.0, 0.0}};
    const std::string said = text(english_words());
    EXPECT_THAT(said, HasSubstr("Nothing of it is delivered in this plan."));
    EXPECT_THAT(said, Not(HasSubstr("nothing that is counted")));
    EXPECT_THAT(said, HasSubstr("WARNING: no money is left for posts: "));
    EXPECT_THAT(said, HasSubstr("posts, 2022: the money pays for 0.0 % of the coverage"));
    EXPECT_THAT(text(romanian_words()), HasSubstr("ATENȚIE: nu rămân bani pentru posts: "));
    EXPECT_THAT(said, Not(HasSubstr("Is a word missing")));
}

// 2 RON a year: nobody else takes it, it buys nothing.
TEST_F(ExplainTest, ABudgetThatBuysNothingIsCalledSo)
{
    scenario_.budget_per_year = 2.0;
    outlook_.spending = {{"posts", 2022, 2'500'000.0, 0.0, 0.0, 1.0, 0.0}};
    EXPECT_THAT(
        text(english_words()),
        HasSubstr("WARNING: nothing of posts is paid for: the least of it that can be bought costs more than its "
                  "budget of a year. Is a word missing, as in \"2 million RON\"?"));
    EXPECT_THAT(text(english_words()), Not(HasSubstr("no money is left")));
    EXPECT_THAT(text(romanian_words()), HasSubstr("ATENȚIE: nu se plătește nimic din posts"));
}

// 1,234 and 1,000 pupils, of whom 0.5 and 0.1: 717 of 2,234 in two years.
TEST_F(ExplainTest, SaysToHowManyAMeasureComes)
{
    EXPECT_THAT(text(english_words()), Not(HasSubstr("it comes to")));
    outlook_.spending[0].audience = outlook_.spending[1].audience = "pupil";
    outlook_.spending[0].meant = 1234.0;
    outlook_.spending[0].coverage_had = 0.5;
    outlook_.spending[1].meant = 1000.0;
    outlook_.spending[1].coverage_had = 0.1;
    EXPECT_THAT(text(english_words()), HasSubstr("In the mean of the years it comes to 360 of 1,100 pupils."));
    EXPECT_THAT(text(romanian_words()), HasSubstr("În media anilor ajunge la 360 din 1.100 de elevi."));
}

TEST_F(ExplainTest, OfFewCountiesNoLevelIsPromised)
{
    EXPECT_THAT(text(english_words()), Not(HasSubstr("no cost per case averted")));
    const std::string said = unwrapped(explanation({scenario_, 1234, outlook_, false}, english_words()));
    EXPECT_THAT(said, HasSubstr("gives true cases in percent only: no level, and no cost per case averted."));
}

TEST_F(ExplainTest, IsTitledInItsLanguage)
{
    EXPECT_TRUE(text(romanian_words()).starts_with("Posts"));
    scenario_.title_ro = "Posturi";
    EXPECT_TRUE(text(romanian_words()).starts_with("Posturi"));
    EXPECT_TRUE(text(english_words()).starts_with("Posts"));
}

TEST_F(ExplainTest, AFewRunsJudgeNothing)
{
    scenario_.replicates = 8;
    EXPECT_THAT(text(english_words()), HasSubstr("No comparison can judge a change by so few: that takes 12 at least"));
    scenario_.replicates = 12;
    EXPECT_THAT(text(english_words()), Not(HasSubstr("so few")));
}

TEST_F(ExplainTest, ABaselineTakesNothingAndCostsNothing)
{
    scenario_.interventions.clear();
    outlook_ = {};
    const std::string said = text(english_words());
    EXPECT_THAT(said, HasSubstr("No measure is taken."));
    EXPECT_THAT(said, Not(HasSubstr("What it costs")));
}

TEST_F(ExplainTest, WhatIsSwitchedOffIsCalledSo)
{
    scenario_.interventions[0].coverage = 0.0;
    outlook_.spending.clear();
    for (model::ResourceCount& resource : outlook_.resources) {
        resource.amount = 0.0;
    }
    const std::string said = text(english_words());
    EXPECT_THAT(said, HasSubstr("Its coverage is 0: it is switched off."));
    EXPECT_THAT(said, HasSubstr("Nothing of it is delivered in this plan."));
    EXPECT_THAT(said, HasSubstr("Neither money nor staff holds anything back."));
}

// Every intervention there is, in both languages, with what is planned for it.
TEST(Explain, EveryInterventionCanBeExplained)
{
    model::Scenario scenario = toy::scenario(toy::hamlets());
    for (const model::InterventionKind& kind : model::interventions()) {
        scenario.interventions.push_back(toy::intervention(kind.name, scenario, 0.5));
    }
    const model::Ground ground = toy::ground(scenario, toy::hamlets());
    const Explained it{scenario, 900, model::outlook(scenario, ground)};
    for (const Words* const words : {&english_words(), &romanian_words()}) {
        const std::string said = explanation(it, *words);
        EXPECT_EQ(said.find('{'), std::string::npos);
        for (const auto& [key, title] : catalogue().all()) {
            if (key.starts_with("heading.") && words->has(key.substr(0, key.size() - 3)) &&
                key.ends_with(words == &english_words() ? ".en" : ".ro")) {
                EXPECT_THAT(said, HasSubstr(title));
            }
        }
        for (std::size_t i = 1; i <= scenario.interventions.size(); ++i) {
            EXPECT_THAT(said, HasSubstr("\n" + std::to_string(i) + ". "));
        }
    }
}

} // namespace analysis
