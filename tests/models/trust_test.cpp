#include "models/trust.hpp"
#include "tests/support/moved_beliefs.hpp"
#include "tests/support/statistics.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace {

using model::Experience;
using model::Institution;
using model::Row;
using toy::Moved;

TEST(Trust, MeanByHand)
{
    const auto p = model::trust::resolved({}); // police 0.25, child protection 0.25, legacy 0.2, threat 0.6
    EXPECT_DOUBLE_EQ(model::trust::mean(p, 0.3, Institution::school, true, true), 0.3);
    EXPECT_DOUBLE_EQ(model::trust::mean(p, 0.3, Institution::police, false, true), 0.25);
    EXPECT_DOUBLE_EQ(model::trust::mean(p, 0.3, Institution::police, true, false), 0.20);
    EXPECT_DOUBLE_EQ(model::trust::mean(p, 0.3, Institution::child_protection, false, true), 0.10);
    EXPECT_DOUBLE_EQ(model::trust::mean(p, 0.3, Institution::child_protection, true, false), 0.20);
}

TEST(Trust, ExperiencesGainOrLose)
{
    const auto p = model::trust::resolved({});
    EXPECT_EQ(model::trust::change(p, Experience::confidentiality_breach), -0.6);
    EXPECT_EQ(model::trust::change(p, Experience::good_counsellor), 0.2);
    EXPECT_EQ(model::trust::change(p, Experience::bad_interview), -0.3);
    EXPECT_EQ(model::trust::change(p, Experience::fined_without_screening), -0.5);
    EXPECT_EQ(model::trust::change(p, Experience::helped), 0.4);
}

TEST(Trust, ABreachIsHeardByAVillageAndNotByACity)
{
    const auto p = model::trust::resolved({}); // 0.15 where 1,500 hear
    EXPECT_EQ(model::trust::breach_stigma(p, 900.0), 0.15);
    EXPECT_EQ(model::trust::breach_stigma(p, 1500.0), 0.15);
    EXPECT_DOUBLE_EQ(model::trust::breach_stigma(p, 3000.0), 0.075);
    EXPECT_NEAR(model::trust::breach_stigma(p, 300000.0), 0.00075, 1e-15);
}

TEST(Trust, EachExperienceHasItsUsualInstitution)
{
    EXPECT_EQ(model::beliefs::experienced(7, Experience::good_counsellor).with, Institution::school);
    EXPECT_EQ(model::beliefs::experienced(7, Experience::fined_without_screening).with, Institution::police);
    EXPECT_EQ(model::beliefs::experienced(7, Experience::helped).with, Institution::child_protection);
    EXPECT_EQ(model::beliefs::experienced(7, Experience::helped, Institution::school).with, Institution::school);
}

// Means of 2 mean u; a share of 0.5 has the u of school, so correlations are 0.5, and 0.25 between police and child
// protection. Of children, 0.3 are threatened and lose 0.6: mean 0.25 x 0.82.
TEST(Trust, LawsOfInitialTrustAreTheDeclaredOnes)
{
    Moved m;
    std::vector<double> police;
    std::vector<double> children;
    std::vector<double> with_school;
    std::vector<double> among_authorities;
    const double last_legacy = (1975.0 - 2000.0) * sim::days_per_year / 7.0;
    for (Row row = 0; row < m.people().size(); ++row) {
        const double age = model::age_at(m.people().birth_week[row], m.tick);
        const double school = m.trust(row, Institution::school) / 0.6;
        const double in_police = m.trust(row, Institution::police);
        const double in_protection = m.trust(row, Institution::child_protection);
        if (m.people().birth_week[row] < last_legacy) {
            EXPECT_LE(in_police, 0.4);
            continue;
        }
        police.push_back(in_police);
        with_school.push_back((school - 0.5) * (in_police / 0.5 - 0.5) * 12.0);
        if (age < 18.0) {
            children.push_back(in_protection);
        } else {
            among_authorities.push_back((in_protection / 0.5 - 0.5) * (in_police / 0.5 - 0.5) * 12.0);
        }
    }
    statistics::expect_mean(police, {.expected = 0.25, .sees = 0.03});
    statistics::expect_mean(with_school, {.expected = 0.5, .sees = 0.15});
    statistics::expect_mean(among_authorities, {.expected = 0.25, .sees = 0.5});
    EXPECT_GT(children.size(), 1000u);
}

// Of households, 0.3 threaten, and a child there lacks 0.6 of its trust: mean 0.25 (1 - 0.18). One child of each.
TEST(Trust, ThreatenedChildrenFearChildProtection)
{
    std::vector<double> children;
    for (std::uint32_t replicate = 0; replicate < 12; ++replicate) {
        const Moved m({}, replicate);
        const auto& first = m.people().households.first_member;
        for (std::size_t h = 0; h + 1 < first.size(); ++h) {
            for (Row row = first[h]; row < first[h + 1]; ++row) {
                if (model::age_at(m.people().birth_week[row], m.tick) < 18.0) {
                    children.push_back(m.trust(row, Institution::child_protection));
                    break;
                }
            }
        }
    }
    statistics::expect_mean(children, {.expected = 0.205, .sees = 0.01});
}

} // namespace
