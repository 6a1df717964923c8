#include "analysis/cli/arguments.hpp"
#include "analysis/cli/serve.hpp"
#include "analysis/web/library.hpp"
#include "analysis/web/worker.hpp"

#include <CLI/CLI.hpp>

#include <iostream>
#include <limits>

namespace cli {

void add_serve(CLI::App& app, Arguments& a, std::function<int()>& command)
{
    CLI::App* const sub = app.add_subcommand(
        "serve", "Show the page for trainers: what-if on a map, in the browser of this machine alone");
    sub->add_option("--port", a.port, "Port to listen on; 8710, or any that is free, when left out")->check(filled);
    sub->add_flag("--open", a.open, "Open the page in the browser of the desktop");
    sub->add_option("--baseline", a.baseline,
                    "Scenario that measures are laid over; scenarios/baselines/romania.toml when left out")
        ->check(filled);
    sub->add_option("--longest-run", a.longest_run,
                    "Minutes after which a run is ended; " + std::to_string(analysis::web::usual_longest_run) +
                        " when left out, a day at most")
        ->check(filled);
    sub->footer("Examples:\n  veghe serve --open\n"
                "  veghe serve --port 9000 --baseline scenarios/baselines/three_counties.toml");
    sub->callback([&] {
        command = [&] {
            using analysis::web::most_longest_run;
            using analysis::web::usual_longest_run;
            ServeChoices chosen{{}, a.open, a.baseline, std::chrono::minutes{usual_longest_run}, a.spoken};
            if (!a.longest_run.empty()) {
                chosen.longest_run =
                    std::chrono::minutes{whole_argument("--longest-run", a.longest_run, 1, most_longest_run)};
            }
            if (!a.port.empty()) {
                chosen.port = static_cast<std::uint16_t>(
                    whole_argument("--port", a.port, 0, std::numeric_limits<std::uint16_t>::max()));
            }
            return interruptible(a.spoken, [&](Interrupts& i) { return serve(chosen, i, std::cout); });
        };
    });
    CLI::App* const worker = app.add_subcommand("serve-worker", "The process that simulates for veghe serve");
    worker->group(""); // not for people
    worker->add_option("BASELINE", a.baseline, "")->required()->check(filled);
    worker->callback([&] { command = [&] { return analysis::web::work(a.baseline, a.spoken); }; });
}

} // namespace cli
