#pragma once

#include <concepts>
#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace sim {

/// Text that stands in the source, and so lives as long as the program.
class Literal {
public:
    consteval Literal(const char* text) : text_(text) {}
    constexpr Literal() = default;
    constexpr operator std::string_view() const { return text_; }

private:
    std::string_view text_;
};

class Message;

/// What stands at a {place} of a message.
struct Place {
    Place(Literal place, std::string said);
    Place(Literal place, std::string_view said);
    Place(Literal place, const char* said);
    Place(Literal place, std::integral auto number) : Place(place, std::to_string(number)) {}
    Place(Literal place, Message words);

    std::string_view name;
    std::string text;             ///< what the input says, a name or a number: the same in every language
    std::vector<Message> message; ///< at most one, said in the language of the message around it; then there is no text
};

/// How a message is worded, with {places} to be filled in.
struct Wording {
    std::string_view cause;
    std::string_view remedy;
};

/// The wording of one language for an id, `english` where it has none.
using Language = std::function<Wording(std::string_view id, const Wording& english)>;

/// One thing said to the user, in any language: an id that never changes, English words that stand beside the code that
/// says them, and what fills their {places}. Other languages word it by its id (analysis/messages).
class Message {
public:
    Message() = default; ///< says nothing
    Message(Literal id, Literal cause, Literal remedy, std::initializer_list<Place> places);

    std::string_view id() const { return id_; }
    const Wording& english() const { return english_; }
    bool empty() const { return english_.cause.empty(); }

    /// The same, and in brackets after it what else is worth knowing, such as how a value got there. Nothing is added when
    /// the note is empty.
    Message with_note(Message note) const;

    /// What is wrong, and what is allowed or why.
    std::string cause(const Language& language = {}) const;
    /// What to do; empty for a phrase.
    std::string remedy(const Language& language = {}) const;
    /// Both in one line, and the note.
    std::string text(const Language& language = {}) const;

private:
    std::string filled(std::string_view words, const Language& language) const;
    Wording wording(const Language& language) const;

    std::string_view id_;
    Wording english_;
    std::vector<Place> places_;
    std::vector<Message> note_; ///< at most one
};

/// A refusal of input, or a fault in storing: what is wrong, and what to do about it. A test reads the sources for every
/// call of these two and holds them against the other languages, so the words stand in the call itself.
Message refusal(Literal id, Literal cause, Literal remedy, std::initializer_list<Place> places = {});
/// Words that stand inside other messages.
Message phrase(Literal id, Literal words, std::initializer_list<Place> places = {});

} // namespace sim
