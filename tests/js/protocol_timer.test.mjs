import assert from "node:assert/strict";
import { test } from "node:test";

import {
  allotted,
  clockText,
  fromItsBeginning,
  goneTo,
  minutesInAll,
  oneMoreMinute,
  phase,
  secondsLeft,
  spoken,
  started,
  stopped,
  taken,
  untilChange,
} from "../../kit/activities/protocol_timer.js";

const STEPS = [{ minutes: 5 }, { minutes: 10 }, { minutes: 1 }];
const NOON = Date.UTC(2026, 10, 1, 12);
const fresh = { step: 0, started_at: null, left: {}, added: {} };
const after = (seconds) => NOON + seconds * 1000;

test("the time left is worked out from the time of day, however long the page slept", () => {
  const running = { ...fresh, ...started(STEPS, fresh, NOON) };
  assert.equal(secondsLeft(STEPS, running, after(0)), 300);
  assert.equal(secondsLeft(STEPS, running, after(299.5)), 0.5);
  assert.equal(secondsLeft(STEPS, running, after(400)), -100);
});

test("a clock that was set back does not give time away", () => {
  assert.equal(secondsLeft(STEPS, { ...fresh, started_at: NOON }, after(-60)), 300);
});

test("pausing and going on loses nothing", () => {
  let clock = { ...fresh, ...started(STEPS, fresh, NOON) };
  clock = { ...clock, ...stopped(STEPS, clock, after(100)) };
  assert.equal(secondsLeft(STEPS, clock, after(5000)), 200);
  clock = { ...clock, ...started(STEPS, clock, after(5000)) };
  assert.equal(secondsLeft(STEPS, clock, after(5010)), 190);
});

test("a minute more counts before, during and after a step ran over", () => {
  const begun = { ...fresh, ...oneMoreMinute(fresh) };
  assert.equal(allotted(STEPS, begun, 0), 360);
  assert.equal(secondsLeft(STEPS, begun, NOON), 360);
  const over = { ...fresh, left: { 0: -20 } };
  assert.equal(secondsLeft(STEPS, { ...over, ...oneMoreMinute(over) }, NOON), 40);
});

test("going on by mistake and back again gives the step what it had left", () => {
  let clock = { ...fresh, started_at: NOON };
  clock = { ...clock, ...goneTo(STEPS, clock, after(120), 1) };
  assert.equal(clock.started_at, after(120), "a clock that ran goes on running in the next step");
  assert.equal(secondsLeft(STEPS, clock, after(121)), 599);
  clock = { ...clock, ...goneTo(STEPS, clock, after(122), 0) };
  assert.equal(secondsLeft(STEPS, clock, after(122)), 180);
  assert.equal(clock.left[1], 598);
});

test("after the last step the clock stands and no step is left", () => {
  const clock = { ...fresh, step: 2, started_at: NOON };
  const over = { ...clock, ...goneTo(STEPS, clock, after(90), 3) };
  assert.equal(over.started_at, null);
  assert.equal(over.step, 3);
  assert.equal(taken(STEPS, over, 2), 1.5);
  assert.equal(taken(STEPS, over, 0), null);
  assert.deepEqual(started(STEPS, over, after(100)), {});
});

test("the whole time again keeps the minutes that were added", () => {
  const clock = { ...fresh, left: { 0: -30, 1: 5 }, added: { 0: 2 } };
  const again = { ...clock, ...fromItsBeginning(clock, NOON) };
  assert.equal(secondsLeft(STEPS, again, NOON), 420);
  assert.equal(again.left[1], 5);
});

test("digits reach 0:00 when the time is up, and count on with a plus", () => {
  assert.deepEqual([600, 599.2, 0.1, 0, -0.5, -80, -4000].map(clockText), ["10:00", "10:00", "0:01", "0:00", "0:00", "+1:20", "+66:40"]);
});

test("the next painting is when the digits change", () => {
  assert.equal(untilChange(299.25), 250);
  assert.equal(untilChange(300), 1000);
  assert.equal(untilChange(-1.25), 750);
});

test("the last minute is told apart only where a step is longer than two", () => {
  assert.deepEqual([phase(61, 300), phase(60, 300), phase(0, 300), phase(30, 60)], ["going", "last", "over", "going"]);
});

test("time is told in words for hearing", () => {
  assert.deepEqual([320, 60, 1, -5].map(spoken), ["5 minutes 20 seconds", "1 minute", "1 second", "no time"]);
});

test("the time left in all leaves out steps that are over and counts later ones whole", () => {
  assert.equal(minutesInAll(STEPS, { ...fresh, step: 1, started_at: NOON, left: { 0: 100 } }, after(300)), 6);
});
