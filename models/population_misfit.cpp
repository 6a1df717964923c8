#include "models/population_misfit.hpp"

#include "models/population_assumptions.hpp"
#include "models/population_traits.hpp"
#include "models/schools.hpp"
#include "sim/parallel.hpp"

#include <cmath>
#include <limits>

namespace model {
namespace {

constexpr int adult_age = 18;
constexpr double unbounded = std::numeric_limits<double>::infinity();
// What is met only to within an error: a share of the target for counts, a difference for shares.
constexpr double count_tolerance = 0.03;
constexpr double share_tolerance = 0.01;
constexpr double size_tolerance = 0.12; ///< of the national mean: a county's own mean is not known
constexpr double shape_tolerance = 0.15;

constexpr double gap_tolerance = 0.10; ///< of urban and rural access, which narrows where access is high

/// Everything counted in one pass over a county's persons and one over its households.
struct Tally {
    PerSex<GroupCounts> sex_age{};
    PerSex<std::array<std::uint32_t, single_ages>> single{};
    std::vector<GroupCounts> locality_age;
    std::uint32_t children{};
    std::array<std::uint32_t, 6> care{}; ///< children by Care
    std::uint32_t one_abroad{}, both_abroad{}, declared{};
    std::uint32_t disabled_children{}, abused_adults{}, employed{}, of_working_age{};

    std::array<std::uint32_t, 2> households{};
    std::array<std::uint32_t, 2> members{};
    std::array<std::array<std::uint32_t, household_shapes>, 2> sizes{};
    std::array<std::uint32_t, 2> connected{};
    std::uint32_t deprived_persons{}, persons{};
    std::uint32_t children_alone{};
    std::uint32_t groups{}, largest_group{};
    std::uint32_t young_alone{};
};

void tally_person(Tally& tally, const Population& population, Row row, std::size_t first_locality, sim::Date reference)
{
    const int age = age_years(population.birth_week[row], reference);
    const auto sex = static_cast<std::size_t>(population.sex[row]);
    ++tally.sex_age[sex][group_of(age)];
    ++tally.locality_age[population.locality[row] - first_locality][group_of(age)];
    if (age < static_cast<int>(single_ages)) {
        ++tally.single[sex][static_cast<std::size_t>(age)];
    }
    const std::uint8_t flags = population.flags[row];
    if (age >= adult_age) {
        constexpr int retired = 65;
        tally.of_working_age += age < retired ? 1 : 0;
        tally.employed += (flags & flag::employed) != 0 ? 1 : 0;
        return;
    }
    ++tally.children;
    ++tally.care[static_cast<std::size_t>(population.care[row])];
    tally.disabled_children += (flags & flag::disability) != 0 ? 1 : 0;
    if (population.parent_abroad[row] != ParentAbroad::none) {
        (population.parent_abroad[row] == ParentAbroad::one ? tally.one_abroad : tally.both_abroad) += 1;
        tally.declared += (flags & flag::abroad_undeclared) != 0 ? 0 : 1;
    }
}

void tally_household(Tally& tally, const Population& population, std::size_t h, sim::Date reference)
{
    const Row first = population.households.first_member[h];
    const std::uint32_t size = population.households.first_member[h + 1] - first;
    const auto settlement =
        static_cast<std::size_t>(population.localities.settlement[population.households.locality[h]]);
    tally.persons += size;
    tally.deprived_persons += population.households.deprivation[h] >= assume::deprivation_cut.value ? size : 0;
    if (population.households.institution[h] != 0) {
        ++tally.groups;
        tally.largest_group = std::max(tally.largest_group, size);
        return;
    }
    ++tally.households[settlement];
    tally.members[settlement] += size;
    ++tally.sizes[settlement][std::min<std::size_t>(size, household_shapes) - 1];
    tally.connected[settlement] += (population.flags[first] & flag::internet) != 0 ? 1 : 0;
    // Members stand by age: the first is the oldest.
    const int oldest = age_years(population.birth_week[first], reference);
    tally.children_alone += oldest < adult_age ? size : 0;
    constexpr int young = 25;
    tally.young_alone += size == 1 && oldest < young ? 1 : 0;
}

/// Rows of one county.
class CountyReport {
public:
    CountyReport(MisfitReport& report, const County& county, const SourceTables& tables, const CountyDraft& draft,
                 const Tally& tally)
        : report_(report), county_(county), tables_(tables), draft_(draft), tally_(tally)
    {
    }

    void write()
    {
        margins();
        households();
        care();
        traits();
    }

private:
    Misfit row(std::string subject, std::string property, double target, double achieved, double tolerance,
               std::string source, char grade) const
    {
        return {county_.code, std::move(subject), std::move(property), target, achieved,
                0.0,          tolerance,          std::move(source),   grade};
    }
    void exact(std::string subject, std::string property, double target, double achieved, std::string source,
               char grade)
    {
        report_.add_absolute(
            row(std::move(subject), std::move(property), target, achieved, 0.0, std::move(source), grade));
    }
    void count(std::string subject, std::string property, double target, double achieved, std::string source,
               char grade)
    {
        // Counts of a few children cannot be met better than to within two.
        const double tolerance = std::max(count_tolerance, target > 0.0 ? 2.0 / target : 2.0);
        report_.add_relative(
            row(std::move(subject), std::move(property), target, achieved, tolerance, std::move(source), grade));
    }
    void share(std::string subject, std::string property, double target, double achieved, double tolerance,
               std::string source, char grade)
    {
        report_.add_absolute(
            row(std::move(subject), std::move(property), target, achieved, tolerance, std::move(source), grade));
    }

    /// Persons in the right cell of a margin: all of them, or something is wrong with the builder.
    template <class Cells>
    static std::uint32_t right_cells(const Cells& wanted, const Cells& got)
    {
        std::uint32_t right = 0;
        for (std::size_t i = 0; i < wanted.size(); ++i) {
            right += std::min(wanted[i], got[i]);
        }
        return right;
    }

    void margins()
    {
        const std::size_t c = draft_.county.value;
        const std::size_t first = tables_.first_locality[c];
        std::uint32_t by_locality = 0;
        for (std::size_t l = 0; l < tally_.locality_age.size(); ++l) {
            by_locality += right_cells(tables_.localities[first + l].ages, tally_.locality_age[l]);
        }
        std::uint32_t by_sex = 0;
        std::uint32_t by_year = 0;
        std::uint32_t young = 0;
        for (std::size_t sex = 0; sex < 2; ++sex) {
            by_sex += right_cells(tables_.sex_age[c][sex], tally_.sex_age[sex]);
            by_year += right_cells(tables_.single_age[c][sex], tally_.single[sex]);
            for (const std::uint32_t persons : tables_.single_age[c][sex]) {
                young += persons;
            }
        }
        exact("residents", "persons", county_.persons, tally_.persons, "census 2021, table 1.03.2", 'A');
        exact("locality x age", "persons in the right cell", county_.persons, by_locality,
              "census 2021, table 1.03.2; confidential cells as residuals", 'A');
        exact("county x age x sex", "persons in the right cell", county_.persons, by_sex, "census 2021, table 1.03.1",
              'A');
        exact("county x single year 0-19 x sex", "persons in the right cell", young, by_year,
              "population_single_age_0_19_2021.csv", 'C');
    }

    void households()
    {
        const std::array<double, 2> mean{assume::mean_size_urban.value, assume::mean_size_rural.value};
        const std::array<std::string, 2> name{"urban households", "rural households"};
        for (std::size_t s = 0; s < 2; ++s) {
            if (tally_.households[s] == 0) {
                continue;
            }
            const double all = tally_.households[s];
            report_.add_relative(row(name[s], "mean size", mean[s], tally_.members[s] / all, size_tolerance,
                                     "household_size_distribution.csv, national", 'C'));
            double variation = 0.0;
            for (std::size_t k = 0; k < household_shapes; ++k) {
                variation += 0.5 * std::abs(tables_.household_shape[s][k] - tally_.sizes[s][k] / all);
            }
            share(name[s], "sizes 1 to 6+, total variation", 0.0, variation, shape_tolerance,
                  "household_size_distribution.csv, national", 'C');
        }
        exact("children", "without an adult in the household", 0.0, tally_.children_alone, "by construction", 'A');
        share("young adults 18-24", "living alone, per young adult", 0.0,
              tally_.young_alone / std::max(1.0, young_adults()), 0.15, "assumed: few leave home before 25", 'E');
    }

    double young_adults() const
    {
        double persons = 0.0;
        for (std::size_t sex = 0; sex < 2; ++sex) {
            persons += tally_.single[sex][18] + tally_.single[sex][19] + tally_.sex_age[sex][group_of(20)];
        }
        return persons;
    }

    double wanted(Situation situation) const { return draft_.targets.children[static_cast<std::size_t>(situation)]; }
    double got(Care care) const { return tally_.care[static_cast<std::size_t>(care)]; }

    void care()
    {
        exact("residential care", "children", draft_.targets.residential, got(Care::residential),
              "children_residential_care_est", 'C');
        share("residential care", "largest group", assume::residential_group.value, tally_.largest_group, unbounded,
              "assumed: small group homes", 'E');
        count("foster care", "children", wanted(Situation::foster), got(Care::foster),
              "children_special_protection_est", 'C');
        const double relatives = wanted(Situation::relatives_protection) + wanted(Situation::relatives_other) +
                                 wanted(Situation::both_abroad);
        count("relatives", "children", relatives, got(Care::relatives),
              "special protection and both or sole parent abroad", 'C');
        // In a few communes with very many children no second parent of a plausible age can be found.
        constexpr double few_parents = 0.12;
        report_.add_relative(row("one parent", "children",
                                 wanted(Situation::one_abroad) + wanted(Situation::lone_parent), got(Care::one_parent),
                                 few_parents, "one parent abroad, and lone parents (assumed 11 %)", 'D'));
        count("parents abroad", "children, one parent", wanted(Situation::one_abroad), tally_.one_abroad,
              "survey 2022 by the register's county estimate", 'C');
        count("parents abroad", "children, both or the only one", wanted(Situation::both_abroad), tally_.both_abroad,
              "survey 2022 by the register's county estimate", 'C');
        count("parents abroad", "children in the register", county_.children_parents_abroad, tally_.declared,
              "children_with_parents_abroad_est", 'C');
    }

    void traits()
    {
        const double homes = tally_.households[0] + tally_.households[1];
        share("persons", "at risk of poverty or exclusion", county_.arope_pct / 100.0,
              static_cast<double>(tally_.deprived_persons) / tally_.persons, share_tolerance, "arope_pct 2023, region",
              'B');
        share("households", "with internet", county_.internet_pct / 100.0,
              (tally_.connected[0] + tally_.connected[1]) / homes, share_tolerance,
              "households_internet_access_pct 2022, region", 'B');
        if (tally_.households[0] > 0 && tally_.households[1] > 0) {
            share("households", "internet, urban minus rural",
                  assume::internet_urban.value - assume::internet_rural.value,
                  static_cast<double>(tally_.connected[0]) / tally_.households[0] -
                      static_cast<double>(tally_.connected[1]) / tally_.households[1],
                  gap_tolerance, "households_internet_access 2022, national", 'B');
        }
        share("children", "with a disability", assume::disability_child.value,
              static_cast<double>(tally_.disabled_children) / tally_.children, share_tolerance, "assumed", 'D');
        share("persons 18-64", "employed", 0.68, static_cast<double>(tally_.employed) / tally_.of_working_age,
              unbounded, "assumed: order of the labour force survey", 'D');
    }

    MisfitReport& report_;
    const County& county_;
    const SourceTables& tables_;
    const CountyDraft& draft_;
    const Tally& tally_;
};

Tally tally_county(const Population& population, const SourceTables& tables, const CountyBlock& block,
                   const CountyDraft& draft, sim::Date reference, const sim::Stop& stop)
{
    Tally tally;
    const std::size_t first = tables.first_locality[block.county.value];
    tally.locality_age.resize(tables.first_locality[block.county.value + 1u] - first);
    for (Row row = block.first_row; row < block.first_row + block.persons; ++row) {
        stop.check();
        tally_person(tally, population, row, first, reference);
    }
    for (std::size_t h = draft.first_household; h < draft.first_household + draft.households; ++h) {
        stop.check();
        tally_household(tally, population, h, reference);
    }
    return tally;
}

} // namespace

void report_misfit(MisfitReport& misfit, const Population& population, const Counties& counties,
                   const SourceTables& tables, const SchoolFlows& flows, std::span<const CountyDraft> drafts,
                   std::uint32_t moved, sim::Date reference, const sim::Stop& stop)
{
    std::vector<MisfitReport> parts(drafts.size());
    sim::for_each_task(drafts.size(), [&](std::size_t i) {
        const CountyBlock& block = population.counties[i];
        const Tally tally = tally_county(population, tables, block, drafts[i], reference, stop);
        CountyReport(parts[i], counties[block.county], tables, drafts[i], tally).write();
        report_schools(parts[i], population, counties[block.county], block, tables, flows, reference);
    });
    for (MisfitReport& part : parts) {
        for (Misfit& row : part.rows) {
            misfit.add(std::move(row));
        }
    }
    report_selection(misfit, population, tables, moved, reference);
}

} // namespace model
