import assert from "node:assert/strict";
import { test } from "node:test";

import {
  layTray,
  nextWord,
  principlesIn,
  readCount,
  trayFinding,
  wordFor,
} from "../../kit/activities/counting_tray_model.js";

/** Touches in order, each with the next word. */
const touches = (...objects) => objects.map((object, index) => ({ object, word: index + 1 }));
const count = (events, when = "first") => ({ when, events });
const state = (counts, more = {}) => ({ words: "numbers", counts, plate: [], answer: null, answer_after: null, mixed: false, ...more });
const objects = [0, 1, 2, 3, 4];
const named = (found, name) => found.find((one) => one.name === name);

test("number words go on past twenty, letters begin with a", () => {
  assert.deepEqual([1, 13, 20, 21, 39].map((number) => wordFor("numbers", number)), ["one", "thirteen", "twenty", "twenty-one", "thirty-nine"]);
  assert.deepEqual([1, 6, 26].map((number) => wordFor("letters", number)), ["a", "f", "z"]);
  assert.equal(nextWord(touches(0, 1)), 3);
});

test("a count with one word for each is seen as such, in whatever order", () => {
  const reading = readCount(touches(3, 0, 4, 1, 2), objects);
  assert.ok(reading.oneToOne && reading.inOrder);
  assert.equal(reading.last, 5);
});

test("a double touch, one left out, a touch without a word and a word without a touch are told apart", () => {
  assert.deepEqual(readCount(touches(0, 1, 1, 2, 3, 4), objects).twice, [1]);
  assert.deepEqual(readCount(touches(0, 1, 2, 3), objects).missed, [4]);
  assert.equal(readCount([...touches(0, 1, 2, 3), { object: 4, word: null }], objects).silent, 1);
  const past = readCount([...touches(0, 1, 2, 3, 4), { object: null, word: 6 }, { object: null, word: 7 }], objects);
  assert.equal(past.emptyAtEnd, 2);
  for (const one of [touches(0, 1, 1, 2, 3, 4), touches(0, 1, 2, 3)]) assert.equal(readCount(one, objects).oneToOne, false);
});

test("a word that is left out breaks the stable order and not one-to-one", () => {
  const events = [1, 2, 3, 5, 6].map((word, object) => ({ object, word }));
  const found = principlesIn(state([count(events)]), objects, "counter");
  assert.equal(named(found, "One-to-one").kept, true);
  assert.deepEqual(named(found, "Stable order"), { name: "Stable order", kept: false, says: "“five” came after “three”." });
});

test("the last word as answer keeps cardinality, even where the count was wrong", () => {
  const wrong = count(touches(0, 1, 1, 2, 3, 4));
  assert.equal(named(principlesIn(state([wrong], { answer: 6 }), objects, "counter"), "Cardinality").kept, true);
  assert.equal(named(principlesIn(state([wrong], { answer: 5 }), objects, "counter"), "Cardinality").kept, false);
  const again = state([count(touches(...objects)), count(touches(...objects), "asked")]);
  assert.match(named(principlesIn(again, objects, "counter"), "Cardinality").says, /a new count in place of a number/);
  assert.equal(named(principlesIn(state([wrong]), objects, "counter"), "Cardinality"), undefined);
});

test("two good counts in two orders show order irrelevance", () => {
  const both = state([count(touches(0, 1, 2, 3, 4)), count(touches(4, 3, 2, 1, 0))]);
  assert.match(named(principlesIn(both, objects, "counter"), "Order irrelevance").says, /both end with “five”/);
  const same = state([count(touches(0, 1, 2, 3, 4)), count(touches(0, 1, 2, 3, 4))]);
  assert.equal(named(principlesIn(same, objects, "counter"), "Order irrelevance"), undefined);
});

test("each behaviour is recognised when it is done, and only then", () => {
  const good = touches(...objects);
  const done = {
    recite_past: [count([...good, { object: null, word: 6 }])],
    double_touch: [count(touches(0, 1, 1, 2, 3, 4))],
    skip: [count(touches(0, 1, 3, 4))],
    recount: [count(good), count(good, "asked")],
  };
  for (const [behaviour, counts] of Object.entries(done)) {
    const task = { kind: "count_objects", objects: 5, behaviour };
    assert.equal(trayFinding(task, state(counts)).agrees, true, behaviour);
    assert.equal(trayFinding(task, state([count(good)])).agrees, false, behaviour);
  }
});

test("giving: the plate, the number asked for and the last word are compared", () => {
  const task = { kind: "give_number", objects: 12, wanted: 3, behaviour: null };
  const right = state([count(touches(0, 1, 2))], { plate: [0, 1, 2] });
  assert.equal(trayFinding(task, right).agrees, true);
  assert.match(trayFinding(task, right).says[1], /tells how many/);
  const many = state([count(touches(0, 1, 2, 3, 4))], { plate: objects });
  assert.equal(trayFinding(task, many).agrees, false);
  assert.equal(trayFinding({ ...task, behaviour: "no_stop" }, many).agrees, true);
  const silent = [0, 1, 2, 3].map((object) => ({ object, word: null }));
  const handful = state([count(silent)], { plate: [0, 1, 2, 3] });
  assert.equal(trayFinding({ ...task, behaviour: "handful" }, handful).agrees, true);
  assert.equal(trayFinding({ ...task, behaviour: "no_stop" }, handful).agrees, false);
});

test("after moving, a kept number and a new count are told apart", () => {
  const task = { kind: "rearrange", objects: 5 };
  const kept = state([count(touches(...objects))], { answer: 5, answer_after: 5 });
  assert.match(trayFinding(task, kept).says[1], /without a count/);
  const again = state([count(touches(...objects)), count(touches(...objects), "moved")], { answer: 5, answer_after: 5 });
  assert.match(trayFinding(task, again).says[1], /new count/);
  assert.equal(trayFinding(task, { ...kept, answer_after: 6 }).agrees, false);
});

test("d + c is g, and f is told as one short without telling g", () => {
  const task = { kind: "letter_sum", first: "d", second: "c", answer: 7 };
  assert.equal(trayFinding(task, { answer: 7 }).agrees, true);
  const short = trayFinding(task, { answer: 6 });
  assert.match(short.says.join(" "), /one letter short/);
  assert.doesNotMatch(short.says.join(" "), /\bg\b/);
});

test("objects lie on the tray and not on each other, on a phone and on a screen", () => {
  for (const width of [304, 1200]) {
    for (const [arrangement, most] of [["line", 20], ["circle", 20], ["scattered", 12], ["ten_frame", 20]]) {
      const { at, size, height } = layTray(arrangement, most, width);
      assert.ok(size >= 36, `${arrangement} ${width}: ${size}`);
      at.forEach(([x, y], index) => {
        assert.ok(x >= size / 2 && x <= width - size / 2 && y >= size / 2 && y <= height - size / 2 + 1, `${arrangement} ${width} ${index}`);
        for (const [other, below] of at.slice(index + 1)) assert.ok(Math.hypot(other - x, below - y) >= size - 1, `${arrangement} ${width} ${index}`);
      });
    }
  }
});
