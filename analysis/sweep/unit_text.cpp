#include "analysis/sweep/unit_result.hpp"
#include "models/scenario_text.hpp"
#include "sim/error.hpp"
#include "sim/sha256.hpp"
#include "sim/storage_messages.hpp"

#include <charconv>

namespace analysis::sweep {
namespace {

using sim::phrase;
using sim::refusal;

constexpr std::string_view first_line = "veghe sweep unit 1";
constexpr std::string_view any_format = "veghe sweep unit ";
constexpr std::string_view digest_key = "sha256\t";

template <class Items, class Text>
std::string joined(const Items& items, Text text)
{
    std::string all;
    for (const auto& item : items) {
        all += "\t" + text(item);
    }
    return all + "\n";
}

std::string line_text(const Line& line)
{
    const std::string ledger = line.ledger == Ledger::true_cases ? "true" : "registered";
    return "cases\t" + ledger + "\t" + line.stratum.kind + "\t" + line.stratum.value +
           joined(line.cases, [](std::int64_t n) { return std::to_string(n); });
}

/// Fields of the lines of a text, one line after the other.
class Lines {
public:
    explicit Lines(std::string_view text) : rest_(text) {}
    bool next(std::vector<std::string_view>& fields)
    {
        fields.clear();
        if (rest_.empty()) {
            return false;
        }
        const std::size_t end = rest_.find('\n');
        std::string_view line = rest_.substr(0, end);
        rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
        for (;;) {
            const std::size_t tab = line.find('\t');
            fields.push_back(line.substr(0, tab));
            if (tab == std::string_view::npos) {
                return true;
            }
            line.remove_prefix(tab + 1);
        }
    }

private:
    std::string_view rest_;
};

template <class Number>
Number number(std::string_view text, const std::string& shown)
{
    Number value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) {
        throw sim::StorageError(shown, sim::foreign(phrase("say.unit-number", "holds a number that is none")));
    }
    return value;
}

/// Reads the lines after the first, which the digest vouches for: what they say, this program wrote.
class UnitReader {
public:
    explicit UnitReader(const std::string& shown) : shown_(shown) {}

    void take(const std::vector<std::string_view>& f)
    {
        if (f[0] == "scenario" && f.size() == 2) {
            result.scenarios.push_back({.core_digest = std::string(f[1])});
        } else if (!result.scenarios.empty()) {
            take_of_scenario(f, result.scenarios.back());
        } else if (f.size() == 2) {
            take_fact(f[0], f[1]);
        } else if (f[0] == "years") {
            result.years.assign(f.begin() + 1, f.end());
        } else {
            foreign();
        }
    }
    UnitResult result;

private:
    void take_fact(std::string_view key, std::string_view value)
    {
        if (key == "id") {
            result.id = value;
        } else if (key == "replicate") {
            result.replicate = number<std::uint32_t>(value, shown_);
        } else if (key == "multiplier") {
            result.hidden_multiplier = number<double>(value, shown_);
        } else if (key == "disclosure") {
            result.disclosure = value;
        } else if (key == "years") {
            result.years = {std::string(value)};
        } else {
            foreign();
        }
    }
    void take_of_scenario(const std::vector<std::string_view>& f, ScenarioOutcome& scenario)
    {
        constexpr std::size_t before = 4; // fields of a line of cases before the first year
        if (f[0] == "cost_ron" && f.size() == 2) {
            scenario.cost_ron = number<double>(f[1], shown_);
        } else if (f[0] == "event" && f.size() == 3) {
            scenario.events.push_back({std::string(f[1]), number<std::uint64_t>(f[2], shown_)});
        } else if (f[0] == "cases" && f.size() == before + result.years.size() &&
                   (f[1] == "true" || f[1] == "registered")) {
            Line line{
                f[1] == "true" ? Ledger::true_cases : Ledger::registered, {std::string(f[2]), std::string(f[3])}, {}};
            for (std::size_t y = before; y < f.size(); ++y) {
                line.cases.push_back(number<std::int64_t>(f[y], shown_));
            }
            scenario.lines.push_back(std::move(line));
        } else {
            foreign();
        }
    }
    [[noreturn]] void foreign() const
    {
        throw sim::StorageError(shown_, sim::foreign(phrase("say.unit-line", "holds a line that is none of a unit's")));
    }

    const std::string& shown_;
};

} // namespace

std::string text_of(const UnitResult& result)
{
    std::string text = std::string(first_line) + "\nid\t" + result.id + "\nreplicate\t" +
                       std::to_string(result.replicate) + "\nmultiplier\t" +
                       model::number_text(result.hidden_multiplier) + "\ndisclosure\t" + result.disclosure + "\nyears" +
                       joined(result.years, [](const std::string& year) { return year; });
    for (const ScenarioOutcome& scenario : result.scenarios) {
        text += "scenario\t" + scenario.core_digest + "\ncost_ron\t" + model::number_text(scenario.cost_ron) + "\n";
        for (const Line& line : scenario.lines) {
            text += line_text(line);
        }
        for (const EventLine& event : scenario.events) {
            text += "event\t" + event.name + "\t" + std::to_string(event.count) + "\n";
        }
    }
    return text + std::string(digest_key) + sim::sha256(text) + "\n";
}

UnitResult parse_unit(std::string_view text, const std::string& shown)
{
    constexpr std::size_t last_line = digest_key.size() + 64 + 1;
    const std::string_view body = text.substr(0, text.size() - std::min(text.size(), last_line));
    const std::string_view last = text.substr(body.size());
    if (text.size() < last_line || last.substr(0, digest_key.size()) != digest_key || last.back() != '\n' ||
        last.substr(digest_key.size(), 64) != sim::sha256(body)) {
        throw sim::StorageError(shown, sim::damaged(phrase("say.no-fit-checksum", "does not fit its checksum")));
    }
    Lines lines(body);
    std::vector<std::string_view> fields;
    lines.next(fields);
    if (fields.size() != 1 || fields[0] != first_line) {
        const bool younger = !fields.empty() && fields[0].starts_with(any_format);
        throw sim::InputError(
            shown, younger ? refusal("sweep.unit-younger", "is of a younger format than this version of veghe reads",
                                     "use the version that wrote it")
                           : refusal("sweep.unit-foreign", "is no result of a unit", "take it out of the folder"));
    }
    UnitReader reader(shown);
    while (lines.next(fields)) {
        reader.take(fields);
    }
    return std::move(reader.result);
}

} // namespace analysis::sweep
