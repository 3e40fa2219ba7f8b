// Building elements in the room's pages, and changing them in place.

/**
 * Make an element. Functions become listeners (`onclick`), false and null are left out, texts become text, never mark-up.
 * @param {string} tag @param {Record<string, any>} [attributes] @param {...(Node|string)} children
 */
export function h(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") node.addEventListener(name.slice(2), value);
    else put(node, name, value);
  }
  node.append(...children);
  return node;
}

/** The same for SVG. */
export function s(tag, attributes = {}, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) put(node, name, value);
  node.append(...children);
  return node;
}

/** Set an attribute where it differs: the browser lays out nothing anew for what is as it was. */
export function put(node, name, value) {
  if (value === false || value === null || value === undefined) {
    if (node.hasAttribute(name)) node.removeAttribute(name);
  } else {
    const text = value === true ? "" : String(value);
    if (node.getAttribute(name) !== text) node.setAttribute(name, text);
  }
}

/** Set the text where it differs. */
export function write(node, text) {
  if (node.textContent !== String(text)) node.textContent = text;
}

const shown = new WeakMap();

/** Set mark-up that this kit made, where it differs. Nothing that a participant typed goes through here. */
export function writeKit(node, html) {
  if (shown.get(node) === html) return;
  shown.set(node, html);
  node.innerHTML = html;
}

/**
 * Make the children of a node those of a list, each kept for good under its key.
 * @template T
 * @param {Element} parent @param {T[]} list @param {(one: T) => string} key
 * @param {(one: T) => Element} make @param {(node: any, one: T, at: number) => void} show
 */
export function keep(parent, list, key, make, show) {
  const there = (parent.kept ??= new Map());
  const wanted = new Set(list.map(key));
  for (const [id, node] of there) {
    if (wanted.has(id)) continue;
    node.remove();
    there.delete(id);
  }
  list.forEach((one, at) => {
    const id = key(one);
    if (!there.has(id)) there.set(id, make(one));
    const node = there.get(id);
    if (parent.children[at] !== node) parent.insertBefore(node, parent.children[at] ?? null);
    show(node, one, at);
  });
}
