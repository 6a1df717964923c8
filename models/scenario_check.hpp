#pragma once

#include "models/scenario_keys.hpp"
#include "models/scenario_node.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace model {

/// What a number may be. Unit "1" is a pure number and is not named; [0, 1] of it is called a share.
struct Allowed {
    double low{};
    double high{};
    std::string_view unit{"1"};
};

/// "a share in [0, 1]", "a number from 0 to 0.01 1/year".
sim::Message allowed_text(const Allowed& allowed);
/// `key = value is text; ... is expected`
/// \param hint  what follows it, such as ": write end = 2022-01-03"
sim::Message wrong_type(const std::string& name, const Node& node, sim::Message expected, sim::Message hint = {});
/// `key is missing; ... is expected`
sim::Message missing_key(const std::string& name, sim::Message expected);
/// `unknown key ...`, with what to write instead
sim::Message unknown_key(std::string name, sim::Message hint);
/// ": write key = value"
sim::Message write_hint(std::string_view key, const std::string& value);

/// Reads the keys of one table of a scenario. Every reader returns nothing where the key is absent or its value is
/// wrong; the latter is a finding that names the key, what is allowed and, where it can be guessed, what was meant.
class Section {
public:
    /// \param table   nothing is read when it is null
    /// \param prefix  of the keys in messages, e.g. "run."
    Section(const Node::Table* table, std::string prefix, Findings& findings)
        : table_(table), prefix_(std::move(prefix)), findings_(findings)
    {
    }

    bool has(std::string_view key) const { return find(key) != nullptr; }
    /// Line of the key; of the section itself when the key is absent.
    std::string where(std::string_view key, const std::string& otherwise = {}) const;

    std::optional<double> number(std::string_view key, const Allowed& allowed) const;
    /// The same for a key that is declared (scenario_keys.hpp), within its range and in its unit.
    std::optional<double> number(std::string_view key) const;
    std::optional<std::int64_t> whole(std::string_view key, const Allowed& allowed) const;
    std::optional<std::int64_t> whole(std::string_view key) const;
    std::optional<bool> flag(std::string_view key) const;
    std::optional<std::string> text(std::string_view key) const;
    /// The text of a key without which the file means nothing; empty where it is absent, which is a finding.
    /// \param otherwise  where the key is said to be missing  \param example  what may be written
    std::string needed_text(std::string_view key, const std::string& otherwise, const std::string& example) const;
    std::optional<sim::Date> date(std::string_view key) const;
    /// Position of the text among the choices.
    std::optional<std::size_t> choice(std::string_view key, std::span<const std::string> choices) const;
    /// Positions of the texts of an array among the choices, in the file's order, none twice.
    std::optional<std::vector<std::size_t>> choices(std::string_view key, std::span<const std::string> all) const;
    /// Whole numbers of the array of a declared key, in the file's order.
    std::optional<std::vector<std::int64_t>> wholes(std::string_view key) const;
    const Node::List* list(std::string_view key, sim::Message expected) const;
    Section section(std::string_view key) const;

    /// A finding for every key that is not among `known`, or not among the declared keys of the table, with the nearest one or the place where it belongs.
    void refuse_unknown(std::span<const std::string> known) const;
    void refuse_unknown() const;

    const Node* find(std::string_view key) const;
    const Node::Table* table() const { return table_; }
    std::string name(std::string_view key) const { return prefix_ + std::string(key); }
    Findings& findings() const { return findings_; }

private:
    /// What to write instead of an unknown key: the nearest, or where it belongs.
    sim::Message hint_of(std::string_view key, std::span<const std::string> known) const;

    /// Name of the table in the declarations: "run" where the prefix is "run.".
    std::string_view table_name() const { return std::string_view(prefix_).substr(0, prefix_.find('.')); }

    const Node::Table* table_;
    std::string prefix_;
    Findings& findings_;
};

/// What is to be written anew of a number: its key with it, named without its table, or, of a parameter, whose name has a dot, whole;
/// or of one of a list the number alone.
enum class Held : std::uint8_t { alone, parameter, listed };

/// A number within what is allowed, bare or as a text with a unit. \param name  of the key in messages
std::optional<double> read_number(const Node& node, const std::string& name, const Allowed& allowed, Findings& findings,
                                  Held held = Held::alone);
/// That a number is not whole, where one in these bounds is wanted. \param said  what was written
sim::Message not_whole(const std::string& name, const std::string& said, const Allowed& allowed);
/// The same for a whole number.
std::optional<std::int64_t> read_whole(const Node& node, const std::string& name, const Allowed& allowed,
                                       Findings& findings, Held held = Held::alone);

/// What to write instead of an unknown name: "nearest is X", "one of A, B, C is expected", or where all stand. Nothing
/// when the message would not be shown.
/// \param prefix  of the nearest name in the message
sim::Message suggestion(std::string_view name, std::span<const std::string> candidates, const Findings& findings,
                        const std::string& prefix = {});

} // namespace model
