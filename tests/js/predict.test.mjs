import assert from "node:assert/strict";
import { test } from "node:test";

import {
  amount,
  asPrediction,
  differ,
  differenceText,
  givenOut,
  readNumber,
  totalText,
} from "../../kit/activities/predict.js";

const bar = (label, value) => ({ label, text: label.replaceAll("$", ""), html: label, value });
const shares = { kind: "shares", out_of: 100, bars: [bar("1", 7), bar("2", 24), bar("19", 28)] };
const separate = { kind: "percent_correct", out_of: 100, bars: [bar("$1/4$", 44), bar("$2/2$", 35.5)] };
const counts = { kind: "counts", out_of: 950, bars: [bar("$5/6$", 617), bar("other", 333)] };

test("a number in range is taken without a word", () => {
  assert.deepEqual(readNumber("28", 100), { value: 28, message: "" });
  assert.deepEqual(readNumber("0", 100), { value: 0, message: "" });
  assert.deepEqual(readNumber("100", 100), { value: 100, message: "" });
});

test("a number out of range is set to the nearest end, and the message names both", () => {
  assert.equal(readNumber("150", 100).value, 100);
  assert.match(readNumber("150", 100).message, /150 .* 100/);
  assert.equal(readNumber("-3", 100).value, 0);
  assert.match(readNumber("−3", 100).message, /−3 .* 0/);
  assert.equal(readNumber("951", 950).value, 950);
});

test("text leaves the bar as it was and says so", () => {
  for (const [text, unreadable] of [["many", false], ["", true], ["1e999", false]]) {
    const read = readNumber(text, 100, unreadable);
    assert.equal(read.value, undefined);
    assert.match(read.message, /not a number/);
  }
});

test("a part of a whole number is rounded, and the message says so", () => {
  assert.equal(readNumber("12.4", 100).value, 12);
  assert.match(readNumber("12.4", 100).message, /12\.4 became 12/);
});

test("an emptied field opens the bar again without a message", () => {
  assert.deepEqual(readNumber("", 100), { value: null, message: "" });
  assert.deepEqual(readNumber("  ", 100), { value: null, message: "" });
});

test("the running total counts only bars that are shown", () => {
  assert.equal(givenOut(shares.bars, { 1: 10, 2: 75, gone: 40 }), 85);
});

test("the running total tells what is left or too much and lets one go on", () => {
  assert.equal(totalText(85), "85 of 100 given out, 15 left. You may look all the same.");
  assert.equal(totalText(100), "100 of 100 given out.");
  assert.match(totalText(105), /^105 of 100 given out: 5 too many/);
});

test("the difference names the farthest bar and both numbers, and grades nothing", () => {
  const said = differenceText(shares, { 1: 10, 2: 30, 19: 5 });
  assert.equal(said, "Largest difference: for “19” you expected 5%; it was 28%.");
  assert.doesNotMatch(said, /good|well|wrong|right|score|only/i);
});

test("the difference of counts is told in counts", () => {
  assert.equal(
    differenceText(counts, { "$5/6$": 800 }),
    "Largest difference: for “5/6” you expected 800 of 950; it was 617.",
  );
});

test("a bar that was not set is not compared where bars stand alone", () => {
  assert.match(differenceText(separate, { "$2/2$": 30 }), /“2\/2” you expected 30%; it was 35.5%/);
});

test("of equal differences the first bar of the file is named", () => {
  assert.match(differenceText(shares, { 1: 17, 2: 14, 19: 28 }), /“1”/);
});

test("looking without a prediction is said plainly", () => {
  assert.equal(differenceText(shares, {}), "You looked without a prediction.");
  assert.equal(differenceText(shares, { gone: 4 }), "You looked without a prediction.");
});

test("an exact prediction is told without praise", () => {
  assert.equal(
    differenceText(shares, { 1: 7, 2: 24, 19: 28 }),
    "No difference: each bar you set is where the published one is.",
  );
});

test("shares left alone are kept as 0, separate bars stay open, nothing set stays nothing", () => {
  assert.deepEqual(asPrediction(shares, { 2: 90 }), { 1: 0, 2: 90, 19: 0 });
  assert.deepEqual(asPrediction(separate, { "$1/4$": 90 }), { "$1/4$": 90 });
  assert.deepEqual(asPrediction(shares, {}), {});
});

test("a bar that the question no longer has is no part of a new prediction", () => {
  assert.deepEqual(asPrediction(separate, { old: 4, "$1/4$": 9 }), { "$1/4$": 9 });
  assert.deepEqual(asPrediction(shares, { old: 4 }), {});
});

test("a changed mind is seen in the bars that are shown only", () => {
  assert.equal(differ(shares.bars, { 1: 5 }, { 1: 5, old: 3 }), false);
  assert.equal(differ(shares.bars, { 1: 5 }, { 1: 6 }), true);
  assert.equal(differ(shares.bars, {}, { 1: 0 }), true);
});

test("amounts carry their unit", () => {
  assert.equal(amount(28, shares), "28%");
  assert.equal(amount(617, counts), "617 of 950");
});
