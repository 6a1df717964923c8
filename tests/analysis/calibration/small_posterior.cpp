#include "tests/analysis/calibration/small_posterior.hpp"

namespace calibration = analysis::calibration;

calibration::Posterior small_posterior()
{
    using calibration::Prior;
    calibration::Posterior p;
    p.title = "Small";
    p.plan = "format = 1\n";
    p.scenario = "tiny.toml";
    p.resolved = "format = 1\n";
    p.program = "0.0.0 abc";
    p.years = {2018, 2021};
    p.seed = 7;
    p.parameters = {{"observation.hidden_multiplier", "1", {Prior::Scale::log, 5.0, 0.35, 1.5, 15.0}, "two to ten"},
                    {"offenders.per_100k", "1", {Prior::Scale::log, 20.0, 0.7, 0.0, 200.0}, ""},
                    {"recording.counts_online", "1", {Prior::Scale::logit, 0.7, 0.5, 0.0, 1.0}, ""}};
    p.draws = {3, {3.0, 18.0, 0.5, 4.0, 20.0, 0.6, 5.0, 22.0, 0.7, 8.0, 30.0, 0.8}};
    p.year_size = {30.0, 35.0, 40.0, 28.0};
    p.counties = {{"CJ", "DJ"}, {2, {0.5, 1.5, 0.6, 1.4}}};
    const calibration::Profile girl{true,
                                    15,
                                    model::Form::sexual,
                                    model::Relation::partner,
                                    model::Mode::online,
                                    model::Place::inside_romania,
                                    model::Education::gymnasium,
                                    model::Family::one_parent};
    const calibration::Profile man{false,
                                   calibration::from_25_on,
                                   model::Form::labour,
                                   model::Relation::stranger,
                                   model::Mode::in_person,
                                   model::Place::abroad,
                                   model::Education::not_recorded,
                                   model::Family::not_recorded};
    p.checks = {
        {0,
         {5.0, {{man, 0, 40}, {girl, 0, 60}}, {{20, 10}, {40, 30}}, {10, 12, 14, 11, 13}, {{"justice.solved", 480.0}}}},
        {2, {5.0, {{girl, 0, 55}}, {{25, 0}, {30, 0}}, {11, 11, 11, 11, 11}, {{"justice.solved", 500.0}}}}};
    p.diagnostics = {200,
                     1,
                     {0.4, 0.2},
                     {{0.3, 900.0, 0.31}, {1.0, 1000.0, 0.25}},
                     -42.5,
                     {{"girls", 1.1}},
                     {{"victims_children 2018", 212.0, 260.0, 1.1, 0.4}}};
    return p;
}
