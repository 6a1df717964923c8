#include "tests/analysis/calibration/country_posterior.hpp"

#include <cstdio>
#include <exception>

/// Writes the country's posterior of the tests, made by hand, to the file named.
int main(int argc, char** argv)
{
    try {
        analysis::calibration::write_posterior(argc > 1 ? argv[1] : "", country_posterior());
        return 0;
    } catch (const std::exception& e) {
        std::fprintf(stderr, "%s\n", e.what());
        return 1;
    }
}
