// Both ledgers side by side, how sure, what it costs, and the box where the register would mislead.
import {h} from "./dom.js";
import {span, strip, tenRuns} from "./charts.js";
import {chartButtons} from "./files.js";
import {number, t} from "./texts.js";

/// The words of a ledger's axis, by its unit.
export const units = {cases_a_year: "ledger.axis_cases", percent: "ledger.axis_percent"};
/// Whether a verdict says that the runs agree; the dot is filled then.
export const firm = verdict => verdict === "fewer" || verdict === "more";

/// What stands beside a figure, so that it is never bare: its range, or that 9 of 10 runs do not differ. "No change" is its own.
export function rangeOf({range, text, change}) {
    if (range === text) return "";
    return change && change.low === change.high ? t("ledger.same_range") : range;
}

/// A ledger in a line: its figure with the range, or what keeps it back, or that it is too early for either.
export function inShort(entry) {
    if (entry.hidden || !entry.change) return t("ledger.hidden");
    if (entry.verdict === "too_few_runs") return entry.finding;
    return [entry.text, rangeOf(entry)].filter(Boolean).join("; ");
}

/// The figure of a ledger and its range. A single run has none, so its figure is no finding yet.
function figureOf(entry, pairs) {
    const fixed = entry.change.low === entry.change.high ? "none" : ""; // the words then are the page's
    const [figure, beside] =
        pairs === 1 ? [t("ledger.one_run"), t("ledger.first_run", {change: entry.text})] : [entry.text, rangeOf(entry)];
    return {
        words: [figure, beside].filter(Boolean).join("; "),
        elements: [
            h("p", {class: "figure"}, figure),
            beside ? h("p", {class: `range ${pairs === 1 ? "first" : ""} ${fixed}`.trim()}, beside) : null,
        ],
    };
}

/// How many of ten runs, or of as many as there are, were fewer, more, alike: the program tells it of ten.
export function runsOf(inTen, pairs) {
    const of = Math.min(10, pairs);
    const [fewer, more] = ["fewer", "more"].map(way => Math.round((inTen[way] * of) / 10));
    return {of, fewer, more, same: of - fewer - more};
}

function tenText(runs, pairs) {
    const said = ["fewer", "more", "same"].filter(way => runs[way] > 0).map(way => t(`ten.${way}`, {n: runs[way], of: runs.of}));
    return said.join(", ") + (pairs < 10 ? " " + t("ten.so_far") : "");
}

/// One ledger: the change in words, its range, ten signs for ten runs, and what is found. context: {answer, about, width, domains}.
export function ledger(name, context) {
    const {answer, about, width, domains} = context;
    const entry = answer[name],
        runs = entry.in_ten && runsOf(entry.in_ten, answer.pairs);
    const early = entry.verdict === "too_few_runs";
    const title = t(`ledger.${name}`);
    const head = [h("h3", {}, title), h("p", {class: "note"}, t(`ledger.${name}_note`))];
    if (entry.hidden || !entry.change) {
        return h(
            "section",
            {class: "ledger", "data-ledger": name},
            head,
            h("p", {class: "figure"}, t("ledger.hidden")),
            h("p", {class: "range"}, entry.hidden_reason ?? answer.small_cells),
        );
    }
    const {change} = entry;
    domains[name] = span([change.low, change.high], domains[name]);
    const figure = figureOf(entry, answer.pairs);
    const band =
        name === "truth" && typeof answer.monte_carlo?.share === "number"
            ? answer.monte_carlo.share * (change.high - change.low)
            : null;
    const [axis, ten] = [t(units[entry.unit]), runs ? tenText(runs, answer.pairs) : ""];
    const chart = strip({
        estimate: answer.pairs === 1 ? null : change,
        domain: domains[name],
        firm: firm(entry.verdict),
        title: `${title}: ${figure.words}`,
        width,
        band,
    });
    return h(
        "section",
        {class: `ledger ${early ? "early" : ""}`, "data-ledger": name},
        head,
        figure.elements,
        chart,
        h("p", {class: "axis-note"}, axis),
        runs ? tenRuns(runs, ten) : null,
        runs ? h("p", {class: "ten-text"}, ten) : null,
        h("p", {class: `finding ${entry.verdict}`}, entry.finding),
        entry.hidden_reason ? h("p", {class: "why"}, entry.hidden_reason) : null,
        answer.pairs === 1
            ? null
            : chartButtons(chart, `veghe-${name}-change`, `${title}, ${axis}`, about, [figure.words, ten, entry.finding].filter(Boolean)),
    );
}

/// How exact the mean is, and what the range holds.
export function sure(answer) {
    const error = answer.monte_carlo ?? {share: null, enough: false, text: answer.small_cells}; // null: what it is of is not shown
    const percent = value => number(Math.round(100 * value));
    return h(
        "section",
        {class: "card"},
        h("h3", {}, t("sure.title")),
        answer.monte_carlo ? h("p", {class: "figure"}, t(error.enough ? "sure.enough" : "sure.few")) : null,
        error.share === null
            ? null
            : [
                  h("p", {}, t("sure.error", {share: percent(error.share), wanted: percent(error.wanted)})),
                  h("meter", {
                      class: error.enough ? "enough" : "",
                      min: 0,
                      max: 1,
                      value: Math.min(1, error.share),
                      "aria-label": t("sure.meter"),
                  }),
              ],
        error.text ? h("p", {}, error.text) : null,
        h("p", {class: "note"}, t("sure.range")),
    );
}

/// Cost a year, cost per case, what the money buys.
export function cost(answer) {
    const {cost: entry} = answer;
    const line = one =>
        h(
            "div",
            {},
            h("dt", {}, one.term),
            h(
                "dd",
                {},
                h("span", {class: one.hidden ? "" : "money"}, one.text),
                one.range ? h("span", {class: "range"}, answer.pairs === 1 ? t("ledger.one_run") : one.range) : null,
            ),
        );
    return h(
        "section",
        {class: "card"},
        h("h3", {}, t("cost.title")),
        h("dl", {}, line({...entry, term: entry.term ?? t("cost.a_year")}), entry.per_case ? line(entry.per_case) : null),
        entry.buys?.length
            ? h(
                  "details",
                  {"data-key": "buys"},
                  h("summary", {}, t("cost.buys")),
                  h(
                      "ul",
                      {},
                      entry.buys.map(item => h("li", {}, `${item.what}: ${item.amount}`)),
                  ),
              )
            : null,
        h("p", {class: "note"}, t("cost.note")),
    );
}

/// Why the register, read alone, would mislead; null where it would not.
export function partedPart({answer}) {
    const {parted} = answer;
    return parted ? h("div", {class: "parted", role: "note"}, h("h3", {}, parted.title), h("p", {}, parted.text)) : null;
}
