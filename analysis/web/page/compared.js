// The steps of an exercise side by side: each line with its interval, verdict and number of runs, on one scale. Words and figures
// are those that the program gave; only whether two ranges overlap is looked at here.
import {h} from "./dom.js";
import {span, strip} from "./charts.js";
import {early, findingOf, firm, rangeOf, runsInWords, tooEarly, units} from "./findings.js";
import {apart} from "./kept.js";
import {counted, list, t} from "./texts.js";

const ledgers = ["truth", "registered"];

/// One scale for all lines: {truth, registered}, null where lines have different units or none is shown.
function domainsOf(answers, entryOf) {
    return Object.fromEntries(
        ledgers.map(name => {
            const shown = answers.map(answer => entryOf(answer, name)).filter(entry => entry?.change && !entry.hidden);
            const alike = new Set(shown.map(entry => entry.unit ?? "")).size === 1;
            return [name, alike ? span(shown.flatMap(({change}) => [change.low, change.high])) : null];
        }),
    );
}

function estimateCell(entry, {domain, width, title, pairs, full, label = null}) {
    if (!entry || entry.hidden || !entry.change)
        return h(
            "td",
            {class: "hidden", role: "cell", "data-label": label},
            t("ledger.hidden"),
            entry?.hidden_reason ? h("span", {class: "why"}, entry.hidden_reason) : null,
        );
    const scale = {domain: domain ?? span([entry.change.low, entry.change.high]), axis: domain === null};
    return h(
        "td",
        {role: "cell", "data-label": label}, // on a phone the cells stand below one another, without the heads of their columns
        strip({
            ...scale,
            estimate: entry.change,
            firm: firm(entry.verdict) && !tooEarly(entry, pairs),
            width,
            title: `${title}: ${[entry.text, rangeOf(entry)].filter(Boolean).join("; ")}`, // who hears it has no range beside it
        }),
        h("span", {class: "cell-text"}, entry.text),
        rangeOf(entry) ? h("span", {class: "cell-range"}, rangeOf(entry)) : null,
        full && entry.in_ten ? h("span", {class: "cell-range"}, runsInWords(entry, pairs)) : null,
        full ? h("span", {class: "cell-verdict"}, findingOf(entry, pairs)) : null,
    );
}

function costCell({cost}) {
    const line = (one, term) => [
        term ? h("span", {class: "cell-term"}, term) : null,
        h("span", {class: one.hidden ? "cell-range" : "cell-text"}, one.text),
        one.range ? h("span", {class: "cell-range"}, one.range) : null,
    ];
    const per_case = cost.per_case ? line(cost.per_case, cost.per_case.term) : null;
    return h("td", {role: "cell", "data-label": t("cost.title")}, line(cost, null), per_case);
}

/// A line's name: "Step 2", or that it is of the class's own.
const nameOf = ({step}) => (step ? t("compared.step", {n: step}) : t("compared.own"));

function head(line, words) {
    const {answer} = line;
    const few = answer && (early(answer) || answer.monte_carlo?.enough === false);
    return h(
        "th",
        {scope: "row", role: "rowheader"},
        h(
            "span",
            {class: "cell-step"},
            nameOf(line),
            line.now ? h("span", {class: "now"}, ` \u00b7 ${t("compared.now")}`) : null,
        ),
        h("span", {class: "cell-tried"}, words(line.question)),
        answer
            ? h("span", {class: "cell-range"}, counted("compared.pairs", answer.pairs), few ? `; ${t("compared.few")}` : "")
            : null,
    );
}

function notRun(line, on) {
    return h(
        "td",
        {colspan: 3, role: "cell", class: "hidden"},
        line.now ? t("compared.coming") : t("compared.not_run"),
        " ",
        line.now || line.index < 0
            ? null
            : h(
                  "button",
                  {
                      type: "button",
                      class: "small",
                      "data-key": `compared-${line.step}`,
                      onclick: () => on.go(line.index),
                  },
                  t("compared.go_to", {n: line.step}),
              ),
    );
}

/// The axes below the lines, where all of them are on one scale.
function axes(domains, width, unitOf) {
    if (!domains.truth && !domains.registered) return null;
    const cell = name =>
        h(
            "td",
            {role: "cell"},
            domains[name]
                ? [
                      strip({estimate: null, domain: domains[name], title: t(units[unitOf(name)]), width}),
                      h("span", {class: "axis-note"}, t(units[unitOf(name)])),
                  ]
                : null,
        );
    return h(
        "tfoot",
        {role: "rowgroup"},
        h("tr", {role: "row"}, h("td", {role: "cell"}), ledgers.map(cell), h("td", {role: "cell"})),
    );
}

function table(lines, width, on) {
    const answers = lines.map(line => line.answer).filter(Boolean);
    const domains = domainsOf(answers, (answer, name) => answer[name]);
    const unitOf = name => answers.map(answer => answer[name]).find(entry => entry.change && !entry.hidden)?.unit;
    const places = new Set(lines.map(({question}) => question.counties.join())); // one for all: it stands with the answer
    const words = question => on.words(places.size === 1 ? {...question, counties: []} : question);
    const heads = [t("compared.tried"), ...ledgers.map(name => t(`ledger.${name}`)), t("cost.title")];
    const cells = line =>
        line.answer
            ? [
                  ...ledgers.map(name =>
                      estimateCell(line.answer[name], {
                          domain: domains[name],
                          width,
                          title: `${nameOf(line)}, ${t(`ledger.${name}`)}`,
                          pairs: line.answer.pairs,
                          full: true,
                          label: t(`ledger.${name}`),
                      }),
                  ),
                  costCell(line.answer),
              ]
            : notRun(line, on);
    return h(
        "table",
        {class: "side", role: "table"},
        h("caption", {class: "unseen"}, t("compared.title")),
        h(
            "thead",
            {role: "rowgroup"},
            h(
                "tr",
                {role: "row"},
                heads.map(words => h("th", {scope: "col", role: "columnheader"}, words)),
            ),
        ),
        h(
            "tbody",
            {role: "rowgroup"},
            lines.map(line =>
                h("tr", {role: "row", class: line.now ? "now" : "", "data-step": line.step}, head(line, words), cells(line)),
            ),
        ),
        axes(domains, width, unitOf),
    );
}

/// What the ranges say of the lines beside one another; null where there are not two to judge.
function verdict(lines) {
    const {pairs, judged, open} = apart(lines);
    if (judged < 2) return open ? t("compared.too_few") : null;
    const names = pairs.map(([a, b]) => list([nameOf(lines[a]), nameOf(lines[b])]));
    return names.length ? t("compared.apart", {list: names.join("; ")}) : t("compared.overlap");
}

/// One kind of group: a line for each group, a column for each step.
function groupTable(kind, name, lines, full) {
    const rowsOf = line => line.answer.groups.filter(row => row.kind === kind);
    const rows = rowsOf(lines[0]);
    const entries = lines.flatMap(line => rowsOf(line).map(row => ({[name]: row[name]})));
    const domains = domainsOf(entries, (entry, which) => entry[which]);
    const width = Math.max(90, Math.floor((full * 0.76) / lines.length) - 16);
    return h(
        "div",
        {class: "scroll", tabindex: 0, role: "region", "aria-label": `${rows[0].kind_label}, ${t(`ledger.${name}`)}`},
        h(
            "table",
            {},
            h("caption", {}, `${rows[0].kind_label} \u00b7 ${t(`ledger.${name}`)}`),
            h("thead", {}, h("tr", {}, [t("groups.group"), ...lines.map(nameOf)].map(words => h("th", {scope: "col"}, words)))),
            h(
                "tbody",
                {},
                rows.map(row =>
                    h(
                        "tr",
                        {},
                        h("th", {scope: "row"}, row.label),
                        lines.map(line =>
                            estimateCell(rowsOf(line).find(one => one.id === row.id)?.[name], {
                                domain: domains[name],
                                width,
                                title: `${nameOf(line)}, ${row.label}`,
                                pairs: line.answer.pairs,
                                full: false,
                            }),
                        ),
                    ),
                ),
            ),
        ),
    );
}

function groups(lines, full) {
    const answered = lines.filter(line => line.answer?.groups?.length);
    if (answered.length < 2) return null;
    const kinds = [...new Set(answered[0].answer.groups.map(row => row.kind))];
    return h(
        "details",
        {"data-key": "compared-groups"},
        h("summary", {}, t("compared.groups")),
        kinds.flatMap(kind => ledgers.map(name => groupTable(kind, name, answered, full))),
    );
}

/// The comparison. lines: of kept.js; full: the width there is; on: {words(question), go(stage)}.
export function comparedPart(lines, full, on) {
    const said = verdict(lines);
    const width = full >= 600 ? Math.floor(full * 0.27) : Math.floor(full * 0.44);
    return [
        h("h2", {}, t("compared.title")),
        h("p", {class: "lead"}, t("compared.intro")),
        table(lines, width, on),
        said ? h("p", {class: "compared-verdict"}, said) : null,
        groups(lines, full),
    ];
}
