#include "models/ledgers.hpp"

#include <algorithm>

namespace model {

std::size_t age_band(double age_years)
{
    const auto above = std::upper_bound(age_band_first.begin(), age_band_first.end(), static_cast<int>(age_years));
    return static_cast<std::size_t>(above - age_band_first.begin()) - 1;
}

std::vector<std::string> Months::labels() const
{
    std::vector<std::string> labels;
    for (sim::Tick tick = counted_.first(); tick < counted_.last(); tick = tick + 1) {
        const std::string label = sim::month_text(counted_.date(tick));
        if (labels.empty() || labels.back() != label) {
            labels.push_back(label);
        }
    }
    return labels;
}

} // namespace model
