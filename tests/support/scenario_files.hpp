#pragma once

#include "models/vocabulary.hpp"
#include "tests/support/files.hpp"

#include <filesystem>
#include <string>

namespace test {

/// Writes a file into the folder, with the folders on the way.
inline std::filesystem::path write_text(const Folder& folder, const std::string& name, const std::string& text)
{
    const std::filesystem::path file = folder / name;
    std::filesystem::create_directories(file.parent_path());
    write_bytes(file, text);
    return file;
}

/// Declarations for the loader's tests, so that they do not depend on the registry's numbers.
inline model::Vocabulary words()
{
    return {{{"lover_boy.base", "1/year", 3e-4, 0.0, 0.01, 'E', "assumed: for a test", "Hazard."},
             {"lover_boy.tie_effect", "1", 1.2, -3.0, 3.0, 'E', "assumed: for a test", "Log hazard ratio."},
             {"recording.efficiency", "1", 0.4, 0.0, 1.0, 'D', "assumed: for a test", "Share of cases recorded."}},
            {"lover_boy", "online_grooming", "family_complicity"},
            {{"school_counsellors",
              {{"pupils_per_counsellor", "pupils", 600.0, 100.0, 5000.0, "Ratio."},
               {"discipline_share", "1", 0.2, 0.0, 1.0, "Share of hours used for discipline."}}},
             {"rural_campaign", {{"form", "1", 0.0, 0.0, 1.0, "Visits or broadcast.", {"tailored", "broadcast"}}}}},
            {{"population.abuse_female", "1", 0.06, 0.02, 0.15, 'E', "assumed: for a test", "Share."}}};
}

} // namespace test
