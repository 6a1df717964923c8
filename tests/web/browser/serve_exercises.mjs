// Each shipped exercise on the real server, clicked through in both languages; and one with the keyboard alone.
import assert from "node:assert/strict";
import {execFileSync} from "node:child_process";
import {readFile, writeFile} from "node:fs/promises";
import {fileURLToPath} from "node:url";
import {ended, source} from "./browser.mjs";
import {bare} from "./noting.mjs";
import {allWords, browser, runOf, test, told} from "./served.mjs";

const kept = fileURLToPath(new URL("exercises.asked.txt", import.meta.url));
/// A year is enough to click through, and one pair shows all that more of them show.
const quick = "n=1&y=1";

/// The exercises as their files have them: [{id, question, question_ro, ...}].
function files() {
    const read =
        "import json, pathlib, sys, tomllib\n" +
        "files = sorted(pathlib.Path(sys.argv[1]).glob('*.exercise.toml'))\n" +
        "print(json.dumps([{**tomllib.loads(file.read_text()), 'id': file.name.split('.')[0]} for file in files], default=str))";
    return JSON.parse(execFileSync("python3", ["-c", read, `${source}/scenarios/exercises`], {encoding: "utf8"}));
}

/// What a stage asks, in a line: "DJ: curriculum hours_per_year=10".
async function asked(page) {
    const {counties, measures, budget_per_year} = JSON.parse(
        await page.evaluate(id => globalThis.noted.questions[id], await runOf(page)),
    );
    const value = ([key, one]) => ` ${key}=${JSON.stringify(one)}`;
    const said = measures.map(({id, values}) => id + Object.entries(values).sort().map(value).join(""));
    return `${counties.join("+")}: ${said.join("; ")}${budget_per_year ? `; at most ${budget_per_year}` : ""}`;
}

const next = page => page.click("[data-key=guide-next]");
const guideHas = async (page, texts) => {
    const shown = await page.textContent("#guide");
    for (const text of texts) assert.ok(shown.includes(text), `${text}\nis not in\n${shown}`);
};

/// Every step so far stands beside the others: with a range or the word that there is none, a verdict, and how many runs.
async function sideBySide(page, steps) {
    await page.waitForFunction(() => document.querySelectorAll("#compared .side td[colspan]").length === 0);
    const lines = await page.locator("#compared .side tbody tr").allTextContents();
    assert.equal(lines.length, steps < 2 ? 0 : steps, lines.join("\n"));
    for (const [index, line] of lines.entries()) {
        assert.match(line, new RegExp(`^(Step|Pasul) ${index + 1}`));
        assert.match(line, /pair of runs|pereche de rulări/);
        assert.match(line, /too few|prea puține/i, "a single pair is no verdict");
    }
}

/// Clicks through one and gives a line for each stage that asks something.
async function through(page, file, ro) {
    const said = (from, key) => (ro && from[`${key}_ro`]) || from[key];
    const lines = [];
    await page.click(`[data-exercise="${file.id}"]`);
    await guideHas(page, [said(file, "question"), said(file, "about")]);
    await next(page);
    await guideHas(page, said(file, "answers"));
    assert.equal(await page.isVisible("#board"), false, "nothing is shown before the class has voted");
    await page.click("[data-key=vote-1-more]");
    await next(page);
    await guideHas(page, [said(file, "question"), ...said(file, "look_at")]);
    const steps = file.step.slice(file.step.findIndex(step => step.setup));
    for (const step of [null, ...steps]) {
        if (step) {
            await next(page);
            await guideHas(page, [said(step, "text")]);
        }
        await ended(page);
        assert.ok(await page.isVisible("[data-ledger=truth]"));
        await sideBySide(page, lines.length + 1);
        lines.push(`${file.id} ${lines.length + 1}: ${await asked(page)}`);
    }
    await next(page);
    await guideHas(page, [said(file, "question"), ...said(file, "discussion")]);
    await sideBySide(page, lines.length);
    assert.equal(await page.locator("[data-key=guide-next]").count(), 0);
    await page.click("[data-key=guide-leave_done]");
    return lines;
}

test("each shipped exercise is clicked through, shows its words and asks what it has asked before", async () => {
    const all = files();
    assert.ok(all.length >= 10);
    const lines = [];
    for (const [index, file] of all.entries()) {
        const page = await browser.open(`#x=&${quick}&lang=${index % 2 ? "en" : "ro"}`);
        assert.equal(await page.locator("[data-exercise]").count(), all.length);
        lines.push(...(await through(page, file, index % 2 === 0)));
        await page.close();
    }
    const text = lines.join("\n") + "\n";
    if (process.env.VEGHE_UPDATE === "exercises") await writeFile(kept, text);
    assert.equal(text, await readFile(kept, "utf8"), "write it again with VEGHE_UPDATE=exercises if this is meant");
});

/// An exercise of two steps in the smallest county, whose ledgers part in the first: what enough runs show of it costs less than any as shipped.
async function smaller(route) {
    const response = await route.fetch();
    const said = await response.json();
    const {setup, steps} = said.exercises.find(one => one.id === "01_first_on_the_list");
    const screening = {id: "proactive_screening", values: {intensity: 4, ramp_weeks: 0, start: "2022-01-03"}};
    Object.assign(setup, {counties: ["TL"], measures: [screening]});
    for (const step of steps) step.setup = null;
    steps.at(-1).setup = {...setup, measures: [{id: "curriculum", values: {}}]};
    await route.fulfill({response, json: said});
}

/// A step's line holds what was answered: of each ledger the figure, its range and the verdict.
async function lineHolds(line, answer) {
    for (const [i, {text, range, finding, verdict}] of [answer.truth, answer.registered].entries()) {
        assert.notEqual(verdict, "too_few_runs", `${text}: ask for more runs`);
        const cell = line.locator("td").nth(i);
        assert.equal(await cell.locator(".cell-text").textContent(), text);
        if (range !== text) assert.equal(await cell.locator(".cell-range").first().textContent(), range);
        assert.equal(await cell.locator(".cell-verdict").textContent(), finding);
    }
}

test("an exercise with enough runs: ranges and verdicts side by side, whether they overlap, and why the ledgers part", async () => {
    await browser.context.route("**/api/exercises?**", smaller);
    const page = await browser.open("#x=01_first_on_the_list&p=2&n=40&y=5&lang=en");
    const answer = () => page.evaluate(() => globalThis.noted.answer);
    const reason = async () => [await page.textContent(".parted h3"), await page.textContent(".parted p")];
    await ended(page);
    const first = await answer();
    assert.ok(first.parted, "the ledgers part no more: set up what moves one of them alone");
    assert.deepEqual(await reason(), [first.parted.title, first.parted.text]);
    assert.match(first.parted.text, /registered cases rise; true cases show no clear change/);
    await page.click("[data-language=ro]");
    await page.waitForFunction(english => ![null, undefined, english].includes(document.querySelector(".parted h3")?.textContent), first.parted.title);
    const {parted} = await answer();
    assert.deepEqual(await reason(), [parted.title, parted.text]);
    assert.match(parted.text, /cazurile înregistrate cresc/);
    await page.click("[data-language=en]");
    await page.waitForFunction(english => document.querySelector(".parted h3")?.textContent === english, first.parted.title);
    await next(page);
    await page.waitForSelector("#result:not(.stale) .asked >> text=/hours|Lessons/");
    await ended(page);
    const second = await answer();
    assert.equal(second.parted, null, "lessons part no ledgers");
    assert.equal(await page.locator(".parted").count(), 0);
    const lines = page.locator("#compared .side tbody tr");
    assert.equal(await lines.count(), 2);
    for (const [i, one] of [first, second].entries()) await lineHolds(lines.nth(i), one);
    const texts = await told(page, "/api/texts?lang=en");
    const [a, b] = [first.truth.change, second.truth.change];
    const apart = a.high < b.low || b.high < a.low;
    const said = apart ? texts["compared.apart"].replace("{list}", "Step 1 and Step 2") : texts["compared.overlap"];
    assert.equal(await page.textContent(".compared-verdict"), said);
    await page.click("#compared summary");
    assert.ok((await page.locator("#compared .scroll td .cell-text").count()) > 0);
    assert.deepEqual(await bare(page), []);
    await browser.context.unroute("**/api/exercises?**", smaller);
});

test("who goes back to a step sees it again without a run, and what the class tries itself stands beside the steps", async () => {
    const page = await browser.open(`#x=03_called_away&p=2&${quick}&lang=en`);
    await ended(page);
    await next(page);
    await ended(page);
    await sideBySide(page, 2);
    const figures = () => page.locator(".side tbody tr >> nth=0 >> .cell-text").allTextContents();
    const [first, runs] = [await figures(), await page.evaluate(() => Object.keys(globalThis.noted.questions).length)];
    await page.click("[data-key=guide-back]");
    await page.waitForSelector("#result:not(.stale) .asked >> text=/500 pupils|for 500/");
    await ended(page);
    assert.deepEqual(await figures(), first);
    assert.equal(await page.evaluate(() => Object.keys(globalThis.noted.questions).length), runs, "no run was asked for");
    await page.focus("#m0-pupils_per_counsellor");
    await page.keyboard.press("ArrowLeft");
    await page.waitForSelector(".side tr[data-step='0'] .cell-text");
    await ended(page);
    const names = await page.locator(".side tbody .cell-step").allTextContents();
    assert.deepEqual(names, ["Step 1", "Step 2", "Of your own \u00b7 shown below"]);
    await page.click("[data-language=ro]");
    await page.waitForFunction(() => document.querySelector(".side .cell-step")?.textContent === "Pasul 1");
    assert.equal(await page.locator("#compared .side td[colspan]").count(), 0, "kept in both languages");
    await page.reload();
    await ended(page);
    assert.equal(await page.locator(".side tbody tr").count(), 3, "kept over a reload");
});

test("a step that is left before its runs have ended stays beside the others with those that there were", async () => {
    const page = await browser.open("#x=03_called_away&p=2&n=200&y=1&lang=en");
    await page.waitForFunction(() => /^[2-9] of/.test(document.querySelector(".status p")?.textContent));
    await next(page);
    const left = page.locator(".side tr[data-step='1']");
    await left.locator(".cell-text >> nth=0").waitFor();
    const pairs = /(\d+) pairs? of runs/.exec(await left.textContent())[1];
    assert.ok(pairs < 200, pairs);
    await page.click("[data-language=ro]");
    await page.waitForFunction(() => document.querySelector(".side .cell-step")?.textContent === "Pasul 1");
    assert.match(await left.textContent(), new RegExp(`${pairs} (de )?perechi de rulări`));
});

test("the language is switched on every part of an exercise", async () => {
    for (const part of [0, 1, 2, 3, 5]) {
        const page = await browser.open(`#x=01_first_on_the_list&p=${part}&${quick}&lang=ro`);
        if (part > 1) await ended(page);
        await page.click("[data-language=en]");
        await page.waitForFunction(() => document.documentElement.lang === "en" && document.title.includes("What would"));
        if (part > 1) await page.waitForFunction(() => /^True/.test(document.querySelector("[data-ledger=truth] h3")?.textContent));
        const switched = await allWords(page);
        await page.reload();
        await page.waitForSelector("body:not(.loading)");
        if (part > 1) await ended(page);
        assert.deepEqual(switched, await allWords(page), `part ${part}`);
        await page.close();
    }
});

/// Presses Tab until what has the focus fits a selector; each stop on the way must be seen and have a name.
async function tabTo(page, selector) {
    const passed = [];
    for (let i = 0; i < 150; i += 1) {
        await page.keyboard.press("Tab");
        const stop = await page.evaluate(wanted => {
            if (document.activeElement === document.body) return null; // between the last stop and the first
            const element = document.activeElement,
                box = element.getBoundingClientRect(),
                style = getComputedStyle(element);
            const labels = [...(element.labels ?? [])].map(label => label.textContent).join(" ");
            return {
                there: element.matches(wanted),
                name: (element.getAttribute("aria-label") || labels || element.textContent || element.title).trim().slice(0, 40),
                seen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight,
                marked: style.outlineStyle !== "none" || document.querySelectorAll(".ring").length > 0,
            };
        }, selector);
        if (!stop) continue;
        passed.push(stop.name);
        assert.ok(stop.name, `a stop without a name after ${passed.slice(-3)}`);
        assert.ok(stop.seen, `the focus is out of sight on ${stop.name}`);
        assert.ok(stop.marked, `the focus is not marked on ${stop.name}`);
        if (stop.there) return passed;
    }
    throw new Error(`Tab does not lead to ${selector}: ${passed.join(", ")}`);
}

test("with the keyboard alone: a question of one's own, then an exercise to its end", async () => {
    const page = await browser.open(`#c=DJ&m=school_counsellors:pupils_per_counsellor=500&${quick}&lang=en`);
    await ended(page);
    await tabTo(page, "#m0-pupils_per_counsellor");
    await page.keyboard.press("ArrowLeft");
    await page.waitForSelector("#result:not(.stale) .asked >> text=/4\\d\\d pupils/");
    await ended(page);
    await tabTo(page, "[data-view=exercises]");
    await page.keyboard.press("Enter");
    await tabTo(page, '[data-exercise="03_called_away"]');
    await page.keyboard.press("Enter");
    await tabTo(page, "[data-key=guide-next]");
    await page.keyboard.press("Enter");
    await tabTo(page, "[data-key=vote-1-more]");
    await page.keyboard.press("Space");
    await page.keyboard.press("Space");
    assert.equal(await page.inputValue(".vote input >> nth=1"), "2", "the focus stays on the button that was pressed");
    while (await page.locator("[data-key=guide-next]").count()) {
        await tabTo(page, "[data-key=guide-next]");
        await page.keyboard.press("Enter");
        await ended(page);
    }
    await tabTo(page, "[data-key=guide-leave_done]");
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement.textContent), "Guided exercises");
});
