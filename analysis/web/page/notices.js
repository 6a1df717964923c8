// What the page says beside its parts: quietly to screen readers, and in a box that can be closed.
import {byId, h} from "./dom.js";
import {language, t} from "./texts.js";

/// Has a screen reader say a sentence when it has time.
export function say(text) {
    byId("said").textContent = "";
    setTimeout(() => {
        byId("said").textContent = text;
    }, 50); // the same words twice are said twice
}

/// Where it is, as far as somebody can see it: the control, or the line of a file that was opened.
function placeOf({where = "", about = ""}) {
    const [, file, n] = /^([^/]+):(\d+)$/.exec(where) ?? [];
    return about || (file ? t("files.line", {file, n}) : "");
}

/// What the program refuses, as sentences: what of, why, and what to do.
export function inFull(message) {
    const {text, try: remedy} = message;
    const place = placeOf(message);
    const ended = words => (/[.!?…]$/.test(words) ? words : words + ".");
    const begun = words => words && words[0].toLocaleUpperCase(language()) + words.slice(1);
    const said = [text, remedy].filter(Boolean).map(words => ended(begun(words)));
    return (place ? `${place}: ` : "") + said.join(" ");
}

let said = null; // what the box says: a function, so that it can be said in another language

/// A box at the top. words(): {title, text, field, messages}; `field` is a text to copy from, `messages` are the program's.
export function note(words) {
    const {title, text, field = null, messages = []} = words();
    said = words;
    const box = h(
        "div",
        {class: "notice", role: "alert"},
        h("h2", {}, title),
        text ? h("p", {}, text) : null,
        messages.map(message => h("p", {}, inFull(message))),
        field
            ? h("input", {
                  type: "text",
                  readonly: true,
                  value: field,
                  "aria-label": title,
                  onfocus: event => event.target.select(),
              })
            : null,
        h("button", {type: "button", class: "small", onclick: shut}, t("page.close")),
    );
    byId("notices").replaceChildren(box);
}

function shut() {
    said = null;
    byId("notices").replaceChildren();
}

/// Says the box again in the language of now; what the program has said in another one is taken away.
export function noteAgain() {
    if (said?.().messages?.length) shut();
    else if (said) note(said);
}

/// Does `action`, and says what was refused.
export async function attempt(action) {
    try {
        await action();
    } catch (error) {
        const status = {0: "run.no_program", 403: "run.restarted", 404: "run.gone", 413: "files.too_large"}[error.status];
        note(() => ({
            title: t("page.refused"),
            text: error.messages?.length ? "" : t(status ?? "run.unknown"),
            messages: error.messages ?? [],
        }));
    }
}

/// Where the page could not begin: its words may be what did not come, so that these stand here.
export function notStarted(error) {
    document.body.classList.remove("loading");
    const words =
        error.status === 403
            ? "Reîncărcați pagina. / Reload the page."
            : "Programul nu răspunde. / The program does not answer.";
    byId("notices").replaceChildren(h("p", {class: "notice", role: "alert"}, words));
}
