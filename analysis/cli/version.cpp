#include "analysis/cli/commands.hpp"
#include "analysis/provenance.hpp"

namespace cli {

std::string version_text()
{
    const analysis::BuildInfo& build = analysis::build_info();
    return "veghe " + build.version + " (commit " + build.commit + ", " + build.build_type + ", " + build.compiler +
           ")";
}

} // namespace cli
