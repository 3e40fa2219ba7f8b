// Choosing a reason, and what is said of it: for the tasks with blocks, arrays and objects to count.
import { h } from "./shared.js";
import { t } from "./words.js";

/** Make a button look and behave as one that has nothing to do, without taking it out of the Tab order. */
export function dimButton(button, is) {
  if (is) button.setAttribute("aria-disabled", "true");
  else button.removeAttribute("aria-disabled");
}

/**
 * A button. A dim one acts too: `act` then says what stands in the way.
 * @param {string} text
 * @param {() => void} act
 * @param {Record<string, any>} [attributes]
 */
export const actButton = (text, act, attributes = {}) => h("button", { type: "button", ...attributes, onclick: () => act() }, text);

/** A line for what stands in the way, spoken when it shows. */
export function hintLine() {
  const node = h("p", { class: "tl-hint", role: "alert", hidden: true });
  return {
    node,
    say(text) {
      node.textContent = text;
      node.hidden = !text;
    },
  };
}

/**
 * A group of radio buttons.
 * @param {{name: string, legend: string, options: {id: string, label: Node|string, aloud?: string}[],
 *   act: (id: string) => void}} how `aloud` is the name for those who listen: MathML is read as bare digits
 */
export function radioGroup({ name, legend, options, act }) {
  const rows = options.map(({ id, label, aloud }) => {
    const input = h("input", { type: "radio", name, value: id, "aria-label": aloud });
    input.addEventListener("change", () => act(id));
    return { input, node: h("label", { class: "tl-choice" }, input, label) };
  });
  return {
    node: h("fieldset", { class: "tl-choices" }, h("legend", {}, legend), ...rows.map((row) => row.node)),
    show: (picked) => rows.forEach(({ input }) => (input.checked = input.value === picked)),
  };
}

/**
 * The reasons of a task as a group of radio buttons.
 * @param {{id: string, task: any, act: (id: string) => void}} how `id` is the frame's prefix
 */
export function reasonGroup({ id, task, act }) {
  return radioGroup({
    name: `${id}-reason`,
    legend: task.ask,
    options: task.reasons.map((one) => ({ id: one.id, label: h("span", { html: one.text_html }), aloud: one.text })),
    act,
  });
}

/** @param {any} task @param {string|null} wanted */
export const reasonById = (task, wanted) => task.reasons.find((reason) => reason.id === wanted);

/** Whether a reason settles the question, in a sentence. */
export const verdict = (reason) =>
  reason.holds ? t("This reasoning settles it.") : t("This reasoning does not settle it.");

/** The finding about a reason. @param {any} reason */
export const reasonFinding = (reason) =>
  h(
    "div",
    { class: `tl-finding ${reason.holds ? "tl-near" : ""}` },
    h("p", {}, h("b", {}, verdict(reason)), " ", h("span", { class: "tl-because", html: reason.because_html })),
  );

/** A finding of plain sentences, the first in bold. @param {string[]} says @param {boolean} agrees */
export const plainFinding = (says, agrees) =>
  h(
    "div",
    { class: `tl-finding ${agrees ? "tl-near" : ""}` },
    ...says.map((text, index) => h("p", {}, index ? text : h("b", {}, text))),
  );

/** How often it was checked. @param {any[]} checks */
export function timesChecked({ length }) {
  if (!length) return "";
  return length === 1 ? t("Checked once") : t("Checked {length} times", { length });
}

/** Whether two pieces of JSON say the same, whatever the order of their fields. */
export function sameJson(a, b) {
  if (typeof a !== "object" || typeof b !== "object" || !a || !b) return a === b;
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => name in b && sameJson(a[name], b[name]));
}
