#include "models/pathways/displacement.hpp"

namespace model::displacement {

Elsewhere elsewhere(const OffenderParameters& p, double u, double v)
{
    if (u < p.turn) {
        return Elsewhere::another_pathway;
    }
    if (u >= p.turn + (1.0 - p.turn) * p.look_again) {
        return Elsewhere::nowhere;
    }
    return v < p.look_nearby ? Elsewhere::another_place : Elsewhere::another_person;
}

std::uint8_t another_pathway(std::span<const OffenderPathway> pathways, std::uint8_t own, double u)
{
    double all = 0.0;
    for (const OffenderPathway& pathway : pathways) {
        all += pathway.position != own && pathway.open ? pathway.share : 0.0;
    }
    double left = u * all;
    for (const OffenderPathway& pathway : pathways) {
        if (pathway.position != own && pathway.open) {
            left -= pathway.share;
            if (left < 0.0) {
                return pathway.position;
            }
        }
    }
    return own;
}

} // namespace model::displacement
