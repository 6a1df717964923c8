#pragma once

#include "models/households.hpp"

#include <optional>

namespace model {

inline constexpr int adult_age = 18;

/// Persons of a locality who are not yet in a household, by sex and age.
class Pool {
public:
    explicit Pool(const AgeCounts& counts);

    std::uint32_t adults() const { return adults_; }
    std::uint32_t children() const { return children_; }
    std::uint32_t left(Sex sex, int age) const;

    /// Takes the person of that sex whose age is nearest to `target` within [low, high]; empty when there is none.
    std::optional<Member> near(Sex sex, double target, int low, int high);
    /// Takes a person of that sex drawn with `weight(age)` for each person within [low, high].
    template <class Weight>
    std::optional<Member> drawn(Sex sex, int low, int high, Stream& stream, Weight&& weight)
    {
        double sum = 0.0;
        for (int age = low; age <= high; ++age) {
            sum += left(sex, age) * weight(age);
        }
        if (sum <= 0.0) {
            return std::nullopt;
        }
        double point = stream.uniform() * sum;
        int chosen = -1;
        for (int age = low; age <= high && point >= 0.0; ++age) {
            const double share = left(sex, age) * weight(age);
            if (share > 0.0) {
                chosen = age;
                point -= share;
            }
        }
        return take(sex, chosen);
    }
    /// Takes a child of either sex of the age nearest to `target` within [low, high].
    std::optional<Member> child_near(double target, int low, int high, Stream& stream);
    /// Takes a child of either sex drawn evenly within [low, high].
    std::optional<Member> child(int low, int high, Stream& stream);
    /// Takes any adult, of an age near a random one. \throws ContractError when none is left
    Member any_adult(Stream& stream);
    void give_back(const Member& member);

private:
    std::uint32_t both(int age) const { return left(Sex::male, age) + left(Sex::female, age); }
    Member take(Sex sex, int age);
    Member take_child(int age, Stream& stream);

    AgeCounts counts_;
    std::uint32_t adults_{0};
    std::uint32_t children_{0};
};

} // namespace model
