#include "analysis/cli/arguments.hpp"
#include "analysis/cli/commands.hpp"
#include "analysis/cli/guard.hpp"
#include "analysis/cli/optimise.hpp"
#include "analysis/cli/options.hpp"
#include "analysis/cli/refusals.hpp"
#include "analysis/cli/sensitivity.hpp"
#include "analysis/cli/serve.hpp"
#include "analysis/cli/sweep.hpp"
#include "sim/error.hpp"

#include <CLI/CLI.hpp>

#include <functional>
#include <iostream>
#include <span>

namespace {

namespace fs = std::filesystem;
namespace exit_code = cli::exit_code;

using cli::add_choices;
using cli::add_force;
using cli::add_run_choices;
using cli::add_variables;
using cli::Arguments;
using cli::choices;
using cli::filled;
using cli::paths;

using Command = std::function<int()>;

/// How often states are kept, and whether they are gone on from.
/// \param kept_in  their folder, as the help names it
void add_states(CLI::App& sub, Arguments& a, const std::string& kept_in)
{
    sub.add_option("--checkpoint-every", a.checkpoint_every,
                   "Simulated weeks after which the state of each run is kept; left out, only when it is stopped")
        ->check(filled);
    CLI::Option* const resume =
        sub.add_flag("--resume", a.resume, "Go on from the states in " + kept_in + "; begin where there are none");
    sub.add_flag("--fresh", a.fresh, "Throw what is in " + kept_in + " of these runs away and begin anew")
        ->excludes(resume);
}

void add_run(CLI::App& app, Arguments& a, Command& command)
{
    CLI::App* const sub = app.add_subcommand("run", "Run a scenario and store its result");
    sub->add_option("SCENARIO", a.file, "Scenario file (TOML)")->required()->check(filled);
    sub->add_option("-o,--output", a.output, "Result file (HDF5)")->required()->check(filled);
    add_run_choices(*sub, a);
    add_force(*sub, a);
    add_states(*sub, a, "RESULT.checkpoints");
    sub->footer("Examples:\n  veghe run scenarios/tiny.toml -o out/tiny.h5 --seed 7 --replicates 4\n"
                "  veghe run scenarios/baselines/romania.toml -o out/country.h5 --checkpoint-every 52\n"
                "  veghe run scenarios/baselines/romania.toml -o out/country.h5 --resume");
    sub->callback([&] {
        command = [&] {
            return cli::interruptible(
                a.spoken, [&](cli::Interrupts& i) { return cli::run(a.file, a.output, choices(a), i, std::cout); });
        };
    });
}

void add_compare(CLI::App& app, Arguments& a, Command& command)
{
    CLI::App* const sub =
        app.add_subcommand("compare", "Compare strategies with a baseline on the same persons and luck");
    sub->add_option("BASELINE", a.file, "Scenario file (TOML)")->required()->check(filled);
    sub->add_option("STRATEGY", a.files, "Files that are laid over the baseline")->required()->check(filled);
    sub->add_option("-o,--output", a.output, "Folder for report.html, summary.csv and the result files")
        ->required()
        ->check(filled);
    add_run_choices(*sub, a);
    add_force(*sub, a);
    add_states(*sub, a, "FOLDER.checkpoints (FOLDER/checkpoints where FOLDER is there already)");
    sub->footer(
        "Example:\n  veghe compare scenarios/baselines/three_counties.toml scenarios/strategies/curriculum.toml "
        "-o out/lessons");
    sub->callback([&] {
        command = [&] {
            return cli::interruptible(a.spoken, [&](cli::Interrupts& i) {
                return cli::compare(a.file, paths(a.files), a.output, choices(a), i, std::cout);
            });
        };
    });
}

void add_calibrate(CLI::App& app, Arguments& a, Command& command)
{
    CLI::App* const sub = app.add_subcommand("calibrate", "Fit parameters to published figures, as a plan says");
    sub->add_option("PLAN", a.file, "Plan of the calibration (TOML)")->required()->check(filled);
    sub->add_option("-o,--output", a.output, "Posterior (HDF5); finished runs are kept in POSTERIOR.runs beside it")
        ->required()
        ->check(filled);
    sub->add_option("--population", a.population, "File of `veghe population`, mapped instead of building it")
        ->check(filled);
    sub->add_option(
           "--runs", a.runs,
           "Folder of finished runs instead of POSTERIOR.runs: plans that differ only in their figures share them")
        ->check(filled);
    sub->add_option("--threads", a.threads, "Threads to use; all the machine has when left out")->check(filled);
    sub->add_flag("--quiet", a.quiet, "Say nothing but what is wrong");
    sub->add_flag("--fresh", a.fresh, "Throw away the finished runs that are there");
    add_force(*sub, a);
    sub->footer("Example:\n  veghe calibrate scenarios/calibration/romania_2018_2021.plan.toml -o out/posterior.h5\n"
                "The same command goes on after a kill, and gives the same posterior.");
    sub->callback([&] {
        command = [&] {
            return cli::interruptible(a.spoken, [&](cli::Interrupts& i) {
                return cli::calibrate(a.file, a.output, choices(a), i, std::cout);
            });
        };
    });
}

/// What `veghe population` is asked for: to build and store, or to verify what is stored.
int build_or_verify(const Arguments& a)
{
    if (!a.verify.empty()) {
        if (!a.output.empty()) {
            throw sim::InputError("--verify",
                                  sim::refusal("usage.verify-output", "nothing is written when a file is verified",
                                               "leave --output out"));
        }
        return cli::verify_population(a.verify, a.file, choices(a), std::cout);
    }
    if (a.file.empty() || a.output.empty()) {
        throw sim::InputError("veghe population",
                              sim::refusal("usage.population", "{name} is required, or --verify FILE",
                                           "see veghe population --help",
                                           {{"name", a.file.empty() ? "SCENARIO" : "--output"}}));
    }
    return cli::interruptible(
        a.spoken, [&](cli::Interrupts& i) { return cli::population(a.file, a.output, choices(a), i, std::cout); });
}

void add_population(CLI::App& app, Arguments& a, Command& command)
{
    CLI::App* const sub = app.add_subcommand(
        "population", "Build a scenario's population, store it, and say how far it is from its targets");
    sub->add_option("SCENARIO", a.file, "Scenario file (TOML)")->check(filled);
    sub->add_option("-o,--output", a.output, "Population file (HDF5)")->check(filled);
    sub->add_option("--verify", a.verify,
                    "Verify every byte of a stored population instead, and that it fits SCENARIO if one is named")
        ->check(filled);
    add_choices(*sub, a);
    add_force(*sub, a);
    sub->footer("Examples:\n  veghe population scenarios/tiny.toml -o out/tiny_population.h5\n"
                "  veghe run scenarios/tiny.toml --population out/tiny_population.h5 -o out/tiny.h5\n"
                "  veghe population --verify out/tiny_population.h5\n"
                "  veghe population scenarios/tiny.toml --verify out/tiny_population.h5");
    sub->callback([&] { command = [&] { return build_or_verify(a); }; });
}

void add_info(CLI::App& app, Arguments& a, Command& command)
{
    CLI::App* const sub =
        app.add_subcommand("info", "Say what a result, a posterior or a merged sweep holds and where it comes from");
    sub->add_option("RESULT", a.file, "Result, posterior or merged sweep (HDF5)")->required()->check(filled);
    sub->add_flag("--digest{core}", a.digest, "Print one SHA-256: of the core, or with --digest=all of every table");
    sub->footer("Examples:\n  veghe info out/tiny.h5\n  veghe info out/tiny.h5 --digest\n"
                "  veghe info out/tiny.h5 --digest=all");
    sub->callback([&] { command = [&] { return cli::info(a.file, a.digest, std::cout); }; });
}

void add_validate(CLI::App& app, Arguments& a, Command& command)
{
    CLI::App* const sub = app.add_subcommand("validate", "Check scenarios and exercises without running them");
    sub->add_option("SCENARIO", a.files,
                    "A baseline, then more scenarios, or strategies and exercises that are laid over it")
        ->required()
        ->check(filled);
    CLI::Option* const resolved =
        sub->add_flag("--resolved", a.resolved, "Print the merged scenario as TOML, every default filled in");
    sub->add_flag("--merge", a.merge, "Print what the files state, each value with its place and what it replaced")
        ->excludes(resolved);
    sub->add_flag("--json", a.json, "Print one JSON object, for editors and scripts: ok, and errors with file and line")
        ->excludes("--resolved", "--merge");
    add_variables(*sub, a);
    sub->footer(
        "Examples:\n  veghe validate scenarios/baselines/three_counties.toml scenarios/strategies/curriculum.toml\n"
        "  veghe validate scenarios/baselines/three_counties.toml scenarios/strategies/curriculum.toml --merge\n"
        "  veghe validate scenarios/baselines/romania.toml scenarios/exercises/04_one_rule.exercise.toml");
    sub->callback([&] {
        command = [&] {
            const cli::Shown shown = a.resolved ? cli::Shown::resolved
                                     : a.merge  ? cli::Shown::merge
                                     : a.json   ? cli::Shown::json
                                                : cli::Shown::summary;
            return cli::validate(paths(a.files), shown, model::Overrides::from(a.variables), a.spoken, std::cout);
        };
    });
}

void add_describe(CLI::App& app, Arguments& a, Command& command)
{
    CLI::App* const sub =
        app.add_subcommand("describe", "Say what a scenario may name: values, ranges, grades, sources");
    sub->add_option("NAME", a.topic,
                    "parameters, pathways, interventions, measures, schema, or the name of one of them");
    sub->add_flag("--markdown", a.markdown, "Print docs/parameters.md or docs/interventions.md");
    sub->footer("Examples:\n  veghe describe pathways\n  veghe describe school_counsellors\n"
                "  veghe describe schema > scenarios/veghe.schema.json");
    sub->callback([&] { command = [&] { return cli::describe(a.topic, a.markdown, std::cout); }; });
}

void add_new(CLI::App& app, Arguments& a, Command& command)
{
    CLI::App* const sub =
        app.add_subcommand("new", "Write a scenario for chosen counties and measures, a comment on every line");
    sub->add_option("-o,--output", a.output, "Scenario file to write (TOML)")->required()->check(filled);
    sub->add_option("--counties", a.counties, "Codes or names with commas between them, or all")->check(filled);
    sub->add_option("--measures", a.measures,
                    "Interventions with commas between them; veghe describe interventions names all")
        ->check(filled);
    sub->add_option("--budget", a.budget, "Most that they may cost in a calendar year, such as \"2 million RON\"")
        ->check(filled);
    sub->add_option("--over", a.over, "Baseline over which the file is laid: a strategy is written, without [run]")
        ->check(filled);
    sub->add_option("--data", a.data, "Folder of the tables; the nearest scenarios/data when left out")->check(filled);
    sub->add_flag("--force", a.force, "Replace a scenario of that name");
    sub->footer("Examples:\n  veghe new -o vaslui.toml --counties VS\n"
                "  veghe new -o lessons.toml --over vaslui.toml --measures curriculum,school_counsellors "
                "--budget \"2 million RON\"\n"
                "  veghe new -o both.toml --counties VS,Bacău --measures curriculum,rural_campaign");
    sub->callback([&] {
        command = [&] {
            return cli::new_file({a.output, a.counties, a.measures, a.budget, a.over, a.data, a.force}, std::cout);
        };
    });
}

void add_explain(CLI::App& app, Arguments& a, Command& command)
{
    CLI::App* const sub = app.add_subcommand(
        "explain", "Say in plain sentences what a scenario will do, at what cost, and what is assumed");
    sub->add_option("SCENARIO", a.file, "Scenario file (TOML), or an exercise, of which a sheet is printed")
        ->required()
        ->check(filled);
    sub->add_option("STRATEGY", a.files, "Files that are laid over it, one after the other")->check(filled);
    sub->add_option("--population", a.population, "File of `veghe population`, mapped instead of building it")
        ->check(filled);
    add_choices(*sub, a);
    sub->footer(
        "Examples:\n  veghe explain scenarios/tiny.toml\n"
        "  veghe explain scenarios/baselines/three_counties.toml scenarios/strategies/curriculum.toml --language ro\n"
        "  veghe explain scenarios/exercises/04_one_rule.exercise.toml --language ro");
    sub->callback([&] {
        command = [&] {
            return cli::interruptible(a.spoken, [&](cli::Interrupts& i) {
                return cli::explain(a.file, paths(a.files), a.spoken, choices(a), i, std::cout);
            });
        };
    });
}

void add_check_fit(CLI::App& app, Arguments& a, Command& command)
{
    CLI::App* const sub = app.add_subcommand(
        "check-fit", "Hold published figures against a posterior: what fits, what does not, what is no "
                     "better than the running mean");
    sub->add_option("POSTERIOR", a.file, "File of `veghe calibrate` (HDF5)")->required()->check(filled);
    sub->add_option("TARGETS", a.files,
                    "Tables of published figures (CSV); all anitp_*.csv of the scenario's data folder when left out")
        ->check(filled);
    sub->add_option("-o,--output", a.output, "Folder for check.html, verificare.html, misfits.csv and check.json")
        ->required()
        ->check(filled);
    sub->add_flag("--quiet", a.quiet, "Say nothing but what is wrong");
    add_force(*sub, a);
    sub->footer("Examples:\n  veghe check-fit posterior.h5 -o out/fit\n"
                "  veghe check-fit posterior.h5 later_years.csv -o out/forecast");
    sub->callback([&] {
        command = [&] {
            return cli::interruptible(a.spoken, [&](cli::Interrupts& i) {
                return cli::check_fit(a.file, paths(a.files), a.output, a.spoken, choices(a), i, std::cout);
            });
        };
    });
}

/// What every command takes; its value has been read before (cli::asked_language).
void add_language(CLI::App& app, Arguments& a)
{
    app.add_option("--language", a.language,
                   "en (English) or ro (Romanian), of refusals, findings, reports and explanations; what else is said "
                   "is English. VEGHE_LANGUAGE or English when left out")
        ->check(filled);
}

/// The commands that are used, such as "sweep" and "plan".
std::vector<const CLI::App*> commands_used(const CLI::App& app)
{
    std::vector<const CLI::App*> used{&app};
    while (!used.back()->get_subcommands().empty()) {
        used.push_back(used.back()->get_subcommands().front());
    }
    return used;
}

/// The options of the command that is used, or of the program and the names of its commands.
std::vector<std::string> known_arguments(const CLI::App& where)
{
    std::vector<std::string> known;
    for (const CLI::Option* const option : where.get_options()) {
        for (const std::string& name : option->get_lnames()) {
            known.push_back("--" + name);
        }
    }
    for (const CLI::App* const sub : where.get_subcommands({})) {
        known.push_back(sub->get_name());
    }
    return known;
}

/// What CLI11 could not take, and where.
sim::Problem usage_problem(const CLI::App& app, const CLI::ParseError& error)
{
    const std::vector<const CLI::App*> used = commands_used(app);
    std::string command = "veghe";
    for (std::size_t k = 1; k < used.size(); ++k) {
        command += " " + used[k]->get_name();
    }
    const std::vector<std::string> extras = app.remaining(true);
    if (!extras.empty()) {
        return {command, cli::unknown_argument(extras.front(), known_arguments(*used.back()))};
    }
    if (used.back()->get_require_subcommand_min() > 0) {
        return {command, sim::refusal("usage.no-command", "a command is expected", "write one, such as veghe run")};
    }
    const std::string text = error.what();
    const std::string empty = ": " + cli::empty_value().text();
    if (text.ends_with(empty)) {
        return {text.substr(0, text.size() - empty.size()), cli::empty_value()};
    }
    return {command, cli::usage_refusal(error.get_name(), text)};
}

int parse_and_run(int argc, char** argv, analysis::Language& language)
{
    language = cli::asked_language({argv, static_cast<std::size_t>(argc)});
    CLI::App app("Veghe compares strategies that prevent human trafficking, on synthetic counties of Romania.",
                 "veghe");
    app.set_version_flag("--version", cli::version_text());
    app.footer(
        "veghe COMMAND --help shows each command with an example.\n"
        "Exit codes: 0 done, 1 fault of the program, 3 partial, 4 bad input or usage, 5 storage or memory, 129, 130, "
        "138 or 143 stopped, 141 nobody read what was printed.");
    app.require_subcommand(1);
    Arguments arguments;
    Command command;
    arguments.spoken = language;
    arguments.command.assign(argv, argv + argc);
    add_language(app, arguments);
    add_run(app, arguments, command);
    add_compare(app, arguments, command);
    add_calibrate(app, arguments, command);
    add_validate(app, arguments, command);
    add_new(app, arguments, command);
    add_explain(app, arguments, command);
    add_describe(app, arguments, command);
    add_population(app, arguments, command);
    add_info(app, arguments, command);
    add_check_fit(app, arguments, command);
    cli::add_sweep(app, arguments, command);
    cli::add_sensitivity(app, arguments, command);
    cli::add_rank(app, arguments, command);
    cli::add_optimise(app, arguments, command);
    cli::add_serve(app, arguments, command);
    for (CLI::App* const sub : app.get_subcommands({})) {
        add_language(*sub, arguments);
        for (CLI::App* const below : sub->get_subcommands({})) {
            add_language(*below, arguments);
        }
    }
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() == 0) {
            return app.exit(error);
        }
        throw sim::InputError({usage_problem(app, error)});
    }
    return cli::guarded(command, language);
}

} // namespace

int main(int argc, char** argv)
{
    cli::hold_standard_numbers();
    analysis::Language language{};
    const int code = cli::guarded([&] { return parse_and_run(argc, argv, language); }, language);
    cli::tell_notices(language, std::cerr);
    return code;
}
