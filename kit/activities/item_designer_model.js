// What an item can tell: each idea's answer held against the item's options. No page, no state.
import { answerKey } from "./answer_keys.js";
import { t } from "./words.js";

/**
 * @typedef {{id: string, text: string, html: string, answers: [string, string][], operands: string[]|null}} Problem
 * @typedef {{id: string, name: string, gives: number[]}} Idea `gives`: a place in each problem's answers, or -1
 * @typedef {{id: string, name: string, ask: string, note: string, problems: Problem[], ideas: Idea[]}} Domain
 * @typedef {{id: string, answer: string, idea: string, words: string}} Option
 * @typedef {{written: string, key: string, ideas: Idea[], options: number[], right: boolean}} Row an answer that ideas give
 * @typedef {{rows: Row[], stuck: Idea[], unknown: number[], twice: number[][], otherwise: {option: number, idea: Idea, written: string|null}[],
 *   untied: number[], right: number[]}} Analysis `right`, `unknown`, `untied` and `twice` hold places of options
 */

/** More lines than this of one kind become a single line. */
const FEW = 3;

/** How an option is called in an item: A, B, C, or 1, 2, 3 where answers are open. */
export const optionMark = (place, kind) => (kind === "open" ? String(place + 1) : String.fromCharCode(65 + place));

/** A problem as typed, without what makes no difference: spaces and the kind of minus sign. */
const squeezed = (text) => text.toLowerCase().replace(/\s+/g, "").replace(/[−–]/g, "-").replace(/[*·]/g, "×").replace(/[:]/g, "÷").replace(/□/g, "?");

/**
 * The problem of the bank that the item uses, as its place; -1 where nothing can be computed.
 * @param {Domain|undefined} domain
 * @param {{problem: string|null, own: string}} item
 */
export function problemInUse(domain, { problem, own }) {
  if (!domain || problem === null) return -1;
  if (problem !== "") return domain.problems.findIndex((one) => one.id === problem);
  const typed = squeezed(own);
  return typed ? domain.problems.findIndex((one) => squeezed(one.id) === typed) : -1;
}

/**
 * Each idea's answer held against the options.
 * @param {Domain|undefined} domain
 * @param {number} place of the problem, or -1: then only the teacher's own ties are known
 * @param {Option[]} options
 * @returns {Analysis}
 */
export function analyse(domain, place, options) {
  const problem = domain?.problems[place] ?? null;
  const keys = options.map((option) => answerKey(option.answer, problem?.operands ?? null));
  const { rows, stuck } = problem ? answersOf(domain, place) : { rows: [], stuck: [] };
  keys.forEach((key, at) => key !== null && rows.find((row) => row.key === key)?.options.push(at));
  const written = keys.map((key, at) => at).filter((at) => keys[at] !== null);
  return {
    rows,
    stuck,
    unknown: problem ? written.filter((at) => !rows.some((row) => row.key === keys[at])) : [],
    twice: [...new Set(written.map((at) => keys[at]))].map((key) => written.filter((at) => keys[at] === key)).filter((some) => some.length > 1),
    otherwise: problem ? written.flatMap((at) => givesOtherwise(domain, place, options[at], keys[at], at)) : [],
    untied: written.filter((at) => !options[at].idea),
    right: written.filter((at) => (problem ? rows.some((row) => row.right && row.key === keys[at]) : options[at].idea === "correct")),
  };
}

/** The answers to a problem with the ideas that give them, the right one first, then those of most ideas. */
function answersOf(domain, place) {
  const { answers } = domain.problems[place];
  const rows = new Map();
  const stuck = [];
  for (const idea of domain.ideas) {
    const given = answers[idea.gives[place]];
    if (!given) {
      stuck.push(idea);
      continue;
    }
    const [written, key] = given;
    if (!rows.has(key)) rows.set(key, { written, key, ideas: [], options: [], right: rows.size === 0 });
    rows.get(key).ideas.push(idea);
  }
  return { rows: [...rows.values()].sort((a, b) => b.right - a.right || b.ideas.length - a.ideas.length), stuck };
}

function givesOtherwise(domain, place, option, key, at) {
  const idea = domain.ideas.find((one) => one.id === option.idea);
  if (!idea) return [];
  const given = domain.problems[place].answers[idea.gives[place]] ?? null;
  return given?.[1] === key ? [] : [{ option: at, idea, written: given?.[0] ?? null }];
}

/** Wrong answers that two ideas or more give: the item cannot tell those ideas apart. @param {Analysis} found */
export const blurred = (found) => found.rows.filter((row) => !row.right && row.ideas.length > 1);

/** Ideas that lead to the right answer: the item does not show them. @param {Analysis} found @returns {Idea[]} */
export const invisible = (found) => found.rows.find((row) => row.right)?.ideas.filter((idea) => idea.id !== "correct") ?? [];

/** Wrong answers that ideas give and no option has. @param {Analysis} found */
export const withoutOption = (found) => found.rows.filter((row) => !row.right && row.options.length === 0);

/** Several names as one reads them. @param {{name: string}[]} some */
export const namesOf = (some) => some.map((one) => `“${one.name}”`).join(", ");

const tiedWords = ({ idea, written }) =>
  written === null
    ? t("You tied it to “{idea}”, which gives no answer.", { idea: idea.name })
    : t("You tied it to “{idea}”, which gives {answer}.", { idea: idea.name, answer: written });

/**
 * What stands beside an option: which ideas give it, as they write it.
 * @param {Analysis} found @param {number} at @param {Option} option @param {boolean} computed
 */
export function optionSays(found, at, option, computed) {
  if (!computed || !option.answer.trim()) return "";
  const row = found.rows.find((one) => one.options.includes(at));
  const other = found.otherwise.find((one) => one.option === at);
  const instead = other ? ` ${tiedWords(other)}` : "";
  if (!row) return `${t("No known idea gives this.")}${instead}`;
  const alike = row.written === option.answer.trim().replaceAll("-", "−");
  const told = { ideas: namesOf(row.ideas), written: row.written };
  if (row.right) return `${alike ? t("The right answer.") : t("The right answer, written {written}.", told)}${instead}`;
  return `${alike ? t("Given by {ideas}.", told) : t("Given by {ideas}, written {written}.", told)}${instead}`;
}

/**
 * What the item can and cannot tell, as lines for reading; `kind` says how strongly to mark a line.
 * @param {Analysis} found
 * @param {{kind: "choice"|"open", options: Option[]}} item
 * @param {boolean} computed
 * @param {(option: Option) => string} tieName
 * @returns {{kind: "mend"|"limit", text: string}[]}
 */
export function findingsOn(found, item, computed, tieName) {
  const marks = (some) => some.map((at) => optionMark(at, item.kind)).reduce((one, other) => t("{one} and {other}", { one, other }));
  const lines = [];
  const mend = (text) => lines.push({ kind: "mend", text });
  const limit = (text) => lines.push({ kind: "limit", text });
  const any = item.options.some((option) => option.answer.trim());
  if (any && item.kind === "choice" && found.right.length === 0) {
    mend(computed ? t("No option is the right answer.") : t("No option is tied to the right answer."));
  }
  for (const some of found.twice) {
    if (computed) mend(t("{options} are the same number. A student who has it could mark either.", { options: marks(some) }));
    else mend(t("{options} are the same number. Keep both only if the item asks how a number is written.", { options: marks(some) }));
  }
  for (const { option: at, idea, written } of found.otherwise) {
    const told = { option: marks([at]), idea: idea.name, answer: written };
    mend(written === null ? t("{option} is tied to “{idea}”, which gives no answer here.", told) : t("{option} is tied to “{idea}”, which gives {answer} here.", told));
  }
  if (found.untied.length) mend(t("Not tied to anything yet: {options}.", { options: marks(found.untied) }));
  if (!computed) {
    const tied = new Map();
    item.options.forEach((one, at) => one.answer.trim() && one.idea && one.idea !== "slip" && one.idea !== "words" && tied.set(one.idea, [...(tied.get(one.idea) ?? []), at]));
    for (const [, some] of tied) if (some.length > 1) limit(t("{options} are tied to the same idea, {idea}.", { options: marks(some), idea: tieName(item.options[some[0]]) }));
    return lines;
  }
  for (const row of blurred(found)) limit(t("{answer} does not tell these apart: {ideas}.", { answer: row.written, ideas: namesOf(row.ideas) }));
  if (item.kind === "choice" && any) {
    const missing = withoutOption(found);
    if (missing.length > FEW) limit(t("{number} answers that ideas give are no option: {answers}.", { number: missing.length, answers: missing.map((row) => row.written).join(", ") }));
    else for (const row of missing) limit(t("{ideas} would look for {answer} and not find it.", { ideas: namesOf(row.ideas), answer: row.written }));
  }
  if (found.stuck.length) limit(t("No answer comes of {ideas} here.", { ideas: namesOf(found.stuck) }));
  if (found.unknown.length) {
    const options = marks(found.unknown);
    limit(
      item.kind === "choice"
        ? t("No known idea gives {options}. Such an option tells you little, unless you know more than this kit.", { options })
        : t("No known idea gives {options}. Such an answer tells you little, unless you know more than this kit.", { options }),
    );
  }
  return lines;
}

/**
 * The item as text, for a handout or a quiz program.
 * @param {{stem: string, kind: "choice"|"open", options: Option[]}} item
 * @returns {string}
 */
export function itemText({ stem, kind, options }) {
  const lines = [stem || t("(no problem yet)"), ""];
  if (kind === "open") return [...lines, `${t("Answer:")} ____________________`, "", `${t("How did you get it?")} ____________________`].join("\n");
  const written = options.map((one, at) => [one, at]).filter(([one]) => one.answer.trim());
  return [...lines, ...written.map(([one, at]) => `${optionMark(at, kind)}) ${one.answer.trim()}`)].join("\n");
}

/**
 * The notes for the teacher that go with an item.
 * @param {{kind: "choice"|"open", options: Option[]}} item
 * @param {Analysis} found
 * @param {boolean} computed
 * @param {(option: Option) => string} tieName
 */
export function notesText(item, found, computed, tieName) {
  const lines = [t("For the teacher"), ""];
  item.options.forEach((one, at) => {
    if (!one.answer.trim()) return;
    const row = found.rows.find((some) => some.options.includes(at));
    const others = row && !row.right ? row.ideas.filter((idea) => idea.id !== one.idea) : [];
    const by = { ideas: namesOf(others) };
    const also = others.length ? `; ${one.idea ? t("also given by {ideas}", by) : t("given by {ideas}", by)}` : "";
    lines.push(`${optionMark(at, item.kind)}) ${one.answer.trim()}: ${tieName(one)}${also}`);
  });
  if (!computed) return [...lines, "", t("The ties are the teacher's own; this kit cannot compute answers to this problem.")].join("\n");
  const hidden = invisible(found);
  const limits = findingsOn(found, item, computed, tieName).filter((one) => one.kind === "limit").map((one) => one.text);
  if (hidden.length) limits.push(t("These lead to the right answer and do not show: {ideas}.", { ideas: namesOf(hidden) }));
  if (limits.length) lines.push("", t("What this item cannot tell"), ...limits.map((text) => `- ${text}`));
  return [...lines, "", t("Computed for students who hold one idea and make no slips.")].join("\n");
}
