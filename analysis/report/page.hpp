#pragma once

#include "analysis/disclosure.hpp"
#include "analysis/explain/words.hpp"
#include "analysis/report/text.hpp"

#include <string>
#include <utility>
#include <vector>

namespace analysis {

/// The catalogue's words in the language of a page.
Words words_of(const Text& text);
/// "3 January 2022" for "2022-01-03"; any other text as it is.
std::string day(const Text& text, const std::string& date);

using Terms = std::vector<std::pair<std::string, std::string>>;

/// Area, people, period and runs, for the head of the page.
Terms frame_terms(const Text& text, const Comparison& comparison);

/// The definitions under "How to read this page".
Terms reading_terms(const Text& text, const Comparison& comparison);

/// Version, commit, command, seed ...; blanks are left out.
Terms provenance_terms(const Text& text, const Provenance& provenance);

/// One ledger of a strategy's card.
struct LedgerCard {
    std::string ledger, name, change, range, per_100k, percent, verdict, finding, runs;
};
LedgerCard ledger_card(const Text& text, const StrategyResult& strategy, Ledger ledger, int runs);

/// A term of a card's costs, with its interval.
struct Money {
    std::string term, value, range;
};
std::vector<Money> money_of(const Text& text, const Disclosed& disclosed, const StrategyResult& strategy);

/// Whether there is one of it for the whole country, such as criteria or an agreement: a run of some counties bears a share.
bool bought_once(const ResourceUse& use);
/// "2 % of 1 set of criteria, once": a number of sets a year would say nothing. \param years  length of the run
std::string once_text(const Text& text, const ResourceUse& use, double years);

/// The bar of assumed values by grade, as inline SVG with a key.
std::string evidence_bar(const Text& text, const std::vector<Assumption>& assumptions);

/// What the strategies used, one table.
std::string resources_html(const Text& text, const Comparison& comparison);
/// "school counsellors: new posts" for "school_counsellors: new_posts", in the words of the language where it has them.
std::string resource_name(const Text& text, const Words& words, const std::string& name);
/// The intervention's own name, or what its kind is called.
std::string intervention_name(const Text& text, const Words& words, const std::string& name);
/// What the money buys, a row for each intervention: what it takes, whom it comes to, which coverage is planned, paid for and
/// had, and what was spent; nothing when no strategy has an intervention.
std::string buys_html(const Text& text, const Comparison& comparison);
/// What each intervention wanted, spent and lacked, by year; nothing when no strategy has an intervention.
std::string spending_html(const Text& text, const Comparison& comparison);
/// What each strategy costs in the whole run beyond the baseline, plain and discounted, and how in words; nothing when no
/// strategy has an intervention.
std::string totals_html(const Text& text, const Comparison& comparison);

/// Simulated registered cases beside the register.
std::string orientation_html(const Text& text, const Comparison& comparison);

/// A declared value with as many digits as it was written with.
std::string plain(const Text& text, double value);

} // namespace analysis
