#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace analysis::web {

/// A process of our own program that is talked to in lines. It dies with this object, and by itself when this process does: it reads
/// from a pipe that then ends.
class Child {
public:
    /// \param arguments  of the program, without its name   \throws std::runtime_error when the system starts no process
    explicit Child(const std::vector<std::string>& arguments);
    ~Child();
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    /// To wait for with poll(2).
    int output() const { return from_; }
    /// Never waits long: a child that does not read is as good as dead.   \return  false when it cannot be told any more
    bool tell(std::string_view line);
    /// Takes what has come.   \return  false when nothing more will
    bool receive();
    /// The next whole line of what has come.
    std::optional<std::string> line();

    void kill();
    /// How it ended, after nothing more comes from it: the signal, or 0 and its exit code.
    struct End {
        int signal{};
        int code{};
    };
    End end();
    int pid() const { return pid_; }

private:
    int pid_{-1};
    int to_{-1};
    int from_{-1};
    std::string come_;
};

} // namespace analysis::web
