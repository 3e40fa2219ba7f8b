// What lies on two pans, what a move does to it, and how both are written and said.
import { t } from "./words.js";

/**
 * So many boxes, all of one unknown weight, and weights that are known. @typedef {{boxes: number, weights: number[]}} Pan
 * @typedef {{left: Pan, right: Pan}} Pans
 * A move as it is kept: `n` ones or boxes taken or added, or the pan shared in `n` equal parts of which one stays.
 * @typedef {{act: "take"|"add"|"split", what: "ones"|"boxes", n: number, side: "both"|"left"|"right"}} Move
 */

export const MOST_BOXES = 6;
export const MOST_WEIGHTS = 4;
export const HEAVIEST = 99;
export const MOST_MOVES = 30;
export const NOT_NEGATIVE = t(
  "A pan holds something or nothing, never less: negative numbers cannot be shown with weights. For them the balance is the wrong picture.",
);

/** @param {Pan} pan @param {number} box */
export const weighs = (pan, box) => pan.boxes * box + sumOf(pan.weights);
const sumOf = (weights) => weights.reduce((sum, one) => sum + one, 0);

/**
 * Read one side of a sentence: `3x + 2`, `□ + 5`, `8 + 4`.
 * @param {string} text
 * @returns {{pan: Pan, problem: string}|{pan: null, problem: string}}
 */
export function readPan(text) {
  const clean = text.trim();
  if (/[-−–]/.test(clean)) return { pan: null, problem: NOT_NEGATIVE };
  const pan = { boxes: 0, weights: [] };
  for (const term of clean.split("+")) {
    const found = /^(\d?)\s*[xX□_?]$|^(\d{1,2})$/.exec(term.trim());
    if (!found) {
      return { pan: null, problem: t("Write sums of weights up to {HEAVIEST} and of boxes, such as 3x + 2 or 8 + 4; an empty pan is 0.", { HEAVIEST }) };
    }
    if (found[2] === undefined) pan.boxes += found[1] === "" ? 1 : Number(found[1]);
    else if (Number(found[2])) pan.weights.push(Number(found[2]));
  }
  if (pan.boxes > MOST_BOXES || pan.weights.length > MOST_WEIGHTS) {
    return { pan: null, problem: t("A pan holds {MOST_BOXES} boxes and {MOST_WEIGHTS} weights at most.", { MOST_BOXES, MOST_WEIGHTS }) };
  }
  return { pan, problem: "" };
}

/** One side as it is written. @param {Pan} pan @param {string} box `x` or `□` */
export function panWritten({ boxes, weights }, box) {
  const ofBoxes = box === "x" ? (boxes ? [boxes === 1 ? "x" : `${boxes}x`] : []) : Array(boxes).fill(box);
  return [...ofBoxes, ...weights].join(" + ") || "0";
}

const boxesNamed = (count) => (count === 1 ? t("1 box") : t("{count} boxes", { count }));
/** How much a move takes or adds. @param {Move} move */
const amountIn = ({ what, n }) => (what === "boxes" ? boxesNamed(n) : String(n));

/** What lies on a pan, in words. @param {Pan} pan */
export function panInWords({ boxes, weights }) {
  const parts = [];
  if (boxes) parts.push(boxesNamed(boxes));
  if (weights.length === 1) parts.push(t("a weight of {weight}", { weight: weights[0] }));
  if (weights.length > 1) parts.push(t("weights of {a} and {b}", { a: weights.slice(0, -1).join(", "), b: weights.at(-1) }));
  if (parts.length > 1) return t("{a} and {b}", { a: parts[0], b: parts[1] });
  return parts[0] ?? t("nothing");
}

/** Weights without `n`: an equal one goes first, else the smallest that is enough becomes lighter. */
function without(weights, n) {
  const equal = weights.indexOf(n);
  const dropped = (at) => weights.filter((_, index) => index !== at);
  if (equal >= 0) return dropped(equal);
  const enough = weights.filter((one) => one > n);
  if (enough.length) {
    const smallest = weights.indexOf(Math.min(...enough));
    return weights.map((one, index) => (index === smallest ? one - n : one));
  }
  const first = Math.min(...weights);
  return without(dropped(weights.indexOf(first)), n - first);
}

/** What stands in the way of a move on either pan. */
const NO_MOVE = {
  left: {
    uncut: (said) => t("The left pan has {boxes}: no {n} equal parts without cutting a box.", said),
    uneven: (said) => t("The left pan has {sum} in weights: no {n} equal parts in whole numbers.", said),
    fewBoxes: (said) => t("The left pan has only {boxes}.", said),
    noBox: () => t("The left pan has no box."),
    light: (said) => t("The left pan has only {sum} in weights.", said),
    empty: () => t("The left pan has nothing in weights."),
  },
  right: {
    uncut: (said) => t("The right pan has {boxes}: no {n} equal parts without cutting a box.", said),
    uneven: (said) => t("The right pan has {sum} in weights: no {n} equal parts in whole numbers.", said),
    fewBoxes: (said) => t("The right pan has only {boxes}.", said),
    noBox: () => t("The right pan has no box."),
    light: (said) => t("The right pan has only {sum} in weights.", said),
    empty: () => t("The right pan has nothing in weights."),
  },
};

/** @param {Pan} pan @param {Move} move @param {"left"|"right"} name which pan it is @returns {{pan: Pan|null, problem: string}} */
function movedPan(pan, { act, what, n }, name) {
  const no = (problem) => ({ pan: null, problem });
  const { boxes, weights } = pan;
  const says = NO_MOVE[name];
  if (act === "split") {
    if (boxes % n) return no(says.uncut({ boxes: boxesNamed(boxes), n }));
    const sum = sumOf(weights);
    if (sum % n) return no(says.uneven({ sum, n }));
    const each = weights.every((one) => one % n === 0) ? weights.map((one) => one / n) : [sum / n];
    return { pan: { boxes: boxes / n, weights: each }, problem: "" };
  }
  if (act === "take" && what === "boxes") {
    if (boxes < n) return no(`${boxes ? says.fewBoxes({ boxes: boxesNamed(boxes) }) : says.noBox()} ${NOT_NEGATIVE}`);
    return { pan: { boxes: boxes - n, weights }, problem: "" };
  }
  if (act === "take") {
    const sum = sumOf(weights);
    if (sum < n) return no(`${sum ? says.light({ sum }) : says.empty()} ${NOT_NEGATIVE}`);
    return { pan: { boxes, weights: without(weights, n) }, problem: "" };
  }
  if (what === "boxes") {
    if (boxes + n > MOST_BOXES) return no(t("A pan holds {MOST_BOXES} boxes at most.", { MOST_BOXES }));
    return { pan: { boxes: boxes + n, weights }, problem: "" };
  }
  const added = weights.length < MOST_WEIGHTS ? [...weights, n] : [...weights.slice(0, -1), weights.at(-1) + n];
  if (added.at(-1) > HEAVIEST) return no(t("A weight is {HEAVIEST} at most.", { HEAVIEST }));
  return { pan: { boxes, weights: added }, problem: "" };
}

/** @param {Pans} pans @param {Move} move @returns {{pans: Pans|null, problem: string}} */
export function applyMove(pans, move) {
  const done = { ...pans };
  for (const side of move.side === "both" ? ["left", "right"] : [move.side]) {
    const { pan, problem } = movedPan(pans[side], move, side);
    if (!pan) return { pans: null, problem };
    done[side] = pan;
  }
  return { pans: done, problem: "" };
}

/**
 * The pans after each move, the first being how they began; moves that cannot be made are passed over.
 * @param {Pans} start @param {Move[]} moves
 * @returns {{pans: Pans, move: Move|null}[]}
 */
export function history(start, moves) {
  const lines = [{ pans: start, move: null }];
  for (const move of moves) {
    const { pans } = applyMove(lines.at(-1).pans, move);
    if (pans) lines.push({ pans, move });
  }
  return lines;
}

/** Which way the pans go: 1 where the left one is heavier, −1 where the right one is, 0 where they are level. */
export const tilt = ({ left, right }, box) => Math.sign(weighs(left, box) - weighs(right, box));

/** The sign that is true between the sides. @param {-1|0|1} which */
export const signOf = (which) => (which > 0 ? ">" : which < 0 ? "<" : "=");

/** What was done, for the record. @param {Move} move */
export function moveInWords(move) {
  return MOVES[move.act][move.side]({ n: move.n, amount: amountIn(move) });
}
const MOVES = {
  split: {
    both: (said) => t("one of {n} equal parts kept on both pans", said),
    left: (said) => t("one of {n} equal parts kept on the left pan only", said),
    right: (said) => t("one of {n} equal parts kept on the right pan only", said),
  },
  take: {
    both: (said) => t("{amount} taken from both pans", said),
    left: (said) => t("{amount} taken from the left pan only", said),
    right: (said) => t("{amount} taken from the right pan only", said),
  },
  add: {
    both: (said) => t("{amount} added to both pans", said),
    left: (said) => t("{amount} added to the left pan only", said),
    right: (said) => t("{amount} added to the right pan only", said),
  },
};

/** How the pans stand, in words. @param {-1|0|1} which */
export function standInWords(which) {
  if (which === 0) return t("The pans are level.");
  return which > 0 ? t("The left pan is heavier and sinks.") : t("The right pan is heavier and sinks.");
}

/**
 * What a move did to the relation between the sides.
 * @param {Move} move
 * @param {-1|0|1|null} before null while the pans are held
 * @param {-1|0|1|null} after
 */
export function effectInWords(move, before, after) {
  const said = `${moveInWords(move)}.`;
  const done = said.charAt(0).toUpperCase() + said.slice(1);
  if (move.side === "both") {
    if (before === null) return `${done} ${t("Both changed alike: a true sentence stays true, a false one false.")}`;
    const alike = before === 0 ? t("Both changed alike: they were level and still are.") : t("Both changed alike: they were not level and still are not.");
    return `${done} ${alike}`;
  }
  if (before === null) return `${done} ${t("Unless the other pan changes alike, this sentence says nothing about the one before.")}`;
  if (after === 0) return `${done} ${before === 0 ? t("The pans stay level.") : t("That makes the pans level again.")}`;
  if (before !== 0) return `${done} ${standInWords(after)}`;
  return `${done} ${TIPPED[move.act][move.side]({ amount: amountIn(move) })} ${t("This is not the same equation.")}`;
}
const TIPPED = {
  split: {
    left: () => t("The pans were level and are not any more: the left pan holds one part where the other pan holds all."),
    right: () => t("The pans were level and are not any more: the right pan holds one part where the other pan holds all."),
  },
  take: {
    left: (said) => t("The pans were level and are not any more: the left pan is lighter by {amount}.", said),
    right: (said) => t("The pans were level and are not any more: the right pan is lighter by {amount}.", said),
  },
  add: {
    left: (said) => t("The pans were level and are not any more: the left pan is heavier by {amount}.", said),
    right: (said) => t("The pans were level and are not any more: the right pan is heavier by {amount}.", said),
  },
};

/** One side worked out with a number in the box: 3 × 4 + 2 = 14. @param {Pan} pan @param {number} box */
export function workedOut(pan, box) {
  const ofBoxes = pan.boxes ? [pan.boxes === 1 ? String(box) : `${pan.boxes} × ${box}`] : [];
  const terms = [...ofBoxes, ...pan.weights];
  const total = weighs(pan, box);
  const single = terms.length === 0 || (terms.length === 1 && pan.boxes <= 1);
  return single ? String(total) : `${terms.join(" + ")} = ${total}`;
}

/** Both sides worked out, and what the pans do. @param {Pans} pans @param {number} box */
export function testInWords(pans, box) {
  const off = weighs(pans.left, box) - weighs(pans.right, box);
  const by = Math.abs(off);
  const heavier = off > 0 ? t("The left pan is heavier by {by}.", { by }) : t("The right pan is heavier by {by}.", { by });
  const both = t("Left: {left}. Right: {right}.", { left: workedOut(pans.left, box), right: workedOut(pans.right, box) });
  return `${both} ${by === 0 ? t("The pans are level.") : heavier}`;
}

/**
 * What is to be said of the way to a solution.
 * @param {{pans: Pans, move: Move|null}[]} lines
 * @param {number} box the true weight
 */
export function wayInWords(lines, box) {
  const moves = lines.length - 1;
  if (!moves) return t("No move was made on the pans.");
  const first = lines.findIndex(({ pans }) => tilt(pans, box) !== 0);
  if (first < 0) {
    return moves === 1 ? t("The move left the pans level.") : t("After each of the {moves} moves the pans were level: every line has the same solution.", { moves });
  }
  const tipped = t("Move {first}, {move}, tipped the pans: from there on it was another equation.", { first, move: moveInWords(lines[first].move) });
  return tilt(lines.at(-1).pans, box) === 0 ? `${tipped} ${t("A later move made up for it.")}` : tipped;
}

/** The weight of a box that makes both sides the same; null where there is none, or no single one. @param {Pans} pans */
export function solutionOf({ left, right }) {
  const boxes = left.boxes - right.boxes;
  return boxes === 0 ? null : (sumOf(right.weights) - sumOf(left.weights)) / boxes;
}

/** A whole number from 0 as it was typed; null where it is none. @param {string} text @param {number} most */
export function readWhole(text, most = HEAVIEST) {
  const clean = String(text ?? "").trim().replace(/^[xX□]\s*=\s*/, "");
  return /^\d{1,3}$/.test(clean) && Number(clean) <= most ? Number(clean) : null;
}

/** What to say of a number that cannot be used. */
export const whyNotWhole = (text, most = HEAVIEST) =>
  /[-−–]\s*\d/.test(text) ? NOT_NEGATIVE : t("Write a whole number from 0 to {most}.", { most });

/**
 * Rows in which things stand on a pan, the lowest first.
 * @param {{width: number}[]} things @param {number} room
 */
export function rowsOnPan(things, room) {
  const rows = [];
  for (const one of things) {
    const row = rows.at(-1);
    const used = row ? row.reduce((sum, { width }) => sum + width + 4, 0) : Infinity;
    if (row && used + one.width <= room) row.push(one);
    else rows.push([one]);
  }
  return rows;
}
