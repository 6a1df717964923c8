#include "models/population_identity.hpp"

#include "sim/error.hpp"
#include "sim/hdf5.hpp"
#include "sim/storage_messages.hpp"

#include <charconv>
#include <map>

namespace model {
namespace {

using sim::hdf5::File;

constexpr const char* notice = "synthetic persons; not for publication";

std::string text_attribute(const File& file, const char* name)
{
    const auto found = file.attribute("/", name);
    if (!found || !std::holds_alternative<std::string>(*found)) {
        throw sim::StorageError(file.shown(), sim::attribute_missing(name));
    }
    return std::get<std::string>(*found);
}

std::string joined(const std::vector<std::string>& words)
{
    std::string text;
    for (const std::string& word : words) {
        text += (text.empty() ? "" : " ") + word;
    }
    return text;
}

} // namespace

void write_identity(File& file, const PopulationIdentity& identity)
{
    file.set("/", "internal", std::string(notice));
    file.set("/", "program", identity.program);
    file.set("/", "seed", std::to_string(identity.seed));
    file.set("/", "reference", identity.reference);
    file.write("/identity/counties", identity.counties);
    std::vector<std::string> tables;
    std::vector<std::string> digests;
    for (const auto& [table, digest] : identity.data_digests) {
        tables.push_back(table);
        digests.push_back(digest);
    }
    file.write("/identity/data_tables", tables);
    file.write("/identity/data_digests", digests);
}

PopulationIdentity read_identity(const File& file)
{
    PopulationIdentity identity;
    identity.program = text_attribute(file, "program");
    identity.reference = text_attribute(file, "reference");
    identity.counties = file.read_texts("/identity/counties");
    const std::string seed = text_attribute(file, "seed");
    std::from_chars(seed.data(), seed.data() + seed.size(), identity.seed);
    const auto tables = file.read_texts("/identity/data_tables");
    const auto digests = file.read_texts("/identity/data_digests");
    for (std::size_t i = 0; i < tables.size(); ++i) {
        identity.data_digests.emplace_back(tables[i], digests.at(i));
    }
    return identity;
}

void require_fit(const PopulationIdentity& stored, const PopulationIdentity& wanted, const std::string& where)
{
    sim::Problems problems;
    const auto compare = [&](const sim::Message& what, const std::string& has, const std::string& asked) {
        if (has != asked) {
            problems.add(where, sim::refusal("population.other", "{what} {stored}; the scenario asks for {wanted}",
                                             "build it again with veghe population",
                                             {{"what", what}, {"stored", has}, {"wanted", asked}}));
        }
    };
    compare(sim::phrase("say.holds-counties", "holds the counties"), joined(stored.counties), joined(wanted.counties));
    compare(sim::phrase("say.built-with-seed", "was built with the population seed"), std::to_string(stored.seed),
            std::to_string(wanted.seed));
    compare(sim::phrase("say.holds-ages", "holds ages of"), stored.reference, wanted.reference);
    if (stored.program != wanted.program) {
        problems.add(where, sim::refusal("population.other-program",
                                         "was built by veghe {stored}, this is {here}, which may build another one",
                                         "build it again with veghe population",
                                         {{"stored", stored.program}, {"here", wanted.program}}));
    }
    const std::map<std::string, std::string> had(stored.data_digests.begin(), stored.data_digests.end());
    // Another program may have made its populations of other tables.
    std::map<std::string, std::string> missing = stored.program == wanted.program ? had : decltype(had){};
    for (const auto& [table, digest] : wanted.data_digests) {
        const auto found = had.find(table);
        if (found == had.end() || found->second != digest) {
            problems.add(where, sim::refusal("population.other-table", "was built {how} the data table {table}",
                                             "build it again with veghe population",
                                             {{"how", found == had.end() ? sim::phrase("say.without", "without")
                                                                         : sim::phrase("say.another-version",
                                                                                       "from another version of")},
                                              {"table", table}}));
        }
        missing.erase(table);
    }
    for (const auto& [table, digest] : missing) {
        problems.add(where, sim::refusal("population.table-gone",
                                         "was built from the data table {table}, which is not there any more",
                                         "put it back, or build the population again with veghe population",
                                         {{"table", table}}));
    }
    problems.raise();
}

} // namespace model
