// NumberLine: place numbers, cut the unit into equal parts, hop along in equal jumps, find 1, compare.
import { answer, followPointer, frame, h, s } from "./shared.js";
import { t } from "./words.js";
import {
  readNumber,
  exact,
  decimal,
  compare,
  countInWords,
  partName,
  inWords,
  capital,
  stacked,
  drawn,
  drawnWidth,
  stepper,
} from "./fractions.js";

/** How near a number counts as in its place, in units. Two thirds and three fourths are twice as far apart. */
export const NEAR = 0.04;
export const MOST_PARTS = 12;
const MOST_UNITS = 6;
const MOST_NUMBERS = 8;
const TINY = 1e-6;
/** What is nearer than this is the same point: kept positions have four places. */
const SAME = 0.0005;

/**
 * A line from `start` to `end`, in units. `parts` equal parts divide every unit, or, where `piece` is given,
 * the piece from 0 to there: the unit is then what is looked for.
 * @typedef {{start: number, end: number, parts: number, piece: number|null}} Line
 */

/** @param {Line} line @returns {number} how long one of the equal parts is, in units */
export const partLength = (line) => (line.piece ?? 1) / line.parts;

/** @param {Line} line @returns {number[]} where ticks stand, in order */
export function ticks(line) {
  const count = line.piece === null ? (line.end - line.start) * line.parts : line.parts;
  return Array.from({ length: Math.round(count) + 1 }, (_, index) => line.start + index * partLength(line));
}

/** @param {Line} line how many jumps of one part fit on it */
export const mostJumps = (line) => Math.floor((line.end - line.start) / partLength(line) + TINY);

/**
 * The points that a marker is drawn to: ticks where a partition was chosen, and where jumps landed.
 * @param {Line} line
 * @param {number} jumps
 */
export function stops(line, jumps) {
  const landed = Array.from({ length: jumps }, (_, index) => line.start + (index + 1) * partLength(line));
  const all = [...(line.parts > 1 ? ticks(line) : []), ...landed].sort((a, b) => a - b);
  return all.filter((stop, index) => index === 0 || stop - all[index - 1] > TINY);
}

/**
 * @param {number} value
 * @param {number[]} to points that attract
 * @param {number} within how far
 */
export function snap(value, to, within) {
  const nearest = to.reduce((best, stop) => (Math.abs(stop - value) < Math.abs(best - value) ? stop : best), Infinity);
  return Math.abs(nearest - value) <= within ? nearest : value;
}

/**
 * Where a marker goes by one press of a key or button: to the next stop, or by a small step.
 * @param {number} value
 * @param {-1|1} direction
 * @param {Line} line
 * @param {number[]} to
 * @param {boolean} fine
 */
export function step(value, direction, line, to, fine) {
  const next = (direction > 0 ? to : [...to].reverse()).find((stop) => (stop - value) * direction > SAME);
  const small = (fine ? 0.01 : 0.05) * Math.min(1, line.end - line.start);
  const moved = next === undefined || fine ? value + direction * small : next;
  return Math.min(line.end, Math.max(line.start, moved));
}

/** @param {number} value to four places: finer than any screen, and short in the journal */
export const rounded = (value) => Math.round(value * 10000) / 10000;

/**
 * Rows for labels of which some would cover each other, the lowest row first.
 * @param {{x: number, width: number}[]} labels from left to right
 * @param {number} rows
 * @returns {number[]} a row for each; where all are taken, the one that is free soonest
 */
export function lanes(labels, rows) {
  const until = Array(rows).fill(-Infinity);
  return labels.map(({ x, width }) => {
    const free = until.findIndex((right) => right <= x - width / 2);
    const row = free >= 0 ? free : until.indexOf(Math.min(...until));
    until[row] = x + width / 2 + 6;
    return row;
  });
}

/** A distance in units, in words: about a tenth of a unit. */
export function howFar(distance) {
  const steps = [
    [0.075, t("about a twentieth of a unit")],
    [0.15, t("about a tenth of a unit")],
    [0.225, t("about a fifth of a unit")],
    [0.29, t("about a fourth of a unit")],
    [0.42, t("about a third of a unit")],
    [0.6, t("about half a unit")],
    [0.85, t("about three fourths of a unit")],
    [1.25, t("about one unit")],
    [1.75, t("about one and a half units")],
  ];
  return steps.find(([limit]) => distance < limit)?.[1] ?? t("about {number} units", { number: countInWords(Math.round(distance)) });
}

/** A position for reading: one decimal, two where one would hide the difference. */
const about = (value) => String(Math.round(value * 100) / 100);

/**
 * Where a marker is, without saying what it should be.
 * @param {number} value
 * @param {Line} line
 * @param {number} jumps
 */
export function whereInWords(value, line, jumps = 0) {
  const onStop = stops(line, jumps).some((stop) => Math.abs(stop - value) < SAME);
  if (line.piece !== null) {
    const count = Math.round(value / partLength(line));
    if (onStop) return count === 0 ? t("at 0") : t("{count} {a} from 0", { count, a: count === 1 ? t("part") : t("parts") });
    return t("about {a} percent of the way along the line", { a: Math.round((100 * value) / line.end) });
  }
  const whole = Math.floor(value + SAME);
  if (Math.abs(value - whole) < SAME) return t("at {whole}", { whole });
  const count = Math.round((value - whole) * line.parts);
  if (onStop) return t("{count} of {parts} parts from {whole} to {a}", { count, parts: line.parts, whole, a: whole + 1 });
  return t("at about {about}, between {whole} and {a}", { about: about(value), whole, a: whole + 1 });
}

/**
 * The count, aloud: 3 jumps of one fifth: three fifths.
 * @param {number} count
 * @param {Line} line
 */
export function jumpsInWords(count, line) {
  const jumps = `${count} ${count === 1 ? t("jump") : t("jumps")}`;
  if (count === 0) return "";
  if (line.piece !== null) return t("{jumps} of one part", { jumps });
  if (line.parts === 1) return t("{jumps} of one unit: {a}", { jumps, a: countInWords(line.start + count) });
  const reached = inWords({ whole: line.start, num: count, den: line.parts, text: "" });
  return t("{jumps} of one {a}: {reached}", { jumps, a: partName(line.parts), reached });
}

/**
 * What the check says about one number that was placed.
 * @param {string} text the number as written
 * @param {number} position
 * @param {Line} line
 * @returns {{near: boolean, side: -1|0|1, says: string}} `side` is where its place lies from here
 */
export function placeFinding(text, position, line) {
  const number = readNumber(text);
  const value = decimal(exact(number));
  const off = position - value;
  if (Math.abs(off) <= NEAR) return { near: true, side: 0, says: t("is in its place.") };
  const side = off < 0 ? 1 : -1;
  const says = [
    side > 0
      ? t("sits at about {about}, {far} too far to the left.", { about: about(position), far: howFar(Math.abs(off)) })
      : t("sits at about {about}, {far} too far to the right.", { about: about(position), far: howFar(Math.abs(off)) }),
  ];
  const span = line.end - line.start;
  if (span > 1 && value < 1 && Math.abs(position - line.start - value * span) <= NEAR * span) {
    says.push(
      t("That is {inWords} of the whole line. The unit goes from 0 to 1, however far the line is drawn.", { inWords: inWords(number) }),
    );
  } else if (number.num && !number.whole && number.num !== number.den) {
    const turned = number.den / number.num;
    if (Math.abs(position - turned) <= NEAR) {
      says.push(t("That is the place of {a}.", { a: inWords({ ...number, num: number.den, den: number.num }) }));
    }
  }
  return { near: false, side, says: says.join(" ") };
}

/**
 * How one can know where a number goes; for numbers that no task gives a reason for.
 * @param {string} text
 */
export function howToPlace(text) {
  const { whole, num, den } = readNumber(text);
  if (!den) return whole ? (whole === 1 ? t("Count one unit from 0.") : t("Count {number} units from 0.", { number: countInWords(whole) })) : t("It is where the units begin.");
  const jumps = t("{num} {a} of one {partName}", { num, a: num === 1 ? t("jump") : t("jumps"), partName: partName(den) });
  const cut = den === 1 ? "" : t("Cut the unit into {den} equal parts. ", { den });
  return whole ? t("{cut}Go to {whole}, and from there make {jumps}.", { cut, whole, jumps }) : t("{cut}Make {jumps} from 0.", { cut, jumps });
}

/**
 * What the check says about a place for 1, found from a given fraction.
 * @param {string} given
 * @param {number} position where 1 was put; the true place is 1
 * @returns {{near: boolean, side: -1|0|1, says: string}}
 */
export function wholeFinding(given, position) {
  const value = decimal(exact(readNumber(given)));
  if (Math.abs(position - 1) <= NEAR) return { near: true, side: 0, says: t("is in its place.") };
  const side = position < 1 ? 1 : -1;
  const direction = side > 0 ? t("too far to the left") : t("too far to the right");
  if (position < 0.02) return { near: false, side, says: t("is at 0, {direction}.", { direction }) };
  return {
    near: false,
    side,
    says: t("is {direction}. If 1 were there, the given point would be about {a} and not {given}.", { direction, a: about(value / position), given }),
  };
}

/**
 * What the check says about a comparison: first about the reasoning, then about the answer.
 * @param {{left: string, right: string}} task
 * @param {{holds: boolean}} reason the one that was chosen
 * @param {"left"|"right"|"same"} larger the answer that was chosen
 * @returns {{agrees: boolean, reasoning: string, result: string}}
 */
export function compareFinding(task, reason, larger) {
  const left = readNumber(task.left);
  const right = readNumber(task.right);
  const by = compare(exact(left), exact(right));
  const truth = by > 0 ? "left" : by < 0 ? "right" : "same";
  const names = { left: inWords(left), right: inWords(right) };
  const fact = truth === "same" ? t("The two are one number") : t("{a} is the larger number", { a: capital(names[truth]) });
  const said = larger === "same" ? t("that they are equal") : names[larger];
  const agrees = larger === truth;
  return {
    agrees,
    reasoning: reason.holds ? t("This reasoning settles it.") : t("This reasoning does not settle it."),
    result: agrees
      ? t("{fact}, as you chose{a}.", { fact, a: reason.holds ? "" : t(", for another reason than this") })
      : t("{fact}; you chose {said}.", { fact, said }),
  };
}

/** The numbers to place. @param {any} content @param {any} value */
export function numbersOf(content, value) {
  const { kind } = content.task;
  if (kind === "free") return value.numbers ?? [];
  if (kind === "compare") return [content.task.left, content.task.right];
  return kind === "find_whole" ? ["1"] : content.task.numbers;
}

/** The line to draw. @param {any} content @param {any} value @returns {Line} */
export function lineOf(content, value) {
  const { task } = content;
  const parts = value.parts ?? 1;
  if (task.kind === "find_whole") {
    const at = (text) => decimal(exact(readNumber(text)));
    return { start: 0, end: at(task.reach), parts, piece: at(task.given) };
  }
  const [start, end] = (task.kind === "free" && value.span) || [task.start, task.end];
  return { start, end, parts, piece: null };
}

/** Sizes of the drawing, in pixels. */
function layoutOf(width, count, piece) {
  const rows = count < 2 ? 1 : width < 520 && count > 3 ? 3 : 2;
  const rowHeight = 62;
  const y = 14 + rows * rowHeight + 36;
  return { width, rows, rowHeight, y, left: 24, right: width - 24, height: y + (piece === null ? 52 : 74) };
}

/** @param {{model: any, el: HTMLElement}} host */
function render({ model, el }) {
  const { body, announce, id, done } = frame({ model, el }, "tl-line-task");
  const content = model.get("content");
  const { task } = content;
  const free = task.kind === "free";
  let state = model.get("value");
  let chosen = null;
  let writing = false;
  let layout = layoutOf(640, 1, null);
  /** @type {Map<string, {node: SVGElement, card: SVGElement, stem: SVGElement, badge: SVGElement}>} */
  const markers = new Map();

  const line = () => lineOf(content, state);
  const numbers = () => numbersOf(content, state);
  const words = (text) => inWords(readNumber(text));
  const toX = (value) => {
    const { start, end } = line();
    return layout.left + ((value - start) / (end - start)) * (layout.right - layout.left);
  };
  const toValue = (x) => {
    const { start, end } = line();
    const value = start + ((x - layout.left) / (layout.right - layout.left)) * (end - start);
    return Math.min(end, Math.max(start, value));
  };
  const fromPointer = (event) => {
    const box = svg.getBoundingClientRect();
    return toValue(((event.clientX - box.left) / box.width) * layout.width);
  };
  const attracted = (value) => snap(value, stops(line(), state.jumps), Math.abs(toValue(110) - toValue(100)));

  function keep(change) {
    writing = true;
    answer(model, change);
    writing = false;
    state = model.get("value");
    draw();
  }

  function place(text, value, spoken = true) {
    chosen = text;
    keep({ placed: { ...state.placed, [text]: rounded(value) } });
    if (spoken) announce(`${capital(words(text))} ${whereInWords(value, line(), state.jumps)}.`);
  }

  function takeOff(text) {
    if (!(text in state.placed)) return announce(t("{a} is not on the line.", { a: capital(words(text)) }));
    const placed = { ...state.placed };
    delete placed[text];
    const gone = free ? { numbers: numbers().filter((one) => one !== text) } : {};
    if (free) chosen = null;
    keep({ placed, ...gone });
    if (!free) chips.querySelector(`[data-number="${text}"]`)?.focus();
    else if (typed) typed.focus();
    announce(t("{a} taken off the line.", { a: capital(words(text)) }));
  }

  function nudge(text, direction, fine = false) {
    const at = state.placed[text];
    const from = at ?? line().start;
    place(text, step(from, direction, line(), stops(line(), state.jumps), fine), false);
  }

  /** Arrows, Home, End and Delete, on a marker or on its chip. @returns whether the key meant something */
  function byKey(event, text) {
    const direction = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key];
    const { start, end } = line();
    const at = state.placed[text] ?? start;
    const to = { Home: start, End: end, PageDown: Math.max(start, at - 1), PageUp: Math.min(end, at + 1) }[event.key];
    if (direction) nudge(text, direction, event.shiftKey);
    else if (to !== undefined) place(text, to, false);
    else if (event.key === "Delete" || event.key === "Backspace") takeOff(text);
    else return false;
    event.preventDefault();
    return true;
  }

  // Drawing: what stands still is drawn anew, markers are kept and moved, so that focus and a drag stay alive.
  const still = s("g", { class: "tl-still" });
  const moving = s("g", {});
  const paper = s("rect", { class: "tl-hit", x: 0, y: 0 });
  const svg = s("svg", { class: "tl-number-line", role: "group" }, paper, still, moving);
  paper.addEventListener("click", (event) => {
    if (!chosen) return announce(t("Choose a number first, then a point on the line."));
    place(chosen, attracted(fromPointer(event)));
  });

  function drawStill() {
    const it = line();
    const { y } = layout;
    const nodes = [];
    if (it.piece !== null) {
      nodes.push(s("line", { class: "tl-piece", x1: toX(0), x2: toX(it.piece), y1: y, y2: y }));
    }
    nodes.push(s("line", { class: "tl-axis", x1: layout.left - 12, x2: layout.right + 12, y1: y, y2: y }));
    for (const at of it.parts > 1 || it.piece !== null ? ticks(it) : []) {
      nodes.push(s("line", { class: "tl-tick", x1: toX(at), x2: toX(at), y1: y - 9, y2: y + 9 }));
    }
    const label = (at, text) => {
      const shown = drawn(readNumber(text));
      shown.setAttribute("transform", `translate(${toX(at)} ${y + (text.includes("/") ? 42 : 33)})`);
      nodes.push(s("line", { class: "tl-unit", x1: toX(at), x2: toX(at), y1: y - 15, y2: y + 15 }), shown);
    };
    if (it.piece !== null) {
      label(0, "0");
      label(it.piece, task.given);
    } else {
      for (let at = it.start; at <= it.end; at += 1) label(at, String(at));
    }
    for (let index = 0; index < Math.min(state.jumps, mostJumps(it)); index += 1) {
      const from = toX(it.start + index * partLength(it));
      const to = toX(it.start + (index + 1) * partLength(it));
      const top = y - Math.min(36, 12 + (to - from) / 2);
      const last = index === state.jumps - 1 ? " tl-last" : "";
      nodes.push(
        s("path", { class: `tl-jump${last}`, d: `M${from} ${y} Q${(from + to) / 2} ${2 * top - y} ${to} ${y}` }),
        s("circle", { class: "tl-landing", cx: to, cy: y, r: 4.5 }),
      );
    }
    still.replaceChildren(...nodes);
  }

  function makeMarker(text) {
    const number = readNumber(text);
    const width = Math.max(44, drawnWidth(number) + 18);
    const stem = s("line", { class: "tl-stem" });
    const badge = s("g", { class: "tl-badge" }, s("circle", { cx: width / 2 - 2, cy: -24, r: 11 }));
    const sign = s("text", { x: width / 2 - 2, y: -18.5, "text-anchor": "middle" });
    badge.append(sign);
    const box = s("rect", { class: "tl-flag", x: -width / 2, y: -26, width, height: 52, rx: 6 });
    const card = s("g", {}, box, drawn(number), badge);
    const grip = s("rect", { class: "tl-grip", x: -22, width: 44 });
    const dot = s("circle", { class: "tl-dot", r: 6 });
    const node = s(
      "g",
      { class: "tl-marker", role: "slider", tabindex: 0, "aria-label": words(text), "data-number": text },
      grip,
      stem,
      dot,
      card,
    );
    node.addEventListener("keydown", (event) => byKey(event, text));
    node.addEventListener("focus", () => {
      if (chosen === text) return;
      chosen = text;
      draw();
    });
    // Chromium does not heed touch-action on a group inside an SVG: without this the page scrolls instead.
    node.addEventListener("touchstart", (event) => event.preventDefault(), { passive: false });
    let from = 0;
    let before = null;
    followPointer(node, {
      start: () => {
        before = state.placed[text];
        from = toX(before);
        if (chosen !== text) {
          chosen = text;
          draw();
        }
      },
      move: (_, dx) => {
        const scale = svg.getBoundingClientRect().width / layout.width;
        carry(text, toValue(from + dx / scale));
      },
      end: (_, moved) => {
        if (moved) place(text, attracted(state.placed[text]));
        node.focus({ preventScroll: true });
      },
      cancel: () => carry(text, before),
    });
    moving.append(node);
    return { node, card, stem, badge, sign, grip, dot, width };
  }

  /** Show a marker somewhere without keeping it: in the middle of a drag. */
  function carry(text, value) {
    const placed = { ...state.placed };
    if (value === undefined || value === null) delete placed[text];
    else placed[text] = rounded(value);
    state = { ...state, placed };
    drawMarkers();
  }

  function drawMarkers() {
    const it = line();
    const shown = numbers()
      .filter((text) => text in state.placed)
      .sort((a, b) => state.placed[a] - state.placed[b]);
    for (const [text, marker] of markers) {
      if (shown.includes(text)) continue;
      marker.node.remove();
      markers.delete(text);
    }
    for (const text of shown) if (!markers.has(text)) markers.set(text, makeMarker(text));
    const rows = lanes(
      shown.map((text) => ({ x: toX(state.placed[text]), width: markers.get(text).width })),
      layout.rows,
    );
    const checked = lastCheck();
    shown.forEach((text, index) => {
      const { node, card, stem, badge, sign, grip, dot } = markers.get(text);
      const value = state.placed[text];
      const top = 40 + (layout.rows - 1 - rows[index]) * layout.rowHeight;
      node.setAttribute("transform", `translate(${toX(value)} 0)`);
      card.setAttribute("transform", `translate(0 ${top})`);
      stem.setAttribute("y1", top + 26);
      stem.setAttribute("y2", layout.y);
      grip.setAttribute("y", top + 26);
      grip.setAttribute("height", Math.max(0, layout.y + 18 - top - 26));
      dot.setAttribute("cy", layout.y);
      node.classList.toggle("tl-chosen", text === chosen);
      const found = checked.placed[text] === value ? finding(text, value) : null;
      badge.setAttribute("display", found ? "inline" : "none");
      badge.classList.toggle("tl-near", Boolean(found?.near));
      sign.textContent = !found ? "" : found.near ? "✓" : found.side > 0 ? "→" : "←";
      const percent = (at) => Math.round((100 * at) / it.end);
      const now = it.piece === null ? [it.start, it.end, rounded(value)] : [0, 100, percent(value)];
      ["min", "max", "now"].forEach((name, at) => node.setAttribute(`aria-value${name}`, now[at]));
      node.setAttribute("aria-valuetext", whereInWords(value, it, state.jumps));
    });
  }

  const finding = (text, value) =>
    task.kind === "find_whole" ? wholeFinding(task.given, value) : placeFinding(text, value, line());
  const lastCheck = () => ({ placed: {}, ...state.checks.at(-1) });

  // Numbers to place
  const chips = h("div", { class: "tl-row tl-numbers", role: "group", "aria-label": t("Numbers") });
  function makeChip(text) {
    const chip = h("button", { type: "button", class: "tl-line-chip", "data-number": text }, stacked(readNumber(text)));
    chip.addEventListener("click", () => {
      chosen = text;
      draw();
      const on = text in state.placed ? "" : t(", or a point on the line");
      announce(t("{a} chosen. Move it with the arrow keys{on}.", { a: capital(words(text)), on }));
    });
    chip.addEventListener("keydown", (event) => {
      if (byKey(event, text)) markers.get(text)?.node.focus();
    });
    let before = null;
    followPointer(chip, {
      start: () => {
        before = state.placed[text];
      },
      move: (event) => {
        const box = svg.getBoundingClientRect();
        const over = event.clientY > box.top - 8 && event.clientY < box.bottom + 24;
        chip.classList.add("tl-carried");
        carry(text, over ? fromPointer(event) : before);
      },
      end: (_, moved) => {
        chip.classList.remove("tl-carried");
        if (moved && text in state.placed && state.placed[text] !== before) place(text, attracted(state.placed[text]));
      },
      cancel: () => {
        chip.classList.remove("tl-carried");
        carry(text, before);
      },
    });
    return chip;
  }
  function drawChips() {
    const wanted = numbers();
    const there = new Map([...chips.children].map((chip) => [chip.dataset.number, chip]));
    for (const [text, chip] of there) if (!wanted.includes(text)) chip.remove();
    for (const text of wanted) {
      const chip = there.get(text) ?? makeChip(text);
      if (!chip.isConnected || !there.has(text)) chips.append(chip);
      const placed = text in state.placed;
      chip.classList.toggle("tl-placed", placed);
      chip.setAttribute("aria-pressed", String(text === chosen));
      chip.setAttribute("aria-label", `${words(text)}, ${placed ? t("on the line") : t("not on the line yet")}`);
    }
  }

  // Free line: which span, which numbers
  const spanControls = free
    ? [
        stepper({
          label: t("From"),
          less: t("Begin the line one unit earlier"),
          more: t("Begin the line one unit later"),
          act: (by) => respan(line().start + by, line().end),
        }),
        stepper({
          label: t("to"),
          less: t("End the line one unit earlier"),
          more: t("End the line one unit later"),
          act: (by) => respan(line().start, line().end + by),
        }),
      ]
    : [];
  function respan(start, end) {
    const placed = Object.fromEntries(Object.entries(state.placed).filter(([, at]) => at >= start && at <= end));
    const off = Object.keys(state.placed).length - Object.keys(placed).length;
    keep({ span: [start, end], placed, jumps: 0 });
    announce(t("The line goes from {start} to {end}.{a}", { start, end, a: off ? t(" {off} taken off: no longer on it.", { off }) : "" }));
  }
  const typed = free
    ? h("input", { type: "text", id: `${id}-typed`, size: 7, maxlength: 11, autocomplete: "off" })
    : null;
  function addTyped() {
    const number = readNumber(typed.value);
    const { start, end } = line();
    if (!number) return say(t("Write a number such as 3/4, 1 1/2 or 2."));
    const value = decimal(exact(number));
    if (value < start || value > end) return say(t("{text} is not on a line from {start} to {end}. Make the line longer.", { text: number.text, start, end }));
    if (numbers().includes(number.text)) return say(t("{text} is there already.", { text: number.text }));
    if (numbers().length >= MOST_NUMBERS) return say(t("The line holds {MOST_NUMBERS} numbers; take one off first.", { MOST_NUMBERS }));
    chosen = number.text;
    typed.value = "";
    keep({ numbers: [...numbers(), number.text] });
    say("");
    announce(t("{a} is there to be placed.", { a: capital(words(number.text)) }));
  }
  const hint = h("p", { class: "tl-hint", role: "alert" });
  const say = (text) => {
    hint.textContent = text;
    hint.hidden = !text;
  };
  say("");
  typed?.addEventListener("keydown", (event) => {
    if (event.key === "Enter") addTyped();
  });
  const adder = free
    ? h(
        "div",
        { class: "tl-row tl-line-tools" },
        h("label", { for: `${id}-typed` }, t("Number to place")),
        typed,
        h("button", { type: "button", onclick: addTyped }, t("Add")),
        ...spanControls.map((one) => one.node),
      )
    : null;

  // Partition, jumps, moving without dragging
  const cutting = task.kind === "find_whole" ? t("Equal parts from 0 to {given}", { given: task.given }) : t("Equal parts in each unit");
  const partsControl = stepper({
    label: cutting,
    less: t("One part fewer"),
    more: t("One part more"),
    act: (by) => {
      const parts = state.parts + by;
      const thing = task.kind === "find_whole" ? t("The piece from 0 to {a}", { a: words(task.given) }) : t("Each unit");
      keep({ parts, jumps: 0 });
      announce(parts === 1 ? t("{thing} is uncut.", { thing }) : t("{thing} is cut into {parts} equal parts.", { thing, parts }));
    },
  });
  const counted = h("span", { class: "tl-counted" });
  const jump = (by) => () => {
    const jumps = state.jumps + by;
    if (jumps < 0) return announce(t("There is no jump to take back."));
    if (jumps > mostJumps(line())) return announce(t("One more jump would leave the line."));
    keep({ jumps });
    announce(jumps ? `${jumpsInWords(jumps, line())}.` : t("No jumps."));
  };
  const on = h("button", { type: "button", onclick: jump(1) }, t("Jump one part"));
  const back = h("button", { type: "button", onclick: jump(-1) }, t("One jump back"));
  const moveWith = (act) => () => (chosen ? act(chosen) : announce(t("Choose a number first.")));
  const spoken = (direction) =>
    moveWith((text) => {
      nudge(text, direction);
      announce(`${capital(words(text))} ${whereInWords(state.placed[text], line(), state.jumps)}.`);
    });
  const which = h("span", { class: "tl-which" });
  const moves = h(
    "div",
    { class: "tl-row", role: "group", "aria-label": t("Move the chosen number") },
    which,
    h("button", { type: "button", onclick: spoken(-1), "aria-label": t("Move it left") }, "◀"),
    h("button", { type: "button", onclick: spoken(1), "aria-label": t("Move it right") }, "▶"),
    h("button", { type: "button", onclick: moveWith(takeOff) }, free ? t("Remove") : t("Take off")),
  );
  const jumping = h("div", { class: "tl-row", role: "group", "aria-label": t("Jumps") }, on, back, counted);

  // Comparing
  function choices(name, legend, options, act) {
    const rows = options.map(({ id: option, label, aloud }) => {
      // MathML inside a label is read as its bare digits (4/5 as 45), so that the name is given apart.
      const input = h("input", { type: "radio", name: `${id}-${name}`, value: option, "aria-label": aloud });
      input.addEventListener("change", () => act(option));
      return { input, node: h("label", { class: "tl-line-choice" }, input, label) };
    });
    return {
      node: h("fieldset", { class: "tl-line-choices" }, h("legend", {}, legend), ...rows.map((row) => row.node)),
      show: (picked) => rows.forEach(({ input }) => (input.checked = input.value === picked)),
    };
  }
  const larger =
    task.kind === "compare" &&
    choices(
      "larger",
      t("Which is larger?"),
      [
        { id: "left", label: stacked(readNumber(task.left)), aloud: words(task.left) },
        { id: "right", label: stacked(readNumber(task.right)), aloud: words(task.right) },
        { id: "same", label: t("They are equal") },
      ],
      (option) => keep({ larger: option }),
    );
  larger?.node?.classList.add("tl-side-by-side");
  const reasons =
    task.kind === "compare" &&
    choices(
      "reason",
      t("What settles it?"),
      task.reasons.map((one) => ({ id: one.id, label: h("span", { html: one.text_html }), aloud: one.text })),
      (option) => keep({ reason: option }),
    );

  // The check
  const findings = h("div", { class: "tl-findings" });
  const checkCount = h("span", { class: "tl-soft" });
  const check = h("button", { type: "button", class: "tl-primary", onclick: runCheck });
  check.textContent = task.kind === "compare" ? t("Check the reasoning") : t("Check");
  const clear = h("button", { type: "button", onclick: startAgain }, t("Clear the line"));

  function runCheck() {
    say("");
    if (task.kind === "compare") {
      if (!state.larger) return say(t("Choose which is larger, or that they are equal."));
      if (!state.reason) return say(t("Choose a reason too: the check speaks to the reasoning."));
    } else if (!Object.keys(state.placed).length) {
      return say(t("Place a number on the line first."));
    }
    const near = Object.entries(state.placed).filter(([text, at]) => finding(text, at).near);
    const one = { placed: { ...state.placed }, parts: state.parts, near: near.map(([text]) => text) };
    if (task.kind === "compare") {
      const { agrees } = compareFinding(task, reasonOf(state.reason), state.larger);
      Object.assign(one, { larger: state.larger, reason: state.reason, agrees, holds: reasonOf(state.reason).holds });
    }
    keep({ checks: [...state.checks, one] });
    if (task.kind === "compare") {
      const said = compareFinding(task, reasonOf(state.reason), state.larger);
      announce(`${said.reasoning} ${findings.querySelector(".tl-because").textContent} ${said.result}`);
    } else {
      const all = Object.keys(state.placed).length;
      announce(t("{length} of {all} in place. The reasoning stands below.", { length: near.length, all }));
    }
  }
  const reasonOf = (wanted) => task.reasons.find((reason) => reason.id === wanted);

  function startAgain() {
    chosen = free ? null : numbers()[0];
    keep({ placed: {}, jumps: 0, parts: 1 });
    announce(t("The line is clear."));
  }

  function reasonHtml(text) {
    if (task.kind === "find_whole") return task.reason_html;
    return task.reasons_html?.[text] ?? null;
  }

  function drawFindings() {
    const last = state.checks.at(-1);
    const items = [];
    if (last && task.kind === "compare" && last.larger === state.larger && last.reason === state.reason) {
      const reason = reasonOf(last.reason);
      const said = compareFinding(task, reason, last.larger);
      items.push(
        h(
          "div",
          { class: `tl-finding ${reason.holds ? "tl-near" : ""}` },
          h("p", {}, h("b", {}, said.reasoning), " ", h("span", { class: "tl-because", html: reason.because_html })),
          h("p", {}, said.result),
        ),
      );
    }
    for (const text of last ? numbers() : []) {
      const at = state.placed[text];
      if (at === undefined || last.placed?.[text] !== at) continue;
      const found = finding(text, at);
      const why = reasonHtml(text);
      items.push(
        h(
          "div",
          { class: `tl-finding ${found.near ? "tl-near" : ""}` },
          h("p", {}, h("b", {}, stacked(readNumber(text)), ` ${found.says}`)),
          why ? h("p", { html: why }) : task.kind === "compare" ? null : h("p", {}, howToPlace(text)),
        ),
      );
    }
    const moved = last && numbers().some((text) => text in state.placed && last.placed?.[text] !== state.placed[text]);
    if (moved && task.kind !== "compare") items.push(h("p", { class: "tl-soft" }, t("What moved since is not checked yet.")));
    findings.replaceChildren(...items);
    const times = state.checks.length;
    checkCount.textContent = !times ? "" : times === 1 ? t("Checked once") : t("Checked {length} times", { length: times });
  }

  function draw() {
    const it = line();
    const width = Math.round(body.clientWidth) || 640;
    layout = layoutOf(width, Math.max(numbers().length, free ? 2 : 1), it.piece);
    svg.setAttribute("viewBox", `0 0 ${layout.width} ${layout.height}`);
    paper.setAttribute("width", layout.width);
    paper.setAttribute("height", layout.height);
    const cut = it.parts > 1 ? `, ${cutting.toLowerCase()}: ${it.parts}` : "";
    svg.setAttribute(
      "aria-label",
      it.piece === null ? t("Number line from {start} to {end}{cut}", { start: it.start, end: it.end, cut }) : t("Line with 0 and {a} marked{cut}", { a: words(task.given), cut }),
    );
    if (chosen && !numbers().includes(chosen)) chosen = null;
    drawStill();
    drawMarkers();
    drawChips();
    partsControl.show(state.parts, state.parts <= 1, state.parts >= MOST_PARTS);
    counted.textContent = jumpsInWords(state.jumps, it);
    const dim = (button, is) => (is ? button.setAttribute("aria-disabled", "true") : button.removeAttribute("aria-disabled"));
    dim(back, state.jumps === 0);
    dim(on, state.jumps >= mostJumps(it));
    which.replaceChildren(...(chosen ? [t("Move "), stacked(readNumber(chosen))] : [t("No number chosen")]));
    spanControls[0]?.show(it.start, it.start <= 0 || it.end - it.start >= MOST_UNITS, it.end - it.start <= 1);
    spanControls[1]?.show(it.end, it.end - it.start <= 1, it.end - it.start >= MOST_UNITS);
    if (larger) larger.show(state.larger);
    if (reasons) reasons.show(state.reason);
    drawFindings();
  }

  body.append(
    ...[
      larger && larger.node,
      adder,
      chips,
      svg,
      h("div", { class: "tl-row tl-line-tools" }, partsControl.node, jumping, moves),
      reasons && reasons.node,
      hint,
      h("div", { class: "tl-row tl-checking" }, check, clear, checkCount),
      findings,
    ].filter(Boolean),
  );
  chosen = numbers().find((text) => !(text in state.placed)) ?? numbers()[0] ?? null;
  draw();

  const elsewhere = () => {
    if (writing) return;
    state = model.get("value");
    draw();
  };
  model.on("change:value", elsewhere);
  let drawnAt = body.clientWidth;
  const resized = new ResizeObserver(() => {
    if (body.clientWidth === drawnAt) return;
    drawnAt = body.clientWidth;
    draw();
  });
  resized.observe(body);
  return () => {
    resized.disconnect();
    model.off("change:value", elsewhere);
    done();
  };
}

export default { render };
