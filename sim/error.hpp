#pragma once

#include "sim/message.hpp"

#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace sim {

/// One thing wrong with the user's input: where, what, what is allowed, what to try.
struct Problem {
    std::string where; ///< "file:line", or the option's name
    Message message;
};

/// Everything wrong with the user's input, reported together. Exit code 4; nothing has been changed.
class InputError : public std::runtime_error {
public:
    explicit InputError(std::vector<Problem> problems);
    InputError(std::string where, Message message);

    const std::vector<Problem>& problems() const { return problems_; }

private:
    std::vector<Problem> problems_;
};

/// A file could not be written, flushed, read back or renamed. Exit code 5.
class StorageError : public std::runtime_error {
public:
    explicit StorageError(std::vector<Problem> problems);
    StorageError(std::string where, Message message);

    const std::vector<Problem>& problems() const { return problems_; }

private:
    std::vector<Problem> problems_;
};

/// Collects problems while input is read; `raise` throws them all, and does nothing when there are none.
class Problems {
public:
    void add(std::string where, Message message);
    void add(std::span<const Problem> more) { problems_.insert(problems_.end(), more.begin(), more.end()); }
    bool empty() const { return problems_.empty(); }
    const std::vector<Problem>& all() const { return problems_; }
    void raise();

private:
    std::vector<Problem> problems_;
};

/// The candidate with the smallest edit distance to `name` (ASCII case ignored); empty when none is near enough
/// to be what was meant (more than a third of the letters differ).
std::string nearest(std::string_view name, std::span<const std::string> candidates);

/// Text lower-cased, Romanian letters (comma or cedilla forms, composed or with combining marks) without marks: one key
/// for every spelling.
std::string fold(std::string_view utf8);

/// A broken promise of our own. Exit code 1.
class ContractError : public std::logic_error {
public:
    using std::logic_error::logic_error;
};

[[noreturn]] void contract_failed(const char* what, const char* file, int line);

/// What must hold before (expect) and after (ensure); checked where VEGHE_CONTRACTS is on (preset `dev`).
inline void expect(bool holds, const char* what, const char* file = __builtin_FILE(), int line = __builtin_LINE())
{
#if VEGHE_CONTRACTS
    if (!holds) {
        contract_failed(what, file, line);
    }
#else
    (void)holds, (void)what, (void)file, (void)line;
#endif
}

inline void ensure(bool holds, const char* what, const char* file = __builtin_FILE(), int line = __builtin_LINE())
{
    expect(holds, what, file, line);
}

} // namespace sim
