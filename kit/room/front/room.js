// A participant's part in a room: what the facilitator has opened is shared without a name, and catches up by itself.
import { clockText, eventReader, leftOf, pause, SILENCE } from "./live.js";
import { t } from "./words.js";

const page = JSON.parse(document.getElementById("page-data").textContent);
const PLACE = `throughline/room/${page.session}`; // as join.js wrote it
const models = page.models.map((model) => model.state.key);
const SAID = {
  open: t("Shared with the room as you work, without your name."),
  paused: t("Paused: look up. What you change is still shared, without your name."),
  closed: t("Closed. What you change now stays on this device."),
};

let me = null;
let state = null;
let away = false;
const kept = new Map();
const refused = new Map();

const stored = (name) => {
  try {
    return JSON.parse(localStorage.getItem(name) ?? sessionStorage.getItem(name));
  } catch {
    return null;
  }
};
const typed = new Map(); // answers of a browser that stores nothing
const answerTo = (key) => stored(`throughline/answer/${key}`) ?? typed.get(key) ?? null;

const bar = document.createElement("p");
bar.className = "page-notice page-room";
const words = document.createElement("span");
const where = document.createElement("a");
const clock = document.createElement("b");
words.setAttribute("role", "status");
bar.append(words, " ", where, " ", clock);
document.getElementById("main").prepend(bar);

const marks = new Map(
  [...document.querySelectorAll(".page-activity")].map((place) => {
    const mark = document.createElement("p");
    mark.className = "page-room-mark";
    mark.hidden = true;
    place.before(mark);
    return [models[Number(place.dataset.model)], mark];
  }),
);

const phase = (key) => (state?.closed ? "closed" : (state?.activities[key]?.phase ?? "waiting"));

function say(text) {
  if (words.textContent !== text) words.textContent = text;
}

function show() {
  if (!me) {
    say(t("You work on your own here."));
    where.textContent = t("Join the room");
    where.href = `./${location.search}`; // in the language of this page
    return;
  }
  const waiting = due().length;
  if (state?.closed) say(t("The room is closed. What you answered stays on this device."));
  else if (away && waiting) say(t("The room cannot be reached at the moment. Go on working; your answers are sent by itself."));
  else if (away) say(t("The room cannot be reached at the moment. Go on working; it is tried again by itself."));
  else say(t("You are in the room, as “{alias}”. Nobody else sees this name.", { alias: me.alias }));
  const block = page.blocks?.find((one) => one.id === state?.block);
  where.textContent = block ? t("Now: {part}", { part: block.heading }) : "";
  if (block) where.href = `#${block.id}`;
  for (const [key, mark] of marks) {
    mark.textContent = refused.get(key) ?? SAID[phase(key)] ?? "";
    mark.hidden = !mark.textContent;
  }
}

function tick() {
  const left = leftOf(state?.timer ?? null, Date.now() + offset);
  clock.textContent = left === null ? "" : `${state.timer.label ? `${state.timer.label} ` : ""}${clockText(left)}`;
}

let offset = 0;
function hear(heard) {
  if (state && heard.room === state.room && heard.revision < state.revision) return; // of another worker, which has not heard yet
  state = heard;
  if (Number.isFinite(heard.now)) offset = heard.now * 1000 - Date.now();
  for (const key of [...refused.keys()]) if (phase(key) !== "closed") refused.delete(key);
  show();
  tick();
  send();
}

/** Answers that the room has not got: only to activities that the facilitator has opened. */
function due() {
  return models
    .filter((key) => key && ["open", "paused"].includes(phase(key)))
    .map(answerTo)
    .filter((one) => one && one.revision > (kept.get(one.key) ?? 0));
}

const headers = () => ({ Authorization: `Bearer ${me.token}`, "Content-Type": "application/json", "Accept-Language": document.documentElement.lang });
const wait = (milliseconds) => new Promise((go) => setTimeout(go, milliseconds));
let sending = false;

async function send() {
  if (sending || !me) return;
  sending = true;
  let tries = 0;
  for (let given = due(); given.length && me; given = due()) {
    try {
      const answers = given.slice(0, 20).map(({ key, value, revision, at }) => ({ key, value, revision, at }));
      const answer = await fetch("api/answers", { method: "PUT", headers: headers(), body: JSON.stringify({ answers }) });
      if (answer.status === 401) leave();
      else if (answer.ok) {
        const found = await answer.json();
        for (const [key, revision] of Object.entries(found.kept)) kept.set(key, Math.max(revision, answers.find((one) => one.key === key).revision));
        for (const [key, sentence] of Object.entries(found.refused)) {
          refused.set(key, sentence);
          kept.set(key, answers.find((one) => one.key === key).revision);
        }
        away = false;
        tries = 0;
      } else if (answer.status === 413 || answer.status === 422) {
        const { error } = await answer.json();
        for (const one of answers) {
          refused.set(one.key, error);
          kept.set(one.key, one.revision);
        }
      } else throw new Error(String(answer.status));
    } catch {
      away = true;
      show();
      await wait(pause(tries));
      tries += 1;
    }
  }
  sending = false;
  show();
}

function leave() {
  me = null;
  for (const place of [localStorage, sessionStorage]) place.removeItem(PLACE);
  show();
}

/** Follow the state: by events where they arrive, by asking where a proxy holds them back. */
async function followState() {
  let tries = 0;
  let polls = 0;
  while (me) {
    try {
      if (polls > 0) {
        polls -= 1;
        const answer = await fetch(`api/poll?after=${state?.revision ?? -1}`, { headers: headers(), cache: "no-store" });
        if (answer.status === 401) return leave();
        if (!answer.ok) throw new Error(String(answer.status));
        hear(await answer.json());
      } else if (!(await listen())) polls = 30;
      if (away) {
        away = false;
        show();
      }
      tries = 0;
      await wait(200);
    } catch {
      away = true;
      show();
      await wait(pause(tries));
      tries += 1;
    }
  }
}

/** Read events until they end. @returns {Promise<boolean>} whether any came */
async function listen() {
  const stop = new AbortController();
  let any = false;
  let silent = setTimeout(() => stop.abort(), SILENCE);
  try {
    const answer = await fetch("api/events", { headers: headers(), signal: stop.signal, cache: "no-store" });
    if (answer.status === 401) leave();
    if (!answer.ok) throw new Error(String(answer.status));
    const take = eventReader((event, data) => {
      if (event !== "state") return;
      any = true;
      away = false;
      hear(JSON.parse(data));
    });
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      take(value);
      if (any) {
        clearTimeout(silent);
        silent = setTimeout(() => stop.abort(), 45_000);
      }
    }
  } catch (error) {
    if (!stop.signal.aborted || any) throw error;
  } finally {
    clearTimeout(silent);
  }
  return any;
}

me = stored(PLACE);
document.addEventListener("throughline-answer", ({ detail }) => {
  if (detail) typed.set(detail.key, detail);
  send();
});
addEventListener("online", () => send());
setInterval(tick, 1000);
setInterval(() => send(), 10_000);
show();
if (me) followState();
