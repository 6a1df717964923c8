// The page: one state, drawn in parts, and one run that answers it.
import {get, post} from "./api.js";
import {draw as drawAnswer, frame} from "./answer.js";
import {byId, h, quiet, redraw} from "./dom.js";
import {exerciseList, guide, loadExercises, setupAt, stages} from "./exercises.js";
import {closeMenu, fillMenu} from "./files.js";
import {measureList, openPicker, summary, titleOf} from "./measures.js";
import {runner} from "./run.js";
import {fitting, fromFragment, question, toFragment} from "./state.js";
import {fill, language, list, load, number, t} from "./texts.js";
import {wherePart} from "./where.js";

const waitMs = 300;              // a slider that moves is left alone for so long before a run begins
const idle = () => ({phase: "idle", pairs: 0, of: 1, text: "", answer: null, stale: false, failure: null, domains: {}});

let state, model, shapes, exercises = [], where, result = idle(), sameScale = "", saidFirst = false, laid = "";

// ---- what is said ------------------------------------------------------------------------------------------------------

function say(text) {
  byId("said").textContent = "";
  setTimeout(() => { byId("said").textContent = text; }, 50);   // the same words twice are said twice
}

function note({title, text, field = null, messages = []}) {
  const box = h("div", {class: "notice", role: "alert"}, h("h3", {}, title), text ? h("p", {}, text) : null,
    messages.map(message => h("p", {}, message.text, message.try ? " " + message.try : "")),
    field ? h("input", {type: "text", readonly: true, value: field, "aria-label": title, onfocus: event => event.target.select()}) : null,
    h("button", {type: "button", class: "small", onclick: () => box.remove()}, t("page.close")));
  byId("notices").replaceChildren(box);
}

/// Does `action`, and says what was refused.
async function attempt(action) {
  try {
    await action();
  } catch (error) {
    const status = {0: "run.no_program", 403: "run.restarted", 404: "run.gone"}[error.status];
    note({title: t("page.refused"), text: error.messages?.length ? "" : t(status ?? "run.unknown"), messages: error.messages ?? []});
  }
}

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
    Object.assign(result, {answer, pairs: answer.pairs, of: answer.of, stale: false});
    if (!saidFirst) say(`${t("run.first")} ${answer.sentence}`);
    saidFirst = true;
    drawSoon();
  },
  done(data) {
    Object.assign(result, {phase: "done", pairs: data.pairs ?? result.pairs});
    say(`${t("run.finished")} ${result.answer?.sentence ?? ""}`);
    drawResult();
  },
  failed(failure) {
    Object.assign(result, {phase: "failed", failure});
    markControls(failure.messages ?? []);
    drawResult();
  },
  cancelled() {
    result.phase = "cancelled";
    say(t("run.cancelled"));
    drawResult();
  },
});

/// Marks the controls that a message names ("measures/0/values/KEY").
function markControls(messages) {
  for (const message of messages) {
    const found = /^measures\/(\d+)\/values\/(\w+)$/.exec(message.where ?? "");
    const control = found && byId(`m${found[1]}-${found[2]}`);
    if (control) control.setAttribute("aria-invalid", "true");
  }
}

const ask = quiet(() => {
  if (!veiled() && state.counties.length && state.measures.length) run.ask(question(state), language());
}, waitMs);

/// The question has changed: what runs is given up at once, and asked anew when the controls rest.
function changed({controls = true} = {}) {
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
  ask();
}

// ---- drawing -----------------------------------------------------------------------------------------------------------

function askedInWords() {
  const names = state.counties.map(code => model.counties.find(county => county.code === code).name);
  const measures = state.measures.map(chosen => summary(model.measures.find(measure => measure.id === chosen.id), chosen.values));
  const money = state.budget_per_year === null ? "" : t("ask.budget_is", {n: number(state.budget_per_year)});
  return [list(names), ...measures, money].filter(Boolean).join(" \u00b7 ");
}

function drawResult() {
  const slot = byId("result");
  drawAnswer(slot, result, askedInWords(), {
    stop: () => { run.giveUp(); Object.assign(result, {phase: "cancelled"}); say(t("run.cancelled")); drawResult(); },
    again: () => run.ask(question(state), language()),
    more: pairs => { state.pairs = Math.min(pairs, model.caps.pairs); changed({controls: false}); },
  });
  peek();
  fillMenu(run, {say, note, attempt, opened});
}

/// On a narrow screen, where question and answer do not fit side by side: the answer in a line, as long as it is not in view.
function peek() {
  const {answer} = result;
  byId("peek").hidden = veiled();
  byId("peek").replaceChildren(...(answer && !result.stale ? ["truth", "registered"] : []).map(name =>
    h("span", {}, `${t(`ledger.${name}_short`)} `, h("b", {}, answer[name].text || t("ledger.hidden")))), h("span", {}, t("answer.to_it")));
}

let frameWaits = false;
function drawSoon() {
  if (frameWaits) return;
  frameWaits = true;
  setTimeout(() => { frameWaits = false; drawResult(); }, 80);
}

function drawMeasures() {
  redraw(byId("what"), () => measureList(model, state, {
    set(index, key, value) {
      const measure = model.measures.find(one => one.id === state.measures[index].id);
      const same = measure.controls.find(control => control.key === key).default === value;
      if (same) delete state.measures[index].values[key];
      else state.measures[index].values[key] = value;
      byId("what").querySelector(`[data-measure="${measure.id}"] h3`).textContent = titleOf(measure, state.measures[index].values);
      changed({controls: false});
    },
    remove(index) {
      state.measures.splice(index, 1);
      changed();
      byId("what").querySelector("[data-key=add-measure]").focus();
    },
    add: () => openPicker(byId("picker"), model, state, id => {
      state.measures.push({id, values: {}});
      changed();
      byId("what").querySelector(`[data-measure="${id}"] input`)?.focus();
    }),
  }).concat(luck()));
}

/// A budget for all measures together; empty: none.
function budget() {
  const field = h("input", {type: "number", min: 1, max: 1e9, step: 1, id: "budget", "data-key": "budget", value: state.budget_per_year ?? ""});
  field.addEventListener("change", () => {
    if (!field.validity.valid) return field.setAttribute("aria-invalid", "true");
    field.removeAttribute("aria-invalid");
    state.budget_per_year = field.value === "" ? null : field.valueAsNumber;
    return changed({controls: false});
  });
  return h("div", {class: "control"}, h("label", {for: "budget"}, t("ask.budget")), field);
}

/// Budget, years, seed and number of runs, folded: few need them.
function luck() {
  const choice = (key, label, values, now) => h("div", {class: "control"}, h("label", {for: `luck-${key}`}, label),
    h("select", {id: `luck-${key}`, "data-key": `luck-${key}`, onchange: event => { state[key] = Number(event.target.value); changed({controls: false}); }},
      values.map(value => h("option", {value, selected: value === now}, String(value)))));
  const {caps} = model;
  const range = [...Array(caps.years).keys()].map(i => i + 1);
  const pairs = [...new Set([model.pairs, 10, 20, 40, 80, 160, state.pairs ?? model.pairs])].filter(n => n <= caps.pairs).sort((a, b) => a - b);
  return h("details", {class: "luck", "data-key": "luck"}, h("summary", {}, t("ask.runs")), budget(),
    choice("years", t("ask.years"), range, state.years ?? model.years.count), choice("pairs", t("ask.pairs"), pairs, state.pairs ?? model.pairs),
    choice("seed", t("ask.seed"), [...new Set([1, 2, 3, 4, 5, state.seed ?? model.seed])].sort((a, b) => a - b), state.seed ?? model.seed),
    h("p", {class: "note"}, t("ask.runs_note")));
}

function drawView() {
  const exercise = state.view === "exercises" ? exerciseNow() : null;
  for (const button of document.querySelectorAll("[data-view]")) button.setAttribute("aria-current", button.dataset.view === state.view ? "page" : "false");
  for (const button of document.querySelectorAll("[data-language]")) button.setAttribute("aria-pressed", button.dataset.language === language());
  byId("exercises").hidden = state.view !== "exercises" || Boolean(exercise);
  byId("guide").hidden = !exercise;
  byId("board").hidden = veiled();
  document.body.classList.toggle("guided", Boolean(exercise));
  if (!byId("exercises").hidden) redraw(byId("exercises"), () => exerciseList(exercises, id => enter(id, 0)));
  byId("guide").classList.toggle("beside", Boolean(exercise) && ["run", "step"].includes(stages(exercise)[state.stage].kind));
  if (exercise) redraw(byId("guide"), () => guide(exercise, state.stage, {go: index => enter(exercise.id, index), leave: () => enter(null, 0), changed: drawView}));
}

function drawAll() {
  fill(document);
  document.title = `Veghe \u2013 ${t("page.title")}`;
  byId("foot").replaceChildren(h("ul", {}, [t("page.not_real"), t("page.not_forecast"), t("page.local")].map(text => h("li", {}, text))),
    h("p", {class: "credit"}, t("where.credit", {attribution: shapes.attribution, licence: shapes.licence})),
    h("p", {class: "credit"}, `Veghe ${model.version} \u00b7 ${model.baseline.title}`));
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
  Object.assign(state, {view: "exercises", exercise: id, stage});
  const exercise = exerciseNow();
  const setup = exercise ? setupAt(exercise, stage) : null;
  if (setup) {
    const {state: known} = fitting({...state, counties: [...setup.counties], measures: structuredClone(setup.measures)}, model);
    Object.assign(state, {counties: known.counties, measures: known.measures, budget_per_year: setup.budget_per_year ?? null});
    if (JSON.stringify(question(state)) !== laid || result.phase !== "done") result = idle();
    laid = JSON.stringify(question(state));
  } else {
    run.giveUp();
    ask.stop();
    result = idle();
    if (exercise) post("/api/prepare", {counties: exercise.setup.counties}).catch(() => {});
  }
  drawView();
  if (setup && result.phase === "idle") changed();
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
  const {state: known, unknown} = fitting({...state, ...answer.state}, model);
  const {years = null, seed = null, pairs = null, budget_per_year = null} = answer.state;
  Object.assign(state, {counties: known.counties, measures: known.measures, years, seed, pairs, budget_per_year, view: "explore", exercise: null});
  drawView();
  changed();
  say(t("files.opened", {name}));
  if (unknown.length) note({title: t("page.left_out"), text: list(unknown)});
}

async function speak(wanted) {
  if (wanted === language()) return;
  await attempt(async () => {
    await load(wanted);
    [model, exercises] = await Promise.all([get(`/api/model?lang=${wanted}`), loadExercises()]);
    state.language = wanted;
    remember();
    drawAll();
    run.relisten(wanted);
  });
}

async function follow() {
  const {state: wanted, unknown} = fitting(fromFragment(location.hash), model);
  const kept = {language: wanted.language ?? state.language};
  if (wanted.language && wanted.language !== language()) await speak(wanted.language);
  state = {...wanted, ...kept};
  if (state.exercise && !exerciseNow()) state.exercise = null;
  if (state.exercise) state.stage = Math.min(state.stage, stages(exerciseNow()).length - 1);
  if (unknown.length) note({title: t("page.left_out"), text: list(unknown)});
  drawView();
  changed();
}

function wire() {
  for (const button of document.querySelectorAll("[data-view]")) button.addEventListener("click", () => show(button.dataset.view));
  for (const button of document.querySelectorAll("[data-language]")) button.addEventListener("click", () => speak(button.dataset.language));
  const skip = event => {
    event.preventDefault();          // the fragment holds the state
    const target = byId("board").hidden ? byId("main") : byId("answer");
    target.setAttribute("tabindex", "-1");
    target.focus();
    target.scrollIntoView();
  };
  document.querySelector(".skip").addEventListener("click", skip);
  byId("peek").addEventListener("click", skip);
  new IntersectionObserver(([entry]) => byId("peek").classList.toggle("seen", entry.isIntersecting), {rootMargin: "0px 0px -25% 0px"}).observe(byId("result"));
  window.addEventListener("hashchange", follow);
  window.addEventListener("resize", quiet(drawResult, 150));
  closeMenu();
}

async function start() {
  const wanted = fromFragment(location.hash);
  const speaks = wanted.language ?? (navigator.languages.some(one => one.startsWith("ro")) || !navigator.languages.some(one => one.startsWith("en")) ? "ro" : "en");
  await load(speaks);
  [model, exercises, shapes] = await Promise.all([get(`/api/model?lang=${speaks}`), loadExercises(), get("/assets/map.json")]);
  const empty = wanted.counties.length === 0 && wanted.measures.length === 0;
  const fitted = fitting(empty ? {...wanted, ...structuredClone(model.default)} : wanted, model);
  state = {...fitted.state, language: speaks};
  if (state.exercise && !exerciseNow()) state.exercise = null;
  if (state.exercise) state.stage = Math.min(state.stage, stages(exerciseNow()).length - 1);
  where = wherePart(byId("where"), model, shapes, {
    choose: codes => { state.counties = codes; changed({controls: false}); },
    refused: text => say(text) ?? note({title: text}),
    prepare: code => { if (!run.running()) post("/api/prepare", {counties: [code]}).catch(() => {}); },
  });
  frame(byId("result"));
  wire();
  drawAll();
  document.body.classList.remove("loading");
  if (fitted.unknown.length) note({title: t("page.left_out"), text: list(fitted.unknown)});
  remember();
  if (!veiled() && state.counties.length && state.measures.length) {
    sameScale = JSON.stringify([state.counties, state.measures.map(measure => measure.id)]);
    run.resume(question(state), language());
  }
}

start().catch(error => {
  document.body.classList.remove("loading");
  // The words themselves may be what did not come.
  byId("notices").replaceChildren(h("p", {class: "notice", role: "alert"}, error.status === 403 ? "Reîncărcați pagina. / Reload the page." : "Programul nu răspunde. / The program does not answer."));
});
