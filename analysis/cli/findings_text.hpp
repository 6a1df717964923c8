#pragma once

#include "analysis/explain/words.hpp"
#include "analysis/sensitivity/findings.hpp"
#include "sim/message.hpp"

#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

namespace cli {

/// What `veghe sensitivity` and `veghe rank` print, in the language that is asked for.
class FindingsText {
public:
    FindingsText(analysis::Language language, const analysis::sensitivity::DataSet& data, std::ostream& out);

    /// How many points, replicates and strategies there are, and how many points were left out.
    void data() const;
    void tell(const analysis::sensitivity::Sensitivity& found, std::size_t strategy) const;
    /// \param found  none: the design is no sample of the prior
    void tell(const std::optional<analysis::sensitivity::Information>& found, double threshold) const;
    void tell(const analysis::sensitivity::RankingFindings& found, double threshold) const;

private:
    void say(const sim::Message& words) const;
    /// "0.61 [0.55, 0.67]", with the decimal sign of the language.
    std::string bounded(const analysis::sensitivity::Bounded& value) const;
    std::string number(double value) const;
    std::string percent(double share) const;
    sim::Message unit(double threshold) const;
    /// Why shares are none, or what luck alone would give.
    void doubt(const analysis::sensitivity::Sensitivity& found) const;
    /// What is looked at of a strategy: what it averts, or costs, or what is registered with it.
    sim::Message changed(const std::string& strategy) const;
    /// The level of a strategy.
    sim::Message counted(const std::string& strategy) const;
    void everything(const analysis::sensitivity::Information& found) const;
    void withheld(analysis::sensitivity::Withheld why) const;
    /// How many of many intervals lie above 0, and how many would by chance.
    void beyond_chance(std::size_t above, std::size_t all) const;
    void worth(const analysis::sensitivity::Worth& found) const;
    void order(const analysis::sensitivity::RankingFindings& found) const;
    void regret(const analysis::sensitivity::RegretOverStates& found) const;

    sim::Language words_;
    bool comma_{}; ///< for decimals
    const analysis::sensitivity::DataSet& data_;
    std::ostream& out_;
};

/// "a, b, c"
std::string joined(const std::vector<std::string>& names);

} // namespace cli
