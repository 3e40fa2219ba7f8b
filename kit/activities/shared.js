// What every activity shares: building elements, the frame round an activity, moving focus, announcing.
import { t } from "./words.js";

/**
 * Make an element. Attributes that are functions become listeners (`onclick`), `true` becomes an empty
 * attribute, `false` and null are left out. Strings among the children become text, never mark-up.
 * @param {string} tag
 * @param {Record<string, any>} [attributes] `html` sets mark-up that this kit made.
 * @param {...(Node|string|null|false)} children
 * @returns {HTMLElement}
 */
export function h(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value == null) continue;
    if (name === "html") node.innerHTML = value;
    else if (typeof value === "function") node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.filter((child) => child !== null && child !== false));
  return node;
}

/** The same for SVG. */
export function s(tag, attributes = {}, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value == null) continue;
    if (typeof value === "function") node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, String(value));
  }
  node.append(...children.filter((child) => child !== null && child !== false));
  return node;
}

let frames = 0;

const NOBODY_KEEPS = t("Nothing is kept now: the notebook is not running. Choose Run ▸ Run All Cells, then answer.");
const REPLY_WITHIN = 4000;

/** What to call after an answer was given, by model. @type {WeakMap<any, () => void>} */
const afterAnswer = new WeakMap();

/**
 * Ask whether anybody takes the answers, now and after each answer. JupyterLab shows activities of a saved
 * notebook from the state it saved: they look alive while no kernel listens, and answers would be lost
 * without a word. A host without a kernel keeps answers itself and replies at once.
 * @param {any} model
 * @param {(lost: boolean) => void} tell
 * @returns {() => void} stops asking
 */
function askWhoKeeps(model, tell) {
  let timer = null;
  const ask = () => {
    timer ??= setTimeout(() => tell(true), REPLY_WITHIN);
    model.send({ kind: "kept?" });
  };
  const heard = (message) => {
    if (message?.kind !== "kept") return;
    clearTimeout(timer);
    timer = null;
    tell(false);
  };
  model.on("msg:custom", heard);
  afterAnswer.set(model, ask);
  ask();
  return () => {
    clearTimeout(timer);
    afterAnswer.delete(model);
    model.off("msg:custom", heard);
  };
}

/**
 * The frame of an activity: title, prompt, a place for its parts, a status line and a live region.
 * @param {{model: any, el: HTMLElement}} host
 * @param {string} [name] class of the kind of activity, for its own style rules
 * @returns {{body: HTMLElement, announce: (text: string) => void, id: string, done: () => void}}
 *   `id` is a prefix for ids inside; `done` undoes what the frame did outside `el`.
 */
export function frame({ model, el }, name = "") {
  const id = `tl-${(frames += 1)}-${model.get("key").replace("/", "-")}`;
  const content = model.get("content");
  const body = h("div", { class: "tl-body" });
  const live = h("div", { class: "tl-hidden", "aria-live": "polite", role: "status" });
  const notice = h("p", { class: "tl-notice", role: "alert" });
  const root = h(
    "section",
    { class: `tl-activity ${name}`, role: "group", "aria-labelledby": `${id}-title`, "data-key": model.get("key") },
    h("h3", { class: "tl-title", id: `${id}-title`, html: content.title_html }),
    content.prompt_html ? h("div", { class: "tl-prompt", html: content.prompt_html }) : null,
    notice,
    body,
    live,
  );
  let lost = false;
  const showNotice = () => {
    notice.textContent = [lost && NOBODY_KEEPS, model.get("notice")].filter(Boolean).join(" ");
    notice.hidden = !notice.textContent;
  };
  showNotice();
  model.on("change:notice", showNotice);
  const stopAsking = askWhoKeeps(model, (now) => {
    if (lost === now) return;
    lost = now;
    showNotice();
  });
  const freeKeys = keepKeys(root);
  el.append(root);
  return {
    body,
    id,
    announce: (text) => {
      live.textContent = live.textContent === text ? `${text}\u00a0` : text;
    },
    done: () => {
      model.off("change:notice", showNotice);
      stopAsking();
      freeKeys();
    },
  };
}

/**
 * Keep plain keys inside an activity, let combinations and Tab through to the notebook.
 *
 * JupyterLab reads keys at the document, before anything inside a page sees them: with focus on a button
 * in an output, `x` cuts the cell and the arrows move the selection. It passes over a target that carries
 * `data-lm-suppress-shortcuts`; the mark is set at the window, which is earlier still, and only for plain
 * keys, so that Ctrl+S goes on saving.
 * @param {HTMLElement} root
 * @returns {() => void} lets go again
 */
function keepKeys(root) {
  const combination = (event) => event.ctrlKey || event.metaKey || event.altKey;
  const mark = (event) => {
    if (root.contains(event.target)) {
      event.target.toggleAttribute("data-lm-suppress-shortcuts", !combination(event));
    }
  };
  window.addEventListener("keydown", mark, true);
  root.addEventListener("keydown", (event) => {
    if (!combination(event) && event.key !== "Tab") event.stopPropagation();
  });
  return () => window.removeEventListener("keydown", mark, true);
}

/**
 * Give the response to the model: Python's journal or the page's.
 * @param {any} model
 * @param {Record<string, any>} change fields of the value that are new
 */
export function answer(model, change) {
  model.set("value", { ...model.get("value"), ...change });
  model.save_changes();
  afterAnswer.get(model)?.();
}

/**
 * Ask again what was answered in the activities that this one builds on; `change:others` follows if it is new.
 * @param {any} model
 */
export function look(model) {
  model.send({ kind: "look" });
}

/**
 * Follow a pointer from press to release, by mouse, pen or finger.
 * @param {HTMLElement|SVGElement} handle gets `touch-action: none`
 * @param {{start?: (event: PointerEvent) => void, move: (event: PointerEvent, dx: number, dy: number) => void,
 *   end?: (event: PointerEvent, moved: boolean) => void, cancel?: () => void}} on `moved` is false for a tap
 */
export function followPointer(handle, on) {
  const SLACK = 5;
  handle.style.touchAction = "none";
  handle.addEventListener("pointerdown", (press) => {
    if (press.button !== 0) return;
    let moved = false;
    handle.setPointerCapture(press.pointerId);
    on.start?.(press);
    const move = (event) => {
      const dx = event.clientX - press.clientX;
      const dy = event.clientY - press.clientY;
      moved ||= Math.hypot(dx, dy) > SLACK;
      if (moved) on.move(event, dx, dy);
    };
    const stop = (event) => {
      handle.removeEventListener("pointermove", move);
      handle.removeEventListener("pointerup", stop);
      handle.removeEventListener("pointercancel", stop);
      if (event.type === "pointerup") on.end?.(event, moved);
      else on.cancel?.();
    };
    handle.addEventListener("pointermove", move);
    handle.addEventListener("pointerup", stop);
    handle.addEventListener("pointercancel", stop);
  });
}

/**
 * Call `act` once, `wait` milliseconds after the last call; `flush` does what is pending at once.
 * @param {(...given: any[]) => void} act
 * @param {number} wait
 */
export function afterPause(act, wait) {
  let timer = null;
  let pending = null;
  const flush = () => {
    clearTimeout(timer);
    timer = null;
    if (pending) act(...pending);
    pending = null;
  };
  const later = (...given) => {
    pending = given;
    clearTimeout(timer);
    timer = setTimeout(flush, wait);
  };
  return Object.assign(later, { flush });
}
