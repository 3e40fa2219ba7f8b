"""One activity live in a page with a host that only remembers: for what needs hands but no JupyterLab."""

import base64
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from . import axe

PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>One activity</title>
<meta name="viewport" content="width=device-width"></head><body><main><h1>One activity</h1><h2>Here</h2><div id="here"></div></main></body></html>"""

HOST = """async ({ source, state }) => {
  const listeners = {};
  const tell = (event, ...given) => [...(listeners[event] ?? [])].forEach((act) => act(...given));
  const model = {
    get: (name) => state[name],
    set(name, value) { state[name] = value; tell(`change:${name}`); },
    on: (event, act) => (listeners[event] ??= []).push(act),
    off(event, act) { listeners[event] = (listeners[event] ?? []).filter((one) => one !== act); },
    save_changes() { window.saves += 1; },
    send(message) {
      if (message.kind === "kept?") queueMicrotask(() => tell("msg:custom", { kind: "kept" }));
      else window.askPython?.(message).then(({ content, buffers }) => {
        const bytes = buffers.map((one) => new DataView(Uint8Array.from(atob(one), (letter) => letter.charCodeAt(0)).buffer));
        tell("msg:custom", content, bytes);
      });
    },
  };
  Object.assign(window, { saves: 0, model });
  const module = await import(URL.createObjectURL(new Blob([source], { type: "text/javascript" })));
  window.cleanUp = await module.default.render({ model, el: document.getElementById("here") });
}"""


opened: list = []
"""Browser contexts that `alone` made in this test; a fixture closes them after it."""


@dataclass
class Alone:
    """A page with one activity."""

    page: object
    errors: list[str]

    @property
    def activity(self):
        """The activity's own element."""
        return self.page.locator(".tl-activity")

    def value(self) -> dict:
        """What has been answered so far."""
        return self.page.evaluate("() => window.model.get('value')")

    @property
    def saves(self) -> int:
        """How often an answer was given to the host."""
        return self.page.evaluate("() => window.saves")

    def axe(self) -> list[str]:
        """What axe-core finds wrong, rule by rule."""
        return axe.wrong(self.page, least=1)

    def sideways(self) -> int:
        """By how many pixels the page is wider than its window."""
        return self.page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth")


def alone(
    browser,
    activity,
    *,
    others: dict | None = None,
    now: datetime | None = None,
    python: Callable | None = None,
    **options,
) -> Alone:
    """Open a page with this activity in it.

    Args:
        browser: the `browser` fixture.
        activity: an instance, made in Python.
        others: answers of other activities by key, where this one builds on them.
        now: the page's time of day; it stands still until the test moves it (`page.clock`).
        python: answers the activity's own messages as its kernel would: takes one, returns content and buffers.
        options: of the browser context: `viewport`, `color_scheme`, `has_touch`, `reduced_motion`.
    """
    context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
    opened.append(context)
    context.set_default_timeout(10_000)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    if now:
        page.clock.install(time=now - timedelta(seconds=1))
        page.clock.pause_at(now)
    page.set_content(PAGE)
    if python:

        def ask(message: dict) -> dict:
            content, buffers = python(message)
            return {"content": content, "buffers": [base64.b64encode(one).decode() for one in buffers]}

        page.expose_function("askPython", ask)
    page.add_style_tag(content=str(activity._css))
    state = {name: getattr(activity, name) for name in ("key", "content", "value", "notice", "others")}
    page.evaluate(
        HOST, {"source": str(activity._esm), "state": state | ({"others": others} if others else {})}
    )
    return Alone(page, errors)
