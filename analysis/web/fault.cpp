#include "analysis/web/fault.hpp"

#include "analysis/messages/messages.hpp"

#include <iostream>
#include <string>

namespace analysis::web {

void tell_terminal(const std::exception& fault, Language language)
{
    const std::string line =
        sim::phrase("say.serve-fault", "veghe serve: a fault of the program: {what}", {{"what", fault.what()}})
            .text(message_language(language)) +
        "\n";
    std::cerr << line << std::flush; // in one piece: two processes and many threads share it
}

} // namespace analysis::web
