// A record of work: when, how long, and which parts; kept in this browser and shown to nobody else.

const TICK = 5000;
const STILL_THERE = 90_000;

/**
 * Add seconds of work to a record.
 * @param {any} record
 * @param {string} block the part that is on the screen
 * @param {string} day local date, `2026-11-23`
 * @param {number} seconds
 */
export function addTime(record, block, day, seconds) {
  const add = (where = {}, name) => ({ ...where, [name]: (where[name] ?? 0) + seconds });
  return { ...record, days: add(record.days, day), blocks: add(record.blocks, block) };
}

/** Minutes of all days, or of some: less than a minute counts as 0. */
export function minutes(byName = {}) {
  return Math.round(Object.values(byName).reduce((sum, one) => sum + one, 0) / 60);
}

/** The local date of a moment. */
export function dayOf(date) {
  const two = (number) => String(number).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/**
 * Count the time in which somebody works: the page is in front, and was touched in the last minute and a half.
 * @param {() => string} block which part is on the screen
 * @param {(block: string, seconds: number) => void} add
 */
export function countTime(block, add) {
  let last = 0;
  const touched = () => (last = Date.now());
  for (const event of ["pointerdown", "keydown", "scroll", "input"]) {
    window.addEventListener(event, touched, { passive: true, capture: true });
  }
  setInterval(() => {
    if (document.visibilityState === "visible" && Date.now() - last < STILL_THERE) add(block(), TICK / 1000);
  }, TICK);
}
