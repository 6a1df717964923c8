#pragma once

#include "analysis/calibration/posterior.hpp"

/// A posterior of the whole country made by hand: 24 runs of five years, whose register has 270 children and 300 adults a year on
/// average, nine of ten children girls of 12 to 17, and 2.5 to 15 children in each of the 42 counties. It knows 2018 to 2021.
analysis::calibration::Posterior country_posterior();
