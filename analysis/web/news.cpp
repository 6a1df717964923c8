#include "analysis/web/news.hpp"

#include "analysis/web/json.hpp"
#include "analysis/web/words.hpp"

namespace analysis::web {
namespace {

std::array<std::string, 2> in_each(const Json& said)
{
    std::array<std::string, 2> texts;
    for (std::size_t i = 0; i < languages.size(); ++i) {
        texts[i] = said.at(std::string(code_of(languages[i]))).dump();
    }
    return texts;
}

std::array<std::string, 2> refusals(const Json& said)
{
    std::array<std::string, 2> texts;
    for (std::size_t i = 0; i < languages.size(); ++i) {
        const Json& messages = said.at(std::string(code_of(languages[i]))).at("messages");
        texts[i] = Json{{"text", messages.at(0).at("text")}, {"messages", messages}, {"again", false}}.dump();
    }
    return texts;
}

News news_of(const Json& said)
{
    News news;
    if (said.contains("ready")) {
        news.ready = said.at("ready").get<std::vector<std::string>>();
    }
    if (said.contains("ticket")) {
        news.ticket = said.at("ticket").get<std::uint64_t>();
        news.reply = {said.at("status").get<int>(), said.at("type").get<std::string>(),
                      said.at("body").get<std::string>()};
        return news;
    }
    news.run = said.value("run", std::string{});
    news.event = said.value("event", std::string{});
    news.preparing = said.value("phase", std::string{}) == "preparing";
    if (news.event == "answer") {
        news.pairs = said.at("pairs").get<int>();
        news.texts = in_each(said);
    } else if (news.event == "done") {
        const Json end{{"digests", said.at("digests")}, {"pairs", said.at("pairs")}, {"seconds", said.at("seconds")}};
        news.texts.fill(end.dump());
    } else if (news.event == "failed") {
        news.texts = refusals(said);
    }
    return news;
}

} // namespace

std::optional<News> read_news(const std::string& line)
{
    try {
        const Json said = Json::parse(line, nullptr, false);
        return said.is_object() ? std::optional(news_of(said)) : std::nullopt;
    } catch (const Json::exception&) {
        return std::nullopt;
    }
}

bool may_be_too_much(const Cause& cause, bool had_run)
{
    return cause.out_of_memory || !had_run;
}

std::array<std::string, 2> told_of(const Cause& cause)
{
    std::array<std::string, 2> end;
    for (std::size_t i = 0; i < languages.size(); ++i) {
        const Text& text = server_text(languages[i]);
        const std::string reason = cause.how.signal != 0
                                       ? text("run.killed", {{"number", std::to_string(cause.how.signal)}})
                                       : text("run.left", {{"number", std::to_string(cause.how.code)}});
        const std::string said = cause.out_of_memory ? text("run.failed_memory")
                                 : cause.minutes
                                     ? text("run.failed_time", {{"minutes", std::to_string(*cause.minutes)}})
                                     : text("run.failed", {{"reason", reason}});
        end[i] = Json{{"text", said}, {"messages", Json::array()}, {"again", !cause.minutes}}.dump();
    }
    return end;
}

} // namespace analysis::web
