#include "analysis/draws.hpp"

#include "analysis/calibration/plan_spreads.hpp"
#include "models/county_names.hpp"
#include "models/effects.hpp"
#include "models/recording.hpp"
#include "models/registry.hpp"
#include "models/scenario_text.hpp"
#include "models/simulate.hpp"
#include "sim/error.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

namespace analysis {
namespace {

constexpr std::string_view multiplier = "observation.hidden_multiplier";
constexpr std::string_view multiplier_varies = "observation.varies";
constexpr std::string_view spread_of_years = "recording.year_sd";

const sim::ParameterInfo* declaration(const std::vector<sim::ParameterInfo>& declared, std::string_view name)
{
    const auto found =
        std::find_if(declared.begin(), declared.end(), [&](const auto& info) { return info.name == name; });
    return found == declared.end() ? nullptr : &*found;
}

/// Draws that this program cannot run.
void require_fit(const calibration::Posterior& posterior, const std::string& where)
{
    sim::Problems problems;
    const auto declared = model::all_parameters();
    for (std::size_t i = 0; i < posterior.parameters.size(); ++i) {
        const std::string& name = posterior.parameters[i].name;
        const sim::ParameterInfo* const info = declaration(declared, name);
        if (info == nullptr) {
            problems.add(where, sim::refusal("posterior.unknown-parameter", "draws {name}, which is no parameter",
                                             "calibrate again with this version", {{"name", name}}));
            continue;
        }
        for (std::size_t d = 0; d < posterior.size(); ++d) {
            const double value = posterior.draws[d][i];
            if (!(value >= info->low && value <= info->high)) {
                problems.add(where,
                             sim::refusal("posterior.out-of-range", "draws {name} = {value}, outside {low} to {high}",
                                          "calibrate again with this version",
                                          {{"name", name},
                                           {"value", model::number_text(value)},
                                           {"low", model::number_text(info->low)},
                                           {"high", model::number_text(info->high)}}));
                break;
            }
        }
    }
    const auto& products = posterior.counties.draws.values;
    const bool sound =
        std::all_of(products.begin(), products.end(), [](double k) { return k > 0.0 && std::isfinite(k); });
    const bool known = std::all_of(posterior.counties.counties.begin(), posterior.counties.counties.end(),
                                   [](const std::string& code) { return model::find_county(code).has_value(); });
    if (!sound || !known || std::any_of(posterior.year_size.begin(), posterior.year_size.end(), [](double size) {
            return !(size > 0.0);
        })) {
        problems.add(where, sim::refusal("posterior.no-factors", "holds counties or years that cannot be drawn from",
                                         "calibrate again with this version"));
    }
    problems.raise();
}

std::string listed(const std::vector<std::string>& names)
{
    std::string text;
    for (const std::string& name : names) {
        text += (text.empty() ? "" : ", ") + name;
    }
    return text;
}

/// What was fitted with some pathways is of no world with others: each stands for cases that the register has.
void require_pathways(const model::Scenario& scenario, const calibration::Posterior& posterior,
                      const std::string& where)
{
    const std::vector<std::string> fitted = calibration::pathways_of(posterior.resolved);
    std::vector<std::string> run = scenario.pathways;
    std::sort(run.begin(), run.end());
    if (!fitted.empty() && fitted != run) {
        throw sim::InputError(where, sim::refusal("posterior.other-pathways",
                                                  "was fitted with the pathways {theirs}, and the scenario runs {ours}",
                                                  "run those that it was fitted with, or calibrate for these",
                                                  {{"theirs", listed(fitted)}, {"ours", listed(run)}}));
    }
}

/// What measures bring, but for what was fitted.
std::vector<DrawnEffect> effects_beside(const calibration::Posterior& posterior)
{
    std::vector<DrawnEffect> effects;
    for (const sim::ParameterInfo& info : model::effect_parameters()) {
        const bool fitted = std::any_of(posterior.parameters.begin(), posterior.parameters.end(),
                                        [&](const auto& p) { return p.name == info.name; });
        if (!fitted) {
            effects.push_back({info.name, info.unit, info.grade, EffectPrior(info)});
        }
    }
    return effects;
}

bool states(const model::Scenario& scenario, std::string_view name)
{
    const auto& stated = scenario.posterior->stated;
    return std::binary_search(stated.begin(), stated.end(), name);
}

/// Whether runs take the posterior's multiplier: the scenario states neither one nor that it varies from run to run.
bool draws_multiplier(const model::Scenario& scenario)
{
    const bool varies =
        states(scenario, multiplier_varies) && scenario.parameters.value_or(std::string(multiplier_varies), 0.0) > 0.0;
    return !varies && !states(scenario, multiplier);
}

model::CountyFactors factors_of(const model::Scenario& drawn, const calibration::Posterior& posterior, std::size_t at,
                                const model::Counties& counties, std::uint32_t replicate)
{
    const calibration::CountyProducts& products = posterior.counties;
    if (products.draws.size() == 0) {
        return {};
    }
    std::vector<double> product(model::county_count, 1.0);
    std::vector<std::uint8_t> region;
    for (const model::County& county : counties.all) {
        region.push_back(county.region_index);
    }
    const auto row = products.draws[at % products.draws.size()];
    for (std::size_t c = 0; c < products.counties.size(); ++c) {
        product[model::find_county(products.counties[c])->value] = row[c];
    }
    return model::county_split::factors(model::county_split::resolved(drawn.parameters), product, region,
                                        model::detected_share(drawn.parameters, replicate),
                                        static_cast<std::uint32_t>(at));
}

FittedTo fitted_to(const calibration::Posterior& posterior)
{
    return {posterior.note,        posterior.note_ro,      posterior.years.from,
            posterior.years.until, posterior.people.meant, posterior.people.simulated};
}

} // namespace

std::shared_ptr<const Draws> read_draws(model::Scenario& scenario)
{
    if (!scenario.posterior) {
        return nullptr;
    }
    model::PosteriorFile& named = *scenario.posterior;
    const std::string where = named.file.generic_string();
    auto draws = std::make_shared<Draws>();
    draws->posterior = calibration::read_posterior(named.file);
    require_fit(draws->posterior, where);
    require_pathways(scenario, draws->posterior, where);
    draws->effects = effects_beside(draws->posterior);
    const auto all = static_cast<int>(draws->posterior.size());
    const int wanted = named.draws.value_or(std::min(model::usual_draws(scenario.replicates), all));
    if (wanted > all) {
        throw sim::InputError(where, sim::refusal("posterior.few-draws", "has {all} draws, and {wanted} are asked for",
                                                  "ask for fewer, in posterior.draws or by --posterior-draws",
                                                  {{"all", all}, {"wanted", wanted}}));
    }
    draws->from = {named.file.filename().string(), calibration::digest(draws->posterior),
                   static_cast<std::uint32_t>(wanted), fitted_to(draws->posterior)};
    if (!named.digest.empty() && named.digest != draws->from.digest) {
        throw sim::InputError(where, sim::refusal("posterior.changed", "is another posterior than a moment ago",
                                                  "begin again when whoever writes it is done"));
    }
    named.digest = draws->from.digest;
    named.draws = wanted;
    return draws;
}

std::size_t position(std::uint32_t k, std::size_t n)
{
    constexpr double golden = 0.6180339887498949;
    auto step = std::max<std::size_t>(1, static_cast<std::size_t>(golden * static_cast<double>(n) + 0.5));
    while (std::gcd(step, n) != 1) {
        ++step;
    }
    return static_cast<std::size_t>(std::uint64_t{k} * step % n);
}

std::size_t position_of(const Draws& draws, std::uint32_t replicate)
{
    return position(replicate % draws.from.draws, draws.posterior.size());
}

double year_sd(double size)
{
    return std::sqrt(std::log1p(1.0 / size));
}

namespace {

sim::Values parameters_at(const model::Scenario& scenario, const Draws& draws, std::size_t at)
{
    sim::expect(scenario.posterior.has_value(), "who draws names a posterior");
    const calibration::Posterior& posterior = draws.posterior;
    sim::Values drawn = scenario.parameters;
    const auto set = [&](std::string_view name, double value) {
        if (!states(scenario, name)) {
            drawn.set(std::string(name), value);
        }
    };
    bool one_multiplier = states(scenario, multiplier);
    for (std::size_t i = 0; i < posterior.parameters.size(); ++i) {
        const std::string& name = posterior.parameters[i].name;
        if (name != multiplier || draws_multiplier(scenario)) {
            set(name, posterior.draws[at][i]);
        }
        one_multiplier = one_multiplier || name == multiplier;
    }
    if (one_multiplier) {
        set(multiplier_varies, 0.0);
    }
    const auto declared = model::recording::parameters();
    set(spread_of_years, std::min(year_sd(posterior.year_size[at]), declaration(declared, spread_of_years)->high));
    if (scenario.posterior->effects == model::EffectsFrom::prior) {
        for (const DrawnEffect& effect : draws.effects) {
            const double chance = chance_of(draws.from.digest, static_cast<std::uint32_t>(at), effect.name);
            set(effect.name, effect.prior.value(chance));
        }
    }
    return drawn;
}

} // namespace

sim::Values drawn_parameters(const model::Scenario& scenario, const Draws& draws, std::uint32_t replicate)
{
    return parameters_at(scenario, draws, position_of(draws, replicate));
}

model::Scenario with_draw(const model::Scenario& scenario, const Draws& draws, const model::Counties& counties,
                          std::uint32_t replicate)
{
    return with_draw_at(scenario, draws, counties, position_of(draws, replicate), replicate);
}

model::Scenario with_draw_at(const model::Scenario& scenario, const Draws& draws, const model::Counties& counties,
                             std::size_t at, std::uint32_t replicate)
{
    model::Scenario drawn = scenario;
    drawn.parameters = parameters_at(scenario, draws, at);
    drawn.county_factors = factors_of(drawn, draws.posterior, at, counties, replicate);
    return drawn;
}

DrawnNames names_drawn(const model::Scenario& scenario, const Draws& draws)
{
    DrawnNames names;
    std::vector<std::string> all;
    for (const calibration::PosteriorParameter& parameter : draws.posterior.parameters) {
        all.push_back(parameter.name);
    }
    all.emplace_back(spread_of_years);
    for (std::string& name : all) {
        const bool stays = states(scenario, name) || (name == multiplier && !draws_multiplier(scenario));
        (stays ? names.stated : names.drawn).push_back(std::move(name));
    }
    for (const DrawnEffect& effect : draws.effects) {
        if (scenario.posterior->effects == model::EffectsFrom::prior && !states(scenario, effect.name)) {
            names.effects.emplace_back(effect.name);
        }
    }
    return names;
}

DrawnValues drawn_values(const model::Scenario& scenario, const Draws& draws, int replicates)
{
    DrawnValues taken;
    const auto declared = model::all_parameters();
    const DrawnNames names = names_drawn(scenario, draws);
    for (const auto* const list : {&names.drawn, &names.effects}) {
        for (const std::string& name : *list) {
            const sim::ParameterInfo& info = *declaration(declared, name);
            taken.parameters.push_back({name, std::string(info.unit), info.grade, list == &names.drawn});
        }
    }
    std::map<std::uint32_t, std::uint32_t> first; // replicate of each draw
    for (std::uint32_t r = 0; r < static_cast<std::uint32_t>(replicates); ++r) {
        first.emplace(static_cast<std::uint32_t>(position_of(draws, r)) + 1, r);
    }
    for (const auto& [draw, replicate] : first) {
        const sim::Values values = drawn_parameters(scenario, draws, replicate);
        taken.draws.push_back(draw);
        for (const DrawnParameter& parameter : taken.parameters) {
            taken.values.push_back(values.value_or(parameter.name, 0.0));
        }
    }
    return taken;
}

} // namespace analysis
