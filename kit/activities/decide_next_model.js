// What DecideNext works out: groups from a sort, moving and joining, a sort brought in again, the evidence sheet as text.
import { t } from "./words.js";

/** @typedef {{id: string, name: string, cards: string[], issue: string, move: string, shown: string, first: string}} NextGroup */
/** @typedef {{placed: Record<string, string>, tags: Record<string, string[]>, accuracy: Record<string, string>, notes: Record<string, string>}} BroughtSort */
/** @typedef {{groups: NextGroup[], levels: Record<string, string>, issues: Record<string, string>,
 *   accuracy: Record<string, string>, brought: BroughtSort|null, sheet: Record<string, string>}} Decision */

const isRecord = (one) => one !== null && typeof one === "object" && !Array.isArray(one);
const entriesOf = (one, test) => Object.fromEntries(Object.entries(isRecord(one) ? one : {}).filter(([key, value]) => test(key, value)));

/**
 * What may be used of another activity's answer: cards, levels and marks that are known here.
 * @param {any} given @param {{cards: {id: string}[], piles: {id: string}[], unsure: string, tags: {id: string}[], accuracy: {id: string}[]}} content
 * @returns {BroughtSort}
 */
export function fitSort(given, content) {
  const known = (some) => new Set(some.map((one) => one.id));
  const cards = known(content.cards);
  const piles = known(content.piles).add(content.unsure);
  const tags = known(content.tags);
  const marks = known(content.accuracy);
  const lists = entriesOf(given?.tags, (card, list) => cards.has(card) && Array.isArray(list));
  return {
    placed: entriesOf(given?.placed, (card, pile) => cards.has(card) && piles.has(pile)),
    tags: Object.fromEntries(Object.entries(lists).map(([card, list]) => [card, list.filter((tag) => tags.has(tag))])),
    accuracy: entriesOf(given?.accuracy, (card, mark) => cards.has(card) && marks.has(mark)),
    notes: entriesOf(given?.notes, (card, note) => cards.has(card) && typeof note === "string"),
  };
}

/** A level as it stands in lists. */
export function pileName(content, pile) {
  if (pile === content.unsure) return t("? Not enough to say");
  const level = content.piles.find((one) => one.id === pile);
  return level ? `${level.id} ${level.name}` : "";
}

/** The name that a level's group has until it is given another. */
export function levelGroupName(content, pile) {
  const name = pileName(content, pile);
  return name && pile !== content.unsure ? t("Level {a}", { a: name.replace(" ", ": ") }) : name.replace("? ", "");
}

/** A group's letter: A, B … Z, then A2. @param {number} at */
export function groupLetter(at) {
  return String.fromCharCode(65 + (at % 26)) + (at >= 26 ? Math.floor(at / 26) + 1 : "");
}

/** The names of a card's tags, as one text. */
export function tagText(content, tags) {
  return (tags ?? []).map((id) => content.tags.find((tag) => tag.id === id)?.name).filter(Boolean).join("; ");
}

function freshGroup(groups, name, cards) {
  const numbers = groups.map((group) => Number(/^g(\d+)$/.exec(group.id)?.[1] ?? 0));
  return { id: `g${Math.max(0, ...numbers) + 1}`, name, cards, issue: "", move: "", shown: "", first: "" };
}

const isBlank = (group, content) =>
  !group.issue.trim() && !group.move.trim() && !group.shown && (group.name === "" || isLevelName(group.name, content));
const isLevelName = (name, content) => [...content.piles.map((one) => one.id), content.unsure].some((pile) => levelGroupName(content, pile) === name);

/**
 * A card into a group, out of every other; `null` takes it out of all.
 * @param {NextGroup[]} groups @param {string} card @param {string|null} into
 */
export function putCard(groups, card, into) {
  return groups.map((group) => {
    const rest = group.cards.filter((one) => one !== card);
    if (group.id === into) return group.cards.includes(card) ? group : { ...group, cards: [...rest, card] };
    return rest.length === group.cards.length ? group : { ...group, cards: rest };
  });
}

/** A card into a new group of its own. @param {NextGroup[]} groups @param {string} card */
export function splitOff(groups, card) {
  const rest = putCard(groups, card, null);
  return [...rest, freshGroup(rest, t("Group {a}", { a: groupLetter(rest.length) }), [card])];
}

/** A new group with no cards. @param {NextGroup[]} groups */
export function addGroup(groups) {
  return [...groups, freshGroup(groups, t("Group {a}", { a: groupLetter(groups.length) }), [])];
}

/**
 * One group joined into another. What was written in either stays: lines are put below each other.
 * @param {NextGroup[]} groups @param {string} from @param {string} into
 */
export function joinGroups(groups, from, into) {
  const gone = groups.find((group) => group.id === from);
  const both = (a, b) => [...new Set([a, b].filter((text) => text.trim()))].join("\n");
  return groups
    .filter((group) => group.id !== from)
    .map((group) =>
      group.id !== into
        ? group
        : {
            ...group,
            cards: [...group.cards, ...gone.cards],
            issue: both(group.issue, gone.issue).replaceAll("\n", "; "),
            move: both(group.move, gone.move),
            first: both(group.first, gone.first),
            // A suggestion seen before an own move was written stays recorded as such.
            shown: [group.shown, gone.shown].includes("before") ? "before" : group.shown || gone.shown,
          },
    );
}

/**
 * The decision after a card was given a level. A card in no group, or in the one that bears its old level's name, goes to the
 * group of the new level; any other stays where it was put by hand.
 * @param {Decision} state @param {string} card @param {string} pile "" takes the level away @param {any} content
 */
export function withLevel(state, card, pile, content) {
  const { [card]: before, ...rest } = state.levels;
  const levels = pile ? { ...rest, [card]: pile } : rest;
  const now = state.groups.find((group) => group.cards.includes(card));
  if (now && (before === undefined || now.name !== levelGroupName(content, before))) return { ...state, levels };
  let groups = state.groups;
  const home = groups.find((group) => group.name === levelGroupName(content, pile));
  if (!pile) groups = putCard(groups, card, null);
  else if (home) groups = putCard(groups, card, home.id);
  else {
    groups = putCard(groups, card, null);
    groups = inLevelOrder([...groups, freshGroup(groups, levelGroupName(content, pile), [card])], content);
  }
  return { ...state, levels, groups: groups.filter((group) => group.cards.length || group.id !== now?.id || !isBlank(group, content)) };
}

/** Groups that bear a level's name in the order of the levels; the others after them, as they were. */
function inLevelOrder(groups, content) {
  const order = [...content.piles.map((one) => one.id), content.unsure].map((pile) => levelGroupName(content, pile));
  const place = (group) => (order.includes(group.name) ? order.indexOf(group.name) : order.length);
  return groups.map((group, at) => [group, at]).sort(([a, i], [b, j]) => place(a) - place(b) || i - j).map(([group]) => group);
}

/**
 * The decision with a sort brought in. What was changed here since the last time stays; what changed in the sort is taken over.
 * @param {Decision} state @param {BroughtSort} sort @param {any} content
 * @returns {Decision}
 */
export function bringIn(state, sort, content) {
  const before = state.brought ?? { placed: {}, tags: {}, accuracy: {}, notes: {} };
  let made = { ...state, accuracy: { ...state.accuracy }, issues: { ...state.issues }, brought: sort };
  for (const { id } of content.cards) {
    if (sort.placed[id] !== before.placed[id]) made = withLevel(made, id, sort.placed[id] ?? "", content);
    if (sort.accuracy[id] !== before.accuracy[id] && sort.accuracy[id]) made.accuracy[id] = sort.accuracy[id];
    const [was, is] = [tagText(content, before.tags[id]), tagText(content, sort.tags[id])];
    if (was !== is && (made.issues[id] ?? "") === was) made.issues[id] = is;
  }
  return made;
}

/** Cards whose place or marks in the sort differ from what was brought in. */
export function changedSince(brought, sort, content) {
  const told = (one, id) => JSON.stringify([one.placed[id] ?? "", [...(one.tags[id] ?? [])].sort(), one.accuracy[id] ?? ""]);
  return content.cards.filter(({ id }) => told(brought, id) !== told(sort, id)).map((card) => card.label);
}

/** Whether somebody has written a move of their own: a word is a heading, two can be a move. */
export function isMove(text) {
  return text.trim().split(/\s+/).length >= 2;
}

/**
 * What the progression and the known ideas suggest for a group: a move for each level among its cards, and for each idea that is
 * marked on a card or named as the group's issue.
 * @param {NextGroup} group @param {Decision} state @param {any} content
 */
export function suggestionsFor(group, state, content) {
  const levels = new Set(group.cards.map((card) => state.levels[card]));
  const marked = new Set(group.cards.flatMap((card) => state.brought?.tags[card] ?? []));
  const ideas = content.tags.filter((tag) => tag.next_html && (marked.has(tag.id) || group.issue.includes(tag.name)));
  return [
    ...content.piles.filter((pile) => levels.has(pile.id)).map((pile) => ({ from: t("Level {id}, {name}", { id: pile.id, name: pile.name }), html: pile.next_html })),
    ...[...new Map(ideas.map((tag) => [tag.idea, tag])).values()].map((tag) => ({ from: tag.idea, html: tag.next_html })),
  ];
}

/** Tags on the cards of a group with how many cards bear each, the commonest first. */
export function marksOn(group, state, content) {
  const count = (tag) => group.cards.filter((card) => state.brought?.tags[card]?.includes(tag.id)).length;
  return content.tags.map((tag) => ({ name: tag.name, count: count(tag) })).filter((one) => one.count > 0).sort((a, b) => b.count - a.count);
}

/**
 * The rows of the evidence sheet, in the order of the deck.
 * @param {Decision} state @param {any} content
 */
export function sheetRows(state, content) {
  const named = Object.fromEntries(content.accuracy.map((one) => [one.id, one.name]));
  return content.cards.map(({ id, label }) => {
    const group = state.groups.find((one) => one.cards.includes(id));
    return {
      id,
      sample: label,
      group: group ? group.name.trim() || t("group without a name") : "",
      groupIssue: group?.issue ?? "",
      groupMove: group?.move ?? "",
      level: pileName(content, state.levels[id]),
      issue: state.issues[id] ?? "",
      accuracy: named[state.accuracy[id]] ?? "",
    };
  });
}

const COLUMNS = [["sample", t("Sample")], ["group", t("Group")], ["level", t("Level")], ["issue", t("Issue")], ["accuracy", t("Accuracy")]];

/**
 * The sheet as plain data for every form it takes: rows and boxes, groups with what was written.
 * @param {Decision} state @param {any} content @param {string} title
 */
export function sheetOf(state, content, title) {
  const labels = Object.fromEntries(content.cards.map((card) => [card.id, card.label]));
  const rows = sheetRows(state, content);
  return {
    title,
    columns: COLUMNS.map(([, name]) => name),
    rows: rows.map((row) => COLUMNS.map(([field]) => row[field])),
    ofGroup: rows.map((row) => [row.groupIssue, row.groupMove]),
    groupColumns: [t("Group"), t("Samples"), t("Issue"), t("Next move")],
    groups: state.groups
      .filter((group) => group.cards.length || group.issue.trim() || group.move.trim())
      .map((group) => [group.name, group.cards.map((card) => labels[card]).join(", "), group.issue, group.move]),
    boxes: content.boxes.map((box) => [box.name, state.sheet[box.id] ?? ""]),
    note: t("A level describes a response, never a child."),
  };
}

/**
 * The rows and the groups' moves for a spreadsheet. A cell that a spreadsheet would run as a formula is marked as text.
 * @param {ReturnType<typeof sheetOf>} sheet
 */
export function sheetCsv(sheet) {
  const cell = (text) => `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
  const lines = [
    [...sheet.columns, t("Issue of the group"), t("Next move of the group")],
    ...sheet.rows.map((row, at) => [...row, ...sheet.ofGroup[at]]),
  ];
  return `\uFEFF${lines.map((line) => line.map(cell).join(",")).join("\r\n")}\r\n`;
}

/** The whole sheet as Markdown. @param {ReturnType<typeof sheetOf>} sheet */
export function sheetMarkdown(sheet) {
  const cell = (text) => text.replaceAll("\\", "\\\\").replaceAll("|", "\\|").replaceAll("<", "&lt;").replaceAll(/\s*\n\s*/g, "<br>") || " ";
  const line = (cells) => `| ${cells.map(cell).join(" | ")} |`;
  const table = (columns, rows) => [line(columns), `|${" --- |".repeat(columns.length)}`, ...rows.map(line)].join("\n");
  const boxes = sheet.boxes.map(([name, text]) => `### ${name}\n\n${text.trim().replaceAll("<", "&lt;") || "–"}`);
  const parts = [`## ${sheet.title}`, sheet.note, table(sheet.columns, sheet.rows)];
  if (sheet.groups.length) parts.push(`### ${t("Groups")}`, table(sheet.groupColumns, sheet.groups));
  return `${[...parts, ...boxes].join("\n\n")}\n`;
}
