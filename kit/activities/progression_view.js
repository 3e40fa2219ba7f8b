// ProgressionView: levels to open and read, with a mark and a note for one's own class.
import { afterPause, answer, frame, h } from "./shared.js";
import { t } from "./words.js";

const BEFORE_SAVING = 400;

/**
 * The marked levels with one added or taken out; in the progression's order, levels that are gone last.
 * @param {string[]} met
 * @param {string} level
 * @param {boolean} isMet
 * @param {string[]} order
 */
export function withMark(met, level, isMet, order) {
  const marked = new Set(met);
  if (isMet) marked.add(level);
  else marked.delete(level);
  return [...order.filter((one) => marked.has(one)), ...met.filter((one) => marked.has(one) && !order.includes(one))];
}

/**
 * What a closed level tells about one's own marks: `met this month · note`, or nothing.
 * @param {{met: string[], notes: Record<string, string>}} value
 * @param {string} level
 */
export function markText(value, level) {
  const marks = [];
  if (value.met.includes(level)) marks.push(t("met this month"));
  if ((value.notes[level] ?? "").trim()) marks.push(t("my note"));
  return marks.join(" · ");
}

/** @param {{model: any, el: HTMLElement}} host */
function render({ model, el }) {
  const content = model.get("content");
  const { body, id, announce, done } = frame({ model, el });
  const order = content.levels.map((level) => level.id);
  const showings = [];
  const pauses = [];
  let saving = false;
  const save = (change) => {
    saving = true;
    answer(model, change);
    saving = false;
    showAll();
  };

  const list = (items) => h("ul", {}, ...items.map((html) => h("li", { html })));
  const part = (name, ...inside) => h("div", { class: "tl-progression-part" }, h("h4", {}, name), ...inside);

  function mine(level) {
    const field = `${id}-note-${level.id}`;
    const box = h("input", {
      type: "checkbox",
      onchange: () => {
        save({ met: withMark(model.get("value").met, level.id, box.checked, order) });
        announce(t("Level {id}: {a}.", { id: level.id, a: box.checked ? t("marked as met in your class") : t("no longer marked") }));
      },
    });
    const text = h("textarea", { id: field, rows: 2, maxlength: 4000 });
    const keep = () => {
      const { notes } = model.get("value");
      if ((notes[level.id] ?? "") !== text.value) save({ notes: { ...notes, [level.id]: text.value } });
    };
    const later = afterPause(keep, BEFORE_SAVING);
    pauses.push(later);
    text.addEventListener("input", () => later());
    text.addEventListener("blur", () => later.flush());
    showings.push(() => {
      const { met, notes } = model.get("value");
      box.checked = met.includes(level.id);
      if (document.activeElement !== text) text.value = notes[level.id] ?? "";
    });
    return h(
      "div",
      { class: "tl-progression-part tl-progression-mine" },
      h("label", { class: "tl-progression-met" }, box, h("span", {}, t("Met in my class this month"))),
      h("label", { for: field }, t("Note: which problem, what the work showed (no names)")),
      text,
    );
  }

  function rung(level) {
    const mark = h("span", { class: "tl-mark tl-progression-own", hidden: true });
    showings.push(() => {
      mark.textContent = markText(model.get("value"), level.id);
      mark.hidden = !mark.textContent;
    });
    return h(
      "details",
      { class: "tl-progression-rung", ontoggle: () => showToggle() },
      h(
        "summary",
        {},
        h("span", { class: "tl-progression-rung-number" }, h("span", { class: "tl-hidden" }, t("Level ")), level.id),
        h("span", { class: "tl-progression-rung-head" }, h("span", { class: "tl-progression-rung-name" }, level.name),
          level.ours ? h("span", { class: "tl-mark" }, level.ours) : null, mark),
      ),
      h(
        "div",
        { class: "tl-progression-rung-inside" },
        part(t("What you may see"), list(level.evidence_html)),
        level.exemplars_html.length
          ? part(t("Work"), ...level.exemplars_html.map((html) => h("div", { class: "tl-exemplar", html })))
          : null,
        part(t("Next move"), h("p", { html: level.next_move_html })),
        part(t("Standards"), h("p", { class: "tl-row" }, ...level.standards.map((code) => h("span", { class: "tl-mark" }, code)))),
        mine(level),
      ),
    );
  }

  const rungs = content.levels.map(rung);
  const toggle = h("button", {
    type: "button",
    onclick: () => {
      const open = !rungs.every((one) => one.open);
      rungs.forEach((one) => {
        one.open = open;
      });
      showToggle();
      announce(open ? t("All levels are open.") : t("All levels are closed."));
    },
  });
  const showToggle = () => {
    toggle.textContent = rungs.every((one) => one.open) ? t("Close all levels") : t("Open all levels");
  };
  const showAll = () => showings.forEach((show) => show());
  const onValue = () => {
    if (!saving) showAll();
  };

  const source = (one) =>
    h("li", {}, h("span", { lang: "en" }, one.citation), ...(one.url ? [" ", h("a", { href: one.url, target: "_blank", rel: "noopener" }, t("Open the source"))] : []));
  body.append(
    h("p", { class: "tl-progression-about-text", html: content.about_html }),
    h("p", { class: "tl-progression-principle" }, content.principle),
    h("div", { class: "tl-row tl-progression-direction" }, h("span", {}, t("↓ Read down: from first ideas to the most general.")), toggle),
    h("div", { class: "tl-progression-ladder" }, ...rungs),
    content.structure_html.length
      ? h("div", { class: "tl-progression-part" }, h("h4", {}, t("How the same student moves level with the problem")), list(content.structure_html))
      : "",
    h(
      "details",
      { class: "tl-progression-origin" },
      h("summary", {}, t("Whose words, and sources")),
      h("p", { html: content.wording_html }),
      content.sources.length ? h("ul", {}, ...content.sources.map(source)) : null,
    ),
  );
  showToggle();
  showAll();
  model.on("change:value", onValue);
  return () => {
    pauses.forEach((later) => later.flush());
    model.off("change:value", onValue);
    done();
  };
}

export default { render };
