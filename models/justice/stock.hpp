#pragma once

#include "sim/parameter.hpp"

namespace model {

struct Build;

/// Proceedings that are under way when a run begins.
struct StockParameters {
    double reading; ///< 1: the published stock is a year's workload, solved cases included; 0: what is left at its end
    double stock;   ///< published, whichever it is
    double solved;  ///< cases a year
    double prosecution;
    double trials;
    double trial_days;  ///< days
    double testimony;   ///< share
    double offence_lag; ///< years
};

namespace justice {

/// Cases with the prosecution at the turn of the year. Pure.
double open_cases(double reading, double stock, double solved);
/// Mean time that a case stays [days], by Little's law: open cases over cases solved per year. Pure.
double stay_days(double reading, double stock, double solved);

StockParameters stock_values(const sim::Values& values);
std::vector<sim::ParameterInfo> stock_parameters();
/// Draws the proceedings under way, of the country's as many as the residents of each county have of it.
void open_stock(Build& build);

} // namespace justice
} // namespace model
