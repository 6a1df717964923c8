// The measures that are chosen, with their controls, and the dialog in which one is chosen from the library.
import {h} from "./dom.js";
import {controlElement, inWords, same} from "./controls.js";
import {language, list, t, withUnit} from "./texts.js";

// What every measure has is asked after what is its own: whom, when, for how much money.
const whom = ["settlement", "levels", "grades", "ages", "care", "boarding", "parents_abroad"];
const later = new Set(["start", "end", "ramp_weeks", ...whom, "budget_per_year"]);

/// The value that a control shows: what was set, what the library's file says, else the least or the first. Set to null is all of them,
/// whatever the library says.
export function valueOf(control, values) {
    const empty = {number: control.min, choice: control.choices?.[0]?.value, date: "", span: null}[control.kind];
    const set = control.kind !== "number" && control.key in values ? values[control.key] : (values[control.key] ?? control.default);
    return set ?? empty;
}

/// What is set once a control was, of what departs from the library. A school level comes with all of its grades, or with the library's.
export function withValue(controls, values, key, value) {
    const put = (all, control, now) => {
        if (!same(control.default, now)) return {...all, [control.key]: now};
        const {[control.key]: _, ...rest} = all;
        return rest;
    };
    const of = wanted => controls.find(control => control.key === wanted);
    const grades = key === "levels" ? of("grades") : null;
    const set = put(values, of(key), value);
    return grades ? put(set, grades, same(of(key).default, value) ? grades.default : null) : set;
}

/// Splits a measure's controls: the few that stand open, with those that are set, and those folded away.
export function openControls(controls, values = {}) {
    const own = controls.filter(control => control.key !== "coverage" && !later.has(control.key));
    const first = [...own.slice(0, 2), ...controls.filter(control => control.key === "coverage")];
    const open = [...first, ...controls.filter(control => control.key in values && !first.includes(control))];
    return {open, folded: controls.filter(control => !open.includes(control))};
}

/// What is set beside what has a control, as [name, value in words]. known: {key: {label, values}} of the model.
export function beside(measure, values, known) {
    const one = (key, value) => known[key]?.values[String(value)] ?? String(value);
    const written = (key, value) =>
        value === null ? t("ask.no_matter") : [value].flat().map(item => one(key, item)).join(key === "ages" ? "\u2013" : ", ");
    return Object.entries(values)
        .filter(([key]) => !measure.controls.some(control => control.key === key))
        .map(([key, value]) => [known[key]?.label ?? key, written(key, value)]);
}

/// The title of the library's file, or the plain name of what it is once a value is another than the file's.
export function titleOf(measure, values) {
    const said = Object.keys(values).length ? (measure.name ?? measure.title) : measure.title;
    return said[0].toLocaleUpperCase(language()) + said.slice(1);
}

/// What differs from the library, in words: "One counsellor for 500 pupils (Coverage: 80 %)". Where the plain name takes the place of a
/// title that says how much, the first control says it, set or not.
export function summary(measure, values, known) {
    const first = titleOf(measure, values) === titleOf(measure, {}) ? null : openControls(measure.controls).open[0];
    const said = measure.controls
        .filter(control => control.key in values || control === first)
        .map(control => [control.label, inWords(control, valueOf(control, values), language())]);
    const all = [...said, ...beside(measure, values, known)].map(([name, value]) => `${name}: ${value}`);
    return titleOf(measure, values) + (all.length ? ` (${all.join("; ")})` : "");
}

/// What is asked, in words: counties, measures with what differs from the library, money.
export function questionInWords({counties, measures: chosen, budget_per_year}, model) {
    const names = counties.map(code => model.counties.find(county => county.code === code).name);
    const measureOf = id => model.measures.find(measure => measure.id === id);
    const measures = chosen.map(({id, values}) => summary(measureOf(id), values, model.beside));
    const money = budget_per_year === null ? "" : t("ask.budget_is", {n: withUnit(budget_per_year, t("ask.money"))});
    return [list(names), ...measures, money].filter(Boolean).join(" \u00b7 ");
}

export function gradeChip(grade) {
    return h(
        "span",
        {class: `grade g${grade}`, title: t(`grade.${grade}`)},
        h("span", {class: "unseen"}, t("grade.label") + " "),
        grade,
    );
}

function card(measure, chosen, index, known, on) {
    const {open, folded} = openControls(measure.controls, chosen.values);
    const element = control =>
        controlElement(control, valueOf(control, chosen.values), `m${index}-${control.key}`, value =>
            on.set(index, control.key, value),
        );
    return h(
        "article",
        {class: "measure", "data-measure": measure.id},
        h(
            "div",
            {class: "measure-head"},
            h("h3", {}, titleOf(measure, chosen.values)),
            h(
                "button",
                {
                    type: "button",
                    class: "quiet",
                    "data-key": `m${index}-remove`,
                    "aria-label": t("ask.remove", {title: measure.title}),
                    onclick: () => on.remove(index),
                },
                "\u00d7",
            ),
        ),
        open.map(element),
        beside(measure, chosen.values, known).map(([name, value]) => h("p", {class: "control-note"}, `${name}: ${value}`)),
        folded.length
            ? h("details", {"data-key": `${measure.id}-more`}, h("summary", {}, t("ask.more_controls")), folded.map(element))
            : null,
        h(
            "details",
            {"data-key": `${measure.id}-about`},
            h("summary", {}, t("ask.about"), " ", gradeChip(measure.grade)),
            h("p", {}, measure.description),
            measure.does ? h("p", {}, measure.does) : null,
            measure.who ? h("p", {}, h("b", {}, t("ask.meant_for") + " "), measure.who) : null,
            measure.harm ? h("p", {}, h("b", {}, t("ask.harms") + " "), measure.harm) : null,
            h("p", {}, h("b", {}, t("ask.evidence") + " "), measure.evidence),
        ),
    );
}

/// The chosen measures. on: {set(index, key, value), remove(index), add()}.
export function measureList(model, state, on) {
    const byId = new Map(model.measures.map(measure => [measure.id, measure]));
    const full = state.measures.length >= model.caps.measures;
    return [
        h("h3", {class: "ask-head"}, t("ask.what")),
        state.measures.length ? null : h("p", {class: "note"}, t("ask.nothing")),
        state.measures.map((chosen, index) => card(byId.get(chosen.id), chosen, index, model.beside, on)),
        h(
            "button",
            {type: "button", class: "add", "data-key": "add-measure", disabled: full, onclick: on.add},
            t(state.measures.length ? "ask.add_another" : "ask.add"),
        ),
        full ? h("p", {class: "note"}, t("ask.full", {n: model.caps.measures})) : null,
    ];
}

const plain = text => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

function offer(measure, taken, chosen) {
    return h(
        "button",
        {type: "button", class: "offer", disabled: taken, onclick: () => chosen(measure.id)},
        h("span", {class: "offer-title"}, measure.title, " ", gradeChip(measure.grade)),
        h("span", {class: "offer-text"}, measure.description),
    );
}

function groups(model, state, wanted, chosen) {
    const words = plain(wanted).split(/\s+/).filter(Boolean);
    const said = measure => plain([measure.title, measure.name, measure.description, measure.group.label].join(" "));
    const fits = measure => words.every(word => said(measure).includes(word));
    const section = (label, found, about = null) =>
        found.length === 0
            ? null
            : h(
                  "section",
                  {},
                  h("h3", {}, label),
                  about,
                  found.map(measure =>
                      offer(
                          measure,
                          state.measures.some(one => one.id === measure.id),
                          chosen,
                      ),
                  ),
              );
    const all = [...model.groups, ...model.measures.map(measure => measure.group)];
    const fields = all.filter((group, at) => all.findIndex(other => other.id === group.id) === at);
    const first = words.length
        ? []
        : [
              section(
                  t("ask.featured"),
                  model.measures.filter(measure => measure.featured),
              ),
          ];
    return [
        ...first,
        ...fields.map(group =>
            section(
                group.label,
                model.measures.filter(measure => measure.group.id === group.id && fits(measure)),
                group.id === "shock" ? h("p", {class: "note"}, t("ask.shocks")) : null,
            ),
        ),
    ].filter(Boolean);
}

/// Opens the dialog; `chosen(id)` is called with the measure that was pressed, nothing when it is closed.
export function openPicker(dialog, model, state, chosen) {
    const take = id => {
        dialog.close();
        chosen(id);
    };
    const found = h("div", {class: "offers", tabindex: 0, role: "region", "aria-label": t("ask.offers")});
    const none = h("p", {class: "note", role: "status"});
    const search = h("input", {type: "search", id: "picker-search", placeholder: t("ask.search"), "aria-label": t("ask.search")});
    const show = () => {
        const shown = groups(model, state, search.value, take);
        found.replaceChildren(...shown);
        none.textContent = shown.length ? "" : t("ask.not_found");
    };
    search.addEventListener("input", show);
    show();
    dialog.replaceChildren(
        h(
            "div",
            {class: "dialog-head"},
            h("h2", {id: "picker-title"}, t("ask.pick")),
            h("button", {type: "button", class: "quiet", "aria-label": t("page.close"), onclick: () => dialog.close()}, "\u00d7"),
        ),
        search,
        h("p", {class: "note"}, t("ask.letters"), " ", t("weak.grades")),
        none,
        found,
    );
    dialog.showModal();
    search.focus();
}
