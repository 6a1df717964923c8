// What a page hears of its runs and what it shows of them, noted in the page itself: an answer that is shown must be one of a run
// that was asked for with the question that stands beside it.

/// Runs in the page before its own scripts: notes questions, answers and what is shown into `globalThis.noted`.
export function noting() {
    if (location.protocol === "about:") return;
    const noted = {questions: {}, heard: [], shown: []};
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
                const answer = /^event: answer\ndata: (.*)/.exec(block)?.[1];
                if (answer) noted.heard.push({run, figures: figures(JSON.parse(answer))});
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
            ledger.querySelector("svg") ? text(ledger, ".figure, .range:not(.none)") : "hidden",
        );
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
        return shown.filter(one => !answered(one));
    });
}
