#include "sim/error.hpp"
#include "sim/hdf5.hpp"

#include <algorithm>

namespace sim::hdf5 {

Writer::Writer(const std::filesystem::path& target)
    : place_(target), file_(File::create(place_.temporary(), target.string()))
{
}

void Writer::commit()
{
    file_.flush();
    file_.close();
    verify();
    place_.commit();
}

void Writer::verify() const
{
    const File back = File::open(place_.temporary());
    std::vector<std::string> names;
    for (const auto& [name, sum] : file_.written_) {
        if (back.checksum_of(name) != sum) {
            throw StorageError(place_.target().string() + ": " + name + ": what was read back is not what was written");
        }
        names.push_back(name);
    }
    std::sort(names.begin(), names.end());
    if (back.datasets() != names) {
        throw StorageError(place_.target().string() + ": the data sets read back are not those written");
    }
}

} // namespace sim::hdf5
