#include "analysis/web/places.hpp"

#include "models/counties.hpp"
#include "models/county_names.hpp"

#include <algorithm>

namespace analysis::web {

std::string joined_codes(const std::vector<std::string>& codes)
{
    std::string joined;
    for (const std::string& code : codes) {
        joined += (joined.empty() ? "" : "+") + code;
    }
    return joined;
}

bool same_place(const Asked& a, const Asked& b)
{
    return a.selection.counties == b.selection.counties && a.years == b.years;
}

std::optional<std::string> Places::slow_county() const
{
    const model::Counties counties = model::read_counties(library_.baseline.data_folder);
    const auto& there = library_.baseline.counties;
    const auto largest = std::max_element(there.begin(), there.end(),
                                          [&](auto a, auto b) { return counties[a].persons < counties[b].persons; });
    return largest != there.end() && counties[*largest].persons >= limits_.slow_from
               ? std::optional(std::string(model::county_code(*largest)))
               : std::nullopt;
}

bool Places::is_slow(const Asked& asked) const
{
    return slow_ && asked.years == caps.years && joined_codes(asked.selection.counties) == *slow_;
}

std::list<Places::Kept>::iterator Places::find(const Asked& asked)
{
    const std::string codes = joined_codes(asked.selection.counties);
    return std::find_if(kept_.begin(), kept_.end(),
                        [&](const Kept& known) { return known.codes == codes && known.years == asked.years; });
}

/// Drops one where there is no place for one more.
void Places::make_room()
{
    std::vector<std::list<Kept>::iterator> others;
    for (auto known = kept_.begin(); known != kept_.end(); ++known) {
        if (!known->slow) {
            others.push_back(known);
        }
    }
    if (others.size() < limits_.asked) {
        return;
    }
    const auto prepared =
        std::find_if(others.rbegin(), others.rend(), [](const auto& known) { return known->run == 0; });
    const auto not_last =
        std::find_if(others.rbegin(), others.rend(), [&](const auto& known) { return known->run != runs_; });
    kept_.erase(prepared != others.rend() ? *prepared : *not_last);
}

Place& Places::at(const Asked& asked, Why why, const sim::Stop& stop, const Building& building)
{
    if (const auto found = find(asked); found != kept_.end()) {
        kept_.splice(kept_.begin(), kept_, found);
    } else {
        build(asked, stop, building);
    }
    if (why == Why::run) {
        kept_.front().run = ++runs_;
    }
    return kept_.front().place;
}

void Places::build(const Asked& asked, const sim::Stop& stop, const Building& building)
{
    building(true);
    try {
        if (!is_slow(asked)) {
            make_room();
        }
        kept_.emplace_front(joined_codes(asked.selection.counties), asked.years, is_slow(asked),
                            baseline_of(asked, library_), begins_, stop);
    } catch (...) {
        building(false);
        throw;
    }
    building(false);
}

std::uint64_t Places::room_of_newest()
{
    std::uint64_t left = limits_.states / 2;
    for (auto known = std::next(kept_.begin()); known != kept_.end(); ++known) {
        known->place.shrink_to(left);
        left -= known->place.bytes();
    }
    return limits_.states / 2 + left;
}

std::uint64_t Places::room_left() const
{
    std::uint64_t used = 0;
    for (const Kept& known : kept_) {
        used += known.place.bytes();
    }
    return limits_.states - std::min(limits_.states, used);
}

void Places::note_ready(const Asked& asked)
{
    if (const auto found = find(asked); found != kept_.end()) {
        found->ready = true;
    }
}

std::vector<std::string> Places::ready() const
{
    std::vector<std::string> all;
    for (const Kept& known : kept_) {
        if (known.ready && std::find(all.begin(), all.end(), known.codes) == all.end()) {
            all.push_back(known.codes);
        }
    }
    return all;
}

std::optional<Asked> Places::unasked() const
{
    Asked asked;
    if (slow_) {
        asked.selection.counties = {*slow_};
    }
    const bool there = std::any_of(kept_.begin(), kept_.end(), [](const Kept& known) { return known.slow; });
    return slow_ && !there ? std::optional(asked) : std::nullopt;
}

} // namespace analysis::web
