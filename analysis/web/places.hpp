#pragma once

#include "analysis/web/asked.hpp"
#include "analysis/web/library.hpp"
#include "analysis/web/place.hpp"

#include <cstdint>
#include <functional>
#include <list>
#include <optional>
#include <string>
#include <vector>

namespace analysis::web {

/// The counties whose persons are kept: those asked for last, and the one county that takes longest to build, which nobody has to ask
/// for. Of one thread.
class Places {
public:
    /// What a place was asked for.
    enum class Why : std::uint8_t { prepared, run };
    struct Limits {
        std::size_t asked{3};              ///< that somebody asked for; at least two
        std::uint64_t states{};            ///< for states of all places [bytes]
        std::int64_t slow_from{1'000'000}; ///< inhabitants from which nobody wants to wait for a county's persons
    };
    /// \param begins  as Place has it
    Places(const Library& library, sim::Date begins, Limits limits)
        : library_(library), begins_(begins), limits_(limits), slow_(slow_county())
    {
    }

    /// Told when the building of a place begins, and when it has ended, however that was.
    using Building = std::function<void(bool begins)>;
    /// The place of a question, which is the newest then. Where another has to go for it, that is the oldest of those that were only
    /// prepared, else the oldest, but never the one of the last run: what somebody looks at outlasts what somebody points at.
    /// \param stop  of the building   \throws sim::InputError, sim::Stopped
    Place& at(const Asked& asked, Why why, const sim::Stop& stop, const Building& building);

    /// Room for the states of the newest place [bytes], once the others have no more than half of all.
    std::uint64_t room_of_newest();
    /// Room that is left beside the states that are there [bytes].
    std::uint64_t room_left() const;

    void note_ready(const Asked& asked);
    /// Places that can be answered for at once: codes joined by "+", the newest first.
    std::vector<std::string> ready() const;

    /// What is worth building while nobody asks for anything: the largest county, if it is a slow one and not there yet.
    std::optional<Asked> unasked() const;

private:
    struct Kept {
        Kept(std::string codes_joined, int years_run, bool nobody_asked, const model::Scenario& baseline,
             sim::Date begins, const sim::Stop& stop)
            : codes(std::move(codes_joined)), years(years_run), slow(nobody_asked), place(baseline, begins, stop)
        {
        }
        std::string codes;
        int years;
        bool slow; ///< the one that stays
        bool ready{};
        std::uint64_t run{}; ///< which run was the last here, counted from 1; 0: none
        Place place;
    };

    std::optional<std::string> slow_county() const;
    std::list<Kept>::iterator find(const Asked& asked);
    bool is_slow(const Asked& asked) const;
    void make_room();
    void build(const Asked& asked, const sim::Stop& stop, const Building& building);

    const Library& library_;
    sim::Date begins_;
    Limits limits_;
    std::optional<std::string> slow_;
    std::list<Kept> kept_; ///< the newest first
    std::uint64_t runs_{};
};

/// Whether two questions are about the same persons over the same years: one place answers both.
bool same_place(const Asked& a, const Asked& b);

/// Codes joined by "+".
std::string joined_codes(const std::vector<std::string>& codes);

} // namespace analysis::web
