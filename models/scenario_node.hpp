#pragma once

#include "sim/clock.hpp"
#include "sim/error.hpp"

#include <cstdint>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace model {

/// A value of a scenario file as it was written, and where. No meaning yet: that is the checks' business.
struct Node {
    using List = std::vector<Node>;
    using Table = std::map<std::string, Node, std::less<>>;
    /// A value that no key of a scenario takes, e.g. a time of day.
    struct Other {
        std::string text; ///< as it was written
    };

    /// What stood here before a file that extends this one, or a strategy, said something else.
    struct Former {
        std::string value;
        std::string where;
    };

    std::variant<bool, std::int64_t, double, std::string, sim::Date, Other, List, Table> value;
    std::string where;              ///< "file:line" of its key
    sim::Message note{};            ///< how it got its value if it is not written there: "$share, set at base.toml:3"
    std::vector<Former> replaced{}; ///< oldest first
};

/// Problems of one scenario, in the order of the files' lines; those beyond the first hundred are only counted.
class Findings {
public:
    void add(std::string where, sim::Message message);
    /// The same at a value, with how it got it.
    void add(const Node& node, const sim::Message& message) { add(node.where, message.with_note(node.note)); }
    /// The same for a file that could not be read: what else the scenario lacks cannot be told.
    void stop(std::string where, sim::Message message);
    bool stopped() const { return stopped_; }
    /// Whether a further message would only be counted.
    bool full() const { return shown_.size() >= most_shown; }
    void raise(); ///< throws sim::InputError with all of them; does nothing when there are none

private:
    static constexpr std::size_t most_shown = 100;
    std::vector<sim::Problem> shown_;
    std::size_t more_{};
    bool stopped_{};
};

/// Largest scenario file that is read [bytes].
inline constexpr std::uintmax_t largest_scenario_file = 1u << 20;

/// One file as a table of nodes. A file that cannot be read or is no TOML is a finding, and the table empty.
/// \param shown  the file's name in messages
Node::Table read_toml(const std::filesystem::path& file, const std::string& shown, Findings& findings);
/// The same for what such a file holds.
Node::Table read_toml_text(std::string_view text, const std::string& shown, Findings& findings);

struct Overrides;
using FileTexts = std::map<std::filesystem::path, std::string>;

/// The baseline and everything it extends, then each overlay with what it extends, merged: tables key by key, arrays
/// and values replaced, [[intervention]] appended. A file is merged once. `population.data` and
/// `branch.checkpoints` come back as seen from the working folder instead of from the file that names them, `parameters`
/// as one table of full names, `measures` as interventions, and variables as their values.
/// \param texts  files that are in memory alone: nothing is looked for on disk by their paths
Node::Table read_scenario_files(const std::filesystem::path& baseline, std::span<const std::filesystem::path> overlays,
                                Overrides& overrides, Findings& findings, const FileTexts& texts = {});

} // namespace model
