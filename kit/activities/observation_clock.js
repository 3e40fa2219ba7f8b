// The observation's clock and records, without a page.
import { t } from "./words.js";

/**
 * @typedef {{at: number, code: string, note?: string}} Tap `at` in seconds since the start
 * @typedef {{started: string|null, ended: string|null, taps: Tap[], shift?: number}} Observation
 * @typedef {{id: string, name: string, who: "teacher"|"student"}} LookFor
 * @typedef {{wall: number, steady: number, shift: number}} Reading both clocks in milliseconds, the shift in seconds
 */

/** Whom a look-for is about, in words. */
export const WHO = { student: t("student"), teacher: t("teacher") };

/** A device's clock that differs from the steady one by less is only imprecise. */
const SLACK = 2000;

/**
 * The next reading of the clock. Time is told by the device's clock, so that a reload or a locked screen loses nothing; the
 * steady clock, which stands still while the device sleeps, tells when somebody set the device's clock.
 * @param {Reading} last
 * @param {{wall: number, steady: number, away: boolean}} now `away`: the page was hidden since the last reading
 * @returns {Reading}
 */
export function nextReading(last, { wall, steady, away }) {
  const jump = wall - last.wall - (steady - last.steady);
  const wasSet = jump < -SLACK || (jump > SLACK && !away);
  return { wall, steady, shift: last.shift + (wasSet ? jump / 1000 : 0) };
}

/**
 * The shift to begin with: after a reload the time may not lie before the last tap, whatever the clock says.
 * @param {Observation} kept
 * @param {number} wall
 */
export function shiftOnReturn(kept, wall) {
  const shift = kept.shift ?? 0;
  if (kept.started === null) return 0;
  const last = kept.taps.reduce((most, tap) => Math.max(most, tap.at), 0);
  const since = (wall - Date.parse(kept.started)) / 1000 - shift;
  return since < last ? shift + since - last : shift;
}

/**
 * Seconds since the start, never negative.
 * @param {string|null} started
 * @param {number} wall milliseconds
 * @param {number} shift seconds
 */
export function secondsSince(started, wall, shift) {
  return started === null ? 0 : Math.max(0, (wall - Date.parse(started)) / 1000 - shift);
}

/** How long a finished observation took. @param {Observation} one */
export function lengthOf(one) {
  const last = one.taps.reduce((most, tap) => Math.max(most, tap.at), 0);
  return one.started && one.ended ? Math.max(last, secondsSince(one.started, Date.parse(one.ended), one.shift ?? 0)) : last;
}

/** `7:05`, `1:02:03`. @param {number} seconds */
export function clockText(seconds) {
  const whole = Math.floor(seconds);
  const two = (n) => String(n).padStart(2, "0");
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  return hours ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

/** Where the timeline ends: the next full five minutes, so that its marks seldom move. @param {number} seconds */
export function timelineEnd(seconds) {
  return 300 * Math.max(1, Math.ceil((seconds + 1) / 300));
}

/** How often each look-for was tapped. @param {Tap[]} taps @returns {Record<string, number>} */
export function countsOf(taps) {
  const counts = {};
  for (const { code } of taps) counts[code] = (counts[code] ?? 0) + 1;
  return counts;
}

/** A look-for's name, or its id where the sheet no longer has it. @param {string} id @param {LookFor[]} codes */
export function nameOf(id, codes) {
  return codes.find((code) => code.id === id)?.name ?? id;
}

/**
 * One field of a CSV line. A field that a spreadsheet would take for a formula gets an apostrophe in front.
 * @param {string|number} field
 */
export function csvField(field) {
  const text = typeof field === "number" ? String(field) : field.replace(/^(?=[=+\-@\t\r])/, "'");
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** An observation as CSV, one line a tap. @param {Observation} one @param {LookFor[]} codes */
export function asCsv(one, codes) {
  const rows = byTime(one.taps).map((tap) => [
    Math.round(tap.at),
    clockText(tap.at),
    tap.code,
    nameOf(tap.code, codes),
    codes.find((code) => code.id === tap.code)?.who ?? "",
    tap.note ?? "",
  ]);
  return [["seconds", "time", "code", "look_for", "who", "note"], ...rows]
    .map((row) => row.map(csvField).join(","))
    .join("\r\n")
    .concat("\r\n");
}

/** The same to read or to paste. @param {Observation} one @param {LookFor[]} codes */
export function asText(one, codes) {
  const counts = countsOf(one.taps);
  const gone = Object.keys(counts).filter((id) => !codes.some((code) => code.id === id));
  return [
    one.started
      ? t("Observation of {day}, {length} long. Notes describe moments, not people.", { day: one.started.slice(0, 10), length: clockText(lengthOf(one)) })
      : t("Observation, {length} long. Notes describe moments, not people.", { length: clockText(lengthOf(one)) }),
    "",
    t("Counts"),
    ...codes.map((code) => `${counts[code.id] ?? 0}  ${code.name} (${WHO[code.who]})`),
    ...gone.map((id) => `${counts[id]}  ${id}`),
    "",
    t("Moments"),
    ...byTime(one.taps).map((tap) => `${clockText(tap.at)}  ${nameOf(tap.code, codes)}${tap.note ? `: ${tap.note}` : ""}`),
    "",
  ].join("\n");
}

function byTime(taps) {
  return [...taps].sort((one, other) => one.at - other.at);
}
