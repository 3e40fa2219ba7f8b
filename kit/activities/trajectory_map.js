// TrajectoryMap: the map as a picture, a list or by reach; beside it a standard, a chain, a traced idea or one's own list.
import { afterPause, answer, frame, h } from "./shared.js";
import { t } from "./words.js";
import {
  CLUSTER_TYPES, MAP_GRADES, byReach, nameOf, neighbourhood, readStandards, searchStandards, soundValue,
  standardCount,
} from "./trajectory_map_model.js";
import {
  chainPanel, focusPanel, markNeighbourhood, pinsPanel, plainButton, softLine, tracePanel,
} from "./trajectory_map_panels.js";
import { ROLE_WORDS, gradeName, makeSheet } from "./trajectory_map_sheet.js";

const BEFORE_SAVING = 400;
const MOST_FOUND = 12;
const MOST_BY_REACH = 30;
const STACKED_BELOW = 900; // as in the style sheet: then the panel stands under the map
const LIST_BELOW = 640; // narrower than this the list is shown first
const SPANS = [[t("All grades"), "K", "HS"], ["K–8", "K", "8"], ["K–2", "K", "2"], ["3–5", "3", "5"], ["6–8", "6", "8"], [t("6 to high school"), "6", "HS"]];

/** @typedef {{focus: string|null, view: string|null, panel: string, chain: [string, string], trace: string|null,
 *   pins: string[], notes: Record<string, string>}} Value */

function render({ model, el }) {
  const content = model.get("content");
  const { body, id, announce, done } = frame({ model, el }, "tl-trajectory-map");
  const standards = readStandards(content);
  const ideas = new Map(content.misconceptions.map((one) => [one.id, one]));
  /** @type {Value} */
  let state = soundValue(model.get("value"));
  let saving = false;
  let hits = new Set();
  let marked = { roles: new Map(), lines: [], bands: [] };
  let cameFrom = null; // where one was in the list when the panel took the focus
  const visited = [];

  const save = (change) => {
    state = { ...state, ...change };
    saving = true;
    answer(model, change);
    saving = false;
  };
  const keepFocus = afterPause(() => save({ focus: state.focus }), BEFORE_SAVING);
  const keepNote = afterPause((code, text) => save({ notes: { ...state.notes, [code]: text } }), BEFORE_SAVING);
  const focused = () => standards.place.get(state.focus) ?? -1;
  const stacked = () => body.clientWidth < STACKED_BELOW;

  // --- a standard, wherever it is named ---
  const rolesShown = new Map(); // places in the list view, to be told what they are to the standard looked at

  /** Code and words: a button on the map, plain text off it. */
  function entry(index, from) {
    const words = standards.words[index] ? ` ${standards.words[index]}` : "";
    if (!standards.shown[index]) {
      return h("span", { class: "tl-map-entry" }, h("b", {}, nameOf(standards, index)), words, h("i", {}, t(" (not on this part of the map)")));
    }
    return h(
      "button",
      { type: "button", class: "tl-map-entry", onclick: (event) => choose(index, from, event.currentTarget) },
      h("b", {}, nameOf(standards, index)),
      words,
    );
  }
  const entries = (places, from) => h("ul", { class: "tl-map-entries" }, ...places.map((index) => h("li", {}, entry(index, from))));

  /** @param {number} index @param {"map"|"list"|"panel"|"search"} from @param {HTMLElement} [pressed] */
  function choose(index, from, pressed, back = false) {
    keepNote.flush();
    if (!back && focused() >= 0 && focused() !== index) visited.push(focused());
    const changed = state.panel !== "focus";
    state = { ...state, focus: standards.codes[index], panel: "focus" };
    if (changed) save({ panel: "focus" });
    keepFocus();
    if (from === "search") closeSearch();
    if (from !== "panel") cameFrom = pressed ?? null;
    showPanel();
    sheet.moveStop(index);
    if (from !== "map") sheet.reveal(index);
    const leaves = from === "panel" || from === "search" || (from === "list" && stacked());
    if (leaves) panels.focus.querySelector(".tl-map-heading").focus();
    toList.hidden = !(leaves && from === "list");
    const { before, after } = neighbourhood(standards, index);
    announce(
      t("{name}: {words} Rests directly on {before}, leads directly to {after}. Reach in the map {reach}.", {
        name: nameOf(standards, index),
        words: standards.words[index],
        before: before.length,
        after: after.length,
        reach: standards.reach[index],
      }),
    );
  }

  // --- search ---
  const field = h("input", { type: "text", id: `${id}-search`, autocomplete: "off", spellcheck: "false", placeholder: t("3.NF.2, or words") });
  const found = h("div", { class: "tl-map-found" });
  const sayFound = afterPause((text) => announce(text), 700);
  field.addEventListener("input", search);
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape") closeSearch();
    if (event.key !== "Enter") return;
    const [first] = searchStandards(standards, field.value);
    if (first !== undefined) choose(first, "search");
  });

  function search() {
    const places = searchStandards(standards, field.value);
    hits = new Set(places);
    showMarks();
    if (!field.value.trim()) return closeSearch();
    const n = places.length;
    const some = n === 1 ? t("1 standard found.") : t("{n} standards found.", { n });
    const told = n === 0 ? t("Nothing found. Try another word, or a code such as 3.NF.2.") : some;
    const more = n > MOST_FOUND ? ` ${t("These are the first {n}; the map marks all.", { n: MOST_FOUND })}` : "";
    found.replaceChildren(softLine(told + more), entries(places.slice(0, MOST_FOUND), "search"));
    sayFound(told);
  }

  function closeSearch() {
    field.value = "";
    hits = new Set();
    found.replaceChildren();
    showMarks();
  }

  // --- the three views ---
  const reading = h("p", { class: "tl-map-reading", "aria-hidden": "true" }, t("Point at a cell to read it; press it to look at it."));
  const sheet = makeSheet(standards, content, {
    choose: (index) => choose(index, "map"),
    trace: (idea) => pickTrace(idea),
    read: (index) => {
      reading.replaceChildren(h("b", {}, nameOf(standards, index)), ` ${standards.words[index]}`);
    },
  });
  const legend = h("p", { class: "tl-map-legend tl-soft" });
  const views = { map: mapView(), list: listView(), reach: reachView() };
  const VIEW_NAMES = { map: t("Picture"), list: t("List"), reach: t("By reach") };
  const viewButtons = new Map(Object.keys(views).map((name) => [name, plainButton(VIEW_NAMES[name], () => pickView(name))]));

  function pickView(name) {
    save({ view: name });
    showView();
    announce(t("Shown: {view}.", { view: VIEW_NAMES[name] }));
  }

  function showView() {
    const view = state.view ?? (el.clientWidth > 0 && el.clientWidth < LIST_BELOW ? "list" : "map");
    for (const [name, part] of Object.entries(views)) part.hidden = name !== view;
    for (const [name, one] of viewButtons) one.setAttribute("aria-pressed", String(name === view));
    sheet.setVisible(view === "map");
    if (view === "map" && focused() >= 0) sheet.reveal(focused());
  }

  function mapView() {
    const some = SPANS.filter(([, first, last]) => {
      const inside = MAP_GRADES.slice(MAP_GRADES.indexOf(first), MAP_GRADES.indexOf(last) + 1);
      return inside.some((grade) => sheet.grades.includes(grade));
    });
    const span = h("select", { id: `${id}-span` }, ...some.map(([name], at) => h("option", { value: at }, name)));
    span.addEventListener("change", () => {
      const [name, first, last] = some[Number(span.value)];
      sheet.setGrades(MAP_GRADES.slice(MAP_GRADES.indexOf(first), MAP_GRADES.indexOf(last) + 1));
      announce(t("Grades shown: {grades}.", { grades: name }));
    });
    const only = h("input", { type: "checkbox", onchange: () => sheet.setOnlyMarked(only.checked) });
    const resize = (step) => {
      const now = sheet.resize(step);
      smaller.setAttribute("aria-disabled", String(now.smallest));
      larger.setAttribute("aria-disabled", String(now.largest));
      announce(t("Size {percent} percent.", { percent: now.percent }));
    };
    const smaller = plainButton("−", () => resize(-1), { "aria-label": t("Smaller") });
    const larger = plainButton("+", () => resize(1), { "aria-label": t("Larger") });
    return h(
      "div",
      { class: "tl-map-view" },
      h(
        "div",
        { class: "tl-row tl-map-tools" },
        sheet.grades.length > 3 ? h("span", { class: "tl-row" }, h("label", { for: span.id }, t("Grades")), span) : null,
        h("span", { class: "tl-row", role: "group", "aria-label": t("Size of the picture") }, smaller, larger),
        h("label", { class: "tl-row tl-map-check" }, only, t("Only what is marked")),
      ),
      reading,
      sheet.box,
      legend,
      softLine(t("Arrow keys move from cell to cell; Enter looks at one. A row joins domains whose grades follow each other, to save room.")),
    );
  }

  function listView() {
    const groups = sheet.grades.map((grade) => {
      const places = standards.codes.flatMap((_, at) => (standards.shown[at] && standards.grade[at] === grade ? [at] : []));
      const inside = h("div");
      const fill = () => {
        if (inside.childNodes.length) return;
        const letters = [...new Set(places.map((at) => standards.letters[at]))];
        for (const one of letters) {
          const own = places.filter((at) => standards.letters[at] === one);
          inside.append(h("h4", {}, content.domain_names[one]), h("ul", { class: "tl-map-entries" }, ...own.map(listed)));
        }
      };
      const group = h("details", { class: "tl-map-group", ontoggle: () => group.open && fill() }, h("summary", {}, `${gradeName(grade)}: ${standardCount(places.length)}`), inside);
      if (focused() >= 0 ? standards.grade[focused()] === grade : sheet.grades.length === 1) {
        fill();
        group.open = true;
      }
      return group;
    });
    return h("div", { class: "tl-map-view tl-map-list", tabindex: 0, role: "region", "aria-label": t("List of the standards by grade and domain") }, ...groups);
  }

  function listed(index) {
    const told = h("span", { class: "tl-map-told" });
    const item = entry(index, "list");
    item.append(told);
    rolesShown.set(index, told);
    tellRole(index);
    return h("li", {}, item);
  }

  function tellRole(index) {
    const role = marked.roles.get(index);
    const parts = [role && ROLE_WORDS[role].join(" "), state.pins.includes(standards.codes[index]) && t("★ ours to watch")];
    rolesShown.get(index).textContent = parts.filter(Boolean).join(" · ");
  }

  function reachView() {
    const present = standards.codes.flatMap((_, at) => (standards.shown[at] && standards.grade[at] !== "HS" ? [at] : []));
    const pick = (name, label, options) => {
      const select = h("select", { id: `${id}-reach-${name}`, onchange: () => fill(false) }, ...options.map(([value, name]) => h("option", { value }, name)));
      return [select, h("span", { class: "tl-row" }, h("label", { for: select.id }, label), select)];
    };
    const grades = [...new Set(present.map((at) => standards.grade[at]))];
    const letters = [...new Set(present.map((at) => standards.letters[at]))];
    const [grade, gradeLabel] = pick("grade", t("Grade"), [["", "K–8"], ...grades.map((one) => [one, one])]);
    const [domain, domainLabel] = pick("domain", t("Domain"), [["", t("all")], ...letters.map((one) => [one, content.domain_names[one]])]);
    const [type, typeLabel] = pick("work", t("Work"), [["", t("all")], ...Object.entries(CLUSTER_TYPES)]);
    const rows = h("tbody");
    const told = softLine();
    const all = plainButton("", () => {
      const shown = rows.children.length;
      fill(true);
      rows.children[shown]?.querySelector("button").focus(); // the button that was pressed is gone
    });
    const most = Math.max(1, ...present.map((at) => standards.reach[at]));
    function fill(whole) {
      const places = byReach(standards, { grade: grade.value, letters: domain.value, type: type.value });
      const shown = whole ? places : places.slice(0, MOST_BY_REACH);
      rows.replaceChildren(
        ...shown.map((index) => {
          const bar = h("span", { class: "tl-map-bar", "aria-hidden": "true" });
          bar.style.width = `${(100 * standards.reach[index]) / most}%`;
          return h("tr", {}, h("td", {}, entry(index, "list")), h("td", { class: "tl-map-number" }, String(standards.reach[index]), bar));
        }),
      );
      const n = places.length;
      const some = n === 1 ? t("1 standard; the farthest-reaching first.") : t("{n} standards; the farthest-reaching first.", { n });
      told.textContent = n ? some : t("No standard of the map fits all three.");
      all.textContent = t("Show all {n}", { n });
      all.hidden = shown.length === places.length;
    }
    fill(false);
    return h(
      "div",
      { class: "tl-map-view" },
      h("p", { class: "tl-map-caution" }, content.about_reach),
      h("div", { class: "tl-row tl-map-tools" }, gradeLabel, domainLabel, typeLabel),
      told,
      h(
        "div",
        { class: "tl-map-reaches", tabindex: 0, role: "region", "aria-label": t("Standards by reach in the map") },
        h("table", {}, h("thead", {}, h("tr", {}, h("th", { scope: "col" }, t("Standard")), h("th", { scope: "col" }, t("Reach in the map")))), rows),
        all,
      ),
    );
  }

  // --- the panel ---
  const PANELS = { focus: t("Standard"), chain: t("Chain"), trace: t("Misconception"), pins: t("Ours to watch") };
  if (ideas.size === 0) delete PANELS.trace;
  const panelButtons = new Map(Object.keys(PANELS).map((name) => [name, plainButton(PANELS[name], () => pickPanel(name))]));
  const toList = plainButton(t("Back to where I was"), () => cameFrom?.focus(), { hidden: true });
  const host = {
    id, content, standards, ideas, visited, toList, save, keepNote, focused, announce, entry, entries, choose, pickTrace, showPanel, remark,
    state: () => state,
    panel: (name) => panels[name],
  };
  const panels = { focus: focusPanel(host), chain: chainPanel(host), trace: tracePanel(host), pins: pinsPanel(host) };

  function pickPanel(name) {
    keepNote.flush();
    save({ panel: name });
    showPanel();
  }

  /** Draw what the panel tells, and mark the same on the picture and in the list. */
  function showPanel() {
    const name = state.panel in PANELS ? state.panel : "focus";
    for (const [one, part] of Object.entries(panels)) part.hidden = one !== name;
    for (const [one, tab] of panelButtons) tab.setAttribute("aria-pressed", String(one === name));
    const next = panels[name].show() ?? around();
    const before = marked;
    marked = next;
    sheet.show(next);
    for (const index of rolesShown.keys()) if (before.roles.get(index) !== next.roles.get(index)) tellRole(index);
    const present = Object.keys(ROLE_WORDS).filter((role) => [...next.roles.values()].includes(role));
    const lines = next.bands.length ? ` ${t("An unbroken line is documented; a broken line is our synthesis.")}` : "";
    legend.textContent = `${present.map((role) => ROLE_WORDS[role].join(" ")).join(" · ")} · ${t("★ ours to watch")} · ${t("✎ my note.")}${lines}`;
  }

  function around() {
    const index = focused();
    return index < 0 ? { roles: new Map(), lines: [], bands: [] } : markNeighbourhood(neighbourhood(standards, index), index);
  }

  /** After a pin or a note: what carries its mark, on the picture and in the list. */
  function remark() {
    showMarks();
    for (const index of rolesShown.keys()) tellRole(index);
  }

  function showMarks() {
    const pins = new Set(state.pins);
    sheet.mark((index) => {
      const code = standards.codes[index];
      return `${pins.has(code) ? "★" : ""}${(state.notes[code] ?? "").trim() ? "✎" : ""}`;
    }, hits);
  }

  function pickTrace(idea) {
    save({ trace: idea, panel: "trace" });
    showPanel();
    panels.trace.querySelector("select").focus();
    announce(ideas.get(idea) ? t("Traced: {name}.", { name: ideas.get(idea).name }) : t("No idea is traced."));
  }

  // --- put together ---
  const aboutText = h("div", { hidden: true }, h("p", {}, content.about_arrows), h("p", {}, content.about_reach));
  const about = h(
    "details",
    { class: "tl-map-about", ontoggle: () => aboutText.toggleAttribute("hidden", !about.open) },
    h("summary", {}, t("What the arrows are, and what reach cannot say")),
    aboutText,
  );
  body.append(
    h(
      "div",
      { class: "tl-row tl-map-top" },
      h("label", { class: "tl-row tl-map-search", for: `${id}-search` }, t("Search")),
      field,
      h("span", { class: "tl-row", role: "group", "aria-label": t("Show the map as") }, ...viewButtons.values()),
    ),
    found,
    h(
      "div",
      { class: "tl-map-split" },
      h("div", { class: "tl-map-main-part" }, ...Object.values(views)),
      h("div", { class: "tl-map-side" }, h("div", { class: "tl-row tl-map-tabs", role: "group", "aria-label": t("Look at") }, ...panelButtons.values()), ...Object.values(panels)),
    ),
    about,
    h("p", { class: "tl-soft tl-map-notice" }, content.notice),
  );
  showPanel();
  showMarks();
  showView();
  if (focused() >= 0) sheet.moveStop(focused());

  const onValue = () => {
    if (saving) return;
    state = soundValue(model.get("value"));
    showPanel();
    remark();
    showView();
  };
  model.on("change:value", onValue);
  return () => {
    keepFocus.flush();
    keepNote.flush();
    sayFound.flush();
    model.off("change:value", onValue);
    sheet.done();
    done();
  };
}

export default { render };
