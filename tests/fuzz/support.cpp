#include "tests/fuzz/support.hpp"

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <unistd.h>

namespace fuzz {
namespace {

struct Folder {
    std::filesystem::path path = std::filesystem::temp_directory_path() / ("veghe-fuzz-" + std::to_string(::getpid()));

    Folder() { std::filesystem::create_directories(path); }
    ~Folder()
    {
        std::error_code ignored;
        std::filesystem::remove_all(path, ignored);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
};

} // namespace

const std::filesystem::path& folder()
{
    static const Folder own;
    return own.path;
}

void write(const std::filesystem::path& file, std::string_view text)
{
    std::ofstream stream(file, std::ios::binary);
    stream << text;
    if (!stream.flush()) {
        broken("the fuzzer's own file " + file.string() + " can be written");
    }
}

void broken(const std::string& promise)
{
    std::cerr << "broken promise: " << promise << '\n';
    std::abort();
}

} // namespace fuzz
