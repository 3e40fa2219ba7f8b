"""TrajectoryMap: the map of prerequisites to look up, to follow chains in, and to trace an idea up the grades."""

import difflib
from collections.abc import Iterable
from pathlib import Path

from ..content import Misconception, library
from ..content.graph import StandardsMap, standards_map
from ..content.mathtext import to_html, to_simple_html, to_text
from ..content.models import Resurfacing
from ..content.standards import GRADES
from ..errors import KitError, UnknownName
from ..lang import later, t
from .base import Activity, escape

NOTICE = later(
    "Standards © Copyright 2010 National Governors Association Center for Best Practices and Council of Chief State "
    "School Officers. All rights reserved. What stands here is a short description in this kit's own words, not a "
    "standard's text."
)
ABOUT_ARROWS = later(
    "Arrows are those of the Coherence Map of Student Achievement Partners (CC0). Somebody judged that one standard "
    "prepares another. They are no finding about students, and where no arrow is drawn two standards may still have "
    "much to do with each other."
)
ABOUT_REACH = later(
    "Reach in the map is the number of K–8 standards to which arrows lead, one after another. Standards of early grades "
    "reach farther because more grades follow, and every arrow counts the same. It does not say how much a standard "
    "matters, how long to spend on it, or what your students need. Kindergarten geometry reaches as far as counting "
    "does, because many arrows start there."
)

_ROWS = (
    ("OA", "EE", "HS A"),
    ("NBT", "NS", "HS N"),
    ("CC", "NF", "RP", "F", "HS F"),
    ("MD", "SP", "HS S"),
    ("G", "HS G"),
)
"""Which domains share a row of the picture. Their grades do not overlap; it saves room, and says nothing else."""

_HIGH_SCHOOL = {
    "A": later("Algebra"),
    "N": later("Number and quantity"),
    "F": later("Functions"),
    "S": later("Statistics and probability"),
    "G": later("Geometry"),
}
_SEEN = {
    "page": later("read on its own page"),
    "abstract": later("read in its abstract"),
    "quoted": later("quoted from another page"),
    "data": later("counted from the data"),
}
_TYPE = {"major": "m", "supporting": "s", "additional": "a", "": "-"}


class TrajectoryMap(Activity):
    """The standards by grade and domain, with what each rests on and leads to, chains, reach, and traced ideas.

    All arrows of the map are there even if only some grades or domains are shown, so that reach and chains are
    those of the whole map.

    Value: `{focus: code | null, view: "map" | "list" | "reach" | null, panel: "focus" | "chain" | "trace" | "pins",
    chain: [code | "", code | ""], trace: id | null, pins: [code], notes: {code: text}}`. Codes are Common Core codes as
    the map writes them. `focus` is the standard looked at, `view` how the map is shown (null until chosen: a
    picture, or a list on a narrow screen), `chain` the ends of the chain, `trace` a misconception's id, `pins` the
    list "ours to watch" in the order in which it was made, and `notes` what one would check before each standard.
    Codes and ids that the map no longer has stay in the value.

    Example:
        >>> TrajectoryMap("08/map", focus="3.NF.A.2")
    """

    frontend_name = "trajectory_map"

    def __init__(
        self,
        key: str,
        *,
        focus: str | None = None,
        misconceptions: Iterable[str] | None = None,
        grades: Iterable[str] | None = None,
        domains: Iterable[str] | None = None,
        chain: tuple[str, str] | None = None,
        trace: str | None = None,
        crosswalk: str | Path | None = None,
        title: str | None = None,
        prompt: str | None = None,
    ):
        """Make the map.

        Args:
            key: `NN/name`.
            focus: the standard to begin with, as one writes it: `3.NF.A.2`, `3.NF.2`.
            misconceptions: ids of those that can be traced; all by default, none for `()`.
            grades: show these only: `K`, `1` to `8`, `HS`.
            domains: show these only, by their letters (`NF`, `A-REI`) or name (`Fractions`).
            chain: two standards whose chain is drawn to begin with.
            trace: id of the misconception that is traced to begin with.
            crosswalk: a CSV file with a state's own codes (`local,ccss`); they are shown and found as well.
            title: short heading.
            prompt: what to do; may hold mathematics between dollar signs.

        Raises:
            UnknownName: no such standard, grade, domain or misconception; the message names near matches.
            KitError: nothing is left to show.
            ContentError: the crosswalk has problems; all are listed.
        """
        self._map = standards_map()
        if crosswalk is not None:
            self._map = self._map.with_local(Path(crosswalk))
        self._title = title or t("The map of the standards")
        self._prompt = prompt or t(
            "Choose a standard. What does it rest on, and what rests on it? What would you check before you teach it?"
        )
        self._shown = _shown(self._map, grades, domains)
        self._misconceptions = _misconceptions(misconceptions, trace)
        self._focus = self._known(focus) if focus else None
        self._chain = [self._known(code) for code in chain] if chain else ["", ""]
        super().__init__(
            key,
            content=self._content(),
            empty={
                "focus": self._focus,
                "view": None,
                "panel": "trace" if trace else "chain" if chain else "focus",
                "chain": self._chain,
                "trace": trace,
                "pins": [],
                "notes": {},
            },
        )

    def restore(self, value: dict) -> tuple[dict, str]:
        """An answer in another form falls back field by field; pins and notes of codes that are gone stay."""
        pins, notes, chain = value["pins"], value["notes"], value["chain"]
        sound = {
            **value,
            "focus": value["focus"] if isinstance(value["focus"], str) else self._focus,
            "view": value["view"] if value["view"] in ("map", "list", "reach") else None,
            "panel": value["panel"] if value["panel"] in ("focus", "chain", "trace", "pins") else "focus",
            "chain": chain if _is_chain(chain) else ["", ""],
            "trace": value["trace"] if isinstance(value["trace"], str) else None,
            "pins": list(dict.fromkeys(one for one in pins if isinstance(one, str)))
            if isinstance(pins, list)
            else [],
            "notes": {code: text for code, text in notes.items() if isinstance(text, str)}
            if isinstance(notes, dict)
            else {},
        }
        gone = [
            code
            for code in dict.fromkeys([*sound["pins"], *sound["notes"]])
            if code not in self._map.standards
        ]
        if not gone:
            return sound, ""
        return sound, t("Not in the map any more, and kept on your list: {codes}.", codes=", ".join(gone))

    def summary(self) -> str:
        """What is on the map, where it begins, and what an arrow is."""
        lines = [
            f"Trajectory map {self.key}: {to_text(self._title)}",
            t(
                "{n} standards, {grades}; {arrows} arrows in the whole map.",
                n=len(self._shown),
                grades=_span(self._map, self._shown),
                arrows=len(self._map.arrows),
            ),
        ]
        if self._focus:
            lines += [f"{heading}: {', '.join(codes) or t('none')}" for heading, codes in self._around()]
        if self._misconceptions:
            lines.append(t("Misconceptions to trace: {n}", n=len(self._misconceptions)))
        return "\n".join([*lines, t(ABOUT_ARROWS)])

    def picture(self) -> str:
        """A table of grades and domains, the standard that it begins with and its neighbours, and lines to write on."""
        parts = [
            f"<h3>{to_simple_html(self._title)}</h3><p>{to_simple_html(self._prompt)}</p>",
            f"<p><b>{t('How many standards of each grade and domain are on this map:')}</b></p>",
            _counts(self._map, self._shown),
        ]
        if self._focus:
            parts.append(self._focus_picture())
        if len(self._misconceptions) <= 3:
            parts += [_trace_picture(one) for one in self._misconceptions]
        checked = (
            t("What I would check before {code}:", code=escape(self._focus))
            if self._focus
            else t("What I would check before a standard that we teach soon:")
        )
        watch = t("{name} (code, and why):", name=f"<b>{t('Ours to watch')}</b>")
        line = "_" * 60
        parts += [
            f"<p><b>{checked}</b></p><p>{line}</p><p>{line}</p>",
            f"<p>{watch}</p><p>{line}</p><p>{line}</p><p>{line}</p>",
            f"<p><small>{escape(t(ABOUT_ARROWS))} {escape(t(NOTICE))}</small></p>",
        ]
        return "".join(parts)

    def _name(self, code: str) -> str:
        """A standard's code, after the state's own codes for it where there are any."""
        own = [local for local, codes in self._map.local.items() if code in codes]
        return f"{' / '.join(own)} ({code})" if own else code

    def _known(self, code: str) -> str:
        return self._map.standards_of(code)[0].code

    def _content(self) -> dict:
        codes = list(self._map.standards)
        place = {code: index for index, code in enumerate(codes)}
        whole = len(self._shown) == len(codes)
        shown = set(self._shown)
        told = shown | {
            one for arrow in (*self._map.arrows, *self._map.pairs) if shown & set(arrow) for one in arrow
        }
        told |= {code for code in (self._focus, *self._chain) if code}
        local: dict[str, list[str]] = {}
        for name, stands_for in self._map.local.items():
            for code in stands_for:
                local.setdefault(code, []).append(name)
        return {
            "title_html": to_html(self._title),
            "prompt_html": to_html(self._prompt),
            "codes": codes,
            "words": [t(self._map.standards[code].description) if code in told else "" for code in codes],
            "types": "".join(_TYPE[one.cluster_type] for one in self._map.standards.values()),
            "shown": None if whole else [place[code] for code in self._shown],
            "domain_names": {_letters(one.code): t(one.domain) for one in self._map.standards.values()},
            "rows": [list(row) for row in _ROWS],
            "high_school": {letter: t(name) for letter, name in _HIGH_SCHOOL.items()},
            "arrows": [place[end] for arrow in self._map.arrows for end in arrow],
            "pairs": [place[end] for pair in self._map.pairs for end in pair],
            "local": local,
            "focus": self._focus,
            "misconceptions": [_misconception(one) for one in self._misconceptions],
            "sources": _sources(self._misconceptions),
            "about_arrows": t(ABOUT_ARROWS),
            "about_reach": t(ABOUT_REACH),
            "notice": t(NOTICE),
        }

    def _around(self) -> list[tuple[str, tuple[str, ...]]]:
        """The lists of the standard it begins with, each under its heading."""
        own, graph = self._focus, standards_map()
        drawn = graph.drawn_at(own)
        lists = [(t("Begins with {code}", code=own), (t(graph.standards[own].description),))]
        if drawn and drawn != (own,):
            lists.append((t("The map draws its arrows at"), drawn))
        before = graph.check_before(own)
        after = _joined(graph.leads_to(one, steps=1) for one in drawn)
        far_back = _joined(graph.rests_on(one) for one in drawn)
        return [
            *lists,
            (t("Rests directly on"), before.direct),
            (
                t("Farther back"),
                tuple(one for one in far_back if one not in before.direct and one not in drawn),
            ),
            (t("Leads directly to"), tuple(one for one in after if one not in drawn)),
            (t("Reach in the map"), (t("{n} of the K–8 standards", n=graph.reach(own)),)),
        ]

    def _focus_picture(self) -> str:
        parts = []
        for heading, codes in self._around():
            known = [code for code in codes if code in self._map.standards]
            if heading == t("Farther back") or not known:
                listed = escape(", ".join(codes) or t("none drawn in the map"))
                parts.append(f"<p><b>{escape(heading)}:</b> {listed}</p>")
                continue
            items = "".join(
                f"<li>{escape(self._name(code))}: {escape(t(self._map.standards[code].description))}</li>"
                for code in known
            )
            parts.append(f"<p><b>{escape(heading)}:</b></p><ul>{items}</ul>")
        return "".join(parts)


def _letters(code: str) -> str:
    """The letters of a standard's domain: `NF`, `A-REI`."""
    first, second, *_ = code.split(".")
    return first if "-" in first else second


def _shown(
    graph: StandardsMap, grades: Iterable[str] | None, domains: Iterable[str] | None
) -> tuple[str, ...]:
    standards = graph.standards.values()
    letters = {_letters(one.code): one.domain for one in standards}
    wanted_grades = _chosen(grades, GRADES, "grade")
    wanted = _chosen(domains, [*letters, *letters.values()], "domain")
    shown = tuple(
        one.code
        for one in standards
        if (wanted_grades is None or one.grade in wanted_grades)
        and (wanted is None or one.domain in wanted or _letters(one.code) in wanted)
    )
    if not shown:
        raise KitError(
            "No standard is left to show: these grades have none in these domains. The domains of each grade are in "
            "data/standards/standards.csv."
        )
    return shown


def _chosen(given: Iterable[str] | None, known: Iterable[str], kind: str) -> set[str] | None:
    if given is None:
        return None
    chosen = [given] if isinstance(given, str) else [str(one) for one in given]
    known = list(dict.fromkeys(known))
    for one in chosen:
        if one not in known:
            near = difflib.get_close_matches(one, known, n=4, cutoff=0.5) or known[:10]
            raise UnknownName(f"There is no {kind} “{one}” on the map. Near it: {', '.join(near)}.")
    return set(chosen)


def _misconceptions(given: Iterable[str] | None, trace: str | None) -> list[Misconception]:
    content = library()
    if given is None:
        chosen = [one for one in content.misconceptions.values() if one.resurfaces]
    else:
        ids = [given] if isinstance(given, str) else list(given)
        chosen = [content.misconception(id) for id in dict.fromkeys(ids)]
    if trace is not None and trace not in {one.id for one in chosen}:
        chosen.append(content.misconception(trace))
    return chosen


def _misconception(one: Misconception) -> dict:
    return {
        "id": one.id,
        "name": to_text(one.name),
        "looks_html": to_html(one.looks_like),
        "first": list(one.first_seen),
        "links": [
            {
                "where_html": to_html(link.where),
                "to": link.to,
                "to_name": _target_name(link),
                "basis": link.basis,
                "source": link.source,
            }
            for link in one.resurfaces
        ],
    }


def _target_name(link: Resurfacing) -> str | None:
    """In words, what a link leads to if that is no standard."""
    kind, _, id = (link.to or "").partition(":")
    if kind == "misconception":
        return to_text(library().misconception(id).name)
    if kind == "item":
        return to_text(library().item(id).text)
    return None


def _sources(misconceptions: list[Misconception]) -> dict[str, dict]:
    ids = {link.source for one in misconceptions for link in one.resurfaces if link.source}
    return {
        id: {
            "short": source.short,
            "citation": source.citation,
            "url": str(source.url) if source.url else None,
            "seen": t(_SEEN[source.seen]),
        }
        for id in sorted(ids)
        for source in (library().source(id),)
    }


def _is_chain(given: object) -> bool:
    return isinstance(given, list) and len(given) == 2 and all(isinstance(end, str) for end in given)


def _joined(lists: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for some in lists for one in some))


def _span(graph: StandardsMap, shown: tuple[str, ...]) -> str:
    grades = [grade for grade in GRADES if any(graph.standards[code].grade == grade for code in shown)]
    names = [t("high school") if grade == "HS" else t("grade {grade}", grade=grade) for grade in grades]
    return names[0] if len(names) == 1 else t("{first} to {last}", first=names[0], last=names[-1])


def _counts(graph: StandardsMap, shown: tuple[str, ...]) -> str:
    """The table of how many; the domains of high school share a row with what their letter stands for."""
    counts: dict[str, dict[str, int]] = {}
    for code in shown:
        one = graph.standards[code]
        high = (
            t("High school: {domain}", domain=t(_HIGH_SCHOOL[code[0]]).lower()) if one.grade == "HS" else ""
        )
        name = high or t(one.domain)
        row = counts.setdefault(name, {})
        row[one.grade] = row.get(one.grade, 0) + 1
    grades = [grade for grade in GRADES if any(grade in row for row in counts.values())]
    head = "".join(f'<th scope="col">{grade}</th>' for grade in grades)
    rows = []
    for name, row in counts.items():
        cells = "".join(f"<td>{row.get(grade, '')}</td>" for grade in grades)
        rows.append(f'<tr><th scope="row">{escape(name)}</th>{cells}</tr>')
    body = "".join(rows)
    return f'<table><thead><tr><th scope="col">{t("Domain")}</th>{head}</tr></thead><tbody>{body}</tbody></table>'


def _trace_picture(one: Misconception) -> str:
    items = []
    for link in one.resurfaces:
        basis = t("Documented") if link.basis == "documented" else t("This kit's synthesis")
        basis += f": {library().source(link.source).short}" if link.source else ""
        kind, _, _ = (link.to or "").partition(":")
        to = _target_name(link) if kind in ("misconception", "item") else link.to
        place = f" <i>({to_simple_html(to)})</i>" if to else ""
        items.append(f"<li>{to_simple_html(link.where)}{place}. {escape(basis)}.</li>")
    first, last = one.first_seen
    name = f"<b>{to_simple_html(one.name)}</b>"
    met = t("{name}, first met in grades {first} to {last}.", name=name, first=first, last=last)
    return (
        f"<p>{met} {to_simple_html(one.looks_like)} {t('Where it comes back:')}</p><ul>{''.join(items)}</ul>"
    )
