// Talk moves: one turn of a transcript is open at a time, with the codes below it; then a comparison and a tally.
import { afterPause, answer, frame, h } from "./shared.js";
import { t } from "./words.js";
import { codedAmong, comparison, firstOpen, namesOf, percentText, pressed, tallyOf, withCodes } from "./talk_moves_model.js";
import { SPEAKER_WORDS, UNIT_WORDS, WHOSE_WORDS } from "./talk_moves_words.js";

const BEFORE_SAVING = 400;
const capital = (text) => text[0].toUpperCase() + text.slice(1);

/** @param {{model: any, el: HTMLElement}} host */
function render({ model, el }) {
  const content = model.get("content");
  const { codebook, units, reference } = content;
  const book = codebook.codes;
  const { body, announce, done } = frame({ model, el }, "tl-talk-moves");
  const value = () => model.get("value");
  const isTurn = content.unit === "turn";
  const words = UNIT_WORDS[content.unit];
  const whose = reference && WHOSE_WORDS[reference.whose];
  const none = codebook.choose === "one" ? t("cannot say") : t("none of these");
  const named = (codes) => namesOf(codes, book, none);
  let saving = false;
  /** Position of the open unit; -1 if none is. */
  let open = firstOpen(units, value().codes);
  const pauses = [];

  const save = (change) => {
    saving = true;
    answer(model, change);
    saving = false;
  };

  // The codebook, and where the transcript comes from.

  const entry = (name, html) => h("div", {}, h("dt", {}, name), h("dd", { html }));
  const explained = (code) => [
    h("p", { class: "tl-code-name" }, h("b", {}, code.name), ` · ${SPEAKER_WORDS[code.who].for}`),
    h("p", { html: code.meaning_html }),
    h(
      "dl",
      {},
      entry(t("Listen for"), code.listen_html),
      entry(t("Example"), code.example_html),
      entry(t("Not this"), code.non_example_html),
    ),
  ];
  const theCodes = () =>
    h(
      "details",
      { class: "tl-codes-explained" },
      h("summary", {}, t("{name}: the {n} codes, with examples", { name: codebook.name, n: book.length })),
      h("p", { html: codebook.about_html }),
      ...book.map((code) => h("div", { class: "tl-code-entry" }, ...explained(code))),
      h("p", { class: "tl-soft", html: codebook.wording_html }),
      codebook.sources.length ? h("p", { class: "tl-soft" }, t("Sources: {sources}", { sources: codebook.sources.join(" ") })) : null,
    );

  // The transcript: a list of buttons, one of them open.

  const rows = units.map((unit, index) => {
    const chips = h("span", { class: "tl-chips" });
    const head = h(
      "button",
      {
        type: "button",
        class: "tl-turn",
        onclick: () => (open === index ? openAt(-1) : openAt(index)),
        onkeydown: (event) => moveAlong(event, index),
      },
      h("span", { class: "tl-turn-label" }, unit.label),
      ...unit.lines.map((line) =>
        h("span", { class: `tl-line tl-by-${line.who}` }, h("b", {}, `${line.speaker}: `), h("span", { html: line.html })),
      ),
      chips,
    );
    const item = h("li", { class: `tl-unit tl-of-${unit.who}` }, head);
    const show = () => {
      const codes = value().codes[unit.id];
      chips.replaceChildren(
        ...(codes === undefined ? [] : codes.length === 0 ? [h("i", { class: "tl-chip" }, none)] : book
          .filter((code) => codes.includes(code.id))
          .map((code) => h("span", { class: "tl-chip" }, code.name))),
      );
      if (chips.firstChild) chips.prepend(h("span", { class: "tl-hidden" }, t("Coded: ")));
      item.classList.toggle("tl-coded", codes !== undefined);
    };
    show();
    return { unit, item, head, show };
  });

  const panel = h("div", { class: "tl-panel", role: "group", onkeydown: (event) => byDigit(event) });
  let buttons = [];

  function fillPanel(unit) {
    const fitting = book.filter((code) => code.who === unit.who);
    const one = (code, index) => {
      const button = h(
        "button",
        { type: "button", class: "tl-code", onclick: () => press(code?.id ?? null) },
        h("kbd", { "aria-hidden": "true" }, String(code ? index + 1 : 0)),
        h("span", { class: "tl-code-text" }, code ? code.name : capital(none)),
      );
      if (code) button.append(h("span", { class: "tl-code-meaning", html: code.meaning_html, "aria-hidden": "true" }));
      return { id: code?.id ?? null, button };
    };
    buttons = [...fitting.map(one), one(null)];
    const many = codebook.choose === "many";
    panel.setAttribute("aria-label", many ? t("Codes for {label}: choose as many as fit", { label: unit.label }) : t("Codes for {label}: choose one", { label: unit.label }));
    panel.replaceChildren(
      h("p", { class: "tl-soft tl-panel-title" }, `${SPEAKER_WORDS[unit.who].asked} ${many ? t("Choose as many as fit.") : t("Choose one.")}`),
      h("div", { class: "tl-code-buttons" }, ...buttons.map(({ button }) => button)),
      h("div", { class: "tl-row tl-panel-end" }, h("button", { type: "button", class: "tl-next", onclick: goOn }, open === units.length - 1 ? t("To the end") : words.next)),
    );
    showPressed();
  }

  function showPressed() {
    if (open < 0) return;
    const codes = value().codes[units[open].id];
    for (const { id: code, button } of buttons) {
      const on = code === null ? codes?.length === 0 : codes?.includes(code);
      button.setAttribute("aria-pressed", String(Boolean(on)));
    }
  }

  function openAt(index, focus = false) {
    open = index;
    rows.forEach(({ head, item }, at) => {
      const is = at === open;
      if (head.getAttribute("aria-expanded") !== String(is)) head.setAttribute("aria-expanded", String(is));
      item.classList.toggle("tl-open", is);
    });
    setStop(Math.max(open, 0));
    if (open < 0) {
      panel.remove();
      return;
    }
    fillPanel(units[open]);
    rows[open].item.append(panel);
    if (focus) {
      rows[open].head.focus();
      rows[open].item.scrollIntoView({ block: "nearest" });
    }
  }

  /** One turn of the list takes Tab; arrows move among them. */
  function setStop(index) {
    rows.forEach(({ head }, at) => head.setAttribute("tabindex", at === index ? "0" : "-1"));
  }

  function moveAlong(event, index) {
    const to = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: units.length - 1 }[event.key];
    if (to === undefined) {
      if (index === open) byDigit(event);
      return;
    }
    event.preventDefault();
    const next = Math.min(Math.max(to, 0), units.length - 1);
    setStop(next);
    rows[next].head.focus();
  }

  function byDigit(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || !/^\d$/.test(event.key)) return;
    const digit = Number(event.key);
    const chosen = digit === 0 ? buttons.at(-1) : buttons[digit - 1];
    if (!chosen || (digit > 0 && chosen.id === null)) return;
    event.preventDefault();
    press(chosen.id);
  }

  function press(code) {
    const unit = units[open];
    const codes = pressed(value().codes[unit.id], code, codebook.choose);
    save({ codes: withCodes(value().codes, unit.id, codes) });
    rows[open].show();
    showPressed();
    showProgress();
    showTally();
    showNow(unit.id);
    announce(`${unit.label}: ${codes === undefined ? t("open again") : named(codes)}. ${progress.textContent}`);
  }

  function goOn() {
    if (open < units.length - 1) openAt(open + 1, true);
    else (reference === null || compareButton.hidden ? rows[open].head : compareButton).focus();
  }

  // Comparing.

  const progress = h("p", { class: "tl-soft tl-progress" });
  const warning = h("p", { class: "tl-hint", hidden: true });
  const compareButton = h("button", { type: "button", class: "tl-primary", onclick: () => compare() });
  const results = h("div", { class: "tl-results" });
  let warned = false;
  /** Shows, by unit, what a disagreement was changed to since. @type {Map<string, () => void>} */
  const nows = new Map();
  const showNow = (unit) => nows.get(unit)?.();
  const waiting = () => units.filter((unit) => unit.id in value().codes && !(unit.id in value().first));
  const compared = () => reference !== null && units.some((unit) => unit.id in value().first);

  function showProgress() {
    warned = false;
    warning.hidden = true;
    progress.textContent = words.coded(codedAmong(units, value().codes), units.length);
    if (reference === null) return;
    const more = waiting().length;
    compareButton.textContent = compared() ? t("Compare {n} more", { n: more }) : whose.compare;
    compareButton.hidden = compared() && !more;
  }

  function compare() {
    const more = waiting();
    const left = units.length - codedAmong(units, value().codes);
    const before = more.length === 0 ? words.none : left && !warned ? words.left(left, more.length) : "";
    if (before) {
      warned = more.length > 0;
      warning.textContent = before;
      warning.hidden = false;
      announce(before);
      return;
    }
    const first = { ...value().first };
    for (const unit of more) first[unit.id] = value().codes[unit.id];
    save({ first });
    showProgress();
    drawResults();
    const title = results.querySelector(".tl-results-title");
    title.focus();
    announce(`${title.textContent}. ${results.querySelector(".tl-results-n").textContent}`);
  }

  const said = (unit) =>
    unit.lines.map((line) => h("p", { class: `tl-line tl-by-${line.who}` }, h("b", {}, `${line.speaker}: `), h("span", { html: line.html })));

  function noteOn(unit) {
    const text = h("textarea", { rows: 2, maxlength: 2000, "aria-label": t("A note on {label}", { label: unit.label }) });
    text.value = value().notes[unit.id] ?? "";
    const keep = () => {
      if ((value().notes[unit.id] ?? "") !== text.value) save({ notes: { ...value().notes, [unit.id]: text.value } });
    };
    const later = afterPause(keep, BEFORE_SAVING);
    pauses.push(later);
    text.addEventListener("input", () => later());
    text.addEventListener("blur", () => later.flush());
    return h("details", { open: text.value !== "" }, h("summary", {}, t("What speaks for your reading?")), text);
  }

  function readTwice(unit) {
    const { codes, why_html } = reference.by[unit.id];
    const theirs = codes === null ? t("no two agree") : named(codes);
    const now = h("p", { class: "tl-now", hidden: true });
    const show = () => {
      const mine = value().codes[unit.id];
      const text = mine === undefined ? t("open again") : named(mine);
      now.hidden = text === named(value().first[unit.id]);
      now.textContent = t("You now say: {codes}.", { codes: text });
    };
    show();
    nows.set(unit.id, show);
    return h(
      "li",
      { class: "tl-read-twice" },
      h("p", { class: "tl-turn-label" }, unit.label),
      ...said(unit),
      h(
        "dl",
        {},
        h("div", {}, h("dt", {}, t("You")), h("dd", {}, named(value().first[unit.id]))),
        h("div", {}, h("dt", {}, whose.name), h("dd", {}, h("b", {}, theirs), " ", h("span", { html: why_html }))),
      ),
      now,
      noteOn(unit),
      h("button", { type: "button", onclick: () => openAt(units.indexOf(unit), true) }, t("Back to {label}", { label: unit.label })),
    );
  }

  function agreedOn(unit) {
    const { codes, why_html } = reference.by[unit.id];
    return h("li", {}, h("p", { class: "tl-turn-label" }, unit.label), ...said(unit), h("p", {}, h("b", {}, named(codes)), " ", h("span", { html: why_html })));
  }

  const listOf = (title, list, make) =>
    list.length ? [h("h4", {}, `${title} (${list.length})`), h("ul", { class: "tl-read-list" }, ...list.map(make))] : [];

  function drawResults() {
    pauses.splice(0).forEach((later) => later.flush());
    nows.clear();
    if (!compared()) {
      results.replaceChildren();
      return;
    }
    const found = comparison(units, book, value().first, reference.by);
    const head = (text, hidden = false) => h("th", { scope: "col" }, hidden ? h("span", { class: "tl-hidden" }, text) : text);
    const used = found.rows.filter((row) => row.both + row.mine + row.theirs > 0);
    results.replaceChildren(
      h("h4", { class: "tl-results-title", tabindex: -1 }, whose.both),
      h("p", { class: "tl-results-n" }, [words.found({ n: found.n, same: found.same.length, differ: found.differ.length }), found.split.length ? t("On {n} more the experts were split.", { n: found.split.length }) : ""].filter(Boolean).join(" ")),
      h("p", { class: "tl-soft" }, whose.caution),
      h(
        "table",
        { class: "tl-agreement" },
        h("caption", { class: "tl-hidden" }, words.caption),
        h("thead", {}, h("tr", {}, head(t("Code")), head(t("Both")), head(t("Only you")), head(whose.alone))),
        h("tbody", {}, ...used.map((row) => h("tr", {}, h("th", { scope: "row" }, row.name), h("td", {}, String(row.both)), h("td", {}, String(row.mine)), h("td", {}, String(row.theirs))))),
      ),
      ...listOf(t("Read in two ways"), found.differ, readTwice),
      ...listOf(t("Where the experts were split"), found.split, readTwice),
      found.same.length
        ? h("details", { class: "tl-agreed" }, h("summary", {}, t("Where both chose the same ({n})", { n: found.same.length })), h("ul", { class: "tl-read-list" }, ...found.same.map(agreedOn)))
        : "",
    );
  }

  // The tally.

  const tally = h("div", { class: "tl-tally-body" });
  function showTally() {
    const told = tallyOf(units, book, value().codes);
    const spoken = told.teacher.words + told.student.words;
    const turns = told.teacher.turns + told.student.turns;
    const row = (name, who) => {
      const bar = h("span", { class: `tl-bar tl-by-${who}` });
      bar.style.width = `${(100 * told[who].words) / Math.max(spoken, 1)}%`;
      return h(
        "tr",
        {},
        h("th", { scope: "row" }, name),
        h("td", {}, `${told[who].turns} (${percentText(told[who].turns, turns)})`),
        h("td", {}, `${told[who].words} (${percentText(told[who].words, spoken)})`, h("span", { class: "tl-bar-track", "aria-hidden": "true" }, bar)),
      );
    };
    const facts = [];
    if (told.longest) {
      const about = { label: told.longest.unit.label, speaker: told.longest.speaker, n: told.longest.words };
      facts.push([t("Longest student turn"), about.n === 1 ? t("{label}, {speaker}, 1 word", about) : t("{label}, {speaker}, {n} words", about)]);
    }
    if (isTurn) facts.push([t("Student turns right after another student's"), t("{value} of {out_of}", { value: told.following, out_of: told.student.turns })]);
    if (told.reasons) {
      const share = percentText(told.reasons.given, told.reasons.coded);
      facts.push([
        t("A student gave a reason, by your codes"),
        told.reasons.coded ? t("in {given} of {coded} student turns that you coded ({share})", { ...told.reasons, share }) : t("no student turn is coded yet"),
      ]);
    }
    tally.replaceChildren(
      h(
        "table",
        { class: "tl-tally" },
        h("thead", {}, h("tr", {}, ...[t("Who spoke"), t("Turns"), t("Words")].map((name) => h("th", { scope: "col" }, name)))),
        h("tbody", {}, row(t("Teacher"), "teacher"), row(t("Students"), "student")),
      ),
      h("dl", {}, ...facts.map(([name, text]) => h("div", {}, h("dt", {}, name), h("dd", {}, text)))),
      told.longest ? h("blockquote", { html: told.longest.html }) : "",
      h("p", { class: "tl-soft" }, words.tally),
    );
  }

  // Everything in its place.

  const list = h("ol", { class: "tl-units", "aria-label": words.list }, ...rows.map(({ item }) => item));
  body.append(
    h("p", { class: "tl-about" }, h("span", { class: "tl-mark" }, content.mark), " ", h("span", { html: content.about_html })),
    content.notice_html ? h("p", { class: "tl-offline", html: content.notice_html }) : "",
    theCodes(),
    h("p", { class: "tl-soft tl-keys" }, words.keys),
    list,
    h("div", { class: "tl-row tl-compare" }, reference === null ? "" : compareButton, progress),
    warning,
    results,
    h("details", { class: "tl-tally-part" }, h("summary", {}, t("Who did the thinking? A tally")), tally),
  );

  const showAll = () => {
    rows.forEach(({ show }) => show());
    showPressed();
    showProgress();
    showTally();
    drawResults();
  };
  const onValue = () => {
    if (!saving) showAll();
  };
  model.on("change:value", onValue);
  openAt(open);
  showAll();
  return () => {
    pauses.forEach((later) => later.flush());
    model.off("change:value", onValue);
    done();
  };
}

export default { render };
