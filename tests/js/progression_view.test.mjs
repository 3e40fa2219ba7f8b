import assert from "node:assert/strict";
import { test } from "node:test";

import { markText, withMark } from "../../kit/activities/progression_view.js";

test("marked levels keep the progression's order, whatever the order of marking", () => {
  assert.deepEqual(withMark(["3"], "1", true, ["0", "1", "2", "3"]), ["1", "3"]);
});

test("a mark at a level that is gone is kept", () => {
  assert.deepEqual(withMark(["9", "2"], "0", true, ["0", "1", "2"]), ["0", "2", "9"]);
  assert.deepEqual(withMark(["9", "2"], "2", false, ["0", "1", "2"]), ["9"]);
});

test("marking twice marks once", () => {
  assert.deepEqual(withMark(["1"], "1", true, ["0", "1"]), ["1"]);
});

test("a closed level tells of a mark and a note, and of neither", () => {
  assert.equal(markText({ met: ["1"], notes: { 1: "two papers" } }, "1"), "met this month · my note");
  assert.equal(markText({ met: [], notes: { 1: "two papers" } }, "1"), "my note");
  assert.equal(markText({ met: ["0"], notes: { 1: "  " } }, "1"), "");
});
