// What is asked of the run beside its measures: money, years, pairs of runs, another throw of the dice.
import {h} from "./dom.js";
import {t} from "./texts.js";

/// A budget for all measures together; empty: none.
function budget(state, changed) {
    const field = h("input", {
        type: "number",
        min: 1,
        max: 1e9,
        step: 1,
        id: "budget",
        "data-key": "budget",
        value: state.budget_per_year ?? "",
    });
    field.addEventListener("change", () => {
        if (!field.validity.valid) return field.setAttribute("aria-invalid", "true");
        field.removeAttribute("aria-invalid");
        state.budget_per_year = field.value === "" ? null : field.valueAsNumber;
        return changed();
    });
    return h("div", {class: "control"}, h("label", {for: "budget"}, t("ask.budget")), field);
}

/// Budget, years, seed and number of runs, folded: few need them.
export function settings(model, state, changed) {
    const choice = (key, label, values, now) =>
        h(
            "div",
            {class: "control"},
            h("label", {for: `luck-${key}`}, label),
            h(
                "select",
                {
                    id: `luck-${key}`,
                    "data-key": `luck-${key}`,
                    onchange: event => {
                        state[key] = Number(event.target.value);
                        changed();
                    },
                },
                values.map(value => h("option", {value, selected: value === now}, String(value))),
            ),
        );
    const {caps} = model;
    const range = [...Array(caps.years).keys()].map(i => i + 1);
    const pairs = [...new Set([model.pairs, 10, 20, 40, 80, 160, state.pairs ?? model.pairs])]
        .filter(n => n <= caps.pairs)
        .sort((a, b) => a - b);
    return h(
        "details",
        {class: "luck", "data-key": "luck"},
        h("summary", {}, t("ask.runs")),
        budget(state, changed),
        choice("years", t("ask.years"), range, state.years ?? model.years.count),
        choice("pairs", t("ask.pairs"), pairs, state.pairs ?? model.pairs),
        choice(
            "seed",
            t("ask.seed"),
            [...new Set([1, 2, 3, 4, 5, state.seed ?? model.seed])].sort((a, b) => a - b),
            state.seed ?? model.seed,
        ),
        h("p", {class: "note"}, t("ask.runs_note")),
    );
}
