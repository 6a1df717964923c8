#include "analysis/checksum_lines.hpp"

namespace analysis {

std::string checksum_lines(std::span<const std::pair<std::string, std::string>> digests)
{
    std::string lines;
    for (const auto& [name, digest] : digests) {
        lines += digest + "  " + name + "\n"; // two spaces, as sha256sum(1) reads it
    }
    return lines;
}

} // namespace analysis
