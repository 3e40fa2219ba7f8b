import assert from "node:assert/strict";
import { test } from "node:test";

import {
  arrayInWords,
  cutFinding,
  expressionOf,
  groupsInWords,
  inOneLine,
  layArray,
  matchFinding,
  missingFinding,
  movedCut,
  nearestCut,
  newCut,
  partsOf,
  piecesOf,
  turnedArray,
  withCut,
} from "../../kit/activities/array_model_parts.js";

const array = (rows, columns, row_cuts = [], column_cuts = []) => ({ rows, columns, row_cuts, column_cuts });

test("the parts make up the whole", () => {
  const cut = array(14, 23, [10], [20]);
  assert.deepEqual(piecesOf(14, [10]), [10, 4]);
  assert.deepEqual(partsOf(cut).map((part) => [part.rows, part.columns]), [[10, 20], [10, 3], [4, 20], [4, 3]]);
  assert.equal(partsOf(cut).reduce((sum, part) => sum + part.rows * part.columns, 0), 14 * 23);
});

test("the expression is written out step by step", () => {
  assert.deepEqual(expressionOf(array(14, 23, [10], [20]), { products: true }), [
    "14 × 23",
    "= (10 + 4) × (20 + 3)",
    "= 10 × 20 + 10 × 3 + 4 × 20 + 4 × 3",
    "= 200 + 30 + 80 + 12",
    "= 322",
  ]);
  assert.equal(inOneLine(array(7, 8, [5])), "7 × 8 = (5 + 2) × 8 = 5 × 8 + 2 × 8");
  assert.deepEqual(expressionOf(array(7, 8)), ["7 × 8"]);
});

test("a hidden product does not come out in the expression or the total", () => {
  const lines = expressionOf(array(14, 23, [10], [20]), { products: true, hide: { row: 1, column: 0 } });
  assert.equal(lines[3], "= 200 + 30 + ? + 12");
  assert.equal(lines[4], "= ?");
});

test("an array turned a quarter keeps its parts", () => {
  const turned = turnedArray(array(7, 8, [5]));
  assert.equal(arrayInWords(turned), "8 rows of 7, cut after column 5");
  assert.deepEqual(turnedArray(turned), array(7, 8, [5]));
});

test("rows are read as equal groups", () => {
  assert.equal(groupsInWords(array(3, 4), "rows"), "3 rows of 4: 4 + 4 + 4");
  assert.equal(groupsInWords(array(3, 4), "columns"), "4 columns of 3: 3 + 3 + 3 + 3");
  assert.equal(groupsInWords(array(14, 23), "rows"), "14 rows of 23");
});

test("a cut stays between its neighbours, and a new one halves the longest piece", () => {
  assert.deepEqual(movedCut([3, 6], 0, 9, 10), [5, 6]);
  assert.deepEqual(movedCut([3, 6], 1, 99, 10), [3, 9]);
  assert.deepEqual(withCut([6], 3), [3, 6]);
  assert.equal(newCut(8, []), 4);
  assert.equal(newCut(8, [4]), 2);
  assert.equal(newCut(1, []), null);
  assert.equal(newCut(24, [1, 2, 3]), null);
});

test("the known fact is looked for among the parts, also when the array was turned", () => {
  const task = { known: [5, 8] };
  assert.equal(cutFinding(task, { ...array(7, 8, [5]), turned: false }).agrees, true);
  assert.equal(cutFinding(task, { ...array(8, 7, [], [5]), turned: true }).agrees, true);
  assert.equal(cutFinding(task, { ...array(7, 8, [2]), turned: false }).agrees, true);
  const other = cutFinding(task, { ...array(7, 8, [4]), turned: false });
  assert.equal(other.agrees, false);
  assert.match(other.says[1], /4 × 8 and 3 × 8/);
});

test("a missing product that is off does not tell the product", () => {
  const task = { ...array(14, 23, [10], [20]), missing: { row: 1, column: 0 } };
  assert.equal(missingFinding(task, 80).agrees, true);
  const short = missingFinding(task, 8);
  assert.equal(short.agrees, false);
  assert.doesNotMatch(short.says.join(" "), /80/);
});

test("a picture is told by its own expression", () => {
  const task = { expression: "4 × 6 + 3 × 6", answer: "a", options: [{ id: "a", ...array(7, 6, [4]) }, { id: "b", ...array(7, 6, [], [3]) }] };
  assert.equal(matchFinding(task, "a").agrees, true);
  assert.equal(matchFinding(task, "b").says[0], "This picture shows 7 × 3 + 7 × 3, and not 4 × 6 + 3 × 6.");
});

test("to scale, twice as long is drawn twice as long; otherwise every part can be read", () => {
  const room = { width: 500, height: 300, open: true, largest: 36 };
  const scaled = layArray(array(14, 23, [10], [20]), { ...room, to_scale: true });
  assert.ok(Math.abs(scaled.x(20) - 2 * scaled.x(10)) < 1e-9);
  const free = layArray(array(14, 23, [10], [20]), { ...room, to_scale: false });
  assert.ok(free.width - free.x(20) >= 84);
  assert.ok(free.height - free.y(10) >= 56);
  assert.ok(free.width <= 500.001);
  assert.equal(nearestCut(scaled.x, 23, scaled.x(20) + 3), 20);
});
