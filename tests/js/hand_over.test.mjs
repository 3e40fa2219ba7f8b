import assert from "node:assert/strict";
import { test } from "node:test";

import { asFile, caution, inWords, isOlder, packed, progressOf } from "../../kit/activities/hand_over_model.js";

const FORMS = {
  A: [{ id: "one", title: "A subtraction" }, { id: "two", title: "Five ways" }],
  B: [{ id: "one", title: "An addition" }, { id: "two", title: "Five ways" }],
};
const TASKS = [{ key: "00/baseline", name: "Baseline" }, { key: "12/closing", name: "Closing" }];
const task = (form) => ({
  form,
  answers: { one: { text: "smaller from larger", choice: "c" }, two: { order: ["q", "p"] } },
  confidence: { one: 80, two: 0 },
  started_at: 1000,
  done_at: 2000,
  seconds: 600,
});
const both = { "00/baseline": task("A"), "12/closing": task("B") };

test("what goes is the form, the choices, the orders and how sure; no time, no sentence", () => {
  const pack = packed(TASKS, both, FORMS, false);
  assert.deepEqual(pack["00/baseline"], { form: "A", answers: { one: { choice: "c" }, two: { order: ["q", "p"] } }, confidence: { one: 80, two: 0 } });
  assert.ok(!JSON.stringify(pack).includes("smaller") && !/seconds|_at/.test(JSON.stringify(pack)));
});

test("sentences go with a tick, and an empty one never", () => {
  const others = { ...both, "00/baseline": { ...task("A"), answers: { one: { text: "  " }, two: { order: ["p", "q"] } } } };
  const pack = packed(TASKS, others, FORMS, true);
  assert.equal(pack["12/closing"].answers.one.text, "smaller from larger");
  assert.deepEqual(pack["00/baseline"].answers, { two: { order: ["p", "q"] } });
});

test("a form that was only opened is not handed over, and odd answers harm nothing", () => {
  for (const odd of [undefined, null, 3, {}, { form: "A" }, { form: "C", answers: { one: { choice: "a" } } }, { form: "A", answers: 7 }, { form: "A", answers: { gone: { choice: "a" }, one: null } }]) {
    assert.deepEqual(packed(TASKS, { "00/baseline": odd }, FORMS, true), {});
    assert.equal(progressOf(odd, FORMS).there, false);
  }
  assert.deepEqual(packed(TASKS, undefined, FORMS, true), {});
});

test("what is missing, or the same form twice, is said before one presses", () => {
  const say = (others) => caution(TASKS, packed(TASKS, others, FORMS, false));
  assert.equal(say(both), "");
  assert.match(say({}), /nothing to hand over/);
  assert.match(say({ "12/closing": task("B") }), /Only the closing/);
  assert.match(say({ "00/baseline": task("A") }), /Only the baseline/);
  assert.match(say({ "00/baseline": task("B"), "12/closing": task("B") }), /Both times it was form B/);
});

test("an answer changed after handing over is noticed", () => {
  const value = { handed: true, tasks: packed(TASKS, both, FORMS, false) };
  assert.equal(isOlder(value, packed(TASKS, both, FORMS, false)), false);
  const changed = { ...both, "12/closing": { ...task("B"), confidence: { one: 10 } } };
  assert.equal(isOlder(value, packed(TASKS, changed, FORMS, false)), true);
  assert.equal(isOlder({ ...value, handed: false }, {}), false);
});

test("one can read what would go, part by part", () => {
  const [first] = inWords(TASKS, packed(TASKS, both, FORMS, true), FORMS);
  assert.equal(first.name, "Baseline, form A");
  assert.deepEqual(first.lines, ["A subtraction: choice c; 80 % sure; “smaller from larger”", "Five ways: order q, p; 0 % sure"]);
});

test("the file is a journal with nothing else in it", () => {
  const file = JSON.parse(asFile("12/hand-over", { handed: true, tasks: {} }, "abc", "2026-01-01T00:00:00Z"));
  assert.deepEqual(Object.keys(file.responses), ["12/hand-over"]);
  assert.equal(file.format, "throughline-journal");
  assert.equal(file.participant, "abc");
});
