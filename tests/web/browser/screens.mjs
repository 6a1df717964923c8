// Every screen of the page, on the real server: how each is reached. The tests look at them with axe-core, pictures.mjs with a camera.
import {answered, ended} from "./browser.mjs";

/// A year and few pairs, unless VEGHE_RUNS says more: enough for axe-core, while a picture is better of five years.
const quick = process.env.VEGHE_RUNS ?? "n=2&y=1";
const one = `c=DJ&m=school_counsellors:pupils_per_counsellor=400,coverage=0.8&${quick}`;
const several = `c=DJ,BC,IS&m=school_counsellors:pupils_per_counsellor=400&m=rural_campaign&b=5000000&${quick}`;
const set = values => Object.entries(values).map(([key, value]) => `${key}=${encodeURIComponent(JSON.stringify(value))}`).join();
const lessons = set({levels: ["primary", "upper"], grades: [3, 9, 10]}); // neither is among the choices
const aimed = `c=TL&m=curriculum:${lessons}&m=left_behind_support:${set({ages: [10, 17], care: ["relatives"], boarding: false})}&${quick}`;
const exercise = (part, more = "") => `x=08_five_million&p=${part}&${more}`;

/// Goes on through an exercise by so many parts, each run to its end.
async function onward(page, parts) {
    await ended(page);
    for (let part = 0; part < parts; part += 1) {
        await page.click("[data-key=guide-next]");
        await ended(page);
    }
    await page.waitForFunction(() => document.querySelectorAll("#compared .side td[colspan]").length === 0);
}

/// {name: {path, until(page, server)}}
export const screens = {
    answer: {path: one, until: ended},
    folded_open: {
        path: one,
        until: async page => {
            await ended(page);
            await page.evaluate(() =>
                document.querySelectorAll("main details").forEach(details => {
                    details.open = true;
                }),
            );
        },
    },
    several: {path: several, until: ended},
    running: {path: "c=DJ&m=curriculum&n=200", until: answered},
    before_the_answer: {path: "c=TM&m=curriculum&n=200", until: page => page.waitForSelector(".main-sentence.waiting")},
    stopped: {
        path: "c=DJ&m=curriculum&n=200",
        until: async page => {
            await answered(page);
            await page.click("[data-key=run-stop]");
            await page.waitForSelector(".status.cancelled");
        },
    },
    settings_of_before: {
        path: one,
        until: async page => {
            await ended(page);
            await page.route("**/events?**", () => {}); // the new run says nothing
            await page.focus("#m0-pupils_per_counsellor");
            await page.keyboard.press("ArrowLeft");
            await page.waitForSelector("#result.stale");
        },
    },
    failed: {
        path: "c=DJ&m=curriculum&n=200",
        until: async (page, server) => {
            await answered(page);
            for (const id of await server.children()) process.kill(id, "SIGKILL");
            await page.waitForSelector(".status.failed");
        },
    },
    refused: {path: `c=DJ&m=curriculum:hours_per_year=9999&${quick}`, until: page => page.waitForSelector(".status.failed")},
    unknown: {path: `c=DJ,ZZ&m=curriculum&m=nothing&${quick}`, until: page => page.waitForSelector(".notice")},
    nothing_chosen: {path: "c=DJ", until: page => page.waitForSelector(".main-sentence.waiting")},
    picker: {
        path: one,
        until: async page => {
            await ended(page);
            await page.click("[data-key=add-measure]");
        },
    },
    menu: {
        path: one,
        until: async page => {
            await ended(page);
            await page.click("#menu summary");
        },
    },
    map_focus: {
        path: one,
        until: async page => {
            await ended(page);
            await page.focus("[data-key=several]");
            await page.keyboard.press("Tab");
            await page.keyboard.press("ArrowUp");
        },
    },
    exercises: {path: "x=", until: page => page.waitForSelector("[data-exercise]")},
    question: {path: exercise(0), until: page => page.waitForSelector("[data-key=guide-next]")},
    predict: {
        path: exercise(1),
        until: async page => {
            await page.waitForSelector(".vote");
            for (const vote of [0, 0, 1, 3, 3, 3]) await page.click(`[data-key=vote-${vote}-more]`);
        },
    },
    shown: {path: exercise(2, quick), until: ended},
    step: {path: exercise(5, quick), until: ended},
    discuss: {path: exercise(6, quick), until: ended},
    compared: {path: exercise(2, quick), until: page => onward(page, 3)},
    aimed: {path: aimed, until: ended},
    nobody: {path: `c=TL&m=curriculum:${set({levels: ["primary"]})}&${quick}`, until: page => page.waitForSelector(".nobody")},
    discussed: {path: exercise(2, quick), until: page => onward(page, 4)},
};
