#include "analysis/web/request.hpp"

#include "tests/fuzz/support.hpp"

#include <algorithm>

/// Reads any bytes as the head of a request, whole and in pieces, and asks the gate of the page about it.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace analysis::web;
    static const Gate gate{hosts_of(8710), std::string(64, 'a')};
    const Limits limits;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const Reading whole = read_head(bytes, limits);
    if (whole.head_end > size || whole.head_end > limits.head || whole.head.headers.size() > limits.headers ||
        whole.head.path.size() > limits.target) {
        fuzz::broken("a head keeps to its limits");
    }
    if (whole.refused == 0 && whole.head_end != 0) {
        if (whole.head.body_bytes > limits.body) {
            fuzz::broken("a body keeps to its limit");
        }
        // What follows the head changes nothing of it, and no part of it is taken for the whole.
        if (read_head(bytes.substr(0, whole.head_end), limits).head_end != whole.head_end ||
            read_head(bytes.substr(0, whole.head_end - 1), limits).head_end != 0) {
            fuzz::broken("a head ends where it ends");
        }
        const int status = admit(whole.head, gate);
        const bool named =
            std::find(gate.hosts.begin(), gate.hosts.end(), whole.head.header("host")) != gate.hosts.end();
        if (status == 0 &&
            (!named || whole.head.path.find("..") != std::string::npos ||
             whole.head.path.find('%') != std::string::npos ||
             (whole.head.path.starts_with("/api/") && whole.head.header("x-veghe-token") != gate.token))) {
            fuzz::broken("nobody is let in who must not be");
        }
    }
    return 0;
}
