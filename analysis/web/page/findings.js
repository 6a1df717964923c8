// Both ledgers side by side, how sure, what it costs, and the box where the register would mislead.
import {h} from "./dom.js";
import {span, strip, tenRuns} from "./charts.js";
import {chartButtons} from "./files.js";
import {number, t} from "./texts.js";

/// The words of a ledger's axis, by its unit.
export const units = {cases_a_year: "ledger.axis_cases", percent: "ledger.axis_percent"};
/// Whether a verdict says that the runs agree; the dot is filled then.
export const firm = verdict => verdict === "fewer" || verdict === "more";

const fewestRuns = 10; // a few runs that happen to be alike find nothing yet

/// Whether a ledger rests on too few runs to say anything: the program says so, but not of runs that are all alike.
export const tooEarly = ({verdict, change}, pairs) =>
    verdict === "too_few_runs" || (pairs < fewestRuns && Boolean(change) && change.low === change.high);

/// The same of an answer, whose sentence is about true cases.
export const early = ({truth, pairs}) => tooEarly(truth, pairs);

/// How many pairs of runs would do to judge both ledgers, 0 where they are judged. Where these runs do not tell, twice as many.
export function pairsWanted({truth, registered, pairs}) {
    const open = [truth, registered].filter(entry => !entry.hidden && tooEarly(entry, pairs));
    return Math.max(0, ...open.map(entry => entry.would_do || Math.max(fewestRuns, 2 * pairs)));
}

/// What is found; of a few runs that are alike, that they are few.
export function findingOf(entry, pairs) {
    const found = firm(entry.verdict) || entry.verdict === "unchanged";
    return tooEarly(entry, pairs) && found ? t("sure.few") : entry.finding;
}

/// What stands beside a figure, so that it is never bare: its range, or that 9 of 10 runs do not differ. "No change" is its own.
export function rangeOf({range, text, change}) {
    if (range === text) return "";
    if (!change || change.low !== change.high) return range;
    return t(change.low === 0 ? "ledger.none_range" : "ledger.same_range");
}

/// A ledger in a line: its figure with the range, or what keeps it back, or that it is too early for either.
export function inShort(entry, pairs) {
    if (entry.hidden || !entry.change) return t("ledger.hidden");
    return tooEarly(entry, pairs) ? t("sure.few") : [entry.text, rangeOf(entry)].filter(Boolean).join("; ");
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

/// In how many of ten runs a ledger was fewer, more, alike, in words. entry: one that has `in_ten`.
export const runsInWords = (entry, pairs) => tenText(runsOf(entry.in_ten, pairs), pairs);

/// One ledger: the change in words, its range, ten signs for ten runs, and what is found. context: {answer, about, width, domains}.
export function ledger(name, context) {
    const {answer, about, width, domains} = context;
    const entry = answer[name],
        runs = entry.in_ten && runsOf(entry.in_ten, answer.pairs);
    const few = tooEarly(entry, answer.pairs);
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
        firm: firm(entry.verdict) && !few,
        title: `${title}: ${figure.words}`,
        width,
        band,
    });
    return h(
        "section",
        {class: `ledger ${few ? "early" : ""}`, "data-ledger": name},
        head,
        figure.elements,
        chart,
        h("p", {class: "axis-note"}, axis),
        runs ? tenRuns(runs, ten) : null,
        runs ? h("p", {class: "ten-text"}, ten) : null,
        h("p", {class: `finding ${few ? "too_few_runs" : entry.verdict}`}, findingOf(entry, answer.pairs)),
        entry.hidden_reason ? h("p", {class: "why"}, entry.hidden_reason) : null,
        answer.pairs === 1
            ? null
            : chartButtons(chart, `veghe-${name}-change`, `${title}, ${axis}`, about, [figure.words, ten, findingOf(entry, answer.pairs)].filter(Boolean)),
    );
}

/// How exact the mean is, and what the range holds.
export function sure(answer) {
    const none = {share: null, enough: false, text: answer.small_cells}; // what it is of is not shown
    const error = answer.monte_carlo ? {...answer.monte_carlo, enough: answer.monte_carlo.enough && !early(answer)} : none;
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
    const measureOf = ({what}) => what.slice(0, what.lastIndexOf(": ") + 1); // of the library, whatever is set
    const one = new Set((entry.buys ?? []).map(measureOf)).size === 1;
    const bought = item => (one ? item.what.slice(measureOf(item).length).trim() : item.what);
    const alike = item => one && item.amount.includes(bought(item)); // the unit is the thing
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
                      entry.buys.map(item => h("li", {}, alike(item) ? item.amount : `${bought(item)}: ${item.amount}`)),
                  ),
              )
            : null,
        h("p", {class: "note"}, t("cost.note")),
    );
}

/// Why the register, read alone, would mislead; null where it would not.
export function partedPart({answer}) {
    const {parted, truth, registered, pairs} = answer;
    if (!parted || tooEarly(truth, pairs) || tooEarly(registered, pairs)) return null;
    return h("div", {class: "parted", role: "note"}, h("h3", {}, parted.title), h("p", {}, parted.text));
}
