#pragma once

#include "models/people.hpp"
#include "sim/clock.hpp"
#include "sim/measure.hpp"

#include <array>
#include <string_view>

namespace model {

/// What happened.
struct TrueLedger {
    static constexpr const char* name = "true";
};

/// What a regional centre wrote down. No number of one ledger converts to the other.
struct RegisteredLedger {
    static constexpr const char* name = "registered";
};

/// Form of exploitation. Attempted: recruited, but exploitation has not begun.
enum class Form : std::uint8_t { sexual, online_sexual, labour, begging, forced_criminality, attempted };
inline constexpr std::array<std::string_view, 6> form_names{"sexual",  "online_sexual",      "labour",
                                                            "begging", "forced_criminality", "attempted"};
constexpr bool is_sexual(Form form)
{
    return form == Form::sexual || form == Form::online_sexual;
}

/// Who recruited, seen from the person recruited, in the words of the register.
enum class Relation : std::uint8_t { partner, friend_or_acquaintance, stranger, relative, other };
inline constexpr std::array<std::string_view, 5> relation_names{"partner", "friend_or_acquaintance", "stranger",
                                                                "relative", "other"};

enum class Mode : std::uint8_t { in_person, online, press };
inline constexpr std::array<std::string_view, 3> mode_names{"in_person", "online", "press"};

enum class Place : std::uint8_t { inside_romania, abroad };
inline constexpr std::array<std::string_view, 2> place_names{"inside_romania", "abroad"};

/// Where abroad.
enum class Destination : std::uint8_t { inside, italy, germany, united_kingdom, spain, france, other };
inline constexpr std::array<std::string_view, 7> destination_names{"inside", "italy",  "germany", "united_kingdom",
                                                                   "spain",  "france", "other"};

/// Branch of the work, of labour exploitation.
enum class Sector : std::uint8_t { not_labour, agriculture, construction, hospitality, domestic, other };
inline constexpr std::array<std::string_view, 6> sector_names{"not_labour",  "agriculture", "construction",
                                                              "hospitality", "domestic",    "other"};

/// How a case is controlled. Semi-consensual: the victim keeps papers and some of the pay, and so sees less of what it is.
enum class Control : std::uint8_t { coercive, semi_consensual };

inline constexpr std::array<std::string_view, 2> sex_names{"male", "female"};

/// Age bands of every table: the youngest age [years] of each, and its label.
inline constexpr std::array<int, 5> age_band_first{0, 10, 14, 18, 25};
inline constexpr std::array<std::string_view, 5> age_band_names{"0-9", "10-13", "14-17", "18-24", "25+"};
std::size_t age_band(double age_years);

/// Whether somebody is a child in the care of the state, on the tables' axis "care"; who is of age is not in care.
inline constexpr std::array<std::string_view, 2> care_status_names{"in_care", "not_in_care"};
constexpr std::size_t care_status(Care care)
{
    return in_state_care(care) ? 0 : 1;
}

/// Age [years] at a tick of weekly steps.
inline double age_at(std::int16_t birth_week, sim::Tick tick)
{
    constexpr double weeks_per_year = sim::days_per_year / 7.0;
    return (tick.value - birth_week) / weeks_per_year;
}

/// The month that a tick is counted in.
class Months {
public:
    Months() = default;
    /// \param counted  the part of the run that is counted: its months are the table's axis
    explicit Months(const sim::Clock& counted) : counted_(counted) {}

    bool counts(sim::Tick tick) const { return tick >= counted_.first() && tick < counted_.last(); }
    std::size_t position(sim::Tick tick) const { return static_cast<std::size_t>(counted_.month(tick)); }
    std::vector<std::string> labels() const;

private:
    sim::Clock counted_{sim::Date{}, sim::Date{std::chrono::days{7}}};
};

/// Positions on the axes of both ledgers: county, month, pathway, form, sex, age band, settlement, care.
using LedgerCell = std::array<std::size_t, 8>;

/// The two measures of the core, on the same axes [persons].
struct Ledgers {
    sim::Measure<TrueLedger> recruited;
    sim::Measure<RegisteredLedger> registered;
    Months months;
};

} // namespace model
