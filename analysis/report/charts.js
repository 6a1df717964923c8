"use strict";
// Draws the figures of the page from the data beside it. Values and texts arrive rounded; nothing is computed from them.
(function () {
  const data = JSON.parse(document.getElementById("data").textContent);
  const colours = ["#0072b2", "#c8501a", "#00795a", "#a64d87", "#8a6d00", "#4c5c6b"];
  const shapes = [d3.symbolCircle, d3.symbolSquare, d3.symbolTriangle, d3.symbolDiamond, d3.symbolCross, d3.symbolWye];
  const colour = k => colours[k % colours.length];
  // Widths of a panel on A4 less margins, in CSS pixels: paper is laid out anew, after the script has drawn.
  const printWidth = { one: 680, two: 322, three: 212 };
  let printing = false;

  const format = v => {
    const marks = { ",": data.text.thousands, ".": data.text.decimal };
    const text = d3.format(",")(Math.abs(+v.toPrecision(6))).replace(/[,.]/g, mark => marks[mark]);
    return (v < 0 ? "\u2212" : "") + text;
  };
  const symbol = (k, size) => d3.symbol().type(shapes[k % shapes.length]).size(size)();

  function panelBox(container, columns) {
    const box = container.append("div").attr("class", "panels " + columns);
    return () => box.append("div").attr("class", "panel").datum(columns);
  }
  function widthOf(panel) {
    return printing ? printWidth[panel.datum()] : Math.max(260, panel.node().clientWidth);
  }
  function svgIn(panel, width, height, title) {
    const svg = panel.append("svg").attr("viewBox", `0 0 ${width} ${height}`).attr("role", "img");
    svg.append("title").text(title);
    return svg;
  }
  function legend(container, indices) {
    const list = container.append("ul").attr("class", "legend");
    indices.forEach(k => {
      const item = list.append("li");
      const svg = item.append("svg").attr("viewBox", "0 0 22 14").attr("aria-hidden", "true");
      svg.append("line").attr("x1", 0).attr("x2", 22).attr("y1", 7).attr("y2", 7).attr("stroke", colour(k)).attr("stroke-width", 2);
      svg.append("path").attr("transform", "translate(11,7)").attr("d", symbol(k, 60)).attr("fill", colour(k));
      item.append("span").text(data.strategies[k]);
    });
  }
  /// Breaks a label into lines of about `letters` characters.
  function lines(text, letters) {
    const out = [""];
    text.split(" ").forEach(word => {
      const last = out.length - 1;
      if (out[last] && (out[last] + " " + word).length > letters) out.push(word);
      else out[last] = out[last] ? out[last] + " " + word : word;
    });
    return out;
  }

  function extent(panel) {
    const values = [0];
    panel.rows.forEach(r => r.items.forEach(i => [i.m, i.l, i.h].forEach(v => { if (v !== null) values.push(v); })));
    return d3.extent(values);
  }
  /// Panels share a scale unless one would be squeezed to less than a fifth of it.
  function domains(panels) {
    const own = panels.map(extent);
    const all = [d3.min(own, d => d[0]), d3.max(own, d => d[1])];
    const fits = panels.length < 2 || (panels.every(p => p.axis === panels[0].axis) &&
                                       own.every(d => d[1] - d[0] >= 0.2 * (all[1] - all[0])));
    return { shared: fits, of: i => (fits ? all : own[i]) };
  }

  function intervals(container, figure) {
    if (figure.legend) legend(container, d3.range(data.strategies.length));
    const scale = domains(figure.panels);
    const add = panelBox(container, figure.panels.length > 1 ? "two" : "one");
    figure.panels.forEach((panel, p) => intervalPanel(add(), panel, scale.of(p)));
    if (!scale.shared) container.append("p").attr("class", "note").text(data.text.scales);
  }
  function intervalPanel(box, panel, domain) {
    if (panel.title) box.append("h4").text(panel.title);
    const width = widthOf(box);
    const perItem = 17, letter = 7.4;
    const longest = d3.max(panel.rows, r => r.label.length) || 1;
    // Labels stand beside their rows when two lines hold them, else above.
    const room = (width < 420 ? 0.34 : 0.42) * width;
    const stacked = longest * letter > room * (width < 420 ? 1 : 2) || width < 300;
    const labelWidth = stacked ? 0 : Math.min(longest * letter + 6, room);
    const rows = panel.rows.map(r => {
      const text = lines(r.label, Math.floor((stacked ? width : labelWidth) / letter));
      const band = Math.max(1, r.items.length) * perItem + 12;
      return { text, items: r.items, height: stacked ? 18 * text.length + band : Math.max(band, 18 * text.length + 10) };
    });
    const top = panel.left ? 24 : 6, right = 12, left = labelWidth + 8;
    const body = d3.sum(rows, r => r.height), height = top + body + 44;
    const svg = svgIn(box, width, height, panel.title || panel.axis);
    const x = d3.scaleLinear().domain(domain[0] === domain[1] ? [-1, 1] : domain).nice(5).range([left + 6, width - right - 6]);
    const ticks = x.ticks(Math.max(4, Math.floor((width - left) / 70)));
    svg.append("g").attr("class", "grid").selectAll("line").data(ticks).enter().append("line")
      .attr("x1", x).attr("x2", x).attr("y1", top).attr("y2", top + body);
    const zero = svg.append("line").attr("class", "zero").attr("x1", x(0)).attr("x2", x(0)).attr("y1", top - 4).attr("y2", top + body);
    if (panel.left) {
      const [a, b] = x.domain();
      if (a < 0) svg.append("text").attr("x", x(0) - 8).attr("y", 13).attr("text-anchor", "end").text("\u2190 " + panel.left);
      if (b > 0 && x(b) - x(0) > 50) svg.append("text").attr("x", x(0) + 8).attr("y", 13).text(panel.right + " \u2192");
    }
    let y = top;
    rows.forEach((row, index) => {
      if (index > 0) svg.append("line").attr("x1", 0).attr("x2", width).attr("y1", y).attr("y2", y).attr("stroke", "#e6eaee");
      const label = svg.append("text").attr("class", "label");
      const band = Math.max(1, row.items.length) * perItem;
      const start = stacked ? y + 16 : y + row.height / 2 - (row.text.length - 1) * 9 + 5;
      row.text.forEach((t, n) => label.append("tspan").attr("x", 0).attr("y", start + 18 * n).text(t));
      const first = stacked ? y + 18 * row.text.length + 6 + perItem / 2 : y + (row.height - band) / 2 + perItem / 2;
      row.items.forEach((item, n) => dot(svg, x, first + n * perItem, item));
      if (!row.items.length) svg.append("text").attr("x", left + 6).attr("y", first + 4).text(data.text.kept_back);
      y += row.height;
    });
    zero.raise();
    svg.selectAll(".label").raise();
    svg.selectAll(".item").raise();
    svg.append("g").attr("class", "axis").attr("transform", `translate(0,${top + body})`)
      .call(d3.axisBottom(x).tickValues(ticks).tickFormat(format).tickSizeOuter(0));
    svg.append("text").attr("x", width - right).attr("y", height - 4).attr("text-anchor", "end").text(panel.axis);
  }
  function dot(svg, x, y, item) {
    const g = svg.append("g").attr("class", "item");
    g.append("title").text(data.strategies[item.k] + ": " + item.t);
    g.append("line").attr("x1", x(item.l)).attr("x2", x(item.h)).attr("y1", y).attr("y2", y)
      .attr("stroke", colour(item.k)).attr("stroke-width", 3).attr("stroke-linecap", "round");
    g.append("path").attr("transform", `translate(${x(item.m)},${y})`).attr("d", symbol(item.k, 95))
      .attr("fill", item.firm ? colour(item.k) : "#fff").attr("stroke", colour(item.k)).attr("stroke-width", 2);
  }

  function linesFigure(container, figure) {
    const list = container.append("ul").attr("class", "legend");
    const base = list.append("li");
    base.append("svg").attr("viewBox", "0 0 22 14").append("line").attr("x1", 0).attr("x2", 22).attr("y1", 7).attr("y2", 7)
      .attr("stroke", "#55616d").attr("stroke-width", 2).attr("stroke-dasharray", "5 3");
    base.append("span").text(figure.baseline);
    data.strategies.forEach((title, k) => {
      const item = list.append("li");
      item.append("svg").attr("viewBox", "0 0 22 14").append("line").attr("x1", 0).attr("x2", 22).attr("y1", 7).attr("y2", 7)
        .attr("stroke", colour(k)).attr("stroke-width", 3);
      item.append("span").text(title);
    });
    const add = panelBox(container, "two");
    const tops = {};
    figure.panels.forEach(p => { tops[p.subtitle] = Math.max(tops[p.subtitle] || 0, d3.max(p.base.h), d3.max(p.line.h)); });
    figure.panels.forEach(p => linePanel(add(), p, figure.axis, tops[p.subtitle]));
  }
  function linePanel(box, panel, axis, highest) {
    box.append("h4").text(panel.title);
    box.append("p").attr("class", "sub").text(panel.subtitle);
    const width = widthOf(box), height = Math.min(250, Math.max(180, width * 0.45));
    const left = 8 + 8 * format(Math.ceil(highest)).length, top = 22, bottom = 24;
    const svg = svgIn(box, width, height, panel.title + ": " + panel.subtitle);
    const n = panel.labels.length;
    const x = d3.scaleLinear().domain([0, Math.max(1, n - 1)]).range([left + 8, width - 14]);
    const y = d3.scaleLinear().domain([0, highest]).nice(4).range([height - bottom, top]);
    svg.append("g").attr("class", "grid").selectAll("line").data(y.ticks(4)).enter().append("line")
      .attr("x1", left).attr("x2", width - 8).attr("y1", y).attr("y2", y);
    svg.append("g").attr("class", "axis").attr("transform", `translate(${left},0)`)
      .call(d3.axisLeft(y).ticks(4).tickFormat(format).tickSize(0)).select(".domain").remove();
    const years = d3.range(n).filter(i => i === 0 || panel.labels[i].slice(0, 4) !== panel.labels[i - 1].slice(0, 4));
    const every = Math.ceil(years.length / Math.max(2, Math.floor((width - left) / 52)));
    svg.append("g").attr("class", "axis").attr("transform", `translate(0,${height - bottom})`)
      .call(d3.axisBottom(x).tickValues(years.filter((_, i) => i % every === 0)).tickFormat(i => panel.labels[i].slice(0, 4)).tickSizeOuter(0));
    const area = s => d3.area().x((_, i) => x(i)).y0((_, i) => y(s.l[i])).y1((_, i) => y(s.h[i]))(s.m);
    const line = s => d3.line().x((_, i) => x(i)).y(v => y(v))(s.m);
    svg.append("path").attr("d", area(panel.base)).attr("fill", "#55616d").attr("opacity", 0.16);
    svg.append("path").attr("d", area(panel.line)).attr("fill", colour(panel.k)).attr("opacity", 0.2);
    svg.append("path").attr("d", line(panel.base)).attr("fill", "none").attr("stroke", "#55616d").attr("stroke-width", 1.8).attr("stroke-dasharray", "5 3");
    svg.append("path").attr("d", line(panel.line)).attr("fill", "none").attr("stroke", colour(panel.k)).attr("stroke-width", 2.4);
    svg.append("text").attr("x", 0).attr("y", 10).text(axis);
  }

  // Fewer is blue, more is orange: told apart with every common colour vision, and in grey by the printed values.
  const fewerScale = ["#c6dcec", "#7fb2d6", "#2f7db3"], moreScale = ["#f7d6b5", "#eba35f", "#c8641a"];
  function mapColour(value, step) {
    const scale = value < 0 ? fewerScale : moreScale;
    return value === 0 ? "#fff" : scale[Math.min(2, Math.floor(Math.abs(value) / step))];
  }
  /// The smallest of 1, 2, 5, 10 ... of which three reach the largest value.
  function classStep(largest) {
    const power = Math.pow(10, Math.floor(Math.log10(largest / 3)));
    return [1, 2, 5, 10].map(f => f * power).find(s => 3 * s >= largest);
  }
  function map(container, figure) {
    const values = [];
    figure.panels.forEach(p => Object.values(p.values).forEach(v => values.push(Math.abs(v.m))));
    const step = classStep(d3.max(values) || 1);
    const add = panelBox(container, figure.panels.length > 1 ? "three" : "one");
    figure.panels.forEach((panel, index) => mapPanel(add(), panel, step, index));
    mapLegend(container, figure, step);
  }
  function hatch(svg, id) {
    const pattern = svg.append("defs").append("pattern").attr("id", id).attr("width", 6).attr("height", 6)
      .attr("patternUnits", "userSpaceOnUse").attr("patternTransform", "rotate(45)");
    pattern.append("line").attr("x1", 0).attr("x2", 0).attr("y1", 0).attr("y2", 6).attr("stroke", "#46525e").attr("stroke-width", 1.6);
  }
  function mapPanel(box, panel, step, index) {
    box.append("h4").text(panel.title);
    const [, , mapWidth] = data.map.viewBox.split(" ").map(Number);
    const fontSize = Math.min(30, 13 * mapWidth / widthOf(box));
    const svg = box.append("svg").attr("viewBox", data.map.viewBox).attr("role", "img");
    svg.append("title").text(panel.title);
    hatch(svg, "hatch" + index);
    data.map.counties.forEach(c => {
      const value = panel.values[c.county_code];
      const shape = svg.append("path").attr("d", c.d).attr("fill-rule", "evenodd").attr("class", value ? "county on" : "county")
        .attr("fill", value ? mapColour(value.m, step) : "#e3e7eb");
      shape.append("title").text(c.name + (value ? ": " + value.t : ""));
      if (value && !value.firm) svg.append("path").attr("class", "on").attr("d", c.d).attr("fill-rule", "evenodd").attr("fill", `url(#hatch${index})`).attr("opacity", 0.45).attr("pointer-events", "none");
      if (value) label(svg, shape, c.name, Object.keys(panel.values).length, fontSize);
    });
    svg.selectAll(".on").raise();
    svg.selectAll(".place").raise();
  }
  function label(svg, shape, name, count, fontSize) {
    if (count > 12) return; // the table beside the map has the names
    const b = shape.node().getBBox();
    svg.append("text").attr("class", "place").attr("x", b.x + b.width / 2).attr("y", b.y + b.height / 2 + 7)
      .attr("text-anchor", "middle").style("font-size", fontSize + "px").style("font-weight", "600").style("fill", "#1b2530")
      .style("paint-order", "stroke").style("stroke", "#fff").style("stroke-width", "4px").text(name);
  }
  function mapLegend(container, figure, step) {
    const svg = container.append("svg").attr("class", "map-legend").attr("viewBox", "0 0 340 84").attr("role", "img");
    svg.append("title").text(figure.legend);
    const classes = [-2.5, -1.5, -0.5, 0.5, 1.5, 2.5], w = 56;
    classes.forEach((c, i) => svg.append("rect").attr("x", i * w).attr("y", 18).attr("width", w).attr("height", 12).attr("fill", mapColour(c * step, step)));
    [-2, -1, 0, 1, 2].forEach((c, i) => svg.append("text").attr("x", (i + 1) * w).attr("y", 45).attr("text-anchor", "middle").text(format(c * step)));
    svg.append("text").attr("x", 0).attr("y", 11).text(figure.legend);
    hatch(svg, "hatch-key");
    svg.append("rect").attr("x", 0).attr("y", 57).attr("width", 16).attr("height", 11).attr("fill", "#e3e7eb");
    svg.append("text").attr("x", 22).attr("y", 67).text(figure.grey);
    svg.append("rect").attr("x", 118).attr("y", 57).attr("width", 16).attr("height", 11).attr("fill", "#f7d6b5");
    svg.append("rect").attr("x", 118).attr("y", 57).attr("width", 16).attr("height", 11).attr("fill", "url(#hatch-key)").attr("opacity", 0.45);
    svg.append("text").attr("x", 140).attr("y", 67).text(figure.hollow);
  }

  const kinds = { intervals: intervals, lines: linesFigure, map: map };
  function draw() {
    document.querySelectorAll(".canvas").forEach(canvas => {
      const figure = data.figures[canvas.dataset.figure];
      const container = d3.select(canvas);
      container.selectAll("*").remove();
      if (figure) kinds[figure.kind](container, figure);
    });
  }
  // The counties of a map stay open when they are few: the table is where they are read.
  const counties = document.querySelector("#figure-map details");
  const fewCounties = counties && counties.querySelectorAll("tbody tr").length <= 12;
  document.querySelectorAll("details.figures").forEach(d => { d.open = d === counties && fewCounties; });
  draw();
  let last = window.innerWidth, timer = 0;
  window.addEventListener("resize", () => {
    clearTimeout(timer);
    timer = setTimeout(() => { if (window.innerWidth !== last && !printing) { last = window.innerWidth; draw(); } }, 120);
  });
  // What is folded stays so on paper, unless the reader opened it: the assumptions alone would be sixty pages.
  window.addEventListener("beforeprint", () => { printing = true; if (counties) counties.open = true; draw(); });
  window.addEventListener("afterprint", () => { printing = false; draw(); });
})();
