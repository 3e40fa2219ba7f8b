// BugLab: choose a problem, predict, look, rule ideas out, name one; then see what the problems could tell.
import { afterPause, answer, frame, h } from "./shared.js";
import { answerKey } from "./answer_keys.js";
import { answeredSoFar, fitting, inAList, writtenBy, wroteText } from "./bug_lab_model.js";
import { findingsOf } from "./bug_lab_findings.js";
import { t } from "./words.js";

/**
 * @typedef {{asked: string[], predicted: Record<string, Record<string, string|null>>, ruled_out: Record<string, string[]>,
 *   named: Record<string, string>, reason: Record<string, string>,
 *   committed: Record<string, {idea: string, asked: number}>|null, shown: boolean, looked: boolean}} Value
 */

const BEFORE_SAVING = 400;

/**
 * An idea ruled out for a student, or put back.
 * @param {Record<string, string[]>} ruledOut @param {string} student @param {string} idea @param {boolean} out
 */
export function withRuledOut(ruledOut, student, idea, out) {
  const others = (ruledOut[student] ?? []).filter((one) => one !== idea);
  return { ...ruledOut, [student]: out ? [...others, idea] : others };
}

/** What was expected, in words; undefined: nothing was written down. */
export function expectedText(predicted) {
  if (predicted === undefined) return t("You looked without a prediction.");
  return predicted === null ? t("You expected that nothing would be written.") : t("You expected {predicted}.", { predicted });
}

/** @param {{model: any, el: HTMLElement}} host */
function render({ model, el }) {
  const lab = model.get("content");
  const { body, id, announce, done } = frame({ model, el }, "tl-bug-lab");
  /** @type {Value} */
  let value = model.get("value");
  let saving = false;
  let chosen = null;
  let fitsShown = false;
  const keep = (change) => {
    value = { ...value, ...change };
    saving = true;
    answer(model, change);
    saving = false;
  };
  const answered = () => answeredSoFar(lab, value.asked);
  const wrote = (student, problem) => wroteText(student, writtenBy(lab, student.idea, problem));
  const expected = (student, problem) => value.predicted[student.id]?.[lab.problems[problem].id];

  // --- what is on the screen all the time ---
  const pages = lab.students.map((student) => ({
    student,
    list: h("ul", { class: `tl-work tl-lab-page${lab.in_columns ? " tl-lab-columns" : ""}` }),
  }));
  const desk = h("div", { class: "tl-lab-desk" });
  body.append(
    h("p", { class: "tl-lab-mark" }, h("span", { class: "tl-mark" }, lab.mark), ` ${t("Only answers are shown, as on a quiz.")}`),
    h(
      "div",
      { class: "tl-lab-pages" },
      ...pages.map(({ student, list }) =>
        h("section", { class: "tl-lab-sheet", "aria-labelledby": `${id}-${student.id}` }, h("h4", { id: `${id}-${student.id}` }, student.name), list),
      ),
    ),
    desk,
  );

  function drawPages() {
    const problems = answered();
    for (const { student, list } of pages) {
      const at = lab.students.indexOf(student);
      const had = [...list.children].map((one) => Number(one.dataset.at));
      if (had.some((problem, index) => problem !== problems[index])) list.replaceChildren();
      for (const problem of problems.slice(list.children.length)) {
        const said = problem < lab.given ? null : h("small", { class: "tl-lab-expected" }, expectedText(expected(lab.students[at], problem)));
        const line = h("li", { "data-at": problem }, h("span", { class: "tl-lab-line", html: student.work[problem] }), said);
        list.append(line);
      }
    }
  }

  // --- the next problem ---
  const ask = h("div", { class: "tl-lab-ask" });
  const radios = new Map();
  const choices = h("div", { class: "tl-lab-choices" });
  lab.problems.forEach((problem, at) => {
    if (at < lab.given) return;
    // Named in plain text: of a typeset fraction some readers would say 35 for three fifths.
    const radio = h("input", { type: "radio", name: `${id}-next`, value: at, "aria-label": problem.text, onchange: () => choose(at) });
    const state = h("span", { class: "tl-lab-asked" });
    const label = h("label", { class: "tl-lab-choice" }, radio, h("span", { html: problem.html }), state);
    radios.set(at, { radio, label, state });
    choices.append(label);
  });
  const probe = h(
    "section",
    { class: "tl-lab-probe", "aria-labelledby": `${id}-next` },
    h("h4", { id: `${id}-next` }, t("Ask the next problem")),
    h("fieldset", {}, h("legend", {}, t("Choose the one that will tell you most")), choices),
    ask,
  );

  function drawChoices() {
    const problems = answered();
    for (const [at, { radio, label, state }] of radios) {
      const gone = problems.includes(at);
      radio.disabled = gone;
      radio.checked = at === chosen && !gone;
      label.classList.toggle("tl-lab-gone", gone);
      state.textContent = gone ? t("asked") : "";
    }
  }

  function choose(at) {
    chosen = at;
    drawForm();
    announce(t("{problem}. Write what you expect, then look.", { problem: lab.problems[at].text }));
  }

  function drawHint() {
    const left = [...radios.values()].some(({ radio }) => !radio.disabled);
    const hint = left ? t("Before each answer you write down what you expect.") : t("You have asked every problem of this bank.");
    ask.replaceChildren(h("p", { class: "tl-soft" }, hint));
  }

  function drawForm() {
    const problem = lab.problems[chosen];
    let warned = false;
    const warning = h("p", { class: "tl-lab-warning", hidden: true });
    const fields = lab.students.map((student) => predictionField(student, problem));
    const look = (event) => {
      event.preventDefault();
      const empty = fields.filter((field) => field.read() === undefined);
      if (empty.length && !warned) {
        warned = true;
        const students = inAList(empty.map((field) => field.student.name));
        warning.textContent = t("Nothing is written for {students}. Write what you expect, or press again to look without it.", { students });
        warning.hidden = false;
        announce(warning.textContent);
        empty[0].focus();
        return;
      }
      reveal(fields);
    };
    ask.replaceChildren(
      h(
        "form",
        { class: "tl-lab-form", onsubmit: look },
        h("p", { class: "tl-lab-question", html: problem.html }),
        ...fields.map((field) => field.node),
        warning,
        h("button", { type: "submit", class: "tl-primary tl-lab-look" }, lab.students.length > 1 ? t("See both answers") : t("See what {student} writes", { student: lab.students[0].name })),
      ),
    );
  }

  function predictionField(student, problem) {
    const label = `${id}-expect-${student.id}`;
    const input = problem.operands
      ? h("select", { id: label }, h("option", { value: "" }, t("choose")), ...["<", "=", ">"].map((sign) => h("option", { value: sign }, problem.text.replace("□", sign))))
      : h("input", { id: label, type: "text", autocomplete: "off", autocapitalize: "off", spellcheck: "false", maxlength: 40 });
    const stuck = h("input", { type: "checkbox", onchange: () => (input.disabled = stuck.checked) });
    return {
      student,
      read: () => (stuck.checked ? null : answerKey(input.value) === null ? undefined : input.value.trim()),
      focus: () => input.focus(),
      node: h(
        "p",
        { class: "tl-lab-field" },
        h("label", { for: label }, t("I expect {student} to write", { student: student.name })),
        input,
        lab.stuck ? h("label", { class: "tl-lab-stuck" }, stuck, t("nothing: gets stuck")) : null,
      ),
    };
  }

  function reveal(fields) {
    const problem = chosen;
    const { id: name } = lab.problems[problem];
    const predicted = { ...value.predicted };
    for (const { student, read } of fields) {
      const written = read();
      if (written !== undefined) predicted[student.id] = { ...predicted[student.id], [name]: written };
    }
    chosen = null;
    keep({ asked: [...value.asked, name], predicted });
    drawPages();
    drawChoices();
    drawFits();
    drawCommit();
    const title = h("h5", { tabindex: -1, "aria-label": lab.problems[problem].text, html: lab.problems[problem].html });
    const told = lab.students.map((student) => `${wrote(student, problem)} ${expectedText(expected(student, problem))}`);
    ask.replaceChildren(
      h(
        "div",
        { class: "tl-lab-answer" },
        title,
        ...lab.students.map((student) =>
          h("p", {}, h("b", {}, `${wrote(student, problem)} `), expectedText(expected(student, problem))),
        ),
        h("p", { class: "tl-soft" }, t("Which ideas does this rule out? Then choose the next problem, or name the idea.")),
      ),
    );
    title.focus();
    announce(told.join(" "));
  }

  // --- the ideas, the teacher's own view of them ---
  const checks = [];
  const counts = lab.students.map(() => h("span", {}));
  const fits = h("div", { class: "tl-lab-fits", id: `${id}-fits` });
  const fitsButton = h("button", { type: "button", "aria-controls": `${id}-fits`, onclick: toggleFits });
  const ideasPart = h(
    "section",
    { class: "tl-lab-ideas", "aria-labelledby": `${id}-ideas` },
    h("h4", { id: `${id}-ideas` }, t("Which ideas are still possible?")),
    h(
      "table",
      { class: "tl-lab-table" },
      h(
        "thead",
        {},
        h("tr", {}, h("th", { scope: "col" }, t("Idea")), ...lab.students.map((student, at) => h("th", { scope: "col" }, student.name, h("small", {}, counts[at])))),
      ),
      h("tbody", {}, ...lab.ideas.map(ideaRow)),
    ),
    h("div", { class: "tl-row" }, fitsButton),
    fits,
  );

  function ideaRow(idea) {
    const cells = lab.students.map((student) => {
      const word = h("span", { "aria-hidden": "true" });
      const check = h("input", { type: "checkbox", "aria-label": t("{idea}: still possible for {student}", { idea: idea.name, student: student.name }), onchange: () => mark(idea, student, !check.checked) });
      const cell = h("td", {}, h("label", {}, check, word));
      checks.push({ idea, student, check, word, cell });
      return cell;
    });
    return h("tr", {}, h("th", { scope: "row" }, h("b", {}, idea.name), h("span", { class: "tl-lab-looks", html: idea.looks_html })), ...cells);
  }

  function mark(idea, student, out) {
    keep({ ruled_out: withRuledOut(value.ruled_out, student.id, idea.id, out) });
    drawChecks();
    const at = lab.students.indexOf(student);
    const names = { idea: idea.name, student: student.name };
    announce(`${out ? t("{idea} is ruled out for {student}.", names) : t("{idea} is possible again for {student}.", names)} ${counts[at].textContent}.`);
  }

  function drawChecks() {
    for (const { idea, student, check, word, cell } of checks) {
      const out = Boolean(value.ruled_out[student.id]?.includes(idea.id));
      check.checked = !out;
      word.textContent = out ? t("ruled out") : t("possible");
      cell.classList.toggle("tl-lab-out", out);
    }
    lab.students.forEach((student, at) => {
      const out = lab.ideas.filter((idea) => value.ruled_out[student.id]?.includes(idea.id)).length;
      counts[at].textContent = t("{number} of {all} possible", { number: lab.ideas.length - out, all: lab.ideas.length });
    });
  }

  function toggleFits() {
    fitsShown = !fitsShown;
    if (fitsShown && value.committed === null && !value.looked) keep({ looked: true });
    drawFits();
    announce(fitsShown ? fits.textContent : t("Hidden."));
  }

  function drawFits() {
    fitsButton.textContent = fitsShown ? t("Hide which ideas fit") : t("Check: which ideas fit every answer?");
    fitsButton.setAttribute("aria-expanded", String(fitsShown));
    fits.hidden = !fitsShown;
    if (!fitsShown) return fits.replaceChildren();
    const problems = answered();
    fits.replaceChildren(
      ...lab.students.map((student) => {
        const some = fitting(lab, student.idea, problems);
        const found = { number: some.length, all: lab.ideas.length, answers: problems.length, ideas: inAList(some.map((one) => lab.ideas[one].name)) };
        const told = some.length === 1 ? t("1 idea of {all} gives exactly these {answers} answers: {ideas}.", found) : t("{number} ideas of {all} give exactly these {answers} answers: {ideas}.", found);
        return h("p", {}, h("b", {}, `${student.name}: `), `${told} `);
      }),
      h("p", { class: "tl-soft" }, t("Computed from the list, for somebody who holds one idea and makes no slips. Real students hold several, and slip.")),
    );
  }

  // --- naming ---
  const writeReason = afterPause((student, text) => keep({ reason: { ...value.reason, [student]: text } }), BEFORE_SAVING);
  const warning = h("p", { class: "tl-lab-warning", hidden: true });
  const commitButton = h("button", { type: "button", class: "tl-primary tl-lab-commit", onclick: commit });
  const naming = lab.students.map(namingFields);
  const namingPart = h(
    "section",
    { class: "tl-lab-naming", "aria-labelledby": `${id}-naming` },
    h("h4", { id: `${id}-naming` }, t("Name the idea")),
    h("div", { class: "tl-lab-names" }, ...naming.map((one) => one.node)),
    warning,
    h("div", { class: "tl-row" }, commitButton),
  );

  function namingFields(student) {
    const [list, text] = [`${id}-name-${student.id}`, `${id}-reason-${student.id}`];
    const select = h(
      "select",
      { id: list, onchange: () => setName(student, select.value) },
      h("option", { value: "" }, t("choose")),
      ...lab.ideas.map((idea) => h("option", { value: idea.id }, idea.name)),
      h("option", { value: lab.none }, t("none of these")),
    );
    const reason = h("textarea", { id: text, rows: 2, maxlength: 2000, oninput: () => writeReason(student.id, reason.value), onblur: () => writeReason.flush() });
    return {
      student,
      select,
      reason,
      node: h(
        "div",
        {},
        h("p", {}, h("label", { for: list }, t("{student} works by", { student: student.name })), select),
        h("label", { for: text }, t("What in the answers makes you say so?")),
        reason,
      ),
    };
  }

  function setName(student, idea) {
    const { [student.id]: _, ...others } = value.named;
    keep({ named: idea ? { ...others, [student.id]: idea } : others });
    warning.hidden = true;
  }

  function drawNaming() {
    for (const { student, select, reason } of naming) {
      const named = value.named[student.id] ?? "";
      select.value = [...select.options].some((one) => one.value === named) ? named : "";
      const written = value.reason[student.id] ?? "";
      if (reason.value !== written && document.activeElement !== reason) reason.value = written;
    }
  }

  function drawCommit() {
    commitButton.textContent = value.committed ? t("See the findings again") : t("This is my diagnosis: show the findings");
  }

  function commit() {
    writeReason.flush();
    const open = naming.filter(({ select }) => !select.value);
    if (open.length) {
      const students = inAList(open.map(({ student }) => student.name));
      warning.textContent = t("Name an idea for {students} first. “None of these” is one of the choices.", { students });
      warning.hidden = false;
      announce(warning.textContent);
      open[0].select.focus();
      return;
    }
    const first = Object.fromEntries(lab.students.map(({ id: student }) => [student, { idea: value.named[student], asked: answered().length - lab.given }]));
    keep({ committed: value.committed ?? first, shown: true });
    draw();
    desk.querySelector(".tl-lab-findings h4").focus();
  }

  function back() {
    keep({ shown: false });
    draw();
    (radios.get([...radios.keys()].find((at) => !radios.get(at).radio.disabled))?.radio ?? fitsButton).focus();
    announce(t("Back in the lab. What you named first is kept."));
  }

  // --- all of it ---
  function draw() {
    drawPages();
    // A second student may have come in since the findings were shown.
    if (value.shown && lab.students.every((student) => value.named[student.id])) return desk.replaceChildren(findingsOf({ lab, value, back }));
    drawChoices();
    if (chosen === null) drawHint();
    drawChecks();
    drawFits();
    drawNaming();
    drawCommit();
    desk.replaceChildren(probe, ideasPart, namingPart);
  }

  const onValue = () => {
    if (saving) return;
    value = model.get("value");
    draw();
  };
  model.on("change:value", onValue);
  draw();
  return () => {
    writeReason.flush();
    model.off("change:value", onValue);
    done();
  };
}

export default { render };
