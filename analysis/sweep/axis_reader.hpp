#pragma once

#include "analysis/sweep/axis.hpp"
#include "models/scenario_check.hpp"
#include "sim/parameter.hpp"

#include <span>
#include <string>
#include <vector>

namespace analysis::sweep {

/// Reads [parameters] of a design and the tables inside it, each of the form that `read_axis` takes.
class AxisReader {
public:
    /// \param grid  whether the design is one: only a grid takes lists of values and numbers of levels
    AxisReader(std::span<const sim::ParameterInfo> declared, bool grid, model::Findings& findings);

    /// \param prefix  of the names in the table: "" or "lover_boy."
    void read(const model::Node::Table& table, const std::string& prefix);
    std::vector<Axis> take() { return std::move(all_); }

private:
    void add(const sim::ParameterInfo& info, const model::Section& section, const model::Node& node);
    bool read_values(Axis& axis, const sim::ParameterInfo& info, const model::Section& section) const;
    void read_bounds(Axis& axis, const sim::ParameterInfo& info, const model::Section& section,
                     const model::Node& node) const;
    void read_prior(Axis& axis, const sim::ParameterInfo& info, const model::Section& section,
                    const model::Node& node) const;

    std::span<const sim::ParameterInfo> declared_;
    bool grid_;
    model::Findings& findings_;
    std::vector<std::string> names_;
    std::vector<Axis> all_;
};

} // namespace analysis::sweep
