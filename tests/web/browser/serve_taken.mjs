// What is taken away from the real page gives the same elsewhere: the link in another tab, the scenarios on the command line, the charts.
import assert from "node:assert/strict";
import {execFileSync} from "node:child_process";
import {mkdir, mkdtemp, readFile, readdir, rm, symlink} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {ended, source} from "./browser.mjs";
import {browser, figures, taken, test, told, veghe} from "./served.mjs";

const question = "#c=TL&m=school_counsellors:pupils_per_counsellor=450,coverage=0.8&m=curriculum&n=3&y=1&s=11";

/// What the browser lets a page do with the clipboard.
async function clipboard(page, setting) {
    const session = await browser.context.newCDPSession(page);
    for (const name of ["clipboard-write", "clipboard-read"])
        await session.send("Browser.setPermission", {permission: {name}, setting, origin: new URL(veghe.address).origin});
}

test("the link that is copied shows the same in another tab; where copying is not allowed it can be taken by hand", async () => {
    const page = await browser.open(`${question}&lang=ro`);
    await ended(page);
    const texts = await told(page, "/api/texts?lang=ro");
    await clipboard(page, "granted");
    await taken(page, "link");
    await page.waitForFunction(said => document.querySelector("#said").textContent === said, texts["files.link_copied"]);
    const link = await page.evaluate(() => navigator.clipboard.readText());
    assert.ok(link.startsWith(veghe.address), link);
    assert.doesNotMatch(link, /[0-9a-f]{16}/, "nothing of this run, and no token");
    const other = await browser.open(link.slice(veghe.address.length));
    await ended(other);
    assert.deepEqual(await figures(other), await figures(page));
    assert.equal(await other.textContent(".asked"), await page.textContent(".asked"));
    await clipboard(page, "denied");
    await page.bringToFront();
    await taken(page, "link");
    assert.equal(await page.inputValue(".notice input"), link);
});

test("the scenarios that are saved give the digests of the page's own run to veghe compare", async () => {
    const page = await browser.open(`${question}&lang=en`);
    await ended(page);
    const {digests} = await page.evaluate(() => globalThis.noted.done);
    const folder = await mkdtemp(join(tmpdir(), "veghe-taken-"));
    try {
        const scenarios = join(folder, "scenarios");
        await mkdir(join(scenarios, "saved"), {recursive: true});
        for (const name of (await readdir(join(source, "scenarios"))).filter(one => one !== "saved"))
            await symlink(join(source, "scenarios", name), join(scenarios, name));
        const files = [];
        for (const item of ["save_baseline", "save"]) {
            const saved = await taken(page, item, "download");
            files.push(join(scenarios, "saved", saved.suggestedFilename()));
            await saved.saveAs(files.at(-1));
        }
        const out = join(folder, "out");
        const run = (...words) => execFileSync(process.env.VEGHE_BINARY, words, {encoding: "utf8"}).trim();
        run("compare", ...files, "-o", out, "--quiet");
        const [baseline, strategy] = ["baseline", "scenario"].map(name => run("info", join(out, `${name}.h5`), "--digest"));
        assert.deepEqual({baseline, strategy}, digests);
        assert.notEqual(baseline, strategy);
    } finally {
        await rm(folder, {recursive: true});
    }
});

test("for whom: a school level comes with its grades, and stands in the question, in the link and in a scenario that is opened", async () => {
    const page = await browser.open("#c=TL&m=curriculum&n=2&y=1&lang=en");
    await ended(page);
    assert.deepEqual([await page.inputValue("#m0-grades"), await page.inputValue("#m0-grades-to")], ["6", "10"], "the library's");
    await page.click("[data-key=curriculum-more] summary");
    await page.selectOption("#m0-levels", {label: "upper secondary (grades 9 to 12)"});
    await page.waitForFunction(() => document.querySelector("#m0-grades").value === "");
    await ended(page);
    const asked = () => page.textContent(".asked");
    assert.match(await asked(), /School level: upper secondary \(grades 9 to 12\); Grades \(0: preparatory\): all/);
    const set = async (field, value) => {
        await page.fill(field, value);
        await page.keyboard.press("Tab");
    };
    await set("#m0-grades", "11");
    assert.match(await asked(), /: 11\u201312;/, "an open end is as far as it goes");
    await set("#m0-grades-to", "10");
    assert.equal(await page.isVisible("#m0-grades-problem"), true, "from 11 to 10 is none");
    assert.match(await asked(), /: 11\u201312;/, "and is not asked");
    await set("#m0-grades-to", "11");
    assert.equal(await page.isVisible("#m0-grades-problem"), false);
    await ended(page);
    assert.match(await asked(), /: 11;/);
    const beside = () => page.textContent("#m0-levels ~ .whole-choice");
    assert.equal(await beside(), "", "it fits its line");
    const saved = await taken(page, "save", "download");
    const other = await browser.open("#c=DJ&lang=en");
    await other.click("#menu summary");
    const [files] = await Promise.all([other.waitForEvent("filechooser"), other.click("[data-item=open]")]);
    await files.setFiles(await saved.path());
    await ended(other);
    assert.equal(await other.textContent(".asked"), await asked());
    assert.deepEqual(await figures(other), await figures(page));
    for (const one of [page, other]) assert.match(one.url(), /levels=%5B%22upper%22%5D/);
    const two = "gymnasium (grades 5 to 8) or upper secondary (grades 9 to 12)";
    await page.selectOption("#m0-levels", {label: two});
    await page.waitForFunction(all => document.querySelector("#m0-levels ~ .whole-choice").textContent === all, two);
});

test("the charts of the real answer are saved, and what is printed is the page with its menu closed", async () => {
    const page = await browser.open(`${question}&lang=ro`);
    await ended(page);
    const answer = await page.evaluate(() => globalThis.noted.answer);
    const title = await page.textContent("[data-ledger=truth] h3");
    const charts = page.locator("[data-ledger=truth] .chart-files");
    const download = async kind => {
        const [got] = await Promise.all([page.waitForEvent("download"), charts.getByText(kind).click()]);
        return readFile(await got.path());
    };
    const svg = String(await download("SVG"));
    const words = svg.replace(/<title>[^<]*<\/title>/g, "").replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");
    for (const said of [title, answer.truth.text, "Tulcea", "450", "80 %", "perechi de rulări: 3"])
        assert.ok(words.includes(said.replace(/\s+/g, " ")), `${said} is not in ${words}`);
    const png = await download("PNG");
    assert.equal(png.subarray(1, 4).toString(), "PNG");
    assert.ok(png.readUInt32BE(16) >= 1100, "twice as fine as the screen");
    await page.evaluate(() => {
        globalThis.print = () => {
            globalThis.printed = document.querySelector("#menu").open ? "with the menu" : "the page";
        };
    });
    await taken(page, "print");
    assert.equal(await page.evaluate(() => globalThis.printed), "the page");
});
