import assert from "node:assert/strict";
import { test } from "node:test";

import { orderFrom, orderMoved, orderPlace } from "../../kit/activities/order_list.js";

test("an order that was kept loses what is gone and gets what is new at the end", () => {
  assert.deepEqual(orderFrom(["a", "b", "c"], ["c", "x", "a", "c"]), ["c", "a", "b"]);
  assert.deepEqual(orderFrom(["a", "b"], null), ["a", "b"]);
});

test("moving goes to the place asked for and never out of the list", () => {
  assert.deepEqual(orderMoved(["a", "b", "c"], "c", 0), ["c", "a", "b"]);
  assert.deepEqual(orderMoved(["a", "b", "c"], "a", 1), ["b", "a", "c"]);
  assert.deepEqual(orderMoved(["a", "b", "c"], "a", 9), ["b", "c", "a"]);
  assert.deepEqual(orderMoved(["a", "b", "c"], "a", -1), ["a", "b", "c"]);
});

test("a dragged row lands where its middle passes the others' middles", () => {
  const rows = [0, 40, 80].map((top) => ({ top, height: 40 }));
  assert.equal(orderPlace(rows, 0, 30), 0);
  assert.equal(orderPlace(rows, 0, 45), 1);
  assert.equal(orderPlace(rows, 0, 500), 2);
  assert.equal(orderPlace(rows, 2, -85), 0);
});
