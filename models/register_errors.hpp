#pragma once

#include "models/ledgers.hpp"
#include "sim/parameter.hpp"

namespace model {

/// Schooling as the register has it: the level attended, or the last one attended.
enum class Education : std::uint8_t { no_schooling, primary, gymnasium, upper_secondary, not_recorded };
inline constexpr std::array<std::string_view, 5> education_names{"no_schooling", "primary", "gymnasium",
                                                                 "upper_secondary", "not_recorded"};
/// Family situation as the register has it; `not_recorded` for adults.
enum class Family : std::uint8_t { two_parents, one_parent, relatives, care, not_recorded };
inline constexpr std::array<std::string_view, 5> family_names{"two_parents", "one_parent", "relatives", "care",
                                                              "not_recorded"};

/// What is written down, given what is true: row = truth, column = record; rows sum to one.
template <std::size_t N>
struct Confusion {
    std::array<std::array<double, N>, N> share{};

    /// The record of one line: the category in which `u` in (0, 1) falls, the true one first, so that less error moves
    /// fewer lines.
    std::size_t recorded(std::size_t truth, double u) const
    {
        double below = share[truth][truth];
        if (u < below) {
            return truth;
        }
        std::size_t last = truth;
        for (std::size_t k = 0; k < N; ++k) {
            if (k != truth && share[truth][k] > 0.0) {
                below += share[truth][k];
                last = k;
                if (u < below) {
                    return k;
                }
            }
        }
        return last;
    }
};

struct RegisterErrorParameters {
    double relation_error;
    double relation_overlap;
    double form_error;
    double online_as_sexual;
    double education_error;
    double family_error;
    double relatives_unseen;
    double error_spread;
};

struct RegisterErrors {
    Confusion<relation_names.size()> relation;
    Confusion<form_names.size()> form;
    Confusion<education_names.size()> education;
    Confusion<family_names.size()> family;
};

namespace register_errors {

/// The parameters of a centre whose errors are drawn evenly around the mean. Pure. \param u  of the centre, in (0, 1)
/// \param uniformity  share of the difference from the mean that is gone, in [0, 1]
RegisterErrorParameters of_centre(RegisterErrorParameters mean, double u, double uniformity = 0.0);
/// The matrices that the parameters stand for. Pure.
RegisterErrors matrices(const RegisterErrorParameters& p);

RegisterErrorParameters resolved(const sim::Values& values);
std::vector<sim::ParameterInfo> parameters();

} // namespace register_errors
} // namespace model
