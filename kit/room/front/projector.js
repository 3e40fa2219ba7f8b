// The wall: the picture of the activity that is shown, large, without names and controls.
import { drawPanels, hatches } from "./drawing.js";
import { h, keep, put, write, writeKit } from "./elements.js";
import { clockText, follow, leftOf } from "./live.js";
import { answeredText, onceAFrame, shownKey, takeSecret } from "./showing.js";
import { t } from "./words.js";

const data = JSON.parse(document.getElementById("page-data").textContent);
const byId = (id) => document.getElementById(id);
const TEXTS = 6;
const CONNECTION = {
  here: "",
  away: t("Waiting for the room's computer…"),
  refused: t("This page was opened without the room's leave. Open it from the console."),
};

let live = null;
let following = null;

/** Letters of one size, the window's own, and as many rows as the space holds. */
function viewOf({ width, height }) {
  const font = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) * 1.15;
  return width && height ? { width, height, font } : null;
}

const draw = onceAFrame(() => {
  if (!live) return;
  const key = shownKey(live.state);
  const picture = key && live.pictures?.[key];
  const shown = picture?.public;
  if (shown) writeKit(byId("title"), shown.title_html);
  else writeKit(byId("title"), "");
  if (!shown) write(byId("title"), data.title);
  write(byId("answered"), picture ? answeredText(live.answered?.[key] ?? picture.n, live.here) : t("{n} here", { n: live.here }));
  showJoin(!picture);
  const panels = shown?.panels ?? [];
  const texts = picture?.texts ?? [];
  writeKit(byId("question"), shown?.question_html ?? "");
  const bare = picture && !panels.length && !texts.length;
  write(byId("missing"), bare ? shown.missing || answeredText(live.answered?.[key] ?? picture.n, live.here) : "");
  byId("panels").hidden = !panels.length;
  drawPanels(byId("panels"), panels, { viewOf, changed: draw, level: 2 });
  byId("texts").hidden = !texts.length;
  keep(byId("texts"), texts.slice(0, TEXTS), (one) => one.id, (one) => h("li", {}, h("small", {}, one.about), one.text), () => {});
  write(byId("about"), [shown?.about[0], shown?.reference].filter(Boolean).join(" "));
  showTimer();
});

function showJoin(wanted) {
  const { join } = live;
  byId("join").hidden = !wanted || !join;
  if (!join) return;
  write(byId("join-address"), join.address.replace(/^http:\/\//, ""));
  write(byId("join-code"), join.code);
  const drawn = typeof join.qr === "string" && join.qr.startsWith("data:image/");
  byId("join-qr").hidden = !drawn;
  if (drawn) put(byId("join-qr"), "src", join.qr);
}

function showTimer() {
  const timer = live?.state.timer;
  const left = leftOf(timer, following.now());
  const time = left === null ? "" : clockText(Math.max(0, left));
  write(byId("timer"), time && !timer.running ? t("{time} paused", { time }) : time);
  put(byId("timer"), "data-over", left !== null && left <= 0);
}

/** Keep the screen awake where the browser allows it; elsewhere nothing is lost. */
async function stayAwake() {
  try {
    await navigator.wakeLock?.request("screen");
  } catch {
    // Refused without power, or in a window that is not in front.
  }
}

document.body.append(hatches());
const connection = (state) => {
  write(byId("connection"), CONNECTION[state]);
  put(document.body, "data-connection", state);
};
const view = takeSecret("view");
if (!view) connection("refused");
else {
  following = follow({
    address: "api/projector/live",
    token: view,
    connection,
    heard: (given) => {
      live = given;
      draw();
    },
  });
  setInterval(showTimer, 250);
  stayAwake();
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && stayAwake());
}
