import assert from "node:assert/strict";
import { test } from "node:test";

import { chooseForm, goOnAt, lacks, screensOf, worked } from "../../kit/activities/diagnostic_task.js";

const PARTS = [
  { id: "one", kind: "explain" },
  { id: "two", kind: "order" },
];

test("the closing gives the form that the baseline did not", () => {
  const baseline = (form) => ({ "00/baseline": { form } });
  for (const chance of [0, 0.99]) {
    assert.equal(chooseForm("00/baseline", baseline("A"), chance), "B");
    assert.equal(chooseForm("00/baseline", baseline("B"), chance), "A");
  }
});

test("somebody whose baseline is on paper says which form it was, and a baseline that is here goes before that", () => {
  for (const chance of [0, 0.99]) {
    assert.equal(chooseForm("00/baseline", { "00/baseline": {} }, chance, "A"), "B");
    assert.equal(chooseForm("00/baseline", { "00/baseline": {} }, chance, "B"), "A");
    assert.equal(chooseForm("00/baseline", { "00/baseline": { form: "A" } }, chance, "B"), "B");
  }
});

test("without an earlier form each is as likely as the other", () => {
  for (const [first, others] of [[null, {}], ["00/baseline", {}], ["00/baseline", { "00/baseline": {} }], ["00/baseline", undefined]]) {
    assert.equal(chooseForm(first, others, 0.49), "A");
    assert.equal(chooseForm(first, others, 0.5), "B");
  }
});

test("writing comes before the choices", () => {
  assert.deepEqual(screensOf(PARTS).map(({ part, step }) => `${part.id} ${step}`), ["one write", "one choose", "two order"]);
});

test("a choice is finished when it is said how sure, also at 0 percent", () => {
  const [, choose] = screensOf(PARTS);
  const value = { answers: { one: { choice: "a" } }, confidence: {} };
  assert.equal(lacks(choose, value), "not said how sure");
  assert.equal(lacks(choose, { ...value, confidence: { one: 0 } }), "");
  assert.equal(lacks(choose, { answers: {}, confidence: { one: 50 } }), "nothing chosen");
});

test("one goes on at the first question that is open", () => {
  const screens = screensOf(PARTS);
  assert.equal(goOnAt(screens, { answers: {}, confidence: {} }), 0);
  const value = { answers: { one: { text: "x", choice: "a" }, two: { order: ["p"] } }, confidence: { one: 10 } };
  assert.equal(goOnAt(screens, value), 2);
  assert.equal(goOnAt(screens, { ...value, confidence: { one: 10, two: 10 } }), 3);
});

test("a long break counts as two minutes of work, and a clock set back as none", () => {
  assert.equal(worked(10, 5000), 15);
  assert.equal(worked(10, 3_600_000), 130);
  assert.equal(worked(10, -5000), 10);
});
