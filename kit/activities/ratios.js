// Pairs of amounts in one ratio, exactly: how a column of a ratio table is made, and the double number line.
import { s } from "./shared.js";
import { t } from "./words.js";
import { readNumber, exact, ratio, plus, compare, decimal, drawn, drawnWidth } from "./fractions.js";

/**
 * Amounts of two quantities. @typedef {{a: Ratio, b: Ratio}} Pair
 * How a column came about: `times` and `over` scale column `of` by `n`, `sum` and `less` put two columns together,
 * `same` adds the number `n` to both amounts, `typed` was written in; `as` is then the rule that it follows, if any.
 * @typedef {{by: "given"|"times"|"over"|"sum"|"less"|"same"|"typed", of?: number|number[], n?: string, as?: Rule|null}} Rule
 * A column as it is kept; amounts are written out, `4 1/5`. @typedef {{id: number, a: string, b: string, made: Rule}} Column
 * @typedef {{one: string, many: string}} Quantity
 */

/** Whole numbers and parts up to here: more digits could not be read in a table. */
const LARGEST_AMOUNT = 999;
export const TOO_LARGE = t("Amounts here go up to {LARGEST_AMOUNT}, and parts no finer than 1/{LARGEST_AMOUNT}.", { LARGEST_AMOUNT });

export const ratioTimes = (x, y) => ratio(x.n * y.n, x.d * y.d);
export const ratioOver = (x, y) => ratio(x.n * y.d, x.d * y.n);
export const ratioMinus = (x, y) => ratio(x.n * y.d - y.n * x.d, x.d * y.d);
const isSame = (x, y) => compare(x, y) === 0;
const larger = (x, y) => (compare(x, y) >= 0 ? x : y);

/** An amount as a mixed number: 21/5 is 4 1/5. @param {Ratio} value @returns {Written} */
export function mixed({ n, d }) {
  if (d === 1) return { text: String(n), whole: n, num: 0, den: 0 };
  const whole = Math.floor(n / d);
  const num = n - whole * d;
  return { text: whole ? `${whole} ${num}/${d}` : `${num}/${d}`, whole, num, den: d };
}

/** An amount written out: `4 1/5`. @param {Ratio} value */
export const amountWritten = (value) => mixed(value).text;

/** Whether an amount can be shown. @param {Ratio} value */
export const isShowable = ({ n, d }) => n > 0 && n <= LARGEST_AMOUNT * d && d <= LARGEST_AMOUNT;

/**
 * Read an amount as people type it: `3/4`, `1 1/2`, `2`, `2.5`.
 * @param {string} text
 * @returns {Ratio|null} null where it is no number above 0 that can be shown
 */
export function readAmount(text) {
  const clean = String(text ?? "").trim();
  const point = /^(\d{0,3})\.(\d{1,3})$/.exec(clean);
  const written = point ? null : readNumber(clean);
  if (!point && !written) return null;
  const value = point ? ratio(Number(point[1] + point[2]), 10 ** point[2].length) : exact(written);
  return isShowable(value) ? value : null;
}

/** What to say where a field does not hold an amount: negative numbers get an answer of their own. */
export function whyNoAmount(text) {
  if (/^\s*[-−–]\s*\d/.test(text)) return t("An amount less than 0 has no place here: these lines and tables begin at 0.");
  if (/^\s*0+(\.0+)?\s*$/.test(text)) return t("0 goes with 0 in every ratio, so that it tells nothing. Write a number above 0.");
  return t("Write a number such as 3, 1 1/2, 3/4 or 2.5.");
}

/** @param {Column} column @returns {Pair} */
export const pairOf = ({ a, b }) => ({ a: exact(readNumber(a)), b: exact(readNumber(b)) });

/** @param {Pair} pair @param {Pair} other whether both are one ratio */
export const isSameRatio = (pair, other) =>
  isSame(ratioTimes(pair.a, other.b), ratioTimes(pair.b, other.a));

/** The quantities of a task, or those whose names were typed; `person, people` gives the name for one too. */
export const quantitiesOf = (task, value) => (task.kind === "free" ? value.names.map(quantityNamed) : task.quantities);

/** @param {string} name @returns {Quantity} */
export function quantityNamed(name) {
  const [one, many] = name.split(",").map((part) => part.trim());
  return one && many ? { one, many } : { one: one || many, many: one || many };
}

/** A pair with the known amount of the task and an amount that was typed. */
export const answeredPair = (task, typed) => {
  const known = exact(readNumber(task.asked.amount));
  return task.asked.of === "first" ? { a: known, b: typed } : { a: typed, b: known };
};

/** A column as it is kept. @param {number} id @param {Pair} pair @param {Rule} made @returns {Column} */
export const newColumn = (id, { a, b }, made) => ({ id, a: amountWritten(a), b: amountWritten(b), made });

/** The columns that hold the ratio of the first. @param {Column[]} columns */
export const fitting = (columns) => columns.filter((one) => isSameRatio(pairOf(one), pairOf(columns[0])));

/** An amount with its quantity: 1 cup of flour, 4 1/5 cups of flour. */
export const amountOf = (value, quantity) =>
  `${amountWritten(value)} ${value.n <= value.d ? quantity.one : quantity.many}`;

/** @param {Pair} pair @param {Quantity[]} quantities */
export const pairInWords = (pair, quantities) =>
  t("{first} with {second}", { first: amountOf(pair.a, quantities[0]), second: amountOf(pair.b, quantities[1]) });

/**
 * What an operation on columns gives.
 * @param {Column[]} columns
 * @param {Rule} rule
 * @returns {{pair: Pair, problem: string}|{pair: null, problem: string}}
 */
export function applyRule(columns, rule) {
  const found = (id) => pairOf(columns.find((one) => one.id === id));
  const n = rule.n === undefined ? null : readAmount(rule.n);
  const both = (act) => {
    const { a, b } = found(rule.of);
    return { a: act(a), b: act(b) };
  };
  const make = {
    times: () => both((value) => ratioTimes(value, n)),
    over: () => both((value) => ratioOver(value, n)),
    same: () => both((value) => plus(value, n)),
    sum: () => join(rule.of.map(found), plus),
    less: () => join(rule.of.map(found), ratioMinus),
  };
  const pair = make[rule.by]();
  if (pair.a.n <= 0 || pair.b.n <= 0) {
    return { pair: null, problem: t("Nothing would be left, or less than nothing. Take the smaller column from the larger.") };
  }
  return isShowable(pair.a) && isShowable(pair.b) ? { pair, problem: "" } : { pair: null, problem: TOO_LARGE };
}
const join = ([first, second], act) => ({ a: act(first.a, second.a), b: act(first.b, second.b) });

/**
 * How a pair of the right ratio follows from columns, the shortest way first.
 * @param {Column[]} columns
 * @param {Pair} pair
 * @returns {Rule|null} null where it is another ratio
 */
export function ruleFor(columns, pair) {
  const sources = fitting(columns);
  if (!isSameRatio(pair, pairOf(columns[0]))) return null;
  const factors = sources.map((one) => ({ of: one.id, by: ratioOver(pair.a, pairOf(one).a) }));
  const whole = factors.find(({ by }) => by.d === 1);
  if (whole) return { by: "times", of: whole.of, n: String(whole.by.n) };
  const part = factors.find(({ by }) => by.n === 1);
  if (part) return { by: "over", of: part.of, n: String(part.by.d) };
  for (const [act, by] of [[plus, "sum"], [ratioMinus, "less"]]) {
    for (const first of sources) {
      for (const second of sources) {
        if (isSame(act(pairOf(first).a, pairOf(second).a), pair.a)) return { by, of: [first.id, second.id] };
      }
    }
  }
  return { by: "times", of: factors[0].of, n: amountWritten(factors[0].by) };
}

/** How a column was made, in words: column 1 × 3. @param {Rule} rule @returns {string} */
export function ruleInWords(rule) {
  const [first, second] = [rule.of].flat();
  const { n } = rule;
  return {
    given: () => t("given"),
    times: () => t("column {first} × {n}", { first, n }),
    over: () => t("column {first} ÷ {n}", { first, n }),
    sum: () => t("column {first} + column {second}", { first, second }),
    less: () => t("column {first} − column {second}", { first, second }),
    same: () => t("column {first}, and {n} added to both", { first, n }),
    typed: () => (rule.as ? t("typed: {rule}", { rule: ruleInWords(rule.as) }) : t("typed")),
  }[rule.by]();
}

/** The columns that a rule is made from. @param {Rule} rule @returns {number[]} */
export const madeFrom = (rule) => (rule.as ? madeFrom(rule.as) : [rule.of ?? []].flat());

/**
 * Why a pair does not belong to the ratio, without giving the number that would.
 * @param {Column[]} columns
 * @param {Pair} pair
 * @param {Quantity[]} quantities
 * @param {boolean} [inTable] false where there is no table and the first column is the pair that is given
 */
export function misfitInWords(columns, pair, quantities, inTable = true) {
  const unit = pairOf(columns[0]);
  const stands = {
    a: amountWritten(pair.a),
    b: amountWritten(pair.b),
    many: quantities[1].many,
    amount: amountOf(pair.a, quantities[0]),
  };
  const says = [
    compare(ratioTimes(pair.b, unit.a), ratioTimes(pair.a, unit.b)) > 0
      ? t("On the double number line {b} stands to the right of {a}, not in line with it: too many {many} for {amount}.", stands)
      : t("On the double number line {b} stands to the left of {a}, not in line with it: too few {many} for {amount}.", stands),
  ];
  const added = fitting(columns).find((one) =>
    isSame(ratioMinus(pair.a, pairOf(one).a), ratioMinus(pair.b, pairOf(one).b)),
  );
  if (added) {
    const from = pairOf(added);
    const by = ratioMinus(pair.a, from.a);
    const size = { n: Math.abs(by.n), d: by.d };
    const said = {
      size: amountWritten(size),
      id: added.id,
      part: pairInWords({ a: size, b: size }, quantities),
      from: pairInWords(from, quantities),
    };
    says.push(by.n > 0 ? addedInWords(said, inTable) : takenInWords(said, inTable));
  } else if (isSameRatio({ a: pair.b, b: pair.a }, unit)) {
    says.push(t("The two numbers would fit the other way round."));
  }
  return says.join(" ");
}
const addedInWords = (said, inTable) =>
  inTable
    ? t("{size} was added to both numbers of column {id}. That keeps the difference, and not the ratio: the part that was added is {part}, while column {id} has {from}.", said)
    : t("{size} was added to both numbers of the given pair. That keeps the difference, and not the ratio: the part that was added is {part}, while the given pair has {from}.", said);
const takenInWords = (said, inTable) =>
  inTable
    ? t("{size} was taken from both numbers of column {id}. That keeps the difference, and not the ratio: the part that was taken away is {part}, while column {id} has {from}.", said)
    : t("{size} was taken from both numbers of the given pair. That keeps the difference, and not the ratio: the part that was taken away is {part}, while the given pair has {from}.", said);

/**
 * A mark on the double number line; null where only one amount is known.
 * @typedef {{a: Ratio|null, b: Ratio|null, kind: "given"|"made"|"trial"|"asked"|"passed"}} Mark `passed` is where a jump
 *   landed before the last one
 */

/** Where a mark stands on both lines, in times the given pair. @param {Mark} mark @param {Pair} unit */
export function marksAt(mark, unit) {
  const top = mark.a && ratioOver(mark.a, unit.a);
  const bottom = mark.b && ratioOver(mark.b, unit.b);
  return { top: top ?? bottom, bottom: bottom ?? top };
}

/** How far the lines have to reach for all marks, in times the given pair. @returns {Ratio} */
export const reachOf = (marks, unit) =>
  marks.map((mark) => marksAt(mark, unit)).reduce((far, { top, bottom }) => larger(far, larger(top, bottom)), { n: 1, d: 1 });

/**
 * Which labels find room, and in which row: what matters most comes first and is never left out.
 * @param {{x: number, width: number, quiet?: boolean}[]} labels in order of weight; a quiet one stands next to the line or
 *   not at all
 * @param {number} rows
 * @returns {number[]} a row for each, −1 where none is free
 */
export function roomFor(labels, rows) {
  const taken = Array.from({ length: rows }, () => []);
  return labels.map(({ x, width, quiet }) => {
    const open = quiet ? taken.slice(0, 1) : taken;
    const free = open.findIndex((row) => row.every((one) => Math.abs(one.x - x) >= (one.width + width) / 2 + 5));
    if (free >= 0) taken[free].push({ x, width });
    return free;
  });
}

/**
 * What the two lines show, in words.
 * @param {Mark[]} marks @param {Pair} unit @param {Quantity[]} quantities
 */
export function linesInWords(marks, unit, quantities) {
  const sorted = marks
    .map((mark) => ({ mark, at: marksAt(mark, unit) }))
    .sort((one, other) => compare(one.at.top, other.at.top));
  const said = sorted.map(({ mark, at }) => {
    if (mark.kind === "asked") {
      const known = mark.a ? amountOf(mark.a, quantities[0]) : amountOf(mark.b, quantities[1]);
      return mark.a ? t("what is below {known} is asked", { known }) : t("what is above {known} is asked", { known });
    }
    const both = { a: amountWritten(mark.a), b: amountWritten(mark.b) };
    if (isSame(at.top, at.bottom)) return t("{a} above {b}", both);
    return compare(at.top, at.bottom) < 0 ? t("{a} to the left of {b}, not in line", both) : t("{a} to the right of {b}, not in line", both);
  });
  return t("Double number line from 0, {above} above, {below} below: {said}.", {
    above: quantities[0].many,
    below: quantities[1].many,
    said: said.join("; "),
  });
}

/** How wide an amount, or the question mark in its place, will be. @param {Ratio|null} value */
const labelWidth = (value) => (value ? drawnWidth(mixed(value)) : 16);
const WEIGHT = ["given", "asked", "trial", "made", "passed"];

/**
 * Draw the two lines. Amounts that belong together stand in line, joined by an upright stroke; others are joined by a
 * slanted, broken one that carries the sign ≠.
 * @param {SVGElement} svg
 * @param {{width: number, unit: Pair, marks: Mark[], reach: Ratio, quantities: Quantity[], ticks?: Ratio[], hops?: Ratio[],
 *   label: string}} what `ticks` cut both lines, `hops` are where equal jumps land, both in times the given pair
 */
export function drawDoubleLine(svg, { width, unit, marks, reach, quantities, ticks = [], hops = [], label }) {
  const left = 24;
  const right = width - 30;
  const xOf = (at) => left + (decimal(at) / decimal(reach)) * (right - left);
  const ordered = [...marks].sort((one, other) => WEIGHT.indexOf(one.kind) - WEIGHT.indexOf(other.kind));
  const sides = ["a", "b"].map((side) => {
    const zero = { text: mixed({ n: 0, d: 1 }), x: left, width: labelWidth({ n: 0, d: 1 }), kind: "given" };
    const labels = [zero];
    for (const mark of ordered) {
      const at = marksAt(mark, unit);
      const x = xOf(side === "a" ? at.top : at.bottom);
      const text = mark[side] ? mixed(mark[side]) : null;
      const there = labels.find((one) => Math.abs(one.x - x) < 0.5 && one.text?.text === text?.text);
      // Both numbers of a passed landing show or neither: else a number would seem to belong to its neighbour's partner.
      const width = Math.max(...(mark.kind === "passed" ? [mark.a, mark.b] : [mark[side]]).map(labelWidth));
      if (!there) labels.push({ text, x, width, kind: mark.kind });
      else if (there.kind === "trial") there.kind = mark.kind;
    }
    const rows = roomFor(labels.map(({ x, width, kind }) => ({ x, width, quiet: kind === "passed" })), 3);
    return { labels: labels.map((one, index) => ({ ...one, row: rows[index] })), used: Math.max(...rows) + 1 };
  });
  const rowHeight = sides.some(({ labels }) => labels.some(({ text }) => text?.den)) ? 50 : 30;
  const topY = 24 + sides[0].used * rowHeight + 10;
  const bottomY = topY + 72;
  const height = bottomY + 10 + sides[1].used * rowHeight + 26;
  const nodes = [
    s("text", { class: "tl-dl-name", x: 4, y: 16 }, quantities[0].many),
    s("text", { class: "tl-dl-name", x: 4, y: height - 6 }, quantities[1].many),
  ];
  for (const y of [topY, bottomY]) {
    nodes.push(s("path", { class: "tl-dl-axis", d: `M${left - 8} ${y} H${right + 16} m-7 -5 l8 5 l-8 5` }));
    for (const at of ticks) nodes.push(s("line", { class: "tl-dl-tick", x1: xOf(at), x2: xOf(at), y1: y - 7, y2: y + 7 }));
  }
  nodes.push(s("line", { class: "tl-dl-pair", x1: left, x2: left, y1: topY, y2: bottomY }));
  let from = left;
  for (const at of hops) {
    const to = xOf(at);
    const bulge = Math.min(26, 6 + (to - from) / 2);
    const arc = (y, by) => s("path", { class: "tl-dl-hop", d: `M${from} ${y} Q${(from + to) / 2} ${y + 2 * by} ${to} ${y}` });
    nodes.push(arc(topY, bulge), arc(bottomY, -bulge));
    from = to;
  }
  for (const mark of ordered) {
    const { top, bottom } = marksAt(mark, unit);
    const [x1, x2] = [xOf(top), xOf(bottom)];
    const kind = mark.kind === "asked" ? "tl-dl-asked" : isSame(top, bottom) ? "tl-dl-pair" : "tl-dl-apart";
    nodes.push(s("line", { class: kind, x1, x2, y1: topY, y2: bottomY }));
    for (const [x, y] of [[x1, topY], [x2, bottomY]]) {
      nodes.push(s("circle", { class: `tl-dl-dot ${kind}-dot`, cx: x, cy: y, r: 5 }));
    }
    if (kind === "tl-dl-apart") {
      const middle = { x: (x1 + x2) / 2, y: (topY + bottomY) / 2 };
      nodes.push(
        s("circle", { class: "tl-dl-sign", cx: middle.x, cy: middle.y, r: 12 }),
        s("text", { class: "tl-dl-apart-text", x: middle.x, y: middle.y + 6, "text-anchor": "middle" }, "≠"),
      );
    }
  }
  sides.forEach(({ labels }, index) => {
    for (const { text, x, row, kind } of labels) {
      if (row < 0) continue;
      const away = 12 + row * rowHeight;
      const y = index === 0 ? topY - away - rowHeight / 2 : bottomY + away + rowHeight / 2;
      if (row > 0) {
        const ends = index === 0 ? [topY - 8, topY - away + 4] : [bottomY + 8, bottomY + away - 4];
        nodes.push(s("line", { class: "tl-dl-lead", x1: x, x2: x, y1: ends[0], y2: ends[1] }));
      }
      const shown = text ? drawn(text) : s("g", {}, s("text", { class: "tl-dl-what", y: 8, "text-anchor": "middle" }, "?"));
      shown.classList.add("tl-dl-label", `tl-dl-is-${kind}`);
      shown.setAttribute("transform", `translate(${x} ${y})`);
      nodes.push(shown);
    }
  });
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  svg.setAttribute("aria-label", label);
  svg.replaceChildren(...nodes);
}
