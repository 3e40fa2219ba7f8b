// What is handed over, worked out from what was answered: nothing of it knows the page.
import { t } from "./words.js";

/**
 * @typedef {{form?: string|null, answers?: Record<string, {text?: string, choice?: string, order?: string[]}>, confidence?: Record<string, number>}} Task
 * @typedef {{key: string, name: string}} Named
 */

const record = (one) => (typeof one === "object" && one !== null && !Array.isArray(one) ? one : {});

/** How far a form has come: parts with a choice or an order, and whether anything was written. @param {Task|undefined} task @param {Record<string, {id: string}[]>} forms */
export function progressOf(task, forms) {
  const parts = forms[record(task).form] ?? [];
  const answers = record(record(task).answers);
  const given = parts.filter(({ id }) => record(answers[id]).choice !== undefined || record(answers[id]).order !== undefined);
  const written = parts.filter(({ id }) => String(record(answers[id]).text ?? "").trim());
  return { there: given.length + written.length > 0, form: parts.length ? task.form : null, given: given.length, of: parts.length, written: written.length };
}

/**
 * What would be handed over: of each form that was begun the choices, orders and how sure one was; sentences on request.
 * @param {Named[]} tasks @param {Record<string, Task>} others @param {Record<string, {id: string}[]>} forms @param {boolean} writing
 * @returns {Record<string, any>}
 */
export function packed(tasks, others, forms, writing) {
  const found = {};
  for (const { key } of tasks) {
    const task = record(record(others)[key]);
    if (!progressOf(task, forms).there) continue;
    const answers = {};
    const confidence = {};
    for (const { id } of forms[task.form]) {
      const { text, choice, order } = record(record(task.answers)[id]);
      const kept = { ...(writing && text?.trim() ? { text } : {}), ...(choice === undefined ? {} : { choice }), ...(order === undefined ? {} : { order }) };
      if (Object.keys(kept).length) answers[id] = kept;
      const sure = record(task.confidence)[id];
      if (sure !== undefined) confidence[id] = sure;
    }
    found[key] = { form: task.form, answers, confidence };
  }
  return found;
}

/** What to know before handing over, in a sentence; nothing where both forms are there and differ. @param {Named[]} tasks @param {Record<string, any>} pack */
export function caution(tasks, pack) {
  const [first, last] = tasks.map(({ key }) => pack[key]);
  if (!first && !last) return t("Neither form is on this device, so there is nothing to hand over.");
  if (!first) return t("Only the closing form is here. It can be handed over; the group's change is counted without it, and the room is told how many are so.");
  if (!last) return t("Only the baseline is here. Finish the closing form first, or hand over the baseline alone; the group's change is counted without it.");
  if (first.form === last.form) return t("Both times it was form {form}. A second look at the same work cannot be counted as change. It can be handed over and is told as such.", { form: first.form });
  return "";
}

/** Whether something was answered since it was handed over. @param {any} value @param {Record<string, any>} pack as it would be now */
export function isOlder(value, pack) {
  return value.handed && JSON.stringify(value.tasks) !== JSON.stringify(pack);
}

/**
 * What is in a hand-over, line by line, for whoever wants to look before pressing.
 * @param {Named[]} tasks @param {Record<string, any>} pack @param {Record<string, {id: string, title: string}[]>} forms
 * @returns {{name: string, lines: string[]}[]}
 */
export function inWords(tasks, pack, forms) {
  return tasks
    .filter(({ key }) => pack[key])
    .map(({ key, name }) => {
      const { form, answers, confidence } = pack[key];
      const lines = forms[form].map(({ id, title }) => {
        const { choice, order, text } = answers[id] ?? {};
        const said = [
          choice !== undefined && t("choice {choice}", { choice }),
          order !== undefined && t("order {order}", { order: order.join(", ") }),
          confidence[id] !== undefined && t("{percent} % sure", { percent: confidence[id] }),
          text !== undefined && `“${text.trim()}”`,
        ].filter(Boolean);
        return `${title}: ${said.join("; ") || t("nothing")}`;
      });
      return { name: t("{name}, form {form}", { name, form }), lines };
    });
}

/**
 * A hand-over as a file: a journal that holds nothing else, under a number made for it, so that it cannot be laid beside other files of the same person.
 * @param {string} key @param {any} value @param {string} token @param {string} at ISO 8601
 */
export function asFile(key, value, token, at) {
  const response = { key, value, at, participant: token, revision: 1 };
  return JSON.stringify({ format: "throughline-journal", version: 1, participant: token, responses: { [key]: response }, earlier: [], records: {} }, null, 1);
}
