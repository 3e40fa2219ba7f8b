// The picture of the map: a table of small buttons by grade and domain, and one drawing laid over it.
import { h, s } from "./shared.js";
import { t } from "./words.js";
import { MAP_GRADES, arrowLine, boxToward, cellOf, dropLine, nameOf, shortCode } from "./trajectory_map_model.js";

/** What a mark means, in words; the sign stands in the corner of a cell. */
export const ROLE_WORDS = {
  focus: ["●", t("the one looked at")],
  before: ["◀", t("before: one arrow")],
  "far-before": ["▌", t("before: several arrows")],
  after: ["▶", t("after: one arrow")],
  "far-after": ["▐", t("after: several arrows")],
  related: ["~", t("related, no direction")],
  chain: ["▶", t("on the chain")],
  end: ["●", t("end of the chain")],
  documented: ["D", t("documented")],
  synthesis: ["S", t("our synthesis")],
};

const LINE_KINDS = ["before", "after", "chain", "documented", "synthesis"];
const SIZES = [0.7, 0.85, 1, 1.25, 1.6, 2];

/** @param {string} grade */
export function gradeName(grade) {
  return grade === "HS" ? t("High school") : t("Grade {grade}", { grade });
}

/**
 * Build the picture once. `show` marks cells and draws lines without touching the rest.
 * @param {any} standards
 * @param {any} content
 * @param {{choose: (index: number) => void, trace: (id: string) => void, read: (index: number) => void}} on
 */
export function makeSheet(standards, content, on) {
  const every = MAP_GRADES.filter((grade) => standards.codes.some((_, at) => standards.shown[at] && standards.grade[at] === grade));
  /** @type {Map<number, HTMLElement>} */
  const chips = new Map();
  const paths = Object.fromEntries(LINE_KINDS.map((kind) => [kind, s("path", { class: `tl-map-line tl-map-line-${kind}` })]));
  const labels = s("g", { class: "tl-map-labels" });
  const drawing = s("svg", { class: "tl-map-drawing", "aria-hidden": "true" }, ...Object.values(paths), labels);
  const head = h("thead");
  const bandBody = h("tbody", { class: "tl-map-bands" });
  const cellBody = h("tbody");
  const table = h("table", { class: "tl-map-table", "aria-label": t("Standards by grade and domain") }, head, bandBody, cellBody);
  const sheet = h("div", { class: "tl-map-sheet" }, table, drawing);
  const box = h("div", { class: "tl-map-box", tabindex: 0, role: "region", "aria-label": t("Picture of the map; it scrolls") }, sheet);

  let grades = every;
  let stop = -1; // the one cell that Tab reaches
  let boxes = null;
  let bandBoxes = [];
  let shown = { roles: new Map(), lines: [], bands: [] };
  let size = 2;
  let onlyMarked = false;
  let visible = false;

  for (let index = 0; index < standards.size; index += 1) {
    if (!standards.shown[index]) continue;
    const chip = h(
      "button",
      {
        type: "button",
        class: `tl-map-chip${/\.[a-z]$/.test(standards.codes[index]) ? " tl-map-part" : ""}`,
        tabindex: -1,
        "data-at": index,
        "aria-label": `${nameOf(standards, index)}: ${standards.words[index]}`,
      },
      shortCode(standards.codes[index]),
    );
    chips.set(index, chip);
  }
  const at = (event) => event.target.closest?.(".tl-map-chip")?.dataset.at;
  table.addEventListener("click", (event) => {
    if (at(event) !== undefined) on.choose(Number(at(event)));
  });
  for (const kind of ["pointerover", "focusin"]) {
    table.addEventListener(kind, (event) => {
      if (at(event) === undefined) return;
      if (kind === "focusin") moveStop(Number(at(event)));
      on.read(Number(at(event)));
    });
  }
  table.addEventListener("keydown", (event) => {
    if (at(event) === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const from = Number(at(event));
    let next = from;
    const inOrder = [...chips.keys()].filter((index) => measured()[index]);
    if (event.key.startsWith("Arrow")) next = boxToward(measured(), from, event.key);
    else if (event.key === "Home") next = inOrder[0];
    else if (event.key === "End") next = inOrder.at(-1);
    else return;
    event.preventDefault();
    chips.get(next).focus({ preventScroll: true });
    reveal(next);
  });

  function moveStop(index) {
    if (!chips.has(index)) return;
    chips.get(stop)?.setAttribute("tabindex", "-1");
    chips.get(index).setAttribute("tabindex", "0");
    stop = index;
  }

  /** The table for the grades that are shown; the buttons themselves stay. */
  function lay() {
    const inGrades = (index) => standards.shown[index] && grades.includes(standards.grade[index]);
    const places = [...chips.keys()].filter(inGrades);
    head.replaceChildren(
      h(
        "tr",
        {},
        h("td", { class: "tl-map-corner" }),
        ...grades.map((grade) => h("th", { scope: "col" }, grade === "HS" ? t("High school") : h("span", {}, h("span", { class: "tl-map-word" }, t("Grade ")), grade))),
      ),
    );
    /** `3.NF`: with what stands in the cell it makes the code. */
    const domainLabel = (grade, kind) => h("div", { class: "tl-map-domain" }, grade === "HS" ? `${kind.at(-1)}-` : `${grade}.${kind}`);
    const domainName = (kind) =>
      kind.startsWith("HS ") ? [kind.at(-1), content.high_school[kind.at(-1)]] : [kind, content.domain_names[kind]];
    const rows = content.rows.map((row) => {
      const inRow = places.filter((index) => row.includes(cellOf(standards.codes[index])));
      if (inRow.length === 0) return null;
      const cells = grades.map((grade) => {
        const inCell = inRow.filter((index) => standards.grade[index] === grade);
        const kinds = [...new Set(inCell.map((index) => cellOf(standards.codes[index])))];
        return h(
          "td",
          { class: grade === "HS" ? "tl-map-high" : false },
          ...kinds.map((kind) => domainLabel(grade, kind)),
          inCell.length ? h("div", { class: "tl-map-cell" }, ...inCell.map((index) => chips.get(index))) : null,
        );
      });
      const present = new Set(inRow.map((index) => cellOf(standards.codes[index])));
      // Keyed by letters: Geometry and Functions carry the same name in high school.
      const names = [...new Map(row.filter((kind) => present.has(kind)).map(domainName))];
      return h("tr", {}, h("th", { scope: "row" }, ...names.map(([letters, words]) => h("div", {}, h("b", {}, letters), ` ${words}`))), ...cells);
    });
    cellBody.replaceChildren(...rows.filter(Boolean));
    if (!places.includes(stop)) moveStop(places[0]);
    layBands();
  }

  /** A row for each traced idea, over the grades in which it is first met. */
  function layBands() {
    const rows = shown.bands.map((band) => {
      const [first, last] = band.first.map((grade) => Math.max(MAP_GRADES.indexOf(grade), 0));
      const inside = grades.filter((grade) => MAP_GRADES.indexOf(grade) >= first && MAP_GRADES.indexOf(grade) <= last);
      if (inside.length === 0) return null;
      const lead = grades.indexOf(inside[0]);
      const rest = grades.length - lead - inside.length;
      return h(
        "tr",
        {},
        h("th", { scope: "row" }, band.main ? t("First met") : t("Goes on as")),
        lead ? h("td", { colspan: lead }) : null,
        h(
          "td",
          { colspan: inside.length },
          h("button", { type: "button", class: `tl-map-band${band.main ? " tl-map-main" : ""}`, "data-band": band.id, onclick: () => on.trace(band.id) }, band.name),
        ),
        rest ? h("td", { colspan: rest }) : null,
      );
    });
    bandBody.replaceChildren(...rows.filter(Boolean));
    boxes = null;
  }

  /** Where cells and bands stand on the sheet; measured only after something moved. */
  function measured() {
    if (boxes) return boxes;
    const origin = sheet.getBoundingClientRect();
    const place = (node) => {
      const rect = node.getBoundingClientRect();
      return rect.width ? { x: rect.left - origin.left, y: rect.top - origin.top, w: rect.width, h: rect.height } : undefined;
    };
    boxes = Array.from({ length: standards.size }, (_, index) => (chips.get(index)?.isConnected ? place(chips.get(index)) : undefined));
    bandBoxes = new Map([...bandBody.querySelectorAll(".tl-map-band")].map((band) => [band.dataset.band, place(band)]));
    return boxes;
  }

  /** Scroll the box, never the page, so that a cell and some of its surroundings are in sight. */
  function reveal(index) {
    const one = measured()[index];
    if (!one) return;
    const MARGIN = 60;
    const side = table.querySelector("th[scope='row']")?.offsetWidth ?? 0;
    const top = head.offsetHeight;
    if (one.x < box.scrollLeft + side) box.scrollLeft = one.x - side - MARGIN;
    else if (one.x + one.w > box.scrollLeft + box.clientWidth) box.scrollLeft = one.x + one.w + MARGIN - box.clientWidth;
    if (one.y < box.scrollTop + top) box.scrollTop = one.y - top - MARGIN;
    else if (one.y + one.h > box.scrollTop + box.clientHeight) box.scrollTop = one.y + one.h + MARGIN - box.clientHeight;
  }

  function draw() {
    const drawn = Object.fromEntries(LINE_KINDS.map((kind) => [kind, ""]));
    const words = [];
    if (shown.lines.length && visible) {
      measured(); // kept from before: asking anew here would lay the page out in the middle of a click
      for (const line of shown.lines) {
        const from = typeof line.from === "string" ? bandBoxes.get(line.from) : boxes[line.from];
        const to = typeof line.to === "string" ? bandBoxes.get(line.to) : boxes[line.to];
        if (!from || !to) continue;
        drawn[line.kind] += typeof line.from === "string" ? dropLine(from, to) : arrowLine(from, to);
        if (line.word) words.push(s("text", { x: to.x + to.w / 2, y: to.y + to.h, dy: "0.9em", class: "tl-map-label" }, line.word));
      }
    }
    for (const kind of LINE_KINDS) {
      if (paths[kind].getAttribute("d") !== drawn[kind]) paths[kind].setAttribute("d", drawn[kind]);
    }
    if (words.length || labels.childNodes.length) labels.replaceChildren(...words);
  }

  const sizes = new ResizeObserver(() => {
    boxes = null;
    draw();
  });
  sizes.observe(sheet);
  lay();

  return {
    box,
    grades: every,
    /**
     * Mark cells, lay bands, draw lines.
     * @param {{roles: Map<number, string>, lines: {from: number|string, to: number|string, kind: string, word?: string}[],
     *   bands: {id: string, name: string, first: string[], main: boolean}[]}} next
     */
    show(next) {
      const before = shown;
      shown = next;
      for (const [index, chip] of chips) {
        const role = next.roles.get(index);
        if (role === before.roles.get(index)) continue;
        if (role) chip.dataset.role = role;
        else delete chip.dataset.role;
        if (role === "focus") chip.setAttribute("aria-current", "true");
        else if (before.roles.get(index) === "focus") chip.removeAttribute("aria-current");
      }
      sheet.classList.toggle("tl-map-only", onlyMarked && next.roles.size > 0);
      if (onlyMarked) boxes = null;
      if (JSON.stringify(before.bands) !== JSON.stringify(next.bands)) layBands();
      draw();
    },
    /** Marks of one's own and search hits, in the corner of a cell. @param {(index: number) => string} mark @param {Set<number>} hits */
    mark(mark, hits) {
      for (const [index, chip] of chips) {
        const own = mark(index);
        if ((chip.dataset.mark ?? "") !== own) {
          if (own) chip.dataset.mark = own;
          else delete chip.dataset.mark;
        }
        chip.classList.toggle("tl-map-hit", hits.has(index));
      }
    },
    reveal,
    moveStop,
    setGrades(some) {
      grades = every.filter((grade) => some.includes(grade));
      lay();
      draw();
    },
    setOnlyMarked(only) {
      onlyMarked = only;
      sheet.classList.toggle("tl-map-only", only && shown.roles.size > 0);
      boxes = null;
      draw();
    },
    /** @param {number} step @returns {{smallest: boolean, largest: boolean, percent: number}} */
    resize(step) {
      size = Math.min(Math.max(size + step, 0), SIZES.length - 1);
      sheet.style.setProperty("--tl-map-size", String(SIZES[size]));
      boxes = null;
      draw();
      return { smallest: size === 0, largest: size === SIZES.length - 1, percent: Math.round(SIZES[size] * 100) };
    },
    /** Whether the picture is to be seen; hidden, it has no places to draw between. @param {boolean} now */
    setVisible(now) {
      visible = now;
      boxes = null;
      draw();
    },
    done: () => sizes.disconnect(),
  };
}
