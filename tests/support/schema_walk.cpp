#include "tests/support/schema_walk.hpp"

#include "models/input_policy.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace test {
namespace {

constexpr std::array<std::string_view, 16> known_axes{"replicate",
                                                      "county",
                                                      "region",
                                                      "month",
                                                      "year",
                                                      "pathway",
                                                      "form",
                                                      "sex",
                                                      "age_band",
                                                      "resource",
                                                      "intervention_year",
                                                      "event",
                                                      "fact",
                                                      "data_file",
                                                      "settlement",
                                                      "care"};
constexpr std::array<std::string_view, 6> by_county{
    "/registered/by_county", "/residents/by_county", "/residents/by_settlement",
    "/residents/by_care",    "/axes/county",         "/true/by_county"};
constexpr std::array<std::string_view, 14> private_words{"person",    "household",  "pupil",   "school",  "unit_id",
                                                         "localit",   "siruta",     "commune", "village", "latitude",
                                                         "longitude", "coordinate", "score",   "ranking"};

bool known(std::string_view axis)
{
    return axis == "scenario" || std::find(known_axes.begin(), known_axes.end(), axis) != known_axes.end();
}

std::vector<std::string> axes_of(const sim::hdf5::File& file, const std::string& name)
{
    const auto axes = file.attribute(name, "axes");
    const auto* const names = axes ? std::get_if<std::vector<std::string>>(&*axes) : nullptr;
    return names != nullptr ? *names : std::vector<std::string>{};
}

/// What is wrong with a name, in itself.
void look_at_name(const std::string& name, std::vector<std::string>& broken)
{
    for (const std::string_view word : private_words) {
        if (name.find(word) != std::string::npos) {
            broken.push_back(name + ": speaks of what is not published");
        }
    }
    if (const sim::Message why = model::refused_name("data set", name, true); !why.empty()) {
        broken.push_back(why.text());
    }
}

void look_at_axes(const sim::hdf5::File& file, const std::string& name, std::vector<std::string>& broken)
{
    const std::vector<std::string> axes = axes_of(file, name);
    const auto shape = file.info(name).shape;
    if (axes.empty() || axes.size() != shape.size()) {
        broken.push_back(name + ": has no named axes");
        return;
    }
    const auto ledger = file.attribute(name, "ledger");
    const auto* const said = ledger ? std::get_if<std::string>(&*ledger) : nullptr;
    const bool is_true = (said != nullptr && *said == "true") || name.starts_with("/true/");
    for (std::size_t i = 0; i < axes.size(); ++i) {
        if (!known(axes[i])) {
            broken.push_back(name + ": has the axis " + axes[i]);
        }
        if (!file.has("/axes/" + axes[i]) || file.info("/axes/" + axes[i]).count() != shape[i]) {
            broken.push_back(name + ": has values without a label on " + axes[i]);
        }
        if (axes[i] == "county" && std::find(by_county.begin(), by_county.end(), name) == by_county.end()) {
            broken.push_back(name + ": is by county");
        }
        if (is_true && (axes[i] == "county" || axes[i] == "pathway" || axes[i] == "form")) {
            broken.push_back(name + ": shows true levels by " + axes[i]);
        }
    }
}

} // namespace

std::vector<std::string> broken_schema(const sim::hdf5::File& file, const std::vector<std::string>& counties)
{
    std::vector<std::string> broken;
    for (const std::string& name : file.datasets()) {
        look_at_name(name, broken);
        if (!name.starts_with("/axes/")) {
            look_at_axes(file, name, broken);
        } else if (!known(name.substr(6))) {
            broken.push_back(name + ": is an axis of no known kind");
        }
    }
    if (file.has("/axes/county") && file.read_texts("/axes/county") != counties) {
        broken.emplace_back("/axes/county: is not the selection of counties");
    }
    if (file.datasets().empty()) {
        broken.emplace_back("there is nothing in the file");
    }
    return broken;
}

std::vector<std::string> json_members(std::string_view page)
{
    const std::size_t begin = page.find("type=\"application/json\"");
    const std::size_t end = page.find("</script>", begin);
    std::set<std::string> names;
    std::size_t open = std::string_view::npos; // where the string that is being read began
    for (std::size_t at = page.find('>', begin) + 1; begin != page.npos && at < end; ++at) {
        if (open != page.npos && page[at] == '\\') {
            ++at;
        } else if (page[at] == '"') {
            if (open != page.npos && page[at + 1] == ':') {
                names.emplace(page.substr(open + 1, at - open - 1));
            }
            open = open == page.npos ? at : page.npos;
        }
    }
    return {names.begin(), names.end()};
}

} // namespace test
