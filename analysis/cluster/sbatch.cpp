#include "analysis/cluster/sbatch.hpp"

#include "models/scenario_text.hpp"
#include "sim/error.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <optional>
#include <spawn.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>

extern char** environ;

namespace analysis::cluster {
namespace {

constexpr const char* program = "sbatch";
constexpr std::size_t most_said = 4096;   ///< bytes of its answer that are kept
constexpr std::size_t longest_said = 300; ///< of them that a message tells

struct Answer {
    int status{};     ///< as waitpid() gives it
    std::string said; ///< on both outputs
};

[[noreturn]] void refuse_start(int error)
{
    if (error == ENOENT) {
        throw sim::InputError(program, sim::refusal("slurm.absent", "is not on this machine",
                                                    "submit where the cluster lets you in, or write the script with "
                                                    "--dry-run and submit that"));
    }
    throw sim::InputError(program, sim::refusal("slurm.start", "cannot be started ({reason})",
                                                "write the script with --dry-run and submit that",
                                                {{"reason", std::generic_category().message(error)}}));
}

std::string read_all(int file)
{
    std::string text;
    std::array<char, 512> buffer{};
    for (;;) {
        const ssize_t got = ::read(file, buffer.data(), buffer.size());
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            return text;
        }
        if (text.size() < most_said) {
            text.append(buffer.data(), static_cast<std::size_t>(got));
        }
    }
}

/// Starts sbatch with both its outputs in a pipe, and waits for it.
Answer ask(const std::string& script)
{
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
        refuse_start(errno);
    }
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    ::posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    ::posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO);
    std::array<std::string, 3> words{program, "--parsable", script};
    std::array<char*, 4> arguments{words[0].data(), words[1].data(), words[2].data(), nullptr};
    pid_t child = 0;
    const int error = ::posix_spawnp(&child, program, &actions, nullptr, arguments.data(), environ);
    ::posix_spawn_file_actions_destroy(&actions);
    ::close(ends[1]);
    Answer answer;
    if (error == 0) {
        answer.said = read_all(ends[0]);
        while (::waitpid(child, &answer.status, 0) < 0 && errno == EINTR) {
        }
    }
    ::close(ends[0]);
    if (error != 0) {
        refuse_start(error);
    }
    return answer;
}

/// The last line that says something, which is the one that says why.
std::string last_line(const std::string& text)
{
    const std::size_t end = text.find_last_not_of(" \n\r\t");
    if (end == std::string::npos) {
        return "";
    }
    const std::size_t before = text.find_last_of('\n', end);
    const std::size_t begin = before == std::string::npos ? 0 : before + 1;
    return text.substr(begin, end - begin + 1);
}

/// "123", or "123;cluster" where several are served, after what Slurm may have warned of.
std::optional<std::string> job_number(const std::string& line)
{
    const std::string number = line.substr(0, line.find(';'));
    const bool digits =
        !number.empty() && std::all_of(number.begin(), number.end(), [](char c) { return c >= '0' && c <= '9'; });
    return digits ? std::optional(number) : std::nullopt;
}

} // namespace

std::string submit(const std::filesystem::path& script)
{
    const Answer answer = ask(script.string());
    const std::string said = last_line(answer.said);
    const std::optional<std::string> number = job_number(said);
    if (!WIFEXITED(answer.status) || WEXITSTATUS(answer.status) != 0 || !number) {
        if (said.find("configuration source") != std::string::npos ||
            said.find("Unable to contact") != std::string::npos) {
            throw sim::InputError(script.generic_string(),
                                  sim::refusal("slurm.unreachable", "Slurm cannot be reached: \"{said}\"",
                                               "submit from a machine of the cluster, or ask who runs it",
                                               {{"said", model::shortened(said, longest_said)}}));
        }
        throw sim::InputError(script.generic_string(),
                              sim::refusal("slurm.refused", "Slurm does not take the script: \"{said}\"",
                                           "mend slurm.toml in the folder of the sweep, and submit again",
                                           {{"said", model::shortened(said, longest_said)}}));
    }
    return *number;
}

} // namespace analysis::cluster
