#include "analysis/web/words.hpp"

#include <gtest/gtest.h>

#include <regex>
#include <set>
#include <string>

namespace {

using namespace analysis;

std::multiset<std::string> places(const std::string& sentence)
{
    static const std::regex place("\\{[a-z_]+\\}");
    return {std::sregex_token_iterator(sentence.begin(), sentence.end(), place), std::sregex_token_iterator()};
}

void expect_alike(const Text& english_words, const Text& romanian_words)
{
    for (const auto& [key, sentence] : english_words.all()) {
        ASSERT_TRUE(romanian_words.all().contains(key)) << key;
        auto english = places(sentence);
        auto romanian = places(romanian_words(key));
        if (key.ends_with(".one")) { // a form for one need not say the number
            english.erase("{n}");
            romanian.erase("{n}");
        }
        EXPECT_EQ(english, romanian) << key;
    }
    EXPECT_EQ(english_words.all().size(), romanian_words.all().size());
    for (const auto& [key, sentences] : english_words.lists()) {
        ASSERT_TRUE(romanian_words.lists().contains(key)) << key;
        EXPECT_EQ(sentences.size(), romanian_words.list(key).size()) << key;
    }
}

TEST(WebWords, AreTheSameInBothLanguages)
{
    expect_alike(web::server_text(Language::english), web::server_text(Language::romanian));
    expect_alike(web::page_text(Language::english), web::page_text(Language::romanian));
}

} // namespace
