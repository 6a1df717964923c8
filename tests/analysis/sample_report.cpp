// Writes the report of the invented comparison into a folder, to be looked at: sample_report FOLDER [counties...]

#include "analysis/disclosure.hpp"
#include "analysis/report/report.hpp"
#include "tests/analysis/sample.hpp"

#include <filesystem>
#include <iostream>

int main(int count, char** arguments)
{
    if (count < 2) {
        std::cerr << "usage: sample_report FOLDER [COUNTY...]\n";
        return 4;
    }
    std::filesystem::create_directories(arguments[1]);
    std::vector<std::string> counties(arguments + 2, arguments + count);
    if (counties.empty()) {
        counties = {"BC", "DJ", "IS"};
    }
    analysis::write_comparison(analysis::disclose(analysis::test::sample(counties)), arguments[1]);
    return 0;
}
