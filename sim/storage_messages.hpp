#pragma once

#include "sim/message.hpp"

#include <string>

namespace sim {

/// What is said of files, in one place each, so that one fault has one id wherever it is met.

/// A file that is not what was written. \param sign  how it shows: "does not fit its checksum"
Message damaged(Message sign);
/// A file that is whole but holds what this program never writes. \param sign  "holds values of a type that ..."
Message foreign(Message sign);
/// Something that cannot be read or opened.
Message unreadable();
/// Something that cannot be written or brought to the disk. \param sign  "cannot be written"
Message unwritten(Message sign);
Message no_such_file();
Message not_ours();
/// The attribute `name` of a file is missing.
Message attribute_missing(std::string name);
/// What the system or a library says of a fault, in its own words; for Message::with_note.
Message reason(std::string words);
/// The same for the error number of the last call.
Message system_reason(int error);

} // namespace sim
