// What TalkMoves says of turns of a transcript, or of single exchanges; of the kit's proposal, or of experts' ratings.
import { t } from "./words.js";

/** By the unit that is coded. */
export const UNIT_WORDS = {
  turn: {
    list: t("The transcript"),
    keys: t("Arrow keys move among the turns, Enter opens one, digits choose a code."),
    next: t("Next turn"),
    none: t("No turn is coded yet. Code some first."),
    caption: t("How many turns got each code"),
    tally: t("This describes one transcript. Words are not thinking: read the longest turn, and one of the shortest, before you say who did it."),
    coded: (n, total) => t("{n} of {total} turns coded.", { n, total }),
    left: (left, n) =>
      left === 1
        ? t("1 turn is not coded yet. You may go on, or press again to compare the {n} that you coded.", { n })
        : t("{left} turns are not coded yet. You may go on, or press again to compare the {n} that you coded.", { left, n }),
    found: (counts) => t("N = {n} turns, as you had coded them when you first compared. In {same} you chose the same; {differ} were read in two ways.", counts),
  },
  exchange: {
    list: t("The exchanges"),
    keys: t("Arrow keys move among the exchanges, Enter opens one, digits choose a code."),
    next: t("Next exchange"),
    none: t("No exchange is coded yet. Code some first."),
    caption: t("How many exchanges got each code"),
    tally: t("The exchanges were picked one by one, so these counts describe the pick and no lesson."),
    coded: (n, total) => t("{n} of {total} exchanges coded.", { n, total }),
    left: (left, n) =>
      left === 1
        ? t("1 exchange is not coded yet. You may go on, or press again to compare the {n} that you coded.", { n })
        : t("{left} exchanges are not coded yet. You may go on, or press again to compare the {n} that you coded.", { left, n }),
    found: (counts) => t("N = {n} exchanges, as you had coded them when you first compared. In {same} you chose the same; {differ} were read in two ways.", counts),
  },
};

/** By whose the reference is. */
export const WHOSE_WORDS = {
  kit: {
    name: t("The kit's proposal"),
    compare: t("Compare with the kit's proposal"),
    both: t("Your codes and the kit's proposal"),
    alone: t("Only the kit"),
    caution: t("The counts say where to talk. The proposal has a reason for each turn, and you may have a better one."),
  },
  experts: {
    name: t("The experts' ratings"),
    compare: t("Compare with the experts' ratings"),
    both: t("Your codes and the experts' ratings"),
    alone: t("Only the experts"),
    caution: t("The counts say where to talk. Experts read these words without the lesson round them, as you did, and did not always agree with each other."),
  },
};

/** By who speaks. */
export const SPEAKER_WORDS = {
  teacher: { for: t("for a teacher's turn"), asked: t("What does the teacher's turn do?") },
  student: { for: t("for a student's turn"), asked: t("What does the student's turn do?") },
};
