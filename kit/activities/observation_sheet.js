// Observation sheet: a clock, large buttons under the thumb, undo, a note when wanted, and a timeline.
import { afterPause, answer, frame, h } from "./shared.js";
import { t } from "./words.js";
import { WHO, asCsv, asText, clockText, countsOf, lengthOf, nameOf, nextReading, secondsSince, shiftOnReturn, timelineEnd } from "./observation_clock.js";

const BEFORE_SAVING = 400;
const A_SECOND = 1000;

/** @param {{model: any, el: HTMLElement}} host */
function render({ model, el }) {
  const { codes, about_html, wording_html } = model.get("content");
  const { body, id, announce, done } = frame({ model, el }, "tl-observation");
  const value = () => model.get("value");
  let saving = false;
  const save = (change) => {
    saving = true;
    answer(model, change);
    saving = false;
  };
  const running = () => value().started !== null && value().ended === null;

  // The clock. It reads time when something happens and once a second while it is seen running.

  let reading;
  let away = false;
  let ticking = null;
  const clock = h("span", { class: "tl-clock", role: "timer", "aria-label": t("Time since the start") }, "0:00");

  function takeUp() {
    reading = { wall: Date.now(), steady: performance.now(), shift: shiftOnReturn(value(), Date.now()) };
  }

  function elapsed() {
    if (!running()) return value().started === null ? 0 : lengthOf(value());
    reading = nextReading(reading, { wall: Date.now(), steady: performance.now(), away });
    away = document.hidden;
    if (reading.shift !== (value().shift ?? 0)) save({ shift: reading.shift });
    return secondsSince(value().started, reading.wall, reading.shift);
  }

  function showClock() {
    const seconds = elapsed();
    clock.textContent = clockText(seconds);
    showScale(seconds);
  }

  function runOrRest() {
    const wanted = running() && !document.hidden;
    if (wanted && ticking === null) ticking = setInterval(showClock, A_SECOND);
    if (!wanted) {
      clearInterval(ticking);
      ticking = null;
    }
    showClock();
  }

  const onVisibility = () => {
    if (document.hidden) away = true;
    runOrRest();
  };
  document.addEventListener("visibilitychange", onVisibility);

  // Start, end, go on, new.

  const startButton = h("button", { type: "button", class: "tl-primary tl-start", onclick: () => startOrEnd() });
  const newButton = h("button", { type: "button", onclick: putAway }, t("New observation"));

  function startOrEnd() {
    const { started, ended } = value();
    if (started === null) {
      save({ started: new Date().toISOString(), ended: null, shift: 0 });
      takeUp();
      showAll();
      pads[0].focus({ preventScroll: true });
      foot.scrollIntoView({ block: "end" });
      announce(t("The clock runs."));
    } else if (ended === null) {
      elapsed();
      noteField.flush();
      save({ ended: new Date().toISOString() });
      showAll();
      announce(t("Ended after {length}, {taps}.", { length: clockText(lengthOf(value())), taps: tapsText(value().taps) }));
    } else {
      save({ ended: null });
      takeUp();
      showAll();
      announce(t("The clock goes on from the start, with the break in it."));
    }
  }

  function putAway() {
    const { started, ended, taps, shift, earlier } = value();
    removed.length = 0;
    closeNote();
    save({ started: null, ended: null, taps: [], shift: 0, earlier: [...earlier, { started, ended, taps, shift }] });
    showAll();
    startButton.focus();
    announce(t("A new sheet. The one before is kept under “Earlier observations”."));
  }

  // The pad.

  const tapsText = (taps) => (taps.length === 1 ? t("1 tap") : t("{n} taps", { n: taps.length }));
  const hint = h("p", { class: "tl-hint", hidden: true });
  const counters = new Map();
  const pads = codes.map((code) => {
    const count = h("span", { class: "tl-count" });
    counters.set(code.id, count);
    return h(
      "button",
      { type: "button", class: `tl-pad tl-by-${code.who}`, onclick: () => tap(code) },
      h("span", { class: "tl-pad-name" }, code.name),
      count,
    );
  });

  function tap(code) {
    if (!running()) {
      hint.textContent = value().started === null ? t("Press Start first: a tap is kept with its time.") : t("The observation has ended. Press “Go on” to tap again.");
      hint.hidden = false;
      announce(hint.textContent);
      return;
    }
    const at = Math.round(elapsed() * 10) / 10;
    removed.length = 0;
    save({ taps: [...value().taps, { at, code: code.id }] });
    showTaps();
    announce(`${code.name}, ${countsOf(value().taps)[code.id]}.`);
  }

  // Undo, put back, and a note on the last tap or on any other.

  /** Taps that were taken back, each with its place. @type {{place: number, tap: object}[]} */
  const removed = [];
  const last = h("span", { class: "tl-last" });
  const undoButton = h("button", { type: "button", onclick: () => takeBack(value().taps.length - 1) }, t("Undo"));
  const redoButton = h("button", { type: "button", onclick: putBack }, t("Put back"));
  const noteButton = h("button", { type: "button", onclick: () => openNote(value().taps.length - 1) }, t("Note"));

  function takeBack(place) {
    const { taps } = value();
    if (place < 0 || place >= taps.length) return;
    closeNote();
    const tap = value().taps[place];
    removed.push({ place, tap });
    save({ taps: value().taps.filter((_, at) => at !== place) });
    showTaps();
    const told = { name: nameOf(tap.code, codes), time: clockText(tap.at), n: value().taps.length };
    announce(told.n === 1 ? t("Taken back: {name} at {time}. 1 tap left.", told) : t("Taken back: {name} at {time}. {n} taps left.", told));
  }

  function putBack() {
    const { place, tap } = removed.pop();
    const { taps } = value();
    save({ taps: [...taps.slice(0, place), tap, ...taps.slice(place)] });
    showTaps();
    if (!removed.length) undoButton.focus();
    announce(t("Put back: {name} at {time}.", { name: nameOf(tap.code, codes), time: clockText(tap.at) }));
  }

  const noteLabel = h("label", { for: `${id}-note` });
  const noteText = h("input", { type: "text", id: `${id}-note`, maxlength: 400, autocomplete: "off", enterkeyhint: "done" });
  const noteBox = h(
    "div",
    { class: "tl-note", hidden: true },
    noteLabel,
    h("div", { class: "tl-row" }, noteText, h("button", { type: "button", onclick: () => closeNote(true) }, t("Done"))),
  );
  let noteOn = -1;
  let noteFrom = null;
  const noteField = afterPause(() => {
    const { taps } = value();
    if (!taps[noteOn] || (taps[noteOn].note ?? "") === noteText.value) return;
    const { note: _, ...bare } = taps[noteOn];
    const noted = noteText.value ? { ...bare, note: noteText.value } : bare;
    save({ taps: taps.map((tap, place) => (place === noteOn ? noted : tap)) });
    showMoments();
  }, BEFORE_SAVING);
  noteText.addEventListener("input", () => noteField());
  noteText.addEventListener("blur", () => noteField.flush());
  noteText.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== "Escape") return;
    event.preventDefault(); // else the same Enter presses the button that gets the focus
    closeNote(true);
  });

  function openNote(place) {
    const tap = value().taps[place];
    if (!tap) return;
    closeNote();
    noteOn = place;
    noteFrom = document.activeElement?.dataset.place ?? null;
    noteLabel.textContent = t("{time} {name}: what was said, drawn or done? No names.", { time: clockText(tap.at), name: nameOf(tap.code, codes) });
    noteText.value = tap.note ?? "";
    noteBox.hidden = false;
    noteText.focus();
  }

  function closeNote(back = false) {
    if (noteOn < 0) return;
    noteField.flush();
    const kept = noteText.value;
    noteOn = -1;
    noteBox.hidden = true;
    if (!back) return;
    (body.querySelector(`[data-place="${noteFrom}"]`) ?? noteButton).focus();
    announce(kept ? t("Note kept.") : t("No note."));
  }

  // What was tapped: counts, a timeline with a lane for each look-for, and a list of moments.

  const lanes = new Map();
  const laneOf = (code, name, who) => {
    const track = h("span", { class: "tl-track", "aria-hidden": "true" });
    const count = h("span", { class: "tl-lane-count" });
    lanes.set(code, { track, count });
    return h("li", { class: `tl-lane tl-by-${who}` }, h("span", { class: "tl-lane-name" }, name), count, track);
  };
  const laneList = h("ul", { class: "tl-lanes" });
  const scale = h("p", { class: "tl-soft tl-scale", "aria-hidden": "true" });
  const moments = h("ol", { class: "tl-moments" });
  let endShown = 0;

  function showScale(seconds) {
    const end = timelineEnd(seconds);
    if (end === endShown) return;
    endShown = end;
    laneList.style.setProperty("--tl-end", String(end));
    scale.replaceChildren(...[0, end / 2, end].map((at) => h("span", {}, clockText(at))));
  }

  /** Lanes of look-fors that the sheet no longer has come last, under their id. */
  function makeLanes() {
    const gone = Object.keys(countsOf(value().taps)).filter((one) => !codes.some((code) => code.id === one));
    if (lanes.size === codes.length + gone.length && gone.every((one) => lanes.has(one))) return;
    lanes.clear();
    laneList.replaceChildren(
      ...codes.map((code) => laneOf(code.id, code.name, code.who)),
      ...gone.map((one) => laneOf(one, one, "student")),
    );
  }

  function showMoments() {
    const { taps } = value();
    const ordered = taps.map((tap, place) => ({ tap, place })).sort((one, other) => other.tap.at - one.tap.at);
    moments.replaceChildren(
      ...ordered.map(({ tap, place }) =>
        h(
          "li",
          {},
          h("span", { class: "tl-at" }, clockText(tap.at)),
          h("span", { class: "tl-moment" }, h("b", {}, nameOf(tap.code, codes)), tap.note ? `: ${tap.note}` : ""),
          h("button", { type: "button", "data-place": place, onclick: () => openNote(place) }, tap.note ? t("Edit note") : t("Note"), h("span", { class: "tl-hidden" }, t(" on {name} at {time}", { name: nameOf(tap.code, codes), time: clockText(tap.at) }))),
          h("button", { type: "button", onclick: () => removeFromList(place) }, t("Remove"), h("span", { class: "tl-hidden" }, t(" {name} at {time}", { name: nameOf(tap.code, codes), time: clockText(tap.at) }))),
        ),
      ),
    );
    const newest = taps.at(-1);
    last.textContent = newest ? `${clockText(newest.at)} ${nameOf(newest.code, codes)}${newest.note ? " ✎" : ""}` : "";
  }

  function removeFromList(place) {
    takeBack(place);
    redoButton.focus();
  }

  function showTaps() {
    const { taps } = value();
    const counts = countsOf(taps);
    hint.hidden = true;
    makeLanes();
    for (const [code, count] of counters) count.textContent = counts[code] ? String(counts[code]) : "";
    for (const [code, { track, count }] of lanes) {
      count.textContent = String(counts[code] ?? 0);
      const marks = taps.filter((tap) => tap.code === code);
      // Marks that stand are left alone; a tap adds one.
      while (track.childElementCount > marks.length) track.lastChild.remove();
      while (track.childElementCount < marks.length) track.append(h("i", {}));
      marks.forEach((tap, at) => track.children[at].style.setProperty("--tl-at", String(tap.at)));
    }
    for (const button of [undoButton, noteButton]) button.setAttribute("aria-disabled", String(!taps.length));
    redoButton.hidden = !removed.length;
    showMoments();
    review.hidden = value().started === null;
  }

  // Taking it along.

  const copied = h("span", { class: "tl-soft" });
  const exported = h("textarea", { class: "tl-export", rows: 8, readonly: true, hidden: true, "aria-label": t("The observation as text, to copy") });

  /** The file that was made last; the browser may read it some time after the click. */
  let address = null;
  const forget = () => address && URL.revokeObjectURL(address);

  function download(one, kind) {
    const text = kind === "csv" ? `\ufeff${asCsv(one, codes)}` : asText(one, codes);
    forget();
    address = URL.createObjectURL(new Blob([text], { type: kind === "csv" ? "text/csv" : "text/plain" }));
    const day = (one.started ?? "").slice(0, 10);
    const link = h("a", { href: address, download: `observation${day && `-${day}`}.${kind}`, hidden: true });
    body.append(link);
    link.click();
    link.remove();
  }

  async function copy() {
    const text = asText(value(), codes);
    try {
      await navigator.clipboard.writeText(text);
      copied.textContent = t("Copied.");
    } catch {
      // A page that is not served over HTTPS may not write to the clipboard.
      exported.value = text;
      exported.hidden = false;
      exported.focus();
      exported.select();
      copied.textContent = t("Copy the selected text.");
    }
    announce(copied.textContent);
  }

  const exports = () =>
    h(
      "div",
      { class: "tl-row" },
      h("button", { type: "button", onclick: () => download(value(), "csv") }, t("Download CSV")),
      h("button", { type: "button", onclick: () => download(value(), "txt") }, t("Download text")),
      h("button", { type: "button", onclick: copy }, t("Copy as text")),
      copied,
    );

  const earlierPart = h("details", { class: "tl-earlier" });
  function showEarlier() {
    const { earlier } = value();
    earlierPart.hidden = earlier.length === 0;
    earlierPart.replaceChildren(
      h("summary", {}, t("Earlier observations ({n})", { n: earlier.length })),
      h(
        "ul",
        {},
        ...earlier.map((one) =>
          h(
            "li",
            { class: "tl-row" },
            h("span", {}, `${one.started ? new Date(one.started).toLocaleString() : t("no date")}: ${clockText(lengthOf(one))}, ${tapsText(one.taps)}`),
            h("button", { type: "button", onclick: () => download(one, "csv") }, "CSV"),
            h("button", { type: "button", onclick: () => download(one, "txt") }, t("Text")),
          ),
        ),
      ),
    );
  }

  // Everything in its place.

  const group = (name, who) =>
    h(
      "div",
      { class: "tl-pad-group", role: "group", "aria-label": name },
      h("p", { class: "tl-pad-title", "aria-hidden": "true" }, name),
      h("div", { class: "tl-pads" }, ...pads.filter((_, at) => codes[at].who === who)),
    );
  const foot = h("div", { class: "tl-foot" }, noteBox, h("div", { class: "tl-row tl-foot-row" }, undoButton, redoButton, last, noteButton));
  const review = h(
    "div",
    { class: "tl-review" },
    h("h4", {}, t("Timeline")),
    laneList,
    scale,
    h("details", {}, h("summary", {}, t("Moments, the latest first")), moments),
    exports(),
    exported,
  );
  const entry = (name, html) => h("div", {}, h("dt", {}, name), h("dd", { html }));
  body.append(
    h("p", { class: "tl-about", html: about_html }),
    h(
      "details",
      { class: "tl-look-fors" },
      h("summary", {}, t("The {n} look-fors, with examples", { n: codes.length })),
      ...codes.map((code) =>
        h("div", { class: "tl-look-for" }, h("p", {}, h("b", {}, code.name), ` · ${WHO[code.who]}`), h("p", { html: code.meaning_html }), h("dl", {}, entry(t("Listen for"), code.listen_html), entry(t("Example"), code.example_html), entry(t("Not this"), code.non_example_html))),
      ),
      h("p", { class: "tl-soft", html: wording_html }),
    ),
    h(
      "div",
      { class: "tl-sheet" },
      h("div", { class: "tl-row tl-head" }, clock, startButton, newButton),
      hint,
      group(t("Students"), "student"),
      group(t("The teacher"), "teacher"),
      foot,
    ),
    review,
    earlierPart,
  );

  function showAll() {
    const { started, ended } = value();
    startButton.textContent = started === null ? t("Start") : ended === null ? t("End") : t("Go on");
    startButton.classList.toggle("tl-primary", started === null);
    newButton.hidden = ended === null;
    for (const pad of pads) pad.setAttribute("aria-disabled", String(!running()));
    clock.classList.toggle("tl-runs", running());
    showTaps();
    showEarlier();
    runOrRest();
  }

  const onValue = () => {
    if (saving) return;
    removed.length = 0;
    takeUp();
    showAll();
  };
  model.on("change:value", onValue);
  takeUp();
  showAll();
  return () => {
    noteField.flush();
    forget();
    clearInterval(ticking);
    document.removeEventListener("visibilitychange", onVisibility);
    model.off("change:value", onValue);
    done();
  };
}

export default { render };
