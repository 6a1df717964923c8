// Every screen of the real page under axe-core: labels, contrast, roles, the order of headings; and nothing runs off its side.
import assert from "node:assert/strict";
import {violations} from "./browser.mjs";
import {screens} from "./screens.mjs";
import {browser, test, veghe} from "./served.mjs";

const languages = ["en", "ro"];

/// The tests of each screen at both widths, in one language, by turns: half 0 and half 1 together have all in both.
export function screensOf(half) {
    for (const [turn, lang] of languages.entries()) {
        const named = Object.entries(screens).filter((_, index) => (index + half) % 2 === turn);
        test(`no screen breaks a rule of accessibility or runs off its side, wide or as narrow as a phone: ${lang}`, async () => {
            browser.expected.push(/422/); // the screen of what is refused
            const found = [];
            for (const [name, {path, until}] of named) {
                const page = await browser.open(`#${path}&lang=${lang}`);
                await until(page, veghe);
                for (const [width, height] of [
                    [1366, 768],
                    [390, 844],
                ]) {
                    await page.setViewportSize({width, height});
                    found.push(...(await violations(page, `${name} at ${width}`)));
                    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
                    if (over > 0) found.push(`${name} at ${width} runs off its side by ${over} pixels`);
                }
                assert.equal(await page.getAttribute("html", "lang"), lang);
                await page.close();
            }
            assert.ok(named.length > 5);
            assert.deepEqual(found, []);
        });
    }
}
