// Fixed words in the language that a module is made for.

/** What they are in another language, by their English; another line stands here when a module is made for one (frontend.py). */
const WORDS = {};

/**
 * Fixed words in the module's language; in English where there is no translation.
 * @param {string} text English, with names in braces where something is put in: `Level {level}`
 * @param {Record<string, any>} [values] what is put in
 */
export function t(text, values = {}) {
  const said = Object.hasOwn(WORDS, text) ? WORDS[text] : text;
  return said.replace(/\{(\w+)\}/g, (all, name) => (Object.hasOwn(values, name) ? String(values[name]) : all));
}
