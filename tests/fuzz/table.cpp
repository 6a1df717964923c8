#include "models/tables.hpp"
#include "sim/error.hpp"
#include "tests/fuzz/support.hpp"

#include <cmath>

/// Reads a table of any shape, and every cell as text, whole number and number.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    try {
        const model::Table table =
            model::Table::parse(std::string(fuzz::text_of(data, size)), "table.csv", {"county_code", "n"});
        for (std::size_t row = 0; row < table.rows(); ++row) {
            for (std::size_t column = 0; column < table.header().size(); ++column) {
                try {
                    const std::string text(table.text(row, column));
                    const std::int64_t whole = table.blank(row, column) ? 0 : table.whole(row, column, -5, 5000);
                    if (whole < -5 || whole > 5000 || !std::isfinite(table.number(row, column)) || text.size() > size) {
                        fuzz::broken("what a cell gives lies where it must");
                    }
                } catch (const sim::InputError& error) {
                    if (error.problems().empty()) {
                        fuzz::broken("what is refused is told");
                    }
                }
            }
        }
    } catch (const sim::InputError& error) {
        if (error.problems().empty()) {
            fuzz::broken("what is refused is told");
        }
    }
    return 0;
}
