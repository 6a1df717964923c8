#include "analysis/web/tickets.hpp"

#include "analysis/web/request.hpp"

#include <algorithm>

namespace analysis::web {
namespace {

constexpr std::chrono::seconds lives{60};
constexpr std::size_t most = 4;
constexpr std::size_t name_bytes = 16;

} // namespace

std::string Tickets::give(std::string page)
{
    const std::lock_guard lock(mutex_);
    tickets_.push_back({fresh_token(name_bytes), std::move(page), std::chrono::steady_clock::now() + lives});
    if (tickets_.size() > most) {
        tickets_.pop_front();
    }
    return tickets_.back().name;
}

std::optional<std::string> Tickets::take(const std::string& name)
{
    const std::lock_guard lock(mutex_);
    const auto now = std::chrono::steady_clock::now();
    std::erase_if(tickets_, [&](const Ticket& ticket) { return ticket.until < now; });
    const auto found = std::find_if(tickets_.begin(), tickets_.end(),
                                    [&](const Ticket& ticket) { return same_secret(ticket.name, name); });
    if (found == tickets_.end()) {
        return std::nullopt;
    }
    std::string page = std::move(found->page);
    tickets_.erase(found);
    return page;
}

} // namespace analysis::web
