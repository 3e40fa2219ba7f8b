// What stands beside the map: a standard, a chain, a traced misconception, or one's own list.
import { h } from "./shared.js";
import { t } from "./words.js";
import {
  CLUSTER_TYPES, chainSentence, findStandard, nameOf, neighbourhood, printedCodes, reachSentence, shortestChain,
  standardCount, traceSteps, watchText,
} from "./trajectory_map_model.js";
import { gradeName } from "./trajectory_map_sheet.js";

/** @typedef {{id: string, content: any, standards: any, ideas: Map<string, any>, visited: number[], toList: HTMLElement,
 *   state: () => any, save: (change: any) => void, keepNote: any, focused: () => number, announce: (text: string) => void,
 *   entry: (index: number, from: string) => HTMLElement, entries: (places: number[], from: string) => HTMLElement,
 *   choose: Function, pickTrace: (idea: string|null) => void, showPanel: () => void, remark: () => void,
 *   panel: (name: string) => HTMLElement}} PanelHost what the activity gives to a part of its panel */

/**
 * The list "ours to watch" with one code put on or taken off.
 * @param {string[]} pins @param {string} code
 */
export function togglePin(pins, code) {
  return pins.includes(code) ? pins.filter((one) => one !== code) : [...pins, code];
}

/**
 * What the picture marks and draws for a standard: its neighbourhood, with arrows of one step only.
 * @param {any} around what `neighbourhood` gives @param {number} index
 */
export function markNeighbourhood(around, index) {
  const roles = new Map();
  const put = (places, role) => places.forEach((one) => roles.set(one, role));
  put(around.related, "related");
  put(around.furtherBefore, "far-before");
  put(around.furtherAfter, "far-after");
  put(around.before, "before");
  put(around.after, "after");
  put([index], "focus");
  const hub = around.drawn.includes(index) || around.drawn.length === 0 ? index : around.drawn[0];
  if (hub !== index && !roles.has(hub)) roles.set(hub, "related");
  const lines = [
    ...around.before.map((one) => ({ from: one, to: hub, kind: "before" })),
    ...around.after.map((one) => ({ from: hub, to: one, kind: "after" })),
  ];
  return { roles, lines, bands: [] };
}

/** @param {number[]} chain */
export function markChain(chain) {
  const roles = new Map(chain.map((one, at) => [one, at === 0 || at === chain.length - 1 ? "end" : "chain"]));
  return { roles, lines: chain.slice(1).map((one, at) => ({ from: chain[at], to: one, kind: "chain" })), bands: [] };
}

/**
 * A traced idea: a band over the grades where it is first met, lines to where it comes back.
 * @param {any} idea @param {any[]} steps what `traceSteps` gives
 */
export function markTrace(idea, steps) {
  const roles = new Map();
  const lines = [];
  const bands = [{ id: idea.id, name: idea.name, first: idea.first, main: true }];
  for (const { link, index, next } of steps) {
    const word = link.basis === "documented" ? t("documented") : t("ours");
    if (index >= 0) {
      if (roles.get(index) !== "documented") roles.set(index, link.basis);
      lines.push({ from: idea.id, to: index, kind: link.basis, word });
    } else if (next && next.id !== idea.id && !bands.some((band) => band.id === next.id)) {
      bands.push({ id: next.id, name: next.name, first: next.first, main: false });
      lines.push({ from: idea.id, to: next.id, kind: link.basis });
    }
  }
  return { roles, lines, bands };
}

/** A standard: what it rests on and leads to, a note, a pin. @param {PanelHost} map */
export function focusPanel(map) {
  const heading = h("h4", { class: "tl-map-heading", tabindex: -1 });
  const about = h("div");
  const lists = h("div");
  const pin = plainButton("", () => {
    map.save({ pins: togglePin(map.state().pins, map.state().focus) });
    showPin();
    map.remark();
    const code = map.state().focus;
    map.announce(map.state().pins.includes(code) ? t("{code} is on the list ours to watch.", { code }) : t("{code} is off the list.", { code }));
  });
  const back = plainButton(t("← Last one"), () => map.choose(map.visited.pop(), "panel", null, true));
  const note = h("textarea", { id: `${map.id}-note`, rows: 3, maxlength: 4000 });
  const label = h("label", { for: `${map.id}-note` });
  note.addEventListener("input", () => {
    map.keepNote(map.state().focus, note.value);
  });
  note.addEventListener("blur", () => {
    map.keepNote.flush();
    map.remark();
  });
  const showPin = () => {
    const pinned = map.state().pins.includes(map.state().focus);
    pin.setAttribute("aria-pressed", String(pinned));
    pin.textContent = `${pinned ? "★" : "☆"} ${t("Ours to watch")}`;
  };
  const ends = (at, text) => plainButton(text, () => {
    const chain = [...map.state().chain];
    chain[at] = map.state().focus;
    map.save({ chain, panel: "chain" });
    map.showPanel();
    map.panel("chain").querySelectorAll("input")[1 - at].focus();
  });
  const tools = h("div", { class: "tl-row tl-map-actions" }, pin, ends(0, t("Chain from here")), ends(1, t("Chain to here")), back, map.toList);
  const asked = h("div", { class: "tl-map-note" }, label, note);
  /** Neighbours by one arrow as a list; those beyond folded, built when opened, and as codes for print. */
  const direction = (name, direct, farName, far) => {
    const inside = h("div");
    const more = h(
      "details",
      { ontoggle: () => more.open && inside.childNodes.length === 0 && inside.append(byGrade(far)) },
      h("summary", {}, `${farName}: ${standardCount(far.length)}`),
      inside,
    );
    return [
      h("h5", {}, `${name} (${direct.length})`),
      direct.length ? map.entries(direct, "panel") : softLine(t("No arrow in the map.")),
      far.length ? more : null,
      far.length ? h("p", { class: "tl-map-print" }, `${farName}: ${printedCodes(map.standards, far)}`) : null,
    ];
  };
  const byGrade = (places) => {
    const grades = [...new Set(places.map((at) => map.standards.grade[at]))];
    return h("div", {}, ...grades.flatMap((grade) => [h("p", { class: "tl-map-grade" }, gradeName(grade)), map.entries(places.filter((at) => map.standards.grade[at] === grade), "panel")]));
  };
  return panelPart(h("div", { class: "tl-map-panel" }, heading, about, tools, lists, asked), () => {
    const index = map.focused();
    tools.hidden = lists.hidden = asked.hidden = index < 0;
    back.hidden = map.visited.length === 0;
    if (index < 0) {
      heading.textContent = t("No standard chosen");
      about.replaceChildren(h("p", {}, t("Press one on the map or in the list, or search for it.")));
      return { roles: new Map(), lines: [], bands: [] };
    }
    const near = neighbourhood(map.standards, index);
    const type = CLUSTER_TYPES[map.standards.types[index]];
    heading.textContent = nameOf(map.standards, index);
    about.replaceChildren(
      h("p", { class: "tl-map-said" }, map.standards.words[index]),
      softLine([gradeName(map.standards.grade[index]), map.content.domain_names[map.standards.letters[index]], type].filter(Boolean).join(" · ")),
      h("p", {}, reachSentence(map.standards, index, near.drawn)),
    );
    lists.replaceChildren(
      ...[
        ...direction(t("Rests directly on"), near.before, t("Farther back"), near.furtherBefore),
        ...direction(t("Leads directly to"), near.after, t("Farther on"), near.furtherAfter),
        near.related.length ? h("h5", {}, t("Related, without a direction")) : null,
        near.related.length ? map.entries(near.related, "panel") : null,
      ].filter(Boolean),
    );
    label.textContent = t("What I would check before {name}", { name: nameOf(map.standards, index) });
    if (document.activeElement !== note || note.dataset.of !== map.state().focus) note.value = map.state().notes[map.state().focus] ?? "";
    note.dataset.of = map.state().focus;
    showPin();
    return markNeighbourhood(near, index);
  });
}

/** Two codes and a shortest chain between them. @param {PanelHost} map */
export function chainPanel(map) {
  const inputs = ["from", "to"].map((end) => h("input", { type: "text", id: `${map.id}-chain-${end}`, autocomplete: "off", spellcheck: "false", placeholder: end === "from" ? "3.NF.A.1" : "6.RP.A.1" }));
  const said = h("p", { class: "tl-map-chain-said" });
  const steps = h("div");
  const found = () => inputs.map((input) => findStandard(map.standards, input.value));
  const take = () => {
    map.save({ chain: inputs.map((input, at) => (found()[at] === undefined ? input.value.trim() : map.standards.codes[found()[at]])) });
    map.showPanel();
    map.announce(said.textContent);
  };
  const swap = plainButton(t("Turn round"), () => {
    map.save({ chain: [...map.state().chain].reverse() });
    map.showPanel();
    map.announce(said.textContent);
  });
  const form = h(
    "form",
    { class: "tl-row", onsubmit: (event) => (event.preventDefault(), take()) },
    h("label", { class: "tl-row" }, t("From"), inputs[0]),
    h("label", { class: "tl-row" }, t("to"), inputs[1]),
    h("button", { type: "submit", class: "tl-primary" }, t("Find the chain")),
    swap,
  );
  return panelPart(h("div", { class: "tl-map-panel" }, h("h4", {}, t("A chain between two standards")), form, said, steps), () => {
    const places = map.state().chain.map((code) => findStandard(map.standards, code));
    inputs.forEach((input, at) => {
      input.value = places[at] === undefined ? map.state().chain[at] : map.standards.codes[places[at]];
    });
    const unknown = map.state().chain.find((code, at) => code && places[at] === undefined);
    const missing = places.includes(undefined);
    const chain = missing ? [] : shortestChain(map.standards, ...places);
    steps.replaceChildren(...(chain.length ? [h("ol", { class: "tl-map-entries tl-map-steps" }, ...chain.map((index) => h("li", {}, map.entry(index, "panel"))))] : []));
    if (unknown) said.textContent = t("“{unknown}” is no standard of the map. A code looks like 3.NF.A.2; the search finds one by its words.", { unknown });
    else if (missing) said.textContent = t("Write two codes. On a standard, “Chain from here” and “Chain to here” fill them in.");
    else said.textContent = chainSentence(map.standards, ...places, chain);
    const ends = new Map(places.filter((one) => one !== undefined).map((one) => [one, "end"]));
    return chain.length ? markChain(chain) : { roles: ends, lines: [], bands: [] };
  });
}

/** A misconception: where it is first met, where it comes back, and how that is known. @param {PanelHost} map */
export function tracePanel(map) {
  const select = h("select", { id: `${map.id}-trace`, onchange: () => map.pickTrace(select.value || null) }, h("option", { value: "" }, t("Choose an idea")), ...map.content.misconceptions.map((one) => h("option", { value: one.id }, one.name)));
  const told = h("div");
  const target = ({ link, kind, index, next }) => {
    if (index >= 0) return map.entry(index, "panel");
    if (next) return plainButton(t("Trace on: {name}", { name: next.name }), () => map.pickTrace(next.id), { class: "tl-map-entry" });
    if (!link.to_name) return null;
    return softLine(kind === "item" ? t("The task: {name}", { name: link.to_name }) : t("The idea: {name}", { name: link.to_name }));
  };
  const source = (link) => {
    const one = map.content.sources[link.source];
    if (!one) return null;
    const told = link.basis === "documented" ? t("Source: {citation} ({seen}). ", one) : t("Suggested by: {citation} ({seen}). ", one);
    return softLine(told, one.url ? h("a", { href: one.url, target: "_blank", rel: "noopener" }, t("Open the source")) : "");
  };
  return panelPart(h("div", { class: "tl-map-panel" }, h("h4", {}, t("A misconception up the grades")), h("label", { class: "tl-map-pick", for: `${map.id}-trace` }, t("Idea")), select, told), () => {
    const idea = map.ideas.get(map.state().trace);
    select.value = idea ? idea.id : "";
    if (!idea) {
      told.replaceChildren(h("p", {}, t("Choose an idea. The map shows where it is first met and where it comes back.")));
      return { roles: new Map(), lines: [], bands: [] };
    }
    const steps = traceSteps(map.standards, idea, map.ideas);
    const documented = steps.filter(({ link }) => link.basis === "documented").length;
    const counts = { n: steps.length, documented, ours: steps.length - documented };
    const places = counts.n === 1
      ? t("1 place where it comes back: {documented} documented, {ours} our synthesis.", counts)
      : t("{n} places where it comes back: {documented} documented, {ours} our synthesis.", counts);
    told.replaceChildren(
      h("p", { html: idea.looks_html }),
      h("p", {}, `${t("First met in grades {first} to {last}.", { first: idea.first[0], last: idea.first[1] })} ${places}`),
      h("ul", { class: "tl-map-trace" }, ...steps.map((step) => h(
        "li",
        { class: `tl-map-${step.link.basis}` },
        h("span", { class: "tl-mark" }, step.link.basis === "documented" ? t("documented") : t("our synthesis")),
        h("span", { html: ` ${step.link.where_html}` }),
        target(step),
        source(step.link),
      ))),
      softLine(t("Documented: a source found it. Our synthesis: this kit sees a connection that we have not seen shown. The standard named is where we would look for it.")),
    );
    return markTrace(idea, steps);
  });
}

/** The list "ours to watch", and the same as text. @param {PanelHost} map */
export function pinsPanel(map) {
  const list = h("div");
  const text = h("textarea", { readonly: true, rows: 6, "aria-label": t("The list as text") });
  const told = softLine();
  const heading = h("h4", { tabindex: -1 }, t("Ours to watch"));
  const copy = async () => {
    text.select();
    try {
      await navigator.clipboard.writeText(text.value);
      told.textContent = t("Copied.");
    } catch {
      told.textContent = t("The text is selected: copy it with Ctrl+C or ⌘C.");
    }
    map.announce(told.textContent);
  };
  const file = () => {
    const url = URL.createObjectURL(new Blob([text.value], { type: "text/plain" }));
    h("a", { href: url, download: "ours-to-watch.txt" }).click();
    URL.revokeObjectURL(url);
  };
  const takeOff = (code) => plainButton(t("Take off"), () => {
    map.save({ pins: togglePin(map.state().pins, code) });
    map.showPanel();
    map.remark();
    heading.focus();
    map.announce(t("{code} is off the list. Its note is kept.", { code }));
  }, { "aria-label": t("Take {code} off the list", { code }) });
  return panelPart(h("div", { class: "tl-map-panel" }, heading, list, text, h("div", { class: "tl-row" }, plainButton(t("Copy"), copy), plainButton(t("Save as a file"), file), told)), () => {
    told.textContent = "";
    list.replaceChildren(
      map.state().pins.length
        ? h("ul", { class: "tl-map-entries" }, ...map.state().pins.map((code) => {
          const index = map.standards.place.get(code);
          return h("li", { class: "tl-map-pinned" }, index === undefined ? h("span", {}, t("{code} (not in this map)", { code })) : map.entry(index, "panel"), takeOff(code));
        }))
        : h("p", {}, t("Nothing yet. On a standard, press “Ours to watch”.")),
    );
    text.value = watchText(map.standards, map.state());
    return undefined;
  });
}

/** A button of plain text. */
export function plainButton(text, onclick, attributes = {}) {
  return h("button", { type: "button", onclick, ...attributes }, text);
}

/** A line in the softer colour. */
export function softLine(...text) {
  return h("p", { class: "tl-soft" }, ...text);
}

/** A part of the panel; `show` redraws it and returns what to mark on the map, or nothing for the standard looked at. */
function panelPart(node, show) {
  return Object.assign(node, { show });
}
