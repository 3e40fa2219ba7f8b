import assert from "node:assert/strict";
import { test } from "node:test";

import { compare, comparisonSentence, move, neighbour, nextUnsorted, onBoard } from "../../kit/activities/sort_board.js";

test("a card moves to one pile only, and the sort before it is left as it was", () => {
  const before = { s01: "0" };
  const after = move(before, "s01", "2");
  assert.deepEqual(after, { s01: "2" });
  assert.deepEqual(before, { s01: "0" });
});

test("a card taken off its pile is unsorted again", () => {
  assert.deepEqual(move({ s01: "0", s02: "1" }, "s01", ""), { s02: "1" });
});

test("the next unsorted card is looked for going round", () => {
  const cards = ["a", "b", "c", "d"];
  assert.equal(nextUnsorted(cards, { d: "1" }, "c"), "a");
  assert.equal(nextUnsorted(cards, { a: "1", b: "1" }, "c"), "d");
  assert.equal(nextUnsorted(cards, { a: "1", b: "1", d: "0" }, "c"), null);
});

test("a placement stands to the reference as same, near, far or open", () => {
  assert.equal(compare("2", { pile: "2" }, "unsure"), "same");
  assert.equal(compare("2", { pile: "3" }, "unsure"), "near");
  assert.equal(compare("0", { pile: "3" }, "unsure"), "far");
  assert.equal(compare("unsure", { pile: "3" }, "unsure"), "open");
  assert.equal(compare("3", { pile: "unsure" }, "unsure"), "open");
  assert.equal(compare("unsure", { pile: "unsure" }, "unsure"), "same");
});

test("cards that are not placed, or have no reference, are not compared", () => {
  assert.equal(compare(undefined, { pile: "3" }, "unsure"), "none");
  assert.equal(compare("3", null, "unsure"), "none");
});

test("the comparison is said in one sentence that counts placed cards only", () => {
  assert.equal(
    comparisonSentence(["same", "same", "near", "open", "none"]),
    "Of 4 placed cards: 2 as in the reference, 1 one level away, 1 where you or the reference chose “not enough to say”.",
  );
  assert.equal(comparisonSentence(["far"]), "Of 1 placed card: 1 further away.");
});

test("arrows go along a pile and to the next pile that has cards", () => {
  const piles = [["a", "b", "c"], [], ["d"], []];
  assert.equal(neighbour(piles, "a", "ArrowRight"), "b");
  assert.equal(neighbour(piles, "a", "ArrowLeft"), "a");
  assert.equal(neighbour(piles, "c", "ArrowDown"), "d");
  assert.equal(neighbour(piles, "d", "ArrowDown"), "d");
  assert.equal(neighbour(piles, "d", "ArrowUp"), "a");
  assert.equal(neighbour(piles, "b", "End"), "c");
  assert.equal(neighbour(piles, "b", "Home"), "a");
});

test("a place that the board has lost is set apart, and its card is unsorted", () => {
  const sort = { placed: { a: "1", b: "9", z: "2" }, first: null, gone: { y: "3" } };
  assert.deepEqual(onBoard(sort, ["a", "b"], ["1", "2"]), {
    placed: { a: "1" },
    first: null,
    gone: { y: "3", b: "9", z: "2" },
  });
  assert.equal(onBoard(sort, ["a", "b", "z"], ["1", "2", "9"]), sort);
});
