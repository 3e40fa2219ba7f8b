// CountingTray: touch and count, say how many, give a number, move the objects; as oneself or as a child would.
import { answer, frame, h, s } from "./shared.js";
import { t } from "./words.js";
import { capital, stepper } from "./fractions.js";
import {
  dimButton,
  actButton,
  hintLine,
  reasonGroup,
  reasonById,
  reasonFinding,
  plainFinding,
  verdict,
  timesChecked,
  sameJson,
} from "./reasoning.js";
import {
  LAST_WORD,
  wordFor,
  lastWord,
  nextWord,
  touchedIn,
  principlesIn,
  trayFinding,
  trayInWords,
  layTray,
} from "./counting_tray_model.js";

const SHAPES = [t("counter"), t("square"), t("triangle"), t("diamond")];
const MOST_OBJECTS = 20;
const MOST_SCATTERED = 12;
const COUNTS_KEPT = 12;
const HANDFUL = 3;

/** @param {{model: any, el: HTMLElement}} host */
function render({ model, el }) {
  const { body, announce, id, done } = frame({ model, el }, "tl-counting-tray");
  const { task } = model.get("content");
  const free = task.kind === "free";
  const letters = task.kind === "letter_sum";
  let state = model.get("value");
  let writing = false;
  let drawnAt = 0;
  /** The word that was chosen to come next, where it is another than the next in order. @type {number|null} */
  let chosenWord = null;
  /** Whether a touch says a word. */
  let speaks = true;

  function keep(change) {
    writing = true;
    answer(model, change);
    writing = false;
    state = model.get("value");
    draw();
  }
  const hint = hintLine();
  const thing = () => (state.mixed ? t("thing") : t("counter"));
  const told = (word) => wordFor(state.words, word);
  const current = () => state.counts.at(-1);
  const upcoming = () => chosenWord ?? nextWord(current().events);
  const withPlate = () => letters || task.kind === "give_number" || state.touch === "give" || state.plate.length > 0;
  const withEvents = (events) => [...state.counts.slice(0, -1), { ...current(), events: [...current().events, ...events] }];
  const stage = () => (state.moved ? "moved" : state.asked ? "asked" : "first");

  /** The word for this touch, or null; false where there is none left to say. */
  function spokenWord(wanted) {
    if (!wanted) return null;
    if (upcoming() <= LAST_WORD[state.words]) return upcoming();
    hint.say(t("There is no further word here. Count again, or touch without a word."));
    return false;
  }
  const say = (word) => announce(word === null ? t("Touched without a word.") : told(word));

  function touch(object) {
    const giving = state.touch === "give";
    const back = giving && state.plate.includes(object);
    const word = back ? null : spokenWord(speaks);
    if (word === false) return;
    hint.say("");
    const event = back ? { object, word, back } : { object, word };
    const plate = !giving ? state.plate : back ? state.plate.filter((one) => one !== object) : [...state.plate, object];
    const order = objectsIn(giving && !back ? pile : null);
    const beside = order[order.indexOf(object) + 1] ?? order[order.indexOf(object) - 1];
    chosenWord = null;
    keep({ counts: withEvents([event]), plate });
    if (giving) (buttons.get(back ? object : beside) ?? buttons.get(object))?.focus();
    if (back) announce(t("A {thing} went back to the pile.", { thing: thing() }));
    else say(word);
  }
  function sayOnly() {
    const word = spokenWord(true);
    if (word === false) return;
    hint.say("");
    chosenWord = null;
    keep({ counts: withEvents([{ object: null, word }]) });
    say(word);
  }
  function takeHandful() {
    const left = all().filter((object) => !state.plate.includes(object)).slice(0, HANDFUL);
    if (!left.length) return hint.say(t("The pile is used up."));
    hint.say("");
    keep({ counts: withEvents(left.map((object) => ({ object, word: null }))), plate: [...state.plate, ...left] });
    announce(t("A handful lies on the plate."));
  }
  function takeBack() {
    const last = current().events.at(-1);
    if (!last) return hint.say(t("Nothing was touched or said in this count yet."));
    hint.say("");
    chosenWord = null;
    const counts = [...state.counts.slice(0, -1), { ...current(), events: current().events.slice(0, -1) }];
    let plate = state.plate;
    if (state.touch === "give" && last.object !== null) {
      plate = last.back ? [...plate, last.object] : plate.filter((one) => one !== last.object);
    }
    keep({ counts, plate });
    announce(t("Taken back."));
  }
  function countAgain() {
    if (!current().events.length) {
      if (current().when === stage()) return hint.say(t("A new count begins with the first touch."));
      keep({ counts: [...state.counts.slice(0, -1), { when: stage(), events: [] }] });
      return announce(t("A new count begins."));
    }
    if (state.counts.length >= COUNTS_KEPT) return hint.say(t("{COUNTS_KEPT} counts are kept; start again for more.", { COUNTS_KEPT }));
    hint.say("");
    chosenWord = null;
    keep({ counts: [...state.counts, { when: stage(), events: [] }] });
    announce(t("A new count begins."));
  }
  const all = () => Array.from({ length: state.objects }, (_, index) => index);

  // The objects: a button each, on the tray, in the pile or on the plate
  const buttons = new Map();
  const cells = s("svg", { class: "tl-frames", "aria-hidden": "true" });
  const tray = h("div", { class: "tl-tray", role: "group" }, cells);
  const pile = h("div", { class: "tl-heap" });
  const plate = h("div", { class: "tl-heap tl-plate" });
  const heaps = h(
    "div",
    { class: "tl-heaps" },
    h("div", { role: "group", "aria-label": t("Pile") }, h("p", { class: "tl-heap-name" }, t("Pile")), pile),
    h("div", { role: "group", "aria-label": t("Plate") }, h("p", { class: "tl-heap-name" }, t("Plate")), plate),
  );
  const objectsIn = (box) => {
    const order = [...tray.children, ...pile.children, ...plate.children].filter((node) => node.dataset.object);
    return order.filter((node) => !box || node.parentNode === box).map((node) => Number(node.dataset.object));
  };
  function makeObject(object) {
    const node = h("button", { type: "button", class: "tl-object", "data-object": object, tabindex: -1, onclick: () => touch(object) });
    node.addEventListener("keydown", (event) => {
      const order = objectsIn(node.parentNode);
      const now = order.indexOf(object);
      const to = { ArrowRight: now + 1, ArrowDown: now + 1, ArrowLeft: now - 1, ArrowUp: now - 1, Home: 0, End: order.length - 1 }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      buttons.get(order[to])?.focus();
    });
    node.addEventListener("focus", () => {
      for (const other of objectsIn(node.parentNode)) buttons.get(other).tabIndex = other === object ? 0 : -1;
    });
    return node;
  }
  function drawObjects() {
    for (const object of all()) if (!buttons.has(object)) buttons.set(object, makeObject(object));
    for (const [object, node] of buttons) {
      if (object < state.objects) continue;
      node.remove();
      buttons.delete(object);
    }
    const apart = withPlate();
    tray.hidden = apart;
    heaps.hidden = !apart;
    tray.setAttribute("aria-label", capital(trayInWords(state.arrangement, thing())));
    const laid = apart ? null : layTray(state.arrangement, state.objects, drawnAt - 4);
    if (laid) {
      tray.style.height = `${laid.height}px`;
      cells.replaceChildren(...laid.frames.map(([x, y, width, height]) => s("rect", { class: "tl-cell", x, y, width, height })));
    }
    const touched = touchedIn(current().events);
    const place = (node, box, index) => {
      const there = box === tray ? index + 1 : index;
      if (box.children[there] === node) return;
      const focused = node === document.activeElement;
      box.insertBefore(node, box.children[there] ?? null);
      if (focused) node.focus();
    };
    const inPile = all().filter((object) => !state.plate.includes(object));
    for (const object of all()) {
      const node = buttons.get(object);
      const shape = state.mixed ? (object * 3 + 1) % 4 : 0;
      const onPlate = apart && state.plate.includes(object);
      const marked = state.marks && touched.has(object) && !(apart && state.touch === "give");
      node.className = `tl-object tl-shape-${shape}${marked ? " tl-touched" : ""}`;
      const where = apart ? (onPlate ? t(" on the plate") : t(" in the pile")) : "";
      node.setAttribute("aria-label", `${SHAPES[shape]}${where}${marked ? t(", touched") : ""}`);
      if (apart) {
        node.removeAttribute("style");
        place(node, onPlate ? plate : pile, onPlate ? state.plate.indexOf(object) : inPile.indexOf(object));
      } else {
        node.style.left = `${laid.at[object][0]}px`;
        node.style.top = `${laid.at[object][1]}px`;
        node.style.width = node.style.height = `${laid.size}px`;
        place(node, tray, object);
      }
    }
    for (const box of [tray, pile, plate]) {
      const there = objectsIn(box).map((object) => buttons.get(object));
      if (there.length && !there.some((node) => node.tabIndex === 0)) there[0].tabIndex = 0;
      const stops = there.filter((node) => node.tabIndex === 0);
      for (const node of stops.slice(1)) node.tabIndex = -1;
    }
  }

  // What is said, and what one may do as a child might
  const said = h("p", { class: "tl-said" });
  const again = actButton(t("Count again from the first word"), countAgain);
  const undo = actButton(t("Take back the last"), takeBack);
  const silent = actButton(t("Touch without a word"), () => {
    speaks = !speaks;
    draw();
    announce(speaks ? t("A touch says a word.") : t("A touch says no word."));
  });
  const only = actButton(t("Say a word without a touch"), sayOnly);
  const handful = actButton(t("Take a handful"), takeHandful);
  const word = stepper({
    label: t("Next word"),
    less: t("The word before"),
    more: t("The word after"),
    act: (by) => {
      chosenWord = upcoming() + by;
      draw();
      announce(t("Next: {a}", { a: told(upcoming()) }));
    },
  });
  const asAChild = h("div", { class: "tl-as-a-child", role: "group", "aria-label": t("As a child might") }, h("span", { class: "tl-soft" }, t("As a child might:")), silent, only, word.node, handful);

  // How many?
  function wordSelect(name, label, field) {
    const select = h("select", { id: `${id}-${name}` });
    let filledWith = "";
    select.addEventListener("change", () => {
      hint.say("");
      keep({ [field]: Number(select.value) || null });
    });
    return {
      select,
      node: h("div", { class: "tl-row tl-how-many" }, h("label", { for: select.id }, label), select),
      show() {
        if (filledWith !== state.words) {
          const options = Array.from({ length: LAST_WORD[state.words] }, (_, index) => h("option", { value: index + 1 }, told(index + 1)));
          select.replaceChildren(h("option", { value: "" }, t("no answer")), ...options);
          filledWith = state.words;
        }
        select.value = String(state[field] ?? "");
      },
    };
  }
  const first = wordSelect("answer", letters ? t("{first} + {second} is", { first: task.first, second: task.second }) : t("The answer:"), "answer");
  const after = wordSelect("after", t("How many are there now?"), "answer_after");
  const ask = actButton(t("How many?"), () => {
    hint.say("");
    keep({ asked: true });
    first.select.focus();
    announce(t("How many are there?"));
  });
  const move = actButton(t("Move them"), () => {
    if (state.answer === null) return hint.say(t("Count, and say how many there are; then move them."));
    hint.say("");
    keep({ moved: !state.moved, arrangement: state.moved ? task.arrangement : task.then, ...(state.moved ? { answer_after: null } : {}) });
    announce(t("{a} now.", { a: capital(trayInWords(state.arrangement, thing())) }));
  });
  const moving = task.kind === "rearrange";

  // A free tray: what lies there, and what a touch does
  const fresh = () => ({ counts: [{ when: "first", events: [] }], plate: [], asked: false, answer: null, moved: false, answer_after: null });
  function choice(name, label, options, field, act) {
    const select = h("select", { id: `${id}-${name}` }, ...options.map(([value, text]) => h("option", { value }, text)));
    select.addEventListener("change", () => act(select.value));
    return { node: h("div", { class: "tl-row" }, h("label", { for: select.id }, label), select), show: () => (select.value = state[field]) };
  }
  const touchChoice = choice(
    "touch",
    t("A touch"),
    [["count", t("counts")], ["give", t("moves it to the plate")]],
    "touch",
    (value) => {
      hint.say("");
      chosenWord = null;
      const counts = current().events.length ? [...state.counts, { when: stage(), events: [] }].slice(-COUNTS_KEPT) : state.counts;
      keep({ touch: value, counts });
      announce(value === "give" ? t("A touch moves to the plate.") : t("A touch counts."));
    },
  );
  const number = free && h("input", { type: "number", min: 1, max: MOST_OBJECTS, id: `${id}-number`, inputmode: "numeric" });
  number && number.addEventListener("change", () => {
    const count = Number(number.value);
    if (!Number.isInteger(count) || count < 1 || count > MOST_OBJECTS) {
      number.value = String(state.objects);
      return hint.say(t("A whole number from 1 to {MOST_OBJECTS}.", { MOST_OBJECTS }));
    }
    hint.say("");
    const arrangement = state.arrangement === "scattered" && count > MOST_SCATTERED ? "line" : state.arrangement;
    keep({ objects: count, arrangement, ...fresh() });
    announce(t("A new tray."));
  });
  const arrangement =
    free &&
    choice("arrangement", t("They lie"), [["line", t("in a line")], ["circle", t("in a ring")], ["scattered", t("scattered")], ["ten_frame", t("in ten-frames")]], "arrangement", (value) => {
      if (value === "scattered" && state.objects > MOST_SCATTERED) {
        arrangement.show();
        return hint.say(t("Up to {MOST_SCATTERED} can be scattered.", { MOST_SCATTERED }));
      }
      hint.say("");
      keep({ arrangement: value });
      announce(capital(trayInWords(value, thing())));
    });
  const language =
    free &&
    choice("words", t("Number words"), [["numbers", t("one, two, three")], ["letters", t("a, b, c")]], "words", (value) => {
      const most = LAST_WORD[value];
      chosenWord = null;
      const shortened = state.counts.map((count) => ({ ...count, events: count.events.map((event) => (event.word > most ? { ...event, word: most } : event)) }));
      keep({ words: value, counts: shortened, answer: state.answer > most ? null : state.answer });
      announce(t("The number words are {a}.", { a: value === "letters" ? t("a, b, c") : t("one, two, three") }));
    });
  function tick(name, label, field) {
    const input = h("input", { type: "checkbox", id: `${id}-${name}` });
    input.addEventListener("change", () => keep({ [field]: input.checked }));
    return { node: h("label", { class: "tl-tick", for: input.id }, input, label), show: () => (input.checked = state[field]) };
  }
  const ticks = free ? [tick("mixed", t("several shapes"), "mixed"), tick("marks", t("a touch leaves a mark"), "marks")] : [];
  const settings =
    free &&
    h(
      "div",
      { class: "tl-tray-settings" },
      h("div", { class: "tl-row" }, h("label", { for: `${id}-number` }, t("Objects")), number),
      arrangement.node,
      language.node,
      touchChoice.node,
      ...ticks.map((one) => one.node),
    );

  // The check
  const reasons = !free && reasonGroup({ id, task, act: (reason) => keep({ reason }) });
  const findings = h("div", { class: "tl-findings" });
  const checkCount = h("span", { class: "tl-soft" });
  function checked() {
    const { objects, words, counts, plate: given, asked, answer: first_, moved, answer_after, reason } = state;
    return { objects, words, counts, plate: given, asked, answer: first_, moved, answer_after, ...(free ? {} : { reason }) };
  }
  function isChecked() {
    const last = state.checks.at(-1);
    if (!last) return false;
    const { agrees, holds, ...rest } = last;
    return sameJson(rest, checked());
  }
  const isCounted = () => state.counts.some((count) => count.events.length);
  /** What is missing for a check, or an empty text. */
  function unready() {
    if (letters) return state.answer === null ? t("Say what {first} + {second} is first.", { first: task.first, second: task.second }) : "";
    if (task.kind === "give_number") return state.plate.length ? "" : t("Put something on the plate first.");
    if (!isCounted()) return t("Count first: touch, one after another.");
    if (moving && (!state.moved || state.answer_after === null)) return t("Say how many, move them, and say how many there are now.");
    if (task.kind === "count_objects" && !task.behaviour && state.answer === null) return t("Ask “How many?”, and answer.");
    if (task.behaviour === "recount" && !state.asked) return t("Ask “How many?” first.");
    return "";
  }
  function runCheck() {
    const wanting = unready() || (!free && !state.reason ? t("Choose a reason too: the check speaks to the reasoning.") : "");
    hint.say(wanting);
    if (wanting) return;
    if (free) {
      keep({ checks: [...state.checks, checked()] });
      return announce([...findings.querySelectorAll("p")].map((one) => one.textContent).join(" "));
    }
    const found = trayFinding(task, state);
    const reason = reasonById(task, state.reason);
    keep({ checks: [...state.checks, { ...checked(), agrees: found.agrees, holds: reason.holds }] });
    announce(`${verdict(reason)} ${findings.querySelector(".tl-because").textContent} ${found.says[0]}`);
  }
  const check = actButton(free ? t("What does this count show?") : t("Check the reasoning"), runCheck, { class: "tl-primary" });
  const clear = actButton(t("Start again"), () => {
    hint.say("");
    chosenWord = null;
    speaks = true;
    keep({ ...fresh(), ...(free ? {} : { arrangement: task.arrangement, touch: task.touch }) });
    announce(t("The tray is as at first."));
  });
  function drawFindings() {
    checkCount.textContent = free ? "" : timesChecked(state.checks);
    if (!state.checks.length) return findings.replaceChildren();
    if (!isChecked()) {
      return findings.replaceChildren(h("p", { class: "tl-soft" }, t("What changed since the last check is not checked yet.")));
    }
    const objects = state.touch === "give" ? state.plate : all();
    const found = letters ? [] : principlesIn(state, objects, thing());
    const list = found.map(({ name, kept, says }) =>
      h("div", { class: `tl-finding ${kept ? "tl-near" : ""}` }, h("p", {}, h("b", {}, `${name}, ${kept ? t("kept") : t("not kept")}: `), says)),
    );
    if (free) return findings.replaceChildren(...(list.length ? list : [h("p", {}, t("Nothing was said or touched in this count."))]));
    const shown = trayFinding(task, state);
    findings.replaceChildren(
      reasonFinding(reasonById(task, state.reason)),
      plainFinding(shown.says, shown.agrees),
      list.length ? h("details", {}, h("summary", {}, t("What the count shows of each principle")), ...list) : "",
    );
  }

  function draw() {
    drawnAt = Math.round(body.clientWidth) || 640;
    drawObjects();
    const events = current().events;
    const last = events.at(-1);
    const spoken = last && !last.back && last.word !== null ? told(last.word) : last ? "…" : "";
    said.textContent = spoken ? `“${spoken}”` : "";
    silent.setAttribute("aria-pressed", String(!speaks));
    const most = LAST_WORD[state.words];
    word.show(upcoming() > most ? t("none") : told(upcoming()), upcoming() <= 1, upcoming() >= most);
    handful.hidden = state.touch !== "give";
    dimButton(undo, !events.length);
    dimButton(again, !events.length && current().when === stage());
    first.show();
    first.node.hidden = !letters && !state.asked;
    ask.hidden = letters;
    ask.setAttribute("aria-pressed", String(state.asked));
    if (moving) {
      after.show();
      after.node.hidden = !state.moved;
      move.textContent = state.moved ? t("Move them back") : t("Move them");
      dimButton(move, state.answer === null);
    }
    if (free) {
      if (document.activeElement !== number) number.value = String(state.objects);
      for (const one of [arrangement, language, ...ticks]) one.show();
    }
    touchChoice.show();
    if (reasons) reasons.show(state.reason);
    drawFindings();
  }

  body.append(
    ...[
      settings,
      said,
      tray,
      heaps,
      letters && touchChoice.node,
      h("div", { class: "tl-row" }, again, undo, ask),
      first.node,
      moving && h("div", { class: "tl-row" }, move),
      moving && after.node,
      asAChild,
      reasons && reasons.node,
      hint.node,
      h("div", { class: "tl-row tl-checking" }, check, clear, checkCount),
      findings,
    ].filter(Boolean),
  );
  draw();

  const elsewhere = () => {
    if (writing) return;
    state = model.get("value");
    draw();
  };
  model.on("change:value", elsewhere);
  const resized = new ResizeObserver(() => {
    if (Math.round(body.clientWidth) !== drawnAt) draw();
  });
  resized.observe(body);
  return () => {
    resized.disconnect();
    model.off("change:value", elsewhere);
    done();
  };
}

export default { render };
