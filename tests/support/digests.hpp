#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace test {

/// Named results that every build must find again, kept in a text file: digests of integers to the bit, and the few
/// floating values each to 1e-12 of itself.
class Digests {
public:
    void exact(std::string name, std::string digest);
    void close(std::string name, double value);

    /// One line each, in the order in which they came.
    std::string text() const;
    /// What differs from the file, one line each; what only one of the two has is a difference.
    std::vector<std::string> differences(const std::filesystem::path& file) const;

private:
    struct Entry {
        std::string name;
        std::string relation; ///< "=" to the bit, "~" closely
        std::string value;
    };
    static bool agree(const Entry& a, const Entry& b);

    std::vector<Entry> entries_;
};

} // namespace test
