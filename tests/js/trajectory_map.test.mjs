import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import {
  arrowLine, boxToward, byReach, cellOf, chainSentence, drawnAt, findStandard, neighbourhood, printedCodes, reachSentence,
  readStandards, searchStandards, shortCode, shortestChain, soundValue, traceSteps, watchText,
} from "../../kit/activities/trajectory_map_model.js";
import { markChain, markNeighbourhood, markTrace, togglePin } from "../../kit/activities/trajectory_map_panels.js";

const table = (name) =>
  readFileSync(new URL(`../../data/standards/${name}.csv`, import.meta.url), "utf8").trim().split(/\r?\n/).slice(1);
const rows = table("standards").map((line) => /^([^,]*),.*,"?([^"]*?)"?$/.exec(line));
const codes = rows.map((row) => row[1]);
const place = new Map(codes.map((code, index) => [code, index]));
const ends = (name) => table(name).flatMap((line) => line.split(",").map((code) => place.get(code)));
const content = {
  codes,
  words: table("standards").map((line) => line.match(/(?:"([^"]*)"|([^,]*))$/).slice(1).find(Boolean)),
  types: "m".repeat(codes.length),
  shown: null,
  arrows: ends("prerequisites"),
  pairs: ends("related"),
  local: { "3.NF.A.2": ["MA.3.FR.1.2"] },
  domain_names: {},
};
const map = readStandards(content);
const at = (code) => map.place.get(code);
const names = (places) => places.map((index) => map.codes[index]);

test("reach counts the K-8 standards that arrows lead to", () => {
  for (const [code, reach] of [["1.OA.D.7", 115], ["K.OA.A.1", 112], ["3.NF.A.2", 100], ["6.RP.A.1", 20]]) {
    assert.equal(map.reach[at(code)], reach, code);
  }
});

test("a map of some grades keeps the reach of the whole map and finds only what it shows", () => {
  const some = readStandards({ ...content, shown: [at("3.NF.A.1"), at("3.NF.A.2")] });
  assert.equal(some.reach[at("3.NF.A.2")], 100);
  assert.deepEqual(names(searchStandards(some, "line")), ["3.NF.A.2"]);
});

test("a shortest chain has both ends, and each of its steps is an arrow", () => {
  const chain = shortestChain(map, at("3.NF.A.1"), at("6.RP.A.1"));
  assert.equal(chain.length, 5);
  assert.deepEqual([names(chain)[0], names(chain).at(-1)], ["3.NF.A.1", "6.RP.A.1"]);
  chain.slice(1).forEach((one, step) => assert.ok(map.after[chain[step]].includes(one)));
  assert.match(chainSentence(map, at("3.NF.A.1"), at("6.RP.A.1"), chain), /4 arrows.*may be others/);
});

test("where there is no chain it says so, and claims nothing more", () => {
  for (const [from, to] of [["3.OA.A.2", "6.NS.A.1"], ["2.NBT.A.1", "4.NF.C.6"]]) {
    const chain = shortestChain(map, at(from), at(to));
    assert.deepEqual(chain, []);
    const said = chainSentence(map, at(from), at(to), chain);
    assert.match(said, /no chain of arrows/);
    assert.match(said, /does not say that the two have nothing to do/);
  }
  assert.match(chainSentence(map, at("6.RP.A.1"), at("3.NF.A.1"), []), /one the other way round/);
  assert.match(chainSentence(map, at("3.NF.A.1"), at("3.NF.A.1"), []), /same standard/);
});

test("a part without arrows shows those of its heading and says where they are drawn", () => {
  const part = at("3.NF.A.2.a");
  assert.deepEqual(names(drawnAt(map, part)), ["3.NF.A.2"]);
  const near = neighbourhood(map, part);
  assert.deepEqual(near.after, neighbourhood(map, at("3.NF.A.2")).after);
  assert.match(reachSentence(map, part, near.drawn), /no arrow at 3\.NF\.A\.2\.a itself.*3\.NF\.A\.2\) \(reach 100\)/);
});

test("reach is never called importance", () => {
  for (let index = 0; index < map.size; index += 1) {
    assert.doesNotMatch(reachSentence(map, index, drawnAt(map, index)), /importan|power|key standard|priority/i);
  }
});

test("a code is found however it is written, and a state's own", () => {
  for (const written of ["3.NF.A.2", "3.nf.2", " ccss.math.content.3.NF.A.2 ", "ma.3.fr.1.2"]) {
    assert.equal(findStandard(map, written), at("3.NF.A.2"), written);
  }
  assert.equal(findStandard(map, "HSA-REI.B.3"), at("A-REI.B.3"));
  assert.equal(findStandard(map, "3.NF.B.2"), undefined, "a wrong cluster is no match");
  assert.equal(findStandard(map, "fractions"), undefined);
});

test("a search puts the code meant first, then codes that begin so, then words in any order", () => {
  assert.equal(names(searchStandards(map, "3.nf.2"))[0], "3.NF.A.2");
  assert.ok(names(searchStandards(map, "3.nf")).every((code) => code.startsWith("3.NF")));
  assert.ok(names(searchStandards(map, "line fraction")).includes("3.NF.A.2"));
  assert.deepEqual(searchStandards(map, "  "), []);
  assert.deepEqual(searchStandards(map, "no such thing"), []);
});

test("by reach lists the chosen grade and domain only, high school never", () => {
  const grade3 = byReach(map, { grade: "3", letters: "NF" });
  assert.ok(names(grade3).every((code) => code.startsWith("3.NF")));
  const reaches = grade3.map((index) => map.reach[index]);
  assert.deepEqual(reaches, [...reaches].sort((one, other) => other - one));
  assert.equal(byReach(map).length, 317);
});

test("cells are named by what their column and row leave open", () => {
  assert.deepEqual([cellOf("3.NF.A.2.a"), shortCode("3.NF.A.2.a")], ["NF", "A.2.a"]);
  assert.deepEqual([cellOf("G-CO.A.1"), shortCode("G-CO.A.1")], ["HS G", "CO.A.1"]);
});

test("arrows are drawn for one step only, while what lies farther is marked", () => {
  const near = neighbourhood(map, at("3.NF.A.2"));
  const { roles, lines } = markNeighbourhood(near, at("3.NF.A.2"));
  assert.equal(lines.length, near.before.length + near.after.length);
  assert.equal(roles.get(at("3.NF.A.2")), "focus");
  assert.equal(roles.get(at("6.RP.A.1")), "far-after");
  assert.ok(near.furtherAfter.length > 100);
});

test("a chain marks its ends and joins its steps", () => {
  const { roles, lines } = markChain([3, 5, 9]);
  assert.deepEqual([...roles], [[3, "end"], [5, "chain"], [9, "end"]]);
  assert.deepEqual(lines.map((line) => [line.from, line.to]), [[3, 5], [5, 9]]);
});

const other = { id: "b", name: "B", first: ["5", "8"], links: [] };
const idea = {
  id: "a",
  name: "A",
  first: ["PreK", "1"],
  links: [
    { to: "item:x", basis: "documented", source: "s" },
    { to: "7.NS.A.1", basis: "synthesis", source: null },
    { to: "misconception:b", basis: "synthesis", source: null },
    { to: "2.NBT.B.5", basis: "documented", source: "s" },
    { to: null, basis: "synthesis", source: null },
  ],
};

test("a trace goes up the grades, then what the map has no place for, and loses no link", () => {
  const steps = traceSteps(map, idea, new Map([["a", idea], ["b", other]]));
  assert.deepEqual(steps.map((step) => step.link.to), ["2.NBT.B.5", "misconception:b", "7.NS.A.1", "item:x", null]);
});

test("documented and our own links differ in line and in word", () => {
  const { roles, lines, bands } = markTrace(idea, traceSteps(map, idea, new Map([["b", other]])));
  const line = (code) => lines.find((one) => one.to === at(code));
  assert.deepEqual([line("2.NBT.B.5").kind, line("2.NBT.B.5").word], ["documented", "documented"]);
  assert.deepEqual([line("7.NS.A.1").kind, line("7.NS.A.1").word], ["synthesis", "ours"]);
  assert.deepEqual([roles.get(at("2.NBT.B.5")), roles.get(at("7.NS.A.1"))], ["documented", "synthesis"]);
  assert.deepEqual(bands.map((band) => band.id), ["a", "b"]);
});

test("an idea that is not on offer is told by name only, without a line", () => {
  const { bands } = markTrace(idea, traceSteps(map, idea, new Map()));
  assert.deepEqual(bands.map((band) => band.id), ["a"]);
});

test("a pin goes on at the end and comes off again", () => {
  assert.deepEqual(togglePin(["a"], "b"), ["a", "b"]);
  assert.deepEqual(togglePin(["a", "b"], "a"), ["b"]);
});

test("the list as text holds pins in their order, their notes, other notes, and codes that are gone", () => {
  const text = watchText(map, {
    pins: ["6.RP.A.1", "9.XX.1"],
    notes: { "6.RP.A.1": "ratio talk\nwith cups", "1.OA.D.7": "8 + 4 = □ + 5", "2.MD.B.6": "  " },
  });
  assert.match(text, /^Ours to watch\n6\.RP\.A\.1: .*\n   What I would check before: ratio talk\n   with cups\n9\.XX\.1: not in this map\n/);
  assert.match(text, /Notes on other standards\n1\.OA\.D\.7: .*\n   What I would check before: 8 \+ 4 = □ \+ 5/);
  assert.doesNotMatch(text, /2\.MD\.B\.6/);
});

test("on paper high school is counted, not listed", () => {
  assert.equal(printedCodes(map, [at("1.OA.D.7"), at("A-REI.B.3"), at("A-REI.B.4")]), "1.OA.D.7 and 2 of high school");
});

test("an answer in another form is made sound without throwing", () => {
  assert.deepEqual(soundValue({ focus: 3, view: "x", panel: null, chain: "a", trace: 1, pins: [1, "3.NF.A.2"], notes: [], own: 1 }), {
    focus: null, view: null, panel: "focus", chain: ["", ""], trace: null, pins: ["3.NF.A.2"], notes: {}, own: 1,
  });
  assert.deepEqual(soundValue({}).pins, []);
});

const box = (x, y) => ({ x, y, w: 40, h: 20 });

test("arrow keys lead to the nearest cell in that direction and stay at the edge", () => {
  const boxes = [box(0, 0), box(50, 0), box(0, 30), box(50, 30), undefined, box(200, 4)];
  assert.equal(boxToward(boxes, 0, "ArrowRight"), 1);
  assert.equal(boxToward(boxes, 1, "ArrowRight"), 5);
  assert.equal(boxToward(boxes, 0, "ArrowDown"), 2);
  assert.equal(boxToward(boxes, 3, "ArrowUp"), 1);
  assert.equal(boxToward(boxes, 3, "ArrowLeft"), 2);
  assert.equal(boxToward(boxes, 0, "ArrowLeft"), 0);
});

test("an arrow ends at the near side of the box it leads to", () => {
  assert.match(arrowLine(box(0, 0), box(100, 50)), /^M40 10C.* 100 60M94 56L100 60L94 64$/);
  assert.match(arrowLine(box(0, 0), box(0, 50)), / 40 60M46 56L40 60L46 64$/);
});
