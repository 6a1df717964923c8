#include "models/population_file.hpp"

#include "sim/checksum.hpp"
#include "sim/error.hpp"
#include "sim/hdf5_trial.hpp"
#include "sim/heap.hpp"
#include "sim/sha256.hpp"

#include <algorithm>

namespace model {
namespace {

using sim::hdf5::File;
using sim::hdf5::Layout;

/// Calls visit(name, column) for every column of every table, in one order for writing, reading and digests.
template <class P, class Visit>
void each_column_of_people(P& p, Visit& visit)
{
    visit("/persons/sex", p.sex);
    visit("/persons/birth_week", p.birth_week);
    visit("/persons/locality", p.locality);
    visit("/persons/household", p.household);
    visit("/persons/care", p.care);
    visit("/persons/parent_abroad", p.parent_abroad);
    visit("/persons/online_exposure", p.online_exposure);
    visit("/persons/supervision", p.supervision);
    visit("/persons/flags", p.flags);
    visit("/persons/pupil", p.pupil);
    visit("/births/mother", p.mother);
    visit("/households/first_member", p.households.first_member);
    visit("/households/locality", p.households.locality);
    visit("/households/deprivation", p.households.deprivation);
    visit("/households/digital_skill", p.households.digital_skill);
    visit("/households/complicity", p.households.complicity);
    visit("/households/institution", p.households.institution);
    visit("/pupils/person", p.pupils.person);
    for (std::size_t level = 0; level < school_levels; ++level) {
        visit("/pupils/school_class_" + std::to_string(level), p.pupils.school_class[level]);
    }
    visit("/pupils/boarding", p.pupils.boarding);
}

template <class P, class Visit>
void each_column_of_places(P& p, Visit& visit)
{
    visit("/classes/unit", p.classes.unit);
    visit("/classes/level", p.classes.level);
    visit("/classes/entry_year", p.classes.entry_year);
    visit("/classes/member_first", p.classes.member_first);
    visit("/classes/members", p.classes.members);
    visit("/units/stable_id", p.units.stable_id);
    visit("/units/locality", p.units.locality);
    visit("/units/parent", p.units.parent);
    visit("/units/places", p.units.places);
    visit("/localities/siruta", p.localities.siruta);
    visit("/localities/county", p.localities.county);
    visit("/localities/settlement", p.localities.settlement);
    visit("/localities/persons", p.localities.persons);
    visit("/localities/latitude", p.localities.latitude);
    visit("/localities/longitude", p.localities.longitude);
    visit("/localities/first_row", p.localities.first_row);
}

/// The household layer is made of columns of the population and has none of its own.
template <class N, class Visit>
void each_column_of_networks(N& n, Visit& visit)
{
    visit("/networks/kin", n.kin);
    visit("/networks/school_class", n.school_class);
    visit("/networks/friendship", n.friendship);
    visit("/networks/neighbourhood", n.neighbourhood);
    visit("/networks/online", n.online);
    visit("/networks/online_outside", n.online_outside);
    visit("/networks/work", n.work);
}

/// Numbers as they stand; a county's id is its number.
template <class T>
std::span<const T> numbers(const Array<T>& column)
{
    return column.span();
}

std::span<const std::uint8_t> numbers(const Array<CountyId>& column)
{
    static_assert(sizeof(CountyId) == 1);
    return {reinterpret_cast<const std::uint8_t*>(column.data()), column.size()};
}

/// What becomes of a layer: its arrays, one after the other.
template <class Self>
class LayerVisitor {
public:
    void operator()(const std::string& name, const sim::CliqueLayer& layer)
    {
        self()(name + "/group_first", layer.group_first());
        self()(name + "/members", layer.all_members());
        self()(name + "/groups_first", layer.groups_first());
        self()(name + "/groups", layer.all_groups());
    }
    void operator()(const std::string& name, const sim::CsrLayer& layer)
    {
        self()(name + "/first", layer.first());
        self()(name + "/targets", layer.targets());
    }

private:
    Self& self() { return static_cast<Self&>(*this); }
};

class ColumnWriter : public LayerVisitor<ColumnWriter> {
public:
    explicit ColumnWriter(File& file) : file_(file) {}

    using LayerVisitor::operator();
    template <class T>
    void operator()(const std::string& name, const Array<T>& column)
    {
        const auto values = numbers(column);
        file_.write(name, {values.size()}, values, Layout::plain);
    }

private:
    File& file_;
};

class ColumnDigest : public LayerVisitor<ColumnDigest> {
public:
    using LayerVisitor::operator();
    template <class T>
    void operator()(const std::string& name, const Array<T>& column)
    {
        hasher_.field(name).update(std::uint64_t{sizeof(T)}).update(std::uint64_t{column.size()});
        hasher_.update(sim::checksum(std::as_bytes(column.span())));
    }
    sim::Sha256& hasher() { return hasher_; }

private:
    sim::Sha256 hasher_;
};

class ColumnMover : public LayerVisitor<ColumnMover> {
public:
    using LayerVisitor::operator();
    template <class T>
    void operator()(const std::string&, const Array<T>& column)
    {
        const auto bytes = std::as_bytes(column.span());
        if (bytes.size() >= sim::huge_pages_from) {
            sim::move_to_huge_pages(bytes.data(), bytes.size());
        }
    }
};

class ColumnReader {
public:
    explicit ColumnReader(File& file) : file_(file) {}

    template <class T>
    void operator()(const std::string& name, Array<T>& column)
    {
        column = file_.map<T>(name);
    }
    void operator()(const std::string& name, Array<CountyId>& column)
    {
        std::vector<CountyId> ids;
        for (const std::uint8_t value : file_.read<std::uint8_t>(name)) {
            ids.push_back({value});
        }
        column = Array<CountyId>(std::move(ids));
    }
    void operator()(const std::string& name, sim::CliqueLayer& layer)
    {
        layer = {file_.map<std::uint32_t>(name + "/group_first"), file_.map<Row>(name + "/members"),
                 file_.map<std::uint32_t>(name + "/groups_first"), file_.map<std::uint32_t>(name + "/groups")};
    }
    void operator()(const std::string& name, sim::CsrLayer& layer)
    {
        layer = {file_.map<std::uint32_t>(name + "/first"), file_.map<Row>(name + "/targets")};
    }

private:
    File& file_;
};

/// One column of a list of structs.
template <class T, class Items, class Get>
std::vector<T> column_of(const Items& items, Get get)
{
    std::vector<T> values;
    for (const auto& item : items) {
        values.push_back(get(item));
    }
    return values;
}

template <class T, class Items, class Get>
void write_column(File& file, const std::string& name, const Items& items, Get get)
{
    const std::vector<T> values = column_of<T>(items, get);
    if constexpr (std::is_same_v<T, std::string>) {
        file.write(name, values);
    } else {
        file.write<T>(name, {values.size()}, values);
    }
}

void write_blocks(File& file, const std::string& group, const std::vector<CountyBlock>& blocks)
{
    write_column<std::uint8_t>(file, group + "/county", blocks, [](const auto& b) { return b.county.value; });
    write_column<std::uint32_t>(file, group + "/first_id", blocks, [](const auto& b) { return b.first_id; });
    write_column<std::uint32_t>(file, group + "/first_row", blocks, [](const auto& b) { return b.first_row; });
    write_column<std::uint32_t>(file, group + "/persons", blocks, [](const auto& b) { return b.persons; });
}

std::vector<CountyBlock> read_blocks(const File& file, const std::string& group)
{
    const auto county = file.read<std::uint8_t>(group + "/county");
    const auto first_id = file.read<std::uint32_t>(group + "/first_id");
    const auto first_row = file.read<std::uint32_t>(group + "/first_row");
    const auto persons = file.read<std::uint32_t>(group + "/persons");
    std::vector<CountyBlock> blocks;
    for (std::size_t i = 0; i < county.size(); ++i) {
        blocks.push_back({{county[i]}, first_id.at(i), first_row.at(i), persons.at(i)});
    }
    return blocks;
}

void write_misfit(File& file, const std::vector<Misfit>& rows)
{
    write_column<std::string>(file, "/misfit/county", rows, [](const auto& r) { return r.county; });
    write_column<std::string>(file, "/misfit/subject", rows, [](const auto& r) { return r.subject; });
    write_column<std::string>(file, "/misfit/property", rows, [](const auto& r) { return r.property; });
    write_column<std::string>(file, "/misfit/source", rows, [](const auto& r) { return r.source; });
    write_column<std::string>(file, "/misfit/grade", rows, [](const auto& r) { return std::string(1, r.grade); });
    write_column<double>(file, "/misfit/target", rows, [](const auto& r) { return r.target; });
    write_column<double>(file, "/misfit/achieved", rows, [](const auto& r) { return r.achieved; });
    write_column<double>(file, "/misfit/error", rows, [](const auto& r) { return r.error; });
    write_column<double>(file, "/misfit/tolerance", rows, [](const auto& r) { return r.tolerance; });
    write_column<double>(file, "/misfit/standard_error", rows, [](const auto& r) { return r.standard_error; });
}

MisfitReport read_misfit(const File& file)
{
    const auto county = file.read_texts("/misfit/county");
    const auto subject = file.read_texts("/misfit/subject");
    const auto property = file.read_texts("/misfit/property");
    const auto source = file.read_texts("/misfit/source");
    const auto grade = file.read_texts("/misfit/grade");
    const auto target = file.read<double>("/misfit/target");
    const auto achieved = file.read<double>("/misfit/achieved");
    const auto error = file.read<double>("/misfit/error");
    const auto tolerance = file.read<double>("/misfit/tolerance");
    const auto standard_error = file.read<double>("/misfit/standard_error");
    MisfitReport report;
    for (std::size_t i = 0; i < county.size(); ++i) {
        report.add({county[i], subject.at(i), property.at(i), target.at(i), achieved.at(i), error.at(i),
                    tolerance.at(i), source.at(i), grade.at(i).at(0), standard_error.at(i)});
    }
    return report;
}

/// Whether the household layer is what the population's own columns say: it is not stored, but made of them again.
bool shares_households(const Population& population, const Networks& networks)
{
    const sim::BlockLayer& layer = networks.household;
    bool same = layer.rows() == population.size();
    for (Row row = 0; same && row < layer.rows(); ++row) {
        same = layer.group_of(row) == population.household[row];
    }
    return same;
}

} // namespace

void write_population(const std::filesystem::path& target, const Population& population, const Networks& networks,
                      const MisfitReport& misfit, const PopulationIdentity& identity)
{
    sim::expect(shares_households(population, networks), "the household layer is the population's households");
    sim::hdf5::Writer writer(target);
    File& file = writer.file();
    ColumnWriter columns(file);
    each_column_of_people(population, columns);
    each_column_of_places(population, columns);
    each_column_of_networks(networks, columns);
    write_blocks(file, "/counties", population.counties);
    write_blocks(file, "/births", population.births);
    write_misfit(file, misfit.rows);
    write_identity(file, identity);
    sim::mark_complete(file, population_schema);
    writer.commit();
}

StoredPopulation read_population(const std::filesystem::path& path, sim::seal::Check check)
{
    File file = sim::hdf5::open_tried(path, check);
    sim::require_schema(file, population_schema);
    StoredPopulation stored;
    ColumnReader columns(file);
    each_column_of_people(stored.population, columns);
    each_column_of_places(stored.population, columns);
    each_column_of_networks(stored.networks, columns);
    stored.population.counties = read_blocks(file, "/counties");
    stored.population.births = read_blocks(file, "/births");
    stored.networks.household = {stored.population.households.first_member, stored.population.household};
    stored.misfit = read_misfit(file);
    stored.identity = read_identity(file);
    return stored;
}

void move_to_huge_pages(const Population& population, const Networks& networks)
{
    ColumnMover columns;
    each_column_of_people(population, columns);
    each_column_of_networks(networks, columns);
}

std::string digest(const Population& population, const Networks& networks)
{
    ColumnDigest columns;
    each_column_of_people(population, columns);
    each_column_of_places(population, columns);
    each_column_of_networks(networks, columns);
    for (const CountyBlock& block : population.blocks()) {
        columns.hasher()
            .update(block.county.value)
            .update(block.first_id)
            .update(block.first_row)
            .update(block.persons);
    }
    return columns.hasher().hex();
}

} // namespace model
