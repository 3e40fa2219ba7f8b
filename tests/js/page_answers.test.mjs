import assert from "node:assert/strict";
import { test } from "node:test";

import { fitted, openAnswers, readFile } from "../../kit/pages/front/answers.js";
import { makeModel } from "../../kit/pages/front/model.js";
import { addTime, dayOf, minutes } from "../../kit/pages/front/record.js";

/** A browser's storage with room for so many letters. */
function storage(room = Infinity) {
  const kept = new Map();
  return {
    get length() {
      return kept.size;
    },
    key: (n) => [...kept.keys()][n],
    getItem: (name) => kept.get(name) ?? null,
    setItem(name, text) {
      if (text.length > room) throw new Error("QuotaExceededError");
      kept.set(name, text);
    },
  };
}

const clock = (...times) => () => times.shift() ?? "2026-01-09T00:00:00Z";

test("an answer is there again when the page is opened again", () => {
  const browser = storage();
  openAnswers(browser).save("05/sort", { placed: { s1: "2" } }, 0);
  assert.deepEqual(openAnswers(browser).get("05/sort").value, { placed: { s1: "2" } });
});

test("an answer that another window gave meanwhile is set aside, not lost", () => {
  const browser = storage();
  const [one, two] = [openAnswers(browser), openAnswers(browser)];
  one.save("05/sort", { n: 1 }, 0);
  const { elsewhere } = two.save("05/sort", { n: 2 }, 0);
  assert.equal(elsewhere, true);
  const file = JSON.parse(two.file());
  assert.deepEqual(file.responses["05/sort"].value, { n: 2 });
  assert.deepEqual(file.earlier.map((one) => one.value), [{ n: 1 }]);
});

test("without storage answers last as long as the page, and that is said", () => {
  for (const refusing of [null, storage(0)]) {
    const answers = openAnswers(refusing);
    answers.save("05/sort", { n: 1 }, 0);
    assert.equal(answers.refused(), true);
    assert.deepEqual(answers.get("05/sort").value, { n: 1 });
    assert.deepEqual(answers.keys(), ["05/sort"]);
  }
});

test("damaged storage is no answer, and no error", () => {
  const browser = storage();
  browser.setItem("throughline/answer/05/sort", '{"half');
  browser.setItem("throughline/answer/05/line", '{"value": 3}');
  assert.equal(openAnswers(browser).get("05/sort"), null);
  assert.equal(openAnswers(browser).get("05/line"), null);
});

test("of two answers to one activity the later is taken and the other kept beside it", () => {
  const elsewhere = openAnswers(storage(), clock("2026-01-03T00:00:00Z", "2026-01-01T00:00:00Z"));
  elsewhere.save("05/sort", { n: "theirs" }, 0);
  elsewhere.save("05/line", { n: "theirs" }, 0);
  const here = openAnswers(storage(), clock("2026-01-02T00:00:00Z", "2026-01-02T00:00:00Z"));
  here.save("05/sort", { n: "mine" }, 0);
  here.save("05/line", { n: "mine" }, 0);
  assert.deepEqual(here.take(elsewhere.file()), { taken: ["05/sort"], older: ["05/line"] });
  assert.equal(here.get("05/sort").value.n, "theirs");
  assert.equal(here.get("05/line").value.n, "mine");
  assert.deepEqual(JSON.parse(here.file()).earlier.map((one) => [one.key, one.value.n]), [
    ["05/sort", "mine"],
    ["05/line", "theirs"],
  ]);
  assert.deepEqual(here.take(elsewhere.file()).taken, [], "a second time changes nothing");
});

test("a file that is none of ours is refused in words and changes nothing", () => {
  const here = openAnswers(storage());
  here.save("05/sort", { n: 1 }, 0);
  const before = here.file();
  for (const text of ["", "[]", "{}", '{"format": "throughline-journal", "version": 2, "responses": {}}', "\u0000PNG"]) {
    assert.throws(() => here.take(text), /Nothing was changed/);
  }
  assert.equal(here.file(), before);
});

test("what is malformed in a file is left out, the rest is read", () => {
  const good = { key: "05/a", value: {}, at: "2026-01-01T00:00:00Z", participant: "x", revision: 1 };
  const file = { format: "throughline-journal", version: 1, responses: { "05/a": good, "05/b": { ...good }, "05/c": 7 } };
  assert.deepEqual(Object.keys(readFile(JSON.stringify(file)).responses), ["05/a"]);
});

test("an answer of an older version gets the fields it lacks, and loses what is of another kind", () => {
  const empty = { placed: {}, tags: {}, list: [], first: null, shown: false };
  const kept = { placed: { s1: "2" }, tags: "wrong", list: { 0: 1 }, shown: null, gone: { s9: "1" } };
  assert.deepEqual(fitted(empty, kept), {
    placed: { s1: "2" },
    tags: {},
    list: [],
    first: null,
    shown: false,
    gone: { s9: "1" },
  });
  assert.equal(fitted(empty, "text"), empty);
});

test("a model tells of a change once, and of nothing when nothing changed", () => {
  const heard = [];
  const model = makeModel({ value: 1, notice: "" }, { changed: () => heard.push("saved"), told: (m) => heard.push(m.kind) });
  const act = (_, value) => heard.push(value);
  model.on("change:value change:notice", act);
  model.set("value", 2);
  model.set("value", 2);
  model.off("change:value", act);
  model.set("value", 3);
  model.save_changes();
  model.send({ kind: "kept?" });
  assert.deepEqual(heard, [2, "saved", "kept?"]);
});

test("time is added to its day and its part, and told in whole minutes", () => {
  const record = addTime(addTime({}, "sort", "2026-11-23", 60), "next", "2026-11-23", 45);
  assert.deepEqual(record, { days: { "2026-11-23": 105 }, blocks: { sort: 60, next: 45 } });
  assert.equal(minutes(record.days), 2);
  assert.equal(minutes(undefined), 0);
  assert.equal(dayOf(new Date(2026, 0, 5, 23, 59)), "2026-01-05");
});
