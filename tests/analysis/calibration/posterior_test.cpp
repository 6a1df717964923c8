#include "sim/error.hpp"
#include "tests/analysis/calibration/small_posterior.hpp"
#include "tests/support/files.hpp"

#include <gtest/gtest.h>

namespace {

namespace calibration = analysis::calibration;
using calibration::Posterior;

TEST(PosteriorFile, GivesBackWhatWasWritten)
{
    const test::Folder folder;
    Posterior written = small_posterior();
    written.title_ro = "Mică";
    written.note = "A note";
    written.note_ro = "O notă";
    written.people = {21, 10, "round"};
    written.compiler = "GNU 12.2.0";
    written.flags = "-O3 -std=c++20";
    written.data_tables = std::string(64, 'a') + "  counties.csv\n";
    calibration::write_posterior(folder / "p.h5", written);
    const Posterior read = calibration::read_posterior(folder / "p.h5");
    EXPECT_EQ(read.title, written.title);
    EXPECT_EQ(read.years.until, written.years.until);
    EXPECT_EQ(read.seed, written.seed);
    ASSERT_EQ(read.parameters.size(), 3U);
    EXPECT_EQ(read.parameters[2].prior.scale, calibration::Prior::Scale::logit);
    EXPECT_EQ(read.parameters[0].reason, "two to ten");
    EXPECT_EQ(read.draws.values, written.draws.values);
    EXPECT_EQ(read.year_size, written.year_size);
    EXPECT_EQ(read.counties.counties, written.counties.counties);
    EXPECT_EQ(read.counties.draws.values, written.counties.draws.values);
    ASSERT_EQ(read.checks.size(), 2U);
    for (std::size_t c = 0; c < 2; ++c) {
        calibration::RegisterCounts counts = written.checks[c].counts;
        counts.profiles = calibration::added_up(counts.profiles);
        EXPECT_EQ(read.checks[c].draw, written.checks[c].draw);
        EXPECT_EQ(read.checks[c].counts, counts);
    }
    EXPECT_EQ(read.diagnostics.steps[0].acceptance, 0.31);
    EXPECT_EQ(read.diagnostics.emulator_residuals, written.diagnostics.emulator_residuals);
    EXPECT_EQ(read.diagnostics.figures[0].name, "victims_children 2018");
    EXPECT_EQ(read.diagnostics.failed, 1);
    EXPECT_EQ(read.title_ro, "Mică");
    EXPECT_EQ(read.note, "A note");
    EXPECT_EQ(read.note_ro, "O notă");
    EXPECT_EQ(read.people.meant, 21);
    EXPECT_EQ(read.compiler, written.compiler);
    EXPECT_EQ(read.flags, written.flags);
    EXPECT_EQ(read.data_tables, written.data_tables);
    EXPECT_EQ(read.people.reason, "round");
    EXPECT_DOUBLE_EQ(read.people.factor(), 2.1);
    EXPECT_EQ(calibration::digest(read), calibration::digest(written));
}

// Of 700, 224 and 3 of 927 the whole would give the 3 away: 224 takes up the difference. Of 32, 6 and 4 of 42 it gives their sum alone.
TEST(PosteriorFile, TellsNoFigureBelowTen)
{
    const test::Folder folder;
    Posterior written = small_posterior();
    written.diagnostics.figures = {{"children 2018", 212.0, 1.0, 2.0, 3.0}, {"mode: person", 700.0, 0.0, 0.0, 0.0},
                                   {"mode: online", 224.0, 0.0, 0.0, 0.0},  {"mode: press", 3.0, 0.0, 0.0, 0.0},
                                   {"form: begging", 32.0, 0.0, 0.0, 0.0},  {"form: labour", 6.0, 0.0, 0.0, 0.0},
                                   {"form: attempt", 4.0, 0.0, 0.0, 0.0},   {"county 2018", 9.0, 0.0, 0.0, 0.0},
                                   {"county 2019", 10.0, 0.0, 0.0, 0.0}};
    calibration::write_posterior(folder / "p.h5", written);
    const auto figures = calibration::read_posterior(folder / "p.h5").diagnostics.figures;
    std::vector<double> told;
    for (const auto& figure : figures) {
        told.push_back(figure.observed);
    }
    EXPECT_EQ(told, (std::vector{212.0, 700.0, 222.5, 4.5, 32.0, 4.5, 4.5, 4.5, 10.0}));
    EXPECT_EQ(figures[0].least, 3.0);
}

// Of files that say nothing of people, as many are meant as were simulated.
TEST(PosteriorFile, CountsAreOfThoseSimulatedWhereNothingIsSaid)
{
    const test::Folder folder;
    calibration::write_posterior(folder / "p.h5", small_posterior());
    EXPECT_EQ(calibration::read_posterior(folder / "p.h5").people.factor(), 1.0);
    EXPECT_EQ(calibration::PeopleScale({0, 19, ""}).factor(), 1.0);
}

// Nothing that a run takes from it may change without the digest; what only tells of the fit may.
TEST(PosteriorFile, DigestIsOfWhatRunsTakeFromIt)
{
    const Posterior written = small_posterior();
    Posterior other = written;
    other.counties.draws.values[3] = 1.41;
    EXPECT_NE(calibration::digest(other), calibration::digest(written));
    other = written;
    other.year_size[0] = 31.0;
    EXPECT_NE(calibration::digest(other), calibration::digest(written));
    other = written;
    other.parameters[1].name = "offenders.per_100m";
    EXPECT_NE(calibration::digest(other), calibration::digest(written));
    other = written;
    other.diagnostics.runs = 201;
    other.checks.clear();
    other.people = {};
    EXPECT_EQ(calibration::digest(other), calibration::digest(written));
}

TEST(PosteriorFile, KeepsPathwaysOut)
{
    const test::Folder folder;
    Posterior p = small_posterior();
    p.checks[0].counts.profiles[0].pathway = 2;
    EXPECT_THROW(calibration::write_posterior(folder / "p.h5", p), sim::ContractError);
    p.checks[0].counts.profiles = calibration::without_pathways(p.checks[0].counts.profiles);
    EXPECT_NO_THROW(calibration::write_posterior(folder / "p.h5", p));
}

TEST(Profiles, LabelsNameThem)
{
    const calibration::Profile girl{true,
                                    15,
                                    model::Form::sexual,
                                    model::Relation::partner,
                                    model::Mode::online,
                                    model::Place::inside_romania,
                                    model::Education::gymnasium,
                                    model::Family::one_parent};
    EXPECT_EQ(calibration::label(girl), "female 15 sexual partner online inside_romania gymnasium one_parent");
    EXPECT_EQ(calibration::profile_of(calibration::label(girl)), girl);
    EXPECT_THROW(calibration::profile_of("female 15 sexual"), sim::StorageError);
    EXPECT_EQ(calibration::age_class(17.99), 17);
    EXPECT_EQ(calibration::age_class(18.0), calibration::of_age);
    EXPECT_EQ(calibration::age_class(24.99), calibration::of_age);
    EXPECT_EQ(calibration::age_class(25.0), calibration::from_25_on);
}

TEST(Profiles, AddUpWithoutPathways)
{
    const calibration::Profile a{true, 3, {}, {}, {}, {}, {}, {}};
    const calibration::Profile b{false, 3, {}, {}, {}, {}, {}, {}};
    const auto sums = calibration::without_pathways({{a, 1, 2}, {b, 0, 4}, {a, 0, 3}});
    ASSERT_EQ(sums.size(), 2U);
    EXPECT_EQ(sums[0].profile, b);
    EXPECT_EQ(sums[1].count, 5U);
}

} // namespace
