// The facilitator's console: what the room does, the run sheet, the live picture, and texts to be passed.
import { drawPanels, hatches, panelText } from "./drawing.js";
import { h, keep, put, write, writeKit } from "./elements.js";
import { clockText, follow, leftOf } from "./live.js";
import { after, clockWords, placeOf, plan, planText } from "./runsheet.js";
import { answeredText, onceAFrame, phaseText, takeSecret } from "./showing.js";
import { showTally } from "./tally.js";
import { t } from "./words.js";

const data = JSON.parse(document.getElementById("page-data").textContent);
const byId = (id) => document.getElementById(id);
const secret = takeSecret("secret");
const names = new Map(data.sheet.flatMap((row) => row.activities).map((one) => [one.key, one.title]));

const CONNECTION = {
  here: "",
  away: t("The room's server does not answer. What participants enter stays on their devices and is sent later. Trying again…"),
  refused: t("The room does not know this console. Open it with the address that the room printed when it started, or from your rooms on the hub."),
};
const doneText = (kind, name) => ({
  open: t("Open: {name}", { name }), pause: t("Paused: {name}", { name }), close: t("Closed: {name}", { name }),
  show: t("On the projector: {name}", { name }), hide: t("Off the projector: {name}", { name }),
  reveal: t("Reference revealed: {name}", { name }), unreveal: t("Reference hidden again: {name}", { name }),
})[kind];
const ALREADY = {
  open: t("Open already."), pause: t("Paused already."), close: t("Closed already."), show: t("On the projector already."),
  hide: t("Off the projector already."), reveal: t("Reference revealed already."), unreveal: t("Reference hidden again already."),
};

let live = null;
let now = null;
let room = null;
let began = null;

const activity = () => live?.state.activities?.[now?.key];
const rowOf = (block) => data.sheet.find((row) => row.block === block);
const path = () => byId("path").value;

function say(text) {
  // The same words again are said again only if the text goes away in between.
  byId("said").textContent = "";
  requestAnimationFrame(() => write(byId("said"), text));
}

// Acting

let turn = Promise.resolve();

/**
 * Do what a hand asks for when all that was asked before is answered. Two keys pressed fast must not overtake one another on the
 * network, and what the second means (pause the timer, or let it go on) depends on what the first has done.
 * @param {() => any} hand
 */
function inTurn(hand) {
  turn = turn.then(hand);
  return turn;
}

/** Ask the room for something. @returns {Promise<any>} its answer, or null; why not is said */
async function post(address, body) {
  try {
    const answer = await fetch(address, {
      method: "POST",
      headers: { Authorization: `Bearer ${secret}`, "Content-Type": "application/json", "Accept-Language": document.documentElement.lang },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(8_000),
    });
    const told = await answer.json().catch(() => ({}));
    if (answer.ok) return told;
    say(t("Not done. {why}", { why: told.error ?? t("The room answered with {status}.", { status: answer.status }) }));
  } catch {
    say(t("Not done: the room's server does not answer. Try again when it is back."));
  }
  return null;
}

async function act(kind, given, words) {
  const told = await post("api/facilitator/act", { kind, ...given });
  if (!told) return false;
  if (live && told.state) live = { ...live, state: laterOf(live.state, told.state) };
  if (words) say(words);
  draw();
  return true;
}

/** An answer to an act and the stream tell of the same state, each by its own way: the later one is so. */
const laterOf = (had, given) => (had.room === given.room && had.revision >= given.revision ? had : given);

function go(place) {
  const moved = place.block !== now?.block;
  now = place;
  draw();
  return moved ? act("next", { block: place.block }, rowOf(place.block).heading) : Promise.resolve(say(names.get(place.key) ?? ""));
}

function timer() {
  const { timer: running } = live.state;
  if (!running) {
    const minutes = Number(byId("timer-minutes").value);
    if (!(minutes > 0)) return say(t("Give the timer some minutes first."));
    return act("timer", { seconds: Math.round(minutes * 60), label: rowOf(now.block)?.heading ?? "" }, t("Timer started"));
  }
  return act("timer_pause", { paused: running.running }, running.running ? t("Timer paused") : t("Timer goes on"));
}

function press(kind) {
  if (!live || !now) return say(t("Not yet: the room's server has not answered."));
  if (kind === "timer") return timer();
  if (kind === "next") {
    const place = after(data.sheet, path(), now);
    return place ? go(place) : say(t("This is the end of the run sheet."));
  }
  if (!now.key) return say(t("This part of the session has no activity."));
  if (kind === "collect") return collect();
  const stopped = ["open", "pause", "close"].includes(kind) && stopCollecting(now.key);
  if (isSo(kind)) return say(stopped ? t("It stays open.") : ALREADY[kind]);
  if (kind === "open" && began === null) startClock();
  return act(kind, { key: now.key }, doneText(kind, names.get(now.key)));
}

const COLLECT_MS = 6_000; // devices hear of it within a second, and send what they hold
const collecting = new Map();

/** Take in what everybody has now, from those too who worked ahead or were away for a moment; then close. */
async function collect() {
  const { key } = now;
  if (collecting.has(key)) return say(t("Collecting already."));
  if (activity()?.phase !== "open" && !(await act("open", { key }))) return;
  say(t("Collecting: {name}. It closes in a moment.", { name: names.get(key) }));
  collecting.set(key, setTimeout(() => {
    collecting.delete(key);
    inTurn(() => act("close", { key }, t("Collected and closed: {name}", { name: names.get(key) })));
  }, COLLECT_MS));
}

function stopCollecting(key) {
  clearTimeout(collecting.get(key));
  return collecting.delete(key);
}

/** Whether the room already is as a button would make it. */
function isSo(kind) {
  const one = activity();
  const current = live?.state.current === now?.key;
  const phase = one?.phase ?? "waiting";
  return {
    open: phase === "open" && current, pause: phase === "paused", close: phase === "closed",
    collect: phase === "closed", show: one?.shown === true, hide: !one?.shown, reveal: one?.revealed === true, unreveal: !one?.revealed,
  }[kind] ?? false;
}

// Showing; everything is changed in place

const draw = onceAFrame(() => {
  if (!live) return;
  now ??= placeOf(data.sheet, live.state);
  write(byId("people"), t("{here} here, {joined} joined.", { here: live.here, joined: live.joined }));
  write(byId("join"), live.join ? t("Join: {address} code {code}.", { address: live.join.address, code: live.join.code }) : "");
  showActivity();
  showSheet();
  showTexts();
  showTimes();
});

function showActivity() {
  const one = activity();
  const picture = live.pictures?.[now.key];
  write(byId("activity-title"), now.key ? names.get(now.key) : (rowOf(now.block)?.heading ?? t("No activity")));
  write(byId("phase"), now.key ? phaseText(one) : t("This part has no activity."));
  const n = live.answered?.[now.key] ?? picture?.n ?? 0;
  write(byId("answered"), now.key ? answeredText(n, live.here) : "");
  for (const node of document.querySelectorAll("button[data-kind]")) {
    const { kind } = node.dataset;
    put(node, "aria-disabled", kind !== "next" && kind !== "timer" && (!now.key || isSo(kind) || live.state.closed) ? "true" : null);
  }
  const shown = picture?.public;
  writeKit(byId("question"), shown?.question_html ?? "");
  const waiting = now.key && !picture ? t("The live picture comes when this activity is opened or shown.") : "";
  write(byId("missing"), shown ? shown.missing || (shown.panels.length || picture.texts.length ? "" : t("This activity has no picture of its own; the count tells how many have answered.")) : waiting);
  drawPanels(byId("panels"), shown?.panels ?? [], { viewOf, changed: draw, level: 3 });
  keep(byId("about"), [shown?.reference, ...(shown?.about ?? [])].filter(Boolean), (text) => text, () => h("li"), write);
  showAsText(shown?.panels ?? []);
  const { key } = now;
  showTally(byId("tally"), key, picture?.tally ?? null, (counts) => inTurn(() => act("tally", { key, counts }, t("Counts from paper added"))));
}

/** All rows, in letters that are legible in the hand. */
function viewOf({ width }) {
  return width ? { width: Math.max(320, width), font: width < 560 ? 15 : 20 } : null;
}

let told = -Infinity;
let later = null;
function showAsText(panels) {
  const box = byId("as-text");
  box.hidden = panels.length === 0;
  if (!box.open) return;
  if (performance.now() - told < 1_000) {
    later ??= setTimeout(() => {
      later = null;
      draw();
    }, 1_000); // what came last is told too
    return;
  }
  told = performance.now();
  const sentences = panels.flatMap((panel) => [`${panel.heading}:`, ...panelText(panel)]);
  keep(box.lastElementChild, sentences.map((text, at) => ({ text, at })), (one) => String(one.at), () => h("li"), (node, one) => write(node, one.text));
}

function showSheet() {
  const times = plan(data.sheet, path());
  keep(byId("sheet"), data.sheet, (row) => row.block, makeRowOfSheet, (node, row) => {
    const { from, to } = times.get(row.block);
    const here = row.block === now.block;
    put(node, "aria-current", here ? "step" : null);
    node.classList.toggle("left-out", to === from);
    write(node.time, to === from ? t("left out") : t("{from}, {n} min", { from: planText(from), n: to - from }));
    if (here && !node.wasHere) node.details.open = true;
    if (!here && node.wasHere) node.details.open = false;
    node.wasHere = here;
    for (const [key, one] of node.activities) {
      put(one, "aria-pressed", key === now.key ? "true" : "false");
      write(one.lastChild, ` ${t("{phase}, {n} answered", { phase: phaseText(live.state.activities?.[key]), n: live.answered?.[key] ?? 0 })}`);
    }
  });
}

function makeRowOfSheet(row) {
  const time = h("small");
  const summary = h("summary", {}, h("b", {}, row.heading), " ", time);
  const said = [[t("You"), row.say], [t("They"), row.do], [t("Look for"), row.look]].filter(([, text]) => text);
  const activities = row.activities.map((one) => [
    one.key,
    h("button", { type: "button", onclick: () => inTurn(() => go({ block: row.block, key: one.key })) }, one.title, h("small")),
  ]);
  const here = h("button", { type: "button", onclick: () => inTurn(() => go({ block: row.block, key: row.activities[0]?.key ?? null })) }, t("Go to this part"));
  const details = h(
    "details",
    {},
    summary,
    h("dl", {}, ...said.flatMap(([name, text]) => [h("dt", {}, name), h("dd", { lang: data.guide === document.documentElement.lang ? null : data.guide }, text)])),
    h("p", { class: "activities" }, ...(activities.length ? activities.map(([, node]) => node) : [here])),
  );
  return Object.assign(h("li", {}, details), { time, details, activities });
}

function showTexts() {
  const picture = live.pictures?.[now.key];
  const texts = picture?.texts ?? [];
  byId("texts").hidden = texts.length === 0;
  // A facilitator who is about to press must not find the list moved: what is passed stays where it stood.
  keep(byId("texts-list"), texts, (one) => one.id, makeText, (node, one) => {
    node.passed = one.passed;
    write(node.times, one.times > 1 ? t("{n} times", { n: one.times }) : "");
    put(node.pass, "aria-pressed", one.passed ? "true" : "false");
    write(node.pass, one.passed ? t("On the projector: take it off") : t("Pass"));
  });
  write(byId("texts-more"), picture?.more_texts ? t("and {n} more", { n: picture.more_texts }) : "");
}

function makeText(one) {
  const node = h("li");
  const words = h("span", { class: "typed" }, one.text);
  const times = h("small");
  const pass = h("button", { type: "button", onclick: () => inTurn(() => act(node.passed ? "unpass" : "pass", { key: now.key, id: one.id }, node.passed ? t("Taken off the projector") : t("Passed"))) });
  node.append(h("small", {}, one.about), words, times, pass);
  return Object.assign(node, { pass, times });
}

// Clock and timer

let following = null;
const kept = () => `throughline/clock/${room}`;

function startClock() {
  began = Date.now();
  try {
    localStorage.setItem(kept(), String(began));
  } catch {
    // A browser that keeps nothing has a clock all the same, until the page is loaded anew.
  }
  showTimes();
}

function readClock() {
  if (room === live.state.room) return;
  room = live.state.room;
  try {
    began = Number(localStorage.getItem(kept())) || null;
  } catch {
    began = null;
  }
}

function showTimes() {
  if (!live) return;
  readClock();
  const block = plan(data.sheet, path()).get(now?.block);
  const whole = data.sheet.reduce((sum, row) => sum + row.minutes[path()], 0);
  write(byId("clock"), clockWords(began === null ? null : (Date.now() - began) / 60_000, block, whole));
  byId("start-clock").hidden = began !== null;
  const { timer: running } = live.state;
  const left = leftOf(running, following.now());
  const time = left === null ? "" : clockText(left);
  write(byId("timer-left"), time && !running.running ? t("{time} (paused)", { time }) : time);
  write(byId("timer-words"), running ? (running.running ? t("Pause timer") : t("Go on")) : t("Start timer"));
  byId("timer-more").hidden = byId("timer-stop").hidden = !running;
}

// Hands

const PRESSED = Object.fromEntries(data.keys.map(([key, kind]) => [key, kind]));

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || !byId("keys-on").checked) return;
  if (event.target.closest?.("select, textarea, input:not([type=checkbox])")) return;
  const kind = PRESSED[event.key.toLowerCase()];
  if (!kind) return;
  event.preventDefault();
  inTurn(() => press(kind));
});
for (const node of document.querySelectorAll("button[data-kind]")) node.addEventListener("click", () => inTurn(() => press(node.dataset.kind)));
byId("start-clock").addEventListener("click", startClock);
byId("path").addEventListener("change", draw);
byId("as-text").addEventListener("toggle", draw);
byId("timer-more").addEventListener("click", () => inTurn(() => act("timer_more", { seconds: 60 }, t("One minute more"))));
byId("timer-stop").addEventListener("click", () => inTurn(() => act("timer_stop", {}, t("Timer stopped"))));
byId("close-room").addEventListener("click", () => {
  if (confirm(t("Close the room for good? Nobody can answer any more."))) inTurn(() => act("close_room", {}, t("The room is closed.")));
});
byId("open-projector").addEventListener("click", async () => {
  const told = await post("api/facilitator/view", {});
  if (!told?.token) return;
  const page = location.pathname.split("/").at(-1).replace("console", "projector"); // beside this one, whatever the prefix
  const address = new URL(`${page}${location.search}#view=${encodeURIComponent(told.token)}`, location.href).href;
  // Without noopener a browser copies this window's storage, and with it the facilitator's secret, into the new one. The click
  // still allows a window for some seconds; where it does not, there is the link.
  window.open(address, "_blank", "noopener");
  const link = h("a", { href: address, target: "_blank", rel: "noopener" }, t("Address of the projector's page"));
  byId("projector-address").replaceChildren(link, t(", for this or another computer. It shows no names and has no controls."));
});

document.body.append(hatches());
const connection = (state) => {
  write(byId("connection"), CONNECTION[state]);
  put(document.body, "data-connection", state);
};
if (!secret) connection("refused");
else {
  following = follow({
    address: "api/facilitator/live",
    token: secret,
    connection,
    heard: (given) => {
      live = live ? { ...given, state: laterOf(live.state, given.state) } : given;
      draw();
    },
  });
  setInterval(showTimes, 500);
}
