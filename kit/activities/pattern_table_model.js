// What the pattern table works out: shares, orders, answers that go against the order of difficulty, groups.
import { t } from "./words.js";

/** @typedef {{students: string[], width: number, cells: Int8Array, shares: (number|null)[], totals: Uint8Array, patterns: string[], against: Uint8Array}} PatternData */
/** @typedef {{items: string[], skill: string|null, rule: string}} PatternPick */

/** Shares of right answers closer than this say nothing about which problem is easier. */
const EASIER_BY = 0.05;

/**
 * The table from the strings it comes in, with all that does not depend on what is chosen.
 * @param {string[]} students @param {string} rows `1`, `0` and `.`, a word a student @param {number} width
 * @returns {PatternData}
 */
export function readPattern(students, rows, width) {
  const signs = { 1: 1, 0: 0, ".": -1 };
  const cells = Int8Array.from(rows.replaceAll(" ", ""), (sign) => signs[sign]);
  const shares = [];
  for (let item = 0; item < width; item += 1) {
    let right = 0;
    let scored = 0;
    for (let at = item; at < cells.length; at += width) {
      if (cells[at] < 0) continue;
      scored += 1;
      right += cells[at];
    }
    shares.push(scored ? right / scored : null);
  }
  const totals = Uint8Array.from(students, (_, row) => {
    let right = 0;
    for (let item = 0; item < width; item += 1) right += cells[row * width + item] === 1;
    return right;
  });
  const easiest = orderItems({ shares }, "right", []);
  const patterns = students.map((_, row) => easiest.map((item) => cells[row * width + item] + 1).join(""));
  return { students, width, cells, shares, totals, patterns, against: answersAgainst(cells, shares, students.length) };
}

/**
 * Guttman's order, pair by pair. For a right answer: how many easier problems the same student missed. For a wrong
 * one: how many harder problems the same student has right. Easier is a share of right answers higher by 5 percentage
 * points or more. What was not recorded counts neither way.
 * @param {Int8Array} cells @param {(number|null)[]} shares @param {number} students
 */
export function answersAgainst(cells, shares, students) {
  const width = shares.length;
  const pairs = [];
  for (let easy = 0; easy < width; easy += 1) {
    for (let hard = 0; hard < width; hard += 1) {
      if (shares[easy] === null || shares[hard] === null) continue;
      if (shares[easy] - shares[hard] >= EASIER_BY - 1e-9) pairs.push([easy, hard]);
    }
  }
  const against = new Uint8Array(cells.length);
  for (let row = 0; row < students; row += 1) {
    const from = row * width;
    for (const [easy, hard] of pairs) {
      if (cells[from + easy] === 0 && cells[from + hard] === 1) {
        against[from + easy] += 1;
        against[from + hard] += 1;
      }
    }
  }
  return against;
}

/**
 * Right and recorded answers of a student to some problems.
 * @param {PatternData} data @param {number} row @param {number[]} items places of problems
 */
export function countWithin(data, row, items) {
  let right = 0;
  let of = 0;
  for (const item of items) {
    const cell = data.cells[row * data.width + item];
    of += cell >= 0;
    right += cell === 1;
  }
  return { right, of };
}

/**
 * How many answers of a student are marked as unexpected.
 * @param {PatternData} data @param {number} row @param {number} least
 */
export function countUnexpected(data, row, least) {
  let found = 0;
  for (let item = 0; item < data.width; item += 1) found += data.against[row * data.width + item] >= least;
  return found;
}

/**
 * Places of the problems in the order asked for: as given, easiest first, or those of a skill first.
 * @param {PatternData} data @param {string} order @param {number[]} skilled places of the skill's problems
 */
export function orderItems(data, order, skilled) {
  const places = data.shares.map((_, at) => at);
  if (order === "given") return places;
  const share = (at) => data.shares[at] ?? -1;
  const needs = new Set(order === "skill" ? skilled : []);
  return places.sort((a, b) => needs.has(b) - needs.has(a) || share(b) - share(a) || a - b);
}

/**
 * Rows in the order asked for. Equal rows come together: ties go by the pattern itself, easiest problem first, then as given.
 * @param {PatternData} data @param {{students: string, against: number}} view @param {number[]} skilled
 */
export function orderStudents(data, view, skilled) {
  const rows = data.students.map((_, at) => at);
  if (view.students === "given") return rows;
  const { patterns } = data;
  const first = {
    right: (row) => data.totals[row],
    skill: (row) => countWithin(data, row, skilled).right,
    unexpected: (row) => countUnexpected(data, row, view.against),
  }[view.students];
  const keys = rows.map(first);
  return rows.sort(
    (a, b) => keys[b] - keys[a] || data.totals[b] - data.totals[a] || (patterns[a] < patterns[b] ? 1 : patterns[a] > patterns[b] ? -1 : a - b),
  );
}

/**
 * Rows of the students who missed any, at least half, or all of the problems that were recorded for them.
 * @param {PatternData} data @param {number[]} items @param {string} rule
 */
export function whoMissed(data, items, rule) {
  return data.students
    .map((_, row) => row)
    .filter((row) => {
      const { right, of } = countWithin(data, row, items);
      const missed = of - right;
      return missed > 0 && (rule === "any" || (rule === "half" ? 2 * missed >= of : missed === of));
    });
}

/**
 * The pick after a problem is put in or taken out; it no longer stands for a whole skill then.
 * @param {PatternPick} picked @param {string} item @param {string[]} order all items
 */
export function withItem(picked, item, order) {
  const now = new Set(picked.items);
  if (!now.delete(item)) now.add(item);
  return { ...picked, skill: null, items: order.filter((one) => now.has(one)) };
}

/** Numbers of the problems in a pick, and the same as a list in words. */
function numbersOf(picked, order) {
  const all = picked.items.map((item) => order.indexOf(item) + 1).filter((number) => number > 0);
  return { all, numbers: all.length > 1 ? t("{a} and {b}", { a: all.slice(0, -1).join(", "), b: all.at(-1) }) : String(all[0]) };
}

/**
 * Whom a pick takes, in words: “missed at least half of 2, 3 and 5”.
 * @param {PatternPick} picked @param {string[]} order all items
 */
export function pickText(picked, order) {
  const { all, numbers } = numbersOf(picked, order);
  if (all.length === 0) return t("no problem chosen");
  if (all.length === 1) return t("missed problem {numbers}", { numbers });
  if (picked.rule === "any") return t("missed at least one of problems {numbers}", { numbers });
  return picked.rule === "half" ? t("missed at least half of problems {numbers}", { numbers }) : t("missed all of problems {numbers}", { numbers });
}

/** How many students there are. */
export const studentsText = (count) => (count === 1 ? t("1 student") : t("{count} students", { count }));

/**
 * How many a pick takes, in a sentence.
 * @param {number} found @param {number} everybody @param {PatternPick} picked @param {string[]} order all items
 */
export function foundText(found, everybody, picked, order) {
  const { all, numbers } = numbersOf(picked, order);
  const said = { found, students: studentsText(everybody), numbers };
  if (all.length === 0) return t("no problem chosen");
  if (all.length === 1) return t("{found} of {students} missed problem {numbers}.", said);
  if (picked.rule === "any") return t("{found} of {students} missed at least one of problems {numbers}.", said);
  if (picked.rule === "half") return t("{found} of {students} missed at least half of problems {numbers}.", said);
  return t("{found} of {students} missed all of problems {numbers}.", said);
}

/**
 * How the kept groups overlap, in words.
 * @param {{students: string[]}[]} groups @param {string[]} students everybody
 */
export function overlapText(groups, students) {
  const times = new Map();
  for (const group of groups) for (const one of group.students) times.set(one, (times.get(one) ?? 0) + 1);
  const several = [...times.values()].filter((n) => n > 1).length;
  return t("{size} of {all} students are in a group, {several} of them in more than one; {none} in none.", {
    size: times.size,
    all: students.length,
    several,
    none: students.length - times.size,
  });
}
