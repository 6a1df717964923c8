// What is taken away and brought back: scenario and report, charts, the link of the state.
import {getText, post, postToml} from "./api.js";
import {byId, h} from "./dom.js";
import {png, svgText} from "./charts.js";
import {language, t} from "./texts.js";

/// Has the browser save a text or a Blob under a name.
export function save(name, content, type) {
    const url = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], {type}));
    const link = h("a", {href: url, download: name});
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(url), 10000);
}

/// The two buttons below a chart. about: {asked, source} of the answer; `found`: what the chart says in words.
export function chartButtons(svg, name, title, about, found = []) {
    const said = {title, above: [about.asked], below: [...found, about.source]};
    const button = (kind, action) =>
        h("button", {type: "button", class: "small", "aria-label": t("files.chart", {kind, title}), onclick: action}, kind);
    return h(
        "p",
        {class: "chart-files"},
        button("SVG", () => save(`${name}.svg`, svgText(svg, said), "image/svg+xml")),
        button("PNG", async () => save(`${name}.png`, await png(svg, said))),
    );
}

async function copyLink(on) {
    const link = location.href;
    try {
        await navigator.clipboard.writeText(link);
        on.say(t("files.link_copied"));
    } catch {
        on.note(() => ({title: t("files.link_title"), text: t("files.link_by_hand"), field: link}));
    }
}

async function openScenario(on) {
    const chooser = h("input", {
        type: "file",
        accept: ".toml",
        id: "scenario-file",
        class: "unseen",
        "aria-label": t("files.open"),
    });
    byId("menu-items").append(chooser);
    chooser.addEventListener("change", async () => {
        const file = chooser.files[0];
        chooser.remove();
        if (file) on.attempt(async () => on.opened(await postToml(`/api/scenario?lang=${language()}`, await file.text()), file.name));
    });
    chooser.addEventListener("cancel", () => chooser.remove());
    chooser.click();
}

async function openReport(id, on) {
    const {url} = await post(`/api/runs/${id}/report`, {lang: language()});
    window.open(url, "_blank", "noopener");
    on.say(t("files.report_opened"));
}

/// Fills the menu. run: of run.js, with answered(): whether an answer to what is asked is on the screen; on: {say(text), note(words), attempt(action), opened(state, name)}.
export function fillMenu(run, on) {
    const needsRun = !(run.finished() && run.answered());
    const reason = t(run.running() ? "files.wait" : "files.no_run");
    const item = (key, action, held = false) =>
        h(
            "button",
            {
                type: "button",
                "aria-disabled": String(held), // without a value it would say nothing
                "data-item": key,
                onclick: () => {
                    if (held) return on.say(reason);
                    byId("menu").open = false;
                    byId("menu").querySelector("summary").focus();
                    on.attempt(action);
                },
            },
            t(`files.${key}`),
            held ? h("span", {class: "why"}, reason) : null,
        );
    const text = (path, name, type) => async () => save(name, await getText(`/api/runs/${run.id()}/${path}?lang=${language()}`), type);
    byId("menu-items").replaceChildren(
        item("open", () => openScenario(on)),
        item("save", text("scenario.toml", "scenario.toml", "application/toml"), run.id() === null),
        item("save_baseline", text("baseline.toml", "baseline.toml", "application/toml"), run.id() === null),
        item("report", () => openReport(run.id(), on), needsRun),
        item(
            "save_report",
            text("report", language() === "ro" ? "raport.html" : "report.html", "text/html"),
            needsRun,
        ),
        item("link", () => copyLink(on)),
        item("print", async () => window.print()),
    );
}

/// Closes the menu when something else is pressed, or Escape.
export function closeMenu() {
    const menu = byId("menu");
    document.addEventListener("click", event => {
        if (!menu.contains(event.target)) menu.open = false;
    });
    menu.addEventListener("keydown", event => {
        if (event.key !== "Escape") return;
        menu.open = false;
        menu.querySelector("summary").focus();
    });
}
