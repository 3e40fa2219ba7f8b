import assert from "node:assert/strict";
import { test } from "node:test";

import { answerKey } from "../../kit/activities/answer_keys.js";
import { expectedText, withRuledOut } from "../../kit/activities/bug_lab.js";
import { answersText, verdictOn } from "../../kit/activities/bug_lab_findings.js";
import {
  answeredSoFar,
  bitsOf,
  courseOf,
  fitting,
  inAList,
  mostTelling,
  notToldApart,
  pairCounts,
  partedBy,
  predictionHolds,
  speaksAgainst,
} from "../../kit/activities/bug_lab_model.js";

/** Four ideas on five problems; the answers were worked by hand. Smaller-from-larger is idea 1. */
const problem = (id, ...answers) => ({ id, text: id.replace("-", "−"), html: id, answers: answers.map((one) => [one, one]), operands: null });
const lab = {
  given: 1,
  problems: [
    problem("57 - 24", "33"),
    problem("73 - 28", "45", "55"),
    problem("50 - 23", "27", "33", "37"),
    problem("86 - 43", "43"),
    problem("904 - 237", "667", "733", "777"),
  ],
  ideas: [
    { id: "correct", name: "Usual", gives: [0, 0, 0, 0, 0] },
    { id: "smaller", name: "Smaller", gives: [0, 1, 1, 0, 1] },
    { id: "no-decrement", name: "No decrement", gives: [0, 1, 2, 0, 2] },
    { id: "zero-n", name: "Zero", gives: [0, 0, 1, 0, 0] },
  ],
  students: [{ id: "A", name: "Student A", idea: 1 }],
};
const student = lab.students[0];

test("before anything was asked only the given answers count, and every idea that gives them fits", () => {
  assert.deepEqual(answeredSoFar(lab, []), [0]);
  assert.deepEqual(fitting(lab, 1, [0]), [0, 1, 2, 3]);
});

test("problems that the bank no longer has are passed over, and the given ones are not counted twice", () => {
  assert.deepEqual(answeredSoFar(lab, ["gone", "57 - 24", "50 - 23"]), [0, 2]);
});

test("each answer leaves the ideas that give it", () => {
  assert.deepEqual(fitting(lab, 1, [0, 1]), [1, 2]);
  assert.deepEqual(fitting(lab, 1, [0, 2]), [1, 3]);
  assert.deepEqual(fitting(lab, 1, [0, 1, 2]), [1]);
});

test("a problem parts ideas by their answers, the largest group first", () => {
  assert.deepEqual(partedBy(lab, [0, 1, 2, 3], 4).map((one) => [one.written, one.ideas]), [["667", [0, 3]], ["733", [1]], ["777", [2]]]);
});

test("a problem that all ideas answer alike tells nothing; four different answers tell two bits", () => {
  assert.equal(bitsOf(partedBy(lab, [0, 1, 2, 3], 3)), 0);
  assert.equal(bitsOf([0, 1, 2, 3].map((one) => ({ ideas: [one] }))), 2);
});

test("the most telling problem is found among those left, and none where nothing would tell", () => {
  assert.equal(mostTelling(lab, [1, 3], [1, 2, 3]).problem, 1);
  assert.equal(mostTelling(lab, [1, 3], [2, 3]), null);
  assert.equal(mostTelling(lab, [1], [1, 2, 4]), null);
});

test("the course says what each problem left, and names a better one only if it would have told more", () => {
  const [first, second] = courseOf(lab, 1, ["86 - 43", "50 - 23"]);
  assert.deepEqual([first.before.length, first.after.length], [4, 4]);
  assert.equal(lab.problems[first.best.problem].id, "50 - 23");
  assert.deepEqual([second.before.length, second.after.length], [4, 2]);
  assert.equal(second.best, null);
});

test("for each pair of ideas the problems that part them are counted", () => {
  const counts = pairCounts(lab, [0, 1, 2]);
  assert.equal(counts[1][2], 1);
  assert.equal(counts[0][2], 2);
  assert.equal(counts[1][1], 0);
  assert.deepEqual(notToldApart(lab, [0, 1]), [[0, 3], [1, 2]]);
  assert.deepEqual(notToldApart(lab, [0, 1, 2]), []);
});

test("a prediction holds where it is the same number, however it is written", () => {
  const half = { ...lab, problems: [{ ...problem("1/4 + 1/4", "2/8"), answers: [["2/8", "1/4"]] }], ideas: [{ id: "x", name: "X", gives: [0] }, { id: "y", name: "Y", gives: [-1] }] };
  assert.equal(predictionHolds(half, "0.25", 0, 0), true);
  assert.equal(predictionHolds(half, "1/2", 0, 0), false);
  assert.equal(predictionHolds(half, null, 0, 0), false);
  assert.equal(predictionHolds(half, null, 1, 0), true);
});

test("an idea that fits with others is told as such, and one that does not is held against the answers", () => {
  assert.deepEqual(verdictOn(lab, student, 2, [0, 1]), ["It fits all 2 answers. So does “Smaller”: from these answers nobody can choose among them."]);
  assert.deepEqual(verdictOn(lab, student, 1, [0, 1, 2]), ["It fits all 3 answers, and no other idea of the list does."]);
  const [against, fits] = verdictOn(lab, student, 2, [0, 1, 2]);
  assert.equal(against, "One answer speaks against it. 50 − 23: the idea gives 37, Student A wrote 33.");
  assert.equal(fits, "“Smaller” fits all 3 answers.");
  assert.deepEqual(speaksAgainst(lab, 0, 1, [0, 1, 2]), [1, 2]);
});

test("no verdict grades the teacher", () => {
  for (let named = -1; named < 4; named += 1) {
    assert.doesNotMatch(verdictOn(lab, student, named, [0, 1, 2]).join(" "), /well|wrong|mistake|score|sorry|!/i);
  }
});

test("an idea is ruled out for one student, once, and can be put back", () => {
  const out = withRuledOut({ B: ["zero-n"] }, "A", "smaller", true);
  assert.deepEqual(out, { A: ["smaller"], B: ["zero-n"] });
  assert.deepEqual(withRuledOut(out, "A", "smaller", true).A, ["smaller"]);
  assert.deepEqual(withRuledOut(out, "A", "smaller", false), { A: [], B: ["zero-n"] });
});

test("what was expected is told as it was written, also nothing", () => {
  assert.equal(expectedText("34"), "You expected 34.");
  assert.equal(expectedText(null), "You expected that nothing would be written.");
  assert.match(expectedText(undefined), /without a prediction/);
});

test("lists read as sentences", () => {
  assert.equal(inAList(["A"]), "A");
  assert.equal(inAList(["A", "B", "C"]), "A, B and C");
  assert.equal(answersText(lab, partedBy(lab, [1, 2], 2)), "33 (Smaller); 37 (No decrement)");
});

test("an answer to a comparison is a sign, the larger number or a word", () => {
  const decimals = ["4.63", "4.8"];
  assert.equal(answerKey("4.8", decimals), "<");
  assert.equal(answerKey(" 4.63 ", decimals), ">");
  assert.equal(answerKey("Same", decimals), "=");
  assert.equal(answerKey("=", decimals), "=");
});
