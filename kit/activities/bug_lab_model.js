// What answers say about ideas: which fit, which problems tell them apart. No page, no state.
import { answerKey } from "./answer_keys.js";
import { t } from "./words.js";

/**
 * @typedef {{id: string, text: string, html: string, answers: [string, string][], operands: string[]|null}} Problem
 *   `answers`: each answer that some idea gives, as written and in the form in which it is compared
 * @typedef {{id: string, name: string, gives: number[]}} Idea `gives`: for each problem a place in its answers, or -1
 * @typedef {{problems: Problem[], ideas: Idea[], given: number, students: {id: string, name: string, idea: number}[]}} Lab
 */

/** What an idea answers to a problem, as written; null where it leads to nothing. */
export function writtenBy(lab, idea, problem) {
  return lab.problems[problem].answers[lab.ideas[idea].gives[problem]]?.[0] ?? null;
}

/** The same in the form in which answers are compared. */
export function keyBy(lab, idea, problem) {
  return lab.problems[problem].answers[lab.ideas[idea].gives[problem]]?.[1] ?? null;
}

/**
 * The problems answered so far, as places in the bank: those of the start, then those chosen, in their order.
 * @param {Lab} lab
 * @param {string[]} asked
 * @returns {number[]}
 */
export function answeredSoFar(lab, asked) {
  const chosen = asked.map((id) => lab.problems.findIndex((one) => one.id === id)).filter((at) => at >= lab.given);
  return [...Array(lab.given).keys(), ...chosen];
}

/** Whether two ideas answer a problem alike. */
export const alikeOn = (lab, one, other, problem) => keyBy(lab, one, problem) === keyBy(lab, other, problem);

/**
 * The ideas that give exactly what another one gives to these problems, itself among them.
 * @param {Lab} lab
 * @param {number} idea
 * @param {number[]} problems
 * @returns {number[]}
 */
export function fitting(lab, idea, problems) {
  return lab.ideas.map((_, at) => at).filter((at) => problems.every((problem) => alikeOn(lab, at, idea, problem)));
}

/**
 * Ideas by the answer they give to one problem, the largest group first.
 * @returns {{written: string|null, ideas: number[]}[]}
 */
export function partedBy(lab, ideas, problem) {
  const groups = new Map();
  for (const idea of ideas) {
    const key = keyBy(lab, idea, problem);
    if (!groups.has(key)) groups.set(key, { written: writtenBy(lab, idea, problem), ideas: [] });
    groups.get(key).ideas.push(idea);
  }
  return [...groups.values()].sort((a, b) => b.ideas.length - a.ideas.length);
}

/**
 * What a problem is expected to tell, in bits, every idea as probable as the others and no slips.
 * @param {{ideas: number[]}[]} groups
 */
export function bitsOf(groups) {
  const all = groups.reduce((sum, group) => sum + group.ideas.length, 0);
  return groups.reduce((sum, { ideas }) => sum - (ideas.length / all) * Math.log2(ideas.length / all), 0);
}

/**
 * The problem that tells most about these ideas; of equals the first. Null where none tells anything.
 * @param {Lab} lab
 * @param {number[]} ideas
 * @param {number[]} among problems
 */
export function mostTelling(lab, ideas, among) {
  let best = null;
  for (const problem of among) {
    const groups = partedBy(lab, ideas, problem);
    const bits = bitsOf(groups);
    if (bits > (best?.bits ?? 0) + 1e-9) best = { problem, groups, bits };
  }
  return best;
}

/**
 * Step by step: how many ideas fitted before and after each chosen problem, and what would have told most then.
 * @param {Lab} lab
 * @param {number} idea the student's
 * @param {string[]} asked
 */
export function courseOf(lab, idea, asked) {
  const answered = answeredSoFar(lab, asked);
  return answered.slice(lab.given).map((problem, step) => {
    const before = fitting(lab, idea, answered.slice(0, lab.given + step));
    const open = lab.problems.map((_, at) => at).filter((at) => !answered.slice(0, lab.given + step).includes(at));
    const groups = partedBy(lab, before, problem);
    const best = mostTelling(lab, before, open);
    return {
      problem,
      before,
      after: before.filter((one) => alikeOn(lab, one, idea, problem)),
      groups,
      best: best && best.bits > bitsOf(groups) + 1e-9 ? best : null,
    };
  });
}

/**
 * For each pair of ideas the number of these problems that they answer differently.
 * @returns {number[][]}
 */
export function pairCounts(lab, problems) {
  const apart = (one, other) => problems.filter((problem) => !alikeOn(lab, one, other, problem)).length;
  return lab.ideas.map((_, row) => lab.ideas.map((_, column) => apart(row, column)));
}

/** Groups of two or more ideas that answer all these problems alike. @returns {number[][]} */
export function notToldApart(lab, problems) {
  const groups = new Map();
  lab.ideas.forEach((_, idea) => {
    const answers = JSON.stringify(problems.map((problem) => keyBy(lab, idea, problem)));
    groups.set(answers, [...(groups.get(answers) ?? []), idea]);
  });
  return [...groups.values()].filter((group) => group.length > 1);
}

/** The problems to which an idea answers otherwise than the student did. */
export function speaksAgainst(lab, idea, student, problems) {
  return problems.filter((problem) => !alikeOn(lab, idea, student, problem));
}

/**
 * Whether a prediction is the answer that was given: equal numbers are the same answer.
 * @param {Lab} lab
 * @param {string|null} predicted null: that nothing would be written
 */
export function predictionHolds(lab, predicted, student, problem) {
  const key = predicted === null ? null : answerKey(predicted, lab.problems[problem].operands);
  return key === keyBy(lab, student, problem);
}

/** What a student wrote, as a sentence. @param {{name: string}} student @param {string|null} answer */
export function wroteText(student, answer) {
  return answer === null ? t("{student} wrote nothing.", { student: student.name }) : t("{student} wrote {answer}.", { student: student.name, answer });
}

/** 3, 2, 1 and 1: sizes of groups for reading. */
export function inAList(parts) {
  const all = parts.map(String);
  return all.length < 2 ? all.join("") : t("{some} and {last}", { some: all.slice(0, -1).join(", "), last: all.at(-1) });
}
