#include "analysis/web/clerk.hpp"

#include "analysis/disclosure.hpp"
#include "analysis/provenance.hpp"
#include "analysis/report/report.hpp"
#include "analysis/web/asked.hpp"
#include "analysis/web/words.hpp"

#include <optional>

namespace analysis::web {
namespace {

constexpr std::size_t results_kept = 8;

} // namespace

Clerk::Clerk(const Library& library, Say say, Fault fault)
    : library_(library), say_(std::move(say)), fault_(std::move(fault)),
      thread_([this](const std::stop_token& over) { work(over); })
{
}

void Clerk::take(Json order)
{
    const std::lock_guard lock(mutex_);
    orders_.push_back(std::move(order));
    wake_.notify_one();
}

void Clerk::keep(const std::string& run, const Comparison& comparison)
{
    const std::lock_guard lock(mutex_);
    std::erase_if(kept_, [&](const Kept& kept) { return kept.run == run; });
    kept_.push_back({run, comparison});
    if (kept_.size() > results_kept) {
        kept_.pop_front();
    }
}

void Clerk::work(const std::stop_token& over)
{
    while (true) {
        Json order;
        {
            std::unique_lock lock(mutex_);
            if (!wake_.wait(lock, over, [&] { return !orders_.empty(); })) {
                return;
            }
            order = std::move(orders_.front());
            orders_.pop_front();
        }
        try {
            say_(reply_to(order));
        } catch (const std::exception& error) {
            fault_(error);
        }
    }
}

Json Clerk::reply_to(const Json& order)
{
    Json reply{{"ticket", order.at("ticket")}, {"status", 200}, {"type", "application/json"}};
    const Language language = language_of(order.at("lang").get<std::string>());
    try {
        if (order.at("do") == "open") {
            reply["body"] =
                Json{{"state", Json::parse(state_json(order.at("text").get<std::string>(), library_))}}.dump();
        } else {
            reply["type"] = "text/html; charset=utf-8";
            reply["body"] = report(order.at("run").get<std::string>(), language);
        }
    } catch (const sim::InputError& error) {
        constexpr int unprocessable = 422;
        reply["status"] = unprocessable;
        reply["body"] = messages_json(error.problems(), language, &library_);
    }
    return reply;
}

std::string Clerk::report(const std::string& run, Language language)
{
    std::optional<Comparison> comparison;
    {
        const std::lock_guard lock(mutex_);
        for (const Kept& kept : kept_) {
            comparison = kept.run == run ? std::optional(kept.comparison) : comparison;
        }
    }
    if (!comparison) {
        throw sim::InputError(
            "", sim::refusal("serve.no-result", "the result of this run is no longer there", "run it again"));
    }
    comparison->provenance.data_digests = data_digests(library_.baseline.data_folder);
    return render_report(disclose(std::move(*comparison)), report_text(language));
}

} // namespace analysis::web
