// DoubleNumberLine: cut a pair of amounts into equal parts, jump along both lines at once, try other pairs.
import { h, s, frame, answer, afterPause } from "./shared.js";
import { t } from "./words.js";
import { stepper, capital, compare, countInWords, partName, decimal, ratio, exact, readNumber } from "./fractions.js";
import {
  amountWritten,
  readAmount,
  whyNoAmount,
  isSameRatio,
  pairInWords,
  quantitiesOf,
  answeredPair,
  newColumn,
  misfitInWords,
  reachOf,
  linesInWords,
  drawDoubleLine,
  ratioOver,
  ratioTimes,
} from "./ratios.js";
import { numberField } from "./number_field.js";
import { dimButton, hintLine } from "./reasoning.js";
import { reasonedCheck } from "./reasoned_check.js";

export const MOST_PARTS = 12;
export const FARTHEST = 6;
export const MOST_TRIED = 6;

/** A kept pair as amounts. @param {string[]} texts @returns {Pair} */
const read = ([a, b]) => ({ a: exact(readNumber(a)), b: exact(readNumber(b)) });

/** How far the lines go, in times the given pair: to what is asked, or as far as was chosen. @returns {Ratio} */
export function extent(task, value) {
  const unit = read(value.pair ?? task.tables[0].pair);
  const least = task.asked
    ? ratioOver(exact(readNumber(task.asked.amount)), task.asked.of === "first" ? unit.a : unit.b)
    : { n: value.reach, d: 1 };
  return compare(least, { n: 1, d: 1 }) < 0 ? { n: 1, d: 1 } : least;
}

/** How many jumps of one part fit. */
export const mostJumps = (task, value) => Math.floor((extent(task, value).n * value.parts) / extent(task, value).d);

/** Where a jump lands, as amounts. @param {Pair} unit */
export const landing = (unit, count, parts) => ({
  a: ratioTimes(unit.a, ratio(count, parts)),
  b: ratioTimes(unit.b, ratio(count, parts)),
});

/** The count aloud: 3 jumps of one half: 3 cups of red with 4 1/2 cups of yellow. */
export function jumpsInWords(unit, { jumps, parts }, quantities) {
  if (!jumps) return t("No jumps yet");
  const said = {
    count: capital(countInWords(jumps)),
    part: partName(parts),
    pair: pairInWords(landing(unit, jumps, parts), quantities),
  };
  if (parts === 1) return jumps === 1 ? t("{count} jump of the whole pair: {pair}", said) : t("{count} jumps of the whole pair: {pair}", said);
  return jumps === 1 ? t("{count} jump of one {part} of the pair: {pair}", said) : t("{count} jumps of one {part} of the pair: {pair}", said);
}

/** What stands on the lines; the last landing comes first, so that it keeps its label. @returns {Mark[]} */
export function marksOfLines(unit, value, asked) {
  const landed = Array.from({ length: value.jumps }, (_, index) => ({
    ...landing(unit, value.jumps - index, value.parts),
    kind: index ? "passed" : "made",
  }));
  const tried = value.tried.map((texts) => {
    const pair = read(texts);
    return { ...pair, kind: isSameRatio(pair, unit) ? "made" : "trial" };
  });
  return [{ ...unit, kind: "given" }, ...(asked ? [asked] : []), ...landed, ...tried];
}

/** What is said of a pair that was tried. */
export function triedInWords(unit, pair, quantities) {
  const first = newColumn(1, unit, { by: "given" });
  if (isSameRatio(pair, unit)) return t("In line: {pair}, the same ratio.", { pair: pairInWords(pair, quantities) });
  return misfitInWords([first], pair, quantities, false);
}

/** @param {{model: any, el: HTMLElement}} host */
function render({ model, el }) {
  const { body, announce, id, done } = frame({ model, el }, "tl-double-task");
  const { task } = model.get("content");
  const free = task.kind === "free";
  let state = model.get("value");
  let writing = false;

  const quantities = () => quantitiesOf(task, state);
  const unit = () => read(state.pair ?? task.tables[0].pair);

  function keep(change) {
    writing = true;
    answer(model, change);
    writing = false;
    state = model.get("value");
    draw();
  }
  const hint = hintLine();
  const svg = s("svg", { class: "tl-double-line", role: "img" });

  function askedMark() {
    if (!task.asked) return null;
    const last = state.checks.at(-1);
    const checked = last && last.answer === state.answer ? readAmount(last.answer) : null;
    if (checked) {
      const pair = answeredPair(task, checked);
      return { ...pair, kind: isSameRatio(pair, unit()) ? "made" : "trial" };
    }
    const known = exact(readNumber(task.asked.amount));
    return task.asked.of === "first" ? { a: known, b: null, kind: "asked" } : { a: null, b: known, kind: "asked" };
  }

  function drawLines() {
    const one = unit();
    const marks = marksOfLines(one, state, askedMark());
    const far = [reachOf(marks, one), extent(task, state)].reduce((x, y) => (compare(x, y) > 0 ? x : y));
    const upTo = (by) => Array.from({ length: Math.floor(decimal(by) * state.parts + 1e-9) + 1 }, (_, count) => ratio(count, state.parts));
    const { parts } = state;
    const label = linesInWords(marks, one, quantities());
    drawDoubleLine(svg, {
      width: Math.round(body.clientWidth) || 640,
      unit: one,
      marks,
      reach: far,
      quantities: quantities(),
      ticks: state.parts > 1 ? upTo(far) : [],
      hops: Array.from({ length: state.jumps }, (_, index) => ratio(index + 1, state.parts)),
      label: parts > 1 ? `${label} ${t("Each pair is cut into {parts} equal parts.", { parts })}` : label,
    });
  }

  // Parts and jumps
  const partsControl = stepper({
    label: t("Equal parts of the pair"),
    less: t("One part fewer"),
    more: t("One part more"),
    act: (by) => {
      hint.say("");
      keep({ parts: state.parts + by, jumps: 0 });
      announce(state.parts === 1 ? t("The pair is uncut.") : t("Both amounts are cut into {parts} equal parts.", { parts: state.parts }));
    },
  });
  const counted = h("span", { class: "tl-counted" });
  const button = (text, act) => {
    const made = h("button", { type: "button" }, text);
    made.addEventListener("click", act);
    return made;
  };
  const jump = (by) => () => {
    const jumps = state.jumps + by;
    if (jumps < 0) return announce(t("There is no jump to take back."));
    if (jumps > mostJumps(task, state)) return announce(t("One more jump would leave the lines."));
    keep({ jumps });
    announce(`${jumpsInWords(unit(), state, quantities())}.`);
  };
  const on = button(t("Jump one part"), jump(1));
  const back = button(t("One jump back"), jump(-1));
  const reachControl =
    free &&
    stepper({
      label: t("Pairs on the lines"),
      less: t("Shorter lines"),
      more: t("Longer lines"),
      act: (by) => {
        keep({ reach: state.reach + by, jumps: Math.min(state.jumps, (state.reach + by) * state.parts) });
        announce(t("The lines reach {reach} times the pair.", { reach: state.reach }));
      },
    });

  // Trying a pair
  const fields = ["a", "b"].map((side) => numberField({ id: `${id}-try-${side}`, label: "", width: 4, enter: () => tryPair() }));
  const said = h("p", { class: "tl-double-said" });
  function readPair(from) {
    const values = from.map(({ input }) => readAmount(input.value));
    const missing = values.findIndex((value) => !value);
    if (missing < 0) return { a: values[0], b: values[1] };
    hint.say(whyNoAmount(from[missing].input.value));
    from[missing].input.focus();
    return null;
  }
  function tryPair() {
    const pair = readPair(fields);
    if (!pair) return;
    const far = ratioOver(pair.a, unit().a);
    const farther = ratioOver(pair.b, unit().b);
    if ([far, farther].some((at) => decimal(at) > 2 * FARTHEST)) {
      return hint.say(t("That is more than {most} times the pair: the other marks would run together.", { most: 2 * FARTHEST }));
    }
    hint.say("");
    const texts = [amountWritten(pair.a), amountWritten(pair.b)];
    const others = state.tried.filter((one) => one.join() !== texts.join());
    fields.forEach(({ input }) => (input.value = ""));
    keep({ tried: [...others, texts].slice(-MOST_TRIED) });
    announce(triedInWords(unit(), pair, quantities()));
  }
  const clear = button(t("Clear the lines"), () => {
    hint.say("");
    keep({ tried: [], jumps: 0, parts: 1 });
    announce(t("Only the given pair is left."));
  });

  // Free lines: other quantities, another pair
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
      const above = index ? t("Below") : t("Above");
      return { later, node: h("span", { class: "tl-field-pair" }, h("label", { for: input.id }, above), input) };
    });
    const start = ["a", "b"].map((side, index) =>
      numberField({ id: `${id}-start-${side}`, label: index ? t("goes with") : t("The pair:"), width: 4, enter: () => restart() }),
    );
    function restart() {
      const pair = readPair(start);
      if (!pair) return;
      hint.say("");
      keep({ pair: [amountWritten(pair.a), amountWritten(pair.b)], tried: [], jumps: 0, parts: 1 });
      announce(t("New lines: {pair}.", { pair: pairInWords(pair, quantities()) }));
    }
    const node = h(
      "details",
      {},
      h("summary", {}, t("Other quantities, another pair")),
      h("p", { class: "tl-soft" }, t("Name a quantity as it is said after 1, a comma, and as it is said after 2: person, people.")),
      h("div", { class: "tl-row" }, ...names.map((one) => one.node)),
      h("div", { class: "tl-row" }, ...start.map((one) => one.node), button(t("Begin with it"), restart)),
    );
    return { node, names };
  }

  // The answer, the reason and the check
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
      say: hint.say,
      announce,
      fields: ["answer"],
      missing() {
        keepAnswer.flush();
        if (readAmount(state.answer)) return "";
        answering.input.focus();
        return state.answer ? whyNoAmount(state.answer) : t("Write the number that you found.");
      },
      find({ answer: text }) {
        const typed = readAmount(text);
        if (!typed) return { agrees: false, says: [] };
        const pair = answeredPair(task, typed);
        return { agrees: isSameRatio(pair, unit()), says: [triedInWords(unit(), pair, quantities())] };
      },
    });

  function draw() {
    drawLines();
    partsControl.show(state.parts, state.parts <= 1, state.parts >= MOST_PARTS);
    if (reachControl) reachControl.show(state.reach, state.reach <= 1, state.reach >= FARTHEST);
    counted.textContent = jumpsInWords(unit(), state, quantities());
    dimButton(back, state.jumps === 0);
    dimButton(on, state.jumps >= mostJumps(task, state));
    quantities().forEach(({ many }, index) => fields[index].name(many));
    const last = state.tried.at(-1);
    said.textContent = last ? triedInWords(unit(), read(last), quantities()) : "";
    said.hidden = !last;
    said.classList.toggle("tl-misfit", Boolean(last) && !isSameRatio(read(last), unit()));
    answering?.name(t("The ? is, in {many}:", { many: quantities()[task.asked.of === "first" ? 1 : 0].many }));
    if (checking) checking.draw();
  }

  body.append(
    ...[
      svg,
      h(
        "div",
        { class: "tl-double-tools", role: "group", "aria-label": t("Cut, jump, try") },
        h("div", { class: "tl-row" }, partsControl.node, reachControl && reachControl.node),
        h("div", { class: "tl-row" }, on, back, counted),
        h("div", { class: "tl-row" }, h("span", {}, t("Try a pair:")), ...fields.map((one) => one.node), button(t("Are they in line?"), tryPair)),
        h("div", { class: "tl-row" }, clear),
      ),
      said,
      changing && changing.node,
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
