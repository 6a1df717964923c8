#include "models/services/posts.hpp"

#include <algorithm>
#include <cmath>

namespace model::services {

std::uint32_t posts_with(std::uint32_t usual, double added)
{
    return static_cast<std::uint32_t>(std::max(0.0, usual + std::trunc(added)));
}

Posts changed(const Posts& before, std::uint32_t now)
{
    const std::uint32_t closed = before.all > now ? before.all - now : 0;
    const std::uint32_t opened = now > before.all ? now - before.all : 0;
    return {now, before.vacant - std::min(closed, before.vacant) + opened};
}

bool changes_posts(const ServiceChange& change)
{
    return change.lever == Lever::child_protection_posts || change.lever == Lever::police_posts;
}

PostsNow posts_now(const sim::World& world, const Services& s)
{
    PostsNow posts{};
    for (std::uint8_t county = 0; county < county_count; ++county) {
        for (std::size_t k = 0; k < staffed; ++k) {
            posts[county][k] = s.posts_of(world, {county}, static_cast<Staffed>(k));
        }
    }
    return posts;
}

void settle_posts(sim::World& world, const Services& s, const PostsNow& before)
{
    const PostsNow now = posts_now(world, s);
    const auto moved = world.write(s.moved);
    for (std::uint8_t county = 0; county < county_count; ++county) {
        for (std::size_t k = 0; k < staffed; ++k) {
            const std::uint32_t vacant = s.vacancies(world, {county}, static_cast<Staffed>(k));
            const Posts after = changed({before[county][k], vacant}, now[county][k]);
            moved[county * staffed + k] += static_cast<std::int32_t>(after.vacant) - static_cast<std::int32_t>(vacant);
            world.measures().count(s.left, {}, (before[county][k] - vacant) - (after.all - after.vacant));
        }
    }
}

void settle_staff(sim::World& world, const Services& s, std::span<const StaffChange> changes)
{
    const auto vacant = world.write(s.vacant);
    for (const StaffChange& change : changes) { // drawn before posts changed in the week
        const CountyId county{change.county};
        const auto hired = std::min<std::uint32_t>(change.hired, s.vacancies(world, county, change.service));
        const auto left = std::min<std::uint32_t>(change.left, s.staff(world, county, change.service));
        vacant[change.county * staffed + static_cast<std::size_t>(change.service)] +=
            static_cast<std::int32_t>(left) - static_cast<std::int32_t>(hired);
        world.measures().count(s.left, {}, left);
        world.measures().count(s.hired, {}, hired);
    }
}

} // namespace model::services
