#pragma once

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <string>
#include <vector>

namespace layering {

namespace fs = std::filesystem;

struct Include {
    std::string path;
    bool angled{};
};

inline std::string read(const fs::path& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// Sources and headers under `folder`, sorted; empty when there is no such folder.
inline std::vector<fs::path> sources(const fs::path& folder)
{
    std::vector<fs::path> found;
    if (fs::exists(folder)) {
        for (const auto& entry : fs::recursive_directory_iterator(folder)) {
            const auto extension = entry.path().extension();
            if (entry.is_regular_file() && (extension == ".cpp" || extension == ".hpp")) {
                found.push_back(entry.path());
            }
        }
    }
    std::sort(found.begin(), found.end());
    return found;
}

inline std::vector<Include> includes(const std::string& text)
{
    static const std::regex line(R"(^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"])", std::regex::multiline);
    std::vector<Include> found;
    for (std::sregex_iterator it(text.begin(), text.end(), line), end; it != end; ++it) {
        found.push_back({(*it)[2].str(), (*it)[1].str() == "<"});
    }
    return found;
}

/// The text with comments blanked out; line breaks and strings stay. Raw strings are taken as ordinary ones.
inline std::string without_comments(const std::string& text)
{
    std::string code;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text.compare(i, 2, "//") == 0) {
            i = std::min(text.find('\n', i), text.size()) - 1;
        } else if (text.compare(i, 2, "/*") == 0) {
            const std::size_t end = std::min(text.find("*/", i + 2), text.size());
            code.append(static_cast<std::size_t>(std::count(text.begin() + static_cast<std::ptrdiff_t>(i),
                                                            text.begin() + static_cast<std::ptrdiff_t>(end), '\n')),
                        '\n');
            i = end + 1;
        } else if (text[i] == '"') {
            const std::size_t begin = i++;
            while (i < text.size() && text[i] != '"' && text[i] != '\n') {
                i += text[i] == '\\' ? 2 : 1;
            }
            code += text.substr(begin, i - begin + 1);
        } else {
            code += text[i];
        }
    }
    return code;
}

/// Words of all names in the code, lower case: `SchoolClass` and `school_class` both give `school` and `class`.
inline std::vector<std::string> words(const std::string& code)
{
    std::vector<std::string> found(1);
    bool lower_before = false;
    for (const char c : code) {
        const auto u = static_cast<unsigned char>(c);
        const bool capital = std::isupper(u) != 0;
        if (std::isalpha(u) == 0 || (capital && lower_before)) {
            found.emplace_back();
        }
        if (std::isalpha(u) != 0) {
            found.back() += static_cast<char>(std::tolower(u));
        }
        lower_before = std::isalpha(u) != 0 && !capital;
    }
    std::erase(found, std::string{});
    return found;
}

} // namespace layering
