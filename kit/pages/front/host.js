// The page's host: makes the activities live, keeps the answers, shows the way through the session.
import { t } from "./words.js";
import { makeModel } from "./model.js";
import { fitted, openAnswers } from "./answers.js";
import { addTime, countTime, dayOf, minutes } from "./record.js";

const data = JSON.parse(document.getElementById("page-data").textContent);
const answers = openAnswers(openStorage());
const byId = (id) => document.getElementById(id);

const REFUSED =
  t("This browser keeps nothing for this page. You can work, but download your answers (at the end of the page) before you close it.");

const ELSEWHERE = t("This activity was also answered in another window. Both answers are kept; this one is shown.");
const MISFIT =
  t("Your earlier answer was given in another version of this activity and does not fit here. It stays in the file that you can download.");

/** The browser's storage, or null where it refuses: a private window, a policy, a blocked site. */
function openStorage() {
  try {
    const probe = "throughline/probe";
    localStorage.setItem(probe, "1");
    localStorage.removeItem(probe);
    return localStorage;
  } catch {
    return null;
  }
}

function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") node.addEventListener(name.slice(2), value);
    else if (value !== false && value != null) node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children);
  return node;
}

function notice(text) {
  byId("page-notice").textContent = text;
  byId("page-notice").hidden = !text;
}

// Activities

const modules = new Map();

/** An activity's module: from the page's own text, or a file beside the page. */
function load(name) {
  if (!modules.has(name)) {
    const source = data.modules[name];
    const address = source.startsWith("./")
      ? new URL(source, document.baseURI).href
      : URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
    modules.set(name, import(address));
  }
  return modules.get(name);
}

/** One activity in its place in the page. */
class Live {
  constructor({ module, state }, place) {
    Object.assign(this, { module, place, empty: state.value ?? {}, first: { ...state }, seen: 0 });
    this.key = state.key;
    this.picture = [...place.childNodes];
  }

  async show() {
    this.cleanUp?.();
    const kept = this.key ? answers.get(this.key) : null;
    try {
      if (!kept) await this.render({});
      else {
        this.seen = kept.revision;
        await this.render({ value: fitted(this.empty, kept.value) }).catch(() => {
          this.seen = -1; // the old answer is set aside when this activity is answered anew
          return this.render({ notice: MISFIT });
        });
      }
    } catch (error) {
      console.error(error);
      const told = element("p", { class: "page-notice" }, t("This activity could not be started here; below is its picture. "));
      this.place.replaceChildren(told, ...this.picture);
    }
  }

  /** Render the activity from its first state and what is given. */
  async render(given) {
    const state = { ...this.first, others: this.others(), ...given };
    const model = makeModel(state, { changed: () => this.keep(), told: (message) => this.hear(message) });
    this.model = model;
    const widget = await widgetOf(await load(this.module));
    const box = element("div");
    await widget.initialize?.({ model });
    this.cleanUp = await widget.render({ model, el: box });
    this.place.replaceChildren(box);
  }

  /** What the activities that this one builds on have been answered. */
  others() {
    const names = Object.keys(this.first.others ?? {});
    return Object.fromEntries(names.map((key) => [key, answers.get(key)?.value ?? {}]));
  }

  keep() {
    const value = this.model.get("value");
    if (!this.key || JSON.stringify(value) === JSON.stringify(answers.get(this.key)?.value ?? this.empty)) return;
    const { revision, elsewhere } = answers.save(this.key, value, this.seen);
    const misfit = this.seen < 0;
    this.seen = revision;
    this.model.set("notice", misfit ? MISFIT : elsewhere ? ELSEWHERE : "");
    document.dispatchEvent(new CustomEvent("throughline-answer", { detail: answers.get(this.key) }));
    if (answers.refused()) notice(REFUSED);
    showProgress();
  }

  hear(message) {
    if (message?.kind === "kept?") this.model.receive({ kind: "kept" });
    if (message?.kind === "look") {
      const others = this.others();
      if (JSON.stringify(others) !== JSON.stringify(this.model.get("others"))) this.model.set("others", others);
    }
  }
}

async function widgetOf(module) {
  const found = module.default;
  return typeof found === "function" ? found() : found;
}

const live = [...document.querySelectorAll(".page-activity")].map(
  (place) => new Live(data.models[Number(place.dataset.model)], place),
);

// The way through the session

const parts = [...document.querySelectorAll(".page-part")].filter((part) => part.querySelector("h2"));
const heading = (part) => part.querySelector("h2");
let record = answers.record(data.session);
let inView = parts[0]?.id ?? "";

function keepRecord(change) {
  record = { ...answers.record(data.session), ...change };
  answers.keepRecord(data.session, record);
  if (answers.refused()) notice(REFUSED);
}

function isDone(id) {
  return Boolean(record.done?.[id]);
}

function setDone(id, done) {
  const { [id]: _, ...others } = record.done ?? {};
  keepRecord({ done: done ? { ...others, [id]: new Date().toISOString() } : others });
  showProgress();
}

function makeContents() {
  const list = element("ol");
  for (const part of parts) {
    const title = heading(part);
    const mark = element("span", { class: "page-mark", "aria-hidden": "true" });
    const said = element("span", { class: "page-hidden" });
    const about = data.blocks?.find((block) => block.id === part.id);
    const time = about ? element("small", {}, about.minutes["75"] ? t("{a} min", { a: about.minutes["75"] }) : t("extra")) : "";
    list.append(
      element("li", { "data-part": part.id }, element("a", { href: `#${part.id}` }, mark, title.textContent, said), time),
    );
    if (!about) continue;
    const button = element(
      "button",
      { type: "button", class: "page-done", "aria-pressed": "false", onclick: () => setDone(part.id, !isDone(part.id)) },
      "",
    );
    part.append(element("p", { class: "page-done-line" }, button));
  }
  const wide = matchMedia("(min-width: 64rem)").matches;
  byId("page-contents").append(element("details", { open: wide }, element("summary", {}, t("Contents")), list));
}

function showProgress() {
  const answered = live.filter((one) => one.key && answers.get(one.key)).length;
  const blocks = data.blocks ?? [];
  const done = blocks.filter((block) => isDone(block.id)).length;
  if (blocks.length) {
    byId("page-progress").textContent =
      t("{done} of {length} parts done, {answered} of {a} activities begun", { done, length: blocks.length, answered, a: live.length });
  }
  for (const block of blocks) {
    const row = document.querySelector(`[data-part="${CSS.escape(block.id)}"]`);
    const button = byId(block.id)?.querySelector(".page-done");
    if (!row || !button) continue;
    row.querySelector(".page-mark").textContent = isDone(block.id) ? "✓ " : "";
    row.querySelector(".page-hidden").textContent = isDone(block.id) ? t(" (done)") : "";
    button.setAttribute("aria-pressed", isDone(block.id));
    button.textContent = isDone(block.id) ? t("✓ Done with this part") : t("Done with this part");
  }
}

function watchParts() {
  const seen = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) if (entry.isIntersecting) inView = entry.target.id;
      for (const row of document.querySelectorAll("[data-part] a")) {
        const here = row.parentElement.dataset.part === inView;
        if (here) row.setAttribute("aria-current", "location");
        else row.removeAttribute("aria-current");
      }
    },
    { rootMargin: "-30% 0px -60% 0px" },
  );
  for (const part of parts) seen.observe(part);
}

// Looks

const LOOKS = { system: t("As the computer"), light: t("Light"), dark: t("Dark"), contrast: t("High contrast") };

function setLook(look) {
  const body = document.body;
  body.toggleAttribute("data-page-contrast", look === "contrast");
  if (look === "light" || look === "contrast") body.dataset.jpThemeLight = "true";
  else if (look === "dark") body.dataset.jpThemeLight = "false";
  else delete body.dataset.jpThemeLight;
}

function makeTools() {
  const kept = answers.setting("look");
  const look = kept in LOOKS ? kept : "system";
  setLook(look);
  const choice = element(
    "select",
    {
      onchange: (event) => {
        setLook(event.target.value);
        answers.keepSetting("look", event.target.value);
      },
    },
    ...Object.entries(LOOKS).map(([id, name]) => element("option", { value: id, selected: id === look }, name)),
  );
  byId("page-tools").append(element("label", {}, t("Look "), choice));
  if (!document.querySelector(".page-code")) return;
  const code = element("button", { type: "button", "aria-pressed": "false" }, t("Show code"));
  code.addEventListener("click", () => {
    const shown = document.body.toggleAttribute("data-page-code");
    code.setAttribute("aria-pressed", shown);
  });
  byId("page-tools").append(code);
}

// Answers as a file, and the record of work

function makeFoot() {
  if (!live.length) return;
  const told = element("p", { role: "status" });
  const input = element("input", {
    type: "file",
    accept: ".json,application/json",
    class: "page-hidden",
    id: "page-upload",
    "aria-label": t("File of answers"),
    tabindex: "-1",
    onchange: async () => {
      const [file] = input.files;
      input.value = "";
      if (file) told.textContent = await takeFile(file);
    },
  });
  const buttons = element(
    "p",
    { class: "page-row" },
    element("button", { type: "button", onclick: () => download() }, t("Download my answers")),
    element("button", { type: "button", onclick: () => input.click() }, t("Bring in answers from a file")),
    element("button", { type: "button", onclick: () => showRecord() }, t("My record of work")),
  );
  const about = element(
    "p",
    {},
    data.room
      ? t("What you answer stays in this browser. Where it says “Shared with the room” it is also sent there, without your name. ")
      : t("What you answer stays in this browser, on this computer. Nobody else sees it, and this page sends nothing anywhere. "),
    t("The file goes into the folder my_work of the course as journal.json if you want to go on in JupyterLab."),
  );
  byId("page-foot").append(element("h2", {}, t("Your answers")), about, buttons, input, told, element("div", { id: "page-record" }));
}

function download() {
  const link = element("a", {
    href: URL.createObjectURL(new Blob([answers.file()], { type: "application/json" })),
    download: `throughline-answers-${dayOf(new Date())}.json`,
  });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** Take a file in and show it. @returns {Promise<string>} a sentence for the reader */
async function takeFile(file) {
  try {
    const { taken, older } = answers.take(await file.text());
    record = answers.record(data.session);
    await Promise.all(live.filter((one) => taken.includes(one.key)).map((one) => one.show()));
    showProgress();
    if (answers.refused()) notice(REFUSED);
    const kept = older.length ? t(" {length} here were newer and stay; the file's are kept beside them.", { length: older.length }) : "";
    const many = taken.length === 1 ? t("1 answer was brought in.") : t("{length} answers were brought in.", { length: taken.length });
    return `${many}${kept}`;
  } catch (error) {
    return error.message;
  }
}

function showRecord() {
  const rows = (data.blocks ?? []).map((block) => {
    const done = record.done?.[block.id];
    const seconds = record.blocks?.[block.id] ?? 0;
    return element(
      "tr",
      {},
      element("th", { scope: "row" }, block.heading),
      element("td", {}, String(minutes({ all: seconds }))),
      element("td", {}, done ? dayOf(new Date(done)) : t("not yet")),
    );
  });
  const head = [t("Part"), t("Minutes"), t("Done")].map((name) => element("th", { scope: "col" }, name));
  const table = element("table", {}, element("thead", {}, element("tr", {}, ...head)), element("tbody", {}, ...rows));
  const days = Object.entries(record.days ?? {}).map(([day, seconds]) =>
    element("li", {}, `${day}: ${minutes({ all: seconds })} min`),
  );
  const answered = live.filter((one) => one.key && answers.get(one.key)).length;
  const title = element("h3", { tabindex: "-1" }, t("Record of work: {title}", { title: data.title }));
  byId("page-record").replaceChildren(
    title,
    element("p", {}, t("Name: ______________________________   Activities begun: {answered} of {length}", { answered, length: live.length })),
    element("p", {}, t("Time at work on this page: {a} minutes. Counted while the page was in front and in use.", { a: minutes(record.days) })),
    element("ul", {}, ...days),
    element("div", { class: "page-scroll", tabindex: "0", role: "group", "aria-label": t("Parts") }, table),
    element(
      "p",
      { class: "page-row" },
      element("button", { type: "button", onclick: () => printOnly("record") }, t("Print this record")),
      element("button", { type: "button", onclick: () => printOnly("") }, t("Print the whole page")),
    ),
  );
  title.focus();
}

function printOnly(what) {
  document.body.toggleAttribute("data-page-record", what === "record");
  window.print();
  document.body.removeAttribute("data-page-record");
}

makeTools();
makeContents();
makeFoot();
showProgress();
watchParts();
if (answers.refused()) notice(REFUSED);
await Promise.all(live.map((one) => one.show()));
document.documentElement.dataset.ready = "true";
showProgress();
countTime(
  () => inView,
  (block, seconds) => keepRecord(addTime(answers.record(data.session), block, dayOf(new Date()), seconds)),
);
addEventListener("beforeunload", (event) => {
  if (answers.refused() && answers.keys().length) event.preventDefault();
});
