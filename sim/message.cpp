#include "sim/message.hpp"

#include "sim/error.hpp"

#include <algorithm>
#include <utility>

namespace sim {

Place::Place(Literal place, std::string said) : name(place), text(std::move(said)) {}

Place::Place(Literal place, std::string_view said) : Place(place, std::string(said)) {}

Place::Place(Literal place, const char* said) : Place(place, std::string(said)) {}

Place::Place(Literal place, Message words) : name(place)
{
    message.push_back(std::move(words));
}

Message::Message(Literal id, Literal cause, Literal remedy, std::initializer_list<Place> places)
    : id_(id), english_{cause, remedy}, places_(places)
{
}

Wording Message::wording(const Language& language) const
{
    return language && !empty() ? language(id_, english_) : english_;
}

std::string Message::filled(std::string_view words, const Language& language) const
{
    std::string text;
    for (std::size_t at = 0; at < words.size();) {
        const std::size_t open = std::min(words.find('{', at), words.size());
        text += words.substr(at, open - at);
        if (open == words.size()) {
            break;
        }
        const std::size_t close = std::min(words.find('}', open), words.size() - 1);
        const std::string_view name = words.substr(open + 1, close - open - 1);
        const auto place = std::find_if(places_.begin(), places_.end(), [&](const Place& p) { return p.name == name; });
        expect(place != places_.end(), "every place of a message is filled");
        if (place != places_.end()) {
            text += place->message.empty() ? place->text : place->message.front().text(language);
        }
        at = close + 1;
    }
    return text;
}

std::string Message::cause(const Language& language) const
{
    return filled(wording(language).cause, language);
}

std::string Message::remedy(const Language& language) const
{
    return filled(wording(language).remedy, language);
}

std::string Message::text(const Language& language) const
{
    const std::string help = remedy(language);
    const std::string note = note_.empty() ? "" : " (" + note_.front().text(language) + ")";
    return cause(language) + (help.empty() ? "" : "; " + help) + note;
}

Message Message::with_note(Message note) const
{
    Message more = *this;
    if (!note.empty()) {
        more.note_.assign(1, std::move(note));
    }
    return more;
}

Message refusal(Literal id, Literal cause, Literal remedy, std::initializer_list<Place> places)
{
    return {id, cause, remedy, places};
}

Message phrase(Literal id, Literal words, std::initializer_list<Place> places)
{
    return {id, words, {}, places};
}

} // namespace sim
