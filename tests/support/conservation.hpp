#pragma once

#include "models/build.hpp"
#include "models/simulate.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <map>
#include <string>

namespace toy {

/// What the checks of one run remember from week to week, by name.
class Seen {
public:
    void never_falls(const std::string& name, std::int64_t now);
    void stays(const std::string& name, std::int64_t now);
    /// Notes a level, for `most`.
    void level(const std::string& name, std::int64_t now);

    std::int64_t most(const std::string& name) const { return most_.at(name); }
    std::int64_t last(const std::string& name) const { return last_.at(name); }
    std::int64_t last_or(const std::string& name, std::int64_t otherwise) const
    {
        const auto found = last_.find(name);
        return found == last_.end() ? otherwise : found->second;
    }

private:
    std::map<std::string, std::int64_t> last_, most_;
};

/// The state at the end of a week (first: before the first week), as a check sees it.
struct Week {
    const model::Build& build;
    sim::Tick tick; ///< that comes next
    Seen& seen;
};

/// Laws of conservation and impossible flows (A1, A2), looked at in every week of a run. Everything in integers.
/// `toy::run` attaches one to every run. A module's check is one function in tests/support/conservation/, declared in
/// checks.hpp and named in the list of conservation.cpp.
class Conservation {
public:
    model::Watch watch()
    {
        return [this](const model::Build& build, sim::Tick tick) { look(build, tick); };
    }
    /// A watch that looks first and passes on to another, which may be empty.
    model::Watch before(const model::Watch& other);

    std::int64_t weeks() const { return weeks_; }
    const Seen& seen() const { return seen_; }

private:
    void look(const model::Build& build, sim::Tick tick);

    std::int64_t weeks_{};
    Seen seen_;
};

} // namespace toy
