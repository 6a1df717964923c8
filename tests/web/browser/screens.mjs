// Screenshots of every screen at three sizes, to be looked at: screens.mjs OUT
import {mkdir} from "node:fs/promises";
import {join} from "node:path";
import {ended, startBrowser, startMock} from "./browser.mjs";

const out = process.argv[2];
const sizes = [
    [1366, 768],
    [390, 844],
    [1920, 1080],
];
const screens = {
    answer: {path: "#lang=en", until: ended},
    romanian: {path: "#lang=ro", until: ended},
    several: {
        path: "#c=DJ,IS,BC&m=school_counsellors:pupils_per_counsellor=400,coverage=0.8&m=rural_campaign&lang=en",
        until: ended,
    },
    running: {path: "#lang=en", next: "hold", until: page => page.waitForSelector(".main-sentence:not(.waiting)")},
    failed: {path: "#lang=en", next: "fail", until: page => page.waitForSelector(".status.failed")},
    picker: {
        path: "#lang=en",
        until: async page => {
            await ended(page);
            await page.click("[data-key=add-measure]");
        },
    },
    menu: {
        path: "#lang=en",
        until: async page => {
            await ended(page);
            await page.click("#menu summary");
        },
    },
    focus: {
        path: "#lang=en",
        until: async page => {
            await ended(page);
            await page.focus("#county");
            await page.keyboard.press("Tab");
            await page.keyboard.press("Tab");
            await page.keyboard.press("ArrowUp");
        },
    },
    exercises: {path: "#x=&lang=en", until: page => page.waitForSelector(".exercise-card")},
    question: {path: "#x=counsellor_called_away&p=0&lang=ro", until: page => page.waitForSelector(".exercise-question")},
    predict: {path: "#x=counsellor_called_away&p=1&lang=en", until: page => page.waitForSelector(".vote")},
    shown: {path: "#x=counsellor_called_away&p=2&c=DJ&m=school_counsellors&lang=en", until: ended},
    discuss: {path: "#x=counsellor_called_away&p=4&c=DJ&m=school_counsellors&lang=en", until: ended},
};

await mkdir(out, {recursive: true});
const mock = await startMock();
const browser = await startBrowser(mock.address);
const only = process.argv.slice(3);
for (const [name, {path, until, next}] of Object.entries(screens)) {
    if (only.length && !only.includes(name)) continue;
    for (const [width, height] of sizes) {
        if (next) await mock.next(next);
        const page = await browser.open(path, {width, height});
        await until(page);
        await page.waitForTimeout(250);
        await page.screenshot({path: join(out, `${name}_${width}.png`)});
        if (name === "answer" || width === 390)
            await page.screenshot({path: join(out, `${name}_${width}_full.png`), fullPage: true});
        if (name === "answer" && width === 1366) await page.pdf({path: join(out, "answer.pdf"), format: "A4"});
        await page.close();
    }
}
console.log(browser.problems.join("\n") || "no problem");
await browser.stop();
await mock.stop();
