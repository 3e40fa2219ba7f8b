// SortBoard: cards of student work, a reader for one of them, and a pile for each level.
import { afterPause, answer, followPointer, frame, h } from "./shared.js";
import { t } from "./words.js";

const UNSORTED = "";
const DIGITS = /^[0-9]$/;

/** @typedef {{placed: Record<string, string>, tags: Record<string, string[]>, accuracy: Record<string, string>,
 *   notes: Record<string, string>, first: Record<string, string> | null}} Sort */

/**
 * The sort after a card is moved; a pile of "" means unsorted.
 * @param {Record<string, string>} placed @param {string} card @param {string} pile
 */
export function move(placed, card, pile) {
  const { [card]: _, ...rest } = placed;
  return pile === UNSORTED ? rest : { ...rest, [card]: pile };
}

/**
 * An answer whose cards all lie in piles that there are; a place that is gone moves to `gone`. Python does the same
 * for a notebook (`SortBoard.restore`); a page has no Python.
 * @param {Record<string, any>} sort @param {string[]} cards @param {string[]} piles
 */
export function onBoard(sort, cards, piles) {
  const all = Object.entries(sort.placed);
  const lost = all.filter(([card, pile]) => !cards.includes(card) || !piles.includes(pile));
  if (!lost.length) return sort;
  const kept = all.filter((one) => !lost.includes(one));
  return { ...sort, placed: Object.fromEntries(kept), gone: { ...sort.gone, ...Object.fromEntries(lost) } };
}

/**
 * The card to read after `card`: the next unsorted one, going round, or null.
 * @param {string[]} cards @param {Record<string, string>} placed @param {string} card
 */
export function nextUnsorted(cards, placed, card) {
  const at = cards.indexOf(card);
  const round = [...cards.slice(at + 1), ...cards.slice(0, at)];
  return round.find((other) => !(other in placed)) ?? null;
}

/**
 * How a placement stands to the reference: "same", "near" (one level apart), "far", "open" where one of the
 * two says that the work does not say enough, or "none" where there is nothing to compare.
 * @param {string|undefined} mine @param {{pile: string}|null} anchor @param {string} unsure
 */
export function compare(mine, anchor, unsure) {
  if (mine === undefined || !anchor) return "none";
  if (mine === anchor.pile) return "same";
  if (mine === unsure || anchor.pile === unsure) return "open";
  return Math.abs(Number(mine) - Number(anchor.pile)) === 1 ? "near" : "far";
}

/**
 * The comparison in one plain sentence.
 * @param {string[]} outcomes what `compare` says of each card
 */
export function comparisonSentence(outcomes) {
  const count = (kind) => outcomes.filter((one) => one === kind).length;
  const placed = outcomes.length - count("none");
  const parts = [
    [count("same"), t("as in the reference")],
    [count("near"), t("one level away")],
    [count("far"), t("further away")],
    [count("open"), t("where you or the reference chose “not enough to say”")],
  ].filter(([number]) => number > 0);
  return t("Of {placed} placed {a}: {b}.", { placed, a: placed === 1 ? t("card") : t("cards"), b: parts.map((part) => part.join(" ")).join(", ") });
}

/**
 * Where the arrow keys lead on the board: along a pile, or to the nearest place in the next pile that has cards.
 * @param {string[][]} piles cards by pile, in the order shown @param {string} card @param {string} key
 */
export function neighbour(piles, card, key) {
  const row = piles.findIndex((pile) => pile.includes(card));
  const at = piles[row].indexOf(card);
  if (key === "ArrowRight") return piles[row][at + 1] ?? card;
  if (key === "ArrowLeft") return piles[row][at - 1] ?? card;
  if (key === "Home") return piles[row][0];
  if (key === "End") return piles[row].at(-1);
  const step = key === "ArrowDown" ? 1 : -1;
  for (let other = row + step; other >= 0 && other < piles.length; other += step) {
    if (piles[other].length) return piles[other][Math.min(at, piles[other].length - 1)];
  }
  return card;
}

const OUTCOME = { same: "=", near: "±1", far: "≠", open: "?", none: "" };
const OUTCOME_WORDS = {
  same: t("same as the reference"),
  near: t("one level from the reference"),
  far: t("further from the reference"),
  open: t("placed by one, not by the other"),
};
const ACCURACY = [
  ["right", t("all right")],
  ["partly", t("some right")],
  ["wrong", t("none right")],
];

function render({ model, el }) {
  const { cards, piles: levels, tags, unsure, progression } = model.get("content");
  const { body, announce, id, done } = frame({ model, el }, "tl-sort-board");
  const byId = new Map(cards.map((card) => [card.id, card]));
  const order = cards.map((card) => card.id);
  const piles = [
    { id: UNSORTED, number: "", name: t("Unsorted") },
    ...levels.map((level) => ({ ...level, number: level.id })),
    { id: unsure, number: "?", name: t("Not enough to say") },
  ];
  const history = [];
  let sort = onBoard(model.get("value"), order, piles.map((pile) => pile.id));
  model.set("value", sort);
  let reading = nextUnsorted(order, sort.placed, order.at(-1)) ?? order[0];
  let comparing = sort.first !== null;
  let recording = false; // whether the reader shows tags, accuracy and note: piles first, record after
  let suppressClick = false; // a drag ends with a click on the card, which was not meant

  // --- the frame of the page, built once ---
  const progress = h("span", { class: "tl-soft" });
  const undo = h("button", { type: "button", onclick: takeBack }, t("Undo"));
  const commit = h("button", { type: "button", class: "tl-primary", onclick: toggleComparison });
  const verdict = h("p", { class: "tl-verdict" });
  const reader = h("div", { class: "tl-reader", role: "group", "aria-label": t("Card being read") });
  const rows = new Map();
  const chips = new Map();
  const board = h("div", { class: "tl-board", role: "group", "aria-label": t("Piles: {progression}", { progression }) });
  for (const pile of piles) board.append(makeRow(pile));
  for (const card of cards) chips.set(card.id, makeChip(card));
  const saveNote = afterPause((card, text) => keep({ notes: { ...sort.notes, [card]: text } }, false), 400);
  body.append(
    h("div", { class: "tl-row tl-tools" }, progress, undo, commit),
    verdict,
    h("div", { class: "tl-sort" }, reader, board),
    h(
      "p",
      { class: "tl-soft tl-keys" },
      t("Drag a card to a pile, or read it and press a pile's name. On a card: digits place it, ? means not enough to say, "),
      t("Backspace takes it off the pile, arrows go to other cards, N to the next unsorted one, Enter reads it, U undoes."),
    ),
  );
  drawReader();
  drawBoard();

  // --- changes ---
  function keep(change, undoable = true) {
    if (undoable) {
      history.push(sort);
      if (history.length > 200) history.shift();
    }
    sort = { ...sort, ...change };
    answer(model, change);
  }

  function place(card, pile, focusChip) {
    if ((sort.placed[card] ?? UNSORTED) === pile) return;
    saveNote.flush();
    keep({ placed: move(sort.placed, card, pile) });
    reading = card;
    drawBoard();
    drawReader();
    if (focusChip) chips.get(card).focus();
    const left = order.length - Object.keys(sort.placed).length;
    announce(t("{label} is in {pileName}. {left} of {length} unsorted.", { label: byId.get(card).label, pileName: pileName(pile), left, length: order.length }));
  }

  function takeBack() {
    const before = history.pop();
    if (!before) return;
    const focused = chips.has(document.activeElement?.dataset?.card) ? document.activeElement : null;
    const moved = order.find((card) => before.placed[card] !== sort.placed[card]);
    const { placed, tags, accuracy } = before;
    sort = { ...sort, placed, tags, accuracy };
    answer(model, { placed, tags, accuracy });
    if (moved) reading = moved;
    drawBoard();
    drawReader();
    focused?.focus();
    announce(moved ? t("Undone. {label} is back in {a}.", { label: byId.get(moved).label, a: pileName(before.placed[moved] ?? UNSORTED) }) : t("Undone."));
  }

  function toggleComparison() {
    if (!Object.keys(sort.placed).length) {
      announce(t("Place at least one card first."));
      verdict.textContent = t("Place at least one card first.");
      return;
    }
    comparing = !comparing;
    if (comparing && sort.first === null) keep({ first: { ...sort.placed } }, false);
    drawBoard();
    drawReader();
    announce(comparing ? verdict.textContent : t("The comparison is hidden."));
  }

  function read(card, focusReader = false) {
    saveNote.flush();
    reading = card;
    drawReader();
    drawBoard();
    if (focusReader) reader.querySelector("button, select, textarea")?.focus();
  }

  // --- the board ---
  function makeRow(pile) {
    const tray = h("div", { class: "tl-tray", role: "group", "aria-label": pileName(pile.id) });
    const count = h("span", { class: "tl-soft" });
    const name = [pile.number && h("b", {}, pile.number), ` ${pile.name} `, count].filter(Boolean);
    const head = pile.evidence_html
      ? h("details", {}, h("summary", {}, ...name), h("ul", { html: pile.evidence_html }))
      : h("div", { class: "tl-pile-name" }, ...name);
    const row = h("div", { class: "tl-pile", "data-pile": pile.id }, head, tray);
    rows.set(pile.id, { tray, count });
    return row;
  }

  function makeChip(card) {
    const chip = h(
      "button",
      { type: "button", class: "tl-chip", "data-card": card.id, onkeydown: onChipKey, onclick: onChipClick },
      h("span", {}, card.label),
      h("span", { class: "tl-outcome" }),
    );
    let target = null;
    followPointer(chip, {
      move(event, dx, dy) {
        chip.classList.add("tl-dragged");
        chip.style.transform = `translate(${dx}px, ${dy}px)`;
        const under = el.getRootNode().elementsFromPoint(event.clientX, event.clientY);
        const row = under.find((node) => board.contains(node) && node.classList.contains("tl-pile")) ?? null;
        if (row !== target) {
          target?.classList.remove("tl-target");
          row?.classList.add("tl-target");
          target = row;
        }
      },
      end(_, moved) {
        const pile = target?.dataset.pile;
        letGo();
        if (moved) {
          suppressClick = true;
          setTimeout(() => (suppressClick = false));
          if (pile !== undefined) place(card.id, pile, true);
        }
      },
      cancel: letGo,
    });
    function letGo() {
      chip.classList.remove("tl-dragged");
      chip.style.transform = "";
      target?.classList.remove("tl-target");
      target = null;
    }
    return chip;
  }

  function onChipClick(event) {
    if (!suppressClick) read(event.currentTarget.dataset.card, event.detail === 0);
  }

  function onChipKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const card = event.currentTarget.dataset.card;
    if (DIGITS.test(event.key) && levels.some((level) => level.id === event.key)) place(card, event.key, true);
    else if (event.key === "?") place(card, unsure, true);
    else if (event.key === "Backspace" || event.key === "Delete") place(card, UNSORTED, true);
    else if (event.key === "u" || event.key === "U") takeBack();
    else if (event.key === "n" || event.key === "N") goTo(nextUnsorted(order, sort.placed, card) ?? card);
    else if (/^(Arrow(Up|Down|Left|Right)|Home|End)$/.test(event.key)) {
      goTo(neighbour(shown(), card, event.key));
    } else return;
    event.preventDefault();
  }

  /** Read a card and put the focus on it. */
  function goTo(card) {
    read(card);
    chips.get(card).focus();
  }

  /** Cards by pile, in the order shown. */
  function shown() {
    return piles.map((pile) => order.filter((card) => (sort.placed[card] ?? UNSORTED) === pile.id));
  }

  function drawBoard() {
    const byPile = shown();
    piles.forEach((pile, at) => {
      const { tray, count } = rows.get(pile.id);
      const wanted = byPile[at].map((card) => chips.get(card));
      if (wanted.length !== tray.children.length || wanted.some((chip, n) => chip !== tray.children[n])) {
        tray.replaceChildren(...wanted);
      }
      count.textContent = wanted.length ? `(${wanted.length})` : "";
    });
    for (const card of cards) {
      const chip = chips.get(card.id);
      const outcome = comparing ? compare(sort.placed[card.id], card.anchor, unsure) : "none";
      chip.tabIndex = card.id === reading ? 0 : -1;
      chip.classList.toggle("tl-reading", card.id === reading);
      chip.dataset.outcome = outcome;
      chip.querySelector(".tl-outcome").textContent = OUTCOME[outcome];
      const marked = sort.tags[card.id]?.length || sort.notes[card.id] ? t(", with marks") : "";
      const where = pileName(sort.placed[card.id] ?? UNSORTED);
      chip.classList.toggle("tl-marked", Boolean(marked));
      chip.setAttribute(
        "aria-label",
        `${t("{label}, in {where}", { label: card.label, where })}${marked}${outcome === "none" ? "" : `, ${OUTCOME_WORDS[outcome]}`}`,
      );
      chip.setAttribute("aria-current", String(card.id === reading));
    }
    const number = Object.keys(sort.placed).length;
    progress.textContent = t("{number} of {length} placed", { number, length: order.length });
    undo.setAttribute("aria-disabled", String(history.length === 0));
    commit.textContent = comparing
      ? t("Hide the comparison")
      : sort.first === null
        ? t("This is my first sort: compare")
        : t("Compare again");
    verdict.hidden = !comparing;
    verdict.textContent = comparing
      ? `${comparisonSentence(cards.map((card) => compare(sort.placed[card.id], card.anchor, unsure)))} ` +
        t("Your first sort is kept. Where you differ, read both reasons; either may be the better one.")
      : "";
  }

  // --- the reader ---
  function drawReader() {
    const card = byId.get(reading);
    const next = nextUnsorted(order, sort.placed, reading);
    const at = order.indexOf(reading);
    const go = (step) => () => {
      read(order[(at + step + order.length) % order.length]);
      reader.querySelector(step < 0 ? ".tl-previous" : ".tl-next").focus();
    };
    reader.replaceChildren(
      h(
        "div",
        { class: "tl-row tl-reader-head" },
        h("b", { class: "tl-label" }, card.label),
        h("span", { class: "tl-mark" }, card.mark),
        h("button", { type: "button", class: "tl-previous", "aria-label": t("Previous card"), onclick: go(-1) }, "‹"),
        h("button", { type: "button", class: "tl-next", "aria-label": t("Next card"), onclick: go(1) }, "›"),
        next && h("button", { type: "button", onclick: () => read(next, true) }, t("Next unsorted")),
      ),
      h("div", { class: "tl-work-frame", html: card.html }),
      places(card),
      ...(comparing ? [comparison(card)] : []),
      marks(card),
    );
  }

  function places(card) {
    const now = sort.placed[card.id] ?? UNSORTED;
    return h(
      "fieldset",
      { class: "tl-places" },
      h("legend", {}, t("Put {label} in", { label: card.label })),
      ...piles.slice(1).map((pile) =>
        h(
          "button",
          { type: "button", "data-place": pile.id, "aria-pressed": String(pile.id === now), onclick: () => put(card.id, pile.id) },
          h("b", {}, pile.number),
          ` ${pile.name}`,
        ),
      ),
    );
  }

  /** From the reader: the same button again takes the card off, and focus stays on the button. */
  function put(card, pile) {
    place(card, sort.placed[card] === pile ? UNSORTED : pile, false);
    reader.querySelector(`[data-place="${pile}"]`).focus();
  }

  function comparison(card) {
    const mine = sort.placed[card.id];
    const box = h("div", { class: "tl-comparison" });
    const first = sort.first?.[card.id];
    const changed = first !== undefined && first !== mine ? t(" (first: {pileName})", { pileName: pileName(first) }) : "";
    box.append(h("p", {}, h("b", {}, t("You: ")), `${mine === undefined ? t("not placed") : pileName(mine)}${changed}`));
    if (card.anchor) {
      box.append(
        h("p", {}, h("b", {}, t("Reference: ")), `${pileName(card.anchor.pile)}, ${card.anchor.whose}. `),
        h("p", { html: card.anchor.reason_html }),
      );
    } else box.append(h("p", {}, t("This card has no reference placement.")));
    if (card.coding_html) {
      const coding = h("div", { class: "tl-scroll", html: card.coding_html });
      box.append(h("details", {}, h("summary", {}, t("How the study coded the answers")), coding));
    }
    return box;
  }

  function marks(card) {
    const chosen = new Set(sort.tags[card.id] ?? []);
    const toggle = (tag) => (event) => {
      chosen.has(tag) ? chosen.delete(tag) : chosen.add(tag);
      keep({ tags: { ...sort.tags, [card.id]: [...chosen] } });
      event.currentTarget.setAttribute("aria-pressed", String(chosen.has(tag)));
      drawBoard();
    };
    const group = (kind, title) => {
      const some = tags.filter((tag) => tag.kind === kind);
      if (!some.length) return null;
      return h(
        "fieldset",
        {},
        h("legend", {}, title),
        ...some.map((tag) =>
          h(
            "button",
            { type: "button", class: "tl-tag", "data-tag": tag.id, "aria-pressed": String(chosen.has(tag.id)), onclick: toggle(tag.id) },
            tag.name,
          ),
        ),
      );
    };
    const note = h("textarea", { rows: 2, id: `${id}-note`, oninput: (event) => saveNote(card.id, event.target.value) });
    note.value = sort.notes[card.id] ?? "";
    note.addEventListener("blur", () => {
      saveNote.flush();
      drawBoard();
    });
    return h(
      "details",
      { class: "tl-marks", open: recording, ontoggle: (event) => (recording = event.target.open) },
      h("summary", {}, t("Record: what may lie under it, accuracy, a note")),
      group("issue", t("What may lie under it")),
      group("error", t("Slips")),
      h(
        "fieldset",
        {},
        h("legend", {}, t("Accuracy")),
        ...ACCURACY.map(([value, words]) =>
          h(
            "label",
            { class: "tl-choice" },
            h("input", {
              type: "radio",
              name: `${id}-accuracy`,
              value,
              checked: sort.accuracy[card.id] === value,
              onchange: () => keep({ accuracy: { ...sort.accuracy, [card.id]: value } }),
            }),
            words,
          ),
        ),
      ),
      h("label", { for: note.id }, t("Note: what in the work makes you say so?")),
      note,
    );
  }

  function pileName(pileId) {
    const pile = piles.find((one) => one.id === pileId);
    return pile ? `${pile.number} ${pile.name}`.trim() : t("a pile that is gone");
  }

  return () => {
    saveNote.flush();
    done();
  };
}

export default { render };
