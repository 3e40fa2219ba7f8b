// DecideNext: groups from one's own sort, a next move for each, and the evidence sheet.
import { afterPause, answer, followPointer, frame, h, look } from "./shared.js";
import { t } from "./words.js";
import {
  addGroup,
  bringIn,
  changedSince,
  fitSort,
  groupLetter,
  isMove,
  joinGroups,
  marksOn,
  pileName,
  putCard,
  sheetOf,
  sheetRows,
  splitOff,
  suggestionsFor,
  withLevel,
} from "./decide_next_model.js";
import { sheetButtons, sheetElement } from "./decide_next_sheet.js";

const BEFORE_SAVING = 400;
const MOST_UNDO = 200;
const FIELDS = ["groups", "levels", "issues", "accuracy", "brought", "sheet"];

function render({ model, el }) {
  const content = model.get("content");
  const { cards, piles, unsure, boxes } = content;
  const { body, id, announce, done } = frame({ model, el }, "tl-decide-next");
  const order = cards.map((card) => card.id);
  const byId = new Map(cards.map((card) => [card.id, card]));
  const choices = [...piles.map((pile) => pile.id), unsure];
  const history = [];
  let state = Object.fromEntries(FIELDS.map((field) => [field, model.get("value")[field]]));
  let typing = null; // the field whose typing the last step back would take away
  let reading = order[0];
  let suppressClick = false; // a drag ends with a click on the card, which was not meant

  const later = afterPause(() => {
    answer(model, state);
    drawPaper();
  }, BEFORE_SAVING);
  const labelOf = (card) => byId.get(card).label;
  const groupOf = (card) => state.groups.find((group) => group.cards.includes(card));
  const letterOf = (group) => groupLetter(state.groups.indexOf(group));
  const lettered = (group) => `${letterOf(group)}, ${group.name.trim() || t("without a name")}`;
  const count = (number) => `${number} ${number === 1 ? t("card") : t("cards")}`;

  // --- what stands on the page ---
  const from = h("p", { class: "tl-from" });
  const again = h("button", { type: "button", class: "tl-again", onclick: bringAgain });
  const undo = h("button", { type: "button", onclick: takeBack }, t("Undo"));
  const reader = h("div", { class: "tl-reader", role: "group", "aria-label": t("Card being read") });
  const loose = h("div", { class: "tl-tray", role: "group", "aria-label": t("Cards in no group") });
  const looseBox = h("div", { class: "tl-loose tl-drop", "data-group": "" }, h("b", {}, t("In no group yet")), loose);
  const groupList = h("div", { class: "tl-groups" });
  const parts = new Map();
  const chips = new Map(cards.map((card) => [card.id, makeChip(card)]));
  const lines = new Map();
  const paper = h("div", { class: "tl-paper" });
  const give = sheetButtons({ read: sheet, name: `evidence-sheet-${model.get("key").replace("/", "-")}`, say: announce });
  body.append(
    h("div", { class: "tl-row tl-tools" }, from, content.sort ? again : null, undo),
    h("h4", {}, t("Groups, and a next move for each")),
    h(
      "div",
      { class: "tl-two" },
      reader,
      h("div", { class: "tl-all-groups" }, looseBox, groupList, h("button", { type: "button", class: "tl-new tl-drop", "data-group": "+", onclick: newGroup }, t("Add a group"))),
    ),
    h(
      "p",
      { class: "tl-soft" },
      t("Drag a card to another group, or read it and choose. On a card: a group's letter puts it there, N makes a new one, Backspace takes it out, arrows go to other cards, U undoes."),
    ),
    h("h4", { id: `${id}-sheet` }, t("Evidence sheet")),
    sheetTable(),
    sheetBoxes(),
    give.element,
    paper,
  );
  firstLook();
  draw();

  // --- changes ---
  function keep(change, field = null) {
    if (field === null || field !== typing) {
      history.push(state);
      if (history.length > MOST_UNDO) history.shift();
    }
    typing = field;
    state = { ...state, ...change };
    later();
    if (field === null) later.flush();
    undo.setAttribute("aria-disabled", "false");
  }

  function takeBack() {
    const before = history.pop();
    if (!before) return;
    state = before;
    typing = null;
    later();
    later.flush();
    draw();
    announce(t("Undone."));
  }

  function changeGroup(group, change, field) {
    keep({ groups: state.groups.map((one) => (one.id === group ? { ...one, ...change } : one)) }, field && `${group} ${field}`);
  }

  function put(card, into, focus) {
    if ((groupOf(card)?.id ?? "") === into) return;
    keep({ groups: into === "+" ? splitOff(state.groups, card) : putCard(state.groups, card, into || null) });
    reading = card;
    draw();
    if (focus === "chip") chips.get(card).focus();
    if (focus === "reader") reader.querySelector(".tl-into").focus();
    const group = groupOf(card);
    announce(group ? t("{labelOf} is in group {lettered}, {a}.", { labelOf: labelOf(card), lettered: lettered(group), a: count(group.cards.length) }) : t("{labelOf} is in no group.", { labelOf: labelOf(card) }));
  }

  function newGroup() {
    keep({ groups: addGroup(state.groups) });
    draw();
    parts.get(state.groups.at(-1).id).name.focus();
    announce(t("A group is added."));
  }

  function join(group, into) {
    const told = t("Group {lettered} is joined with {a}.", { lettered: lettered(group), a: lettered(state.groups.find((one) => one.id === into)) });
    keep({ groups: joinGroups(state.groups, group.id, into) });
    draw();
    parts.get(into).name.focus();
    announce(told);
  }

  function remove(group) {
    keep({ groups: state.groups.filter((one) => one.id !== group.id) });
    draw();
    body.querySelector(".tl-new").focus();
    announce(t("The group is removed. {a}", { a: group.cards.length ? t("{a} in no group now.", { a: count(group.cards.length) }) : "" }));
  }

  function setLevel(card, pile) {
    const before = groupOf(card)?.id;
    keep(withLevel(state, card, pile, content));
    draw();
    const group = groupOf(card);
    const where = group && before === group.id ? t(" It stays in its group.") : group ? t(" It is in group {lettered}.", { lettered: lettered(group) }) : "";
    announce(`${labelOf(card)}: ${pile ? pileName(content, pile) : t("no level")}.${where}`);
  }

  // --- the sort that this builds on ---
  function theSort() {
    return fitSort(model.get("others")?.[content.sort], content);
  }

  /** With nothing decided yet the groups begin with the sort; it is kept with the first change. */
  function firstLook() {
    const untouched = !history.length && !state.groups.length && !state.brought && !Object.keys(state.levels).length;
    const sort = theSort();
    if (untouched && Object.keys(sort.placed).length) state = bringIn(state, sort, content);
  }

  function bringAgain() {
    look(model);
    const sort = theSort();
    const changed = changedSince(state.brought ?? fitSort({}, content), sort, content);
    if (changed.length) keep(bringIn(state, sort, content));
    draw();
    announce(changed.length ? t("Brought in from your sort: {a}.", { a: changed.join(", ") }) : from.textContent);
  }

  function drawSource() {
    const sort = theSort();
    const placed = Object.keys(sort.placed).length;
    const foreign = !placed && Object.keys(model.get("others")?.[content.sort]?.placed ?? {}).length > 0;
    const changed = state.brought ? changedSince(state.brought, sort, content) : [];
    const here = t("Or read each card here and choose its level: cards of one level come together in a group.");
    again.textContent = state.brought ? t("Bring in my sort again") : t("Bring in my sort");
    again.classList.toggle("tl-primary", changed.length > 0 && placed > 0);
    if (!content.sort) from.textContent = t("Read each card and choose its level: cards of one level come together in a group.");
    else if (foreign) from.textContent = t("The sort in {sort} holds none of these cards. {here}", { sort: content.sort, here });
    else if (!placed && !state.brought) from.textContent = t("There is no sort in {sort} yet. Sort there, then bring it in. {here}", { sort: content.sort, here });
    else if (changed.length) from.textContent = t("Your sort in {sort} differs from what is here: {a}.", { sort: content.sort, a: changed.join(", ") });
    else from.textContent = t("From your sort in {sort}: {placed} of {a} placed.", { sort: content.sort, placed, a: count(order.length) });
  }

  const asked = () => look(model);
  const onFocus = (event) => el.contains(event.relatedTarget) || asked();
  const onOthers = () => {
    firstLook();
    draw();
  };
  const seen = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && asked());
  if (content.sort) {
    el.addEventListener("pointerenter", asked);
    el.addEventListener("focusin", onFocus);
    model.on("change:others", onOthers);
    seen.observe(el);
  }

  // --- cards ---
  function makeChip(card) {
    const chip = h(
      "button",
      { type: "button", class: "tl-chip", "data-card": card.id, onclick: onChipClick, onkeydown: onChipKey },
      h("b", {}, card.label),
      h("small", {}),
    );
    let target = null;
    const letGo = () => {
      chip.classList.remove("tl-dragged");
      chip.style.transform = "";
      target?.classList.remove("tl-target");
      target = null;
    };
    followPointer(chip, {
      move(event, dx, dy) {
        chip.classList.add("tl-dragged");
        chip.style.transform = `translate(${dx}px, ${dy}px)`;
        const under = el.getRootNode().elementsFromPoint(event.clientX, event.clientY);
        const place = under.find((node) => body.contains(node) && node.classList.contains("tl-drop")) ?? null;
        if (place === target) return;
        target?.classList.remove("tl-target");
        place?.classList.add("tl-target");
        target = place;
      },
      end(_, moved) {
        const into = target?.dataset.group;
        letGo();
        if (!moved) return;
        suppressClick = true;
        setTimeout(() => (suppressClick = false));
        if (into !== undefined) put(card.id, into, "chip");
      },
      cancel: letGo,
    });
    return chip;
  }

  function onChipClick(event) {
    if (suppressClick) return;
    reading = event.currentTarget.dataset.card;
    drawReader();
    drawChips();
    if (event.detail === 0) reader.querySelector(".tl-into").focus();
  }

  function onChipKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const card = event.currentTarget.dataset.card;
    const key = event.key.toLowerCase();
    const step = { arrowright: 1, arrowdown: 1, arrowleft: -1, arrowup: -1 }[key];
    const group = /^[a-m]$/.test(key) && state.groups[key.charCodeAt(0) - 97];
    if (group) put(card, group.id, "chip");
    else if (key === "n") put(card, "+", "chip");
    else if (key === "backspace" || key === "delete") put(card, "", "chip");
    else if (key === "u") {
      takeBack();
      chips.get(card).focus();
    } else if (step) {
      const shown = [...body.querySelectorAll(".tl-chip")];
      reading = shown[Math.max(0, Math.min(shown.indexOf(event.currentTarget) + step, shown.length - 1))].dataset.card;
      drawReader();
      drawChips();
      chips.get(reading).focus();
    } else return;
    event.preventDefault();
  }

  function drawChips() {
    for (const card of order) {
      const chip = chips.get(card);
      const level = state.levels[card];
      chip.tabIndex = card === reading ? 0 : -1;
      chip.classList.toggle("tl-reading", card === reading);
      chip.setAttribute("aria-current", String(card === reading));
      chip.lastChild.textContent = level === undefined ? "" : level === unsure ? "?" : t("level {level}", { level });
      const group = groupOf(card);
      chip.setAttribute("aria-label", t("{labelOf}, {a}, {b}", { labelOf: labelOf(card), a: level ? pileName(content, level) : t("no level"), b: group ? t("group {lettered}", { lettered: lettered(group) }) : t("in no group") }));
    }
  }

  function drawReader() {
    const card = byId.get(reading);
    const group = groupOf(card.id);
    const at = order.indexOf(reading);
    const go = (step, name) => () => {
      reading = order[(at + step + order.length) % order.length];
      drawReader();
      drawChips();
      reader.querySelector(`.${name}`).focus();
    };
    const into = h(
      "select",
      { class: "tl-into", onchange: () => put(card.id, into.value, "reader") },
      h("option", { value: "" }, t("no group")),
      ...state.groups.map((one) => h("option", { value: one.id, selected: one === group }, lettered(one))),
    );
    const level = levelChoice(card.id);
    level.classList.add("tl-level");
    level.addEventListener("change", () => reader.querySelector(".tl-level").focus());
    const note = state.brought?.notes?.[card.id];
    reader.replaceChildren(
      h(
        "div",
        { class: "tl-row" },
        h("b", { class: "tl-label" }, card.label),
        h("span", { class: "tl-mark" }, card.mark),
        h("button", { type: "button", class: "tl-previous", "aria-label": t("Previous card"), onclick: go(-1, "tl-previous") }, "‹"),
        h("button", { type: "button", class: "tl-following", "aria-label": t("Next card"), onclick: go(1, "tl-following") }, "›"),
      ),
      h("div", { class: "tl-work-frame", html: card.html }),
      ...(note ? [h("p", {}, h("b", {}, t("Your note when sorting: ")), note)] : []),
      field(t("Level of {label}, your placement", { label: card.label }), level),
      h(
        "div",
        { class: "tl-row tl-placing" },
        field(t("Group of {label}", { label: card.label }), into),
        h("button", { type: "button", class: "tl-own", onclick: () => put(card.id, "+", "reader") }, t("Into a new group")),
      ),
    );
  }

  function field(label, control) {
    return h("label", { class: "tl-field" }, h("span", {}, label), control);
  }

  function levelChoice(card, label = null) {
    const select = h(
      "select",
      { "aria-label": label, onchange: () => setLevel(card, select.value) },
      h("option", { value: "" }, "–"),
      ...choices.map((pile) => h("option", { value: pile }, pileName(content, pile))),
    );
    select.value = state.levels[card] ?? "";
    return select;
  }

  // --- groups ---
  function makeGroup(group) {
    const now = () => state.groups.find((one) => one.id === group);
    const name = h("input", { type: "text", maxlength: 160, oninput: () => rename(group, name.value) });
    const issue = h("input", { type: "text", maxlength: 400, oninput: () => write("issue", issue.value) });
    const move = h("textarea", { rows: 3, maxlength: 4000, oninput: () => write("move", move.value) });
    for (const one of [name, issue, move]) one.addEventListener("blur", () => later.flush());
    const letter = h("b", { class: "tl-letter" });
    const tray = h("div", { class: "tl-tray", role: "group" });
    const marks = h("div", { class: "tl-row tl-marks" });
    const help = h("div", { class: "tl-help" });
    const other = h("select", { class: "tl-other" });
    const joinField = h("div", { class: "tl-row" }, field(t("Join this group with"), other), h("button", { type: "button", class: "tl-join", onclick: () => other.value && join(now(), other.value) }, t("Join")));
    const element = h(
      "section",
      { class: "tl-group tl-drop", "data-group": group },
      h("div", { class: "tl-row tl-head" }, letter, field(t("Name: what these cards need"), name)),
      tray,
      field(t("Issue: what may lie under it"), issue),
      marks,
      field(t("Next move: what you would give them, and what you would listen for"), move),
      help,
      h("div", { class: "tl-row tl-foot" }, joinField, h("button", { type: "button", onclick: () => remove(now()) }, t("Remove this group"))),
    );
    function write(part, text) {
      changeGroup(group, { [part]: text }, part);
      drawHelp(now());
      drawSheet();
    }
    return { element, name, issue, move, letter, tray, marks, help, other, joinField, write, helpState: null };
  }

  function rename(group, text) {
    changeGroup(group, { name: text }, "name");
    drawNames();
    drawReader();
    drawSheet();
  }

  function drawGroups() {
    for (const group of state.groups) if (!parts.has(group.id)) parts.set(group.id, makeGroup(group.id));
    const wanted = state.groups.map((group) => parts.get(group.id).element);
    if (wanted.length !== groupList.children.length || wanted.some((one, at) => one !== groupList.children[at])) groupList.replaceChildren(...wanted);
    const fill = (tray, some) => {
      if (some.length !== tray.children.length || some.some((chip, at) => chip !== tray.children[at])) tray.replaceChildren(...some);
    };
    const free = order.filter((card) => !groupOf(card));
    fill(loose, free.map((card) => chips.get(card)));
    looseBox.hidden = free.length === 0;
    for (const group of state.groups) {
      const part = parts.get(group.id);
      fill(part.tray, group.cards.map((card) => chips.get(card)));
      for (const one of ["name", "issue", "move"]) if (part[one].value !== group[one]) part[one].value = group[one];
      const marked = marksOn(group, state, content);
      part.marks.replaceChildren(
        ...(marked.length ? [h("span", { class: "tl-soft" }, t("Marked on these cards:"))] : []),
        ...marked.map((mark) => h("button", { type: "button", class: "tl-tag", onclick: () => useMark(group.id, mark.name) }, `${mark.name} (${mark.count})`)),
      );
      drawHelp(group);
    }
    drawNames();
  }

  function drawNames() {
    for (const group of state.groups) {
      const part = parts.get(group.id);
      part.letter.textContent = letterOf(group);
      part.element.setAttribute("aria-label", t("Group {lettered}", { lettered: lettered(group) }));
      part.tray.setAttribute("aria-label", t("Cards of group {lettered}", { lettered: lettered(group) }));
      const now = part.other.value;
      const others = state.groups.filter((one) => one !== group);
      part.other.replaceChildren(...others.map((one) => h("option", { value: one.id }, lettered(one))));
      if (others.some((one) => one.id === now)) part.other.value = now;
      part.joinField.hidden = others.length === 0;
    }
  }

  function useMark(group, name) {
    const part = parts.get(group);
    const before = part.issue.value.trim();
    if (!before.includes(name)) {
      part.issue.value = before ? `${before}; ${name}` : name;
      part.write("issue", part.issue.value);
    }
    part.issue.focus();
  }

  /** The suggestion waits for the teacher's own move; drawn anew only when what it shows changes. */
  function drawHelp(group) {
    const { help } = parts.get(group.id);
    const some = suggestionsFor(group, state, content);
    const kind = some.length === 0 ? "none" : group.shown ? "shown" : isMove(group.move) ? "ready" : "wait";
    const now = JSON.stringify([kind, group.shown, kind === "shown" && [some.map((one) => one.from), group.first !== group.move && group.first]]);
    if (parts.get(group.id).helpState === now) return;
    parts.get(group.id).helpState = now;
    const show = (when) => () => {
      const { move } = state.groups.find((one) => one.id === group.id);
      changeGroup(group.id, { shown: when, first: move });
      drawHelp(state.groups.find((one) => one.id === group.id));
      help.querySelector("p").focus();
      announce(help.textContent);
    };
    if (kind === "none") {
      const words = group.cards.length
        ? t("Nothing is suggested where the work does not say enough. A question to the student is a move.")
        : "";
      help.replaceChildren(h("p", { class: "tl-soft" }, words));
    } else if (kind === "wait") {
      help.replaceChildren(
        h("span", { class: "tl-soft" }, t("Write your own move first; then the progression's can be laid beside it. ")),
        h("button", { type: "button", onclick: show("before") }, t("Show it anyway")),
      );
    } else if (kind === "ready") {
      help.replaceChildren(h("button", { type: "button", onclick: show("after") }, t("Lay the progression's suggestion beside it")));
    } else {
      help.replaceChildren(
        h("p", { tabindex: -1 }, h("b", {}, t("What the progression suggests")), group.shown === "before" ? t(" (seen before you wrote a move)") : ""),
        h("dl", {}, ...some.flatMap((one) => [h("dt", {}, one.from), h("dd", { html: one.html })])),
        h("p", {}, t("Keep yours, take this, or put them together: which fits the work on these cards?")),
        ...(group.first.trim() && group.first !== group.move ? [h("p", {}, h("b", {}, t("You first wrote: ")), group.first)] : []),
      );
    }
  }

  // --- the sheet ---
  function sheetTable() {
    const cell = (name, control) => h("td", { "data-column": name }, control);
    const row = (card) => {
      const level = levelChoice(card.id, t("Level of {label}", { label: card.label }));
      const issue = h("input", { type: "text", maxlength: 400, "aria-label": t("Issue on {label}", { label: card.label }), oninput: () => keep({ issues: { ...state.issues, [card.id]: issue.value } }, `issue ${card.id}`) });
      issue.addEventListener("blur", () => later.flush());
      const accuracy = h(
        "select",
        { "aria-label": t("Accuracy of {label}", { label: card.label }), onchange: () => keep({ accuracy: setOrLeave(state.accuracy, card.id, accuracy.value) }) },
        h("option", { value: "" }, "–"),
        ...content.accuracy.map((one) => h("option", { value: one.id }, one.name)),
      );
      const group = h("td", {});
      lines.set(card.id, { group, level, issue, accuracy });
      return h("tr", {}, h("th", { scope: "row" }, card.label), group, cell("level", level), cell("issue", issue), cell("accuracy", accuracy));
    };
    return h(
      "div",
      { class: "tl-scroll", role: "region", "aria-labelledby": `${id}-sheet`, tabindex: 0 },
      h(
        "table",
        {},
        h("thead", {}, h("tr", {}, ...[t("Sample"), t("Group"), t("Level"), t("Issue"), t("Accuracy")].map((name) => h("th", { scope: "col" }, name)))),
        h("tbody", {}, ...cards.map(row)),
      ),
    );
  }

  function setOrLeave(record, card, value) {
    const { [card]: _, ...rest } = record;
    return value ? { ...rest, [card]: value } : rest;
  }

  function sheetBoxes() {
    return h(
      "div",
      { class: "tl-boxes" },
      ...boxes.map((box) => {
        const text = h("textarea", { rows: 3, maxlength: 4000, oninput: () => keep({ sheet: { ...state.sheet, [box.id]: text.value } }, `sheet ${box.id}`) });
        text.addEventListener("blur", () => later.flush());
        lines.set(`box ${box.id}`, { text });
        const moves = box.id === "next_group" ? h("ul", { class: "tl-moves" }) : null;
        if (moves) lines.set("moves", { moves });
        return h("div", { class: "tl-box" }, field(box.name, text), moves);
      }),
    );
  }

  function drawSheet() {
    for (const row of sheetRows(state, content)) {
      const line = lines.get(row.id);
      if (line.group.textContent !== row.group) line.group.textContent = row.group;
      line.level.value = state.levels[row.id] ?? "";
      if (line.issue.value !== row.issue) line.issue.value = row.issue;
      line.accuracy.value = state.accuracy[row.id] ?? "";
    }
    for (const box of boxes) {
      const { text } = lines.get(`box ${box.id}`);
      const written = state.sheet[box.id] ?? "";
      if (text.value !== written) text.value = written;
    }
    const moves = state.groups.filter((group) => group.move.trim());
    lines.get("moves")?.moves.replaceChildren(
      ...moves.map((group) => h("li", {}, h("b", {}, `${group.name}: `), group.move, ` (${group.cards.map(labelOf).join(", ")})`)),
    );
  }

  function sheet() {
    const title = el.querySelector(".tl-title").textContent;
    return sheetOf(state, content, t("Evidence sheet: {title}", { title }));
  }

  function drawPaper() {
    paper.replaceChildren(sheetElement(sheet()));
  }

  function draw() {
    for (const known of parts.keys()) if (!state.groups.some((group) => group.id === known)) parts.delete(known);
    drawSource();
    drawGroups();
    drawChips();
    drawReader();
    drawSheet();
    undo.setAttribute("aria-disabled", String(history.length === 0));
  }
  drawPaper();

  return () => {
    later.flush();
    seen.disconnect();
    el.removeEventListener("pointerenter", asked);
    el.removeEventListener("focusin", onFocus);
    model.off("change:others", onOthers);
    give.done();
    done();
  };
}

export default { render };
