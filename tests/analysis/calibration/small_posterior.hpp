#pragma once

#include "analysis/calibration/posterior.hpp"

/// A posterior of three parameters, four draws, two counties and two runs that checked it, made by hand.
analysis::calibration::Posterior small_posterior();
