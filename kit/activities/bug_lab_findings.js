// What BugLab says once an idea was named: what fits, what each problem told, which ideas were told apart.
import { h } from "./shared.js";
import { woven } from "./woven.js";
import { t } from "./words.js";
import {
  answeredSoFar,
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
const andMore = (list) => (list.length > MOST_SHOWN ? `; ${t("and {number} more", { number: list.length - MOST_SHOWN })}` : "");

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
  const all = answered.length === 1 ? t("the answer") : t("all {number} answers", { number: answered.length });
  if (named < 0) return [t("You said that no idea of the list is at work. From the list, {answers} fit {ideas}.", { answers: all, ideas: names(fits) })];
  const against = speaksAgainst(lab, named, student.idea, answered);
  if (against.length) {
    const shown = against.slice(0, MOST_SHOWN).map((problem) => {
      const [gives, wrote] = [named, student.idea].map((idea) => writtenBy(lab, idea, problem));
      const idea = gives === null ? t("the idea gives no answer") : t("the idea gives {answer}", { answer: gives });
      const one = wrote === null ? t("{student} wrote nothing", { student: student.name }) : t("{student} wrote {answer}", { student: student.name, answer: wrote });
      return t("{problem}: {idea}, {student}", { problem: lab.problems[problem].text, idea, student: one });
    });
    const some = against.length === 1 ? t("One answer speaks against it.") : t("{number} of {all} answers speak against it.", { number: against.length, all: answered.length });
    const told = { ideas: names(fits), answers: all };
    return [`${some} ${shown.join("; ")}${andMore(against)}.`, fits.length === 1 ? t("{ideas} fits {answers}.", told) : t("{ideas} fit {answers}.", told)];
  }
  const others = fits.filter((one) => one !== named);
  const told = { answers: all, ideas: names(others) };
  if (!others.length) return [t("It fits {answers}, and no other idea of the list does.", told)];
  return [
    others.length === 1
      ? t("It fits {answers}. So does {ideas}: from these answers nobody can choose among them.", told)
      : t("It fits {answers}. So do {ideas}: from these answers nobody can choose among them.", told),
  ];
}

/** A problem's answers by idea: 577 (Borrow-Across-Zero), 667 (…). */
export function answersText(lab, groups) {
  return groups
    .map(({ written, ideas }) => `${written ?? t("no answer")} (${inAList(ideas.map((one) => lab.ideas[one].name))})`)
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
  const wrote = (student, problem) => writtenBy(lab, student.idea, problem) ?? t("nothing");
  const expected = (student, problem) => value.predicted[student.id]?.[lab.problems[problem].id];
  const nameOf = (idea) => lab.ideas[place(idea)]?.name ?? (idea === lab.none ? t("none of these") : t("“{idea}”, which is no longer listed", { idea }));
  const scroll = (label, table) => h("div", { class: "tl-lab-scroll", tabindex: 0, role: "region", "aria-label": label }, table);
  return h(
    "div",
    { class: "tl-lab-findings" },
    h("h4", { tabindex: -1 }, t("What you named, and what fits")),
    h("div", { class: "tl-lab-verdicts" }, ...lab.students.map((student) => verdictPart(student))),
    h("h4", {}, t("What each problem told")),
    ...lab.students.map((student) => coursePart(student)),
    h("h4", {}, t("Which ideas your problems could tell apart")),
    ...pairsPart(),
    h("p", { class: "tl-soft" }, t("Counted as if every idea were as likely as the others and nobody slipped. Children do slip, and ideas come and go from one week to the next: one more problem is rarely wasted.")),
    h("div", { class: "tl-row" }, h("button", { type: "button", class: "tl-lab-back", onclick: back }, t("Back to the lab"))),
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
      const told = { idea: lab.ideas[at].name, answer: writtenBy(lab, at, problem), problem: lab.problems[problem].text };
      return told.answer === null ? t("{idea} (would give no answer for {problem})", told) : t("{idea} (would give {answer} for {problem})", told);
    };
    const before = () =>
      first.asked === 1
        ? t("First, after 1 chosen problem, you named {idea}.", { idea: nameOf(first.idea) })
        : t("First, after {number} chosen problems, you named {idea}.", { number: first.asked, idea: nameOf(first.idea) });
    return h(
      "div",
      { class: "tl-lab-verdict" },
      h("h5", {}, student.name),
      h(
        "p",
        {},
        ...woven(t("You named {idea}."), { idea: h("b", {}, nameOf(named)) }),
        first && first.idea !== named ? ` ${before()}` : null,
      ),
      ...(place(named) < 0 && named !== lab.none ? [] : verdictOn(lab, student, place(named), problems)).map((text) => h("p", {}, text)),
      wrongly.length ? h("p", {}, t("Ruled out, though it fits every answer: {ideas}.", { ideas: inAList(wrongly.map((one) => lab.ideas[one].name)) })) : null,
      left.length ? h("p", {}, t("Left as possible, though an answer speaks against it: {ideas}.", { ideas: `${left.slice(0, MOST_SHOWN).map(instead).join("; ")}${andMore(left)}` })) : null,
      h(
        "div",
        { class: "tl-lab-truth" },
        h("p", {}, ...woven(t("The kit computed {student}'s answers with {idea}."), { student: student.name, idea: h("b", {}, idea.name) }), " ", h("span", { html: idea.looks_html })),
        idea.sense_html ? h("p", {}, h("b", {}, t("Why one may do so: ")), h("span", { html: idea.sense_html })) : null,
        idea.source ? h("p", { class: "tl-soft" }, t("Described in: {source}.", { source: idea.source })) : null,
        h(
          "details",
          {},
          h("summary", {}, t("How each answer came about")),
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
        h("td", {}, predicted === undefined ? t("(not written)") : held ? t("{answer}, as written", { answer: predicted ?? t("nothing") }) : (predicted ?? t("nothing"))),
        h("td", {}, wrote(student, problem)),
        h("td", {}, `${before.length} → ${after.length}`),
        h("td", {}, groups.length === 1 ? t("no: all would answer alike") : `${groups.map((group) => group.ideas.length).join(" + ")}`),
        h("td", {}, best ? `${lab.problems[best.problem].text}: ${best.groups.map((group) => group.ideas.length).join(" + ")}` : "–"),
      );
    });
    const heads = [t("Problem"), t("You expected"), t("{student} wrote", { student: student.name }), t("Ideas that fit"), t("Parted them into"), t("Would have told more")];
    const ideas = started === 1 ? t("1 idea of {all}", { all: lab.ideas.length }) : t("{number} ideas of {all}", { number: started, all: lab.ideas.length });
    const begun = lab.given === 1 ? t("The first answer fits {ideas}.", { ideas }) : t("The first {number} answers fit {ideas}.", { number: lab.given, ideas });
    const told = t("What each problem told about {student}", { student: student.name });
    return h(
      "div",
      { class: "tl-lab-course" },
      h("p", {}, h("b", {}, `${student.name}. `), begun, rows.length ? null : ` ${t("You chose no problem.")}`),
      rows.length
        ? scroll(told, h("table", { class: "tl-lab-table" }, h("thead", {}, h("tr", {}, ...heads.map((text) => h("th", { scope: "col" }, text)))), h("tbody", {}, ...rows)))
        : null,
      next
        ? h("p", {}, t("{number} ideas still fit. Of the problems left, {problem} would tell most: {answers}.", { number: still.length, problem: lab.problems[next.problem].text, answers: answersText(lab, next.groups) }))
        : h("p", {}, still.length > 1 ? t("{number} ideas still fit, and no problem of this bank parts them.", { number: still.length }) : t("One idea fits now.")),
    );
  }

  function pairsPart() {
    const table = pairCounts(lab, problems);
    const alike = notToldApart(lab, problems);
    const open = lab.problems.map((_, at) => at).filter((at) => !problems.includes(at));
    return [
      h("p", {}, t("For each pair of ideas: to how many of the {number} problems on the page they give different answers. At 0 these problems cannot tell the two apart.", { number: problems.length })),
      scroll(
        t("Pairs of ideas"),
        h(
          "table",
          { class: "tl-lab-table tl-lab-pairs" },
          h("thead", {}, h("tr", {}, h("th", { scope: "col" }, t("Idea")), ...lab.ideas.slice(0, -1).map((idea, at) => h("th", { scope: "col" }, String(at + 1), h("span", { class: "tl-hidden" }, ` ${idea.name}`))))),
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
              const would = best ? t("{problem} would part them: {answers}.", { problem: lab.problems[best.problem].text, answers: answersText(lab, best.groups) }) : t("No problem of this bank parts them.");
              return h("li", {}, h("b", {}, `${t("Alike on this page: {ideas}.", { ideas: inAList(group.map((one) => lab.ideas[one].name)) })} `), would);
            }),
          )
        : h("p", {}, t("Every pair is told apart by at least one problem.")),
    ];
  }
}
