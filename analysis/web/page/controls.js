// One control of a measure: a slider with its number, a choice, a date. It shows the value of today where there is one.
import {h} from "./dom.js";
import {number, t, withUnit} from "./texts.js";

// Characters of a choice's words that are shown whole beside its label, and on a line of its own on a phone.
const fitsBeside = 30;
const fitsLine = 38;

/// Shares are shown in percent: what the control shows is the value times this.
export function factor(control) {
    return control.unit === "%" ? 100 : 1;
}

const shown = (control, value) => +(value * factor(control)).toPrecision(8);
const meant = (control, value) => +(value / factor(control)).toPrecision(8);

/// Whether two values of a control are the same: a list is what it holds.
export const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

/// The two ends of a span's value; null where it has none, or is no span: an opened file may name grades with others between them.
export function endsOf(control, value) {
    if (!Array.isArray(value) || value.length === 0) return null;
    const ends = [value[0], value[value.length - 1]];
    if (control.each && ends[1] - ends[0] !== value.length - 1) return null; // a link may name any: no list of a billion is made for it
    return same(spanOf(control, ...ends), value) ? ends : null;
}

/// The value of a span: its two ends, or each number from one to the other.
export function spanOf(control, from, to) {
    return control.each ? Array.from({length: Math.max(0, to - from + 1)}, (_, i) => from + i) : [from, to];
}

function spanInWords(control, value) {
    const [from, to] = endsOf(control, value) ?? [];
    if (from === undefined) return value === null ? t("ask.no_matter") : [value].flat().join(", ");
    return from === to ? String(from) : `${from}\u2013${to}`;
}

function choiceInWords(control, value) {
    const labelOf = wanted => control.choices.find(choice => same(choice.value, wanted))?.label;
    return labelOf(value) ?? [value].flat().map(item => labelOf([item]) ?? String(item)).join(", ");
}

/// A value in words: "500 pupils", "80 %", the label of a choice, of each of a list that is none, a date as the language writes it.
export function inWords(control, value, language) {
    if (control.kind === "choice") return choiceInWords(control, value);
    if (control.kind === "span") return spanInWords(control, value);
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
        high: withUnit(shown(control, control.max), control.unit ?? ""),
    });
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
    const known = control.choices.some(choice => same(choice.value, value)); // else it is a file's: it stays until another is chosen
    const choices = known ? control.choices : [...control.choices, {value, label: choiceInWords(control, value)}];
    const options = choices.map(choice => h("option", {value: choice.value, selected: same(choice.value, value)}, choice.label));
    const longest = Math.max(...choices.map(choice => choice.label.length));
    // What even a line cuts at its end stands whole below it; whoever has it read out hears it whole already.
    const whole = longest > fitsLine ? h("p", {class: "control-note whole-choice", "aria-hidden": "true"}) : null;
    const show = label => whole?.replaceChildren(label.length > fitsLine ? label : "");
    show(choices.find(choice => same(choice.value, value)).label);
    const choose = ({target}) => {
        const {label, value: chosen} = choices[target.selectedIndex];
        show(label);
        changed(chosen);
    };
    return h(
        "div",
        {class: longest > fitsBeside ? "control wide" : "control"}, // else "V to VIII" is cut to "V to VI"
        h("label", {for: id}, control.label),
        h("select", {id, "data-key": id, onchange: choose}, options),
        whole,
        control.key === "levels" ? h("p", {class: "control-note"}, t("ask.levels_note")) : null,
    );
}

/// Two whole numbers, from and to, of which an empty one is as far as it goes; both empty: all.
function spanControl(control, value, id, changed) {
    const ends = endsOf(control, value);
    const {min, max} = control;
    const problem = h("p", {class: "problem", id: `${id}-problem`, hidden: true}, allowed(control));
    const field = (key, words, now) => {
        const said = {"aria-label": words, "aria-describedby": `${id}-note ${id}-problem`};
        return h("input", {type: "number", min, max, step: 1, value: now ?? "", id: key, "data-key": key, inputmode: "numeric", ...said});
    };
    const from = field(id, t("ask.from", {label: control.label}), ends?.[0]);
    const to = field(`${id}-to`, t("ask.to", {label: control.label}), ends?.[1]);
    const read = () => {
        const now = [from.value === "" ? min : from.valueAsNumber, to.value === "" ? max : to.valueAsNumber];
        const fine = from.validity.valid && to.validity.valid && now[0] <= now[1];
        problem.hidden = fine;
        for (const one of [from, to]) one.setAttribute("aria-invalid", !fine);
        if (!fine) return;
        note.textContent = open; // what a file named is no longer set
        changed(from.value === "" && to.value === "" ? null : spanOf(control, ...now));
    };
    for (const one of [from, to]) one.addEventListener("change", read);
    const open = t("ask.open", {low: number(min), high: number(max)});
    const said = value === null || ends ? open : `${t("ask.set_to", {value: spanInWords(control, value)})}; ${open}`;
    const note = h("p", {class: "control-note", id: `${id}-note`}, said);
    return h(
        "div",
        {class: "control"},
        h("label", {for: id}, control.label),
        h("div", {class: "exact span"}, from, "\u2013", to),
        note,
        problem,
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
    const make = {choice: choiceControl, date: dateControl, span: spanControl}[control.kind] ?? numberControl;
    return make(control, value, id, changed);
}

/// Marks the controls that a message names ("measures/0/values/KEY").
export function markControls(messages) {
    for (const message of messages) {
        const found = /^measures\/(\d+)\/values\/(\w+)$/.exec(message.where ?? "");
        const id = found && `m${found[1]}-${found[2]}`;
        const controls = document.querySelectorAll(["", "-exact", "-to"].map(part => `[data-key="${id}${part}"]`).join());
        for (const control of controls) control.setAttribute("aria-invalid", "true");
    }
}
