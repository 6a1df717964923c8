#pragma once

#include "sim/array.hpp"
#include "sim/atomic_file.hpp"
#include "sim/mapped_file.hpp"
#include "sim/message.hpp"
#include "sim/seal.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

/// Thin owning handles over the HDF5 C library: newest file format, a checksum beside every data set, a seal before the
/// whole file, and errors that name the file and the object.
namespace sim::hdf5 {

/// What a data set holds. In the file the numbers are little-endian, a text is UTF-8 of fixed length.
enum class Type : std::uint8_t { i8, i16, i32, i64, u8, u16, u32, u64, f32, f64, text };

std::string_view to_text(Type type); ///< "int8" ... "float64", "text"

template <class T>
consteval Type type_of()
{
    if constexpr (std::is_enum_v<T>) {
        return type_of<std::underlying_type_t<T>>();
    } else if constexpr (std::is_floating_point_v<T>) {
        return sizeof(T) == 4 ? Type::f32 : Type::f64;
    } else {
        static_assert(std::is_integral_v<T> && !std::is_same_v<T, bool>);
        const auto first = std::is_signed_v<T> ? Type::i8 : Type::u8;
        const int log2_bytes = sizeof(T) == 1 ? 0 : sizeof(T) == 2 ? 1 : sizeof(T) == 4 ? 2 : 3;
        return static_cast<Type>(static_cast<int>(first) + log2_bytes);
    }
}

using Shape = std::vector<std::uint64_t>; ///< length of each axis, slowest first

/// `packed`: chunks, shuffle, deflate and Fletcher-32, which every HDF5 reader checks: what is shared.
/// `plain`: one block as it stands in memory, on a page of its own from 4 KiB on, guarded by our checksums alone: what
/// must load fast.
enum class Layout : std::uint8_t { packed, plain };

struct DatasetInfo {
    Type type{};
    Shape shape;
    std::uint64_t value_bytes{}; ///< size of one value
    std::uint64_t count() const;
};

using Attribute = std::variant<std::int64_t, double, std::string, std::vector<std::string>>;

/// One of the library's numbers, given back at the end.
class Handle {
public:
    using Closer = int (*)(std::int64_t);

    Handle() = default;
    Handle(std::int64_t id, Closer closer) : id_(id), closer_(closer) {}
    Handle(Handle&& other) noexcept : id_(std::exchange(other.id_, -1)), closer_(other.closer_) {}
    Handle& operator=(Handle&& other) noexcept
    {
        std::swap(id_, other.id_);
        std::swap(closer_, other.closer_);
        return *this;
    }
    ~Handle() { close(); }

    std::int64_t id() const { return id_; }
    explicit operator bool() const { return id_ >= 0; }
    /// Negative when the library fails.
    int close() { return id_ >= 0 ? closer_(std::exchange(id_, -1)) : 0; }

private:
    std::int64_t id_{-1};
    Closer closer_{};
};

/// An open file. Objects are named by their full path ("/registered/cases"). Every function throws StorageError, naming
/// file and object, when the library fails or a checksum does not fit; reading a name that is not there is one.
class File {
public:
    /// A new file in the newest format; an existing one is replaced. `shown` is the name in messages.
    static File create(const std::filesystem::path& path, std::string shown);
    /// An existing file, read only, in which links and filters that could reach outside are refused. Its seal is
    /// verified before the library sees a byte; `frame` leaves the values of plain data sets to whoever reads them.
    /// \throws InputError when it does not exist or is none that a Writer wrote
    static File open(const std::filesystem::path& path, seal::Check check = seal::Check::whole);

    const std::string& shown() const { return shown_; }

    /// Creates a group, and those above it.
    void group(std::string_view name);

    template <class T>
    void write(std::string_view name, const Shape& shape, std::span<const T> values, Layout layout = Layout::packed)
    {
        write({type_of<T>(), shape, sizeof(T)}, name, std::as_bytes(values), layout);
    }
    /// One axis; a text holds no NUL.
    void write(std::string_view name, std::span<const std::string> texts);

    std::vector<std::string> datasets() const; ///< full paths, sorted
    bool has(std::string_view name) const;
    DatasetInfo info(std::string_view name) const;

    /// \throws StorageError also when the type in the file is another
    template <class T>
    std::vector<T> read(std::string_view name) const
    {
        const DatasetInfo found = info(name);
        require(found, type_of<T>(), name);
        std::vector<T> values(found.count());
        read(found, name, std::as_writable_bytes(std::span(values)));
        return values;
    }
    std::vector<std::string> read_texts(std::string_view name) const;

    /// The values of a plain data set where they stand in the file, mapped: at once, shared with every process that maps
    /// them, and verified by the seal or not at all. Others, and where the system cannot map, are read.
    template <class T>
    Array<T> map(std::string_view name)
    {
        const DatasetInfo found = info(name);
        require(found, type_of<T>(), name);
        const std::byte* const values = mapped(found, name);
        if (values == nullptr) {
            return Array<T>(read<T>(name));
        }
        return {std::span(reinterpret_cast<const T*>(values), found.count()), mapping_};
    }
    bool in_one_block(std::string_view name) const; ///< whether it can be mapped
    /// The checksum of a data set's type, shape and values, from the values as they stand in the file.
    std::uint64_t checksum_of(std::string_view name) const;

    /// "/" is the file itself.
    void set(std::string_view object, std::string_view name, const Attribute& value);
    std::optional<Attribute> attribute(std::string_view object, std::string_view name) const;
    std::vector<std::pair<std::string, Attribute>> attributes(std::string_view object) const; ///< by name

    /// Brings everything to the operating system; the only call that tells of a full disk in time.
    void flush();
    void close();

private:
    File(Handle file, std::string shown) : file_(std::move(file)), shown_(std::move(shown)) {}
    [[noreturn]] void fail(std::string_view object, Message what) const;
    void require(const DatasetInfo& found, Type wanted, std::string_view name) const;
    void write(const DatasetInfo& info, std::string_view name, std::span<const std::byte> values, Layout layout);
    void read(const DatasetInfo& info, std::string_view name, std::span<std::byte> values) const;
    void list(const std::string& group, int depth, std::vector<std::string>& found) const;
    void put(std::string_view object, std::string_view name, const DatasetInfo& info, const void* values);
    Handle open_dataset(std::string_view name) const;
    Handle open_object(std::string_view name) const;

    /// Where the values of a plain data set begin in the file; empty for a packed or an empty one.
    std::optional<std::uint64_t> offset_of(std::string_view name) const;

    /// Where the values stand in memory, on a boundary that fits them; null where they do not.
    const std::byte* mapped(const DatasetInfo& info, std::string_view name);

    friend class Writer;
    struct Written {
        std::string name;
        std::uint64_t sum;                ///< checksum of type, shape and values
        std::optional<seal::Range> range; ///< of a plain one
    };

    Handle file_;
    std::string shown_; ///< its name in messages
    std::vector<Written> written_;
    std::shared_ptr<const MappedFile> mapping_; ///< once something was mapped
};

/// A file that takes its name only when everything written was flushed, closed, sealed, read back and found equal.
class Writer {
public:
    /// \throws InputError, StorageError as AtomicFile
    explicit Writer(const std::filesystem::path& target);

    File& file() { return file_; }
    /// \throws StorageError; `target` is then as it was
    void commit();

private:
    void verify() const;

    AtomicFile place_;
    File file_;
};

} // namespace sim::hdf5
