// A labelled field for a number that is typed.
import { h } from "./shared.js";

/**
 * @param {{id: string, label: string, width?: number, value?: string, enter?: (() => void)|null}} how `enter` is what the
 *   Enter key does: the same as the button beside the field
 * @returns {{node: HTMLElement, input: HTMLInputElement, name: (text: string) => void}} `name` changes the label
 */
export function numberField({ id, label, width = 5, value = "", enter = null }) {
  const input = h("input", { type: "text", id, size: width, maxlength: 9, autocomplete: "off", value });
  if (enter) input.addEventListener("keydown", (event) => event.key === "Enter" && enter());
  const words = h("label", { for: id }, label);
  const name = (text) => {
    words.textContent = text;
  };
  return { input, node: h("span", { class: "tl-field-pair" }, words, input), name };
}
