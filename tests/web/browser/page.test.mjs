// The page of `veghe serve` in a real browser, against the mock server: what a trainer does with it, and what goes wrong.
import assert from "node:assert/strict";
import {readFile} from "node:fs/promises";
import {after, afterEach, before, test} from "node:test";
import {ended, startBrowser, startMock, until, violations} from "./browser.mjs";
import {bare, noting} from "./noting.mjs";

let mock, browser;

before(async () => {
    mock = await startMock();
    browser = await startBrowser(mock.address, noting);
});
after(async () => {
    await browser?.stop();
    await mock?.stop();
    assert.deepEqual(browser?.problems, [], "told while the browser ended");
});
afterEach(async () => {
    for (const page of browser.context.pages().slice(1)) await page.close();
    const found = browser.problems.splice(0);
    browser.expected.length = 0;
    assert.deepEqual(found, []);
});

const sentence = page => page.textContent(".main-sentence");
const answered = page => page.waitForSelector(".main-sentence:not(.waiting)");
const asked = async method => (await mock.asked()).filter(one => one.method === method);
/// Moves a slider through values, as fast as a hand does: a busy machine makes no pause between them.
const move = (page, id, ...values) =>
    page.locator(`[id="${id}"]`).evaluate((slider, all) => {
        for (const value of all) {
            slider.value = value;
            slider.dispatchEvent(new Event("input", {bubbles: true}));
        }
    }, values);

test("what a page does wrong is told of every page: one that was closed at once, and one that another has opened", async () => {
    const page = await browser.open("#lang=en");
    const [opened] = await Promise.all([
        browser.context.waitForEvent("page"),
        page.evaluate(() => {
            console.error("told by a page");
            setTimeout(() => {
                throw new Error("thrown by a page");
            });
            fetch(`/assets/map.json?${document.querySelector('meta[name="veghe-token"]').content}`);
            window.open("http://127.0.0.2:47111/elsewhere", "_blank", "noopener");
        }),
    ]);
    await page.close();
    await opened.close();
    const wanted = [
        "console: told by a page",
        "exception: thrown by a page",
        "token in an address",
        "request leaves: http://127.0.0.2:47111/elsewhere",
    ];
    await until(wanted.join(), () => wanted.every(one => browser.problems.some(problem => problem.startsWith(one))));
    browser.problems.length = 0;
});

test("the first answer comes without a click, and its runs end", async () => {
    const page = await browser.open("#lang=en");
    await answered(page);
    await ended(page);
    assert.match(await sentence(page), /Invented for testing/);
    assert.match(await page.textContent("[data-ledger=truth]"), /fewer in \d+ of 10 runs/);
    assert.match(await page.textContent("[data-ledger=registered]"), /more in \d+ of 10 runs/);
    assert.equal(await page.locator("[data-ledger] svg.ten g").count(), 20);
    assert.match(await page.textContent(".parted"), /more registered/);
    assert.match(await page.textContent(".groups >> nth=1"), /not shown.*subtracted/s);
    const shapes = signs => signs.map(({firstElementChild: shape}) => `${shape.tagName} ${shape.getAttribute("d")}`);
    const drawn = await page.locator("svg.sign").evaluateAll(shapes);
    assert.equal(new Set(drawn).size, 3, `fewer, more and same differ by more than colour: ${drawn}`);
});

test("too few runs are called too few, until there are enough", async () => {
    await mock.next("slow");
    const page = await browser.open("#n=20&lang=en");
    await answered(page);
    assert.match(await page.textContent("[data-ledger=truth] .finding"), /Too few runs/);
    assert.match(await page.textContent(".ten-text >> nth=0"), /in \d of \d runs so far/);
    const band = () =>
        page
            .locator("[data-ledger=truth] svg rect")
            .first()
            .evaluate(rect => +rect.getAttribute("width"));
    const first = await band();
    await ended(page);
    assert.ok((await band()) < 0.8 * first, "the band of the mean has narrowed");
    assert.match(await page.textContent("[data-ledger=truth] .finding"), /Fewer than/);
});

test("where runs are too few for either ledger, a button runs as many as would do, or twice as many", async () => {
    const page = await browser.open("#n=4&lang=en");
    await ended(page);
    assert.match(await page.textContent(".status p"), /^4 pairs of runs: too few to judge the mean$/);
    assert.equal(await page.textContent("[data-key=run-more]"), "More runs: 12 pairs of runs");
    await mock.next("register_few");
    await page.click("[data-key=run-more]");
    await until("true cases are judged", async () => (await page.textContent(".status p")).startsWith("12 pairs of runs: enough"));
    assert.match(await page.textContent(".status p"), /of true cases, too few for registered ones$/);
    await page.click("text=More runs: 24 pairs of runs");
    await until("both are", async () => (await page.textContent(".status p")) === "24 pairs of runs: enough to judge the mean");
    assert.equal(await page.locator("[data-key=run-more]").count(), 0);
    assert.match(page.url(), /n=24/);
});

test("nothing is offered beyond the most pairs that may be asked for", async () => {
    await mock.next("register_few");
    const page = await browser.open("#n=200&lang=en");
    await ended(page);
    assert.match(await page.textContent(".status p"), /too few for registered ones$/);
    assert.equal(await page.locator("[data-key=run-more]").count(), 0);
});

for (const lang of ["en", "ro"]) {
    test(`no figure stands without its range, after one run, few and all, on a phone: ${lang}`, async () => {
        const found = [];
        for (const pairs of [1, 3, 20]) {
            const page = await browser.open(`#n=${pairs}&lang=${lang}`, {width: 390, height: 844});
            await ended(page);
            assert.equal(await page.isVisible("#peek"), true);
            found.push(...(await bare(page)).map(one => `${pairs}: ${one}`));
            await page.close();
        }
        assert.deepEqual(found, []);
    });
}

test("a slider that moves stops the run, and one new run is asked for", async () => {
    await mock.next("slow");
    const page = await browser.open("#lang=en");
    await answered(page);
    const posts = (await asked("POST")).length,
        deletes = (await asked("DELETE")).length;
    await move(page, "m0-pupils_per_counsellor", 450, 400, 350, 300);
    await page.waitForSelector("#result.stale");
    await page.waitForFunction(() => !document.querySelector("#result").classList.contains("stale"));
    await ended(page);
    const runs = await asked("POST");
    assert.equal(runs.length, posts + 1);
    assert.equal((await asked("DELETE")).length, deletes + 1);
    assert.deepEqual(runs.at(-1).measures, [{id: "school_counsellors", values: {pupils_per_counsellor: 300}}]);
    assert.match(await page.textContent(".asked"), /School counsellors \(Pupils for one counsellor: 300 pupils\)/);
    assert.match(page.url(), /m=school_counsellors:pupils_per_counsellor=300/);
});

test("a slider that rests for a tenth of a second is asked about, and the first answer is drawn as it comes", async () => {
    const page = await browser.open("#lang=en");
    await ended(page);
    const posts = (await asked("POST")).length;
    await page.evaluate(() => {
        const waiting = new Map(); // from here on time passes where the test says so, and nowhere else
        globalThis.setTimeout = (action, ms) => waiting.set(waiting.size + 1, {action, ms}).size;
        globalThis.clearTimeout = id => waiting.set(id, {ms: Infinity});
        globalThis.pass = most => [...waiting.values()].filter(({ms}) => ms <= most).forEach(({action}) => action());
    });
    await move(page, "m0-pupils_per_counsellor", 450, 300);
    await page.evaluate(() => globalThis.pass(100));
    await page.waitForSelector("#result:not(.stale)");
    assert.equal((await asked("POST")).length, posts + 1);
    assert.match(await page.textContent("[data-ledger=truth] .finding"), /Too few runs/);
});

test("the answer to an earlier question is never shown as that of the newest", async () => {
    await mock.next("late");
    const page = await browser.open("#lang=en");
    await answered(page);
    await page.selectOption("#county", "IS");
    await page.waitForFunction(() => document.querySelector(".main-sentence").textContent.includes("IS"));
    await ended(page);
    await page.waitForTimeout(800); // meanwhile the run for Dolj has told three more pairs
    assert.match(await sentence(page), /in IS;/);
    assert.match(await page.textContent(".asked"), /^Iași/);
});

test("language is switched in the middle of a run, without a new run", async () => {
    await mock.next("slow");
    const page = await browser.open("#lang=en");
    await answered(page);
    const posts = (await asked("POST")).length;
    await page.click("[data-language=ro]");
    await page.waitForFunction(() => /^(Inventat|După)/.test(document.querySelector(".main-sentence").textContent));
    assert.equal(await page.getAttribute("html", "lang"), "ro");
    assert.match(await page.textContent("#where"), /locuitori/);
    await ended(page);
    assert.equal((await asked("POST")).length, posts);
    await page.click("[data-language=en]");
    await page.waitForFunction(() => document.querySelector(".main-sentence").textContent.startsWith("Invented"));
    assert.equal((await asked("POST")).length, posts);
});

test("a reload restores the state, and goes on with the same run", async () => {
    const page = await browser.open("#c=IS&m=curriculum:hours_per_year=20,coverage=0.5&y=3&lang=ro");
    await ended(page);
    const posts = (await asked("POST")).length;
    await page.reload();
    await ended(page);
    assert.equal((await asked("POST")).length, posts);
    assert.equal(await page.inputValue("#county"), "IS");
    assert.equal(await page.inputValue("#m0-hours_per_year"), "20");
    assert.equal(await page.inputValue("#m0-coverage"), "50");
    assert.equal((await asked("POST")).at(-1).years, 3);
});

test("two tabs do not disturb each other", async () => {
    const one = await browser.open("#c=DJ&m=school_counsellors&lang=en");
    const two = await browser.open("#c=IS&m=curriculum&lang=en");
    await Promise.all([ended(one), ended(two)]);
    await one.selectOption("#county", "CJ");
    await one.waitForFunction(() => document.querySelector(".main-sentence").textContent.includes("CJ"));
    assert.match(await sentence(two), /IS/);
    await ended(one);
    assert.match(await two.textContent(".asked"), /^Iași/);
});

test("a run is stopped and begun again", async () => {
    await mock.next("hold");
    const page = await browser.open("#lang=en");
    await answered(page);
    await page.click("[data-key=run-stop]");
    await page.waitForSelector(".status.cancelled");
    assert.equal((await asked("DELETE")).at(-1).id.length, 16);
    for (const item of ["save", "report"])
        assert.equal(await page.getAttribute(`[data-item=${item}]`, "aria-disabled"), "false", `${item} of what is on the screen`);
    await page.click("[data-key=run-again]");
    await ended(page);
});

for (const [what, words] of [
    ["fail", /ran out of memory/],
    ["break", /stopped in the middle/],
    ["busy", /four wait/],
]) {
    test(`a run that does not succeed is told, and the next one works: ${what}`, async () => {
        browser.expected.push(/429/);
        await mock.next(what);
        const page = await browser.open("#lang=en");
        await page.waitForSelector(".status.failed");
        assert.match(await page.textContent(".trouble"), words);
        await page.click("[data-key=run-again]");
        await ended(page);
        assert.equal(await page.locator(".trouble").count(), 0);
    });
}

test("a control that the program refuses is marked", async () => {
    browser.expected.push(/422/);
    const page = await browser.open("#lang=en");
    await ended(page);
    await mock.next("refuse");
    await move(page, "m0-coverage", 40);
    await page.waitForSelector(".status.failed");
    assert.equal(await page.getAttribute("#m0-coverage", "aria-invalid"), "true");
    assert.match(await page.textContent(".trouble"), /Coverage is refused here\./);
});

test("a number outside what is allowed asks nothing, and says what is allowed", async () => {
    const page = await browser.open("#lang=en");
    await ended(page);
    const posts = (await asked("POST")).length;
    await page.fill("[data-key=m0-pupils_per_counsellor-exact]", "20");
    assert.match(await page.textContent("#m0-pupils_per_counsellor-problem"), /from 100 to 2,000 pupils/);
    assert.equal(await page.getAttribute("[data-key=m0-pupils_per_counsellor-exact]", "aria-invalid"), "true");
    await page.waitForTimeout(500);
    assert.equal((await asked("POST")).length, posts);
});

test("what may not be shown is not shown, and the reason is", async () => {
    await mock.next("kept_back");
    const page = await browser.open("#lang=en");
    await ended(page);
    assert.match(await page.textContent("[data-ledger=truth]"), /not shown.*kept back/s);
    assert.equal(await page.locator("[data-ledger=truth] svg").count(), 0);
});

test("the program has gone: the page says so and does not break", async () => {
    browser.expected.push(/net::ERR|Failed to load/);
    const page = await browser.open("#lang=en");
    await ended(page);
    await page.route("**/api/**", route => route.abort());
    await page.selectOption("#county", "CJ");
    await page.waitForSelector(".status.failed");
    assert.match(await page.textContent(".trouble"), /does not answer/);
});

test("the map is worked with the keyboard alone", async () => {
    const page = await browser.open("#lang=en");
    await ended(page);
    await page.focus("[data-key=several]");
    await page.keyboard.press("Tab");
    const focused = () => page.evaluate(() => document.activeElement.getAttribute("aria-label"));
    assert.equal(await focused(), "Dolj");
    await page.keyboard.press("ArrowRight");
    assert.equal(await focused(), "Olt");
    await page.keyboard.press("c");
    assert.match(await focused(), /^C/);
    await page.keyboard.press("s");
    assert.match(await focused(), /^S/);
    const name = await focused();
    await page.keyboard.press("Enter");
    await ended(page);
    assert.match(await page.textContent(".asked"), new RegExp(`^${name}`));
    assert.equal(await focused(), name, "the focus stays on the map");
    await page.keyboard.press("Tab");
    assert.equal(
        await page.evaluate(() => document.activeElement.closest("#where") === null),
        true,
        "one tab stop for the whole map",
    );
});

test("the keyboard's order: skip link, views, menu, languages, question, answer", async () => {
    const page = await browser.open("#lang=en");
    await ended(page);
    const seen = [];
    for (let i = 0; i < 9; i += 1) {
        await page.keyboard.press("Tab");
        seen.push(await page.evaluate(() => (document.activeElement.textContent || document.activeElement.id).slice(0, 20)));
        const outline = await page.evaluate(
            () => getComputedStyle(document.activeElement).outlineStyle + document.querySelectorAll(".ring").length,
        );
        assert.notEqual(outline, "none0", `focus is seen on ${seen.at(-1)}`);
    }
    assert.deepEqual(seen.slice(0, 6), ["Skip to the answer", "Try out", "Exercises", "Save and open", "RO", "EN"]);
    await page.evaluate(() => document.querySelector(".skip").focus());
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement.id), "answer");
    assert.match(page.url(), /#c=DJ/, "the link of the state is still there");
});

test("menu and picker are worked with the keyboard alone", async () => {
    const page = await browser.open("#lang=en");
    await ended(page);
    const focused = () =>
        page.evaluate(() => document.activeElement.dataset.item ?? document.activeElement.dataset.key ?? document.activeElement.id);
    await page.focus("#menu summary");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    assert.equal(await focused(), "open", "the first entry comes after the menu");
    await page.keyboard.press("Escape");
    assert.equal(await page.isVisible("[data-item=open]"), false);
    assert.equal(await page.evaluate(() => document.activeElement.matches("#menu summary")), true, "the focus is not lost");
    await page.focus("[data-key=add-measure]");
    await page.keyboard.press("Enter");
    assert.equal(await focused(), "picker-search");
    await page.keyboard.press("Escape");
    assert.equal(await focused(), "add-measure", "closed, it gives the focus back");
    await page.keyboard.press("Enter");
    await page.keyboard.type("villag");
    await page.keyboard.press("Tab"); // the list, which scrolls
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.className), "offer");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => location.hash.includes("rural_campaign"));
    assert.match(await focused(), /^m1-/, "the new measure's first control");
    await ended(page);
});

test("measures are searched, added and taken away", async () => {
    const page = await browser.open("#lang=en");
    await ended(page);
    await page.click("[data-key=add-measure]");
    await page.fill("#picker-search", "villag");
    assert.equal(await page.locator(".offer").count(), 1);
    await page.fill("#picker-search", "zzz");
    assert.match(await page.textContent("#picker"), /No measure has these words/);
    await page.fill("#picker-search", "villag");
    await page.click(".offer");
    await page.waitForFunction(() => location.hash.includes("rural_campaign"));
    await ended(page);
    assert.deepEqual(
        (await asked("POST")).at(-1).measures.map(one => one.id),
        ["school_counsellors", "rural_campaign"],
    );
    await page.click("[data-key=m0-remove]");
    await page.click("[data-key=m0-remove]");
    assert.match(await sentence(page), /Choose a county and a measure/);
});

for (const width of [1366, 390]) {
    test(`counties are chosen on the map with the pointer, through the names that lie over it, ${width} wide`, async () => {
        const page = await browser.open("#c=DJ&m=curriculum&lang=en", {width, height: 844});
        await ended(page);
        const county = code => page.locator(`.county[data-code=${code}]`);
        const names = () => page.locator(".map .place").allTextContents();
        const chosen = said => page.waitForFunction(words => document.querySelector(".asked").textContent.startsWith(`${words} \u00b7`), said);
        await county("IS").hover();
        assert.deepEqual(await names(), ["Dolj", "Iași"], "what is pointed at is named, beside what is chosen");
        await county("IS").click();
        await chosen("Iași");
        await county("BC").click({modifiers: ["Control"]});
        await chosen("Iași and Bacău");
        assert.deepEqual(await page.locator(".county.on").evaluateAll(all => all.map(one => one.dataset.code).sort()), ["BC", "IS"]);
        await county("IS").click({modifiers: ["Shift"]}); // its name lies over its middle
        await chosen("Bacău");
        await page.check("[data-key=several]");
        await county("DJ").click();
        await chosen("Bacău and Dolj");
        assert.match(page.url(), /c=BC,DJ/);
        await ended(page);
    });
}

test("several counties, no more than the program takes", async () => {
    const page = await browser.open("#lang=en");
    await ended(page);
    await page.check("[data-key=several]");
    for (const code of ["IS", "BC", "CJ"]) await page.selectOption("#county", code);
    assert.match(await page.textContent("#notices"), /More than 3 counties/);
    await page.waitForFunction(() => document.querySelector(".main-sentence").textContent.includes("DJ, IS, BC"));
    await page.click("[data-key=chip-IS]");
    await page.waitForFunction(() => document.querySelector(".main-sentence").textContent.includes("DJ, BC"));
    await page.uncheck("[data-key=several]");
    await page.waitForFunction(() => !document.querySelector(".main-sentence").textContent.includes("BC"));
});

test("each exercise is clicked through: nothing is shown before the class has predicted", async () => {
    const page = await browser.open("#lang=en");
    await page.click("[data-view=exercises]");
    const names = await page.locator("[data-exercise]").evaluateAll(buttons => buttons.map(button => button.dataset.exercise));
    assert.ok(names.length >= 2);
    for (const name of names) {
        await page.click(`[data-exercise=${name}]`);
        assert.equal(await page.isVisible("#board"), false);
        const says = async what => assert.match(await page.textContent("#guide"), what);
        await says(/Where: Dolj/);
        await says(/True cases are what happens in the simulation/);
        await page.click("[data-key=guide-next]");
        assert.equal(await page.isVisible("#board"), false);
        await says(/Where: Dolj/);
        await says(/Vote, then run it/);
        for (let i = 0; i < 3; i += 1) await page.click("[data-key=vote-1-more]");
        await page.click("[data-key=vote-1-less]");
        await page.click("[data-key=guide-next]");
        await ended(page);
        assert.equal(await page.isVisible("[data-ledger=truth]"), true);
        assert.match(await page.textContent(".votes-shown"), /More: 2 votes/);
        const [, ...tried] = (await page.textContent(".asked")).split(" \u00b7 ");
        await says(new RegExp(`Tried first: ${tried.join(" \u00b7 ").replace(/[()]/g, "\\$&")}`));
        while (await page.locator("[data-key=guide-next]").count()) {
            await page.click("[data-key=guide-next]");
            await ended(page);
        }
        assert.match(await page.textContent("#guide"), /What did you expect/);
        for (const scale of await page.locator("#compared .side tfoot svg").all())
            assert.ok((await scale.locator("text").count()) > 1, "a scale has more marks than 0");
        await page.click("[data-key=guide-leave_done]");
    }
    assert.ok(
        (await asked("POST")).some(one => one.measures[0]?.values?.coverage === 0.5),
        "a step lays its own setup",
    );
});

test("a reload in the middle of an exercise comes back to it, still veiled", async () => {
    const page = await browser.open("#x=recording_rule&p=1&lang=en");
    await page.click("[data-key=vote-0-more]");
    await page.reload();
    await page.waitForSelector(".vote");
    assert.equal(await page.inputValue(".vote input >> nth=0"), "1");
    assert.equal(await page.isVisible("#board"), false);
});

test("scenario, report and charts are saved, a scenario is opened", async () => {
    const page = await browser.open("#c=DJ&m=school_counsellors:coverage=0.6&lang=en");
    await ended(page);
    const item = async (name, event) => {
        await page.click("#menu summary");
        const [got] = await Promise.all([page.waitForEvent(event), page.click(`[data-item=${name}]`)]);
        return got;
    };
    const saved = await item("save", "download");
    assert.equal(saved.suggestedFilename(), "scenario.toml");
    assert.match(await readFile(await saved.path(), "utf8"), /school_counsellors/);
    assert.equal((await item("save_report", "download")).suggestedFilename(), "report.html");
    const [tab] = await Promise.all([
        browser.context.waitForEvent("page"),
        page.click("#menu summary").then(() => page.click("[data-item=report]")),
    ]);
    await tab.waitForLoadState();
    assert.equal(await tab.title(), "mock report");
    await page.click("#menu summary");
    const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.click("[data-item=open]")]);
    await chooser.setFiles({name: "mine.toml", mimeType: "application/toml", buffer: Buffer.from('kind = "curriculum"')});
    await page.waitForFunction(() => location.hash.includes("c=IS"));
    await ended(page);
    assert.equal((await asked("POST")).at(-1).seed, 2);
});

test("each chart is saved with its ledger, the question, its interval and the program that simulated it", async () => {
    const page = await browser.open("#c=DJ&m=school_counsellors:coverage=0.6&lang=en");
    await ended(page);
    const charts = page.locator(".chart-files");
    assert.equal(await charts.count(), 4, "both ledgers, as a change and over the years");
    for (let i = 0; i < 4; i += 1) {
        const download = async kind => {
            const [got] = await Promise.all([page.waitForEvent("download"), charts.nth(i).getByText(kind).click()]);
            return readFile(await got.path());
        };
        const svg = String(await download("SVG"));
        assert.match(svg, /^<svg[^>]*xmlns="http:\/\/www.w3.org\/2000\/svg"/);
        assert.doesNotMatch(svg, / style=| class=/);
        const words = svg.replace(/<title>[^<]*<\/title>/g, "").replace(/<[^>]*>/g, " "); // what is seen
        assert.match(words, i % 2 ? /Registered cases \(simulated\)/ : /True cases \(simulated\)/);
        for (const said of [/Dolj/, /School\s+counsellors/, /60 %/, /9 of 10 runs/, /Simulated, not observed: Veghe mock/])
            assert.match(words.replace(/\s+/g, " "), said);
        const png = await download("PNG");
        assert.equal(png.subarray(1, 4).toString(), "PNG");
        assert.ok(png.readUInt32BE(16) >= 1100, "twice as fine as the screen");
    }
});

for (const [lang, words] of [
    ["en", /not a scenario/],
    ["ro", /nu este un scenariu/],
]) {
    test(`a file that is no scenario is refused with the program's words: ${lang}`, async () => {
        browser.expected.push(/422/);
        const page = await browser.open(`#lang=${lang}`);
        await ended(page);
        await page.click("#menu summary");
        const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.click("[data-item=open]")]);
        await chooser.setFiles({name: "bad.toml", mimeType: "application/toml", buffer: Buffer.from("x")});
        await page.waitForSelector(".notice");
        assert.match(await page.textContent(".notice"), words);
        await page.click(`[data-language=${lang === "en" ? "ro" : "en"}]`);
        await page.waitForSelector(".notice", {state: "detached"}); // words of the program that nobody can say again
    });
}

test("what the page itself has said is said in the other language", async () => {
    const page = await browser.open("#c=DJ,ZZ&m=curriculum&lang=en");
    await ended(page);
    assert.match(await page.textContent(".notice"), /Not known here.*ZZ/);
    await page.click("[data-language=ro]");
    await page.waitForFunction(() => /^Nu se cunosc aici.*ZZ/.test(document.querySelector(".notice").textContent));
    await ended(page);
});

test("a question that is refused is refused in the other language, too", async () => {
    browser.expected.push(/422/);
    await mock.next("refuse");
    const page = await browser.open("#m=curriculum&lang=en&c=DJ");
    await page.waitForSelector(".status.failed");
    assert.match(await page.textContent(".trouble"), /Coverage is refused here\./);
    await mock.next("refuse");
    await page.click("[data-language=ro]");
    await page.waitForFunction(() => /Acoperirea este refuzată aici\./.test(document.querySelector(".trouble")?.textContent));
});

test("a link with what is not known here, or with markup, is taken apart and told", async () => {
    const page = await browser.open("#c=DJ,ZZ&m=nothing_like_it&m=curriculum:x=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E&lang=en");
    await ended(page);
    assert.match(await page.textContent(".notice"), /ZZ and nothing_like_it/);
    assert.equal(await page.locator("img").count(), 0);
    assert.match(await page.textContent(".asked"), /<img src=x/);
});

test("progress is announced politely and seldom", async () => {
    const page = await browser.open("#lang=en");
    await ended(page);
    assert.equal(await page.getAttribute("#said", "aria-live"), "polite");
    await page.evaluate(() => {
        globalThis.said = [];
        new MutationObserver(() => {
            const text = document.querySelector("#said").textContent;
            if (text) globalThis.said.push(text);
        }).observe(document.querySelector("#said"), {childList: true, characterData: true, subtree: true});
    });
    await page.selectOption("#county", "CJ");
    await page.waitForFunction(() => globalThis.said.some(text => text.startsWith("All runs")));
    const said = await page.evaluate(() => globalThis.said);
    assert.equal(said.length, 2);
    assert.match(said[0], /^First answer/);
});

test("nothing overflows sideways at any size, and nothing moves where motion is unwanted", async () => {
    for (const [width, height] of [
        [1366, 768],
        [390, 844],
        [1920, 1080],
        [320, 640],
    ]) {
        for (const path of ["#lang=ro", "#x=counsellor_called_away&p=1&lang=ro"]) {
            const page = await browser.open(path, {width, height, reducedMotion: "reduce"});
            await page.waitForSelector(path.includes("x=") ? ".vote" : ".status.done");
            assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${path} at ${width}`);
            assert.equal(await page.evaluate(() => document.getAnimations().length), 0);
            await page.close();
        }
    }
});

test("no violation of accessibility rules on any screen, in both languages", async () => {
    const found = [];
    const look = async (path, name, act) => {
        const page = await browser.open(path);
        await act(page);
        await page.waitForTimeout(100);
        found.push(...(await violations(page, name)));
        await page.close();
    };
    for (const lang of ["en", "ro"]) {
        await look(`#lang=${lang}`, `answer ${lang}`, async page => {
            await ended(page);
            await page.evaluate(() =>
                document.querySelectorAll("main details").forEach(details => {
                    details.open = true;
                }),
            );
        });
    }
    await look("#lang=ro", "picker", async page => {
        await ended(page);
        await page.click("[data-key=add-measure]");
    });
    await look("#lang=ro", "menu", async page => {
        await ended(page);
        await page.click("#menu summary");
    });
    for (const part of [0, 1, 2, 4]) {
        await look(`#x=counsellor_called_away&p=${part}&lang=ro`, `exercise ${part}`, page =>
            part < 2 ? page.waitForSelector("#guide-title") : ended(page),
        );
    }
    await look("#x=&lang=ro", "exercises", page => page.waitForSelector("[data-exercise]"));
    await mock.next("hold");
    await look("#lang=en", "running", answered);
    await look("#lang=en", "figures of the settings before", async page => {
        await ended(page);
        await mock.next("hold");
        await page.route("**/events?**", route => new Promise(() => route)); // the new run says nothing
        await move(page, "m0-coverage", 40);
        await page.waitForSelector("#result.stale");
    });
    await mock.next("fail");
    await look("#lang=en", "failed", page => page.waitForSelector(".status.failed"));
    assert.deepEqual(found, []);
});

test("on paper: the answer, without the controls", async () => {
    const page = await browser.open("#lang=en", {media: "print"});
    await page.waitForSelector(".status.done", {state: "attached"}); // the line of the run is for the screen
    assert.equal(await page.isVisible(".ask"), false);
    assert.equal(await page.isVisible("[data-ledger=truth]"), true);
    assert.equal(await page.isVisible(".asked"), true);
});
