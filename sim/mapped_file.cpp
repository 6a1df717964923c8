#include "sim/mapped_file.hpp"

#include <sys/mman.h>
#include <sys/stat.h>

namespace sim {

std::shared_ptr<const MappedFile> MappedFile::map(int descriptor)
{
    struct stat status {};
    if (::fstat(descriptor, &status) != 0 || status.st_size <= 0) {
        return nullptr;
    }
    const auto length = static_cast<std::size_t>(status.st_size);
    void* const begin = ::mmap(nullptr, length, PROT_READ, MAP_PRIVATE, descriptor, 0);
    if (begin == MAP_FAILED) {
        return nullptr;
    }
    // Hints: a system that cannot follow them says so and maps small pages, read one by one.
    ::madvise(begin, length, MADV_HUGEPAGE);
    ::madvise(begin, length, MADV_WILLNEED);
    return std::shared_ptr<const MappedFile>(new MappedFile({static_cast<const std::byte*>(begin), length}));
}

MappedFile::~MappedFile()
{
    ::munmap(const_cast<std::byte*>(bytes_.data()), bytes_.size());
}

} // namespace sim
