#include "models/pathways/stages.hpp"

#include "sim/thin.hpp"

#include <algorithm>
#include <cmath>

namespace model::stages {

double susceptibility(double relative, double false_security, double ceiling)
{
    return std::min(relative * std::exp(false_security), ceiling) / ceiling;
}

double resistance(double internalised_effect, double false_security, double internalised, double informed)
{
    return std::exp(internalised_effect * internalised + false_security * (informed * (1.0 - internalised) - 1.0));
}

StageHazards hazards(const StageParameters& p, Stage stage, const Protection& protection)
{
    const bool contact = stage == Stage::contact;
    const double guard = std::exp(p.internalised_effect * protection.internalised + p.trust_effect * protection.trust +
                                  p.peers_effect * protection.peers);
    return {.advance = contact ? p.contact_advance : p.attachment_advance,
            .break_off = (contact ? p.contact_break : p.attachment_break) * guard,
            .notice =
                p.notice * std::exp(p.trust_effect * protection.trust + p.bystander_effect * protection.bystanders)};
}

Outcome follow_week(const StageParameters& p, Stage stage, const Protection& protection, double dt_years,
                    std::span<const StageLuck, 2> luck)
{
    Outcome outcome = Outcome::stays;
    for (double left = dt_years;;) {
        const StageHazards h = hazards(p, stage, protection);
        const StageLuck& u = luck[static_cast<std::size_t>(stage)];
        const double advance = sim::waiting_time(u.advance, h.advance);
        const double break_off = sim::waiting_time(u.break_off, h.break_off);
        const double notice = sim::waiting_time(u.notice, h.notice);
        if (std::min({advance, break_off, notice}) >= left) {
            return outcome;
        }
        if (notice < advance && notice < break_off) {
            return Outcome::noticed;
        }
        if (break_off < advance) {
            return Outcome::broken_off;
        }
        if (stage == Stage::attachment) {
            return Outcome::controlled;
        }
        stage = Stage::attachment;
        outcome = Outcome::advanced;
        left -= advance;
    }
}

} // namespace model::stages
