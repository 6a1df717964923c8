#pragma once

#include "analysis/cli/options.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <iosfwd>
#include <optional>

namespace cli {

/// What `serve` is asked for.
struct ServeChoices {
    std::optional<std::uint16_t> port; ///< left out: the usual one, or any that is free
    bool open{};                       ///< also opens a browser on it
    std::filesystem::path baseline;    ///< left out: scenarios/baselines/romania.toml
    std::chrono::minutes longest_run{};
    analysis::Language language{};
};

/// Serves the page for trainers on this machine alone, until it is asked to stop.
int serve(const ServeChoices& choices, Interrupts& interrupts, std::ostream& out);

/// Adds `veghe serve`, and, hidden, the process that simulates for it.
void add_serve(CLI::App& app, Arguments& a, std::function<int()>& command);

} // namespace cli
