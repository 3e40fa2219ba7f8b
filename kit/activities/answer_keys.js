// Answers in the form in which they are compared; the same rules as kit/diagnosis/notation.py, and a test holds them so.

const ANSWER_SIGNS = { "−": "-", "–": "-", "*": "×", "·": "×", ":": "÷" };

/** A fraction of whole numbers in lowest terms, as text: `1/2`, `-3`. */
function reducedText(top, bottom) {
  let [a, b] = [top < 0n ? -top : top, bottom];
  while (b) [a, b] = [b, a % b];
  const most = a || 1n;
  return bottom / most === 1n ? String(top / most) : `${top / most}/${bottom / most}`;
}

/**
 * One form for equal answers: `2/4`, `0.5` and `x = 1/2` all become `1/2`. What is no number stays text.
 * @param {string} written
 * @param {string[]|null} [operands] the two decimals of a comparison; the answer is then a sign
 * @returns {string|null} null where nothing was written
 */
export function answerKey(written, operands = null) {
  const plain = written.toLowerCase().trim().split(/\s+/).join(" ");
  if (!plain) return null;
  if (operands) {
    const [left, right] = operands;
    if (left !== right && (plain === left || plain === right)) return plain === left ? ">" : "<";
    return ["same", "equal", "equals", "they are equal", "both"].includes(plain) ? "=" : plain;
  }
  let text = plain.replace(/[−–*·:]/g, (sign) => ANSWER_SIGNS[sign]).replace(/^[a-z] ?= ?/, "");
  const mixed = /^(-?)(\d+) (\d+)\/(\d+)$/.exec(text);
  if (mixed && BigInt(mixed[4])) {
    const [whole, top, bottom] = mixed.slice(2).map(BigInt);
    return reducedText((mixed[1] ? -1n : 1n) * (whole * bottom + top), bottom);
  }
  if (/^-?\d{1,3}(,\d{3})+$/.test(text)) text = text.replaceAll(",", "");
  text = text.replace(/^- (?=\d)/, "-");
  const decimal = /^(-?)(\d*)(?:\.(\d+))?$/.exec(text);
  if (decimal && (decimal[2] || decimal[3])) {
    const parts = decimal[3] ?? "";
    return reducedText(BigInt(decimal[2] + parts) * (decimal[1] ? -1n : 1n), 10n ** BigInt(parts.length));
  }
  const fraction = /^(-?\d+)\/(\d+)$/.exec(text);
  if (fraction && BigInt(fraction[2])) return reducedText(BigInt(fraction[1]), BigInt(fraction[2]));
  return text;
}
