#pragma once

#include "models/build.hpp"
#include "models/simulate.hpp"

#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace patterns {

/// Who somebody is: what the patterns are about.
struct Person {
    double age{}; ///< years
    bool female{};
    bool rural{};
    model::Care care{};
    model::CountyId county{};
};

/// One recruitment as it was, or one line of the register as it was written down.
struct Entry {
    Person who;
    std::string pathway;
    model::Form form{};
    model::Relation relation{};
};

/// What a run leaves of the two ledgers, person by person, for tests alone: nothing of it leaves the program.
struct Census {
    std::vector<Entry> recruited;  ///< in the counted part of the run
    std::vector<Entry> registered; ///< attributes as recorded; what the person is as it was
    std::vector<double> children;  ///< by county row: persons under 18 when the counting begins
};

/// Runs a replicate and notes everybody who is recruited or registered in the counted part.
Census take(const model::Scenario& scenario, const model::Ground& ground, std::uint32_t replicate);

} // namespace patterns
