#pragma once

#include "models/people.hpp"
#include "sim/decay.hpp"
#include "sim/parameter.hpp"
#include "sim/world.hpp"

#include <array>
#include <string_view>

namespace model {

struct Build;
class Ground;

/// Whom people trust, or not.
enum class Institution : std::uint8_t { school, police, child_protection };
inline constexpr std::array<std::string_view, 3> institution_names{"school", "police", "child_protection"};
inline constexpr std::size_t institutions_count = institution_names.size();

/// What somebody goes through with an institution.
enum class Experience : std::uint8_t {
    confidentiality_breach,  ///< what was said in confidence became known: raises stigma of the place, too
    good_counsellor,         ///< somebody listened and helped
    bad_interview,           ///< blamed, or asked again and again
    fined_without_screening, ///< punished instead of being asked
    helped                   ///< referred, sheltered, assisted
};
inline constexpr std::array<std::string_view, 5> experience_names{"confidentiality_breach", "good_counsellor",
                                                                  "bad_interview", "fined_without_screening", "helped"};
inline constexpr std::size_t experiences_count = experience_names.size();

/// Proposed by whoever gives somebody an experience. \see beliefs::experienced
struct Experienced {
    Row row;
    Experience kind;
    Institution with;
    std::uint8_t hearsay{}; ///< 1: heard from a friend, at a share of the dose; goes no further
    std::uint8_t spoken{};  ///< 1: not an experience; what was kept to be passed on has been
};

/// A person's trust in one institution departs from its initial value. Few have one, so there is no column.
struct TrustDeparture {
    Row row;
    sim::Decaying gain, loss;
    Institution with;
    std::array<std::uint8_t, 3> unused{};
};

struct TrustParameters {
    double police, child_protection; ///< initial means
    double general;                  ///< share of persons who see an institution as they see authority at large
    double legacy_loss;              ///< share of trust missing in those who grew up under the dictatorship
    double legacy_birth_year;        ///< born before this year
    double threatened_share;         ///< of households
    double threat_loss;              ///< share of a child's trust in child protection
    double feedback;                 ///< 0 or 1
    double breach_loss, counsellor_gain, interview_loss, fine_loss, helped_gain;
    double breach_stigma, breach_audience;
    double half_life; ///< weeks
    double hearsay_probability;
    double hearsay_share;
};

namespace trust {

/// Mean initial trust of one person in an institution, before luck. Pure.
/// \param legacy      grew up before 1990
/// \param threatened  a child whose parents threaten with child protection
double mean(const TrustParameters& p, double school_mean, Institution with, bool legacy, bool threatened);

/// What an experience does to trust: positive gains, negative losses. Pure.
double change(const TrustParameters& p, Experience kind);

/// Stigma that a breach of confidence adds in a place: all of it where the place is no larger than the audience. Pure.
double breach_stigma(const TrustParameters& p, double persons);

/// The declared values, those given in their place.
TrustParameters resolved(const sim::Values& values);
std::vector<sim::ParameterInfo> parameters();
/// Adds the records and the event to build.beliefs.
void make(Build& build);

} // namespace trust

namespace beliefs {

/// The proposal, with the institution that the experience is usually one with.
Experienced experienced(Row row, Experience kind);
inline Experienced experienced(Row row, Experience kind, Institution with)
{
    return {row, kind, with};
}

} // namespace beliefs
} // namespace model
