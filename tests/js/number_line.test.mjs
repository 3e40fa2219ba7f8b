import assert from "node:assert/strict";
import { test } from "node:test";

import { exact, inWords, onePart, ratio, readNumber } from "../../kit/activities/fractions.js";
import {
  compareFinding,
  howFar,
  howToPlace,
  jumpsInWords,
  lanes,
  lineOf,
  mostJumps,
  numbersOf,
  placeFinding,
  rounded,
  snap,
  step,
  stops,
  ticks,
  whereInWords,
  wholeFinding,
} from "../../kit/activities/number_line.js";

const line = (end, parts = 1, start = 0) => ({ start, end, parts, piece: null });
const close = (a, b) => assert.ok(Math.abs(a - b) < 1e-9, `${a} is not ${b}`);

test("a number is read as it is written, without simplifying it", () => {
  assert.deepEqual(readNumber("2/2"), { text: "2/2", whole: 0, num: 2, den: 2 });
  assert.deepEqual(readNumber(" 1  1 / 2 "), { text: "1 1/2", whole: 1, num: 1, den: 2 });
  assert.deepEqual(exact(readNumber("1 1/2")), { n: 3, d: 2 });
  assert.deepEqual(exact(readNumber("2/2")), { n: 1, d: 1 });
});

test("what is no number is refused, a zero denominator too", () => {
  for (const text of ["", "x", "1/0", "0.75", "-1/2", "1/2/3", "3/", "<b>1</b>"]) assert.equal(readNumber(text), null, text);
});

test("fractions are said as a teacher says them", () => {
  const said = (text) => inWords(readNumber(text));
  assert.equal(said("3/4"), "three fourths");
  assert.equal(said("1/2"), "one half");
  assert.equal(said("2/2"), "two halves");
  assert.equal(said("1 1/2"), "one and one half");
  assert.equal(said("12/13"), "twelve thirteenths");
  assert.equal(said("3/47"), "3 over 47");
  assert.equal(said("2"), "two");
  assert.equal(onePart(5), "one fifth");
});

test("the partition cuts each unit, so that a line to 2 in thirds has seven ticks", () => {
  assert.equal(ticks(line(2, 3)).length, 7);
  close(ticks(line(2, 3))[2], 2 / 3);
  close(ticks(line(4, 2, 3))[1], 3.5);
});

test("where 1 is looked for, the given piece is cut and not the unit", () => {
  const it = { start: 0, end: 1.6, parts: 4, piece: 4 / 3 };
  assert.equal(ticks(it).length, 5);
  close(ticks(it)[3], 1);
  assert.equal(mostJumps(it), 4);
});

test("nothing attracts a marker until a partition is chosen or a jump has landed", () => {
  assert.deepEqual(stops(line(2), 0), []);
  assert.deepEqual(stops(line(2), 1), [1]);
  assert.equal(stops(line(2, 4), 0).length, 9);
  assert.equal(snap(0.74, stops(line(2, 4), 0), 0.03), 0.75);
  assert.equal(snap(0.7, stops(line(2, 4), 0), 0.03), 0.7);
  assert.equal(snap(0.99, stops(line(2), 0), 0.03), 0.99);
});

test("a marker kept at a rounded third still moves on to the next third", () => {
  const it = line(2, 3);
  const to = stops(it, 0);
  close(step(rounded(1 / 3), 1, it, to, false), 2 / 3);
  close(step(rounded(2 / 3), -1, it, to, false), 1 / 3);
});

test("a press moves by a small step without a partition, by a smaller one with Shift, and never off the line", () => {
  close(step(0.5, 1, line(2), [], false), 0.55);
  close(step(0.5, -1, line(2, 4), stops(line(2, 4), 0), true), 0.49);
  assert.equal(step(2, 1, line(2), [], false), 2);
  assert.equal(step(0, -1, line(2), [], false), 0);
});

test("labels that would cover each other stand in different rows", () => {
  const at = (x) => ({ x, width: 44 });
  assert.deepEqual(lanes([at(50), at(70), at(200)], 2), [0, 1, 0]);
  assert.equal(new Set(lanes([at(50), at(60), at(70)], 3)).size, 3);
});

test("the count is said aloud with the unit fraction and where it has reached", () => {
  assert.equal(jumpsInWords(3, line(2, 5)), "3 jumps of one fifth: three fifths");
  assert.equal(jumpsInWords(1, line(2, 4)), "1 jump of one fourth: one fourth");
  assert.equal(jumpsInWords(6, line(2, 5)), "6 jumps of one fifth: six fifths");
  assert.equal(jumpsInWords(2, line(3)), "2 jumps of one unit: two");
  assert.equal(jumpsInWords(1, line(5, 4, 2)), "1 jump of one fourth: two and one fourth");
});

test("where 1 is looked for, the jumps are not named: naming them is the task", () => {
  const it = { start: 0, end: 1.6, parts: 4, piece: 4 / 3 };
  assert.equal(jumpsInWords(3, it), "3 jumps of one part");
  assert.equal(whereInWords(1, it, 0), "3 parts from 0");
  assert.equal(whereInWords(0.8, it, 0), "about 50 percent of the way along the line");
});

test("a position is said without the number's value", () => {
  assert.equal(whereInWords(0.72, line(2)), "at about 0.72, between 0 and 1");
  assert.equal(whereInWords(0.6667, line(2, 3)), "2 of 3 parts from 0 to 1");
  assert.equal(whereInWords(1, line(2, 3)), "at 1");
  assert.equal(whereInWords(1.25, line(2, 4)), "1 of 4 parts from 1 to 2");
});

test("the check tells side and distance of a number out of place", () => {
  const found = placeFinding("2/3", 0.5, line(2));
  assert.equal(found.near, false);
  assert.equal(found.side, 1);
  assert.equal(found.says, "sits at about 0.5, about a fifth of a unit too far to the left.");
  assert.equal(placeFinding("1 1/2", 1.72, line(2)).side, -1);
});

test("the check accepts an estimate, but not two thirds at three fourths", () => {
  assert.equal(placeFinding("3/4", 0.78, line(2)).near, true);
  assert.equal(placeFinding("3/4", 2 / 3, line(2)).near, false);
  assert.equal(placeFinding("2/2", 1, line(2)).near, true);
});

test("a fourth of the whole line is told apart from the number one fourth", () => {
  assert.match(placeFinding("1/4", 0.5, line(2)).says, /one fourth of the whole line/);
  assert.doesNotMatch(placeFinding("1/4", 0.5, line(1)).says, /whole line/);
});

test("five fourths at four fifths is named as what it is", () => {
  assert.match(placeFinding("5/4", 0.8, line(2)).says, /the place of four fifths/);
});

test("distances are said in parts of a unit", () => {
  assert.equal(howFar(0.05), "about a twentieth of a unit");
  assert.equal(howFar(0.5), "about half a unit");
  assert.equal(howFar(1), "about one unit");
  assert.equal(howFar(3.1), "about three units");
});

test("a number without a reason of its own gets one from its parts", () => {
  assert.equal(howToPlace("3/4"), "Cut the unit into 4 equal parts. Make 3 jumps of one fourth from 0.");
  assert.equal(howToPlace("2 1/3"), "Cut the unit into 3 equal parts. Go to 2, and from there make 1 jump of one third.");
  assert.equal(howToPlace("2"), "Count two units from 0.");
});

test("a wrong place for 1 is answered with what the given point would be", () => {
  const found = wholeFinding("4/3", 0.8);
  assert.deepEqual([found.near, found.side], [false, 1]);
  assert.match(found.says, /the given point would be about 1.67 and not 4\/3/);
  assert.equal(wholeFinding("1/5", 0.97).near, true);
  assert.doesNotMatch(wholeFinding("1/5", 0).says, /Infinity|NaN/);
});

test("the check speaks to the reasoning first, whichever answer was chosen", () => {
  const task = { left: "4/5", right: "11/12" };
  const gap = compareFinding(task, { holds: false }, "right");
  assert.equal(gap.agrees, true);
  assert.equal(gap.reasoning, "This reasoning does not settle it.");
  assert.equal(gap.result, "Eleven twelfths is the larger number, as you chose, for another reason than this.");
  const residual = compareFinding(task, { holds: true }, "left");
  assert.equal(residual.reasoning, "This reasoning settles it.");
  assert.equal(residual.result, "Eleven twelfths is the larger number; you chose four fifths.");
  assert.equal(
    compareFinding({ left: "4/6", right: "6/9" }, { holds: true }, "same").result,
    "The two are one number, as you chose.",
  );
});

test("a free line takes its span and numbers from the answer, a task's line from the task", () => {
  const free = { task: { kind: "free", start: 0, end: 2 } };
  assert.equal(lineOf(free, { parts: 3, span: [1, 4] }).end, 4);
  assert.deepEqual(numbersOf(free, { numbers: ["3/4"] }), ["3/4"]);
  const find = { task: { kind: "find_whole", given: "1/5", reach: "13/10" } };
  close(lineOf(find, { parts: 1 }).piece, 0.2);
  assert.deepEqual(numbersOf(find, {}), ["1"]);
});

test("a ratio is in lowest terms", () => {
  assert.deepEqual(ratio(48, 60), { n: 4, d: 5 });
  assert.deepEqual(ratio(0, 7), { n: 0, d: 1 });
});
