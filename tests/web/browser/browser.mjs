// What the browser tests share: a server of the page, a browser that may reach nothing but it, and what it complains about.
import {spawn} from "node:child_process";
import {createRequire} from "node:module";
import {once} from "node:events";
import {fileURLToPath} from "node:url";
import {mkdtemp, readFile, readdir, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {test} from "node:test";

const folder = fileURLToPath(new URL("..", import.meta.url));
export const source = fileURLToPath(new URL("../../..", import.meta.url));
const need = createRequire(join(process.env.VEGHE_NODE_MODULES ?? join(source, "build/browser"), "from.js"));
const {chromium} = need("playwright-core");
const axeFile = need.resolve("axe-core/axe.min.js");
export const executable = process.env.VEGHE_CHROMIUM ?? "/usr/bin/chromium";
/// No test is decided by a clock: this ends one that would wait for ever, on the slowest machine.
export const patienceMs = 180000;

/// Starts the mock server: {address, next(what), asked(), stop()}.
export async function startMock() {
    const child = spawn("python3", [join(folder, "mock_server.py"), source], {stdio: ["pipe", "pipe", "inherit"]});
    const [line] = await once(child.stdout, "data");
    const address = String(line).trim();
    return {
        address,
        next: what => fetch(address + "mock", {method: "POST", body: JSON.stringify({next: what})}),
        asked: async () => (await (await fetch(address + "mock")).json()).asked,
        stop: async () => {
            child.stdin.end();
            await once(child, "exit");
        },
    };
}

/// Starts `veghe serve` (VEGHE_BINARY) on a free port: {address, children(), stop()}; children: the process ids of its workers.
export async function startVeghe() {
    const child = spawn(process.env.VEGHE_BINARY, ["serve", "--port", "0"], {cwd: source, stdio: ["ignore", "pipe", "inherit"]});
    let said = "";
    while (!/http:\/\/\S+\s/.test(said)) said += String((await once(child.stdout, "data"))[0]);
    child.stdout.resume();
    const address = new URL(/http:\/\/\S+/.exec(said)[0]).origin + "/";
    return {
        address,
        async children() {
            const tasks = `/proc/${child.pid}/task`; // whichever of its threads began them
            const lists = (await readdir(tasks)).map(task => readFile(`${tasks}/${task}/children`, "utf8").catch(() => ""));
            return (await Promise.all(lists)).join(" ").split(/\s+/).filter(Boolean).map(Number);
        },
        stop: async () => {
            child.kill("SIGTERM");
            if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
        },
    };
}

/// Text whose contrast axe-core cannot tell: units.test.mjs computes that of drawings, what an open menu lies over is judged where the menu is
/// closed, a table that runs out of its frame on a phone is judged where it is wide, and a minus sign alone is no text to it: its button has
/// the colours of the one with the plus.
const judgedElsewhere = ["svg text", "body:has(#menu[open]) main *", ".scroll :is(th, td)", 'button[data-key$="-less"]'];

/// What axe-core finds wrong on a page, and text whose contrast nobody has judged, a line each.
export async function violations(page, name) {
    await page.evaluate(await readFile(axeFile, "utf8")); // evaluated from outside, which the page's policy does not stop
    const {violations: found, incomplete} = await page.evaluate(() =>
        globalThis.axe.run(document, {
            resultTypes: ["violations", "incomplete"],
            runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
        }),
    );
    const untold = incomplete
        .filter(one => one.id === "color-contrast")
        .flatMap(one => one.nodes)
        .filter(node => !node.html.startsWith("<text ")); // of a chart, which may have been drawn anew since
    const unknown = await page.evaluate(
        ([targets, known]) => targets.filter(target => !document.querySelector(target)?.matches(known)),
        [untold.map(node => node.target[0]), judgedElsewhere.join()],
    );
    return [
        ...found.map(
            one => `${name}: ${one.id}, ${one.nodes.length} places: ${one.nodes[0].target} ${one.nodes[0].failureSummary}`,
        ),
        ...unknown.map(target => `${name}: the contrast of ${target} is not told`),
    ];
}

/// Starts a browser: {open(path, options), problems, stop()}. Problems are console errors, exceptions, and requests that
/// leave `address`; `expected` (regular expressions) are those that a test provokes. `noting`: a function that every page runs first.
export async function startBrowser(address, noting = null) {
    const profile = await mkdtemp(join(tmpdir(), "veghe-browser-"));
    const context = await chromium.launchPersistentContext(profile, {
        executablePath: executable,
        timeout: patienceMs,
        headless: true,
        locale: "en-GB",
        acceptDownloads: true,
        args: [
            "--no-sandbox",
            "--disable-gpu",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
        ],
    });
    context.setDefaultTimeout(patienceMs);
    if (noting) await context.addInitScript(noting);
    const problems = [];
    const expected = [];
    const blame = text => {
        if (!expected.some(pattern => pattern.test(text))) problems.push(text);
    };
    // Of the context, which hears every page that was ever opened: those that a test has closed, and those that a page opens, too.
    context.on("console", message => {
        if (["error", "warning"].includes(message.type())) blame(`console: ${message.text()}`);
    });
    context.on("weberror", thrown => blame(`exception: ${thrown.error().message}`));
    context.on("request", request => {
        const url = new URL(request.url());
        if (["data:", "blob:", "about:"].includes(url.protocol)) return;
        if (url.origin !== new URL(address).origin) blame(`request leaves: ${request.url()}`);
        if (request.url().includes(tokenOf.value ?? "\0")) blame(`token in an address: ${request.url()}`);
    });
    const tokenOf = {value: null};
    return {
        problems,
        expected,
        context,
        async open(path = "", {width = 1366, height = 768, ...media} = {}) {
            const page = await context.newPage();
            await page.setViewportSize({width, height});
            if (Object.keys(media).length) await page.emulateMedia(media);
            await page.goto(address + path);
            await page.waitForSelector("body:not(.loading)");
            tokenOf.value = await page.getAttribute('meta[name="veghe-token"]', "content");
            return page;
        },
        async stop() {
            await context.close();
            await rm(profile, {recursive: true, force: true});
        },
    };
}

/// Waits for something that has no event of its own.
export async function until(what, wanted) {
    for (const begun = Date.now(); !(await wanted()); await new Promise(resolve => setTimeout(resolve, 50))) {
        if (Date.now() - begun > patienceMs) throw new Error(`not seen: ${what}`);
    }
}

/// Waits for an answer to the question that is asked now.
export const answered = page => page.waitForSelector("#result:not(.stale) .main-sentence:not(.waiting)");

/// Waits until the run of a page has ended.
export const ended = page => page.waitForSelector(".status.done");

/// What a page shows of its run, for who reads that a test has failed.
async function shows(page) {
    const words = selector => page.locator(selector).allTextContents();
    return [page.url(), ...(await words(".asked, .status p, .main-sentence, .trouble, .notice, #guide-title"))].join(" | ");
}

/// A test that says, when it fails, what each page showed.
export function check(browser, name, body) {
    test(name, async context => {
        try {
            await body(context);
        } catch (error) {
            for (const page of browser().context.pages().slice(1)) error.message += `\nshown: ${await shows(page).catch(String)}`;
            throw error;
        }
    });
}
