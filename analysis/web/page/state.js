// What the page asks, as a plain value, and the same in the address behind the "#": counties, measures with what differs
// from the library, language, exercise. Nothing else is in it, so that a link can be given away.

const numbers = [
    ["years", "y"],
    ["seed", "s"],
    ["pairs", "n"],
    ["budget_per_year", "b"],
];
/// Of these a part may be asked for, of the others whole ones only.
const parted = new Set(["budget_per_year"]);

/// {counties:["DJ"], measures:[{id, values:{key: value}}], years, seed, pairs, budget_per_year (RON), language, view, exercise, stage};
/// a value is a number, a text, true or false, or a list of these, as the library's files have it.
export function emptyState() {
    return {
        counties: [],
        measures: [],
        years: null,
        seed: null,
        pairs: null,
        budget_per_year: null,
        language: null,
        view: "explore",
        exercise: null,
        stage: 0,
    };
}

function measureText(measure) {
    const written = value => encodeURIComponent(typeof value === "string" ? value : JSON.stringify(value));
    const values = Object.entries(measure.values).map(([key, value]) => `${key}=${written(value)}`);
    return measure.id + (values.length ? ":" + values.join(",") : "");
}

/// The fragment of a state, without "#".
export function toFragment(state) {
    const parts = [];
    if (state.counties.length) parts.push("c=" + state.counties.join(","));
    for (const measure of state.measures) parts.push("m=" + measureText(measure));
    for (const [key, name] of numbers) {
        if (state[key] !== null) parts.push(`${name}=${state[key]}`);
    }
    if (state.view === "exercises") parts.push(state.exercise ? `x=${state.exercise}&p=${state.stage}` : "x=");
    if (state.language) parts.push("lang=" + state.language);
    return parts.join("&");
}

function decoded(text) {
    try {
        return decodeURIComponent(text);
    } catch {
        return "";
    }
}

/// A number, true, false, null (nothing, where the library says something) or a list where the text is one; else the text itself.
function readValue(text) {
    if (!/^(-?[\d.]|true$|false$|null$|\[)/.test(text)) return text;
    try {
        return JSON.parse(text);
    } catch {
        return text; // a date, for one
    }
}

function readMeasure(text) {
    const [id, rest = ""] = text.split(/:(.*)/s);
    const values = {};
    for (const pair of rest.split(",").filter(Boolean)) {
        const [key, value = ""] = pair.split(/=(.*)/s);
        if (/^[a-z]\w*$/.test(key)) values[key] = readValue(decoded(value));
    }
    return {id, values};
}

/// The number that a text is, null where it is none, or none that a question could hold.
function readNumber(text, key) {
    const value = /^\d[\d.e+-]*$/.test(text) ? Number(text) : NaN;
    return (parted.has(key) ? Number.isFinite(value) : Number.isSafeInteger(value)) ? value : null;
}

/// Reads a fragment; what it does not know is left out, and names are checked against the model by `fitting`.
export function fromFragment(fragment) {
    const state = emptyState();
    for (const part of fragment.replace(/^#/, "").split("&")) {
        const [name, value = ""] = part.split(/=(.*)/s);
        const asked = numbers.find(([, letter]) => letter === name)?.[0];
        if (name === "c") state.counties = value.split(",").filter(code => /^[A-Z]{1,2}$/.test(code));
        else if (name === "m" && /^\w+(:|$)/.test(value)) state.measures.push(readMeasure(value));
        else if (asked) state[asked] = readNumber(value, asked);
        else if (name === "lang" && (value === "ro" || value === "en")) state.language = value;
        else if (name === "x") Object.assign(state, {view: "exercises", exercise: /^[\w-]+$/.test(value) ? value : null});
        else if (name === "p") state.stage = readNumber(value) ?? 0;
    }
    return state;
}

/// The state with only the counties and measures that this model has, and what was left out: {state, unknown:[names]}.
/// Values without a control stay: the program says whether it takes them.
export function fitting(state, model) {
    const counties = new Set(model.counties.map(county => county.code));
    const measures = new Set(model.measures.map(measure => measure.id));
    const unknown = [
        ...state.counties.filter(code => !counties.has(code)),
        ...state.measures.map(measure => measure.id).filter(id => !measures.has(id)),
    ];
    const known = state.measures.filter(measure => measures.has(measure.id)).slice(0, model.caps.measures);
    const chosen = state.counties.filter(code => counties.has(code)).slice(0, model.caps.counties);
    return {state: {...state, counties: chosen, measures: known}, unknown};
}

/// What a run is asked for: two states with the same question need one run.
export function question(state) {
    const asked = {counties: state.counties, measures: state.measures};
    for (const [key] of numbers) {
        if (state[key] !== null) asked[key] = state[key];
    }
    return asked;
}
