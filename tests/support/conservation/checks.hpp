#pragma once

#include "tests/support/conservation.hpp"

/// What each module keeps, week after week (A1, A2). A check expects, remembers in `week.seen`, and changes nothing.
namespace toy::conserved {

/// Whoever changed is listed once for the week, and so speaks to one friend. Departures of trust stand in order, one for a
/// person and institution, and are kept.
void beliefs(const Week& week);
/// Everybody is free, courted or in exploitation, county by county; a case for each who is in exploitation.
void cases(const Week& week);
/// No offender appears or vanishes; each courts as many as there are relations, and none from custody.
void offenders(const Week& week);
/// Who is courted is courted by as many as there are relations; no more of them ended or go on than began.
void courtships(const Week& week);
/// Proceedings that were there or opened are in one stage or have ended in one way; an offender is suspect in one.
void justice(const Week& week);
/// Counts never fall, and nothing comes out that did not go in.
void ledgers(const Week& week);
/// Residents of a county: those at the beginning, births less deaths, in less out. Everybody has one state.
void life(const Week& week);
/// A recruitment is registered at most once.
void recording(const Week& week);
/// Whoever entered the referral mechanism is in it or left it by one way; nobody takes a place that is not there.
void assistance(const Week& week);
/// Ordered is paid or outstanding, and what came into the fund was paid or is there, to the last RON.
void compensation(const Week& week);
/// Posts are filled or vacant.
void services(const Week& week);
/// What a place has of a support was given, is not less than nothing, and is known to be in use.
void supports(const Week& week);
/// Nobody returns who has not left.
void retrafficking(const Week& week);

} // namespace toy::conserved
