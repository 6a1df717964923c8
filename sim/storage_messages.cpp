#include "sim/storage_messages.hpp"

#include <system_error>
#include <utility>

namespace sim {

Message damaged(Message sign)
{
    return refusal("file.damaged", "{sign}: the file is damaged", "take a copy that is whole, or make it again",
                   {{"sign", std::move(sign)}});
}

Message foreign(Message sign)
{
    return refusal("file.foreign", "{sign}", "read it with the program that wrote it, or make it again",
                   {{"sign", std::move(sign)}});
}

Message unreadable()
{
    return refusal("file.unreadable", "cannot be read", "check that it is there and its permissions");
}

Message unwritten(Message sign)
{
    return refusal("file.unwritten", "{sign}", "make room on the disk, check permissions, or name another place",
                   {{"sign", std::move(sign)}});
}

Message no_such_file()
{
    return refusal("file.missing", "no such file", "check its name and the folder from which it is seen");
}

Message not_ours()
{
    return refusal("file.not-ours", "is no file written by veghe", "name a file that veghe run or population wrote");
}

Message attribute_missing(std::string name)
{
    return damaged(phrase("say.attribute-missing", "the attribute {name} is missing", {{"name", std::move(name)}}));
}

Message reason(std::string words)
{
    return words.empty() ? Message() : phrase("say.reason", "{words}", {{"words", std::move(words)}});
}

Message system_reason(int error)
{
    return reason(std::generic_category().message(error));
}

} // namespace sim
