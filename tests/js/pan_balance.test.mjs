import assert from "node:assert/strict";
import { test } from "node:test";

import {
  applyMove,
  effectInWords,
  history,
  moveInWords,
  panInWords,
  panWritten,
  readPan,
  readWhole,
  rowsOnPan,
  signOf,
  solutionOf,
  testInWords,
  tilt,
  wayInWords,
  whyNotWhole,
} from "../../kit/activities/pan_balance_model.js";
import { answerFinding, balanceInWords, isHeld } from "../../kit/activities/pan_balance.js";

const pans = (text) => {
  const [left, right] = text.split("=").map((side) => readPan(side).pan);
  return { left, right };
};
const move = (text) => {
  const [act, n, what, side] = text.split(" ");
  return { act, n: Number(n), what, side };
};
const after = (text, ...moves) => {
  const { pans: now } = history(pans(text), moves.map(move)).at(-1);
  return `${panWritten(now.left, "x")} = ${panWritten(now.right, "x")}`;
};

test("a side is read with boxes in any place, and written with the boxes first", () => {
  assert.deepEqual(readPan("2 + 3x + x").pan, { boxes: 4, weights: [2] });
  assert.deepEqual(readPan("□ + 5").pan, { boxes: 1, weights: [5] });
  assert.deepEqual(readPan("0").pan, { boxes: 0, weights: [] });
  assert.equal(panWritten({ boxes: 1, weights: [5] }, "□"), "□ + 5");
  assert.equal(panWritten({ boxes: 0, weights: [] }, "x"), "0");
});

test("negative numbers and taking away cannot lie on a pan, and it is said", () => {
  for (const text of ["x - 3", "−2", "8 – 4"]) assert.match(readPan(text).problem, /negative numbers cannot be shown/);
  assert.match(readPan("2y").problem, /Write sums/);
  assert.match(readPan("7x").problem, /6 boxes/);
  assert.match(whyNotWhole("-4"), /never less/);
  assert.match(whyNotWhole("1/2"), /whole number/);
});

test("an equation is solved by equal moves", () => {
  assert.equal(after("3x + 2 = x + 10", "take 2 ones both"), "3x = x + 8");
  assert.equal(after("3x + 2 = x + 10", "take 2 ones both", "take 1 boxes both"), "2x = 8");
  assert.equal(after("3x + 2 = x + 10", "take 2 ones both", "take 1 boxes both", "split 2 ones both"), "x = 4");
  assert.equal(after("x + 9 = 4x + 3", "take 1 boxes both", "take 3 ones both", "split 3 ones both"), "2 = x");
});

test("a sentence is compared by taking the same from both sides", () => {
  assert.equal(after("37 + 56 = 39 + 54", "take 37 ones both"), "56 = 2 + 54");
  assert.equal(after("8 + 4 = x + 5", "take 4 ones both"), "8 = x + 1");
  assert.equal(after("5 + 6 = 9 + 2", "take 10 ones both"), "1 = 1");
});

test("what is not there cannot be taken, and a box is not cut", () => {
  const no = (text, one) => applyMove(pans(text), move(one)).problem;
  assert.match(no("x + 2 = 5", "take 3 ones both"), /left pan has only 2 in weights.*never less/);
  assert.match(no("x + 2 = 5", "take 1 boxes both"), /right pan has no box/);
  assert.match(no("3x = 6", "split 2 ones both"), /3 boxes: no 2 equal parts without cutting a box/);
  assert.match(no("2x = 7", "split 2 ones both"), /7 in weights: no 2 equal parts in whole numbers/);
  const before = pans("2x + 3 = 7");
  applyMove(before, move("take 2 ones both"));
  assert.deepEqual(before, pans("2x + 3 = 7"), "a move makes new pans and leaves the old ones for the record");
});

test("the pans tilt as the weights have it", () => {
  assert.equal(tilt(pans("3x + 2 = x + 10"), 4), 0);
  assert.equal(tilt(pans("3x + 2 = x + 10"), 5), 1);
  assert.equal(tilt(pans("3x + 2 = x + 10"), 3), -1);
  assert.equal(signOf(tilt(pans("3x = x + 10"), 4)), "<");
});

test("a move on one pan alone is recognised, and the words say what changed and by how much", () => {
  const said = effectInWords(move("take 2 ones left"), 0, -1);
  assert.match(said, /2 taken from the left pan only\./);
  assert.match(said, /level and are not any more: the left pan is lighter by 2\. This is not the same equation\./);
  assert.match(effectInWords(move("take 2 ones right"), -1, 0), /level again/);
  assert.match(effectInWords(move("take 1 boxes both"), 0, 0), /Both changed alike: they were level and still are\./);
  assert.match(effectInWords(move("split 3 ones left"), 0, -1), /holds one part where the other pan holds all/);
});

test("while the pans are held, words give away nothing about them", () => {
  const both = effectInWords(move("take 37 ones both"), null, null);
  assert.match(both, /a true sentence stays true, a false one false/);
  assert.match(effectInWords(move("take 37 ones left"), null, null), /says nothing about the one before/);
  assert.match(balanceInWords(pans("37 + 56 = 39 + 54"), null), /held level until you check/);
  const task = { kind: "true_false", ...pans("37 + 56 = 39 + 54") };
  assert.equal(isHeld(task, { checks: [], choice: "true" }), true);
  assert.equal(isHeld(task, { checks: [{}], choice: "true" }), false);
});

test("the record says where a way went wrong, and whether it was made up for", () => {
  const way = (...moves) => wayInWords(history(pans("3x + 2 = x + 10"), moves.map(move)), 4);
  assert.match(way("take 2 ones both", "take 1 boxes both"), /After each of the 2 moves the pans were level/);
  assert.match(way("take 2 ones both", "take 1 boxes left"), /^Move 2, 1 box taken from the left pan only, tipped the pans/);
  assert.match(way("take 2 ones left", "take 2 ones right"), /^Move 1, .*A later move made up for it\.$/);
  assert.equal(way(), "No move was made on the pans.");
});

test("a number is tried by working both sides out", () => {
  assert.equal(testInWords(pans("3x + 2 = x + 10"), 4), "Left: 3 × 4 + 2 = 14. Right: 4 + 10 = 14. The pans are level.");
  assert.equal(testInWords(pans("8 + 4 = □ + 5"), 12), "Left: 8 + 4 = 12. Right: 12 + 5 = 17. The right pan is heavier by 5.");
  assert.equal(solutionOf(pans("3x + 2 = x + 10")), 4);
  assert.equal(solutionOf(pans("x + 2 = x + 10")), null);
  assert.equal(readWhole("x = 4"), 4);
  assert.equal(readWhole("4.5"), null);
});

test("true or false is answered apart from the reason", () => {
  const task = { kind: "true_false", ...pans("28 + 45 = 30 + 47") };
  const wrong = answerFinding(task, { choice: "true" }, { holds: false });
  assert.equal(wrong.agrees, false);
  assert.match(wrong.says[0], /The sentence is false; you chose true\./);
  assert.match(answerFinding(task, { choice: "false" }, { holds: false }).says[0], /for another reason than this/);
});

test("moves are told for the record, and things are told for those who cannot see them", () => {
  assert.equal(moveInWords(move("split 2 ones both")), "one of 2 equal parts kept on both pans");
  assert.equal(panInWords({ boxes: 1, weights: [8, 4, 2] }), "1 box and weights of 8, 4 and 2");
  assert.equal(panInWords({ boxes: 0, weights: [] }), "nothing");
});

test("a move that no longer fits is passed over, and the rest is shown", () => {
  assert.equal(after("x + 2 = 5", "take 9 ones both", "take 2 ones both"), "x = 3");
});

test("things that are too wide for one row are stacked", () => {
  assert.deepEqual(rowsOnPan([{ width: 44 }, { width: 44 }, { width: 44 }], 100).map((row) => row.length), [2, 1]);
});
