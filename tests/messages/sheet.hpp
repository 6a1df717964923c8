#pragma once

#include <map>
#include <string>
#include <string_view>

namespace test {

/// A value that is refused.
struct Bad {
    std::string value;
    std::string id;
    std::string allowed{}; ///< what the refusal must name, as a scenario or a person writes it
};

/// The scenario into whose place bad values are put.
class Sheet {
public:
    Sheet()
    {
        lines_[""] = {{"format", "1"}};
        lines_["run"] = {{"start", "2022-01-03"}, {"end", "2026-12-28"}, {"counties", "[\"DJ\", \"IS\"]"}};
        lines_["population"] = {{"data", "\"data\""}};
        lines_["posterior"] = {{"file", "\"posterior.h5\""}};
        lines_["branch"] = {{"at", "2022-09-05"}};
        lines_["budget"] = {{"per_year", "1000"}};
        lines_["intervention"] = {{"kind", "\"curriculum\""}};
    }

    Sheet& set(std::string_view table, std::string_view key, const std::string& value)
    {
        lines_[std::string(table)][std::string(key)] = value;
        return *this;
    }
    Sheet& without(std::string_view table, std::string_view key)
    {
        lines_[std::string(table)].erase(std::string(key));
        return *this;
    }
    /// Gives the table's place to something that is none.
    Sheet& instead(std::string_view table, const std::string& value)
    {
        lines_.erase(std::string(table));
        return set("", table, value);
    }

    std::string text() const
    {
        std::string all;
        for (const auto& [table, lines] : lines_) {
            if (!table.empty()) {
                all += table == "intervention" ? "[[intervention]]\n" : "[" + table + "]\n";
            }
            for (const auto& [key, value] : lines) {
                all += (key.find('.') == key.npos ? key : '"' + key + '"') + " = " + value + "\n";
            }
        }
        return all;
    }

    /// "s.toml:7", the line of a key.
    std::string place(std::string_view table, std::string_view key) const
    {
        std::size_t line = 0;
        for (const auto& [name, lines] : lines_) {
            line += name.empty() ? 0 : 1;
            for (const auto& entry : lines) {
                ++line;
                if (name == table && entry.first == key) {
                    return "s.toml:" + std::to_string(line);
                }
            }
        }
        return "s.toml";
    }

private:
    std::map<std::string, std::map<std::string, std::string>> lines_;
};

} // namespace test
