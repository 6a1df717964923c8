#include "sim/checkpoint.hpp"

#include "sim/error.hpp"
#include "sim/hdf5.hpp"
#include "sim/storage_messages.hpp"

#include <algorithm>
#include <charconv>
#include <cstring>

namespace sim {
namespace {

using hdf5::File;
using hdf5::Layout;

constexpr std::string_view seed_name = "seed";
constexpr std::string_view replicate_name = "replicate";
constexpr std::string_view tick_name = "tick";
/// From this size on a column stands in the file as it does in memory; smaller ones are packed.
constexpr std::size_t plain_from = std::size_t{1} << 16;

template <class T>
void write_list(File& file, const std::string& name, const std::vector<T>& values)
{
    if (values.empty()) {
        return; // a list that is absent is empty
    }
    if constexpr (std::is_same_v<T, std::string>) {
        file.write(name, values);
    } else {
        const bool plain = values.size() * sizeof(T) >= plain_from;
        file.write<T>(name, {values.size()}, values, plain ? Layout::plain : Layout::packed);
    }
}

template <class T>
std::vector<T> read_list(const File& file, const std::string& name)
{
    if (!file.has(name)) {
        return {};
    }
    if constexpr (std::is_same_v<T, std::string>) {
        return file.read_texts(name);
    } else {
        return file.read<T>(name);
    }
}

std::string numbered(const char* group, std::size_t number)
{
    return std::string(group) + "/" + std::to_string(number);
}

void write_state(File& file, const std::vector<Snapshot::Store>& stores)
{
    std::vector<std::string> names;
    std::vector<std::uint8_t> kinds;
    std::vector<std::uint64_t> sizes;
    std::vector<std::uint64_t> rows;
    for (const Snapshot::Store& store : stores) {
        const std::size_t number = names.size();
        if (store.rows > 0) {
            const std::span<const std::uint8_t> bytes(store.values.as<std::uint8_t>(), store.bytes());
            file.write<std::uint8_t>(numbered("/state/values", number), {bytes.size()}, bytes,
                                     bytes.size() >= plain_from ? Layout::plain : Layout::packed);
        }
        write_list(file, numbered("/state/ticks", number), store.ticks);
        names.push_back(store.name);
        kinds.push_back(static_cast<std::uint8_t>(store.kind));
        sizes.push_back(store.value_size);
        rows.push_back(store.rows);
    }
    write_list(file, "/state/names", names);
    write_list(file, "/state/kinds", kinds);
    write_list(file, "/state/value_sizes", sizes);
    write_list(file, "/state/rows", rows);
}

std::vector<Snapshot::Store> read_state(const File& file)
{
    const auto names = read_list<std::string>(file, "/state/names");
    const auto kinds = read_list<std::uint8_t>(file, "/state/kinds");
    const auto sizes = read_list<std::uint64_t>(file, "/state/value_sizes");
    const auto rows = read_list<std::uint64_t>(file, "/state/rows");
    std::vector<Snapshot::Store> stores;
    for (std::size_t i = 0; i < names.size(); ++i) {
        Snapshot::Store store{names[i], static_cast<StoreKind>(kinds.at(i)), sizes.at(i), rows.at(i), {}, {}};
        const auto bytes = read_list<std::uint8_t>(file, numbered("/state/values", i));
        store.ticks = read_list<std::int32_t>(file, numbered("/state/ticks", i));
        const bool dated = store.kind == StoreKind::calendar;
        if (bytes.size() != store.bytes() || (dated && store.ticks.size() != store.rows)) {
            throw StorageError(file.shown() + ": " + store.name,
                               damaged(phrase("say.length-declared", "has another length than declared")));
        }
        store.values = Memory(bytes.size());
        if (!bytes.empty()) {
            std::memcpy(store.values.as<std::byte>(), bytes.data(), bytes.size());
        }
        stores.push_back(std::move(store));
    }
    return stores;
}

/// Measures one after the other, their axes and cells in lists that run through.
void write_counts(File& file, const std::vector<Counted>& counts)
{
    std::vector<std::string> names, axes, labels;
    std::vector<std::uint64_t> axes_of, labels_of, cells_of, positions;
    std::vector<std::int64_t> values;
    for (const Counted& measure : counts) {
        names.push_back(measure.name);
        axes_of.push_back(measure.axes.size());
        cells_of.push_back(measure.cells.size());
        for (const Axis& axis : measure.axes) {
            axes.push_back(axis.name);
            labels_of.push_back(axis.labels.size());
            labels.insert(labels.end(), axis.labels.begin(), axis.labels.end());
        }
        for (const Cell& cell : measure.cells) {
            positions.push_back(cell.position);
            values.push_back(cell.count);
        }
    }
    write_list(file, "/measures/names", names);
    write_list(file, "/measures/axes_of", axes_of);
    write_list(file, "/measures/cells_of", cells_of);
    write_list(file, "/measures/axes", axes);
    write_list(file, "/measures/labels_of", labels_of);
    write_list(file, "/measures/labels", labels);
    write_list(file, "/measures/positions", positions);
    write_list(file, "/measures/counts", values);
}

std::vector<Counted> read_counts(const File& file)
{
    const auto names = read_list<std::string>(file, "/measures/names");
    const auto axes_of = read_list<std::uint64_t>(file, "/measures/axes_of");
    const auto cells_of = read_list<std::uint64_t>(file, "/measures/cells_of");
    const auto axes = read_list<std::string>(file, "/measures/axes");
    const auto labels_of = read_list<std::uint64_t>(file, "/measures/labels_of");
    const auto labels = read_list<std::string>(file, "/measures/labels");
    const auto positions = read_list<std::uint64_t>(file, "/measures/positions");
    const auto values = read_list<std::int64_t>(file, "/measures/counts");
    std::vector<Counted> counts;
    std::size_t axis = 0;
    std::size_t label = 0;
    std::size_t cell = 0;
    for (std::size_t i = 0; i < names.size(); ++i) {
        Counted measure{names[i], {}, {}};
        for (const std::size_t end = axis + axes_of.at(i); axis < end; ++axis) {
            measure.axes.push_back({axes.at(axis), {}});
            for (const std::size_t last = label + labels_of.at(axis); label < last; ++label) {
                measure.axes.back().labels.push_back(labels.at(label));
            }
        }
        for (const std::size_t end = cell + cells_of.at(i); cell < end; ++cell) {
            measure.cells.push_back({positions.at(cell), values.at(cell)});
        }
        counts.push_back(std::move(measure));
    }
    return counts;
}

template <class T>
T number_of(const File& file, std::string_view name)
{
    const auto found = file.attribute("/", name);
    const auto* const text = found ? std::get_if<std::string>(&*found) : nullptr;
    T value{};
    if (text == nullptr || std::from_chars(text->data(), text->data() + text->size(), value).ec != std::errc{}) {
        throw StorageError(file.shown(), attribute_missing(std::string(name)));
    }
    return value;
}

} // namespace

std::string Checkpoint::fact(std::string_view name) const
{
    const auto found = std::find_if(facts.begin(), facts.end(), [&](const Fact& f) { return f.name == name; });
    return found == facts.end() ? std::string() : found->text;
}

void write_checkpoint(const std::filesystem::path& target, const Schema& schema, const Snapshot& state,
                      std::span<const Fact> facts)
{
    hdf5::Writer writer(target);
    File& file = writer.file();
    write_state(file, state.stores);
    write_counts(file, state.counts);
    file.set("/", seed_name, std::to_string(state.seed));
    file.set("/", replicate_name, std::to_string(state.replicate));
    file.set("/", tick_name, std::to_string(state.tick.value));
    for (const Fact& fact : facts) {
        file.set("/", fact.name, fact.text);
    }
    mark_complete(file, schema);
    writer.commit();
}

Checkpoint read_checkpoint(const std::filesystem::path& path, const Schema& schema)
{
    const File file = File::open(path);
    require_schema(file, schema);
    Checkpoint read;
    try {
        read.state = {number_of<std::uint64_t>(file, seed_name), number_of<std::uint32_t>(file, replicate_name),
                      Tick{number_of<std::int32_t>(file, tick_name)}, read_state(file), read_counts(file)};
    } catch (const std::out_of_range&) {
        throw StorageError(path.generic_string(), damaged(phrase("say.lists", "its lists do not fit each other")));
    }
    for (const auto& [name, value] : file.attributes("/")) {
        if (const auto* text = std::get_if<std::string>(&value); text != nullptr) {
            read.facts.push_back({name, *text});
        }
    }
    return read;
}

} // namespace sim
