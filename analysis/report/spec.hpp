#pragma once

#include "analysis/comparison.hpp"

#include <string>
#include <utility>
#include <vector>

namespace analysis::spec {

// Small JSON builder for what charts.js draws. Values are JSON texts already.

using Members = std::vector<std::pair<std::string, std::string>>;

std::string object(const Members& members);
std::string array(const std::vector<std::string>& values);
std::string numbers(const std::vector<double>& values);

/// A dot with its line: k (which strategy, for colour and shape), mean, bounds, whether filled, and its text.
std::string item(std::size_t k, const Estimate& value, bool firm, const std::string& text);

} // namespace analysis::spec
