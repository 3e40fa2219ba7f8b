import assert from "node:assert/strict";
import { test } from "node:test";

import { woven } from "../../kit/activities/woven.js";

test("elements and words stand in their places, wherever a language has them", () => {
  const node = { name: "X" };
  assert.deepEqual(woven("You named {idea}.", { idea: node }), ["You named ", node, "."]);
  assert.deepEqual(woven("{idea}: {student}", { idea: node, student: "A" }), [node, ": ", "A"]);
});

test("a name that nothing is given for stays as it stands", () => {
  assert.deepEqual(woven("for {what}", {}), ["for ", "{what}"]);
});
