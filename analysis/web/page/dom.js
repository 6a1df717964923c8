// Elements without markup in text: what a file or the program says is put in as text, never as HTML.

const svgNamespace = "http://www.w3.org/2000/svg";

function build(element, attributes, children) {
    for (const [name, value] of Object.entries(attributes)) {
        if (value === null || value === undefined || value === false) continue;
        if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
        else if (name === "value" || name === "checked" || name === "disabled") element[name] = value;
        else element.setAttribute(name, value === true ? "" : value);
    }
    element.append(...children.flat(3).filter(child => child !== null && child !== undefined && child !== false));
    return element;
}

/// An HTML element: h("p", {class: "note", onclick: f}, "text", child, [more]). Null children and attributes are left out.
export function h(tag, attributes = {}, ...children) {
    return build(document.createElement(tag), attributes, children);
}

/// An SVG element, likewise.
export function s(tag, attributes = {}, ...children) {
    return build(document.createElementNS(svgNamespace, tag), attributes, children);
}

export const byId = id => document.getElementById(id);

/// A function that calls `action` once nothing has called it for `ms`; its `stop` forgets a call that waits.
export function quiet(action, ms) {
    let timer = 0;
    const later = (...args) => {
        clearTimeout(timer);
        timer = setTimeout(() => action(...args), ms);
    };
    later.stop = () => clearTimeout(timer);
    return later;
}

/// Draws anew what `draw` gives into `slot`, and gives the focus back to the element with the same data-key.
export function redraw(slot, draw) {
    const active = slot.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
    const open = [...slot.querySelectorAll("details[open][data-key]")].map(details => details.dataset.key);
    slot.replaceChildren(...[draw()].flat(2).filter(Boolean));
    for (const details of slot.querySelectorAll("details[data-key]")) {
        if (open.includes(details.dataset.key)) details.open = true;
    }
    if (active) slot.querySelector(`[data-key="${CSS.escape(active)}"]`)?.focus({preventScroll: true});
}
