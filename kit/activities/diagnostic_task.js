// DiagnosticTask: one question at a time about student work, on one of two parallel forms.
import { afterPause, answer, frame, h, look } from "./shared.js";
import { foldedAway } from "./folded.js";
import { orderFrom, orderList } from "./order_list.js";
import { woven } from "./woven.js";
import { t } from "./words.js";

/**
 * @typedef {{id: string, kind: "explain"|"order"|"respond"}} Part
 * @typedef {{part: Part, step: "write"|"choose"|"order"}} Screen
 */

const BEFORE_SAVING = 400;
const LONGEST_GAP = 120;
const LONGEST_TEXT = 4000;

/**
 * The form to take: the one that is not taken yet, or by chance.
 * @param {string|null} first key of the earlier activity
 * @param {Record<string, any>} others answers by key
 * @param {number} chance from 0 up to 1
 * @param {string} [said] the form that somebody says to have taken, where the answer is not here
 * @returns {"A"|"B"}
 */
export function chooseForm(first, others, chance, said = "") {
  const taken = (first ? others?.[first]?.form : null) || said;
  if (taken === "A") return "B";
  if (taken === "B") return "A";
  return chance < 0.5 ? "A" : "B";
}

/** Writing comes before the choices, which would suggest what to write. @param {Part[]} parts @returns {Screen[]} */
export function screensOf(parts) {
  return parts.flatMap((part) => (part.kind === "order" ? [{ part, step: "order" }] : [{ part, step: "write" }, { part, step: "choose" }]));
}

/** What a screen still lacks: nothing, or words for it. @param {Screen} screen @param {any} value */
export function lacks(screen, value) {
  const { text, choice, order } = value.answers[screen.part.id] ?? {};
  if (screen.step === "write") return text?.trim() ? "" : t("nothing written");
  const given = screen.step === "order" ? order !== undefined : choice !== undefined;
  const sure = screen.part.id in value.confidence;
  if (given && sure) return "";
  if (given) return t("not said how sure");
  return screen.step === "order" ? t("not put in order") : t("nothing chosen");
}

/** Where to go on: the first screen that lacks something; their number if none does. @param {Screen[]} screens @param {any} value */
export function goOnAt(screens, value) {
  const at = screens.findIndex((screen) => lacks(screen, value));
  return at < 0 ? screens.length : at;
}

/** Seconds worked, with the gap since the last answer. @param {number} seconds @param {number} gap milliseconds */
export function worked(seconds, gap) {
  return Math.round(seconds + Math.min(Math.max(gap, 0) / 1000, LONGEST_GAP));
}

/** Words for some percentages, so that the scale means something. @param {number} percent */
export function sureWords(percent) {
  return { 0: t("0 %, no idea"), 50: t("50 %, as likely as not"), 100: t("100 %, certain") }[percent] ?? `${percent} %`;
}

const ASKS = {
  explain: t("How sure are you that this is the answer this student would give?"),
  order: t("How sure are you of your order as a whole?"),
  respond: t("How sure are you that this is the most useful of these?"),
};

function render({ model, el }) {
  const content = model.get("content");
  const { body, announce, id, done } = frame({ model, el }, "tl-diagnostic-task");
  let saving = false;
  let last = Date.now();
  let screens = [];
  let at = 0;
  let asked = false; // whether one has been told what is open, before being done
  let pending = null;
  let said = ""; // the form of the baseline, told by somebody whose baseline is not here

  const value = () => model.get("value");
  const save = (change) => {
    const now = Date.now();
    saving = true;
    answer(model, { seconds: worked(value().seconds, now - last), ...change });
    saving = false;
    last = now;
  };
  const give = (part, change) => {
    const { answers } = value();
    save({ answers: { ...answers, [part.id]: { ...answers[part.id], ...change } } });
  };

  // --- moving about ---
  function begin() {
    const now = Date.now();
    last = now;
    if (!value().form) save({ form: chooseForm(content.first, model.get("others"), Math.random(), said), started_at: now, seconds: 0 });
    screens = screensOf(content.forms[value().form]);
    go(goOnAt(screens, value()));
  }

  function go(to) {
    leave();
    at = Math.min(Math.max(to, 0), screens.length);
    asked = false;
    draw();
    const head = body.querySelector(".tl-head");
    head.focus({ preventScroll: true });
    head.scrollIntoView({ block: "nearest" });
    announce(at < screens.length ? t("Question {number} of {all}.", { number: at + 1, all: screens.length }) : t("All questions."));
  }

  /** Keep what is being typed before its field goes away. */
  function leave() {
    pending?.flush();
    pending = null;
  }

  function finish() {
    const open = screens.filter((screen) => lacks(screen, value()));
    const warning = body.querySelector(".tl-warning");
    if (open.length && !asked) {
      asked = true;
      warning.textContent =
        open.length === 1
          ? t("One question is still open. You may leave them so: press once more.")
          : t("{number} questions are still open. You may leave them so: press once more.", { number: open.length });
      warning.hidden = false;
      announce(warning.textContent);
      return;
    }
    save({ done_at: Date.now() });
    draw();
    body.querySelector(".tl-head").focus();
    announce(t("Done. Your answers are kept."));
  }

  function reopen() {
    save({ done_at: null });
    at = screens.length;
    draw();
    body.querySelector(".tl-head").focus();
    announce(t("You can change your answers again."));
  }

  // --- pages ---
  function draw() {
    const { form, done_at: isDone } = value();
    const begun = Boolean(form) && (at >= 0 || isDone);
    body.parentElement.dataset.page = begun ? "work" : "welcome";
    if (form && !screens.length) screens = screensOf(content.forms[form]);
    if (!begun) body.replaceChildren(...welcome());
    else if (isDone) body.replaceChildren(...(content.reveal ? readings() : ended()));
    else if (at >= screens.length) body.replaceChildren(...overview());
    else body.replaceChildren(...question(screens[at]));
  }

  const heading = (...words) => h("h4", { class: "tl-head", tabindex: -1 }, ...words);

  function welcome() {
    const going = Boolean(value().form);
    return [
      h("p", {}, t("About {minutes} minutes. You can stop and go on later. What you answer is kept here, with your own work; nobody else sees it.", { minutes: content.minutes })),
      content.reveal
        ? h("p", {}, t("This is practice: at the end you see how this kit reads the same work."))
        : h("p", {}, t("There is no key to look at, here or at the end, so that the second time is not a memory of the first.")),
      foldedAway(t("What this measure is, and is not"), h("p", { html: content.status_html })),
      ...(content.first && !going ? earlier() : []),
      h("div", { class: "tl-row" }, h("button", { type: "button", class: "tl-primary tl-begin", onclick: begin }, going ? t("Go on") : t("Begin"))),
    ];
  }

  /** Which form comes now, and what to do where the baseline is on another device. */
  function earlier() {
    const taken = model.get("others")?.[content.first]?.form;
    if (taken === "A" || taken === "B") return [h("p", { class: "tl-earlier" }, t("Your baseline is here: it was form {taken}. Now comes form {next}.", { taken, next: taken === "A" ? "B" : "A" }))];
    const which = h(
      "select",
      { id: `${id}-earlier`, onchange: () => (said = which.value) },
      h("option", { value: "" }, t("I do not know, or I have none: by chance")),
      h("option", { value: "A" }, t("Form A")),
      h("option", { value: "B" }, t("Form B")),
    );
    which.value = said;
    return [
      h("p", { class: "tl-earlier" }, t("Your baseline is not on this device. If you saved it as a file, bring the file in first, then come back here. Was it on paper, or do you remember the letter? Then say which:")),
      h("div", { class: "tl-row tl-sure" }, h("label", { for: which.id }, t("My baseline was")), which, h("button", { type: "button", class: "tl-look", onclick: () => look(model) }, t("Look again"))),
    ];
  }

  function question(screen) {
    const { part, step } = screen;
    const body = { write: writing, choose: choosing, order: ordering }[step](part);
    return [
      h("p", { class: "tl-soft tl-progress" }, t("Question {number} of {all}", { number: at + 1, all: screens.length })),
      heading(h("span", { html: part.title_html })),
      h("div", { class: "tl-question" }, ...body),
      h(
        "div",
        { class: "tl-row tl-moves" },
        h("button", { type: "button", class: "tl-back", onclick: () => (at ? go(at - 1) : null), "aria-disabled": String(at === 0) }, t("‹ Back")),
        h("button", { type: "button", class: "tl-primary tl-next", onclick: () => go(at + 1) }, at + 1 < screens.length ? t("Next ›") : t("To the end ›")),
      ),
    ];
  }

  const work = (part) =>
    h("figure", { class: "tl-shown" }, h("div", { class: "tl-work-frame", html: part.work_html }), h("figcaption", {}, h("span", { class: "tl-mark" }, part.mark)));

  function writing(part) {
    const text = h("textarea", { id: `${id}-text`, rows: 5, maxlength: LONGEST_TEXT });
    text.value = value().answers[part.id]?.text ?? "";
    const keep = () => {
      if ((value().answers[part.id]?.text ?? "") !== text.value) give(part, { text: text.value });
    };
    pending = afterPause(keep, BEFORE_SAVING);
    const later = pending;
    text.addEventListener("input", () => later());
    text.addEventListener("blur", () => later.flush());
    return [work(part), h("label", { class: "tl-ask", for: text.id, html: part.ask_html }), text, h("p", { class: "tl-soft" }, t("Kept as you write."))];
  }

  function choosing(part) {
    const said = value().answers[part.id]?.text?.trim();
    const legend =
      part.kind === "explain"
        ? h("legend", { class: "tl-ask" }, ...woven(t("A new problem: {problem}. Which answer would this student give?"), { problem: h("span", { html: part.problem_html }) }))
        : h("legend", { class: "tl-ask" }, t("Which of these would you do first?"));
    const choices = part.choices.map((choice) =>
      h(
        "label",
        { class: "tl-choice" },
        h("input", { type: "radio", name: `${id}-choice`, value: choice.id, "aria-label": choice.html.includes("<math") && choice.text, checked: value().answers[part.id]?.choice === choice.id, onchange: () => give(part, { choice: choice.id }) }),
        h("span", { html: choice.html }),
      ),
    );
    return [
      work(part),
      said ? h("p", { class: "tl-said" }, h("b", {}, t("You wrote: ")), said) : null,
      h("fieldset", { class: "tl-choices" }, legend, ...choices),
      sure(part),
    ].filter(Boolean);
  }

  function ordering(part) {
    const ids = part.responses.map((one) => one.id);
    const state = h("p", { class: "tl-soft" });
    const tell = () => {
      state.textContent = value().answers[part.id]?.order ? t("This order is kept.") : t("No order kept yet: move something, or keep it as it is.");
    };
    const list = orderList({
      items: part.responses,
      order: orderFrom(ids, value().answers[part.id]?.order),
      label: t("Responses in order"),
      first: t("least sophisticated"),
      last: t("most sophisticated"),
      moved: (order, words) => {
        give(part, { order });
        tell();
        announce(words);
      },
    });
    const keep = h("button", { type: "button", class: "tl-keep" }, t("Keep this order"));
    keep.addEventListener("click", () => {
      give(part, { order: orderFrom(ids, value().answers[part.id]?.order) });
      tell();
      announce(t("This order is kept."));
    });
    tell();
    return [
      h("p", { class: "tl-ask", html: part.item_html }),
      h("p", {}, t("Put the responses in the order of their reasoning, the least sophisticated on top. Right and wrong are not the order.")),
      list.node,
      h("div", { class: "tl-row" }, keep, state, h("span", { class: "tl-mark" }, part.mark)),
      sure(part),
    ];
  }

  function sure(part) {
    const select = h(
      "select",
      { id: `${id}-sure` },
      h("option", { value: "" }, t("choose …")),
      ...content.confidence.map((percent) => h("option", { value: percent }, sureWords(percent))),
    );
    select.value = String(value().confidence[part.id] ?? "");
    select.addEventListener("change", () => {
      const { [part.id]: _, ...rest } = value().confidence;
      save({ confidence: select.value === "" ? rest : { ...rest, [part.id]: Number(select.value) } });
    });
    return h("div", { class: "tl-row tl-sure" }, h("label", { for: select.id }, ASKS[part.kind]), select);
  }

  function overview() {
    const rows = screens.map((screen, index) => {
      const open = lacks(screen, value());
      const step = { write: t("writing"), choose: t("choice"), order: t("order") }[screen.step];
      return h(
        "li",
        {},
        h("button", { type: "button", class: "tl-goto", onclick: () => go(index) }, `${index + 1}. `, h("span", { html: screen.part.title_html }), `, ${step}`),
        h("span", { class: open ? "tl-open" : "tl-soft" }, open ? t("open: {what}", { what: open }) : t("✓ answered")),
      );
    });
    return [
      heading(t("Look over your answers")),
      h("ul", { class: "tl-overview" }, ...rows),
      h("p", { class: "tl-warning", hidden: true }),
      h("div", { class: "tl-row" }, h("button", { type: "button", class: "tl-primary tl-finish", onclick: finish }, t("I am done"))),
    ];
  }

  function ended() {
    const minutes = Math.max(1, Math.round(value().seconds / 60));
    return [
      heading(t("Done")),
      h("p", {}, minutes === 1 ? t("Your answers are kept here, with your own work. You took about 1 minute.") : t("Your answers are kept here, with your own work. You took about {minutes} minutes.", { minutes })),
      h("p", {}, content.first ? t("What the two times together show comes later, for the whole group, from those who hand both over.") : t("The same kind of task comes once more at the end of the course, with other work.")),
      h("div", { class: "tl-row" }, h("button", { type: "button", class: "tl-reopen", onclick: reopen }, t("Change an answer"))),
    ];
  }

  // --- practice only: what the kit reads in the work, after one's own reading ---
  function readings() {
    return [
      heading(t("How this kit reads the same work")),
      h("p", {}, t("These are proposals. Where you read the work otherwise, look for the place that speaks for your reading.")),
      ...content.forms[value().form].flatMap(reading),
      ...Object.entries(content.rubric).map(([kind, scores]) =>
        foldedAway(
          kind === "explain" ? t("What makes an explanation strong") : t("What makes a next step strong"),
          h("ol", { start: 0 }, ...scores.map((words) => h("li", {}, words))),
        ),
      ),
    ];
  }

  function reading(part) {
    const mine = value().answers[part.id] ?? {};
    const title = h("h5", {}, h("span", { html: part.title_html }));
    const how = part.id in value().confidence ? ` ${t("({percent} % sure)", { percent: value().confidence[part.id] })}` : "";
    if (part.kind === "order") {
      const place = (one) => (mine.order ? t("yours: place {number}", { number: mine.order.indexOf(one) + 1 }) : t("not put in order"));
      const rows = part.reference.order.map((one) =>
        h(
          "li",
          {},
          h("span", { html: part.responses.find((response) => response.id === one).html }),
          h("p", { class: "tl-soft" }, `${t("Level {level} ({place}).", { level: part.reference.levels[one], place: place(one) })} `, h("span", { html: part.reference.because[one] })),
        ),
      );
      return [title, h("p", {}, t("From least to most sophisticated, by the progression “{progression}”{how}. Two at one level may stand in either order.", { progression: part.reference.progression, how })), h("ol", {}, ...rows)];
    }
    const rows = part.choices.map((choice) =>
      h(
        "li",
        {},
        h("span", { html: choice.html }),
        choice.id === part.reference.key ? h("span", { class: "tl-mark" }, t("reference")) : null,
        choice.id === mine.choice ? h("span", { class: "tl-mark" }, `${t("yours")}${how}`) : null,
        h("p", { class: "tl-soft", html: part.reference.because[choice.id] }),
      ),
    );
    return [
      title,
      work(part),
      h("p", { class: "tl-said" }, h("b", {}, t("You wrote: ")), mine.text?.trim() || t("nothing")),
      h("p", {}, h("b", {}, t("The kit: ")), h("span", { html: part.reference.html })),
      h("ul", {}, ...rows),
    ];
  }

  const onValue = () => {
    if (saving || body.querySelector("textarea:focus")) return; // what is being typed is newer
    screens = value().form ? screensOf(content.forms[value().form]) : [];
    draw();
  };
  const onOthers = () => {
    if (!value().form) draw();
  };
  const ask = () => {
    if (!value().form) look(model);
  };
  model.on("change:value", onValue);
  model.on("change:others", onOthers);
  body.parentElement.addEventListener("pointerenter", ask);
  if (content.first) look(model);
  at = -1;
  draw();
  return () => {
    leave();
    model.off("change:value", onValue);
    model.off("change:others", onOthers);
    body.parentElement.removeEventListener("pointerenter", ask);
    done();
  };
}

export default { render };
