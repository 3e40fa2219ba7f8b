// A grid of many rows of which only those in view are in the page; one stop for Tab, arrows inside.
import { h } from "./shared.js";

const SPARE_ROWS = 4;

/**
 * Where a key leads in the grid; null for keys that lead nowhere. Row -1 is the head.
 * @param {{row: number, column: number}} at @param {KeyboardEvent} event @param {{rows: number, columns: number, page: number}} size
 */
export function gridStep(at, event, { rows, columns, page }) {
  const far = event.ctrlKey || event.metaKey;
  const to = {
    ArrowUp: { row: at.row - 1 },
    ArrowDown: { row: at.row + 1 },
    ArrowLeft: { column: at.column - 1 },
    ArrowRight: { column: at.column + 1 },
    PageUp: { row: Math.max(at.row - page, Math.min(at.row, 0)) },
    PageDown: { row: at.row + page },
    Home: far ? { row: 0, column: 0 } : { column: 0 },
    End: far ? { row: rows - 1, column: columns - 1 } : { column: columns - 1 },
  }[event.key];
  if (!to) return null;
  const { row, column } = { ...at, ...to };
  return { row: Math.max(-1, Math.min(row, rows - 1)), column: Math.max(0, Math.min(column, columns - 1)) };
}

/**
 * @param {{id: string, label: string, describedBy: string,
 *   writeHead: (cell: HTMLElement, column: number) => void,
 *   writeCell: (cell: HTMLElement, row: number, column: number) => void,
 *   say: (row: number, column: number) => string,
 *   onMove: (row: number, column: number) => void, onPress: (row: number, column: number) => void}} given
 *   rows and columns are counted as shown; `say` gives what is read out for a place
 */
export function windowedGrid({ id, label, describedBy, writeHead, writeCell, say, onMove, onPress }) {
  const head = h("div", { role: "row", class: "tl-grid-row tl-grid-head", "aria-rowindex": 1 });
  const rowsInView = h("div", { role: "rowgroup", class: "tl-grid-window" });
  const sheet = h("div", { role: "presentation", class: "tl-grid-sheet" }, rowsInView);
  const element = h(
    "div",
    { role: "grid", class: "tl-grid", tabindex: 0, "aria-label": label, "aria-describedby": describedBy },
    h("div", { role: "rowgroup", class: "tl-grid-top" }, head),
    sheet,
  );
  let rows = 0;
  let columns = 0;
  let first = 0; // the row that the first row element shows
  let height = 28;
  let active = { row: 0, column: 0 };
  let marked = null;

  const newCell = (role, column) => h("div", { role, class: "tl-grid-cell", "aria-colindex": column + 1, "data-column": column });

  function makeRow() {
    const row = h("div", { role: "row", class: "tl-grid-row" });
    for (let column = 0; column < columns; column += 1) row.append(newCell(column ? "gridcell" : "rowheader", column));
    return row;
  }

  function writeRow(element, row) {
    element.setAttribute("aria-rowindex", row + 2);
    element.dataset.row = row;
    for (let column = 0; column < columns; column += 1) writeCell(element.children[column], row, column);
  }

  const inView = () => Math.min(rows, Math.ceil((element.clientHeight || 480) / height) + 2 * SPARE_ROWS);
  const wantedFirst = () =>
    Math.max(0, Math.min(Math.floor(element.scrollTop / height) - SPARE_ROWS, rows - rowsInView.children.length));

  /** Rows that left the view at one end take their place at the other, so that page order stays reading order. */
  function scrolled() {
    const wanted = wantedFirst();
    const count = rowsInView.children.length;
    const by = wanted - first;
    if (by === 0) return;
    unmark();
    first = wanted;
    if (Math.abs(by) >= count) [...rowsInView.children].forEach((row, at) => writeRow(row, first + at));
    else if (by > 0) {
      const moved = [...rowsInView.children].slice(0, by);
      moved.forEach((row, at) => writeRow(row, first + count - by + at));
      rowsInView.append(...moved);
    } else {
      const moved = [...rowsInView.children].slice(by);
      moved.forEach((row, at) => writeRow(row, first + at));
      rowsInView.prepend(...moved);
    }
    rowsInView.style.top = `${first * height}px`;
    mark();
  }

  function unmark() {
    if (!marked) return;
    marked.classList.remove("tl-grid-active");
    marked.removeAttribute("id");
    marked.removeAttribute("aria-label");
    marked.parentElement?.classList.remove("tl-grid-active-row");
    marked = null;
    element.removeAttribute("aria-activedescendant");
  }

  /** Only the active cell carries an id and words of its own; nine hundred labels would be written at each scroll. */
  function mark() {
    unmark();
    const row = active.row < 0 ? head : rowsInView.children[active.row - first];
    marked = row?.children[active.column] ?? null;
    if (!marked) return;
    marked.classList.add("tl-grid-active");
    if (active.row >= 0) row.classList.add("tl-grid-active-row");
    marked.id = `${id}-cell-${active.row}-${active.column}`;
    marked.setAttribute("aria-label", say(active.row, active.column));
    element.setAttribute("aria-activedescendant", marked.id);
  }

  function reveal() {
    if (active.row >= 0) {
      const room = element.clientHeight - head.offsetHeight;
      const top = active.row * height;
      if (top < element.scrollTop) element.scrollTop = top;
      else if (top + height > element.scrollTop + room) element.scrollTop = top + height - room;
    }
    scrolled();
    const cell = head.children[active.column];
    const names = head.children[0].offsetWidth;
    if (active.column > 0 && cell) {
      if (cell.offsetLeft < element.scrollLeft + names) element.scrollLeft = cell.offsetLeft - names;
      else if (cell.offsetLeft + cell.offsetWidth > element.scrollLeft + element.clientWidth) {
        element.scrollLeft = cell.offsetLeft + cell.offsetWidth - element.clientWidth;
      }
    }
  }

  function moveTo(row, column, { quiet = false } = {}) {
    active = { row, column };
    reveal();
    mark();
    if (!quiet) onMove(row, column);
  }

  element.addEventListener("scroll", scrolled, { passive: true });
  element.addEventListener("keydown", (event) => {
    if (event.altKey) return;
    if (event.key === "Enter" || event.key === " ") onPress(active.row, active.column);
    else {
      const to = gridStep(active, event, { rows, columns, page: Math.max(1, Math.floor(element.clientHeight / height) - 2) });
      if (!to) return;
      moveTo(to.row, to.column);
    }
    event.preventDefault();
  });
  element.addEventListener("click", (event) => {
    const cell = event.target.closest(".tl-grid-cell");
    if (!cell) return;
    const row = cell.parentElement === head ? -1 : Number(cell.parentElement.dataset.row);
    moveTo(row, Number(cell.dataset.column));
    if (row < 0) onPress(row, active.column);
  });

  /** Write what is in view; with a new number of rows or columns, make the cells for it. */
  function show(rowCount = rows, columnCount = columns) {
    unmark();
    if (columnCount !== columns) {
      columns = columnCount;
      head.replaceChildren(...Array.from({ length: columns }, (_, column) => newCell("columnheader", column)));
      rowsInView.replaceChildren();
    }
    rows = rowCount;
    element.setAttribute("aria-rowcount", rows + 1);
    element.setAttribute("aria-colcount", columns);
    for (let column = 0; column < columns; column += 1) writeHead(head.children[column], column);
    const count = inView();
    while (rowsInView.children.length > count) rowsInView.lastElementChild.remove();
    while (rowsInView.children.length < count) rowsInView.append(makeRow());
    first = wantedFirst();
    [...rowsInView.children].forEach((row, at) => writeRow(row, first + at));
    sheet.style.height = `${rows * height}px`;
    rowsInView.style.top = `${first * height}px`;
    active = { row: Math.min(active.row, rows - 1), column: Math.min(active.column, columns - 1) };
    mark();
  }

  const resized = new ResizeObserver(() => {
    const now = rowsInView.firstElementChild?.getBoundingClientRect().height;
    if ((now && Math.abs(now - height) > 0.1) || inView() !== rowsInView.children.length) {
      const top = element.scrollTop / height;
      if (now) height = now;
      sheet.style.height = `${rows * height}px`;
      element.scrollTop = top * height;
      show();
    }
  });
  resized.observe(element);
  resized.observe(rowsInView);

  return { element, show, moveTo, done: () => resized.disconnect() };
}
