import assert from "node:assert/strict";
import { test } from "node:test";

import {
  addFinding,
  amountOf,
  bundle,
  hasWay,
  isStandard,
  layMat,
  layPlace,
  matInWords,
  matOf,
  noRoom,
  stepInWords,
  subtractFinding,
  sumWritten,
  trade,
  waysFinding,
} from "../../kit/activities/base_ten_model.js";

const mat = (tens, ones, hundreds = 0) => ({ thousands: 0, hundreds, tens, ones });

test("a trade and a bundle change what lies there and not what it amounts to", () => {
  const traded = trade(mat(6, 2), "tens");
  assert.deepEqual(traded, mat(5, 12));
  assert.equal(amountOf(traded), 62);
  assert.deepEqual(bundle(traded, "ones"), mat(6, 2));
  assert.equal(amountOf(trade(matOf(1000), "thousands")), 1000);
});

test("nothing is traded or bundled where there is too little, or no place for it", () => {
  assert.equal(trade(mat(0, 5), "tens"), null);
  assert.equal(trade(mat(0, 5), "ones"), null);
  assert.equal(bundle(mat(3, 9), "ones"), null);
  assert.equal(bundle({ ...mat(0, 0), thousands: 12 }, "thousands"), null);
  assert.match(noRoom(mat(0, 55), "ones", 10), /room for 60 ones/);
});

test("what lies there is said and written in step", () => {
  assert.equal(matInWords(mat(3, 14)), "3 tens and 14 ones");
  assert.equal(matInWords(mat(1, 1, 1)), "1 hundred, 1 ten and 1 one");
  assert.equal(matInWords(matOf(0)), "nothing");
  assert.equal(sumWritten(mat(5, 12)), "50 + 12 = 62");
  assert.equal(sumWritten(mat(5, 0)), "50");
  assert.equal(stepInWords({ did: "trade", place: "hundreds" }), "Traded 1 hundred for 10 tens");
  assert.equal(stepInWords({ did: "bundle", place: "ones" }), "Bundled 10 ones into 1 ten");
});

test("a number is written with one digit in each place, and read back", () => {
  for (const number of [0, 7, 62, 400, 1999]) {
    assert.equal(amountOf(matOf(number)), number);
    assert.ok(isStandard(matOf(number)));
  }
});

test("two ways of 44 agree; one way, or another number, does not", () => {
  const task = { target: 44, ways: 2 };
  assert.equal(waysFinding(task, [mat(4, 4), mat(3, 14)]).agrees, true);
  assert.equal(waysFinding(task, [mat(4, 4)]).agrees, false);
  const off = waysFinding(task, [mat(4, 4), mat(3, 15)]);
  assert.equal(off.agrees, false);
  assert.match(off.says[2], /30 \+ 15 = 45, 1 more than 44/);
  assert.ok(hasWay([mat(4, 4)], mat(4, 4)));
});

test("taking away is judged by what was taken, however it was traded", () => {
  const task = { start: 62, take: 27 };
  assert.equal(subtractFinding(task, mat(3, 5), mat(2, 7)).says[0], "62 − 27 = 35.");
  assert.equal(subtractFinding(task, mat(2, 15), mat(1, 17)).agrees, true);
  assert.match(subtractFinding(task, mat(4, 2), mat(2, 0)).says[0], /20 is taken away, and 7 more/);
  assert.match(subtractFinding(task, mat(3, 2), mat(3, 0)).says[0], /3 more than 27/);
});

test("a joined number agrees when it can be read off its digits", () => {
  const task = { first: 38, second: 27 };
  assert.equal(addFinding(task, mat(6, 5), matOf(0)).says[0], "38 + 27 = 65.");
  const unbundled = addFinding(task, mat(5, 15), matOf(0));
  assert.equal(unbundled.agrees, false);
  assert.match(unbundled.says[2], /Ten of the 15 ones/);
  assert.equal(addFinding(task, mat(5, 8), mat(0, 7)).agrees, false);
});

test("no two blocks of a place lie on each other, and all lie inside their column", () => {
  const sizes = { ones: [1, 1], tens: [1, 10], hundreds: [10, 10], thousands: [13, 13] };
  for (const [place, most] of [["ones", 60], ["tens", 30], ["hundreds", 20], ["thousands", 3]]) {
    const [wide, high] = sizes[place];
    const { at, width, height } = layPlace(place, most);
    at.forEach(([x, y], index) => {
      assert.ok(x + wide <= width + 1e-9 && y + high <= height + 1e-9, `${place} ${index}`);
      for (const [left, top] of at.slice(index + 1)) {
        assert.ok(Math.abs(left - x) >= wide - 1e-9 || Math.abs(top - y) >= high - 1e-9, `${place} ${index}`);
      }
    });
  }
});

test("the mat never grows wider than its room", () => {
  const laid = layMat(["thousands", "hundreds", "tens", "ones"], { thousands: 1, hundreds: 9, tens: 9, ones: 45 }, 304, 20);
  assert.ok(laid.width <= 304.001);
});
