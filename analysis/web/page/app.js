// The page: one state, drawn in parts, and one run that answers it.
import {get, post} from "./api.js";
import {draw as drawAnswer, frame, sentenceOf} from "./answer.js";
import {comparedPart} from "./compared.js";
import {markControls} from "./controls.js";
import {byId, h, quiet, redraw} from "./dom.js";
import {exerciseList, guide, loadExercises, setupAt, stages} from "./exercises.js";
import {closeMenu, fillMenu} from "./files.js";
import {inShort} from "./findings.js";
import {keepAnswer, linesOf} from "./kept.js";
import {measureList, openPicker, questionInWords, titleOf, withValue} from "./measures.js";
import {attempt, note, noteAgain, notStarted, say} from "./notices.js";
import {runner} from "./run.js";
import {settings} from "./settings.js";
import {fitting, fromFragment, question, toFragment} from "./state.js";
import {fill, language, list, load, t} from "./texts.js";
import {wherePart} from "./where.js";

const waitMs = 100; // a slider that moves is left alone for so long before a run begins; one that began too early is given up
const betweenMs = 80; // between two pictures of a run that goes on
const idle = () => ({phase: "idle", pairs: 0, of: 1, text: "", answer: null, about: null, stale: false, failure: null, domains: {}});

let state, model, shapes, where; // what is asked, what can be asked, the map's shapes, its part of the page
let exercises = [];
let result = idle();
let sameScale = ""; // counties and measures that the scale of the charts was made for
let saidFirst = false; // whether the run's first answer was announced
let laid = ""; // the question that an exercise has set up
const ended = new Map(); // questions whose run has ended, with its id: who goes back to one needs no new run

// ---- the run -----------------------------------------------------------------------------------------------------------

const veiled = () => state.view === "exercises" && (state.exercise === null || setupAt(exerciseNow(), state.stage) === null);
const exerciseNow = () => exercises.find(one => one.id === state.exercise);

const run = runner({
    asked() {
        Object.assign(result, {phase: "asked", pairs: 0, text: "", failure: null, stale: true});
        saidFirst = false;
        drawResult();
    },
    state(data) {
        Object.assign(result, {phase: data.phase, pairs: data.pairs, of: data.of, text: data.text ?? ""});
        drawSoon();
    },
    answer(answer) {
        Object.assign(result, {answer, about: about(answer), pairs: answer.pairs, of: answer.of, stale: false});
        if (saidFirst) return drawSoon();
        say(`${t("run.first")} ${sentenceOf(answer)}`);
        saidFirst = true;
        return drawResult(); // this is what the room waits for
    },
    done(data) {
        Object.assign(result, {phase: "done", pairs: data.pairs ?? result.pairs});
        say(`${t("run.finished")} ${result.answer ? sentenceOf(result.answer) : ""}`);
        ended.set(JSON.stringify(question(state)), run.id());
        keepShown();
        drawResult();
    },
    failed(failure) {
        Object.assign(result, {phase: "failed", failure});
        keepShown();
        markControls(failure.messages ?? []);
        drawResult();
    },
    cancelled() {
        result.phase = "cancelled";
        keepShown();
        say(t("run.cancelled"));
        drawResult();
    },
});

/// Keeps what a class has seen of a step, also of a run that failed or is left before its end.
function keepShown() {
    const id = run.id();
    if (state.exercise && id && result.answer && !result.stale) keepAnswer(state, id, result.answer, model).then(drawCompared);
}

const ask = quiet(() => {
    if (!veiled() && state.counties.length && state.measures.length) run.ask(question(state), language());
}, waitMs);

/// The question has changed: what runs is given up at once, and asked anew when the controls rest.
/// `known`: a run that has answered it before, which is heard again instead.
function changed({controls = true, known = null} = {}) {
    run.giveUp();
    const scale = JSON.stringify([state.counties, state.measures.map(measure => measure.id)]);
    if (scale !== sameScale) result.domains = {};
    sameScale = scale;
    if (state.counties.length === 0 || state.measures.length === 0) result = idle();
    else Object.assign(result, {phase: "asked", stale: true, failure: null, pairs: 0, text: ""});
    remember();
    if (controls) drawMeasures();
    where.draw(state);
    drawResult();
    if (!known) return ask();
    ask.stop();
    return run.resume(question(state), language(), known);
}

// ---- drawing -----------------------------------------------------------------------------------------------------------

/// The steps of an exercise side by side, from the second on, and wherever the class has tried something of its own.
function drawCompared() {
    const exercise = veiled() || !state.exercise ? null : exerciseNow();
    const lines = exercise ? linesOf(exercise, state, model, result, language()) : [];
    const slot = byId("compared");
    slot.hidden = lines.length < 2;
    if (slot.hidden) return slot.replaceChildren();
    const column = byId("main").classList.contains("beside") && innerWidth > 1000; // as style.css has it
    const below = byId(column ? "result" : "board");
    if (slot.nextElementSibling !== below) below.before(slot);
    const on = {words: asked => questionInWords(asked, model), go: index => enter(exercise.id, index)};
    return redraw(slot, () => comparedPart(lines, slot.clientWidth - 40, on));
}

/// What a chart of an answer is of, wherever it goes.
function about({pairs, start, end}) {
    const [from, to] = [start, end].map(date => date.slice(0, 4));
    return {asked: questionInWords(state, model), source: t("files.source", {version: model.version, pairs, from, to})};
}

function drawResult() {
    const slot = byId("result");
    drawAnswer(slot, result, questionInWords(state, model), {
        stop: () => {
            run.stop();
            result.phase = "cancelled";
            drawResult();
        },
        again: () => run.ask(question(state), language()),
        most: model.caps.pairs,
        more: pairs => {
            state.pairs = pairs;
            changed({controls: false});
        },
    });
    drawCompared();
    peek();
    fillMenu({...run, answered: () => Boolean(result.answer) && !result.stale}, {say, note, attempt, opened});
}

/// On a narrow screen, where question and answer do not fit side by side: the answer in a line, as long as it is not in view.
function peek() {
    const {answer} = result;
    byId("peek").hidden = veiled();
    byId("peek").replaceChildren(
        ...(answer && !result.stale ? ["truth", "registered"] : []).map(name =>
            h("span", {}, `${t(`ledger.${name}_short`)} `, h("b", {}, inShort(answer[name], answer.pairs))),
        ),
        h("span", {}, t("answer.to_it")),
    );
}

let frameWaits = false;
function drawSoon() {
    if (frameWaits) return;
    frameWaits = true;
    setTimeout(() => {
        frameWaits = false;
        drawResult();
    }, betweenMs);
}

function drawMeasures() {
    redraw(byId("what"), () =>
        measureList(model, state, {
            set(index, key, value) {
                const chosen = state.measures[index];
                const measure = model.measures.find(one => one.id === chosen.id);
                chosen.values = withValue(measure.controls, chosen.values, key, value);
                byId("what").querySelector(`[data-measure="${measure.id}"] h3`).textContent = titleOf(
                    measure,
                    chosen.values,
                );
                changed({controls: key === "levels"}); // its grades have followed
            },
            remove(index) {
                state.measures.splice(index, 1);
                changed();
                byId("what").querySelector("[data-key=add-measure]").focus();
            },
            add: () =>
                openPicker(byId("picker"), model, state, id => {
                    state.measures.push({id, values: {}});
                    changed();
                    byId("what").querySelector(`[data-measure="${id}"] input`)?.focus();
                }),
        }).concat(settings(model, state, () => changed({controls: false}))),
    );
}

/// Has the persons of counties built before they are asked about; while a run goes on, when that is over.
const prepare = counties => post("/api/prepare", {counties}).catch(() => {});

function drawView() {
    const exercise = state.view === "exercises" ? exerciseNow() : null;
    for (const button of document.querySelectorAll("[data-view]"))
        button.setAttribute("aria-current", button.dataset.view === state.view ? "page" : "false");
    for (const button of document.querySelectorAll("[data-language]"))
        button.setAttribute("aria-pressed", button.dataset.language === language());
    byId("exercises").hidden = state.view !== "exercises" || Boolean(exercise);
    byId("guide").hidden = !exercise;
    byId("board").hidden = veiled();
    byId("peek").hidden = veiled();
    document.body.classList.toggle("guided", Boolean(exercise));
    if (!byId("exercises").hidden) redraw(byId("exercises"), () => exerciseList(exercises, id => enter(id, 0)));
    const beside = exercise && ["run", "step"].includes(stages(exercise)[state.stage].kind);
    byId("main").classList.toggle("beside", Boolean(beside));
    if (exercise)
        redraw(byId("guide"), () =>
            guide(exercise, state.stage, {
                go: index => enter(exercise.id, index),
                leave: () => enter(null, 0),
                changed: drawView,
                where: setup => questionInWords({...setup, measures: [], budget_per_year: null}, model),
                tried: ({measures, budget_per_year = null}) => questionInWords({counties: [], measures, budget_per_year}, model),
            }),
        );
}

function drawAll() {
    fill(document);
    document.title = `Veghe \u2013 ${t("page.title")}`;
    byId("foot").replaceChildren(
        h(
            "ul",
            {},
            [t("page.not_real"), t("page.not_forecast"), t("page.local")].map(text => h("li", {}, text)),
        ),
        h("p", {class: "credit"}, t("where.credit", {attribution: shapes.attribution, licence: shapes.licence})),
        h("p", {class: "credit"}, `Veghe ${model.version} \u00b7 ${model.baseline.title}`),
    );
    byId("invented").hidden = !model.invented;
    drawView();
    where.relabel(model, state);
    drawMeasures();
    drawResult();
}

// ---- what is pressed -----------------------------------------------------------------------------------------------------

function remember() {
    history.replaceState(null, "", "#" + toFragment(state));
}

/// Goes to a stage of an exercise (null: to the list): its setup is laid, and its run begins once the class has predicted.
function enter(id, stage) {
    if (run.running()) keepShown();
    Object.assign(state, {view: "exercises", exercise: id, stage});
    const exercise = exerciseNow();
    const setup = exercise ? setupAt(exercise, stage) : null;
    if (setup) {
        const {state: known} = fitting(
            {...state, counties: [...setup.counties], measures: structuredClone(setup.measures)},
            model,
        );
        Object.assign(state, {
            counties: known.counties,
            measures: known.measures,
            budget_per_year: setup.budget_per_year ?? null,
        });
        if (JSON.stringify(question(state)) !== laid || !(run.running() || result.phase === "done")) result = idle();
        laid = JSON.stringify(question(state));
    } else {
        run.giveUp();
        ask.stop();
        result = idle();
        if (exercise) prepare(exercise.setup.counties);
    }
    drawView();
    if (setup && result.phase === "idle") changed({known: ended.get(laid)});
    else drawCompared();
    remember();
    const target = exercise ? byId("guide") : byId("exercises").querySelector("h2");
    target.setAttribute("tabindex", "-1");
    target.focus();
    window.scrollTo({top: 0});
}

function show(view) {
    if (view === "exercises") return enter(null, 0);
    Object.assign(state, {view, exercise: null, stage: 0});
    drawView();
    changed();
}

function opened(answer, name) {
    const {
        state: {counties, measures},
        unknown,
    } = fitting({...state, ...answer.state}, model);
    const {years = null, seed = null, pairs = null, budget_per_year = null} = answer.state;
    Object.assign(state, {counties, measures, years, seed, pairs, budget_per_year, view: "explore", exercise: null});
    drawView();
    changed();
    say(t("files.opened", {name}));
    if (unknown.length) leftOut(unknown);
}

async function speak(wanted) {
    if (wanted === language()) return;
    await attempt(async () => {
        await load(wanted);
        [model, exercises] = await Promise.all([get(`/api/model?lang=${wanted}`), loadExercises()]);
        state.language = wanted;
        remember();
        drawAll();
        noteAgain();
        if (result.phase === "failed" && run.id() === null) run.ask(question(state), wanted); // no run is left that could say why
        else run.relisten(wanted);
    });
}

const leftOut = unknown => note(() => ({title: t("page.left_out"), text: list(unknown)}));

/// Takes over the state of a link as far as the model knows it. A link that asks nothing asks what its exercise has set up, or the usual.
function settle(wanted) {
    state = wanted;
    if (state.exercise && !exerciseNow()) state.exercise = null;
    if (state.exercise) state.stage = Math.min(state.stage, stages(exerciseNow()).length - 1);
    const setup = state.exercise ? setupAt(exerciseNow(), state.stage) : null;
    const empty = state.counties.length === 0 && state.measures.length === 0;
    const fitted = fitting(empty ? {...state, ...structuredClone(setup ?? model.default)} : state, model);
    state = fitted.state;
    return fitted;
}

async function follow() {
    const wanted = fromFragment(location.hash);
    const kept = wanted.language ?? state.language;
    if (wanted.language && wanted.language !== language()) await speak(wanted.language);
    const {unknown} = settle(wanted);
    state.language = kept;
    if (unknown.length) leftOut(unknown);
    drawView();
    changed();
}

function wire() {
    for (const button of document.querySelectorAll("[data-view]"))
        button.addEventListener("click", () => show(button.dataset.view));
    for (const button of document.querySelectorAll("[data-language]"))
        button.addEventListener("click", () => speak(button.dataset.language));
    const skip = event => {
        event.preventDefault(); // the fragment holds the state
        const target = byId("board").hidden ? byId("main") : byId("answer");
        target.setAttribute("tabindex", "-1");
        target.focus();
        target.scrollIntoView();
    };
    document.querySelector(".skip").addEventListener("click", skip);
    byId("peek").addEventListener("click", skip);
    new IntersectionObserver(([entry]) => byId("peek").classList.toggle("seen", entry.isIntersecting), {
        rootMargin: "0px 0px -25% 0px",
    }).observe(byId("result"));
    window.addEventListener("hashchange", follow);
    window.addEventListener("resize", quiet(drawResult, 150));
    closeMenu();
}

async function start() {
    const wanted = fromFragment(location.hash);
    const speaks =
        wanted.language ??
        (navigator.languages.some(one => one.startsWith("ro")) || !navigator.languages.some(one => one.startsWith("en"))
            ? "ro"
            : "en");
    await load(speaks);
    [model, exercises, shapes] = await Promise.all([get(`/api/model?lang=${speaks}`), loadExercises(), get("/assets/map.json")]);
    const fitted = settle(wanted);
    state.language = speaks;
    where = wherePart(byId("where"), model, shapes, {
        choose: codes => {
            state.counties = codes;
            changed({controls: false});
            if (codes.length && state.measures.length === 0) prepare(codes); // a run would have its persons built
        },
        refused: words => say(words()) ?? note(() => ({title: words()})),
        prepare: code => prepare([code]),
    });
    frame(byId("result"));
    wire();
    drawAll();
    document.body.classList.remove("loading");
    if (fitted.unknown.length) leftOut(fitted.unknown);
    remember();
    if (!veiled() && state.counties.length && state.measures.length) {
        sameScale = JSON.stringify([state.counties, state.measures.map(measure => measure.id)]);
        run.resume(question(state), language());
    }
}

start().catch(notStarted);
