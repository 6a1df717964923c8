#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

/// What the fuzzers share. A fuzzer looks for inputs that are neither taken nor refused with a message: those that crash,
/// hang, read or write where they must not, or break a promise of the reader.
namespace fuzz {

/// A folder of this process alone, removed when it ends.
const std::filesystem::path& folder();
void write(const std::filesystem::path& file, std::string_view text);
/// Ends the process, so that libFuzzer keeps the input.
[[noreturn]] void broken(const std::string& promise);

inline std::string_view text_of(const std::uint8_t* data, std::size_t size)
{
    return {reinterpret_cast<const char*>(data), size};
}

} // namespace fuzz
