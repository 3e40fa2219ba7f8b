import assert from "node:assert/strict";
import { test } from "node:test";

import {
  amountWritten,
  applyRule,
  isSameRatio,
  linesInWords,
  marksAt,
  misfitInWords,
  newColumn,
  pairInWords,
  pairOf,
  quantityNamed,
  reachOf,
  readAmount,
  roomFor,
  ruleFor,
  ruleInWords,
  whyNoAmount,
} from "../../kit/activities/ratios.js";
import { answerFinding, choiceFinding, columnInWords, nextId } from "../../kit/activities/ratio_table.js";

const PAINT = [
  { one: "cup of red", many: "cups of red" },
  { one: "cup of yellow", many: "cups of yellow" },
];
const column = (id, a, b, made = { by: "given" }) => ({ id, a, b, made });
const paint = [column(1, "2", "3")];
const pair = (a, b) => ({ a: readAmount(a), b: readAmount(b) });
const made = (columns, rule) => {
  const { pair: found } = applyRule(columns, rule);
  return [amountWritten(found.a), amountWritten(found.b)];
};

test("amounts are read as fractions, mixed numbers and decimals, and stay exact", () => {
  assert.equal(amountWritten(readAmount("2.5")), "2 1/2");
  assert.equal(amountWritten(readAmount("21/5")), "4 1/5");
  assert.equal(amountWritten(readAmount(" 6/4 ")), "1 1/2");
  for (const text of ["", "x", "0", "0.0", "-2", "1/0", "1000", "1e3", "<b>"]) assert.equal(readAmount(text), null, text);
});

test("a negative number and zero are answered for what they are", () => {
  assert.match(whyNoAmount("−3"), /less than 0/);
  assert.match(whyNoAmount("0"), /0 goes with 0/);
  assert.match(whyNoAmount("abc"), /Write a number/);
});

test("a seventh taken seven times is the pair again, without a trace of rounding", () => {
  const seventh = made(paint, { by: "over", of: 1, n: "7" });
  assert.deepEqual(seventh, ["2/7", "3/7"]);
  assert.deepEqual(made([...paint, column(2, ...seventh)], { by: "times", of: 2, n: "7" }), ["2", "3"]);
});

test("columns are scaled, put together and taken apart", () => {
  const two = [...paint, column(2, "6", "9")];
  assert.deepEqual(made(two, { by: "times", of: 1, n: "3 1/2" }), ["7", "10 1/2"]);
  assert.deepEqual(made(two, { by: "sum", of: [1, 2] }), ["8", "12"]);
  assert.deepEqual(made(two, { by: "less", of: [2, 1] }), ["4", "6"]);
  assert.match(applyRule(two, { by: "less", of: [1, 2] }).problem, /Nothing would be left/);
  assert.match(applyRule(two, { by: "times", of: 2, n: "999" }).problem, /up to 999/);
});

test("adding the same number to both gives another ratio, except where both amounts are equal", () => {
  const [a, b] = made(paint, { by: "same", of: 1, n: "4" });
  assert.deepEqual([a, b], ["6", "7"]);
  assert.equal(isSameRatio(pair(a, b), pairOf(paint[0])), false);
  const even = [column(1, "3", "3")];
  assert.equal(isSameRatio(pair(...made(even, { by: "same", of: 1, n: "4" })), pairOf(even[0])), true);
});

test("what was typed is followed back the shortest way", () => {
  const columns = [...paint, column(2, "6", "9"), column(3, "1", "1 1/2")];
  const how = (a, b) => ruleInWords(ruleFor(columns, pair(a, b)));
  assert.equal(how("4", "6"), "column 1 × 2");
  assert.equal(how("7", "10 1/2"), "column 3 × 7");
  assert.equal(how("2/3", "1"), "column 1 ÷ 3");
  const two = columns.slice(0, 2);
  assert.equal(ruleInWords(ruleFor(two, pair("8", "12"))), "column 1 × 4");
  assert.equal(ruleInWords(ruleFor([column(1, "4", "6"), column(2, "10", "15")], pair("14", "21"))), "column 1 + column 2");
  assert.equal(ruleInWords(ruleFor([column(1, "4", "6"), column(2, "10", "15")], pair("6", "9"))), "column 2 − column 1");
  assert.equal(ruleInWords(ruleFor(paint, pair("7", "10 1/2"))), "column 1 × 3 1/2");
  assert.equal(ruleFor(columns, pair("7", "8")), null);
});

test("an additive pair is named as such, with the part that was added, and the partner is not told", () => {
  const said = misfitInWords(paint, pair("7", "8"), PAINT);
  assert.match(said, /8 stands to the left of 7/);
  assert.match(said, /5 was added to both numbers of column 1/);
  assert.match(said, /5 cups of red with 5 cups of yellow, while column 1 has 2 cups of red with 3 cups of yellow/);
  assert.doesNotMatch(said, /10 1\/2/);
  assert.match(misfitInWords(paint, pair("1", "2"), PAINT), /1 was taken from both/);
  assert.match(misfitInWords(paint, pair("6", "4"), PAINT), /fit the other way round/);
  assert.match(misfitInWords(paint, pair("7", "12"), PAINT), /to the right of 7.*too many cups of yellow/);
});

test("amounts are said as one says them", () => {
  assert.equal(pairInWords(pair("1", "1 1/2"), PAINT), "1 cup of red with 1 1/2 cups of yellow");
  assert.equal(pairInWords(pair("2/3", "1"), PAINT), "2/3 cup of red with 1 cup of yellow");
  assert.deepEqual(quantityNamed("person, people"), { one: "person", many: "people" });
  assert.deepEqual(quantityNamed("km"), { one: "km", many: "km" });
});

test("amounts of one ratio stand in line on the double number line, others do not", () => {
  const unit = pairOf(paint[0]);
  const good = marksAt(pair("7", "10 1/2"), unit);
  assert.deepEqual(good.top, good.bottom);
  const off = marksAt(pair("7", "8"), unit);
  assert.notDeepEqual(off.top, off.bottom);
  assert.deepEqual(marksAt({ a: readAmount("7"), b: null }, unit).bottom, { n: 7, d: 2 });
  assert.deepEqual(reachOf([pair("6", "7"), pair("2", "12")], unit), { n: 4, d: 1 });
});

test("the drawing says in words what is in line, what is not, and what is asked, without the answer", () => {
  const marks = [
    { ...pair("2", "3"), kind: "given" },
    { ...pair("6", "7"), kind: "trial" },
    { a: readAmount("7"), b: null, kind: "asked" },
  ];
  const said = linesInWords(marks, pairOf(paint[0]), PAINT);
  assert.match(said, /2 above 3; 6 to the right of 7, not in line; what is below 7 cups of red is asked/);
  assert.doesNotMatch(said, /10/);
});

test("a label that finds no room is left out, the first one never", () => {
  assert.deepEqual(roomFor([{ x: 0, width: 20 }, { x: 5, width: 20 }, { x: 8, width: 20, quiet: true }], 2), [0, 1, -1]);
});

const MISSING = { kind: "missing_value", quantities: PAINT, asked: { amount: "7", of: "first" } };

test("the answer is traced to a column, or to a way from one", () => {
  const to = (columns, text) => answerFinding(MISSING, columns, readAmount(text));
  assert.deepEqual(to([...paint, column(2, "7", "10 1/2", { by: "times", of: 1, n: "3 1/2" })], "10.5").agrees, true);
  assert.match(to([...paint, column(2, "7", "10 1/2", { by: "times", of: 1, n: "3 1/2" })], "10.5").says[0], /column 2 of your table, column 1 × 3 1\/2/);
  assert.match(to(paint, "10 1/2").says[0], /follows from your table: column 1 × 3 1\/2/);
  assert.equal(to(paint, "12").agrees, false);
  assert.doesNotMatch(to(paint, "12").says[0], /10 1\/2/);
  assert.deepEqual(answerFinding(MISSING, paint, null).says, []);
});

test("in a comparison the answer is looked at after the reasoning, and a right one by a poor reason is told apart", () => {
  const task = {
    quantities: PAINT,
    tables: [{ name: "A", pair: ["3", "5"] }, { name: "B", pair: ["6", "8"] }],
  };
  assert.deepEqual(choiceFinding(task, "second", true), {
    agrees: true,
    says: ["B has more cups of red for the same cups of yellow, as you chose."],
  });
  assert.match(choiceFinding(task, "second", false).says[0], /for another reason than this/);
  assert.equal(choiceFinding(task, "same", false).agrees, false);
  const same = { ...task, tables: [{ name: "A", pair: ["4", "6"] }, { name: "B", pair: ["6", "9"] }] };
  assert.match(choiceFinding(same, "first", false).says[0], /Both have 2\/3 cup of red for 1 cup of yellow; you chose A/);
});

test("a column says how it was made; one of another ratio says that first", () => {
  const columns = [...paint, column(3, "6", "9", { by: "times", of: 1, n: "3" }), column(4, "6", "7", { by: "same", of: 1, n: "4" })];
  assert.equal(columnInWords(columns, columns[1], PAINT), "Column 3: 6 cups of red with 9 cups of yellow, column 1 × 3.");
  assert.match(columnInWords(columns, columns[2], PAINT), /^Column 4: another ratio than column 1\./);
  assert.equal(nextId(columns), 5);
  assert.deepEqual(newColumn(5, pair("3", "4.5"), { by: "typed", as: null }), column(5, "3", "4 1/2", { by: "typed", as: null }));
});
