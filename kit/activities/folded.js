// A part that is folded away until somebody asks for it.
import { h } from "./shared.js";

/**
 * A `details` whose content is hidden while it is closed. Browsers lay closed content out all the same, where checkers of contrast
 * then find it outside the activity's own background.
 * @param {string} summary @param {...(Node|null)} children
 */
export function foldedAway(summary, ...children) {
  const inside = h("div", { hidden: true }, ...children);
  return h("details", { class: "tl-folded", ontoggle: (event) => (inside.hidden = !event.target.open) }, h("summary", {}, summary), inside);
}
