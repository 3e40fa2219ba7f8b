// Predict: bars to set by dragging or typing, then the published numbers beside them.
import { afterPause, answer, frame, h } from "./shared.js";
import { t } from "./words.js";

/**
 * @typedef {{label: string, text: string, html: string, value: number, correct: boolean, computed: boolean,
 *   idea_html: string}} Bar
 * @typedef {{kind: "shares"|"percent_correct"|"counts", out_of: number, bars: Bar[], question_html: string,
 *   who: string, about: Record<string, string|null>}} Content
 * @typedef {Record<string, number>} Numbers by the bar's label
 */

/**
 * What was typed into a bar's number field, made fit, and what to say about it.
 * @param {string} text empty for nothing, or for what the browser cannot read as a number
 * @param {number} most
 * @param {boolean} [unreadable] whether something stood there that is no number
 * @returns {{value: number|null|undefined, message: string}} null: the bar is not set; undefined: leave it as it was
 */
export function readNumber(text, most, unreadable = false) {
  if (!unreadable && text.trim() === "") return { value: null, message: "" };
  const typed = Number(text.replace("−", "-"));
  if (unreadable || text.trim() === "" || !Number.isFinite(typed)) {
    return { value: undefined, message: t("That is not a number, so the bar stays as it was.") };
  }
  if (typed > most) return { value: most, message: t("{typed} is more than {most}. The bar is set to {a}.", { typed, most, a: most }) };
  if (typed < 0) return { value: 0, message: t("{typed} is less than 0. The bar is set to 0.", { typed }).replace("-", "−") };
  const whole = Math.round(typed);
  return { value: whole, message: whole === typed ? "" : t("Whole numbers only: {typed} became {whole}.", { typed, whole }) };
}

/**
 * How much of 100 the bars that are shown have used up.
 * @param {Bar[]} bars
 * @param {Numbers} numbers may hold labels that are no longer shown
 */
export function givenOut(bars, numbers) {
  return bars.reduce((sum, bar) => sum + (numbers[bar.label] ?? 0), 0);
}

/** @param {number} total */
export function totalText(total) {
  if (total === 100) return t("100 of 100 given out.");
  if (total > 100) return t("{total} of 100 given out: {a} too many. You may look all the same.", { total, a: total - 100 });
  return t("{total} of 100 given out, {a} left. You may look all the same.", { total, a: 100 - total });
}

/**
 * A number with its unit: `28%`, `617 of 950`.
 * @param {number} value
 * @param {Content} content
 */
export function amount(value, content) {
  return content.kind === "counts" ? t("{value} of {out_of}", { value, out_of: content.out_of }) : `${value}%`;
}

/**
 * The prediction as it is kept. Of shares, a bar left alone is 0 once any bar was set; elsewhere it stays open.
 * @param {Content} content
 * @param {Numbers} numbers
 * @returns {Numbers}
 */
export function asPrediction(content, numbers) {
  const any = content.bars.some((bar) => bar.label in numbers);
  const asked = content.bars.filter((bar) => bar.label in numbers || (any && content.kind === "shares"));
  return Object.fromEntries(asked.map((bar) => [bar.label, numbers[bar.label] ?? 0]));
}

/**
 * One plain sentence on how far off, never a grade.
 * @param {Content} content
 * @param {Numbers} prediction
 */
export function differenceText(content, prediction) {
  const set = content.bars.filter((bar) => bar.label in prediction);
  if (set.length === 0) return t("You looked without a prediction.");
  const off = (bar) => Math.abs(bar.value - prediction[bar.label]);
  const far = set.reduce((most, bar) => (off(bar) > off(most) ? bar : most));
  if (off(far) === 0) return t("No difference: each bar you set is where the published one is.");
  const unit = content.kind === "counts" ? "" : "%";
  const expected = content.kind === "counts" ? amount(prediction[far.label], content) : `${prediction[far.label]}%`;
  return t("Largest difference: for “{text}” you expected {expected}; it was {value}{unit}.", { text: far.text, expected, value: far.value, unit });
}

/**
 * Whether two sets of numbers differ in a bar that is shown.
 * @param {Bar[]} bars
 * @param {Numbers} one
 * @param {Numbers} other
 */
export function differ(bars, one, other) {
  return bars.some((bar) => (one[bar.label] ?? null) !== (other[bar.label] ?? null));
}

const BEFORE_SAVING = 250;
const BEFORE_SAYING = 700;

/** @param {{model: any, el: HTMLElement}} host */
function render({ model, el }) {
  /** @type {Content} */
  const content = model.get("content");
  const { body, id, announce, done } = frame({ model, el });
  const isShares = content.kind === "shares";
  let saving = false;
  let numbers = { ...model.get("value").bars };

  const save = (change) => {
    saving = true;
    answer(model, change);
    saving = false;
  };
  const keep = afterPause(() => save({ bars: { ...numbers } }), BEFORE_SAVING);
  const say = afterPause((text) => announce(text), BEFORE_SAYING);

  const question = () =>
    h(
      "div",
      { class: "tl-predict-question" },
      h("p", { class: "tl-predict-asked", html: content.question_html }),
      h("p", {}, h("b", {}, t("Who answered it: ")), content.who),
    );

  /** One bar: a range styled as a bar and a number field, kept in step. */
  function barRow(bar, index, changed) {
    const unit = content.kind === "counts" ? t("of {out_of}", { out_of: content.out_of }) : "%";
    const range = h("input", {
      type: "range",
      class: "tl-predict-range",
      min: 0,
      max: content.out_of,
      step: 1,
      "aria-label": t("{text}: what you expect", { text: bar.text }),
    });
    const field = h("input", {
      type: "number",
      class: "tl-predict-number",
      min: 0,
      max: content.out_of,
      step: 1,
      inputmode: "numeric",
      placeholder: "–",
      "aria-label": `${bar.text}: ${content.kind === "counts" ? t("number of {out_of}", { out_of: content.out_of }) : t("percent")}`,
      "aria-describedby": `${id}-said-${index}`,
    });
    const said = h("p", { class: "tl-predict-said", id: `${id}-said-${index}`, hidden: true });

    const show = (typing) => {
      const value = numbers[bar.label];
      const shown = Math.min(Math.max(value ?? 0, 0), content.out_of);
      range.value = String(shown);
      range.style.setProperty("--tl-share", String(shown / content.out_of));
      range.classList.toggle("tl-predict-unset", value === undefined);
      range.setAttribute("aria-valuetext", value === undefined ? t("not set") : amount(value, content));
      if (!typing) field.value = value === undefined ? "" : String(value);
    };
    const tell = (message) => {
      said.textContent = message;
      said.hidden = !message;
    };
    const set = (value, typing) => {
      if (value === null) delete numbers[bar.label];
      else numbers[bar.label] = value;
      show(typing);
      changed();
      keep();
    };
    range.addEventListener("input", () => {
      tell("");
      set(Number(range.value), false);
    });
    range.addEventListener("change", () => keep.flush());
    field.addEventListener("input", () => {
      // Judged only when finished: a minus sign alone is not yet a number.
      const { value, message } = readNumber(field.value, content.out_of, field.validity.badInput);
      if (value !== undefined && !message) {
        tell("");
        set(value, true);
      }
    });
    field.addEventListener("change", () => {
      const { value, message } = readNumber(field.value, content.out_of, field.validity.badInput);
      tell(message);
      if (value === undefined) show(false);
      else set(value, false);
      if (message) announce(message);
      keep.flush();
    });
    field.addEventListener("blur", () => {
      // Half-typed text such as "-" makes no change event in some browsers.
      if (field.validity.badInput) {
        tell(readNumber("", content.out_of, true).message);
        field.value = "";
        show(false);
      }
      keep.flush();
    });
    show(false);
    return h(
      "div",
      { class: "tl-predict-row" },
      h("span", { class: "tl-predict-bar-label", html: bar.html, "aria-hidden": "true" }),
      range,
      h("span", { class: "tl-predict-number-cell" }, field, h("span", { "aria-hidden": "true" }, unit)),
      said,
    );
  }

  function setting() {
    const first = model.get("value").prediction;
    const total = h("p", { class: "tl-predict-total" });
    const warning = h("p", { class: "tl-predict-said", hidden: true });
    let warned = false;
    const showTotal = () => {
      total.textContent = totalText(givenOut(content.bars, numbers));
    };
    const changed = () => {
      warned = false;
      warning.hidden = true;
      if (!isShares) return;
      showTotal();
      say(total.textContent);
    };
    showTotal();
    const reveal = () => {
      if (!warned && first === null && !content.bars.some((bar) => bar.label in numbers)) {
        warned = true;
        warning.textContent = t("No bar is set yet. Set at least one, or press again to look without a prediction.");
        warning.hidden = false;
        announce(warning.textContent);
        return;
      }
      keep.flush();
      const prediction = first ?? asPrediction(content, numbers);
      numbers = { ...numbers, ...asPrediction(content, numbers) };
      save({ bars: { ...numbers }, prediction, shown: true });
      draw();
      body.querySelector(".tl-predict-results-title").focus();
      announce(differenceText(content, numbers));
    };
    return [
      question(),
      first === null ? null : h("p", { class: "tl-soft" }, t("Your first prediction is kept; these bars are what you expect now.")),
      h("div", { class: "tl-predict-bars" }, ...content.bars.map((bar, index) => barRow(bar, index, changed))),
      h(
        "div",
        { class: "tl-row" },
        h("button", { type: "button", class: "tl-primary tl-predict-reveal", onclick: reveal }, t("Show the published numbers")),
        isShares ? total : null,
      ),
      warning,
    ];
  }

  /** One bar of the comparison; its text stands beside it, so that nothing hangs on colour or pattern. */
  const line = (kind, name, value, note = "") => {
    const fill = h("span", { class: "tl-predict-fill" });
    fill.style.width = `${(100 * (value ?? 0)) / content.out_of}%`;
    return h(
      "p",
      { class: `tl-predict-line tl-predict-${kind}` },
      h("span", { class: "tl-predict-line-name" }, name, " ", h("b", {}, value === undefined ? t("not set") : amount(value, content)), note),
      h("span", { class: "tl-predict-track", "aria-hidden": "true" }, fill),
    );
  };

  function results() {
    const { prediction } = model.get("value");
    const looked = !content.bars.some((bar) => bar.label in prediction);
    const changedMind = differ(content.bars, prediction, numbers);
    const rows = content.bars.map((bar) =>
      h(
        "li",
        { class: "tl-predict-result" },
        h(
          "p",
          { class: "tl-predict-bar-label" },
          h("span", { html: bar.html }),
          bar.correct ? h("span", { class: "tl-mark tl-predict-right" }, t("✓ right")) : null,
        ),
        looked ? null : line("mine", changedMind ? t("You first expected") : t("You expected"), prediction[bar.label]),
        changedMind ? line("mine tl-predict-now", t("You now expect"), numbers[bar.label]) : null,
        line("published", t("Published"), bar.value, bar.computed ? t(" (computed as the remainder)") : ""),
        bar.idea_html ? h("p", { class: "tl-predict-idea" }, h("span", { html: bar.idea_html })) : null,
      ),
    );
    const total = givenOut(content.bars, prediction);
    const { about } = content;
    const fact = (name, ...told) => h("div", {}, h("dt", {}, name), h("dd", {}, ...told));
    return [
      question(),
      h("h4", { class: "tl-predict-results-title", tabindex: -1 }, looked ? t("The published numbers") : t("Your prediction and the published numbers")),
      h("p", { class: "tl-predict-difference" }, differenceText(content, prediction)),
      isShares && !looked && total !== 100 ? h("p", { class: "tl-predict-aside" }, t("Your bars added up to {total}, not 100.", { total })) : null,
      changedMind && !looked ? h("p", { class: "tl-predict-aside" }, h("b", {}, t("What you expect now. ")), differenceText(content, numbers)) : null,
      h("ul", { class: "tl-predict-results" }, ...rows),
      content.bars.some((bar) => bar.idea_html)
        ? h("p", { class: "tl-soft" }, t("The ideas behind the answers are this course's reading. An answer alone does not prove one."))
        : null,
      h(
        "dl",
        { class: "tl-predict-about" },
        fact(t("Who"), about.population),
        fact(t("Where and when"), `${about.country}, ${about.year === "not given" ? t("year not given") : about.year}`),
        fact(t("How many students"), about.n),
        fact(t("Source"), h("span", { lang: "en" }, about.citation), ...(about.url ? [" ", h("a", { href: about.url, target: "_blank", rel: "noopener" }, t("Open the source"))] : []), ` (${about.seen})`),
        about.note_html ? h("div", {}, h("dt", {}, t("Note")), h("dd", { html: about.note_html })) : null,
      ),
      h("p", {}, t("This is what one group of students did, there and then. Your students may answer otherwise.")),
      h("div", { class: "tl-row" }, h("button", { type: "button", class: "tl-predict-change", onclick: changeMind }, t("Change my mind"))),
    ];
  }

  function changeMind() {
    save({ shown: false });
    draw();
    body.querySelector(".tl-predict-range").focus();
    announce(t("The published numbers are hidden again. Your first prediction is kept."));
  }

  function draw() {
    const parts = model.get("value").shown ? results() : setting();
    body.replaceChildren(...parts.filter(Boolean));
  }

  const onValue = () => {
    if (saving) return;
    numbers = { ...model.get("value").bars };
    draw();
  };
  model.on("change:value", onValue);
  draw();
  return () => {
    keep.flush();
    model.off("change:value", onValue);
    done();
  };
}

export default { render };
