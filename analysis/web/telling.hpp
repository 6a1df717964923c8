#pragma once

#include "analysis/web/engine.hpp"
#include "analysis/web/exchange.hpp"

#include <string>

namespace analysis::web {

/// What somebody who looks on is told of a run, as a stream of events: where it stands, the newest answer, the end. Whoever comes later is
/// told what is newest, and then what comes.
class Telling {
public:
    /// \param area  the counties, in words
    Telling(Engine& engine, const std::string& run, Language language, std::string area);

    /// Waits for something to tell, for a moment.   \return  false when there is nothing more, or nobody to be told
    bool tell(httplib::DataSink& sink);

private:
    bool say_state(httplib::DataSink& sink, const Look& look);
    bool say_answer(httplib::DataSink& sink, const Look& look);

    Engine& engine_;
    std::string run_;
    Language language_;
    std::string area_;
    Engine::Onlooker onlooker_;
    std::uint64_t version_{};
    bool told_{};
    int pairs_{-1};
};

} // namespace analysis::web
