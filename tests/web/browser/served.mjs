// What the tests of the page on the real server share: one server and one browser for all of them, and what holds on every page.
import assert from "node:assert/strict";
import {after, afterEach, before} from "node:test";
import {check, startBrowser, startVeghe} from "./browser.mjs";
import {misplaced, noting} from "./noting.mjs";

export let veghe, browser;

/// What stood beside a question that it does not answer, on any page so far of a test: closed, loaded anew, or open still.
export const wrong = [];
/// Looks at what a page has shown before it forgets it.
async function judge(page) {
    if (new URL(page.url()).pathname === "/") wrong.push(...(await misplaced(page))); // else a report
}

before(async () => {
    veghe = await startVeghe();
    browser = await startBrowser(veghe.address, noting);
    browser.context.on("page", page => {
        for (const end of ["close", "reload"]) {
            const really = page[end].bind(page);
            page[end] = async (...given) => {
                await judge(page);
                return really(...given);
            };
        }
    });
});
after(async () => {
    await browser?.stop();
    await veghe?.stop();
    assert.deepEqual(browser?.problems, [], "told while the browser ended");
});
afterEach(async () => {
    for (const page of browser.context.pages().slice(1)) await page.close();
    const [misled, found] = [wrong, browser.problems].map(all => all.splice(0));
    browser.expected.length = 0;
    assert.deepEqual(misled, [], "an answer stands beside a question that it does not answer");
    assert.deepEqual(found, []);
});

export const test = (name, body) => check(() => browser, name, body);

/// The program's name for the run that a page listens to.
export const runOf = page => page.evaluate(() => JSON.parse(sessionStorage.getItem("veghe-run")).id);

/// What the program says, asked from within the page.
export const told = (page, path) =>
    page.evaluate(async asked => {
        const token = document.querySelector('meta[name="veghe-token"]').content;
        return (await fetch(asked, {headers: {"X-Veghe-Token": token}})).json();
    }, path);
export const phase = async (page, id) => (await told(page, `/api/runs/${id}`)).phase;

/// The figures of both ledgers with their ranges.
export const figures = page => page.locator("[data-ledger] .figure, [data-ledger] .range").allTextContents();

/// Chooses an entry of the menu, and gives what comes of it: an event of the page.
export async function taken(page, item, event) {
    await page.click("#menu summary");
    const [got] = await Promise.all([event && page.waitForEvent(event), page.click(`[data-item=${item}]`)]);
    return got;
}

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
