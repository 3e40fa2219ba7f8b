// The table in which the facilitator types counts from paper. It is built once for an activity; what is being typed is not overwritten.
import { h } from "./elements.js";
import { t } from "./words.js";

const built = new WeakMap();

/**
 * Show the table of one activity in a box, or hide the box where there is none.
 * @param {HTMLDetailsElement} box @param {string} key
 * @param {{rows: {id: string, label: string}[], parts: {id: string, name: string}[], counts: Record<string, Record<string, number>>} | null} tally
 * @param {(counts: Record<string, Record<string, number>>) => void} save
 */
export function showTally(box, key, tally, save) {
  box.hidden = !tally;
  if (!tally) return;
  const had = built.get(box);
  const counts = JSON.stringify(tally.counts);
  if (had?.key === key && had.counts === counts) return;
  if (had?.key === key && had.fields.some(({ input }) => input.value !== input.defaultValue)) return; // somebody is typing
  const fields = had?.key === key ? had.fields : build(box, tally, save);
  for (const { row, part, input } of fields) {
    const text = String(tally.counts[row]?.[part] ?? "");
    input.value = input.defaultValue = text;
  }
  built.set(box, { key, counts, fields });
}

/** What stands in the fields: whole numbers, by row and part; null where one is not. */
export function countsOf(fields) {
  const counts = {};
  for (const { row, part, text } of fields) {
    if (!text.trim()) continue;
    if (!/^\d{1,4}$/.test(text.trim())) return null;
    const n = Number(text);
    if (n) (counts[row] ??= {})[part] = n;
  }
  return counts;
}

function build(box, tally, save) {
  const fields = [];
  const head = h("tr", {}, h("td"), ...tally.parts.map((part) => h("th", { scope: "col" }, part.name)));
  const rows = tally.rows.map((row) =>
    h("tr", {}, h("th", { scope: "row" }, row.label), ...tally.parts.map((part) => {
      const input = h("input", { inputmode: "numeric", size: 3, maxlength: 4, autocomplete: "off", "aria-label": `${row.label}, ${part.name}` });
      fields.push({ row: row.id, part: part.id, input });
      return h("td", {}, input);
    })),
  );
  const told = h("p", { role: "status" });
  const form = h("form", {
    novalidate: true,
    onsubmit: (event) => {
      event.preventDefault();
      const counts = countsOf(fields.map((one) => ({ ...one, text: one.input.value })));
      told.textContent = counts ? "" : t("A count is a whole number.");
      if (!counts) return;
      for (const { input } of fields) input.defaultValue = input.value;
      save(counts);
    },
  });
  form.append(
    h("p", {}, t("For groups that sort on paper or whose devices cannot reach the room: type how many put each card where. The counts are added to the live picture.")),
    h("div", { class: "tally-table", tabindex: 0, role: "group", "aria-label": t("Counts from paper") }, h("table", {}, h("thead", {}, head), h("tbody", {}, ...rows))),
    told,
    h("button", { type: "submit" }, t("Put these counts into the picture")),
  );
  box.querySelector("form")?.remove(); // the summary stays where it is, and the focus on it
  box.append(form);
  return fields;
}
