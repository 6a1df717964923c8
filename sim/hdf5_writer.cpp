#include "sim/error.hpp"
#include "sim/hdf5.hpp"
#include "sim/storage_messages.hpp"

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
    std::vector<seal::Range> ranges;
    for (File::Written& written : file_.written_) {
        if (ranges.size() == seal::most_ranges) {
            written.range.reset(); // no room in the seal: part of the frame
        } else if (written.range) {
            ranges.push_back(*written.range);
        }
    }
    std::sort(ranges.begin(), ranges.end(), [](const auto& a, const auto& b) { return a.offset < b.offset; });
    seal::put(place_.temporary(), place_.target().string(), ranges);
    verify();
    place_.commit();
}

/// The values of plain data sets were summed in memory before they were written: with the seal they are verified.
void Writer::verify() const
{
    const File back = File::open(place_.temporary());
    std::vector<std::string> names;
    for (const File::Written& written : file_.written_) {
        const bool same = written.range ? back.offset_of(written.name) == written.range->offset
                                        : back.checksum_of(written.name) == written.sum;
        if (!same) {
            throw StorageError(place_.target().string() + ": " + written.name,
                               damaged(phrase("say.read-back", "what was read back is not what was written")));
        }
        names.push_back(written.name);
    }
    std::sort(names.begin(), names.end());
    if (back.datasets() != names) {
        throw StorageError(place_.target().string(),
                           damaged(phrase("say.sets-read-back", "the data sets read back are not those written")));
    }
}

} // namespace sim::hdf5
