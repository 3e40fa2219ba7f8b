import assert from "node:assert/strict";
import { test } from "node:test";

import { gridStep } from "../../kit/activities/pattern_table_grid.js";
import {
  countUnexpected,
  countWithin,
  orderItems,
  orderStudents,
  overlapText,
  pickText,
  readPattern,
  whoMissed,
  withItem,
} from "../../kit/activities/pattern_table_model.js";

// Shares right: 4/5, 3/5, 2/5, 1/5 from the first problem to the last, but for what was not recorded.
const data = readPattern(["s1", "s2", "s3", "s4", "s5"], "1111 1100 1110 0000 1.00", 4);

test("shares and totals leave out what was not recorded", () => {
  assert.deepEqual(data.shares, [4 / 5, 3 / 4, 2 / 5, 1 / 5]);
  assert.deepEqual([...data.totals], [4, 2, 3, 0, 1]);
});

test("where every student has the easiest ones right, nothing is unexpected", () => {
  assert.equal(data.against.reduce((sum, n) => sum + n, 0), 0);
});

test("a hard one right counts the easier ones missed, and each of those counts it", () => {
  const odd = readPattern(["a", "b", "c", "d", "e"], "1110 1100 1100 1000 0001", 4);
  assert.deepEqual([...odd.against].slice(-4), [1, 1, 0, 2], "the third is as hard as the last, so it does not count");
  assert.equal(countUnexpected(odd, 4, 1), 3);
  assert.equal(countUnexpected(odd, 4, 2), 1);
});

test("problems of nearly the same difficulty say nothing about each other", () => {
  const rows = [...Array(96).fill("11"), ...Array(2).fill("10"), "01", "00"].join(" ");
  const close = readPattern(rows.split(" ").map((_, at) => `s${at}`), rows, 2);
  assert.equal(close.shares[0] - close.shares[1] < 0.05, true);
  assert.equal(close.against.some(Boolean), false);
});

test("problems go by difficulty, those of a skill first, or as given", () => {
  const mixed = readPattern(["a", "b"], "010 011", 3);
  assert.deepEqual(orderItems(mixed, "given", []), [0, 1, 2]);
  assert.deepEqual(orderItems(mixed, "right", []), [1, 2, 0]);
  assert.deepEqual(orderItems(mixed, "skill", [0, 2]), [2, 0, 1]);
});

test("students go by number right, and the same patterns stand together", () => {
  const rows = "100 010 100 111 010".split(" ");
  const five = readPattern(["a", "b", "c", "d", "e"], rows.join(" "), 3);
  assert.deepEqual(orderStudents(five, { students: "given", against: 1 }, []), [0, 1, 2, 3, 4]);
  const ordered = orderStudents(five, { students: "right", against: 1 }, []).map((row) => rows[row]);
  assert.equal(ordered[0], "111");
  assert.equal(ordered[1], ordered[2]);
  assert.equal(ordered[3], ordered[4]);
  assert.deepEqual(orderStudents(five, { students: "skill", against: 1 }, [1]).slice(0, 3).sort(), [1, 3, 4]);
});

test("a group takes whoever missed any, half or all, of what was recorded", () => {
  const names = (rule, items) => whoMissed(data, items, rule).map((row) => data.students[row]);
  assert.deepEqual(names("any", [1, 2]), ["s2", "s4", "s5"]);
  assert.deepEqual(names("half", [0, 1, 2, 3]), ["s2", "s4", "s5"]);
  assert.deepEqual(names("all", [1, 2]), ["s4", "s5"], "what was not recorded for s5 does not count");
  assert.deepEqual(names("any", []), []);
  assert.deepEqual(countWithin(data, 4, [0, 1, 2]), { right: 1, of: 2 });
});

test("a pick changed by hand no longer stands for its skill, and is said in words", () => {
  const order = ["i1", "i2", "i3"];
  const picked = withItem({ items: ["i3"], skill: "unit", rule: "half" }, "i1", order);
  assert.deepEqual(picked, { items: ["i1", "i3"], skill: null, rule: "half" });
  assert.equal(pickText(picked, order), "missed at least half of problems 1 and 3");
  assert.deepEqual(withItem(picked, "i1", order).items, ["i3"]);
});

test("overlap counts students once in all and names those in several groups", () => {
  assert.equal(
    overlapText([{ students: ["s1", "s2"] }, { students: ["s2"] }], data.students),
    "2 of 5 students are in a group, 1 of them in more than one; 3 in none.",
  );
});

test("arrows stay inside the grid, and up from the first row is the head", () => {
  const size = { rows: 600, columns: 28, page: 10 };
  const go = (row, column, key, ctrlKey = false) => gridStep({ row, column }, { key, ctrlKey }, size);
  assert.deepEqual(go(0, 3, "ArrowUp"), { row: -1, column: 3 });
  assert.deepEqual(go(-1, 3, "ArrowUp"), { row: -1, column: 3 });
  assert.deepEqual(go(599, 27, "ArrowDown"), { row: 599, column: 27 });
  assert.deepEqual(go(4, 0, "ArrowLeft"), { row: 4, column: 0 });
  assert.deepEqual(go(4, 5, "PageUp"), { row: 0, column: 5 });
  assert.deepEqual(go(4, 5, "End", true), { row: 599, column: 27 });
  assert.equal(go(4, 5, "x"), null);
});
