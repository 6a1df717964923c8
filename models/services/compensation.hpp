#pragma once

#include "models/counties.hpp"
#include "sim/measure.hpp"
#include "sim/parameter.hpp"
#include "sim/world.hpp"

namespace model {

struct Build;

/// What somebody is owed, in whole RON: ordered = paid + outstanding.
struct Claim {
    std::int64_t ordered;
    std::int64_t paid;
    Row person;
    std::int32_t tick; ///< of the order
    std::uint8_t county;
    std::uint8_t applied;  ///< 1: an advance of the fund was applied for
    std::uint8_t advanced; ///< 1: and paid
    std::array<std::uint8_t, 5> unused{};
};

/// What moves money, in the order in which a week settles it.
enum class MoneyKind : std::uint8_t {
    income, ///< comes into the county's part of the fund: budget or seized assets
    order,  ///< a court orders compensation; amount 0: drawn from the declared range
    apply,  ///< a victim with legal aid applies to the fund, which acknowledges a claim like a court's
    advance ///< the fund is asked again for an advance that was applied for
};
struct MoneyChange {
    std::int64_t amount; ///< RON
    Row person;          ///< `none` for income
    std::uint8_t county;
    MoneyKind kind;
    std::uint16_t unused{};
};

struct CompensationParameters {
    double fund_income;  ///< RON/year, country
    double advance_most; ///< RON
    double order_low, order_high;
    double recovered; ///< of court orders
    double applies;   ///< of those helped with legal aid
};

/// Compensation of victims and the fund that pays advances. A county has its residents' share of the fund, so that it
/// is served the same in every selection. All amounts are whole RON.
struct Compensation {
    CompensationParameters p{};
    sim::Records<Claim> claims;
    sim::Column<std::int64_t> fund; ///< per county: balance [RON]
    sim::Event<MoneyChange> change;
    sim::Measure<sim::NoLedger> ordered, recovered, advanced, income;
    std::array<double, county_count> share{}; ///< of the fund

    /// Rows of those who were paid something, ascending.
    std::vector<Row> paid(const sim::World& world) const;
};

namespace compensation {

/// What the fund pays: what is outstanding up to the largest advance, or nothing while there is less than that in the
/// fund. Pure, whole RON.
std::int64_t advance(std::int64_t outstanding, std::int64_t most, std::int64_t balance);
/// Whole RON that come in in week `n` of an income of `per_week`: what is due by its end less what was due before, so
/// that nothing is lost by rounding. Pure.
std::int64_t income_of_week(double per_week, std::int64_t n);
/// Amount ordered: even between the declared bounds, whole RON. Pure.
std::int64_t amount(const CompensationParameters& p, double u);

CompensationParameters resolved(const sim::Values& values);
std::vector<sim::ParameterInfo> parameters();
void make(Build& build);

} // namespace compensation
} // namespace model
