#include "models/source_tables.hpp"
#include "sim/error.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace model {
namespace {

constexpr int fitting_rounds = 200;
constexpr double smallest_start = 1e-3;

/// The unknown part of the table, as fractions first and as whole numbers after.
struct Unknown {
    std::vector<std::array<double, age_groups>> value;
    std::vector<double> row_sum;
    std::array<double, age_groups> column_sum{};
};

void fit(Unknown& unknown)
{
    for (int round = 0; round < fitting_rounds; ++round) {
        for (std::size_t r = 0; r < unknown.value.size(); ++r) {
            double sum = 0.0;
            for (const double v : unknown.value[r]) {
                sum += v;
            }
            for (double& v : unknown.value[r]) {
                v = sum > 0.0 ? v * unknown.row_sum[r] / sum : 0.0;
            }
        }
        for (std::size_t c = 0; c < age_groups; ++c) {
            double sum = 0.0;
            for (const auto& row : unknown.value) {
                sum += row[c];
            }
            for (auto& row : unknown.value) {
                row[c] = sum > 0.0 ? row[c] * unknown.column_sum[c] / sum : 0.0;
            }
        }
    }
}

/// Gives what rounding down has left over, one unit at a time, along paths of rows and columns that lack one: from a
/// row to a column it may raise, and back from a column to another row it may lower.
class Rounding {
public:
    Rounding(const std::vector<std::array<bool, age_groups>>& known, std::vector<GroupCounts>& cells,
             std::vector<std::int64_t> rows, std::array<std::int64_t, age_groups> columns)
        : known_(known), cells_(cells), rows_(std::move(rows)), columns_(columns)
    {
    }

    bool run()
    {
        for (std::size_t r = 0; r < rows_.size(); ++r) {
            while (rows_[r] > 0) {
                seen_.fill(false);
                if (!raise(r)) {
                    return false;
                }
                --rows_[r];
            }
        }
        return std::all_of(columns_.begin(), columns_.end(), [](std::int64_t missing) { return missing == 0; });
    }

private:
    bool raise(std::size_t r)
    {
        for (std::size_t c = 0; c < age_groups; ++c) {
            if (known_[r][c] || seen_[c]) {
                continue;
            }
            seen_[c] = true;
            if (columns_[c] > 0) {
                --columns_[c];
                ++cells_[r][c];
                return true;
            }
            for (std::size_t other = 0; other < rows_.size(); ++other) {
                if (other != r && !known_[other][c] && cells_[other][c] > 0 && raise(other)) {
                    --cells_[other][c];
                    ++cells_[r][c];
                    return true;
                }
            }
        }
        return false;
    }

    const std::vector<std::array<bool, age_groups>>& known_;
    std::vector<GroupCounts>& cells_;
    std::vector<std::int64_t> rows_;
    std::array<std::int64_t, age_groups> columns_;
    std::array<bool, age_groups> seen_{};
};

/// Whole parts of the unknown cells; what they leave to rows and columns stays in `rows` and `columns`.
void round_down(const Unknown& unknown, const std::vector<std::array<bool, age_groups>>& known,
                std::vector<GroupCounts>& cells, std::vector<std::int64_t>& rows,
                std::array<std::int64_t, age_groups>& columns)
{
    for (std::size_t r = 0; r < cells.size(); ++r) {
        for (std::size_t c = 0; c < age_groups; ++c) {
            if (!known[r][c]) {
                const auto whole = static_cast<std::int64_t>(std::floor(std::max(unknown.value[r][c], 0.0)));
                const std::int64_t fits = std::max<std::int64_t>(0, std::min({whole, rows[r], columns[c]}));
                cells[r][c] = static_cast<std::uint32_t>(fits);
                rows[r] -= fits;
                columns[c] -= fits;
            }
        }
    }
}

} // namespace

void fill_residuals(std::vector<GroupCounts>& cells, const std::vector<std::array<bool, age_groups>>& known,
                    const std::vector<std::uint32_t>& row_sums, const GroupCounts& column_sums,
                    const std::vector<std::array<double, age_groups>>& start, const std::string& where)
{
    std::vector<std::int64_t> rows(row_sums.begin(), row_sums.end());
    std::array<std::int64_t, age_groups> columns{};
    std::copy(column_sums.begin(), column_sums.end(), columns.begin());
    Unknown unknown;
    unknown.value.resize(cells.size());
    for (std::size_t r = 0; r < cells.size(); ++r) {
        for (std::size_t c = 0; c < age_groups; ++c) {
            if (known[r][c]) {
                rows[r] -= cells[r][c];
                columns[c] -= cells[r][c];
            } else {
                unknown.value[r][c] = std::max(start[r][c], smallest_start);
            }
        }
    }
    unknown.row_sum.assign(rows.begin(), rows.end());
    std::copy(columns.begin(), columns.end(), unknown.column_sum.begin());
    fit(unknown);
    const std::int64_t row_total = std::accumulate(rows.begin(), rows.end(), std::int64_t{0});
    const std::int64_t column_total = std::accumulate(columns.begin(), columns.end(), std::int64_t{0});
    round_down(unknown, known, cells, rows, columns);
    if (row_total != column_total || !Rounding(known, cells, rows, columns).run()) {
        throw sim::InputError(
            where,
            sim::refusal("table.confidential",
                         "the confidential cells cannot be whole numbers: rows lack {rows} persons, columns "
                         "{columns}",
                         "take the tables from the same census", {{"rows", row_total}, {"columns", column_total}}));
    }
}

} // namespace model
