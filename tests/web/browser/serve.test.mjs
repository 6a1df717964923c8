// The page on the real server: veghe serve, its simulations in a process of their own. What is waited for is waited for as long
// as it takes; no time decides.
import assert from "node:assert/strict";
import {readFile} from "node:fs/promises";
import {answered, ended, until} from "./browser.mjs";
import {bare} from "./noting.mjs";
import {allWords, browser, figures, phase, runOf, test, told, veghe, wrong} from "./served.mjs";
import "./serve_exercises.mjs";
import {screensOf} from "./serve_screens.mjs";
import "./serve_taken.mjs";

screensOf(0);

const counsellors = "m=school_counsellors:pupils_per_counsellor";
/// A year and few pairs, where it is not the figures that are looked at.
const quick = "n=2&y=1";
/// A state in which a run goes on until it is stopped.
const long = `#c=DJ&${counsellors}=500&n=200&lang=en`;

test("a figure that no run has given is found, on a page that was closed and on one that was loaded anew", async () => {
    for (const [end, ledger] of [
        ["close", "truth"],
        ["reload", "registered"], // too small to be shown
    ]) {
        const page = await browser.open(`#c=TL&${counsellors}=450&${quick}&lang=en`);
        await ended(page);
        assert.deepEqual(wrong, []);
        await page.locator(`[data-ledger=${ledger}] .figure`).evaluate(figure => {
            figure.textContent = "1234 fewer";
        });
        await page[end]();
        assert.equal(wrong.length, 1);
        assert.match(wrong.pop().figures, /1234 fewer/);
    }
});

test("a slider moves during a run: that run ends at once, and the next answers the new question", async () => {
    const page = await browser.open(long);
    await answered(page);
    const old = await runOf(page);
    await page.focus("#m0-pupils_per_counsellor");
    // The hand stays on the slider, so that nothing new is asked yet; the run must be given up all the same.
    let moves = 0;
    await until("the run is cancelled", async () => {
        await page.keyboard.press(moves % 12 < 6 ? "ArrowLeft" : "ArrowRight");
        moves += 1;
        assert.match(await page.getAttribute("#result", "class"), /stale/, "the figures are marked as those of before");
        return (await phase(page, old)) === "cancelled";
    });
    await page.keyboard.press("Home");
    const pupils = await page.inputValue("#m0-pupils_per_counsellor");
    await answered(page);
    assert.notEqual(await runOf(page), old);
    assert.match(await page.textContent(".asked"), new RegExp(`^Dolj.*: ${pupils} pupils`));
    assert.match(page.url(), new RegExp(`pupils_per_counsellor=${pupils}`));
});

test("a county is made ready before it is asked about: pointed at, also while a run goes on, or chosen before any measure", async () => {
    const ready = code => until(`${code} is ready`, async () => (await told(page, "/api/model?lang=en")).ready.includes(code));
    const page = await browser.open("#c=CV&lang=en");
    await page.hover(".county[data-code=GR]");
    await ready("GR");
    await page.selectOption("#county", "TL");
    await ready("TL");
    await page.evaluate(() => {
        location.hash = "c=TL&m=curriculum&n=200&lang=en";
    });
    await answered(page);
    await Promise.all([page.waitForResponse("**/api/prepare"), page.hover(".county[data-code=CS]")]);
    assert.equal(await phase(page, await runOf(page)), "running");
    await page.click("[data-key=run-stop]");
    await ready("CS");
});

test("the answer of one county: percent, a sign for each run, what is not known", async () => {
    const page = await browser.open(`#c=DJ&${counsellors}=500&n=4&y=1&lang=en`);
    await ended(page);
    assert.match(await page.textContent(".asked"), /^Dolj/);
    assert.match(await page.textContent("[data-ledger=truth] .axis-note"), /percent/, "one county: no level of true cases");
    assert.match(await page.textContent("[data-ledger=registered] .axis-note"), /cases a year/);
    assert.equal(await page.locator("[data-ledger=registered] svg.ten g").count(), 4, "a sign for each pair");
    assert.match(await page.textContent(".limits"), /cannot say how many/);
});

test("the language is switched: the same run, and every word as if the page had been opened so", async () => {
    const page = await browser.open(`#c=DJ&${counsellors}=500&${quick}&lang=ro`);
    await ended(page);
    const run = await runOf(page);
    const romanian = await allWords(page);
    await page.click("[data-language=en]");
    await page.waitForFunction(() => document.querySelector("[data-ledger=truth] h3").textContent.startsWith("True"));
    await ended(page);
    assert.equal(await runOf(page), run);
    const switched = await allWords(page);
    await page.reload();
    await ended(page);
    assert.deepEqual(switched, await allWords(page));
    await page.click("[data-language=ro]");
    await page.waitForFunction(() => document.querySelector("[data-ledger=truth] h3").textContent.startsWith("Cazuri"));
    await ended(page);
    assert.deepEqual(await allWords(page), romanian);
    assert.equal(await runOf(page), run);
});

test("a small county: what may not be shown has a reason in its place, on the screen and on paper", async () => {
    const page = await browser.open(`#c=TL&${counsellors}=400&${quick}&lang=en`, {width: 390, height: 844});
    await ended(page);
    assert.deepEqual(await bare(page), []);
    const hidden = await page.locator("td.hidden").evaluateAll(cells =>
        cells.map(cell => [cell.firstChild.data, cell.querySelector(".why")?.textContent ?? ""]),
    );
    assert.ok(hidden.length > 0, "a year of so small a county has groups with a case or a few");
    for (const [said, why] of hidden) {
        assert.equal(said, "not shown");
        assert.ok(why.length > 20, "each with its reason");
    }
    const answer = await page.evaluate(() => globalThis.noted.answer);
    const kept = answer.groups.flatMap(row => [row.truth, row.registered]).filter(one => one.hidden);
    assert.equal(kept.length, hidden.length);
    assert.ok(kept.every(one => one.change === null && !/\d/.test(one.text + one.range)), "nor is it in what the page was told");
    await page.emulateMedia({media: "print"});
    for (const [part, seen] of [
        [".ask", false],
        [".tools", false],
        ["#peek", false],
        [".chart-files >> nth=0", false],
        [".asked", true],
        ["[data-ledger=truth]", true],
        ["[data-ledger=registered]", true],
        ["td.hidden >> nth=0", true],
    ])
        assert.equal(await page.isVisible(part), seen, `${part} on paper`);
});

test("no figure of the real page stands without its range, after one run and a few", async () => {
    for (const pairs of [1, 4]) {
        const page = await browser.open(`#c=DJ,BC,IS&${counsellors}=400&n=${pairs}&y=1&lang=ro`, {width: 390, height: 844});
        await ended(page);
        assert.deepEqual(await bare(page), [], `${pairs}`);
        await page.close();
    }
});

test("what is refused is refused in the language of the page", async () => {
    browser.expected.push(/422/);
    const page = await browser.open(`#c=DJ&m=curriculum:hours_per_year=9999&${quick}&lang=en`);
    await page.waitForSelector(".status.failed");
    const english = await allWords(page);
    await page.click("[data-language=ro]");
    await page.waitForFunction(
        before => document.querySelector(".trouble")?.textContent && !before.includes(document.querySelector(".trouble p").textContent),
        english,
    );
    const switched = await allWords(page);
    await page.reload();
    await page.waitForSelector(".status.failed");
    assert.deepEqual(switched, await allWords(page));
});

test("the language is switched in the middle of a run, which goes on", async () => {
    const page = await browser.open(long.replace("lang=en", "lang=ro"));
    await answered(page);
    const run = await runOf(page);
    await page.click("[data-language=en]");
    await page.waitForFunction(() => document.querySelector("[data-ledger=truth] h3")?.textContent.startsWith("True"));
    await answered(page);
    assert.equal(await runOf(page), run);
    assert.equal(await phase(page, run), "running");
});

test("a reload comes back to the same answer, without a new run", async () => {
    const page = await browser.open(`#c=DJ&${counsellors}=400,coverage=0.5&${quick}&lang=ro`);
    await ended(page);
    const [run, shown] = [await runOf(page), await figures(page)];
    await page.reload();
    await ended(page);
    assert.equal(await runOf(page), run);
    assert.deepEqual(await figures(page), shown);
    assert.equal(await page.inputValue("#m0-pupils_per_counsellor"), "400");
    assert.equal(await page.inputValue("#m0-coverage"), "50");
});

test("two tabs: one waits for the other and says so, and each has its own answer", async () => {
    const one = await browser.open(long);
    await answered(one);
    const two = await browser.open(`#c=DJ&m=curriculum:hours_per_year=12&${quick}&lang=ro`);
    await two.waitForSelector(".status.waiting >> text=/^(Își așteaptă|Se așteaptă)/");
    assert.equal(await phase(two, await runOf(two)), "waiting");
    assert.equal(await phase(one, await runOf(one)), "running", "whom somebody waits for goes on");
    await one.click("[data-key=run-stop]");
    await one.waitForSelector(".status.cancelled");
    await ended(two);
    assert.notEqual(await runOf(one), await runOf(two));
    assert.match(await one.textContent(".asked"), /500 pupils/);
    assert.doesNotMatch(await two.textContent(".asked"), /500/);
    const shown = await figures(two);
    await one.click("[data-key=m0-remove]");
    await one.waitForSelector(".main-sentence.waiting");
    assert.deepEqual(await figures(two), shown);
});

test("a run is stopped, and begun again", async () => {
    const page = await browser.open(long);
    await answered(page);
    const run = await runOf(page);
    await page.click("[data-key=run-stop]");
    await page.waitForSelector(".status.cancelled");
    await until("the program has stopped it, too", async () => (await phase(page, run)) === "cancelled");
    await page.waitForFunction(() => document.querySelector("#said").textContent === "Stopped."); // the last answer has come, too
    const pairs = await page.getAttribute("progress", "value");
    const [tab] = await Promise.all([
        browser.context.waitForEvent("page"),
        page.click("#menu summary").then(() => page.click("[data-item=report]")),
    ]);
    await tab.waitForSelector(".canvas svg");
    assert.match(await tab.textContent("body"), new RegExp(`Runs${pairs} for every strategy`), "the report is of the runs that the page shows");
    await tab.close();
    await page.click("#menu summary");
    const [saved] = await Promise.all([page.waitForEvent("download"), page.click("[data-item=save]")]);
    assert.match(await readFile(await saved.path(), "utf8"), /pupils_per_counsellor = 500/);
    await page.click("[data-key=run-again]");
    await answered(page);
    assert.notEqual(await runOf(page), run);
});

test("a simulation that is killed is told, the page stays, and the next one works", async () => {
    const page = await browser.open(long);
    await answered(page);
    const children = await veghe.children();
    assert.equal(children.length, 1);
    process.kill(children[0], "SIGKILL");
    await page.waitForSelector(".status.failed");
    assert.match(await page.textContent(".trouble"), /signal 9.*Nothing else is lost/);
    await page.click("[data-view=exercises]");
    assert.ok((await page.locator("[data-exercise]").count()) >= 10);
    await page.click("[data-view=explore]");
    await answered(page);
    assert.equal(await page.locator(".trouble").count(), 0);
});

test("a file that is longer than the program takes is refused with the reason", async () => {
    browser.expected.push(/413/);
    const page = await browser.open(`#c=DJ&${counsellors}=500&${quick}&lang=ro`);
    const refused = async buffer => {
        await page.click("#menu summary");
        const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.click("[data-item=open]")]);
        await chooser.setFiles({name: "long.toml", mimeType: "application/toml", buffer});
        await page.waitForSelector(".notice");
        assert.match(await page.textContent(".notice"), /64 KiB/);
        await page.click(".notice button");
    };
    await refused(Buffer.alloc(70_000, "#"));
    await refused(Buffer.alloc(8_000_000, "#")); // which is hung up on while it is being sent
    await refused(Buffer.alloc(30_000, 0xff)); // that is no UTF-8: three bytes for each when it is sent
});

test("the report opens in a tab and draws; the scenario is saved and opened again", async () => {
    const page = await browser.open(`#c=DJ&m=curriculum:hours_per_year=12&${quick}&lang=en`);
    await ended(page);
    const [tab] = await Promise.all([
        browser.context.waitForEvent("page"),
        page.click("#menu summary").then(() => page.click("[data-item=report]")),
    ]);
    await tab.waitForSelector(".canvas svg");
    await tab.close();
    await page.click("#menu summary");
    const [saved] = await Promise.all([page.waitForEvent("download"), page.click("[data-item=save]")]);
    const text = await readFile(await saved.path(), "utf8");
    assert.match(text, /hours_per_year = 12/);
    await page.selectOption("#county", "HR");
    await page.waitForFunction(() => location.hash.includes("c=HR"));
    await page.click("#menu summary");
    const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.click("[data-item=open]")]);
    await chooser.setFiles({name: "scenario.toml", mimeType: "application/toml", buffer: Buffer.from(text)});
    await page.waitForFunction(() => location.hash.includes("c=DJ"));
    assert.match(page.url(), /hours_per_year=12/);
    await answered(page);
});
