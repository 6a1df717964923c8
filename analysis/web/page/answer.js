// What a run says: the sentence, both ledgers side by side, how sure, what it costs, for whom, over the years, on what
// evidence, and what it cannot say. Words and rounded figures come from the program; nothing is computed here.
import {h, redraw} from "./dom.js";
import {grades, sign, span, strip, tenRuns, years} from "./charts.js";
import {chartButtons} from "./files.js";
import {counted, number, t} from "./texts.js";

const parts = ["asked", "status", "sentence", "ledgers", "parted", "cards", "groups", "years", "weak", "limits"];
const units = {cases_a_year: "ledger.axis_cases", percent: "ledger.axis_percent"};
const firm = verdict => verdict === "fewer" || verdict === "more";

/// The places that the parts of an answer are drawn into, made once in `slot`.
export function frame(slot) {
  slot.replaceChildren(...parts.map(name => h("div", {class: `part-${name}`, "data-part": name})));
}

function range(estimate) {
  return t("answer.mean_range", {mean: number(estimate.mean), low: number(estimate.low), high: number(estimate.high)});
}

// ---- the status line -------------------------------------------------------------------------------------------------

function statusText(result) {
  const {phase, pairs, of, answer, text} = result;
  if (phase === "running" && pairs > 0) return t("run.running", {pairs, of});
  if (phase === "done") return t(answer?.monte_carlo?.enough ? "run.done" : "run.done_few", {pairs});
  return text || t(`run.${phase}`, {pairs, of});
}

function status(result, on) {
  const busy = ["asked", "waiting", "preparing", "running"].includes(result.phase);
  const bar = result.phase === "done" ? null : h("progress", {max: Math.max(1, result.of), "aria-label": t("run.progress")});
  if (bar && (result.pairs > 0 || !busy)) bar.value = result.pairs;
  const button = (key, action) => h("button", {type: "button", class: "small", "data-key": `run-${key}`, onclick: action}, t(`run.${key}`));
  const wanted = result.answer?.monte_carlo?.would_do ?? 0;
  return h("div", {class: `status ${result.phase}`}, h("p", {}, statusText(result)), bar,
    busy ? button("stop", on.stop) : null,
    ["failed", "cancelled"].includes(result.phase) && result.failure?.again !== false ? button("again", on.again) : null,
    result.phase === "done" && !result.answer?.monte_carlo?.enough && wanted > result.pairs ? button("more", () => on.more(wanted)) : null,
    result.stale && result.answer ? h("p", {class: "stale-note"}, t("run.stale")) : null);
}

function failure(result) {
  const {failure: what} = result;
  if (result.phase !== "failed" || !what) return null;
  const byStatus = {0: "run.no_program", 403: "run.restarted", 404: "run.gone"}[what.status];
  const said = what.messages?.map(message => h("p", {}, message.text, message.try ? " " + message.try : ""));
  const ours = what.silent ? "run.silent" : what.broken ? "run.broken" : byStatus;
  return h("div", {class: "trouble", role: "alert"}, h("h3", {}, t("run.failed")),
           said?.length ? said : h("p", {}, what.text ?? t(ours ?? "run.unknown")));
}

// ---- the ledgers -----------------------------------------------------------------------------------------------------

function tenText(runs, pairs) {
  const said = ["fewer", "more", "same"].filter(way => runs[way] > 0).map(way => t(`ten.${way}`, {n: runs[way]}));
  return said.join(", ") + (pairs < 10 ? " " + counted("ten.so_far", pairs) : "");
}

function ledger(name, context) {
  const {answer, width, domains} = context;
  const entry = answer[name], runs = entry.in_ten;
  const early = entry.verdict === "too_few_runs";
  const title = t(`ledger.${name}`);
  const head = [h("h3", {}, title), h("p", {class: "note"}, t(`ledger.${name}_note`))];
  if (entry.hidden || !entry.change) {
    return h("section", {class: "ledger", "data-ledger": name}, head, h("p", {class: "figure"}, t("ledger.hidden")), h("p", {class: "range"}, entry.hidden_reason ?? answer.small_cells));
  }
  const {change} = entry;
  domains[name] = span([change.low, change.high], domains[name]);
  const label = `${title}: ${entry.text}; ${entry.range}`;
  const band = name === "truth" && typeof answer.monte_carlo?.share === "number" ? answer.monte_carlo.share * (change.high - change.low) : null;
  return h("section", {class: `ledger ${early ? "early" : ""}`, "data-ledger": name}, head,
    h("p", {class: "figure"}, entry.text),
    h("p", {class: "range"}, entry.range),
    strip({estimate: change, domain: domains[name], firm: firm(entry.verdict), title: label, width, band}),
    h("p", {class: "axis-note"}, t(units[entry.unit])),
    runs ? tenRuns(runs, tenText(runs, answer.pairs)) : null,
    runs ? h("p", {class: "ten-text"}, tenText(runs, answer.pairs)) : null,
    h("p", {class: `finding ${entry.verdict}`}, entry.finding),
    entry.hidden_reason ? h("p", {class: "why"}, entry.hidden_reason) : null);
}

// ---- how sure, what it costs -------------------------------------------------------------------------------------------

function sure(answer) {
  const error = answer.monte_carlo ?? {share: null, enough: false, text: answer.small_cells};   // null: what it is of is not shown
  const percent = value => number(Math.round(100 * value));
  return h("section", {class: "card"}, h("h3", {}, t("sure.title")),
    answer.monte_carlo ? h("p", {class: "figure"}, t(error.enough ? "sure.enough" : "sure.few")) : null,
    error.share === null ? null : [
      h("p", {}, t("sure.error", {share: percent(error.share), wanted: percent(error.wanted)})),
      h("meter", {class: error.enough ? "enough" : "", min: 0, max: 1, value: Math.min(1, error.share), "aria-label": t("sure.meter")})],
    error.text ? h("p", {}, error.text) : null,
    h("p", {class: "note"}, t("sure.range")));
}

function cost(answer) {
  const {cost: entry} = answer;
  const line = one => h("div", {}, h("dt", {}, one.term), h("dd", {}, h("span", {class: one.hidden ? "" : "money"}, one.text), one.range ? h("span", {class: "range"}, one.range) : null));
  return h("section", {class: "card"}, h("h3", {}, t("cost.title")),
    h("dl", {}, line({...entry, term: entry.term ?? t("cost.a_year")}), entry.per_case ? line(entry.per_case) : null),
    entry.buys?.length ? h("details", {"data-key": "buys"}, h("summary", {}, t("cost.buys")), h("ul", {}, entry.buys.map(item => h("li", {}, `${item.what}: ${item.amount}`)))) : null,
    h("p", {class: "note"}, t("cost.note")));
}

// ---- for whom ----------------------------------------------------------------------------------------------------------

function groupCell(name, row, context) {
  const entry = row[name];
  if (entry.hidden || !entry.change) return h("td", {class: "hidden"}, t("ledger.hidden"), entry.hidden_reason ? h("span", {class: "why"}, entry.hidden_reason) : null);
  return h("td", {}, strip({estimate: entry.change, domain: context.domains[`group_${name}`], firm: firm(entry.verdict), width: context.cell, axis: false,
                            title: `${row.label}, ${t(`ledger.${name}`)}: ${entry.text}`}),
           h("span", {class: "cell-text"}, entry.text), h("span", {class: "cell-range"}, entry.range));
}

function groupTable(kind, context) {
  const rows = context.answer.groups.filter(row => row.kind === kind);
  return h("div", {class: "scroll"}, h("table", {class: "groups"},
    h("caption", {}, rows[0].kind_label),
    h("thead", {}, h("tr", {}, h("th", {scope: "col"}, t("groups.group")), ...["truth", "registered"].map(name => h("th", {scope: "col"}, t(`ledger.${name}`))))),
    h("tbody", {}, rows.map(row => h("tr", {}, h("th", {scope: "row"}, row.label), groupCell("truth", row, context), groupCell("registered", row, context))))));
}

function groupsPart(context) {
  const {answer, domains} = context;
  if (!answer.groups?.length && !answer.not_counted?.length) return null;
  for (const name of ["truth", "registered"]) {
    const values = answer.groups.flatMap(row => (row[name].change ? [row[name].change.low, row[name].change.high] : []));
    domains[`group_${name}`] = span(values, domains[`group_${name}`]);
  }
  const kinds = [...new Set(answer.groups.map(row => row.kind))];
  return h("section", {class: "block"}, h("h2", {}, t("groups.title")), h("p", {class: "lead"}, t("groups.intro")),
    kinds.map(kind => groupTable(kind, context)),
    answer.not_counted?.length ? h("div", {class: "not-counted"}, h("h3", {}, t("groups.not_counted")), h("dl", {}, answer.not_counted.map(item => h("div", {}, h("dt", {}, item.label), h("dd", {}, item.text))))) : null,
    answer.small_cells ? h("p", {class: "note"}, answer.small_cells) : null);
}

// ---- over the years ----------------------------------------------------------------------------------------------------

function yearLines(answer) {
  const {rows} = answer.by_year, column = key => rows.map(row => row[key] ?? null);
  const both = name => [{name: t("years.baseline"), rows: column(`${name}_baseline`), base: true}, {name: t("years.strategy"), rows: column(`${name}_strategy`), base: false}];
  const some = lines => lines.some(line => line.rows.some(Boolean));
  const truth = some(both("truth")) ? {lines: both("truth"), axis: t("years.axis")}
    : {lines: [{name: t("years.strategy"), rows: column("truth_change"), base: false}], axis: t(units[answer.truth.unit])};
  return [{name: "truth", ...truth}, {name: "registered", lines: both("registered"), axis: t("years.axis")}]
    .map(panel => ({...panel, hidden: !some(panel.lines)}));
}

function yearTable(answer, panels) {
  const shown = panels.filter(panel => !panel.hidden);
  const columns = shown.flatMap(panel => panel.lines.map(line => ({head: `${t(`ledger.${panel.name}`)}, ${panel.axis}: ${line.name}`, rows: line.rows})));
  return h("details", {"data-key": "year-table"}, h("summary", {}, t("years.table")), h("div", {class: "scroll"}, h("table", {},
    h("thead", {}, h("tr", {}, h("th", {scope: "col"}, t("years.year")), columns.map(column => h("th", {scope: "col"}, column.head)))),
    h("tbody", {}, answer.by_year.rows.map((row, i) => h("tr", {}, h("th", {scope: "row"}, row.year), columns.map(column => h("td", {}, column.rows[i] ? range(column.rows[i]) : t("ledger.hidden")))))))));
}

function yearsPart({answer, wide}) {
  if (answer.by_year.rows.length === 0) return null;
  const panels = yearLines(answer);
  const panel = one => {
    const title = t(`ledger.${one.name}`);
    if (one.hidden) return h("figure", {}, h("h3", {}, title), h("p", {class: "note"}, answer.by_year.hidden_reason ?? answer.small_cells));
    const svg = years({labels: answer.by_year.rows.map(row => String(row.year)), lines: one.lines, axis: one.axis, width: wide, title: t("years.figure", {ledger: title})});
    return h("figure", {}, h("h3", {}, title), svg, chartButtons(svg, `veghe-${one.name}`, title));
  };
  return h("section", {class: "block"}, h("h2", {}, t("years.title")), h("p", {class: "lead"}, t("years.intro")), h("div", {class: "two"}, panels.map(panel)), yearTable(answer, panels));
}

// ---- on what it rests, what it cannot say ------------------------------------------------------------------------------

function weakPart({answer, full}) {
  return h("section", {class: "block weak"}, h("h2", {}, t("weak.title")), h("p", {}, answer.weak.text),
           grades(answer.weak.grades, t("weak.bar"), Math.min(full, 620)), h("p", {class: "note"}, t("weak.grades")));
}

function reading() {
  const row = (picture, key) => h("li", {}, picture, h("span", {}, t(key)));
  return h("details", {"data-key": "reading"}, h("summary", {}, t("reading.title")),
    h("ul", {class: "reading"}, row(sign("fewer"), "reading.fewer"), row(sign("more"), "reading.more"), row(sign("same"), "reading.same"),
      row(h("span", {class: "dot-line", "aria-hidden": "true"}), "reading.line"), row(h("span", {class: "dot-hollow", "aria-hidden": "true"}), "reading.hollow"),
      row(h("span", {class: "dot-band", "aria-hidden": "true"}), "reading.band"), ...["true", "registered", "paired"].map(key => row(null, `reading.${key}`))));
}

function limitsPart({answer}) {
  return h("section", {class: "block"}, h("h2", {}, t("limits.title")), h("ul", {class: "limits"}, answer.cannot_say.map(text => h("li", {}, text))), reading());
}

// ---- all of it ---------------------------------------------------------------------------------------------------------

function sentence({answer}) {
  return [h("p", {class: "main-sentence"}, answer.sentence), answer.caution ? h("p", {class: "caution"}, answer.caution) : null];
}

function partedPart({answer}) {
  const {parted} = answer;
  return parted ? h("div", {class: "parted", role: "note"}, h("h3", {}, parted.title), h("p", {}, parted.text)) : null;
}

function widths(slot) {
  const full = Math.max(240, slot.clientWidth);
  const two = full >= 600;
  return {full, wide: Math.floor(two ? (full - 32) / 2 : full), width: Math.floor(two ? (full - 32) / 2 - 40 : full - 40), cell: Math.floor(two ? Math.min(260, full * 0.3) : Math.min(200, full * 0.36))};
}

/// Draws `result` ({phase, pairs, of, text, answer, stale, failure, domains}) into the frame in `slot`.
/// `asked`: the question in words; on: {stop(), again(), more(pairs)}.
export function draw(slot, result, asked, on) {
  const {answer} = result;
  const context = {answer, domains: result.domains, ...widths(slot)};
  const make = answer ? {
    sentence: () => sentence(context),
    ledgers: () => ["truth", "registered"].map(name => ledger(name, context)),
    parted: () => partedPart(context), cards: () => [sure(answer), cost(answer)], groups: () => groupsPart(context), years: () => yearsPart(context),
    weak: () => weakPart(context), limits: () => limitsPart(context),
  } : {sentence: () => h("p", {class: "main-sentence waiting"}, t(result.phase === "idle" ? "answer.idle" : result.phase === "failed" ? "answer.none" : "answer.coming"))};
  make.asked = () => h("p", {class: "asked"}, asked);
  make.status = () => (result.phase === "idle" ? null : [status(result, on), failure(result)]);
  slot.classList.toggle("stale", result.stale);
  for (const name of parts) redraw(slot.querySelector(`[data-part="${name}"]`), make[name] ?? (() => null));
}

