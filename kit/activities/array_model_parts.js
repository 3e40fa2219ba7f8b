// Parts of a cut array: their sizes, products, expressions and words, and where they are drawn.
import { t } from "./words.js";

export const MOST_CUTS = 3;
export const MOST_DRAWN = 24;
export const MOST_OPEN = 99;

/** @typedef {{rows: number, columns: number, row_cuts: number[], column_cuts: number[]}} Cut a cut array */

/** How long the pieces are into which cuts divide a side. @param {number} length @param {number[]} cuts */
export const piecesOf = (length, cuts) => [...cuts, length].map((end, index) => end - (index ? cuts[index - 1] : 0));

/** The parts, row by row, each with where it begins. @param {Cut} array */
export function partsOf(array) {
  const starts = (cuts) => [0, ...cuts];
  return piecesOf(array.rows, array.row_cuts).flatMap((rows, row) =>
    piecesOf(array.columns, array.column_cuts).map((columns, column) => ({
      row,
      column,
      rows,
      columns,
      top: starts(array.row_cuts)[row],
      left: starts(array.column_cuts)[column],
    })),
  );
}

/** Where a new cut goes: the middle of the longest piece. @returns {number|null} null where none fits */
export function newCut(length, cuts) {
  if (cuts.length >= MOST_CUTS) return null;
  const all = piecesOf(length, cuts);
  const longest = Math.max(...all);
  if (longest < 2) return null;
  const index = all.indexOf(longest);
  return (index ? cuts[index - 1] : 0) + Math.floor(longest / 2);
}

/** @param {number[]} cuts @param {number} at */
export const withCut = (cuts, at) => [...new Set([...cuts, at])].sort((a, b) => a - b);

/** A cut moved as far as its neighbours let it. @param {number} to */
export function movedCut(cuts, index, to, length) {
  const low = (index ? cuts[index - 1] : 0) + 1;
  const high = (index + 1 < cuts.length ? cuts[index + 1] : length) - 1;
  return cuts.map((cut, other) => (other === index ? Math.min(high, Math.max(low, to)) : cut));
}

/** The same array turned a quarter: rows become columns. */
export const turnedArray = (array) => ({
  rows: array.columns,
  columns: array.rows,
  row_cuts: array.column_cuts,
  column_cuts: array.row_cuts,
});

const inBrackets = (all) => (all.length > 1 ? `(${all.join(" + ")})` : String(all[0]));

/**
 * The expression for a cut array, a line for each step.
 * @param {Cut} array
 * @param {{products?: boolean, hide?: {row: number, column: number}|null}} [how] whether to work the products out, and
 *   which part's product is not to be told
 * @returns {string[]} `14 × 23`, `= (10 + 4) × (20 + 3)`, `= 10 × 20 + …`, `= 200 + … = 322`
 */
export function expressionOf(array, { products = false, hide = null } = {}) {
  const rows = piecesOf(array.rows, array.row_cuts);
  const columns = piecesOf(array.columns, array.column_cuts);
  const parts = partsOf(array);
  const whole = `${array.rows} × ${array.columns}`;
  const total = hide ? "?" : array.rows * array.columns;
  if (parts.length === 1) return [products ? `${whole} = ${total}` : whole];
  const lines = [
    whole,
    `= ${inBrackets(rows)} × ${inBrackets(columns)}`,
    `= ${parts.map((part) => `${part.rows} × ${part.columns}`).join(" + ")}`,
  ];
  const hidden = (part) => hide && hide.row === part.row && hide.column === part.column;
  if (products) lines.push(`= ${parts.map((part) => (hidden(part) ? "?" : part.rows * part.columns)).join(" + ")}`, `= ${total}`);
  return lines;
}

const listed = (parts) =>
  parts.length < 2 ? parts.join("") : t("{a} and {b}", { a: parts.slice(0, -1).join(", "), b: parts.at(-1) });
const rowsOf = (rows, each) => (rows === 1 ? t("1 row of {each}", { each }) : t("{rows} rows of {each}", { rows, each }));
const columnsOf = (columns, each) =>
  columns === 1 ? t("1 column of {each}", { each }) : t("{columns} columns of {each}", { columns, each });

/** What is to be seen: 7 rows of 8, cut after row 5. @param {Cut} array */
export function arrayInWords({ rows, columns, row_cuts, column_cuts }) {
  const cuts = listed(row_cuts);
  const across = listed(column_cuts);
  const where = [
    row_cuts.length > 0 && (row_cuts.length === 1 ? t("after row {cuts}", { cuts }) : t("after rows {cuts}", { cuts })),
    column_cuts.length > 0 &&
      (column_cuts.length === 1 ? t("after column {cuts}", { cuts: across }) : t("after columns {cuts}", { cuts: across })),
  ].filter(Boolean);
  const words = rowsOf(rows, columns);
  return where.length ? t("{rows}, cut {where}", { rows: words, where: listed(where) }) : words;
}

const ADDED_OUT = 10;

/** The array as equal groups: 3 rows of 4: 4 + 4 + 4. @param {Cut} array @param {"rows"|"columns"} by */
export function groupsInWords(array, by) {
  const [groups, each] = by === "rows" ? [array.rows, array.columns] : [array.columns, array.rows];
  const name = by === "rows" ? rowsOf(groups, each) : columnsOf(groups, each);
  return groups <= ADDED_OUT && groups > 1 ? `${name}: ${Array(groups).fill(each).join(" + ")}` : name;
}

/** A whole product in one line. @param {Cut} array @param {object} [how] */
export const inOneLine = (array, how) => expressionOf(array, how).join(" ");

/**
 * What the check says about a cut that is to use a known fact.
 * @param {{known: [number, number]}} task rows and columns
 * @param {Cut & {turned: boolean}} array
 */
export function cutFinding(task, array) {
  const [rows, columns] = array.turned ? [...task.known].reverse() : task.known;
  const agrees = partsOf(array).some((part) => part.rows === rows && part.columns === columns);
  const wanted = `${rows} × ${columns}`;
  const parts = listed(partsOf(array).map((part) => `${part.rows} × ${part.columns}`));
  return {
    agrees,
    says: agrees
      ? [t("{wanted} is one of the parts.", { wanted }), `${inOneLine(array, { products: true })}.`]
      : [t("{wanted} is not one of the parts.", { wanted }), t("They are {parts}.", { parts })],
  };
}

/** @param {any} task a missing_part task */
export const missingPart = (task) =>
  partsOf(task).find((part) => part.row === task.missing.row && part.column === task.missing.column);

/** What the check says about the product of a part. @param {any} task @param {number} typed */
export function missingFinding(task, typed) {
  const { rows, columns } = missingPart(task);
  const agrees = typed === rows * columns;
  const off =
    typed < rows * columns ? t("{typed} is less than this part holds.", { typed }) : t("{typed} is more than this part holds.", { typed });
  return {
    agrees,
    says: agrees
      ? [`${rows} × ${columns} = ${typed}.`, `${inOneLine(task, { products: true })}.`]
      : [off, t("The part is {rows}.", { rows: rowsOf(rows, columns) })],
  };
}

/** What the check says about the picture that was chosen. @param {any} task @param {string} choice */
export function matchFinding(task, choice) {
  const option = task.options.find((one) => one.id === choice);
  const shown = partsOf(option).map((part) => `${part.rows} × ${part.columns}`).join(" + ");
  const agrees = choice === task.answer;
  return {
    agrees,
    says: [
      agrees
        ? t("This picture shows {expression}.", { expression: task.expression })
        : t("This picture shows {shown}, and not {expression}.", { shown, expression: task.expression }),
    ],
  };
}

/**
 * Sizes of the drawing in pixels: where each row and column begins and ends.
 * @param {Cut} array
 * @param {{width: number, height: number, open: boolean, to_scale: boolean, largest: number}} room the most that is there
 * @returns {{x: (column: number) => number, y: (row: number) => number, width: number, height: number}}
 */
export function layArray(array, { width, height, open, to_scale, largest }) {
  if (!open || to_scale) {
    const unit = Math.min(width / array.columns, height / array.rows, largest);
    return { x: (column) => column * unit, y: (row) => row * unit, width: unit * array.columns, height: unit * array.rows };
  }
  // Not to scale: long pieces are drawn longer, but no piece so short that its product cannot be read.
  const side = (length, cuts, most, least) => {
    const all = piecesOf(length, cuts);
    const weights = all.map((piece) => Math.sqrt(piece));
    const sum = weights.reduce((a, b) => a + b);
    const spare = Math.max(0, most - least * all.length);
    const floor = Math.min(least, most / all.length);
    const sizes = weights.map((weight) => floor + (spare * weight) / sum);
    return (at) => {
      let drawn = 0;
      let before = 0;
      for (let index = 0; index < all.length; index += 1) {
        if (at <= before + all[index]) return drawn + (sizes[index] * (at - before)) / all[index];
        before += all[index];
        drawn += sizes[index];
      }
      return drawn;
    };
  };
  const x = side(array.columns, array.column_cuts, width, 84);
  const y = side(array.rows, array.row_cuts, height, 56);
  return { x, y, width: x(array.columns), height: y(array.rows) };
}

/** The cut position nearest to a point of the drawing. @param {(at: number) => number} place @param {number} length */
export function nearestCut(place, length, point) {
  let best = 1;
  for (let at = 1; at < length; at += 1) {
    if (Math.abs(place(at) - point) < Math.abs(place(best) - point)) best = at;
  }
  return best;
}
