import assert from "node:assert/strict";
import { test } from "node:test";

import { clockText, eventReader, leftOf, merged, pause } from "../../kit/room/front/live.js";

function read(...pieces) {
  const found = [];
  const take = eventReader((event, data) => found.push([event, data]));
  pieces.forEach(take);
  return found;
}

test("an event is told once it is whole, however it was cut on the way", () => {
  const text = 'event: live\ndata: {"a":1}\n\n: still here\n\ndata: x\ndata: y\n\n';
  const whole = [["live", '{"a":1}'], ["message", "x\ny"]];
  assert.deepEqual(read(text), whole);
  for (let cut = 1; cut < text.length; cut += 1) assert.deepEqual(read(text.slice(0, cut), text.slice(cut)), whole, `cut at ${cut}`);
  assert.deepEqual(read("data: half"), []);
});

test("lines may end as on any system, cut between the two signs too", () => {
  assert.deepEqual(read("event: live\r\ndata: 1\r\n\r", "\n"), [["live", "1"]]);
});

test("a picture that did not change stays", () => {
  const first = merged(null, { state: { revision: 1 }, pictures: { a: 1, b: 2 } });
  assert.deepEqual(merged(first, { state: { revision: 2 }, pictures: { b: 3 } }), { state: { revision: 2 }, pictures: { a: 1, b: 3 } });
  assert.deepEqual(merged(first, { state: { revision: 2 } }).pictures, { a: 1, b: 2 });
});

test("tries come at longer and longer distances, and not all rooms at once", () => {
  const middle = [0, 1, 2, 3, 4, 50].map((tries) => pause(tries, () => 0.5));
  assert.deepEqual(middle, [500, 1000, 2000, 4000, 8000, 8000]);
  assert.notEqual(pause(0, () => 0), pause(0, () => 0.9));
});

test("a timer goes by the server's clock, in seconds or as a date", () => {
  assert.equal(leftOf({ ends_at: 100, left_s: null, running: true }, 40_000), 60_000);
  assert.equal(leftOf({ ends_at: "1970-01-01T00:01:40Z", left_s: null, running: true }, 40_000), 60_000);
  assert.equal(leftOf({ ends_at: 100, left_s: 12, running: false }, 40_000), 12_000);
  assert.equal(leftOf(null, 0), null);
  assert.equal(clockText(245_000), "4:05");
  assert.equal(clockText(-30_000), "−0:30");
});
