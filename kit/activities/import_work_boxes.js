// Boxes on a picture: what is covered, and what it is cropped to. By mouse, finger and keyboard.
import { afterPause, followPointer, h } from "./shared.js";
import { t } from "./words.js";

/** @typedef {{x: number, y: number, width: number, height: number, kind: "cover"|"crop", suggested?: boolean}} Box in fractions of the picture */

const SMALLEST = 0.015;
const STEP = 0.01;

const within = (number, low, high) => Math.min(Math.max(number, low), high);

/** A box moved by a part of the picture, no further than its edge. @param {Box} box @param {number} dx @param {number} dy @returns {Box} */
export function boxMoved(box, dx, dy) {
  return { ...box, x: within(box.x + dx, 0, 1 - box.width), y: within(box.y + dy, 0, 1 - box.height), suggested: false };
}

/**
 * A box with one corner moved; it keeps a size that can be seen and stays inside the picture.
 * @param {Box} box @param {number} dx @param {number} dy @param {string} [corner] `se`, `sw`, `ne` or `nw`
 * @returns {Box}
 */
export function boxResized(box, dx, dy, corner = "se") {
  let [left, top, right, bottom] = [box.x, box.y, box.x + box.width, box.y + box.height];
  if (corner.includes("w")) left = within(left + dx, 0, right - SMALLEST);
  else right = within(right + dx, left + SMALLEST, 1);
  if (corner.includes("n")) top = within(top + dy, 0, bottom - SMALLEST);
  else bottom = within(bottom + dy, top + SMALLEST, 1);
  return { ...box, x: left, y: top, width: right - left, height: bottom - top, suggested: false };
}

/**
 * The box between two points, or null where they are too close to mean one.
 * @param {{x: number, y: number}} from @param {{x: number, y: number}} to @param {"cover"|"crop"} kind
 * @returns {Box|null}
 */
export function boxBetween(from, to, kind) {
  const [left, right] = [from.x, to.x].map((x) => within(x, 0, 1)).sort((one, other) => one - other);
  const [top, bottom] = [from.y, to.y].map((y) => within(y, 0, 1)).sort((one, other) => one - other);
  if (right - left < SMALLEST || bottom - top < SMALLEST) return null;
  return { x: left, y: top, width: right - left, height: bottom - top, kind, suggested: false };
}

/** Where a box is, in words. @param {Box} box */
export function boxWords(box) {
  const percent = (number) => `${Math.round(number * 100)}%`;
  return t("{left} from the left, {top} from the top, {width} wide, {height} high", { left: percent(box.x), top: percent(box.y), width: percent(box.width), height: percent(box.height) });
}

/** What a box is called. @param {Box[]} boxes @param {number} index */
export function boxName(boxes, index) {
  if (boxes[index].kind === "crop") return t("Frame: only what is inside is kept");
  const covers = boxes.filter((box) => box.kind === "cover");
  const number = { number: covers.indexOf(boxes[index]) + 1, of: covers.length };
  return boxes[index].suggested ? t("Cover {number} of {of}, suggested", number) : t("Cover {number} of {of}", number);
}

const boxShort = (box) => (box.kind === "crop" ? t("keep") : box.suggested ? t("hide?") : t("hide"));

/**
 * The picture with its boxes and their tools.
 * @param {{id: string, url: string, size: [number, number], boxes: Box[], announce: (text: string) => void,
 *   changed: (boxes: Box[]) => void, everywhere: (box: Box) => void}} options
 * @returns {{node: HTMLElement, boxes: () => Box[], done: () => void}}
 */
export function boxTool({ id, url, size, boxes: begin, announce, changed, everywhere }) {
  let boxes = begin.map((box) => ({ ...box }));
  let chosen = boxes.length ? 0 : null;
  const tell = afterPause(() => chosen !== null && boxes[chosen] && announce(`${boxName(boxes, chosen)}: ${boxWords(boxes[chosen])}`), 350);

  const image = h("img", { src: url, alt: t("The student’s work, to be looked over"), draggable: "false", width: size[0], height: size[1] });
  const layer = h("div", { class: "tl-box-layer" });
  // A browser's own dragging of what is selected would take the pointer away in the middle of a move.
  const stage = h("div", { class: "tl-stage", ondragstart: (event) => event.preventDefault() }, image, layer);
  const holder = h("div", { class: "tl-stage-holder", tabindex: -1 }, stage);
  const addCover = h("button", { type: "button", onclick: () => add("cover") }, t("Add a cover"));
  const addFrame = h("button", { type: "button", onclick: () => add("crop") }, t("Keep only a part"));
  const drawing = h("button", { type: "button", class: "tl-draw", "aria-pressed": "false", onclick: () => setDrawing(drawing.getAttribute("aria-pressed") !== "true") }, t("Draw with a finger"));
  const larger = h("button", { type: "button", "aria-pressed": "false", onclick: () => setLarger() }, t("Larger"));
  const panel = h("div", { class: "tl-row tl-box-panel" });
  const help = h("p", { class: "tl-soft", id: `${id}-box-help` }, t("Drag over the picture to cover a place. With a box in focus: arrow keys move it, Shift and arrow keys change its size, Delete takes it away."));
  const node = h("div", { class: "tl-boxes" }, h("div", { class: "tl-row tl-box-tools" }, addCover, addFrame, navigator.maxTouchPoints > 0 && drawing, larger), help, holder, panel);

  function setDrawing(on) {
    drawing.setAttribute("aria-pressed", String(on));
    stage.classList.toggle("tl-drawing", on);
    layer.style.touchAction = on ? "none" : "pan-x pan-y";
    announce(on ? t("A finger now draws on the picture.") : t("A finger now scrolls the page."));
  }

  function setLarger() {
    const on = larger.getAttribute("aria-pressed") !== "true";
    larger.setAttribute("aria-pressed", String(on));
    holder.classList.toggle("tl-larger", on);
  }

  const styleOf = (box) => {
    const sides = { left: box.x, top: box.y, width: box.width, height: box.height };
    return Object.entries(sides).map(([side, part]) => `${side}: ${part * 100}%`).join("; ");
  };

  function show() {
    layer.replaceChildren(...boxes.map(boxNode));
    showPanel();
  }

  function boxNode(box, index) {
    const element = h(
      "div",
      {
        class: `tl-box tl-box-${box.kind}${box.suggested ? " tl-suggested" : ""}`,
        style: styleOf(box),
        tabindex: 0,
        role: "application",
        "aria-roledescription": t("box"),
        "aria-label": `${boxName(boxes, index)}. ${boxWords(box)}`,
        "aria-describedby": `${id}-box-help`,
        "data-box": index,
        onfocus: () => choose(index),
        onkeydown: (event) => onKey(event, index),
      },
      h("span", { class: "tl-box-name", "aria-hidden": "true" }, boxShort(box)),
    );
    follow(element, index, boxMoved);
    for (const corner of ["nw", "ne", "sw", "se"]) {
      const handle = h("span", { class: `tl-corner tl-corner-${corner}`, "aria-hidden": "true" });
      follow(handle, index, (base, dx, dy) => boxResized(base, dx, dy, corner));
      element.append(handle);
    }
    return element;
  }

  /** Let a pointer on a box or its corner change the box; it is shown as it goes, and taken at the end. */
  function follow(handle, index, made) {
    handle.addEventListener("pointerdown", (event) => event.stopPropagation());
    let base = null;
    let latest = null;
    followPointer(handle, {
      start: () => {
        [base, latest] = [boxes[index], null];
        // Without scrolling: the picture must not slip away under the pointer.
        layer.querySelector(`[data-box="${index}"]`)?.focus({ preventScroll: true });
      },
      move: (event, dx, dy) => {
        const { width, height } = stage.getBoundingClientRect();
        latest = made(base, dx / width, dy / height);
        layer.querySelector(`[data-box="${index}"]`).style.cssText = styleOf(latest);
      },
      end: (event, moved) => moved && latest && change(index, latest),
      cancel: show,
    });
  }

  function choose(index) {
    if (chosen === index) return;
    chosen = index;
    showPanel();
  }

  function showPanel() {
    const box = chosen === null ? null : boxes[chosen];
    panel.hidden = !box;
    if (!box) return;
    panel.replaceChildren(
      h("span", {}, `${boxName(boxes, chosen)}.`),
      h("button", { type: "button", onclick: () => remove(chosen) }, t("Delete this box")),
      ...(box.kind === "cover" ? [h("button", { type: "button", onclick: () => everywhere(box) }, t("Suggest this place on every page"))] : []),
    );
  }

  function onKey(event, index) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== event.currentTarget) return;
    const by = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] }[event.key];
    if (by) change(index, event.shiftKey ? boxResized(boxes[index], ...by) : boxMoved(boxes[index], ...by));
    else if (event.key === "Delete" || event.key === "Backspace") remove(index);
    else return;
    event.preventDefault();
  }

  function change(index, box) {
    boxes = boxes.map((one, at) => (at === index ? box : one));
    chosen = index;
    // Changed in place: an element made anew would be read out anew at each key.
    const element = layer.querySelector(`[data-box="${index}"]`);
    element.style.cssText = styleOf(box);
    element.classList.remove("tl-suggested");
    element.setAttribute("aria-label", `${boxName(boxes, index)}. ${boxWords(box)}`);
    element.querySelector(".tl-box-name").textContent = boxShort(box);
    showPanel();
    tell();
    changed(boxes);
  }

  function put(box, preventScroll = false) {
    // One frame at most: a new one takes the place of the old.
    boxes = [...boxes.filter((one) => box.kind === "cover" || one.kind !== "crop"), box];
    chosen = boxes.length - 1;
    show();
    layer.querySelector(`[data-box="${chosen}"]`)?.focus({ preventScroll });
    announce(`${boxName(boxes, chosen)}: ${boxWords(box)}`);
    changed(boxes);
  }

  function add(kind) {
    put(kind === "crop" ? { x: 0.05, y: 0.15, width: 0.9, height: 0.8, kind, suggested: false } : { x: 0.05, y: 0.03, width: 0.45, height: 0.08, kind, suggested: false });
  }

  function remove(index) {
    boxes = boxes.filter((_, at) => at !== index);
    chosen = boxes.length ? Math.min(index, boxes.length - 1) : null;
    show();
    announce(boxes.length ? t("Deleted. {number} left.", { number: boxes.length }) : t("Deleted. No box is left."));
    (layer.querySelector(`[data-box="${chosen}"]`) ?? addCover).focus();
    changed(boxes);
  }

  // Drawing on the free part of the picture: always with a mouse or pen, with a finger where that was asked for.
  const ghost = h("div", { class: "tl-box tl-ghost", hidden: true });
  stage.append(ghost);
  layer.style.touchAction = "pan-x pan-y";
  layer.addEventListener("pointerdown", (press) => {
    const finger = press.pointerType === "touch";
    if (press.button !== 0 || press.target !== layer || (finger && !stage.classList.contains("tl-drawing"))) return;
    press.preventDefault();
    const area = stage.getBoundingClientRect();
    const point = (event) => ({ x: (event.clientX - area.left) / area.width, y: (event.clientY - area.top) / area.height });
    const from = point(press);
    let box = null;
    layer.setPointerCapture(press.pointerId);
    const move = (event) => {
      box = boxBetween(from, point(event), "cover");
      ghost.hidden = !box;
      if (box) ghost.style.cssText = styleOf(box);
    };
    const stop = (event) => {
      layer.removeEventListener("pointermove", move);
      layer.removeEventListener("pointerup", stop);
      layer.removeEventListener("pointercancel", stop);
      ghost.hidden = true;
      if (event.type === "pointerup" && box) put(box, true);
    };
    layer.addEventListener("pointermove", move);
    layer.addEventListener("pointerup", stop);
    layer.addEventListener("pointercancel", stop);
  });

  show();
  return { node, boxes: () => boxes, done: () => tell.flush() };
}
