// Every screen of the real page under axe-core: labels, contrast, roles, the order of headings; and nothing runs off its side.
import assert from "node:assert/strict";
import {violations} from "./browser.mjs";
import {screens} from "./screens.mjs";
import {browser, test, veghe} from "./served.mjs";

for (const lang of ["en", "ro"])
    test(`no screen breaks a rule of accessibility or runs off its side, as narrow as a phone, and every other one wide: ${lang}`, async () => {
        browser.expected.push(/422/); // the screen of what is refused
        const found = [];
        for (const [index, [name, {path, until}]] of Object.entries(screens).entries()) {
            const page = await browser.open(`#${path}&lang=${lang}`);
            await until(page, veghe);
            const wide = index % 2 === (lang === "en" ? 0 : 1); // the others are wide in the other language
            for (const [width, height] of [...(wide ? [[1366, 768]] : []), [390, 844]]) {
                await page.setViewportSize({width, height});
                found.push(...(await violations(page, `${name} at ${width}`)));
                const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
                if (over > 0) found.push(`${name} at ${width} runs off its side by ${over} pixels`);
            }
            assert.equal(await page.getAttribute("html", "lang"), lang);
            await page.close();
        }
        assert.deepEqual(found, []);
    });
