// For whom, and over the years.
import {h} from "./dom.js";
import {span, strip, years} from "./charts.js";
import {chartButtons} from "./files.js";
import {firm, inShort, rangeOf, units} from "./findings.js";
import {number, t} from "./texts.js";

function groupCell(name, row, context) {
    const entry = row[name];
    if (entry.hidden || !entry.change)
        return h(
            "td",
            {class: "hidden"},
            t("ledger.hidden"),
            entry.hidden_reason ? h("span", {class: "why"}, entry.hidden_reason) : null,
        );
    return h(
        "td",
        {},
        strip({
            estimate: entry.change,
            domain: context.domains[`group_${name}`],
            firm: firm(entry.verdict),
            width: context.cell,
            axis: false,
            title: `${row.label}, ${t(`ledger.${name}`)}: ${inShort(entry)}`,
        }),
        h("span", {class: "cell-text"}, entry.text),
        rangeOf(entry) ? h("span", {class: "cell-range"}, rangeOf(entry)) : null,
    );
}

function groupTable(kind, context) {
    const rows = context.answer.groups.filter(row => row.kind === kind);
    return h(
        "div",
        {class: "scroll"},
        h(
            "table",
            {class: "groups"},
            h("caption", {}, rows[0].kind_label),
            h(
                "thead",
                {},
                h(
                    "tr",
                    {},
                    h("th", {scope: "col"}, t("groups.group")),
                    ...["truth", "registered"].map(name => h("th", {scope: "col"}, t(`ledger.${name}`))),
                ),
            ),
            h(
                "tbody",
                {},
                rows.map(row =>
                    h(
                        "tr",
                        {},
                        h("th", {scope: "row"}, row.label),
                        groupCell("truth", row, context),
                        groupCell("registered", row, context),
                    ),
                ),
            ),
        ),
    );
}

/// In the place of figures that a single run would leave bare.
const notYet = key => h("section", {class: "block"}, h("h2", {}, t(key)), h("p", {class: "note"}, t("answer.from_two")));

/// The change by group, a table for each kind of group. context: {answer, cell, domains}.
export function groupsPart(context) {
    const {answer, domains} = context;
    if (!answer.groups?.length) return null;
    if (answer.pairs === 1) return notYet("groups.title");
    for (const name of ["truth", "registered"]) {
        const values = answer.groups.flatMap(row => (row[name].change ? [row[name].change.low, row[name].change.high] : []));
        domains[`group_${name}`] = span(values, domains[`group_${name}`]);
    }
    const kinds = [...new Set(answer.groups.map(row => row.kind))];
    return h(
        "section",
        {class: "block"},
        h("h2", {}, t("groups.title")),
        h("p", {class: "lead"}, t("groups.intro")),
        kinds.map(kind => groupTable(kind, context)),
        answer.small_cells ? h("p", {class: "note"}, answer.small_cells) : null,
    );
}

function range(estimate) {
    return t("answer.mean_range", {mean: number(estimate.mean), low: number(estimate.low), high: number(estimate.high)});
}

function yearLines(answer) {
    const {rows} = answer.by_year,
        column = key => rows.map(row => row[key] ?? null);
    const both = name => [
        {name: t("years.baseline"), rows: column(`${name}_baseline`), base: true},
        {name: t("years.strategy"), rows: column(`${name}_strategy`), base: false},
    ];
    const some = lines => lines.some(line => line.rows.some(Boolean));
    const truth = some(both("truth"))
        ? {lines: both("truth"), axis: t("years.axis")}
        : {lines: [{name: t("years.strategy"), rows: column("truth_change"), base: false}], axis: t(units[answer.truth.unit])};
    return [
        {name: "truth", ...truth},
        {name: "registered", lines: both("registered"), axis: t("years.axis")},
    ].map(panel => ({...panel, hidden: !some(panel.lines)}));
}

function yearTable(answer, panels) {
    const shown = panels.filter(panel => !panel.hidden);
    const columns = shown.flatMap(panel =>
        panel.lines.map(line => ({head: `${t(`ledger.${panel.name}`)}, ${panel.axis}: ${line.name}`, rows: line.rows})),
    );
    return h(
        "details",
        {"data-key": "year-table"},
        h("summary", {}, t("years.table")),
        h(
            "div",
            {class: "scroll", tabindex: 0, role: "region", "aria-label": t("years.table")}, // by the keyboard, too
            h(
                "table",
                {},
                h(
                    "thead",
                    {},
                    h(
                        "tr",
                        {},
                        h("th", {scope: "col"}, t("years.year")),
                        columns.map(column => h("th", {scope: "col"}, column.head)),
                    ),
                ),
                h(
                    "tbody",
                    {},
                    answer.by_year.rows.map((row, i) =>
                        h(
                            "tr",
                            {},
                            h("th", {scope: "row"}, row.year),
                            columns.map(column => h("td", {}, column.rows[i] ? range(column.rows[i]) : t("ledger.hidden"))),
                        ),
                    ),
                ),
            ),
        ),
    );
}

/// Both ledgers over the years, as charts and as a table. context: {answer, about, wide}.
export function yearsPart({answer, about, wide}) {
    if (answer.by_year.rows.length === 0) return null;
    if (answer.pairs === 1) return notYet("years.title");
    const panels = yearLines(answer);
    const panel = one => {
        const title = t(`ledger.${one.name}`);
        if (one.hidden)
            return h(
                "figure",
                {},
                h("h3", {}, title),
                h("p", {class: "note"}, answer.by_year.hidden_reason ?? answer.small_cells),
            );
        const figure = t("years.figure", {ledger: title});
        const svg = years({
            labels: answer.by_year.rows.map(row => String(row.year)),
            lines: one.lines,
            axis: one.axis,
            width: wide,
            title: figure,
        });
        return h("figure", {}, h("h3", {}, title), svg, chartButtons(svg, `veghe-${one.name}`, figure, about, [t("years.bands")]));
    };
    return h(
        "section",
        {class: "block"},
        h("h2", {}, t("years.title")),
        h("p", {class: "lead"}, t("years.intro")),
        h("div", {class: "two"}, panels.map(panel)),
        yearTable(answer, panels),
    );
}
