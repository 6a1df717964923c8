#include "analysis/report/page_data.hpp"

#include <kainjow/mustache.hpp>

#include <map>

namespace analysis {

using kainjow::mustache::data;

PageData text_data(const Text& text)
{
    data root{data::type::object};
    std::map<std::string, data> groups;
    for (const auto& [key, sentence] : text.all()) {
        const auto dot = key.find('.');
        if (dot == std::string::npos) {
            root.set(key, sentence);
        } else {
            groups.try_emplace(key.substr(0, dot), data::type::object).first->second.set(key.substr(dot + 1), sentence);
        }
    }
    for (auto& [name, group] : groups) {
        root.set(name, group);
    }
    return root;
}

PageData strings_data(const std::vector<std::string>& texts)
{
    data list{data::type::list};
    for (const std::string& text : texts) {
        list << data{text};
    }
    return list;
}

} // namespace analysis
