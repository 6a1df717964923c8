#include "analysis/cli/json.hpp"

#include "analysis/escape.hpp"
#include "sim/error.hpp"

namespace cli {

Json Json::text(std::string_view value)
{
    Json leaf(Shape::leaf);
    leaf.leaf_ = analysis::json(value);
    return leaf;
}

Json Json::number(double value)
{
    Json leaf(Shape::leaf);
    leaf.leaf_ = analysis::json(value);
    return leaf;
}

Json Json::flag(bool value)
{
    Json leaf(Shape::leaf);
    leaf.leaf_ = value ? "true" : "false";
    return leaf;
}

Json& Json::add(std::string_view key, Json value)
{
    sim::expect(shape_ == Shape::object, "only an object has keys");
    parts_.emplace_back(key, std::move(value));
    return *this;
}

Json& Json::push(Json value)
{
    sim::expect(shape_ == Shape::array, "only an array has items");
    parts_.emplace_back(std::string{}, std::move(value));
    return *this;
}

std::string Json::key_text(const std::string& key)
{
    return analysis::json(std::string_view(key)) + ": ";
}

std::string Json::on_one_line() const
{
    if (shape_ == Shape::leaf) {
        return leaf_;
    }
    std::string all;
    for (const auto& [key, value] : parts_) {
        all +=
            (all.empty() ? "" : ", ") + (shape_ == Shape::object ? key_text(key) : std::string{}) + value.on_one_line();
    }
    return (shape_ == Shape::object ? "{" : "[") + all + (shape_ == Shape::object ? "}" : "]");
}

std::string Json::written(std::size_t depth) const
{
    constexpr std::size_t line = 118;
    constexpr std::size_t step = 2;
    std::string flat = on_one_line();
    if (shape_ == Shape::leaf || flat.size() + depth * step <= line) {
        return flat;
    }
    std::string all;
    for (const auto& [key, value] : parts_) {
        all += (all.empty() ? "\n" : ",\n") + std::string((depth + 1) * step, ' ') +
               (shape_ == Shape::object ? key_text(key) : std::string{}) + value.written(depth + 1);
    }
    const std::string end = "\n" + std::string(depth * step, ' ');
    return (shape_ == Shape::object ? "{" : "[") + all + end + (shape_ == Shape::object ? "}" : "]");
}

} // namespace cli
