// What base-ten blocks amount to, how they are bundled, traded, laid out and spoken of.
import { t } from "./words.js";

export const PLACES = ["thousands", "hundreds", "tens", "ones"];
const WORTH = { thousands: 1000, hundreds: 100, tens: 10, ones: 1 };
/** As many as can still be seen apart on a phone. */
export const MOST_BLOCKS = { thousands: 3, hundreds: 20, tens: 30, ones: 60 };

/** How many blocks lie in each place. @typedef {{thousands: number, hundreds: number, tens: number, ones: number}} Mat */

/** @param {number} count of places, from the right */
export const placesShown = (count) => PLACES.slice(-count);

export const higherPlace = (place) => PLACES[PLACES.indexOf(place) - 1];
export const lowerPlace = (place) => PLACES[PLACES.indexOf(place) + 1];

/** @param {number} number @returns {Mat} with one digit in each place */
export const matOf = (number) => ({
  thousands: Math.floor(number / 1000),
  hundreds: Math.floor(number / 100) % 10,
  tens: Math.floor(number / 10) % 10,
  ones: number % 10,
});

/** @param {Mat} mat */
export const amountOf = (mat) => PLACES.reduce((sum, place) => sum + mat[place] * WORTH[place], 0);

/** @param {Mat} mat whether each place has one digit */
export const isStandard = (mat) => PLACES.every((place) => mat[place] < 10);

/** @param {Mat} mat @param {string} place @param {number} by @returns {Mat} */
export const changed = (mat, place, by) => ({ ...mat, [place]: mat[place] + by });

/** Why `by` blocks cannot be put into a place, or an empty text. */
export function noRoom(mat, place, by) {
  if (mat[place] + by <= MOST_BLOCKS[place]) return "";
  return t("The mat has room for {blocks}.", { blocks: blocksNamed(MOST_BLOCKS[place], place) });
}

/** @param {Mat} mat @param {string} place ten of these become one of the next @returns {Mat|null} */
export function bundle(mat, place) {
  const up = higherPlace(place);
  return up && mat[place] >= 10 ? changed(changed(mat, place, -10), up, 1) : null;
}

/** @param {Mat} mat @param {string} place one of these becomes ten of the one below @returns {Mat|null} */
export function trade(mat, place) {
  const down = lowerPlace(place);
  return down && mat[place] >= 1 ? changed(changed(mat, place, -1), down, 10) : null;
}

/** What each place is called, as a heading. */
export const PLACE_NAMES = { thousands: t("Thousands"), hundreds: t("Hundreds"), tens: t("Tens"), ones: t("Ones") };

/** `1 ten`, `14 ones`. */
export function blocksNamed(count, place) {
  if (place === "thousands") return count === 1 ? t("1 thousand") : t("{count} thousands", { count });
  if (place === "hundreds") return count === 1 ? t("1 hundred") : t("{count} hundreds", { count });
  if (place === "tens") return count === 1 ? t("1 ten") : t("{count} tens", { count });
  return count === 1 ? t("1 one") : t("{count} ones", { count });
}

/** Parts of a list in a sentence: a, b and c. @param {string[]} parts */
export const inList = (parts) =>
  parts.length < 2 ? parts.join("") : t("{a} and {b}", { a: parts.slice(0, -1).join(", "), b: parts.at(-1) });

/** What lies there: 3 tens and 14 ones. @param {Mat} mat */
export const matInWords = (mat) =>
  inList(PLACES.filter((place) => mat[place]).map((place) => blocksNamed(mat[place], place))) || t("nothing");

/** The amount as a sum over the places: 30 + 14 = 44. @param {Mat} mat */
export function sumWritten(mat) {
  const terms = PLACES.filter((place) => mat[place]).map((place) => mat[place] * WORTH[place]);
  return terms.length > 1 ? `${terms.join(" + ")} = ${amountOf(mat)}` : String(amountOf(mat));
}

/** What a step did, for the record. @param {{did: string, place: string|null}} step */
export function stepInWords({ did, place }) {
  if (did === "start") return t("At first");
  if (did === "moved") return t("Then there were");
  if (did === "trade") return t("Traded {one} for {ten}", { one: blocksNamed(1, place), ten: blocksNamed(10, lowerPlace(place)) });
  return t("Bundled {ten} into {one}", { ten: blocksNamed(10, place), one: blocksNamed(1, higherPlace(place)) });
}

const sameMat = (a, b) => PLACES.every((place) => a[place] === b[place]);

/** Whether a way is among those that were kept. */
export const hasWay = (ways, mat) => ways.some((way) => sameMat(way, mat));

const shownInWords = (fitting, target) =>
  fitting === 1 ? t("One way of showing {target}.", { target }) : t("{fitting} ways of showing {target}.", { fitting, target });
function soFarInWords(fitting, { target, ways }) {
  if (!fitting) return t("No ways of showing {target} so far; {ways} are asked for.", { target, ways });
  if (fitting === 1) return t("One way of showing {target} so far; {ways} are asked for.", { target, ways });
  return t("{fitting} ways of showing {target} so far; {ways} are asked for.", { fitting, target, ways });
}

/**
 * What the check says about the ways in which a number was shown.
 * @param {{target: number, ways: number}} task
 * @param {Mat[]} ways
 * @returns {{agrees: boolean, says: string[]}}
 */
export function waysFinding(task, ways) {
  const fitting = ways.filter((way) => amountOf(way) === task.target).length;
  const agrees = fitting >= task.ways;
  const { target } = task;
  const lines = ways.map((way) => {
    const off = amountOf(way) - target;
    const said = { blocks: matInWords(way), sum: sumWritten(way), by: Math.abs(off), target };
    if (off > 0) return t("{blocks}: {sum}, {by} more than {target}.", said);
    return off < 0 ? t("{blocks}: {sum}, {by} less than {target}.", said) : `${said.blocks}: ${said.sum}.`;
  });
  return { agrees, says: [agrees ? shownInWords(fitting, target) : soFarInWords(fitting, task), ...lines] };
}

/**
 * What the check says about taking away.
 * @param {{start: number, take: number}} task
 * @param {Mat} mat what is left
 * @param {Mat} tray what was taken away
 */
export function subtractFinding(task, mat, tray) {
  const taken = amountOf(tray);
  const off = taken - task.take;
  const agrees = off === 0;
  const first = agrees
    ? `${task.start} − ${task.take} = ${amountOf(mat)}.`
    : off < 0
      ? t("{taken} is taken away, and {more} more is to be taken.", { taken, more: -off })
      : t("{taken} is taken away, {off} more than {take}.", { taken, off, take: task.take });
  return {
    agrees,
    says: [
      first,
      t("Taken away: {blocks}, {sum}.", { blocks: matInWords(tray), sum: sumWritten(tray) }),
      t("Left on the mat: {blocks}, {sum}.", { blocks: matInWords(mat), sum: sumWritten(mat) }),
      t("Together they are {start}, whatever was traded.", { start: task.start }),
    ],
  };
}

/**
 * What the check says about joining.
 * @param {{first: number, second: number}} task
 * @param {Mat} mat
 * @param {Mat} tray what is not joined yet
 */
export function addFinding(task, mat, tray) {
  const waiting = amountOf(tray);
  if (waiting) {
    const onMat = t("On the mat: {blocks}.", { blocks: matInWords(mat) });
    return { agrees: false, says: [t("{blocks} still to be joined.", { blocks: matInWords(tray) }), onMat] };
  }
  const full = PLACES.filter((place) => mat[place] > 9 && higherPlace(place));
  const sum = `${matInWords(mat)}: ${sumWritten(mat)}.`;
  if (!full.length) return { agrees: true, says: [`${task.first} + ${task.second} = ${amountOf(mat)}.`, sum] };
  const place = full.at(-1);
  return {
    agrees: false,
    says: [
      t("All of it lies on the mat, and the number cannot be read off its digits yet."),
      sum,
      t("Ten of the {blocks} can be bundled; a written number has one digit in each place.", { blocks: blocksNamed(mat[place], place) }),
    ],
  };
}

/** What the check of a task says. @param {any} task @param {any} state */
export function matFinding(task, state) {
  if (task.kind === "show_ways") return waysFinding(task, state.ways);
  return (task.kind === "subtract_blocks" ? subtractFinding : addFinding)(task, state.mat, state.tray);
}

/**
 * Where the blocks of a place lie, in units of one cube, and how much room the place needs.
 * Ones lie in tens, as on a ten-frame; tens stand ten in a row with a gap after five.
 * @param {string} place
 * @param {number} count
 * @returns {{at: [number, number][], width: number, height: number}}
 */
export function layPlace(place, count) {
  const all = Array.from({ length: count }, (_, index) => index);
  const rows = (across) => Math.ceil(count / across);
  if (place === "ones") {
    const across = count > 30 ? 2 : 1;
    const at = all.map((index) => {
      const frame = Math.floor(index / 10);
      const inside = index % 10;
      return [
        (frame % across) * 7.4 + (inside % 5) * 1.3,
        Math.floor(frame / across) * 3.4 + Math.floor(inside / 5) * 1.3,
      ];
    });
    return { at, width: across === 2 ? 13.6 : 6.2, height: Math.max(1, Math.ceil(count / 10 / across)) * 3.4 };
  }
  if (place === "tens") {
    const at = all.map((index) => [(index % 10) * 1.5 + (index % 10 > 4 ? 0.8 : 0), Math.floor(index / 10) * 11]);
    return { at, width: 15.3, height: Math.max(1, rows(10)) * 11 };
  }
  if (place === "hundreds") {
    const across = count > 4 ? 3 : 2;
    const at = all.map((index) => [(index % across) * 11, Math.floor(index / across) * 11]);
    return { at, width: across * 11 - 1, height: Math.max(1, rows(across)) * 11 };
  }
  return { at: all.map((index) => [0, index * 14]), width: 13, height: Math.max(1, count) * 14 };
}

const GAP = 16;
const HEAD = 30;

/**
 * Sizes of the drawn mat in pixels: how large a cube is, and where each place begins.
 * @param {string[]} places
 * @param {Mat} mat
 * @param {number} width of the drawing
 * @param {number} largest a cube may be
 */
export function layMat(places, mat, width, largest) {
  const laid = places.map((place) => layPlace(place, mat[place]));
  const units = laid.reduce((sum, { width: one }) => sum + one, 0);
  const unit = Math.min(largest, (width - GAP * places.length) / units);
  let x = 0;
  const columns = laid.map((one, index) => {
    const column = { place: places[index], at: one.at, x, width: one.width * unit + GAP };
    x += column.width;
    return column;
  });
  const height = HEAD + Math.max(...laid.map((one) => one.height)) * unit + GAP / 2;
  return { unit, columns, width: x, height, head: HEAD, gap: GAP };
}
