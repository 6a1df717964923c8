#include "analysis/calibration/targets.hpp"

#include "models/county_names.hpp"
#include "models/tables.hpp"
#include "sim/error.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <map>
#include <tuple>

namespace analysis::calibration {
namespace {

using model::Table;

constexpr int earliest_year = 1990;
constexpr int latest_year = 2100;

std::optional<int> parse_year(std::string_view text)
{
    int year = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), year);
    const bool whole = error == std::errc{} && end == text.data() + text.size() && text.size() == 4;
    return whole && year >= earliest_year && year <= latest_year ? std::optional(year) : std::nullopt;
}

/// The period at the end of a file's name: "anitp_child_profile_2018_2022.csv".
std::optional<Period> period_of_name(const std::filesystem::path& file)
{
    constexpr std::size_t digits = 4;
    const std::string name = file.stem().string();
    const auto year_before = [&](std::size_t end) {
        const bool there = end >= digits + 1 && name[end - digits - 1] == '_';
        return there ? parse_year(std::string_view(name).substr(end - digits, digits)) : std::nullopt;
    };
    const auto last = year_before(name.size());
    if (!last) {
        return std::nullopt;
    }
    const auto first = year_before(name.size() - digits - 1);
    return Period{first && *first <= *last ? *first : *last, *last};
}

/// One table, row by row; columns that not every table has.
class Rows {
public:
    Rows(const Table& table, std::filesystem::path file) : table_(table), file_(std::move(file)) {}

    std::optional<std::size_t> column(std::string_view name) const
    {
        const auto& header = table_.header();
        const auto found = std::find(header.begin(), header.end(), name);
        return found == header.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - header.begin()));
    }
    bool has(std::initializer_list<std::string_view> names) const
    {
        return std::all_of(names.begin(), names.end(), [&](std::string_view name) { return column(name).has_value(); });
    }
    std::string text(std::size_t row, std::string_view name) const
    {
        const auto at = column(name);
        return at ? std::string(table_.text(row, *at)) : std::string();
    }
    std::int64_t whole(std::size_t row, std::string_view name) const { return table_.whole(row, *column(name)); }
    double number(std::size_t row, std::string_view name) const { return table_.number(row, *column(name)); }
    const Table& table() const { return table_; }
    const std::filesystem::path& file() const { return file_; }

    /// What every form has in common.
    Target target(std::size_t row, std::string measure) const
    {
        Target t;
        t.measure = std::move(measure);
        t.quality = text(row, "quality");
        t.source = text(row, "source_id");
        t.where = table_.where(row);
        return t;
    }
    model::CountyId county(std::size_t row) const
    {
        const std::string named = text(row, "county_code");
        if (const auto county = model::find_county(named)) {
            return *county;
        }
        const std::string near = model::nearest_county(named);
        table_.refuse(row, near.empty() ? sim::refusal("targets.county", "county_code {code} is no county",
                                                       "write a code of two letters, such as DJ", {{"code", named}})
                                        : sim::refusal("targets.county-near", "county_code {code} is no county",
                                                       "write a code of two letters; nearest is {near}",
                                                       {{"code", named}, {"near", near}}));
    }
    /// The column of a table by place and time that tells the time.
    std::string_view column_of_time() const { return has({"period"}) ? "period" : "year"; }
    /// Of a row of a split: as its `period` or `year` says, else the name of the file.
    std::optional<Period> period_of_split(std::size_t row) const
    {
        for (const std::string_view column : {"period", "year"}) {
            if (!text(row, column).empty()) {
                return period(row, column);
            }
        }
        return period_of_name(file_);
    }
    Period period(std::size_t row, std::string_view column) const
    {
        const std::string named = text(row, column);
        if (const auto period = parse_period(named)) {
            return *period;
        }
        table_.refuse(row, sim::refusal("targets.period", "{column} {text} is no period",
                                        "write a year (2019), years (2018-2022) or a half (2007-H1)",
                                        {{"column", column}, {"text", named}}));
    }

private:
    const Table& table_;
    std::filesystem::path file_;
};

void set_count(Target& t, std::int64_t count)
{
    t.kind = TargetKind::count;
    t.value = static_cast<double>(count);
    t.low = t.high = count;
}

bool is_share(std::string_view measure)
{
    return measure.substr(0, 6) == "share_" || measure.find("_share") != std::string_view::npos;
}

/// A share where the measure says so, a count where the number is whole, some other amount otherwise.
void set_value(Target& t, const Rows& rows, std::size_t row, std::string_view column)
{
    constexpr double most_counted = 1e9;
    if (rows.text(row, column).empty()) {
        t.kind = TargetKind::missing;
        return;
    }
    t.value = rows.number(row, column);
    if (is_share(t.measure)) {
        t.kind = TargetKind::share;
        if (t.value < 0.0 || t.value > 1.0) {
            rows.table().refuse(row, sim::refusal("targets.share", "{measure} is a share and lies in [0, 1]",
                                                  "write 47 percent as 0.47", {{"measure", t.measure}}));
        }
    } else if (t.value >= 0.0 && t.value <= most_counted && t.value == std::floor(t.value)) {
        set_count(t, static_cast<std::int64_t>(t.value));
    } else {
        t.kind = TargetKind::amount;
    }
}

/// Fewer than N of "censored_ltN".
std::optional<std::int64_t> censored_below(std::string_view status)
{
    constexpr std::string_view prefix = "censored_lt";
    std::int64_t n = 0;
    const std::string_view digits = status.substr(0, prefix.size()) == prefix ? status.substr(prefix.size()) : "";
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), n);
    return error == std::errc{} && end == digits.data() + digits.size() && n > 0 ? std::optional(n) : std::nullopt;
}

void set_censored(Target& t, const Rows& rows, std::size_t row, std::int64_t below)
{
    if (!rows.text(row, "n_children").empty()) {
        rows.table().refuse(row,
                            sim::refusal("targets.censored-number",
                                         "n_children stands in a cell that is censored, of which only bounds are known",
                                         "leave n_children empty, or write the status reported"));
    }
    t.kind = TargetKind::interval;
    t.high = below - 1;
    t.value = static_cast<double>(t.high) / 2.0;
}

std::vector<Target> by_county_and_year(const Rows& rows)
{
    std::vector<Target> all;
    for (std::size_t row = 0; row < rows.table().rows(); ++row) {
        Target t = rows.target(row, "victims_children");
        t.county = rows.county(row);
        t.period = rows.period(row, "year");
        const std::string status = rows.text(row, "status");
        if (const auto below = censored_below(status)) {
            set_censored(t, rows, row, *below);
        } else if (status == "reported") {
            set_value(t, rows, row, "n_children");
        } else {
            rows.table().refuse(row,
                                sim::refusal("targets.status", "status {status} is unknown",
                                             "write reported or censored_lt10 (fewer than 10)", {{"status", status}}));
        }
        all.push_back(std::move(t));
    }
    return all;
}

std::vector<Target> by_county_and_period(const Rows& rows)
{
    std::vector<Target> all;
    const bool children = rows.has({"n_children"});
    for (std::size_t row = 0; row < rows.table().rows(); ++row) {
        const std::string named = rows.text(row, "measure");
        Target t = rows.target(row, named.empty() ? "victims_children" : named);
        t.county = rows.county(row);
        t.period = rows.period(row, rows.column_of_time());
        set_value(t, rows, row, children ? "n_children" : "value");
        all.push_back(std::move(t));
    }
    return all;
}

std::vector<Target> by_year(const Rows& rows)
{
    std::vector<Target> all;
    for (std::size_t row = 0; row < rows.table().rows(); ++row) {
        Target t = rows.target(row, rows.text(row, "measure"));
        t.period = rows.period(row, "year");
        set_value(t, rows, row, "value");
        all.push_back(std::move(t));
    }
    return all;
}

/// One category of a group, with what the whole group counts.
Target split(const Rows& rows, std::size_t row, std::string measure, std::int64_t n, std::int64_t denominator)
{
    if (n > denominator) {
        rows.table().refuse(row, sim::refusal("targets.part-above-whole",
                                              "n = {n} is more than its denominator {denominator}",
                                              "correct one of the two", {{"n", n}, {"denominator", denominator}}));
    }
    Target t = rows.target(row, std::move(measure));
    t.period = rows.period_of_split(row);
    t.kind = TargetKind::split;
    t.value = static_cast<double>(n);
    t.low = t.high = n;
    t.denominator = denominator;
    return t;
}

std::vector<Target> by_category(const Rows& rows)
{
    std::vector<Target> all;
    for (std::size_t row = 0; row < rows.table().rows(); ++row) {
        const bool empty = rows.text(row, "n").empty();
        Target t = split(rows, row, rows.text(row, "dimension"), empty ? 0 : rows.whole(row, "n"),
                         empty ? 0 : rows.whole(row, "denominator"));
        if (empty) {
            t.kind = TargetKind::missing;
        }
        if (!rows.text(row, "county_code").empty()) {
            t.county = rows.county(row);
        }
        t.group = rows.text(row, "group");
        t.category = rows.text(row, "category");
        all.push_back(std::move(t));
    }
    return all;
}

std::vector<Target> by_age_and_sex(const Rows& rows)
{
    std::vector<Target> all;
    for (const std::string_view sex : {"girls", "boys"}) {
        std::map<std::optional<Period>, std::int64_t> together;
        for (std::size_t row = 0; row < rows.table().rows(); ++row) {
            together[rows.period_of_split(row)] += rows.whole(row, sex);
        }
        for (std::size_t row = 0; row < rows.table().rows(); ++row) {
            Target t = split(rows, row, "age", rows.whole(row, sex), together[rows.period_of_split(row)]);
            t.group = sex;
            t.category = rows.text(row, "age");
            all.push_back(std::move(t));
        }
    }
    return all;
}

/// What makes two targets figures of the same thing.
auto meaning(const Target& t)
{
    return std::tuple(t.measure, t.group, t.category, t.county ? int{t.county->value} : -1,
                      t.period ? period_text(*t.period) : std::string());
}

bool apart(const Target& a, const Target& b)
{
    if (a.kind == TargetKind::missing || b.kind == TargetKind::missing) {
        return false; // nothing was published that could contradict
    }
    const bool shares = a.kind == TargetKind::share || b.kind == TargetKind::share;
    return shares ? a.value != b.value : a.low > b.high || b.low > a.high || a.denominator != b.denominator;
}

} // namespace

std::optional<Period> parse_period(std::string_view text)
{
    constexpr std::size_t year_digits = 4;
    const auto first = parse_year(text.substr(0, year_digits));
    if (!first) {
        return std::nullopt;
    }
    if (text.size() == year_digits) {
        return Period{*first, *first};
    }
    const std::string_view rest = text.substr(year_digits);
    if (rest == "-H1" || rest == "-H2") {
        return Period{*first, *first, rest == "-H1" ? Period::Part::first_half : Period::Part::second_half};
    }
    const auto last = rest.front() == '-' ? parse_year(rest.substr(1)) : std::nullopt;
    return last && *last >= *first ? std::optional(Period{*first, *last}) : std::nullopt;
}

std::string period_text(const Period& period)
{
    const std::string first = std::to_string(period.first_year);
    switch (period.part) {
    case Period::Part::first_half:
        return first + "-H1";
    case Period::Part::second_half:
        return first + "-H2";
    case Period::Part::whole:
        break;
    }
    return period.first_year == period.last_year ? first : first + "-" + std::to_string(period.last_year);
}

std::vector<Target> read_targets(const std::filesystem::path& file)
{
    const Table table = Table::read(file, {});
    const Rows rows(table, file);
    if (rows.has({"county_code", "year", "n_children", "status"})) {
        return by_county_and_year(rows);
    }
    if (rows.has({"county_code"}) && (rows.has({"period"}) || rows.has({"year"})) &&
        (rows.has({"value"}) || rows.has({"n_children"}))) {
        return by_county_and_period(rows);
    }
    if (rows.has({"dimension", "group", "category", "n", "denominator"})) {
        return by_category(rows);
    }
    if (rows.has({"age", "girls", "boys"})) {
        return by_age_and_sex(rows);
    }
    if (rows.has({"year", "measure", "value"})) {
        return by_year(rows);
    }
    throw sim::InputError(
        file.string() + ":1",
        sim::refusal(
            "targets.header", "this header is no form of a table of targets",
            "write the columns (county_code, year, n_children, status), (county_code, period, value or n_children), "
            "(year, measure, value), (dimension, group, category, n, denominator) or (age, girls, boys), and any "
            "others beside them"));
}

bool contradict(const Target& a, const Target& b)
{
    return a.measure == b.measure && meaning(a) == meaning(b) && apart(a, b);
}

std::vector<Conflict> conflicts(const std::vector<Target>& targets)
{
    std::vector<Conflict> all;
    for (auto first = targets.begin(); first != targets.end(); ++first) {
        for (auto second = first + 1; second != targets.end(); ++second) {
            if (contradict(*first, *second)) {
                all.push_back({*first, *second});
            }
        }
    }
    return all;
}

} // namespace analysis::calibration
