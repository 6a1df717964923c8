#include "sim/luck_audit.hpp"

#include "sim/error.hpp"

#include <algorithm>
#include <iterator>
#include <mutex>

namespace sim {
namespace {

struct Heard {
    std::mutex lock;
    std::vector<LuckKey> keys;
};

Heard& heard()
{
    static Heard all;
    return all;
}

} // namespace

void detail::hear_draw(const std::array<std::uint32_t, 4>& counter, const std::array<std::uint32_t, 2>& key)
{
    Heard& all = heard();
    const std::scoped_lock lock(all.lock);
    all.keys.push_back({key, counter[0], counter[1], static_cast<std::int32_t>(counter[2]), counter[3]});
}

LuckAudit::LuckAudit()
{
    expect(!detail::draws_are_heard, "two audits of luck at a time");
    heard().keys.clear();
    detail::draws_are_heard = true;
}

LuckAudit::~LuckAudit()
{
    detail::draws_are_heard = false;
}

std::size_t LuckAudit::draws() const
{
    const std::scoped_lock lock(heard().lock);
    return heard().keys.size();
}

std::vector<LuckKey> LuckAudit::of(Purpose purpose) const
{
    std::vector<LuckKey> keys;
    {
        const std::scoped_lock lock(heard().lock);
        std::copy_if(heard().keys.begin(), heard().keys.end(), std::back_inserter(keys),
                     [&](const LuckKey& key) { return key.purpose == purpose.value; });
    }
    std::sort(keys.begin(), keys.end());
    return keys;
}

std::vector<LuckKey> LuckAudit::repeats() const
{
    std::vector<LuckKey> keys;
    {
        const std::scoped_lock lock(heard().lock);
        keys = heard().keys;
    }
    std::erase_if(keys, [](const LuckKey& key) { return key.tick == 0; });
    std::sort(keys.begin(), keys.end());
    std::vector<LuckKey> again;
    for (std::size_t i = 1; i < keys.size(); ++i) {
        if (keys[i] == keys[i - 1]) {
            again.push_back(keys[i]);
        }
    }
    return again;
}

} // namespace sim
