// Pictures of every screen at three sizes in both languages, and the printed page: VEGHE_BINARY=... pictures.mjs OUT [SCREEN...]
import {mkdir} from "node:fs/promises";
import {join} from "node:path";
import {startBrowser, startVeghe} from "./browser.mjs";
import {screens} from "./screens.mjs";

const sizes = [
    [1366, 768],
    [768, 1024],
    [390, 844],
];
const [out, ...only] = process.argv.slice(2);
await mkdir(out, {recursive: true});
const server = await startVeghe();
const browser = await startBrowser(server.address);
for (const [name, {path, until}] of Object.entries(screens)) {
    if (only.length && !only.includes(name)) continue;
    for (const language of ["en", "ro"]) {
        const page = await browser.open(`#${path}&lang=${language}`);
        await until(page, server);
        for (const [width, height] of sizes) {
            await page.setViewportSize({width, height});
            await page.waitForTimeout(400); // charts are drawn anew for the new width
            const file = join(out, `${name}_${language}_${width}`);
            await page.screenshot({path: `${file}.png`});
            await page.screenshot({path: `${file}_whole.png`, fullPage: true});
        }
        if (["answer", "several", "shown", "discussed"].includes(name)) {
            await page.pdf({path: join(out, `${name}_${language}.pdf`), format: "A4"});
            await page.emulateMedia({media: "print"});
            await page.setViewportSize({width: 688, height: 1017}); // A4 within its margins
            await page.waitForTimeout(400);
            await page.screenshot({path: join(out, `${name}_${language}_paper.png`), fullPage: true});
        }
        await page.close();
    }
}
console.log(browser.problems.join("\n") || "no problem");
await browser.stop();
await server.stop();
