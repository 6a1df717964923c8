// Guided exercises: a question, the class's prediction before anything is shown, the run, what to compare, what to discuss.
import {h} from "./dom.js";
import {get} from "./api.js";
import {inFull} from "./notices.js";
import {counted, language, t} from "./texts.js";

const memory = "veghe-votes";
const mostVotes = 999;
let problems = []; // of exercises that are not shown: {where, text, try}

/// How many steps come before the first that sets up something else: they say how to vote and to run, and are no stages.
function leading(exercise) {
    const first = exercise.steps.findIndex(step => step.setup);
    return first < 0 ? exercise.steps.length : first;
}

/// The stages of an exercise, in order: {kind: "question|predict|run|step|discuss", step}.
export function stages(exercise) {
    const steps = exercise.steps.map((_, step) => ({kind: "step", step})).slice(leading(exercise));
    return [{kind: "question"}, {kind: "predict"}, {kind: "run"}, ...steps, {kind: "discuss"}];
}

/// What is set up at a stage: the newest setup up to it. Null before the run.
export function setupAt(exercise, index) {
    const reached = stages(exercise).slice(0, index + 1);
    if (!reached.some(stage => stage.kind === "run")) return null;
    const setups = reached
        .filter(stage => stage.kind === "step")
        .map(stage => exercise.steps[stage.step].setup)
        .filter(Boolean);
    return setups.pop() ?? exercise.setup;
}

/// The number of the step that a stage shows: 1 for the run, one more for each setup after it.
export function stepNumber(exercise, index) {
    const reached = stages(exercise).slice(0, index + 1);
    return reached.filter(({kind, step}) => kind === "run" || (kind === "step" && exercise.steps[step].setup)).length;
}

/// All exercises, in the page's language.
export async function loadExercises() {
    const all = await get(`/api/exercises?lang=${language()}`);
    problems = all.problems;
    return all.exercises.map(exercise => ({
        ...exercise,
        steps: exercise.steps ?? [],
        answers: exercise.answers.map(answer => answer.text ?? answer),
    }));
}

function kept() {
    return JSON.parse(sessionStorage.getItem(memory) ?? "{}");
}
function votesOf(exercise) {
    return exercise.answers.map((_, i) => kept()[exercise.id]?.[i] ?? 0);
}
function vote(exercise, answer, count) {
    const votes = votesOf(exercise);
    votes[answer] = Math.min(mostVotes, Math.max(0, Math.round(count) || 0));
    sessionStorage.setItem(memory, JSON.stringify({...kept(), [exercise.id]: votes}));
}

/// The list of all exercises.
export function exerciseList(exercises, opened) {
    return [
        h("h2", {}, t("exercise.list")),
        h("p", {class: "lead"}, t("exercise.intro")),
        exercises.length === 0 ? h("p", {class: "note"}, t("exercise.none")) : null,
        problems.length === 0
            ? null
            : h(
                  "details",
                  {"data-key": "exercise-problems"},
                  h("summary", {}, t("exercise.problems")),
                  h("ul", {}, problems.map(problem => h("li", {}, h("b", {}, problem.where), ": ", inFull(problem)))),
              ),
        h(
            "div",
            {class: "exercise-cards"},
            exercises.map(exercise =>
                h(
                    "article",
                    {class: "exercise-card"},
                    h("h3", {}, exercise.title),
                    h("p", {}, exercise.question),
                    h("p", {class: "note"}, exercise.minutes ? counted("exercise.minutes", exercise.minutes) : ""),
                    h(
                        "button",
                        {
                            type: "button",
                            "data-exercise": exercise.id,
                            "aria-label": t("exercise.open_one", {title: exercise.title}),
                            onclick: () => opened(exercise.id),
                        },
                        t("exercise.open"),
                    ),
                ),
            ),
        ),
    ];
}

function votesRow(exercise, answer, index, changed) {
    const votes = votesOf(exercise);
    const more = by => () => {
        vote(exercise, index, votesOf(exercise)[index] + by);
        changed();
    };
    return h(
        "li",
        {class: "vote"},
        h("span", {class: "vote-text"}, answer),
        h(
            "span",
            {class: "vote-buttons"},
            h(
                "button",
                {
                    type: "button",
                    "data-key": `vote-${index}-less`,
                    "aria-label": t("exercise.less", {answer: answer}),
                    onclick: more(-1),
                },
                "\u2212",
            ),
            h("input", {
                type: "number",
                min: 0,
                max: mostVotes,
                step: 1,
                value: votes[index],
                inputmode: "numeric",
                "data-key": `vote-${index}`,
                "aria-label": t("exercise.votes_for", {answer: answer}),
                onfocus: event => event.target.select(),
                oninput: event => vote(exercise, index, event.target.valueAsNumber), // drawn anew it would lose the click that ends it
            }),
            h(
                "button",
                {
                    type: "button",
                    "data-key": `vote-${index}-more`,
                    "aria-label": t("exercise.more", {answer: answer}),
                    onclick: more(1),
                },
                "+",
            ),
        ),
    );
}

function votesShown(exercise) {
    const votes = votesOf(exercise),
        all = votes.reduce((sum, n) => sum + n, 0);
    if (all === 0) return h("p", {class: "note"}, t("exercise.no_votes"));
    return h(
        "div",
        {class: "votes-shown"},
        h("h3", {}, t("exercise.class_said")),
        h(
            "ul",
            {},
            exercise.answers.map((answer, i) =>
                h(
                    "li",
                    {},
                    h("meter", {min: 0, max: all, value: votes[i], "aria-label": answer}),
                    h("span", {}, `${answer}: ${counted("exercise.votes", votes[i])}`),
                ),
            ),
        ),
    );
}

const lookAt = exercise =>
    exercise.look_at?.length
        ? [
              h("h3", {}, t("exercise.look_at")),
              h(
                  "ul",
                  {},
                  exercise.look_at.map(text => h("li", {}, text)),
              ),
          ]
        : [];

/// What a stage says: {first, more}; between the two stand the buttons, so that they are in view beside an answer.
function body(exercise, stage, on) {
    const {changed, tried} = on;
    const lead = exercise.steps.slice(0, leading(exercise)).map(step => step.text);
    const question = h("p", {class: "exercise-question"}, exercise.question);
    const two = (left, right) => h("div", {class: "two"}, h("div", {}, left), h("div", {}, right));
    const place = [h("b", {}, `${t("where.title")}: `), on.where(exercise.setup)];
    if (stage.kind === "question")
        return {
            first: [
                question,
                exercise.about ? h("p", {class: "exercise-about"}, exercise.about) : null,
                h("p", {class: "exercise-place"}, place),
                h("p", {class: "note"}, t("exercise.terms")),
            ],
        };
    if (stage.kind === "predict") {
        const votes = exercise.answers.map((answer, i) => votesRow(exercise, answer, i, changed));
        return {
            first: [
                question,
                h("p", {class: "exercise-about"}, lead[0] ?? ""),
                h("p", {class: "note"}, place, ". ", t("exercise.predict")), // one line, so that the buttons stay in view
                h("ul", {class: "votes"}, votes),
            ],
        };
    }
    if (stage.kind === "run")
        return {
            first: [
                question,
                lead.slice(1).map(text => h("p", {}, text)),
                h("p", {}, h("b", {}, `${t("exercise.tried_first")} `), tried(exercise.setup)),
            ],
            more: two(lookAt(exercise), votesShown(exercise)),
        };
    if (stage.kind === "step")
        return {
            first: [h("p", {class: "exercise-question"}, exercise.steps[stage.step].text)],
            more: [
                lookAt(exercise),
                h("h3", {}, t("exercise.asked")),
                h("p", {}, exercise.question),
                votesShown(exercise),
            ],
        };
    const topics = exercise.discussion.map(text => h("li", {}, text));
    return {
        first: [
            question,
            two(h("ol", {class: "discussion"}, topics), votesShown(exercise)),
            exercise.source ? h("p", {class: "note"}, `${t("exercise.source")} ${exercise.source}`) : null,
        ],
    };
}

/// The guide at a stage. on: {go(index), leave(), changed(), where(setup), tried(setup)}; `changed` is called when a vote was counted, the
/// last two give the counties and the measures of a setup in words.
export function guide(exercise, index, on) {
    const all = stages(exercise),
        stage = all[index];
    const button = (key, action, primary, words = t(`exercise.${key}`)) =>
        h("button", {type: "button", class: primary ? "primary" : "", "data-key": `guide-${key}`, onclick: action}, words);
    const {first, more = null} = body(exercise, stage, on);
    const next = {question: "to_predict", predict: "to_run", run: "next", step: "next"}[stage.kind];
    return [
        h(
            "div",
            {class: "guide-head"},
            h("p", {class: "note"}, t("exercise.stage", {title: exercise.title, n: index + 1, of: all.length})),
            button("leave", on.leave, false),
        ),
        h("h2", {id: "guide-title"}, t(`exercise.kind_${stage.kind}`, {n: stepNumber(exercise, index)})),
        h("div", {class: "guide-body"}, first),
        h(
            "div",
            {class: "guide-buttons"},
            index > 0 ? button("back", () => on.go(index - 1), false) : null,
            next ? button("next", () => on.go(index + 1), true, t(`exercise.${next}`)) : button("leave_done", on.leave, true),
        ),
        more ? h("div", {class: "guide-body guide-more"}, more) : null,
    ];
}
