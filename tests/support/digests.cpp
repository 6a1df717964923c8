#include "tests/support/digests.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <fstream>
#include <sstream>

namespace test {
namespace {

constexpr double tolerance = 1e-12; // relative

double number(const std::string& text)
{
    double value = NAN;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

} // namespace

void Digests::exact(std::string name, std::string digest)
{
    entries_.push_back({std::move(name), "=", std::move(digest)});
}

void Digests::close(std::string name, double value)
{
    std::array<char, 32> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
    entries_.push_back({std::move(name), "~", std::string(buffer.data(), end)});
}

std::string Digests::text() const
{
    std::string lines;
    for (const Entry& entry : entries_) {
        lines += entry.name + " " + entry.relation + " " + entry.value + "\n";
    }
    return lines;
}

bool Digests::agree(const Entry& a, const Entry& b)
{
    if (a.relation != b.relation) {
        return false;
    }
    if (a.relation == "=") {
        return a.value == b.value;
    }
    const double x = number(a.value);
    const double y = number(b.value);
    return std::abs(x - y) <= tolerance * std::max(std::abs(x), std::abs(y)); // false where one is no number
}

std::vector<std::string> Digests::differences(const std::filesystem::path& file) const
{
    std::ifstream in(file);
    std::vector<Entry> kept;
    for (std::string line; std::getline(in, line);) {
        std::istringstream words(line);
        Entry entry;
        if (!line.starts_with("#") && words >> entry.name >> entry.relation >> entry.value) {
            kept.push_back(entry);
        }
    }
    std::vector<std::string> lines;
    for (const Entry& entry : entries_) {
        const auto found = std::find_if(kept.begin(), kept.end(), [&](const Entry& k) { return k.name == entry.name; });
        if (found == kept.end()) {
            lines.push_back(entry.name + " is not in the file");
            continue;
        }
        if (!agree(entry, *found)) {
            lines.push_back(entry.name + " is " + entry.value + ", in the file " + found->value);
        }
        kept.erase(found);
    }
    for (const Entry& entry : kept) {
        lines.push_back(entry.name + " is in the file alone");
    }
    return lines;
}

} // namespace test
