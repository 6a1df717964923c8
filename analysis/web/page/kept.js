// What an exercise has shown so far, so that its steps can be set beside one another: kept for as long as the tab is open,
// in both languages, and only what the page has shown.
import {get} from "./api.js";
import {setupAt, stages, stepNumber} from "./exercises.js";
import {early} from "./findings.js";
import {fitting} from "./state.js";
import {language} from "./texts.js";

const memory = "veghe-compared";
const most = 10; // of an exercise, the newest

const sorted = values => Object.fromEntries(Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1)));

/// What makes two questions the same to compare: more pairs of runs of one give another answer to it.
/// `model`: its usual years and seed.
export function keyOf({counties, measures, budget_per_year, years, seed}, model) {
    return JSON.stringify([
        [...counties].sort(),
        measures.map(({id, values}) => [id, sorted(values)]),
        budget_per_year ?? null,
        years ?? model.years.count,
        seed ?? model.seed,
    ]);
}

/// The part of an answer that is set beside others.
export function slim({pairs, of, area, truth, registered, cost, groups, small_cells, monte_carlo}) {
    return {pairs, of, area, truth, registered, cost, groups, small_cells, monte_carlo};
}

function all() {
    return JSON.parse(sessionStorage.getItem(memory) ?? "{}");
}

const pairsOf = ({answers}) => Math.max(0, ...Object.values(answers).map(answer => answer.pairs ?? 0));

/// Keeps the answers ({ro, en}) to a question of an exercise in the place of an earlier one to the same that has no more pairs of runs.
export function keep(exercise, question, answers, model) {
    const key = keyOf(question, model);
    const {counties, measures, budget_per_year = null, years = null, seed = null} = question;
    const before = (all()[exercise] ?? []).find(one => one.key === key);
    if (before && pairsOf(before) > pairsOf({answers})) return; // a run that was left early
    const others = (all()[exercise] ?? []).filter(one => one.key !== key);
    const mine = [...others, {key, question: {counties, measures, budget_per_year, years, seed}, answers}].slice(-most);
    try {
        sessionStorage.setItem(memory, JSON.stringify({...all(), [exercise]: mine}));
    } catch {
        sessionStorage.setItem(memory, JSON.stringify({[exercise]: mine.slice(-4)})); // the room of a tab has an end
    }
}

/// Keeps the answer that a run gave to the question of a state in an exercise: as it was told, and in the other language. A run that is left
/// may end a pair yet: both are of as many.
export async function keepAnswer(state, run, told, model) {
    const question = structuredClone(state);
    const [spoken, other] = language() === "ro" ? ["ro", "en"] : ["en", "ro"];
    const from = async lang => (await get(`/api/runs/${run}?lang=${lang}`).catch(() => ({}))).answer ?? null;
    const answers = {[spoken]: told, [other]: await from(other)};
    for (let left = 3; left > 0 && answers[other] && answers[other].pairs !== answers[spoken].pairs; left -= 1) {
        answers[spoken] = (await from(spoken)) ?? told;
        if (answers[other].pairs < answers[spoken].pairs) answers[other] = await from(other);
    }
    if (answers[other]?.pairs !== answers[spoken].pairs) delete answers[other];
    for (const lang of Object.keys(answers)) answers[lang] = slim(answers[lang]);
    keep(question.exercise, question, answers, model);
}

/// The steps of an exercise as questions, once each: [{index (of the stage), step, question}].
function steps(exercise, state, model) {
    const found = [];
    stages(exercise).forEach((stage, index) => {
        if (stage.kind !== "run" && stage.kind !== "step") return;
        const setup = structuredClone(setupAt(exercise, index));
        const {counties, measures} = fitting({...state, ...setup}, model).state;
        const question = {...state, counties, measures, budget_per_year: setup.budget_per_year ?? null};
        const key = keyOf(question, model);
        if (!found.some(one => one.key === key)) found.push({index, step: stepNumber(exercise, index), question, key});
    });
    return found;
}

/// The lines of the comparison at a stage: the steps up to it and those that were seen already, then what the class has tried
/// beside them. [{step (0: of the class's own), index, question, answer (in the language `spoken`, or null), now}]; `now` is the
/// one that is asked for.
/// result: {answer, stale} of what is asked for now.
export function linesOf(exercise, state, model, result, spoken) {
    const kept = all()[exercise.id] ?? [];
    const asked = keyOf(state, model);
    const live = result.answer && !result.stale ? result.answer : null;
    const line = ({key, question, step = 0, index = -1}) => {
        const now = key === asked;
        const before = kept.find(one => one.key === key)?.answers[spoken] ?? null;
        return {step, index, question, now, answer: (now && live) || before};
    };
    const set = steps(exercise, state, model);
    const luck = ({years, seed}) => `${years ?? model.years.count} ${seed ?? model.seed}`; // of other years nothing is set beside
    const own = kept.filter(
        ({key, question}) => luck(question) === luck(state) && !set.some(one => one.key === key),
    );
    const unfinished =
        [...set, ...own].some(one => one.key === asked) || !state.measures.length || !state.counties.length
            ? []
            : [{key: asked, question: state}];
    return [
        ...set.map(line).filter(one => one.index <= state.stage || one.answer),
        ...[...own, ...unfinished].map(line),
    ];
}

/// Pairs of lines whose ranges of true cases have no value in common, as pairs of positions; `judged`: how many lines can be;
/// `open`: whether one cannot yet.
export function apart(lines) {
    const judged = lines.map(({answer}) => {
        const truth = answer?.truth;
        return truth && !truth.hidden && truth.change && !early(answer) ? truth : null;
    });
    const pairs = [];
    judged.forEach((one, i) =>
        judged.slice(i + 1).forEach((other, j) => {
            if (!one || !other || one.unit !== other.unit) return;
            if (one.change.high < other.change.low || other.change.high < one.change.low) pairs.push([i, i + 1 + j]);
        }),
    );
    const open = lines.some(({answer}) => answer && early(answer));
    return {pairs, judged: judged.filter(Boolean).length, open};
}
