#include "sim/recorder.hpp"

#include "sim/error.hpp"
#include "sim/hdf5_trial.hpp"
#include "sim/sha256.hpp"
#include "sim/storage_messages.hpp"
#include "sim/table_record.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <type_traits>
#include <utility>

namespace sim {
namespace {

constexpr std::string_view complete = "complete";
constexpr std::string_view format = "format";
constexpr std::string_view schema_version = "schema_version";
constexpr std::string_view own_attributes[] = {complete, format, schema_version};

hdf5::Shape shape_of(const Table& table)
{
    hdf5::Shape shape;
    for (const Axis& axis : table.axes) {
        shape.push_back(axis.labels.size());
    }
    return shape;
}

std::size_t cells_of(const Table& table)
{
    std::size_t cells = 1;
    for (const Axis& axis : table.axes) {
        cells *= axis.labels.size();
    }
    return cells;
}

void require_whole(const Table& table)
{
    const std::size_t values = std::visit([](const auto& v) { return v.size(); }, table.values);
    expect(!table.axes.empty() && values == cells_of(table), "a table has one value per cell of its axes");
}

void write_table(hdf5::File& file, const Table& table)
{
    require_whole(table);
    if (const auto* texts = std::get_if<std::vector<std::string>>(&table.values)) {
        expect(table.axes.size() == 1, "a table of texts has one axis");
        file.write(table.name, *texts);
    } else if (const auto* integers = std::get_if<std::vector<std::int64_t>>(&table.values)) {
        file.write<std::int64_t>(table.name, shape_of(table), *integers);
    } else {
        file.write<double>(table.name, shape_of(table), std::get<std::vector<double>>(table.values));
    }
    std::vector<std::string> axes;
    for (const Axis& axis : table.axes) {
        axes.push_back(axis.name);
    }
    file.set(table.name, "axes", axes);
    file.set(table.name, "unit", table.unit);
    file.set(table.name, "ledger", table.ledger);
    file.set(table.name, "doc", table.doc);
}

template <class T>
T attribute(const hdf5::File& file, const std::string& object, std::string_view name)
{
    const auto found = file.attribute(object, name);
    if (!found || !std::holds_alternative<T>(*found)) {
        throw StorageError(file.shown() + ": " + object, attribute_missing(std::string(name)));
    }
    return std::get<T>(*found);
}

Table read_table(const hdf5::File& file, const std::string& name)
{
    Table table{.name = name,
                .axes = {},
                .unit = attribute<std::string>(file, name, "unit"),
                .ledger = attribute<std::string>(file, name, "ledger"),
                .doc = attribute<std::string>(file, name, "doc"),
                .values = {}};
    for (const std::string& axis : attribute<std::vector<std::string>>(file, name, "axes")) {
        const std::string labels = std::string(axes_group) + "/" + axis;
        table.axes.push_back({axis, labels == name ? std::vector<std::string>{} : file.read_texts(labels)});
    }
    switch (file.info(name).type) {
    case hdf5::Type::text:
        table.values = file.read_texts(name);
        break;
    case hdf5::Type::f64:
        table.values = file.read<double>(name);
        break;
    default:
        table.values = file.read<std::int64_t>(name);
    }
    if (file.info(name).shape != shape_of(table)) {
        throw StorageError(file.shown() + ": " + name, damaged(phrase("say.no-fit-axes", "does not fit its axes")));
    }
    return table;
}

template <class T>
std::vector<const T*> by_name(std::span<const T> items)
{
    std::vector<const T*> sorted;
    for (const T& item : items) {
        sorted.push_back(&item);
    }
    std::sort(sorted.begin(), sorted.end(), [](const T* a, const T* b) { return a->name < b->name; });
    return sorted;
}

void feed(Sha256& hasher, std::string_view value)
{
    hasher.field(value);
}

template <class T>
    requires std::is_arithmetic_v<T>
void feed(Sha256& hasher, T value)
{
    hasher.update(value);
}

/// What a file says that it is; empty where it does not, or in another type.
struct Header {
    std::optional<std::string> kind;
    std::optional<std::int64_t> version, whole;
};

template <class T>
std::optional<T> said(const std::optional<hdf5::Attribute>& attribute)
{
    const T* const value = attribute ? std::get_if<T>(&*attribute) : nullptr;
    return value == nullptr ? std::nullopt : std::optional<T>(*value);
}

Header header_of(const hdf5::File& file)
{
    return {said<std::string>(file.attribute("/", format)), said<std::int64_t>(file.attribute("/", schema_version)),
            said<std::int64_t>(file.attribute("/", complete))};
}

std::int64_t stated(const std::optional<std::int64_t>& number, std::string_view name, const std::string& shown)
{
    if (!number) {
        throw StorageError(shown + ": /", attribute_missing(std::string(name)));
    }
    return *number;
}

void require(const Header& found, const std::string& shown, const Schema& schema)
{
    if (found.kind != schema.format) {
        throw InputError(shown,
                         refusal("file.other-kind", "is {found}", "a {wanted} file is expected",
                                 {{"found", found.kind ? phrase("say.file-of", "a {kind} file", {{"kind", *found.kind}})
                                                       : phrase("say.foreign-hdf5", "a foreign HDF5 file")},
                                  {"wanted", schema.format}}));
    }
    const std::int64_t version = stated(found.version, schema_version, shown);
    if (version > schema.version) {
        throw InputError(shown,
                         refusal("file.schema-version", "has schema version {found}; this program reads up to {known}",
                                 "use a newer veghe", {{"found", version}, {"known", schema.version}}));
    }
    if (stated(found.whole, complete, shown) != 1) {
        throw StorageError(shown, refusal("file.unfinished", "was not finished", "run again what was to write it"));
    }
}

/// The header as a child tells it: what is not said is not there.
std::string record_of(const Header& header)
{
    std::vector<Fact> facts;
    const auto add = [&](std::string_view name, const auto& value) {
        if (value) {
            if constexpr (std::is_same_v<std::decay_t<decltype(*value)>, std::string>) {
                facts.push_back({std::string(name), *value});
            } else {
                facts.push_back({std::string(name), std::to_string(*value)});
            }
        }
    };
    add(format, header.kind);
    add(schema_version, header.version);
    add(complete, header.whole);
    return record_of(facts);
}

Header header_of(const std::string& record)
{
    Header header;
    for (const Fact& fact : facts_of(record)) {
        std::int64_t number = 0;
        std::from_chars(fact.text.data(), fact.text.data() + fact.text.size(), number);
        if (fact.name == format) {
            header.kind = fact.text;
        } else {
            (fact.name == complete ? header.whole : header.version) = number;
        }
    }
    return header;
}

} // namespace

void mark_complete(hdf5::File& file, const Schema& schema)
{
    file.set("/", format, schema.format);
    file.set("/", schema_version, schema.version);
    file.set("/", complete, std::int64_t{1}); // last: a file without it was not finished
}

void require_schema(const hdf5::File& file, const Schema& schema)
{
    require(header_of(file), file.shown(), schema);
}

std::string format_of(const std::filesystem::path& path)
{
    try {
        std::string kind;
        hdf5::read_apart(
            path, seal::Check::frame,
            [](const hdf5::File& file, const Tell& tell) { tell(header_of(file).kind.value_or("")); },
            [&](const std::string& told) { kind = told; });
        return kind;
    } catch (const InputError&) {
        return {};
    } catch (const StorageError&) {
        return {};
    }
}

const Table& TableFile::table(std::string_view name) const
{
    const auto found = std::find_if(tables.begin(), tables.end(), [&](const Table& t) { return t.name == name; });
    if (found == tables.end()) {
        throw StorageError(std::string(name), damaged(phrase("say.no-table", "there is no such table in the file")));
    }
    return *found;
}

std::string TableFile::fact(std::string_view name) const
{
    const auto found = std::find_if(facts.begin(), facts.end(), [&](const Fact& f) { return f.name == name; });
    return found == facts.end() ? std::string() : found->text;
}

void write_tables(const std::filesystem::path& target, const Schema& schema, std::span<const Fact> facts,
                  std::span<const Table> tables)
{
    hdf5::Writer writer(target);
    hdf5::File& file = writer.file();
    for (const Table& labels : axis_tables(tables)) {
        file.write(labels.name, std::get<std::vector<std::string>>(labels.values));
    }
    for (const Table* table : by_name(tables)) {
        write_table(file, *table);
    }
    for (const Fact* fact : by_name(facts)) {
        file.set("/", fact->name, fact->text);
    }
    mark_complete(file, schema);
    writer.commit();
}

namespace {

/// The header, the facts, then table by table, so that no more than one stands in memory twice.
void tell_tables(const hdf5::File& file, const Tell& tell)
{
    tell(record_of(header_of(file)));
    std::vector<Fact> facts;
    for (const auto& [name, value] : file.attributes("/")) {
        const bool own =
            std::find(std::begin(own_attributes), std::end(own_attributes), name) != std::end(own_attributes);
        if (const auto* text = std::get_if<std::string>(&value); text != nullptr && !own) {
            facts.push_back({name, *text});
        }
    }
    tell(record_of(facts));
    for (const std::string& name : file.datasets()) {
        if (name.rfind(std::string(axes_group) + "/", 0) != 0) {
            tell(record_of(read_table(file, name)));
        }
    }
}

} // namespace

TableFile read_tables(const std::filesystem::path& path, const Schema& schema)
{
    TableFile content;
    std::size_t taken = 0;
    hdf5::read_apart(path, seal::Check::whole, tell_tables, [&](const std::string& record) {
        if (taken == 0) { // another kind is told in every language, before anything else of it is read
            require(header_of(record), path.string(), schema);
        } else if (taken == 1) {
            content.facts = facts_of(record);
        } else {
            content.tables.push_back(table_of(record));
        }
        ++taken;
    });
    return content;
}

std::vector<Table> axis_tables(std::span<const Table> tables)
{
    std::map<std::string, Axis> axes;
    for (const Table& table : tables) {
        for (const Axis& axis : table.axes) {
            const auto& known = axes.emplace(axis.name, axis).first->second;
            expect(known == axis, "tables of one file that name the same axis share its labels");
        }
    }
    std::vector<Table> found;
    for (const auto& [name, axis] : axes) {
        found.push_back({.name = std::string(axes_group) + "/" + name,
                         .axes = {axis},
                         .unit = "",
                         .ledger = "",
                         .doc = "labels of the axis",
                         .values = axis.labels});
    }
    return found;
}

std::string digest(std::span<const Table> tables)
{
    Sha256 hasher;
    for (const Table* table : by_name(tables)) {
        hasher.field(table->name).update(static_cast<std::uint64_t>(table->values.index()));
        hasher.update(std::uint64_t{table->axes.size()});
        for (const Axis& axis : table->axes) {
            hasher.update(std::uint64_t{axis.labels.size()});
        }
        std::visit(
            [&](const auto& values) {
                for (const auto& value : values) {
                    feed(hasher, value);
                }
            },
            table->values);
    }
    return hasher.hex();
}

} // namespace sim
