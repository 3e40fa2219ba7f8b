// The reader's answers in this browser, in the same form as the notebook's journal, so that either can read the other's.
import { t } from "./words.js";

const PLACE = "throughline/";
const KEPT_EARLIER = 200;

/**
 * What was answered before, made fit for the activity as it is now: fields it did not have yet are empty, and what has
 * become of another kind is empty too. The stored answer stays as it is until something is changed.
 * @param {Record<string, any>} empty the activity's value before anybody answered
 * @param {any} kept
 */
export function fitted(empty, kept) {
  if (!isObject(kept)) return empty;
  const value = { ...empty, ...kept };
  for (const [name, blank] of Object.entries(empty)) {
    if (blank !== null && value[name] !== null && kindOf(value[name]) !== kindOf(blank)) value[name] = blank;
    if (blank !== null && value[name] === null) value[name] = blank;
  }
  return value;
}

/** A moment in whole seconds, as the notebook's journal writes it. */
const second = (at) => Math.floor(Date.parse(at) / 1000);
const isObject = (one) => typeof one === "object" && one !== null && !Array.isArray(one);
const kindOf = (one) => (Array.isArray(one) ? "list" : typeof one);

/** Whether `one` is a response as the journal holds it. */
export function isResponse(one) {
  return (
    isObject(one) &&
    typeof one.key === "string" &&
    isObject(one.value) &&
    typeof one.at === "string" &&
    Number.isInteger(one.revision)
  );
}

/**
 * Read a file of answers.
 * @param {string} text
 * @returns {{responses: Record<string, any>, earlier: any[], records: Record<string, any>}}
 * @throws {Error} with a sentence for the reader.
 */
export function readFile(text) {
  let found;
  try {
    found = JSON.parse(text);
  } catch {
    throw new Error(t("This file is not a file of answers: it cannot be read. Nothing was changed."));
  }
  if (!isObject(found) || found.format !== "throughline-journal" || !isObject(found.responses)) {
    throw new Error(t("This file is not a file of Throughline answers. Nothing was changed."));
  }
  if (found.version > 1) {
    throw new Error(t("This file was written by a newer version of the course. Nothing was changed: open it in the newer one."));
  }
  const responses = Object.entries(found.responses).filter(([key, one]) => isResponse(one) && one.key === key);
  return {
    responses: Object.fromEntries(responses),
    earlier: Array.isArray(found.earlier) ? found.earlier.filter(isResponse) : [],
    records: isObject(found.records) ? found.records : {},
  };
}

/**
 * The answers of this browser. Where it refuses to keep anything they last as long as the page.
 * @param {Storage|null} storage
 * @param {() => string} [now] the time, ISO 8601
 */
export function openAnswers(storage, now = () => new Date().toISOString()) {
  const memory = new Map();
  let refused = storage === null;
  const read = (name) => {
    try {
      const text = memory.get(name) ?? storage?.getItem(PLACE + name);
      return text == null ? null : JSON.parse(text);
    } catch {
      return null;
    }
  };
  const write = (name, value) => {
    const text = JSON.stringify(value);
    try {
      if (storage === null) throw new Error("no storage");
      storage.setItem(PLACE + name, text);
      memory.delete(name);
      refused = false;
    } catch {
      memory.set(name, text);
      refused = true;
    }
  };
  const names = () => {
    const stored = [];
    try {
      for (let n = 0; n < (storage?.length ?? 0); n += 1) {
        const name = storage.key(n);
        if (name.startsWith(PLACE)) stored.push(name.slice(PLACE.length));
      }
    } catch {
      refused = true;
    }
    return [...new Set([...stored, ...memory.keys()])];
  };
  const participant = () => {
    let token = read("participant");
    if (typeof token !== "string") {
      token = [...crypto.getRandomValues(new Uint8Array(8))].map((one) => one.toString(16).padStart(2, "0")).join("");
      write("participant", token);
    }
    return token;
  };
  const setAside = (one) => write("earlier", [...(read("earlier") ?? []), one].slice(-KEPT_EARLIER));
  const get = (key) => {
    const found = read(`answer/${key}`);
    return isResponse(found) ? found : null;
  };

  return {
    /** Whether the browser refused to keep the last thing it was given. */
    refused: () => refused,
    get,
    /**
     * Keep an answer.
     * @param {string} key
     * @param {any} value
     * @param {number} seen the revision the writer last saw; a later one was written by another window and is set aside
     * @returns {{revision: number, elsewhere: boolean}}
     */
    save(key, value, seen) {
      const before = get(key);
      const revision = before?.revision ?? 0;
      const elsewhere = revision > seen && JSON.stringify(before.value) !== JSON.stringify(value);
      if (elsewhere) setAside(before);
      write(`answer/${key}`, { key, value, at: now(), participant: participant(), revision: revision + 1 });
      return { revision: revision + 1, elsewhere };
    },
    /** Keys that have an answer. */
    keys: () => names().filter((name) => name.startsWith("answer/")).map((name) => name.slice("answer/".length)),
    record: (session) => read(`record/${session}`) ?? {},
    keepRecord: (session, record) => write(`record/${session}`, record),
    setting: (name) => read(`setting/${name}`),
    keepSetting: (name, value) => write(`setting/${name}`, value),
    /** Everything as one file, which is also a journal for the notebook's `my_work` folder. */
    file() {
      const responses = Object.fromEntries(this.keys().map((key) => [key, get(key)]).filter(([, one]) => one));
      const records = Object.fromEntries(
        names()
          .filter((name) => name.startsWith("record/"))
          .map((name) => [name.slice("record/".length), read(name)]),
      );
      const whole = { format: "throughline-journal", version: 1, participant: participant(), responses };
      return JSON.stringify({ ...whole, earlier: read("earlier") ?? [], records }, null, 1);
    },
    /**
     * Take the answers of a file in. Where both have one, the later is shown and the other set aside.
     * @param {string} text
     * @returns {{taken: string[], older: string[]}} keys whose answer was taken, and whose own was newer
     * @throws {Error} with a sentence for the reader.
     */
    take(text) {
      const found = readFile(text);
      const taken = [];
      const older = [];
      for (const one of found.earlier) setAside(one);
      for (const [key, one] of Object.entries(found.responses)) {
        const mine = get(key);
        if (mine && JSON.stringify(mine.value) === JSON.stringify(one.value)) continue;
        const newer = !mine || second(one.at) >= second(mine.at);
        if (mine) setAside(newer ? mine : one);
        (newer ? taken : older).push(key);
        if (newer) write(`answer/${key}`, { ...one, revision: Math.max(one.revision, (mine?.revision ?? 0) + 1) });
      }
      for (const [session, record] of Object.entries(found.records)) {
        if (!names().includes(`record/${session}`)) write(`record/${session}`, record);
      }
      return { taken, older };
    },
  };
}
