#include "models/meant.hpp"

#include "models/scenario.hpp"

namespace model {
namespace {

constexpr double adult_age = 18.0;

bool fits(std::uint8_t wanted, bool is)
{
    return wanted == Meant::either || (wanted == Meant::yes) == is;
}

std::uint8_t wanted(const std::optional<bool>& said)
{
    return !said ? Meant::either : *said ? Meant::yes : Meant::no;
}

} // namespace

bool means(const Meant& meant, const Asked& who)
{
    const bool of_age = who.age >= meant.youngest && (meant.too_old == 0 || who.age < meant.too_old);
    const bool in_care = meant.care == 0 || (meant.care >> static_cast<unsigned>(who.care) & 1u) != 0;
    return of_age && in_care && fits(meant.boarding, who.boarding) &&
           fits(meant.parent_abroad, who.parent_abroad && who.age < adult_age);
}

Meant persons_of(const Target& target)
{
    Meant meant;
    meant.youngest = static_cast<std::uint8_t>(target.youngest.value_or(0));
    meant.too_old = static_cast<std::uint8_t>(target.oldest ? *target.oldest + 1 : 0);
    for (const Care care : target.care) {
        meant.care = static_cast<std::uint8_t>(meant.care | 1u << static_cast<unsigned>(care));
    }
    meant.boarding = wanted(target.boarding);
    meant.parent_abroad = wanted(target.parents_abroad);
    return meant;
}

} // namespace model
