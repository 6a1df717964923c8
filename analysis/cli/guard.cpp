#include "analysis/cli/guard.hpp"

#include "analysis/cli/commands.hpp"
#include "analysis/cli/refusals.hpp"
#include "sim/lack_of_memory.hpp"
#include "sim/storage_messages.hpp"

#include <filesystem>
#include <iostream>
#include <span>

namespace cli {
namespace {

int told(std::span<const sim::Problem> problems, analysis::Language language, int code)
{
    tell(problems, language, code == exit_code::bad_input ? Written::nothing : Written::perhaps, std::cerr);
    return code;
}

/// The same for one problem.
int told(std::string where, sim::Message message, analysis::Language language, int code)
{
    const sim::Problem problem{std::move(where), std::move(message)};
    return told({&problem, 1}, language, code);
}

} // namespace

int guarded(const std::function<int()>& command, const analysis::Language& language)
{
    try {
        const int code = command();
        std::cout.flush();
        if (!std::cout) {
            return told("veghe",
                        sim::unwritten(sim::phrase("say.standard-output", "standard output could not be written")),
                        language, exit_code::storage);
        }
        return code;
    } catch (const sim::InputError& error) {
        return told(error.problems(), language, exit_code::bad_input);
    } catch (const sim::StorageError& error) {
        return told(error.problems(), language, exit_code::storage);
    } catch (const std::filesystem::filesystem_error& error) {
        return told(error.path1().generic_string(), sim::unreadable().with_note(sim::reason(error.code().message())),
                    language, exit_code::storage);
    } catch (const std::exception& error) {
        if (sim::is_lack_of_memory(error)) {
            return told("veghe",
                        sim::refusal("program.memory", "the machine has no more memory to give",
                                     "run fewer counties or threads at once, or on a machine with more memory"),
                        language, exit_code::storage);
        }
        return told("veghe",
                    sim::refusal("program.fault", "a fault of the program, not of its input: {what}",
                                 "report it with this line, the command and what veghe --version prints",
                                 {{"what", error.what()}}),
                    language, exit_code::own_fault);
    }
}

} // namespace cli
