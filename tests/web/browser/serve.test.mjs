// The page on the real server: veghe serve, its simulations in child processes, the shipped exercises.
import assert from "node:assert/strict";
import {readFile} from "node:fs/promises";
import {after, afterEach, before, test} from "node:test";
import {ended, startBrowser, startVeghe, violations} from "./browser.mjs";

const longMs = 120000; // a run of few pairs on a machine that is busy with other tests
let veghe, browser;

before(async () => {
    veghe = await startVeghe();
    browser = await startBrowser(veghe.address);
});
after(async () => {
    await browser?.stop();
    await veghe?.stop();
});
afterEach(async () => {
    for (const page of browser.context.pages().slice(1)) await page.close();
    const found = browser.problems.splice(0);
    browser.expected.length = 0;
    assert.deepEqual(found, []);
});

const answered = page => page.waitForSelector(".main-sentence:not(.waiting)", {timeout: longMs});

test("a slider moves: the first answer comes, and the run ends", async context => {
    const page = await browser.open("#n=10&lang=en");
    await ended(page, longMs);
    await page.focus("#m0-pupils_per_counsellor");
    const begun = Date.now();
    await page.keyboard.press("ArrowLeft");
    await page.waitForSelector("#result.stale");
    await page.waitForSelector("#result:not(.stale)", {timeout: longMs});
    context.diagnostic(`from slider to first answer: ${Date.now() - begun} ms`);
    await ended(page, longMs);
    assert.match(await page.textContent(".asked"), /^Dolj/);
    assert.match(await page.textContent("[data-ledger=truth] .figure"), /%/, "one county: in percent, without a level");
    assert.ok((await page.locator("[data-ledger=registered] svg.ten g").count()) === 10);
    assert.match(await page.textContent(".limits"), /cannot say how many/);
});

test("the language is switched, the page is reloaded: the same run", async () => {
    const page = await browser.open("#n=6&lang=ro");
    await ended(page, longMs);
    const figure = await page.textContent("[data-ledger=registered] .figure");
    await page.reload();
    await ended(page, longMs);
    assert.equal(await page.textContent("[data-ledger=registered] .figure"), figure);
    await page.click("[data-language=en]");
    await page.waitForFunction(() => document.querySelector("[data-ledger=truth] h3").textContent.startsWith("True"));
    await ended(page, longMs);
});

test("the report opens in a tab and draws; the scenario is saved and opened again", async () => {
    const page = await browser.open("#c=DJ&m=curriculum:hours_per_year=12&n=6&lang=en");
    await ended(page, longMs);
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
    await page.waitForFunction(() => location.hash.includes("c=DJ"), undefined, {timeout: longMs});
    assert.match(page.url(), /hours_per_year=12/);
});

test("a simulation that is killed is told, and the next one works", async () => {
    const page = await browser.open("#n=40&lang=en");
    await answered(page);
    for (const id of await veghe.children()) process.kill(id, "SIGKILL");
    await page.waitForSelector(".status.failed", {timeout: longMs});
    await page.click("[data-key=run-again]");
    await page.waitForSelector("#result:not(.stale) .main-sentence:not(.waiting)", {timeout: longMs});
});

test("each shipped exercise is clicked through", async () => {
    const page = await browser.open("#x=&n=2&lang=ro");
    const names = await page.locator("[data-exercise]").evaluateAll(buttons => buttons.map(button => button.dataset.exercise));
    assert.ok(names.length >= 8);
    for (const name of names) {
        await page.click(`[data-exercise="${name}"]`);
        await page.click("[data-key=guide-next]");
        assert.equal(await page.isVisible("#board"), false);
        await page.click("[data-key=vote-0-more]");
        while (await page.locator("[data-key=guide-next]").count()) {
            await page.click("[data-key=guide-next]");
            await ended(page, longMs);
        }
        assert.ok((await page.locator(".discussion li").count()) > 0, name);
        await page.click("[data-key=guide-leave_done]");
    }
});

test("no violation of accessibility rules on a real answer", async () => {
    for (const language of ["en", "ro"]) {
        const page = await browser.open(`#c=DJ,IS,BC&n=6&lang=${language}`);
        await ended(page, longMs);
        assert.deepEqual(await violations(page, language), []);
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    }
});
