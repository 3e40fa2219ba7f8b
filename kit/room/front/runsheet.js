// The run sheet beside the clock: which block comes when in the chosen path, and what is next.
import { t } from "./words.js";

/** @typedef {{block: string, heading: string, minutes: Record<string, number>, say: string, do: string, look: string, activities: {key: string, title: string}[]}} Row */

/**
 * When each block begins and ends in a path, in minutes from the beginning; blocks without minutes are left out of it.
 * @param {Row[]} sheet @param {string} path @returns {Map<string, {from: number, to: number}>}
 */
export function plan(sheet, path) {
  let at = 0;
  return new Map(
    sheet.map((row) => {
      const from = at;
      at += row.minutes[path] ?? 0;
      return [row.block, { from, to: at }];
    }),
  );
}

/** Hours and minutes from the beginning: 0:24. @param {number} minutes */
export function planText(minutes) {
  return `${Math.floor(minutes / 60)}:${String(Math.floor(minutes % 60)).padStart(2, "0")}`;
}

/**
 * The clock in words.
 * @param {number|null} minutes since the beginning @param {{from: number, to: number}|undefined} block @param {number} whole
 */
export function clockWords(minutes, block, whole) {
  if (minutes === null) return "";
  const late = block ? Math.floor(minutes - block.to) : 0;
  const said = { now: planText(minutes), whole: planText(whole), late };
  return late > 0 ? t("{now} of {whole}, {late} min behind the run sheet", said) : t("{now} of {whole}", said);
}

/**
 * What comes after an activity: the next one of its block, else the next block that the path has, with its first activity.
 * @param {Row[]} sheet @param {string} path @param {{block: string, key: string|null}} now
 * @returns {{block: string, key: string|null}|null} null at the end
 */
export function after(sheet, path, now) {
  const place = sheet.findIndex((row) => row.block === now.block);
  const keys = sheet[place]?.activities.map((one) => one.key) ?? [];
  const next = keys[keys.indexOf(now.key) + 1];
  if (now.key && next) return { block: now.block, key: next };
  const row = sheet.slice(place + 1).find((one) => (one.minutes[path] ?? 0) > 0);
  return row ? { block: row.block, key: row.activities[0]?.key ?? null } : null;
}

/** Where to begin when the page is opened: at what the room is at. @param {Row[]} sheet @param {any} state */
export function placeOf(sheet, state) {
  const holding = (key) => sheet.find((row) => row.activities.some((one) => one.key === key));
  const row = sheet.find((one) => one.block === state?.block) ?? holding(state?.current) ?? sheet[0];
  const key = row?.activities.some((one) => one.key === state?.current) ? state.current : (row?.activities[0]?.key ?? null);
  return { block: row?.block ?? "", key };
}
