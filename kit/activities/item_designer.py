"""ItemDesigner: write an item whose wrong answers talk, and see which ideas it can tell apart."""

from collections.abc import Iterable, Mapping, Sequence

from ..content.mathtext import to_html, to_simple_html, to_text
from ..diagnosis import papers
from ..diagnosis.notation import DOMAINS
from ..errors import KitError
from ..lang import later, t
from . import ideas
from .base import Activity, escape

SLIP, WORDS = "slip", "words"
"""What an option is tied to besides an idea: a slip, or an idea in the teacher's own words."""

_KINDS = ("choice", "open")
_PROMPT = later(
    "Choose a problem, or write one of your own. Write the answers that a student may give, and tie each to the idea "
    "that leads there. The panel says what the item can tell you and what it cannot."
)


class ItemDesigner(Activity):
    """An item with answers tied to ideas, and what each known idea would answer to its problem.

    The problems of the bank are worked out ahead by `kit.diagnosis` with every idea of their kind of mathematics. For a
    problem in the teacher's own words the activity says that it cannot compute answers, and goes by what was tied.

    Value: `{domain: text, problem: text | null, own: text, wording: text, kind: "choice" | "open",
    options: [{id, answer, idea, words}]}`. `problem` is a problem of the bank, null while none is chosen, and empty
    where the teacher's own problem in `own` is used. `idea` is the id of an idea in `data/bugs/`, `correct`, `slip`,
    `words` (in the teacher's own words, which are in `words`), or empty. Domains, problems and ideas that the activity
    no longer has stay in the value.

    Example:
        >>> ItemDesigner("09/item", domains="fraction-arithmetic")
    """

    frontend_name = "item_designer"

    def __init__(
        self,
        key: str,
        *,
        domains: str | Sequence[str] | None = None,
        bank: Mapping[str, Iterable[str]] | Iterable[str] | None = None,
        title: str | None = None,
        prompt: str | None = None,
    ):
        """Make the designer.

        Args:
            key: `NN/name`.
            domains: kinds of mathematics to choose from, as in `data/bugs/banks.yaml`; all of them if not given.
            bank: the problems, by kind of mathematics; a plain list where there is one kind. Those of
                `data/bugs/papers.yaml` if not given.
            title: short heading.
            prompt: what to do; may hold mathematics between dollar signs.

        Raises:
            UnknownName: no such kind of mathematics.
            KitError: a problem that is not of its kind, or no problem at all.
        """
        chosen = (domains,) if isinstance(domains, str) else tuple(domains or DOMAINS)
        problems = _problems(chosen, bank)
        self._title = t("Write an item whose wrong answers talk") if title is None else title
        self._prompt = prompt or t(_PROMPT)
        self._domains = [_domain(domain, problems[domain]) for domain in chosen]
        super().__init__(
            key,
            content={
                "title_html": to_html(self._title),
                "prompt_html": to_html(self._prompt),
                "domains": self._domains,
                "slip": SLIP,
                "words": WORDS,
            },
            empty={
                "domain": chosen[0],
                "problem": None,
                "own": "",
                "wording": "",
                "kind": "choice",
                "options": [],
            },
        )

    def restore(self, value: dict) -> tuple[dict, str]:
        """What the activity no longer offers stays in the value; options keep their text in any case."""
        kept = {
            **value,
            "domain": value["domain"] if isinstance(value["domain"], str) else self._domains[0]["id"],
            "problem": value["problem"] if isinstance(value["problem"], str) else None,
            "own": _text(value["own"]),
            "wording": _text(value["wording"]),
            "kind": value["kind"] if value["kind"] in _KINDS else "choice",
            "options": _options(value["options"]),
        }
        domain = next((one for one in self._domains if one["id"] == kept["domain"]), None)
        if domain is None:
            return kept, (
                t(
                    "This page no longer offers problems of the kind “{kind}”. Your item is kept in the journal; choose another "
                    "kind to go on with its answers.",
                    kind=kept["domain"],
                )
            )
        if kept["problem"] and kept["problem"] not in {one["id"] for one in domain["problems"]}:
            return kept, (
                t(
                    "The problem {problem} of your item is no longer in the bank. Choose another, or write it as a problem of your "
                    "own. Your answers are kept.",
                    problem=ideas.minus(kept["problem"]),
                )
            )
        return kept, ""

    def summary(self) -> str:
        """The problems and ideas to choose from, without what any idea answers."""
        lines = [f"ItemDesigner {self.key}: {to_text(self._title)}"]
        for domain in self._domains:
            lines.append(f"{domain['name']}: {'; '.join(one['text'] for one in domain['problems'])}")
            lines.append(f"  {t('Ideas:')} {'; '.join(one['name'] for one in domain['ideas'])}")
        return "\n".join(lines)

    def picture(self) -> str:
        """A sheet to write an item on, with the problems and the ideas to choose from."""
        rows = "".join(
            f'<tr><th scope="row">{letter}</th><td>____________________</td><td>____________________</td></tr>'
            for letter in "ABCDE"
        )
        lists = "".join(
            f"<h4>{escape(domain['name'])}</h4><p>{t('Problems:')} "
            f"{'; '.join(ideas.problem_html(domain['id'], one['id'], simple=True) for one in domain['problems'])}</p>"
            f"<p>{t('Ideas:')}</p>{_names(domain['ideas'])}"
            for domain in self._domains
        )
        return (
            f"<h3>{to_simple_html(self._title)}</h3><p>{to_simple_html(self._prompt)}</p>"
            f"<p>{t('The problem:')} ____________________________________________</p>"
            f'<table><thead><tr><th scope="col">{t("Option")}</th><th scope="col">{t("Answer")}</th>'
            f'<th scope="col">{t("The idea that leads there")}</th></tr></thead><tbody>{rows}</tbody></table>'
            f"<p>{t('Ideas that give the same answer:')} ______________________________</p>"
            f"<p>{t('Ideas that give the right answer, so that the item does not show them:')} ____________________</p>"
            f"{lists}"
        )


def _problems(
    domains: tuple[str, ...], bank: Mapping[str, Iterable[str]] | Iterable[str] | None
) -> dict[str, tuple[str, ...]]:
    for domain in domains:
        ideas.bank_of(domain)
    if len(set(domains)) < len(domains):
        raise KitError(f"A kind of mathematics is named twice: {', '.join(domains)}. Name each once.")
    if bank is None:
        return {domain: ideas.readable(domain, papers()[domain]) for domain in domains}
    if not isinstance(bank, Mapping):
        if len(domains) > 1:
            raise KitError('Say for which kind of mathematics each problem is: bank={"equations": [...]}.')
        bank = {domains[0]: bank}
    found = {domain: ideas.readable(domain, bank.get(domain, ())) for domain in domains}
    empty = [domain for domain, problems in found.items() if not problems]
    if empty:
        raise KitError(
            f"There is no problem to choose for {', '.join(empty)}. Give some, or leave `bank=` out."
        )
    return found


def _domain(domain: str, problems: tuple[str, ...]) -> dict:
    listed = ideas.ideas_of(domain, DOMAINS[domain].bugs)
    worked = ideas.problems_content(domain, problems, listed)
    return {
        "id": domain,
        "name": t(ideas.bank_of(domain).name),
        "ask": t(_ASKS[domain]) if domain in _ASKS else t("Work out"),
        "note": t(_NOTES[domain]) if domain in _NOTES else "",
        "problems": worked,
        "ideas": [
            {"id": one["id"], "name": one["name"], "looks_html": one["looks_html"], "gives": one["gives"]}
            for one in ideas.ideas_content(domain, worked, listed)
        ],
    }


_ASKS = {"equations": later("Solve"), "decimal-comparison": later("Write <, > or = in the box:")}
"""How an item of a kind asks, where the teacher has not worded it."""

_NOTES = {
    "fraction-arithmetic": later("Answers are compared by their value: 2/4 and 1/2 count as the same."),
    "equations": later("Answers are compared by their value: x = 13/2, 13/2 and 6.5 count as the same."),
    "decimal-comparison": later("Write an option as <, > or =, as the larger number, or as “same”."),
}
"""How answers of a kind are compared."""


def _names(listed: list[dict]) -> str:
    return f"<ul>{''.join('<li>' + escape(one['name']) + '</li>' for one in listed)}</ul>"


def _text(given: object) -> str:
    return given if isinstance(given, str) else ""


def _options(given: object) -> list[dict]:
    """The options of an old answer in the form of today; those without an id get one."""
    found, used = [], set()
    for number, one in enumerate(given if isinstance(given, list) else [], start=1):
        if not isinstance(one, dict):
            continue
        id = _text(one.get("id"))
        if not id or id in used:
            id = f"o{number}-again"
        used.add(id)
        texts = {name: _text(one.get(name)) for name in ("answer", "idea", "words")}
        found.append({**one, "id": id, **texts})
    return found
