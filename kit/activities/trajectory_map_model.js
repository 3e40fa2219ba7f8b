// The map of prerequisites as a graph: what a standard rests on, leads to and reaches; search; chains; a list as text.
import { t } from "./words.js";

/**
 * @typedef {{codes: string[], words: string[], types: string, shown: number[]|null, arrows: number[], pairs: number[],
 *   local: Record<string, string[]>, domain_names: Record<string, string>}} MapContent
 * @typedef {{size: number, codes: string[], words: string[], place: Map<string, number>, grade: string[],
 *   letters: string[], after: number[][], before: number[][], related: number[][], shown: boolean[],
 *   reach: number[], types: string, local: Record<string, string[]>}} Standards every list of numbers holds places
 */

export const MAP_GRADES = ["K", "1", "2", "3", "4", "5", "6", "7", "8", "HS"];
export const CLUSTER_TYPES = { m: t("major work of the grade"), s: t("supporting work"), a: t("additional work") };

/** @param {string} code `3` for 3.NF.A.2, `HS` for A-REI.B.3 */
export function gradeOf(code) {
  return code.split(".")[0].includes("-") ? "HS" : code.split(".")[0];
}

/** The letters of the domain: `NF`, `A-REI`. @param {string} code */
export function lettersOf(code) {
  const [first, second] = code.split(".");
  return first.includes("-") ? first : second;
}

/** The cell of the picture: the domain's letters, or `HS A` for all of algebra. @param {string} code */
export function cellOf(code) {
  return gradeOf(code) === "HS" ? `HS ${code[0]}` : lettersOf(code);
}

/** What stands in a cell, whose column and row tell the rest: `A.2`, `REI.B.3`. @param {string} code */
export function shortCode(code) {
  return gradeOf(code) === "HS" ? code.slice(2) : code.split(".").slice(2).join(".");
}

/**
 * The graph of the content; reach is worked out once for all standards.
 * @param {MapContent} content
 * @returns {Standards}
 */
export function readStandards(content) {
  const size = content.codes.length;
  const lists = () => Array.from({ length: size }, () => []);
  const [after, before, related] = [lists(), lists(), lists()];
  for (let at = 0; at < content.arrows.length; at += 2) {
    after[content.arrows[at]].push(content.arrows[at + 1]);
    before[content.arrows[at + 1]].push(content.arrows[at]);
  }
  for (let at = 0; at < content.pairs.length; at += 2) {
    related[content.pairs[at]].push(content.pairs[at + 1]);
    related[content.pairs[at + 1]].push(content.pairs[at]);
  }
  for (const list of [...after, ...before, ...related]) list.sort((one, other) => one - other);
  const grade = content.codes.map(gradeOf);
  const inside = content.shown === null ? null : new Set(content.shown);
  const standards = {
    size,
    codes: content.codes,
    words: content.words,
    place: new Map(content.codes.map((code, index) => [code, index])),
    grade,
    letters: content.codes.map(lettersOf),
    after,
    before,
    related,
    shown: content.codes.map((_, index) => inside === null || inside.has(index)),
    types: content.types,
    local: content.local,
  };
  standards.reach = content.codes.map(
    (_, index) => allAlong(after, [index]).filter((other) => grade[other] !== "HS").length,
  );
  return standards;
}

/**
 * Everything that arrows lead to from some standards, themselves left out; in the order of the map.
 * @param {number[][]} arrows `after` or `before` @param {number[]} starts
 */
export function allAlong(arrows, starts) {
  const seen = new Set(starts);
  const found = [...starts];
  for (const one of found) {
    for (const next of arrows[one]) {
      if (!seen.has(next)) {
        seen.add(next);
        found.push(next);
      }
    }
  }
  return found.slice(starts.length).sort((one, other) => one - other);
}

/**
 * Where the map draws a standard's arrows: itself, else its heading, else its parts; empty if nowhere.
 * @param {Standards} standards @param {number} index
 */
export function drawnAt(standards, index) {
  const code = standards.codes[index];
  const heading = standards.place.get(code.slice(0, code.lastIndexOf(".")));
  const parts = standards.codes.flatMap((one, at) => (one.startsWith(`${code}.`) ? [at] : []));
  for (const places of [[index], heading === undefined ? [] : [heading], parts]) {
    const drawn = places.filter((one) => standards.after[one].length + standards.before[one].length > 0);
    if (drawn.length) return drawn;
  }
  return [];
}

/**
 * What stands round a standard, each list in the order of the map.
 * @param {Standards} standards @param {number} index
 */
export function neighbourhood(standards, index) {
  const drawn = drawnAt(standards, index);
  const own = new Set([...drawn, index]);
  const side = (arrows) => {
    const direct = new Set(drawn.flatMap((one) => arrows[one]).filter((one) => !own.has(one)));
    const all = allAlong(arrows, drawn).filter((one) => !own.has(one));
    return [all.filter((one) => direct.has(one)), all.filter((one) => !direct.has(one))];
  };
  const [before, furtherBefore] = side(standards.before);
  const [after, furtherAfter] = side(standards.after);
  return { drawn, before, furtherBefore, after, furtherAfter, related: standards.related[index] };
}

/**
 * A shortest chain of arrows, both ends included; of several, the one whose steps come first in the map. Empty where
 * there is none.
 * @param {Standards} standards @param {number} start @param {number} end
 */
export function shortestChain(standards, start, end) {
  if (start === end) return [];
  const from = new Map([[start, -1]]);
  const queue = [start];
  for (const one of queue) {
    if (one === end) break;
    for (const next of standards.after[one]) {
      if (!from.has(next)) {
        from.set(next, one);
        queue.push(next);
      }
    }
  }
  if (!from.has(end)) return [];
  const chain = [];
  for (let one = end; one !== -1; one = from.get(one)) chain.unshift(one);
  return chain;
}

const WRITTEN =
  /^(?:CCSS\.MATH\.CONTENT\.)?((?:K|[1-8])\.[A-Z]{1,3}|(?:HS)?[NAFGS][-.][A-Z]{1,4})(?:\.([A-Z]))?\.(\d+)(?:\.?([A-Z]))?$/;

/** Domain, number and part of a code however it is written; the cluster's letter apart. */
function codeKey(text) {
  const found = WRITTEN.exec(text.trim().toUpperCase());
  if (!found) return null;
  let domain = found[1].replace(/^HS/, "");
  if ("NAFGS".includes(domain[0])) domain = domain.replace(".", "-");
  return { key: `${domain} ${found[3]} ${found[4] ?? ""}`, cluster: found[2] ?? "" };
}

/**
 * The standard that a written code means (`3.NF.2`, `hsa-rei.3`, a state's own code), or undefined.
 * @param {Standards} standards @param {string} text
 */
export function findStandard(standards, text) {
  const own = text.trim().toLowerCase();
  const local = Object.keys(standards.local).find((code) =>
    standards.local[code].some((name) => name.toLowerCase() === own),
  );
  if (local) return standards.place.get(local);
  const wanted = codeKey(text);
  if (!wanted) return undefined;
  const index = standards.codes.findIndex((code) => codeKey(code).key === wanted.key);
  if (index < 0 || (wanted.cluster && codeKey(standards.codes[index]).cluster !== wanted.cluster)) return undefined;
  return index;
}

/**
 * Shown standards that a search finds: the code that was meant, codes that begin so, then those that hold every word.
 * @param {Standards} standards @param {string} text
 * @returns {number[]}
 */
export function searchStandards(standards, text) {
  const asked = text.trim().toLowerCase();
  if (!asked) return [];
  const words = asked.split(/\s+/);
  const exact = findStandard(standards, text);
  const ranked = [[], [], []];
  for (let index = 0; index < standards.size; index += 1) {
    if (!standards.shown[index]) continue;
    const code = standards.codes[index].toLowerCase();
    const names = [code, ...(standards.local[standards.codes[index]] ?? []).map((name) => name.toLowerCase())];
    const all = `${names.join(" ")} ${standards.words[index].toLowerCase()}`;
    if (index === exact) ranked[0].push(index);
    else if (names.some((name) => name.startsWith(asked))) ranked[1].push(index);
    else if (words.every((word) => all.includes(word))) ranked[2].push(index);
  }
  return ranked.flat();
}

/**
 * Shown K-8 standards, the farthest-reaching first; of one grade, domain or cluster type if given.
 * @param {Standards} standards @param {{grade?: string, letters?: string, type?: string}} [only]
 */
export function byReach(standards, { grade = "", letters = "", type = "" } = {}) {
  return standards.codes
    .map((_, index) => index)
    .filter(
      (index) =>
        standards.shown[index] &&
        standards.grade[index] !== "HS" &&
        (!grade || standards.grade[index] === grade) &&
        (!letters || standards.letters[index] === letters) &&
        (!type || standards.types[index] === type),
    )
    .sort((one, other) => standards.reach[other] - standards.reach[one] || one - other);
}

/**
 * A standard's name: its code, after a state's own where it has one.
 * @param {Standards} standards @param {number} index
 */
export function nameOf(standards, index) {
  const code = standards.codes[index];
  return standards.local[code] ? `${standards.local[code].join(" / ")} (${code})` : code;
}

/** `1 standard`, `3 standards`. @param {number} n */
export function standardCount(n) {
  return n === 1 ? t("1 standard") : t("{n} standards", { n });
}

/**
 * Codes for paper; those of high school only counted.
 * @param {Standards} standards @param {number[]} places
 */
export function printedCodes(standards, places) {
  const early = places.filter((index) => standards.grade[index] !== "HS");
  const high = places.length - early.length;
  const codes = early.map((index) => nameOf(standards, index)).join(", ");
  if (!high) return codes;
  return codes ? t("{codes} and {high} of high school", { codes, high }) : t("{high} of high school", { high });
}

/**
 * Reach in a sentence, which never says importance.
 * @param {Standards} standards @param {number} index @param {number[]} drawn
 */
export function reachSentence(standards, index, drawn) {
  if (drawn.length === 0) return t("The map draws no arrow here. It is not known from the map what this rests on or leads to.");
  if (drawn.length === 1 && drawn[0] === index) {
    if (standards.grade[index] === "HS") return t("Reach is counted to K–8 standards only, so a high-school standard has none.");
    const n = standards.reach[index];
    return n === 1
      ? t("Reach in the map: arrows lead from here, one after another, to 1 K–8 standard.")
      : t("Reach in the map: arrows lead from here, one after another, to {n} K–8 standards.", { n });
  }
  const where = drawn.map((one) => t("{name} (reach {reach})", { name: nameOf(standards, one), reach: standards.reach[one] })).join(", ");
  return t("The map draws no arrow at {name} itself. Its arrows are drawn at {where}, and those are shown here.", { name: nameOf(standards, index), where });
}

/**
 * What is said of a chain between two standards, or of there being none.
 * @param {Standards} standards @param {number} start @param {number} end @param {number[]} chain
 */
export function chainSentence(standards, start, end, chain) {
  const [from, to] = [nameOf(standards, start), nameOf(standards, end)];
  if (start === end) return t("Both ends are the same standard.");
  if (chain.length) {
    return chain.length === 2
      ? t("From {from} to {to} in 1 arrow. This is a shortest chain; there may be others.", { from, to })
      : t("From {from} to {to} in {n} arrows. This is a shortest chain; there may be others.", { from, to, n: chain.length - 1 });
  }
  const parts = [t("The map has no chain of arrows from {from} to {to}, so none is drawn.", { from, to })];
  if (shortestChain(standards, end, start).length) parts.push(t("There is one the other way round."));
  for (const one of [start, end]) {
    const drawn = drawnAt(standards, one);
    if (drawn.length && !drawn.includes(one)) {
      parts.push(t("The arrows of {name} are drawn at {where}.", { name: nameOf(standards, one), where: drawn.map((at) => nameOf(standards, at)).join(", ") }));
    }
  }
  parts.push(t("That does not say that the two have nothing to do with each other."));
  return parts.join(" ");
}

/**
 * Links of a misconception up the grades: standards by grade, then what the map has no place for.
 * @param {Standards} standards @param {{first: string[], links: any[]}[]} misconception
 * @param {Map<string, any>} known misconceptions by id
 */
export function traceSteps(standards, misconception, known) {
  const height = (grade) => MAP_GRADES.indexOf(grade);
  const steps = misconception.links.map((link) => {
    const [kind, id] = (link.to ?? "").includes(":") ? link.to.split(":") : ["standard", link.to];
    if (kind === "misconception") {
      const next = known.get(id) ?? null;
      return { link, kind, index: -1, next, at: next ? Math.max(height(next.first[0]), 0) : 98 };
    }
    const index = kind === "standard" && id ? (standards.place.get(id) ?? -1) : -1;
    return { link, kind, index, next: null, at: index >= 0 ? height(standards.grade[index]) : 99 };
  });
  return steps.sort((one, other) => one.at - other.at || one.index - other.index);
}

/**
 * An answer with every field in the form that the activity relies on; what is odd counts as not answered.
 * @param {Record<string, any>} value
 */
export function soundValue(value) {
  const text = (one) => (typeof one === "string" ? one : null);
  const record = value.notes && typeof value.notes === "object" && !Array.isArray(value.notes) ? value.notes : {};
  const among = (one, known) => (known.includes(one) ? one : null);
  return {
    ...value,
    focus: text(value.focus),
    view: among(value.view, ["map", "list", "reach"]),
    panel: among(value.panel, ["focus", "chain", "trace", "pins"]) ?? "focus",
    chain: [0, 1].map((at) => text(Array.isArray(value.chain) ? value.chain[at] : null) ?? ""),
    trace: text(value.trace),
    pins: Array.isArray(value.pins) ? value.pins.filter((one) => typeof one === "string") : [],
    notes: Object.fromEntries(Object.entries(record).filter(([, note]) => typeof note === "string")),
  };
}

/**
 * The list "ours to watch" and the notes as plain text; a code that the map does not have is told as it is.
 * @param {Standards} standards @param {{pins: string[], notes: Record<string, string>}} value
 */
export function watchText(standards, value) {
  const told = (code) => {
    const index = standards.place.get(code);
    const words = index === undefined ? t("not in this map") : standards.words[index];
    const lines = [`${index === undefined ? code : nameOf(standards, index)}${words ? `: ${words}` : ""}`];
    const note = (value.notes[code] ?? "").trim();
    if (note) lines.push(`   ${t("What I would check before: {note}", { note: note.replaceAll("\n", "\n   ") })}`);
    return lines.join("\n");
  };
  const others = Object.keys(value.notes).filter((code) => !value.pins.includes(code) && value.notes[code].trim());
  const parts = [t("Ours to watch"), ...(value.pins.length ? value.pins.map(told) : [t("(nothing yet)")])];
  if (others.length) parts.push("", t("Notes on other standards"), ...others.map(told));
  return `${parts.join("\n")}\n`;
}

/**
 * The box that an arrow key leads to: the nearest in that direction, sideways distance counting double.
 * @param {({x: number, y: number, w: number, h: number}|undefined)[]} boxes @param {number} from @param {string} key
 * @returns {number} `from` where there is none
 */
export function boxToward(boxes, from, key) {
  const middle = (box) => [box.x + box.w / 2, box.y + box.h / 2];
  const [x, y] = middle(boxes[from]);
  let best = from;
  let least = Infinity;
  boxes.forEach((box, index) => {
    if (!box || index === from) return;
    const [dx, dy] = [middle(box)[0] - x, middle(box)[1] - y];
    const [along, aside] = { ArrowRight: [dx, dy], ArrowLeft: [-dx, dy], ArrowDown: [dy, dx], ArrowUp: [-dy, dx] }[key];
    // Sideways, stay on one line as long as there is one: a box half a line off is no neighbour of it.
    const far = along < 2 ? Infinity : along + 4 * Math.abs(aside);
    if (far < least) [best, least] = [index, far];
  });
  return best;
}

/**
 * The line from one box to another with its head, for an SVG path.
 * @param {{x: number, y: number, w: number, h: number}} from @param {{x: number, y: number, w: number, h: number}} to
 */
export function arrowLine(from, to) {
  const [y1, y2] = [from.y + from.h / 2, to.y + to.h / 2];
  const right = from.x + from.w;
  const sameColumn = to.x < right + 4;
  const [x1, x2] = [right, sameColumn ? to.x + to.w : to.x];
  const bend = sameColumn ? 18 : Math.max(14, Math.min(60, (x2 - x1) / 2));
  const [c1, c2] = [x1 + bend, sameColumn ? Math.max(x1, x2) + bend : x2 - bend];
  const head = sameColumn ? 6 : -6;
  const n = (number) => Math.round(number * 10) / 10;
  return (
    `M${n(x1)} ${n(y1)}C${n(c1)} ${n(y1)} ${n(c2)} ${n(y2)} ${n(x2)} ${n(y2)}` +
    `M${n(x2 + head)} ${n(y2 - 4)}L${n(x2)} ${n(y2)}L${n(x2 + head)} ${n(y2 + 4)}`
  );
}

/**
 * The line from a band down to a box below it: it leaves the band above the box if the band reaches so far.
 * @param {{x: number, y: number, w: number, h: number}} band @param {{x: number, y: number, w: number, h: number}} to
 */
export function dropLine(band, to) {
  const n = (number) => Math.round(number * 10) / 10;
  const x2 = to.x + Math.min(to.w / 2, 24);
  const x1 = Math.min(Math.max(x2, band.x + 8), band.x + band.w - 8);
  const y1 = band.y + band.h;
  const bend = Math.max(4, (to.y - y1) / 2);
  return (
    `M${n(x1)} ${n(y1)}C${n(x1)} ${n(y1 + bend)} ${n(x2)} ${n(to.y - bend)} ${n(x2)} ${n(to.y)}` +
    `M${n(x2 - 4)} ${n(to.y - 6)}L${n(x2)} ${n(to.y)}L${n(x2 + 4)} ${n(to.y - 6)}`
  );
}
