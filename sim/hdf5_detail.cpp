#include "sim/hdf5_detail.hpp"

#include "sim/error.hpp"

#include <hdf5.h>

#include <algorithm>
#include <array>

#if defined(__SANITIZE_ADDRESS__)
/// The library forgets memory where it meets a damaged file: reports of its leaks would hide ours.
extern "C" const char* __lsan_default_suppressions()
{
    return "leak:libhdf5";
}
#endif

namespace sim::hdf5 {
namespace {

struct NumberType {
    std::string_view name;
    hid_t id;
};

/// The file's types in the order of Type; the library's ids exist only once it runs.
const std::array<NumberType, 10>& number_types()
{
    static const std::array<NumberType, 10> types{{{"int8", H5T_STD_I8LE},
                                                   {"int16", H5T_STD_I16LE},
                                                   {"int32", H5T_STD_I32LE},
                                                   {"int64", H5T_STD_I64LE},
                                                   {"uint8", H5T_STD_U8LE},
                                                   {"uint16", H5T_STD_U16LE},
                                                   {"uint32", H5T_STD_U32LE},
                                                   {"uint64", H5T_STD_U64LE},
                                                   {"float32", H5T_IEEE_F32LE},
                                                   {"float64", H5T_IEEE_F64LE}}};
    return types;
}

} // namespace

std::string_view to_text(Type type)
{
    return type == Type::text ? "text" : number_types()[static_cast<std::size_t>(type)].name;
}

void start_library()
{
    static const herr_t once = H5dont_atexit();
    thread_local const herr_t silent = H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
    (void)once, (void)silent;
}

std::string library_reason()
{
    std::string text;
    H5Ewalk2(
        H5E_DEFAULT, H5E_WALK_UPWARD,
        [](unsigned n, const H5E_error2_t* error, void* into) -> herr_t {
            if (n == 0 && error->desc != nullptr) {
                *static_cast<std::string*>(into) = error->desc;
            }
            return 0;
        },
        &text);
    constexpr std::string_view system_message = "error message = '";
    if (const auto at = text.find(system_message); at != std::string::npos) {
        const auto begin = at + system_message.size();
        return text.substr(begin, text.find('\'', begin) - begin);
    }
    return text.substr(0, text.find('\n'));
}

std::string legible(std::string_view name)
{
    const auto byte = [&](std::size_t at) { return at < name.size() ? static_cast<unsigned char>(name[at]) : 0u; };
    std::string text;
    for (std::size_t at = 0; at < name.size();) {
        const unsigned first = byte(at);
        const unsigned second = byte(at + 1);
        std::size_t length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 1;
        bool good = length > 1 ? first <= 0xf4 : first >= 0x20 && first < 0x7f;
        for (std::size_t k = 1; k < length; ++k) {
            good = good && (byte(at + k) & 0xc0u) == 0x80;
        }
        // Longer than it need be, half of a pair, beyond the last, or a control.
        good = good && !(first == 0xe0 && second < 0xa0) && !(first == 0xed && second >= 0xa0) &&
               !(first == 0xf0 && second < 0x90) && !(first == 0xf4 && second >= 0x90) &&
               !(first == 0xc2 && second < 0xa0);
        length = good ? length : 1;
        text += good ? name.substr(at, length) : "?";
        at += length;
    }
    return text;
}

Handle text_type(std::uint64_t bytes)
{
    Handle type(H5Tcopy(H5T_C_S1), H5Tclose);
    H5Tset_size(type.id(), bytes);
    H5Tset_strpad(type.id(), H5T_STR_NULLPAD);
    H5Tset_cset(type.id(), H5T_CSET_UTF8);
    return type;
}

Handle type_of(const DatasetInfo& info)
{
    return info.type == Type::text ? text_type(info.value_bytes)
                                   : Handle(H5Tcopy(number_types()[static_cast<std::size_t>(info.type)].id), H5Tclose);
}

Handle space_of(const Shape& shape)
{
    return {shape.empty() ? H5Screate(H5S_SCALAR)
                          : H5Screate_simple(static_cast<int>(shape.size()),
                                             std::vector<hsize_t>(shape.begin(), shape.end()).data(), nullptr),
            H5Sclose};
}

std::string padded(std::span<const std::string> texts, std::uint64_t bytes)
{
    std::string all;
    for (const std::string& text : texts) {
        all += text;
        all.append(bytes - text.size(), '\0');
    }
    return all;
}

std::vector<std::string> unpadded(std::string_view all, std::uint64_t count, std::uint64_t bytes)
{
    std::vector<std::string> texts;
    for (std::uint64_t i = 0; i < count; ++i) {
        const std::string_view text = all.substr(i * bytes, bytes);
        texts.emplace_back(text.substr(0, text.find('\0')));
    }
    return texts;
}

std::uint64_t longest(std::span<const std::string> texts)
{
    std::uint64_t bytes = 1;
    for (const std::string& text : texts) {
        expect(text.find('\0') == std::string::npos, "a text to be stored holds no NUL");
        bytes = std::max<std::uint64_t>(bytes, text.size());
    }
    return bytes;
}

std::optional<DatasetInfo> describe(const Handle& type, const Handle& space)
{
    DatasetInfo info{Type::text, {}, H5Tget_size(type.id())};
    const int axes = H5Sget_simple_extent_ndims(space.id());
    std::vector<hsize_t> lengths(static_cast<std::size_t>(std::max(axes, 0)));
    if (axes < 0 || H5Sget_simple_extent_dims(space.id(), lengths.data(), nullptr) < 0) {
        return std::nullopt;
    }
    info.shape.assign(lengths.begin(), lengths.end());
    if (H5Tget_class(type.id()) == H5T_STRING && H5Tis_variable_str(type.id()) == 0) {
        info.type = Type::text;
        return info;
    }
    const auto& types = number_types();
    const auto match =
        std::find_if(types.begin(), types.end(), [&](const auto& t) { return H5Tequal(type.id(), t.id) > 0; });
    if (match == types.end()) {
        return std::nullopt;
    }
    info.type = static_cast<Type>(match - types.begin());
    return info;
}

} // namespace sim::hdf5
