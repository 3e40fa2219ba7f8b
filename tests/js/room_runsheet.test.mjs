import assert from "node:assert/strict";
import { test } from "node:test";

import { after, clockWords, placeOf, plan } from "../../kit/room/front/runsheet.js";
import { answeredText, phaseText, shownKey } from "../../kit/room/front/showing.js";

const row = (block, minutes, ...keys) => ({ block, heading: block, minutes: { 45: minutes[0], 75: minutes[1] }, activities: keys.map((key) => ({ key, title: key })) });
const sheet = [row("focus", [2, 3]), row("sort", [15, 20], "a", "b"), row("trace", [0, 5], "c"), row("end", [4, 4], "d")];

test("each block begins where the one before ends, in the path that was chosen", () => {
  assert.deepEqual(plan(sheet, "75").get("trace"), { from: 23, to: 28 });
  assert.deepEqual(plan(sheet, "45").get("end"), { from: 17, to: 21 });
});

test("next goes through the activities of a block, then to the next block that the path has", () => {
  assert.deepEqual(after(sheet, "75", { block: "focus", key: null }), { block: "sort", key: "a" });
  assert.deepEqual(after(sheet, "75", { block: "sort", key: "a" }), { block: "sort", key: "b" });
  assert.deepEqual(after(sheet, "75", { block: "sort", key: "b" }), { block: "trace", key: "c" });
  assert.deepEqual(after(sheet, "45", { block: "sort", key: "b" }), { block: "end", key: "d" });
  assert.equal(after(sheet, "75", { block: "end", key: "d" }), null);
});

test("a console that is opened again begins where the room is", () => {
  assert.deepEqual(placeOf(sheet, { block: null, current: null }), { block: "focus", key: null });
  assert.deepEqual(placeOf(sheet, { block: "sort", current: "b" }), { block: "sort", key: "b" });
  assert.deepEqual(placeOf(sheet, { block: "trace", current: "b" }), { block: "trace", key: "c" });
  assert.deepEqual(placeOf(sheet, { block: null, current: "d" }), { block: "end", key: "d" });
});

test("the clock says how late it is, and only then", () => {
  assert.equal(clockWords(null, { from: 0, to: 3 }, 32), "");
  assert.equal(clockWords(21.4, { from: 3, to: 23 }, 32), "0:21 of 0:32");
  assert.equal(clockWords(26, { from: 3, to: 23 }, 32), "0:26 of 0:32, 3 min behind the run sheet");
});

test("the wall shows the current activity only if it is to be shown", () => {
  const state = (current, shown) => ({ current, activities: Object.fromEntries(["a", "b"].map((key) => [key, { shown: shown.includes(key) }])) });
  assert.equal(shownKey(state("a", ["a", "b"])), "a");
  assert.equal(shownKey(state("a", ["b"])), "b");
  assert.equal(shownKey(state("a", [])), null);
  assert.equal(shownKey(null), null);
});

test("counts and phases in words", () => {
  assert.equal(answeredText(12, 30), "12 of 30 answered");
  assert.equal(answeredText(31, 30), "31 answered", "somebody answered and went home");
  assert.equal(phaseText({ phase: "paused", shown: true, revealed: true }), "paused, on the projector, reference revealed");
  assert.equal(phaseText(undefined), "not open yet");
});
