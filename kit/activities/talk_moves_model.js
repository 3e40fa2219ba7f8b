// Talk moves, without a page: what a code does to an answer, what two codings share, and the tally.

/**
 * @typedef {{id: string, name: string, who: "teacher"|"student", reason: boolean}} Code
 * @typedef {{speaker: string, who: "teacher"|"student", html: string, words: number}} Line
 * @typedef {{id: string, label: string, who: "teacher"|"student", lines: Line[]}} Unit the last line is coded
 * @typedef {Record<string, string[]>} Codes by unit; an empty list: none of the codes fits; absent: left open
 * @typedef {Record<string, {codes: string[]|null, why_html: string}>} Reference `codes` null: it is split itself
 */

/**
 * The codes of a unit after one of them was pressed.
 * @param {string[]|undefined} codes
 * @param {string|null} code null: none of the codes fits
 * @param {"one"|"many"} choose
 * @returns {string[]|undefined} undefined: open again
 */
export function pressed(codes, code, choose) {
  if (code === null) return codes?.length === 0 ? undefined : [];
  if (codes?.includes(code)) {
    const left = codes.filter((one) => one !== code);
    return left.length ? left : undefined;
  }
  return choose === "one" ? [code] : [...(codes ?? []), code];
}

/**
 * The answer with one unit's codes changed.
 * @param {Codes} all
 * @param {string} unit
 * @param {string[]|undefined} codes
 * @returns {Codes}
 */
export function withCodes(all, unit, codes) {
  const { [unit]: _, ...others } = all;
  return codes === undefined ? others : { ...others, [unit]: codes };
}

/** How many of the units that are shown have an answer. @param {Unit[]} units @param {Codes} codes */
export function codedAmong(units, codes) {
  return units.filter((unit) => unit.id in codes).length;
}

/**
 * The first unit without an answer; the first of all if there is none.
 * @param {Unit[]} units
 * @param {Codes} codes
 */
export function firstOpen(units, codes) {
  return Math.max(0, units.findIndex((unit) => !(unit.id in codes)));
}

/**
 * Names of codes in the order of the codebook.
 * @param {string[]} codes
 * @param {Code[]} book
 * @param {string} none how an empty list is called
 */
export function namesOf(codes, book, none) {
  const names = book.filter((code) => codes.includes(code.id)).map((code) => code.name);
  return names.length ? names.join(", ") : none;
}

/**
 * What two codings share, code by code, and the units that were read in two ways. Never a score.
 * @param {Unit[]} units
 * @param {Code[]} book
 * @param {Codes} mine as it stood when it was first compared
 * @param {Reference} reference
 */
export function comparison(units, book, mine, reference) {
  const compared = units.filter((unit) => unit.id in mine && unit.id in reference);
  const split = compared.filter((unit) => reference[unit.id].codes === null);
  const both = compared.filter((unit) => reference[unit.id].codes !== null);
  const has = (unit, id) => mine[unit.id].includes(id);
  const given = (unit, id) => reference[unit.id].codes.includes(id);
  const same = (unit) => book.every(({ id }) => has(unit, id) === given(unit, id));
  return {
    n: both.length,
    split,
    rows: book.map(({ id, name }) => ({
      id,
      name,
      both: both.filter((unit) => has(unit, id) && given(unit, id)).length,
      mine: both.filter((unit) => has(unit, id) && !given(unit, id)).length,
      theirs: both.filter((unit) => !has(unit, id) && given(unit, id)).length,
    })),
    same: both.filter(same),
    differ: both.filter((unit) => !same(unit)),
  };
}

/**
 * Who spoke, how long, after whom, and in how many student turns a reason was given by the participant's codes.
 * @param {Unit[]} units
 * @param {Code[]} book
 * @param {Codes} codes
 */
export function tallyOf(units, book, codes) {
  const lines = units.flatMap((unit) => unit.lines.map((line) => ({ ...line, unit })));
  const side = (who) => {
    const theirs = lines.filter((line) => line.who === who);
    return { turns: theirs.length, words: theirs.reduce((sum, line) => sum + line.words, 0) };
  };
  const students = lines.filter((line) => line.who === "student");
  const reasons = book.filter((code) => code.reason).map((code) => code.id);
  const coded = units.filter((unit) => unit.who === "student" && unit.id in codes);
  return {
    teacher: side("teacher"),
    student: side("student"),
    longest: students.length ? students.reduce((most, line) => (line.words > most.words ? line : most)) : null,
    following: lines.filter((line, at) => line.who === "student" && lines[at - 1]?.who === "student").length,
    reasons: reasons.length
      ? { given: coded.filter((unit) => codes[unit.id].some((id) => reasons.includes(id))).length, coded: coded.length }
      : null,
  };
}

/** A share in whole percent, for reading. @param {number} part @param {number} whole */
export function percentText(part, whole) {
  return whole === 0 ? "–" : `${Math.round((100 * part) / whole)}%`;
}
