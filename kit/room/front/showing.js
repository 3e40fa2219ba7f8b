// What the console and the projector take from a Live in the same way.
import { t } from "./words.js";

/**
 * The activity that is on the projector: the current one if it is shown, else the shown one that was answered most recently in order.
 * @param {any} state @returns {string|null}
 */
export function shownKey(state) {
  const activities = state?.activities ?? {};
  if (state?.current && activities[state.current]?.shown) return state.current;
  return Object.keys(activities).filter((key) => activities[key].shown).at(-1) ?? null;
}

/** How many have answered, of those who are here. @param {number} n @param {number} here */
export function answeredText(n, here) {
  return here > 0 && n <= here ? t("{n} of {here} answered", { n, here }) : t("{n} answered", { n });
}

const PHASES = { waiting: t("not open yet"), open: t("open"), paused: t("paused"), closed: t("closed") };

/** Where an activity stands, in words. @param {{phase: string, shown: boolean, revealed: boolean}|undefined} one */
export function phaseText(one) {
  if (!one) return PHASES.waiting;
  return [PHASES[one.phase] ?? one.phase, one.shown ? t("on the projector") : t("hidden"), one.revealed ? t("reference revealed") : ""].filter(Boolean).join(", ");
}

/**
 * Call a function once for the next frame, however often it is asked for before.
 * @param {() => void} act
 */
export function onceAFrame(act) {
  let asked = false;
  return () => {
    if (asked) return;
    asked = true;
    const go = () => {
      if (!asked) return;
      asked = false;
      act();
    };
    requestAnimationFrame(go);
    setTimeout(go, 250); // a window in the background gets no frames, and its title and sounds still have to be right
  };
}

/**
 * A word that the address carries after its #, kept for this window and taken out of the address bar and the history.
 * @param {string} name
 */
export function takeSecret(name) {
  const found = new URLSearchParams(location.hash.slice(1)).get(name);
  if (found) {
    sessionStorage.setItem(`throughline/${name}`, found);
    history.replaceState(null, "", location.pathname + location.search);
  }
  return found ?? sessionStorage.getItem(`throughline/${name}`);
}
