#include "models/workforce.hpp"

#include "models/build.hpp"

#include <limits>

namespace model {
namespace {

using P = WorkforceParameters;
using D = sim::Parameter<P>;

constexpr const char* no_count = "assumed: staff is short everywhere (S16, TIP 2024), nobody counts who could be hired";

constexpr std::array declared{
    D{&P::counsellors,
      {"workforce.counsellors", "1/100,000", 20.0, 0.0, 200.0, 'E', no_count,
       "Counsellors and psychologists whom prevention can hire, per 100,000 residents."}},
    D{&P::social_workers,
      {"workforce.social_workers", "1/100,000", 20.0, 0.0, 200.0, 'E', no_count,
       "Social and community workers whom prevention can hire, per 100,000 residents."}},
    D{&P::facilitators,
      {"workforce.facilitators", "1/100,000", 5.0, 0.0, 100.0, 'E', no_count,
       "Specialists for sessions, courses and campaigns, per 100,000 residents."}},
    D{&P::officers,
      {"workforce.officers", "1/100,000", 5.0, 0.0, 100.0, 'E', no_count,
       "Police and inspectors whom prevention can have, per 100,000 residents."}},
    D{&P::magistrates,
      {"workforce.magistrates", "1/100,000", 1.0, 0.0, 20.0, 'E', no_count,
       "Prosecutors and judges whom a strategy can add, per 100,000 residents."}},
    D{&P::week_hours,
      {"workforce.week_hours", "hour", 30.0, 10.0, 40.0, 'D', "assumed: 40 hours less leave and administration",
       "Hours of work that one of the staff gives in a week."}},
    D{&P::turnover,
      {"workforce.turnover", "1/year", 0.15, 0.0, 2.0, 'E', "assumed: burnout and turnover (S16), no figure",
       "Staff of interventions who leave."}},
    D{&P::vacancy,
      {"workforce.vacancy", "year", 0.25, 0.0, 2.0, 'E', "assumed: no source yet",
       "How long a post stays vacant after somebody left: it delivers nothing and costs nothing."}},
    D{&P::limited,
      {"workforce.limited", "1", 1.0, 0.0, 1.0, 'D', "assumed: a switch",
       "1: staff are limited; 0: there is enough of everybody (for the laws)."}},
};

constexpr double per = 1e5; // residents

} // namespace

namespace workforce {

double available(double per_100k, double residents)
{
    return per_100k * residents / per;
}

double filled(double turnover, double vacancy)
{
    return 1.0 / (1.0 + turnover * vacancy);
}

std::vector<sim::ParameterInfo> parameters()
{
    return sim::declarations(declared);
}

void make(Build& build)
{
    build.workforce.p = sim::resolve(declared, build.scenario.parameters);
}

} // namespace workforce

double Workforce::available(double residents, Staff kind) const
{
    if (p.limited == 0.0) {
        return std::numeric_limits<double>::infinity();
    }
    const std::array<double, staff_kinds> per_100k{p.counsellors, p.social_workers, p.facilitators, p.officers,
                                                   p.magistrates};
    return workforce::available(per_100k[static_cast<std::size_t>(kind)], residents);
}

double Workforce::filled() const
{
    return p.limited == 0.0 ? 1.0 : workforce::filled(p.turnover, p.vacancy);
}

} // namespace model
