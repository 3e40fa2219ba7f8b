// ArrayModel: rows and columns of squares, dots or an open area; cut it, turn it, read it as equal groups.
import { h, s, frame, answer, followPointer, afterPause } from "./shared.js";
import { t } from "./words.js";
import { stepper } from "./fractions.js";
import {
  dimButton,
  actButton,
  hintLine,
  radioGroup,
  reasonGroup,
  reasonById,
  reasonFinding,
  plainFinding,
  verdict,
  timesChecked,
  sameJson,
} from "./reasoning.js";
import {
  MOST_CUTS,
  MOST_DRAWN,
  MOST_OPEN,
  piecesOf,
  partsOf,
  newCut,
  withCut,
  movedCut,
  turnedArray,
  expressionOf,
  arrayInWords,
  groupsInWords,
  cutFinding,
  missingPart,
  missingFinding,
  matchFinding,
  layArray,
  nearestCut,
} from "./array_model_parts.js";

const RAIL_ROOM = 46;
const TALLEST = 430;
const LARGEST_SQUARE = 36;

/** What is said of the cuts between rows, and of those between columns. */
const CUT_WORDS = {
  row_cuts: {
    handle: t("Cut between rows"),
    add: t("Cut the rows"),
    none: t("There is nothing left to cut between rows."),
    group: t("Cuts between rows"),
    after: t("after row"),
    less: t("Cut one row earlier"),
    more: t("Cut one row later"),
    remove: t("Remove this cut between rows"),
  },
  column_cuts: {
    handle: t("Cut between columns"),
    add: t("Cut the columns"),
    none: t("There is nothing left to cut between columns."),
    group: t("Cuts between columns"),
    after: t("after column"),
    less: t("Cut one column earlier"),
    more: t("Cut one column later"),
    remove: t("Remove this cut between columns"),
  },
};
const DRAWN_AS = { squares: t("Drawn as squares."), dots: t("Drawn as dots."), open: t("Drawn as an open area.") };

/** The squares' lines, or the dots, of a whole array as one path. */
function fillPath(array, laid, dots) {
  let d = "";
  if (dots) {
    const r = Math.min(laid.x(1), laid.y(1)) * 0.3;
    for (let row = 0; row < array.rows; row += 1) {
      for (let column = 0; column < array.columns; column += 1) {
        d += `M${laid.x(column + 0.5) - r} ${laid.y(row + 0.5)}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`;
      }
    }
    return d;
  }
  for (let row = 1; row < array.rows; row += 1) d += `M0 ${laid.y(row)}H${laid.width}`;
  for (let column = 1; column < array.columns; column += 1) d += `M${laid.x(column)} 0V${laid.height}`;
  return d;
}

/** Lines at the cuts, drawn over the whole array. */
function cutLines(array, laid) {
  return [
    ...array.row_cuts.map((cut) => s("line", { class: "tl-cut-line", x1: -8, x2: laid.width + 8, y1: laid.y(cut), y2: laid.y(cut) })),
    ...array.column_cuts.map((cut) => s("line", { class: "tl-cut-line", x1: laid.x(cut), x2: laid.x(cut), y1: -8, y2: laid.height + 8 })),
  ];
}

/** A small picture of a cut array, to choose from. */
function smallPicture(array) {
  const laid = layArray(array, { width: 220, height: 160, open: false, to_scale: true, largest: 18 });
  return s(
    "svg",
    { class: "tl-array", viewBox: `-10 -10 ${laid.width + 20} ${laid.height + 20}`, width: laid.width + 20, height: laid.height + 20, "aria-hidden": "true" },
    s("rect", { class: "tl-array-edge", x: 0, y: 0, width: laid.width, height: laid.height }),
    s("path", { class: "tl-array-grid", d: fillPath(array, laid, false) }),
    ...cutLines(array, laid),
  );
}

/** @param {{model: any, el: HTMLElement}} host */
function render({ model, el }) {
  const { body, announce, id, done } = frame({ model, el }, "tl-array-model");
  const { task } = model.get("content");
  const free = task.kind === "free";
  const cutting = free || task.kind === "cut_array";
  const matching = task.kind === "match_cut";
  const missing = task.kind === "missing_part";
  const RAIL = cutting ? RAIL_ROOM : 12;
  let state = model.get("value");
  let writing = false;
  /** A cut on its way under the pointer. @type {{field: string, cuts: number[]}|null} */
  let carried = null;

  function keep(change) {
    writing = true;
    answer(model, change);
    writing = false;
    state = model.get("value");
    draw();
  }
  const hint = hintLine();
  const array = () => (carried ? { ...state, [carried.field]: carried.cuts } : state);
  const lengthOf = (field) => (field === "row_cuts" ? state.rows : state.columns);
  const isOpen = () => state.drawing === "open";

  function cutAt(field, at) {
    if (state[field].includes(at)) return;
    if (state[field].length >= MOST_CUTS) return hint.say(t("There is room for {MOST_CUTS} cuts this way; take one out first.", { MOST_CUTS }));
    hint.say("");
    keep({ [field]: withCut(state[field], at) });
    announce(`${arrayInWords(state)}.`);
  }
  function moveCut(field, index, to, aloud = true) {
    const cuts = movedCut(state[field], index, to, lengthOf(field));
    if (sameJson(cuts, state[field])) return;
    hint.say("");
    keep({ [field]: cuts });
    if (aloud) announce(`${arrayInWords(state)}.`);
  }
  function removeCut(field, index) {
    hint.say("");
    keep({ [field]: state[field].filter((_, other) => other !== index) });
    groups[field].add.focus();
    announce(`${arrayInWords(state)}.`);
  }

  // The drawing: the picture is one image for those who listen, the handles on its rails are sliders.
  const edge = s("rect", { class: "tl-array-edge", x: 0, y: 0 });
  const fill = s("path", { class: "tl-array-grid" });
  const ringed = s("g", {});
  const over = s("g", {});
  const labels = s("g", { class: "tl-array-labels" });
  const picture = s("g", { role: "img" }, edge, fill, ringed, over, labels);
  const rails = { row_cuts: s("rect", { class: "tl-rail" }), column_cuts: s("rect", { class: "tl-rail" }) };
  const handleBox = s("g", {});
  const origin = s("g", { transform: `translate(${RAIL} ${RAIL})` }, ...(cutting ? [rails.row_cuts, rails.column_cuts] : []), picture, handleBox);
  const svg = s("svg", { class: "tl-array", role: "group", "aria-label": t("Array") }, origin);
  const scaleNote = h("p", { class: "tl-soft" });
  let laid = null;
  let filledAs = "";

  const pointOf = (event, field) => {
    const box = svg.getBoundingClientRect();
    return field === "row_cuts" ? event.clientY - box.top - RAIL : event.clientX - box.left - RAIL;
  };
  const nearest = (event, field) => nearestCut(field === "row_cuts" ? laid.y : laid.x, lengthOf(field), pointOf(event, field));
  for (const field of cutting ? ["row_cuts", "column_cuts"] : []) {
    rails[field].addEventListener("click", (event) => lengthOf(field) > 1 && cutAt(field, nearest(event, field)));
  }

  /** @type {Record<string, {node: SVGElement, mark: SVGElement}[]>} */
  const handles = { row_cuts: [], column_cuts: [] };
  function makeHandle(field, index) {
    const across = field === "row_cuts";
    const mark = s("path", { class: "tl-cut-mark", d: across ? "M-34 -9h20l12 9l-12 9h-20z" : "M-9 -34v20l9 12l9 -12v-20z" });
    const grip = s("rect", { class: "tl-grip", x: across ? -RAIL : -22, y: across ? -22 : -RAIL, width: across ? RAIL : 44, height: across ? 44 : RAIL });
    const node = s("g", { class: "tl-cut-handle", role: "slider", tabindex: 0, "aria-orientation": across ? "vertical" : "horizontal" }, grip, mark);
    followPointer(node, {
      move: (event) => {
        const cuts = movedCut(state[field], index, nearest(event, field), lengthOf(field));
        if (carried && sameJson(cuts, carried.cuts)) return;
        carried = { field, cuts };
        draw();
      },
      end: (_, moved) => {
        const to = carried?.cuts[index];
        carried = null;
        if (moved && to) moveCut(field, index, to);
        node.focus({ preventScroll: true });
      },
      cancel: () => {
        carried = null;
        draw();
      },
    });
    node.addEventListener("keydown", (event) => {
      const at = state[field][index];
      const by = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1, PageUp: -5, PageDown: 5 }[event.key];
      const to = { Home: 1, End: lengthOf(field) - 1 }[event.key] ?? (by && at + by);
      if (to !== undefined) moveCut(field, index, to, false);
      else if (event.key === "Delete" || event.key === "Backspace") removeCut(field, index);
      else return;
      event.preventDefault();
    });
    return { node, mark };
  }
  function drawHandles(now) {
    for (const field of ["row_cuts", "column_cuts"]) {
      const made = handles[field];
      while (made.length > now[field].length) made.pop().node.remove();
      while (made.length < now[field].length) {
        made.push(makeHandle(field, made.length));
        handleBox.append(made.at(-1).node);
      }
      const across = field === "row_cuts";
      now[field].forEach((cut, index) => {
        const { node } = made[index];
        node.setAttribute("transform", across ? `translate(-6 ${laid.y(cut)})` : `translate(${laid.x(cut)} -6)`);
        node.setAttribute("aria-label", CUT_WORDS[field].handle);
        node.setAttribute("aria-valuemin", 1);
        node.setAttribute("aria-valuemax", lengthOf(field) - 1);
        node.setAttribute("aria-valuenow", cut);
        const place = { cut, all: lengthOf(field) };
        node.setAttribute("aria-valuetext", across ? t("after row {cut} of {all}", place) : t("after column {cut} of {all}", place));
      });
    }
  }

  const shortSum = (part) => {
    if (missing) return sameJson({ row: part.row, column: part.column }, task.missing) ? "?" : String(part.rows * part.columns);
    const written = `${part.rows} × ${part.columns}`;
    return mayTell() ? `${written} = ${part.rows * part.columns}` : written;
  };
  function drawLabels(now) {
    const text = (x, y, value, as = "") => s("text", { class: as, x, y, "text-anchor": "middle", "dominant-baseline": "central" }, value);
    const nodes = [];
    const ends = (length, cuts) => [0, ...cuts, length];
    piecesOf(now.columns, now.column_cuts).forEach((piece, index) => {
      const [from, to] = ends(now.columns, now.column_cuts).slice(index);
      nodes.push(text((laid.x(from) + laid.x(to)) / 2, laid.height + 18, String(piece), "tl-side"));
    });
    piecesOf(now.rows, now.row_cuts).forEach((piece, index) => {
      const [from, to] = ends(now.rows, now.row_cuts).slice(index);
      nodes.push(text(laid.width + 18, (laid.y(from) + laid.y(to)) / 2, String(piece), "tl-side"));
    });
    const all = partsOf(now);
    for (const part of all.length > 1 || isOpen() ? all : []) {
      const wide = laid.x(part.left + part.columns) - laid.x(part.left);
      const high = laid.y(part.top + part.rows) - laid.y(part.top);
      const x = laid.x(part.left) + wide / 2;
      const y = laid.y(part.top) + high / 2;
      const whole = shortSum(part);
      const [product, value = product] = whole.split(" = ");
      const short = [whole, product, value].find((one) => one.length * 10 + 14 < wide && high > 22);
      if (short) nodes.push(text(x, y, short));
    }
    labels.replaceChildren(...nodes);
  }
  function drawGroups(now) {
    const by = isOpen() ? null : state.reading;
    const gap = 2;
    const boxes = [];
    for (let index = 0; by && index < now[by]; index += 1) {
      const at = by === "rows" ? [0, laid.y(index), laid.width, laid.y(1)] : [laid.x(index), 0, laid.x(1), laid.height];
      boxes.push(s("rect", { class: "tl-ring", x: at[0] + gap, y: at[1] + gap, width: at[2] - 2 * gap, height: at[3] - 2 * gap, rx: 5 }));
    }
    ringed.replaceChildren(...boxes);
  }
  function drawArray() {
    const now = array();
    const room = { width: Math.min(drawnAt, 720) - RAIL - 34, height: TALLEST, open: isOpen(), to_scale: state.to_scale, largest: LARGEST_SQUARE };
    laid = layArray(now, isOpen() && !state.to_scale ? { ...room, width: Math.min(room.width, 520), height: 300 } : room);
    const width = laid.width + RAIL + 34;
    const height = laid.height + RAIL + 34;
    svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    svg.setAttribute("width", width);
    svg.setAttribute("height", height);
    edge.setAttribute("width", laid.width);
    edge.setAttribute("height", laid.height);
    const set = (node, all) => Object.entries(all).forEach(([name, value]) => node.setAttribute(name, value));
    set(rails.row_cuts, { x: -RAIL + 2, y: 0, width: RAIL - 8, height: laid.height });
    set(rails.column_cuts, { x: 0, y: -RAIL + 2, width: laid.width, height: RAIL - 8 });
    const as = [state.drawing, now.rows, now.columns, laid.width, laid.height].join(" ");
    if (as !== filledAs) fill.setAttribute("d", isOpen() ? "" : fillPath(now, laid, state.drawing === "dots"));
    filledAs = as;
    fill.setAttribute("class", state.drawing === "dots" ? "tl-array-dots" : "tl-array-grid");
    picture.setAttribute("aria-label", arrayInWords(now));
    over.replaceChildren(...cutLines(now, laid));
    drawGroups(now);
    drawLabels(now);
    if (cutting) drawHandles(now);
    scaleNote.hidden = !isOpen();
    scaleNote.textContent = state.to_scale ? t("Drawn to scale.") : t("Not drawn to scale.");
  }

  // What is written beside it
  const words = h("p", { class: "tl-array-words" });
  const written = h("div", { class: "tl-array-written" });
  const mayTell = () => (free ? state.products : isChecked());
  function drawWritten() {
    const now = array();
    words.textContent = missing || !state.reading ? `${arrayInWords(now)}.` : groupsInWords(now, state.reading);
    const how = missing ? { products: true, hide: isChecked() && state.checks.at(-1).agrees ? null : task.missing } : { products: mayTell() };
    written.replaceChildren(...expressionOf(now, how).map((line) => h("p", {}, line.replaceAll(" × ", "\u00a0×\u00a0"))));
  }

  // Cuts by buttons
  const groups = {};
  function makeGroup(field) {
    const says = CUT_WORDS[field];
    const list = h("div", { class: "tl-cut-list" });
    const add = actButton(says.add, () => {
      const at = newCut(lengthOf(field), state[field]);
      if (at === null) {
        return hint.say(state[field].length >= MOST_CUTS ? t("There is room for {MOST_CUTS} cuts this way.", { MOST_CUTS }) : says.none);
      }
      cutAt(field, at);
    });
    const made = [];
    groups[field] = { add };
    return {
      node: h("div", { class: "tl-cut-group", role: "group", "aria-label": says.group }, add, list),
      show(cuts) {
        while (made.length > cuts.length) made.pop().node.remove();
        while (made.length < cuts.length) {
          const index = made.length;
          const control = stepper({
            label: says.after,
            less: says.less,
            more: says.more,
            act: (by) => moveCut(field, index, state[field][index] + by),
          });
          const remove = actButton(t("Remove"), () => removeCut(field, index), { "aria-label": says.remove });
          const node = h("div", { class: "tl-row" }, control.node, remove);
          made.push({ node, control });
          list.append(node);
        }
        cuts.forEach((cut, index) => {
          const low = (index ? cuts[index - 1] : 0) + 1;
          const high = (cuts[index + 1] ?? lengthOf(field)) - 1;
          made[index].control.show(cut, cut <= low, cut >= high);
        });
        dimButton(add, newCut(lengthOf(field), cuts) === null);
      },
    };
  }
  const cutGroups = cutting && { row_cuts: makeGroup("row_cuts"), column_cuts: makeGroup("column_cuts") };

  // Size, drawing, turning, reading
  function sideInput(field, cuts, label) {
    const input = h("input", { type: "number", min: 1, id: `${id}-${field}`, inputmode: "numeric" });
    input.addEventListener("change", () => {
      const most = isOpen() ? MOST_OPEN : MOST_DRAWN;
      const number = Number(input.value);
      if (!Number.isInteger(number) || number < 1 || number > most) {
        const wanted = t("{label}: a whole number from 1 to {most}.", { label, most });
        hint.say(isOpen() ? wanted : `${wanted} ${t("An open array goes to {MOST_OPEN}.", { MOST_OPEN })}`);
        input.value = String(state[field]);
        return;
      }
      hint.say("");
      keep({ [field]: number, [cuts]: state[cuts].filter((cut) => cut < number) });
      announce(`${arrayInWords(state)}.`);
    });
    const node = h("div", { class: "tl-row" }, h("label", { for: input.id }, label), input);
    return {
      node,
      show() {
        input.max = String(isOpen() ? MOST_OPEN : MOST_DRAWN);
        if (document.activeElement !== input || Number(input.value) !== state[field]) input.value = String(state[field]);
      },
    };
  }
  const sides = free ? [sideInput("rows", "row_cuts", t("Rows")), sideInput("columns", "column_cuts", t("In each row"))] : [];
  const drawingChoice = h(
    "select",
    { id: `${id}-drawing` },
    ...[["squares", t("squares")], ["dots", t("dots")], ...(free ? [["open", t("an open area")]] : [])].map(([value, name]) => h("option", { value }, name)),
  );
  drawingChoice.addEventListener("change", () => {
    const drawing = drawingChoice.value;
    if (drawing !== "open" && Math.max(state.rows, state.columns) > MOST_DRAWN) {
      drawingChoice.value = state.drawing;
      return hint.say(t("Up to {MOST_DRAWN} rows and columns can be drawn one by one.", { MOST_DRAWN }));
    }
    hint.say("");
    keep({ drawing });
    announce(DRAWN_AS[drawing]);
  });
  const toggle = (text, field) =>
    actButton(text, () => {
      keep({ [field]: !state[field] });
      announce(state[field] ? t("{text}: on.", { text }) : t("{text}: off.", { text }));
    });
  const scaleButton = toggle(t("To scale"), "to_scale");
  const productsButton = toggle(t("Products"), "products");
  const turn = actButton(t("Turn it a quarter"), () => {
    hint.say("");
    const reading = state.reading && (state.reading === "rows" ? "columns" : "rows");
    keep({ ...turnedArray(state), turned: !state.turned, reading });
    announce(t("{array}. As many as before.", { array: arrayInWords(state) }));
  });
  const reading = (by) =>
    actButton(by === "rows" ? t("Rows of") : t("Columns of"), () => {
      keep({ reading: state.reading === by ? null : by });
      announce(state.reading ? groupsInWords(state, by) : `${arrayInWords(state)}.`);
    });
  const readings = { rows: reading("rows"), columns: reading("columns") };
  const tools =
    cutting &&
    h(
      "div",
      { class: "tl-array-tools" },
      ...sides.map((one) => one.node),
      h("div", { class: "tl-row" }, h("label", { for: `${id}-drawing` }, t("Draw")), drawingChoice, free ? scaleButton : null, turn),
      h("div", { class: "tl-row", role: "group", "aria-label": t("Read it as equal groups") }, h("span", {}, t("Read it as")), readings.rows, readings.columns, free ? productsButton : null),
    );

  // The product of a part that is to be found
  const typed = missing && h("input", { type: "text", inputmode: "numeric", size: 6, id: `${id}-typed`, autocomplete: "off" });
  const saveTyped = afterPause((text) => keep({ typed: text }), 500);
  if (missing) {
    typed.value = state.typed;
    typed.addEventListener("input", () => saveTyped(typed.value));
    typed.addEventListener("change", () => saveTyped.flush());
    typed.addEventListener("keydown", (event) => event.key === "Enter" && runCheck());
  }
  const asked = missing && missingPart(task);
  const ask = missing && h("div", { class: "tl-row" }, h("label", { for: `${id}-typed` }, t("The part that is {rows} by {columns} holds", { rows: asked.rows, columns: asked.columns })), typed);

  // Pictures to choose from
  const pictures =
    matching &&
    radioGroup({
      name: `${id}-choice`,
      legend: t("Which picture shows {expression}?", { expression: task.expression }),
      options: task.options.map((one, index) => ({
        id: one.id,
        label: h("span", { class: "tl-option" }, h("b", {}, "ABCDE"[index]), smallPicture(one)),
        aloud: t("Picture {letter}: {array}", { letter: "ABCDE"[index], array: arrayInWords(one) }),
      })),
      act: (choice) => keep({ choice }),
    });
  if (pictures) pictures.node.classList.add("tl-pictures");

  // Reasons and the check
  const reasons = !free && reasonGroup({ id, task, act: (reason) => keep({ reason }) });
  const findings = h("div", { class: "tl-findings" });
  const checkCount = h("span", { class: "tl-soft" });
  function checked() {
    const { rows, columns, row_cuts, column_cuts, reason } = state;
    if (matching) return { choice: state.choice, reason };
    if (missing) return { typed: state.typed, reason };
    return { rows, columns, row_cuts, column_cuts, reason };
  }
  function isChecked() {
    const last = state.checks.at(-1);
    if (!last) return false;
    const { agrees, holds, ...rest } = last;
    return sameJson(rest, checked());
  }
  function found() {
    if (matching) return matchFinding(task, state.choice);
    if (missing) return missingFinding(task, Number(state.typed));
    return cutFinding(task, state);
  }
  function runCheck() {
    if (missing) saveTyped.flush();
    if (matching && !state.choice) return hint.say(t("Choose a picture first."));
    if (missing && !/^\s*\d{1,5}\s*$/.test(state.typed)) return hint.say(t("Type the missing product, a whole number."));
    if (task.kind === "cut_array" && partsOf(state).length < 2) return hint.say(t("Cut the array first."));
    if (!state.reason) return hint.say(t("Choose a reason too: the check speaks to the reasoning."));
    hint.say("");
    const says = found();
    const reason = reasonById(task, state.reason);
    keep({ checks: [...state.checks, { ...checked(), agrees: says.agrees, holds: reason.holds }] });
    announce(`${verdict(reason)} ${findings.querySelector(".tl-because").textContent} ${says.says.join(" ")}`);
  }
  const check = actButton(t("Check the reasoning"), runCheck, { class: "tl-primary" });
  const clear = actButton(t("Uncut"), () => {
    hint.say("");
    keep({ row_cuts: [], column_cuts: [], reading: null });
    announce(`${arrayInWords(state)}.`);
  });
  function drawFindings() {
    checkCount.textContent = timesChecked(state.checks);
    if (!state.checks.length) return findings.replaceChildren();
    if (!isChecked()) {
      return findings.replaceChildren(h("p", { class: "tl-soft" }, t("What changed since the last check is not checked yet.")));
    }
    const says = found();
    const second = plainFinding(says.says, says.agrees);
    if (matching) second.append(h("p", { html: task.options.find((one) => one.id === state.choice).because_html }));
    findings.replaceChildren(reasonFinding(reasonById(task, state.reason)), second);
  }

  let drawnAt = 0;
  function draw() {
    drawnAt = Math.round(body.clientWidth) || 640;
    if (!matching) {
      drawArray();
      drawWritten();
    }
    if (cutting) {
      for (const field of ["row_cuts", "column_cuts"]) cutGroups[field].show(array()[field]);
      for (const side of sides) side.show();
      drawingChoice.value = state.drawing;
      scaleButton.setAttribute("aria-pressed", String(state.to_scale));
      scaleButton.hidden = !isOpen();
      productsButton.setAttribute("aria-pressed", String(state.products));
      for (const by of ["rows", "columns"]) readings[by].setAttribute("aria-pressed", String(state.reading === by));
      dimButton(clear, partsOf(state).length < 2);
    }
    if (missing && document.activeElement !== typed && typed.value !== state.typed) typed.value = state.typed;
    if (pictures) pictures.show(state.choice);
    if (reasons) reasons.show(state.reason);
    if (!free) drawFindings();
  }

  body.append(
    ...[
      pictures && pictures.node,
      !matching &&
        h(
          "div",
          { class: "tl-array-board" },
          h("div", { class: "tl-array-box" }, svg, scaleNote),
          h("div", { class: "tl-array-beside" }, words, written, cutting ? h("div", { class: "tl-cut-groups" }, cutGroups.row_cuts.node, cutGroups.column_cuts.node) : null),
        ),
      tools,
      ask,
      reasons && reasons.node,
      hint.node,
      h("div", { class: "tl-row tl-checking" }, free ? null : check, cutting ? clear : null, checkCount),
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
    saveTyped.flush();
    model.off("change:value", elsewhere);
    done();
  };
}

export default { render };
