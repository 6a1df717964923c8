#include "models/pathways/staged_pathway.hpp"

#include "models/build.hpp"

namespace model {

void add_staged_pathway(Build& build, StagedPathway pathway)
{
    build.pathway_traits[build.pathway] = pathway.seen_as;
    build.offenders.pathways.push_back({.position = static_cast<std::uint8_t>(build.pathway),
                                        .slot = static_cast<std::uint8_t>(build.pathway_slot),
                                        .open = true,
                                        .share = pathway.offender_share,
                                        .place = pathway.place});
    const auto shared = std::make_shared<const StagedPathway>(std::move(pathway));
    add_approaches(build, shared);
    add_relations(build, shared);
}

} // namespace model
