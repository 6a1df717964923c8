// One control of a measure: a slider with its number, a choice, a date. It shows the value of today where there is one.
import {h} from "./dom.js";
import {number, t, withUnit} from "./texts.js";

/// Shares are shown in percent: what the control shows is the value times this.
export function factor(control) {
    return control.unit === "%" ? 100 : 1;
}

const shown = (control, value) => +(value * factor(control)).toPrecision(8);
const meant = (control, value) => +(value / factor(control)).toPrecision(8);

/// A value in words: "500 pupils", "80 %", the label of a choice, a date as the language writes it.
export function inWords(control, value, language) {
    if (control.kind === "choice") return control.choices.find(choice => choice.value === value)?.label ?? String(value);
    if (control.kind === "date") {
        const date = new Date(value + "T12:00:00Z");
        return Number.isNaN(+date)
            ? String(value)
            : new Intl.DateTimeFormat(language, {dateStyle: "medium", timeZone: "UTC"}).format(date);
    }
    return withUnit(shown(control, value), control.unit);
}

function today(control) {
    if (control.current === null || control.current === undefined) return [];
    const share = (control.current - control.min) / (control.max - control.min);
    const mark = h("span", {class: "today-mark", "aria-hidden": "true"});
    mark.style.left = `calc(${share * 100}% + ${(0.5 - share) * 1.25}rem)`; // the thumb's middle keeps half its width from the ends
    return share >= 0 && share <= 1 ? [mark] : [];
}

function allowed(control) {
    return t("ask.allowed", {
        low: number(shown(control, control.min)),
        high: number(shown(control, control.max)),
        unit: control.unit,
    }).trim();
}

/// The slider and the exact number of a control, which follow each other: {slider, field, problem}.
function linked(control, value, id, changed) {
    const range = {min: shown(control, control.min), max: shown(control, control.max)};
    const problem = h("p", {class: "problem", id: `${id}-problem`, hidden: true}, allowed(control));
    const step = shown(control, control.step);
    const slider = h("input", {type: "range", id, ...range, step, "data-key": id, "aria-describedby": `${id}-note`});
    const long = range.max >= 1e6 ? "long" : ""; // money: room for all its digits
    const label = {class: long, "aria-label": t("ask.exact", {label: control.label}), "aria-describedby": `${id}-problem`};
    const field = h("input", {type: "number", ...range, step: "any", ...label, "data-key": `${id}-exact`, inputmode: "decimal"});
    const slide = now => {
        slider.value = now;
        slider.setAttribute("aria-valuetext", inWords(control, meant(control, now), document.documentElement.lang));
    };
    const good = is => {
        problem.hidden = is;
        field.setAttribute("aria-invalid", !is);
    };
    slide(shown(control, value));
    field.value = shown(control, value);
    slider.addEventListener("input", () => {
        field.value = slider.value;
        slide(+slider.value);
        good(true);
        changed(meant(control, +slider.value));
    });
    field.addEventListener("input", () => {
        const now = field.valueAsNumber;
        const fine = Number.isFinite(now) && now >= range.min && now <= range.max && (!control.whole || Number.isInteger(now));
        good(fine);
        if (!fine) return;
        slide(now);
        changed(meant(control, now));
    });
    return {slider, field, problem};
}

function numberControl(control, value, id, changed) {
    const {slider, field, problem} = linked(control, value, id, changed);
    const now = control.current ?? null;
    const limit = control.role === "cost" ? t("ask.no_limit") : allowed(control);
    const about = now === null ? limit : t("ask.today", {value: inWords(control, now, document.documentElement.lang)});
    return h(
        "div",
        {class: "control"},
        h("label", {for: id}, control.label),
        h("div", {class: "exact"}, field, h("span", {class: "unit"}, control.unit)),
        h("div", {class: "slider"}, slider, ...today(control)),
        h("p", {class: "control-note", id: `${id}-note`}, about),
        problem,
    );
}

function choiceControl(control, value, id, changed) {
    const options = control.choices.map(choice =>
        h("option", {value: choice.value, selected: choice.value === value}, choice.label),
    );
    return h(
        "div",
        {class: "control"},
        h("label", {for: id}, control.label),
        h("select", {id, "data-key": id, onchange: event => changed(control.choices[event.target.selectedIndex].value)}, options),
    );
}

function dateControl(control, value, id, changed) {
    const field = h("input", {type: "date", id, value, min: control.min, max: control.max, "data-key": id});
    field.addEventListener("change", () => {
        if (field.value && field.validity.valid) changed(field.value);
    });
    return h("div", {class: "control"}, h("label", {for: id}, control.label), field);
}

/// The element of a control; `changed` is told the new value whenever it is a valid one.
export function controlElement(control, value, id, changed) {
    const make = {choice: choiceControl, date: dateControl}[control.kind] ?? numberControl;
    return make(control, value, id, changed);
}

/// Marks the controls that a message names ("measures/0/values/KEY").
export function markControls(messages) {
    for (const message of messages) {
        const found = /^measures\/(\d+)\/values\/(\w+)$/.exec(message.where ?? "");
        const id = found && `m${found[1]}-${found[2]}`;
        const controls = document.querySelectorAll(`[data-key="${id}"], [data-key="${id}-exact"]`);
        for (const control of controls) control.setAttribute("aria-invalid", "true");
    }
}
