#pragma once

#include "analysis/calibration/prior.hpp"
#include "sim/parameter.hpp"

#include <cstdint>
#include <string_view>

namespace analysis {

/// What is believed of a parameter of which no figure tells anything: the declaration's value as its middle, the spread of its grade,
/// never outside the declared range. docs/calibration.md, section 7, argues the laws.
class EffectPrior {
public:
    enum class Law : std::uint8_t {
        logit,    ///< a positive value of a range within [0, 1]: the calibration's logistic-normal law
        log,      ///< any other positive value: its log-normal law
        mirrored, ///< a negative value of a range without positive ones: the log-normal law of its size
        sides ///< the sign is not known, or the value lies at a bound: half a normal law to either side that there is
    };

    explicit EffectPrior(const sim::ParameterInfo& info);

    Law law() const { return law_; }
    /// The value below which a share u of what is believed lies: rises with u, lies in the range. The median is the declared value, but
    /// for what the range cuts from the first three laws; at a bound the declared value is the likeliest. Pure. \param u  in (0, 1)
    double value(double u) const;

private:
    double on_sides(double u) const;

    Law law_{};
    calibration::Prior prior_{}; ///< of the value, or of its size
    double value_{}, low_{}, high_{};
    double below_{},
        above_{}; ///< to either side: what 95 of 100 values keep to, before the range cuts them; 0: no such side
};

/// The chance by which a draw of a posterior takes a parameter: a function of nothing else, so that runs and strategies share it.
/// \param digest  of the posterior, SHA-256 in hex
/// \param draw    position among its draws
double chance_of(std::string_view digest, std::uint32_t draw, std::string_view parameter);

} // namespace analysis
