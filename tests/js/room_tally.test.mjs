import assert from "node:assert/strict";
import { test } from "node:test";
import { countsOf } from "../../kit/room/front/tally.js";

const fields = (...texts) => texts.map((text, at) => ({ row: "s28", part: String(at), text }));

test("empty fields and zeros are no counts", () => {
  assert.deepEqual(countsOf(fields("3", "", " 0 ", " 12")), { s28: { 0: 3, 3: 12 } });
  assert.deepEqual(countsOf(fields("", "0")), {});
});

test("what is no whole number is not taken", () => {
  for (const text of ["two", "1.5", "-1", "12345", "1e3"]) assert.equal(countsOf(fields("1", text)), null, text);
});
