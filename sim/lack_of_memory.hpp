#pragma once

#include <exception>
#include <new>
#include <system_error>

namespace sim {

/// Whether it was the machine that had nothing more to give: memory, or a thread, whose stack is memory, too.
inline bool is_lack_of_memory(const std::exception& error)
{
    const auto* const of_system = dynamic_cast<const std::system_error*>(&error);
    return dynamic_cast<const std::bad_alloc*>(&error) != nullptr ||
           (of_system != nullptr && (of_system->code() == std::errc::resource_unavailable_try_again ||
                                     of_system->code() == std::errc::not_enough_memory));
}

} // namespace sim
