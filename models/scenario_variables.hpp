#pragma once

#include "models/scenario_node.hpp"

#include <map>
#include <set>
#include <string>
#include <string_view>

namespace model {

/// What the command line sets variables to, and which of them the files that are read declare.
struct Overrides {
    std::map<std::string, std::string> values;
    std::set<std::string> declared; ///< grows with every scenario that is read

    /// \param assignments  "name=value", as often as --set was given
    /// \throws sim::InputError
    static Overrides from(std::span<const std::string> assignments);
    /// \throws sim::InputError where a name that was set is declared by none of the scenarios read so far
    void require_declared() const;
};

/// The variable that a value names, "share" for "$share"; empty for any other value.
std::string variable_name(const Node& node);
/// Whether a text would be read as something else than itself: "$share", or "$$" at its beginning. One more "$" before
/// it makes it itself.
bool looks_like_variable(std::string_view text);

/// Adds the variables that the values of one file name.
void collect_variables(const Node::Table& file, std::set<std::string>& used);

/// Puts the values of [variables], or those of the command line, where they are named, and takes the table away.
/// Findings: a name that is not declared, a variable that no file names, a value that is no single one.
void fill_in_variables(Node::Table& whole, const std::set<std::string>& used, Overrides& overrides, Findings& findings);

} // namespace model
