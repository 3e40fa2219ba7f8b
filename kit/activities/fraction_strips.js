// FractionStrips: choose the whole, cut strips into equal parts, shade parts, copy parts past one whole.
import { answer, followPointer, frame, h } from "./shared.js";
import { t } from "./words.js";
import {
  readNumber,
  exact,
  ratio,
  plus,
  compare,
  decimal,
  asFraction,
  countInWords,
  partName,
  inWords,
  capital,
  stepper,
} from "./fractions.js";

export const MOST_PARTS = 12;
export const SHORTEST = 2;
export const LONGEST = 24;
const MOST_STRIPS = 6;
const TINY = 1e-6;

/**
 * A strip: its uncut length in steps, the number of equal parts it is cut into, how many more parts of that size
 * stand after its end, and which are shaded, counted from 0 at the left.
 * @typedef {{id: string, length: number, parts: number, extra: number, shaded: number[]}} Strip
 */

/** @param {string} id @param {number} length @returns {Strip} */
export const newStrip = (id, length) => ({ id, length, parts: 1, extra: 0, shaded: [] });

/** The strips to begin with. @param {any} task @returns {Strip[]} */
export const firstStrips = (task) => task.strips.map((length, index) => newStrip("abcdef"[index], length));

/** @param {Strip} strip how long it is with what stands after its end, in steps */
export const fullLength = (strip) => (strip.length * (strip.parts + strip.extra)) / strip.parts;

/** How many steps the drawing is wide: two wholes of the usual length, or more where a strip is longer. */
export const stepsAcross = (strips) => Math.max(LONGEST, ...strips.map(fullLength));

/** At most two more strips of the same length may follow one. */
export const mostExtra = (strip) => 2 * strip.parts;

/**
 * Cut a strip into other equal parts, the shaded length staying where it is.
 * @param {Strip} strip
 * @param {number} parts
 * @returns {Strip|null} null where the shading or what was copied does not end at the new cuts
 */
export function recut(strip, parts) {
  const extra = (strip.extra * parts) / strip.parts;
  if (!Number.isInteger(extra)) return null;
  const shaded = [];
  for (let part = 0; part < parts + extra; part += 1) {
    // The old parts that this new part touches: all shaded, or none, or the cuts do not fit.
    const first = Math.floor((part * strip.parts) / parts + TINY);
    const last = Math.ceil(((part + 1) * strip.parts) / parts - TINY) - 1;
    const touched = Array.from({ length: last - first + 1 }, (_, index) => strip.shaded.includes(first + index));
    if (touched.every(Boolean)) shaded.push(part);
    else if (touched.some(Boolean)) return null;
  }
  return { ...strip, parts, extra, shaded };
}

/** How much of the whole is shaded on a strip. @param {Strip} strip @param {Strip} whole */
export const shadedAmount = (strip, whole) => ratio(strip.shaded.length * strip.length, strip.parts * whole.length);

/** The letter that people see. @param {Strip} strip */
export const letter = (strip) => strip.id.toUpperCase();

/** What is to be seen on a strip, without naming a fraction. @param {Strip} strip */
export function stripInWords(strip) {
  const parts = strip.parts === 1 ? t("not cut") : t("cut into {parts} equal parts", { parts: strip.parts });
  const copied = strip.extra ? t(", {extra} more after its end", { extra: strip.extra }) : "";
  return t("{parts}{copied}, {shaded} shaded", { parts, copied, shaded: strip.shaded.length || t("none") });
}

const NAMED = 48;
/** The name of an amount in lowest terms, or its size where the name would tell nobody anything. */
function amountInWords(amount) {
  return amount.d > NAMED ? t("about {a}", { a: Math.round(100 * decimal(amount)) / 100 }) : inWords(asFraction(amount));
}
const amountText = (amount) => (amount.d > NAMED ? amountInWords(amount) : asFraction(amount).text);

/** An amount as said of the whole: 3/4 of the whole, the whole, 2 wholes. */
function ofTheWhole(amount) {
  if (amount.d > 1 || !amount.n) return t("{amountText} of the whole", { amountText: amountText(amount) });
  return amount.n === 1 ? t("the whole") : t("{n} wholes", { n: amount.n });
}

/**
 * What one strip shows of the whole, with the reasoning.
 * @param {Strip} strip
 * @param {Strip} whole
 */
export function stripFinding(strip, whole) {
  const count = strip.shaded.length;
  const amount = amountText(shadedAmount(strip, whole));
  const name = t("Strip {letter}", { letter: letter(strip) });
  const fill = (what) => {
    if (strip.parts === 1) return t("{count} of {what}", { count, what });
    if (count === 1) return t("1 of {parts} equal parts of {what}", { parts: strip.parts, what });
    return t("{count} equal parts, and {parts} such parts fill {what}", { count, parts: strip.parts, what });
  };
  if (strip.length === whole.length) {
    const written = strip.parts === 1 ? String(count) : `${count}/${strip.parts}`;
    const words = inWords({ text: "", whole: strip.parts === 1 ? count : 0, num: count, den: strip.parts === 1 ? 0 : strip.parts });
    const same = amount === written ? "" : t(", the same as {amount}", { amount });
    return `${name}: ${fill(t("the whole"))}: ${words}, ${written}${same}.`;
  }
  const than = strip.length < whole.length ? t("shorter") : t("longer");
  return (
    t("{name}: {a}, {b} of it. But the strip is {than} than ", { name, a: fill(t("this strip")), b: amountText(ratio(count, strip.parts)), than }) +
    t("the whole, strip {letter}, so that this is {a}.", { letter: letter(whole), a: ofTheWhole(shadedAmount(strip, whole)) })
  );
}

/**
 * What the check says where a number or a sum is to be shown.
 * @param {{strips: Strip[], whole: string}} state
 * @param {string|null} target `3/4 + 1/2`; null where one only wants names
 * @returns {{agrees: boolean, each: string[], total: string, shown: string}}
 */
export function showFinding({ strips, whole }, target) {
  const one = strips.find((strip) => strip.id === whole);
  const used = strips.filter((strip) => strip.shaded.length);
  const sum = used.reduce((all, strip) => plus(all, shadedAmount(strip, one)), { n: 0, d: 1 });
  const each = used.map((strip) => stripFinding(strip, one));
  const together = used.length > 1 ? t("Together the shaded parts are") : t("The shaded part is");
  const shown = amountText(sum);
  if (!target) return { agrees: true, each, total: `${together} ${ofTheWhole(sum)}.`, shown };
  const wanted = target.split("+").map((part) => exact(readNumber(part)));
  const goal = wanted.reduce(plus);
  const parts = used.map((strip) => shadedAmount(strip, one));
  const inOne = parts.length === 1 && compare(parts[0], goal) === 0;
  // Each number of a sum on its own strip, or the sum in one piece; a single number may run over several strips.
  const asAsked =
    parts.length === wanted.length && wanted.every((want) => parts.some((part) => compare(part, want) === 0));
  const agrees = compare(sum, goal) === 0 && (wanted.length === 1 || inOne || asAsked);
  const by = compare(sum, goal);
  const difference = amountText(ratio(Math.abs(by), sum.d * goal.d));
  const total =
    by === 0
      ? agrees
        ? `${together} ${ofTheWhole(sum)}: ${target === shown ? t("what the task asks for") : target}.`
        : t("{together} {ofTheWhole}, but the strips do not show {a}.", { together, ofTheWhole: ofTheWhole(sum), a: target.replace(" + ", t(" and ")) })
      : t("{together} {ofTheWhole}, {difference} {a} than {target}.", { together, ofTheWhole: ofTheWhole(sum), difference, a: by > 0 ? t("more") : t("less"), target });
  return { agrees, each, total, shown };
}

/**
 * What the check says about a whole that was built from a part: what the given bar would be of it.
 * @param {Strip} strip
 * @param {string} given
 * @returns {{agrees: boolean, says: string, shown: string}}
 */
export function wholeFinding(strip, given) {
  const count = strip.shaded.length;
  const bar = ratio(strip.parts, count);
  const agrees = compare(bar, exact(readNumber(given))) === 0;
  const parts = (number) => (number === 1 ? t("one part") : t("{number} parts", { number: countInWords(number) }));
  const of = t("Your whole is {parts}; the bar is {a} of this size", { parts: parts(count), a: parts(strip.parts) });
  const raw = count === 1 ? String(strip.parts) : `${strip.parts}/${count}`;
  const lowest = amountText(bar) === raw ? ofTheWhole(bar) : t("{raw}, which is {ofTheWhole}", { raw, ofTheWhole: ofTheWhole(bar) });
  const says = agrees ? `${of}: ${lowest}.` : t("{of}. That would make the bar {lowest}, not {given}.", { of, lowest, given });
  return { agrees, says, shown: raw };
}

/** All places where a part of a strip ends, in steps, in order. @param {Strip[]} strips */
export function edges(strips) {
  const all = strips.flatMap((strip) =>
    Array.from({ length: strip.parts + strip.extra + 1 }, (_, index) => (index * strip.length) / strip.parts),
  );
  return [...new Set(all.map((edge) => Math.round(edge * 10000) / 10000))].sort((a, b) => a - b);
}

/**
 * What the guide crosses on each strip, in words.
 * @param {number} at in steps
 * @param {Strip[]} strips
 */
export function guideInWords(at, strips) {
  return strips
    .map((strip) => {
      const size = strip.length / strip.parts;
      const name = t("strip {letter}", { letter: letter(strip) });
      if (at > fullLength(strip) + 0.001) return t("{name}: beyond it", { name });
      const passed = Math.floor(at / size + 0.001);
      if (Math.abs(at - passed * size) < 0.001) {
        return passed === 0 ? t("{name}: its start", { name }) : t("{name}: the end of part {passed}", { name, passed });
      }
      return t("{name}: inside part {a}", { name, a: passed + 1 });
    })
    .join("; ");
}

/** @param {{model: any, el: HTMLElement}} host */
function render({ model, el }) {
  const { body, announce, id, done } = frame({ model, el }, "tl-strips-task");
  const { task } = model.get("content");
  const fixed = task.kind === "make_whole";
  let state = model.get("value");
  let chosen = state.strips[0].id;
  let writing = false;
  /** How each strip was last shaded by hand: cutting on and on brings the shading back when it fits again. */
  const byHand = new Map();
  /** @type {Map<string, {node: HTMLElement, name: HTMLElement, tag: HTMLElement, bar: HTMLElement, parts: HTMLElement[]}>} */
  const rows = new Map();

  const strip = (wanted = chosen) => state.strips.find((one) => one.id === wanted);
  const across = () => stepsAcross(state.strips);
  const percent = (steps) => `${(100 * steps) / across()}%`;

  function keep(change) {
    writing = true;
    answer(model, change);
    writing = false;
    state = model.get("value");
    draw();
  }
  const change = (wanted, fields) =>
    keep({ strips: state.strips.map((one) => (one.id === wanted ? { ...one, ...fields } : one)) });
  /** A change by hand: what later cuts start from. */
  function shade(wanted, fields) {
    change(wanted, fields);
    byHand.set(wanted, strip(wanted));
  }

  function toggle(wanted, part) {
    const { shaded } = strip(wanted);
    const now = shaded.includes(part) ? shaded.filter((one) => one !== part) : [...shaded, part];
    chosen = wanted;
    shade(wanted, { shaded: now.sort((a, b) => a - b) });
  }

  function choose(wanted) {
    chosen = wanted;
    draw();
    announce(t("Strip {a} chosen: {b}.", { a: letter(strip()), b: stripInWords(strip()) }));
  }

  // One row a strip; rows and parts are kept and changed, so that focus stays where it was.
  function makeRow(wanted) {
    const name = h("button", { type: "button", class: "tl-strip-name" });
    name.addEventListener("click", () => choose(wanted));
    const tag = h("span", { class: "tl-strip-one", "aria-hidden": "true" }, "= 1");
    const bar = h("div", { class: "tl-bar", role: "group" });
    const node = h("div", { class: "tl-strip" }, h("div", { class: "tl-strip-head" }, name, tag), h("div", { class: "tl-track" }, bar));
    const row = { node, name, tag, bar, parts: [] };
    bar.addEventListener("keydown", (event) => {
      const now = row.parts.indexOf(event.target);
      const to = { ArrowLeft: now - 1, ArrowRight: now + 1, Home: 0, End: row.parts.length - 1 }[event.key];
      if (now < 0 || to === undefined) return;
      event.preventDefault();
      row.parts[to]?.focus();
    });
    bar.addEventListener("focusin", (event) => {
      for (const part of row.parts) part.tabIndex = part === event.target ? 0 : -1;
    });
    return row;
  }

  function drawRow(one) {
    if (!rows.has(one.id)) rows.set(one.id, makeRow(one.id));
    const { node, name, tag, bar, parts } = rows.get(one.id);
    const isWhole = !fixed && one.id === state.whole;
    const called = fixed ? t("The bar") : t("Strip {letter}", { letter: letter(one) });
    name.textContent = fixed ? t("Bar") : letter(one);
    name.setAttribute("aria-pressed", String(one.id === chosen));
    name.setAttribute("aria-label", `${called}${isWhole ? t(", the whole") : ""}`);
    tag.hidden = !isWhole;
    bar.setAttribute("aria-label", `${called}${isWhole ? t(", the whole") : ""}, ${stripInWords(one)}`);
    bar.style.width = percent(fullLength(one));
    const total = one.parts + one.extra;
    while (parts.length > total) {
      const last = parts.pop();
      if (last === document.activeElement) parts.at(-1)?.focus();
      last.remove();
    }
    while (parts.length < total) {
      const index = parts.length;
      const part = h("button", { type: "button", class: "tl-part", tabindex: index ? -1 : 0 });
      part.addEventListener("click", () => toggle(one.id, index));
      parts.push(part);
      bar.append(part);
    }
    parts.forEach((part, index) => {
      const on = one.shaded.includes(index);
      part.setAttribute("aria-pressed", String(on));
      const place = index >= one.parts ? t(", number {a} after the end", { a: index - one.parts + 1 }) : "";
      part.setAttribute("aria-label", t("part {a} of {total}{place}, {b}", { a: index + 1, total, place, b: on ? t("shaded") : t("not shaded") }));
      part.classList.toggle("tl-extra", index >= one.parts);
      part.classList.toggle("tl-bar-end", index === one.parts - 1);
    });
    if (!parts.some((part) => part.tabIndex === 0)) parts[0].tabIndex = 0;
    return node;
  }

  // The scale of wholes above, and the guide through all strips
  const scale = h("div", { class: "tl-scale", "aria-hidden": "true" });
  const list = h("div", { class: "tl-strips" });
  const handle = h("div", { class: "tl-guide-handle", role: "slider", tabindex: 0, "aria-label": t("Guide") });
  const rail = h("div", { class: "tl-guide-rail" }, handle);
  const guide = h("div", { class: "tl-guide" });
  const field = h("div", { class: "tl-field" }, guide);
  const board = h("div", { class: "tl-strip-board" }, scale, list, field, rail);
  let carried = null;

  function drawScale() {
    scale.hidden = fixed;
    const whole = strip(state.whole)?.length;
    const marks = [];
    for (let count = 0; !fixed && count * whole <= across() + TINY; count += 1) {
      const mark = h("span", { class: "tl-scale-mark" }, String(count));
      mark.style.left = percent(count * whole);
      marks.push(mark);
    }
    scale.replaceChildren(...marks);
  }

  function drawGuide() {
    const at = carried ?? state.guide;
    for (const one of [guide, rail]) one.hidden = at === null;
    if (at === null) return;
    guide.style.left = handle.style.left = percent(at);
    handle.setAttribute("aria-valuemin", 0);
    handle.setAttribute("aria-valuemax", 100);
    handle.setAttribute("aria-valuenow", Math.round((100 * at) / across()));
    handle.setAttribute("aria-valuetext", guideInWords(at, state.strips));
  }
  const underPointer = (event) => {
    const box = rail.getBoundingClientRect();
    const at = Math.min(1, Math.max(0, (event.clientX - box.left) / box.width)) * across();
    const near = edges(state.strips).find((edge) => Math.abs(edge - at) < (8 / box.width) * across());
    return near ?? Math.round(at * 100) / 100;
  };
  function guideTo(at) {
    carried = null;
    keep({ guide: at });
  }
  followPointer(handle, {
    move: (event) => {
      carried = underPointer(event);
      drawGuide();
    },
    end: (_, moved) => {
      if (moved) {
        guideTo(carried);
        announce(guideInWords(state.guide, state.strips));
      }
      handle.focus({ preventScroll: true });
    },
    cancel: () => {
      carried = null;
      drawGuide();
    },
  });
  rail.addEventListener("click", (event) => {
    if (event.target !== rail) return;
    guideTo(underPointer(event));
    announce(guideInWords(state.guide, state.strips));
  });
  handle.addEventListener("keydown", (event) => {
    const all = edges(state.strips);
    const at = state.guide;
    const small = event.shiftKey ? across() / 100 : null;
    const next = {
      ArrowRight: () => (small ? at + small : all.find((edge) => edge > at + TINY)),
      ArrowLeft: () => (small ? at - small : all.findLast((edge) => edge < at - TINY)),
      Home: () => 0,
      End: () => all.at(-1),
    }[event.key];
    if (!next) return;
    event.preventDefault();
    const to = next();
    if (to !== undefined) guideTo(Math.min(across(), Math.max(0, Math.round(to * 10000) / 10000)));
  });

  // What can be done with the chosen strip
  const partsControl = stepper({
    label: t("Equal parts"),
    less: t("One part fewer"),
    more: t("One part more"),
    act: (by) => {
      const one = strip();
      const parts = one.parts + by;
      const before = byHand.get(one.id) ?? one;
      byHand.set(one.id, before);
      const fitting = recut(before, parts);
      change(one.id, fitting ?? { parts, extra: 0, shaded: [] });
      const lost = !fitting && (before.shaded.length || before.extra);
      announce(`${capital(stripInWords(strip()))}.${lost ? t(" The shading does not end at these cuts, so it is off.") : ""}`);
      sayUnfit(lost);
    },
  });
  const shadeControl = stepper({
    label: t("Shaded"),
    less: t("Shade one part fewer"),
    more: t("Shade one part more"),
    act: (by) => {
      const one = strip();
      const all = Array.from({ length: one.parts + one.extra }, (_, index) => index);
      const free = all.find((index) => !one.shaded.includes(index));
      shade(one.id, {
        shaded: by > 0 ? [...one.shaded, free].sort((a, b) => a - b) : one.shaded.slice(0, -1),
      });
      announce(t("{length} shaded.", { length: strip().shaded.length }));
    },
  });
  const copyControl = stepper({
    label: t("Copies of a part on the end"),
    less: t("Take one copied part away"),
    more: t("Copy a part onto the end"),
    act: (by) => {
      const one = strip();
      const total = one.parts + one.extra + by;
      const shaded = by > 0 ? [...one.shaded, total - 1] : one.shaded.filter((index) => index < total);
      shade(one.id, { extra: one.extra + by, shaded });
      announce(t("{total} parts in all, {length} shaded.", { total, length: strip().shaded.length }));
    },
  });
  const lengthControl = stepper({
    label: t("Length"),
    less: t("Draw the strip shorter"),
    more: t("Draw the strip longer"),
    act: (by) => {
      const one = strip();
      shade(one.id, { length: one.length + by });
      const whole = strip(state.whole);
      const beside = one.id === whole.id || one.length + by === whole.length;
      const than = one.length + by < whole.length ? t("shorter than") : t("longer than");
      announce(
        t("{a} steps long{b}.", { a: one.length + by, b: one.id === whole.id ? "" : beside ? t(", as long as the whole") : t(", {than} the whole", { than }) }),
      );
    },
  });
  const asWhole = h("button", { type: "button", class: "tl-as-whole" }, t("This strip is 1"));
  asWhole.addEventListener("click", () => {
    keep({ whole: chosen });
    announce(t("Strip {a} is the whole.", { a: letter(strip()) }));
  });
  const remove = h("button", { type: "button" }, t("Remove strip"));
  remove.addEventListener("click", () => {
    if (state.strips.length < 2) return announce(t("The last strip stays."));
    const gone = strip();
    const strips = state.strips.filter((one) => one !== gone);
    const wasWhole = gone.id === state.whole;
    byHand.delete(gone.id);
    chosen = strips[0].id;
    keep({ strips, whole: wasWhole ? strips[0].id : state.whole });
    rows.get(chosen).name.focus();
    announce(t("Strip {letter} removed.{a}", { letter: letter(gone), a: wasWhole ? t(" Strip {a} is the whole now.", { a: letter(strips[0]) }) : "" }));
  });
  const add = h("button", { type: "button" }, t("Add a strip"));
  add.addEventListener("click", () => {
    if (state.strips.length >= MOST_STRIPS) return announce(t("There is room for {MOST_STRIPS} strips.", { MOST_STRIPS }));
    const name = [..."abcdef"].find((letter) => !strip(letter));
    const length = strip(state.whole).length;
    chosen = name;
    keep({ strips: [...state.strips, newStrip(name, length)].sort((a, b) => (a.id < b.id ? -1 : 1)) });
    announce(t("Strip {a} added, as long as the whole.", { a: letter(strip()) }));
  });
  const guideButton = h("button", { type: "button" }, t("Guide"));
  guideButton.addEventListener("click", () => {
    keep({ guide: state.guide === null ? strip(state.whole).length / 2 : null });
    announce(state.guide === null ? t("No guide.") : t("Guide: {a}.", { a: guideInWords(state.guide, state.strips) }));
  });
  const which = h("span", { class: "tl-strip-which" });
  const panel = h(
    "div",
    { class: "tl-strip-panel", role: "group", "aria-label": fixed ? t("The bar") : t("The chosen strip") },
    which,
    partsControl.node,
    shadeControl.node,
    copyControl.node,
    ...(fixed ? [] : [lengthControl.node, asWhole, remove]),
  );

  // The check
  const hint = h("p", { class: "tl-hint", role: "alert", hidden: true });
  const say = (text) => {
    hint.textContent = text;
    hint.hidden = !text;
  };
  function sayUnfit(lost) {
    say(lost ? t("The shading does not end at these cuts, so it is off. It comes back with cuts that fit.") : "");
  }
  const findings = h("div", { class: "tl-findings" });
  const checkCount = h("span", { class: "tl-soft" });
  const check = h(
    "button",
    { type: "button", class: "tl-primary" },
    task.kind === "free" ? t("Name what is shaded") : t("Check"),
  );
  check.addEventListener("click", () => {
    if (!state.strips.some((one) => one.shaded.length)) {
      return say(fixed ? t("Shade what you take for the whole first.") : t("Shade a part first."));
    }
    say("");
    const found = fixed ? wholeFinding(state.strips[0], task.given) : showFinding(state, task.target ?? null);
    const one = { strips: state.strips, whole: state.whole, shown: found.shown };
    if (task.kind !== "free") one.agrees = found.agrees;
    keep({ checks: [...state.checks, one] });
    announce(t("{a} The reasoning stands below.", { a: fixed ? found.says : found.total }));
  });
  const clear = h("button", { type: "button" }, t("Start again"));
  clear.addEventListener("click", () => {
    byHand.clear();
    const strips = firstStrips(task);
    chosen = strips[0].id;
    say("");
    keep({ strips, whole: strips[0].id, guide: null });
    announce(t("The strips are as they were at first."));
  });

  function drawFindings() {
    const last = state.checks.at(-1);
    const times = state.checks.length;
    checkCount.textContent = !times ? "" : times === 1 ? t("Checked once") : t("Checked {length} times", { length: times });
    const same = last && last.whole === state.whole && JSON.stringify(last.strips) === JSON.stringify(state.strips);
    if (!same) {
      const note = times ? [h("p", { class: "tl-soft" }, t("What changed since the last check is not checked yet."))] : [];
      return findings.replaceChildren(...note);
    }
    const reason = task.reason_html ? h("p", { html: task.reason_html }) : null;
    if (fixed) {
      const found = wholeFinding(state.strips[0], task.given);
      const kind = `tl-finding ${found.agrees ? "tl-near" : ""}`;
      return findings.replaceChildren(h("div", { class: kind }, h("p", {}, h("b", {}, found.says)), reason));
    }
    const found = showFinding(state, task.target ?? null);
    findings.replaceChildren(
      h(
        "div",
        { class: `tl-finding ${found.agrees ? "tl-near" : ""}` },
        ...found.each.map((text) => h("p", {}, text)),
        found.each.length > 1 || task.target ? h("p", {}, h("b", {}, found.total)) : null,
        reason,
      ),
    );
  }

  function draw() {
    if (!strip()) chosen = state.strips[0].id;
    const nodes = state.strips.map(drawRow);
    for (const [wanted, row] of rows) {
      if (state.strips.some((one) => one.id === wanted)) continue;
      row.node.remove();
      rows.delete(wanted);
    }
    nodes.forEach((node, index) => {
      if (list.children[index] !== node) list.insertBefore(node, list.children[index] ?? null);
    });
    drawScale();
    drawGuide();
    const one = strip();
    const total = one.parts + one.extra;
    which.textContent = fixed ? t("The bar") : t("Strip {letter}", { letter: letter(one) });
    partsControl.show(one.parts, one.parts <= 1, one.parts >= MOST_PARTS);
    shadeControl.show(one.shaded.length, !one.shaded.length, one.shaded.length === total);
    copyControl.show(one.extra, one.extra === 0, one.extra >= mostExtra(one));
    lengthControl.show(one.length, one.length <= SHORTEST, one.length >= LONGEST);
    asWhole.setAttribute("aria-pressed", String(one.id === state.whole));
    const dim = (button, is) => (is ? button.setAttribute("aria-disabled", "true") : button.removeAttribute("aria-disabled"));
    dim(remove, state.strips.length < 2);
    dim(add, state.strips.length >= MOST_STRIPS);
    guideButton.setAttribute("aria-pressed", String(state.guide !== null));
    drawFindings();
  }

  body.append(
    board,
    panel,
    h("div", { class: "tl-row tl-strip-more" }, fixed ? null : add, guideButton),
    hint,
    h("div", { class: "tl-row tl-checking" }, check, clear, checkCount),
    findings,
  );
  draw();

  const elsewhere = () => {
    if (writing) return;
    state = model.get("value");
    byHand.clear();
    draw();
  };
  model.on("change:value", elsewhere);
  return () => {
    model.off("change:value", elsewhere);
    done();
  };
}

export default { render };
