// The words of the page. They are in analysis/web/text_en.toml and text_ro.toml, and come from the program in one language.
import {get} from "./api.js";

let words = {};
let current = "ro";

export const language = () => current;

/// Loads the words of a language ("ro" or "en"), and says on the document which it is.
export async function load(wanted) {
    words = await get(`/api/texts?lang=${wanted}`);
    current = wanted;
    document.documentElement.lang = wanted;
}

/// The sentence of a key, its {places} filled. A key that is missing shows itself.
export function t(key, places = {}) {
    const text = words[key];
    if (typeof text !== "string") return key;
    return text.replace(/\{(\w+)\}/g, (whole, name) => (name in places ? String(places[name]) : whole));
}

/// A number as it is shown, which is what its noun goes by.
const shown = value => +value.toPrecision(6);

/// A sentence that differs by number: `key.one`, `key.few`, and `key.many` as Romanian has it from 20 on ("20 de rulări").
export function counted(key, n, places = {}) {
    const rest = Math.abs(shown(n)) % 100;
    const few = n === 0 || (rest > 0 && rest < 20);
    return t(`${key}.${n === 1 ? "one" : few ? "few" : "many"}`, {n: number(n), ...places});
}

/// A number with the language's marks, and no more digits than it came with (six at most).
export function number(value) {
    const [whole, part] = String(Math.abs(shown(value))).split(".");
    const grouped = whole.replace(/\B(?=(\d{3})+$)/g, t("number.thousands"));
    return (value < 0 ? "\u2212" : "") + grouped + (part ? t("number.decimal") + part : "");
}

/// A number and its unit: "500 pupils", "80 %". Romanian says "500 de elevi" from 20 on, but "30 pe an".
export function withUnit(value, unit) {
    const rest = Math.abs(shown(value)) % 100;
    const noun = /^\p{Ll}{3}/u.test(unit);
    const of = noun && Number.isInteger(shown(value)) && value !== 0 && (rest === 0 || rest >= 20) ? t("number.of") : "";
    return `${number(value)} ${of}${unit}`.trim();
}

/// A list in words: "a, b and c".
export function list(items) {
    if (items.length < 2) return items.join("");
    return items.slice(0, -1).join(", ") + t("number.and") + items[items.length - 1];
}

/// Puts the words into what carries data-t (its text), data-t-label (its label).
export function fill(root) {
    for (const element of root.querySelectorAll("[data-t]")) element.textContent = t(element.dataset.t);
    for (const element of root.querySelectorAll("[data-t-label]")) element.setAttribute("aria-label", t(element.dataset.tLabel));
}
