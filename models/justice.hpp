#pragma once

#include "sim/parameter.hpp"
#include "sim/world.hpp"

#include <vector>

namespace model {

struct Build;

/// Something that points to an offender: an identified case, or a relation that somebody noticed.
enum class LeadKind : std::uint32_t { identified, noticed };
struct Lead {
    std::uint32_t offender; ///< row
    std::int32_t tick;
    LeadKind kind;
};

struct JusticeParameters {
    double feedback;
    double arrest;
    double notice_arrest;
    double group_arrest;
    double held_years;
    double others_found;
};

/// Investigation of offenders: leads in, custody out. Queues and courts are not modelled yet (docs/model.md).
struct Justice {
    JusticeParameters p{};
    sim::Records<Lead> leads;
    sim::Event<Lead> lead;
};

namespace justice {

std::vector<sim::ParameterInfo> parameters();
void make(Build& build);

} // namespace justice
} // namespace model
