#pragma once

#include "analysis/web/request.hpp"
#include "sim/stop.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace analysis::web {

/// A connection on which a whole request has come, for whoever answers it.
class Connection {
public:
    explicit Connection(int socket);
    ~Connection();
    Connection(Connection&& other) noexcept;
    Connection& operator=(Connection&&) = delete;

    /// \return  false when the other side has gone, or does not read
    bool write(std::string_view bytes);
    /// Whether the other side has gone.
    bool gone() const;

private:
    int socket_;
};

/// What stands between the network and the page: it listens on this machine's own addresses alone, reads requests under limits of size,
/// number and time, without a thread for each, lets through what the gate admits, and answers the rest with a status and nothing else.
/// A library of HTTP sees only what is left, so that none of its own limits matters.
class Front {
public:
    /// Called on a thread of its own for each request. May take as long as it likes where it watches gone() and the stop.
    using Answer = std::function<void(const Head&, const std::string& body, Connection&)>;

    /// Listens on 127.0.0.1, and on ::1 where there is one.
    /// \param port  0: one that is free   \throws sim::InputError when it is taken
    explicit Front(std::uint16_t port);
    ~Front();
    Front(Front&&) noexcept;
    Front& operator=(Front&&) = delete;

    std::uint16_t port() const;
    /// Until somebody wishes to stop. Answers that are being written then are waited for.
    /// \param closing  called then: it breaks off what they wait for
    void serve(const Gate& gate, const Answer& answer, const sim::Stop& stop, const std::function<void()>& closing);

private:
    class Inside;
    std::unique_ptr<Inside> inside_;
};

/// The head of an answer without a body.
std::string bare_answer(int status);
/// Headers that stand on every answer. \param policy  the content policy
std::string always(std::string_view policy);
/// The content policy of the page and of everything but reports: nothing that stands in a page runs, and nothing comes from elsewhere.
std::string_view page_policy();

} // namespace analysis::web
