#include "sim/error.hpp"
#include "sim/hdf5.hpp"
#include "sim/hdf5_detail.hpp"
#include "sim/storage_messages.hpp"

#include <hdf5.h>

#include <algorithm>
#include <cstring>

namespace sim::hdf5 {

namespace {

constexpr std::uint64_t largest_attribute = std::uint64_t{1} << 20; // bytes

template <class T>
Attribute value_at(const std::string& bytes)
{
    T value;
    std::memcpy(&value, bytes.data(), sizeof value);
    return value;
}

} // namespace

void File::put(std::string_view object, std::string_view name, const DatasetInfo& info, const void* values)
{
    const Handle holder = open_object(object);
    const std::string key(name);
    if (H5Aexists(holder.id(), key.c_str()) > 0) {
        H5Adelete(holder.id(), key.c_str());
    }
    const Handle type = type_of(info);
    const Handle space = space_of(info.shape);
    Handle made(H5Acreate2(holder.id(), key.c_str(), type.id(), space.id(), H5P_DEFAULT, H5P_DEFAULT), H5Aclose);
    if (!made || H5Awrite(made.id(), type.id(), values) < 0 || made.close() < 0) {
        fail(object, unwritten(phrase("say.attribute-not-written", "the attribute {name} cannot be written",
                                      {{"name", legible(key)}})));
    }
}

void File::set(std::string_view object, std::string_view name, const Attribute& value)
{
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
        put(object, name, {Type::i64, {}, sizeof *number}, number);
    } else if (const auto* real = std::get_if<double>(&value)) {
        put(object, name, {Type::f64, {}, sizeof *real}, real);
    } else if (const auto* text = std::get_if<std::string>(&value)) {
        const std::uint64_t bytes = longest(std::span(text, 1));
        put(object, name, {Type::text, {}, bytes}, padded(std::span(text, 1), bytes).data());
    } else {
        const auto& texts = std::get<std::vector<std::string>>(value);
        const std::uint64_t bytes = longest(texts);
        put(object, name, {Type::text, {texts.size()}, bytes}, padded(texts, bytes).data());
    }
}

std::optional<Attribute> File::attribute(std::string_view object, std::string_view name) const
{
    const Handle holder = open_object(object);
    const std::string key(name);
    const htri_t there = H5Aexists(holder.id(), key.c_str());
    if (there == 0) {
        return std::nullopt;
    }
    const Handle open(there > 0 ? H5Aopen(holder.id(), key.c_str(), H5P_DEFAULT) : -1, H5Aclose);
    const auto info =
        open ? describe(Handle(H5Aget_type(open.id()), H5Tclose), Handle(H5Aget_space(open.id()), H5Sclose))
             : std::nullopt;
    if (!info || info->shape.size() > 1 || info->count() * info->value_bytes > largest_attribute) {
        fail(object, foreign(phrase("say.attribute-foreign",
                                    "the attribute {name} is damaged, or nothing that this program writes",
                                    {{"name", legible(key)}})));
    }
    const Handle type = type_of(*info);
    std::string bytes(info->count() * info->value_bytes, '\0');
    if (H5Aread(open.id(), type.id(), bytes.data()) < 0) {
        fail(object, damaged(phrase("say.attribute-not-read", "the attribute {name} cannot be read",
                                    {{"name", legible(key)}})));
    }
    if (info->type == Type::text) {
        auto texts = unpadded(bytes, info->count(), info->value_bytes);
        return info->shape.empty() ? Attribute(std::move(texts.front())) : Attribute(std::move(texts));
    }
    if (info->shape.empty() && info->type == Type::i64) {
        return value_at<std::int64_t>(bytes);
    }
    if (info->shape.empty() && info->type == Type::f64) {
        return value_at<double>(bytes);
    }
    fail(object,
         foreign(phrase("say.attribute-type", "the attribute {name} holds {found}, which this program does not write",
                        {{"name", legible(key)}, {"found", to_text(info->type)}})));
}

std::vector<std::pair<std::string, Attribute>> File::attributes(std::string_view object) const
{
    const Handle holder = open_object(object);
    std::vector<std::string> names;
    const auto note = [](hid_t, const char* name, const H5A_info_t*, void* into) -> herr_t {
        static_cast<std::vector<std::string>*>(into)->emplace_back(name);
        return 0;
    };
    if (H5Aiterate2(holder.id(), H5_INDEX_NAME, H5_ITER_INC, nullptr, note, &names) < 0) {
        fail(object, damaged(phrase("say.attributes-not-listed", "the attributes cannot be listed")));
    }
    std::sort(names.begin(), names.end());
    std::vector<std::pair<std::string, Attribute>> found;
    for (const std::string& name : names) {
        std::optional<Attribute> value = attribute(object, name);
        if (!value) { // of a damaged index: a list of names and a search for one go different ways
            fail(object, damaged(phrase("say.attribute-not-found", "the attribute {name} is listed and not to be found",
                                        {{"name", legible(name)}})));
        }
        found.emplace_back(name, std::move(*value));
    }
    return found;
}

Handle File::open_object(std::string_view name) const
{
    start_library();
    Handle object(H5Oopen(file_.id(), std::string(name).c_str(), H5P_DEFAULT), H5Oclose);
    if (!object) {
        fail(name, damaged(phrase("say.no-object", "is missing or cannot be opened")));
    }
    return object;
}

} // namespace sim::hdf5
