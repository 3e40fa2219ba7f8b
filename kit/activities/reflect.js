// Reflect: a labelled scale for each level, and short writing that saves itself.
import { afterPause, answer, frame, h } from "./shared.js";
import { t } from "./words.js";

const BEFORE_SAVING = 400;

/**
 * Confidence with one level set to a point, or opened again.
 * @param {Record<string, number>} confidence
 * @param {string} level
 * @param {number|null} point
 */
export function withPoint(confidence, level, point) {
  const { [level]: _, ...others } = confidence;
  return point === null ? others : { ...others, [level]: point };
}

/**
 * How many of the levels that are shown have an answer, in words.
 * @param {{id: string}[]} levels
 * @param {Record<string, number>} confidence
 */
export function countText(levels, confidence) {
  const marked = levels.filter((level) => level.id in confidence).length;
  return t("{marked} of {length} levels marked.", { marked, length: levels.length });
}

/** @param {{model: any, el: HTMLElement}} host */
function render({ model, el }) {
  const content = model.get("content");
  const { body, id, announce, done } = frame({ model, el });
  let saving = false;
  const save = (change) => {
    saving = true;
    answer(model, change);
    saving = false;
  };

  const count = h("p", { class: "tl-soft tl-reflect-count" });
  /** Makes the marks on the screen those of the value; nothing is rebuilt, so that focus stays. */
  const showMarks = [];
  /** The same for the writing. */
  const showWriting = [];
  const pauses = [];

  function levelRow(level) {
    const label = `${id}-level-${level.id}`;
    const radios = content.scale.map((words, index) =>
      h("input", {
        type: "radio",
        name: `${label}-point`,
        value: index + 1,
        onchange: () => mark(index + 1, words),
      }),
    );
    const clear = h("button", { type: "button", class: "tl-reflect-clear", onclick: () => mark(null) }, t("Clear"), h("span", { class: "tl-hidden" }, ` ${level.name}`));
    const mark = (point, words) => {
      save({ confidence: withPoint(model.get("value").confidence, level.id, point) });
      if (point === null) radios[0].focus();
      show();
      announce(`${level.name}: ${words ?? t("open again")}. ${count.textContent}`);
    };
    const show = () => {
      const { confidence } = model.get("value");
      radios.forEach((radio, index) => {
        radio.checked = confidence[level.id] === index + 1;
      });
      clear.hidden = !(level.id in confidence);
      count.textContent = countText(content.levels, confidence);
    };
    showMarks.push(show);
    return h(
      "div",
      { class: "tl-reflect-level", role: "radiogroup", "aria-labelledby": label },
      h(
        "div",
        { class: "tl-reflect-level-head" },
        h("span", { class: "tl-reflect-level-name", id: label }, `${level.id} ${level.name}`),
        clear,
        h("span", { class: "tl-soft", html: level.evidence_html }),
      ),
      ...radios.map((radio, index) => h("label", { class: "tl-reflect-point" }, radio, h("span", {}, content.scale[index]))),
    );
  }

  function question(one) {
    const label = `${id}-question-${one.id}`;
    const text = h("textarea", { id: label, rows: 3, maxlength: 4000 });
    const keep = () => {
      const { writing } = model.get("value");
      if ((writing[one.id] ?? "") !== text.value) save({ writing: { ...writing, [one.id]: text.value } });
    };
    const later = afterPause(keep, BEFORE_SAVING);
    pauses.push(later);
    text.addEventListener("input", () => later());
    text.addEventListener("blur", () => later.flush());
    showWriting.push(() => {
      const written = model.get("value").writing[one.id] ?? "";
      // What is being typed here is newer than what another window wrote.
      if (text.value !== written && document.activeElement !== text) text.value = written;
    });
    return h("div", { class: "tl-reflect-question-field" }, h("label", { for: label, html: one.html }), text);
  }

  const showAll = () => [...showMarks, ...showWriting].forEach((show) => show());
  if (content.levels.length) {
    body.append(
      h("p", { class: "tl-reflect-statement", html: content.statement_html }),
      h("div", { class: "tl-reflect-levels" }, ...content.levels.map(levelRow)),
      count,
    );
  }
  if (content.questions.length) {
    body.append(
      ...content.questions.map(question),
      h("p", { class: "tl-soft" }, t("Your writing is kept as you write.")),
    );
  }
  const onValue = () => {
    if (!saving) showAll();
  };
  model.on("change:value", onValue);
  showAll();
  return () => {
    pauses.forEach((later) => later.flush());
    model.off("change:value", onValue);
    done();
  };
}

export default { render };
