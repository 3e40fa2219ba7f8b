// The check of a task with a number or a choice to give and a reason to choose: it speaks to the reasoning first.
import { h } from "./shared.js";
import { t } from "./words.js";
import { radioGroup, verdict, reasonFinding, reasonById, timesChecked } from "./reasoning.js";

/**
 * @param {{id: string, task: any, state: () => any, keep: (change: object) => void, say: (text: string) => void,
 *   announce: (text: string) => void, legend?: string, missing: () => string, fields: string[],
 *   find: (given: any, reason: any) => {agrees: boolean, says: string[]}}} how
 *   `missing` says what is not there to be checked yet, or nothing; `fields` of the value are what a check is about,
 *   and `find` says what is to be said of them
 * @returns {{reasons: HTMLElement, row: HTMLElement, findings: HTMLElement, run: () => void, draw: () => void}}
 */
export function reasonedCheck({ id, task, state, keep, say, announce, legend = t("What settles it?"), missing, fields, find }) {
  const reasons = radioGroup({
    name: `${id}-reason`,
    legend,
    options: task.reasons.map((one) => ({ id: one.id, label: h("span", { html: one.text_html }), aloud: one.text })),
    act: (picked) => keep({ reason: picked }),
  });
  const findings = h("div", { class: "tl-findings" });
  const count = h("span", { class: "tl-soft" });
  const about = (value) => Object.fromEntries(fields.map((name) => [name, value[name]]));

  function run() {
    say("");
    const problem = missing();
    if (problem) return say(problem);
    if (!state().reason) return say(t("Choose a reason too: the check speaks to the reasoning."));
    const reason = reasonById(task, state().reason);
    const found = find(state(), reason);
    const one = { ...about(state()), reason: reason.id, agrees: found.agrees, holds: reason.holds };
    keep({ checks: [...state().checks, one] });
    announce(`${verdict(reason)} ${findings.querySelector(".tl-because").textContent} ${found.says.join(" ")}`);
  }

  function draw() {
    const now = state();
    reasons.show(now.reason);
    count.textContent = timesChecked(now.checks);
    const last = now.checks.at(-1);
    if (!last) return findings.replaceChildren();
    if (last.reason !== now.reason || JSON.stringify(about(last)) !== JSON.stringify(about(now))) {
      return findings.replaceChildren(h("p", { class: "tl-soft" }, t("What changed since the last check is not checked yet.")));
    }
    const reason = reasonById(task, last.reason);
    const finding = reasonFinding(reason);
    finding.append(...find(now, reason).says.map((text) => h("p", {}, text)));
    findings.replaceChildren(finding);
  }

  const button = h("button", { type: "button", class: "tl-primary", onclick: run }, t("Check the reasoning"));
  return { reasons: reasons.node, row: h("div", { class: "tl-row tl-checking" }, button, count), findings, run, draw };
}
