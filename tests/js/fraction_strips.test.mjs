import assert from "node:assert/strict";
import { test } from "node:test";

import {
  edges,
  firstStrips,
  fullLength,
  guideInWords,
  newStrip,
  recut,
  showFinding,
  stepsAcross,
  stripFinding,
  wholeFinding,
} from "../../kit/activities/fraction_strips.js";

const strip = (id, length, parts, shaded, extra = 0) => ({
  id,
  length,
  parts,
  extra,
  shaded: Array.from({ length: shaded }, (_, index) => index),
});

test("cutting again keeps the shaded length: one half becomes three sixths", () => {
  assert.deepEqual(recut(strip("a", 12, 2, 1), 6).shaded, [0, 1, 2]);
  assert.deepEqual(recut({ ...newStrip("a", 12), parts: 4, shaded: [2, 3] }, 2).shaded, [1]);
});

test("cuts that the shading does not fit are told apart from those it does", () => {
  assert.equal(recut(strip("a", 12, 2, 1), 3), null);
  assert.deepEqual(recut(strip("a", 12, 2, 0), 3).shaded, []);
});

test("parts copied onto the end are cut along, five fourths into ten eighths", () => {
  const eighths = recut(strip("a", 12, 4, 5, 1), 8);
  assert.equal(eighths.extra, 2);
  assert.equal(eighths.shaded.length, 10);
  assert.equal(fullLength(eighths), 15);
  assert.equal(recut(strip("a", 12, 4, 5, 1), 6), null);
});

test("the scale grows with the longest strip, so that nothing leaves the screen", () => {
  assert.equal(stepsAcross([newStrip("a", 12)]), 24);
  assert.equal(stepsAcross([strip("a", 12, 1, 3, 2)]), 36);
});

test("five of four equal parts show five fourths of the whole", () => {
  const found = showFinding({ strips: [strip("a", 12, 4, 5, 1)], whole: "a" }, "5/4");
  assert.equal(found.agrees, true);
  assert.equal(found.shown, "5/4");
  assert.equal(found.each[0], "Strip A: 5 equal parts, and 4 such parts fill the whole: five fourths, 5/4.");
});

test("five of five parts are the whole and not five fourths", () => {
  const found = showFinding({ strips: [strip("a", 12, 5, 5)], whole: "a" }, "5/4");
  assert.equal(found.agrees, false);
  assert.equal(found.total, "The shaded part is the whole, 1/4 less than 5/4.");
});

test("half of a shorter strip is not half of the whole, and the check says what it is", () => {
  const state = { strips: [strip("a", 12, 4, 3), strip("b", 10, 2, 1)], whole: "a" };
  const found = showFinding(state, "3/4 + 1/2");
  assert.equal(found.agrees, false);
  assert.match(found.each[1], /1\/2 of it. But the strip is shorter than the whole, strip A, so that this is 5\/12/);
  assert.equal(found.total, "Together the shaded parts are 7/6 of the whole, 1/12 less than 3/4 + 1/2.");
  state.strips[1] = { ...state.strips[1], length: 12 };
  assert.equal(showFinding(state, "3/4 + 1/2").agrees, true);
});

test("which strip is 1 decides what is shown", () => {
  const strips = [strip("a", 12, 1, 0), strip("b", 8, 2, 1)];
  assert.equal(showFinding({ strips, whole: "a" }, null).shown, "1/3");
  assert.equal(showFinding({ strips, whole: "b" }, null).shown, "1/2");
});

test("a sum may be shown in one piece, but not by other numbers with the same total", () => {
  assert.equal(showFinding({ strips: [strip("a", 12, 4, 5, 1)], whole: "a" }, "3/4 + 1/2").agrees, true);
  const others = { strips: [strip("a", 12, 1, 1), strip("b", 12, 4, 1)], whole: "a" };
  const found = showFinding(others, "3/4 + 1/2");
  assert.equal(found.agrees, false);
  assert.match(found.total, /5\/4 of the whole, but the strips do not show 3\/4 and 1\/2/);
  assert.equal(showFinding(others, "5/4").agrees, true);
});

test("a shaded amount is named as it was cut, with its simplest name beside it", () => {
  const whole = strip("a", 12, 8, 4);
  assert.equal(
    stripFinding(whole, whole),
    "Strip A: 4 equal parts, and 8 such parts fill the whole: four eighths, 4/8, the same as 1/2.",
  );
  const uncut = strip("b", 12, 1, 1);
  assert.equal(stripFinding(uncut, uncut), "Strip B: 1 of the whole: one, 1.");
});

test("the whole from two thirds is three of its halves", () => {
  assert.equal(wholeFinding(strip("a", 10, 2, 3, 1), "2/3").agrees, true);
  assert.equal(wholeFinding(strip("a", 10, 4, 6, 2), "2/3").agrees, true);
});

test("the bar itself taken for the whole would be 3/3, and the check says so", () => {
  const found = wholeFinding(strip("a", 10, 3, 3), "2/3");
  assert.equal(found.agrees, false);
  assert.match(found.says, /make the bar 3\/3, which is the whole, not 2\/3/);
});

test("the whole from five fourths is four of its five parts", () => {
  assert.equal(wholeFinding(strip("a", 15, 5, 4), "5/4").agrees, true);
  assert.equal(wholeFinding(strip("a", 15, 4, 3), "5/4").agrees, false);
});

test("the guide says which parts end where it stands", () => {
  const strips = [strip("a", 12, 4, 3), strip("b", 12, 2, 1)];
  assert.equal(guideInWords(6, strips), "strip A: the end of part 2; strip B: the end of part 1");
  assert.equal(guideInWords(9, strips), "strip A: the end of part 3; strip B: inside part 2");
  assert.equal(guideInWords(13, strips), "strip A: beyond it; strip B: beyond it");
  assert.deepEqual(edges(strips), [0, 3, 6, 9, 12]);
});

test("strips begin uncut, with letters in order", () => {
  assert.deepEqual(
    firstStrips({ strips: [12, 10] }).map(({ id, length, parts }) => [id, length, parts]),
    [
      ["a", 12, 1],
      ["b", 10, 1],
    ],
  );
});
