#include "tests/support/ensembles.hpp"

#include <cstdio>
#include <exception>

/// Writes the small result of the tests to the file named, for the Python example of the documentation.
int main(int argc, char** argv)
{
    try {
        analysis::write_result(argc > 1 ? argv[1] : "", test::small_ensemble(), test::geography());
        return 0;
    } catch (const std::exception& e) {
        std::fprintf(stderr, "%s\n", e.what());
        return 1;
    }
}
