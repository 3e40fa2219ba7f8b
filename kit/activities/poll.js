// Poll: one question, one short answer of one's own, and a published figure on request.
import { afterPause, answer, frame, h } from "./shared.js";
import { t } from "./words.js";
import { orderFrom, orderList } from "./order_list.js";

const BEFORE_SAVING = 400;

/**
 * A number that was typed, or what to say about it.
 * @param {string} text @param {number|null} least @param {number|null} most
 * @returns {{value?: number|null, message: string}} null: nothing was typed; no value: leave the answer as it was
 */
export function readAmount(text, least, most) {
  const typed = text.trim().replace("−", "-");
  if (typed === "") return { value: null, message: "" };
  const plain = /^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(typed) ? typed.replaceAll(",", "") : typed;
  const number = Number(plain);
  if (!/^[-+]?(\d+\.?\d*|\.\d+)$/.test(plain) || !Number.isFinite(number)) {
    return { message: t("“{trim}” is not a number. Write it like 12 or 0.5.", { trim: text.trim() }) };
  }
  if (least !== null && number < least) return { message: t("Give a number that is {least} or more.", { least }) };
  if (most !== null && number > most) return { message: t("Give a number that is {most} or less.", { most }) };
  return { value: number, message: "" };
}

/**
 * Several chosen options, one of them turned on or off, in the order of the options.
 * @param {string[]} ids @param {string[]|null} chosen @param {string} id @param {boolean} on
 */
export function withChoice(ids, chosen, id, on) {
  const now = (chosen ?? []).filter((one) => one !== id);
  if (on) now.push(id);
  const place = (one) => (ids.includes(one) ? ids.indexOf(one) : ids.length);
  const sorted = now.sort((a, b) => place(a) - place(b));
  return sorted.length ? sorted : null;
}

/** Whether two answers are the same. */
export function sameAnswer(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** An answer in words. @param {any} content @param {any} given */
export function inWords(content, given) {
  const name = (id) => content.options.find((option) => option.id === id)?.text ?? id;
  if (given === null || given === undefined) return t("nothing");
  if (content.kind === "one") return name(given);
  if (Array.isArray(given)) return given.map(name).join(content.kind === "ordered" ? t(", then ") : ", ");
  if (content.kind === "scale") return t("{given} of {points}", { given, points: content.points });
  if (content.kind === "numeric") return `${given} ${content.unit}`.trim();
  return `“${given}”`;
}

function render({ model, el }) {
  const content = model.get("content");
  const { body, id, announce, done } = frame({ model, el }, "tl-poll");
  const ids = content.options.map((option) => option.id);
  let saving = false;
  let warned = false;
  const flushes = [];

  const save = (change) => {
    saving = true;
    answer(model, change);
    saving = false;
    drawState();
  };
  const given = () => model.get("value").answer;
  const give = (value) => {
    warned = false;
    save({ answer: value });
  };

  // --- one field for each kind: {node, show}; show makes the field say what the value says ---
  const radios = (choices) => {
    const inputs = choices.map(([value, html, spoken]) => {
      const input = h("input", { type: "radio", name: `${id}-choice`, "aria-label": spoken ?? false, onchange: () => give(value) });
      return { value, input, label: h("label", { class: "tl-poll-choice" }, input, h("span", { html })) };
    });
    return {
      nodes: inputs.map((one) => one.label),
      show: () => inputs.forEach((one) => (one.input.checked = given() === one.value)),
    };
  };
  const asked = (nodes, name = "") =>
    h("fieldset", { class: `tl-poll-field ${name}` }, h("legend", { class: "tl-poll-question", html: content.question_html }), ...nodes);

  /** Words for an option with mathematics, which not every screen reader takes for a label. */
  const mathAlone = (option) => option.html.includes("<math") && option.text;

  function oneField() {
    const { nodes, show } = radios(content.options.map((option) => [option.id, option.html, mathAlone(option)]));
    return { node: asked(nodes), show };
  }

  function scaleField() {
    const [low, high] = content.ends;
    const words = (point) => (point === 1 ? `1, ${low}` : point === content.points ? `${point}, ${high}` : String(point));
    const points = Array.from({ length: content.points }, (_, index) => index + 1);
    const { nodes, show } = radios(points.map((point) => [point, String(point), words(point)]));
    const ends = h("div", { class: "tl-poll-ends", "aria-hidden": "true" }, h("span", {}, low), h("span", {}, high));
    return { node: asked([h("div", { class: "tl-poll-points" }, ...nodes), ends], "tl-poll-scale"), show };
  }

  function severalField() {
    const boxes = content.options.map((option) => {
      const input = h("input", { type: "checkbox", "aria-label": mathAlone(option), onchange: () => give(withChoice(ids, given(), option.id, input.checked)) });
      return { id: option.id, input, label: h("label", { class: "tl-poll-choice" }, input, h("span", { html: option.html })) };
    });
    const show = () => boxes.forEach((one) => (one.input.checked = (given() ?? []).includes(one.id)));
    return { node: asked(boxes.map((one) => one.label)), show };
  }

  function orderedField() {
    const [first, last] = content.ends;
    const list = orderList({
      items: content.options,
      order: orderFrom(ids, given()),
      label: content.question,
      first: first || t("first"),
      last: last || t("last"),
      moved: (order, said) => {
        give(order);
        announce(said);
      },
    });
    const keep = h("button", { type: "button", class: "tl-poll-keep" }, t("Keep this order"));
    keep.addEventListener("click", () => {
      give(orderFrom(ids, given()));
      announce(t("This order is kept."));
    });
    return {
      node: h("div", { class: "tl-poll-field" }, h("p", { class: "tl-poll-question", html: content.question_html }), list.node, keep),
      show: () => list.show(orderFrom(ids, given())),
    };
  }

  /** A labelled field that saves itself after a pause; `read` says what was typed. */
  function typedField(field, read, after) {
    const said = h("p", { class: "tl-poll-said", id: `${id}-said`, hidden: true });
    const keep = (finished) => {
      const { value, message } = read(field.value);
      if (finished || !message) {
        said.textContent = message;
        said.hidden = !message;
        if (message) announce(message);
      }
      if (value !== undefined && !sameAnswer(value, given())) give(value);
    };
    const later = afterPause(() => keep(false), BEFORE_SAVING);
    flushes.push(() => later.flush());
    field.addEventListener("input", () => later());
    field.addEventListener("change", () => {
      later.flush();
      keep(true);
    });
    field.setAttribute("aria-describedby", `${id}-said`);
    return {
      node: h(
        "div",
        { class: "tl-poll-field" },
        h("label", { class: "tl-poll-question", for: field.id, html: content.question_html }),
        h("div", { class: "tl-row" }, field, after),
        said,
      ),
      show: () => {
        if (document.activeElement !== field) field.value = given() ?? "";
      },
    };
  }

  const fields = {
    one: oneField,
    scale: scaleField,
    several: severalField,
    ordered: orderedField,
    numeric: () =>
      typedField(
        h("input", { type: "text", inputmode: "decimal", class: "tl-poll-number", id: `${id}-field`, autocomplete: "off" }),
        (text) => readAmount(text, content.least, content.most),
        content.unit ? h("span", {}, content.unit) : null,
      ),
    text: () =>
      typedField(
        h("textarea", { rows: 2, id: `${id}-field`, maxlength: content.longest }),
        (text) => ({ value: text.trim() ? text : null, message: "" }),
        null,
      ),
  };
  const field = fields[content.kind]();

  const state = h("p", { class: "tl-soft tl-poll-state" });
  const clear = h("button", { type: "button", class: "tl-poll-clear", onclick: takeBack }, t("Take my answer back"));
  const reveal = content.reference ? h("button", { type: "button", class: "tl-poll-reveal", onclick: toggle }) : null;
  const warning = h("p", { class: "tl-poll-said", hidden: true });
  const shown = h("div", { class: "tl-poll-reference", hidden: true });
  body.append(field.node, h("div", { class: "tl-row" }, state, clear, reveal), warning, shown);

  function takeBack() {
    save({ answer: null });
    field.show();
    field.node.querySelector("input, textarea, button").focus();
    announce(t("Your answer is taken back."));
  }

  function toggle() {
    flushes.forEach((flush) => flush());
    const value = model.get("value");
    if (!value.shown && value.answer === null && value.first === null && !warned) {
      warned = true;
      warning.textContent = t("You have not answered yet. Answer first, or press again to look without.");
      warning.hidden = false;
      announce(warning.textContent);
      return;
    }
    save(value.shown ? { shown: false } : { shown: true, first: value.first ?? { answer: value.answer } });
    if (model.get("value").shown) announce(shown.querySelector(".tl-poll-figure").textContent);
    else announce(t("What is published is hidden."));
  }

  function drawState() {
    const value = model.get("value");
    const answered = value.answer !== null;
    if (!warned) warning.hidden = true;
    clear.hidden = !answered || content.kind === "numeric" || content.kind === "text";
    state.textContent = answered
      ? t("Your answer is kept here, with your own work. Nobody else sees it.")
      : content.kind === "ordered"
        ? t("No order kept yet: move something, or keep it as it is.")
        : t("No answer yet. It is kept here, with your own work; nobody else sees it.");
    if (!reveal) return;
    reveal.textContent = value.shown ? t("Hide what is published") : t("Show what is published");
    shown.hidden = !value.shown;
    if (!value.shown) return shown.replaceChildren();
    const changed = value.first && !sameAnswer(value.first.answer, value.answer);
    const { html, citation, url } = content.reference;
    shown.replaceChildren(
      ...[
        h("p", { class: "tl-poll-figure", html }),
        value.first.answer === null && !changed
          ? null
          : h("p", {}, h("b", {}, t("You: ")), inWords(content, value.answer), changed ? t(" (before you looked: {a})", { a: inWords(content, value.first.answer) }) : ""),
        h("p", { class: "tl-soft" }, h("span", { lang: "en" }, citation), " ", url ? h("a", { href: url, target: "_blank", rel: "noopener" }, t("Open the source")) : ""),
      ].filter(Boolean),
    );
  }

  const onValue = () => {
    if (saving) return;
    field.show();
    drawState();
  };
  model.on("change:value", onValue);
  field.show();
  drawState();
  return () => {
    flushes.forEach((flush) => flush());
    model.off("change:value", onValue);
    done();
  };
}

export default { render };
