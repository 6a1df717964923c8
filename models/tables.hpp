#pragma once

#include "sim/message.hpp"

#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace model {

/// A CSV file held in memory: UTF-8, comma separated, one header row, quoted fields allowed.
///
/// Reading is strict: every row has as many fields as the header, every column a name of its own. A table about
/// persons (names, addresses, telephone numbers, e-mail, personal numeric codes) and any column of ethnicity, religion
/// or mother tongue is refused; a value that looks like a personal code is never repeated in the message.
class Table {
public:
    /// \param columns  names that must be there, in any order; others may follow
    /// \throws sim::InputError with file and line of everything that is wrong
    static Table read(const std::filesystem::path& file, std::initializer_list<std::string_view> columns);
    /// The same from text; `name` stands for the file in messages.
    static Table parse(std::string text, std::string name, std::initializer_list<std::string_view> columns);

    std::size_t rows() const { return lines_.size(); }
    /// Position of a column. \throws sim::InputError naming the nearest one
    std::size_t column(std::string_view name) const;
    const std::vector<std::string_view>& header() const { return header_; }

    std::string_view text(std::size_t row, std::size_t column) const { return cells_[row * header_.size() + column]; }
    bool blank(std::size_t row, std::size_t column) const { return text(row, column).empty(); }
    /// \throws sim::InputError unless the cell is a whole number in [low, high]
    std::int64_t whole(std::size_t row, std::size_t column, std::int64_t low = 0,
                       std::int64_t high = INT64_C(1) << 40) const;
    /// \throws sim::InputError unless the cell is a finite number
    double number(std::size_t row, std::size_t column) const;

    /// "file:line" of a row, for messages.
    std::string where(std::size_t row) const;
    /// \throws sim::InputError at the row
    [[noreturn]] void refuse(std::size_t row, sim::Message message) const;

private:
    friend class TableReader;

    std::string name_;
    std::shared_ptr<const std::string> text_; ///< the views below look into it
    std::vector<std::string_view> header_;
    std::vector<std::string_view> cells_; ///< row by row
    std::vector<std::uint32_t> lines_;    ///< line on which each row begins, counted from 1
};

} // namespace model
