import assert from "node:assert/strict";
import { test } from "node:test";

import { decisionOf, nextOpen, notYet, pieceWords, progressWords } from "../../kit/activities/import_work.js";
import { boxBetween, boxMoved, boxName, boxResized, boxWords } from "../../kit/activities/import_work_boxes.js";
import { hiddenSpans, markWords, placesOf, storedText, textPieces, wholeWords, withMark } from "../../kit/activities/import_work_text.js";

const mark = (start, end, more = {}) => ({ start, end, kind: "name", sure: true, hidden: true, replacement: "[name]", own: false, ...more });
const near = (one, other) => assert.ok(Math.abs(one - other) < 1e-9, `${one} is not ${other}`);

test("a text is cut at its marks and put together again without loss", () => {
  const text = "Emma and Liam got 3/4";
  const pieces = textPieces(text, [mark(0, 4), mark(9, 13)]);
  assert.deepEqual(pieces.map((piece) => piece.text), ["Emma", " and ", "Liam", " got 3/4"]);
  assert.equal(pieces.map((piece) => piece.text).join(""), text);
  assert.ok(pieces.every((piece) => text.slice(piece.start, piece.start + piece.text.length) === piece.text));
});

test("what is stored holds no hidden word, and a mark that is shown stays", () => {
  const marks = [mark(0, 4), mark(9, 13, { hidden: false })];
  assert.equal(storedText("Emma and Will got 3/4", marks), "[name] and Will got 3/4");
  assert.deepEqual(hiddenSpans(marks), [[0, 4, "[name]"]]);
});

test("a place may be replaced by nothing", () => {
  assert.equal(storedText("Emma 3/4", [mark(0, 5, { replacement: "" })]), "3/4");
});

test("a selection grows to whole words and drops spaces at its ends", () => {
  const text = "I asked Zariah, ok";
  assert.deepEqual(wholeWords(text, 7, 12), [8, 14]);
  assert.deepEqual(wholeWords(text, 10, 12), [8, 14]);
  assert.equal(wholeWords(text, 7, 8), null);
  assert.deepEqual(wholeWords("José Peña", 6, 7), [5, 9]);
});

test("a place marked by hand takes in the marks that it touches", () => {
  const marks = withMark([mark(0, 4, { hidden: false }), mark(20, 24)], 2, 12, "[name]");
  assert.deepEqual(marks.map((one) => [one.start, one.end, one.hidden]), [[0, 12, true], [20, 24, true]]);
});

test("marking exactly what was found hides it and keeps what it was", () => {
  const [one] = withMark([mark(0, 4, { hidden: false, kind: "school", replacement: "[school]" })], 0, 4, "[name]");
  assert.deepEqual([one.hidden, one.kind, one.replacement, one.own], [true, "school", "[school]", false]);
});

test("words are found as whole words in any capitals, with signs in them taken as they are", () => {
  assert.deepEqual(placesOf("Ana, ANA and Anabel", "ana"), [[0, 3], [5, 8]]);
  assert.deepEqual(placesOf("x.y and xzy", "x.y"), [[0, 3]]);
  assert.deepEqual(placesOf("nothing", "  "), []);
  assert.deepEqual(placesOf("big  dog", "big dog"), [[0, 8]]);
});

test("a mark says in words what happens to it", () => {
  assert.equal(markWords(mark(0, 4), "Emma"), "Emma: hidden as [name]");
  assert.equal(markWords(mark(0, 3, { hidden: false }), "ray"), "ray: shown; it may be a name");
});

test("a box stays inside the picture when it is moved or resized from any corner", () => {
  const box = { x: 0.8, y: 0.1, width: 0.15, height: 0.1, kind: "cover", suggested: true };
  near(boxMoved(box, 0.5, -0.5).x, 0.85);
  assert.equal(boxMoved(box, 0, -0.5).y, 0);
  assert.equal(boxMoved(box, 0, 0).suggested, false);
  for (const corner of ["nw", "ne", "sw", "se"]) {
    for (const [dx, dy] of [[2, 2], [-2, -2], [0.01, -0.01]]) {
      const made = boxResized(box, dx, dy, corner);
      assert.ok(made.x >= 0 && made.y >= 0 && made.x + made.width <= 1 + 1e-9 && made.y + made.height <= 1 + 1e-9);
      assert.ok(made.width > 0.01 && made.height > 0.01);
    }
  }
});

test("a corner that is moved leaves the opposite one where it is", () => {
  const box = { x: 0.2, y: 0.2, width: 0.4, height: 0.2, kind: "cover" };
  const made = boxResized(box, 0.1, 0.05, "nw");
  near(made.x + made.width, 0.6);
  near(made.y + made.height, 0.4);
});

test("a box is drawn from either end, and a tap draws none", () => {
  const made = boxBetween({ x: 0.5, y: 0.4 }, { x: 0.1, y: 0.1 }, "cover");
  near(made.x, 0.1);
  near(made.height, 0.3);
  assert.equal(boxBetween({ x: 0.5, y: 0.5 }, { x: 0.505, y: 0.5 }, "cover"), null);
});

test("a box is named by number and told by its place", () => {
  const boxes = [{ x: 0.1, y: 0, width: 0.5, height: 0.1, kind: "cover", suggested: true }, { x: 0, y: 0, width: 1, height: 1, kind: "crop" }];
  assert.equal(boxName(boxes, 0), "Cover 1 of 1, suggested");
  assert.match(boxName(boxes, 1), /only what is inside/);
  assert.equal(boxWords(boxes[0]), "10% from the left, 0% from the top, 50% wide, 10% high");
});

test("a picture waits for a box or a clear no, and for words", () => {
  const draft = { kind: "picture", boxes: [], nothing: false, alt: "" };
  assert.equal(notYet(draft).where, "boxes");
  assert.equal(notYet({ ...draft, nothing: true }).where, "alt");
  assert.equal(notYet({ ...draft, nothing: true, alt: " … " }).where, "alt");
  assert.equal(notYet({ ...draft, boxes: [{}], alt: "Three eighths shaded" }), null);
  assert.equal(notYet({ kind: "text" }), null);
});

test("a decision holds places and placeholders and no word of the student", () => {
  const draft = { kind: "text", texts: [{ item: "one", text: "Emma 3/4", marks: [mark(0, 4)] }] };
  assert.deepEqual(decisionOf(draft), { keep: true, spans: { one: [[0, 4, "[name]"]] }, boxes: [], alt: "", nothing: false });
  assert.ok(!JSON.stringify(decisionOf(draft)).includes("Emma"));
});

test("the next undecided piece comes after this one, then from the beginning", () => {
  const pieces = [{ id: "a", state: "open" }, { id: "b", state: "confirmed" }, { id: "c", state: "open" }];
  assert.equal(nextOpen(pieces, "b"), "c");
  assert.equal(nextOpen(pieces, "c"), "a");
  assert.equal(nextOpen([{ id: "a", state: "open" }], "a"), "a");
  assert.equal(nextOpen([{ id: "a", state: "left out" }], "a"), null);
});

test("progress and pieces are told in words", () => {
  assert.equal(progressWords({ found: 40, confirmed: 9, left_out: 3 }), "12 of 40 decided: 9 confirmed, 3 left out.");
  assert.equal(pieceWords({ id: "p417", kind: "answers", where: "quiz.csv, row 4" }), "P417, answers, from quiz.csv, row 4");
});
