#include "analysis/sensitivity/design.hpp"

#include "analysis/calibration/design.hpp"
#include "sim/error.hpp"
#include "sim/random.hpp"

#include <algorithm>
#include <array>
#include <numeric>

namespace analysis::sensitivity {
namespace {

/// Random words of a design, by what they are for: a pure function, so that no row waits for those before it.
class Words {
public:
    Words(std::uint64_t seed, std::uint32_t scramble, sim::Purpose purpose)
        : key_{static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)}, scramble_(scramble),
          purpose_(purpose.value)
    {
    }

    sim::Draw operator()(std::uint32_t which, std::uint32_t axis) const
    {
        return {sim::philox({which, axis, scramble_, purpose_}, key_)};
    }
    std::uint64_t word(std::uint32_t which, std::uint32_t axis) const
    {
        const auto words = (*this)(which, axis).words;
        return std::uint64_t{words[0]} << 32 | words[1];
    }

private:
    std::array<std::uint32_t, 2> key_;
    std::uint32_t scramble_;
    std::uint32_t purpose_;
};

/// Steele, Lea, Flood 2014 (SplitMix64): a bijection in which each bit given moves about half of those returned.
std::uint64_t mixed(std::uint64_t x)
{
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
    return x ^ (x >> 31);
}

constexpr unsigned digits = 52;

/// Nested scrambling of binary digits: whether a digit is turned over depends on those before it, so that equal slices stay equal.
std::uint64_t scrambled(std::uint64_t number, std::uint64_t key)
{
    std::uint64_t turned = 0;
    for (unsigned k = 0; k < digits; ++k) {
        const std::uint64_t before = k == 0 ? 0 : number >> (digits - k);
        // The one in front tells 0 from 00.
        const std::uint64_t prefix = std::uint64_t{1} << k | before;
        turned |= (mixed(key ^ mixed(prefix)) >> 63) << (digits - 1 - k);
    }
    return number ^ turned;
}

double middle(std::size_t slice, std::size_t slices)
{
    return (static_cast<double>(slice) + 0.5) / static_cast<double>(slices);
}

/// 0 .. n - 1 in random order (Fisher and Yates).
std::vector<std::size_t> shuffled(std::size_t n, const Words& words, std::uint32_t which, std::uint32_t axis)
{
    // One key for the whole order, drawn by block and axis; the words of its steps come from the mixer.
    const std::uint64_t key = words.word(which, axis);
    std::vector<std::size_t> order(n);
    std::iota(order.begin(), order.end(), std::size_t{0});
    for (std::size_t left = n; left > 1; --left) {
        const std::uint64_t high = mixed(key ^ mixed(left)) >> 32;
        std::swap(order[left - 1], order[high * left >> 32]);
    }
    return order;
}

constexpr std::size_t most_rows = std::size_t{1} << 32;

} // namespace

Points grid(std::span<const std::size_t> levels)
{
    Points points{levels.size(), {}};
    std::vector<std::size_t> at(levels.size(), 0);
    const Design design{.kind = Kind::grid, .levels = {levels.begin(), levels.end()}};
    const std::size_t count = rows(design);
    points.values.reserve(count * levels.size());
    for (std::size_t row = 0; row < count; ++row) {
        for (std::size_t axis = 0; axis < levels.size(); ++axis) {
            points.values.push_back(middle(at[axis], levels[axis]));
        }
        for (std::size_t axis = levels.size(); axis-- > 0 && ++at[axis] == levels[axis];) {
            at[axis] = 0;
        }
    }
    return points;
}

Points latin_hypercube(std::size_t dimension, std::size_t first, std::size_t count, std::size_t block,
                       std::uint64_t seed, std::uint32_t scramble)
{
    sim::expect(dimension > 0 && block > 0, "a block has an axis and a point");
    const Words order_words(seed, scramble, "latin_hypercube.order");
    const Words place_words(seed, scramble, "latin_hypercube.place");
    Points points{dimension, std::vector<double>(dimension * block * count)};
    for (std::size_t b = 0; b < count; ++b) {
        const auto which = static_cast<std::uint32_t>(first + b);
        for (std::uint32_t axis = 0; axis < dimension; ++axis) {
            const auto order = shuffled(block, order_words, which, axis);
            const std::uint64_t key = place_words.word(which, axis);
            for (std::size_t i = 0; i < block; ++i) {
                const double within = (static_cast<double>(mixed(key ^ mixed(i)) >> 12) + 0.5) * 0x1.0p-52;
                const double u = (static_cast<double>(order[i]) + within) / static_cast<double>(block);
                points[b * block + i][axis] = std::min(u, 1.0 - 0x1.0p-53);
            }
        }
    }
    return points;
}

Points sobol(std::size_t dimension, std::uint64_t first, std::size_t count, std::uint64_t seed, std::uint32_t scramble)
{
    const Words words(seed, scramble, "sobol.scramble");
    std::vector<std::uint64_t> keys;
    for (std::uint32_t axis = 0; axis < dimension; ++axis) {
        keys.push_back(words.word(0, axis));
    }
    // The shift of digits under it moves no net off its slices: it is a scrambling itself.
    Points points = calibration::sobol_points(dimension, first, count, seed);
    for (std::size_t i = 0; i < points.size(); ++i) {
        for (std::size_t axis = 0; axis < dimension; ++axis) {
            const auto number = static_cast<std::uint64_t>(points[i][axis] * 0x1.0p52);
            points[i][axis] = (static_cast<double>(scrambled(number, keys[axis])) + 0.5) * 0x1.0p-52;
        }
    }
    return points;
}

Points saltelli(const SaltelliRows& layout, std::size_t first, std::size_t count, std::uint64_t seed,
                std::uint32_t scramble)
{
    const std::size_t d = layout.dimension;
    const Points both = sobol(2 * d, first, count, seed, scramble);
    Points points{d, {}};
    points.values.reserve(count * layout.together() * d);
    for (std::size_t base = 0; base < count; ++base) {
        const std::vector<double> a(both[base].begin(), both[base].begin() + static_cast<std::ptrdiff_t>(d));
        const std::vector<double> b(both[base].begin() + static_cast<std::ptrdiff_t>(d), both[base].end());
        const auto add_mixed = [&](std::vector<double> most, const std::vector<double>& other) {
            for (std::size_t axis = 0; axis < d; ++axis) {
                const double own = most[axis];
                most[axis] = other[axis];
                points.add(most);
                most[axis] = own;
            }
        };
        points.add(a);
        add_mixed(a, b);
        if (layout.second_order) {
            add_mixed(b, a);
        }
        points.add(b);
    }
    return points;
}

Points morris(std::size_t dimension, std::size_t first, std::size_t count, std::size_t slices, std::uint64_t seed,
              std::uint32_t scramble)
{
    sim::expect(dimension > 0 && slices >= 2 && slices % 2 == 0,
                "trajectories have axes with an even number of slices");
    const Words start_words(seed, scramble, "morris.start");
    const Words order_words(seed, scramble, "morris.order");
    Points points{dimension, {}};
    points.values.reserve(count * (dimension + 1) * dimension);
    for (std::size_t t = first; t < first + count; ++t) {
        const auto which = static_cast<std::uint32_t>(t);
        std::vector<std::size_t> at(dimension);
        std::vector<double> point(dimension);
        for (std::uint32_t axis = 0; axis < dimension; ++axis) {
            at[axis] = start_words(which, axis).below(static_cast<std::uint32_t>(slices));
            point[axis] = middle(at[axis], slices);
        }
        points.add(point);
        for (const std::size_t axis : shuffled(dimension, order_words, which, 0)) {
            point[axis] = middle((at[axis] + slices / 2) % slices, slices);
            points.add(point);
        }
    }
    return points;
}

std::size_t rows_together(const Design& design)
{
    switch (design.kind) {
    case Kind::latin_hypercube:
        return design.block;
    case Kind::saltelli:
        return SaltelliRows{design.dimension, design.second_order}.together();
    case Kind::morris:
        return design.dimension + 1;
    default:
        return 1;
    }
}

std::size_t rows(const Design& design)
{
    std::size_t count = design.kind == Kind::grid ? 1 : rows_together(design);
    const auto times = [&](std::size_t factor) {
        if (factor != 0 && count > most_rows / factor) {
            throw sim::InputError("design", sim::refusal("design.too-many-points",
                                                         "the design has more than 4,294,967,296 points",
                                                         "give it fewer levels or points"));
        }
        count *= factor;
    };
    if (design.kind == Kind::grid) {
        std::for_each(design.levels.begin(), design.levels.end(), times);
    } else {
        times(design.size);
    }
    return count;
}

Points points(const Design& design, std::size_t first, std::size_t count)
{
    const std::size_t together = rows_together(design);
    sim::expect(first + count <= rows(design), "rows of a design are asked for that it has");
    sim::expect(together > 0 && first % together == 0 && count % together == 0, "rows that belong together stay so");
    const auto seed = design.seed;
    switch (design.kind) {
    case Kind::grid: {
        const Points all = grid(design.levels);
        const auto begin = all.values.begin() + static_cast<std::ptrdiff_t>(first * all.dimension);
        return {all.dimension, {begin, begin + static_cast<std::ptrdiff_t>(count * all.dimension)}};
    }
    case Kind::latin_hypercube:
        return latin_hypercube(design.dimension, first / together, count / together, design.block, seed,
                               design.scramble);
    case Kind::saltelli:
        return saltelli({design.dimension, design.second_order}, first / together, count / together, seed,
                        design.scramble);
    case Kind::morris:
        return morris(design.dimension, first / together, count / together, design.slices, seed, design.scramble);
    default:
        return sobol(design.dimension, first, count, seed, design.scramble);
    }
}

Points points(const Design& design)
{
    return points(design, 0, rows(design));
}

} // namespace analysis::sensitivity
