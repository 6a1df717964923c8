#pragma once

#include <cstdint>
#include <string>

namespace sim {

/// What a column, a table of records or a calendar holds, once.
struct ColumnInfo {
    std::string name;
    std::string unit;
    std::string doc;
};

/// Handle of a column: one value per row, zero at first.
template <class T>
struct Column {
    std::uint32_t index{};
};

/// Handle of a table that grows: cases, offenders, courtships.
template <class T>
struct Records {
    std::uint32_t index{};
};

/// Handle of a calendar: events that are known beforehand and happen at a tick. Nobody is asked before the time comes.
template <class T>
struct Calendar {
    std::uint32_t index{};
};

/// Handle of a kind of proposal.
template <class T>
struct Event {
    std::uint32_t index{};
};

} // namespace sim
