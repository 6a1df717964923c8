#include "analysis/web/telling.hpp"

#include "analysis/web/json.hpp"
#include "analysis/web/words.hpp"

namespace analysis::web {
namespace {

/// A stream without news says so this often, and is told by it that nobody reads any more.
constexpr std::chrono::milliseconds between_signs{200};

std::string event(std::string_view name, const std::string& data)
{
    return "event: " + std::string(name) + "\ndata: " + data + "\n\n";
}

bool say(httplib::DataSink& sink, const std::string& text)
{
    return sink.is_writable() && sink.write(text.data(), text.size());
}

} // namespace

Telling::Telling(Engine& engine, const std::string& run, Language language, std::string area)
    : engine_(engine), run_(run), language_(language), area_(std::move(area)), onlooker_(engine, run)
{
}

bool Telling::tell(httplib::DataSink& sink)
{
    const auto look = engine_.wait(run_, version_, between_signs);
    if (!look) {
        return false;
    }
    if (look->version == version_ && told_) {
        return say(sink, ": \n\n");
    }
    told_ = true;
    version_ = look->version;
    if (over(look->phase)) { // the last answer may have come since the last look
        if (say_answer(sink, *look)) {
            say(sink, event(name_of(look->phase), look->end[static_cast<std::size_t>(language_)]));
        }
        return false;
    }
    return say_state(sink, *look) && say_answer(sink, *look);
}

bool Telling::say_state(httplib::DataSink& sink, const Look& look)
{
    const std::string phase(name_of(look.phase));
    const Json state{{"phase", phase},
                     {"pairs", look.pairs},
                     {"of", look.of},
                     {"text", server_text(language_)("phase." + phase, {{"area", area_}})}};
    return say(sink, event("state", state.dump()));
}

bool Telling::say_answer(httplib::DataSink& sink, const Look& look)
{
    const std::string& answer = look.answer[static_cast<std::size_t>(language_)];
    if (look.pairs == pairs_ || answer.empty()) {
        return true;
    }
    pairs_ = look.pairs;
    return say(sink, event("answer", answer));
}

} // namespace analysis::web
