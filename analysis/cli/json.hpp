#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cli {

/// A JSON value that keeps the order in which it was made, so that what is written is read, and compared, with ease.
class Json {
public:
    static Json text(std::string_view value);
    static Json number(double value);
    static Json flag(bool value);
    static Json object() { return Json(Shape::object); }
    static Json array() { return Json(Shape::array); }
    /// An array of texts.
    template <class Items>
    static Json texts(const Items& items)
    {
        Json all = array();
        for (const auto& item : items) {
            all.push(text(item));
        }
        return all;
    }

    /// \pre  an object without that key
    Json& add(std::string_view key, Json value);
    /// \pre  an array
    Json& push(Json value);
    bool empty() const { return parts_.empty(); }

    /// Two spaces for each level; whatever fits within a line stands on one.
    std::string written(std::size_t depth = 0) const;

private:
    enum class Shape { leaf, object, array };

    explicit Json(Shape shape) : shape_(shape) {}
    std::string on_one_line() const;
    static std::string key_text(const std::string& key);

    Shape shape_;
    std::string leaf_{};
    std::vector<std::pair<std::string, Json>> parts_{}; ///< keys are empty in an array
};

} // namespace cli
