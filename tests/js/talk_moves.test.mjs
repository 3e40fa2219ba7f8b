import assert from "node:assert/strict";
import { test } from "node:test";

import { codedAmong, comparison, firstOpen, namesOf, percentText, pressed, tallyOf, withCodes } from "../../kit/activities/talk_moves_model.js";

const line = (speaker, words) => ({ speaker, who: speaker === "Teacher" ? "teacher" : "student", html: "", words });
const unit = (id, ...lines) => ({ id, label: `Turn ${id}`, who: lines.at(-1).who, lines });
const units = [
  unit("1", line("Teacher", 12)),
  unit("2", line("Student 1", 3)),
  unit("3", line("Student 2", 14)),
  unit("4", line("Teacher", 5)),
  unit("5", line("Student 1", 14)),
];
const book = [
  { id: "ask", name: "Asking why", who: "teacher", reason: false },
  { id: "claim", name: "Claim", who: "student", reason: false },
  { id: "why", name: "Reason", who: "student", reason: true },
];
const proposal = {
  1: { codes: ["ask"], why_html: "" },
  2: { codes: ["claim"], why_html: "" },
  3: { codes: ["claim", "why"], why_html: "" },
  4: { codes: [], why_html: "" },
  5: { codes: null, why_html: "" },
};

test("a code is put on and taken off, and a turn without any is open again", () => {
  assert.deepEqual(pressed(undefined, "claim", "many"), ["claim"]);
  assert.deepEqual(pressed(["claim"], "why", "many"), ["claim", "why"]);
  assert.deepEqual(pressed(["claim", "why"], "claim", "many"), ["why"]);
  assert.equal(pressed(["why"], "why", "many"), undefined);
});

test("where one code is chosen, another takes its place", () => {
  assert.deepEqual(pressed(["low"], "high", "one"), ["high"]);
  assert.equal(pressed(["high"], "high", "one"), undefined);
});

test("none of these is an answer of its own, and a code takes its place", () => {
  assert.deepEqual(pressed(["claim"], null, "many"), []);
  assert.equal(pressed([], null, "many"), undefined);
  assert.deepEqual(pressed([], "claim", "many"), ["claim"]);
});

test("changing one turn leaves the others, also those of another lesson", () => {
  const all = { 1: ["ask"], "other/9": ["why"] };
  assert.deepEqual(withCodes(all, "1", undefined), { "other/9": ["why"] });
  assert.deepEqual(withCodes(all, "2", []), { ...all, 2: [] });
  assert.equal(codedAmong(units, { ...all, 2: [] }), 2);
});

test("one begins at the first open turn, and at the first of all when every turn is coded", () => {
  assert.equal(firstOpen(units, { 1: [], 2: ["claim"] }), 2);
  assert.equal(firstOpen(units, Object.fromEntries(units.map(({ id }) => [id, []]))), 0);
});

test("names stand in the order of the codebook, and an empty list has a name too", () => {
  assert.equal(namesOf(["why", "claim"], book, "none of these"), "Claim, Reason");
  assert.equal(namesOf([], book, "none of these"), "none of these");
});

test("agreement is told code by code, in counts", () => {
  const found = comparison(units, book, { 1: ["ask"], 2: ["why"], 3: ["why"], 4: [] }, proposal);
  assert.equal(found.n, 4);
  assert.deepEqual(
    found.rows.map(({ id, both, mine, theirs }) => [id, both, mine, theirs]),
    [["ask", 1, 0, 0], ["claim", 0, 0, 2], ["why", 1, 1, 0]],
  );
  assert.deepEqual(found.differ.map(({ id }) => id), ["2", "3"]);
  assert.deepEqual(found.same.map(({ id }) => id), ["1", "4"]);
});

test("turns left open, and turns on which the reference is split, are in no count", () => {
  const found = comparison(units, book, { 2: ["claim"], 5: ["why"] }, proposal);
  assert.equal(found.n, 1);
  assert.deepEqual(found.split.map(({ id }) => id), ["5"]);
  assert.equal(found.rows.find(({ id }) => id === "why").mine, 0);
});

test("a turn that the reference does not know is not compared", () => {
  assert.equal(comparison([...units, unit("6", line("Teacher", 1))], book, { 6: [] }, proposal).n, 0);
});

test("the tally counts turns, words, turns after another student, and the longest", () => {
  const told = tallyOf(units, book, {});
  assert.deepEqual(told.teacher, { turns: 2, words: 17 });
  assert.deepEqual(told.student, { turns: 3, words: 31 });
  assert.equal(told.following, 1);
  assert.equal(told.longest.unit.id, "3", "of two that are as long, the first");
});

test("reasons are counted among the student turns that were coded", () => {
  assert.deepEqual(tallyOf(units, book, { 1: ["ask"], 2: ["claim"], 3: ["claim", "why"] }).reasons, { given: 1, coded: 2 });
  assert.equal(tallyOf(units, book.slice(0, 2), {}).reasons, null);
});

test("in an exchange both lines count", () => {
  const told = tallyOf([unit("1", line("Student 1", 4), line("Teacher", 9))], book, {});
  assert.deepEqual([told.student.words, told.teacher.words, told.following], [4, 9, 0]);
});

test("a share of nothing is no number", () => {
  assert.equal(percentText(0, 0), "–");
  assert.equal(percentText(1, 3), "33%");
});
