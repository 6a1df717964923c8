// The counties of the question: the map, and a plain list as the other way in.
import {h, quiet, redraw} from "./dom.js";
import {countyMap} from "./map.js";
import {counted, list, t} from "./texts.js";

const dwellMs = 500;

/// Counties by region, for a select; the first option is for its own words.
function options(model) {
    const regions = [...new Set(model.counties.map(county => county.region))].sort((a, b) => a.localeCompare(b, "ro"));
    return [
        h("option", {value: ""}),
        regions.map(region =>
            h(
                "optgroup",
                {label: region},
                model.counties
                    .filter(county => county.region === region)
                    .map(county => h("option", {value: county.code}, county.name)),
            ),
        ),
    ];
}

/// on: {choose(codes), refused(words), prepare(code)}. Gives {draw(state), relabel(model, state)}.
export function wherePart(slot, model, shapes, on) {
    let several = false,
        state = {counties: []};
    const names = new Map(model.counties.map(county => [county.code, county]));
    const prepare = quiet(code => on.prepare(code), dwellMs);

    function chosen(code, adding) {
        const now = state.counties;
        if (!adding && !several) return on.choose([code]);
        if (now.includes(code)) return now.length > 1 ? on.choose(now.filter(other => other !== code)) : undefined;
        if (now.length >= model.caps.counties) return on.refused(() => counted("where.full", model.caps.counties));
        return on.choose([...now, code]);
    }
    const map = countyMap(shapes, {chosen, seen: code => prepare(code)});
    const list_ = h("div"),
        chips = h("div");
    const head = h("h3", {class: "ask-head"});
    slot.replaceChildren(head, list_, map.element, chips);
    map.placed();

    function relabel(latest, newest) {
        for (const county of latest.counties) names.set(county.code, county);
        head.textContent = t("where.title");
        map.label(t("where.map"));
        redraw(list_, () =>
            h(
                "div",
                {class: "where-list"},
                h("label", {for: "county", class: "unseen"}, t("where.list")),
                h(
                    "select",
                    {
                        id: "county",
                        "data-key": "county",
                        onchange: event => {
                            if (event.target.value) chosen(event.target.value, false);
                        },
                    },
                    options(model),
                ),
                h(
                    "label",
                    {class: "check"},
                    h("input", {
                        type: "checkbox",
                        "data-key": "several",
                        checked: several,
                        onchange: event => {
                            several = event.target.checked;
                            if (!several && state.counties.length > 1) on.choose(state.counties.slice(0, 1));
                            relabel(latest, state);
                        },
                    }),
                    t("where.several"),
                ),
            ),
        );
        draw(newest);
    }

    function draw(newest) {
        state = newest;
        if (state.counties.length > 1) several = true;
        slot.querySelector("input[type=checkbox]").checked = several;
        map.choose(state.counties);
        slot.querySelector("#county option").textContent = t(several ? "where.add" : "where.choose");
        slot.querySelector("#county").value = several ? "" : (state.counties[0] ?? "");
        const people = state.counties.reduce((sum, code) => sum + names.get(code).inhabitants, 0);
        redraw(chips, () => [
            h(
                "p",
                {class: "where-chosen"},
                h("b", {}, list(state.counties.map(code => names.get(code).name))),
                state.counties.length ? ` \u00b7 ${counted("where.people", people)}` : t("where.nothing"),
            ),
            several
                ? h(
                      "ul",
                      {class: "chips"},
                      state.counties.map(code =>
                          h(
                              "li",
                              {},
                              names.get(code).name,
                              state.counties.length > 1
                                  ? h(
                                        "button",
                                        {
                                            type: "button",
                                            class: "quiet",
                                            "data-key": `chip-${code}`,
                                            "aria-label": t("where.remove", {name: names.get(code).name}),
                                            onclick: () => chosen(code, true),
                                        },
                                        "\u00d7",
                                    )
                                  : null,
                          ),
                      ),
                  )
                : null,
        ]);
    }
    return {draw, relabel};
}
