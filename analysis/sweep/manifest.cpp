#include "analysis/sweep/manifest.hpp"

#include "analysis/sweep/folder.hpp"
#include "models/scenario_check.hpp"
#include "models/scenario_text.hpp"
#include "models/tables.hpp"
#include "sim/atomic_file.hpp"
#include "sim/error.hpp"
#include "sim/sha256.hpp"

#include <algorithm>
#include <array>

namespace analysis::sweep {
namespace {

namespace fs = std::filesystem;
using model::Allowed;
using model::Findings;
using model::Node;
using model::Section;
using model::toml_string;
using sim::phrase;
using sim::refusal;

constexpr std::int64_t manifest_format = 1;
constexpr Allowed any_count{0, 4294967295.0, "1"};
constexpr Allowed any_seed{0, model::largest_seed, "1"};

std::string text_line(const std::string& key, const std::string& text)
{
    return key + " = " + toml_string(text) + "\n";
}

std::string array_text(std::span<const std::string> texts)
{
    std::string all;
    for (const std::string& text : texts) {
        all += (all.empty() ? "" : ", ") + toml_string(text);
    }
    return "[" + all + "]";
}

std::string units_text(std::span<const Unit> units)
{
    std::string text = "unit,point,replicate\n";
    for (const Unit& unit : units) {
        text += unit.id + "," + std::to_string(unit.point) + "," + std::to_string(unit.replicate) + "\n";
    }
    return text;
}

/// The last line of the manifest: a checksum of all before it.
std::string last_line(std::string_view text)
{
    return text_line("sha256", sim::sha256(text));
}

bool fits_its_last_line(const std::string& text)
{
    const std::size_t length = last_line("").size();
    const std::string body = text.substr(0, text.size() - std::min(text.size(), length));
    return text == body + last_line(body);
}

std::string manifest_text(const Manifest& m)
{
    std::vector<std::string> names, measured, files, digests, facts, said;
    for (const auto& [file, digest] : m.files) {
        files.push_back(file);
        digests.push_back(digest);
    }
    for (const auto& [fact, text] : m.provenance) {
        facts.push_back(fact);
        said.push_back(text);
    }
    for (const Parameter& parameter : m.parameters) {
        names.push_back(parameter.name);
        measured.push_back(parameter.unit);
    }
    const std::string text =
        "# A sweep, planned by veghe sweep plan. Changed by hand, it is refused.\nformat = " +
        std::to_string(manifest_format) + "\n" + text_line("title", m.title) + text_line("kind", m.kind) +
        text_line("source", m.source) + text_line("drawn", m.drawn) +
        text_line("points_sha256", sim::sha256(points_text(m))) +
        text_line("units_sha256", sim::sha256(units_text(units_of(m)))) + // for other readers: ours forms both again
        "files = " + array_text(files) + "\nfiles_sha256 = " + array_text(digests) +
        "\nscenarios = " + array_text(m.scenarios) + "\nreplicates = " + std::to_string(m.replicates) +
        "\nattempts = " + std::to_string(m.attempts) + "\nparameters = " + array_text(names) +
        "\nunits_of_measurement = " + array_text(measured) + "\nprovenance = " + array_text(facts) +
        "\nprovenance_says = " + array_text(said) + "\n\n[keep]\nstrata = " + array_text(m.keep.strata) +
        "\ncosts = " + (m.keep.costs ? "true" : "false") + "\nevents = " + (m.keep.events ? "true" : "false") +
        "\n\n[identity]\nseed = " + std::to_string(m.identity.seed) + "\n" + text_line("program", m.identity.program) +
        text_line("data", m.identity.data) + "scenarios = " + array_text(m.identity.scenarios) + "\n" +
        text_line("units", digest_of(units_of(m)));
    return text + last_line(text);
}

/// As of any stored file that is not what was written: no input, whoever changed it.
[[noreturn]] void refuse_changed(const fs::path& file)
{
    throw sim::StorageError(file.generic_string(), tampered());
}

std::vector<std::string> texts(const Section& section, std::string_view key)
{
    std::vector<std::string> all;
    const auto* const list = section.list(key, phrase("say.array-of-texts", "an array of texts"));
    for (const Node& node : list ? *list : Node::List{}) {
        const auto* const text = std::get_if<std::string>(&node.value);
        all.push_back(text ? *text : "");
    }
    return all;
}

std::vector<Point> read_points(const fs::path& file, std::size_t parameters)
{
    const model::Table table = model::Table::read(file, {"point", "draw"});
    constexpr std::size_t before = 2; // columns before those of the parameters
    if (table.header().size() != before + parameters) {
        refuse_changed(file);
    }
    std::vector<Point> points(table.rows());
    for (std::size_t row = 0; row < table.rows(); ++row) {
        points[row].draw = static_cast<std::uint32_t>(table.whole(row, 1));
        for (std::size_t k = 0; k < parameters; ++k) {
            points[row].values.push_back(table.number(row, before + k));
        }
    }
    return points;
}

/// What the file of a manifest says itself: all but the points.
Manifest stated_in(const Section& top, const fs::path& file)
{
    const std::vector<std::string> names = texts(top, "parameters"), measured = texts(top, "units_of_measurement");
    const std::vector<std::string> files = texts(top, "files"), digests = texts(top, "files_sha256");
    const std::vector<std::string> facts = texts(top, "provenance"), said = texts(top, "provenance_says");
    const Section keep = top.section("keep"), identity = top.section("identity");
    Manifest m;
    m.title = top.text("title").value_or("");
    m.kind = top.text("kind").value_or("");
    m.source = top.text("source").value_or("");
    m.drawn = top.text("drawn").value_or("");
    m.scenarios = texts(top, "scenarios");
    m.replicates = static_cast<std::uint32_t>(top.whole("replicates", any_count).value_or(0));
    m.attempts = static_cast<std::uint32_t>(top.whole("attempts", any_count).value_or(0));
    m.keep = {texts(keep, "strata"), keep.flag("costs").value_or(false), keep.flag("events").value_or(false)};
    m.identity = {texts(identity, "scenarios"), identity.text("data").value_or(""),
                  identity.text("program").value_or(""),
                  static_cast<std::uint64_t>(identity.whole("seed", any_seed).value_or(0))};
    if (names.size() != measured.size() || files.size() != digests.size() || facts.size() != said.size() ||
        m.identity.scenarios.size() != m.scenarios.size()) {
        refuse_changed(file);
    }
    for (std::size_t k = 0; k < names.size(); ++k) {
        m.parameters.push_back({names[k], measured[k]});
    }
    for (std::size_t k = 0; k < files.size(); ++k) {
        m.files[files[k]] = digests[k];
    }
    for (std::size_t k = 0; k < facts.size(); ++k) {
        m.provenance.emplace_back(facts[k], said[k]);
    }
    return m;
}

/// Refuses a table of the plan whose bytes are not those of which the manifest states the SHA-256. One of before it did states none.
void require_stated(const fs::path& file, const std::string& digest)
{
    if (const std::string text = bytes_of(file); !digest.empty() && sim::sha256(text) != digest) {
        refuse_changed(file);
    }
}

} // namespace

sim::Message tampered()
{
    return refusal("sweep.tampered", "the files of the plan do not fit each other: one was changed",
                   "plan the sweep again into another folder");
}

std::string points_text(const Manifest& manifest)
{
    std::string text = "point,draw";
    for (const Parameter& parameter : manifest.parameters) {
        text += "," + parameter.name;
    }
    text += "\n";
    for (std::size_t p = 0; p < manifest.points.size(); ++p) {
        text += std::to_string(p) + "," + std::to_string(manifest.points[p].draw);
        for (const double value : manifest.points[p].values) {
            text += "," + model::number_text(value);
        }
        text += "\n";
    }
    return text;
}

std::string unit_id(const Manifest& manifest, const Point& point, std::uint32_t replicate)
{
    sim::Sha256 hash;
    hash.field("veghe sweep unit 1").field(manifest.identity.program).field(manifest.identity.data);
    hash.update(manifest.identity.seed);
    for (std::size_t s = 0; s < manifest.scenarios.size(); ++s) {
        hash.field(manifest.scenarios[s]).field(manifest.identity.scenarios[s]);
    }
    hash.update(std::uint64_t{manifest.keep.strata.size()});
    for (const std::string& stratum : manifest.keep.strata) {
        hash.field(stratum);
    }
    hash.field(manifest.keep.costs ? "costs" : "").field(manifest.keep.events ? "events" : "");
    for (std::size_t k = 0; k < manifest.parameters.size(); ++k) {
        hash.field(manifest.parameters[k].name).update(point.values[k]);
    }
    return hash.update(point.draw).update(replicate).hex();
}

std::vector<Unit> units_of(const Manifest& manifest)
{
    std::vector<Unit> units;
    for (std::uint32_t replicate = 0; replicate < manifest.replicates; ++replicate) {
        for (std::uint32_t point = 0; point < manifest.points.size(); ++point) {
            units.push_back({unit_id(manifest, manifest.points[point], replicate), point, replicate});
        }
    }
    return units;
}

std::string digest_of(std::span<const Unit> units)
{
    sim::Sha256 hash;
    for (const Unit& unit : units) {
        hash.field(unit.id);
    }
    return hash.hex();
}

void write_manifest(const fs::path& folder, const Manifest& manifest)
{
    sim::make_folder(folder);
    sim::write_file(folder / points_file, points_text(manifest));
    sim::write_file(folder / units_file, units_text(units_of(manifest)));
    sim::write_file(folder / manifest_file, manifest_text(manifest));
}

std::string planned_text(const fs::path& folder, const Manifest& manifest, const std::string& name)
{
    std::string text = bytes_of(folder / name);
    const std::string& planned = name == drawn_file ? manifest.drawn : manifest.files.at(name);
    if (sim::sha256(text) != planned) {
        refuse_changed(folder / name);
    }
    return text;
}

std::vector<sim::Problem> unplanned_files(const fs::path& folder, const Manifest& manifest)
{
    std::vector<std::string> names;
    for (const auto& [name, digest] : manifest.files) {
        names.push_back(name);
    }
    if (!manifest.drawn.empty()) {
        names.emplace_back(drawn_file);
    }
    std::vector<sim::Problem> problems;
    for (const std::string& name : names) {
        try {
            planned_text(folder, manifest, name);
        } catch (const sim::StorageError& error) { // changed, gone or unreadable
            problems.insert(problems.end(), error.problems().begin(), error.problems().end());
        }
    }
    return problems;
}

void require_planned(const fs::path& folder, const Manifest& manifest)
{
    if (const std::vector<sim::Problem> problems = unplanned_files(folder, manifest); !problems.empty()) {
        throw sim::StorageError(problems);
    }
}

bool has_manifest(const fs::path& folder)
{
    std::error_code ignored;
    return fs::is_regular_file(folder / manifest_file, ignored);
}

Manifest read_manifest(const fs::path& folder)
{
    const fs::path file = folder / manifest_file;
    if (!has_manifest(folder)) {
        throw sim::InputError(folder.generic_string(),
                              refusal("sweep.none", "holds no sweep", "plan one: veghe sweep plan DESIGN -o FOLDER"));
    }
    const std::string text = bytes_of(file);
    Findings findings;
    const Node::Table table = model::read_toml_text(text, file.generic_string(), findings);
    if (findings.stopped() && !fits_its_last_line(text)) { // no TOML any more
        refuse_changed(file);
    }
    findings.raise();
    const Section top(&table, "", findings);
    if (top.whole("format", any_count).value_or(0) != manifest_format) {
        throw sim::InputError(file.generic_string(),
                              refusal("sweep.younger", "is of another format than {format}",
                                      "use the version of veghe that planned it", {{"format", manifest_format}}));
    }
    if (!fits_its_last_line(text)) {
        refuse_changed(file);
    }
    Manifest m = stated_in(top, file);
    findings.raise();
    require_stated(folder / points_file, top.text("points_sha256").value_or(""));
    require_stated(folder / units_file, top.text("units_sha256").value_or(""));
    m.points = read_points(folder / points_file, m.parameters.size());
    const std::vector<Unit> units = units_of(m);
    if (digest_of(units) != top.section("identity").text("units").value_or("") ||
        bytes_of(folder / points_file) != points_text(m) || bytes_of(folder / units_file) != units_text(units)) {
        refuse_changed(folder);
    }
    return m;
}

std::vector<sim::Message> differences(const Manifest& planned, const Manifest& now)
{
    std::vector<sim::Message> all;
    const auto tell = [&](bool differs, sim::Message what) {
        if (differs) {
            all.push_back(std::move(what));
        }
    };
    tell(planned.identity.program != now.identity.program, phrase("say.sweep-program", "the program is another build"));
    tell(planned.identity.data != now.identity.data,
         phrase("say.sweep-data", "the data tables or the population are others"));
    tell(planned.scenarios != now.scenarios || planned.identity.scenarios != now.identity.scenarios,
         phrase("say.sweep-scenarios", "a scenario says something else"));
    tell(planned.identity.seed != now.identity.seed, phrase("say.sweep-seed", "the seed is another"));
    tell(planned.parameters != now.parameters || planned.points != now.points,
         phrase("say.sweep-points", "the points are others"));
    tell(planned.replicates != now.replicates, phrase("say.sweep-replicates", "the number of replicates is another"));
    tell(!(planned.keep == now.keep), phrase("say.sweep-keep", "something else is kept"));
    return all;
}

} // namespace analysis::sweep
