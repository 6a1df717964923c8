// What the tests of the page on the real server share: one server and one browser for all of them, and what holds on every page.
import assert from "node:assert/strict";
import {after, afterEach, before} from "node:test";
import {check, patienceMs, startBrowser, startVeghe} from "./browser.mjs";
import {misplaced, noting} from "./noting.mjs";

export let veghe, browser;

before(async () => {
    veghe = await startVeghe();
    browser = await startBrowser(veghe.address, noting);
});
after(async () => {
    await browser?.stop();
    await veghe?.stop();
});
afterEach(async () => {
    const pages = browser.context.pages().slice(1);
    const wrong = (await Promise.all(pages.map(misplaced))).flat();
    for (const page of pages) await page.close();
    const found = browser.problems.splice(0);
    browser.expected.length = 0;
    assert.deepEqual(wrong, [], "an answer stands beside a question that it does not answer");
    assert.deepEqual(found, []);
});

export const test = (name, body) => check(() => browser, name, body);

/// Waits for something that has no event of its own.
export async function until(what, wanted) {
    for (const begun = Date.now(); !(await wanted()); await new Promise(resolve => setTimeout(resolve, 50))) {
        if (Date.now() - begun > patienceMs) throw new Error(`not seen: ${what}`);
    }
}

/// The program's name for the run that a page listens to.
export const runOf = page => page.evaluate(() => JSON.parse(sessionStorage.getItem("veghe-run")).id);

/// Every word that a page shows or folds away, and every label that is read aloud.
export const allWords = page =>
    page.evaluate(() => {
        const elements = [...document.querySelectorAll("body *")].filter(one => !one.closest("[hidden], dialog:not([open]), #said"));
        const own = element => [...element.childNodes].filter(node => node.nodeType === Node.TEXT_NODE).map(node => node.data);
        const labels = element =>
            ["aria-label", "title", "placeholder", "aria-valuetext"].map(name => element.getAttribute(name) ?? "");
        return [document.title, document.documentElement.lang, ...elements.flatMap(one => [...own(one), ...labels(one)])]
            .map(text => text.trim())
            .filter(Boolean);
    });
