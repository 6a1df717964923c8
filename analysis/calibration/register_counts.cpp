#include "analysis/calibration/register_counts.hpp"

#include "sim/error.hpp"
#include "sim/storage_messages.hpp"

#include <algorithm>
#include <array>
#include <sstream>

namespace analysis::calibration {
namespace {

constexpr std::array<std::string_view, 20> age_names{"0",  "1",  "2",  "3",  "4",  "5",  "6",  "7",  "8",     "9",
                                                     "10", "11", "12", "13", "14", "15", "16", "17", "18-24", "25+"};

template <class Names>
std::size_t position(const Names& names, const std::string& word, std::string_view label)
{
    const auto found = std::find(names.begin(), names.end(), word);
    if (found == names.end()) {
        throw sim::StorageError(std::string(label), sim::damaged(sim::phrase("say.no-profile", "is no profile")));
    }
    return static_cast<std::size_t>(found - names.begin());
}

} // namespace

std::uint8_t age_class(double age_years)
{
    constexpr double older = 25.0;
    return age_years >= older    ? from_25_on
           : age_years >= of_age ? of_age
                                 : static_cast<std::uint8_t>(std::max(age_years, 0.0));
}

std::vector<ProfileCount> added_up(std::vector<ProfileCount> profiles)
{
    std::sort(profiles.begin(), profiles.end());
    std::vector<ProfileCount> sums;
    for (const ProfileCount& line : profiles) {
        if (!sums.empty() && sums.back().profile == line.profile && sums.back().pathway == line.pathway) {
            sums.back().count += line.count;
        } else {
            sums.push_back(line);
        }
    }
    return sums;
}

std::vector<ProfileCount> without_pathways(std::vector<ProfileCount> profiles)
{
    for (ProfileCount& line : profiles) {
        line.pathway = 0;
    }
    return added_up(std::move(profiles));
}

std::string label(const Profile& p)
{
    const std::array<std::string_view, 8> words{model::sex_names[p.female ? 1 : 0],
                                                age_names.at(p.age),
                                                model::form_names[static_cast<std::size_t>(p.form)],
                                                model::relation_names[static_cast<std::size_t>(p.relation)],
                                                model::mode_names[static_cast<std::size_t>(p.mode)],
                                                model::place_names[static_cast<std::size_t>(p.place)],
                                                model::education_names[static_cast<std::size_t>(p.education)],
                                                model::family_names[static_cast<std::size_t>(p.family)]};
    std::string text;
    for (const std::string_view word : words) {
        text += (text.empty() ? "" : " ") + std::string(word);
    }
    return text;
}

Profile profile_of(std::string_view label)
{
    std::istringstream words{std::string(label)};
    const auto next = [&](const auto& names) {
        std::string word;
        words >> word;
        return position(names, word, label);
    };
    Profile p;
    p.female = next(model::sex_names) == 1;
    p.age = static_cast<std::uint8_t>(next(age_names));
    p.form = static_cast<model::Form>(next(model::form_names));
    p.relation = static_cast<model::Relation>(next(model::relation_names));
    p.mode = static_cast<model::Mode>(next(model::mode_names));
    p.place = static_cast<model::Place>(next(model::place_names));
    p.education = static_cast<model::Education>(next(model::education_names));
    p.family = static_cast<model::Family>(next(model::family_names));
    return p;
}

} // namespace analysis::calibration
