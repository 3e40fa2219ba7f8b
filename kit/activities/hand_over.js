// HandOver: reading what happens, looking at what would go, then handing over, keeping, or taking back.
import { answer, frame, h, look } from "./shared.js";
import { foldedAway } from "./folded.js";
import { asFile, caution, inWords, isOlder, packed, progressOf } from "./hand_over_model.js";
import { t } from "./words.js";

const MISSING = {
  first: t(
    "Not on this device. If you did it elsewhere, save your answers there as a file (offline page: “Download my answers”; JupyterLab: my_work/journal.json). Bring the file in here (offline page: at its end; JupyterLab: kit.bring_in, see “The closing form” above) and look again. Or go without.",
  ),
  last: t("Not begun yet. It is further up on this page."),
};

function render({ model, el }) {
  const content = model.get("content");
  const { tasks, forms } = content;
  const { body, id, announce, done } = frame({ model, el }, "tl-hand-over");
  let writing = Boolean(model.get("value").writing);
  let saving = false;

  const value = () => model.get("value");
  const pack = (withText) => packed(tasks, model.get("others"), forms, withText);
  const what = h("dl", { class: "tl-what" }, ...content.what.flatMap(({ name, text }) => [h("dt", {}, name), h("dd", {}, text)]));
  const here = h("ul", { class: "tl-here" });
  const again = h("button", { type: "button", class: "tl-look", onclick: lookAgain }, t("Look again"));
  const tick = h("input", { type: "checkbox", id: `${id}-writing`, onchange: () => ((writing = tick.checked), draw()) });
  const tickLine = h("label", { class: "tl-choice tl-writing", for: tick.id }, tick, h("span", {}, t("My written sentences too, for two scorers to read")));
  const preview = h("div", {});
  const looked = foldedAway(t("Look at what would go"), preview);
  const state = h("p", { class: "tl-state", tabindex: -1 });
  const warn = h("p", { class: "tl-hint", hidden: true });
  const give = h("button", { type: "button", class: "tl-give-it", onclick: handOver });
  const back = h("button", { type: "button", class: "tl-take-back", onclick: takeBack }, t("Take it back"));
  const file = h("button", { type: "button", class: "tl-file", onclick: save }, t("Save what I hand over as a file"));
  body.append(
    what,
    h("h4", {}, t("On this device")),
    here,
    h("div", { class: "tl-row" }, again),
    tickLine,
    looked,
    warn,
    state,
    h("div", { class: "tl-row tl-decide" }, give, back, file),
  );

  function write(change) {
    saving = true;
    answer(model, change);
    saving = false;
  }

  function handOver() {
    look(model);
    const now = pack(writing);
    if (!Object.keys(now).length) {
      announce(caution(tasks, now));
      return;
    }
    write({ handed: true, at: Date.now(), writing, tasks: now });
    draw();
    state.focus();
    announce(state.textContent);
  }

  function takeBack() {
    write({ handed: false, at: null, writing: false, tasks: {} });
    draw();
    state.focus();
    announce(state.textContent);
  }

  function save() {
    const token = [...crypto.getRandomValues(new Uint8Array(8))].map((one) => one.toString(16).padStart(2, "0")).join("");
    const text = asFile(model.get("key"), value(), token, new Date().toISOString());
    const address = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    h("a", { href: address, download: "handed-over.json" }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
    announce(t("{file} is downloaded. It holds what you handed over and nothing else.", { file: "handed-over.json" }));
  }

  function lookAgain() {
    look(model);
    draw();
    const there = tasks.filter(({ key }) => progressOf(model.get("others")?.[key], forms).there).length;
    announce(t("{there} of {of} forms are on this device.", { there, of: tasks.length }));
  }

  function drawHere() {
    here.replaceChildren(
      ...tasks.map(({ key, name }, at) => {
        const { there, form, given, of } = progressOf(model.get("others")?.[key], forms);
        const words = there ? t("form {form}, {given} of {of} parts answered", { form, given, of }) : at === 0 ? MISSING.first : MISSING.last;
        return h("li", {}, h("span", { class: "tl-sign", "aria-hidden": "true" }, there ? "✓" : "–"), h("span", {}, h("b", {}, name, ": "), words));
      }),
    );
  }

  function drawPreview(now) {
    const parts = inWords(tasks, now, forms);
    preview.replaceChildren(
      ...(parts.length
        ? parts.flatMap(({ name, lines }) => [h("p", {}, h("b", {}, name)), h("ul", {}, ...lines.map((line) => h("li", {}, line)))])
        : [h("p", {}, t("Nothing."))]),
    );
  }

  function handedWords(at, written) {
    if (at === null) return written ? t("Handed over, with your sentences.") : t("Handed over, without your sentences.");
    const clock = new Date(at).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
    return written ? t("Handed over at {clock}, with your sentences.", { clock }) : t("Handed over at {clock}, without your sentences.", { clock });
  }

  function draw() {
    const { handed, at } = value();
    const now = pack(writing);
    const anything = Object.keys(now).length > 0;
    const older = isOlder(value(), now);
    drawHere();
    drawPreview(now);
    tick.checked = writing;
    warn.textContent = anything ? caution(tasks, now) : "";
    warn.hidden = !warn.textContent;
    const changed = older ? ` ${t("Since then something has changed above; press to hand over what is there now.")}` : "";
    if (handed) state.textContent = `${handedWords(at, value().writing)}${changed}`;
    else state.textContent = anything ? t("Nothing has been handed over.") : caution(tasks, now);
    body.parentElement.dataset.handed = String(handed);
    give.textContent = handed ? t("Hand over anew") : t("Hand over");
    give.hidden = handed && !older;
    give.setAttribute("aria-disabled", String(!anything));
    give.classList.toggle("tl-primary", anything);
    back.hidden = file.hidden = !handed;
  }

  const onValue = () => {
    if (saving) return;
    writing = Boolean(value().writing);
    draw();
  };
  const ask = () => look(model);
  model.on("change:value", onValue);
  model.on("change:others", draw);
  body.parentElement.addEventListener("pointerenter", ask);
  body.parentElement.addEventListener("focusin", ask);
  look(model);
  draw();
  return () => {
    model.off("change:value", onValue);
    model.off("change:others", draw);
    body.parentElement.removeEventListener("pointerenter", ask);
    body.parentElement.removeEventListener("focusin", ask);
    done();
  };
}

export default { render };
