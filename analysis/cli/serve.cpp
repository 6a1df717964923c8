#include "analysis/cli/serve.hpp"

#include "analysis/messages/messages.hpp"
#include "analysis/web/engine.hpp"
#include "analysis/web/fault.hpp"
#include "analysis/web/front.hpp"
#include "analysis/web/library.hpp"
#include "analysis/web/site.hpp"
#include "analysis/web/words.hpp"
#include "sim/error.hpp"

#include <array>
#include <fcntl.h>
#include <iostream>
#include <ostream>
#include <spawn.h>
#include <unistd.h>

// NOLINTNEXTLINE(readability-redundant-declaration): POSIX has programs declare it themselves
extern char** environ;

namespace cli {
namespace {

constexpr std::uint16_t usual_port = 8710;

analysis::web::Front front_at(const ServeChoices& choices)
{
    if (choices.port) {
        return analysis::web::Front(*choices.port);
    }
    try {
        return analysis::web::Front(usual_port);
    } catch (const sim::InputError&) { // another trainer's, perhaps
        return analysis::web::Front(0);
    }
}

/// Asks the desktop for a browser. What becomes of it is not waited for.
void open_browser(const std::string& address, analysis::Language language)
{
    posix_spawn_file_actions_t quiet;
    posix_spawn_file_actions_init(&quiet);
    posix_spawn_file_actions_addopen(&quiet, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&quiet, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&quiet, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    std::array<std::string, 2> words{"xdg-open", address};
    const std::array<char*, 3> arguments{words[0].data(), words[1].data(), nullptr};
    pid_t child = 0;
    if (::posix_spawnp(&child, "xdg-open", &quiet, nullptr, arguments.data(), environ) != 0) {
        std::cerr << sim::phrase("say.no-browser", "veghe: xdg-open was not found; open the address yourself")
                         .text(analysis::message_language(language))
                  << '\n';
    }
    posix_spawn_file_actions_destroy(&quiet);
}

} // namespace

int serve(const ServeChoices& choices, Interrupts& interrupts, std::ostream& out)
{
    namespace web = analysis::web;
    const std::filesystem::path baseline = choices.baseline.empty() ? web::usual_baseline() : choices.baseline;
    const web::Library library = web::read_library(baseline);
    if (library.measures.empty()) {
        throw sim::InputError(baseline.generic_string(),
                              sim::refusal("serve.no-library", "no measure lies beside it",
                                           "a folder strategies beside that of the baseline is expected"));
    }
    web::Front front = front_at(choices);
    const std::string token = web::fresh_token();
    const std::string address = "http://127.0.0.1:" + std::to_string(front.port()) + "/";
    web::Engine engine(
        library,
        {"serve-worker", library.baseline_file.string(), "--language", std::string(web::code_of(choices.language))},
        choices.longest_run);
    web::Site site(library, engine, token);
    engine.prepare(web::first_choice(library));
    out << sim::phrase("say.serving", "{address} (Ctrl-C ends it)", {{"address", address}})
               .text(analysis::message_language(choices.language))
        << std::endl; // whoever waits for the address reads it now
    if (choices.open) {
        open_browser(address, choices.language);
    }
    front.serve(
        {web::hosts_of(front.port()), token},
        [&](const web::Head& head, const std::string& body, web::Connection& connection) {
            try {
                site.answer(head, body, connection);
            } catch (const std::exception& fault) { // this one answer is lost, no other
                web::tell_terminal(fault, choices.language);
            }
        },
        interrupts.stop(), [&] { engine.close(); });
    return exit_code::done;
}

} // namespace cli
