#include "analysis/report/spec.hpp"

#include "analysis/escape.hpp"

namespace analysis::spec {

std::string object(const Members& members)
{
    std::string out = "{";
    for (const auto& [name, value] : members) {
        out += (out.size() > 1 ? "," : "") + json(name) + ":" + value;
    }
    return out + "}";
}

std::string array(const std::vector<std::string>& values)
{
    std::string out = "[";
    for (const std::string& value : values) {
        out += (out.size() > 1 ? "," : "") + value;
    }
    return out + "]";
}

std::string numbers(const std::vector<double>& values)
{
    std::vector<std::string> texts;
    for (const double value : values) {
        texts.push_back(json(value));
    }
    return array(texts);
}

std::string item(std::size_t k, const Estimate& value, bool firm, const std::string& text)
{
    return object({{"k", std::to_string(k)},
                   {"m", json(value.mean)},
                   {"l", json(value.low)},
                   {"h", json(value.high)},
                   {"firm", firm ? "true" : "false"},
                   {"t", json(text)}});
}

} // namespace analysis::spec
