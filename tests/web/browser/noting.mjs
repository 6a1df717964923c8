// What a page hears of its runs and what it shows of them, noted in the page itself: an answer that is shown must be one of a run
// that was asked for with the question that stands beside it.

/// Runs in the page before its own scripts: notes questions, answers and what is shown into `globalThis.noted`.
export function noting() {
    if (location.protocol === "about:") return;
    const noted = {questions: {}, heard: [], shown: [], answers: {}, answer: null, done: null};
    globalThis.noted = noted;
    const fetched = globalThis.fetch;
    const figures = answer => {
        const ledger = ({hidden, change, text, range}) => {
            if (hidden || !change) return "hidden";
            return range === text || change.low === change.high ? text : `${text} ${range}`;
        };
        return [ledger(answer.truth), ledger(answer.registered), answer.cost.text].join(" | ");
    };

    async function hear(run, body) {
        const reader = body.pipeThrough(new TextDecoderStream()).getReader();
        for (let rest = ""; ; ) {
            const {value, done} = await reader.read();
            if (done) return;
            const blocks = (rest + value).replaceAll("\r\n", "\n").split("\n\n");
            rest = blocks.pop();
            for (const block of blocks) {
                const done = /^event: done\ndata: (.*)/.exec(block)?.[1];
                if (done) noted.done = JSON.parse(done);
                const answer = /^event: answer\ndata: (.*)/.exec(block)?.[1];
                if (!answer) continue;
                noted.answers[run] = noted.answer = JSON.parse(answer);
                noted.heard.push({run, figures: figures(noted.answer)});
            }
        }
    }

    globalThis.fetch = async (path, options) => {
        const response = await fetched(path, options);
        if (path === "/api/runs" && response.ok) {
            const {lang, replaces, ...question} = JSON.parse(options.body);
            noted.questions[(await response.clone().json()).id] = JSON.stringify(question);
        }
        const run = /^\/api\/runs\/(\w+)\/events/.exec(path)?.[1];
        if (!run || !response.ok) return response;
        const [ours, theirs] = response.body.tee();
        hear(run, ours).catch(() => {}); // the page has stopped listening
        return new Response(theirs, {status: response.status, headers: response.headers});
    };

    new MutationObserver(() => {
        const result = document.querySelector("#result");
        if (!result?.querySelector(".main-sentence:not(.waiting)") || result.classList.contains("stale")) return;
        const text = (within, parts) => [...within.querySelectorAll(parts)].map(part => part.textContent).join(" ");
        const ledgers = [...result.querySelectorAll("[data-ledger]")].map(ledger =>
            ledger.querySelector("svg") || /\d/.test(text(ledger, ".figure")) ? text(ledger, ".figure, .range:not(.none)") : "hidden",
        );
        for (const [i, first] of [...result.querySelectorAll("[data-ledger]")].map(one => one.querySelector(".first")).entries())
            if (first) ledgers[i] = first.textContent.split(": ")[1]; // of a single run: "In the one run so far: 2 % lower"
        const cost = result.querySelector(".part-cards dd span")?.textContent;
        const now = {link: location.hash, figures: [...ledgers, cost].join(" | ")};
        if (JSON.stringify(now) !== JSON.stringify(noted.shown.at(-1))) noted.shown.push(now);
    }).observe(document, {subtree: true, childList: true, attributes: true, characterData: true});

    const kept = JSON.parse(sessionStorage.getItem("veghe-run") ?? "null"); // of before a reload
    if (kept) noted.questions[kept.id] = JSON.stringify(kept.question);
}

/// What a page has shown that none of its runs answered to the question beside it.
export async function misplaced(page) {
    return page.evaluate(async () => {
        const {fromFragment, question} = await import("/assets/state.js");
        const {questions, heard, shown} = globalThis.noted;
        const answered = ({link, figures}) =>
            heard.some(one => one.figures === figures && questions[one.run] === JSON.stringify(question(fromFragment(link))));
        if (heard.length && !shown.length) return ["an answer was heard, and none was seen on the page"]; // it is looked for in the wrong place
        return shown.filter(one => !answered(one));
    });
}

/// Where a page shows or reads aloud a figure of the answers that it has heard without the range that belongs to it, or the words for having none.
export async function bare(page) {
    return page.evaluate(() => {
        const ofOne = ({truth, registered, cost, groups}) => [truth, registered, cost, cost.per_case, ...groups.flatMap(row => [row.truth, row.registered])];
        const entries = Object.values(globalThis.noted.answers).flatMap(ofOne);
        const figures = entries.filter(one => one && !one.hidden && /\d/.test(one.text));
        const ranges = entries.filter(one => one?.range && one.range !== one.text).map(one => one.range);
        ranges.sort((a, b) => b.length - a.length);
        const none = /no range yet|(the same|no change) in 9 of 10|fără interval|(la fel|nicio schimbare) în 9 din 10/;
        const says = (said, figure) => new RegExp(`(^|[^\\d.,])${figure.replace(/[.()+]/g, "\\$&")}`).test(said); // not "11.2" for "1.2"
        const ranged = (around, figure) => none.test(around) || figures.some(one => one.text === figure && around.includes(one.range));
        const found = [];
        const look = (said, around, where) => {
            const rest = ranges.reduce((all, range) => all.replaceAll(range, " "), said); // whose ends may read like another figure
            for (const {text} of figures)
                if (says(rest, text) && !ranged(around, text)) found.push(`${where}: ${text} in ${around.slice(0, 120)}`);
        };
        const nodes = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        while (nodes.nextNode()) {
            const element = nodes.currentNode.parentElement;
            const around = element.closest("td, dd, .ledger, .peek span, p") ?? element;
            const whole = around.closest(".ledger") ?? around;
            look(nodes.currentNode.data, whole.textContent, whole.className || whole.tagName);
        }
        for (const element of document.querySelectorAll("[aria-label], [title]")) // what is read aloud must say it by itself
            for (const said of [element.getAttribute("aria-label"), element.getAttribute("title")]) look(said ?? "", said ?? "", "label");
        if (figures.length === 0) found.push("the answer has no figure: nothing was looked at");
        return found;
    });
}
