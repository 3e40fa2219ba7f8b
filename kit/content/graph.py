"""The map of prerequisites: what a standard leads to, what it rests on, and by which chains.

The arrows are those of the Coherence Map: somebody judged that one standard prepares another. They are no finding
about students. `reach` counts arrows followed forwards; it says how far a standard reaches in the map, not how
important it is. `kit.content` does not import this module, because networkx takes a while to load.
"""

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import networkx as nx

from .. import paths
from ..errors import UnknownName
from .crosswalk import read_crosswalk
from .problems import ContentError, Problem
from .standards import CROSSWALK, Standard, cluster_of, read_rows, read_standards

LONGEST_CHAIN = 12
"""Arrows in the longest chain that is looked for unless one asks for more."""

_CODE = re.compile(
    r"^(?:CCSS\.MATH\.CONTENT\.)?"
    r"(?P<domain>(?:K|[1-8])\.[A-Z]{1,3}|(?:HS)?[NAFGS][-.][A-Z]{1,4})"
    r"(?:\.(?P<cluster>[A-Z]))?\.(?P<number>\d+)(?:\.?(?P<part>[A-Z]))?$"
)


@dataclass(frozen=True)
class Before:
    """What to check before a standard is taught.

    Attributes:
        code: the standard that was asked about.
        drawn_at: where the map draws its arrows: the standard itself, or its heading or its parts where it has none
            of its own. Empty where the map says nothing.
        direct: what leads to it by one arrow.
        further: what leads to those, one arrow further back.
    """

    code: str
    drawn_at: tuple[str, ...]
    direct: tuple[str, ...]
    further: tuple[str, ...]


@lru_cache(maxsize=1)
def standards_map() -> "StandardsMap":
    """The course's own map, under a state's own codes where `local/` has them, loaded once in a process.

    A crosswalk with problems is left out; `throughline check` reports it.

    Raises:
        ContentError: `data/standards` is missing or cannot be used.
    """
    found, crosswalk = load_map(paths.DATA), paths.local() / CROSSWALK
    if not crosswalk.exists():
        return found
    try:
        return found.with_local(crosswalk)
    except ContentError:
        return found


def load_map(root: Path) -> "StandardsMap":
    """The map in `standards/` of a content folder laid out like `data/`.

    Raises:
        ContentError: no standards are there, an arrow or pair names an unknown code, or arrows run in a circle.
    """
    standards = read_standards(root)
    arrows = [(row["from"], row["to"]) for row in read_rows(root, "prerequisites")]
    pairs = [(row["a"], row["b"]) for row in read_rows(root, "related")]
    where = f"{root.name}/standards"
    problems = []
    if not standards:
        problems.append(
            Problem(where, "", "holds no standards.", "Bring data/standards back from the repository.")
        )
    for table, rows in (("prerequisites", arrows), ("related", pairs)):
        unknown = sorted({code for row in rows for code in row} - set(standards))
        problems += [
            Problem(
                f"{where}/{table}.csv",
                "",
                f"names “{code}”, which is not in standards.csv.",
                "Mend the code.",
            )
            for code in unknown
        ]
    around = circle(arrows)
    if around:
        text = f"has arrows that run in a circle: {' > '.join(around)}."
        problems.append(Problem(f"{where}/prerequisites.csv", "", text, "Take one of them out."))
    if problems:
        raise ContentError(problems)
    return StandardsMap(standards, arrows, pairs)


def circle(arrows: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """One circle among the arrows, its first code repeated at the end; empty where there is none."""
    try:
        found = nx.find_cycle(nx.DiGraph(arrows))
    except nx.NetworkXNoCycle:
        return ()
    return (*(arrow[0] for arrow in found), found[0][0])


class StandardsMap:
    """Standards, the arrows between them, and pairs that are related without a direction.

    Every query takes a code as one writes it (`3.NF.A.2`, `3.NF.2`, `CCSS.MATH.CONTENT.3.NF.A.2.A`), and gives
    codes back in the order of the map: by grade, then as in the standards. After `with_local`, queries take a
    state's own codes as well and give them back where there is one.

    Example:
        >>> standards_map().shortest_chain("3.NF.A.1", "6.RP.A.1")
        ('3.NF.A.1', '3.NF.A.3', '4.NF.A.1', '5.NF.B.5', '6.RP.A.1')
    """

    def __init__(
        self,
        standards: Mapping[str, Standard],
        arrows: Iterable[tuple[str, str]],
        pairs: Iterable[tuple[str, str]],
        *,
        local: Mapping[str, tuple[str, ...]] | None = None,
    ):
        """Build the map; `load_map` and `standards_map` do so from files.

        Args:
            standards: by code, in the order in which codes are given back.
            arrows: from the earlier standard to the later; no circle among them.
            pairs: related standards, no direction.
            local: for each code of a state, the codes it stands for.
        """
        self.standards = dict(standards)
        self.arrows = tuple(arrows)
        self.pairs = tuple(pairs)
        self.local = dict(local or {})
        self._graph = nx.DiGraph()
        self._graph.add_nodes_from(self.standards)
        self._graph.add_edges_from(self.arrows)
        self._related = nx.Graph(self.pairs)
        self._place = {code: place for place, code in enumerate(self.standards)}
        self._written = {_key(code)[0]: code for code in self.standards}

    def with_local(self, crosswalk: Path) -> "StandardsMap":
        """The same map under a state's or district's own codes.

        Args:
            crosswalk: a CSV file with the columns `local` (one code) and `ccss` (one or more Common Core codes,
                a space, comma or semicolon between them).

        Raises:
            ContentError: with every problem in the file: a code that is unknown, given twice, or empty.
        """
        return StandardsMap(self.standards, self.arrows, self.pairs, local=read_crosswalk(crosswalk, self))

    def common_core(self, code: str) -> str:
        """The Common Core code as the map writes it.

        Raises:
            UnknownName: the map has no such standard; the message names near matches.
        """
        key, cluster = _key(code)
        found = self._written.get(key)
        if found is None or not cluster_of(found).endswith(cluster):
            near = difflib.get_close_matches(code, [*self.local, *self.standards], n=4, cutoff=0.6)
            there = f" Near it: {', '.join(near)}." if near else " A code looks like 3.NF.A.2 or A-REI.B.3."
            raise UnknownName(f"There is no standard “{code}” in the map.{there}")
        return found

    def standards_of(self, code: str) -> tuple[Standard, ...]:
        """What a code stands for: one standard, or several for a local code.

        Raises:
            UnknownName: the map has no such standard; so do all queries below.
        """
        return tuple(self.standards[one] for one in self._codes(code))

    def reach(self, code: str) -> int:
        """How many K-8 standards it leads to in the map, by arrows one after another; itself not counted.

        Arrows are drawn by people and count the same wherever they are; do not call this importance.
        """
        own = self._codes(code)
        later = set().union(*(self._later[one] for one in own)).difference(own)
        return sum(self.standards[one].k8 for one in later)

    def by_reach(self, grade: str | None = None, *, cluster_type: str | None = None) -> list[tuple[str, int]]:
        """K-8 standards with their reach, the farthest first; of one grade or cluster type if given.

        Codes here are always Common Core codes, since a local code may stand for several.
        """
        chosen = (
            one.code
            for one in self.standards.values()
            if one.k8 and grade in (None, one.grade) and cluster_type in (None, one.cluster_type)
        )
        with_reach = [(code, sum(self.standards[later].k8 for later in self._later[code])) for code in chosen]
        return sorted(with_reach, key=lambda pair: (-pair[1], self._place[pair[0]]))

    def leads_to(self, code: str, *, steps: int | None = None) -> tuple[str, ...]:
        """Every standard that it leads to, high school included; within so many arrows if `steps` is given."""
        return self._names(self._along(self._graph, code, steps), leaving_out=code)

    def rests_on(self, code: str, *, steps: int | None = None) -> tuple[str, ...]:
        """Every standard that leads to it; within so many arrows if `steps` is given."""
        return self._names(self._along(self._graph.reverse(copy=False), code, steps), leaving_out=code)

    def related(self, code: str) -> tuple[str, ...]:
        """The standards that the map joins with it without a direction."""
        own = [one for one in self._codes(code) if one in self._related]
        return self._names({other for one in own for other in self._related[one]}, leaving_out=code)

    def shortest_chain(self, start: str, end: str) -> tuple[str, ...]:
        """One of the shortest chains of arrows from one standard to another, both ends included.

        Returns:
            The codes from `start` to `end`; empty where the map has no chain. Then none may be drawn.
        """
        found = [
            nx.shortest_path(self._graph, first, last)
            for first in self._codes(start)
            for last in self._codes(end)
            if last in self._later[first]
        ]
        return self._labels(min(found, key=self._chain_order)) if found else ()

    def chains(
        self, start: str, end: str, *, longest: int = LONGEST_CHAIN, at_most: int = 200
    ) -> list[tuple[str, ...]]:
        """The simple chains of arrows from one standard to another, the shortest first.

        Args:
            start: the earlier standard.
            end: the later one.
            longest: leave out chains of more arrows than this.
            at_most: give back so many chains, the shortest.

        Returns:
            Each chain as its codes from `start` to `end`; an empty list where the map has none.
        """
        found = set()
        for first in self._codes(start):
            for last in self._codes(end):
                if last in self._later[first]:
                    between = {node for node in self._later[first] if last in self._later[node]} | {
                        first,
                        last,
                    }
                    paths = nx.all_simple_paths(self._graph.subgraph(between), first, last, cutoff=longest)
                    found.update(map(tuple, paths))
        return [self._labels(chain) for chain in sorted(found, key=self._chain_order)[:at_most]]

    def ready_for(
        self, mastered: Iterable[str], *, grade: str | None = None, assume_earlier: bool = True
    ) -> tuple[str, ...]:
        """What the map puts next for a class: standards not yet mastered, all of whose direct prerequisites are.

        Standards into which no arrow leads are left out, since the map does not say when a class is ready for them.

        Args:
            mastered: what the class can do.
            grade: only standards of this grade, such as `4` or `HS`.
            assume_earlier: take it that a class which can do a standard can also do all that it rests on, so that a
                grade 4 teacher need not list kindergarten. False takes the list at its word.
        """
        able = {one for code in mastered for one in self._codes(code)}
        if assume_earlier:
            able |= {earlier for one in able for earlier in nx.ancestors(self._graph, one)}
        ready = {
            code
            for code in self._graph
            if code not in able and (before := set(self._graph.predecessors(code))) and before <= able
            if grade in (None, self.standards[code].grade)
        }
        return self._names(ready)

    def check_before(self, code: str) -> Before:
        """What to check before a standard: what leads to it directly, and one arrow further back.

        Many headings and parts (such as `3.NF.A.2.a`) have no arrow of their own; then the arrows of the heading or of
        the parts are followed, and `drawn_at` says which.
        """
        drawn = {at for one in self._codes(code) for at in self._drawn_at(one)}
        direct = {earlier for one in drawn for earlier in self._graph.predecessors(one)} - drawn
        further = {earlier for one in direct for earlier in self._graph.predecessors(one)} - direct - drawn
        return Before(code, self._names(drawn), self._names(direct), self._names(further))

    def drawn_at(self, code: str) -> tuple[str, ...]:
        """Where the map draws a standard's arrows: itself, else its heading, else its parts; empty if nowhere."""
        return self._names({at for one in self._codes(code) for at in self._drawn_at(one)})

    @cached_property
    def _later(self) -> dict[str, frozenset[str]]:
        later: dict[str, frozenset[str]] = {}
        for code in reversed(list(nx.topological_sort(self._graph))):
            following = self._graph.successors(code)
            later[code] = frozenset().union(*({one} | later[one] for one in following))
        return later

    @cached_property
    def _local_names(self) -> dict[str, list[str]]:
        names: dict[str, list[str]] = {}
        for local, codes in self.local.items():
            for code in codes:
                names.setdefault(code, []).append(local)
        return names

    def _codes(self, code: str) -> tuple[str, ...]:
        return self.local.get(code.strip()) or (self.common_core(code),)

    def _along(self, graph: nx.DiGraph, code: str, steps: int | None) -> set[str]:
        own = self._codes(code)
        found = {
            other for one in own for other in nx.single_source_shortest_path_length(graph, one, cutoff=steps)
        }
        return found.difference(own)

    def _drawn_at(self, code: str) -> tuple[str, ...]:
        heading = code.rpartition(".")[0]
        parts = [one for one in self.standards if one.startswith(f"{code}.")]
        for place in ([code], [heading] if heading in self.standards else [], parts):
            drawn = tuple(one for one in place if self._graph.degree(one))
            if drawn:
                return drawn
        return ()

    def _names(self, codes: Iterable[str], *, leaving_out: str | None = None) -> tuple[str, ...]:
        """Codes in the order of the map, under their local names where they have any."""
        named: dict[str, None] = {}
        for code in sorted(codes, key=self._place.__getitem__):
            named.update(dict.fromkeys(self._local_names.get(code, [code])))
        if leaving_out is not None:
            named.pop(leaving_out.strip(), None)
        return tuple(named)

    def _labels(self, chain: Iterable[str]) -> tuple[str, ...]:
        return tuple(" / ".join(self._local_names.get(code, [code])) for code in chain)

    def _chain_order(self, chain: Iterable[str]) -> tuple[int, list[int]]:
        places = [self._place[code] for code in chain]
        return len(places), places


def _key(code: str) -> tuple[tuple[str, str, str] | str, str]:
    """A key under which the ways of writing one code meet, and its cluster letter, which may be left out."""
    found = _CODE.match(code.strip().upper())
    if found is None:
        return code.strip(), ""
    domain = found["domain"].removeprefix("HS")
    if domain[0] in "NAFGS":
        domain = domain.replace(".", "-")
    return (domain, found["number"], found["part"] or ""), found["cluster"] or ""
