// Joining by code. The token stays in this browser; whoever comes back on the same device is still in.

const PLACE = "throughline/room";
const form = document.getElementById("join");
const told = document.getElementById("join-told");
const input = document.getElementById("join-code");

const given = new URLSearchParams(location.search).get("code");
if (given) {
  input.value = given;
  history.replaceState(null, "", location.pathname);
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  told.textContent = "Joining …";
  try {
    const answer = await fetch("api/join", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
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
    location.assign(`session-${session.number}`);
  } catch (error) {
    told.textContent =
      error instanceof TypeError ? "The room cannot be reached. Is this device in the same network?" : error.message;
    input.focus();
  }
});
