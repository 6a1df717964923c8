#include "sim/hdf5_trial.hpp"

#include "sim/hdf5_detail.hpp"

namespace sim::hdf5 {
namespace {

/// Everything that the library is asked for a file whose columns are mapped.
void read_all_but_columns(const File& file)
{
    file.attributes("/");
    for (const std::string& name : file.datasets()) {
        file.attributes(name);
        if (!file.in_one_block(name)) {
            file.checksum_of(name);
        }
    }
}

} // namespace

void read_apart(const std::filesystem::path& path, seal::Check check,
                const std::function<void(const File&, const Tell&)>& read,
                const std::function<void(const std::string&)>& take)
{
    require_sealed(path, check); // on all threads, which a child does not have
    read_in_child(
        path.string(), trial_limits(path), [&](const Tell& tell) { read(File::open(path, seal::Check::done), tell); },
        take);
}

File open_tried(const std::filesystem::path& path, seal::Check check)
{
    read_apart(
        path, check, [](const File& file, const Tell&) { read_all_but_columns(file); }, [](const auto&) {});
    return File::open(path, seal::Check::done);
}

} // namespace sim::hdf5
