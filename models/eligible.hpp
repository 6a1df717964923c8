#pragma once

#include "models/ground.hpp"
#include "models/life/rates.hpp"
#include "models/supports.hpp"

#include <span>
#include <vector>

namespace model::supports {

/// How many are eligible for a support in each locality, to plan its resources by before a run: persons, of carers and
/// income households; with `whom`, those of them who are meant. From the population as built, so the same in all
/// replicates; who wants to work abroad, who has been abused by then and who came back lately are expected numbers, of the
/// latter those that a run settles at, with the children whom they brought along. Pure.
std::vector<double> eligible_as_built(const SupportParameters& p, const LifeParameters& lives, const Ground& ground,
                                      Support kind, const Meant& whom = {});

/// Expected share of those who want to work abroad who came back within the deficit's time. Pure.
double returned_share(const LifeParameters& lives);
/// The same of children whose parents would take them along: share whom at least one has brought back. Pure.
/// \param parents_intend  shares of those like each parent who want to work abroad
double returned_along(const LifeParameters& lives, std::span<const double> parents_intend);

} // namespace model::supports
