#include "analysis/disclosure.hpp"

namespace analysis {

Disclosed in_romanian(Disclosed disclosed)
{
    const auto put = [](std::string& words, const std::string& translated) {
        words = translated.empty() ? words : translated;
    };
    Comparison& comparison = disclosed.comparison_;
    put(comparison.title, comparison.title_ro);
    put(comparison.question, comparison.question_ro);
    put(comparison.fitted_to.note, comparison.fitted_to.note_ro);
    for (StrategyResult& strategy : comparison.strategies) {
        put(strategy.title, strategy.title_ro);
        put(strategy.description, strategy.description_ro);
    }
    return disclosed;
}

} // namespace analysis
