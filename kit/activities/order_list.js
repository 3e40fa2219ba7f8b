// A list to be put in order: by dragging, by buttons, by arrow keys. Used by Poll and DiagnosticTask; its style is in shared.css.
import { followPointer, h } from "./shared.js";
import { t } from "./words.js";

/**
 * An order that was kept, made fit for what is shown now: what is gone is left out, what is new stands last.
 * @param {string[]} ids as shown @param {unknown} kept
 * @returns {string[]}
 */
export function orderFrom(ids, kept) {
  const known = Array.isArray(kept) ? [...new Set(kept)].filter((id) => ids.includes(id)) : [];
  return [...known, ...ids.filter((id) => !known.includes(id))];
}

/**
 * The order after one is moved to a place.
 * @param {string[]} order @param {string} id @param {number} to
 */
export function orderMoved(order, id, to) {
  const rest = order.filter((one) => one !== id);
  const place = Math.min(Math.max(to, 0), rest.length);
  return [...rest.slice(0, place), id, ...rest.slice(place)];
}

/**
 * Where a row that is dragged would land.
 * @param {{top: number, height: number}[]} rows as they lie, in order @param {number} at the dragged one @param {number} dy
 */
export function orderPlace(rows, at, dy) {
  const middle = rows[at].top + rows[at].height / 2 + dy;
  return rows.filter((row, index) => index !== at && row.top + row.height / 2 < middle).length;
}

/**
 * @param {{items: {id: string, html: string, text: string}[], order: string[], label: string, first: string, last: string,
 *   moved: (order: string[], said: string) => void}} options `first` and `last` say what the ends mean.
 * @returns {{node: HTMLElement, show: (order: string[]) => void}}
 */
export function orderList({ items, order: begin, label, first, last, moved }) {
  let order = [...begin];
  const rows = new Map(items.map((item) => [item.id, orderRow(item)]));
  const list = h("ol", { class: "tl-order-list", "aria-label": label });
  const node = h("div", { class: "tl-order" }, h("p", { class: "tl-order-end" }, `↑ ${first}`), list, h("p", { class: "tl-order-end" }, `↓ ${last}`));

  function orderRow(item) {
    const number = h("b", { class: "tl-order-number" });
    const handle = h("span", { class: "tl-order-handle", "aria-hidden": "true", title: t("Drag") }, "⋮⋮");
    const button = (sign, step, name) =>
      h("button", { type: "button", "aria-label": name, onclick: () => by(item.id, step), onkeydown: onKey }, sign);
    const up = button("↑", -1, t("Move up: {text}", { text: item.text }));
    const down = button("↓", 1, t("Move down: {text}", { text: item.text }));
    const row = h("li", { class: "tl-order-row", "data-id": item.id }, handle, number, h("div", { class: "tl-order-text", html: item.html }), h("span", { class: "tl-order-buttons" }, up, down));
    function onKey(event) {
      const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
      if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      by(item.id, step);
    }
    drag(item.id, row, handle);
    return { row, number, up, down };
  }

  function drag(id, row, handle) {
    let lying = [];
    let at = 0;
    let pressed = 0;
    const settle = () => {
      row.classList.remove("tl-order-dragged");
      list.querySelectorAll("li").forEach((one) => (one.style.transform = ""));
    };
    followPointer(handle, {
      start(press) {
        pressed = press.clientY;
        at = order.indexOf(id);
        lying = order.map((one) => {
          const { top, height } = rows.get(one).row.getBoundingClientRect();
          return { top, height };
        });
      },
      move(_, __, dy) {
        row.classList.add("tl-order-dragged");
        const to = orderPlace(lying, at, dy);
        order.forEach((one, index) => {
          const between = (index > at && index <= to) || (index < at && index >= to);
          const shift = one === id ? dy : between ? Math.sign(at - to) * lying[at].height : 0;
          rows.get(one).row.style.transform = shift ? `translateY(${shift}px)` : "";
        });
      },
      end(event, wasMoved) {
        settle();
        if (wasMoved) put(id, orderPlace(lying, at, event.clientY - pressed));
      },
      cancel: settle,
    });
  }

  function by(id, step) {
    put(id, order.indexOf(id) + step);
  }

  function put(id, to) {
    const next = orderMoved(order, id, to);
    if (next.every((one, index) => one === order[index])) return;
    show(next);
    moved([...next], t("Place {a} of {length}: {b}", { a: next.indexOf(id) + 1, length: next.length, b: items.find((one) => one.id === id).text }));
  }

  function show(next) {
    order = [...next];
    const focused = list.contains(document.activeElement) ? document.activeElement : null;
    list.append(...order.map((id) => rows.get(id).row));
    order.forEach((id, index) => {
      const { number, up, down } = rows.get(id);
      number.textContent = String(index + 1);
      up.setAttribute("aria-disabled", String(index === 0));
      down.setAttribute("aria-disabled", String(index === order.length - 1));
    });
    focused?.focus();
  }

  show(order);
  return { node, show };
}
