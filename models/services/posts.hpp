#pragma once

#include "models/services/services.hpp"

#include <span>

namespace model::services {

/// Whole posts with what strategies and cuts have added and taken; never below none. Pure.
std::uint32_t posts_with(std::uint32_t usual, double added);

/// Posts of a service, and those of them that nobody holds.
struct Posts {
    std::uint32_t all, vacant;
};
/// After posts were opened or closed: new ones are vacant, and vacant ones are closed first. Pure.
Posts changed(const Posts& before, std::uint32_t now);

/// Posts by county and service.
using PostsNow = std::array<std::array<std::uint32_t, staffed>, county_count>;
PostsNow posts_now(const sim::World& world, const Services& s);

/// Whether the change opens or closes posts.
bool changes_posts(const ServiceChange& change);
/// Vacancies after posts were opened or closed: whoever held one that is closed has left.
void settle_posts(sim::World& world, const Services& s, const PostsNow& before);
/// Who left and who was hired in a week, of those whom changes of posts in the week have left there.
void settle_staff(sim::World& world, const Services& s, std::span<const StaffChange> changes);

} // namespace model::services
