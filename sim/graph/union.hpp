#pragma once

#include "sim/error.hpp"
#include "sim/graph/layer.hpp"

#include <algorithm>
#include <cstdint>
#include <tuple>
#include <type_traits>
#include <utility>

namespace sim {

inline bool adjacent(const CsrLayer& layer, Row a, Row b)
{
    const auto others = layer.neighbours(a);
    return std::binary_search(others.begin(), others.end(), b);
}

inline bool adjacent(const CliqueLayer& layer, Row a, Row b)
{
    const auto mine = layer.groups(a);
    const auto theirs = layer.groups(b);
    const auto shared = [&](std::uint32_t g) { return std::binary_search(theirs.begin(), theirs.end(), g); };
    return a != b && std::any_of(mine.begin(), mine.end(), shared);
}

inline bool adjacent(const BlockLayer& layer, Row a, Row b)
{
    return a != b && layer.group_of(a) == layer.group_of(b);
}

/// Several layers on the same rows seen as one graph: each neighbour once, however many layers and groups two rows
/// share. Holds the layers by value: a layer is a handful of shared arrays, no tie is copied.
template <class... Layers>
class LayerUnion {
public:
    static constexpr std::size_t parts = sizeof...(Layers);

    explicit LayerUnion(Layers... layers) : layers_(std::move(layers)...)
    {
        std::apply(
            [](const auto& first, const auto&... others) {
                expect(((first.rows() == others.rows()) && ...), "the layers of a union lie on the same rows");
            },
            layers_);
    }

    std::size_t rows() const { return std::get<0>(layers_).rows(); }

    /// Calls visit(layer) on the layer number `part`.
    template <class Visit>
    decltype(auto) with_part(std::uint32_t part, Visit&& visit) const
    {
        return with_part_from<0>(part, visit);
    }
    /// Whether a layer before `part` has the tie too.
    bool met_before(std::uint32_t part, Row a, Row b) const
    {
        return met_before(part, a, b, std::index_sequence_for<Layers...>{});
    }
    template <class Visit>
    void for_each_neighbour(Row row, Visit&& visit) const
    {
        for (std::uint32_t part = 0; part < parts; ++part) {
            with_part(part, [&](const auto& layer) {
                layer.for_each_neighbour(row, [&](Row other) {
                    if (!met_before(part, row, other)) {
                        visit(other);
                    }
                });
            });
        }
    }

private:
    template <std::size_t I, class Visit>
    decltype(auto) with_part_from(std::uint32_t part, Visit& visit) const
    {
        if constexpr (I + 1 == parts) {
            return visit(std::get<I>(layers_));
        } else {
            return part == I ? visit(std::get<I>(layers_)) : with_part_from<I + 1>(part, visit);
        }
    }
    template <std::size_t... I>
    bool met_before(std::uint32_t part, Row a, Row b, std::index_sequence<I...>) const
    {
        return ((I < part && adjacent(std::get<I>(layers_), a, b)) || ...);
    }

    std::tuple<Layers...> layers_;
};

template <class... Layers>
bool adjacent(const LayerUnion<Layers...>& all, Row a, Row b)
{
    return all.met_before(LayerUnion<Layers...>::parts, a, b);
}

template <class T>
struct IsLayer : std::false_type {
};
template <>
struct IsLayer<CsrLayer> : std::true_type {
};
template <>
struct IsLayer<CliqueLayer> : std::true_type {
};
template <>
struct IsLayer<BlockLayer> : std::true_type {
};
template <class... Layers>
struct IsLayer<LayerUnion<Layers...>> : std::true_type {
};

/// What the graph functions take: one of our layers, or a union of them.
template <class T>
concept Layer = IsLayer<std::remove_cv_t<T>>::value;

} // namespace sim
