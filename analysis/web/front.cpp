#include "analysis/web/front.hpp"

#include "sim/error.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <atomic>
#include <cerrno>
#include <fcntl.h>
#include <list>
#include <memory>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <system_error>
#include <thread>
#include <unistd.h>
#include <utility>
#include <vector>

namespace analysis::web {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;
using std::chrono::seconds;

/// From the first byte, or from none, to the last of a request: slow ones are closed before ten seconds have passed.
constexpr seconds longest_request{8};
/// What is refused may go on sending for so long, so that it reads the answer.
constexpr seconds longest_draining{1};
constexpr std::size_t most_drained = 256U << 10U; ///< bytes
constexpr seconds longest_write{5};
constexpr std::size_t most_connections = 600; ///< that have not asked yet; beyond, the oldest goes
constexpr int most_answers = 40;              ///< at the same time, streams among them
constexpr int look_ms = 100;
constexpr int backlog = 1024;
constexpr int service_unavailable = 503;
constexpr int request_timeout = 408;

/// Not enough files for the connections is an error of the usual limit, not of the machine.
void raise_open_files()
{
    constexpr rlim_t wanted = 2048;
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < wanted) {
        limit.rlim_cur = std::min(limit.rlim_max, wanted);
        ::setrlimit(RLIMIT_NOFILE, &limit);
    }
}

int listening(int family, std::uint16_t port)
{
    const int socket = ::socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (socket < 0) {
        return -1;
    }
    const int on = 1;
    ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    sockaddr_in6 six{};
    sockaddr_in four{};
    four.sin_family = AF_INET;
    four.sin_port = htons(port);
    four.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    six.sin6_family = AF_INET6;
    six.sin6_port = htons(port);
    six.sin6_addr = in6addr_loopback;
    if (family == AF_INET6) {
        ::setsockopt(socket, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on);
    }
    const auto* const address =
        family == AF_INET6 ? reinterpret_cast<const sockaddr*>(&six) : reinterpret_cast<const sockaddr*>(&four);
    const socklen_t size = family == AF_INET6 ? sizeof six : sizeof four;
    if (::bind(socket, address, size) != 0 || ::listen(socket, backlog) != 0) {
        const int error = errno;
        ::close(socket);
        errno = error;
        return -1;
    }
    return socket;
}

std::uint16_t port_of(int socket)
{
    sockaddr_in address{};
    socklen_t size = sizeof address;
    ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size);
    return ntohs(address.sin_port);
}

/// A connection whose request has not come whole.
struct Waiting {
    Connection connection;
    int socket;
    Clock::time_point until;
    std::string bytes{};
    std::size_t head_end{}; ///< 0: not known yet
    Head head{};
    bool refused{}; ///< has its answer, and is read to its end
    std::size_t drained{};
    bool over{};
};

} // namespace

Connection::Connection(int socket) : socket_(socket) {}

Connection::~Connection()
{
    if (socket_ >= 0) {
        ::shutdown(socket_, SHUT_WR);
        ::close(socket_);
    }
}

Connection::Connection(Connection&& other) noexcept : socket_(std::exchange(other.socket_, -1)) {}

bool Connection::write(std::string_view bytes)
{
    const auto until = Clock::now() + longest_write;
    while (!bytes.empty()) {
        const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent > 0) {
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        } else if (errno != EINTR && errno != EAGAIN) {
            return false;
        } else if (errno == EAGAIN) {
            pollfd room{socket_, POLLOUT, 0};
            ::poll(&room, 1, look_ms);
        }
        if (Clock::now() > until) {
            return bytes.empty();
        }
    }
    return true;
}

bool Connection::gone() const
{
    pollfd look{socket_, POLLRDHUP, 0};
    return ::poll(&look, 1, 0) > 0 && (look.revents & (POLLRDHUP | POLLHUP | POLLERR | POLLNVAL)) != 0;
}

class Front::Inside {
public:
    explicit Inside(std::uint16_t port)
    {
        raise_open_files();
        constexpr int tries = 20; // that a port is free on one address says nothing of the other
        for (int i = 0; i < tries; ++i) {
            four_ = listening(AF_INET, port);
            if (four_ < 0) {
                refuse(port);
            }
            port_ = port_of(four_);
            six_ = listening(AF_INET6, port_);
            if (six_ >= 0 || errno != EADDRINUSE) {
                return; // a machine without ::1 has the other
            }
            ::close(std::exchange(four_, -1));
            if (port != 0) {
                refuse(port);
            }
        }
        refuse(port);
    }
    ~Inside()
    {
        for (const int socket : {four_, six_}) {
            if (socket >= 0) {
                ::close(socket);
            }
        }
    }
    Inside(const Inside&) = delete;
    Inside& operator=(const Inside&) = delete;

    std::uint16_t port() const { return port_; }

    void serve(const Gate& gate, const Answer& answer, const sim::Stop& stop, const std::function<void()>& closing)
    {
        while (!stop.requested()) {
            wait();
            const auto now = Clock::now();
            for (Waiting& waiting : waiting_) {
                look_after(waiting, now, gate, answer);
            }
            std::erase_if(waiting_, [](const Waiting& waiting) { return waiting.over; });
            accept_from(four_);
            accept_from(six_);
        }
        waiting_.clear();
        closing();
        while (answering_ > 0) {
            std::this_thread::sleep_for(milliseconds(2));
        }
    }

private:
    [[noreturn]] static void refuse(std::uint16_t port)
    {
        throw sim::InputError("--port", sim::refusal("serve.port", "port {port} cannot be used on this machine",
                                                     "name another with --port, or leave it out", {{"port", port}}));
    }

    void wait()
    {
        std::vector<pollfd> all{{four_, POLLIN, 0}, {six_, POLLIN, 0}};
        for (const Waiting& waiting : waiting_) {
            all.push_back({waiting.socket, POLLIN, 0});
        }
        ::poll(all.data(), all.size(), look_ms);
        auto seen = all.begin() + 2;
        for (Waiting& waiting : waiting_) {
            if ((seen++)->revents != 0) {
                receive(waiting);
            }
        }
    }

    void accept_from(int listener)
    {
        while (listener >= 0) {
            const int socket = ::accept4(listener, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
            if (socket < 0) {
                if (errno == EMFILE && !waiting_.empty()) {
                    waiting_.pop_front();
                    continue;
                }
                return;
            }
            const int on = 1;
            ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
            if (waiting_.size() >= most_connections) {
                waiting_.pop_front();
            }
            waiting_.push_back({Connection(socket), socket, Clock::now() + longest_request});
        }
    }

    static void receive(Waiting& waiting)
    {
        std::array<char, 16384> buffer;
        const ssize_t count = ::recv(waiting.socket, buffer.data(), buffer.size(), MSG_DONTWAIT);
        if (count <= 0) {
            waiting.over = count == 0 || (errno != EAGAIN && errno != EINTR);
            return;
        }
        if (waiting.refused) {
            waiting.drained += static_cast<std::size_t>(count);
            waiting.over = waiting.drained > most_drained;
            return;
        }
        waiting.bytes.append(buffer.data(), static_cast<std::size_t>(count));
    }

    void look_after(Waiting& waiting, Clock::time_point now, const Gate& gate, const Answer& answer)
    {
        if (waiting.over || waiting.refused) {
            waiting.over = waiting.over || now > waiting.until;
            return;
        }
        if (waiting.head_end == 0 && worth_reading(waiting)) {
            Reading reading = read_head(waiting.bytes);
            if (reading.refused == 0 && reading.head_end != 0) {
                reading.refused = admit(reading.head, gate);
            }
            if (reading.refused != 0) {
                return refuse(waiting, reading.refused, now);
            }
            waiting.head_end = reading.head_end;
            waiting.head = std::move(reading.head);
        }
        if (waiting.head_end != 0 && waiting.bytes.size() >= waiting.head_end + waiting.head.body_bytes) {
            waiting.over = true;
            hand_on(std::move(waiting), answer);
        } else if (now > waiting.until) {
            waiting.bytes.empty() ? void(waiting.over = true) : refuse(waiting, request_timeout, now);
        }
    }

    /// Whether the head can be told more of than the last time: each line is read a few times, not each byte.
    static bool worth_reading(const Waiting& waiting)
    {
        return waiting.bytes.ends_with('\n') || waiting.bytes.find("\r\n\r\n") != std::string::npos ||
               waiting.bytes.size() > Limits{}.head;
    }

    static void refuse(Waiting& waiting, int status, Clock::time_point now)
    {
        waiting.connection.write(bare_answer(status));
        ::shutdown(waiting.socket, SHUT_WR);
        waiting.refused = true;
        waiting.bytes.clear();
        waiting.bytes.shrink_to_fit();
        waiting.until = now + longest_draining;
    }

    void hand_on(Waiting&& waiting, const Answer& answer)
    {
        if (answering_ >= most_answers) {
            waiting.connection.write(bare_answer(service_unavailable));
            return;
        }
        const auto whole = std::make_shared<Waiting>(std::move(waiting));
        ++answering_;
        try {
            std::thread([this, answer, whole] {
                answer_to(*whole, answer);
                --answering_;
            }).detach();
        } catch (const std::system_error&) { // no thread is left for it, and the others are served
            --answering_;
            whole->connection.write(bare_answer(service_unavailable));
        }
    }

    static void answer_to(Waiting& whole, const Answer& answer)
    {
        Connection here = std::move(whole.connection);
        try {
            answer(whole.head, whole.bytes.substr(whole.head_end, whole.head.body_bytes), here);
        } catch (const std::exception&) { // a fault of ours: this one answer is lost, no other
        }
    }

    int four_{-1};
    int six_{-1};
    std::uint16_t port_{};
    std::list<Waiting> waiting_;
    std::atomic<int> answering_{0};
};

Front::Front(std::uint16_t port) : inside_(std::make_unique<Inside>(port)) {}

Front::~Front() = default;
Front::Front(Front&&) noexcept = default;

std::uint16_t Front::port() const
{
    return inside_->port();
}

void Front::serve(const Gate& gate, const Answer& answer, const sim::Stop& stop, const std::function<void()>& closing)
{
    inside_->serve(gate, answer, stop, closing);
}

std::string_view page_policy()
{
    return "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data: blob:; "
           "frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
}

std::string always(std::string_view policy)
{
    return "Content-Security-Policy: " + std::string(policy) +
           "\r\nX-Content-Type-Options: nosniff\r\nX-Frame-Options: DENY\r\nReferrer-Policy: no-referrer\r\n"
           "Cache-Control: no-store\r\nCross-Origin-Opener-Policy: same-origin\r\n"
           "Cross-Origin-Resource-Policy: same-origin\r\n";
}

std::string bare_answer(int status)
{
    return "HTTP/1.1 " + std::to_string(status) + " \r\n" + always(page_policy()) +
           "Content-Length: 0\r\nConnection: close\r\n\r\n";
}

} // namespace analysis::web
