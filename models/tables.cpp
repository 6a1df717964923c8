#include "models/tables.hpp"

#include "models/input_policy.hpp"
#include "models/scenario_text.hpp"
#include "sim/error.hpp"
#include "sim/file_bytes.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <span>

namespace model {
namespace {

using sim::phrase;
using sim::refusal;

constexpr std::size_t most_problems = 20;

sim::Message column_missing(std::string_view name, std::span<const std::string_view> header)
{
    const std::string near = sim::nearest(name, std::vector<std::string>(header.begin(), header.end()));
    return refusal("table.column-missing", "column {name} is missing", "{hint}",
                   {{"name", name},
                    {"hint", near.empty() ? phrase("say.add-column", "add it to the header")
                                          : phrase("say.nearest", "nearest is {name}", {{"name", near}})}});
}

} // namespace

/// Cuts a text into cells and checks its shape.
class TableReader {
public:
    TableReader(std::string text, std::string name)
        : owned_(std::make_shared<std::string>(std::move(text))), text_(*owned_)
    {
        table_.name_ = std::move(name);
    }

    Table read(std::initializer_list<std::string_view> columns)
    {
        if (text_.compare(0, 3, "\xEF\xBB\xBF") == 0) {
            text_.erase(0, 3);
        }
        // Quoted fields lose their quotes in place: the written part never overtakes the part still to be read.
        std::vector<std::string_view> row;
        while (here_ < text_.size()) {
            const std::uint32_t line = line_;
            row.clear();
            read_row(row);
            if (table_.header_.empty()) {
                take_header(row, columns);
            } else {
                take_row(row, line);
            }
        }
        if (table_.header_.empty()) {
            problems_.add(table_.name_, refusal("table.empty", "the file is empty", "a header row is expected"));
        }
        problems_.raise();
        table_.text_ = owned_;
        return std::move(table_);
    }

private:
    std::string where(std::uint32_t line) const { return table_.name_ + ":" + std::to_string(line); }

    void read_row(std::vector<std::string_view>& row)
    {
        while (true) {
            row.push_back(text_[std::min(here_, text_.size() - 1)] == '"' && here_ < text_.size() ? quoted() : plain());
            if (here_ >= text_.size() || text_[here_] != ',') {
                break;
            }
            ++here_;
            if (here_ == text_.size()) {
                row.emplace_back();
            }
        }
        if (here_ < text_.size()) {
            ++here_; // the line end
            ++line_;
        }
    }

    std::string_view plain()
    {
        const std::size_t begin = here_;
        while (here_ < text_.size() && text_[here_] != ',' && text_[here_] != '\n') {
            ++here_;
        }
        std::size_t end = here_;
        if (end > begin && text_[end - 1] == '\r') {
            --end;
        }
        return std::string_view(text_).substr(begin, end - begin);
    }

    std::string_view quoted()
    {
        const std::uint32_t opened = line_;
        const std::size_t begin = ++here_;
        std::size_t out = begin;
        while (here_ < text_.size()) {
            const char c = text_[here_++];
            if (c == '"') {
                if (here_ >= text_.size() || text_[here_] != '"') {
                    if (here_ < text_.size() && text_[here_] == '\r') {
                        ++here_;
                    }
                    if (here_ < text_.size() && text_[here_] != ',' && text_[here_] != '\n') {
                        problems_.add(where(opened), refusal("table.after-quote", "text follows a closing quote",
                                                             "a comma or line end is expected"));
                        plain();
                    }
                    return std::string_view(text_).substr(begin, out - begin);
                }
                ++here_;
            } else if (c == '\n') {
                ++line_;
            }
            text_[out++] = c;
        }
        problems_.add(where(opened), refusal("table.open-quote", "a quote is opened and never closed",
                                             "close it, or double a quote that is part of the text"));
        return {};
    }

    void take_header(const std::vector<std::string_view>& row, std::initializer_list<std::string_view> columns)
    {
        table_.header_ = row;
        if (row.size() == 1 && columns.size() > 1 && row[0].find(';') != std::string_view::npos) {
            problems_.add(where(1), refusal("table.semicolons", "the fields stand between semicolons",
                                            "save it with commas between them, and points in decimals"));
            here_ = text_.size(); // whatever else is wrong follows from that
            return;
        }
        for (std::size_t i = 0; i < row.size(); ++i) {
            const bool expected = std::find(columns.begin(), columns.end(), row[i]) != columns.end();
            if (holds_personal_code(row[i])) {
                problems_.add(where(1), personal_code_refused(phrase("say.the-header", "the header")));
            } else if (sim::Message why = refused_name("column", row[i], expected); !why.empty()) {
                problems_.add(where(1), std::move(why));
            }
            if (row[i].empty() || std::find(row.begin(), row.begin() + static_cast<std::ptrdiff_t>(i), row[i]) !=
                                      row.begin() + static_cast<std::ptrdiff_t>(i)) {
                problems_.add(where(1), refusal("table.unnamed-column", "column {number} has no name of its own",
                                                "give every column a name, each once", {{"number", i + 1}}));
            }
        }
        for (const std::string_view column : columns) {
            if (std::find(row.begin(), row.end(), column) == row.end()) {
                problems_.add(where(1), column_missing(column, row));
            }
        }
    }

    void take_row(const std::vector<std::string_view>& row, std::uint32_t line)
    {
        if (row.size() == 1 && row[0].empty()) {
            return; // a blank line
        }
        if (problems_.all().size() >= most_problems) {
            return;
        }
        if (row.size() != table_.header_.size()) {
            problems_.add(where(line), refusal("table.fields", "{found} fields, the header has {expected}",
                                               "give the row as many; a text with commas stands in quotes",
                                               {{"found", row.size()}, {"expected", table_.header_.size()}}));
            return;
        }
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (holds_personal_code(row[i])) {
                problems_.add(where(line), personal_code_refused(phrase("say.column-named", "column \"{name}\"",
                                                                        {{"name", table_.header_[i]}})));
            }
        }
        table_.lines_.push_back(line);
        table_.cells_.insert(table_.cells_.end(), row.begin(), row.end());
    }

    std::shared_ptr<std::string> owned_;
    std::string& text_;
    std::size_t here_{0};
    std::uint32_t line_{1};
    Table table_;
    sim::Problems problems_;
};

Table Table::read(const std::filesystem::path& file, std::initializer_list<std::string_view> columns)
{
    std::optional<std::string> text = sim::file_bytes(file);
    if (!text) {
        throw sim::InputError(file.string(), refusal("table.unreadable", "the file cannot be opened",
                                                     "check the data folder and the permissions"));
    }
    return parse(std::move(*text), file.filename().string(), columns);
}

Table Table::parse(std::string text, std::string name, std::initializer_list<std::string_view> columns)
{
    return TableReader(std::move(text), std::move(name)).read(columns);
}

std::size_t Table::column(std::string_view name) const
{
    const auto found = std::find(header_.begin(), header_.end(), name);
    if (found == header_.end()) {
        throw sim::InputError(name_ + ":1", column_missing(name, header_));
    }
    return static_cast<std::size_t>(found - header_.begin());
}

std::int64_t Table::whole(std::size_t row, std::size_t column, std::int64_t low, std::int64_t high) const
{
    const std::string_view cell = text(row, column);
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
    if (error != std::errc() || end != cell.data() + cell.size() || value < low || value > high) {
        refuse(row, refusal("table.no-whole-number", "{column} = \"{cell}\"",
                            "a whole number from {low} to {high} is expected",
                            {{"column", header_[column]}, {"cell", shortened(cell)}, {"low", low}, {"high", high}}));
    }
    return value;
}

double Table::number(std::size_t row, std::size_t column) const
{
    const std::string_view cell = text(row, column);
    double value = 0.0;
    const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
    if (error != std::errc() || end != cell.data() + cell.size() || !std::isfinite(value)) {
        refuse(row, refusal("table.no-number", "{column} = \"{cell}\"", "a number is expected",
                            {{"column", header_[column]}, {"cell", shortened(cell)}}));
    }
    return value;
}

std::string Table::where(std::size_t row) const
{
    return name_ + ":" + std::to_string(lines_[row]);
}

void Table::refuse(std::size_t row, sim::Message message) const
{
    throw sim::InputError(where(row), std::move(message));
}

} // namespace model
