#include "analysis/calibration/trials.hpp"

#include "sim/error.hpp"
#include "sim/parallel.hpp"
#include "sim/sha256.hpp"
#include "sim/storage_messages.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <mutex>

namespace analysis::calibration {
namespace {

namespace fs = std::filesystem;
using sim::Axis;
using sim::Table;

/// HDF5 is not made for threads.
std::mutex& files()
{
    static std::mutex mutex;
    return mutex;
}

Axis numbered(std::string name, std::size_t n)
{
    Axis axis{std::move(name), {}};
    for (std::size_t i = 0; i < n; ++i) {
        axis.labels.push_back(std::to_string(i));
    }
    return axis;
}

Table table(std::string name, Axis axis, std::string unit, decltype(Table::values) values)
{
    return {std::move(name), {std::move(axis)}, std::move(unit), "", "", std::move(values)};
}

std::vector<Table> tables_of(const Trial& trial, const RegisterCounts& counts, const std::vector<std::string>& names)
{
    Axis profile{"profile", {}};
    std::vector<std::int64_t> lines, minors, adults;
    for (const ProfileCount& line : counts.profiles) {
        profile.labels.push_back(std::to_string(line.pathway) + " " + label(line.profile));
        lines.push_back(line.count);
    }
    for (const CountyCount& county : counts.counties) {
        minors.push_back(county.minors);
        adults.push_back(county.adults);
    }
    Axis figure{"figure", {}};
    std::vector<double> figures;
    for (const YearlyFigure& one : counts.figures) {
        figure.labels.push_back(one.name);
        figures.push_back(one.value);
    }
    const Axis county = numbered("county", minors.size());
    const std::vector<std::int64_t> years(counts.minors_by_year.begin(), counts.minors_by_year.end());
    std::vector<Table> tables{table("/values", {"parameter", names}, "as declared", trial.values),
                              table("/years", {"run", {"run"}}, "year", std::vector{counts.years})};
    const auto add = [&](const char* name, const Axis& axis, const char* unit, auto values) {
        if (!axis.labels.empty()) {
            tables.push_back(table(name, axis, unit, std::move(values)));
        }
    };
    add("/profiles", profile, "person", lines);
    add("/county_minors", county, "person", minors);
    add("/county_adults", county, "person", adults);
    add("/minors_by_year", numbered("year_of_run", years.size()), "person", years);
    add("/figures", figure, "a year, or level", figures);
    return tables;
}

template <class T>
std::vector<T> column(const sim::TableFile& file, std::string_view name, std::vector<std::string>* labels = nullptr)
{
    const auto found =
        std::find_if(file.tables.begin(), file.tables.end(), [&](const Table& t) { return t.name == name; });
    if (found == file.tables.end()) {
        return {};
    }
    if (labels) {
        *labels = found->axes.front().labels;
    }
    return std::get<std::vector<T>>(found->values);
}

RegisterCounts counts_of(const sim::TableFile& file)
{
    RegisterCounts counts;
    counts.years = column<double>(file, "/years").at(0);
    std::vector<std::string> profiles, figures;
    const auto lines = column<std::int64_t>(file, "/profiles", &profiles);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const std::size_t space = profiles[i].find(' ');
        counts.profiles.push_back({profile_of(std::string_view(profiles[i]).substr(space + 1)),
                                   static_cast<std::uint8_t>(std::stoi(profiles[i].substr(0, space))),
                                   static_cast<std::uint32_t>(lines[i])});
    }
    const auto minors = column<std::int64_t>(file, "/county_minors");
    const auto adults = column<std::int64_t>(file, "/county_adults");
    for (std::size_t i = 0; i < minors.size(); ++i) {
        counts.counties.push_back({static_cast<std::uint32_t>(minors[i]), static_cast<std::uint32_t>(adults.at(i))});
    }
    for (const std::int64_t year : column<std::int64_t>(file, "/minors_by_year")) {
        counts.minors_by_year.push_back(static_cast<std::uint32_t>(year));
    }
    const auto values = column<double>(file, "/figures", &figures);
    for (std::size_t i = 0; i < values.size(); ++i) {
        counts.figures.push_back({figures[i], values[i]});
    }
    return counts;
}

} // namespace

TrialFolder::TrialFolder(fs::path folder, TrialIdentity identity)
    : folder_(std::move(folder)), identity_(std::move(identity))
{
}

fs::path TrialFolder::file(const Trial& trial) const
{
    constexpr std::size_t digits = 8; // the values are compared when it is read
    sim::Sha256 hash;
    for (const double value : trial.values) {
        hash.update(value);
    }
    return folder_ / ("run_" + std::to_string(trial.replicate) + "_" + hash.hex().substr(0, digits) + ".h5");
}

std::optional<TrialFolder::Kept> TrialFolder::read(const fs::path& file) const
{
    if (!fs::exists(file)) {
        return std::nullopt;
    }
    try {
        const sim::TableFile in = sim::read_tables(file, trial_schema);
        if (in.fact("calibration") != identity_.calibration) {
            throw sim::InputError(file.generic_string(),
                                  sim::refusal("calibrate.other",
                                               "is of another calibration: its scenario, population, seed or free "
                                               "parameters differ",
                                               "--fresh throws the runs away, or give -o another name"));
        }
        std::uint32_t replicate = 0;
        const std::string text = in.fact("replicate");
        std::from_chars(text.data(), text.data() + text.size(), replicate);
        return Kept{{replicate, column<double>(in, "/values")}, counts_of(in), in.fact("program")};
    } catch (const sim::StorageError&) { // damaged: it is made again
        return std::nullopt;
    }
}

std::optional<RegisterCounts> TrialFolder::find(const Trial& trial) const
{
    const std::lock_guard lock(files());
    std::optional<Kept> kept = read(file(trial));
    if (!kept || kept->trial.values != trial.values || (kept->program != identity_.program && !trusting_)) {
        return std::nullopt;
    }
    return std::move(kept->counts);
}

void TrialFolder::keep(const Trial& trial, const RegisterCounts& counts) const
{
    const std::lock_guard lock(files());
    fs::create_directories(folder_);
    const std::vector<sim::Fact> facts{{"calibration", identity_.calibration},
                                       {"program", identity_.program},
                                       {"replicate", std::to_string(trial.replicate)}};
    sim::write_tables(file(trial), trial_schema, facts, tables_of(trial, counts, identity_.parameters));
}

std::optional<std::pair<Trial, RegisterCounts>> TrialFolder::of_another_program() const
{
    const std::lock_guard lock(files());
    std::vector<fs::path> found;
    std::error_code none;
    for (const auto& entry : fs::directory_iterator(folder_, none)) {
        if (entry.path().extension() == ".h5" && entry.path().filename().string().rfind("run_", 0) == 0) {
            found.push_back(entry.path());
        }
    }
    std::sort(found.begin(), found.end());
    for (const fs::path& path : found) {
        if (std::optional<Kept> kept = read(path); kept && kept->program != identity_.program) {
            return std::pair{std::move(kept->trial), std::move(kept->counts)};
        }
    }
    return std::nullopt;
}

bool TrialFolder::any() const
{
    std::error_code none;
    return !fs::is_empty(folder_, none) && !none;
}

void TrialFolder::remove() const
{
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
}

std::vector<std::optional<RegisterCounts>> make_runs(const Simulate& simulate, std::span<const Trial> trials,
                                                     const TrialFolder* folder, const TrialAttendance& attendance)
{
    std::vector<std::optional<RegisterCounts>> results(trials.size());
    sim::for_each_task(trials.size(), [&](std::size_t i) {
        attendance.stop.check();
        if (folder != nullptr) {
            results[i] = folder->find(trials[i]);
        }
        const bool found = results[i].has_value();
        if (!found) {
            try {
                results[i] = simulate(trials[i]);
            } catch (const sim::Stopped&) {
                throw;
            } catch (const std::exception& e) { // whatever a run says, the others go on; judge_failures decides
                if (attendance.failed) {
                    attendance.failed(trials[i].replicate, e.what());
                }
            }
            if (results[i] && folder != nullptr) {
                folder->keep(trials[i], *results[i]);
            }
        }
        if (attendance.after_run) {
            attendance.after_run(!found);
        }
    });
    return results;
}

namespace {

bool too_many(std::size_t failed, std::size_t runs)
{
    return static_cast<double>(failed) > most_failures * static_cast<double>(runs);
}

} // namespace

void judge_failed_checks(std::size_t failed, std::size_t runs, const std::string& where)
{
    if (too_many(failed, runs)) {
        throw sim::InputError(where, sim::refusal("calibrate.failed-checks",
                                                  "{failed} of {runs} runs at draws of the posterior failed, more than "
                                                  "one in a hundred",
                                                  "mend what they say: the others alone would check another posterior",
                                                  {{"failed", static_cast<std::int64_t>(failed)},
                                                   {"runs", static_cast<std::int64_t>(runs)}}));
    }
}

void judge_failures(const Points& points, std::span<const std::size_t> failed, std::span<const std::string> names,
                    const std::string& where)
{
    if (failed.empty()) {
        return;
    }
    if (too_many(failed.size(), points.size())) {
        throw sim::InputError(where, sim::refusal("calibrate.failures",
                                                  "{failed} of {runs} runs failed, more than one in a hundred",
                                                  "mend what they say: a fit of the others would be of another prior",
                                                  {{"failed", static_cast<std::int64_t>(failed.size())},
                                                   {"runs", static_cast<std::int64_t>(points.size())}}));
    }
    // Coordinates are standard normal: the sum of k of them has standard deviation sqrt(k). One chance in a thousand over all
    // coordinates, two-sided, is about 4 of them.
    constexpr double most_off = 4.0;
    for (std::size_t d = 0; d < points.dimension; ++d) {
        double sum = 0.0;
        for (const std::size_t i : failed) {
            sum += points[i][d];
        }
        if (std::abs(sum) > most_off * std::sqrt(static_cast<double>(failed.size()))) {
            throw sim::InputError(
                where, sim::refusal("calibrate.linked", "the runs that failed lie together along {name}",
                                    "mend what they say, or narrow its prior with a reason", {{"name", names[d]}}));
        }
    }
}

} // namespace analysis::calibration
