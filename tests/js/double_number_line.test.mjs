import assert from "node:assert/strict";
import { test } from "node:test";

import { amountWritten, readAmount } from "../../kit/activities/ratios.js";
import { extent, jumpsInWords, landing, marksOfLines, mostJumps, triedInWords } from "../../kit/activities/double_number_line.js";

const PAINT = [
  { one: "cup of red", many: "cups of red" },
  { one: "cup of yellow", many: "cups of yellow" },
];
const pair = (a, b) => ({ a: readAmount(a), b: readAmount(b) });
const unit = pair("2", "3");
const task = (asked) => ({ kind: "missing_value", tables: [{ pair: ["2", "3"] }], asked });

test("the lines reach the pair and what is asked, not beyond", () => {
  assert.deepEqual(extent(task({ amount: "7", of: "first" }), {}), { n: 7, d: 2 });
  assert.deepEqual(extent(task({ amount: "1", of: "second" }), {}), { n: 1, d: 1 });
  assert.deepEqual(extent({ ...task(null), kind: "free" }, { pair: ["2", "3"], reach: 4 }), { n: 4, d: 1 });
});

test("jumps end where the lines do", () => {
  const asked = task({ amount: "7", of: "first" });
  assert.equal(mostJumps(asked, { parts: 1 }), 3);
  assert.equal(mostJumps(asked, { parts: 2 }), 7);
  assert.equal(mostJumps(asked, { parts: 3 }), 10);
});

test("a jump lands on both lines at once, exactly", () => {
  const { a, b } = landing(unit, 7, 2);
  assert.deepEqual([amountWritten(a), amountWritten(b)], ["7", "10 1/2"]);
  assert.equal(
    jumpsInWords(unit, { jumps: 7, parts: 2 }, PAINT),
    "Seven jumps of one half of the pair: 7 cups of red with 10 1/2 cups of yellow",
  );
  assert.equal(jumpsInWords(unit, { jumps: 0, parts: 2 }, PAINT), "No jumps yet");
});

test("the last landing is what keeps its label; a pair out of line is marked as one", () => {
  const marks = marksOfLines(unit, { jumps: 3, parts: 2, tried: [["7", "8"], ["4", "6"]] }, null);
  assert.deepEqual(marks.map((mark) => mark.kind), ["given", "made", "passed", "passed", "trial", "made"]);
  assert.equal(amountWritten(marks[1].a), "3");
});

test("a pair that was tried is spoken of without a table", () => {
  assert.equal(triedInWords(unit, pair("4", "6"), PAINT), "In line: 4 cups of red with 6 cups of yellow, the same ratio.");
  const said = triedInWords(unit, pair("4", "5"), PAINT);
  assert.match(said, /2 was added to both numbers of the given pair/);
  assert.doesNotMatch(said, /column/);
});
