// The charts: SVG whose looks are attributes, so that a chart that was saved looks as it does on the page. Values arrive
// rounded; nothing is computed from them but where they stand. Colours are the report's.
import {s} from "./dom.js";
import {number} from "./texts.js";

export const ink = {
    strategy: "#0072b2",
    base: "#55616d",
    fewer: "#2f7db3",
    more: "#b3530f",
    soft: "#4b5865",
    rule: "#d5dbe1",
    grid: "#e6eaee",
};
const font = {"font-family": "Source Sans 3, Segoe UI, Helvetica Neue, Roboto, Noto Sans, Arial, Liberation Sans, sans-serif"};

export function scale([a, b], [from, to]) {
    return value => from + ((value - a) / (b - a)) * (to - from);
}

/// Round values (1, 2 or 5 times a power of ten apart), about `count` of them, within [low, high].
export function ticks(low, high, count) {
    const raw = (high - low) / count;
    const power = 10 ** Math.floor(Math.log10(raw));
    const step = [1, 2, 5, 10].map(factor => factor * power).find(candidate => candidate >= raw * 0.999);
    const out = [];
    for (let i = Math.ceil(low / step - 1e-9); i * step <= high + 1e-9 * step; i += 1) out.push(+(i * step).toPrecision(10));
    return out;
}

/// The smallest span of round values that holds all of `values` and zero; grows `earlier` and never shrinks it.
export function span(values, earlier = null) {
    const all = [0, ...values.filter(value => value !== null && Number.isFinite(value)), ...(earlier ?? [])];
    let low = Math.min(...all),
        high = Math.max(...all);
    if (low === high) [low, high] = [-1, 1];
    const steps = ticks(low, high, 4);
    const step = steps.length > 1 ? steps[1] - steps[0] : high - low;
    return [Math.floor(low / step + 1e-9) * step, Math.ceil(high / step - 1e-9) * step].map(value => +value.toPrecision(10));
}

function text(x, y, words, more = {}) {
    return s("text", {x, y, fill: ink.soft, "font-size": 13, ...more}, words);
}

function drawing(width, height, title) {
    return s(
        "svg",
        {viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": title, ...font},
        s("title", {}, title),
    );
}

const stripMiddle = 13; // where line and dot of a strip lie

/// The marks of a strip's axis: in the narrowest, too, some beside 0, so that a range can be read off it.
export const marks = (domain, width) => ticks(...domain, Math.max(3, Math.floor(width / 80)));

function stripAxis(svg, x, domain, width) {
    for (const tick of marks(domain, width)) {
        svg.append(
            s("line", {x1: x(tick), x2: x(tick), y1: 2, y2: 26, stroke: ink.grid}),
            text(Math.max(x(tick), 16), 41, number(tick), {"text-anchor": "middle"}),
        );
    }
}

/// How precisely the mean is known, as a shade of `band` to both sides of it, as far as it lies in the domain.
function stripBand(x, domain, mean, band) {
    const within = value => Math.min(Math.max(value, domain[0]), domain[1]);
    const [from, to] = [x(within(mean - band)), x(within(mean + band))];
    const shade = {fill: ink.strategy, opacity: 0.22, rx: 2};
    return s("rect", {x: from, y: stripMiddle - 8, height: 16, width: Math.max(1, to - from), ...shade});
}

/// An interval (line) and its mean (dot, hollow where nothing is told apart) beside zero.
/// `band`: how precisely the mean is known, a half-width in the same unit, or null.
export function strip({estimate, domain, firm, title, width, band = null, axis = true}) {
    const height = axis ? 46 : 22;
    const x = scale(domain, [10, width - 10]);
    const y = stripMiddle;
    const svg = drawing(width, height, title);
    if (axis) stripAxis(svg, x, domain, width);
    svg.append(s("line", {x1: x(0), x2: x(0), y1: 0, y2: axis ? 27 : 22, stroke: ink.base, "stroke-width": 1.4}));
    if (!estimate) return svg;
    if (band !== null) svg.append(stripBand(x, domain, estimate.mean, band));
    const line = {stroke: ink.strategy, "stroke-width": 3, "stroke-linecap": "round"};
    const dot = {r: 6, fill: firm ? ink.strategy : "#fff", stroke: ink.strategy, "stroke-width": 2};
    svg.append(
        s("line", {x1: x(estimate.low), x2: x(estimate.high), y1: y, y2: y, ...line}),
        s("circle", {cx: x(estimate.mean), cy: y, ...dot}),
    );
    return svg;
}

const glyphs = {
    fewer: () => s("path", {d: "M3 6 L21 6 L12 20 Z", fill: ink.fewer}),
    more: () =>
        s("path", {
            d: "M4 18.5 L20 18.5 L12 5 Z",
            fill: "#fff",
            stroke: ink.more,
            "stroke-width": 2.4,
            "stroke-linejoin": "round",
        }),
    same: () => s("line", {x1: 4, x2: 20, y1: 12, y2: 12, stroke: ink.base, "stroke-width": 3}),
};

/// A sign for each of ten runs, or of as many as there are: {fewer, same, more} sum to it. Told apart by shape, then by colour.
export function tenRuns(runs, title) {
    const svg = s("svg", {viewBox: "0 0 276 24", class: "ten", role: "img", "aria-label": title}, s("title", {}, title));
    let place = 0;
    for (const way of ["fewer", "same", "more"]) {
        for (let i = 0; i < runs[way]; i += 1) {
            svg.append(s("g", {transform: `translate(${place * 28},0)`}, glyphs[way]()));
            place += 1;
        }
    }
    return svg;
}

/// One of the signs alone, for the key.
export function sign(way) {
    return s("svg", {viewBox: "0 0 24 24", class: "sign", "aria-hidden": "true"}, glyphs[way]());
}

function path(points) {
    return points.map(([x, y], i) => `${i ? "L" : "M"}${x.toFixed(1)},${y.toFixed(1)}`).join("");
}

function series(svg, x, y, rows, {colour, dashed}) {
    const known = rows.map((row, i) => ({row, i})).filter(({row}) => row);
    if (known.length === 0) return;
    const lower = known.map(({row, i}) => [x(i), y(row.low)]),
        upper = known.map(({row, i}) => [x(i), y(row.high)]);
    svg.append(
        s("path", {d: path([...upper, ...lower.reverse()]) + "Z", fill: colour, opacity: 0.16}),
        s("path", {
            d: path(known.map(({row, i}) => [x(i), y(row.mean)])),
            fill: "none",
            stroke: colour,
            "stroke-width": 2.4,
            "stroke-dasharray": dashed ? "6 4" : null,
        }),
    );
    for (const {row, i} of known)
        svg.append(
            s("circle", {cx: x(i), cy: y(row.mean), r: 3.5, fill: dashed ? "#fff" : colour, stroke: colour, "stroke-width": 2}),
        );
}

/// Lines with bands over years. lines: [{name, rows:[{mean, low, high}|null], base: bool}], one row a year.
export function years({labels, lines, title, axis, width}) {
    const height = 240,
        left = 46,
        top = 44,
        bottom = 26,
        right = 16;
    const values = lines.flatMap(line => line.rows.filter(Boolean).flatMap(row => [row.low, row.high]));
    const domain = span(values);
    const x = scale([0, Math.max(1, labels.length - 1)], [left + 10, width - right]);
    const y = scale(domain, [height - bottom, top]);
    const svg = drawing(width, height, title);
    for (const tick of ticks(...domain, 4)) {
        svg.append(
            s("line", {x1: left, x2: width - right + 8, y1: y(tick), y2: y(tick), stroke: tick === 0 ? ink.base : ink.grid}),
            text(left - 6, y(tick) + 4, number(tick), {"text-anchor": "end"}),
        );
    }
    labels.forEach((label, i) =>
        svg.append(text(x(i), height - 6, label, {"text-anchor": i === labels.length - 1 ? "end" : "middle"})),
    );
    for (const line of lines) series(svg, x, y, line.rows, {colour: line.base ? ink.base : ink.strategy, dashed: line.base});
    let at = 0;
    for (const line of lines) {
        const colour = line.base ? ink.base : ink.strategy;
        svg.append(
            s("line", {
                x1: at,
                x2: at + 22,
                y1: 8,
                y2: 8,
                stroke: colour,
                "stroke-width": 2.4,
                "stroke-dasharray": line.base ? "6 4" : null,
            }),
            text(at + 28, 12, line.name, {fill: "#1b2530"}),
        );
        at += 28 + 7.2 * line.name.length + 20;
    }
    svg.append(text(0, 30, axis));
    return svg;
}

export const gradeColours = {A: "#17456b", B: "#46779e", C: "#a9c6dc", D: "#f3d9a4", E: "#e39a4f"};

/// Shares of grades A to E as one bar. counts: {A, B, C, D, E}.
export function grades(counts, title, width) {
    const all = Object.values(counts).reduce((sum, n) => sum + n, 0) || 1;
    const svg = drawing(width, 42, title);
    let at = 0,
        key = 0;
    for (const [grade, n] of Object.entries(counts)) {
        svg.append(
            s("rect", {x: at, y: 0, width: (n / all) * width, height: 16, fill: gradeColours[grade]}),
            s("rect", {x: key, y: 26, width: 12, height: 12, fill: gradeColours[grade]}),
            text(key + 17, 37, `${grade} ${n}`),
        );
        at += (n / all) * width;
        key += 64;
    }
    return svg;
}

/// A text in lines of at most `most` letters, broken between words; "60 %" stays together.
export function wrapped(words, most) {
    const lines = [];
    for (const word of words.split(/\s+(?!%)/).filter(Boolean)) {
        const last = lines.at(-1);
        if (last !== undefined && last.length + 1 + word.length <= most) lines[lines.length - 1] = `${last} ${word}`;
        else lines.push(word);
    }
    return lines;
}

const sheet = {least: 560, margin: 16, line: 18, letter: 6.6, heading: 22, headingLetter: 8.6}; // of a chart's file, in pixels

/// The text of an SVG file: the chart on white between its title and what it is of, so that it says alone what it shows.
/// said: {title, above: [text], below: [text]}.
export function svgText(svg, {title, above, below}) {
    const [, , chartWidth, chartHeight] = svg.getAttribute("viewBox").split(" ").map(Number);
    const width = Math.max(chartWidth, sheet.least);
    const words = [];
    let y = 0;
    const write = (lines, height, more = {}) => {
        for (const line of lines) words.push(text(0, (y += height), line, more));
    };
    write(wrapped(title, width / sheet.headingLetter), sheet.heading, {fill: "#1b2530", "font-size": 16, "font-weight": 600});
    for (const one of above) write(wrapped(one, width / sheet.letter), sheet.line);
    const chart = svg.cloneNode(true);
    chart.removeAttribute("class");
    for (const [name, value] of Object.entries({y: y + sheet.line, width: chartWidth, height: chartHeight, overflow: "visible"}))
        chart.setAttribute(name, value);
    y += sheet.line + chartHeight;
    for (const one of below) write(wrapped(one, width / sheet.letter), sheet.line);
    const [wide, high] = [width + 2 * sheet.margin, y + sheet.line + 2 * sheet.margin];
    const whole = drawing(wide, high, title);
    whole.setAttribute("xmlns", "http://www.w3.org/2000/svg");
    whole.setAttribute("viewBox", `${-sheet.margin} ${-sheet.margin} ${wide} ${high}`);
    whole.append(s("rect", {x: -sheet.margin, y: -sheet.margin, width: wide, height: high, fill: "#fff"}), ...words, chart);
    return new XMLSerializer().serializeToString(whole);
}

/// The same as a PNG, twice as fine as the screen: a Blob.
export async function png(svg, said) {
    const url = URL.createObjectURL(new Blob([svgText(svg, said)], {type: "image/svg+xml"}));
    try {
        const image = new Image();
        image.src = url;
        await image.decode();
        const canvas = document.createElement("canvas");
        canvas.width = 2 * image.naturalWidth;
        canvas.height = 2 * image.naturalHeight;
        canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
        return await new Promise((resolve, reject) =>
            canvas.toBlob(blob => (blob ? resolve(blob) : reject(new Error("png"))), "image/png"),
        );
    } finally {
        URL.revokeObjectURL(url);
    }
}
