#include "tests/analysis/calibration/small_posterior.hpp"

#include <cstdio>
#include <exception>

/// Writes the handmade posterior of the tests to the file named, with what one county, Tulcea, has of its own: for the tests of the
/// command line.
int main(int argc, char** argv)
{
    try {
        auto posterior = small_posterior();
        posterior.counties = {{"TL"}, {1, {0.5, 1.8}}};
        posterior.checks.clear();
        analysis::calibration::write_posterior(argc > 1 ? argv[1] : "", posterior);
        return 0;
    } catch (const std::exception& e) {
        std::fprintf(stderr, "%s\n", e.what());
        return 1;
    }
}
