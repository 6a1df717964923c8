#include "tests/support/conservation.hpp"

#include "tests/support/conservation/checks.hpp"

#include <algorithm>
#include <array>

namespace toy {
namespace {

struct Check {
    const char* name;
    void (*look)(const Week&);
};

constexpr std::array checks{
    Check{"assistance", conserved::assistance},
    Check{"beliefs", conserved::beliefs},
    Check{"cases", conserved::cases},
    Check{"compensation", conserved::compensation},
    Check{"courtships", conserved::courtships},
    Check{"justice", conserved::justice},
    Check{"ledgers", conserved::ledgers},
    Check{"life", conserved::life},
    Check{"offenders", conserved::offenders},
    Check{"recording", conserved::recording},
    Check{"retrafficking", conserved::retrafficking},
    Check{"services", conserved::services},
    Check{"supports", conserved::supports},
};

} // namespace

void Seen::never_falls(const std::string& name, std::int64_t now)
{
    const auto [entry, first] = last_.emplace(name, now);
    EXPECT_GE(now, first ? 0 : entry->second) << name << " fell";
    entry->second = now;
}

void Seen::stays(const std::string& name, std::int64_t now)
{
    EXPECT_EQ(now, last_.emplace(name, now).first->second) << name << " changed";
}

void Seen::level(const std::string& name, std::int64_t now)
{
    EXPECT_GE(now, 0) << name;
    const auto [entry, first] = most_.emplace(name, now);
    entry->second = std::max(entry->second, now);
    last_[name] = now;
}

model::Watch Conservation::before(const model::Watch& other)
{
    return [this, other](const model::Build& build, sim::Tick tick) {
        look(build, tick);
        if (other) {
            other(build, tick);
        }
    };
}

void Conservation::look(const model::Build& build, sim::Tick tick)
{
    ++weeks_;
    if (testing::Test::HasFailure()) {
        return; // the first week that breaks a law tells the most
    }
    for (const Check& check : checks) {
        SCOPED_TRACE(check.name + std::string(" at tick ") + std::to_string(tick.value));
        check.look({build, tick, seen_});
    }
}

} // namespace toy
