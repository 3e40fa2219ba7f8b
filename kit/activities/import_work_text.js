// A text with what may identify somebody marked in it: each mark is a button, and more can be marked by selecting or typing.
import { h } from "./shared.js";
import { t } from "./words.js";

/**
 * A place in a text that is, or may be, replaced.
 * @typedef {{start: number, end: number, kind: string, sure: boolean, hidden: boolean, replacement: string, own: boolean}} Mark
 *   `own` was marked by the reviewer, and is gone when it is not hidden.
 */

/**
 * A text cut at its marks.
 * @param {string} text @param {Mark[]} marks in order, none overlapping another
 * @returns {{start: number, text: string, mark: number|null}[]}
 */
export function textPieces(text, marks) {
  const pieces = [];
  let at = 0;
  marks.forEach((mark, index) => {
    if (mark.start > at) pieces.push({ start: at, text: text.slice(at, mark.start), mark: null });
    pieces.push({ start: mark.start, text: text.slice(mark.start, mark.end), mark: index });
    at = mark.end;
  });
  if (at < text.length) pieces.push({ start: at, text: text.slice(at), mark: null });
  return pieces;
}

/**
 * The marks with a place added that the reviewer wants hidden; marks that it touches become part of it.
 * @param {Mark[]} marks @param {number} start @param {number} end @param {string} replacement
 * @returns {Mark[]}
 */
export function withMark(marks, start, end, replacement) {
  const touched = marks.filter((mark) => mark.start < end && start < mark.end);
  const alike = touched.find((mark) => mark.start === start && mark.end === end);
  const added = alike
    ? { ...alike, hidden: true }
    : {
        start: Math.min(start, ...touched.map((mark) => mark.start)),
        end: Math.max(end, ...touched.map((mark) => mark.end)),
        kind: touched[0]?.kind ?? "name",
        sure: true,
        hidden: true,
        replacement: touched[0]?.replacement ?? replacement,
        own: true,
      };
  return [...marks.filter((mark) => !touched.includes(mark)), added].sort((one, other) => one.start - other.start);
}

/**
 * A selection without the spaces at its ends, grown to whole words.
 * @param {string} text @param {number} start @param {number} end
 * @returns {[number, number]|null} null where nothing but spaces is selected
 */
export function wholeWords(text, start, end) {
  const letter = /[\p{L}\p{N}\p{M}]/u;
  while (start < end && /\s/.test(text[start])) start += 1;
  while (end > start && /\s/.test(text[end - 1])) end -= 1;
  if (start >= end) return null;
  while (start > 0 && letter.test(text[start]) && letter.test(text[start - 1])) start -= 1;
  while (end < text.length && letter.test(text[end - 1]) && letter.test(text[end])) end += 1;
  return [start, end];
}

/**
 * Where words stand in a text, in whatever capitals, as whole words.
 * @param {string} text @param {string} words
 * @returns {[number, number][]}
 */
export function placesOf(text, words) {
  const sought = words.trim();
  if (!sought) return [];
  const escaped = sought.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/\s+/g, "\\s+");
  const found = [...text.matchAll(new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, "giu"))];
  return found.map((one) => [one.index, one.index + one[0].length]);
}

/** The text as it would be stored. @param {string} text @param {Mark[]} marks */
export function storedText(text, marks) {
  return textPieces(text, marks).map((piece) => (piece.mark !== null && marks[piece.mark].hidden ? marks[piece.mark].replacement : piece.text)).join("");
}

/** What Python takes: start, end and placeholder of each place that is hidden. @param {Mark[]} marks */
export function hiddenSpans(marks) {
  return marks.filter((mark) => mark.hidden).map((mark) => [mark.start, mark.end, mark.replacement]);
}

/** What a mark may be, in a word. */
const KINDS = {
  name: t("name"),
  initials: t("initials"),
  nickname: t("nickname"),
  teacher: t("teacher"),
  school: t("school"),
  place: t("place"),
  date: t("date"),
  contact: t("contact"),
  number: t("number"),
};

/** A mark in words, for its button. @param {Mark} mark @param {string} text what it marks */
export function markWords(mark, text) {
  if (mark.hidden) return mark.replacement ? t("{text}: hidden as {replacement}", { text, replacement: mark.replacement }) : t("{text}: hidden as nothing", { text });
  const words = {
    name: t("{text}: shown; it may be a name", { text }),
    initials: t("{text}: shown; it may be initials", { text }),
    nickname: t("{text}: shown; it may be a nickname", { text }),
    teacher: t("{text}: shown; it may be a teacher", { text }),
    school: t("{text}: shown; it may be a school", { text }),
    place: t("{text}: shown; it may be a place", { text }),
    date: t("{text}: shown; it may be a date", { text }),
    contact: t("{text}: shown; it may be a contact", { text }),
    number: t("{text}: shown; it may be a number", { text }),
  };
  return words[mark.kind];
}

/**
 * The editor of one piece's texts.
 * @param {{id: string, texts: {item: string, text: string, marks: Mark[]}[], tasks: {item: string, text: string}[],
 *   placeholders: string[], announce: (text: string) => void, changed: () => void}} options `texts` is changed in place.
 * @returns {{node: HTMLElement, done: () => void}}
 */
export function textEditor({ id, texts, tasks, placeholders, announce, changed }) {
  let chosen = null; // {text, mark}: the mark that the panel is about
  const panel = h("div", { class: "tl-mark-panel" });
  const blocks = texts.map((one, index) => block(one, index));
  const typed = h("input", { type: "text", id: `${id}-typed`, autocomplete: "off", maxlength: 80 });
  typed.addEventListener("keydown", (event) => event.key === "Enter" && hideTyped());
  const hideSelected = h("button", { type: "button", class: "tl-hide-selected", "aria-disabled": "true", onclick: takeSelection }, t("Hide what is selected"));
  const node = h(
    "div",
    { class: "tl-texts" },
    ...blocks.map((one) => one.node),
    panel,
    h("div", { class: "tl-row tl-add-mark" }, hideSelected, h("label", { for: `${id}-typed` }, t("or hide these words:")), typed, h("button", { type: "button", onclick: hideTyped }, t("Hide them"))),
  );

  function block(one, index) {
    const task = tasks.find((task) => task.item === one.item);
    const words = h("p", { class: "tl-marked", "data-text": index });
    const stored = h("p", { class: "tl-stored" });
    const node = h(
      "div",
      { class: "tl-text-block" },
      task && h("p", { class: "tl-soft tl-task" }, t("Task: {task}", { task: task.text })),
      words,
      h("p", { class: "tl-soft tl-stored-head" }, t("As it would be kept:")),
      stored,
    );
    return { node, words, stored };
  }

  function show() {
    texts.forEach((one, index) => {
      const { words, stored } = blocks[index];
      words.replaceChildren(
        ...textPieces(one.text, one.marks).map((piece) => {
          if (piece.mark === null) return h("span", { "data-start": piece.start }, piece.text);
          const mark = one.marks[piece.mark];
          return h(
            "button",
            {
              type: "button",
              class: `tl-hit ${mark.sure ? "tl-sure" : "tl-unsure"}`,
              "aria-pressed": String(mark.hidden),
              "aria-label": markWords(mark, piece.text),
              "data-mark": piece.mark,
              title: KINDS[mark.kind],
              onclick: () => toggle(index, piece.mark),
              onfocus: () => choose(index, piece.mark),
            },
            h("span", { class: "tl-hit-text", "data-start": piece.start }, piece.text),
            mark.hidden ? h("span", { class: "tl-hit-instead" }, mark.replacement || "∅") : h("span", { class: "tl-hit-ask", "aria-hidden": "true" }, "?"),
          );
        }),
      );
      stored.textContent = storedText(one.text, one.marks);
    });
    showPanel();
  }

  function choose(text, mark) {
    chosen = { text, mark };
    showPanel();
  }

  function showPanel() {
    const mark = chosen && texts[chosen.text].marks[chosen.mark];
    panel.hidden = !mark;
    if (!mark) return;
    const { text } = texts[chosen.text];
    const options = [...new Set([...placeholders, mark.replacement].filter(Boolean))];
    const select = h(
      "select",
      { id: `${id}-instead`, onchange: () => replace(select.value) },
      ...options.map((one) => h("option", { value: one, selected: one === mark.replacement }, one)),
      h("option", { value: "", selected: mark.replacement === "" }, t("nothing")),
    );
    panel.replaceChildren(
      h("span", { class: "tl-panel-word" }, `“${text.slice(mark.start, mark.end)}”`),
      h("label", { for: `${id}-instead` }, t("Put in its place:")),
      select,
      h("button", { type: "button", onclick: () => toggle(chosen.text, chosen.mark, true) }, mark.hidden ? t("Show it again") : t("Hide it")),
    );
  }

  function toggle(index, place, fromPanel = false) {
    const one = texts[index];
    const mark = one.marks[place];
    const written = one.text.slice(mark.start, mark.end);
    if (mark.own && mark.hidden) {
      one.marks = one.marks.filter((other) => other !== mark);
      chosen = null;
      announce(t("“{written}” is no longer marked.", { written }));
    } else {
      one.marks = one.marks.map((other) => (other === mark ? { ...mark, hidden: !mark.hidden } : other));
      announce(markWords(one.marks[place], written));
    }
    show();
    const button = blocks[index].words.querySelector(`[data-mark="${place}"]`);
    if (fromPanel && button) panel.querySelector("button")?.focus();
    else (button ?? typed).focus();
    changed();
  }

  function replace(replacement) {
    const one = texts[chosen.text];
    one.marks = one.marks.map((mark, index) => (index === chosen.mark ? { ...mark, replacement, hidden: true } : mark));
    announce(replacement ? t("Hidden as {replacement}.", { replacement }) : t("Hidden as nothing."));
    show();
    panel.querySelector("select")?.focus();
    changed();
  }

  /** The place of a point of the page's selection in a text: the index of the text and the character. */
  function placeOf(container, offset) {
    const element = container.nodeType === Node.TEXT_NODE ? container.parentElement : container.childNodes[Math.min(offset, container.childNodes.length - 1)];
    const words = (element?.nodeType === Node.ELEMENT_NODE ? element : element?.parentElement)?.closest?.(".tl-marked");
    if (!words || !node.contains(words)) return null;
    const text = Number(words.dataset.text);
    const inside = container.nodeType === Node.TEXT_NODE ? container.parentElement.closest("[data-start]") : null;
    if (inside) return { text, at: Number(inside.dataset.start) + offset };
    const hit = element.nodeType === Node.ELEMENT_NODE ? element : element.parentElement;
    const near = hit.closest(".tl-hit")?.querySelector("[data-start]") ?? (hit.matches?.("[data-start]") ? hit : hit.querySelector?.("[data-start]"));
    return near ? { text, at: Number(near.dataset.start) + (container.nodeType === Node.TEXT_NODE ? near.textContent.length : 0) } : null;
  }

  function selection() {
    const range = document.getSelection()?.rangeCount ? document.getSelection().getRangeAt(0) : null;
    if (!range || range.collapsed) return null;
    const from = placeOf(range.startContainer, range.startOffset);
    const to = placeOf(range.endContainer, range.endOffset);
    if (!from || !to || from.text !== to.text) return null;
    const place = wholeWords(texts[from.text].text, Math.min(from.at, to.at), Math.max(from.at, to.at));
    return place && { text: from.text, start: place[0], end: place[1] };
  }

  let selected = null;
  const onSelection = () => {
    const now = selection();
    // A press on the button takes the selection away in some browsers before the click comes: the last one stands until then.
    if (now || !hideSelected.matches(":active, :focus")) selected = now;
    hideSelected.setAttribute("aria-disabled", String(!selected));
  };
  document.addEventListener("selectionchange", onSelection);

  function takeSelection() {
    if (!selected) {
      announce(t("Select words of the text first, or type them beside this button."));
      return;
    }
    const one = texts[selected.text];
    const written = one.text.slice(selected.start, selected.end);
    one.marks = withMark(one.marks, selected.start, selected.end, "[name]");
    document.getSelection()?.removeAllRanges();
    const { text, start } = selected;
    selected = null;
    announce(t("“{written}” is hidden.", { written }));
    show();
    focusAt(text, start);
    changed();
  }

  function hideTyped() {
    let count = 0;
    texts.forEach((one) => {
      for (const [start, end] of placesOf(one.text, typed.value)) {
        one.marks = withMark(one.marks, start, end, "[name]");
        count += 1;
      }
    });
    const words = typed.value.trim();
    if (!count) announce(t("“{words}” is not in this text as whole words.", { words }));
    else announce(count === 1 ? t("“{words}” is hidden in 1 place.", { words }) : t("“{words}” is hidden in {count} places.", { words, count }));
    if (count) typed.value = "";
    show();
    typed.focus();
    if (count) changed();
  }

  function focusAt(text, at) {
    const place = texts[text].marks.findIndex((mark) => mark.start <= at && at < mark.end);
    blocks[text].words.querySelector(`[data-mark="${place}"]`)?.focus();
  }

  show();
  return { node, done: () => document.removeEventListener("selectionchange", onSelection) };
}
