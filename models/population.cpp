#include "models/population.hpp"

#include "models/births.hpp"
#include "models/numbers.hpp"
#include "models/population_builder.hpp"
#include "models/population_misfit.hpp"
#include "models/stoppable.hpp"
#include "sim/error.hpp"
#include "sim/heap.hpp"
#include "sim/parallel.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace model {
namespace {

constexpr int youngest_not_pupil = 19;

class Builder {
public:
    Builder(const Counties& counties, const SourceTables& tables, std::span<const CountyId> selection,
            std::uint64_t seed, sim::Date reference, const sim::Stop& stop)
        : counties_(counties), tables_(tables), luck_(seed, 0), reference_(reference), stop_(stop),
          week_(static_cast<int>(std::floor(static_cast<double>((reference - birth_date(0)).count()) / 7.0))),
          days_into_week_(static_cast<int>((reference - birth_date(static_cast<std::int16_t>(week_))).count()))
    {
        for (const CountyId id : selection) {
            county_drafts_.push_back({id, {}, {}, {}, 0, 0});
        }
    }

    Population build(MisfitReport& misfit)
    {
        draft_counties();
        draft_localities();
        lay_out();
        fill_persons();
        fill_households();
        fill_traits();
        const SchoolFlows flows = school_flows(tables_, reference_, stop_);
        const PupilList pupils = place_pupils(flows);
        columns_.hand_over(population_);
        const std::uint32_t moved = form_classes(population_, pupils, tables_, flows, luck_, stop_);
        report_misfit(misfit, population_, counties_, tables_, flows, county_drafts_, moved, reference_, stop_);
        append_births(population_, counties_, sim::Tick{week_}, luck_, stop_);
        return std::move(population_);
    }

private:
    AgentId id_of(const LocalityDraft& draft, Row row) const
    {
        const CountyBlock& block = population_.counties[draft.county];
        return AgentId{block.first_id + (row - block.first_row)};
    }

    void draft_counties()
    {
        double all_children = 0.0;
        double all_registered = 0.0;
        for (const County& county : counties_.all) {
            all_children += county.children;
            all_registered += county.children_parents_abroad;
        }
        sim::for_each_task(county_drafts_.size(), [&](std::size_t i) {
            stop_.check();
            CountyDraft& draft = county_drafts_[i];
            const County& county = counties_[draft.county];
            draft.counts = age_counts(tables_, draft.county, county.first_id, luck_);
            double children = 0.0;
            for (const AgeCounts& counts : draft.counts) {
                children += children_of(counts);
            }
            draft.targets = care_targets(county, children, all_children, all_registered);
            draft.quotas = care_quotas(draft.targets, draft.counts, tables_, draft.county, county.first_id, luck_);
        });
    }

    void draft_localities()
    {
        for (std::size_t c = 0; c < county_drafts_.size(); ++c) {
            const std::size_t county = county_drafts_[c].county.value;
            for (std::uint32_t l = tables_.first_locality[county]; l < tables_.first_locality[county + 1]; ++l) {
                locality_drafts_.push_back({l, static_cast<std::uint32_t>(c), {}, 0, 0, 0});
            }
        }
        std::array<HouseholdShape, 2> shapes{household_shape(tables_.household_shape[0]),
                                             household_shape(tables_.household_shape[1])};
        sim::for_each_task(locality_drafts_.size(), [&](std::size_t i) {
            LocalityDraft& draft = locality_drafts_[i];
            const CountyDraft& county = county_drafts_[draft.county];
            const std::size_t within = draft.locality - tables_.first_locality[county.county.value];
            const Settlement settlement = tables_.localities[draft.locality].settlement;
            draft.list = make_households(
                county.counts[within], settlement, county.quotas[within], shapes[static_cast<std::size_t>(settlement)],
                Stream(luck_, tables_.localities[draft.locality].siruta, "population.households"), stop_);
            sim::ensure(draft.list.members.size() == tables_.localities[draft.locality].persons,
                        "a locality has its census persons");
        });
    }

    void lay_out()
    {
        Row row = 0;
        std::uint32_t household = 0;
        std::vector<Row> first_row(tables_.localities.size() + 1, 0);
        std::size_t at = 0;
        for (std::size_t l = 0; l < tables_.localities.size(); ++l) {
            first_row[l] = row;
            if (at < locality_drafts_.size() && locality_drafts_[at].locality == l) {
                LocalityDraft& draft = locality_drafts_[at++];
                CountyDraft& county = county_drafts_[draft.county];
                if (l == tables_.first_locality[county.county.value]) {
                    const County& known = counties_[county.county];
                    population_.counties.push_back({county.county, known.first_id, row, known.persons});
                    county.first_household = household;
                }
                draft.first_row = row;
                draft.first_household = household;
                row += static_cast<Row>(draft.list.members.size());
                household += static_cast<std::uint32_t>(draft.list.size());
                county.households = household - county.first_household;
            }
        }
        first_row.back() = row;
        columns_.resize(row, household);
        store_localities(std::move(first_row));
    }

    void store_localities(std::vector<Row> first_row)
    {
        std::vector<std::uint32_t> siruta;
        std::vector<CountyId> county;
        std::vector<Settlement> settlement;
        std::vector<std::uint32_t> persons;
        std::vector<float> latitude;
        std::vector<float> longitude;
        for (const LocalityRow& locality : tables_.localities) {
            siruta.push_back(locality.siruta);
            county.push_back(locality.county);
            settlement.push_back(locality.settlement);
            persons.push_back(locality.persons);
            latitude.push_back(static_cast<float>(locality.latitude));
            longitude.push_back(static_cast<float>(locality.longitude));
        }
        population_.localities.siruta = std::move(siruta);
        population_.localities.county = std::move(county);
        population_.localities.settlement = std::move(settlement);
        population_.localities.persons = std::move(persons);
        population_.localities.latitude = std::move(latitude);
        population_.localities.longitude = std::move(longitude);
        population_.localities.first_row = std::move(first_row);
    }

    /// A week in which somebody of that age was born; every week of the year of age is as likely.
    std::int16_t birth_week(int age, AgentId id) const
    {
        // Days lived on the reference are those since the Monday of its week and whole weeks before.
        const auto weeks_to = [&](int years) {
            return static_cast<int>(std::ceil((years * sim::days_per_year - days_into_week_) / 7.0));
        };
        const int fewest = weeks_to(age);
        const int beyond = weeks_to(age + 1);
        const std::uint32_t lived = luck_(id, "population.birth").below(static_cast<std::uint32_t>(beyond - fewest));
        return static_cast<std::int16_t>(week_ - fewest - static_cast<int>(lived));
    }

    void fill_persons()
    {
        sim::for_each_task(locality_drafts_.size(), [&](std::size_t i) {
            const LocalityDraft& draft = locality_drafts_[i];
            const Settlement settlement = tables_.localities[draft.locality].settlement;
            for (std::size_t h = 0; h < draft.list.size(); ++h) {
                stop_.check();
                const std::uint32_t household = draft.first_household + static_cast<std::uint32_t>(h);
                const std::span<const Member> members(draft.list.members.data() + draft.list.first[h],
                                                      draft.list.first[h + 1] - draft.list.first[h]);
                const Row first = draft.first_row + draft.list.first[h];
                columns_.first_member[household] = first;
                columns_.household_locality[household] = static_cast<std::uint16_t>(draft.locality);
                columns_.institution[household] = draft.list.institution[h];
                columns_.need[household] =
                    household_need(members, settlement, draft.list.institution[h] != 0, id_of(draft, first), luck_);
                for (std::size_t m = 0; m < members.size(); ++m) {
                    const Row row = first + static_cast<Row>(m);
                    columns_.sex[row] = members[m].sex;
                    columns_.birth_week[row] = birth_week(members[m].age, id_of(draft, row));
                    columns_.locality[row] = static_cast<std::uint16_t>(draft.locality);
                    columns_.household[row] = household;
                    columns_.care[row] = members[m].care;
                    columns_.parent_abroad[row] = members[m].abroad;
                }
            }
        });
    }

    void fill_households()
    {
        access_.resize(county_drafts_.size());
        sim::for_each_task(county_drafts_.size(), [&](std::size_t c) {
            const CountyDraft& draft = county_drafts_[c];
            const std::span<const HouseholdNeed> needs(columns_.need.data() + draft.first_household, draft.households);
            stop_.check();
            const std::vector<std::uint8_t> ranks = rank_deprivation(needs, counties_[draft.county]);
            stop_.check();
            std::copy(ranks.begin(), ranks.end(),
                      columns_.deprivation.begin() + static_cast<std::ptrdiff_t>(draft.first_household));
            access_[c] = InternetAccess(needs, ranks, counties_[draft.county]);
        });
    }

    void fill_traits()
    {
        sim::for_each_task(locality_drafts_.size(), [&](std::size_t i) {
            const LocalityDraft& draft = locality_drafts_[i];
            const County& county = counties_[county_drafts_[draft.county].county];
            const Settlement settlement = tables_.localities[draft.locality].settlement;
            for (std::size_t h = 0; h < draft.list.size(); ++h) {
                stop_.check();
                const std::size_t household = draft.first_household + h;
                const Row first = columns_.first_member[household];
                const AgentId head = id_of(draft, first);
                const std::uint8_t deprivation = columns_.deprivation[household];
                const bool internet = luck_(head, "population.internet").uniform() <
                                      access_[draft.county].probability(settlement, deprivation);
                columns_.digital_skill[household] = digital_skill(county, deprivation, internet, head, luck_);
                columns_.complicity[household] =
                    draft.list.institution[h] != 0 ? std::uint8_t{0} : complicity(head, luck_);
                for (std::uint32_t m = draft.list.first[h]; m < draft.list.first[h + 1]; ++m) {
                    const Row row = draft.first_row + m;
                    const PersonTraits traits =
                        person_traits(draft.list.members[m], county, deprivation, internet, id_of(draft, row), luck_);
                    columns_.flags[row] = traits.flags;
                    columns_.online_exposure[row] = traits.online_exposure;
                    columns_.supervision[row] = traits.supervision;
                }
            }
        });
    }

    PupilList place_pupils(const SchoolFlows& flows)
    {
        std::uint32_t count = 0;
        for (LocalityDraft& draft : locality_drafts_) {
            draft.first_pupil = count;
            count += static_cast<std::uint32_t>(
                std::count_if(draft.list.members.begin(), draft.list.members.end(),
                              [](const Member& member) { return member.age < youngest_not_pupil; }));
        }
        PupilList pupils;
        pupils.person.resize(count);
        pupils.career.resize(count);
        pupils.entry_year.resize(count);
        sim::for_each_task(locality_drafts_.size(), [&](std::size_t i) {
            const LocalityDraft& draft = locality_drafts_[i];
            std::vector<Child> children;
            std::uint32_t pupil = draft.first_pupil;
            stop_.check();
            for (std::size_t m = 0; m < draft.list.members.size(); ++m) {
                if (draft.list.members[m].age < youngest_not_pupil) {
                    const Row row = draft.first_row + static_cast<Row>(m);
                    const int year = school_entry_year(columns_.birth_week[row]);
                    children.push_back({id_of(draft, row), year, columns_.deprivation[columns_.household[row]]});
                    columns_.pupil[row] = pupil;
                    pupils.entry_year[pupil] = static_cast<std::int16_t>(year);
                    pupils.person[pupil++] = row;
                }
            }
            stop_.check();
            const std::vector<Career> careers =
                school_careers(children, draft.locality, tables_, flows, reference_, luck_);
            std::copy(careers.begin(), careers.end(),
                      pupils.career.begin() + static_cast<std::ptrdiff_t>(draft.first_pupil));
        });
        return pupils;
    }

    const Counties& counties_;
    const SourceTables& tables_;
    sim::Luck luck_;
    sim::Date reference_;
    const sim::Stop& stop_;
    int week_;           ///< of the reference
    int days_into_week_; ///< from its Monday to the reference
    std::vector<CountyDraft> county_drafts_;
    std::vector<LocalityDraft> locality_drafts_;
    std::vector<InternetAccess> access_;
    Columns columns_;
    Population population_;
};

} // namespace

Population build_population(const Counties& counties, const std::filesystem::path& data_folder,
                            std::span<const CountyId> selection, std::uint64_t seed, MisfitReport& misfit,
                            sim::Date reference)
{
    return build_population(counties, data_folder, selection, seed, misfit, reference, {});
}

Population build_population(const Counties& counties, const std::filesystem::path& data_folder,
                            std::span<const CountyId> selection, std::uint64_t seed, MisfitReport& misfit,
                            sim::Date reference, const sim::Stop& stop)
{
    std::vector<CountyId> chosen(selection.begin(), selection.end());
    std::sort(chosen.begin(), chosen.end());
    sim::expect(!chosen.empty() && std::adjacent_find(chosen.begin(), chosen.end()) == chosen.end(),
                "the selection has at least one county, each once");
    const SourceTables tables = read_source_tables(counties, data_folder);
    stop.check();
    Population people = Builder(counties, tables, chosen, seed, reference, stop).build(misfit);
    sim::give_back_freed();
    return people;
}

} // namespace model
