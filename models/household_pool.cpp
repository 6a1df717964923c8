#include "models/household_pool.hpp"

#include "sim/error.hpp"

#include <algorithm>
#include <cmath>

namespace model {
namespace {

/// The age in [low, high] nearest to `target` that `has`; -1 when there is none. Of two as near, the younger.
template <class Has>
int nearest_age(double target, int low, int high, Has&& has)
{
    const int from = std::clamp(static_cast<int>(std::lround(target)), low, std::max(low, high));
    for (int off = 0; from - off >= low || from + off <= high; ++off) {
        if (from - off >= low && from - off <= high && has(from - off)) {
            return from - off;
        }
        if (from + off <= high && has(from + off)) {
            return from + off;
        }
    }
    return -1;
}

} // namespace

Pool::Pool(const AgeCounts& counts) : counts_(counts)
{
    for (int age = 0; age <= oldest_age; ++age) {
        (age < adult_age ? children_ : adults_) += both(age);
    }
}

std::uint32_t Pool::left(Sex sex, int age) const
{
    return counts_[static_cast<std::size_t>(sex)][static_cast<std::size_t>(age)];
}

Member Pool::take(Sex sex, int age)
{
    sim::expect(left(sex, age) > 0, "the person taken is there");
    --counts_[static_cast<std::size_t>(sex)][static_cast<std::size_t>(age)];
    --(age < adult_age ? children_ : adults_);
    Member member;
    member.age = static_cast<std::uint8_t>(age);
    member.sex = sex;
    return member;
}

void Pool::give_back(const Member& member)
{
    ++counts_[static_cast<std::size_t>(member.sex)][member.age];
    ++(member.age < adult_age ? children_ : adults_);
}

std::optional<Member> Pool::near(Sex sex, double target, int low, int high)
{
    const int age =
        nearest_age(target, std::max(low, 0), std::min(high, oldest_age), [&](int a) { return left(sex, a) > 0; });
    return age < 0 ? std::nullopt : std::optional(take(sex, age));
}

Member Pool::take_child(int age, Stream& stream)
{
    return take(stream.below(both(age)) < left(Sex::male, age) ? Sex::male : Sex::female, age);
}

std::optional<Member> Pool::child_near(double target, int low, int high, Stream& stream)
{
    const int age =
        nearest_age(target, std::max(low, 0), std::min(high, adult_age - 1), [&](int a) { return both(a) > 0; });
    return age < 0 ? std::nullopt : std::optional(take_child(age, stream));
}

std::optional<Member> Pool::child(int low, int high, Stream& stream)
{
    std::uint32_t sum = 0;
    for (int age = low; age <= high; ++age) {
        sum += both(age);
    }
    if (sum == 0) {
        return std::nullopt;
    }
    std::uint32_t point = stream.below(sum);
    int age = low;
    while (point >= both(age)) {
        point -= both(age++);
    }
    return take_child(age, stream);
}

Member Pool::any_adult(Stream& stream)
{
    constexpr std::uint32_t span = 62;
    const double target = adult_age + stream.below(span);
    const Sex first = stream.below(2) == 0 ? Sex::male : Sex::female;
    auto member = near(first, target, adult_age, oldest_age);
    if (!member) {
        member = near(first == Sex::male ? Sex::female : Sex::male, target, adult_age, oldest_age);
    }
    sim::ensure(member.has_value(), "an adult is left");
    return member.value();
}

} // namespace model
