#pragma once

#include "models/counties.hpp"
#include "models/misfit.hpp"
#include "models/people.hpp"
#include "sim/clock.hpp"
#include "sim/graph/layer.hpp"
#include "sim/parameter.hpp"

#include <cstdint>
#include <filesystem>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace model {

/// The social graph on the rows of a population: one layer for each kind of tie, at the start of the run.
struct Networks {
    sim::BlockLayer household;
    sim::CliqueLayer kin;          ///< joins households that are related
    sim::CliqueLayer school_class; ///< the classes attended at the start
    sim::CliqueLayer friendship;
    sim::CliqueLayer neighbourhood;
    /// Inner ties only. A tie is awake while both its ends are of an age for it (of_online_age), else it sleeps: those of
    /// who is too young on the reference day are there, and nobody uses them yet.
    sim::CsrLayer online;
    Array<std::uint16_t> online_outside; ///< per row: online ties that leave the selection (met by the mean field)
    sim::CliqueLayer work;               ///< teams, none above 60
};

/// Whether somebody of this age [years] uses online ties, and is met along them.
bool of_online_age(double age_years);

/// Builds every layer. A tie between two persons of one county is the same in every selection of counties, and an
/// online tie between two counties whenever both are selected; except classes, which are the population's.
/// \param start  the step at which ages and classes are looked at
/// \param seed   the population's seed, not the run's: all replicates share one graph
/// \source docs/model.md, "Social graph"
Networks build_networks(const Population& people, sim::Tick start, std::uint64_t seed);

/// Adds, per layer and county, mean degree, transitivity and age mixing against their targets, and for the whole
/// selection components and the largest core number. Of online ties those awake on the start are measured.
/// \param data  folder of the tables
/// \throws sim::InputError when the contact matrix or the household sizes cannot be read
void measure_networks(const Population& people, const Networks& networks, sim::Tick start, const Counties& counties,
                      const std::filesystem::path& data, MisfitReport& report);

/// Bytes held by each layer, by name; the household layer shares the population's arrays.
std::vector<std::pair<std::string_view, std::size_t>> network_bytes(const Networks& networks);

/// What the graph assumes, each number declared once.
std::span<const sim::ParameterInfo> network_parameters();

} // namespace model
