// BaseTen: blocks on a place-value mat; bundle ten into one, trade one for ten, and read the written record beside it.
import { h, s, frame, answer } from "./shared.js";
import { t } from "./words.js";
import { capital } from "./fractions.js";
import {
  dimButton,
  actButton,
  hintLine,
  reasonGroup,
  reasonById,
  reasonFinding,
  plainFinding,
  verdict,
  timesChecked,
  sameJson,
} from "./reasoning.js";
import {
  PLACES,
  PLACE_NAMES,
  placesShown,
  higherPlace,
  lowerPlace,
  matOf,
  amountOf,
  changed,
  noRoom,
  bundle,
  trade,
  blocksNamed,
  matInWords,
  sumWritten,
  stepInWords,
  hasWay,
  matFinding,
  layMat,
} from "./base_ten_model.js";

const STEPS_KEPT = 30;
const STEPS_SHOWN = 6;
const MOST_WAYS = 6;
const LARGEST_CUBE = 20;
const LARGEST_ON_TRAY = 9;

/** What is said of one block of a place, and of none. */
const BLOCK_WORDS = {
  thousands: {
    noneToTrade: t("There is no thousand to trade."),
    noneOnMat: t("There are no thousands on the mat."),
    noneThere: t("There are no thousands there."),
    less: t("One thousand fewer"),
    more: t("One thousand more"),
    short: t("Th"),
  },
  hundreds: {
    noneToTrade: t("There is no hundred to trade."),
    noneOnMat: t("There are no hundreds on the mat."),
    noneThere: t("There are no hundreds there."),
    less: t("One hundred fewer"),
    more: t("One hundred more"),
    short: PLACE_NAMES.hundreds[0],
  },
  tens: {
    noneToTrade: t("There is no ten to trade."),
    noneOnMat: t("There are no tens on the mat."),
    noneThere: t("There are no tens there."),
    less: t("One ten fewer"),
    more: t("One ten more"),
    short: PLACE_NAMES.tens[0],
  },
  ones: {
    noneOnMat: t("There are no ones on the mat."),
    noneThere: t("There are no ones there."),
    less: t("One one fewer"),
    more: t("One one more"),
    short: PLACE_NAMES.ones[0],
  },
};

/** One block of a place, with its cubes drawn in, its upper left corner at (x, y). */
function drawBlock(place, x, y, unit) {
  const box = (width, height, top = 0) =>
    s("rect", { class: "tl-cube", x, y: y + top, width: width * unit, height: height * unit });
  const lines = (columns, rows, top = 0) => {
    let d = "";
    for (let row = 1; row < rows; row += 1) d += `M${x} ${y + top + row * unit}h${columns * unit}`;
    for (let column = 1; column < columns; column += 1) d += `M${x + column * unit} ${y + top}v${rows * unit}`;
    return s("path", { class: "tl-cut", d });
  };
  if (place === "ones") return [box(1, 1)];
  if (place === "tens") return [box(1, 10), lines(1, 10)];
  if (place === "hundreds") return [box(10, 10), lines(10, 10)];
  const back = 3 * unit;
  const sides = `M${x} ${y + back}l${back} ${-back}h${10 * unit}v${10 * unit}l${-back} ${back}M${x + 10 * unit} ${y + back}l${back} ${-back}`;
  return [s("path", { class: "tl-cube", d: sides }), box(10, 10, back), lines(10, 10, back)];
}

/** A mat or tray whose places are drawn anew only where something changed. */
function makeMat(places, name, largest) {
  const lanes = places.map(() => s("g", {}));
  const heads = places.map((place) => s("text", { class: "tl-place", y: 19, "text-anchor": "middle" }, PLACE_NAMES[place]));
  const walls = places.slice(1).map(() => s("path", { class: "tl-wall" }));
  const edge = s("rect", { class: "tl-mat-edge", x: 0.5, y: 0.5, rx: 6 });
  const svg = s("svg", { class: "tl-mat", role: "img" }, edge, ...walls, ...heads, ...lanes);
  const drawnAs = new Map();
  return {
    node: svg,
    show(mat, width) {
      const laid = layMat(places, mat, width, largest);
      svg.setAttribute("viewBox", `0 0 ${laid.width} ${laid.height}`);
      svg.setAttribute("width", laid.width);
      svg.setAttribute("height", laid.height);
      svg.setAttribute("aria-label", `${name}: ${matInWords(mat)}`);
      edge.setAttribute("width", laid.width - 1);
      edge.setAttribute("height", laid.height - 1);
      laid.columns.forEach((column, index) => {
        if (index) walls[index - 1].setAttribute("d", `M${column.x} 1V${laid.height - 1}`);
        heads[index].setAttribute("x", column.x + column.width / 2);
        heads[index].classList.toggle("tl-narrow", column.width < 84);
        const as = `${column.at.length} ${laid.unit} ${column.x}`;
        if (drawnAs.get(column.place) === as) return;
        drawnAs.set(column.place, as);
        const left = column.x + laid.gap / 2;
        lanes[index].replaceChildren(
          ...column.at.flatMap(([x, y]) => drawBlock(column.place, left + x * laid.unit, laid.head + y * laid.unit, laid.unit)),
        );
      });
    },
  };
}

/** @param {{model: any, el: HTMLElement}} host */
function render({ model, el }) {
  const { body, announce, id, done } = frame({ model, el }, "tl-base-ten");
  const { task } = model.get("content");
  const free = task.kind === "free";
  const withTray = "tray" in task;
  const adding = task.kind === "add_blocks";
  const withWays = free || task.kind === "show_ways";
  const places = placesShown(task.places);
  let state = model.get("value");
  let writing = false;

  function keep(change) {
    writing = true;
    answer(model, change);
    writing = false;
    state = model.get("value");
    draw();
  }
  const hint = hintLine();
  const refuse = (text) => hint.say(text);

  /** The record with a step more; blocks that came or went since the last one stand in a line of their own. */
  function afterStep(did, place, mat) {
    const moved = sameJson(state.steps.at(-1)?.mat, state.mat) ? [] : [{ did: "moved", place: null, mat: state.mat }];
    return [...state.steps, ...moved, { did, place, mat }].slice(-STEPS_KEPT);
  }

  function doBundle(place) {
    const mat = bundle(state.mat, place);
    if (!mat) {
      const blocks = blocksNamed(state.mat[place], place);
      return refuse(
        state.mat[place] === 1
          ? t("There is {blocks}; it takes ten to bundle.", { blocks })
          : t("There are {blocks}; it takes ten to bundle.", { blocks }),
      );
    }
    const up = higherPlace(place);
    const full = noRoom(state.mat, up, 1);
    if (full) return refuse(full);
    refuse("");
    keep({ mat, steps: afterStep("bundle", place, mat) });
    announce(t("Bundled. On the mat: {blocks}.", { blocks: matInWords(mat) }));
  }
  function doTrade(place) {
    const mat = trade(state.mat, place);
    if (!mat) return refuse(BLOCK_WORDS[place].noneToTrade);
    const full = noRoom(state.mat, lowerPlace(place), 10);
    if (full) return refuse(full);
    refuse("");
    keep({ mat, steps: afterStep("trade", place, mat) });
    announce(t("Traded. On the mat: {blocks}.", { blocks: matInWords(mat) }));
  }
  function put(place, by) {
    const full = by > 0 ? noRoom(state.mat, place, 1) : state.mat[place] ? "" : BLOCK_WORDS[place].noneOnMat;
    if (full) return refuse(full);
    refuse("");
    keep({ mat: changed(state.mat, place, by) });
    announce(t("On the mat: {blocks}.", { blocks: matInWords(state.mat) }));
  }
  /** One block from the mat to the tray (by 1), or back (by -1). */
  function move(place, by) {
    const from = by > 0 ? state.mat : state.tray;
    if (!from[place]) {
      return refuse(by > 0 ? BLOCK_WORDS[place].noneOnMat : BLOCK_WORDS[place].noneThere);
    }
    const full = by < 0 ? noRoom(state.mat, place, 1) : noRoom(state.tray, place, 1);
    if (full) return refuse(full);
    refuse("");
    keep({ mat: changed(state.mat, place, -by), tray: changed(state.tray, place, by) });
    announce(`${t("On the mat: {blocks}.", { blocks: matInWords(state.mat) })} ${task.tray_name}: ${matInWords(state.tray)}.`);
  }
  function joinAll() {
    if (!amountOf(state.tray)) return refuse(t("All of it lies on the mat."));
    const full = places.map((place) => noRoom(state.mat, place, state.tray[place])).find(Boolean);
    if (full) return refuse(full);
    refuse("");
    const mat = Object.fromEntries(PLACES.map((place) => [place, state.mat[place] + state.tray[place]]));
    keep({ mat, tray: matOf(0) });
    announce(t("On the mat: {blocks}.", { blocks: matInWords(mat) }));
  }

  // What can be done in each place
  const controls = places.map((place) => {
    const says = BLOCK_WORDS[place];
    const one = blocksNamed(1, place);
    const count = h("b", { class: "tl-count" });
    const less = adding
      ? actButton(t("Join {blocks}", { blocks: one }), () => move(place, -1))
      : withTray
        ? actButton(t("Take away {blocks}", { blocks: one }), () => move(place, 1))
        : actButton("−", () => put(place, -1), { "aria-label": says.less, class: "tl-sign" });
    const more = withTray
      ? actButton(t("Put back"), () => move(place, adding ? 1 : -1), { "aria-label": t("Put {blocks} back", { blocks: one }) })
      : actButton("+", () => put(place, 1), { "aria-label": says.more, class: "tl-sign" });
    const up = higherPlace(place);
    const down = lowerPlace(place);
    const bundling =
      places.includes(up) &&
      actButton(t("Bundle 10 into {blocks}", { blocks: blocksNamed(1, up) }), () => doBundle(place), {
        "aria-label": t("Bundle {ten} into {one}", { ten: blocksNamed(10, place), one: blocksNamed(1, up) }),
      });
    const trading =
      down &&
      actButton(t("Trade 1 for {blocks}", { blocks: blocksNamed(10, down) }), () => doTrade(place), {
        "aria-label": t("Trade {one} for {ten}", { one, ten: blocksNamed(10, down) }),
      });
    const node = h(
      "div",
      { class: "tl-place-tools", role: "group", "aria-label": PLACE_NAMES[place] },
      h("span", { class: "tl-place-name" }, `${PLACE_NAMES[place]} `, count),
      h("div", { class: "tl-row" }, less, more),
      bundling || null,
      trading || null,
    );
    return { place, node, count, less, more, bundling, trading };
  });

  // The mat, what it amounts to, and the record
  const mat = makeMat(places, t("On the mat"), LARGEST_CUBE);
  const tray = withTray && makeMat(places, task.tray_name, LARGEST_ON_TRAY);
  const words = h("p", { class: "tl-amount-words" });
  const sum = h("p", { class: "tl-amount-sum" });
  const rows = h("tbody");
  const placeHead = (place) =>
    h("th", { scope: "col" }, h("span", { "aria-hidden": "true" }, BLOCK_WORDS[place].short), h("span", { class: "tl-hidden" }, PLACE_NAMES[place]));
  const record = h(
    "table",
    { class: "tl-record" },
    h("caption", {}, t("Written record")),
    h("thead", {}, h("tr", {}, h("th", { scope: "col" }, t("Step")), ...places.map(placeHead), h("th", { scope: "col" }, t("In all")))),
    rows,
  );

  /** Whether the record may say what a mat amounts to: not what the task asks for, until it was checked. */
  function mayTell(blocks) {
    if (free || isChecked()) return true;
    return task.kind === "subtract_blocks" ? amountOf(blocks) === task.start : adding && amountOf(blocks) === task.first;
  }
  function drawRecord() {
    const row = (name, blocks, as = "") =>
      h(
        "tr",
        { class: as },
        h("th", { scope: "row" }, name),
        ...places.map((place) => h("td", {}, String(blocks[place]))),
        h("td", {}, mayTell(blocks) ? String(amountOf(blocks)) : "?"),
      );
    const steps = state.steps.slice(-STEPS_SHOWN).map((step) => row(stepInWords(step), step.mat));
    const now = sameJson(state.steps.at(-1)?.mat, state.mat) ? [] : [row(t("Now"), state.mat)];
    const other = withTray && amountOf(state.tray) ? [row(task.tray_name, state.tray, "tl-other")] : [];
    rows.replaceChildren(...steps, ...now, ...other);
  }

  // A number to begin with, on a free mat
  const typed = free && h("input", { type: "text", inputmode: "numeric", size: 5, id: `${id}-number`, autocomplete: "off" });
  function showNumber() {
    const number = /^\d{1,4}$/.test(typed.value.trim()) ? Number(typed.value) : NaN;
    const most = Math.min(1999, 10 ** task.places - 1);
    if (!(number <= most)) return refuse(t("Type a whole number from 0 to {most}.", { most }));
    refuse("");
    const now = matOf(number);
    keep({ mat: now, steps: [{ did: "start", place: null, mat: now }] });
    announce(t("On the mat: {blocks}.", { blocks: matInWords(now) }));
  }
  typed?.addEventListener?.("keydown", (event) => event.key === "Enter" && showNumber());
  const chooser =
    free &&
    h("div", { class: "tl-row" }, h("label", { for: `${id}-number` }, t("Show the number")), typed, actButton(t("Show"), showNumber));

  // Ways of showing a number
  const wayList = h("ol", { class: "tl-ways" });
  const keepWay = actButton(t("Keep this way"), () => {
    if (!amountOf(state.mat)) return refuse(t("Put blocks on the mat first."));
    if (hasWay(state.ways, state.mat)) return refuse(t("{blocks} is kept already.", { blocks: capital(matInWords(state.mat)) }));
    if (state.ways.length >= MOST_WAYS) return refuse(t("{MOST_WAYS} ways are kept; take one away first.", { MOST_WAYS }));
    refuse("");
    keep({ ways: [...state.ways, state.mat] });
    announce(t("Kept: {blocks}.", { blocks: matInWords(state.mat) }));
  });
  function drawWays() {
    wayList.replaceChildren(
      ...state.ways.map((way, index) => {
        const remove = actButton(t("Remove"), () => {
          keep({ ways: state.ways.filter((_, other) => other !== index) });
          (wayList.children[Math.min(index, state.ways.length - 1)]?.querySelector("button") ?? keepWay).focus();
          announce(t("{blocks} is no longer kept.", { blocks: capital(matInWords(way)) }));
        });
        remove.setAttribute("aria-label", t("Remove this way: {blocks}", { blocks: matInWords(way) }));
        return h("li", {}, h("span", {}, mayTell(way) ? `${matInWords(way)}: ${sumWritten(way)}` : matInWords(way)), " ", remove);
      }),
    );
  }
  const ways =
    withWays &&
    h("div", { class: "tl-way-box", role: "group", "aria-label": t("Ways that are kept") }, h("div", { class: "tl-row" }, keepWay), wayList);

  // Reasons and the check
  const reasons = !free && reasonGroup({ id, task, act: (reason) => keep({ reason }) });
  const findings = h("div", { class: "tl-findings" });
  const checkCount = h("span", { class: "tl-soft" });
  const checked = () => {
    const { mat: now, tray: beside, ways: kept, reason } = state;
    return { mat: now, ...(withTray && { tray: beside }), ...(withWays && { ways: kept }), reason };
  };
  function isChecked() {
    const last = state.checks.at(-1);
    if (!last) return false;
    const { agrees, holds, ...rest } = last;
    return sameJson(rest, checked());
  }
  function runCheck() {
    if (task.kind === "show_ways" && !state.ways.length) return refuse(t("Keep a way first."));
    if (task.kind === "subtract_blocks" && !amountOf(state.tray)) return refuse(t("Take blocks away first."));
    if (adding && sameJson(state.tray, task.tray)) return refuse(t("Join blocks first."));
    if (!state.reason) return refuse(t("Choose a reason too: the check speaks to the reasoning."));
    refuse("");
    const found = matFinding(task, state);
    const reason = reasonById(task, state.reason);
    keep({ checks: [...state.checks, { ...checked(), agrees: found.agrees, holds: reason.holds }] });
    announce(`${verdict(reason)} ${findings.querySelector(".tl-because").textContent} ${found.says[0]}`);
  }
  const check = actButton(t("Check the reasoning"), runCheck, { class: "tl-primary" });
  const clear = actButton(t("Start again"), () => {
    refuse("");
    const first = { mat: task.mat, steps: [{ did: "start", place: null, mat: task.mat }] };
    keep({ ...first, ...(withTray && { tray: task.tray }), ...(withWays && { ways: [] }) });
    announce(t("As at first: {blocks}.", { blocks: matInWords(task.mat) }));
  });
  function drawFindings() {
    checkCount.textContent = timesChecked(state.checks);
    if (!state.checks.length) return findings.replaceChildren();
    if (!isChecked()) {
      return findings.replaceChildren(h("p", { class: "tl-soft" }, t("What changed since the last check is not checked yet.")));
    }
    const found = matFinding(task, state);
    findings.replaceChildren(
      reasonFinding(reasonById(task, state.reason)),
      plainFinding(found.says.map(capital), found.agrees),
    );
  }

  let drawnAt = 0;
  const drawing = h("div", { class: "tl-mat-box" }, mat.node, tray ? h("p", { class: "tl-tray-name" }, task.tray_name) : null, tray ? tray.node : null);
  function draw() {
    drawnAt = Math.round(body.clientWidth) || 640;
    const width = drawnAt < 700 ? drawnAt : Math.round(drawnAt * 0.58);
    mat.show(state.mat, width);
    tray?.show?.(state.tray, width);
    const told = mayTell(state.mat);
    words.textContent = capital(matInWords(state.mat));
    sum.textContent = told ? sumWritten(state.mat) : "";
    for (const { place, count, less, more, bundling, trading } of controls) {
      count.textContent = String(state.mat[place]);
      if (bundling) dimButton(bundling, state.mat[place] < 10);
      if (trading) dimButton(trading, !state.mat[place]);
      dimButton(less, adding ? !state.tray[place] : !state.mat[place]);
      if (withTray) dimButton(more, adding ? !state.mat[place] : !state.tray[place]);
    }
    if (reasons) reasons.show(state.reason);
    drawRecord();
    if (withWays) drawWays();
    if (!free) drawFindings();
  }

  body.append(
    ...[
      chooser,
      h(
        "div",
        { class: "tl-mat-board" },
        drawing,
        h("div", { class: "tl-amount" }, words, sum),
        h(
          "div",
          { class: "tl-mat-tools" },
          ...controls.map((one) => one.node),
          adding ? h("div", { class: "tl-row" }, actButton(t("Join all of it"), joinAll)) : null,
        ),
        h("div", { class: "tl-record-box" }, record),
      ),
      ways,
      reasons && reasons.node,
      hint.node,
      h("div", { class: "tl-row tl-checking" }, free ? null : check, clear, checkCount),
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
    model.off("change:value", elsewhere);
    done();
  };
}

export default { render };
