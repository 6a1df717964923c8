// How long a room waits, in Chromium on the real server: from the slider's event to the first answer to it on the screen, and to one that
// is exact enough. A table for docs/serve.md, to be made on a machine that does nothing else:
//
//     VEGHE_BINARY=build/release/veghe VEGHE_NODE_MODULES=$PWD/build/dev/browser node tests/web/browser/timing.mjs [clicked] [TIMES [COUNTY...]]
//
// VEGHE_PAUSE: seconds for which each county is left alone once its persons are there, while the baseline's runs are made.
// clicked: of counties that nobody has prepared, each time on a program just started; and from its start to the first answer of all.
import {cpus, loadavg} from "node:os";
import {performance} from "node:perf_hooks";
import {setTimeout as sleep} from "node:timers/promises";
import {answered, startBrowser, startVeghe} from "./browser.mjs";

const clicks = process.argv[2] === "clicked";
const [times = "20", ...named] = process.argv.slice(clicks ? 3 : 2);
const counties = named.length ? named : ["DJ", "IS", "B", "HR"];
const pauseMs = 1000 * Number(process.env.VEGHE_PAUSE ?? "0");
const slider = "m0-pupils_per_counsellor";

/// Has the persons of a county built, and gives the seconds that it took.
function untilReady(page, county) {
    return page.evaluate(async code => {
        const begin = performance.now();
        const headers = {"X-Veghe-Token": document.querySelector('meta[name="veghe-token"]').content};
        const json = {...headers, "Content-Type": "application/json"};
        await fetch("/api/prepare", {method: "POST", headers: json, body: JSON.stringify({counties: [code]})});
        while (!(await (await fetch("/api/model", {headers})).json()).ready.includes(code))
            await new Promise(resolve => setTimeout(resolve, 50));
        return (performance.now() - begin) / 1000;
    }, county);
}

/// Sets a control to a value that was not asked about yet: {first, exact} in seconds until they were painted, and {pairs} of the latter.
function moved(page, id, value, event = "input") {
    return page.evaluate(
        given =>
            new Promise((resolve, reject) => {
                const [control, result] = [document.getElementById(given.id), document.querySelector("#result")];
                const told = {};
                let begin = 0;
                const painted = key =>
                    requestAnimationFrame(() =>
                        setTimeout(() => {
                            told[key] ??= (performance.now() - begin) / 1000;
                            if (key === "exact") resolve(told);
                        }),
                    );
                const seen = new MutationObserver(() => {
                    if (result.querySelector(".trouble")) return reject(new Error(result.querySelector(".trouble").textContent));
                    if (result.matches(".stale") || !result.querySelector(".main-sentence:not(.waiting)")) return undefined;
                    painted("first");
                    if (!result.querySelector("meter.enough")) return undefined;
                    seen.disconnect();
                    told.pairs = result.querySelector("progress")?.value ?? 200;
                    return painted("exact");
                });
                control.value = given.value;
                seen.observe(result, {subtree: true, childList: true, attributes: true});
                begin = performance.now();
                control.dispatchEvent(new Event(given.event, {bubbles: true}));
            }),
        {id, value, event},
    );
}

function middle(values) {
    const sorted = [...values].sort((a, b) => a - b);
    const half = Math.floor(sorted.length / 2);
    return sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

/// The row of a county. The slider is first moved when the question before it, of 500 pupils, has had an answer.
async function row(browser, county) {
    const page = await browser.open(`#c=${county}&lang=en`);
    const ready = await untilReady(page, county);
    await sleep(pauseMs);
    await page.evaluate(link => {
        location.hash = link;
    }, `c=${county}&m=school_counsellors:pupils_per_counsellor=500&n=200&lang=en`);
    await answered(page);
    const told = [];
    for (let k = 0; k < Number(times); k += 1) told.push(await moved(page, slider, 300 + 10 * k));
    await page.close();
    const pairs = told.map(one => one.pairs);
    return `| ${county} | ${ready.toFixed(1)} s | ${of(told, "first", 2)} | ${of(told, "exact", 1)} | ${middle(pairs)}, ${Math.max(...pairs)} |`;
}

const of = (told, key, digits) => {
    const all = told.map(one => one[key]);
    return `${middle(all).toFixed(digits)} s, ${Math.max(...all).toFixed(digits)} s`;
};

/// One click: the page of a program just started asks its usual question by itself; when the answer to it is exact enough, a county is chosen.
async function click(county) {
    const begin = performance.now();
    const server = await startVeghe();
    const browser = await startBrowser(server.address);
    try {
        const opens = performance.now();
        const page = await browser.open("#lang=en");
        await answered(page);
        const own = {shown: (performance.now() - opens) / 1000, all: (performance.now() - begin) / 1000};
        await page.waitForSelector("#result:not(.stale) meter.enough");
        return {...own, ...(await moved(page, "county", county, "change"))};
    } finally {
        await browser.stop();
        await server.stop();
        if (browser.problems.length) throw new Error(browser.problems.join("\n"));
    }
}

async function clicked() {
    console.log("| County | First answer: median, worst | Exact enough | Page opened to its own first answer | The same from the start of program and browser |");
    console.log("| --- | --- | --- | --- | --- |");
    for (const county of counties) {
        const told = [];
        for (let k = 0; k < Number(times); k += 1) told.push(await click(county));
        console.log(`| ${county} | ${of(told, "first", 2)} | ${of(told, "exact", 1)} | ${of(told, "shown", 2)} | ${of(told, "all", 2)} |`);
    }
}

async function prepared() {
    const begin = performance.now();
    const server = await startVeghe();
    const started = (performance.now() - begin) / 1000;
    const browser = await startBrowser(server.address);
    try {
        console.log(`start ${started.toFixed(2)} s`);
        console.log("| County | Ready after | First answer: median, worst | Exact enough: median, worst | Pairs: median, most |");
        console.log("| --- | --- | --- | --- | --- |");
        for (const county of counties) console.log(await row(browser, county));
    } finally {
        await browser.stop();
        await server.stop();
    }
    if (browser.problems.length) throw new Error(browser.problems.join("\n"));
}

console.log(`load ${loadavg()[0].toFixed(1)}; ${cpus().length} processors`);
await (clicks ? clicked() : prepared());
