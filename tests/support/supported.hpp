#pragma once

#include "models/debts.hpp"
#include "models/pathways/vulnerability.hpp"
#include "models/supports.hpp"
#include "tests/support/levers.hpp"
#include "tests/support/moved_beliefs.hpp"

#include <initializer_list>
#include <utility>

namespace toy {

/// A made-up world in which supports are made, too, and nothing happens.
struct Supported : Moved {
    explicit Supported(std::initializer_list<std::pair<const char*, double>> values = {}) : Moved(values)
    {
        model::supports::make(build);
        model::debts::make(build);
    }
    bool reached(model::Row row, model::Support kind) const
    {
        return build.supports.reaches(state, ground, row, tick, kind);
    }
    void give(model::Support kind, double share)
    {
        levers::give(build, {{{kind, share}}, {}});
        commit();
    }
    model::Vulnerability who(model::Row row) const { return model::vulnerability_of(state, build, row, tick); }
};

} // namespace toy
