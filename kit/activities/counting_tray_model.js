// What a count shows of the counting principles, the words it is said in, and where objects lie on the tray.
import { t } from "./words.js";

/** One list, for in another language thirty-one may be three words. */
const NUMBER_WORDS = t(
  "one, two, three, four, five, six, seven, eight, nine, ten, eleven, twelve, thirteen, fourteen, fifteen, sixteen, seventeen, eighteen, nineteen, twenty, twenty-one, twenty-two, twenty-three, twenty-four, twenty-five, twenty-six, twenty-seven, twenty-eight, twenty-nine, thirty, thirty-one, thirty-two, thirty-three, thirty-four, thirty-five, thirty-six, thirty-seven, thirty-eight, thirty-nine",
).split(", ");
/** The last number word that can be said: numbers to thirty-nine, letters to z. */
export const LAST_WORD = { numbers: 39, letters: 26 };

/** @param {"numbers"|"letters"} kind @param {number} number from 1 */
export function wordFor(kind, number) {
  if (kind === "letters") return String.fromCharCode(96 + number);
  return NUMBER_WORDS[number - 1];
}

/**
 * One thing that happened in a count: an object touched or moved, a word said, or both together. `back` where an
 * object went back to the pile.
 * @typedef {{object: number|null, word: number|null, back?: boolean}} CountEvent
 * `when`: at first, after "how many?" was asked, or after the objects were moved.
 * @typedef {{when: "first"|"asked"|"moved", events: CountEvent[]}} Count
 */

/** The last word that was said, or null. @param {CountEvent[]} events */
export const lastWord = (events) => events.findLast((event) => event.word !== null)?.word ?? null;

/** The word that comes next if nothing else is chosen. @param {CountEvent[]} events */
export const nextWord = (events) => (lastWord(events) ?? 0) + 1;

/** The objects that have been touched. @param {CountEvent[]} events @returns {Set<number>} */
export const touchedIn = (events) => new Set(events.filter((event) => event.object !== null && !event.back).map((event) => event.object));

/**
 * What one count did, object by object and word by word.
 * @param {CountEvent[]} events
 * @param {number[]} objects that were there to be counted
 */
export function readCount(events, objects) {
  const words = events.filter((event) => event.word !== null).map((event) => event.word);
  const worded = (object) => events.filter((event) => event.object === object && event.word !== null && !event.back).length;
  const slip = words.findIndex((word, index) => word !== index + 1);
  const lastTouch = events.findLastIndex((event) => event.object !== null && event.word !== null);
  const reading = {
    words,
    last: words.at(-1) ?? null,
    twice: objects.filter((object) => worded(object) > 1),
    missed: objects.filter((object) => worded(object) === 0),
    silent: events.filter((event) => event.object !== null && event.word === null && !event.back).length,
    empty: events.filter((event) => event.object === null && event.word !== null).length,
    emptyAtEnd: events.slice(lastTouch + 1).filter((event) => event.word !== null).length,
    slip: slip < 0 ? null : { word: words[slip], after: slip ? words[slip - 1] : null },
  };
  return {
    ...reading,
    oneToOne: !reading.twice.length && !reading.missed.length && !reading.empty && !reading.silent,
    inOrder: slip < 0,
  };
}

const listedWords = (parts) => (parts.length < 2 ? parts.join("") : t("{a} and {b}", { a: parts.slice(0, -1).join(", "), b: parts.at(-1) }));
const times = (count, one, many = t("{one}s", { one })) => `${count} ${count === 1 ? one : many}`;

/** How many words went to how many objects, in a sentence. @param {any} reading @param {string} thing */
export function oneToOneSays(reading, thing) {
  if (reading.oneToOne) return t("Each {thing} had one word.", { thing });
  const parts = [
    reading.twice.length && t("{a} had more than one word", { a: times(reading.twice.length, thing) }),
    reading.missed.length && t("{a} had none", { a: times(reading.missed.length, thing) }),
    reading.empty && t("{a} went to no {thing}", { a: times(reading.empty, t("word"), t("words")), thing }),
    reading.silent && t("{a} had no word", { a: times(reading.silent, t("touch"), t("touches")) }),
  ].filter(Boolean);
  const says = listedWords(parts);
  return `${says.charAt(0).toUpperCase()}${says.slice(1)}.`;
}

/**
 * What a participant's counts show of the principles.
 * @param {any} state
 * @param {number[]} objects
 * @param {string} thing counter, or thing where they are of several shapes
 * @returns {{name: string, kept: boolean, says: string}[]}
 */
export function principlesIn(state, objects, thing) {
  const told = (word) => `“${wordFor(state.words, word)}”`;
  const counts = state.counts.filter((count) => count.events.length);
  if (!counts.length) return [];
  const readings = counts.map((count) => readCount(count.events, objects));
  const whole = readings.findLast((reading) => reading.words.length) ?? readings.at(-1);
  const found = [{ name: t("One-to-one"), kept: whole.oneToOne, says: oneToOneSays(whole, thing) }];
  if (whole.words.length) {
    const order = whole.inOrder
      ? t("The words came in their order, to {a}.", { a: told(whole.last) })
      : whole.slip.after === null
        ? t("The count began with {a}.", { a: told(whole.slip.word) })
        : t("{a} came after {b}.", { a: told(whole.slip.word), b: told(whole.slip.after) });
    found.push({ name: t("Stable order"), kept: whole.inOrder, says: order });
  }
  const again = counts.some((count) => count.when === "asked");
  if (state.answer !== null && whole.last !== null) {
    const kept = state.answer === whole.last;
    found.push({
      name: t("Cardinality"),
      kept,
      says: kept
        ? t("Asked how many, the answer was the last word, {a}.", { a: told(state.answer) })
        : t("Asked how many, the answer was {a}; the last word of the count was {b}.", { a: told(state.answer), b: told(whole.last) }),
    });
  } else if (again) {
    found.push({ name: t("Cardinality"), kept: false, says: t("Asked how many, there was a new count in place of a number.") });
  }
  const good = counts.filter((_, index) => readings[index].oneToOne && readings[index].inOrder);
  const orders = new Set(good.map((count) => count.events.map((event) => event.object).join()));
  if (orders.size > 1) {
    found.push({ name: t("Order irrelevance"), kept: true, says: t("Counted in two orders, and both end with {a}.", { a: told(objects.length) }) });
  }
  if (state.mixed && whole.oneToOne) found.push({ name: t("Abstraction"), kept: true, says: t("Different shapes went into one count.") });
  return found;
}

const everyone = (count) => Array.from({ length: count }, (_, index) => index);

/** What the check says where a count was asked for, plain or as a child would. */
function countFinding(task, state) {
  const objects = everyone(task.objects);
  const counted = state.counts.findLast((count) => count.when === "first" && count.events.length) ?? state.counts[0];
  const first = readCount(counted.events, objects);
  const told = (word) => `“${wordFor(state.words, word)}”`;
  if (!task.behaviour) {
    const agrees = first.oneToOne && first.inOrder && state.answer === task.objects;
    return { agrees, says: [agrees ? t("There are {a}.", { a: told(task.objects) }) : t("This count does not tell how many there are.")] };
  }
  if (task.behaviour === "recite_past") {
    const agrees = !first.missed.length && first.emptyAtEnd > 0;
    const done = t("All were touched, and {a} more came after the last.", { a: times(first.emptyAtEnd, t("word"), t("words")) });
    return { agrees, says: [agrees ? done : t("The words did not go on after the last one was touched.")] };
  }
  if (task.behaviour === "double_touch") {
    const agrees = first.twice.length > 0 && !first.missed.length;
    const done = first.twice.length === 1
      ? t("All had a word, and one had another. The count ended with {last}.", { last: first.last && told(first.last) })
      : t("All had a word, and {number} had another. The count ended with {last}.", { number: first.twice.length, last: first.last && told(first.last) });
    const left = first.missed.length ? t("{length} had no word at all.", { length: first.missed.length }) : t("None had a second word.");
    return { agrees, says: [agrees ? done : left] };
  }
  if (task.behaviour === "skip") {
    const agrees = first.missed.length > 0 && first.words.length > 0 && !first.twice.length;
    const done = first.missed.length === 1
      ? t("One had no word. The count ended with {last}.", { last: first.last && told(first.last) })
      : t("{number} had no word. The count ended with {last}.", { number: first.missed.length, last: first.last && told(first.last) });
    return { agrees, says: [agrees ? done : first.missed.length ? t("One had a word twice.") : t("None was left out.")] };
  }
  const again = state.counts.find((count) => count.when === "asked" && count.events.length);
  const agrees = Boolean(again) && state.answer === null;
  const says = again
    ? agrees
      ? t("Asked how many, there was a new count, and no number was said.")
      : t("There was a new count, and then a number was said.")
    : t("Nobody counted again when asked how many.");
  return { agrees, says: [says] };
}

/** What the check says where a number was to be given. */
function giveFinding(task, state) {
  const told = (word) => `“${wordFor(state.words, word)}”`;
  const there = state.plate.length;
  const events = state.counts.at(-1).events;
  const last = lastWord(events);
  const silent = events.filter((event) => event.object !== null && event.word === null && !event.back).length;
  const lines = [t("Asked for {a}, given {b}.", { a: told(task.wanted), b: there ? told(there) : t("nothing") })];
  if (last !== null) {
    lines.push(last === there ? t("The last word was {told}: it tells how many lie on the plate.", { told: told(last) }) : t("The last word was {told}, and it does not tell how many lie on the plate.", { told: told(last) }));
  }
  if (task.behaviour === "no_stop") {
    const agrees = there > task.wanted && last === there && !silent;
    if (!agrees) lines.push(t("A child who does not stop says a word for each and goes on past {a}.", { a: told(task.wanted) }));
    return { agrees, says: lines };
  }
  if (task.behaviour === "handful") {
    const agrees = silent > 1;
    if (!agrees) lines.push(t("In a handful, several are taken without a word."));
    return { agrees, says: lines };
  }
  return { agrees: there === task.wanted, says: lines };
}

/** What the check says where the objects were moved. */
function rearrangeFinding(task, state) {
  const told = (word) => (word === null ? t("no number") : `“${wordFor(state.words, word)}”`);
  const again = state.counts.some((count) => count.when === "moved" && count.events.length);
  const agrees = state.answer === task.objects && state.answer_after === task.objects;
  const lines = [t("Before: {a}. After: {b}.", { a: told(state.answer), b: told(state.answer_after) })];
  if (again) lines.push(t("The second number comes from a new count."));
  else if (state.answer === state.answer_after) lines.push(t("The first number was kept, without a count."));
  if (state.answer !== task.objects) lines.push(t("The first count did not give the number that lies there."));
  return { agrees, says: lines };
}

/** What the check says about a sum of letters. */
function letterFinding(task, state) {
  const sum = `${task.first} + ${task.second}`;
  const said = wordFor("letters", state.answer);
  const off = state.answer - task.answer;
  if (!off) return { agrees: true, says: [t("{sum} is {said}.", { sum, said })] };
  const says = [t("{said} comes {a} what {sum} is.", { said, a: off < 0 ? t("before") : t("after"), sum })];
  if (off === -1) says.push(t("It is one letter short: the letter that one starts from may have been counted as a step."));
  return { agrees: false, says };
}

/** What the check of a task says. @param {any} task @param {any} state @returns {{agrees: boolean, says: string[]}} */
export function trayFinding(task, state) {
  const finding = { count_objects: countFinding, give_number: giveFinding, rearrange: rearrangeFinding, letter_sum: letterFinding };
  return finding[task.kind](task, state);
}

/** The tray in words, without saying how many. @param {string} arrangement @param {string} thing */
export function trayInWords(arrangement, thing) {
  const how = { line: t("in a line"), circle: t("in a ring"), scattered: t("scattered"), ten_frame: t("in ten-frames") };
  return t("{thing}s {how}", { thing, how: how[arrangement] });
}

/** Sideways and downward shifts that make a grid look scattered; the same each time. */
const SHIFTS = [
  [0.1, 0.7], [0.8, 0.2], [0.3, 0.9], [0.7, 0.5], [0.9, 0.8], [0.2, 0.1],
  [0.6, 0.6], [0.0, 0.3], [0.5, 0.0], [0.9, 0.9], [0.1, 0.4], [0.7, 1.0],
];

/**
 * Where objects lie on the tray, in pixels from its upper left corner.
 * @param {string} arrangement
 * @param {number} count
 * @param {number} width of the tray
 * @returns {{at: [number, number][], size: number, height: number, frames: [number, number, number, number][]}} `at` are
 *   middles; `frames` the cells of ten-frames
 */
export function layTray(arrangement, count, width) {
  const all = everyone(count);
  const size = width < 700 ? 44 : 56;
  if (arrangement === "circle") {
    const room = Math.min(width, 460) / 2 - size / 2 - 4;
    const radius = Math.min(room, Math.max(70, (count * (size + 10)) / (2 * Math.PI)));
    const middle = width / 2;
    const apart = 2 * radius * Math.sin(Math.PI / count);
    const at = all.map((index) => {
      const turn = (2 * Math.PI * index) / count - Math.PI / 2;
      return [middle + radius * Math.cos(turn), radius + size / 2 + 6 + radius * Math.sin(turn)];
    });
    return { at, size: Math.min(size, Math.floor(apart)), height: 2 * radius + size + 12, frames: [] };
  }
  if (arrangement === "scattered") {
    const across = width < 480 ? 3 : 5;
    const cell = Math.min(width / across, 150);
    const rows = Math.ceil(count / across);
    const high = size + 40;
    const half = size / 2 + 2;
    const left = (width - cell * across) / 2;
    const at = all.map((index) => {
      const [dx, dy] = SHIFTS[index % SHIFTS.length];
      return [
        left + (index % across) * cell + half + dx * (cell - 2 * half),
        Math.floor(index / across) * high + half + 4 + dy * (high - 2 * half),
      ];
    });
    return { at, size, height: rows * high + 12, frames: [] };
  }
  if (arrangement === "ten_frame") {
    const cell = size + 8;
    const beside = width >= 2 * 5 * cell + 24 ? 2 : 1;
    const place = (index) => {
      const frame = Math.floor(index / 10);
      const inside = index % 10;
      return [
        4 + (frame % beside) * (5 * cell + 20) + (inside % 5) * cell,
        4 + Math.floor(frame / beside) * (2 * cell + 20) + Math.floor(inside / 5) * cell,
      ];
    };
    const cells = everyone(Math.ceil(count / 10) * 10).map((index) => [...place(index), cell, cell]);
    const at = all.map(place).map(([x, y]) => [x + cell / 2, y + cell / 2]);
    const height = Math.max(...cells.map(([, y]) => y)) + cell + 4;
    return { at, size, height, frames: cells };
  }
  const step = Math.max(size + 2, Math.min(size + 10, Math.floor((width - 8) / count)));
  const across = Math.max(2, Math.min(count, Math.floor((width - 8) / step)));
  const at = all.map((index) => {
    const row = Math.floor(index / across);
    const column = row % 2 ? across - 1 - (index % across) : index % across;
    return [step / 2 + 4 + column * step, step / 2 + 5 + row * step];
  });
  return { at, size, height: Math.ceil(count / across) * step + 10, frames: [] };
}
