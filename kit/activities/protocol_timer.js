// ProtocolTimer: one step of a protocol at a time, with a clock that is worked out from the time of day.
import { answer, frame, h } from "./shared.js";
import { foldedAway } from "./folded.js";
import { t } from "./words.js";

/**
 * @typedef {{name: string, minutes: number, who: string, do_html: string, say_html: string, look_for_html: string}} Step
 * @typedef {{step: number, started_at: number|null, left: Record<string, number>, added: Record<string, number>}} Clock
 */

const LAST_MINUTE = 60;
const LONG_AGO = 3600;

/** Seconds that a step has, with added minutes. @param {Step[]} steps @param {Clock} clock @param {number} step */
export function allotted(steps, clock, step) {
  return (steps[step].minutes + (clock.added[step] ?? 0)) * 60;
}

/**
 * Seconds left of a step at a moment; below 0 when it runs over.
 * @param {Step[]} steps @param {Clock} clock @param {number} now milliseconds since 1970
 * @param {number} [step] the present one if not given
 */
export function secondsLeft(steps, clock, now, step = clock.step) {
  const before = clock.left[step] ?? allotted(steps, clock, step);
  if (step !== clock.step || clock.started_at === null) return before;
  return before - Math.max(0, now - clock.started_at) / 1000;
}

/** The change that starts the clock, or stops it. @param {Step[]} steps @param {Clock} clock @param {number} now */
export function started(steps, clock, now) {
  return clock.started_at === null && clock.step < steps.length ? { started_at: now } : {};
}

/** The same for stopping. @param {Step[]} steps @param {Clock} clock @param {number} now */
export function stopped(steps, clock, now) {
  if (clock.started_at === null) return {};
  return { started_at: null, left: { ...clock.left, [clock.step]: secondsLeft(steps, clock, now) } };
}

/** The change that gives the present step a minute more. @param {Clock} clock */
export function oneMoreMinute(clock) {
  const { step, left, added } = clock;
  const change = { added: { ...added, [step]: (added[step] ?? 0) + 1 } };
  return step in left ? { ...change, left: { ...left, [step]: left[step] + 60 } } : change;
}

/**
 * The change that goes to another step: a clock that ran goes on running there, and what was left of this one is kept.
 * @param {Step[]} steps @param {Clock} clock @param {number} now
 * @param {number} to at the number of steps the protocol is over
 */
export function goneTo(steps, clock, now, to) {
  const ran = clock.started_at !== null;
  const over = to >= steps.length;
  return { ...stopped(steps, clock, now), step: Math.min(Math.max(to, 0), steps.length), started_at: ran && !over ? now : null };
}

/** The change that gives the present step its whole time again. @param {Clock} clock @param {number} now */
export function fromItsBeginning(clock, now) {
  const { [clock.step]: _, ...left } = clock.left;
  return { left, started_at: clock.started_at === null ? null : now };
}

/** `12:05`, or `+1:20` when it is over. @param {number} seconds */
export function clockText(seconds) {
  const whole = seconds > 0 ? Math.ceil(seconds) : Math.floor(-seconds);
  const text = `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
  return seconds > 0 || whole === 0 ? text : `+${text}`;
}

/** `5 minutes 20 seconds`, for hearing. @param {number} seconds */
export function spoken(seconds) {
  const whole = Math.ceil(Math.max(0, seconds));
  const [minutes, rest] = [Math.floor(whole / 60), whole % 60];
  const first = minutes === 1 ? t("1 minute") : t("{number} minutes", { number: minutes });
  const second = rest === 1 ? t("1 second") : t("{number} seconds", { number: rest });
  return [minutes && first, rest && second].filter(Boolean).join(" ") || t("no time");
}

/**
 * Where the clock of a step stands. A last minute is told apart only in steps that are longer than two.
 * @param {number} left @param {number} whole seconds that the step has
 * @returns {"going"|"last"|"over"}
 */
export function phase(left, whole) {
  if (left <= 0) return "over";
  return left <= LAST_MINUTE && whole > 2 * LAST_MINUTE ? "last" : "going";
}

/** Milliseconds until the digits change. @param {number} left seconds */
export function untilChange(left) {
  const part = left > 0 ? (left * 1000) % 1000 : 1000 - ((-left * 1000) % 1000);
  return Math.max(20, Math.ceil(part || 1000));
}

/** Minutes left in all, whole, not counting what ran over. @param {Step[]} steps @param {Clock} clock @param {number} now */
export function minutesInAll(steps, clock, now) {
  const rest = steps.map((_, step) => (step < clock.step ? 0 : Math.max(0, secondsLeft(steps, clock, now, step))));
  return Math.ceil(rest.reduce((sum, one) => sum + one, 0) / 60);
}

/** Minutes that a step took, or null where it was not begun. @param {Step[]} steps @param {Clock} clock @param {number} step */
export function taken(steps, clock, step) {
  return step in clock.left ? Math.max(0, allotted(steps, clock, step) - clock.left[step]) / 60 : null;
}

/**
 * Keep the screen awake, where the browser can and may.
 * @returns {(wanted: boolean) => void}
 */
function screenKeeper() {
  /** @type {Promise<any>|null} */
  let lock = null;
  return (wanted) => {
    if (wanted === (lock !== null)) return;
    if (wanted) lock = navigator.wakeLock?.request("screen").catch(() => null) ?? null;
    else {
      lock.then((held) => held?.release());
      lock = null;
    }
  };
}

function render({ model, el }) {
  const content = model.get("content");
  /** @type {Step[]} */
  const { steps } = content;
  const { body, announce, id, done } = frame({ model, el }, "tl-protocol-timer");
  const root = body.parentElement;
  const keepAwake = screenKeeper();
  let clock = model.get("value");
  let timer = null;
  let saving = false;
  let shownStep = null;
  let shownPhase = null;

  // --- built once: only texts change, so that focus stays ---
  const where = h("p", { class: "tl-where" });
  const name = h("h4", { class: "tl-step-name", id: `${id}-step`, tabindex: -1 });
  const digits = h("div", { class: "tl-digits", role: "timer", "aria-labelledby": `${id}-step` });
  const state = h("p", { class: "tl-state" });
  const start = h("button", { type: "button", class: "tl-primary tl-start", onclick: startOrPause });
  const minute = h("button", { type: "button", class: "tl-minute", onclick: addMinute }, t("+1 minute"));
  const back = h("button", { type: "button", class: "tl-back", onclick: () => go(clock.step - 1) }, t("‹ Back"));
  const next = h("button", { type: "button", class: "tl-next", onclick: () => go(clock.step + 1) });
  const again = h("button", { type: "button", class: "tl-again", onclick: restart });
  const whole = document.fullscreenEnabled
    ? h("button", { type: "button", class: "tl-whole", onclick: toggleWhole }, t("Full screen"))
    : null;
  const words = h("div", { class: "tl-words" });
  const ahead = h("p", { class: "tl-ahead" });
  const panel = h(
    "div",
    { class: "tl-panel" },
    where,
    name,
    digits,
    state,
    h("div", { class: "tl-row tl-controls" }, start, minute, back, next, again, whole),
    words,
    ahead,
  );
  const about = foldedAway(
    t("Roles, and where this comes from"),
    h("ul", {}, ...content.roles.map((role) => h("li", {}, h("b", {}, `${role.name}: `), h("span", { html: role.does_html })))),
    h("p", { class: "tl-soft", html: content.wording_html }),
    ...content.sources.map((source) => h("p", { class: "tl-soft", lang: "en" }, source)),
  );
  const list = h(
    "ol",
    { class: "tl-steps" },
    ...steps.map((step, index) =>
      h(
        "li",
        {},
        h("button", { type: "button", class: "tl-step", onclick: () => go(index) }, h("span", {}, `${index + 1}. ${step.name}`), h("span", { class: "tl-step-minutes" })),
      ),
    ),
  );
  const rows = [...list.children].map((row) => ({ button: row.firstChild, minutes: row.querySelector(".tl-step-minutes") }));
  body.append(
    h("div", { class: "tl-timer" }, panel, h("div", { class: "tl-plan", role: "group", "aria-label": t("Steps") }, list)),
    about,
  );

  // --- changes ---
  function keep(change) {
    clock = { ...clock, ...change };
    saving = true;
    answer(model, change);
    saving = false;
    draw();
  }

  function startOrPause() {
    const now = Date.now();
    if (clock.step >= steps.length) return;
    if (clock.started_at === null) {
      const fresh = !(clock.step in clock.left);
      keep(started(steps, clock, now));
      announce(fresh ? stepSentence() : t("Going on. {time} left.", { time: spoken(secondsLeft(steps, clock, now)) }));
    } else {
      keep(stopped(steps, clock, now));
      announce(t("Paused. {time} left.", { time: spoken(secondsLeft(steps, clock, now)) }));
    }
  }

  function addMinute() {
    if (clock.step >= steps.length) return;
    keep(oneMoreMinute(clock));
    announce(t("One minute added. {time} left.", { time: spoken(secondsLeft(steps, clock, Date.now())) }));
  }

  function go(to) {
    if (to < 0 || to > steps.length || to === clock.step) return;
    keep(goneTo(steps, clock, Date.now(), to));
    announce(stepSentence());
  }

  function restart() {
    if (clock.step < steps.length) {
      keep(fromItsBeginning(clock, Date.now()));
      announce(t("{step} has its whole time again.", { step: steps[clock.step].name }));
    } else {
      keep({ step: 0, started_at: null, left: {}, added: {}, last: { left: clock.left, added: clock.added } });
      announce(t("At the beginning again. The clock stands."));
    }
  }

  function stepSentence() {
    if (clock.step >= steps.length) return t("The protocol is over.");
    const step = steps[clock.step];
    const left = spoken(secondsLeft(steps, clock, Date.now()));
    const said = t("Step {number} of {all}: {step}. {time}. {who}.", { number: clock.step + 1, all: steps.length, step: step.name, time: left, who: step.who });
    return clock.started_at === null ? `${said} ${t("The clock stands.")}` : said;
  }

  function toggleWhole() {
    if (document.fullscreenElement) document.exitFullscreen();
    else root.requestFullscreen().catch(() => announce(t("This browser does not allow full screen here.")));
  }

  const onWhole = () => {
    if (whole) whole.textContent = document.fullscreenElement === root ? t("Leave full screen") : t("Full screen");
  };

  // --- drawing ---
  function draw() {
    clearTimeout(timer);
    timer = null;
    const over = clock.step >= steps.length;
    if (shownStep !== clock.step) {
      shownStep = clock.step;
      shownPhase = null;
      drawStep(over);
    }
    drawPlan();
    start.textContent = clock.started_at !== null ? t("Pause") : clock.step in clock.left ? t("Go on") : t("Start");
    for (const [button, off] of [[start, over], [minute, over], [back, clock.step === 0], [next, over]]) {
      button.setAttribute("aria-disabled", String(off));
    }
    keepAwake(clock.started_at !== null && !document.hidden);
    tick();
  }

  function drawStep(over) {
    const step = steps[clock.step];
    where.textContent = over ? "" : t("Step {number} of {all} · {who}", { number: clock.step + 1, all: steps.length, who: step.who });
    name.textContent = over ? t("The protocol is over") : step.name;
    next.textContent = clock.step >= steps.length - 1 ? t("Finish ›") : t("Next ›");
    again.textContent = over ? t("Begin again") : t("Whole time again");
    digits.hidden = over;
    if (over) return words.replaceChildren(usedTable());
    const part = (title, html) => (html ? h("p", {}, h("b", {}, `${title} `), h("span", { html })) : null);
    words.replaceChildren(
      ...[h("p", { class: "tl-do", html: step.do_html }), part(t("Say:"), step.say_html), part(t("Look for:"), step.look_for_html)].filter(Boolean),
    );
  }

  function drawPlan() {
    rows.forEach(({ button, minutes }, index) => {
      if (index === clock.step) button.setAttribute("aria-current", "step");
      else button.removeAttribute("aria-current");
      const more = clock.added[index] ? ` + ${clock.added[index]}` : "";
      minutes.textContent = t("{minutes} min", { minutes: `${steps[index].minutes}${more}` });
    });
  }

  function usedTable() {
    const line = (step, index) => {
      const minutes = taken(steps, clock, index);
      return h("tr", {}, h("th", { scope: "row" }, step.name), h("td", {}, String(step.minutes)), h("td", {}, minutes === null ? t("not timed") : String(Math.round(minutes))));
    };
    return h(
      "table",
      { class: "tl-used" },
      h("thead", {}, h("tr", {}, ...[t("Step"), t("Minutes planned"), t("Minutes used")].map((head) => h("th", { scope: "col" }, head)))),
      h("tbody", {}, ...steps.map(line)),
    );
  }

  /** Paint the time of this moment, and come back when the digits change next. Nothing runs while the clock stands. */
  function tick() {
    clearTimeout(timer);
    timer = null;
    if (clock.step >= steps.length) {
      state.textContent = t("Minutes used are for planning the next time.");
      ahead.textContent = "";
      panel.dataset.phase = "done";
      return;
    }
    const now = Date.now();
    const left = secondsLeft(steps, clock, now);
    const here = phase(left, allotted(steps, clock, clock.step));
    digits.textContent = clockText(left);
    panel.dataset.phase = here;
    panel.dataset.standing = String(clock.started_at === null);
    state.textContent = stateText(here, left);
    const after = steps[clock.step + 1];
    const rest = t("About {minutes} min left in all.", { minutes: minutesInAll(steps, clock, now) });
    ahead.textContent = after ? `${t("Then: {step}, {minutes} min.", { step: after.name, minutes: after.minutes })} ${rest}` : rest;
    if (shownPhase !== null && shownPhase !== here && clock.started_at !== null) {
      if (here === "last") announce(t("One minute left in {step}.", { step: steps[clock.step].name }));
      if (here === "over") announce(t("The time for {step} is up.", { step: steps[clock.step].name }));
    }
    shownPhase = here;
    if (clock.started_at !== null) timer = setTimeout(tick, untilChange(left));
  }

  function stateText(here, left) {
    if (left < -LONG_AGO) return t("The time was up long ago. Give the step its whole time again, or go to the step you are at.");
    if (here === "over") return t("Time is up. Finish the sentence, then go on.");
    if (clock.started_at === null) return clock.step in clock.left ? t("Paused.") : t("Not started.");
    return here === "last" ? t("The last minute.") : t("Running.");
  }

  const onValue = () => {
    if (saving) return;
    clock = model.get("value");
    draw();
  };
  const onVisible = () => draw();
  model.on("change:value", onValue);
  document.addEventListener("visibilitychange", onVisible);
  document.addEventListener("fullscreenchange", onWhole);
  draw();
  return () => {
    clearTimeout(timer);
    keepAwake(false);
    if (document.fullscreenElement === root) document.exitFullscreen();
    model.off("change:value", onValue);
    document.removeEventListener("visibilitychange", onVisible);
    document.removeEventListener("fullscreenchange", onWhole);
    done();
  };
}

export default { render };
