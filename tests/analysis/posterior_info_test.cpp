#include "analysis/calibration/posterior.hpp"
#include "analysis/info.hpp"
#include "tests/analysis/calibration/small_posterior.hpp"
#include "tests/support/files.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

namespace {

namespace calibration = analysis::calibration;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

std::string said(const calibration::Posterior& posterior, analysis::InfoKind kind = analysis::InfoKind::overview)
{
    const test::Folder folder;
    calibration::write_posterior(folder / "p.h5", posterior);
    std::ostringstream out;
    analysis::print_info(folder / "p.h5", kind, out);
    return out.str();
}

// Of the four draws of the multiplier, 3, 4, 5 and 8, the second is taken for the middle.
TEST(PosteriorInfo, SaysEachParameterBeforeAndAfter)
{
    const std::string text = said(small_posterior());
    EXPECT_THAT(text, AllOf(HasSubstr("posterior: Small\n"), HasSubstr("years: 2018 to 2021\n"),
                            HasSubstr("draws: 4 from 200 runs (1 failed), of which 2 check it\n"),
                            HasSubstr("counties: a product of incidence and detection for each of 2\n"),
                            HasSubstr("  observation.hidden_multiplier  5; 4, 3 to 5\n")));
    EXPECT_THAT(text, AllOf(Not(HasSubstr("people:")), Not(HasSubstr("note:"))));
}

TEST(PosteriorInfo, SaysHowManyPeopleTheFiguresAreOf)
{
    auto posterior = small_posterior();
    posterior.people = {21'000'000, 20'000'000, "a round number"};
    posterior.note = "Rates were not fitted again.";
    posterior.counties.draws = {2, {}};
    const std::string text = said(posterior);
    EXPECT_THAT(text,
                HasSubstr("people: 21000000 of the figures, 20000000 simulated: counts of a run are multiplied by "
                          "1.05, shares are not (a round number)\n"));
    EXPECT_THAT(text, HasSubstr("note: Rates were not fitted again.\n"));
    EXPECT_THAT(text, HasSubstr("counties: nothing of their own\n"));
}

// Two steps with 0.31 and 0.25 of their moves taken; four figures, of which the three that are met worst are named.
TEST(PosteriorInfo, SaysHowTheFitWent)
{
    auto posterior = small_posterior();
    posterior.diagnostics.emulator_residuals = {{"girls", 1.1}, {"boys", 0.8}, {"men", 1.4}};
    posterior.diagnostics.figures = {{"children 2018", 212.0, 260.0, 1.1, 0.4},
                                     {"children 2019", 230.0, 260.0, 0.9, 0.1},
                                     {"children 2020", 352.0, 260.0, 3.6, 3.2},
                                     {"children 2021", 282.0, 260.0, 0.8, 0.3}};
    const std::string text = said(posterior);
    const std::string fit = text.substr(text.find("\nfit\n"));
    EXPECT_THAT(fit, HasSubstr("  share of the prior that no figure rules out, wave by wave: 0.4 0.2\n"));
    EXPECT_THAT(fit, HasSubstr("residuals of 3 emulators, mean square (1 is right): median 1.1, 0.8 to 1.4\n"));
    EXPECT_THAT(
        fit, HasSubstr("  steps of the sampler: 2; share of moves taken 0.25 to 0.31, effective size 900 to 1000\n"));
    EXPECT_THAT(fit, HasSubstr("  log evidence: -42.5\n"));
    EXPECT_THAT(fit,
                HasSubstr("\n    children 2020  3.2; 3.6\n    children 2018  0.4; 1.1\n    children 2021  0.3; 0.8\n"));
    EXPECT_THAT(fit, Not(HasSubstr("children 2019")));
    posterior.diagnostics = {};
    EXPECT_THAT(said(posterior), HasSubstr("\nfit\n  log evidence: 0\n")); // nothing else is known
}

TEST(PosteriorInfo, SaysNothingOfFailuresWhereThereAreNone)
{
    auto posterior = small_posterior();
    posterior.diagnostics.failed = 0;
    EXPECT_THAT(said(posterior), HasSubstr("draws: 4 from 200 runs, of which 2 check it\n"));
}

TEST(PosteriorInfo, PrintsTheDigestOfWhatRunsTake)
{
    const auto posterior = small_posterior();
    EXPECT_EQ(said(posterior, analysis::InfoKind::core_digest), calibration::digest(posterior) + "\n");
    auto other = posterior;
    other.diagnostics.runs = 201;
    EXPECT_EQ(said(other, analysis::InfoKind::core_digest), calibration::digest(posterior) + "\n");
    EXPECT_NE(said(other, analysis::InfoKind::full_digest), said(posterior, analysis::InfoKind::full_digest));
}

} // namespace
