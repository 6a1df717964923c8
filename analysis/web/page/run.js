// One run at a time: asked for, listened to, given up when the question changes.
import {cancel, listen, post, Refusal} from "./api.js";

const silenceMs = 20000;
const memory = "veghe-run";

/// Told what happens to the run: {asked(), state(data), answer(data), done(data), failed({text, again, messages, status}), cancelled()}.
export function runner(told) {
    let run = null; // {id, question, stop: AbortController, ended}
    let turn = 0; // of the newest question: what belongs to an older one is not told

    function giveUp() {
        turn += 1;
        if (run) {
            run.stop.abort();
            if (!run.ended) cancel(run.id);
        }
        run = null;
    }

    /// Ends the run and keeps it, so that what it has answered can be taken away. It is heard to its end: the last answer counts.
    function stop() {
        if (!run) {
            giveUp(); // it has been asked for, and has no name yet
            return told.cancelled();
        }
        if (!run.ended) cancel(run.id);
        run.ended = true;
        return undefined;
    }

    async function hear(id, question, language, mine) {
        const stop = new AbortController();
        const earlier = run;
        run = {id, question, stop, ended: earlier?.id === id && earlier.ended};
        const current = run;
        let silent = 0;
        const alive = () => {
            clearTimeout(silent);
            silent = setTimeout(() => stop.abort("silence"), silenceMs);
        };
        const event = (name, data) => {
            if (mine !== turn || run !== current || (current.ended && name === "state")) return;
            if (name === "done" || name === "failed" || name === "cancelled") current.ended = true;
            told[name]?.(data);
        };
        alive();
        const heard = listen(id, language, stop.signal, event, () => {
            alive();
            earlier?.stop.abort(); // the new stream speaks: the old one, in another language, may go
        });
        try {
            await heard;
            if (mine === turn && run === current && !current.ended) told.failed({broken: true, again: true});
        } catch (error) {
            if (mine !== turn || run !== current) return false;
            if (error instanceof Refusal && error.status === 404) return true;
            if (current.ended) return false;
            if (stop.signal.aborted) told.failed({silent: true, again: true});
            else told.failed({again: true, status: error.status ?? 0, messages: error.messages ?? []});
            current.ended = true;
        } finally {
            clearTimeout(silent);
        }
        return false;
    }

    async function ask(question, language) {
        const replaces = run && !run.ended ? run.id : undefined;
        giveUp();
        const mine = turn;
        told.asked();
        try {
            const {id} = await post("/api/runs", {...question, lang: language, replaces});
            if (mine !== turn) return cancel(id);
            sessionStorage.setItem(memory, JSON.stringify({id, question}));
            if (await hear(id, question, language, mine)) told.failed({again: true, status: 404, messages: []});
        } catch (error) {
            if (mine === turn) told.failed({again: true, status: error.status ?? 0, messages: error.messages ?? []});
        }
    }

    /// Goes on listening to the run of before a reload, or to the run `id`, when it was for this question and the program still has it.
    async function resume(question, language, id = null) {
        if (id) sessionStorage.setItem(memory, JSON.stringify({id, question}));
        const kept = JSON.parse(sessionStorage.getItem(memory) ?? "null");
        if (!kept || JSON.stringify(kept.question) !== JSON.stringify(question)) return ask(question, language);
        giveUp();
        const mine = turn;
        told.asked();
        if ((await hear(kept.id, question, language, mine)) && mine === turn) await ask(question, language);
    }

    /// The same run, told again in another language.
    function relisten(language) {
        if (!run) return;
        const {id, question} = run;
        const mine = turn;
        hear(id, question, language, mine).then(gone => {
            if (gone && mine === turn) ask(question, language);
        });
    }

    return {
        ask,
        resume,
        relisten,
        giveUp,
        stop,
        id: () => run?.id ?? null,
        running: () => run !== null && !run.ended,
        finished: () => run !== null && run.ended,
    };
}
