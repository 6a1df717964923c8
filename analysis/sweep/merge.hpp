#pragma once

#include "analysis/sweep/manifest.hpp"
#include "analysis/sweep/schema.hpp"
#include "analysis/sweep/unit_result.hpp"
#include "sim/recorder.hpp"

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace analysis::sweep {

/// The results of a sweep, point by point and replicate by replicate.
class Results {
public:
    /// Reads every unit that is finished.
    /// \throws sim::StorageError when one is damaged, or counts other strata or years than the others
    Results(const std::filesystem::path& sweep, Manifest manifest);

    const Manifest& manifest() const { return manifest_; }
    /// Of a point and a replicate; null where the unit is not finished.
    const UnitResult* at(std::size_t point, std::size_t replicate) const;
    /// Any of them, for what they have in common; null where none is finished.
    const UnitResult* any() const;
    /// Pairs of point and replicate that have none.
    std::size_t missing() const { return missing_; }

private:
    Manifest manifest_;
    std::vector<std::optional<UnitResult>> units_; ///< point by point, replicates side by side
    std::size_t missing_{};
};

/// A data set for each measure, by point, replicate and strategy, what is not finished as NaN; the design; what was finished, to which
/// digests. Free of the order in which units were made, by how many, where and when.
std::vector<sim::Table> tables_of(const Results& results);
/// What the data set is, whether all of it is there, and where it comes from.
std::vector<sim::Fact> facts_of(const Results& results);
/// The scenarios with which a point and a seed give the runs again, and the digests of the tables that they read.
/// \throws sim::InputError when a file of the plan is not what was planned
std::vector<sim::Table> provenance_of(const std::filesystem::path& sweep, const Manifest& manifest);
/// The digests of the tables once more, as an attribute of the file: lines as sha256sum(1) writes them, and checks them.
/// \throws sim::InputError as provenance_of()
sim::Fact data_tables_of(const std::filesystem::path& sweep, const Manifest& manifest);
/// SHA-256 (hex) over every table with its labels, but for the provenance.
std::string digest_of(const Results& results);
/// The same of any tables.
std::string digest_with_labels(std::vector<sim::Table> tables);

/// The same as tidy tables in long form. \return  the text of a CSV file
std::string values_csv(const Results& results);
std::string units_csv(const Results& results);
std::string parameters_csv(const Results& results);

/// "sex=female"; "all" of everything together.
std::string text_of(const Stratum& stratum);

} // namespace analysis::sweep
