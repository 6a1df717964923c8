#include "sim/random.hpp"

namespace sim {

Luck::Luck(std::uint64_t seed, std::uint32_t replicate) : seed_(seed), replicate_(replicate)
{
    // The key is itself a Philox block, so that neighbouring seeds and replicates share nothing.
    const auto block = philox({static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32), replicate, 0},
                              {Purpose("sim.luck.seed").value, Purpose("sim.luck.replicate").value});
    key_ = {block[0], block[1]};
}

} // namespace sim
