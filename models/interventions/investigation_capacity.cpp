#include "models/interventions/investigation_capacity.hpp"

#include "models/build.hpp"
#include "models/interventions/centre_lever.hpp"
#include "models/interventions/county_lever.hpp"
#include "models/interventions/delivery.hpp"
#include "models/interventions/whole_shares.hpp"

namespace model::investigation_capacity {
namespace {

using P = Parameters;

constexpr std::array declared{
    sim::Parameter<P>{&P::investigator_cost,
                      {"investigation_capacity.investigator_cost", "RON/(post week)", 3500.0, 1500.0, 10000.0, 'E',
                       "assumed: more than costs.csv, anitp_staff_employer_cost_year",
                       "An investigator for a week. Read by the comparison, never by the run."}},
    sim::Parameter<P>{&P::prosecutor_cost,
                      {"investigation_capacity.prosecutor_cost", "RON/(post week)", 7000.0, 3000.0, 20000.0, 'E',
                       "assumed: pay of prosecutors",
                       "A prosecutor for a week. Read by the comparison, never by the run."}},
    sim::Parameter<P>{&P::laboratory_cost,
                      {"investigation_capacity.laboratory_cost", "RON/week", 1500.0, 100.0, 20000.0, 'E',
                       "assumed: specialists and licences",
                       "Full digital forensics of a week, for 100,000 residents."}},
    sim::Parameter<P>{&P::equipment_cost,
                      {"investigation_capacity.equipment_cost", "RON/set", 8e6, 0.0, 1e8, 'E',
                       "assumed: laboratories of the brigades", "Once for the country, full digital forensics."}},
};

enum Used : std::size_t { investigators, prosecutors, laboratories, equipment };

class Capacity : public Intervention {
public:
    Capacity(const Build& build, const Delivery& delivery)
        : build_(build), forensics_(delivery.setting("forensics")), undiverted_(delivery.setting("undiverted")),
          share_(shares_of_centres(build))
    {
        const auto residents = residents_by_county(build.ground.counties);
        const auto posts = [&](const char* setting, sim::Purpose turn) {
            return WholePieces(whole_shares(std::round(delivery.setting(setting)), residents), build.ground.plans,
                               turn);
        };
        posts_ = {posts("investigators", "investigation_capacity.investigator"),
                  posts("prosecutors", "investigation_capacity.prosecutor")};
    }

    void need(const Week& week, Needs& needs) const override
    {
        constexpr double per = 1e5; // residents
        if (week.begins()) {
            needs.add_national(equipment, forensics_);
        }
        const StationParameters& p = build_.justice.staff.p;
        for (const CountyBlock& block : build_.ground.population.counties) {
            const CountyId county = block.county;
            const double reach = week.now()(county);
            const double residents = resident_share(build_.ground.counties, county);
            const double police = at_work(JusticeStage::investigation, county, reach) +
                                  replaced(p.investigation_posts, p.diverted, undiverted_, residents, reach);
            const double magistrates = at_work(JusticeStage::prosecution, county, reach) +
                                       replaced(p.prosecution_posts, p.diverted, undiverted_, residents, reach);
            needs.add(county, investigators, police);
            needs.add(county, prosecutors, magistrates);
            needs.add(county, laboratories, forensics_ * build_.ground.counties[county].persons / per * reach);
            needs.staff(county, Staff::officer, police);
            needs.staff(county, Staff::magistrate, magistrates);
        }
    }

    void act(sim::World& world, const sim::Step&, const Week& week) const override
    {
        const auto lever = world.proposals(build_.justice.staff.lever);
        change_centres(build_, share_, week, forensics_, [&](std::uint8_t centre, std::int32_t change) {
            lever(0, {change, place(JusticeStage::investigation, centre), BenchLever::forensics});
        });
        for (const JusticeStage station : stations) {
            change_centres(build_, share_, week, undiverted_, [&](std::uint8_t centre, std::int32_t change) {
                lever(0, {change, place(station, centre), BenchLever::undiverted});
            });
            change_posts(world, station, week);
        }
    }

private:
    static constexpr std::array stations{JusticeStage::investigation, JusticeStage::prosecution};

    static std::uint16_t place(JusticeStage station, std::size_t centre)
    {
        return static_cast<std::uint16_t>(justice::place(station, centre));
    }

    /// Whole posts, those that the counties of the run pay for.
    void change_posts(sim::World& world, JusticeStage station, const Week& week) const
    {
        std::array<double, centre_count> change{};
        for (const CountyBlock& block : build_.ground.population.counties) {
            const CountyId county = block.county;
            if (block.persons == 0) {
                continue;
            }
            change[build_.centres.centre_of[county.value]] +=
                posts(station, county, week.now()(county)) - posts(station, county, week.before()(county));
        }
        const auto propose = world.proposals(build_.justice.staff.change);
        for (std::size_t centre = 0; centre < centre_count; ++centre) {
            if (change[centre] != 0.0) {
                propose(0, {.place = place(station, centre),
                            .leave = 0,
                            .come = 0,
                            .training = 0,
                            .posts = static_cast<std::int16_t>(change[centre]),
                            .course = 0});
            }
        }
    }

    /// Of the posts there are; a vacant one takes nobody and costs nothing.
    double at_work(JusticeStage station, CountyId county, double reach) const
    {
        return posts(station, county, reach) * build_.workforce.filled();
    }

    /// The plan reaches as far as posts are filled; all are there, and their vacancies are drawn in the station.
    double posts(JusticeStage station, CountyId county, double reach) const
    {
        return posts_[static_cast<std::size_t>(station)].there(county, reach / build_.workforce.filled());
    }

    const Build& build_;
    double forensics_;                       ///< in [0, 1]
    double undiverted_;                      ///< share of the time that goes to other cases given back
    std::array<WholePieces, 2> posts_;       ///< by station
    std::array<double, county_count> share_; ///< of the centre
};

std::unique_ptr<const Intervention> make(const Build& build, const Delivery& delivery)
{
    return std::make_unique<Capacity>(build, delivery);
}

std::vector<SettingInfo> settings()
{
    return {{"investigators", "post", 100.0, 0.0, 5000.0, "Posts of investigators added in the country."},
            {"prosecutors", "post", 36.0, 0.0, 5000.0, "Posts of prosecutors added in the country."},
            {"forensics", "1", 0.5, 0.0, 1.0, "Equipment and skill for digital evidence; 1 is all that is possible."},
            {"undiverted", "1", 0.5, 0.0, 1.0,
             "Share of the time that goes to other cases given back, with others in their place."}};
}

} // namespace

double replaced(double posts, double diverted, double undiverted, double residents, double reach)
{
    return posts * diverted * undiverted * residents * reach;
}

Parameters resolved(const sim::Values& values)
{
    return sim::resolve(declared, values);
}

InterventionKind kind()
{
    return {
        "investigation_capacity",
        "Posts of DIICOT and DCCO, their time kept for trafficking, and digital forensics. More cases are worked on "
        "at a time, those online faster; newcomers bring no training, and a case waits longer for each of them.",
        settings(),
        {},
        sim::declarations(declared),
        {{"investigator_weeks", "post week", price_of(declared, &P::investigator_cost)},
         {"prosecutor_weeks", "post week", price_of(declared, &P::prosecutor_cost)},
         {"laboratory_weeks", "week", price_of(declared, &P::laboratory_cost)},
         {"equipment", "set", price_of(declared, &P::equipment_cost)}},
        {Staff::officer, Staff::magistrate},
        {"bench_posts", "forensics", "undiverted"},
        {{"newcomers",
          "Newcomers bring no training, so that each case takes longer until they have it.",
          "justice.training_effect",
          // No case waits for anybody and nothing is online in particular: more staff bring nothing else.
          {{"justice.investigation_cases", 50.0},
           {"justice.prosecution_cases", 50.0},
           {"justice.diverted", 0.0},
           {"justice.forensics_speed", 0.0},
           {"justice.forensics_indictment", 0.0}}}},
        "Staffing, digital forensics: none found (E)",
        {"DIICOT/DCCO staff; digital forensics"},
        make};
}

} // namespace model::investigation_capacity
