#pragma once

#include <array>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace sim {

/// Everything about a parameter, declared once. The loader, the range check, the reference page and the samplers
/// are all derived from it.
struct ParameterInfo {
    std::string_view name; ///< "group.name", unique
    std::string_view unit; ///< "1/year", "1", "RON/session", ...
    double value{};        ///< default
    double low{};          ///< smallest value allowed
    double high{};         ///< largest value allowed
    char grade{'E'}; ///< A trial meta-analysis, B one good trial, C observational, D expert or model, E none found
    std::string_view source; ///< a citation, "calibrated: <target>" or "assumed: <reason>"
    std::string_view doc;    ///< one sentence
};

/// A declaration tied to the field it fills.
template <class P>
struct Parameter {
    double P::*field;
    ParameterInfo info;
};

/// Values that depart from the declarations, by name. Names and ranges are checked where they are read (the scenario).
class Values {
public:
    void set(std::string name, double value) { values_.insert_or_assign(std::move(name), value); }
    double value_or(std::string_view name, double fallback) const
    {
        const auto found = values_.find(name);
        return found == values_.end() ? fallback : found->second;
    }
    const std::map<std::string, double, std::less<>>& all() const { return values_; }

private:
    std::map<std::string, double, std::less<>> values_;
};

/// The parameters of one module: declared values, replaced by those given.
template <class P, std::size_t N>
P resolve(const std::array<Parameter<P>, N>& table, const Values& given)
{
    static_assert(sizeof(P) == N * sizeof(double), "a field has no declaration");
    P p{};
    for (const auto& parameter : table) {
        p.*parameter.field = given.value_or(parameter.info.name, parameter.info.value);
    }
    return p;
}

template <class P, std::size_t N>
std::vector<ParameterInfo> declarations(const std::array<Parameter<P>, N>& table)
{
    std::vector<ParameterInfo> infos;
    for (const auto& parameter : table) {
        infos.push_back(parameter.info);
    }
    return infos;
}

} // namespace sim
