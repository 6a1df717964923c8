// On how weak evidence an answer rests, what it cannot tell, and how the page is read.
import {h} from "./dom.js";
import {grades, sign} from "./charts.js";
import {t} from "./texts.js";

/// Assumed values by grade. context: {answer, full}.
export function weakPart({answer, full}) {
    return h(
        "section",
        {class: "block weak"},
        h("h2", {}, t("weak.title")),
        h("p", {}, answer.weak.text),
        grades(answer.weak.grades, t("weak.bar"), Math.min(full, 620)),
        h("p", {class: "note"}, t("weak.grades")),
    );
}

/// The key to the page: signs, dots, lines and the two ledgers.
export function readingPart() {
    const row = (picture, key) => h("li", {}, picture, h("span", {}, t(key)));
    return h(
        "details",
        {"data-key": "reading"},
        h("summary", {}, t("reading.title")),
        h(
            "ul",
            {class: "reading"},
            row(sign("fewer"), "reading.fewer"),
            row(sign("more"), "reading.more"),
            row(sign("same"), "reading.same"),
            row(h("span", {class: "dot-line", "aria-hidden": "true"}), "reading.line"),
            row(h("span", {class: "dot-hollow", "aria-hidden": "true"}), "reading.hollow"),
            row(h("span", {class: "dot-band", "aria-hidden": "true"}), "reading.band"),
            ...["true", "registered", "paired"].map(key => row(null, `reading.${key}`)),
        ),
    );
}

/// What the answer cannot tell. context: {answer}.
export function limitsPart({answer}) {
    return h(
        "section",
        {class: "block"},
        h("h2", {}, t("limits.title")),
        h(
            "ul",
            {class: "limits"},
            answer.cannot_say.map(text => h("li", {}, text)),
        ),
    );
}
