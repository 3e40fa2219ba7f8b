import assert from "node:assert/strict";
import { test } from "node:test";

import { countText, withPoint } from "../../kit/activities/reflect.js";

test("marking a level leaves the others and the old value alone", () => {
  const before = { 0: 2, 3: 5 };
  assert.deepEqual(withPoint(before, "3", 1), { 0: 2, 3: 1 });
  assert.deepEqual(before, { 0: 2, 3: 5 });
});

test("a cleared level is open again, not at the lowest point", () => {
  assert.deepEqual(withPoint({ 0: 2, 3: 5 }, "3", null), { 0: 2 });
  assert.deepEqual(withPoint({}, "3", null), {});
});

test("the count leaves out levels that are gone", () => {
  assert.equal(countText([{ id: "0" }, { id: "1" }], { 1: 4, 7: 2 }), "1 of 2 levels marked.");
});
