#pragma once

#include <string>
#include <string_view>

namespace cli {

/// A place as whoever gave it knows it: a hidden name, under which a file or folder is made until it is whole (sim::temporary_beside),
/// as the name that it is going to have. "out/.c.9a7-28-5a.tmp/report.html" is "out/c/report.html".
std::string final_place(std::string_view place);

/// A text on one line: what would begin another or move the cursor stands as in a string of C, "\n", "\x1b".
std::string on_one_line(std::string_view text);

} // namespace cli
