#include "analysis/sweep/failures.hpp"

#include "analysis/cluster/slurm_script.hpp"
#include "models/scenario_text.hpp"
#include "sim/atomic_file.hpp"
#include "sim/descriptor.hpp"
#include "sim/error.hpp"
#include "sim/storage_messages.hpp"

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace analysis::sweep {
namespace {

namespace fs = std::filesystem;
using model::toml_string;

constexpr std::string_view suffix = ".toml";
constexpr const char* aside_folder = "aside";

void remove_file(const fs::path& file)
{
    std::error_code error;
    fs::remove(file, error);
    if (error) {
        throw sim::StorageError(
            file.generic_string(),
            sim::unwritten(sim::phrase("say.not-freed", "a unit that was put aside cannot be freed"))
                .with_note(sim::reason(error.message())));
    }
}

} // namespace

Failures::Failures(fs::path sweep)
    : sweep_(std::move(sweep)), failures_(sweep_ / "failures"), aside_(sweep_ / aside_folder)
{
    sim::make_folder(failures_);
    sim::make_folder(aside_);
}

std::uint32_t Failures::add(const std::string& unit, const std::string& reason) const
{
    for (std::uint32_t count = 1;; ++count) { // only one process can make the file of a count
        const fs::path path = failures_ / (unit + "." + std::to_string(count));
        sim::Descriptor made(path, O_WRONLY | O_CREAT | O_EXCL);
        if (made.value() < 0 && errno == EEXIST) {
            continue;
        }
        const bool written = made.value() >= 0 &&
                             ::write(made.value(), reason.data(), reason.size()) == static_cast<ssize_t>(reason.size());
        if (!written || made.close() != 0) {
            throw sim::StorageError(path.generic_string(),
                                    sim::unwritten(sim::phrase("say.not-written", "cannot be written"))
                                        .with_note(sim::system_reason(errno)));
        }
        return count;
    }
}

fs::path Failures::file(const std::string& unit) const
{
    return aside_ / (unit + std::string(suffix));
}

void Failures::put_aside(const Manifest& manifest, const Unit& unit, const std::string& reason) const
{
    std::string values;
    for (std::size_t k = 0; k < manifest.parameters.size(); ++k) {
        values += toml_string(manifest.parameters[k].name) + " = " +
                  model::toml_number(manifest.points[unit.point].values[k]) + "\n";
    }
    const std::string command =
        "veghe sweep run " + cluster::shell_quoted(sweep_.generic_string()) + " --unit " + unit.id;
    sim::write_file(
        file(unit.id),
        "# A unit that was put aside. `veghe sweep run FOLDER --retry` frees it.\nunit = " + toml_string(unit.id) +
            "\npoint = " + std::to_string(unit.point) + "\nreplicate = " + std::to_string(unit.replicate) +
            "\nseed = " + std::to_string(manifest.identity.seed) +
            "\ndraw = " + std::to_string(manifest.points[unit.point].draw) + "\nreason = " + toml_string(reason) +
            "\nrepeat = " + toml_string(command) + "\n\n[values]\n" + values);
}

std::set<std::string> Failures::aside(const fs::path& sweep)
{
    std::set<std::string> ids;
    std::error_code none;
    for (const auto& entry : fs::directory_iterator(sweep / aside_folder, none)) {
        const std::string name = entry.path().filename().string();
        if (name.ends_with(suffix) && !name.starts_with('.')) {
            ids.insert(name.substr(0, name.size() - suffix.size()));
        }
    }
    return ids;
}

std::size_t Failures::free_all() const
{
    const std::set<std::string> ids = aside();
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(failures_, ignored)) {
        const std::string name = entry.path().filename().string();
        if (ids.contains(name.substr(0, name.find('.')))) {
            remove_file(entry.path());
        }
    }
    for (const std::string& id : ids) { // last, so that a kill between leaves nothing that is freed by half
        remove_file(file(id));
    }
    return ids.size();
}

} // namespace analysis::sweep
