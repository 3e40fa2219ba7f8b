// What BugLab says once an idea was named: what fits, what each problem told, which ideas were told apart.
import { h } from "./shared.js";
import {
  answeredSoFar,
  countOf,
  courseOf,
  fitting,
  inAList,
  mostTelling,
  notToldApart,
  pairCounts,
  predictionHolds,
  speaksAgainst,
  writtenBy,
} from "./bug_lab_model.js";

const MOST_SHOWN = 3;

/** What stands for the rest of a list that is too long to read. */
const andMore = (list) => (list.length > MOST_SHOWN ? `; and ${list.length - MOST_SHOWN} more` : "");

/**
 * Whether the named idea gives the answers, and what else does, as sentences that grade nobody.
 * @param {{ideas: {name: string}[], problems: {text: string}[]}} lab
 * @param {{name: string, idea: number}} student
 * @param {number} named place of the idea, or -1 where none of the list was named
 * @param {number[]} answered
 * @returns {string[]}
 */
export function verdictOn(lab, student, named, answered) {
  const names = (some) => inAList(some.map((one) => `“${lab.ideas[one].name}”`));
  const fits = fitting(lab, student.idea, answered);
  const all = answered.length === 1 ? "the answer" : `all ${answered.length} answers`;
  if (named < 0) return [`You said that no idea of the list is at work. From the list, ${all} fit ${names(fits)}.`];
  const against = speaksAgainst(lab, named, student.idea, answered);
  if (against.length) {
    const shown = against.slice(0, MOST_SHOWN).map((problem) => {
      const gives = writtenBy(lab, named, problem) ?? "no answer";
      return `${lab.problems[problem].text}: the idea gives ${gives}, ${student.name} wrote ${writtenBy(lab, student.idea, problem) ?? "nothing"}`;
    });
    const some = against.length === 1 ? "One answer speaks" : `${against.length} of ${answered.length} answers speak`;
    return [`${some} against it. ${shown.join("; ")}${andMore(against)}.`, `${names(fits)} ${fits.length === 1 ? "fits" : "fit"} ${all}.`];
  }
  const others = fits.filter((one) => one !== named);
  return others.length
    ? [`It fits ${all}. So ${others.length === 1 ? "does" : "do"} ${names(others)}: from these answers nobody can choose among them.`]
    : [`It fits ${all}, and no other idea of the list does.`];
}

/** A problem's answers by idea: 577 (Borrow-Across-Zero), 667 (…). */
export function answersText(lab, groups) {
  return groups
    .map(({ written, ideas }) => `${written ?? "no answer"} (${inAList(ideas.map((one) => lab.ideas[one].name))})`)
    .join("; ");
}

/**
 * The findings as one element.
 * @param {{lab: any, value: any, back: () => void}} given the activity's content and value, and the way back
 * @returns {HTMLElement}
 */
export function findingsOf({ lab, value, back }) {
  const problems = answeredSoFar(lab, value.asked);
  const place = (idea) => lab.ideas.findIndex((one) => one.id === idea);
  const wrote = (student, problem) => writtenBy(lab, student.idea, problem) ?? "nothing";
  const expected = (student, problem) => value.predicted[student.id]?.[lab.problems[problem].id];
  const nameOf = (idea) => lab.ideas[place(idea)]?.name ?? (idea === lab.none ? "none of these" : `“${idea}”, which is no longer listed`);
  const scroll = (label, table) => h("div", { class: "tl-lab-scroll", tabindex: 0, role: "region", "aria-label": label }, table);
  return h(
    "div",
    { class: "tl-lab-findings" },
    h("h4", { tabindex: -1 }, "What you named, and what fits"),
    h("div", { class: "tl-lab-verdicts" }, ...lab.students.map((student) => verdictPart(student))),
    h("h4", {}, "What each problem told"),
    ...lab.students.map((student) => coursePart(student)),
    h("h4", {}, "Which ideas your problems could tell apart"),
    ...pairsPart(),
    h("p", { class: "tl-soft" }, "Counted as if every idea were as likely as the others and nobody slipped. Children do slip, and ideas come and go from one week to the next: one more problem is rarely wasted."),
    h("div", { class: "tl-row" }, h("button", { type: "button", class: "tl-lab-back", onclick: back }, "Back to the lab")),
  );

  function verdictPart(student) {
    const named = value.named[student.id];
    const first = value.committed[student.id];
    const idea = lab.ideas[student.idea];
    const fits = fitting(lab, student.idea, problems);
    const out = value.ruled_out[student.id] ?? [];
    const wrongly = fits.filter((one) => out.includes(lab.ideas[one].id));
    const left = lab.ideas.map((_, at) => at).filter((at) => !fits.includes(at) && !out.includes(lab.ideas[at].id));
    const instead = (at) => {
      const [problem] = speaksAgainst(lab, at, student.idea, problems);
      return `${lab.ideas[at].name} (would give ${writtenBy(lab, at, problem) ?? "no answer"} for ${lab.problems[problem].text})`;
    };
    return h(
      "div",
      { class: "tl-lab-verdict" },
      h("h5", {}, student.name),
      h(
        "p",
        {},
        "You named ",
        h("b", {}, nameOf(named)),
        ".",
        first && first.idea !== named ? ` First, after ${countOf(first.asked, "chosen problem")}, you named ${nameOf(first.idea)}.` : null,
      ),
      ...(place(named) < 0 && named !== lab.none ? [] : verdictOn(lab, student, place(named), problems)).map((text) => h("p", {}, text)),
      wrongly.length ? h("p", {}, `Ruled out, though it fits every answer: ${inAList(wrongly.map((one) => lab.ideas[one].name))}.`) : null,
      left.length ? h("p", {}, `Left as possible, though an answer speaks against it: ${left.slice(0, MOST_SHOWN).map(instead).join("; ")}${andMore(left)}.`) : null,
      h(
        "div",
        { class: "tl-lab-truth" },
        h("p", {}, `The kit computed ${student.name}'s answers with `, h("b", {}, idea.name), ". ", h("span", { html: idea.looks_html })),
        idea.sense_html ? h("p", {}, h("b", {}, "Why one may do so: "), h("span", { html: idea.sense_html })) : null,
        idea.source ? h("p", { class: "tl-soft" }, `Described in: ${idea.source}.`) : null,
        h(
          "details",
          {},
          h("summary", {}, "How each answer came about"),
          h("div", { class: "tl-lab-steps" }, ...problems.map((problem) => h("pre", {}, student.steps[problem]))),
        ),
      ),
    );
  }

  function coursePart(student) {
    const steps = courseOf(lab, student.idea, value.asked);
    const started = fitting(lab, student.idea, problems.slice(0, lab.given)).length;
    const open = lab.problems.map((_, at) => at).filter((at) => !problems.includes(at));
    const still = fitting(lab, student.idea, problems);
    const next = mostTelling(lab, still, open);
    const rows = steps.map(({ problem, before, after, groups, best }) => {
      const predicted = expected(student, problem);
      const held = predicted !== undefined && predictionHolds(lab, predicted, student.idea, problem);
      return h(
        "tr",
        {},
        h("th", { scope: "row" }, lab.problems[problem].text),
        h("td", {}, predicted === undefined ? "(not written)" : `${predicted ?? "nothing"}${held ? ", as written" : ""}`),
        h("td", {}, wrote(student, problem)),
        h("td", {}, `${before.length} → ${after.length}`),
        h("td", {}, groups.length === 1 ? "no: all would answer alike" : `${groups.map((group) => group.ideas.length).join(" + ")}`),
        h("td", {}, best ? `${lab.problems[best.problem].text}: ${best.groups.map((group) => group.ideas.length).join(" + ")}` : "–"),
      );
    });
    const heads = ["Problem", "You expected", `${student.name} wrote`, "Ideas that fit", "Parted them into", "Would have told more"];
    return h(
      "div",
      { class: "tl-lab-course" },
      h("p", {}, h("b", {}, `${student.name}. `), `The first ${lab.given === 1 ? "answer fits" : `${lab.given} answers fit`} ${countOf(started, "idea")} of ${lab.ideas.length}.`, rows.length ? null : " You chose no problem."),
      rows.length
        ? scroll(`What each problem told about ${student.name}`, h("table", { class: "tl-lab-table" }, h("thead", {}, h("tr", {}, ...heads.map((text) => h("th", { scope: "col" }, text)))), h("tbody", {}, ...rows)))
        : null,
      next
        ? h("p", {}, `${countOf(still.length, "idea")} still fit. Of the problems left, ${lab.problems[next.problem].text} would tell most: ${answersText(lab, next.groups)}.`)
        : h("p", {}, still.length > 1 ? `${still.length} ideas still fit, and no problem of this bank parts them.` : "One idea fits now."),
    );
  }

  function pairsPart() {
    const table = pairCounts(lab, problems);
    const alike = notToldApart(lab, problems);
    const open = lab.problems.map((_, at) => at).filter((at) => !problems.includes(at));
    return [
      h("p", {}, `For each pair of ideas: to how many of the ${problems.length} problems on the page they give different answers. At 0 these problems cannot tell the two apart.`),
      scroll(
        "Pairs of ideas",
        h(
          "table",
          { class: "tl-lab-table tl-lab-pairs" },
          h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "Idea"), ...lab.ideas.slice(0, -1).map((idea, at) => h("th", { scope: "col" }, String(at + 1), h("span", { class: "tl-hidden" }, ` ${idea.name}`))))),
          h(
            "tbody",
            {},
            ...lab.ideas.map((idea, row) =>
              h("tr", {}, h("th", { scope: "row" }, `${row + 1} ${idea.name}`), ...lab.ideas.slice(0, -1).map((_, column) => h("td", { class: column < row && table[row][column] === 0 ? "tl-lab-zero" : null }, column < row ? String(table[row][column]) : ""))),
            ),
          ),
        ),
      ),
      alike.length
        ? h(
            "ul",
            { class: "tl-lab-alike" },
            ...alike.map((group) => {
              const best = mostTelling(lab, group, open);
              const would = best ? `${lab.problems[best.problem].text} would part them: ${answersText(lab, best.groups)}.` : "No problem of this bank parts them.";
              return h("li", {}, h("b", {}, `Alike on this page: ${inAList(group.map((one) => lab.ideas[one].name))}. `), would);
            }),
          )
        : h("p", {}, "Every pair is told apart by at least one problem."),
    ];
  }
}
