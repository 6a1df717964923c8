#pragma once

#include "models/people.hpp"
#include "sim/graph/layer.hpp"

namespace model {

/// The social graph on the rows of a population: one layer for each kind of tie, at the start of the run.
struct Networks {
    sim::BlockLayer household;
    sim::CliqueLayer kin;          ///< joins households that are related
    sim::CliqueLayer school_class; ///< the classes attended at the start
    sim::CliqueLayer friendship;
    sim::CliqueLayer neighbourhood;
    sim::CsrLayer online;                ///< inner ties only
    Array<std::uint16_t> online_outside; ///< per row: online ties that leave the selection (met by the mean field)
    sim::CliqueLayer work;               ///< teams, none above 60
};

} // namespace model
