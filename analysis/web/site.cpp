#include "analysis/web/site.hpp"

#include "analysis/draws.hpp"
#include "analysis/report/report.hpp"
#include "analysis/web/assets.hpp"
#include "analysis/web/exchange.hpp"
#include "analysis/web/fault.hpp"
#include "analysis/web/json.hpp"
#include "analysis/web/labels.hpp"
#include "analysis/web/telling.hpp"
#include "analysis/web/tickets.hpp"
#include "analysis/web/words.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <mutex>

namespace analysis::web {
namespace {

using httplib::Request;
using httplib::Response;

constexpr int accepted = 202;
constexpr int no_content = 204;
constexpr int not_found = 404;
constexpr int gone = 410;
constexpr int unprocessable = 422;
constexpr int too_many = 429;
constexpr int own_fault = 500;
constexpr int unavailable = 503;
constexpr const char* json_type = "application/json";

Language language_of_request(const Request& request)
{
    return language_of(request.get_param_value("lang"));
}

/// The language of the address, as of every request; where it names none, that of the body.
Language language_of_question(const Request& request, const Json& body)
{
    const bool named = body.is_object() && body.contains("lang") && body["lang"].is_string();
    return named && !request.has_param("lang") ? language_of(body["lang"].get<std::string>())
                                               : language_of_request(request);
}

void refuse(Response& response, int status, const sim::Message& message, Language language,
            const std::string& where = {})
{
    const std::array problem{sim::Problem{where, message}};
    response.status = status;
    response.set_content(messages_json(problem, language), json_type);
}

sim::Message no_run()
{
    return sim::refusal("serve.no-run", "there is no such run any more", "run it again");
}

} // namespace

class Site::Inside {
public:
    Inside(const Library& library, Engine& engine, std::string token)
        : library_(library), engine_(engine), token_(std::move(token))
    {
        add_pages();
        add_knowledge();
        add_runs();
        add_results();
        router_.set_exception_handler([this](const Request& request, Response& response, std::exception_ptr what) {
            const Language language = language_of_request(request);
            try {
                std::rethrow_exception(what);
            } catch (const sim::InputError& error) {
                response.status = unprocessable;
                response.set_content(messages_json(error.problems(), language, &library_), json_type);
            } catch (const std::exception& error) {
                tell_terminal(error, language);
                refuse(response, own_fault, sim::refusal("serve.fault", "a fault of the program", "try again"),
                       language);
            }
        });
        router_.set_post_routing_handler([](const Request&, Response& response) {
            if (!response.has_header("Content-Security-Policy")) {
                set_headers(response, page_policy());
            }
        });
    }

    void answer(const Head& head, const std::string& body, Connection& connection)
    {
        router_.answer(head, body, connection);
    }

private:
    void add_pages()
    {
        router_.Get("/", [this](const Request&, Response& response) {
            engine_.expect_onlooker();
            std::string page(asset("index.html")->text);
            constexpr std::string_view mark = "{{token}}";
            if (const std::size_t at = page.find(mark); at != std::string::npos) {
                page.replace(at, mark.size(), token_);
            }
            response.set_content(page, "text/html; charset=utf-8");
        });
        router_.Get("/assets/([a-z0-9_.-]{1,40})", [](const Request& request, Response& response) {
            const Asset* const found = asset(request.matches[1].str());
            if (found == nullptr || found->name == "index.html") {
                response.status = not_found;
                return;
            }
            response.set_content(found->text.data(), found->text.size(), found->type.c_str());
        });
        router_.Get("/favicon.ico", [](const Request&, Response& response) { response.status = no_content; });
        router_.Get("/report/([0-9a-f]{32})", [this](const Request& request, Response& response) {
            const auto page = tickets_.take(request.matches[1].str());
            if (!page) {
                response.status = gone;
                return;
            }
            set_headers(response, report_policy_here());
            response.set_content(*page, "text/html; charset=utf-8");
        });
    }

    static std::string report_policy_here() { return report_policy() + "; frame-ancestors 'none'"; }

    void add_knowledge()
    {
        router_.Get("/api/model", [this](const Request& request, Response& response) {
            Json model = Json::parse(model_json(library_, language_of_request(request), posterior_digest()));
            model["ready"] = engine_.ready();
            response.set_content(model.dump(), json_type);
        });
        router_.Get("/api/texts", [](const Request& request, Response& response) {
            const Text& text = page_text(language_of_request(request));
            Json all = Json::object();
            for (const auto& [key, sentence] : text.all()) {
                all[key] = sentence;
            }
            for (const auto& [key, sentences] : text.lists()) {
                all[key] = sentences;
            }
            response.set_content(all.dump(), json_type);
        });
        router_.Get("/api/exercises", [this](const Request& request, Response& response) {
            response.set_content(exercises_json(library_, language_of_request(request)), json_type);
        });
        router_.Post("/api/scenario", [this](const Request& request, Response& response) {
            pass_on(engine_.open(request.body, language_of_request(request)), request, response);
        });
    }

    /// What the posterior's draws are known by; read once.
    std::string posterior_digest()
    {
        const std::lock_guard lock(mutex_);
        if (!digest_) {
            model::Scenario baseline = library_.baseline;
            const auto draws = read_draws(baseline);
            digest_ = draws ? draws->from.digest : std::string{};
        }
        return *digest_;
    }

    void pass_on(const Reply& reply, const Request& request, Response& response)
    {
        if (reply.status == unavailable) {
            refuse(response, unavailable,
                   sim::refusal("serve.no-process", "the simulation does not answer", "try again"),
                   language_of_request(request));
            return;
        }
        response.status = reply.status;
        response.set_content(reply.body, reply.type.c_str());
    }

    void add_runs()
    {
        router_.Post("/api/runs", [this](const Request& request, Response& response) { begin(request, response); });
        router_.Post("/api/prepare", [this](const Request& request, Response& response) {
            engine_.prepare(asked_from(request.body, library_, true));
            response.status = accepted;
            response.set_content("{}", json_type);
        });
        router_.Get("/api/runs/([0-9a-f]{16})", [this](const Request& request, Response& response) {
            const Language language = language_of_request(request);
            const auto look = engine_.look(request.matches[1].str());
            if (!look) {
                return refuse(response, not_found, no_run(), language);
            }
            const std::string& answer = look->answer[static_cast<std::size_t>(language)];
            const Json run{{"id", request.matches[1].str()},
                           {"phase", name_of(look->phase)},
                           {"pairs", look->pairs},
                           {"of", look->of},
                           {"answer", answer.empty() ? Json(nullptr) : Json::parse(answer)}};
            response.set_content(run.dump(), json_type);
        });
        router_.Delete("/api/runs/([0-9a-f]{16})", [this](const Request& request, Response& response) {
            if (!engine_.cancel(request.matches[1].str())) {
                return refuse(response, not_found, no_run(), language_of_request(request));
            }
            response.status = no_content;
        });
        router_.Get("/api/runs/([0-9a-f]{16})/events",
                    [this](const Request& request, Response& response) { stream(request, response); });
    }

    void begin(const Request& request, Response& response)
    {
        const Json top = Json::parse(request.body, nullptr, false);
        const Language language = language_of_question(request, top);
        Asked asked;
        try {
            asked = asked_from(request.body, library_);
            pair_of(asked, library_); // for what it refuses
        } catch (const sim::InputError& error) {
            response.status = unprocessable;
            response.set_content(refused_json(error.problems(), top, library_, language), json_type);
            return;
        }
        const bool replaces = top.contains("replaces") && top["replaces"].is_string();
        const std::string replaced = replaces ? top["replaces"].get<std::string>() : std::string{};
        const auto run = engine_.begin(asked, replaced);
        if (!run) {
            return refuse(response, too_many,
                          sim::refusal("serve.queue", "{most} runs wait already", "wait for one of them, or cancel it",
                                       {{"most", caps.queue}}),
                          language);
        }
        response.status = accepted;
        const Json begun{{"id", *run}, {"pairs", asked.pairs}, {"seed", asked.seed}, {"years", asked.years}};
        response.set_content(begun.dump(), json_type);
    }

    void stream(const Request& request, Response& response)
    {
        const std::string run = request.matches[1].str();
        const auto asked = engine_.asked(run);
        if (!asked) {
            return refuse(response, not_found, no_run(), language_of_request(request));
        }
        const auto telling =
            std::make_shared<Telling>(engine_, run, language_of_request(request),
                                      report_text(language_of_request(request)).join(names_of(*asked)));
        response.set_chunked_content_provider("text/event-stream", [telling](std::size_t, httplib::DataSink& sink) {
            if (!telling->tell(sink)) {
                sink.done();
            }
            return true;
        });
    }

    void add_results()
    {
        for (const auto& [name, which] : {std::pair{"baseline", 0U}, {"scenario", 1U}}) {
            router_.Get("/api/runs/([0-9a-f]{16})/" + std::string(name) + "\\.toml",
                        [this, which = which](const Request& request, Response& response) {
                            const auto asked = engine_.asked(request.matches[1].str());
                            if (!asked) {
                                return refuse(response, not_found, no_run(), language_of_request(request));
                            }
                            response.set_content(saved_text(pair_of(*asked, library_), which, library_),
                                                 "application/toml; charset=utf-8");
                        });
        }
        router_.Get("/api/runs/([0-9a-f]{16})/report", [this](const Request& request, Response& response) {
            const Reply reply = engine_.report(request.matches[1].str(), language_of_request(request));
            set_headers(response, report_policy_here());
            pass_on(reply, request, response);
        });
        router_.Post("/api/runs/([0-9a-f]{16})/report", [this](const Request& request, Response& response) {
            const Json top = Json::parse(request.body, nullptr, false);
            const Language language = language_of_question(request, top);
            const Reply reply = engine_.report(request.matches[1].str(), language);
            constexpr int ok = 200;
            if (reply.status != ok) {
                return pass_on(reply, request, response);
            }
            response.set_content(Json{{"url", "/report/" + tickets_.give(reply.body)}}.dump(), json_type);
        });
    }

    std::vector<std::string> names_of(const Asked& asked) const { return county_names(asked.selection.counties); }

    const Library& library_;
    Engine& engine_;
    std::string token_;
    Router router_;
    Tickets tickets_;
    std::mutex mutex_;
    std::optional<std::string> digest_;
};

Site::Site(const Library& library, Engine& engine, std::string token)
    : inside_(std::make_unique<Inside>(library, engine, std::move(token)))
{
}

Site::~Site() = default;

void Site::answer(const Head& head, const std::string& body, Connection& connection)
{
    inside_->answer(head, body, connection);
}

} // namespace analysis::web
