import assert from "node:assert/strict";
import { test } from "node:test";

import { freshId, withOption } from "../../kit/activities/item_designer.js";
import {
  analyse,
  blurred,
  findingsOn,
  invisible,
  itemText,
  notesText,
  optionMark,
  optionSays,
  problemInUse,
  withoutOption,
} from "../../kit/activities/item_designer_model.js";

/** 3/5 + 1/2: right 11/10; across and across-when-unlike 4/7; old numerators 4/10; the last one is about division. */
const domain = {
  id: "fractions",
  name: "Fractions",
  ask: "Work out",
  problems: [
    { id: "3/5 + 1/2", text: "3/5 + 1/2", html: "", answers: [["11/10", "11/10"], ["4/7", "4/7"], ["4/10", "2/5"]], operands: null },
    { id: "3 - 8", text: "3 − 8", html: "", answers: [["−5", "-5"]], operands: null },
  ],
  ideas: [
    { id: "correct", name: "Usual", gives: [0, 0] },
    { id: "across", name: "Across", gives: [1, 0] },
    { id: "unlike", name: "Across unlike", gives: [1, 0] },
    { id: "old", name: "Old numerators", gives: [2, 0] },
    { id: "division", name: "Divides", gives: [0, 0] },
    { id: "lost", name: "Lost", gives: [-1, 0] },
  ],
};
const option = (answer, idea = "", words = "") => ({ id: answer, answer, idea, words });
const names = (ideas) => ideas.map((one) => one.id);
const tie = (one) => one.idea || "nothing";
const texts = (options, kind = "choice", place = 0) => {
  const found = analyse(domain, place, options);
  return findingsOn(found, { kind, options }, place >= 0, tie).map((one) => one.text);
};

test("each answer is listed once, the right one first, with all ideas that give it", () => {
  const { rows, stuck } = analyse(domain, 0, []);
  assert.deepEqual(rows.map((row) => [row.written, names(row.ideas), row.right]), [
    ["11/10", ["correct", "division"], true],
    ["4/7", ["across", "unlike"], false],
    ["4/10", ["old"], false],
  ]);
  assert.deepEqual(names(stuck), ["lost"]);
});

test("ideas that give one wrong answer cannot be told apart, and those that give the right one do not show", () => {
  const found = analyse(domain, 0, []);
  assert.deepEqual(blurred(found).map((row) => row.written), ["4/7"]);
  assert.deepEqual(names(invisible(found)), ["division"]);
});

test("equal numbers are one answer: 2/5 is found where the idea writes 4/10", () => {
  const options = [option("2/5", "old"), option("1 1/10", "correct"), option("4/7", "across")];
  const found = analyse(domain, 0, options);
  assert.deepEqual(found.unknown, []);
  assert.deepEqual(found.right, [1]);
  assert.deepEqual(withoutOption(found), []);
  assert.equal(optionSays(found, 0, options[0], true), "Given by “Old numerators”, written 4/10.");
  assert.equal(optionSays(found, 1, options[1], true), "The right answer, written 11/10.");
  assert.equal(optionSays(found, 2, options[2], true), "Given by “Across”, “Across unlike”.");
});

test("two options that are the same number are told", () => {
  assert.ok(texts([option("11/10", "correct"), option("1.1", "slip")]).some((text) => text.startsWith("A and B are the same number")));
});

test("an option that no idea gives, and an idea that finds no option, are told", () => {
  const told = texts([option("11/10", "correct"), option("5/7", "slip")]);
  assert.ok(told.some((text) => /No known idea gives B/.test(text)));
  assert.ok(told.some((text) => text === "“Old numerators” would look for 4/10 and not find it."));
});

test("many ideas without an option become one line", () => {
  const many = { ...domain, problems: [{ ...domain.problems[0], answers: ["1", "2", "3", "4", "5"].map((one) => [one, one]) }], ideas: [0, 1, 2, 3, 4].map((at) => ({ id: at ? `i${at}` : "correct", name: `I${at}`, gives: [at] })) };
  const options = [option("1", "correct")];
  const told = findingsOn(analyse(many, 0, options), { kind: "choice", options }, true, tie).map((one) => one.text);
  assert.deepEqual(told, ["4 answers that ideas give are no option: 2, 3, 4, 5."]);
});

test("an open item has no missing options", () => {
  assert.ok(!texts([option("11/10", "correct")], "open").some((text) => /not find/.test(text)));
});

test("an option tied to an idea that gives another answer is told, with the answer", () => {
  assert.ok(texts([option("11/10", "correct"), option("4/7", "old")]).includes("B is tied to “Old numerators”, which gives 4/10 here."));
  assert.ok(texts([option("4/7", "lost")]).includes("A is tied to “Lost”, which gives no answer here."));
  assert.ok(texts([option("4/7", "correct")]).includes("A is tied to “Usual”, which gives 11/10 here."));
});

test("blank options and ties to a slip or to own words are left in peace", () => {
  const told = texts([option("11/10", "correct"), option(""), option("3/10", "words", "multiplies"), option("12/10", "slip")]);
  assert.ok(!told.some((text) => /tied/.test(text)));
});

test("a choice without the right answer is told", () => {
  assert.ok(texts([option("4/7", "across")]).includes("No option is the right answer."));
  assert.ok(!texts([], "choice").length || !texts([], "choice").includes("No option is the right answer."));
});

test("of a problem that cannot be computed only the ties are spoken of", () => {
  const told = texts([option("a lot", "across"), option("many", "across"), option("3", "")], "choice", -1);
  assert.deepEqual(told, [
    "No option is tied to the right answer.",
    "Not tied to anything yet: C.",
    "A and B are tied to the same idea, across.",
  ]);
});

test("a problem of one's own that stands in the bank is computed, however its signs are typed", () => {
  assert.equal(problemInUse(domain, { problem: "", own: " 3/5+1/2 " }), 0);
  assert.equal(problemInUse(domain, { problem: "", own: "3 – 8" }), 1);
  assert.equal(problemInUse(domain, { problem: "", own: "How many?" }), -1);
  assert.equal(problemInUse(domain, { problem: null, own: "3/5 + 1/2" }), -1);
  assert.equal(problemInUse(undefined, { problem: "3 - 8", own: "" }), -1);
});

test("the text for students holds no tie, and the notes hold every one", () => {
  const options = [option("4/7", "across"), option(""), option("11/10", "correct")];
  const item = { kind: "choice", options, stem: "Work out 3/5 + 1/2." };
  assert.equal(itemText(item), "Work out 3/5 + 1/2.\n\nA) 4/7\nC) 11/10");
  const notes = notesText(item, analyse(domain, 0, options), true, tie);
  assert.match(notes, /A\) 4\/7: across; also given by “Across unlike”/);
  assert.match(notes, /C\) 11\/10: correct\n/);
  assert.match(notes, /do not show: “Divides”/);
});

test("an open item leaves room for the answer", () => {
  assert.match(itemText({ kind: "open", options: [option("4/7")], stem: "Work out." }), /Answer: _+/);
  assert.equal(optionMark(1, "open"), "2");
  assert.equal(optionMark(1, "choice"), "B");
});

test("a new option never takes an id that is in use", () => {
  assert.equal(freshId([]), "o1");
  assert.equal(freshId([{ id: "o1" }, { id: "o7-again" }, { id: "x" }]), "o8");
  assert.deepEqual(withOption([{ id: "a", answer: "1" }, { id: "b", answer: "2" }], "b", { answer: "3" })[1], { id: "b", answer: "3" });
});
