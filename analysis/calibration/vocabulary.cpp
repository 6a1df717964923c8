#include "analysis/calibration/vocabulary.hpp"

#include "sim/error.hpp"

#include <algorithm>
#include <array>

namespace analysis::calibration {
namespace {

constexpr std::uint32_t male = 1;
constexpr std::uint32_t female = 2;
constexpr std::uint32_t any_sex = male | female;
constexpr std::uint32_t of_minors = (std::uint32_t{1} << of_age) - 1;
constexpr std::uint32_t of_adults = std::uint32_t{1} << of_age | std::uint32_t{1} << from_25_on;

constexpr auto person_words = std::to_array<PersonWord>({
    {"children", any_sex, of_minors},
    {"child", any_sex, of_minors},
    {"minors", any_sex, of_minors},
    {"minor", any_sex, of_minors},
    {"under_age", any_sex, of_minors},
    {"copii", any_sex, of_minors},
    {"minori", any_sex, of_minors},
    {"girls", female, of_minors},
    {"girl", female, of_minors},
    {"fete", female, of_minors},
    {"boys", male, of_minors},
    {"boy", male, of_minors},
    {"baieti", male, of_minors},
    {"adults", any_sex, of_adults},
    {"adult", any_sex, of_adults},
    {"adulti", any_sex, of_adults},
    {"women", female, of_adults},
    {"femei", female, of_adults},
    {"men", male, of_adults},
    {"barbati", male, of_adults},
    {"women_and_girls", female, of_minors | of_adults},
    {"girls_and_women", female, of_minors | of_adults},
    {"men_and_boys", male, of_minors | of_adults},
    {"boys_and_men", male, of_minors | of_adults},
    {"girls_and_boys", any_sex, of_minors},
    {"boys_and_girls", any_sex, of_minors},
    {"women_and_men", any_sex, of_adults},
    {"men_and_women", any_sex, of_adults},
});

constexpr auto topics = std::to_array<Topic>({
    {"sex", Dimension::sex},
    {"gender", Dimension::sex},
    {"age", Dimension::age},
    {"ages", Dimension::age},
    {"aged", Dimension::age},
    {"age_group", Dimension::age},
    {"age_groups", Dimension::age},
    {"age_years", Dimension::age},
    {"exploitation", Dimension::form},
    {"exploited", Dimension::form},
    {"form", Dimension::form},
    {"exploitation_form", Dimension::form},
    {"exploitation_type", Dimension::form},
    {"form_of_exploitation", Dimension::form},
    {"type_of_exploitation", Dimension::form},
    {"recruiter", Dimension::relation},
    {"recruiters", Dimension::relation},
    {"recruited_by", Dimension::relation},
    {"relation", Dimension::relation},
    {"relationship", Dimension::relation},
    {"relation_to_recruiter", Dimension::relation},
    {"recruiter_relation", Dimension::relation},
    {"recruitment", Dimension::mode},
    {"recruited", Dimension::mode},
    {"recruitment_mode", Dimension::mode},
    {"recruitment_method", Dimension::mode},
    {"mode", Dimension::mode},
    {"mode_of_recruitment", Dimension::mode},
    {"place", Dimension::place},
    {"destination", Dimension::place},
    {"destination_country", Dimension::place},
    {"trafficking", Dimension::place},
    {"trafficked", Dimension::place},
    {"type_of_trafficking", Dimension::place},
    {"trafficking_type", Dimension::place},
    {"exploitation_place", Dimension::place},
    {"exploitation_country", Dimension::place},
    {"place_of_exploitation", Dimension::place},
    {"country_of_exploitation", Dimension::place},
    {"country", Dimension::place},
    {"education", Dimension::education},
    {"education_level", Dimension::education},
    {"level_of_education", Dimension::education},
    {"schooling", Dimension::education},
    {"school", Dimension::education},
    {"school_level", Dimension::education},
    {"studies", Dimension::education},
    {"family", Dimension::family},
    {"family_situation", Dimension::family},
    {"family_type", Dimension::family},
    {"living_with", Dimension::family},
    {"living_arrangement", Dimension::family},
});

constexpr auto institution_words = std::to_array<InstitutionWord>({
    {"new_investigations", "justice.opened", false, ""},
    {"investigations_opened", "justice.opened", false, ""},
    {"new_cases", "justice.opened", false, ""},
    {"new_trafficking_cases", "justice.opened", false, ""},
    {"cases_opened", "justice.opened", false, ""},
    {"diicot_new_trafficking_cases", "justice.opened", false, ""},
    {"prosecuted_suspects", "justice.suspects_indicted", false, ""},
    {"suspects_prosecuted", "justice.suspects_indicted", false, ""},
    {"suspects_indicted", "justice.suspects_indicted", false, ""},
    {"indicted_suspects", "justice.suspects_indicted", false, ""},
    {"persons_indicted", "justice.suspects_indicted", false, ""},
    {"persons_prosecuted", "justice.suspects_indicted", false, ""},
    {"prosecutions", "justice.suspects_indicted", false, ""},
    {"defendants_indicted", "justice.suspects_indicted", false, ""},
    {"defendants", "justice.suspects_indicted", false, ""},
    {"convictions", "justice.suspects_convicted", false, ""},
    {"convicted", "justice.suspects_convicted", false, ""},
    {"persons_convicted", "justice.suspects_convicted", false, ""},
    {"convicted_persons", "justice.suspects_convicted", false, ""},
    {"traffickers_convicted", "justice.suspects_convicted", false, ""},
    {"convicted_traffickers", "justice.suspects_convicted", false, ""},
    {"cases_solved", "justice.solved", false, ""},
    {"trafficking_cases_solved", "justice.solved", false, ""},
    {"diicot_cases_solved", "justice.solved", false, ""},
    {"diicot_trafficking_cases_solved", "justice.solved", false, ""},
    {"cases_pending", "justice.pending", true, "justice.solved"},
    {"trafficking_cases_pending", "justice.pending", true, "justice.solved"},
    {"diicot_cases_pending", "justice.pending", true, "justice.solved"},
    {"diicot_trafficking_cases_pending", "justice.pending", true, "justice.solved"},
    {"victims_assisted", "assistance.served", false, ""},
    {"assisted_victims", "assistance.served", false, ""},
});

constexpr auto empty_words = std::to_array<std::string_view>(
    {"victims", "victim", "registered", "identified", "recorded", "persons",   "people",    "number",
     "count",   "n",      "total",      "all",        "any",      "of",        "the",       "for",
     "by",      "with",   "and",        "or",         "incl",     "including", "in",        "into",
     "human",   "years",  "old",        "year",       "group",    "level",     "situation", "status"});

constexpr auto everybody =
    std::to_array<std::string_view>({"all_victims", "victims_total", "total_victims", "everybody", "everyone",
                                     "children_and_adults", "adults_and_children", "any_age", "minors_and_adults"});

} // namespace

std::optional<PersonWord> find_person_word(std::string_view text)
{
    const auto found =
        std::find_if(person_words.begin(), person_words.end(), [&](const PersonWord& w) { return w.text == text; });
    return found != person_words.end() ? std::optional(*found) : std::nullopt;
}

std::optional<Topic> find_topic(std::string_view text)
{
    const auto found = std::find_if(topics.begin(), topics.end(), [&](const Topic& t) { return t.text == text; });
    return found != topics.end() ? std::optional(*found) : std::nullopt;
}

std::optional<InstitutionWord> find_institution_word(std::string_view text)
{
    const auto found = std::find_if(institution_words.begin(), institution_words.end(),
                                    [&](const InstitutionWord& w) { return w.text == text; });
    return found != institution_words.end() ? std::optional(*found) : std::nullopt;
}

bool says_nothing(std::string_view word)
{
    return std::find(empty_words.begin(), empty_words.end(), word) != empty_words.end();
}

bool says_everybody(std::string_view phrase)
{
    return std::find(everybody.begin(), everybody.end(), phrase) != everybody.end();
}

std::vector<std::string> words_of(std::string_view name)
{
    std::string plain;
    for (const char c : sim::fold(name)) {
        const bool kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        plain += kept ? std::string(1, c) : c == '+' ? " plus " : c == '<' ? " under " : c == '>' ? " over " : " ";
    }
    std::vector<std::string> words;
    for (std::size_t at = 0; at < plain.size();) {
        const std::size_t end = std::min(plain.find(' ', at), plain.size());
        if (end > at) {
            words.push_back(plain.substr(at, end - at));
        }
        at = end + 1;
    }
    return words;
}

} // namespace analysis::calibration
