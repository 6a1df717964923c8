#include "models/register_errors.hpp"

#include <algorithm>
#include <utility>

namespace model {
namespace {

using P = RegisterErrorParameters;
using D = sim::Parameter<P>;

constexpr std::array declared{
    D{&P::relation_error,
      {"recording.relation_error", "1", 0.10, 0.0, 0.5, 'E', "assumed: friend and partner overlap (S16)",
       "Share of lines whose relation is recorded as another one."}},
    D{&P::relation_overlap,
      {"recording.relation_overlap", "1", 0.6, 0.0, 1.0, 'E', "assumed: \"friend\" may be new, or a partner (S16)",
       "Share of the errors about friends and partners that put one for the other."}},
    D{&P::form_error,
      {"recording.form_error", "1", 0.03, 0.0, 0.5, 'E', "assumed: no source yet",
       "Share of lines whose form is recorded as another one."}},
    D{&P::online_as_sexual,
      {"recording.online_as_sexual", "1", 0.2, 0.0, 1.0, 'E',
       "assumed: centres differ about online material (S16), no figure",
       "Share of online sexual exploitation recorded as sexual exploitation."}},
    D{&P::education_error,
      {"recording.education_error", "1", 0.10, 0.0, 0.5, 'E', "assumed: no source yet",
       "Share of lines whose schooling is recorded one level off."}},
    D{&P::family_error,
      {"recording.family_error", "1", 0.05, 0.0, 0.5, 'E', "assumed: no source yet",
       "Share of lines whose family situation is recorded as another one."}},
    D{&P::relatives_unseen,
      {"recording.relatives_unseen", "1", 0.75, 0.0, 1.0, 'D',
       "fewer than 2 % registered in relatives' care; half a million children have a parent abroad (S16, S39)",
       "Share of children in relatives' care who are recorded as living with two parents."}},
    D{&P::error_spread,
      {"recording.error_spread", "1", 0.5, 0.0, 1.0, 'E', "assumed: centres differ in practice (S16), no figure",
       "Half-width of the centres' errors of relation, form, schooling and family, of the mean."}},
};

/// The truth, but for an error that falls evenly on the other categories, save those past `categories`.
template <std::size_t N>
Confusion<N> even(double error, std::size_t categories = N)
{
    Confusion<N> c;
    for (std::size_t row = 0; row < N; ++row) {
        for (std::size_t column = 0; column < categories && row < categories; ++column) {
            c.share[row][column] = row == column ? 1.0 - error : error / static_cast<double>(categories - 1);
        }
        if (row >= categories) {
            c.share[row][row] = 1.0;
        }
    }
    return c;
}

Confusion<relation_names.size()> relations(const P& p)
{
    auto c = even<relation_names.size()>(p.relation_error);
    constexpr auto partner = static_cast<std::size_t>(Relation::partner);
    constexpr auto known = static_cast<std::size_t>(Relation::friend_or_acquaintance);
    for (const auto& [row, other] : {std::pair{partner, known}, {known, partner}}) {
        for (std::size_t column = 0; column < relation_names.size(); ++column) {
            constexpr auto rest = static_cast<double>(relation_names.size() - 2);
            c.share[row][column] = column == row     ? 1.0 - p.relation_error
                                   : column == other ? p.relation_error * p.relation_overlap
                                                     : p.relation_error * (1.0 - p.relation_overlap) / rest;
        }
    }
    return c;
}

Confusion<form_names.size()> forms(const P& p)
{
    auto c = even<form_names.size()>(p.form_error);
    constexpr auto online = static_cast<std::size_t>(Form::online_sexual);
    constexpr auto sexual = static_cast<std::size_t>(Form::sexual);
    for (double& share : c.share[online]) {
        share *= 1.0 - p.online_as_sexual;
    }
    c.share[online][sexual] += p.online_as_sexual;
    return c;
}

/// One level up or down; at an end of the scale the one neighbour takes all of the error.
Confusion<education_names.size()> educations(const P& p)
{
    Confusion<education_names.size()> c;
    constexpr std::size_t levels = education_names.size() - 1;
    for (std::size_t row = 0; row < levels; ++row) {
        c.share[row][row] = 1.0 - p.education_error;
        const bool below = row > 0;
        const bool above = row + 1 < levels;
        const double each = p.education_error / (below && above ? 2.0 : 1.0);
        if (below) {
            c.share[row][row - 1] = each;
        }
        if (above) {
            c.share[row][row + 1] = each;
        }
    }
    c.share[levels][levels] = 1.0;
    return c;
}

Confusion<family_names.size()> families(const P& p)
{
    auto c = even<family_names.size()>(p.family_error, family_names.size() - 1);
    auto& relatives = c.share[static_cast<std::size_t>(Family::relatives)];
    for (double& share : relatives) {
        share *= 1.0 - p.relatives_unseen;
    }
    relatives[static_cast<std::size_t>(Family::two_parents)] += p.relatives_unseen;
    return c;
}

} // namespace

namespace register_errors {

RegisterErrorParameters of_centre(RegisterErrorParameters mean, double u, double uniformity)
{
    const double factor = 1.0 + (1.0 - uniformity) * mean.error_spread * (2.0 * u - 1.0);
    for (double* const error : {&mean.relation_error, &mean.form_error, &mean.education_error, &mean.family_error}) {
        *error = std::min(1.0, *error * factor);
    }
    return mean;
}

RegisterErrors matrices(const RegisterErrorParameters& p)
{
    return {relations(p), forms(p), educations(p), families(p)};
}

RegisterErrorParameters resolved(const sim::Values& values)
{
    return sim::resolve(declared, values);
}

std::vector<sim::ParameterInfo> parameters()
{
    return sim::declarations(declared);
}

} // namespace register_errors
} // namespace model
