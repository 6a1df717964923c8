#pragma once

#include "models/registry.hpp"

namespace model::school_closure {

InterventionKind kind();

} // namespace model::school_closure
