// The page's pure functions, without a browser: answers by hand.
import assert from "node:assert/strict";
import {cp, mkdtemp, readFile, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {after, test} from "node:test";
import {pathToFileURL} from "node:url";

// Node takes a .js for a module only where a package.json beside it says so; the page itself needs none.
const folder = await mkdtemp(join(tmpdir(), "veghe-page-"));
after(() => rm(folder, {recursive: true, force: true}));
await cp(new URL("../../../analysis/web/page/", import.meta.url), folder, {recursive: true});
await writeFile(join(folder, "package.json"), '{"type": "module"}');
globalThis.document = {querySelector: () => ({content: "token"})};
const page = pathToFileURL(folder + "/");
const {fromFragment, toFragment, fitting, question, emptyState} = await import(new URL("state.js", page));
const {gradeColours, ink, marks, ticks, span, wrapped} = await import(new URL("charts.js", page));
const {eventReader} = await import(new URL("api.js", page));
const {neighbour} = await import(new URL("map.js", page));
const {stages, setupAt, stepNumber} = await import(new URL("exercises.js", page));
const {apart, keep, keyOf, linesOf} = await import(new URL("kept.js", page));
const {endsOf, inWords, spanOf} = await import(new URL("controls.js", page));
const {beside, openControls, summary, valueOf, withValue} = await import(new URL("measures.js", page));
const {inFull} = await import(new URL("notices.js", page));
const {counted, number, list, withUnit} = await import(new URL("texts.js", page));
const {findingOf, inShort, pairsWanted, runsOf, rangeOf, tooEarly} = await import(new URL("findings.js", page));

test("a state goes into a link and comes back", () => {
    const state = {
        ...emptyState(),
        counties: ["DJ", "IS"],
        years: 3,
        budget_per_year: 5000000,
        language: "ro",
        view: "exercises",
        exercise: "slow_court",
        stage: 2,
        measures: [
            {id: "curriculum", values: {coverage: 0.5, start: "2023-09-01", levels: ["upper", "gymnasium"], boarding: true, grades: null}},
            {id: "left_behind_support", values: {ages: [10, 17], care: ["foster", "residential"], parents_abroad: false}},
            {id: "rural_campaign", values: {format: "a:b,c=d&e"}},
        ],
    };
    const link = toFragment(state);
    assert.match(link, /^c=DJ,IS&m=curriculum:coverage=0\.5,start=2023-09-01,levels=%5B%22upper%22/);
    assert.deepEqual(fromFragment("#" + link), state);
});

test("a link keeps the largest seed, any budget and an exercise of one's own", () => {
    const largest = Number.MAX_SAFE_INTEGER;
    for (const some of [
        {seed: largest},
        {seed: 0},
        {budget_per_year: 1e9},
        {budget_per_year: 5000000000},
        {budget_per_year: 0.5},
        {budget_per_year: 1e21},
        {view: "exercises", exercise: "my-own", stage: 1},
    ]) {
        const state = {...emptyState(), ...some};
        assert.deepEqual(fromFragment("#" + toFragment(state)), state);
    }
    const broken = fromFragment("#s=9007199254740993&y=2.5&n=1e400&b=1e400&p=1.5"); // the first is above what a number holds exactly
    assert.deepEqual(broken, emptyState());
});

test("a broken link gives what can be read of it", () => {
    assert.deepEqual(fromFragment("#c=DJ,<b>&m=%&y=x&s=-1&lang=xx&x=a/b&p=%zz"), {
        ...emptyState(),
        counties: ["DJ"],
        view: "exercises",
    });
    assert.deepEqual(fromFragment("#m=curriculum:coverage=%zz").measures, [{id: "curriculum", values: {coverage: ""}}]);
});

test("what a model does not have is left out and named, up to its caps", () => {
    const model = {counties: [{code: "DJ"}, {code: "IS"}], measures: [{id: "curriculum"}], caps: {counties: 1, measures: 1}};
    const {state, unknown} = fitting(
        {
            ...emptyState(),
            counties: ["DJ", "IS", "XX"],
            measures: [
                {id: "curriculum", values: {}},
                {id: "gone", values: {}},
            ],
        },
        model,
    );
    assert.deepEqual([state.counties, state.measures.length, unknown], [["DJ"], 1, ["XX", "gone"]]);
});

test("a question holds what was asked and nothing of the page", () => {
    assert.deepEqual(question({...emptyState(), counties: ["DJ"], seed: 2, language: "ro"}), {
        counties: ["DJ"],
        measures: [],
        seed: 2,
    });
});

test("ticks are 1, 2 or 5 times a power of ten apart", () => {
    assert.deepEqual(ticks(0, 10, 5), [0, 2, 4, 6, 8, 10]);
    assert.deepEqual(ticks(-0.3, 0.45, 4), [-0.2, 0, 0.2, 0.4]);
});

test("the narrowest scale has marks beside 0", () => {
    assert.deepEqual(marks([-4, 1], 160), [-4, -2, 0]); // two would be 5 apart: 0 alone
    assert.deepEqual(marks([-8, 2], 230), [-5, 0]);
    assert.deepEqual(marks([-10, 0], 480), [-10, -8, -6, -4, -2, 0]);
});

test("a text is broken between words, and a word that is too long stands alone", () => {
    assert.deepEqual(wrapped("one two  three", 7), ["one two", "three"]);
    assert.deepEqual(wrapped("a incomprehensible b", 5), ["a", "incomprehensible", "b"]);
    assert.deepEqual(wrapped("only 60 %", 7), ["only", "60 %"]);
    assert.deepEqual(wrapped("", 5), []);
});

test("a span holds zero and all values, and never shrinks", () => {
    assert.deepEqual(span([-4.0, -0.2]), [-4, 0]);
    assert.deepEqual(span([-1, 1], [-6, 2]), [-6, 2]);
    assert.deepEqual(span([0]), [-1, 1]);
});

test("events are put together from pieces, heart-beats are left out", () => {
    const read = eventReader();
    assert.deepEqual(read('event: state\ndata: {"a"'), []);
    assert.deepEqual(read(":1}\n\n: .\n\nevent: done\nda"), [{name: "state", data: '{"a":1}'}]);
    assert.deepEqual(read("ta: {}\n\n"), [{name: "done", data: "{}"}]);
});

test("an arrow goes to the nearest county in its direction, aside counts double", () => {
    const places = new Map([
        ["A", {x: 0, y: 0}],
        ["B", {x: 10, y: 0}],
        ["C", {x: 6, y: 5}],
        ["D", {x: 0, y: 9}],
    ]);
    assert.equal(neighbour(places, "A", "ArrowRight"), "B"); // 10 against 6 + 2 * 5
    assert.equal(neighbour(places, "A", "ArrowDown"), "D"); // 9 against 5 + 2 * 6
    assert.equal(neighbour(places, "A", "ArrowLeft"), null);
});

test("nothing is set up before the run, and a step without a setup keeps the one before", () => {
    const exercise = {setup: "first", steps: [{setup: null}, {setup: "second"}, {setup: null}]}; // the first says how to vote
    assert.deepEqual(
        stages(exercise).map(stage => stage.kind),
        ["question", "predict", "run", "step", "step", "discuss"],
    );
    assert.deepEqual(
        [0, 1, 2, 3, 4, 5].map(index => setupAt(exercise, index)),
        [null, null, "first", "second", "second", "second"],
    );
});

test("steps are numbered by what they set up: one that only says something has the number of the one before", () => {
    const exercise = {setup: "first", steps: [{setup: null}, {setup: "second"}, {setup: null}, {setup: "third"}]};
    assert.deepEqual(
        [2, 3, 4, 5].map(index => stepNumber(exercise, index)),
        [1, 2, 2, 3],
    );
});

const usual = {
    years: {count: 5},
    seed: 1,
    counties: [{code: "DJ"}, {code: "IS"}],
    measures: [{id: "a"}, {id: "b"}],
    caps: {counties: 3, measures: 6},
};
const truth = (low, high, verdict = "fewer") => ({
    unit: "percent",
    hidden: false,
    verdict,
    change: {mean: (low + high) / 2, low, high},
});

test("more pairs of runs answer the same question, another year or value asks another", () => {
    const asked = {...emptyState(), counties: ["IS", "DJ"], measures: [{id: "a", values: {x: 1, y: 2}}]};
    const same = {...asked, counties: ["DJ", "IS"], pairs: 80, years: 5, measures: [{id: "a", values: {y: 2, x: 1}}]};
    assert.equal(keyOf(asked, usual), keyOf(same, usual));
    for (const other of [{years: 1}, {seed: 2}, {budget_per_year: 5}, {measures: [{id: "a", values: {x: 2, y: 2}}]}])
        assert.notEqual(keyOf(asked, usual), keyOf({...asked, ...other}, usual));
});

test("steps stand beside one another with what was tried besides, those to come only once they were seen", () => {
    const stored = new Map();
    globalThis.sessionStorage = {getItem: key => stored.get(key) ?? null, setItem: (key, text) => stored.set(key, text)};
    const setup = id => ({counties: ["DJ"], measures: [{id, values: {}}]});
    const exercise = {id: "e", setup: setup("a"), steps: [{setup: null}, {setup: setup("b")}]};
    const at = (stage, more = {}) => ({...emptyState(), ...setup("a"), exercise: "e", stage, ...more});
    const lines = (state, answer = null) =>
        linesOf(exercise, state, usual, {answer, stale: false}, "en").map(one => [one.step, one.now, one.answer?.n ?? null]);
    assert.deepEqual(lines(at(2), {n: 1}), [[1, true, 1]]);
    keep("e", at(2, {pairs: 10}), {en: {n: 2}, ro: {n: 3}}, usual);
    assert.deepEqual(lines(at(3, setup("b"))), [
        [1, false, 2],
        [2, true, null],
    ]);
    const own = at(3, {...setup("b"), budget_per_year: 7});
    assert.deepEqual(lines(own, {n: 4}).at(-1), [0, true, 4], "what the class sets itself stands last");
    keep("e", own, {en: {n: 5}}, usual);
    assert.deepEqual(lines(at(2), {n: 6}), [
        [1, true, 6],
        [0, false, 5],
    ]);
    assert.deepEqual(
        lines(at(2, {years: 1})).map(([step]) => step),
        [1],
        "runs of other years are not set beside",
    );
    assert.equal(lines(at(2, {years: 1}))[0][2], null);
    for (const [pairs, n] of [
        [9, 7],
        [4, 8], // of a run that was left early
        [9, 9],
    ])
        keep("e", at(2, {seed: 3}), {en: {n, pairs}}, usual);
    assert.equal(lines(at(2, {seed: 3}))[0][2], 9, "the newest of those that have most pairs");
});

test("lines are apart whose ranges have no value in common, and those of few runs are not judged", () => {
    const lines = [truth(-9, -5), truth(-4, -1), truth(-6, 1, "not_told_apart"), truth(-30, -20, "too_few_runs")];
    const found = apart(lines.map(one => ({answer: {truth: one}})).concat({answer: null}));
    assert.deepEqual(found, {pairs: [[0, 1]], judged: 3, open: true});
    const hidden = {...truth(-1, 0), hidden: true};
    const other = {...truth(-9, -8), unit: "cases_a_year"};
    assert.deepEqual(apart([{answer: {truth: hidden}}, {answer: {truth: other}}, {answer: {truth: lines[1]}}]).pairs, []);
});

test("what has no control is said in words, and what is set stands open", () => {
    const measure = {controls: [{key: "coverage"}]};
    const known = {
        levels: {label: "Levels", values: {upper: "upper secondary"}},
        ages: {label: "Ages", values: {}},
        boarding: {label: "Boarding", values: {true: "yes"}},
    };
    const said = beside(measure, {coverage: 1, levels: ["upper"], ages: [10, 17], boarding: true}, known);
    assert.deepEqual(said, [
        ["Levels", "upper secondary"],
        ["Ages", "10\u201317"],
        ["Boarding", "yes"],
    ]);
    assert.deepEqual(beside(measure, {levels: null}, known), [["Levels", "ask.no_matter"]]);
    const controls = ["one", "two", "three", "start", "coverage"].map(key => ({key}));
    const keys = values => openControls(controls, values).open.map(control => control.key);
    assert.deepEqual(keys({}), ["one", "two", "coverage"]);
    assert.deepEqual(keys({start: "2022-09-05"}), ["one", "two", "coverage", "start"]);
    const aims = ["levels", "grades", "ages", "care", "boarding", "parents_abroad", "one"].map(key => ({key}));
    assert.deepEqual(
        openControls(aims, {care: ["foster"]}).open.map(control => control.key),
        ["one", "care"],
        "for whom is folded until it is set",
    );
});

const levels = {
    key: "levels",
    label: "Level",
    kind: "choice",
    default: ["gymnasium", "upper"],
    choices: [
        {value: null, label: "all levels"},
        {value: ["primary"], label: "primary"},
        {value: ["gymnasium"], label: "gymnasium"},
        {value: ["upper"], label: "upper"},
        {value: ["gymnasium", "upper"], label: "from gymnasium on"},
    ],
};
const grades = {key: "grades", label: "Grades", kind: "span", each: true, min: 0, max: 12, default: [6, 7, 8]};
const ages = {key: "ages", label: "Ages", kind: "span", each: false, min: 0, max: 120, default: null};

test("for whom, in words: a choice, a list that is none of them, a span, its ends, what a span cannot show", () => {
    const said = (control, value) => inWords(control, value, "en");
    assert.equal(said(levels, ["gymnasium", "upper"]), "from gymnasium on");
    assert.equal(said(levels, ["primary", "upper"]), "primary, upper");
    assert.equal(said(levels, null), "all levels");
    assert.equal(said(levels, ["nursery"]), "nursery");
    assert.equal(said(grades, [6, 7, 8]), "6\u20138");
    assert.equal(said(grades, [7]), "7");
    assert.equal(said(grades, [6, 8]), "6, 8");
    assert.equal(said(ages, [12, 17]), "12\u201317");
    assert.equal(said(ages, null), "ask.no_matter");
    assert.equal(summary({title: "lessons", controls: [levels, grades]}, {levels: ["upper"], grades: null}, {}), "Lessons (Level: upper; Grades: ask.no_matter)");
});

test("a span of grades names each, one of ages its ends; both come back, and what has gaps has no ends", () => {
    assert.deepEqual([spanOf(grades, 5, 8), spanOf(grades, 0, 0), spanOf(ages, 5, 8)], [[5, 6, 7, 8], [0], [5, 8]]);
    for (const [control, from, to] of [
        [grades, 5, 8],
        [grades, 12, 12],
        [ages, 0, 120],
        [ages, 14, 14],
    ])
        assert.deepEqual(endsOf(control, spanOf(control, from, to)), [from, to]);
    for (const value of [[6, 8], [8, 7], [], null, 7, [5, 6, 6]]) assert.equal(endsOf(grades, value), null);
    assert.equal(endsOf(ages, [10, 12, 17]), null);
    assert.equal(endsOf(grades, [0, 2 ** 32]), null, "as a link may have it: no list is that long");
});

test("a control that is set to all shows all, whatever the library says; a number that is set to nothing the library's", () => {
    const share = {key: "coverage", kind: "number", min: 0, default: 0.9};
    assert.deepEqual(valueOf(levels, {}), ["gymnasium", "upper"]);
    assert.equal(valueOf(levels, {levels: null}), null);
    assert.equal(valueOf(grades, {grades: null}), null);
    assert.equal(valueOf(ages, {}), null);
    assert.equal(valueOf(share, {coverage: null}), 0.9);
    assert.equal(valueOf({key: "settlement", kind: "choice", choices: [{value: ""}], default: "rural"}, {settlement: ""}), "");
});

test("a school level comes with all of its grades, the library's with the library's", () => {
    const controls = [levels, grades, ages];
    const set = (values, key, value) => withValue(controls, values, key, value);
    assert.deepEqual(set({}, "levels", ["primary"]), {levels: ["primary"], grades: null});
    assert.deepEqual(set({levels: ["primary"], grades: null}, "levels", ["gymnasium", "upper"]), {});
    assert.deepEqual(set({levels: ["upper"], grades: null}, "grades", [9, 10]), {levels: ["upper"], grades: [9, 10]});
    assert.deepEqual(set({grades: [9, 10]}, "grades", [6, 7, 8]), {}, "as the library has it is not set");
    assert.deepEqual(set({ages: [10, 17]}, "ages", null), {});
    assert.deepEqual(withValue([levels], {}, "levels", null), {levels: null}, "a kind without grades has none to follow");
    const before = {levels: ["upper"], grades: null};
    set(before, "levels", null);
    assert.deepEqual(before, {levels: ["upper"], grades: null}, "what was set before is left alone");
});

test("where a plain name takes the place of a title that says how much, the size stands beside it", () => {
    const pupils = {key: "pupils", label: "Pupils", kind: "number", unit: "pupils", default: 500};
    const coverage = {key: "coverage", label: "Coverage", kind: "number", unit: "%", default: 1};
    const measure = {title: "one for 500 pupils", name: "counsellors", controls: [pupils, coverage]};
    assert.equal(summary(measure, {}, {}), "One for 500 pupils");
    assert.equal(summary(measure, {coverage: 0.8}, {}), "Counsellors (Pupils: 500 number.ofpupils; Coverage: 80 %)");
    assert.equal(summary({...measure, name: null}, {coverage: 0.8}, {}), "One for 500 pupils (Coverage: 80 %)");
});

test("a refusal says what it is about, or which line of a file", () => {
    assert.equal(inFull({about: "Lessons", text: "too many", try: "choose fewer"}), "Lessons: Too many. Choose fewer.");
    assert.equal(inFull({where: "a.toml:3", text: "unknown", try: ""}), "files.line: Unknown.");
    assert.equal(inFull({where: "measures/0", text: "no", try: ""}), "No.");
});

test("a noun is counted, what is no noun is not", () => {
    assert.equal(withUnit(900, "elevi"), "900 number.ofelevi"); // the marks and "de " come from the texts
    assert.equal(withUnit(19, "ore"), "19 ore");
    assert.equal(withUnit(120, "ore pe an"), "120 number.ofore pe an");
    assert.equal(withUnit(30, "pe an"), "30 pe an");
    assert.equal(withUnit(80, "%"), "80 %");
    assert.equal(withUnit(0, "elevi"), "0 elevi");
    assert.equal(withUnit(1961603, "lei"), "1number.thousands961number.thousands600 number.oflei", "by the number that is shown");
    assert.equal(counted("people", 1961603), "people.many");
    assert.equal(counted("people", 1961), "people.many");
    assert.equal(counted("people", 1903), "people.few");
});

test("of fewer than ten runs as many are shown as there are", () => {
    assert.deepEqual(runsOf({fewer: 10, more: 0, same: 0}, 1), {of: 1, fewer: 1, more: 0, same: 0});
    assert.deepEqual(runsOf({fewer: 3, more: 7, same: 0}, 3), {of: 3, fewer: 1, more: 2, same: 0}); // a third and two thirds of ten
    assert.deepEqual(runsOf({fewer: 7, more: 2, same: 1}, 40), {of: 10, fewer: 7, more: 2, same: 1});
});

test("a few runs that are alike find nothing yet, as many more of them do", () => {
    const alike = {verdict: "fewer", finding: "Fewer", change: {mean: -1, low: -1, high: -1}};
    assert.equal(tooEarly(alike, 2), true);
    assert.equal(tooEarly(alike, 10), false);
    assert.equal(findingOf(alike, 2), "sure.few");
    assert.equal(findingOf(alike, 10), "Fewer");
    assert.equal(findingOf({...alike, verdict: "unchanged", finding: "Unchanged"}, 2), "sure.few");
    assert.equal(findingOf({...alike, verdict: "unchanged", finding: "Unchanged"}, 10), "Unchanged");
    assert.equal(tooEarly({verdict: "fewer", change: {mean: -2, low: -3, high: -1}}, 9), false, "the program judges what differs");
    assert.equal(tooEarly({verdict: "too_few_runs", change: null}, 40), true);
});

test("more runs are wanted for either ledger: as many as would do, or twice as many where these do not tell", () => {
    const few = would_do => ({verdict: "too_few_runs", change: {low: -2, high: 1}, would_do});
    const wanted = (truth, registered, pairs) => pairsWanted({truth, registered, pairs});
    const whole = {verdict: "fewer", change: {low: -3, high: -1}, would_do: 0};
    assert.equal(wanted(whole, whole, 20), 0);
    assert.equal(wanted(few(40), whole, 20), 40);
    assert.equal(wanted(whole, few(64), 20), 64);
    assert.equal(wanted(few(40), few(64), 20), 64);
    assert.equal(wanted(whole, few(0), 20), 40, "these do not tell");
    assert.equal(wanted(few(150), few(0), 20), 150);
    assert.equal(wanted(few(0), whole, 1), 10, "what a mean is judged by at least");
    const same = {verdict: "unchanged", change: {low: 0, high: 0}, would_do: 0};
    assert.equal(wanted(same, whole, 4), 10, "a few that are alike");
    assert.equal(wanted(same, whole, 10), 0);
    assert.equal(wanted({hidden: true, verdict: "kept_back", change: null, would_do: 0}, whole, 20), 0, "kept back, however many");
});

test("in a line no change stands without its range", () => {
    const entry = {hidden: false, verdict: "fewer", text: "2 % lower", range: "1 to 3 % lower", change: {low: -3, high: -1}};
    assert.equal(inShort(entry, 40), "2 % lower; 1 to 3 % lower");
    assert.equal(inShort({...entry, verdict: "too_few_runs"}, 2), "sure.few");
    assert.equal(inShort({...entry, hidden: true}, 40), "ledger.hidden");
});

test("a figure has a range beside it, or the words for none", () => {
    assert.equal(rangeOf({text: "no change", range: "no change", change: {low: 0, high: 0}}), "");
    assert.equal(rangeOf({text: "2.2 % lower", range: "2.2 to 2.2 % lower", change: {low: -2.2, high: -2.2}}), "ledger.same_range");
    assert.equal(rangeOf({text: "0.005 more", range: "no change", change: {low: 0, high: 0}}), "ledger.none_range");
    assert.equal(rangeOf({text: "2.2 % lower", range: "1 to 3 % lower", change: {low: -3, high: -1}}), "1 to 3 % lower");
});

test("numbers keep their digits", () => {
    assert.equal(number(-1234567.5), "\u22121number.thousands234number.thousands570"); // six digits: 1234570; marks come from the texts
    assert.equal(number(0.25), "0number.decimal25");
    assert.equal(list(["a", "b", "c"]), "a, bnumber.andc");
});

// ---- colours: WCAG 2.2, success criteria 1.4.3 (text, 4.5 to 1) and 1.4.11 (controls and graphics, 3 to 1) ----------------

const style = await readFile(new URL("style.css", page), "utf8");

/// A colour of the style: a variable ("--soft") or the property of the first rule with exactly this selector; "#rgb" is itself.
function colour(wanted) {
    if (wanted.startsWith("#")) return wanted;
    if (wanted.startsWith("--")) return colour(new RegExp(`${wanted}: (#\\w+)`).exec(style)[1]);
    const [selector, property] = wanted.split(" / ");
    const rules = [...style.matchAll(/([^{}]+)\{([^{}]*)\}/g)].filter(([, heads]) =>
        heads.split(",").some(head => head.trim() === selector),
    );
    const said = rules.map(([, , body]) => new RegExp(`(?:^|[\\s;])${property}:[^;]*?(--[\\w-]+|#\\w{3,6})`).exec(body)?.[1]);
    assert.ok(said.some(Boolean), `${wanted} is in the style`);
    return colour(said.find(Boolean));
}

/// Red, green and blue of a colour as light, from 0 to 1 (IEC 61966-2-1).
function light(hex) {
    const digits = hex.length === 4 ? [...hex.slice(1)].map(digit => digit + digit) : hex.slice(1).match(/../g);
    return digits
        .map(pair => parseInt(pair, 16) / 255)
        .map(part => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
}

const times = (matrix, vector) => matrix.map(row => row.reduce((sum, factor, i) => sum + factor * vector[i], 0));

function luminance(hex) {
    return times([[0.2126, 0.7152, 0.0722]], light(hex))[0];
}

function contrast(one, other) {
    const [dark, light] = [luminance(colour(one)), luminance(colour(other))].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
}

test("contrast by hand: black on white is 21 to 1, a grey of half the way 5.3", () => {
    assert.equal(contrast("#000", "#ffffff"), 21);
    assert.equal(contrast("#808080", "#000000").toFixed(2), "5.32"); // (0.2159 + 0.05) / 0.05
});

test("text can be read on what lies behind it", () => {
    const white = "--paper";
    const behind = [white, "--wash", "--accent-wash", "--red-wash", "--amber-wash"];
    const pairs = [
        ...["--ink", "--soft", "--faint", "--accent", "--red"].flatMap(text => behind.map(back => [text, back])),
        ...["--amber", ink.soft, "#1b2530"].map(text => [text, white]), // the last two in charts
        ...[".county / fill", ".county:hover / fill", ".place / stroke"].map(back => [".place / fill", back]), // a name has a rim of its own
        ...["--accent", "button.primary:hover / background", "--red"].map(back => ["#fff", back]),
        ...["A", "B"].map(grade => [`.g${grade} / color`, `.g${grade} / background`]),
        ...["C", "D", "E"].map(grade => [".grade / color", `.g${grade} / background`]),
        [".menu-items button[aria-disabled=true] / color", "button:hover:not(:disabled) / background"],
    ];
    const weak = pairs.map(pair => [...pair, contrast(...pair)]).filter(([, , found]) => found < 4.5);
    assert.deepEqual(weak, []);
});

test("controls, marks and charts stand out from what is beside them", () => {
    const white = "--paper";
    const border = "button / border";
    const pairs = [
        ...[border, "--accent", ink.strategy, ink.base, ink.fewer, ink.more].map(mark => [mark, white]),
        ...[white, ".county / fill"].map(back => [".county / stroke", back]),
        ...[".county / fill", ".county:hover / fill", ".county.on / fill"].map(back => [".ring / stroke", back]),
        [".county.on / fill", ".county / fill"],
        ["progress::-webkit-progress-value / background", "progress::-webkit-progress-bar / background"],
        ...["", ".enough"].map(kind => [
            `.card meter${kind}::-webkit-meter-optimum-value / background`,
            ".card meter::-webkit-meter-bar / background",
        ]),
    ];
    const weak = pairs.map(pair => [...pair, contrast(...pair)]).filter(([, , found]) => found < 3);
    assert.deepEqual(weak, []);
});

// ---- colours as they are seen without one of the three kinds of cones --------------------------------------------------

/// Of light in sRGB, severity 1.0: Machado, Oliveira and Fernandes (2009), A Physiologically-based Model for Simulation of Color Vision
/// Deficiency, IEEE TVCG 15(6), doi:10.1109/TVCG.2009.113, whose authors give them as tables.
const eyes = {
    protanopia: [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    deuteranopia: [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.01182, 0.04294, 0.968881],
    ],
    tritanopia: [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.3039],
    ],
};
const usualEye = [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
];
const fromLight = [
    [0.4124564, 0.3575761, 0.1804375],
    [0.2126729, 0.7151522, 0.072175],
    [0.0193339, 0.119192, 0.9503041],
]; // sRGB to CIE XYZ
const daylight = [0.95047, 1, 1.08883]; // D65

/// CIE 1976 L*, a*, b* of a colour as an eye sees it.
function lab(hex, eye) {
    const seen = times(eye, light(colour(hex))).map(part => Math.min(1, Math.max(0, part)));
    const [x, y, z] = times(fromLight, seen)
        .map((part, i) => part / daylight[i])
        .map(part => (part > 216 / 24389 ? Math.cbrt(part) : ((24389 / 27) * part + 16) / 116));
    return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

/// How far two colours are from one another (CIE 1976 delta E: about 2 is just seen, black and white are 100 apart).
function distance(one, other, eye) {
    const [a, b] = [lab(one, eye), lab(other, eye)];
    return Math.hypot(...a.map((part, i) => part - b[i]));
}

test("distances by hand: greys are the same to every eye; an orange and an olive, a teal and a blue are not", () => {
    for (const eye of [usualEye, ...Object.values(eyes)]) {
        assert.equal(distance("#000", "#fff", eye).toFixed(0), "100");
        assert.ok(Math.abs(lab("#777777", eye)[0] - 50.03) < 0.1); // 0.1845 of the light: 116 * 0.1845^(1/3) - 16
    }
    assert.ok(distance("#b3530f", "#7a7a00", usualEye) > 45);
    assert.ok(distance("#b3530f", "#7a7a00", eyes.deuteranopia) < 2);
    assert.ok(distance("#b3530f", "#7a7a00", eyes.protanopia) < 11);
    assert.ok(distance("#00a0a0", "#5a9ad2", usualEye) > 38);
    assert.ok(distance("#00a0a0", "#5a9ad2", eyes.tritanopia) < 8);
});

test("colours that mean something are told apart by every eye", () => {
    const least = 20;
    const everyTwo = all => all.flatMap((one, i) => all.slice(i + 1).map(other => [one, other]));
    const pairs = [
        ...everyTwo([ink.fewer, ink.more, ink.base]), // a run's sign; shapes differ, too
        [ink.strategy, ink.base], // lines of the years
        ...everyTwo(Object.values(gradeColours)), // beside their letters
        [".county.on / fill", ".county / fill"],
        [".county.on / fill", ".county:hover / fill"],
        [".card meter::-webkit-meter-optimum-value / background", ".card meter.enough::-webkit-meter-optimum-value / background"],
        ...["--red", "--amber"].map(warning => [warning, "--ink"]),
    ];
    const near = Object.entries({usualEye, ...eyes}).flatMap(([name, eye]) =>
        pairs.map(pair => [name, ...pair, distance(...pair, eye)]).filter(([, , , found]) => found < least),
    );
    assert.deepEqual(near, []);
});

test("a grade has one colour, on its chip and in the bar", () => {
    for (const [grade, fill] of Object.entries(gradeColours)) assert.equal(fill, colour(`.g${grade} / background`));
});
