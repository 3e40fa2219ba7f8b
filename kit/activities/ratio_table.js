// RatioTable: columns of one ratio, each made from others by an operation, with the double number line in step.
import { h, s, frame, answer, afterPause } from "./shared.js";
import { t } from "./words.js";
import { stacked, capital, compare, exact, readNumber } from "./fractions.js";
import {
  mixed,
  amountWritten,
  readAmount,
  whyNoAmount,
  pairOf,
  isSameRatio,
  fitting,
  amountOf,
  pairInWords,
  quantitiesOf,
  answeredPair,
  newColumn,
  applyRule,
  ruleFor,
  ruleInWords,
  madeFrom,
  misfitInWords,
  marksAt,
  reachOf,
  linesInWords,
  drawDoubleLine,
  ratioOver,
  ratioTimes,
} from "./ratios.js";
import { numberField } from "./number_field.js";
import { radioGroup, dimButton, hintLine } from "./reasoning.js";
import { reasonedCheck } from "./reasoned_check.js";

export const MOST_COLUMNS = 10;

/** The next free number of a column: numbers are not used twice while one stands. @param {Column[]} columns */
export const nextId = (columns) => Math.max(...columns.map((one) => one.id)) + 1;

/** What is said of a column. @param {Column[]} columns @param {Column} column @param {Quantity[]} quantities */
export function columnInWords(columns, column, quantities) {
  const pair = pairOf(column);
  if (!isSameRatio(pair, pairOf(columns[0]))) {
    const other = t("Column {id}: another ratio than column {first}.", { id: column.id, first: columns[0].id });
    return `${other} ${misfitInWords(columns, pair, quantities)}`;
  }
  const { made } = column;
  const fits = made.by === "typed" && made.as;
  const said = { id: column.id, pair: pairInWords(pair, quantities), rule: ruleInWords(fits ? made.as : made) };
  if (fits) return t("Column {id}: {pair}, it fits, as {rule}.", said);
  return t("Column {id}: {pair}, {rule}.", said);
}

/**
 * What a check says about a number typed for the one that is looked for.
 * @param {any} task @param {Column[]} columns @param {Ratio|null} typed null for an old answer that cannot be read
 * @returns {{agrees: boolean, says: string[]}}
 */
export function answerFinding(task, columns, typed) {
  if (!typed) return { agrees: false, says: [] };
  const pair = answeredPair(task, typed);
  const rule = ruleFor(columns, pair);
  if (!rule) return { agrees: false, says: [misfitInWords(columns, pair, task.quantities)] };
  const there = fitting(columns).find((one) => compare(pairOf(one).a, pair.a) === 0);
  const how = there
    ? t("It is column {id} of your table, {rule}.", { id: there.id, rule: ruleInWords(there.made) })
    : t("It follows from your table: {rule}.", { rule: ruleInWords(rule) });
  return { agrees: true, says: [`${t("{pair}: one ratio with column 1.", { pair: capital(pairInWords(pair, task.quantities)) })} ${how}`] };
}

/**
 * What a check says about the choice between two mixtures.
 * @param {any} task @param {"first"|"second"|"same"} choice @param {boolean} holds whether the reason did
 * @returns {{agrees: boolean, says: string[]}}
 */
export function choiceFinding(task, choice, holds) {
  const [first, second] = task.tables.map(({ pair }) => pairOf({ a: pair[0], b: pair[1] }));
  const by = compare(ratioOver(first.a, first.b), ratioOver(second.a, second.b));
  const truth = by > 0 ? "first" : by < 0 ? "second" : "same";
  const names = { first: task.tables[0].name, second: task.tables[1].name };
  const [one, other] = task.quantities;
  const fact =
    truth === "same"
      ? t("Both have {amount} for 1 {one}", { amount: amountOf(ratioOver(first.a, first.b), one), one: other.one })
      : t("{name} has more {first} for the same {second}", { name: names[truth], first: one.many, second: other.many });
  if (choice === truth) {
    const asChosen = holds ? t("{fact}, as you chose.", { fact }) : t("{fact}, as you chose, for another reason than this.", { fact });
    return { agrees: true, says: [asChosen] };
  }
  const chose = choice === "same" ? t("{fact}; you chose that there is no difference.", { fact }) : t("{fact}; you chose {name}.", { fact, name: names[choice] });
  return { agrees: false, says: [chose] };
}

/** What stands on the double number line of one table. @returns {Mark[]} */
export function marksOf(columns, asked = null) {
  const marks = columns.map((column, index) => {
    const pair = pairOf(column);
    const fits = isSameRatio(pair, pairOf(columns[0]));
    return { ...pair, kind: index === 0 ? "given" : fits ? "made" : "trial" };
  });
  return asked ? [...marks, asked] : marks;
}

/** @param {{model: any, el: HTMLElement}} host */
function render({ model, el }) {
  const { body, announce, id, done } = frame({ model, el }, "tl-ratio-task");
  const { task } = model.get("content");
  const free = task.kind === "free";
  const several = task.tables.length > 1;
  let state = model.get("value");
  let writing = false;
  let chosen = { table: 0, column: state.tables[0][0].id };

  const quantities = () => quantitiesOf(task, state);
  const columns = (table = chosen.table) => state.tables[table];
  const column = () => columns().find((one) => one.id === chosen.column);

  function keep(change) {
    writing = true;
    answer(model, change);
    writing = false;
    state = model.get("value");
    draw();
  }
  const keepColumns = (table, list) => keep({ tables: state.tables.map((one, index) => (index === table ? list : one)) });

  const hint = hintLine();
  const say = (text) => hint.say(text);

  // The tables, and under each its lines
  const panels = task.tables.map((one, table) => makePanel(one, table));
  function makePanel({ name }, table) {
    const head = h("tr", {}, h("th", { scope: "row" }, t("Column")));
    const rows = [0, 1].map(() => h("tr", {}, h("th", { scope: "row" })));
    const how = h("tr", { class: "tl-ratio-how" }, h("th", { scope: "row" }, t("Made by")));
    const caption = several ? t("Ratio table of {name}", { name }) : t("Ratio table");
    const scroll = h(
      "div",
      { class: "tl-ratio-scroll", tabindex: 0, role: "region", "aria-label": caption },
      h("table", { class: "tl-ratio-grid" }, h("thead", {}, head), h("tbody", {}, ...rows, how)),
    );
    const svg = s("svg", { class: "tl-double-line", role: "img" });
    const node = h("div", { class: "tl-ratio-panel" }, several ? h("h4", {}, name) : null, scroll, svg);
    return { node, head, rows, how, svg, scroll, table };
  }

  function choose(table, column) {
    chosen = { table, column };
    say("");
    draw();
    announce(columnInWords(columns(), columns().find((one) => one.id === column), quantities()));
  }

  function drawTable({ head, rows, how, table }) {
    const list = columns(table);
    const active = head.contains(document.activeElement) ? document.activeElement.dataset.column : null;
    const cells = [[], [], [], []];
    for (const one of list) {
      const fits = isSameRatio(pairOf(one), pairOf(list[0]));
      const is = chosen.table === table && chosen.column === one.id;
      const kind = `${fits ? "" : "tl-misfit"} ${is ? "tl-chosen" : ""}`;
      const name = fits ? t("Column {id}", { id: one.id }) : t("Column {id}, another ratio", { id: one.id });
      const button = h(
        "button",
        { type: "button", "aria-pressed": String(is), "aria-label": name, "data-column": one.id },
        `${one.id}${fits ? "" : " ≠"}`,
      );
      button.addEventListener("click", () => choose(table, one.id));
      const made = h("td", { class: kind }, fits ? ruleInWords(one.made) : t("{rule}: another ratio", { rule: ruleInWords(one.made) }));
      cells[0].push(h("th", { scope: "col", class: kind }, button));
      cells[1].push(amountCell(one.a, kind));
      cells[2].push(amountCell(one.b, kind));
      cells[3].push(made);
    }
    if (task.asked) {
      cells[0].push(h("th", { scope: "col" }, t("asked")));
      const known = amountCell(task.asked.amount, "tl-asked");
      const wanted = h("td", { class: "tl-asked" }, h("b", { "aria-label": t("looked for") }, "?"));
      cells[1].push(task.asked.of === "first" ? known : wanted);
      cells[2].push(task.asked.of === "first" ? wanted : known);
      cells[3].push(h("td", { class: "tl-asked" }));
    }
    quantities().forEach(({ many }, index) => (rows[index].firstChild.textContent = many));
    [head, ...rows, how].forEach((row, index) => row.replaceChildren(row.firstChild, ...cells[index]));
    if (active) head.querySelector(`[data-column="${active}"]`)?.focus({ preventScroll: true });
  }
  const amountCell = (text, kind) =>
    h("td", { class: kind }, hideAloud(stacked(mixed(exact(readNumber(text))))), h("span", { class: "tl-hidden" }, text));
  const hideAloud = (node) => {
    node.setAttribute("aria-hidden", "true");
    return node;
  };

  /** The mark of what is looked for, with the number that was checked last in its place. */
  function askedMark(table) {
    if (!task.asked || table > 0) return null;
    const last = state.checks.at(-1);
    const checked = last && last.answer === state.answer ? readAmount(last.answer) : null;
    if (checked) {
      const pair = answeredPair(task, checked);
      return { ...pair, kind: isSameRatio(pair, pairOf(columns(0)[0])) ? "made" : "trial" };
    }
    const known = exact(readNumber(task.asked.amount));
    return task.asked.of === "first" ? { a: known, b: null, kind: "asked" } : { a: null, b: known, kind: "asked" };
  }

  function drawLines() {
    const all = panels.map(({ table }) => {
      const unit = pairOf(columns(table)[0]);
      const marks = marksOf(columns(table), askedMark(table));
      return { unit, marks, far: reachOf(marks, unit) };
    });
    // Two mixtures are drawn to one scale of the first quantity, so that the second can be compared by eye.
    const longest = all.map(({ unit, far }) => ratioTimes(far, unit.a)).reduce((one, two) => (compare(one, two) > 0 ? one : two));
    all.forEach(({ unit, marks }, index) => {
      const label = linesInWords(marks, unit, quantities());
      drawDoubleLine(panels[index].svg, {
        width: Math.round(body.clientWidth) || 640,
        unit,
        marks,
        reach: ratioOver(longest, unit.a),
        quantities: quantities(),
        label: several ? `${task.tables[index].name}. ${label}` : label,
      });
    });
  }

  // Operations on the chosen column
  const which = h("b", { class: "tl-ratio-which" });
  const by = numberField({ id: `${id}-by`, label: t("Number"), width: 4 });
  const other = h("select", { id: `${id}-other` });
  const button = (text, act) => h("button", { type: "button", onclick: act }, text);

  function add(rule, table = chosen.table) {
    const list = columns(table);
    if (list.length >= MOST_COLUMNS) return say(t("The table holds {MOST_COLUMNS} columns. Take one away first.", { MOST_COLUMNS }));
    if (!isSameRatio(pairOf(column()), pairOf(list[0]))) {
      return say(t("Column {id} is another ratio. Choose a column that has the ratio of column 1, and go on from there.", { id: chosen.column }));
    }
    const { pair, problem } = applyRule(list, rule);
    if (!pair) return say(problem);
    put(pair, rule, table);
  }
  function put(pair, rule, table) {
    const list = columns(table);
    const same = list.find((one) => compare(pairOf(one).a, pair.a) === 0 && compare(pairOf(one).b, pair.b) === 0);
    if (same) {
      chosen = { table, column: same.id };
      draw();
      return say(t("That is column {id} again: {pair}.", { id: same.id, pair: pairInWords(pair, quantities()) }));
    }
    say("");
    const made = newColumn(nextId(list), pair, rule);
    chosen = { table, column: made.id };
    keepColumns(table, [...list, made]);
    panels[table].scroll.scrollLeft = panels[table].scroll.scrollWidth;
    announce(columnInWords(columns(table), made, quantities()));
  }
  const withNumber = (kind) => () => {
    const n = readAmount(by.input.value);
    if (!n) {
      say(whyNoAmount(by.input.value));
      return by.input.focus();
    }
    if (kind !== "same" && n.n === n.d) return say(t("Times 1, or divided by 1, nothing changes."));
    add({ by: kind, of: chosen.column, n: amountWritten(n) });
  };
  const withOther = (kind) => () => add({ by: kind, of: [chosen.column, Number(other.value)] });
  const toOne = (side) => () => {
    const n = pairOf(column())[side];
    if (n.n === n.d) return say(t("Column {id} has 1 already.", { id: chosen.column }));
    add({ by: "over", of: chosen.column, n: amountWritten(n) });
  };
  const toOneButtons = ["a", "b"].map((side) => button("", toOne(side)));
  const take = button(t("Take the column away"), () => {
    const list = columns();
    if (chosen.column === list[0].id) return say(t("Column {id} is given, and stays.", { id: list[0].id }));
    const needs = list.filter((one) => madeFrom(one.made).includes(chosen.column)).map((one) => one.id);
    if (needs.length) return say(t("Column {ids} was made from it. Take that away first.", { ids: needs.join(", ") }));
    const gone = chosen.column;
    chosen = { table: chosen.table, column: list[0].id };
    say("");
    keepColumns(chosen.table, list.filter((one) => one.id !== gone));
    announce(t("Column {gone} is gone. Column {id} is chosen.", { gone, id: chosen.column }));
  });
  const clear = button(t("Start again"), () => {
    chosen = { table: 0, column: 1 };
    say("");
    keep({ tables: state.tables.map(([first]) => [first]) });
    announce(t("Only what is given is left."));
  });
  const typed = ["a", "b"].map((side) => numberField({ id: `${id}-typed-${side}`, label: "", width: 4, enter: () => tryTyped() }));
  function tryTyped() {
    const values = typed.map(({ input }) => readAmount(input.value));
    const missing = values.findIndex((value) => !value);
    if (missing >= 0) {
      say(whyNoAmount(typed[missing].input.value));
      return typed[missing].input.focus();
    }
    const list = columns();
    if (list.length >= MOST_COLUMNS) return say(t("The table holds {MOST_COLUMNS} columns. Take one away first.", { MOST_COLUMNS }));
    const pair = { a: values[0], b: values[1] };
    put(pair, { by: "typed", as: ruleFor(list, pair) }, chosen.table);
    typed.forEach(({ input }) => (input.value = ""));
  }
  const sayChosen = h("p", { class: "tl-ratio-said" });
  const tools = h(
    "div",
    { class: "tl-ratio-tools", role: "group", "aria-label": t("Make a column") },
    h(
      "div",
      { class: "tl-row" },
      which,
      by.node,
      button(t("× both"), withNumber("times")),
      button(t("÷ both"), withNumber("over")),
      button(t("+ to both"), withNumber("same")),
    ),
    h(
      "div",
      { class: "tl-row" },
      h("label", { for: `${id}-other` }, t("With column")),
      other,
      button(t("Add the columns"), withOther("sum")),
      button(t("Take it from the chosen one"), withOther("less")),
    ),
    h("div", { class: "tl-row" }, ...toOneButtons),
    h("div", { class: "tl-row" }, h("span", {}, t("Type a column:")), ...typed.map((one) => one.node), button(t("Does it fit?"), () => tryTyped())),
    h("div", { class: "tl-row" }, take, clear),
  );

  // A free table: other quantities, another pair
  const changing = free ? makeChanging() : null;
  function makeChanging() {
    const names = [0, 1].map((index) => {
      const input = h("input", { type: "text", id: `${id}-name-${index}`, maxlength: 60, size: 22, value: state.names[index] });
      const later = afterPause(() => {
        const wanted = input.value.trim();
        if (wanted) keep({ names: state.names.map((name, at) => (at === index ? wanted : name)) });
      }, 400);
      input.addEventListener("input", later);
      input.addEventListener("blur", later.flush);
      return { input, later, node: h("span", { class: "tl-field-pair" }, h("label", { for: input.id }, t("Quantity {number}", { number: index + 1 })), input) };
    });
    const start = ["a", "b"].map((side, index) =>
      numberField({ id: `${id}-start-${side}`, label: index ? t("goes with") : t("First column:"), width: 4, enter: () => restart() }),
    );
    function restart() {
      const values = start.map(({ input }) => readAmount(input.value));
      const missing = values.findIndex((value) => !value);
      if (missing >= 0) {
        say(whyNoAmount(start[missing].input.value));
        return start[missing].input.focus();
      }
      say("");
      chosen = { table: 0, column: 1 };
      keep({ tables: [[newColumn(1, { a: values[0], b: values[1] }, { by: "given" })]] });
      announce(t("A new table: {pair}.", { pair: pairInWords(pairOf(columns()[0]), quantities()) }));
    }
    const node = h(
      "details",
      {},
      h("summary", {}, t("Other quantities, another pair")),
      h("p", { class: "tl-soft" }, t("Name a quantity as it is said after 1, a comma, and as it is said after 2: person, people.")),
      h("div", { class: "tl-row" }, ...names.map((one) => one.node)),
      h("div", { class: "tl-row" }, ...start.map((one) => one.node), button(t("Begin with it"), () => restart())),
    );
    return { node, names };
  }

  // The answer, the reason and the check
  const choice =
    several &&
    radioGroup({
      name: `${id}-choice`,
      legend: task.question,
      options: [...task.tables.map((one, index) => ({ id: ["first", "second"][index], label: one.name })), { id: "same", label: task.same }],
      act: (picked) => keep({ choice: picked }),
    });
  choice && choice.node.classList.add("tl-side-by-side");
  const answering = task.asked ? numberField({ id: `${id}-answer`, label: "", width: 6, value: state.answer, enter: () => checking.run() }) : null;
  const keepAnswer = answering && afterPause(() => keep({ answer: answering.input.value.trim() }), 400);
  answering?.input.addEventListener("input", keepAnswer);
  answering?.input.addEventListener("blur", keepAnswer.flush);
  const checking =
    !free &&
    reasonedCheck({
      id,
      task,
      state: () => state,
      keep,
      say,
      announce,
      fields: [several ? "choice" : "answer"],
      missing() {
        keepAnswer?.flush();
        if (several) return state.choice ? "" : t("Choose one of the three first.");
        if (readAmount(state.answer)) return "";
        answering.input.focus();
        return state.answer ? whyNoAmount(state.answer) : t("Write the number that you found.");
      },
      find: ({ choice: picked, answer: text }, reason) =>
        several ? choiceFinding(task, picked, reason.holds) : answerFinding(task, columns(0), readAmount(text)),
    });

  function drawTools() {
    const list = columns();
    which.textContent = several
      ? t("{name}, column {id}:", { name: task.tables[chosen.table].name, id: chosen.column })
      : t("Column {id}:", { id: chosen.column });
    const sources = fitting(list);
    const keepOther = other.value;
    other.replaceChildren(...sources.map((one) => h("option", { value: one.id }, String(one.id))));
    if (sources.some((one) => String(one.id) === keepOther)) other.value = keepOther;
    toOneButtons.forEach((one, index) => (one.textContent = t("For 1 {one}", { one: quantities()[index].one })));
    quantities().forEach(({ many }, index) => (typed[index].name(many)));
    if (answering) answering.name(t("The ? is, in {many}:", { many: quantities()[task.asked.of === "first" ? 1 : 0].many }));
    dimButton(take, chosen.column === list[0].id);
    sayChosen.textContent = columnInWords(list, column(), quantities());
    sayChosen.classList.toggle("tl-misfit", !isSameRatio(pairOf(column()), pairOf(list[0])));
  }

  function draw() {
    if (!column()) chosen = { table: 0, column: columns(0)[0].id };
    panels.forEach(drawTable);
    drawLines();
    drawTools();
    if (choice) choice.show(state.choice);
    if (checking) checking.draw();
  }

  body.append(
    ...[
      ...panels.map((one) => one.node),
      sayChosen,
      tools,
      changing && changing.node,
      choice && choice.node,
      answering && h("div", { class: "tl-row" }, answering.node),
      checking && checking.reasons,
      hint.node,
      checking && checking.row,
      checking && checking.findings,
    ].filter(Boolean),
  );
  draw();

  const elsewhere = () => {
    if (writing) return;
    state = model.get("value");
    if (answering && document.activeElement !== answering.input) answering.input.value = state.answer;
    draw();
  };
  model.on("change:value", elsewhere);
  let drawnAt = body.clientWidth;
  const resized = new ResizeObserver(() => {
    if (body.clientWidth === drawnAt) return;
    drawnAt = body.clientWidth;
    drawLines();
  });
  resized.observe(body);
  return () => {
    keepAnswer?.flush();
    changing?.names.forEach((one) => one.later.flush());
    resized.disconnect();
    model.off("change:value", elsewhere);
    done();
  };
}

export default { render };
