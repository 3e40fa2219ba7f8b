import assert from "node:assert/strict";
import { test } from "node:test";

import {
  bringIn,
  changedSince,
  fitSort,
  isMove,
  joinGroups,
  putCard,
  sheetCsv,
  sheetMarkdown,
  sheetOf,
  splitOff,
  suggestionsFor,
  withLevel,
} from "../../kit/activities/decide_next_model.js";

const content = {
  cards: ["a", "b", "c", "d"].map((id) => ({ id, label: id.toUpperCase() })),
  piles: [
    { id: "0", name: "Counts", next_html: "fold" },
    { id: "2", name: "Copies", next_html: "strips" },
  ],
  unsure: "unsure",
  tags: [
    { id: "apart", name: "tops and bottoms", idea: "Adding across", next_html: "two strips" },
    { id: "slip", name: "slip", idea: null, next_html: null },
  ],
  accuracy: [{ id: "right", name: "all right" }, { id: "partly", name: "some right" }],
  boxes: [{ id: "build_on", name: "Build on" }],
};
const empty = { groups: [], levels: {}, issues: {}, accuracy: {}, brought: null, sheet: {} };
const sort = (placed, tags = {}, accuracy = {}) => fitSort({ placed, tags, accuracy }, content);
const cardsOf = (state) => Object.fromEntries(state.groups.map((group) => [group.name, group.cards]));

test("a sort becomes a group for each level, in the order of the levels", () => {
  const state = bringIn(empty, sort({ a: "2", b: "0", c: "2", d: "unsure" }), content);
  assert.deepEqual(cardsOf(state), { "Level 0: Counts": ["b"], "Level 2: Copies": ["a", "c"], "Not enough to say": ["d"] });
  assert.deepEqual(state.groups.map((group) => group.name), ["Level 0: Counts", "Level 2: Copies", "Not enough to say"]);
});

test("cards, levels and marks of a foreign sort are passed over", () => {
  assert.deepEqual(fitSort({ placed: { a: "17", x: "0", b: "0" }, tags: { a: "no list", b: ["apart", "gone"] }, accuracy: [1] }, content), {
    placed: { b: "0" },
    tags: { b: ["apart"] },
    accuracy: {},
    notes: {},
  });
  assert.deepEqual(fitSort(undefined, content).placed, {});
});

test("a sort brought in again moves what changed there and leaves what was done here", () => {
  let state = bringIn(empty, sort({ a: "2", b: "0", c: "2" }, { a: ["apart"] }), content);
  state = { ...state, groups: putCard(state.groups.map((group) => ({ ...group, move: "mine" })), "c", state.groups[0].id) };
  state = { ...state, issues: { ...state.issues, a: "my words" } };
  const again = bringIn(state, sort({ a: "0", b: "0", c: "unsure", d: "2" }, { a: ["slip"], b: ["apart"] }), content);
  assert.deepEqual(cardsOf(again), { "Level 0: Counts": ["b", "c", "a"], "Level 2: Copies": ["d"] });
  assert.equal(again.levels.c, "unsure", "its level is the new one, though it stays in the group it was put in");
  assert.deepEqual(again.issues, { a: "my words", b: "tops and bottoms" });
  assert.ok(again.groups.every((group) => group.move === "mine"));
  assert.deepEqual(changedSince(state.brought, again.brought, content), ["A", "B", "C", "D"]);
  assert.deepEqual(changedSince(again.brought, again.brought, content), []);
});

test("a level chosen here makes the group; changed again, the card goes on and leaves no empty group", () => {
  let state = withLevel(empty, "a", "0", content);
  state = withLevel(state, "a", "2", content);
  assert.deepEqual(cardsOf(state), { "Level 2: Copies": ["a"] });
  assert.deepEqual(withLevel(state, "a", "", content).groups, []);
});

test("a group in which something was written stays, empty or not", () => {
  let state = withLevel(empty, "a", "0", content);
  state = { ...state, groups: state.groups.map((group) => ({ ...group, move: "Ask whether it fits" })) };
  state = withLevel(state, "a", "2", content);
  assert.deepEqual(cardsOf(state), { "Level 0: Counts": [], "Level 2: Copies": ["a"] });
});

test("a card stands in one group at most, and a split makes a group of its own", () => {
  const { groups } = bringIn(empty, sort({ a: "2", b: "0" }), content);
  const moved = putCard(groups, "a", groups[0].id);
  assert.deepEqual(moved.map((group) => group.cards), [["b", "a"], []]);
  const split = splitOff(groups, "a");
  assert.equal(split.length, 3);
  assert.deepEqual(split.at(-1).cards, ["a"]);
  assert.equal(new Set(split.map((group) => group.id)).size, 3);
});

test("joining keeps what was written in both groups, and that a suggestion was seen early", () => {
  const one = { id: "g1", name: "one", cards: ["a"], issue: "size", move: "line", shown: "after", first: "line" };
  const two = { id: "g2", name: "two", cards: ["b"], issue: "unit", move: "strips", shown: "before", first: "" };
  assert.deepEqual(joinGroups([one, two], "g2", "g1"), [
    { id: "g1", name: "one", cards: ["a", "b"], issue: "size; unit", move: "line\nstrips", shown: "before", first: "line" },
  ]);
});

test("suggestions are those of the levels in the group and of the ideas marked or named, each once", () => {
  const state = bringIn(empty, sort({ a: "2", b: "0" }, { a: ["apart", "slip"] }), content);
  const group = { ...state.groups[1], issue: "tops and bottoms" };
  assert.deepEqual(suggestionsFor(group, state, content).map((one) => one.from), ["Level 2, Copies", "Adding across"]);
  assert.deepEqual(suggestionsFor({ ...group, cards: [], issue: "" }, state, content), []);
});

test("one word is not yet a move", () => {
  assert.deepEqual(["", "  ", "strips", "fold strips"].map(isMove), [false, false, false, true]);
});

test("a spreadsheet gets every row, quotes intact, and no formula", () => {
  const state = { ...bringIn(empty, sort({ a: "2" }, {}, { a: "partly" }), content), issues: { a: '=cmd "x"' } };
  const [head, first, ...rest] = sheetCsv(sheetOf(state, content, "Sheet")).split("\r\n");
  assert.equal(head, '\uFEFF"Sample","Group","Level","Issue","Accuracy","Issue of the group","Next move of the group"');
  assert.equal(first, '"A","Level 2: Copies","2 Copies","\'=cmd ""x""","some right","",""');
  assert.equal(rest.filter(Boolean).length, 3);
});

test("Markdown keeps a table a table, whatever was typed", () => {
  const state = { ...bringIn(empty, sort({ a: "2" }), content), issues: { a: "a | b\nc <b>" }, sheet: { build_on: "fifths" } };
  const text = sheetMarkdown(sheetOf(state, content, "Sheet"));
  assert.match(text, /\| A \| Level 2: Copies \| 2 Copies \| a \\\| b<br>c &lt;b> \| {3}\|/);
  assert.match(text, /### Build on\n\nfifths/);
});
