#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace analysis::web {

/// What a request may hold at most. More is refused before it is kept.
struct Limits {
    std::size_t head{8192};      ///< bytes of request line and headers together
    std::size_t headers{64};     ///< how many
    std::size_t target{256};     ///< bytes of path and query
    std::size_t body{64 * 1024}; ///< bytes
};

/// The head of a request, as it was sent; nothing of it is believed yet.
struct Head {
    std::string method, path, query;
    std::vector<std::pair<std::string, std::string>>
        headers; ///< names in lower case, values without blanks around them
    std::size_t body_bytes{};

    /// The value of a header, "" where it is not there. \param name  in lower case
    std::string_view header(std::string_view name) const;
    bool has(std::string_view name) const;
    std::size_t count(std::string_view name) const;
};

/// What has been made of the bytes that came so far.
struct Reading {
    int refused{};          ///< status of the answer; 0: nothing is wrong
    std::size_t head_end{}; ///< where the body begins; 0: the head is not whole yet
    Head head{};
};

/// Reads the head of a request. Strict: what is not plainly right is refused, and so is what some servers read one way and some
/// another (folded headers, bare line ends, two lengths, chunks). Pure.
/// \param bytes  from the beginning of the connection on
Reading read_head(std::string_view bytes, const Limits& limits = {});

/// Who may ask, and for what.
struct Gate {
    std::vector<std::string> hosts; ///< "127.0.0.1:8080": values of Host, exactly
    std::string token;              ///< of this start of the program
};

/// Values of Host that the page is reached by. \param port  80 is left out by browsers
std::vector<std::string> hosts_of(std::uint16_t port);

/// Whether a request is let in, before anybody looks what it asks for: the right host (else a name of somebody else that leads here
/// would do), no other site behind it, a method and a path that there are, and below /api/ the token.
/// \return  0, or the status with which it is refused: 421, 403, 404, 405, 415, 400. Pure.
int admit(const Head& head, const Gate& gate);

/// Whether two texts are the same, in a time that depends on their lengths alone.
bool same_secret(std::string_view a, std::string_view b);

/// 256 bits from the system, as 64 hex digits; half of it for what lives a minute.
std::string fresh_token(std::size_t bytes = 32);

} // namespace analysis::web
