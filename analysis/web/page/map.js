// The counties on a map: pressed with the mouse or with the keyboard. One tab stop; arrows go to the neighbour in that
// direction, Enter or Space chooses, a letter goes to the next county that begins with it.
import {s} from "./dom.js";

const byLetter = name => name.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/// The nearest of `places` from `from` in the direction of an arrow key; sideways counts double. Null where there is none.
export function neighbour(places, from, key) {
    const here = places.get(from);
    const [dx, dy] = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1]}[key];
    let best = null,
        least = Infinity;
    for (const [code, place] of places) {
        const along = (place.x - here.x) * dx + (place.y - here.y) * dy;
        const aside = Math.abs((place.x - here.x) * dy) + Math.abs((place.y - here.y) * dx);
        if (code === from || along <= 1 || along + 2 * aside >= least) continue;
        least = along + 2 * aside;
        best = code;
    }
    return best;
}

function shape(county, handlers) {
    const option = s("path", {
        d: county.d,
        role: "option",
        tabindex: -1,
        "data-code": county.county_code,
        "aria-label": county.name,
        "aria-selected": "false",
        "fill-rule": "evenodd",
        class: "county",
    });
    option.addEventListener("click", event =>
        handlers.chosen(county.county_code, event.ctrlKey || event.metaKey || event.shiftKey),
    );
    option.addEventListener("pointerenter", () => handlers.named(county.county_code));
    option.addEventListener("pointerleave", () => handlers.named(null));
    option.addEventListener("focus", () => handlers.focused(county.county_code, option.matches(":focus-visible")));
    option.addEventListener("blur", () => handlers.focused(null, false));
    return option;
}

function label(place, name) {
    return s("text", {class: "place", x: Math.min(Math.max(place.x, 60), 553), y: place.y + 7, "text-anchor": "middle"}, name);
}

/// A map in `map` (the JSON of map_romania_counties): {element, choose(codes), name(names)}; on.chosen(code, adding) and
/// on.seen(code) when one is pointed at or focused.
export function countyMap(map, on) {
    const shapes = new Map(),
        places = new Map();
    const options = s("g", {role: "listbox", "aria-multiselectable": "true"});
    const outlines = s("g", {"aria-hidden": "true", class: "outlines"}); // over the neighbours; moving the shapes would lose the focus
    const labels = s("g", {"aria-hidden": "true", class: "labels"});
    let chosen = [],
        pointed = null,
        focus = null,
        ringed = null;
    const names = new Map(map.counties.map(county => [county.county_code, county.name]));

    function drawLabels() {
        outlines.replaceChildren(
            ...chosen.map(code => s("path", {d: shapes.get(code).getAttribute("d"), class: "outline"})),
            ...(ringed ? [s("path", {d: shapes.get(ringed).getAttribute("d"), class: "ring"})] : []),
        );
        labels.replaceChildren(
            ...[...new Set([...chosen, pointed].filter(Boolean))].map(code => label(places.get(code), names.get(code))),
        );
    }
    function named(code) {
        pointed = code;
        drawLabels();
        if (code) on.seen(code);
    }
    function reachable(code) {
        focus = code;
        for (const [other, option] of shapes) option.setAttribute("tabindex", other === code ? 0 : -1);
    }
    function focused(code, visible) {
        ringed = visible ? code : null;
        if (code) reachable(code);
        named(code);
    }
    const handlers = {chosen: on.chosen, named, focused};
    for (const county of map.counties) {
        const option = shape(county, handlers);
        shapes.set(county.county_code, option);
        options.append(option);
    }
    const element = s("svg", {viewBox: map.viewBox, class: "map"}, options, outlines, labels);
    element.addEventListener("keydown", event => {
        const target = key(event, places, names, focus);
        if (target === undefined) return;
        event.preventDefault();
        if (target === "choose") on.chosen(focus, event.shiftKey);
        else if (target) shapes.get(target).focus();
    });

    return {
        element,
        /// To be called once the element is on the page: reads where the shapes are.
        placed() {
            for (const [code, option] of shapes) {
                const box = option.getBBox();
                places.set(code, {x: box.x + box.width / 2, y: box.y + box.height / 2});
            }
        },
        choose(codes) {
            chosen = codes;
            for (const [code, option] of shapes) {
                option.setAttribute("aria-selected", codes.includes(code));
                option.classList.toggle("on", codes.includes(code));
            }
            if (!shapes.get(focus)?.matches(":focus")) reachable(codes[0] ?? "B");
            drawLabels();
        },
        label(text) {
            options.setAttribute("aria-label", text);
        },
    };
}

/// What a key asks for: a county's code, "choose", null (nowhere to go) or undefined (not a key of the map).
function key(event, places, names, focus) {
    if (event.ctrlKey || event.altKey || event.metaKey) return undefined;
    if (event.key.startsWith("Arrow")) return neighbour(places, focus, event.key);
    if (event.key === "Enter" || event.key === " ") return "choose";
    if (event.key.length !== 1 || !/\p{L}/u.test(event.key)) return undefined;
    const codes = [...names.keys()].sort((a, b) => names.get(a).localeCompare(names.get(b), "ro"));
    const after = [...codes.slice(codes.indexOf(focus) + 1), ...codes.slice(0, codes.indexOf(focus))];
    return after.find(code => byLetter(names.get(code)).startsWith(byLetter(event.key))) ?? null;
}
