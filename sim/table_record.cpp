#include "sim/table_record.hpp"

#include "sim/packed.hpp"

namespace sim {
namespace {

void pack(Packer& into, const std::vector<std::string>& values)
{
    into.texts(values);
}

template <class T>
void pack(Packer& into, const std::vector<T>& values)
{
    into.values(values);
}

} // namespace

std::string record_of(const Table& table)
{
    Packer into;
    into.text(table.name);
    into.number(table.axes.size());
    for (const Axis& axis : table.axes) {
        into.text(axis.name);
        into.texts(axis.labels);
    }
    into.text(table.unit);
    into.text(table.ledger);
    into.text(table.doc);
    into.number(table.values.index());
    std::visit([&](const auto& values) { pack(into, values); }, table.values);
    return into.take();
}

Table table_of(const std::string& record)
{
    Unpacker from(record);
    Table table;
    table.name = from.text();
    for (std::uint64_t n = from.number(); n > 0; --n) {
        std::string name = from.text();
        table.axes.push_back({std::move(name), from.texts()});
    }
    table.unit = from.text();
    table.ledger = from.text();
    table.doc = from.text();
    switch (from.number()) {
    case 0:
        table.values = from.values<std::int64_t>();
        break;
    case 1:
        table.values = from.values<double>();
        break;
    case 2:
        table.values = from.texts();
        break;
    default:
        throw MalformedRecord();
    }
    return table;
}

std::string record_of(const std::vector<Fact>& facts)
{
    Packer into;
    into.number(facts.size());
    for (const Fact& fact : facts) {
        into.text(fact.name);
        into.text(fact.text);
    }
    return into.take();
}

std::vector<Fact> facts_of(const std::string& record)
{
    Unpacker from(record);
    std::vector<Fact> facts;
    for (std::uint64_t n = from.number(); n > 0; --n) {
        std::string name = from.text();
        facts.push_back({std::move(name), from.text()});
    }
    return facts;
}

} // namespace sim
