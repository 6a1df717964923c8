#pragma once

#include "analysis/explain/explain.hpp"
#include "models/registry.hpp"

#include <string>

namespace analysis {

/// The parts of an explanation, each with its heading; empty where there is nothing to say.
std::string cost_text(const Explained& it, const Words& words);
std::string limits_text(const Explained& it, const Words& words);
std::string assumed_text(const Explained& it, const Words& words);

/// An amount to be counted: whole from ten on, of less two digits that mean something; nothing that is used is shown as 0.
double shown_amount(double amount);
/// Text broken between words; the first line begins with `first`, the others stand under what follows it.
std::string wrapped(const std::string& first, const std::string& text);
std::string heading(const std::string& text);
const model::InterventionKind& kind_of(const model::InterventionSpec& spec);
/// "Dolj and Iași", or that it is the whole country.
std::string county_list(const std::vector<model::CountyId>& counties, const Words& words);
/// What is asked of persons beside where they live and go to school; none where that is nothing.
std::vector<std::string> asked_of_persons(const model::Target& target, const Words& words);
/// Where and for whom, as in "in Dolj; in villages; grades 5 and 6".
std::string whom(const model::InterventionSpec& spec, const Words& words);
/// For whom in its counties, as in "in villages; grades 5 and 6"; empty where that is everybody.
std::string aim_in_words(const model::InterventionSpec& spec, const Words& words);
/// The intervention's own name, or what its kind is called.
std::string name_of(const model::InterventionSpec& spec, const Words& words);

} // namespace analysis
