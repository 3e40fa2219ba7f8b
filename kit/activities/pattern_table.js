// PatternTable: students by problems, reordered until the pattern shows, and groups by what is needed.
import { afterPause, answer, frame, h } from "./shared.js";
import { t } from "./words.js";
import {
  countUnexpected,
  countWithin,
  foundText,
  orderItems,
  orderStudents,
  overlapText,
  pickText,
  readPattern,
  studentsText,
  whoMissed,
  withItem,
} from "./pattern_table_model.js";
import { windowedGrid } from "./pattern_table_grid.js";

const STUDENT_ORDERS = {
  given: t("as in the set"),
  right: t("by number right"),
  skill: t("by number right within the skill"),
  unexpected: t("most unexpected answers first"),
};
const ITEM_ORDERS = { given: t("as on the sheet"), right: t("easiest first"), skill: t("those of the skill first") };
const RULES = { any: t("at least one of them"), half: t("at least half of them"), all: t("all of them") };
const BEFORE_SAVING = 400;
const FIRST_ITEM = 3; // the student, the number right, and the number within the skill (or of unexpected answers) stand before
const WHY_ORDER = t("Ordered by number right only so that the pattern shows. It is no ranking: the same number right can hide different needs.");

function render({ model, el }) {
  const content = model.get("content");
  const { items, skills, given } = content;
  const { body, id, announce, done } = frame({ model, el }, "tl-pattern-table");
  const data = readPattern(content.students, content.rows, items.length);
  const ids = items.map((item) => item.id);
  const places = new Map(content.students.map((student, row) => [student, row]));
  const kept = model.get("value");
  let view = kept.view;
  let picked = kept.picked;
  let groups = kept.groups;
  let student = kept.student;
  let rows = [];
  let columns = [];

  const save = (change) => answer(model, change);
  const rememberStudent = afterPause(() => save({ student }), BEFORE_SAVING);
  const saveGroups = afterPause(() => save({ groups }), BEFORE_SAVING);
  const skillOf = (skillId) => skills.find((skill) => skill.id === skillId) ?? null;
  const placesOf = (some) => some.map((item) => ids.indexOf(item)).filter((at) => at >= 0);
  const skilled = () => placesOf(skillOf(view.skill)?.items ?? []);
  const percent = (at) => (data.shares[at] === null ? "–" : `${Math.round(100 * data.shares[at])}%`);
  const problems = (count) => (count === 1 ? t("1 problem") : t("{count} problems", { count }));
  const unexpectedAnswers = (count) => (count === 1 ? t("1 unexpected answer") : t("{count} unexpected answers", { count }));
  let needed = new Set();
  let chosen = new Set();

  // --- tools ---
  const options = (words, now) => Object.entries(words).map(([value, text]) => h("option", { value, selected: value === now }, text));
  const field = (label, control) => h("label", { class: "tl-field" }, h("span", {}, label), control);
  const studentOrder = h("select", { onchange: () => reorder({ students: studentOrder.value }) }, ...options(STUDENT_ORDERS, view.students));
  const itemOrder = h("select", { onchange: () => reorder({ items: itemOrder.value }) }, ...options(ITEM_ORDERS, view.items));
  const skillChoice = h(
    "select",
    { onchange: () => reorder({ skill: skillChoice.value || null }) },
    h("option", { value: "" }, t("nothing marked")),
    ...skills.map((skill) => h("option", { value: skill.id, selected: skill.id === view.skill }, `${skill.name} (${skill.items.length})`)),
  );
  const against = h(
    "select",
    { onchange: () => reorder({ against: Number(against.value) }) },
    ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => h("option", { value: n, selected: n === view.against }, String(n))),
  );
  const showing = h("select", { onchange: () => reorder({ show: showing.value }) });
  const jumpText = h("input", { type: "text", class: "tl-jump", autocomplete: "off", spellcheck: "false", "aria-describedby": `${id}-jump-said` });
  const jumpSaid = h("span", { id: `${id}-jump-said`, class: "tl-soft" });
  const jump = h("form", { class: "tl-row", onsubmit: jumpTo }, field(t("Go to student"), jumpText), h("button", { type: "submit" }, t("Go")), jumpSaid);
  const orderNote = h("p", { class: "tl-soft tl-order-note" });

  const legend = h("ul", { class: "tl-legend", id: `${id}-legend` });
  const readout = h("div", { class: "tl-readout", role: "group", "aria-label": t("The row being read") });
  const grid = windowedGrid({
    id,
    label: t("Answers: {students} students, {problems} problems. Arrow keys move, Enter reads the row; on a problem's number it takes the problem for a group.", {
      students: content.students.length,
      problems: items.length,
    }),
    describedBy: `${id}-legend`,
    writeHead,
    writeCell,
    say,
    onMove: (row) => row >= 0 && rows.length && readStudent(rows[row]),
    onPress: pressed,
  });
  body.append(
    h(
      "div",
      { class: "tl-tools" },
      field(t("Order of the problems"), itemOrder),
      field(t("Order of the students"), studentOrder),
      skills.length > 0 && field(t("Mark the problems that need"), skillChoice),
      field(t("Mark answers that go against"), h("span", {}, against, " ", t("others or more"))),
      field(t("Show"), showing),
      jump,
    ),
    orderNote,
    legend,
    grid.element,
    h(
      "p",
      { class: "tl-soft" },
      t("{students}, {problems}, {mark}. Ids are of this table and lead to no name.", {
        students: studentsText(content.students.length),
        problems: problems(items.length),
        mark: content.mark,
      }),
    ),
    readout,
    problemsPanel(),
  );
  const picking = groupInTheMaking();
  const groupList = h("div", { class: "tl-kept" });
  const overlap = h("p", { class: "tl-overlap" });
  body.append(h("h4", {}, t("Groups by need")), picking.element, overlap, groupList);
  drawShowing();
  drawGroups();
  redraw();
  if (student !== null && places.has(student)) {
    const row = rows.indexOf(places.get(student));
    if (row >= 0) grid.moveTo(row, 0, { quiet: true });
  }
  drawReadout();

  // --- the grid ---
  function writeHead(cell, column) {
    const at = columns[column - FIRST_ITEM];
    if (column === 0) set(cell, "tl-grid-cell tl-grid-name", t("Student"));
    else if (at === undefined) set(cell, "tl-grid-cell tl-grid-sum", column === 1 ? t("Right") : view.skill === null ? "◆ ◇" : t("Skill"));
    else {
      const marks = `${needed.has(at) ? " tl-needs" : ""}${chosen.has(at) ? " tl-chosen" : ""}`;
      cell.className = `tl-grid-cell tl-grid-item${marks}`;
      cell.title = `${at + 1}: ${items[at].text}`;
      cell.setAttribute("aria-selected", String(chosen.has(at)));
      cell.replaceChildren(h("b", {}, String(at + 1)), h("span", {}, percent(at)), h("span", { class: "tl-flag" }, needed.has(at) ? "▼" : ""));
    }
  }

  function writeCell(cell, shownRow, column) {
    const row = rows[shownRow];
    const at = columns[column - FIRST_ITEM];
    if (column === 0) set(cell, "tl-grid-cell tl-grid-name", content.students[row].toUpperCase());
    else if (at === undefined) set(cell, "tl-grid-cell tl-grid-sum", column === 1 ? String(data.totals[row]) : second(row));
    else set(cell, `tl-grid-cell tl-grid-mark ${markOf(row, at)}${needed.has(at) ? " tl-needs" : ""}${chosen.has(at) ? " tl-chosen" : ""}`, "");
  }

  /** Written only where it differs: most cells stay as they are when a row takes another's place. */
  function set(cell, className, text) {
    if (cell.className !== className) cell.className = className;
    if (cell.textContent !== text) cell.textContent = text;
  }

  function markOf(row, at) {
    const place = row * data.width + at;
    const cell = data.cells[place];
    if (cell < 0) return "tl-open";
    return `${cell ? "tl-right" : "tl-wrong"}${data.against[place] >= view.against ? " tl-unexpected" : ""}`;
  }

  function within(row) {
    return t("{right} of {of}", countWithin(data, row, skilled()));
  }

  /** The second number of a row. There is always one, so that choosing a skill makes no new column. */
  function second(row) {
    return view.skill === null ? String(countUnexpected(data, row, view.against)) : within(row);
  }

  function answerWords(row, at) {
    const place = row * data.width + at;
    const cell = data.cells[place];
    const said = cell < 0 ? t("not recorded") : scoreWords(cell, data.against[place]);
    return given && given.cells[row][at] >= 0 ? t("{said}, answered {text}", { said, text: given.texts[given.cells[row][at]] }) : said;
  }

  function scoreWords(cell, n) {
    if (n < view.against) return cell ? t("right") : t("not right");
    if (cell) return n === 1 ? t("right, unexpected: 1 easier problem missed") : t("right, unexpected: {n} easier problems missed", { n });
    return n === 1 ? t("not right, unexpected: 1 harder problem right") : t("not right, unexpected: {n} harder problems right", { n });
  }

  function say(shownRow, column) {
    const at = columns[column - FIRST_ITEM];
    if (shownRow < 0) {
      if (at === undefined) return [t("Student"), t("Number right"), view.skill === null ? t("Unexpected answers") : t("Right of the problems that need the skill")][column];
      return [
        t("Problem {number}: {text}. {percent} right.", { number: at + 1, text: items[at].text, percent: percent(at) }),
        needed.has(at) && t("Needs the skill."),
        chosen.has(at) && t("In the group in the making."),
      ]
        .filter(Boolean)
        .join(" ");
    }
    const row = rows[shownRow];
    const name = content.students[row].toUpperCase();
    const total = { name, right: data.totals[row], of: data.width };
    if (column === 0) return t("{name}, {right} of {of} right", total);
    if (at === undefined) {
      if (column === 1) return t("{name}: {right} of {of} right", total);
      return view.skill === null
        ? `${name}: ${unexpectedAnswers(countUnexpected(data, row, view.against))}`
        : t("{name}: {right} of {of} that need the skill", { name, ...countWithin(data, row, skilled()) });
    }
    return t("{name}, problem {number}, {text}: {answer}", { name, number: at + 1, text: items[at].text, answer: answerWords(row, at) });
  }

  function pressed(shownRow, column) {
    const at = columns[column - FIRST_ITEM];
    if (shownRow < 0) {
      if (at !== undefined) takeItem(ids[at]);
      return;
    }
    readStudent(rows[shownRow]);
    announce(rowWords(rows[shownRow]));
  }

  function rowWords(row) {
    const missed = columns.filter((at) => data.cells[row * data.width + at] === 0).map((at) => at + 1);
    const said = { name: content.students[row].toUpperCase(), right: data.totals[row], of: data.width };
    return t("{name}: {right} of {of} right. Not right: {missed}.", { ...said, missed: missed.join(", ") || t("none") });
  }

  // --- orders ---
  function reorder(change) {
    view = { ...view, ...change };
    if (change.skill === null) {
      if (view.students === "skill") view.students = "given";
      if (view.items === "skill") view.items = "given";
    }
    save({ view });
    redraw();
    drawReadout();
    const order = t("Problems {items}, students {students}.", { items: ITEM_ORDERS[view.items], students: STUDENT_ORDERS[view.students] });
    announce(`${order} ${rows.length === 1 ? t("1 row.") : t("{count} rows.", { count: rows.length })}`);
  }

  function shownRows() {
    const order = orderStudents(data, view, skilled());
    const only =
      view.show === "picked"
        ? whoMissed(data, placesOf(picked.items), picked.rule)
        : groups.find((group) => group.id === view.show)?.students.map((one) => places.get(one));
    if (!only) return order;
    const members = new Set(only);
    return order.filter((row) => members.has(row));
  }

  function redraw() {
    needed = new Set(skilled());
    chosen = new Set(placesOf(picked.items));
    rows = shownRows();
    columns = orderItems(data, view.items, skilled());
    for (const select of [studentOrder, itemOrder]) {
      for (const option of select.options) if (option.value === "skill") option.disabled = view.skill === null;
    }
    [studentOrder.value, itemOrder.value, skillChoice.value, against.value] = [view.students, view.items, view.skill ?? "", String(view.against)];
    orderNote.textContent = view.students === "given" || view.students === "unexpected" ? "" : WHY_ORDER;
    orderNote.hidden = !orderNote.textContent;
    drawLegend();
    grid.show(rows.length, FIRST_ITEM + columns.length);
  }

  function drawLegend() {
    const n = view.against;
    const easier = n === 1 ? t("right, though 1 easier problem was missed") : t("right, though {n} or more easier problems were missed", { n });
    const harder = n === 1 ? t("not right, though 1 harder problem is right") : t("not right, though {n} or more harder problems are right", { n });
    const key = (mark, words) => h("li", {}, h("span", { class: `tl-grid-mark ${mark}`, "aria-hidden": "true" }), words);
    legend.replaceChildren(
      key("tl-right", t("right")),
      key("tl-wrong", t("not right")),
      key("tl-right tl-unexpected", easier),
      key("tl-wrong tl-unexpected", harder),
      ...(data.cells.includes(-1) ? [key("tl-open", t("not recorded"))] : []),
      ...(view.skill === null ? [] : [h("li", {}, h("span", { class: "tl-flag", "aria-hidden": "true" }, "▼"), t("problem that needs the skill"))]),
    );
  }

  function drawShowing() {
    showing.replaceChildren(
      h("option", { value: "" }, t("all students")),
      h("option", { value: "picked" }, t("the group in the making")),
      ...groups.map((group) => h("option", { value: group.id }, group.name || t("group without a name"))),
    );
    showing.value = view.show;
    if (showing.value !== view.show) {
      view = { ...view, show: "" };
      showing.value = "";
    }
  }

  function jumpTo(event) {
    event.preventDefault();
    const wanted = jumpText.value.trim().toLowerCase();
    const row = content.students.findIndex((one) => one.toLowerCase() === wanted);
    const at = rows.indexOf(row);
    const [first, last] = [content.students[0], content.students.at(-1)].map((one) => one.toUpperCase());
    const unknown = t("No “{wanted}” here. Ids go from {first} to {last}.", { wanted: jumpText.value.trim(), first, last });
    jumpSaid.textContent = row < 0 ? unknown : at < 0 ? t("Not among the students shown now.") : "";
    if (at < 0) return announce(jumpSaid.textContent);
    grid.element.focus();
    grid.moveTo(at, 0);
  }

  // --- the row being read ---
  function readStudent(row) {
    if (student === content.students[row]) return;
    student = content.students[row];
    drawReadout();
    rememberStudent();
  }

  function drawReadout() {
    const row = places.get(student);
    readout.hidden = row === undefined;
    if (row === undefined) return;
    const list = (title, some) =>
      some.length > 0 &&
      h(
        "div",
        {},
        h("dt", {}, title),
        h(
          "dd",
          {},
          ...some.map((at) =>
            h("span", { class: "tl-asked" }, h("b", {}, `${at + 1} `), h("span", { html: items[at].html }), given && given.cells[row][at] >= 0 && `: ${given.texts[given.cells[row][at]]}`),
          ),
        ),
      );
    const where = (test) => columns.filter((at) => test(data.cells[row * data.width + at], data.against[row * data.width + at] >= view.against));
    const unexpected = countUnexpected(data, row, view.against);
    readout.replaceChildren(
      h(
        "p",
        {},
        h("b", {}, student.toUpperCase()),
        `: ${t("{right} of {of} right", { right: data.totals[row], of: data.width })}`,
        view.skill !== null && `; ${skillOf(view.skill).name}: ${within(row)}`,
        `; ${unexpectedAnswers(unexpected)}.`,
      ),
      h(
        "dl",
        {},
        ...[
          list(t("◆ Right, though easier ones were missed"), where((cell, odd) => cell === 1 && odd)),
          list(t("◇ Not right, though harder ones are"), where((cell, odd) => cell === 0 && odd)),
          list(t("○ Not right"), where((cell, odd) => cell === 0 && !odd)),
        ].filter(Boolean),
      ),
    );
  }

  function problemsPanel() {
    const needs = (item) => skills.filter((skill) => skill.items.includes(item.id)).map((skill) => skill.name);
    return h(
      "details",
      { class: "tl-problems" },
      h("summary", {}, t("The problems, how many are right, and what they are said to need")),
      h(
        "div",
        { class: "tl-scroll", tabindex: 0, role: "region", "aria-label": t("Problems") },
        h(
          "table",
          {},
          h("thead", {}, h("tr", {}, ...[t("No."), t("Problem"), t("Right"), t("Said to need")].map((name) => h("th", { scope: "col" }, name)))),
          h("tbody", {}, ...items.map((item, at) => h("tr", {}, h("th", { scope: "row" }, String(at + 1)), h("td", { html: item.html }), h("td", {}, percent(at)), h("td", {}, needs(item).join("; ") || "–")))),
        ),
      ),
    );
  }

  // --- groups ---
  function groupInTheMaking() {
    const bySkill = h(
      "select",
      { onchange: () => pick({ skill: bySkill.value || null, items: skillOf(bySkill.value)?.items ?? [] }) },
      h("option", { value: "" }, t("choose one")),
      ...skills.map((skill) => h("option", { value: skill.id }, skill.name)),
    );
    const buttons = items.map((item, at) =>
      h("button", { type: "button", class: "tl-pick", title: item.text, "aria-label": t("Problem {number}: {text}", { number: at + 1, text: item.text }), onclick: () => takeItem(item.id) }, String(at + 1)),
    );
    const rule = h("select", { onchange: () => pick({ rule: rule.value }) }, ...options(RULES, picked.rule));
    const said = h("p", { class: "tl-picked-said" });
    const name = h("input", { type: "text", maxlength: 120 });
    const need = h("textarea", { rows: 2, maxlength: 2000 });
    const keepButton = h("button", { type: "button", class: "tl-primary", onclick: keepGroup }, t("Keep this group"));

    function keepGroup() {
      const students = whoMissed(data, placesOf(picked.items), picked.rule).map((row) => content.students[row]);
      if (students.length === 0) return announce((said.textContent = t("Choose problems first: a skill, or their numbers.")));
      const number = 1 + Math.max(0, ...groups.map((group) => Number(/^g(\d+)$/.exec(group.id)?.[1] ?? 0)));
      const made = { id: `g${number}`, name: name.value.trim() || t("Group {number}", { number }), need: need.value.trim(), ...picked, students };
      groups = [...groups, made];
      name.value = need.value = "";
      pick({ items: [], skill: null }, { groups });
      drawGroups();
      drawShowing();
      groupList.lastElementChild.querySelector("input").focus();
      announce(t("{name} is kept with {students}.", { name: made.name, students: studentsText(students.length) }));
    }
    function draw() {
      bySkill.value = picked.skill ?? "";
      rule.value = picked.rule;
      items.forEach((item, at) => buttons[at].setAttribute("aria-pressed", String(picked.items.includes(item.id))));
      const found = whoMissed(data, placesOf(picked.items), picked.rule).length;
      said.textContent = picked.items.length
        ? foundText(found, content.students.length, picked, ids)
        : t("Choose a skill, or press the numbers of problems here or at the top of the table.");
    }
    draw();
    return {
      draw,
      said,
      element: h(
        "fieldset",
        { class: "tl-making" },
        h("legend", {}, t("A group in the making")),
        h("div", { class: "tl-pair" }, skills.length > 0 && field(t("All problems that need"), bySkill), field(t("Students who missed"), rule)),
        h("div", { class: "tl-picks", role: "group", "aria-label": t("Problems of the group") }, ...buttons),
        said,
        h("div", { class: "tl-pair" }, field(t("Name of the group"), name), field(t("What would they need?"), need)),
        h("div", { class: "tl-row" }, keepButton),
      ),
    };
  }

  function takeItem(item) {
    pick(withItem(picked, item, ids));
    announce(`${pickText(picked, ids)}. ${picking.said.textContent}`);
  }

  function pick(change, more = {}) {
    picked = { ...picked, ...change };
    save({ picked, ...more });
    picking.draw();
    if (view.show === "picked") rows = shownRows();
    chosen = new Set(placesOf(picked.items));
    grid.show(rows.length);
  }

  function drawGroups() {
    overlap.textContent = groups.length ? overlapText(groups, content.students) : "";
    overlap.hidden = groups.length === 0;
    groupList.replaceChildren(...groups.map(groupCard));
  }

  function groupCard(group) {
    const change = (part) => {
      groups = groups.map((one) => (one.id === group.id ? { ...one, ...part } : one));
      saveGroups();
    };
    const name = h("input", { type: "text", maxlength: 120, oninput: () => change({ name: name.value }), onblur: () => (saveGroups.flush(), drawShowing()) });
    const need = h("textarea", { rows: 2, maxlength: 2000, oninput: () => change({ need: need.value }), onblur: () => saveGroups.flush() });
    [name.value, need.value] = [group.name, group.need];
    const show = () => {
      reorder({ show: group.id });
      drawShowing();
      grid.element.scrollIntoView({ block: "nearest" });
    };
    const remove = () => {
      saveGroups.flush();
      groups = groups.filter((one) => one.id !== group.id);
      save({ groups });
      drawGroups();
      drawShowing();
      redraw();
      (groupList.querySelector("input") ?? keepFocus()).focus();
      announce(t("{name} is removed.", { name: group.name }));
    };
    return h(
      "section",
      { class: "tl-group", "data-group": group.id, "aria-label": group.name },
      field(t("Group"), name),
      h("p", {}, h("b", {}, studentsText(group.students.length)), `: ${pickText(group, ids)}.`),
      field(t("What would they need?"), need),
      h("details", {}, h("summary", {}, t("Who")), h("p", { class: "tl-who" }, group.students.map((one) => one.toUpperCase()).join(" "))),
      h("div", { class: "tl-row" }, h("button", { type: "button", onclick: show }, t("Show in the table")), h("button", { type: "button", onclick: remove }, t("Remove"))),
    );
  }

  const keepFocus = () => picking.element.querySelector("select, button");

  return () => {
    rememberStudent.flush();
    saveGroups.flush();
    grid.done();
    done();
  };
}

export default { render };
