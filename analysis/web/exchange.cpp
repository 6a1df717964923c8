#include "analysis/web/exchange.hpp"

#include <algorithm>
#include <cstring>

namespace analysis::web {
namespace {

/// A request that has come whole, and the connection that its answer goes to, as the library of HTTP sees them.
class Wire : public httplib::Stream {
public:
    Wire(std::string request, Connection& connection) : request_(std::move(request)), connection_(connection) {}

    bool is_readable() const override { return at_ < request_.size(); }
    bool is_writable() const override { return !connection_.gone(); }
    ssize_t read(char* to, std::size_t most) override
    {
        const std::size_t count = std::min(most, request_.size() - at_);
        std::memcpy(to, request_.data() + at_, count);
        at_ += count;
        return static_cast<ssize_t>(count);
    }
    ssize_t write(const char* from, std::size_t count) override
    {
        return connection_.write({from, count}) ? static_cast<ssize_t>(count) : -1;
    }
    void get_remote_ip_and_port(std::string& ip, int& port) const override { nowhere(ip, port); }
    void get_local_ip_and_port(std::string& ip, int& port) const override { nowhere(ip, port); }
    socket_t socket() const override { return 0; }

private:
    static void nowhere(std::string& ip, int& port)
    {
        ip.clear();
        port = 0;
    }

    std::string request_;
    std::size_t at_{};
    Connection& connection_;
};

/// Only what is meant to reach a handler, written anew: nothing else of what somebody sent goes on.
std::string rewritten(const Head& head, const std::string& body)
{
    const std::string target = head.path + (head.query.empty() ? "" : "?" + head.query);
    std::string request = head.method + " " + target + " HTTP/1.1\r\nConnection: close\r\n";
    if (head.method == "POST") {
        request += "Content-Type: text/plain\r\nContent-Length: " + std::to_string(body.size()) + "\r\n";
    }
    return request + "\r\n" + body;
}

} // namespace

void Router::answer(const Head& head, const std::string& body, Connection& connection)
{
    Wire wire(rewritten(head, body), connection);
    bool closed = false;
    process_request(wire, true, closed, nullptr);
}

void set_headers(httplib::Response& response, std::string_view policy)
{
    const std::string lines = always(policy);
    for (std::size_t at = 0; at < lines.size();) {
        const std::size_t colon = lines.find(": ", at);
        const std::size_t end = lines.find("\r\n", at);
        response.set_header(lines.substr(at, colon - at), lines.substr(colon + 2, end - colon - 2));
        at = end + 2;
    }
}

} // namespace analysis::web
