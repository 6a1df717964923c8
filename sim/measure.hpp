#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace sim {

/// One direction of a measure's table.
struct Axis {
    std::string name;
    std::vector<std::string> labels;

    friend bool operator==(const Axis&, const Axis&) = default;
};

/// What is counted, once: the name, the unit, the ledger it belongs to and the axes it is broken down by.
struct MeasureDeclaration {
    std::string name;
    std::string unit;
    std::string ledger; ///< empty for what belongs to none
    std::vector<Axis> axes;
    std::string doc;
    bool internal{}; ///< for tests and diagnosis: it stays out of whatever is shared
};

/// A measure's handle carries its ledger as a type: counts of two ledgers do not mix.
template <class Ledger>
struct Measure {
    std::uint32_t index{};
};

/// Belongs to no ledger: resources used, events by kind.
struct NoLedger {
    static constexpr const char* name = "";
};

/// A cell of a measure: position in the table (last axis fastest) and its count.
struct Cell {
    std::uint64_t position;
    std::int64_t count;

    friend bool operator==(const Cell&, const Cell&) = default;
};

/// What a measure has counted, by labels: a run with more months finds its cells again.
struct Counted {
    std::string name;
    std::vector<Axis> axes;
    std::vector<Cell> cells;
};

/// How what is declared must fit what is restored.
enum class Declared : std::uint8_t {
    exactly,        ///< the same columns and measures: the same scenario goes on
    at_least_those, ///< others may be new and begin as they were made: a strategy branches from a baseline
};

/// Integer counts of declared measures. Sparse, since most cells of a run stay empty.
class Measures {
public:
    template <class Ledger>
    Measure<Ledger> add(MeasureDeclaration declaration)
    {
        declaration.ledger = Ledger::name;
        return {declare(std::move(declaration))};
    }
    /// Not inside a parallel loop: there a chunk keeps its own tally, and the process or the commit rule counts it.
    /// \param at  one position per axis
    template <class Ledger>
    void count(Measure<Ledger> measure, std::span<const std::size_t> at, std::int64_t n = 1)
    {
        add_to(measure.index, at, n);
    }
    template <class Ledger>
    void count(Measure<Ledger> measure, std::initializer_list<std::size_t> at, std::int64_t n = 1)
    {
        add_to(measure.index, {at.begin(), at.size()}, n);
    }
    template <class Ledger>
    std::vector<Cell> cells(Measure<Ledger> measure) const
    {
        return cells(measure.index);
    }
    template <class Ledger>
    std::int64_t total(Measure<Ledger> measure) const
    {
        return total(measure.index);
    }

    std::size_t size() const { return declared_.size(); }
    const MeasureDeclaration& declaration(std::size_t index) const { return declared_[index].declaration; }
    /// Non-zero cells by position.
    std::vector<Cell> cells(std::size_t index) const;
    std::int64_t total(std::size_t index) const;

    /// All counts, by name.
    std::vector<Counted> counted() const;
    /// Puts counts back in place of those made so far.
    /// \throws InputError when they do not fit the declarations
    void restore(std::span<const Counted> counts, Declared declared);

private:
    struct Table {
        MeasureDeclaration declaration;
        std::map<std::uint64_t, std::int64_t> counts;
    };
    std::uint32_t declare(MeasureDeclaration declaration);
    void add_to(std::uint32_t index, std::span<const std::size_t> at, std::int64_t n);

    std::vector<Table> declared_;
};

} // namespace sim
