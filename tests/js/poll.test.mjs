import assert from "node:assert/strict";
import { test } from "node:test";

import { inWords, readAmount, sameAnswer, withChoice } from "../../kit/activities/poll.js";

test("a number is read as people type it", () => {
  assert.equal(readAmount("1,250", null, null).value, 1250);
  assert.equal(readAmount(" −3.5 ", null, null).value, -3.5);
  assert.equal(readAmount(".5", 0, 1).value, 0.5);
  assert.equal(readAmount("", 0, 1).value, null);
});

test("what is no number, or out of range, leaves the answer and says why", () => {
  for (const [text, least, most] of [["about 5", null, null], ["1e3", null, null], ["12,5", null, null], ["31", 0, 30], ["-1", 0, 30]]) {
    const { value, message } = readAmount(text, least, most);
    assert.equal(value, undefined, text);
    assert.ok(message.length > 10, text);
  }
});

test("several choices stay in the order of the options, and none is no answer", () => {
  const ids = ["a", "b", "c"];
  assert.deepEqual(withChoice(ids, ["c"], "a", true), ["a", "c"]);
  assert.equal(withChoice(ids, ["c"], "c", false), null);
  assert.deepEqual(withChoice(ids, ["gone", "c"], "b", true), ["b", "c", "gone"]);
});

test("answers are told in words", () => {
  const options = [{ id: "y", text: "Yes" }, { id: "n", text: "No" }];
  assert.equal(inWords({ kind: "one", options }, "y"), "Yes");
  assert.equal(inWords({ kind: "ordered", options }, ["n", "y"]), "No, then Yes");
  assert.equal(inWords({ kind: "scale", options: [], points: 5 }, 4), "4 of 5");
  assert.equal(inWords({ kind: "numeric", options: [], unit: "of 30" }, 12), "12 of 30");
  assert.ok(sameAnswer(["a"], ["a"]) && !sameAnswer(["a", "b"], ["b", "a"]));
});
