// Joining by code. The token stays in this browser; whoever comes back on the same device is still in.

import { t } from "./words.js";

const PLACE = "throughline/room";
const form = document.getElementById("join");
const told = document.getElementById("join-told");
const input = document.getElementById("join-code");

const asked = new URLSearchParams(location.search);
const given = asked.get("code");
/** The language that the address asks for, if it does; the session's page is opened in the same. */
const LANGUAGE = asked.get("lang");
if (given) {
  input.value = given;
  history.replaceState(null, "", location.pathname + (LANGUAGE ? `?lang=${encodeURIComponent(LANGUAGE)}` : ""));
  for (const link of document.querySelectorAll(".room-languages a")) link.href += `${link.search ? "&" : "?"}code=${encodeURIComponent(given)}`;
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  told.textContent = t("Joining …");
  try {
    const answer = await fetch("api/join", {
      method: "POST",
      headers: { "Content-Type": "application/json", "Accept-Language": document.documentElement.lang },
      body: JSON.stringify({ code: input.value }),
    });
    const found = await answer.json();
    if (!answer.ok) throw new Error(found.error);
    const { room, token, alias, session } = found;
    const place = `${PLACE}/${session.number}`;
    try {
      localStorage.setItem(place, JSON.stringify({ room, token, alias }));
    } catch {
      sessionStorage.setItem(place, JSON.stringify({ room, token, alias }));
    }
    location.assign(`session-${session.number}${LANGUAGE ? `?lang=${encodeURIComponent(LANGUAGE)}` : ""}`);
  } catch (error) {
    told.textContent =
      error instanceof TypeError ? t("The room cannot be reached. Is this device in the same network?") : error.message;
    input.focus();
  }
});
