import assert from "node:assert/strict";
import { test } from "node:test";

import { asCsv, asText, clockText, countsOf, csvField, lengthOf, nextReading, secondsSince, shiftOnReturn, timelineEnd } from "../../kit/activities/observation_clock.js";

const STARTED = "2026-11-20T09:00:00.000Z";
const start = Date.parse(STARTED);
const HOUR = 3600_000;
const codes = [
  { id: "waits", name: "Waits", who: "teacher" },
  { id: "says-why", name: "Says why", who: "student" },
];

/** Seconds that the sheet shows after a series of readings `[wall, steady, away]` in seconds after the start. */
function shownAfter(...readings) {
  let reading = { wall: start, steady: 500, shift: 0 };
  for (const [wall, steady, away = false] of readings) {
    reading = nextReading(reading, { wall: start + wall * 1000, steady: 500 + steady * 1000, away });
  }
  return Math.round(secondsSince(STARTED, reading.wall, reading.shift));
}

test("time runs with the device's clock", () => {
  assert.equal(shownAfter([1, 1], [61, 61]), 61);
});

test("a locked screen, during which the steady clock stood still, loses no time", () => {
  assert.equal(shownAfter([10, 10], [310, 12, true]), 310);
});

test("a clock that is set forward or back while one watches changes nothing", () => {
  assert.equal(shownAfter([10, 10], [3611, 11], [3612, 12]), 12);
  assert.equal(shownAfter([10, 10], [-3589, 11], [-3588, 12]), 12);
});

test("a clock that is set back behind a locked screen changes nothing that could be known", () => {
  assert.equal(shownAfter([10, 10], [-3000, 20, true], [-2999, 21]), 21);
});

test("a clock that is corrected by a second is followed", () => {
  assert.equal(shownAfter([10, 10], [12, 11]), 12);
});

test("after a reload time is told from the start, and never lies before the last tap", () => {
  const kept = { started: STARTED, ended: null, taps: [{ at: 600, code: "waits" }, { at: 30, code: "waits" }] };
  assert.equal(shiftOnReturn(kept, start + HOUR), 0);
  const shift = shiftOnReturn(kept, start - HOUR);
  assert.equal(secondsSince(STARTED, start - HOUR, shift), 600);
  assert.equal(shiftOnReturn({ ...kept, shift: 3600 }, start + 2 * HOUR), 3600);
  assert.equal(shiftOnReturn({ started: null, ended: null, taps: [] }, start), 0);
});

test("the length of an observation takes in its last tap, whatever the clock did", () => {
  const ended = "2026-11-20T09:42:00.000Z";
  assert.equal(lengthOf({ started: STARTED, ended, taps: [] }), 2520);
  assert.equal(lengthOf({ started: STARTED, ended, taps: [], shift: 20 }), 2500);
  assert.equal(lengthOf({ started: STARTED, ended: STARTED, taps: [{ at: 77, code: "waits" }] }), 77);
  assert.equal(lengthOf({ started: null, ended: null, taps: [] }), 0);
});

test("a clock reads minutes and seconds, and hours when there are some", () => {
  assert.deepEqual([0, 65.9, 3599, 3723].map(clockText), ["0:00", "1:05", "59:59", "1:02:03"]);
});

test("the timeline is five minutes long and grows by five", () => {
  assert.deepEqual([0, 298, 299, 300, 2000].map(timelineEnd), [300, 300, 300, 600, 2100]);
});

test("a field with a comma, a quote or a line break is quoted, and none is taken for a formula", () => {
  assert.equal(csvField('she said "no", twice'), '"she said ""no"", twice"');
  assert.equal(csvField("two\nlines"), '"two\nlines"');
  assert.equal(csvField("=1+1"), "'=1+1");
  assert.equal(csvField(12), "12");
});

const observation = {
  started: STARTED,
  ended: "2026-11-20T09:10:00.000Z",
  taps: [
    { at: 90, code: "says-why", note: "“44, and 27”" },
    { at: 30.4, code: "waits" },
    { at: 95, code: "old-one" },
  ],
};

test("the file has a line for each tap, in the order of time, also for a look-for that is gone", () => {
  const lines = asCsv(observation, codes).trimEnd().split("\r\n");
  assert.deepEqual(lines, [
    "seconds,time,code,look_for,who,note",
    "30,0:30,waits,Waits,teacher,",
    '90,1:30,says-why,Says why,student,"“44, and 27”"',
    "95,1:35,old-one,old-one,,",
  ]);
});

test("the text has counts, moments with their words, and says what notes are about", () => {
  const text = asText(observation, codes);
  assert.match(text, /moments, not people/);
  assert.match(text, /1 {2}Says why \(student\)/);
  assert.match(text, /1:30 {2}Says why: “44, and 27”/);
  assert.match(text, /10:00 long/);
  assert.deepEqual(countsOf(observation.taps), { waits: 1, "says-why": 1, "old-one": 1 });
});
