#pragma once

#include "analysis/explain/words.hpp"
#include "sim/message.hpp"

namespace analysis {

/// How refusals are worded: in English as the code says them, in Romanian as messages_ro.toml says them by their ids. What
/// the file lacks is said in English, and a test is red.
sim::Language message_language(Language language);

} // namespace analysis
