#include "analysis/cli/arguments.hpp"
#include "analysis/cli/commands.hpp"
#include "sim/error.hpp"

#include <CLI/CLI.hpp>

#include <functional>
#include <iostream>

namespace {

namespace fs = std::filesystem;
namespace exit_code = cli::exit_code;

/// The options of all commands, as text: what they mean is checked by our own validators, which say what is allowed.
struct Arguments {
    std::vector<std::string> files;
    std::string topic;
    bool resolved{}, markdown{};
};

std::vector<fs::path> paths(const std::vector<std::string>& files)
{
    return {files.begin(), files.end()};
}

using Command = std::function<int()>;

void add_validate(CLI::App& app, Arguments& a, Command& command)
{
    CLI::App* const sub = app.add_subcommand("validate", "Check scenarios without running them");
    sub->add_option("SCENARIO", a.files, "A baseline, then more scenarios or strategies that are laid over it")
        ->required();
    sub->add_flag("--resolved", a.resolved, "Print the merged scenario as TOML");
    sub->footer(
        "Example:\n  veghe validate scenarios/baselines/three_counties.toml scenarios/strategies/curriculum.toml");
    sub->callback([&] { command = [&] { return cli::validate(paths(a.files), a.resolved, std::cout); }; });
}

void add_describe(CLI::App& app, Arguments& a, Command& command)
{
    CLI::App* const sub =
        app.add_subcommand("describe", "Say what a scenario may name: values, ranges, grades, sources");
    sub->add_option("NAME", a.topic, "parameters, pathways, interventions, measures, or the name of one of them");
    sub->add_flag("--markdown", a.markdown, "Print docs/parameters.md");
    sub->footer("Examples:\n  veghe describe pathways\n  veghe describe school_counsellors");
    sub->callback([&] { command = [&] { return cli::describe(a.topic, a.markdown, std::cout); }; });
}

/// What CLI11 could not take, in our words.
std::string usage_problem(const CLI::App& app, const CLI::ParseError& error)
{
    const std::vector<std::string> extras = app.remaining(true);
    if (extras.empty()) {
        return app.get_subcommands().empty() ? "a command is expected, such as veghe describe" : error.what();
    }
    std::vector<std::string> known;
    const auto used = app.get_subcommands();
    const CLI::App& where = used.empty() ? app : *used.front();
    for (const CLI::Option* const option : where.get_options()) {
        for (const std::string& name : option->get_lnames()) {
            known.push_back("--" + name);
        }
    }
    if (used.empty()) {
        for (const CLI::App* const sub : app.get_subcommands({})) {
            known.push_back(sub->get_name());
        }
    }
    return cli::unknown_argument(extras.front(), known);
}

int report_problems(const sim::InputError& error)
{
    for (const sim::Problem& problem : error.problems()) {
        std::cerr << (problem.where.empty() ? "" : problem.where + ": ") << problem.message << '\n';
    }
    if (error.problems().size() > 1) {
        std::cerr << error.problems().size() << " problems; nothing was written\n";
    }
    return exit_code::bad_input;
}

/// Calls the command and turns what it throws into a message and an exit code.
int guarded(const Command& command)
{
    try {
        const int code = command();
        std::cout.flush();
        if (!std::cout) {
            std::cerr << "veghe: standard output could not be written\n";
            return exit_code::storage;
        }
        return code;
    } catch (const sim::InputError& error) {
        return report_problems(error);
    } catch (const sim::StorageError& error) {
        std::cerr << "veghe: " << error.what() << '\n';
        return exit_code::storage;
    } catch (const fs::filesystem_error& error) {
        std::cerr << "veghe: " << error.what() << '\n';
        return exit_code::storage;
    } catch (const std::exception& error) {
        std::cerr << "veghe: a fault of the program, not of its input: " << error.what() << '\n';
        return exit_code::own_fault;
    }
}

int parse_and_run(int argc, char** argv)
{
    CLI::App app("Veghe compares strategies that prevent human trafficking, on synthetic counties of Romania.",
                 "veghe");
    app.set_version_flag("--version", cli::version_text());
    app.footer("veghe COMMAND --help shows each command with an example.");
    app.require_subcommand(1);
    Arguments arguments;
    Command command;
    add_validate(app, arguments, command);
    add_describe(app, arguments, command);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() == 0) {
            return app.exit(error);
        }
        const auto used = app.get_subcommands();
        const std::string name = used.empty() ? "veghe" : "veghe " + used.front()->get_name();
        std::cerr << name << ": " << usage_problem(app, error) << "\nSee " << name << " --help\n";
        return exit_code::bad_input;
    }
    return guarded(command);
}

} // namespace

int main(int argc, char** argv)
{
    return guarded([&] { return parse_and_run(argc, argv); });
}
