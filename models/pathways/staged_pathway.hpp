#pragma once

#include "models/cases.hpp"
#include "models/pathways/stages.hpp"

#include <functional>

namespace model {

/// Where an offender looks in a week. Attempts of one week differ in their luck.
struct Look {
    std::uint32_t locality;
    std::uint32_t attempt;
};

/// Who is met, and through whom where somebody introduced them.
struct Met {
    Row person{sim::no_row};
    Row through{sim::no_row};
};

/// What the cases of a staged pathway are like, drawn by the person's luck.
struct CaseTraits {
    sim::Purpose purpose, form_purpose;
    double first_share; ///< of cases in which the recruiter is of the first relation
    Relation first, second;
    Mode mode;
    double abroad;          ///< share exploited abroad, in the reference year
    double online_form;     ///< share exploited online
    double criminal_form{}; ///< share forced into crime
};

/// How a pathway whose offenders court their targets differs from another.
struct StagedPathway {
    const char* name;
    StageParameters p;
    double offender_share; ///< its offenders per offender of offenders.per_100k
    double approach;       ///< attempts of an offender at liberty [1/year]
    sim::Purpose approach_purpose, accept_purpose;
    /// The person that an attempt meets, or no_row: from the unfiltered list, by (offender, tick, attempt).
    std::function<Met(const sim::World&, const sim::Step&, const Offender&, const Look&)> target;
    /// Hazard of contact by what the person is, relative to the reference.
    std::function<double(const sim::World&, Row, sim::Tick)> relative_hazard;
    double ceiling;                             ///< of the relative hazard
    PathwayTraits seen_as;                      ///< by the institutions
    double internalised_effect, false_security; ///< log hazard ratios of contact by what the person believes
    CaseTraits traits;
    bool reaches_county{}; ///< targets are looked for in the whole county, not at the offender's place
    OffenderPlace place{}; ///< of a group; empty for places in proportion to residents
    /// Willingness of whoever introduces, in [0, 1]; empty where nobody does.
    std::function<double(const sim::World&, Row through, sim::Tick)> willingness{};
};

/// Adds the offenders and the processes of a staged pathway: approaching, and what becomes of its relations.
void add_staged_pathway(Build& build, StagedPathway pathway);

/// The processes, one file each.
void add_approaches(Build& build, std::shared_ptr<const StagedPathway> pathway);
void add_relations(Build& build, std::shared_ptr<const StagedPathway> pathway);

} // namespace model
