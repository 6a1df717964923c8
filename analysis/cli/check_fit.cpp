#include "analysis/calibration/figure_faults.hpp"
#include "analysis/calibration/fit_check.hpp"
#include "analysis/cli/commands.hpp"
#include "analysis/cli/session.hpp"
#include "analysis/report/check_page.hpp"
#include "analysis/report/check_words.hpp"
#include "sim/error.hpp"

#include <algorithm>
#include <map>
#include <ostream>
#include <set>

namespace cli {
namespace {

namespace fs = std::filesystem;
namespace calibration = analysis::calibration;

/// The tables of published figures in a folder, by name.
std::vector<fs::path> tables_in(const fs::path& folder)
{
    std::vector<fs::path> tables;
    std::error_code unreadable;
    for (const auto& entry : fs::directory_iterator(folder, unreadable)) {
        const std::string name = entry.path().filename().string();
        if (name.starts_with("anitp_") && name.ends_with(".csv")) {
            tables.push_back(entry.path());
        }
    }
    std::sort(tables.begin(), tables.end());
    return tables;
}

/// Those of the data folder that the posterior's scenario names, else of a folder `data` in or beside the posterior's; none where
/// there are none.
std::vector<fs::path> usual_tables(const fs::path& file, const calibration::Posterior& posterior)
{
    const fs::path folder = file.parent_path().empty() ? "." : file.parent_path();
    std::vector<fs::path> candidates;
    if (const std::string named = calibration::data_folder_of(posterior.resolved); !named.empty()) {
        candidates.push_back(named);
        candidates.push_back(folder / named);
    }
    for (const fs::path& near : {folder, folder / "data", folder / ".." / "data"}) {
        candidates.push_back(near);
    }
    for (const fs::path& candidate : candidates) {
        if (auto tables = tables_in(candidate.lexically_normal()); !tables.empty()) {
            return tables;
        }
    }
    return {};
}

/// The tables to judge when none is named.
std::vector<fs::path> tables_to_judge(const fs::path& file, std::vector<fs::path> usual)
{
    if (usual.empty()) {
        throw sim::InputError(file.generic_string(),
                              sim::refusal("check.no-tables",
                                           "no table anitp_*.csv is in the data folder of its scenario or beside it",
                                           "name tables after the posterior"));
    }
    return usual;
}

/// The figures of all tables; what is wrong with any of them together.
std::vector<calibration::Target> read_all(const std::vector<fs::path>& tables)
{
    sim::Problems problems;
    std::vector<calibration::Target> all;
    std::set<fs::path> met;
    for (const fs::path& table : tables) {
        std::error_code ignored;
        if (!met.insert(fs::weakly_canonical(table, ignored)).second) {
            problems.add(table.generic_string(), sim::refusal("check.twice", "this table is named twice",
                                                              "name it once: a figure counts once"));
            continue;
        }
        try {
            const auto figures = calibration::read_targets(table);
            if (figures.empty()) {
                problems.add(table.generic_string(),
                             sim::refusal("check.no-rows", "has a header and no figure below it",
                                          "write the figures there, or leave the table out"));
            }
            all.insert(all.end(), figures.begin(), figures.end());
        } catch (const sim::InputError& error) {
            problems.add(error.problems());
        }
    }
    calibration::add_faults(all, problems);
    problems.raise();
    return all;
}

/// Figures of the usual tables that are not named. A naive forecast does without one that cannot be read: nobody asked for it.
std::vector<calibration::Target> read_history(const std::vector<fs::path>& usual, const std::vector<fs::path>& named)
{
    const auto is_named = [&](const fs::path& table) {
        std::error_code ignored;
        return std::any_of(named.begin(), named.end(),
                           [&](const fs::path& one) { return fs::equivalent(one, table, ignored); });
    };
    std::vector<calibration::Target> all;
    for (const fs::path& table : usual) {
        if (is_named(table)) {
            continue;
        }
        try {
            const auto figures = calibration::read_targets(table);
            all.insert(all.end(), figures.begin(), figures.end());
        } catch (const sim::InputError&) {
            continue;
        }
    }
    return all;
}

/// What each measure counts, from the folders of these tables; the first that says it. A file of that name in another form says nothing:
/// figures are judged without it.
std::map<std::string, calibration::Definition> definitions_beside(const std::vector<fs::path>& tables)
{
    std::map<std::string, calibration::Definition> all;
    std::set<fs::path> met;
    for (const fs::path& table : tables) {
        const fs::path file = table.parent_path() / "target_definitions.csv";
        std::error_code ignored;
        if (met.insert(file).second && fs::is_regular_file(file, ignored)) {
            try {
                all.merge(calibration::read_definitions(file));
            } catch (const sim::InputError&) {
                continue;
            }
        }
    }
    return all;
}

} // namespace

int check_fit(const fs::path& file, const std::vector<fs::path>& tables, const fs::path& folder,
              analysis::Language language, const RunChoices& choices, Interrupts& interrupts, std::ostream& out)
{
    const calibration::Posterior posterior = calibration::read_posterior(file);
    const std::vector<fs::path> usual = usual_tables(file, posterior);
    const std::vector<fs::path> judged = tables.empty() ? tables_to_judge(file, usual) : tables;
    const auto figures = read_all(judged);
    const auto history = read_history(usual, judged);
    std::vector<fs::path> all_tables = judged;
    all_tables.insert(all_tables.end(), usual.begin(), usual.end());
    const auto definitions = definitions_beside(all_tables);
    std::vector<fs::path> written;
    for (const char* const name : analysis::fit_check_files) {
        written.push_back(folder / name);
    }
    refuse_finished(written, {}, choices.force);
    FolderInProgress target(folder, interrupts);
    calibration::FitCheck check = calibration::check_fit(posterior, figures, history);
    check.known_conflicts = calibration::known_conflicts(definitions, figures);
    interrupts.stop().check();
    analysis::write_fit_check(posterior, check, target.path());
    target.commit(choices.force);
    interrupts.is_done();
    if (!choices.quiet) {
        for (const std::string& sentence : analysis::verdict_of(analysis::check_text(language), check)) {
            out << sentence << '\n';
        }
        out << (folder / analysis::fit_check_files[language == analysis::Language::romanian ? 1 : 0]).generic_string()
            << '\n';
    }
    return exit_code::done;
}

} // namespace cli
