// The room's live state in a page: server-sent events with the token in a header, polling where none arrive, and back again.

/** How long a stream may be silent at its beginning before it is held for buffered by a proxy, in milliseconds. */
export const SILENCE = 5_000;
const AGAIN = [500, 1_000, 2_000, 4_000, 8_000];

/**
 * Server-sent events out of text that comes in pieces. An event is told once its empty line has come.
 * @param {(event: string, data: string) => void} tell
 * @returns {(piece: string) => void}
 */
export function eventReader(tell) {
  let rest = "";
  let event = "message";
  let data = [];
  return (piece) => {
    const lines = (rest + piece).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop();
    for (const line of lines) {
      if (line === "") {
        if (data.length) tell(event, data.join("\n"));
        event = "message";
        data = [];
      } else if (line.startsWith("data:")) data.push(line.slice(5).replace(/^ /, ""));
      else if (line.startsWith("event:")) event = line.slice(6).trim();
    }
  };
}

/**
 * What is known of the room after a message: pictures that did not change are not sent again.
 * @param {any} before @param {any} live
 */
export function merged(before, live) {
  return { ...before, ...live, pictures: { ...before?.pictures, ...live.pictures } };
}

/** How long to wait before the next try, in milliseconds: longer each time, and never the same for all. */
export function pause(tries, random = Math.random) {
  return AGAIN[Math.min(tries, AGAIN.length - 1)] * (0.75 + random() / 2);
}

/**
 * Milliseconds that a timer has left, or null where there is none.
 * @param {{ends_at: number|string|null, left_s: number|null, running: boolean}|null} timer
 * @param {number} now the server's clock, in milliseconds
 */
export function leftOf(timer, now) {
  if (!timer) return null;
  if (!timer.running || timer.ends_at === null || timer.ends_at === undefined) {
    return Number.isFinite(timer.left_s) ? timer.left_s * 1000 : null;
  }
  const ends = typeof timer.ends_at === "number" ? timer.ends_at * 1000 : Date.parse(timer.ends_at);
  return Number.isFinite(ends) ? ends - now : null;
}

/** Minutes and seconds; below nought with a sign: 4:05, −0:30. @param {number} milliseconds */
export function clockText(milliseconds) {
  const seconds = Math.ceil(milliseconds / 1000);
  const [size, sign] = seconds < 0 ? [-seconds, "−"] : [seconds, ""];
  return `${sign}${Math.floor(size / 60)}:${String(size % 60).padStart(2, "0")}`;
}

class Refused extends Error {}

/**
 * Follow the room until the token is refused.
 * @param {{address: string, token: string, heard: (live: any) => void, connection: (state: "here"|"away"|"refused") => void}} given
 *   `address` of the events; polling is at `address/poll`
 * @returns {{now: () => number, stop: () => void}} the server's clock in milliseconds
 */
export function follow({ address, token, heard, connection }) {
  const headers = { Authorization: `Bearer ${token}`, "Accept-Language": document.documentElement.lang };
  const stopped = new AbortController();
  let known = null;
  let revision = 0;
  let offset = 0;
  let tries = 0;
  let polls = 0;

  const hear = (text) => {
    const live = JSON.parse(text);
    known = merged(known, live);
    revision = live.revision ?? live.state?.revision ?? revision;
    if (Number.isFinite(live.state?.now)) offset = live.state.now * 1000 - Date.now();
    tries = 0;
    connection("here");
    heard(known);
  };

  const ask = async (url, signal) => {
    const answer = await fetch(url, { headers, signal, cache: "no-store" });
    if (answer.status === 401 || answer.status === 403) throw new Refused();
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    return answer;
  };

  /** Read events until the stream ends. @returns {Promise<boolean>} whether any event came */
  const stream = async () => {
    const own = new AbortController();
    const stop = () => own.abort();
    stopped.signal.addEventListener("abort", stop);
    let silent = setTimeout(stop, SILENCE);
    let any = false;
    try {
      const answer = await ask(address, own.signal);
      const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
      const take = eventReader((event, data) => {
        any = true;
        clearTimeout(silent);
        if (event === "live") hear(data);
      });
      // The server sends something every 15 s at the latest; a laptop that slept has a stream that is dead and does not say so.
      for (;;) {
        const { done, value } = await reader.read();
        if (done) break;
        take(value);
        if (any) {
          clearTimeout(silent);
          silent = setTimeout(stop, 45_000);
        }
      }
    } catch (error) {
      if (error instanceof Refused) throw error;
      if (!own.signal.aborted || any) throw error;
    } finally {
      clearTimeout(silent);
      stopped.signal.removeEventListener("abort", stop);
    }
    return any;
  };

  const poll = async () => {
    const own = AbortSignal.any([stopped.signal, AbortSignal.timeout(30_000)]);
    const answer = await ask(`${address}/poll?after=${revision}`, own);
    const text = answer.status === 204 ? "" : await answer.text();
    if (text) hear(text);
    connection("here");
    tries = 0;
  };

  const run = async () => {
    while (!stopped.signal.aborted) {
      try {
        if (polls > 0) {
          polls -= 1;
          await poll();
        } else if (!(await stream())) {
          polls = 60; // no event came: a proxy holds them back. Try the stream again after a while.
          revision = 0;
        }
        await new Promise((go) => setTimeout(go, 100)); // a server that ends each answer at once is not asked without end
      } catch (error) {
        if (error instanceof Refused) return connection("refused");
        if (stopped.signal.aborted) return;
        connection("away");
        revision = 0;
        await new Promise((go) => setTimeout(go, pause(tries)));
        tries += 1;
      }
    }
  };
  run();
  return { now: () => Date.now() + offset, stop: () => stopped.abort() };
}
