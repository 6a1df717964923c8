#pragma once

#include "analysis/calibration/posterior.hpp"
#include "analysis/report/figure.hpp"
#include "analysis/report/text.hpp"

#include <string>
#include <vector>

namespace analysis {

/// Every free parameter before and after the figures were known, and how much of the doubt is left.
Table learned_table(const Text& text, const calibration::Posterior& posterior);

/// What the posterior says of incidence and detection, which the register shows as one product; nothing where it has not both.
std::vector<std::string> said_of_product(const Text& text, const calibration::Posterior& posterior);

} // namespace analysis
