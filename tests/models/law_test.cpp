#include "models/law.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace {

using namespace model;

LawParameters declared()
{
    return law::resolved({}); // 14 -> 16 at 2023.54; slip 2020.84-2020.91; 8 years, twice when interrupted
}

TEST(Law, TheAgeOfConsentRisesOnItsDate)
{
    auto p = declared();
    EXPECT_EQ(law::age_of_consent(p, 2023.53), 14.0);
    EXPECT_EQ(law::age_of_consent(p, 2023.54), 16.0);
    p.overlooked = 0.3;
    EXPECT_EQ(law::overlooked(p, 15.0, 2023.0), 0.3); // above the age of consent, and a minor
    EXPECT_EQ(law::overlooked(p, 15.0, 2024.0), 0.0); // no longer above it
    EXPECT_EQ(law::overlooked(p, 16.5, 2024.0), 0.3);
    EXPECT_EQ(law::overlooked(p, 13.9, 2023.0), 0.0);
    EXPECT_EQ(law::overlooked(p, 18.0, 2023.0), 0.0);
    p.unrecorded = 0.1;
    EXPECT_EQ(law::unrecorded(p, 15.0, 2023.0), 0.1);
    EXPECT_EQ(law::unrecorded(p, 15.0, 2024.0), 0.0);
    p.dated = 0.0;
    EXPECT_EQ(law::overlooked(p, 15.0, 2010.0), 0.0);
}

// Offence of 2012.0: 8 years run out in 2020.0, before the removal of 2021.5; 16 years would not.
TEST(Law, LimitationByCohort)
{
    const auto p = declared();
    EXPECT_FALSE(law::time_barred(p, 2012.0, 2019.9)); // the rulings hold, the term still runs
    EXPECT_TRUE(law::time_barred(p, 2012.0, 2020.0));
    EXPECT_TRUE(law::time_barred(p, 2012.0, 2026.0));  // what had run out stays so
    EXPECT_FALSE(law::time_barred(p, 2013.6, 2026.0)); // would have run out in 2021.6: the limit was gone by then
    EXPECT_TRUE(law::time_barred(p, 2013.5, 2026.0));
    EXPECT_FALSE(law::time_barred(p, 2009.0, 2018.0)); // before the rulings 16 years
    EXPECT_TRUE(law::time_barred(p, 2002.0, 2018.0));
    auto off = p;
    off.dated = 0.0;
    EXPECT_FALSE(law::time_barred(off, 2002.0, 2018.0)); // no limits at all
    auto later = p;                                      // had the removal come at the end of 2025
    later.limits_removed = 2026.0;
    EXPECT_TRUE(law::time_barred(later, 2013.6, 2022.0));
    EXPECT_FALSE(law::time_barred(later, 2022.5, 2026.0)); // committed after the rulings: 16 years
}

TEST(Law, DismissalHazardByHand)
{
    const auto p = declared();
    EXPECT_EQ(law::dismissal_hazard(p, 2019.0, 2022.0), 0.0);
    EXPECT_EQ(law::dismissal_hazard(p, 2012.0, 2022.0), 2.0);
    // 2 % over 0.07 years: -ln(0.98) / 0.07 = 0.2886 a year
    EXPECT_NEAR(law::dismissal_hazard(p, 2019.0, 2020.85), 0.28861, 1e-5);
    EXPECT_NEAR(law::dismissal_hazard(p, 2012.0, 2020.85), 2.28861, 1e-5);
    EXPECT_EQ(law::dismissal_hazard(p, 2019.0, 2020.92), 0.0); // corrected
    EXPECT_EQ(law::dismissal_hazard(p, 2019.0, 2020.83), 0.0); // not yet
    // Over its weeks the slip ends the declared share.
    EXPECT_NEAR(-std::expm1(-law::dismissal_hazard(p, 2019.0, 2020.85) * (p.slip_until - p.slip_from)), 0.02, 1e-12);
}

// 0.25 overlooked less 0.1; no share below nothing; an age of consent of 18 leaves nobody to doubt.
TEST(Law, EventsChangeItByHand)
{
    const auto p = law::changed(declared(), -0.1, -0.2, 2.0);
    EXPECT_NEAR(p.overlooked, 0.15, 1e-15);
    EXPECT_EQ(p.unrecorded, 0.0);
    EXPECT_EQ(law::age_of_consent(p, 2023.0), 16.0);
    EXPECT_EQ(law::age_of_consent(p, 2024.0), 18.0);
    EXPECT_EQ(law::overlooked(p, 17.9, 2024.0), 0.0);
    const auto same = law::changed(declared(), 0.0, 0.0, 0.0);
    EXPECT_EQ(same.overlooked, declared().overlooked);
    EXPECT_EQ(same.consent_after, 16.0);
}

// Half a gap of 0.29 a year on top of what is time-barred.
TEST(Law, AGapByAnEventDismisses)
{
    const auto p = declared();
    EXPECT_NEAR(law::dismissal_hazard(p, 2019.0, 2023.0, 0.5), 0.145, 1e-15);
    EXPECT_NEAR(law::dismissal_hazard(p, 2012.0, 2023.0, 1.0), 2.29, 1e-15);
    EXPECT_EQ(law::dismissal_hazard(p, 2019.0, 2023.0, 0.0), 0.0);
}

} // namespace
