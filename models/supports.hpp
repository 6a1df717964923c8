#pragma once

#include "models/meant.hpp"
#include "models/people.hpp"
#include "sim/parameter.hpp"
#include "sim/world.hpp"

#include <array>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace model {

struct Build;
struct Life;
class Ground;

/// What people are helped with, beside what is taught.
enum class Support : std::uint8_t {
    boarding,    ///< boarding pupils: somebody looks after them at school
    left_behind, ///< minors with a parent abroad or with relatives; services come to know of the absence
    returned,    ///< who came back from abroad lately
    hub,         ///< children: a place after school
    carers,      ///< households with minors: how to supervise
    guidance,    ///< the young who are deprived or were abused: one person to one
    income,      ///< deprived households
    dropout,     ///< minors who may leave school, and who left it
    migrants     ///< who wants to work abroad, or came back: rights, and whom to call
};
inline constexpr std::array<std::string_view, 9> support_names{
    "boarding", "left_behind", "returned", "hub", "carers", "guidance", "income", "dropout", "migrants"};
inline constexpr std::size_t support_kinds = support_names.size();

struct SupportParameters {
    double deprived_from;                                   ///< in [0, 1]
    double hub_from, hub_until;                             ///< age, years
    double guidance_from, guidance_until;                   ///< age, years
    double dropout_from;                                    ///< age, years
    double boarding_relief, left_behind_relief;             ///< shares of an effect
    double returned_relief, guidance_relief, income_relief; ///< shares of an effect
    double hub_nights, hub_online;                          ///< shares of unsupervised time
    double hub_internalises;                                ///< share of what was not applied
    double carers_balance;                                  ///< share of the way to balanced
    double guidance_trust, guidance_reports, migrants_reports;
    double income_debts; ///< share of indebted households
};

namespace supports {
/// Groups of persons of which a support is given apart, beside what is given to everybody eligible.
inline constexpr std::size_t most_groups = 4;
inline constexpr std::size_t lanes = most_groups + 1;
} // namespace supports

/// More, or less, of a support in a place. Several strategies may add to one.
struct SupportChange {
    std::uint32_t locality; ///< row
    std::int32_t amount;    ///< millionths of those eligible there who are meant
    Support kind;
    std::array<std::uint8_t, 3> unused{};
    Meant meant{};
};

/// What decides whether somebody can be given a support.
struct Eligibility {
    double age;           ///< years
    double deprivation{}; ///< of the household, in [0, 1]
    bool institution{};   ///< lives in one, as the population was built
    bool boarding{};      ///< at an upper secondary school
    bool parents_away{};  ///< with relatives, or a parent abroad
    bool returned{};      ///< from abroad, lately
    bool intends{};       ///< to work abroad
    bool prior_abuse{};
    Care care{Care::two_parents};
    bool parent_abroad{};
};

/// Which supports reach somebody, by Support.
using Reached = std::array<bool, support_kinds>;

/// Who is reached by what helps people, for who reads it: vulnerabilities, debts, trust, school. A place has a share of
/// its eligible people (for carers and income: households) whom a support reaches; they are those whose own luck is
/// below it, so that more of a support reaches the same and others beside them. Where a strategy means some persons only,
/// theirs is a share of its own, kept in a lane beside that of everybody; who is in several has the sum.
struct Supports {
    const Population* people{}; ///< none where the institution was not made: nobody is reached
    const Life* life{};
    SupportParameters p{};
    sim::Column<std::int32_t> given;  ///< per lane, locality and kind, millionths; lane 0 is of everybody
    sim::Column<Meant> meant;         ///< per kind and lane: whose lane it is; those in use come first
    sim::Column<std::uint16_t> begun; ///< one row: a bit for each kind that was ever given
    sim::Event<SupportChange> change;

    /// Whether any support, or this, was ever given: what else there is to ask can be left where it was not.
    bool in_use(const sim::World& world) const { return people != nullptr && world.read(begun)[0] != 0; }
    bool in_use(const sim::World& world, Support kind) const
    {
        return people != nullptr && (world.read(begun)[0] >> static_cast<unsigned>(kind) & 1u) != 0;
    }
    /// Share of those eligible in a locality whom a support for everybody reaches, in [0, 1].
    double share(const sim::World& world, std::uint32_t locality, Support kind) const;
    /// The same of a support for some persons, of these.
    double share(const sim::World& world, std::uint32_t locality, Support kind, const Meant& whom) const;
    /// Whether a support reaches a person: where they live now; boarders where they go to school.
    bool reaches(const sim::World& world, const Ground& ground, Row row, sim::Tick tick, Support kind) const;
    /// Whether income support reaches a household: where its first member lives now. A household is meant when somebody in
    /// it is.
    bool income_reaches(const sim::World& world, const Ground& ground, std::uint32_t household, sim::Tick tick) const;
    /// All of it.
    Reached reached(const sim::World& world, const Ground& ground, Row row, sim::Tick tick) const;

    /// Unsupervised exposure online, in [0, 1]: as the population was built, less what a place after school takes.
    double online_exposure(const sim::World& world, const Ground& ground, Row row, sim::Tick tick) const;
    /// Settles changes: those for some persons go to the lane of these, which the first of them opens.
    void take(sim::World& world, std::span<const SupportChange> changes) const;

private:
    /// Millionths given in a lane, which may be more than all.
    std::int32_t given_in(const sim::World& world, std::size_t lane, std::uint32_t locality, Support kind) const;
    /// The lane of those meant; nothing where none is theirs.
    std::optional<std::size_t> lane_of(const sim::World& world, Support kind, const Meant& whom) const;
    /// Whether somebody's luck is below the share of a place. \param is_meant  asked of each lane in use but the first
    template <class IsMeant>
    bool chosen(const sim::World& world, Row who, std::uint32_t locality, Support kind, IsMeant&& is_meant) const;
    /// Whether somebody in a household is meant. \param also  asked beside those of the census: who was born into it
    bool household_meant(const sim::World& world, const Ground& ground, std::uint32_t household, Row also,
                         sim::Tick tick, Support kind, const Meant& whom) const;
    bool household_chosen(const sim::World& world, const Ground& ground, std::uint32_t household, Row also,
                          sim::Tick tick, Support kind) const;
    /// Where an amount is kept.
    std::size_t row_of(std::size_t lane, std::uint32_t locality, Support kind) const;
};

namespace supports {

/// What is asked of somebody of whom so much is known. Pure.
inline Asked asked(const Eligibility& who)
{
    return {.age = who.age, .care = who.care, .boarding = who.boarding, .parent_abroad = who.parent_abroad};
}
/// Whether somebody can be given a support. Pure.
bool eligible(const SupportParameters& p, Support kind, const Eligibility& who);
/// What is left of an effect, or of a time, of which a share is taken. Exactly the whole where nothing is. Pure.
inline double left(double whole, double share_taken)
{
    return whole * (1.0 - share_taken);
}

/// The declared values, those given in their place.
SupportParameters resolved(const sim::Values& values);
std::vector<sim::ParameterInfo> parameters();
void make(Build& build);

} // namespace supports
} // namespace model
