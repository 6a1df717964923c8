#pragma once

#include <span>
#include <string>
#include <utility>

namespace analysis {

/// Names and their SHA-256 as lines that sha256sum(1) writes, and checks.
std::string checksum_lines(std::span<const std::pair<std::string, std::string>> digests);

} // namespace analysis
