// PanBalance: two pans with boxes and weights, the same moves on both, and the record of steps as equations.
import { h, s, frame, answer, afterPause } from "./shared.js";
import { t } from "./words.js";
import { stepper } from "./fractions.js";
import { numberField } from "./number_field.js";
import { radioGroup, dimButton, hintLine } from "./reasoning.js";
import { reasonedCheck } from "./reasoned_check.js";
import {
  MOST_MOVES,
  readPan,
  panWritten,
  panInWords,
  applyMove,
  history,
  tilt,
  signOf,
  moveInWords,
  standInWords,
  effectInWords,
  testInWords,
  wayInWords,
  solutionOf,
  readWhole,
  whyNotWhole,
  rowsOnPan,
} from "./pan_balance_model.js";

const HEAVIEST_BOX = 20;

/** How the pans begin. @param {any} task @param {any} value @returns {Pans} */
export const startOf = (task, value) =>
  task.kind === "free" ? { left: readPan(value.left).pan, right: readPan(value.right).pan } : { left: task.left, right: task.right };

/** What a box weighs here; null where nobody has said it yet. */
export function boxOf(task, value) {
  if (task.kind === "free") return value.box;
  if (task.kind === "solve_balance") return solutionOf(task);
  return task.kind === "open_sentence" ? readWhole(value.answer) : 0;
}

/** Whether the pans may swing: in a sentence to judge or to complete they are held until the first check. */
export const isHeld = (task, value) =>
  (task.kind === "open_sentence" || task.kind === "true_false") && (!value.checks.length || boxOf(task, value) === null);

/**
 * What a check says of the answer.
 * @param {any} task @param {any} value @param {{holds: boolean}} reason
 * @returns {{agrees: boolean, says: string[]}}
 */
export function answerFinding(task, value, reason) {
  const start = { left: task.left, right: task.right };
  if (task.kind === "true_false") {
    const truth = tilt(start, 0) === 0;
    const agrees = value.choice === String(truth);
    return { agrees, says: [truthInWords(truth, agrees, reason.holds), testInWords(start, 0)] };
  }
  const box = readWhole(value.answer);
  if (box === null) return { agrees: false, says: [] };
  const agrees = tilt(start, box) === 0;
  const withBox = task.kind === "solve_balance" ? t("With {box} in each box.", { box }) : t("With {box} in the box.", { box });
  const says = [`${withBox} ${testInWords(start, box)}`];
  if (task.kind === "solve_balance") says.push(wayInWords(history(start, value.steps), solutionOf(task)));
  return { agrees, says };
}

/** Whether a sentence is true, beside what was chosen and why. */
function truthInWords(truth, agrees, holds) {
  if (!agrees) return truth ? t("The sentence is true; you chose false.") : t("The sentence is false; you chose true.");
  if (holds) return truth ? t("The sentence is true, as you chose.") : t("The sentence is false, as you chose.");
  return truth
    ? t("The sentence is true, as you chose, for another reason than this.")
    : t("The sentence is false, as you chose, for another reason than this.");
}

/** What the drawing shows, in words. */
export function balanceInWords({ left, right }, which) {
  const stands = which === null ? t("The pans are held level until you check.") : standInWords(which);
  const both = t("Pan balance. Left pan: {left}. Right pan: {right}.", { left: panInWords(left), right: panInWords(right) });
  return `${both} ${stands}`;
}

const THING_HEIGHT = 40;
const MOST_CELLS = 12;
/** A box or a weight as it is drawn, and how wide. @param {number} room width of the pan */
function thing(kind, value, room) {
  const cell = Math.max(room < 200 ? 11 : 17, 30 / value);
  const width = kind === "box" ? 44 : value <= MOST_CELLS ? Math.min(room, cell * value) : 64;
  return { kind, value, width };
}

function drawThing({ kind, value, width }, x, bottom, label) {
  const y = bottom - THING_HEIGHT;
  const nodes = [s("rect", { class: `tl-bal-${kind}`, x, y, width, height: THING_HEIGHT, rx: kind === "box" ? 3 : 1 })];
  if (kind === "box") nodes.push(s("line", { class: "tl-bal-lid", x1: x - 2, x2: x + width + 2, y1: y + 7, y2: y + 7 }));
  else if (value <= MOST_CELLS) {
    for (let index = 1; index < value; index += 1) {
      const at = x + (index * width) / value;
      nodes.push(s("line", { class: "tl-bal-cut", x1: at, x2: at, y1: y, y2: bottom }));
    }
  }
  nodes.push(s("text", { class: `tl-bal-${kind}-text`, x: x + width / 2, y: y + 28, "text-anchor": "middle" }, label));
  return nodes;
}

/** @param {{model: any, el: HTMLElement}} host */
function render({ model, el }) {
  const { body, announce, id, done } = frame({ model, el }, "tl-balance-task");
  const { task } = model.get("content");
  const free = task.kind === "free";
  let state = model.get("value");
  let writing = false;

  const lines = () => history(startOf(task, state), state.steps);
  const which = (pans) => (isHeld(task, state) ? null : tilt(pans, boxOf(task, state)));

  function keep(change) {
    writing = true;
    answer(model, change);
    writing = false;
    state = model.get("value");
    draw();
  }
  const hint = hintLine();

  // The balance: the beam and the pans are moved, so that a change of weight can be seen
  const svg = s("svg", { class: "tl-balance", role: "img" });
  const beam = s("g", { class: "tl-bal-beam" });
  const still = s("g", {});
  const pans = { left: s("g", { class: "tl-bal-hung" }), right: s("g", { class: "tl-bal-hung" }) };
  svg.append(still, beam, pans.left, pans.right);
  const written = { left: h("span"), sign: h("b"), right: h("span") };
  const equation = h("p", { class: "tl-balance-equation" }, written.left, written.sign, written.right);

  function drawBalance(now, side) {
    const width = Math.round(body.clientWidth) || 640;
    const middle = width / 2;
    const arm = Math.min(width / 4 + 4, 190);
    const room = 2 * arm - 36;
    const inBox = task.kind === "open_sentence" ? (boxOf(task, state) ?? "?") : "x";
    const label = (one) => (one.kind === "weight" ? one.value : inBox);
    const rows = {};
    for (const name of ["left", "right"]) {
      const { boxes, weights } = now[name];
      rows[name] = rowsOnPan([...Array(boxes).fill(thing("box", 1, room)), ...weights.map((one) => thing("weight", one, room))], room);
    }
    const high = Math.max(1, rows.left.length, rows.right.length) * (THING_HEIGHT + 3);
    const top = 34;
    const plate = top + high + 62;
    const height = plate + 46;
    const down = side === null ? 0 : side * 20;
    svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    svg.setAttribute("aria-label", balanceInWords(now, side));
    still.replaceChildren(
      s("path", { class: "tl-bal-post", d: `M${middle} ${top} V${height - 4} M${middle - 40} ${height - 4} h80` }),
      s("path", { class: "tl-bal-pivot", d: `M${middle} ${top - 4} l-11 20 h22 z` }),
    );
    if (side === null) {
      const holds = (x) => s("path", { class: "tl-bal-stop", d: `M${x - 9} ${top + 22} L${x} ${top + 5} l9 17 z` });
      const held = s("text", { class: "tl-bal-held", x: middle, y: 18, "text-anchor": "middle" }, t("held"));
      still.append(holds(middle - arm / 2), holds(middle + arm / 2), held);
    }
    beam.style.transformOrigin = `${middle}px ${top}px`;
    beam.style.transform = `rotate(${(-Math.atan(down / arm) * 180) / Math.PI}deg)`;
    beam.replaceChildren(s("line", { x1: middle - arm, x2: middle + arm, y1: top, y2: top }));
    for (const [name, sign] of [["left", -1], ["right", 1]]) {
      const at = middle + sign * arm;
      const half = room / 2 + 6;
      const nodes = [
        s("path", { class: "tl-bal-cord", d: `M${at - half} ${plate} L${at} ${top} L${at + half} ${plate}` }),
        s("path", { class: "tl-bal-plate", d: `M${at - half} ${plate} h${2 * half} q-6 12 -20 12 h${40 - 2 * half} q-14 0 -20 -12 z` }),
      ];
      rows[name].forEach((row, level) => {
        const total = row.reduce((sum, one) => sum + one.width + 4, -4);
        let x = at - total / 2;
        for (const one of row) {
          nodes.push(...drawThing(one, x, plate - 1 - level * (THING_HEIGHT + 3), label(one)));
          x += one.width + 4;
        }
      });
      pans[name].replaceChildren(...nodes);
      pans[name].style.transform = `translateY(${-sign * down}px)`;
    }
  }

  // Moves
  const act = h(
    "select",
    { id: `${id}-act` },
    h("option", { value: "take" }, t("Take away")),
    h("option", { value: "add" }, t("Add")),
    h("option", { value: "split" }, t("Share in equal parts, keep one")),
  );
  const number = numberField({ id: `${id}-n`, label: t("How many"), width: 3, value: "1" });
  const what = h("select", { id: `${id}-what` }, h("option", { value: "ones" }, t("ones")), h("option", { value: "boxes" }, t("boxes")));
  const whatField = h("span", { class: "tl-field-pair" }, h("label", { for: `${id}-what` }, t("of")), what);
  act.addEventListener("change", () => {
    whatField.hidden = act.value === "split";
    number.name(act.value === "split" ? t("How many parts") : t("How many"));
  });
  function move(side) {
    const n = readWhole(number.input.value);
    const least = act.value === "split" ? 2 : 1;
    if (n === null || n < least) {
      const text = number.input.value;
      hint.say(n === null ? whyNotWhole(text) : least === 2 ? t("Share in 2 parts or more.") : t("0 changes nothing."));
      return number.input.focus();
    }
    if (state.steps.length >= MOST_MOVES) return hint.say(t("The record holds {MOST_MOVES} moves. Take one back first.", { MOST_MOVES }));
    const one = { act: act.value, what: act.value === "split" ? "ones" : what.value, n, side };
    const before = lines().at(-1).pans;
    const { pans: after, problem } = applyMove(before, one);
    if (!after) return hint.say(problem);
    hint.say("");
    keep({ steps: [...state.steps, one] });
    announce(effectInWords(one, which(before), which(after)));
  }
  const button = (text, run) => {
    const made = h("button", { type: "button" }, text);
    made.addEventListener("click", () => made.getAttribute("aria-disabled") || run());
    return made;
  };
  const undo = button(t("Take the last move back"), () => {
    hint.say("");
    keep({ steps: state.steps.slice(0, -1) });
    announce(balanceInWords(lines().at(-1).pans, which(lines().at(-1).pans)));
  });
  const tools = h(
    "div",
    { class: "tl-balance-tools", role: "group", "aria-label": t("Moves") },
    h("div", { class: "tl-row" }, h("label", { for: `${id}-act` }, t("Move")), act, number.node, whatField),
    h(
      "div",
      { class: "tl-row" },
      button(t("On both pans"), () => move("both")),
      button(t("Left pan only"), () => move("left")),
      button(t("Right pan only"), () => move("right")),
      undo,
    ),
  );
  const said = h("p", { class: "tl-balance-said" });
  const record = h("tbody");
  const recordTable = h(
    "table",
    { class: "tl-balance-record" },
    h("caption", {}, t("Record")),
    h("thead", {}, h("tr", {}, ...[t("Left pan"), "", t("Right pan"), t("Move")].map((text) => h(text ? "th" : "td", text ? { scope: "col" } : {}, text)))),
    record,
  );

  function drawRecord(all) {
    record.replaceChildren(
      ...all.map(({ pans: now, move: one }, index) => {
        const side = which(now);
        const sign = side === null ? (index && all.slice(1, index + 1).some((line) => line.move.side !== "both") ? "?" : "=") : signOf(side);
        const text = one ? moveInWords(one) : index ? "" : t("to begin with");
        const only = one && one.side !== "both" ? "tl-one-sided" : "";
        return h(
          "tr",
          { class: only },
          h("td", {}, panWritten(now.left, task.box)),
          h("td", {}, sign),
          h("td", {}, panWritten(now.right, task.box)),
          h("td", {}, text),
        );
      }),
    );
  }

  // Free pans: what a box weighs, what lies on them
  const boxControl =
    free &&
    stepper({
      label: t("A box weighs"),
      less: t("Make the boxes lighter"),
      more: t("Make the boxes heavier"),
      act: (by) => {
        keep({ box: state.box + by });
        announce(`${t("A box weighs {box}.", { box: state.box })} ${standInWords(which(lines().at(-1).pans))}`);
      },
    });
  const sides = free
    ? ["left", "right"].map((name) =>
        numberField({ id: `${id}-${name}`, label: name === "left" ? t("Left pan") : t("Right pan"), width: 12, value: state[name], enter: () => load() }),
      )
    : [];
  sides.forEach(({ input }) => input.setAttribute("maxlength", "24"));
  function load() {
    const read = sides.map(({ input }) => readPan(input.value));
    const wrong = read.findIndex(({ pan }) => !pan);
    if (wrong >= 0) {
      hint.say(read[wrong].problem);
      return sides[wrong].input.focus();
    }
    hint.say("");
    const [left, right] = read.map(({ pan }) => panWritten(pan, "x"));
    keep({ left, right, steps: [] });
    announce(balanceInWords(lines()[0].pans, which(lines()[0].pans)));
  }
  const loading = free && h("div", { class: "tl-row" }, ...sides.map((one) => one.node), button(t("Put on the pans"), () => load()), boxControl.node);

  // The answer, the reason and the check
  const choice =
    task.kind === "true_false" &&
    radioGroup({
      name: `${id}-choice`,
      legend: t("The sentence is"),
      options: [{ id: "true", label: t("true") }, { id: "false", label: t("false") }],
      act: (picked) => keep({ choice: picked }),
    });
  choice && choice.node.classList.add("tl-side-by-side");
  const answering =
    free || choice
      ? null
      : numberField({ id: `${id}-answer`, label: task.kind === "open_sentence" ? t("In the box:") : t("A box weighs:"), width: 4, value: state.answer, enter: () => checking.run() });
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
      say: hint.say,
      announce,
      fields: [choice ? "choice" : "answer"],
      missing() {
        keepAnswer?.flush();
        if (choice) return state.choice ? "" : t("Choose true or false first.");
        if (readWhole(state.answer) !== null) return "";
        answering.input.focus();
        return state.answer ? whyNotWhole(state.answer) : t("Write the number for the box.");
      },
      find: (given, reason) => answerFinding(task, given, reason),
    });

  function draw() {
    const all = lines();
    const { pans: now, move: last } = all.at(-1);
    const side = which(now);
    const onlyOne = all.slice(1).some((line) => line.move.side !== "both");
    written.left.textContent = panWritten(now.left, task.box);
    written.right.textContent = panWritten(now.right, task.box);
    written.sign.textContent = side === null ? (onlyOne ? "?" : "=") : signOf(side);
    drawBalance(now, side);
    const stands = side === null ? t("The pans are held level until you check.") : standInWords(side);
    said.textContent = last ? effectInWords(last, which(all.at(-2).pans), side) : stands;
    said.classList.toggle("tl-one-sided", Boolean(last) && last.side !== "both");
    drawRecord(all);
    dimButton(undo, !state.steps.length);
    if (boxControl) boxControl.show(state.box, state.box <= 0, state.box >= HEAVIEST_BOX);
    if (choice) choice.show(state.choice);
    if (checking) checking.draw();
  }

  body.append(
    ...[
      loading,
      equation,
      svg,
      said,
      tools,
      recordTable,
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
    draw();
  });
  resized.observe(body);
  return () => {
    keepAnswer?.flush();
    resized.disconnect();
    model.off("change:value", elsewhere);
    done();
  };
}

export default { render };
