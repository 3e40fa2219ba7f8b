// Exact fractions, their names in words, and how they are drawn: for the number line and the strips.
import { h, s } from "./shared.js";
import { t } from "./words.js";

/**
 * A number as it was written: `1 1/2` is {text, whole: 1, num: 1, den: 2}, `3/4` has whole 0, `2` has den 0.
 * @typedef {{text: string, whole: number, num: number, den: number}} Written
 * A value in lowest terms.
 * @typedef {{n: number, d: number}} Ratio
 */

/**
 * Read a number as people write it: `3/4`, `1 1/2`, `2`.
 * @param {string} text
 * @returns {Written|null} null where it is no such number
 */
export function readNumber(text) {
  const clean = text.trim().replace(/\s+/g, " ").replace(/ ?\/ ?/, "/");
  const found = /^(?:(\d{1,3}) )?(\d{1,3})\/(\d{1,3})$|^(\d{1,3})$/.exec(clean);
  if (!found || Number(found[3]) === 0) return null;
  if (found[4]) return { text: clean, whole: Number(found[4]), num: 0, den: 0 };
  return { text: clean, whole: Number(found[1] ?? 0), num: Number(found[2]), den: Number(found[3]) };
}

/** @returns {Ratio} n/d in lowest terms, d above 0 */
export function ratio(n, d) {
  const common = (a, b) => (b ? common(b, a % b) : a);
  const by = common(Math.abs(n), d) || 1;
  return { n: n / by, d: d / by };
}

/** @param {Written} number @returns {Ratio} */
export const exact = (number) =>
  number.den ? ratio(number.whole * number.den + number.num, number.den) : { n: number.whole, d: 1 };

/** @param {Ratio} a @param {Ratio} b @returns {Ratio} */
export const plus = (a, b) => ratio(a.n * b.d + b.n * a.d, a.d * b.d);

/** @param {Ratio} a @param {Ratio} b negative where a is smaller, 0 where they are equal */
export const compare = (a, b) => a.n * b.d - b.n * a.d;

/** @param {Ratio} value */
export const decimal = (value) => value.n / value.d;

/** @param {Ratio} value @returns {Written} as one fraction, or a whole number */
export const asFraction = ({ n, d }) =>
  d === 1 ? { text: `${n}`, whole: n, num: 0, den: 0 } : { text: `${n}/${d}`, whole: 0, num: n, den: d };

const COUNTS = [
  t("zero"), t("one"), t("two"), t("three"), t("four"), t("five"), t("six"),
  t("seven"), t("eight"), t("nine"), t("ten"), t("eleven"), t("twelve"), t("thirteen"),
  t("fourteen"), t("fifteen"), t("sixteen"), t("seventeen"), t("eighteen"), t("nineteen"), t("twenty"),
];
/** What one of so many equal parts is called, from 1 part on. */
const PARTS = [
  "-",
  t("whole"), t("half"), t("third"), t("fourth"), t("fifth"), t("sixth"), t("seventh"),
  t("eighth"), t("ninth"), t("tenth"), t("eleventh"), t("twelfth"), t("thirteenth"), t("fourteenth"),
  t("fifteenth"), t("sixteenth"), t("seventeenth"), t("eighteenth"), t("nineteenth"), t("twentieth"),
];

/** A count in words: three. Above twenty, digits. */
export const countInWords = (count) => COUNTS[count] ?? String(count);

/** The name of one of `parts` equal parts, in the plural unless `count` is 1: fourth, fourths, halves. */
export function partName(parts, count = 1) {
  const one = PARTS[parts] ?? t("one-over-{parts} part", { parts });
  if (count === 1) return one;
  return parts === 2 ? t("halves") : t("{one}s", { one });
}

/**
 * A number in words, as it is written: three fourths, two halves, one and one half.
 * @param {Written} number
 */
export function inWords({ whole, num, den }) {
  if (!den) return countInWords(whole);
  const named = num === 1 ? t("one {part}", { part: partName(den) }) : t("{count} {parts}", { count: countInWords(num), parts: partName(den, num) });
  const part = PARTS[den] ? named : t("{num} over {den}", { num, den });
  return whole ? t("{countInWords} and {part}", { countInWords: countInWords(whole), part }) : part;
}

/** The first letter large. */
export const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/**
 * A number with its fraction stacked, as MathML; its words are for those who listen.
 * @param {Written} number
 * @returns {HTMLElement}
 */
export function stacked({ whole, num, den }) {
  const part = den ? `<mfrac><mn>${num}</mn><mn>${den}</mn></mfrac>` : "";
  const before = whole || !den ? `<mn>${whole}</mn>` : "";
  return h("span", { class: "tl-number", html: `<math><mrow>${before}${part}</mrow></math>` });
}

/** How wide `drawn` will be, in pixels. */
export function drawnWidth({ whole, num, den }) {
  const digits = (value) => 12 * String(value).length;
  return (whole || !den ? digits(whole) + 3 : 0) + (den ? Math.max(digits(num), digits(den)) + 6 : 0);
}

/**
 * A number with its fraction stacked, as SVG round the point (0, 0).
 * @param {Written} number
 * @returns {SVGElement}
 */
export function drawn(number) {
  const { whole, num, den } = number;
  const width = drawnWidth(number);
  const group = s("g", { class: "tl-drawn", "aria-hidden": "true" });
  const text = (x, y, value) => group.append(s("text", { x, y, "text-anchor": "middle" }, String(value)));
  let left = -width / 2;
  if (whole || !den) {
    const room = 12 * String(whole).length + 3;
    text(left + room / 2, 7, whole);
    left += room;
  }
  if (den) {
    const middle = (left + width / 2) / 2;
    text(middle, -5, num);
    text(middle, 19, den);
    group.append(s("line", { x1: left + 1, x2: width / 2 - 1, y1: 0, y2: 0 }));
  }
  return group;
}

/**
 * A number that is changed by a button on either side.
 * @param {{label: string, less: string, more: string, act: (by: -1|1) => void}} how `less` and `more` name the buttons
 * @returns {{node: HTMLElement, show: (value: number|string, low: boolean, high: boolean) => void}}
 */
export function stepper({ label, less, more, act }) {
  const button = (by, name, sign) => {
    const made = h("button", { type: "button", "aria-label": name, title: name }, sign);
    made.addEventListener("click", () => made.getAttribute("aria-disabled") || act(by));
    return made;
  };
  const down = button(-1, less, "−");
  const up = button(1, more, "+");
  const value = h("span", { class: "tl-stepped" });
  const dim = (made, is) => (is ? made.setAttribute("aria-disabled", "true") : made.removeAttribute("aria-disabled"));
  return {
    node: h("div", { class: "tl-stepper", role: "group", "aria-label": label }, h("span", {}, label), down, value, up),
    show: (now, low, high) => {
      value.textContent = String(now);
      dim(down, low);
      dim(up, high);
    },
  };
}
