// The part of a widget's model that an activity's front end uses (anywidget's front-end module contract).

/**
 * A model whose state lives in the page.
 * @param {Record<string, any>} state traits by name
 * @param {{changed: (state: Record<string, any>) => void, told: (message: any) => void}} on `changed` is called by
 *   `save_changes`, `told` by `send`.
 */
export function makeModel(state, on) {
  const listeners = new Map();
  const tell = (event, ...given) => {
    for (const act of [...(listeners.get(event) ?? [])]) act(...given);
  };
  const events = (names) => names.split(/\s+/).filter(Boolean);
  return {
    get: (name) => state[name],
    set(name, value) {
      if (Object.is(state[name], value)) return;
      state[name] = value;
      tell(`change:${name}`, this, value);
      tell("change", this);
    },
    on(names, act) {
      for (const name of events(names)) listeners.set(name, new Set(listeners.get(name)).add(act));
    },
    off(names, act) {
      for (const name of names ? events(names) : [...listeners.keys()]) {
        if (act) listeners.get(name)?.delete(act);
        else listeners.delete(name);
      }
    },
    save_changes() {
      on.changed(state);
    },
    send(message) {
      on.told(message);
    },
    /** A message from the host, as Python would send one. */
    receive(message) {
      tell("msg:custom", message, []);
    },
  };
}
