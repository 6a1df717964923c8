#include "analysis/calibration/vocabulary.hpp"

#include <array>

namespace analysis::calibration {
namespace {

constexpr std::uint32_t bit(auto category)
{
    return std::uint32_t{1} << static_cast<unsigned>(category);
}

using model::Education;
using model::Family;
using model::Form;
using model::Mode;
using model::Place;
using model::Relation;

constexpr std::uint32_t male = bit(0);
constexpr std::uint32_t female = bit(1);
constexpr std::uint32_t sexual = bit(Form::sexual) | bit(Form::online_sexual);
constexpr std::uint32_t other_forms = bit(Form::forced_criminality) | bit(Form::attempted);
constexpr std::uint32_t parents = bit(Family::two_parents) | bit(Family::one_parent);
constexpr bool in_context = true;
constexpr bool part = true;

constexpr auto d_sex = Dimension::sex;
constexpr auto d_form = Dimension::form;
constexpr auto d_relation = Dimension::relation;
constexpr auto d_mode = Dimension::mode;
constexpr auto d_place = Dimension::place;
constexpr auto d_education = Dimension::education;
constexpr auto d_family = Dimension::family;

constexpr auto phrases = std::to_array<Phrase>({
    {"female", d_sex, female},
    {"females", d_sex, female},
    {"feminin", d_sex, female},
    {"f", d_sex, female, in_context},
    {"male", d_sex, male},
    {"males", d_sex, male},
    {"masculin", d_sex, male},
    {"m", d_sex, male, in_context},
    {"sexual", d_form, sexual},
    {"sexual_exploitation", d_form, sexual},
    {"sexually", d_form, sexual},
    {"sexuala", d_form, sexual},
    {"exploatare_sexuala", d_form, sexual},
    {"online_sexual", d_form, bit(Form::online_sexual)},
    {"sexual_online", d_form, bit(Form::online_sexual)},
    {"online", d_form, bit(Form::online_sexual), in_context},
    {"online_material", d_form, bit(Form::online_sexual), in_context},
    {"labour", d_form, bit(Form::labour)},
    {"labor", d_form, bit(Form::labour)},
    {"forced_labour", d_form, bit(Form::labour)},
    {"forced_labor", d_form, bit(Form::labour)},
    {"work", d_form, bit(Form::labour), in_context},
    {"munca", d_form, bit(Form::labour)},
    {"munca_fortata", d_form, bit(Form::labour)},
    {"begging", d_form, bit(Form::begging)},
    {"forced_begging", d_form, bit(Form::begging)},
    {"cersetorie", d_form, bit(Form::begging)},
    {"theft", d_form, bit(Form::forced_criminality)},
    {"thefts", d_form, bit(Form::forced_criminality)},
    {"stealing", d_form, bit(Form::forced_criminality)},
    {"furt", d_form, bit(Form::forced_criminality)},
    {"criminality", d_form, bit(Form::forced_criminality)},
    {"forced_criminality", d_form, bit(Form::forced_criminality)},
    {"criminal_activities", d_form, bit(Form::forced_criminality)},
    {"forced_criminal_activities", d_form, bit(Form::forced_criminality)},
    {"attempt", d_form, bit(Form::attempted)},
    {"attempts", d_form, bit(Form::attempted)},
    {"attempted", d_form, bit(Form::attempted)},
    {"tentativa", d_form, bit(Form::attempted)},
    {"other", d_form, other_forms, in_context},
    {"others", d_form, other_forms, in_context},
    {"other_forms", d_form, other_forms, in_context},
    {"other_or_attempted", d_form, other_forms, in_context},
    {"partner", d_relation, bit(Relation::partner)},
    {"partners", d_relation, bit(Relation::partner)},
    {"intimate_partner", d_relation, bit(Relation::partner)},
    {"spouse", d_relation, bit(Relation::partner)},
    {"husband", d_relation, bit(Relation::partner)},
    {"boyfriend", d_relation, bit(Relation::partner)},
    {"boyfriend_or_girlfriend", d_relation, bit(Relation::partner)},
    {"lover", d_relation, bit(Relation::partner)},
    {"friend", d_relation, bit(Relation::friend_or_acquaintance)},
    {"friends", d_relation, bit(Relation::friend_or_acquaintance)},
    {"acquaintance", d_relation, bit(Relation::friend_or_acquaintance)},
    {"acquaintances", d_relation, bit(Relation::friend_or_acquaintance)},
    {"known_person", d_relation, bit(Relation::friend_or_acquaintance)},
    {"stranger", d_relation, bit(Relation::stranger)},
    {"strangers", d_relation, bit(Relation::stranger)},
    {"unknown_person", d_relation, bit(Relation::stranger)},
    {"unknown_persons", d_relation, bit(Relation::stranger)},
    {"unknown", d_relation, bit(Relation::stranger), in_context},
    {"relative", d_relation, bit(Relation::relative)},
    {"relatives", d_relation, bit(Relation::relative), in_context},
    {"family", d_relation, bit(Relation::relative), in_context},
    {"family_member", d_relation, bit(Relation::relative)},
    {"family_members", d_relation, bit(Relation::relative)},
    {"parent", d_relation, bit(Relation::relative), in_context},
    {"parents", d_relation, bit(Relation::relative), in_context},
    {"other", d_relation, bit(Relation::other), in_context},
    {"others", d_relation, bit(Relation::other), in_context},
    {"other_person", d_relation, bit(Relation::other), in_context},
    {"unspecified", d_relation, bit(Relation::other), in_context},
    {"not_specified", d_relation, bit(Relation::other), in_context},
    {"in_person", d_mode, bit(Mode::in_person)},
    {"face_to_face", d_mode, bit(Mode::in_person)},
    {"direct", d_mode, bit(Mode::in_person), in_context},
    {"directly", d_mode, bit(Mode::in_person), in_context},
    {"direct_contact", d_mode, bit(Mode::in_person)},
    {"personal", d_mode, bit(Mode::in_person), in_context},
    {"offline", d_mode, bit(Mode::in_person), in_context},
    {"online", d_mode, bit(Mode::online), in_context},
    {"online_recruitment", d_mode, bit(Mode::online)},
    {"internet", d_mode, bit(Mode::online)},
    {"social_media", d_mode, bit(Mode::online)},
    {"social_networks", d_mode, bit(Mode::online)},
    {"press", d_mode, bit(Mode::press), in_context},
    {"printed_press", d_mode, bit(Mode::press)},
    {"newspaper", d_mode, bit(Mode::press)},
    {"newspapers", d_mode, bit(Mode::press)},
    {"advertisement", d_mode, bit(Mode::press), in_context},
    {"internal", d_place, bit(Place::inside_romania)},
    {"internally", d_place, bit(Place::inside_romania)},
    {"intern", d_place, bit(Place::inside_romania)},
    {"national", d_place, bit(Place::inside_romania), in_context},
    {"domestic", d_place, bit(Place::inside_romania), in_context},
    {"in_country", d_place, bit(Place::inside_romania)},
    {"inside", d_place, bit(Place::inside_romania), in_context},
    {"inside_romania", d_place, bit(Place::inside_romania)},
    {"in_romania", d_place, bit(Place::inside_romania)},
    {"romania", d_place, bit(Place::inside_romania)},
    {"external", d_place, bit(Place::abroad)},
    {"externally", d_place, bit(Place::abroad)},
    {"extern", d_place, bit(Place::abroad)},
    {"abroad", d_place, bit(Place::abroad)},
    {"cross_border", d_place, bit(Place::abroad)},
    {"transnational", d_place, bit(Place::abroad)},
    {"international", d_place, bit(Place::abroad), in_context},
    {"italy", d_place, bit(Place::abroad), !in_context, part},
    {"germany", d_place, bit(Place::abroad), !in_context, part},
    {"united_kingdom", d_place, bit(Place::abroad), !in_context, part},
    {"uk", d_place, bit(Place::abroad), !in_context, part},
    {"great_britain", d_place, bit(Place::abroad), !in_context, part},
    {"spain", d_place, bit(Place::abroad), !in_context, part},
    {"france", d_place, bit(Place::abroad), !in_context, part},
    {"austria", d_place, bit(Place::abroad), !in_context, part},
    {"belgium", d_place, bit(Place::abroad), !in_context, part},
    {"greece", d_place, bit(Place::abroad), !in_context, part},
    {"netherlands", d_place, bit(Place::abroad), !in_context, part},
    {"portugal", d_place, bit(Place::abroad), !in_context, part},
    {"switzerland", d_place, bit(Place::abroad), !in_context, part},
    {"other", d_place, bit(Place::abroad), in_context, part},
    {"other_country", d_place, bit(Place::abroad), in_context, part},
    {"other_countries", d_place, bit(Place::abroad), in_context, part},
    {"none", d_education, bit(Education::no_schooling), in_context},
    {"no_school", d_education, bit(Education::no_schooling)},
    {"no_schooling", d_education, bit(Education::no_schooling)},
    {"no_education", d_education, bit(Education::no_schooling)},
    {"without", d_education, bit(Education::no_schooling), in_context},
    {"not_in_school", d_education, bit(Education::no_schooling)},
    {"never_attended", d_education, bit(Education::no_schooling)},
    {"primary", d_education, bit(Education::primary), in_context},
    {"primary_school", d_education, bit(Education::primary)},
    {"gymnasium", d_education, bit(Education::gymnasium)},
    {"lower_secondary", d_education, bit(Education::gymnasium)},
    {"middle_school", d_education, bit(Education::gymnasium)},
    {"secondary", d_education, bit(Education::gymnasium) | bit(Education::upper_secondary), in_context},
    {"upper_secondary", d_education, bit(Education::upper_secondary)},
    {"high_school", d_education, bit(Education::upper_secondary), !in_context, part},
    {"lyceum", d_education, bit(Education::upper_secondary), !in_context, part},
    {"vocational", d_education, bit(Education::upper_secondary), !in_context, part},
    {"vocational_school", d_education, bit(Education::upper_secondary), !in_context, part},
    {"professional", d_education, bit(Education::upper_secondary), in_context, part},
    {"high_school_or_vocational", d_education, bit(Education::upper_secondary)},
    {"unknown", d_education, bit(Education::not_recorded), in_context},
    {"unspecified", d_education, bit(Education::not_recorded), in_context},
    {"not_recorded", d_education, bit(Education::not_recorded), in_context},
    {"two_parents", d_family, bit(Family::two_parents)},
    {"both_parents", d_family, bit(Family::two_parents)},
    {"parents", d_family, parents, in_context},
    {"with_parents", d_family, parents},
    {"one_parent", d_family, bit(Family::one_parent)},
    {"single_parent", d_family, bit(Family::one_parent)},
    {"relatives", d_family, bit(Family::relatives), in_context},
    {"with_relatives", d_family, bit(Family::relatives)},
    {"grandparents", d_family, bit(Family::relatives), !in_context, part},
    {"extended_family", d_family, bit(Family::relatives)},
    {"care", d_family, bit(Family::care), in_context},
    {"in_care", d_family, bit(Family::care)},
    {"institution", d_family, bit(Family::care), in_context, part},
    {"residential_care", d_family, bit(Family::care), !in_context, part},
    {"foster_care", d_family, bit(Family::care), !in_context, part},
    {"child_protection", d_family, bit(Family::care), in_context},
    {"unknown", d_family, bit(Family::not_recorded), in_context},
    {"unspecified", d_family, bit(Family::not_recorded), in_context},
    {"not_recorded", d_family, bit(Family::not_recorded), in_context},
});

} // namespace

std::optional<Phrase> find_phrase(std::string_view text, std::optional<Dimension> context)
{
    const Phrase* found = nullptr;
    for (const Phrase& phrase : phrases) {
        if (phrase.text == text) {
            if (phrase.dimension == context) {
                return phrase;
            }
            found = !phrase.in_context && found == nullptr ? &phrase : found;
        }
    }
    return found != nullptr ? std::optional(*found) : std::nullopt;
}

} // namespace analysis::calibration
