// What a run says: the parts of the answer and the line above them. Words and rounded figures come from the program; nothing
// is computed here.
import {h, redraw} from "./dom.js";
import {groupsPart, yearsPart} from "./breakdown.js";
import {limitsPart, readingPart, weakPart} from "./evidence.js";
import {cost, early, ledger, pairsWanted, partedPart, sure, tooEarly} from "./findings.js";
import {inFull} from "./notices.js";
import {counted, t} from "./texts.js";

const parts = ["asked", "status", "sentence", "ledgers", "reading", "parted", "cards", "groups", "years", "weak", "limits"];

/// The places that the parts of an answer are drawn into, made once in `slot`.
export function frame(slot) {
    slot.replaceChildren(...parts.map(name => h("div", {class: `part-${name}`, "data-part": name})));
}

function statusText(result) {
    const {phase, pairs, of, answer, text} = result;
    const runs = n => counted("compared.pairs", n);
    if (phase === "running" && pairs > 0) return t("run.running", {pairs, of: runs(of)});
    if (phase === "done") {
        const enough = answer?.monte_carlo?.enough && !early(answer);
        return t(!enough ? "run.done_few" : tooEarly(answer.registered, answer.pairs) ? "run.done_true" : "run.done", {pairs: runs(pairs)});
    }
    return (["waiting", "preparing", "running"].includes(phase) && text) || t(`run.${phase}`, {pairs, of}); // else it is of before
}

function status(result, on) {
    const busy = ["asked", "waiting", "preparing", "running"].includes(result.phase);
    const bar = result.phase === "done" ? null : h("progress", {max: Math.max(1, result.of), "aria-label": t("run.progress")});
    if (bar && (result.pairs > 0 || !busy)) bar.value = result.pairs;
    const button = (key, action, pairs = "") =>
        h("button", {type: "button", class: "small", "data-key": `run-${key}`, onclick: action}, t(`run.${key}`, {pairs}));
    const wanted = result.answer ? Math.min(pairsWanted(result.answer), on.most) : 0;
    return h(
        "div",
        {class: `status ${result.phase}`},
        h("p", {}, statusText(result)),
        bar,
        busy ? button("stop", on.stop) : null,
        ["failed", "cancelled"].includes(result.phase) && result.failure?.again !== false ? button("again", on.again) : null,
        result.phase === "done" && wanted > result.pairs ? button("more", () => on.more(wanted), counted("compared.pairs", wanted)) : null,
        result.stale && result.answer ? h("p", {class: "stale-note"}, t("run.stale")) : null,
    );
}

function failure(result) {
    const {failure: what} = result;
    if (result.phase !== "failed" || !what) return null;
    const byStatus = {0: "run.no_program", 403: "run.restarted", 404: "run.gone"}[what.status];
    const said = what.messages?.map(message => h("p", {}, inFull(message)));
    const ours = what.silent ? "run.silent" : what.broken ? "run.broken" : byStatus;
    return h(
        "div",
        {class: "trouble", role: "alert"},
        h("h3", {}, t("run.failed")),
        said?.length ? said : h("p", {}, what.text ?? t(ours ?? "run.unknown")),
    );
}

/// The answer in a sentence. Of a few runs the report's speaks of ranks, which a room that watches them come does not ask for.
export function sentenceOf(answer) {
    return early(answer) ? counted("answer.early", answer.pairs) : answer.sentence;
}

function sentence({answer}) {
    return [
        h("p", {class: "main-sentence"}, sentenceOf(answer)),
        answer.nobody ? h("p", {class: "nobody"}, answer.nobody) : null,
        answer.caution ? h("p", {class: "caution"}, answer.caution) : null,
    ];
}

function widths(slot) {
    const full = Math.max(240, slot.clientWidth);
    const two = full >= 600;
    return {
        full,
        wide: Math.floor(two ? (full - 32) / 2 : full),
        width: Math.floor(two ? (full - 32) / 2 - 40 : full - 40),
        cell: Math.floor(two ? Math.min(260, full * 0.3) : Math.min(200, full * 0.36)),
    };
}

/// Draws `result` ({phase, pairs, of, text, answer, about, stale, failure, domains}) into the frame in `slot`.
/// `asked`: the question in words; on: {stop(), again(), more(pairs), most}, the last of pairs.
export function draw(slot, result, asked, on) {
    const {answer} = result;
    const context = {answer, about: result.about, domains: result.domains, ...widths(slot)};
    const make = answer
        ? {
              sentence: () => sentence(context),
              ledgers: () => ["truth", "registered"].map(name => ledger(name, context)),
              reading: () => readingPart(),
              parted: () => partedPart(context),
              cards: () => [sure(answer), cost(answer)],
              groups: () => groupsPart(context),
              years: () => yearsPart(context),
              weak: () => weakPart(context),
              limits: () => limitsPart(context),
          }
        : {
              sentence: () =>
                  h(
                      "p",
                      {class: "main-sentence waiting"},
                      t(result.phase === "idle" ? "answer.idle" : result.phase === "failed" ? "answer.none" : "answer.coming"),
                  ),
          };
    make.asked = () => h("p", {class: "asked"}, asked);
    make.status = () => (result.phase === "idle" ? null : [status(result, on), failure(result)]);
    slot.classList.toggle("stale", result.stale);
    for (const name of parts) redraw(slot.querySelector(`[data-part="${name}"]`), make[name] ?? (() => null));
}
