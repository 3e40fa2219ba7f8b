// Sentences in which an element stands, such as an idea's name in bold type.

/**
 * A sentence with an element, or words, in place of each name in braces.
 * @param {string} said as `t` gives it where it is given no values: “You named {idea}.”
 * @param {Record<string, Node|string>} parts
 * @returns {(Node|string)[]}
 */
export function woven(said, parts) {
  return said
    .split(/\{(\w+)\}/)
    .map((one, at) => (at % 2 ? (parts[one] ?? `{${one}}`) : one))
    .filter((one) => one !== "");
}
