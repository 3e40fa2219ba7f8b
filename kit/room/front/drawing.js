// Draws the panels of a picture as SVG. It knows no activity; nothing is built anew while the rows stay the same.
import { h, keep, put, s, write, writeKit } from "./elements.js";
import { t } from "./words.js";

/**
 * @typedef {{width: number, font: number, height?: number}} View in units of the drawing. Without a height all rows are
 *   drawn; with one, as many as fit: on a wall letters do not shrink for the sake of one more row.
 */

export const HATCHES = 8;

/** The hatches, to stand once in a page. Colour tells them apart for most, lines for everybody, the numbers inside for all. */
export function hatches() {
  const lines = ["", "M0 0L20 20M-5 15L5 25M15 -5L25 5", "M0 10H20", "M20 0L0 20M-5 5L5 -5M15 25L25 15", "M10 0V20", "M0 0L20 20M20 0L0 20", "M0 5H20M0 15H20M5 0V20M15 0V20", "M6 10a4 4 0 1 0 8 0a4 4 0 1 0 -8 0"];
  const patterns = lines.map((d, at) =>
    s(
      "pattern",
      { id: `hatch-${at}`, width: 20, height: 20, patternUnits: "userSpaceOnUse" },
      s("rect", { width: 20, height: 20, class: `fill-${at}` }),
      s("path", { d, class: "hatch-line" }),
    ),
  );
  const published = s(
    "pattern",
    { id: "hatch-mark", width: 14, height: 14, patternUnits: "userSpaceOnUse" },
    s("path", { d: "M0 14L14 0M-3 3L3 -3M11 17L17 11", class: "hatch-published" }),
  );
  return s("svg", { class: "hatches", width: 0, height: 0, "aria-hidden": "true" }, s("defs", {}, ...patterns, published));
}

export const hatchOf = (at) => `url(#hatch-${at % HATCHES})`;

/**
 * A text in lines of at most `most` characters; what does not fit in the last line ends in “…”.
 * @param {string} text @param {number} most @param {number} [lines]
 */
export function wrapped(text, most, lines = 2) {
  const found = [""];
  for (const word of text.split(/\s+/)) {
    const now = found[found.length - 1];
    if (!now || now.length + 1 + word.length <= most) found[found.length - 1] = now ? `${now} ${word}` : word;
    else found.push(word);
  }
  const kept = found.slice(0, lines);
  if (found.length > lines) kept[lines - 1] += " …";
  return kept.map((line) => (line.length <= most ? line : `${line.slice(0, Math.max(1, most - 1)).trimEnd()}…`));
}

/**
 * Left ends and widths of the parts of a row.
 * @param {number[]} counts @param {number} width
 * @returns {{x: number, width: number}[]}
 */
export function segments(counts, width) {
  const n = counts.reduce((sum, one) => sum + one, 0);
  let before = 0;
  return counts.map((count) => {
    const one = { x: n ? (before / n) * width : 0, width: n ? (count / n) * width : 0 };
    before += count;
    return one;
  });
}

/**
 * One path for all marks of a strip: a line for each place, its height by how many stand there.
 * @param {[number, number][]} at @param {(position: number) => number} x @param {number} most @param {number} height
 */
export function marksPath(at, x, most, height) {
  return at
    .map(([position, count]) => {
      const tall = height * (0.3 + 0.7 * (most > 1 ? (count - 1) / (most - 1) : 0));
      return `M${x(position).toFixed(1)} ${height}V${(height - tall).toFixed(1)}`;
    })
    .join("");
}

/** What a panel says, in sentences for reading aloud. @param {any} panel @returns {string[]} */
export function panelText(panel) {
  if (panel.form === "words") return [];
  const { unit } = panel;
  return panel.rows.map((row) => {
    if (panel.form === "bars") {
      const said = { label: row.label, count: row.count, of: panel.of };
      return row.mark === true ? t("{label}: {count} of {of} (reference).", said) : t("{label}: {count} of {of}.", said);
    }
    if (panel.form === "strips") {
      const middle = row.middle === null ? t("none yet") : t("{n} placed, the middle one at {middle}{unit}", { n: row.n, middle: row.middle, unit });
      const mark = row.mark === null ? "" : t("reference {mark}", { mark: `${row.mark}${unit}` });
      return `${row.label ? `${row.label}: ` : ""}${[middle, mark].filter(Boolean).join("; ")}.`;
    }
    if (panel.form === "intervals") return row.low === null ? t("{label}: {middle}, {n} people.", row) : t("{label}: {middle}, between {low} and {high}, {n} people.", row);
    const parts = row.counts.map((count, at) => (count ? `${count} ${panel.parts[at].name}` : "")).filter(Boolean);
    const mark = row.mark === null ? "" : t("reference {mark}", { mark: panel.parts[row.mark].name });
    return `${row.label}: ${[parts.join(", ") || t("none yet"), row.note, mark].filter(Boolean).join("; ")}.`;
  });
}

/** Where labels end and notes begin. @param {any} panel @param {View} view */
export function columns(panel, view) {
  const longest = Math.max(0, ...panel.rows.map((row) => row.label.length));
  const most = Math.floor((view.width * (panel.form === "bars" ? 0.55 : 0.36)) / (view.font * 0.56));
  const characters = Math.min(longest, most);
  const left = characters ? characters * view.font * 0.56 + view.font : view.font;
  const notes = Math.max(1, ...panel.rows.map((row) => noteOf(row, panel, view).length));
  const right = view.width - view.font * (0.6 * notes + 0.8);
  return { left, right, most: Math.max(characters, 4) };
}

/** A number with its sign, where the line goes below 0. @param {number} number @param {any} panel */
function signed(number, panel) {
  const size = String(number).replace("-", "−");
  return panel.start < 0 && number > 0 ? `+${size}` : size;
}

/** Letters across a drawing below which an interval is told by its line alone. */
const ROOM_FOR_ENDS = 32;

/** What stands at the right of a row. @param {any} row @param {any} panel @param {View} [view] */
export function noteOf(row, panel, view) {
  if (panel.form === "bars") return `${row.mark ? "◆ " : ""}${row.count}`;
  if (panel.form === "intervals") return row.low === null || (view && view.width < ROOM_FOR_ENDS * view.font) ? signed(row.middle, panel) : t("{middle}  ({low} to {high})", { middle: signed(row.middle, panel), low: signed(row.low, panel), high: signed(row.high, panel) });
  if (panel.form === "strips") return row.middle === null ? "–" : t("mid {middle}{unit}", { middle: row.middle, unit: panel.unit });
  const mark = row.mark === null ? "" : `◆ ${panel.parts[row.mark].name.split(" ")[0]}`;
  return [row.note, mark].filter(Boolean).join("  ");
}

/**
 * How many rows are drawn and how high each is.
 * @param {any} panel @param {View} view @returns {{rows: number, height: number, foot: number}}
 */
export function fitted(panel, view) {
  const foot = view.font * (panel.ticks ? 1.6 : 0.2);
  const [least, most] = panel.form === "strips" ? [1.75, 3.4] : [1.9, 2.3];
  if (view.height === undefined) return { rows: panel.rows.length, height: view.font * most, foot };
  const room = Math.max(0, view.height - foot);
  const rows = Math.max(1, Math.min(panel.rows.length, Math.floor(room / (view.font * least))));
  return { rows, height: Math.min(view.font * most, room / rows), foot };
}

function labelOf(row, at, view) {
  const lines = wrapped(row.label, at.most);
  const first = view.font * (lines.length > 1 ? -0.2 : 0.35);
  return { lines, first };
}

function makeRow() {
  const label = s("text", { class: "row-label" });
  const body = s("g");
  const note = s("text", { class: "row-note" });
  return Object.assign(s("g", { class: "row" }, label, body, note), { label, body, note });
}

function showRow(node, row, at, view, height, place, note) {
  const { lines, first } = labelOf(row, at, view);
  put(node, "transform", `translate(0 ${place * height})`);
  keep(
    node.label,
    lines.map((text, line) => ({ text, line })),
    (one) => String(one.line),
    () => s("tspan", { x: 0 }),
    (span, one) => {
      put(span, "y", height / 2 + first + one.line * view.font * 1.05);
      write(span, one.text);
    },
  );
  put(node.note, "x", view.width);
  put(node.note, "y", height / 2 + view.font * 0.35);
  write(node.note, note);
}

const DRAWN = {
  stacked(node, row, panel, at, view, height) {
    const found = segments(row.counts, at.right - at.left);
    keep(
      node.body,
      row.counts.map((count, part) => ({ count, part, ...found[part] })),
      (one) => String(one.part),
      (one) => {
        const box = s("rect", { class: "part", fill: hatchOf(one.part) });
        const text = s("text", { class: "part-count" });
        const mark = s("text", { class: "part-mark" });
        return Object.assign(s("g", {}, box, text, mark), { box, text, mark });
      },
      (group, one) => {
        put(group, "transform", `translate(${(at.left + one.x).toFixed(1)} 0)`);
        put(group.box, "width", one.width.toFixed(1));
        put(group.box, "y", height * 0.1);
        put(group.box, "height", height * 0.8);
        put(group.text, "x", (one.width / 2).toFixed(1));
        put(group.text, "y", height / 2 + view.font * 0.35);
        write(group.text, one.width > view.font * 1.1 ? one.count : "");
        put(group.mark, "x", view.font * 0.6);
        put(group.mark, "y", height / 2 + view.font * 0.35);
        write(group.mark, row.mark === one.part && one.width > view.font * 2.4 ? "◆" : "");
      },
    );
  },
  bars(node, row, panel, at, view, height) {
    const { body } = node;
    body.box ??= body.appendChild(s("rect", { class: "part" }));
    put(body.box, "x", at.left);
    put(body.box, "y", height * 0.14);
    put(body.box, "height", height * 0.72);
    put(body.box, "width", (panel.of ? (row.count / panel.of) * (at.right - at.left) : 0).toFixed(1));
    put(body.box, "fill", hatchOf(row.mark ? 1 : 0));
  },
  intervals(node, row, panel, at, view, height) {
    const { body } = node;
    const x = (position) => at.left + ((position - panel.start) / (panel.end - panel.start || 1)) * (at.right - at.left);
    body.line ??= body.appendChild(s("path", { class: "strip-line" }));
    body.span ??= body.appendChild(s("path", { class: "interval-span" }));
    body.point ??= body.appendChild(s("path", { class: "interval-point" }));
    const y = height / 2;
    put(body.line, "d", panel.ticks.map(([tick]) => `M${x(tick).toFixed(1)} 0V${height}`).join(""));
    const end = height * 0.2;
    const ends = [row.low, row.high].map((one) => x(one).toFixed(1));
    put(body.span, "d", row.low === null ? "" : `M${ends[0]} ${y}H${ends[1]}M${ends[0]} ${y - end}v${2 * end}M${ends[1]} ${y - end}v${2 * end}`);
    put(body.span, "stroke-width", view.font * 0.16);
    const r = view.font * 0.3;
    put(body.point, "d", `M${x(row.middle) - r} ${y}l${r} ${-r} ${r} ${r} ${-r} ${r}z`);
  },
  strips(node, row, panel, at, view, height) {
    const { body } = node;
    const x = (position) => at.left + ((position - panel.start) / (panel.end - panel.start || 1)) * (at.right - at.left);
    body.published ??= body.appendChild(s("rect", { class: "published", fill: "url(#hatch-mark)" }));
    body.line ??= body.appendChild(s("path", { class: "strip-line" }));
    body.marks ??= body.appendChild(s("path", { class: "strip-marks" }));
    body.point ??= body.appendChild(s("text", { class: "strip-point" }));
    const low = height * 0.86;
    const bar = row.mark !== null && panel.marks === "bar";
    put(body.published, "x", at.left);
    put(body.published, "y", low * 0.2);
    put(body.published, "height", low * 0.8);
    put(body.published, "width", bar ? Math.max(2, x(row.mark) - at.left) : 0);
    put(body.line, "d", `M${at.left} ${low}H${at.right}${panel.ticks.map(([tick]) => `M${x(tick).toFixed(1)} ${low}v${view.font * 0.25}`).join("")}`);
    put(body.marks, "d", marksPath(row.at, x, Math.max(1, ...row.at.map(([, count]) => count)), low));
    put(body.marks, "stroke-width", view.font * 0.16);
    put(body.point, "x", row.mark === null ? 0 : x(row.mark));
    put(body.point, "y", view.font * 0.7);
    write(body.point, row.mark === null ? "" : bar ? `${row.mark}${panel.unit}` : "◆");
  },
};

function makePanel(level) {
  const heading = h(`h${level}`, { class: "panel-heading" });
  const rows = s("g");
  const axis = s("g", { class: "axis" });
  const drawing = s("svg", { class: "panel-drawing", role: "img", preserveAspectRatio: "xMinYMin meet" }, rows, axis);
  const legend = h("ul", { class: "legend" });
  const more = h("p", { class: "panel-more" });
  const words = h("div", { class: "panel-words" });
  return Object.assign(h("section", { class: "panel" }, heading, drawing, words, legend, more), { heading, rows, axis, drawing, legend, more, words });
}

function swatch(at) {
  return s("svg", { class: "swatch", viewBox: "0 0 40 30", "aria-hidden": "true" }, s("rect", { width: 40, height: 30, class: "part", fill: hatchOf(at) }));
}

/** Watch how much space a drawing has, so that no frame has to ask for it. */
function watchSize(node, changed) {
  node.size = { width: 0, height: 0 };
  new ResizeObserver(([{ contentRect }]) => {
    node.size = { width: Math.round(contentRect.width), height: Math.round(contentRect.height) };
    changed();
  }).observe(node.drawing);
  return node;
}

function showPanel(node, panel, view) {
  write(node.heading, panel.heading);
  const isWords = panel.form === "words";
  node.drawing.classList.toggle("none", isWords);
  put(node.drawing, "aria-label", t("{heading}: {n} rows, drawn.", { heading: panel.heading, n: panel.rows?.length ?? 0 }));
  writeKit(node.words, isWords ? panel.html : "");
  keep(node.legend, panel.parts ?? [], (part) => part.id, (part) => h("li", {}, swatch(panel.parts.indexOf(part)), h("span")), (item, part) => write(item.lastChild, part.name));
  if (isWords) write(node.more, panel.source ?? "");
  if (isWords || !view) return;
  const { rows, height, foot } = fitted(panel, view);
  const kept = panel.rows.slice(0, rows);
  const at = columns(panel, view);
  put(node.drawing, "viewBox", `0 0 ${view.width} ${view.height ?? Math.round(rows * height + foot)}`);
  put(node.drawing, "font-size", view.font);
  keep(node.rows, kept, (row) => row.id, makeRow, (group, row, place) => {
    DRAWN[panel.form](group, row, panel, at, view, height);
    showRow(group, row, at, view, height, place, noteOf(row, panel, view));
  });
  const ticks = panel.ticks ?? [];
  keep(node.axis, ticks, ([tick]) => String(tick), () => s("text"), (text, [tick, label]) => {
    put(text, "x", at.left + ((tick - panel.start) / (panel.end - panel.start || 1)) * (at.right - at.left));
    put(text, "y", kept.length * height + view.font * 0.9);
    write(text, label);
  });
  const hidden = panel.rows.length - kept.length;
  write(node.more, hidden > 0 ? t("and {n} more", { n: hidden }) : "");
}

/**
 * Show a picture's panels in a box, in place.
 * @param {Element} box @param {any[]} panels
 * @param {{viewOf: (size: {width: number, height: number}) => View|null, changed: () => void, level: number}} given
 *   `viewOf`: the view for a drawing that has this many pixels, null as long as it has none; `changed` is called when a
 *   drawing's space has changed; `level` of the panels' headings
 */
export function drawPanels(box, panels, { viewOf, changed, level }) {
  put(box, "data-panels", panels.length);
  const named = panels.map((panel, at) => ({ panel, id: `${at} ${panel.form} ${panel.heading}` }));
  const make = () => watchSize(makePanel(level), changed);
  keep(box, named, (one) => one.id, make, (node, one) => showPanel(node, one.panel, viewOf(node.size)));
}
