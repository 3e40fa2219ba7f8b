// The evidence sheet as an element of its own: printed, copied and downloaded.
import { h } from "./shared.js";
import { t } from "./words.js";
import { sheetCsv, sheetMarkdown } from "./decide_next_model.js";

const SHEET_STYLE = `body{font:11pt/1.4 system-ui,sans-serif;color:#000;margin:1.5cm}table{border-collapse:collapse;width:100%;margin:.4cm 0}
th,td{border:1px solid #555;padding:.12cm .2cm;text-align:left;vertical-align:top}tr{break-inside:avoid}h2{font-size:14pt}h3{font-size:12pt;margin-bottom:.1cm}
.tl-written{white-space:pre-wrap;border:1px solid #555;min-height:1.4cm;padding:.15cm .2cm;margin:0}`;

function sheetTable(columns, rows, caption) {
  return h(
    "table",
    {},
    h("caption", {}, caption),
    h("thead", {}, h("tr", {}, ...columns.map((name) => h("th", { scope: "col" }, name)))),
    h("tbody", {}, ...rows.map(([first, ...cells]) => h("tr", {}, h("th", { scope: "row" }, first), ...cells.map((text) => h("td", {}, text))))),
  );
}

/**
 * The sheet for reading and printing. What people typed is text, whatever it looks like.
 * @param {any} sheet as `sheetOf` makes it
 */
export function sheetElement(sheet) {
  return h(
    "div",
    { class: "tl-sheet" },
    h("h4", {}, sheet.title),
    h("p", {}, sheet.note),
    sheetTable(sheet.columns, sheet.rows, t("Samples")),
    sheet.groups.length > 0 && sheetTable(sheet.groupColumns, sheet.groups, t("Groups")),
    ...sheet.boxes.flatMap(([name, text]) => [h("h5", {}, name), h("p", { class: "tl-written" }, text)]),
  );
}

/** The sheet as a page of its own. @param {any} sheet @param {string} [style] its stylesheet, or none where it is given in another way */
export function sheetPage(sheet, style = `<style>${SHEET_STYLE}</style>`) {
  const title = h("title", {}, sheet.title).outerHTML;
  const body = sheetElement(sheet).outerHTML.replaceAll(/<(\/?)h5/g, "<$1h3").replaceAll(/<(\/?)h4/g, "<$1h1");
  // The language's tag is a fixed word like the others.
  return `<!doctype html>\n<html lang="${t("en")}"><head><meta charset="utf-8">${title}${style}</head><body>${body}</body></html>\n`;
}

/**
 * Buttons that give the sheet away: three kinds of file, a copy, a print.
 * @param {{read: () => any, name: string, say: (text: string) => void}} given `read` gives the sheet as it is now
 */
export function sheetButtons({ read, name, say }) {
  const spare = h("textarea", { class: "tl-spare", rows: 6, readonly: true, hidden: true, "aria-label": t("The sheet as text, to copy") });
  let inner = null;

  function download(kind, type, make) {
    const address = URL.createObjectURL(new Blob([make(read())], { type: `${type};charset=utf-8` }));
    h("a", { href: address, download: `${name}.${kind}` }).click();
    setTimeout(() => URL.revokeObjectURL(address), 0);
    say(t("{name}.{kind} is downloaded.", { name, kind }));
  }

  /** Where the page may not write to the clipboard, the text is there to be copied by hand. */
  async function copy() {
    const text = sheetMarkdown(read());
    try {
      await navigator.clipboard.writeText(text);
      spare.hidden = true;
      say(t("The sheet is copied as text."));
    } catch {
      spare.hidden = false;
      spare.value = text;
      spare.focus();
      spare.select();
      say(t("Copying is not allowed here. The text is selected: press Ctrl+C, or Command+C."));
    }
  }

  /** Only the sheet goes to the printer, not the notebook around it. */
  function print() {
    inner?.remove();
    inner = h("iframe", { class: "tl-hidden", title: t("The sheet for printing"), tabindex: -1 });
    spare.after(inner);
    // An offline page's policy allows no style element that it does not know.
    const page = new DOMParser().parseFromString(sheetPage(read(), ""), "text/html");
    const { contentDocument, contentWindow } = inner;
    contentDocument.replaceChild(contentDocument.adoptNode(page.documentElement), contentDocument.documentElement);
    const style = new contentWindow.CSSStyleSheet();
    style.replaceSync(SHEET_STYLE);
    contentDocument.adoptedStyleSheets = [style];
    contentWindow.focus();
    contentWindow.print();
  }

  const button = (words, act) => h("button", { type: "button", onclick: act }, words);
  return {
    element: h(
      "div",
      { class: "tl-give" },
      h(
        "div",
        { class: "tl-row" },
        button(t("Print the sheet"), print),
        button(t("Copy"), copy),
        button(t("Download for a spreadsheet (CSV)"), () => download("csv", "text/csv", sheetCsv)),
        button(t("Download as a page (HTML)"), () => download("html", "text/html", sheetPage)),
        button(t("Download as Markdown"), () => download("md", "text/markdown", sheetMarkdown)),
      ),
      spare,
    ),
    done: () => inner?.remove(),
  };
}
