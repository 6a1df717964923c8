#pragma once

// For sources of this folder alone: the one header through which they see the library of HTTP.

#include "analysis/web/front.hpp"

#include <httplib.h>

namespace analysis::web {

/// The library of HTTP without its sockets: it chooses the handler of a request and writes the answer. Of what somebody sent it gets only
/// what is meant to reach a handler, written anew.
class Router : public httplib::Server {
public:
    Router() { svr_sock_ = 0; } // it takes itself for shut down without one

    void answer(const Head& head, const std::string& body, Connection& connection);
};

/// Sets the headers that stand on every answer.
void set_headers(httplib::Response& response, std::string_view policy);

} // namespace analysis::web
