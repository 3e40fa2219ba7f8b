// ItemDesigner: a problem, answers tied to ideas, and a panel that says what the item can tell.
import { afterPause, answer, frame, h } from "./shared.js";
import { analyse, findingsOn, invisible, itemText, notesText, optionMark, optionSays, problemInUse } from "./item_designer_model.js";
import { t } from "./words.js";

/** @typedef {{id: string, answer: string, idea: string, words: string}} Option */

const BEFORE_SAVING = 400;
const MOST_OPTIONS = 8;
const OWN = "";

/** A new option's id: one that no option has had. @param {Option[]} options */
export function freshId(options) {
  const numbers = options.map(({ id }) => Number(/^o(\d+)/.exec(id)?.[1] ?? 0));
  return `o${Math.max(0, ...numbers) + 1}`;
}

/** @param {Option[]} options @param {string} id @param {Partial<Option>} change */
export const withOption = (options, id, change) => options.map((one) => (one.id === id ? { ...one, ...change } : one));

/** @param {{model: any, el: HTMLElement}} host */
function render({ model, el }) {
  const content = model.get("content");
  const { body, id, announce, done } = frame({ model, el }, "tl-item-designer");
  let item = model.get("value");
  let saving = false;
  let printing = null;
  let link = null;
  let rows = [];
  const opened = new Set();

  const save = () => {
    saving = true;
    const { domain, problem, own, wording, kind, options } = item;
    answer(model, { domain, problem, own, wording, kind, options });
    saving = false;
  };
  const saveLater = afterPause(save, BEFORE_SAVING);
  /** Typing shows at once and is kept after a pause; a choice is kept at once. */
  const change = (some, typing = false, redraw = drawPanel) => {
    item = { ...item, ...some };
    saveLater();
    if (!typing) saveLater.flush();
    redraw();
  };

  const domainNow = () => content.domains.find((one) => one.id === item.domain);
  const place = () => problemInUse(domainNow(), item);
  const problemNow = () => domainNow()?.problems[place()] ?? null;
  const everyIdea = new Map(content.domains.flatMap((domain) => domain.ideas.map((idea) => [idea.id, idea.name])));

  /** What an option is tied to, in words. @param {Option} option */
  function tieName({ idea, words }) {
    if (!idea) return t("not tied to an idea");
    if (idea === content.slip) return t("a slip");
    if (idea === content.words) return words.trim() || t("an idea in the teacher's own words");
    if (idea === "correct") return t("the right answer");
    return everyIdea.get(idea) ?? idea;
  }

  function stem() {
    if (item.problem === OWN) return item.own.trim();
    const problem = problemNow();
    if (!problem) return "";
    const { ask } = domainNow();
    return item.wording.trim() || `${ask} ${problem.text}${ask.endsWith(":") ? "" : "."}`;
  }

  // --- the editor ---
  const domains = h("select", { id: `${id}-domain`, onchange: () => setDomain(domains.value) });
  const problems = h("select", { id: `${id}-problem`, onchange: () => setProblem(problems.value) });
  const shown = h("p", { class: "tl-item-problem" });
  const own = h("textarea", { id: `${id}-own`, rows: 2, maxlength: 1000, oninput: () => change({ own: own.value }, true), onblur: () => saveLater.flush() });
  const ownPart = h("div", {}, h("label", { for: own.id }, t("Your problem")), own);
  const wording = h("input", { id: `${id}-wording`, type: "text", maxlength: 400, autocomplete: "off", oninput: () => change({ wording: wording.value }, true), onblur: () => saveLater.flush() });
  const wordingPart = h("div", {}, h("label", { for: wording.id }, t("How the item asks it (may be left empty)")), wording);
  const kinds = [
    ["choice", t("multiple choice")],
    ["open", t("open: the student writes the answer")],
  ].map(([kind, words]) => {
    const radio = h("input", { type: "radio", name: `${id}-kind`, value: kind, onchange: () => setKind(kind, words) });
    return { kind, radio, node: h("label", { class: "tl-item-kind" }, radio, words) };
  });
  const optionsTitle = h("h4", {});
  const list = h("ol", { class: "tl-item-options" });
  const add = h("button", { type: "button", class: "tl-item-add", onclick: () => addOption("", "") });
  const panel = h("section", { class: "tl-item-panel", "aria-labelledby": `${id}-panel` });
  const exportPart = h("section", { class: "tl-item-export", "aria-labelledby": `${id}-export` });
  body.append(
    h(
      "div",
      { class: "tl-item-desk" },
      h(
        "section",
        { class: "tl-item-editor", "aria-labelledby": `${id}-editor` },
        h("h4", { id: `${id}-editor` }, t("The item")),
        content.domains.length > 1 ? h("p", { class: "tl-item-field" }, h("label", { for: domains.id }, t("Kind of mathematics")), domains) : null,
        h("p", { class: "tl-item-field" }, h("label", { for: problems.id }, t("Problem")), problems),
        shown,
        ownPart,
        wordingPart,
        h("fieldset", { class: "tl-item-kinds" }, h("legend", {}, t("Kind of item")), ...kinds.map((one) => one.node)),
        optionsTitle,
        list,
        h("div", { class: "tl-row" }, add),
      ),
      panel,
    ),
    exportPart,
  );

  function setDomain(domain) {
    change({ domain, problem: null }, false, drawEditor);
    announce(t("{kind}. Choose a problem.", { kind: domainNow().name }));
  }

  function setProblem(problem) {
    change({ problem: problem === "none" ? null : problem === "own" ? OWN : problem.slice(2) }, false, drawEditor);
    const chosen = problemNow();
    if (item.problem === OWN) announce(t("Write your problem below."));
    else announce(chosen ? t("{problem} is chosen. The panel shows what each idea answers.", { problem: chosen.text }) : t("No problem is chosen."));
  }

  function setKind(kind, words) {
    change({ kind }, false, drawOptions);
    announce(words);
  }

  function addOption(written, idea) {
    if (item.options.length >= MOST_OPTIONS) {
      announce(t("An item has {most} answers at most. Remove one first.", { most: MOST_OPTIONS }));
      return;
    }
    const blank = written ? item.options.find((one) => !one.answer.trim() && !one.idea) : null;
    const target = blank?.id ?? freshId(item.options);
    const options = blank ? withOption(item.options, target, { answer: written, idea }) : [...item.options, { id: target, answer: written, idea, words: "" }];
    change({ options }, false, drawOptions);
    rows.find((row) => row.id === target).input.focus();
    announce(written ? t("{answer} is {option}.", { answer: written, option: markOf(target) }) : t("{option} is added.", { option: markOf(target) }));
  }

  function removeOption(gone) {
    const at = item.options.findIndex((one) => one.id === gone);
    const mark = markOf(gone);
    change({ options: item.options.filter((one) => one.id !== gone) }, false, drawOptions);
    (rows[Math.min(at, rows.length - 1)]?.input ?? add).focus();
    announce(t("{option} is removed.", { option: mark }));
  }

  const markOf = (option) => {
    const at = item.options.findIndex((one) => one.id === option);
    const mark = optionMark(at, item.kind);
    return item.kind === "choice" ? t("Option {mark}", { mark }) : t("Answer {mark}", { mark });
  };

  function drawEditor() {
    const domain = domainNow();
    const known = content.domains.map((one) => h("option", { value: one.id }, one.name));
    domains.replaceChildren(...(domain ? [] : [h("option", { value: item.domain }, t("choose"))]), ...known);
    domains.value = item.domain;
    problems.replaceChildren(
      h("option", { value: "none" }, t("choose a problem")),
      ...(domain?.problems ?? []).map((one) => h("option", { value: `p:${one.id}` }, one.text)),
      h("option", { value: "own" }, t("a problem of my own")),
    );
    const value = item.problem === null ? "none" : item.problem === OWN ? "own" : `p:${item.problem}`;
    problems.value = [...problems.options].some((one) => one.value === value) ? value : "none";
    ownPart.hidden = item.problem !== OWN;
    wordingPart.hidden = item.problem === OWN;
    for (const [field, text] of [[own, item.own], [wording, item.wording]]) {
      if (document.activeElement !== field && field.value !== text) field.value = text;
    }
    drawOptions();
  }

  function drawOptions() {
    for (const { kind, radio } of kinds) radio.checked = kind === item.kind;
    optionsTitle.textContent = item.kind === "choice" ? t("Options") : t("Answers to look for");
    add.textContent = item.kind === "choice" ? t("Add an option") : t("Add an answer");
    add.setAttribute("aria-disabled", String(item.options.length >= MOST_OPTIONS));
    rows = item.options.map(optionRow);
    list.replaceChildren(...rows.map((row) => row.node));
    drawPanel();
  }

  function optionRow(option, at) {
    const mark = optionMark(at, item.kind);
    const name = markOf(option.id);
    const set = (some, typing) => change({ options: withOption(item.options, option.id, some) }, typing);
    const input = h("input", { type: "text", maxlength: 200, autocomplete: "off", autocapitalize: "off", spellcheck: "false", "aria-label": t("{option}: answer", { option: name }), "aria-describedby": `${id}-says-${option.id}`, oninput: () => set({ answer: input.value }, true), onblur: () => saveLater.flush() });
    input.value = option.answer;
    const select = h("select", { "aria-label": t("{option}: the idea that leads there", { option: name }), onchange: () => tie() }, ...tieChoices(option));
    select.value = option.idea;
    const words = h("input", { type: "text", maxlength: 400, autocomplete: "off", "aria-label": t("{option}: the idea in your words", { option: name }), placeholder: t("the idea in your words"), class: "tl-item-words", hidden: option.idea !== content.words, oninput: () => set({ words: words.value }, true), onblur: () => saveLater.flush() });
    words.value = option.words;
    const tie = () => {
      words.hidden = select.value !== content.words;
      set({ idea: select.value });
      if (!words.hidden) words.focus();
    };
    const says = h("p", { class: "tl-item-says", id: `${id}-says-${option.id}` });
    const remove = h("button", { type: "button", "aria-label": t("Remove {option}", { option: name }), onclick: () => removeOption(option.id) }, t("Remove"));
    const node = h("li", { class: "tl-item-option" }, h("b", { class: "tl-item-letter", "aria-hidden": "true" }, mark), input, select, remove, words, says);
    return { id: option.id, node, input, says };
  }

  function tieChoices(option) {
    const domain = domainNow();
    const ideas = (domain?.ideas ?? []).filter((idea) => idea.id !== "correct");
    const foreign = option.idea && !["correct", content.slip, content.words].includes(option.idea) && !ideas.some((idea) => idea.id === option.idea);
    return [
      h("option", { value: "" }, t("tie to an idea")),
      h("option", { value: "correct" }, t("the right answer")),
      h("optgroup", { label: t("Ideas") }, ...ideas.map((idea) => h("option", { value: idea.id }, idea.name))),
      h(
        "optgroup",
        { label: t("Otherwise") },
        h("option", { value: content.slip }, t("a slip")),
        h("option", { value: content.words }, t("in my own words")),
        foreign ? h("option", { value: option.idea }, t("{idea} (of another kind)", { idea: everyIdea.get(option.idea) ?? option.idea })) : null,
      ),
    ];
  }

  // --- the panel ---
  function drawPanel() {
    const problem = problemNow();
    const computed = problem !== null;
    const found = analyse(domainNow(), place(), item.options);
    shown.hidden = !problem;
    // Only where it differs: setting mark-up again would lay the page out anew at each key.
    if (problem && shown.dataset.problem !== problem.id) {
      shown.innerHTML = problem.html;
      shown.dataset.problem = problem.id;
    }
    wording.placeholder = problem ? `${domainNow().ask} ${problem.text}` : "";
    rows.forEach((row, at) => {
      const says = optionSays(found, at, item.options[at], computed);
      if (row.says.textContent !== says) row.says.textContent = says;
    });
    panel.replaceChildren(h("h4", { id: `${id}-panel` }, t("What the item can tell")), ...panelParts(problem, found));
    drawExport(found, computed);
  }

  function panelParts(problem, found) {
    if (!problem && item.problem !== OWN) return [h("p", {}, t("Choose a problem first: then each known idea's answer is shown here."))];
    const lines = findingsOn(found, item, problem !== null, tieName);
    const told = lines.length
      ? h("ul", { class: "tl-item-findings" }, ...lines.map(({ kind, text }) => h("li", { class: `tl-item-${kind}` }, h("b", {}, kind === "mend" ? t("To mend: ") : t("Limit: ")), text)))
      : null;
    if (!problem) {
      return [
        h("p", { class: "tl-item-honest" }, t("This kit cannot compute what students with an idea would answer to a problem in your own words. It goes by what you tie the answers to. Work your problem once with each idea that you have in mind: two ideas may give the same answer.")),
        told,
      ].filter(Boolean);
    }
    const hidden = invisible(found);
    return [
      item.problem === OWN ? h("p", { class: "tl-soft" }, t("This problem is in the bank, so the answers are computed.")) : null,
      told,
      answersTable(found),
      hidden.length
        ? unfolding("hidden", hiddenWords(hidden.length), h("ul", {}, ...hidden.map((idea) => h("li", {}, idea.name))))
        : h("p", {}, t("No known idea of this kind leads to the right answer.")),
      h("p", { class: "tl-soft" }, domainNow().note, ` ${t("Computed for students who hold one idea and make no slips.")}`),
    ].filter(Boolean);
  }

  const hiddenWords = (number) =>
    number === 1
      ? t("1 idea leads to the right answer here: the item does not show it")
      : t("{number} ideas lead to the right answer here: the item does not show them", { number });

  /** Details that stay open while the panel is drawn anew. */
  function unfolding(name, title, inside) {
    const details = h("details", { open: opened.has(name) }, h("summary", { onclick: () => (details.open ? opened.delete(name) : opened.add(name)) }, title), inside);
    return details;
  }

  function answersTable(found) {
    const line = (row) => {
      const inItem = row.options.map((at) => optionMark(at, item.kind)).join(", ");
      const idea = row.right ? "correct" : row.ideas[0].id;
      return h(
        "tr",
        {},
        h("th", { scope: "row" }, row.written),
        h("td", {}, row.right ? h("b", {}, t("the right answer")) : null, ...(row.right ? [] : row.ideas.map((one) => unfolding(one.id, one.name, h("p", { html: one.looks_html }))))),
        h("td", {}, inItem || h("button", { type: "button", "aria-label": t("Add {answer} as an answer", { answer: row.written }), onclick: () => addOption(row.written, idea) }, t("Add"))),
      );
    };
    const heads = [t("Answer"), t("Who gives it"), t("In the item")].map((text) => h("th", { scope: "col" }, text));
    return h("table", { class: "tl-item-answers" }, h("thead", {}, h("tr", {}, ...heads)), h("tbody", {}, ...found.rows.map(line)));
  }

  // --- taking it along ---
  const output = h("textarea", { readonly: true, rows: 8, "aria-label": t("The item as text"), class: "tl-item-text" });
  const withNotes = h("input", { type: "checkbox", checked: true, onchange: drawPanel });
  const said = h("p", { class: "tl-soft", "aria-hidden": "true" });
  const tell = (text) => {
    said.textContent = text;
    announce(text);
  };
  exportPart.append(
    h("h4", { id: `${id}-export` }, t("Take it along")),
    h("label", { class: "tl-item-kind" }, withNotes, t("with the notes for the teacher")),
    output,
    h(
      "div",
      { class: "tl-row" },
      h("button", { type: "button", onclick: copy }, t("Copy")),
      h("button", { type: "button", onclick: download }, t("Download as text")),
      h("button", { type: "button", onclick: print }, t("Print")),
      said,
    ),
  );

  function drawExport(found, computed) {
    const text = itemText({ ...item, stem: stem() });
    output.value = withNotes.checked ? `${text}\n\n———\n${notesText(item, found, computed, tieName)}\n` : `${text}\n`;
  }

  async function copy() {
    try {
      await navigator.clipboard.writeText(output.value);
      tell(t("Copied."));
    } catch {
      output.focus();
      output.select();
      tell(t("The text is marked: press Ctrl+C, or ⌘C on a Mac."));
    }
  }

  function download() {
    if (link) URL.revokeObjectURL(link);
    link = URL.createObjectURL(new Blob([output.value], { type: "text/plain;charset=utf-8" }));
    h("a", { href: link, download: "item.txt" }).click();
    tell(t("Saved as {file}.", { file: "item.txt" }));
  }

  /** Prints the item alone: a frame of its own, since the page around holds much else. */
  function print() {
    printing?.remove();
    printing = h("iframe", { title: t("Item for printing"), class: "tl-item-print", "aria-hidden": "true", tabindex: -1 });
    body.append(printing);
    const sheet = printing.contentDocument;
    sheet.title = t("Item");
    const text = h("pre", {}, output.value);
    text.style.cssText = "font: 14pt/1.5 system-ui, sans-serif; white-space: pre-wrap; margin: 1cm";
    sheet.body.append(text);
    const { contentWindow } = printing;
    contentWindow.addEventListener("afterprint", () => printing?.remove());
    contentWindow.print();
  }

  const onValue = () => {
    if (saving) return;
    item = model.get("value");
    drawEditor();
  };
  model.on("change:value", onValue);
  drawEditor();
  return () => {
    saveLater.flush();
    if (link) URL.revokeObjectURL(link);
    printing?.remove();
    model.off("change:value", onValue);
    done();
  };
}

export default { render };
