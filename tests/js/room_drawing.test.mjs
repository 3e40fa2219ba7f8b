import assert from "node:assert/strict";
import { test } from "node:test";

import { columns, fitted, marksPath, noteOf, panelText, segments, wrapped } from "../../kit/room/front/drawing.js";

const stacked = {
  form: "stacked",
  heading: "Where each card was put",
  parts: [{ id: "1", name: "1 Parts" }, { id: "2", name: "2 Copies" }, { id: "unsure", name: "? not enough to say" }],
  rows: [{ id: "s1", label: "S01", counts: [3, 0, 1], n: 4, note: "split 50", mark: 2 }],
};

test("the parts of a row fill it from end to end, and an empty row is empty", () => {
  assert.deepEqual(segments([1, 0, 3], 80), [{ x: 0, width: 20 }, { x: 20, width: 0 }, { x: 20, width: 60 }]);
  assert.deepEqual(segments([0, 0], 80).map((one) => one.width), [0, 0]);
});

test("a label that is too long ends in an ellipsis and never goes over its lines", () => {
  assert.deepEqual(wrapped("Copies of a unit fraction", 13), ["Copies of a", "unit fraction"]);
  for (const text of ["S28", "A word", "Incomprehensibilities", "one two three four five six seven eight"]) {
    const lines = wrapped(text, 8);
    assert.ok(lines.length <= 2 && lines.every((line) => line.length <= 8), `${text}: ${lines}`);
  }
  assert.ok(wrapped("one two three four five", 8)[1].endsWith("…"));
});

test("a wall takes fewer rows rather than smaller letters", () => {
  const panel = { form: "bars", heading: "", of: 3, rows: Array.from({ length: 40 }, (_, at) => ({ id: String(at), label: "x", count: 1, mark: false })) };
  const view = { width: 1600, height: 600, font: 40 };
  const { rows, height, foot } = fitted(panel, view);
  assert.ok(rows * height + foot <= 600.01 && height >= view.font * 1.9);
  assert.ok(rows < 40 && rows >= 6);
  assert.equal(fitted(panel, { width: 320, font: 15 }).rows, 40, "in the hand all rows are there to scroll");
  assert.equal(fitted(panel, { width: 1600, height: 5, font: 40 }).rows, 1);
});

test("labels, drawing and notes have a place each", () => {
  for (const width of [320, 900, 1600]) {
    const { left, right } = columns(stacked, { width, font: 15 });
    assert.ok(left > 0 && right > left + width * 0.3 && right < width, `${width}: ${left} ${right}`);
  }
});

test("the pile of the reference is named beside the row, so that an empty pile can be marked", () => {
  assert.equal(noteOf(stacked.rows[0], stacked), "split 50  ◆ ?");
  assert.equal(noteOf({ ...stacked.rows[0], mark: null }, stacked), "split 50");
});

test("a mark on a strip is taller the more people stand there, and one mark for each place", () => {
  const path = marksPath([[0, 1], [50, 4]], (at) => at, 4, 100);
  assert.equal(path, "M0.0 100V70.0M50.0 100V0.0");
});

test("the picture as text says what the drawing says", () => {
  assert.deepEqual(panelText(stacked), ["S01: 3 1 Parts, 1 ? not enough to say; split 50; reference ? not enough to say."]);
  const strips = { form: "strips", unit: "%", rows: [{ label: "19", n: 2, middle: 30, mark: null }, { label: "21", n: 0, middle: null, mark: 28 }] };
  assert.deepEqual(panelText(strips), ["19: 2 placed, the middle one at 30%.", "21: none yet; reference 28%."]);
});

test("a number with its interval is told with both ends, and with its sign where there is less than nothing", () => {
  const row = { id: "all", label: "The whole", middle: 6, low: -2, high: 14, n: 17 };
  const change = { form: "intervals", start: -100, end: 100, ticks: [[0, "0"]], rows: [row] };
  assert.equal(noteOf(row, change), "+6  (−2 to +14)");
  assert.deepEqual(panelText(change), ["The whole: 6, between -2 and 14, 17 people."]);
  const level = { ...change, start: 0 };
  assert.equal(noteOf({ ...row, low: null, high: null }, level), "6");
  assert.ok(fitted(change, { width: 320, font: 15 }).foot > 15, "there is room for the numbers below the line");
});
