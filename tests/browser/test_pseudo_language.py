"""A made-up language in which every word that is said through `t`, and every text of `data/`, stands between ⟦ and ⟧.

What a person sees, or a screen reader says, in an activity and what stands outside of these marks cannot be translated.
"""

import ast
import json
import re
import shutil
from pathlib import Path

import pytest

from kit import lang, paths, sessions
from kit.content import load
from kit.content.standards import read_standards
from kit.lang import collect
from kit.pages import build

TAG = "qps"
CODES = re.compile(r"([K\dA][\dA-Z]*[.-][A-Z.\d-]+[a-z]?[\s,·]*)+")
"""Codes of standards."""
UNMARKED = """() => {
  const names = ["aria-label", "aria-valuetext", "aria-roledescription", "title", "alt", "placeholder"];
  const found = [];
  const note = (key, text) => /[A-Za-z]{2}/.test(text) && found.push([key, text.replace(/\\s+/g, " ").trim()]);
  const parts = [...document.querySelectorAll(".tl-activity")];
  for (const part of parts) {
    let depth = 0;
    const walk = document.createTreeWalker(part, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      const element = node.nodeType === 3 ? node.parentElement : node;
      if (element.closest("script, style, annotation, math, [data-unsaid]")) continue;
      if (node.nodeType !== 3) {
        for (const name of names) {
          let text = node.getAttribute(name) ?? "";
          while (/⟦[^⟦⟧]*⟧/.test(text)) text = text.replace(/⟦[^⟦⟧]*⟧/g, " ");
          note(part.dataset.key, text);
        }
        continue;
      }
      let outside = "";
      for (const letter of node.textContent) {
        if (letter === "⟦") depth += 1;
        else if (letter === "⟧") depth -= 1;
        else if (depth === 0) outside += letter;
        else if (outside && outside.at(-1) !== "|") outside += "|";
      }
      for (const one of outside.split("|")) note(part.dataset.key, one);
    }
  }
  return found;
}"""
PRESS = """() => {
  window.print = () => {};
  URL.createObjectURL = () => "about:blank";
  for (const one of document.querySelectorAll("details")) one.open = true;
  for (const one of document.querySelectorAll(".tl-activity button")) {
    if (one.isConnected && one.type !== "file") one.click();
  }
  for (const one of document.querySelectorAll("details")) one.open = true;
}"""


def texts_of(library) -> set[str]:
    """Every text of `data/` that may be said in another language."""
    found: set[str] = set()
    for value in vars(library).values():
        for one in value.values() if isinstance(value, dict) else ():
            found.update(collect.texts_in(one))
    return found


@pytest.fixture(scope="module")
def page(tmp_path_factory, browser):
    """The gallery's page in the made-up language, which stands in a team's own folder as any language may."""
    folder = tmp_path_factory.mktemp("pseudo")
    library = load(paths.DATA)
    words = {*collect.of_sessions([sessions.gallery()], library), *texts_of(library)}
    (folder / "lang").mkdir()
    marked = {word: f"⟦{word}⟧" for word in sorted(words) if collect.is_read(word)}
    text = "".join(
        f"{json.dumps(one, ensure_ascii=False)}: {json.dumps(other, ensure_ascii=False)}\n"
        for one, other in marked.items()
    )
    (folder / "lang" / f"{TAG}.yaml").write_text(text, encoding="utf-8")
    notebook = folder / "sessions" / TAG / "gallery.ipynb"
    notebook.parent.mkdir(parents=True)
    shutil.copy(sessions.gallery().path, notebook)
    about = json.loads(notebook.read_text(encoding="utf-8"))
    about["metadata"]["throughline"] = {**about["metadata"].get("throughline", {}), "language": TAG}
    notebook.write_text(json.dumps(about), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("THROUGHLINE_LOCAL", str(folder))
        lang.forget()
        built = build.build_pages([sessions.Session(Path(notebook))], folder / "pages")[0].path
    lang.forget()
    context = browser.new_context(viewport={"width": 1280, "height": 900}, offline=True)
    page = context.new_page()
    page.goto(built.as_uri())
    page.wait_for_selector("html[data-ready]")
    yield page
    context.close()


def stays() -> str:
    """What is the same in every language, or is translated where it stands: the strings of the gallery's code, sources, codes."""
    code = "\n".join(cell.source for cell in sessions.gallery().notebook.cells if cell.cell_type == "code")
    given = (one.value for one in ast.walk(ast.parse(code)) if isinstance(one, ast.Constant))
    sources = load(paths.DATA).sources.values()
    texts = [*filter(lambda one: isinstance(one, str), given)]
    texts += [text for one in sources for text in (one.citation, f"· {one.short}")]
    texts += [f"{code}:" for code in read_standards(paths.DATA)]
    return " ".join(" ".join(text.split()) for text in texts)


def unmarked(page) -> dict[str, list[str]]:
    """What stands outside of the marks, by activity."""
    known, found = stays(), {}
    for key, text in page.evaluate(UNMARKED):
        if text not in known and not CODES.fullmatch(text):
            found.setdefault(key, {})[text] = True
    return {key: list(texts) for key, texts in found.items()}


def test_no_word_of_the_kit_in_an_activity_is_left_untranslatable(page):
    left = unmarked(page)
    for _ in range(2):
        page.evaluate(PRESS)
        page.wait_for_timeout(300)
        for key, texts in unmarked(page).items():
            left[key] = [*dict.fromkeys([*left.get(key, []), *texts])]
    assert left == {}, json.dumps(left, indent=1, ensure_ascii=False)
