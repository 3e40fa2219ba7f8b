// Import work: one piece of a team's own student work at a time; a person hides, confirms, or leaves out.
import { boxTool } from "./import_work_boxes.js";
import { hiddenSpans, textEditor } from "./import_work_text.js";
import { frame, h } from "./shared.js";
import { t } from "./words.js";

const ANSWERS_WITHIN = 4000;
const LISTED = 60;
const NOBODY = t(
  "This part needs the notebook and Python. Your students’ work stays where it is on the computer that has it; no page and no copy of this notebook holds it. Open the notebook in JupyterLab and choose Run ▸ Run All Cells.",
);
const NO_SOURCE = t("Nothing is here yet. It needs a folder of photos, scans and spreadsheets, or one file, on your own computer. Write this into a notebook in JupyterLab and run the cell:");
const EXAMPLE = 'kit.ImportWork("our-work", source="path/to/folder", roster="roster.csv",\n               progression="fractions", task="Which is more, 3/4 or 5/8? How do you know?")';

/** What was decided of a piece, in words. */
const STATES = { open: t("open"), confirmed: t("confirmed"), "left out": t("left out") };

/**
 * The piece to look at next: the first open one after a piece, then from the beginning.
 * @param {{id: string, state: string}[]} pieces @param {string|null} after
 * @returns {string|null}
 */
export function nextOpen(pieces, after) {
  const at = pieces.findIndex((piece) => piece.id === after);
  const order = [...pieces.slice(at + 1), ...pieces.slice(0, at + 1)];
  return order.find((piece) => piece.state === "open" && piece.id !== after)?.id ?? pieces.find((piece) => piece.state === "open")?.id ?? null;
}

/** How far the review is, in words. @param {{found: number, confirmed: number, left_out: number}} count */
export function progressWords({ found, confirmed, left_out: out }) {
  const decided = confirmed + out;
  return t("{decided} of {found} decided: {confirmed} confirmed, {out} left out.", { decided, found, confirmed, out });
}

/**
 * What stands against confirming a piece, and where; null where nothing does.
 * @param {{kind: string, boxes?: any[], nothing?: boolean, alt?: string}} draft
 * @returns {{where: "boxes"|"alt", words: string}|null}
 */
export function notYet(draft) {
  if (draft.kind !== "picture") return null;
  if (!draft.boxes.length && !draft.nothing) return { where: "boxes", words: t("Cover what has to be hidden, or press “Nothing to hide here”.") };
  if (!/[\p{L}\p{N}]/u.test(draft.alt)) return { where: "alt", words: t("Say what the work shows, for somebody who cannot see it.") };
  return null;
}

/** A kept decision as Python takes it. @param {any} draft */
export function decisionOf(draft) {
  const spans = Object.fromEntries(draft.texts.map((one) => [one.item, hiddenSpans(one.marks)]));
  const boxes = (draft.boxes ?? []).map(({ x, y, width, height, kind }) => ({ x, y, width, height, kind }));
  return { keep: true, spans, boxes, alt: draft.alt ?? "", nothing: Boolean(draft.nothing) };
}

/** A piece in words, for the list and its heading. @param {{id: string, kind: string, where: string}} piece */
export function pieceWords(piece) {
  const kind = { picture: t("picture"), text: t("text"), answers: t("answers") }[piece.kind] ?? piece.kind;
  return t("{piece}, {kind}, from {where}", { piece: piece.id.toUpperCase(), kind, where: piece.where });
}

/** @param {{model: any, el: HTMLElement}} host */
function render({ model, el }) {
  const content = model.get("content");
  const { body, id, announce, done } = frame({ model, el }, "tl-import");
  let pieces = [];
  let count = { found: 0, confirmed: 0, left_out: 0 };
  let current = null; // the draft on the screen
  let editor = null;
  let address = null; // of the picture on the screen
  let everywhere = null; // a box suggested on each page that is still open
  let listed = LISTED;
  let busy = false; // a decision or a piece is on its way: a press now would fall on a piece that nobody has seen
  let opening = 0;
  const drafts = new Map(); // what was begun and not decided, so that going on and back loses nothing
  const history = []; // decisions that can be undone

  // Asking Python: each question has a turn, and the answer comes back with it.
  let turns = 0;
  const waiting = new Map();
  const ask = (what, more = {}) =>
    new Promise((resolve) => {
      turns += 1;
      waiting.set(turns, resolve);
      model.send({ kind: "own", ask: what, turn: turns, ...more });
    });
  const heard = (message, buffers) => {
    if (message?.kind !== "own") return;
    const resolve = waiting.get(message.turn);
    waiting.delete(message.turn);
    resolve?.({ ...message, picture: buffers?.[0] ?? null });
  };
  model.on("msg:custom", heard);

  const state = h("p", { class: "tl-import-state" }, t("Reading the originals …"));
  const told = h("p", { class: "tl-hint", role: "alert", hidden: true });
  const say = (words) => {
    told.textContent = words;
    told.hidden = !words;
  };
  const progress = h("progress", { max: 1, value: 0, "aria-label": t("Decided") });
  const far = h("span", { class: "tl-import-far" });
  const nextButton = h("button", { type: "button", onclick: () => open(nextOpen(pieces, current?.id ?? null), true) }, t("Next undecided"));
  const undoButton = h("button", { type: "button", onclick: undo }, t("Undo last decision"));
  const bar = h("div", { class: "tl-row tl-import-bar" }, progress, far, nextButton, undoButton);
  const notices = h("div", { class: "tl-import-notices" });
  const place = h("div", { class: "tl-piece" });
  const list = h("ul", { class: "tl-import-list" });
  const more = h("button", { type: "button", onclick: () => showList((listed += LISTED * 5)) }, t("Show more"));
  const only = h("select", { id: `${id}-only`, onchange: () => showList() }, ...["all", "open", "confirmed", "left out"].map((one) => h("option", { value: one }, one === "all" ? t("all") : STATES[one])));
  const all = h("details", { class: "tl-import-all" }, h("summary", {}, t("All pieces")), h("div", { class: "tl-row" }, h("label", { for: `${id}-only` }, t("Show:")), only), list, more);
  const finish = h("div", { class: "tl-import-finish" });
  const tables = h("div", {});
  const work = h("div", { hidden: true }, bar, notices, tables, place, all, finish);
  const misses = h(
    "div",
    { class: "tl-misses" },
    h("p", {}, h("b", {}, t("What the marks miss. ")), content.misses[0]),
    h("details", {}, h("summary", {}, t("More of what they miss")), h("ul", {}, ...content.misses.slice(1).map((one) => h("li", {}, one)))),
  );
  body.append(misses, state, told, work);

  const nobody = setTimeout(() => {
    state.textContent = content.source ? NOBODY : NO_SOURCE;
    if (!content.source) state.after(h("pre", { class: "tl-import-example", "data-unsaid": true }, EXAMPLE));
  }, content.source ? ANSWERS_WITHIN : 0);
  if (content.source) begin();

  async function begin() {
    const { made, problem } = await ask("list");
    clearTimeout(nobody);
    if (problem) {
      state.textContent = problem;
      return;
    }
    state.hidden = true;
    work.hidden = false;
    showAll(made);
  }

  /** Show a list that came anew, and its first undecided piece. */
  function showAll(made) {
    ({ pieces, count } = made);
    notices.replaceChildren(...noticeNodes(made));
    tables.replaceChildren(...made.tables.map((table) => tableForm(table, made.roles)));
    showFar();
    showList();
    showFinish();
    const first = nextOpen(pieces, null) ?? pieces[0]?.id ?? null;
    if (first) open(first, false);
    else place.replaceChildren(h("p", {}, made.tables.length ? t("Say what the columns are; then the answers come.") : t("Nothing was found that could be read. See what was left out, above.")));
  }

  /** What the columns of a table are, to be said by a person before any row of it is read. */
  function tableForm(table, roles) {
    const selects = table.columns.map((column, index) =>
      h("select", { id: `${id}-column-${table.where}-${index}`.replace(/[^\w-]/g, "_") }, ...Object.entries(roles).map(([role, words]) => h("option", { value: role, selected: role === column.role }, words))),
    );
    const rows = table.columns.map((column, index) =>
      h("li", {}, h("label", { for: selects[index].id }, h("b", {}, column.name || t("Column {place}", { place: column.place })), column.example && h("span", { class: "tl-soft" }, ` ${t("such as “{example}”", { example: column.example })}`)), selects[index]),
    );
    const take = async () => {
      const { made, problem } = await ask("columns", { where: table.where, roles: selects.map((select) => select.value) });
      if (problem) {
        say(problem);
        return;
      }
      say("");
      showAll(made);
      announce(`${t("The columns of {where} are taken.", { where: table.where })} ${progressWords(count)}`);
      (tables.querySelector("h4") ?? nextButton).focus();
    };
    const about = [
      table.rows === 1 ? t("1 row.") : t("{rows} rows.", { rows: table.rows }),
      table.before ? t("You said this for such a table before.") : t("This is what they seem to be."),
      t("Names in the columns of people are looked for in the answers and kept nowhere."),
    ];
    return h(
      "div",
      { class: "tl-table-form" },
      h("h4", { tabindex: -1 }, t("What are the columns of {where}?", { where: table.where })),
      h("p", {}, about.join(" ")),
      h("ul", { class: "tl-columns" }, ...rows),
      h("div", { class: "tl-row" }, h("button", { type: "button", class: "tl-primary", onclick: take }, t("These columns are right"))),
    );
  }

  function noticeNodes(made) {
    const nodes = made.notices.map((one) => h("p", { class: "tl-soft" }, one));
    if (made.troubles.length) {
      const rest = made.more_troubles ? [h("li", {}, t("and {number} more", { number: made.more_troubles }))] : [];
      const number = made.troubles.length + made.more_troubles;
      const head = number === 1 ? t("1 thing could not be taken as it is") : t("{number} things could not be taken as they are", { number });
      nodes.push(h("details", {}, h("summary", {}, head), h("ul", {}, ...made.troubles.map((one) => h("li", {}, one)), ...rest)));
    }
    return nodes;
  }

  function showFar() {
    far.textContent = progressWords(count);
    progress.max = Math.max(count.found, 1);
    progress.value = count.confirmed + count.left_out;
    undoButton.setAttribute("aria-disabled", String(!history.length));
    nextButton.setAttribute("aria-disabled", String(!pieces.some((piece) => piece.state === "open" && piece.id !== current?.id)));
  }

  function showList() {
    const chosen = pieces.filter((piece) => only.value === "all" || piece.state === only.value);
    list.replaceChildren(
      ...chosen.slice(0, listed).map((piece) =>
        h(
          "li",
          {},
          h("button", { type: "button", "aria-current": piece.id === current?.id ? "true" : null, onclick: () => open(piece.id, true) }, pieceWords(piece)),
          h("span", { class: "tl-mark" }, STATES[piece.state]),
        ),
      ),
    );
    more.hidden = chosen.length <= listed;
  }

  // One piece

  function setBusy(on) {
    busy = on;
    for (const one of place.querySelectorAll(".tl-decide button")) one.setAttribute("aria-disabled", String(on));
  }

  async function open(which, move) {
    if (!which) {
      announce(t("No other piece is undecided."));
      return;
    }
    say("");
    setBusy(true);
    const turn = (opening += 1);
    const { made, problem, picture } = await ask("show", { id: which });
    if (turn !== opening) return; // another was asked for meanwhile
    setBusy(false);
    if (problem) {
      say(problem);
      return;
    }
    const kept = drafts.get(which);
    current = kept ? { ...made, ...kept } : made;
    if (!kept && everywhere && made.kind === "picture" && made.state === "open") current.boxes = [...made.boxes.filter((box) => box.kind === "crop"), { ...everywhere, suggested: true }];
    showPiece(picture);
    showFar();
    showList();
    if (move) place.querySelector(".tl-piece-title").focus();
  }

  function showPiece(picture) {
    editor?.done();
    if (address) URL.revokeObjectURL(address);
    address = picture ? URL.createObjectURL(new Blob([picture], { type: "image/jpeg" })) : null;
    const draft = current;
    const facts = Object.entries(draft.facts).map(([name, value]) => `${name}: ${value}`);
    const title = h("h4", { class: "tl-piece-title", tabindex: -1 }, pieceWords(draft));
    const stands = h("p", { class: "tl-row" }, h("span", { class: "tl-mark" }, draft.state === "open" ? t("not decided") : STATES[draft.state]), ...facts.map((one) => h("span", { class: "tl-mark" }, one)));
    const changed = () => drafts.set(draft.id, draft);
    const parts = draft.kind === "picture" ? pictureParts(draft, changed) : [];
    if (draft.kind !== "picture") {
      editor = textEditor({ id, texts: draft.texts, tasks: draft.tasks, placeholders: content.placeholders, announce, changed });
      parts.push(editor.node);
    }
    place.replaceChildren(
      title,
      stands,
      ...parts,
      h(
        "div",
        { class: "tl-row tl-decide" },
        h("button", { type: "button", class: "tl-primary", onclick: (event) => event.detail < 2 && confirm() }, t("Confirm")),
        h("button", { type: "button", onclick: (event) => event.detail < 2 && decide({ keep: false }) }, t("Leave out")),
        h("span", { class: "tl-soft" }, t("To confirm says: I have looked at all of it, and what is kept names nobody.")),
      ),
    );
  }

  function pictureParts(draft, changed) {
    const nothing = h("button", { type: "button", class: "tl-nothing", onclick: () => setNothing(!draft.nothing) }, t("Nothing to hide here"));
    const show = () => {
      nothing.setAttribute("aria-pressed", String(Boolean(draft.nothing)));
      nothing.setAttribute("aria-disabled", String(draft.boxes.length > 0));
    };
    const setNothing = (on) => {
      if (draft.boxes.length) {
        announce(t("There is a box on the picture. Delete it first if nothing has to be hidden."));
        return;
      }
      draft.nothing = on;
      show();
      announce(on ? t("Marked: nothing to hide here.") : t("Open again."));
      changed();
    };
    editor = boxTool({
      id,
      url: address,
      size: draft.size,
      boxes: draft.boxes,
      announce,
      changed(boxes) {
        draft.boxes = boxes;
        if (boxes.length) draft.nothing = false;
        show();
        changed();
      },
      everywhere(box) {
        everywhere = { ...box, suggested: true };
        announce(t("This place is suggested on every page that is still open. Each page still waits for your yes."));
      },
    });
    const alt = h("textarea", { id: `${id}-alt`, rows: 2, maxlength: 600 });
    alt.value = draft.alt;
    alt.addEventListener("input", () => {
      draft.alt = alt.value;
      changed();
    });
    show();
    return [
      draft.tasks.length ? h("p", { class: "tl-soft tl-task" }, t("Task: {task}", { task: draft.tasks.map((task) => task.text).join(" ") })) : null,
      editor.node,
      h("div", { class: "tl-row" }, nothing),
      h("label", { for: `${id}-alt` }, t("What does the work show? In words, without names, for somebody who cannot see it")),
      alt,
    ].filter(Boolean);
  }

  function confirm() {
    const against = notYet(current);
    if (against) {
      say(against.words);
      place.querySelector(against.where === "alt" ? "textarea" : ".tl-nothing").focus();
      return;
    }
    decide(decisionOf(current));
  }

  async function decide(decision) {
    if (busy) return;
    setBusy(true);
    await decided(current.id, decision);
    setBusy(false);
  }

  async function decided(which, decision) {
    const { made, problem } = await ask("decide", { id: which, decision });
    if (problem) {
      say(problem);
      return;
    }
    say("");
    history.push({ id: which, before: made.before });
    drafts.delete(which);
    taken(made);
    const next = nextOpen(pieces, which);
    announce(`${made.state === "confirmed" ? t("Confirmed.") : t("Left out.")} ${progressWords(count)}`);
    if (next) await open(next, true);
    else {
      await open(which, false);
      finish.querySelector("h4").focus();
    }
  }

  function taken(made) {
    pieces = pieces.map((piece) => (piece.id === made.id ? { ...piece, state: made.state } : piece));
    count = made.count;
    showFar();
    showList();
    showFinish();
  }

  async function undo() {
    const last = history.at(-1);
    if (busy) return;
    if (!last) {
      announce(t("There is nothing to undo."));
      return;
    }
    const { made, problem } = await ask("decide", { id: last.id, decision: last.before });
    if (problem) {
      say(problem);
      return;
    }
    history.pop();
    taken(made);
    announce(`${t("Undone.")} ${progressWords(count)}`);
    open(last.id, true);
  }

  // The end

  function showFinish(written = null) {
    const open = count.found - count.confirmed - count.left_out;
    const head = h("h4", { tabindex: -1 }, t("Write the work set"));
    const { name } = content;
    const going = count.confirmed === 1 ? t("1 confirmed piece goes into the work set “{name}”.", { name }) : t("{number} confirmed pieces go into the work set “{name}”.", { number: count.confirmed, name });
    const rest = open ? t("{number} still undecided: not written.", { number: open }) : t("All are decided.");
    const now = count.confirmed ? `${going} ${rest}` : t("Nothing is confirmed yet.");
    const button = h("button", { type: "button", class: open || !count.confirmed ? "" : "tl-primary", "aria-disabled": String(!count.confirmed), onclick: write }, t("Write the work set"));
    finish.replaceChildren(head, h("p", {}, now), h("div", { class: "tl-row" }, button), ...(written ? writtenNodes(written) : []));
  }

  function writtenNodes(made) {
    const students = made.students === 1 ? t("1 student") : t("{number} students", { number: made.students });
    const pictures = made.pictures === 1 ? t("1 picture") : t("{number} pictures", { number: made.pictures });
    const head = made.pictures ? t("Written: {students}, {pictures}.", { students, pictures }) : t("Written: {students}.", { students });
    return [
      h("p", { class: "tl-written" }, h("b", {}, head), made.gone ? ` ${t("{number} from an earlier time were taken out.", { number: made.gone })}` : ""),
      made.shared ? h("p", {}, made.shared) : h("span", {}),
      made.warnings.length ? h("ul", { class: "tl-import-warnings" }, ...made.warnings.map((one) => h("li", {}, one))) : h("span", {}),
      made.small ? h("p", { class: "tl-soft" }, t("To say less of students who stand alone: {command}", { command: `throughline work finish ${made.name} FOLDER --at-least 5` })) : h("span", {}),
      h("p", {}, t("Next, in a terminal: make a session of it, and look at it before anybody else does.")),
      h("pre", { class: "tl-import-example", "data-unsaid": true }, `throughline new "Our own work" --from 05 --work ${made.name}`),
    ];
  }

  async function write() {
    if (!count.confirmed) {
      announce(t("Confirm a piece first."));
      return;
    }
    const { made, problem } = await ask("finish");
    if (problem) {
      say(problem);
      told.scrollIntoView({ block: "nearest" });
      return;
    }
    showFinish(made);
    finish.querySelector("h4").focus();
    announce(t("Written: {students}.", { students: t("{number} students", { number: made.students }) }));
  }

  return () => {
    clearTimeout(nobody);
    editor?.done();
    if (address) URL.revokeObjectURL(address);
    model.off("msg:custom", heard);
    done();
  };
}

export default { render };
