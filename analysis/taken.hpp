#pragma once

#include "analysis/comparison.hpp"
#include "analysis/results.hpp"

#include <map>
#include <string>
#include <vector>

namespace analysis {

/// What the runs took of a parameter: one value for each.
struct TakenValues {
    Origin origin{};
    std::vector<double> values;
};

/// The parameters of which runs took other values than the scenario says, or not all the same: those drawn from a posterior or from
/// beliefs, and the hidden multiplier, which no figure fixes whether it is drawn or varied. That it does not vary otherwise beside a posterior
/// is among them as `declared`: it is true where the scenario does not say so itself.
std::map<std::string, TakenValues> taken_values(const EnsembleResult& result);

/// The same assumption as the runs had it: their median and the range of nine in ten of them in the place of the value.
void take(Assumption& assumption, const TakenValues& taken);

/// Values of a rounded number of digits: of those that the runs took, by how far they lie apart.
void disclose(std::vector<Assumption>& assumptions);

} // namespace analysis
