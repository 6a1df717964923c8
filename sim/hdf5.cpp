#include "sim/hdf5.hpp"

#include "sim/checksum.hpp"
#include "sim/error.hpp"
#include "sim/file_locks.hpp"
#include "sim/hdf5_detail.hpp"
#include "sim/storage_messages.hpp"

#include <hdf5.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <functional>
#include <numeric>
#include <system_error>

namespace sim::hdf5 {

namespace {

constexpr std::string_view checksum_name = "xxh64";
constexpr std::uint64_t chunk_bytes = std::uint64_t{1} << 20;     // one chunk of a packed data set, at most
constexpr unsigned deflate_level = 4;                             // beyond it, counts hardly shrink
constexpr std::uint64_t largest_dataset = std::uint64_t{1} << 36; // bytes; more is a damaged or hostile file
constexpr int deepest_group = 8;

/// The whole shape, its slowest axes cut until a chunk is no larger than `chunk_bytes`.
std::vector<hsize_t> chunk_of(const DatasetInfo& info)
{
    std::vector<hsize_t> chunk(info.shape.begin(), info.shape.end());
    std::uint64_t bytes = info.count() * info.value_bytes;
    for (hsize_t& axis : chunk) {
        if (bytes > chunk_bytes) {
            const std::uint64_t slice = bytes / axis;
            axis = std::max<std::uint64_t>(1, chunk_bytes / slice);
            bytes = slice * axis;
        }
    }
    return chunk;
}

Handle creation_of(const DatasetInfo& info, Layout layout)
{
    Handle list(H5Pcreate(H5P_DATASET_CREATE), H5Pclose);
    H5Pset_obj_track_times(list.id(), 0); // equal content gives equal bytes
    H5Pset_fill_time(list.id(), H5D_FILL_TIME_NEVER);
    if (layout == Layout::packed && info.count() > 0) {
        const auto chunk = chunk_of(info);
        H5Pset_chunk(list.id(), static_cast<int>(chunk.size()), chunk.data());
        H5Pset_shuffle(list.id());
        H5Pset_deflate(list.id(), deflate_level);
        H5Pset_fletcher32(list.id());
    }
    return list;
}

/// \param path  of the file that is there
Handle access_list(const std::filesystem::path& path)
{
    Handle list(H5Pcreate(H5P_FILE_ACCESS), H5Pclose);
    H5Pset_libver_bounds(list.id(), H5F_LIBVER_LATEST, H5F_LIBVER_LATEST);
    H5Pset_fclose_degree(list.id(), H5F_CLOSE_STRONG);
    // Some cluster file systems refuse locks: go on without, as names that no two processes write under allow. The library does so
    // for ENOSYS alone. HDF5_USE_FILE_LOCKING in the environment decides over this.
    H5Pset_file_locking(list.id(), takes_locks(path), true);
    // Large values begin on a page, so that they can be mapped; the seal before them is one page itself.
    H5Pset_alignment(list.id(), seal::block_bytes, seal::block_bytes);
    return list;
}

/// The checksum of what a data set means: its type and shape, then its bytes.
std::uint64_t checksum_of_values(const DatasetInfo& info, std::span<const std::byte> values)
{
    std::vector<std::uint64_t> words{static_cast<std::uint64_t>(info.type), info.value_bytes, info.shape.size()};
    words.insert(words.end(), info.shape.begin(), info.shape.end());
    words.push_back(checksum(values));
    return checksum(std::as_bytes(std::span(words)));
}

std::string hexadecimal(std::uint64_t value)
{
    std::array<char, 16> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value, 16).ptr;
    std::string text(digits.data(), end);
    return std::string(digits.size() - text.size(), '0') + text;
}

/// Nothing but what this program writes: no values in other files, no filters that would have to be loaded.
bool is_harmless(hid_t dataset)
{
    const Handle list(H5Dget_create_plist(dataset), H5Pclose);
    const H5D_layout_t layout = H5Pget_layout(list.id());
    if ((layout != H5D_CONTIGUOUS && layout != H5D_CHUNKED) || H5Pget_external_count(list.id()) != 0) {
        return false;
    }
    for (int i = 0; i < H5Pget_nfilters(list.id()); ++i) {
        unsigned flags = 0;
        std::size_t values = 0;
        const H5Z_filter_t filter =
            H5Pget_filter2(list.id(), static_cast<unsigned>(i), &flags, &values, nullptr, 0, nullptr, nullptr);
        if (filter != H5Z_FILTER_SHUFFLE && filter != H5Z_FILTER_DEFLATE && filter != H5Z_FILTER_FLETCHER32) {
            return false;
        }
    }
    return true;
}

} // namespace

std::uint64_t DatasetInfo::count() const
{
    return std::accumulate(shape.begin(), shape.end(), std::uint64_t{1}, std::multiplies<>());
}

void File::fail(std::string_view object, Message what) const
{
    throw StorageError(shown_ + (object.empty() ? "" : ": " + legible(object)),
                       what.with_note(reason(library_reason())));
}

File File::create(const std::filesystem::path& path, std::string shown)
{
    start_library();
    const Handle access = access_list(path);
    const Handle creation(H5Pcreate(H5P_FILE_CREATE), H5Pclose);
    H5Pset_obj_track_times(creation.id(), 0);
    H5Pset_userblock(creation.id(), seal::block_bytes);
    File file(Handle(H5Fcreate(path.c_str(), H5F_ACC_TRUNC, creation.id(), access.id()), H5Fclose), std::move(shown));
    if (!file.file_) {
        file.fail("", unwritten(phrase("say.not-created", "cannot be created")));
    }
    return file;
}

void require_sealed(const std::filesystem::path& path, seal::Check check)
{
    std::error_code error;
    if (!std::filesystem::exists(path, error)) {
        throw InputError(path.string(), no_such_file());
    }
    if (!std::filesystem::is_regular_file(path, error)) {
        throw InputError(path.string(), not_ours());
    }
    if (check != seal::Check::done) {
        seal::require(path, check);
    }
}

File File::open(const std::filesystem::path& path, seal::Check check)
{
    start_library();
    require_sealed(path, check);
    H5PLset_loading_state(0);
    const Handle access = access_list(path);
    File file(Handle(H5Fopen(path.c_str(), H5F_ACC_RDONLY, access.id()), H5Fclose), path.string());
    if (!file.file_) {
        file.fail("", damaged(phrase("say.not-opened", "cannot be opened")));
    }
    return file;
}

void File::group(std::string_view name)
{
    if (has(name)) {
        return;
    }
    if (const auto slash = name.rfind('/'); slash != std::string_view::npos && slash > 0) {
        group(name.substr(0, slash));
    }
    const Handle creation(H5Pcreate(H5P_GROUP_CREATE), H5Pclose);
    H5Pset_obj_track_times(creation.id(), 0);
    const Handle made(H5Gcreate2(file_.id(), std::string(name).c_str(), H5P_DEFAULT, creation.id(), H5P_DEFAULT),
                      H5Gclose);
    if (!made) {
        fail(name, unwritten(phrase("say.no-group", "the group cannot be created")));
    }
}

void File::write(const DatasetInfo& info, std::string_view name, std::span<const std::byte> values, Layout layout)
{
    start_library();
    expect(values.size() == info.count() * info.value_bytes, "as many values as the shape says");
    if (const auto slash = name.rfind('/'); slash != std::string_view::npos && slash > 0) {
        group(name.substr(0, slash));
    }
    const Handle type = type_of(info);
    const Handle space = space_of(info.shape);
    const Handle creation = creation_of(info, layout);
    Handle set(H5Dcreate2(file_.id(), std::string(name).c_str(), type.id(), space.id(), H5P_DEFAULT, creation.id(),
                          H5P_DEFAULT),
               H5Dclose);
    if (!set || H5Dwrite(set.id(), type.id(), H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()) < 0) {
        fail(name, unwritten(phrase("say.not-written", "cannot be written")));
    }
    std::optional<seal::Range> range;
    if (layout == Layout::plain && !values.empty()) {
        range = {H5Dget_offset(set.id()), values.size(), seal::checksum_of(values)};
    }
    if (set.close() < 0) {
        fail(name, unwritten(phrase("say.not-written", "cannot be written")));
    }
    const std::uint64_t sum = checksum_of_values(info, values);
    this->set(name, checksum_name, hexadecimal(sum));
    written_.push_back({std::string(name), sum, range});
}

void File::write(std::string_view name, std::span<const std::string> texts)
{
    const std::uint64_t bytes = longest(texts);
    const std::string values = padded(texts, bytes);
    write({Type::text, {texts.size()}, bytes}, name, std::as_bytes(std::span(values)), Layout::packed);
}

bool File::has(std::string_view name) const
{
    start_library();
    for (std::size_t slash = 1; slash < name.size();
         ++slash) { // every group above must be there for the library to look
        slash = std::min(name.find('/', slash), name.size());
        if (H5Lexists(file_.id(), std::string(name.substr(0, slash)).c_str(), H5P_DEFAULT) <= 0) {
            return false;
        }
    }
    return true;
}

Handle File::open_dataset(std::string_view name) const
{
    start_library();
    Handle set(H5Dopen2(file_.id(), std::string(name).c_str(), H5P_DEFAULT), H5Dclose);
    if (!set) {
        fail(name, damaged(phrase("say.no-data-set", "the data set is missing or cannot be opened")));
    }
    if (!is_harmless(set.id())) {
        fail(name,
             foreign(phrase("say.foreign-storage", "keeps its values in a way that this program does not write")));
    }
    return set;
}

DatasetInfo File::info(std::string_view name) const
{
    const Handle set = open_dataset(name);
    const auto found = describe(Handle(H5Dget_type(set.id()), H5Tclose), Handle(H5Dget_space(set.id()), H5Sclose));
    if (!found) {
        fail(name, foreign(phrase("say.foreign-type", "holds values of a type that this program does not write")));
    }
    std::uint64_t room = largest_dataset / std::max<std::uint64_t>(found->value_bytes, 1);
    for (const std::uint64_t length : found->shape) {
        if (length > room) {
            fail(name, foreign(phrase("say.foreign-size", "is larger than anything that this program writes")));
        }
        room /= std::max<std::uint64_t>(length, 1);
    }
    return *found;
}

void File::require(const DatasetInfo& found, Type wanted, std::string_view name) const
{
    if (found.type != wanted) {
        fail(name, foreign(phrase("say.other-type", "holds {found} where {wanted} is expected",
                                  {{"found", to_text(found.type)}, {"wanted", to_text(wanted)}})));
    }
}

void File::read(const DatasetInfo& info, std::string_view name, std::span<std::byte> values) const
{
    const Handle set = open_dataset(name);
    const Handle type = type_of(info);
    if (info.count() > 0 && (H5Dget_storage_size(set.id()) == 0 ||
                             H5Dread(set.id(), type.id(), H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()) < 0)) {
        fail(name, damaged(phrase("say.not-read", "cannot be read")));
    }
    const auto stored = attribute(name, checksum_name);
    if (!stored || *stored != Attribute(hexadecimal(checksum_of_values(info, values)))) {
        throw StorageError(shown_ + ": " + std::string(name),
                           damaged(phrase("say.values-no-fit", "the values do not fit their checksum")));
    }
}

std::vector<std::string> File::read_texts(std::string_view name) const
{
    const DatasetInfo found = info(name);
    require(found, Type::text, name);
    std::string values(found.count() * found.value_bytes, '\0');
    read(found, name, std::as_writable_bytes(std::span(values)));
    return unpadded(values, found.count(), found.value_bytes);
}

std::uint64_t File::checksum_of(std::string_view name) const
{
    const DatasetInfo found = info(name);
    std::vector<std::byte> values(found.count() * found.value_bytes);
    read(found, name, values);
    return checksum_of_values(found, values);
}

std::optional<std::uint64_t> File::offset_of(std::string_view name) const
{
    const Handle set = open_dataset(name);
    const haddr_t offset = H5Dget_offset(set.id());
    return offset == HADDR_UNDEF ? std::nullopt : std::optional<std::uint64_t>(offset);
}

bool File::in_one_block(std::string_view name) const
{
    return offset_of(name).has_value();
}

const std::byte* File::mapped(const DatasetInfo& info, std::string_view name)
{
    const auto offset = offset_of(name);
    if (!offset || info.count() == 0 || *offset % info.value_bytes != 0) {
        return nullptr;
    }
    if (!mapping_) {
        void* descriptor = nullptr; // that of the library, so that it is the file whose columns these are
        if (H5Fget_vfd_handle(file_.id(), H5P_DEFAULT, &descriptor) < 0 || descriptor == nullptr) {
            return nullptr;
        }
        mapping_ = MappedFile::map(*static_cast<const int*>(descriptor));
    }
    const std::uint64_t bytes = info.count() * info.value_bytes;
    if (!mapping_ || *offset > mapping_->bytes().size() || bytes > mapping_->bytes().size() - *offset) {
        return nullptr;
    }
    return mapping_->bytes().data() + *offset;
}

std::vector<std::string> File::datasets() const
{
    std::vector<std::string> found;
    list("/", deepest_group, found);
    std::sort(found.begin(), found.end());
    return found;
}

void File::list(const std::string& group, int depth, std::vector<std::string>& found) const
{
    start_library();
    using Links = std::vector<std::pair<std::string, bool>>; // name, and whether it points to an object of this file
    Links links;
    const Handle open(H5Gopen2(file_.id(), group.c_str(), H5P_DEFAULT), H5Gclose);
    const auto note = [](hid_t, const char* name, const H5L_info_t* link, void* into) -> herr_t {
        static_cast<Links*>(into)->emplace_back(name, link->type == H5L_TYPE_HARD);
        return 0;
    };
    if (!open || depth == 0 || H5Literate(open.id(), H5_INDEX_NAME, H5_ITER_INC, nullptr, note, &links) < 0) {
        fail(group, damaged(phrase("say.not-listed", "the group cannot be listed")));
    }
    for (const auto& [name, inside] : links) {
        const std::string path = group + (group.back() == '/' ? "" : "/") + name;
        const Handle object(inside ? H5Oopen(open.id(), name.c_str(), H5P_DEFAULT) : -1, H5Oclose);
        const H5I_type_t kind = object ? H5Iget_type(object.id()) : H5I_BADID;
        if (kind == H5I_GROUP) {
            list(path, depth - 1, found);
        } else if (kind == H5I_DATASET) {
            found.push_back(path);
        } else {
            fail(path, foreign(phrase("say.damaged-or-foreign", "is damaged, or nothing that this program writes")));
        }
    }
}

void File::flush()
{
    if (H5Fflush(file_.id(), H5F_SCOPE_GLOBAL) < 0) {
        fail("", unwritten(phrase("say.not-on-disk", "cannot be brought to the disk")));
    }
}

void File::close()
{
    if (file_.close() < 0) {
        fail("", unwritten(phrase("say.not-closed", "cannot be closed")));
    }
}

} // namespace sim::hdf5
