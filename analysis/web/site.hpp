#pragma once

#include "analysis/web/engine.hpp"
#include "analysis/web/front.hpp"
#include "analysis/web/library.hpp"

#include <memory>
#include <string>

namespace analysis::web {

/// The page and what it asks for: which answer belongs to which request (docs/serve.md). Takes only requests that a gate has admitted.
class Site {
public:
    /// \param token  put into the page
    Site(const Library& library, Engine& engine, std::string token);
    ~Site();
    Site(const Site&) = delete;
    Site& operator=(const Site&) = delete;

    void answer(const Head& head, const std::string& body, Connection& connection);

private:
    class Inside;
    std::unique_ptr<Inside> inside_;
};

} // namespace analysis::web
