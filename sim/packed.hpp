#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace sim {

/// Bytes that are none of a Packer, or were cut short.
class MalformedRecord : public std::runtime_error {
public:
    MalformedRecord() : std::runtime_error("a record that was cut short, or none") {}
};

/// Values as bytes, for another process of the same program on the same machine; nothing that is kept.
class Packer {
public:
    void number(std::uint64_t value) { bytes_.append(reinterpret_cast<const char*>(&value), sizeof value); }
    void text(std::string_view text)
    {
        number(text.size());
        bytes_ += text;
    }
    void texts(std::span<const std::string> all)
    {
        number(all.size());
        for (const std::string& one : all) {
            text(one);
        }
    }
    template <class T>
        requires std::is_arithmetic_v<T>
    void values(const std::vector<T>& all)
    {
        text({reinterpret_cast<const char*>(all.data()), all.size() * sizeof(T)});
    }
    std::string take() { return std::move(bytes_); }

private:
    std::string bytes_;
};

/// The values again, in the same order. Takes any bytes: a length is believed only as far as there are bytes for it.
/// Every function throws MalformedRecord where they end too early.
class Unpacker {
public:
    explicit Unpacker(std::string_view bytes) : bytes_(bytes) {}

    std::uint64_t number()
    {
        std::uint64_t value = 0;
        std::memcpy(&value, taken(sizeof value).data(), sizeof value);
        return value;
    }
    std::string text() { return std::string(taken(number())); }
    std::vector<std::string> texts()
    {
        std::vector<std::string> all;
        for (std::uint64_t n = number(); n > 0; --n) {
            all.push_back(text());
        }
        return all;
    }
    template <class T>
        requires std::is_arithmetic_v<T> std::vector<T> values()
        {
            const std::string_view raw = taken(number());
            if (raw.size() % sizeof(T) != 0) {
                throw MalformedRecord();
            }
            std::vector<T> all(raw.size() / sizeof(T));
            if (!all.empty()) {
                std::memcpy(all.data(), raw.data(), raw.size());
            }
            return all;
        }

private:
    std::string_view taken(std::uint64_t length)
    {
        if (length > bytes_.size()) {
            throw MalformedRecord();
        }
        const std::string_view part = bytes_.substr(0, length);
        bytes_.remove_prefix(length);
        return part;
    }

    std::string_view bytes_;
};

} // namespace sim
