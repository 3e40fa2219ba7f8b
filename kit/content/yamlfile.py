"""Read a YAML file and remember on which line everything stands."""

from dataclasses import dataclass, field
from pathlib import Path

import yaml

from .problems import Problem

Place = tuple[str | int, ...]
"""A path into the data, such as `("levels", 2, "next_move")`."""


@dataclass
class YamlFile:
    """Data of one file, the line of each place in it, and what is wrong with it as YAML."""

    data: object = None
    lines: dict[Place, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def place(self, path: Place) -> str:
        """Name a place for a reader: `line 12, levels[2].next_move`; the nearest known line is used."""
        name = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).lstrip(".")
        known = next((path[:n] for n in range(len(path), -1, -1) if path[:n] in self.lines), ())
        line = f"line {self.lines.get(known, 1)}"
        return f"{line}, {name}" if name else line


def read_yaml(path: Path, shown_as: str) -> YamlFile:
    """Read `path`; syntax errors and repeated keys become problems under the name `shown_as`."""
    found = YamlFile()
    try:
        text = path.read_text(encoding="utf-8")
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
    except UnicodeDecodeError as error:
        found.problems.append(
            Problem(shown_as, f"byte {error.start}", "is not UTF-8 text.", "Save the file again as UTF-8.")
        )
        return found
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f"line {mark.line + 1}" if mark else ""
        why = getattr(error, "problem", None) or str(error)
        found.problems.append(
            Problem(
                shown_as,
                line,
                f"cannot be read as YAML ({why}).",
                "Check the indentation, and put quotes round text that holds a colon or starts with a sign.",
            )
        )
        return found
    if root is not None:
        _note_lines(root, (), found, shown_as)
        if not found.problems:
            found.data = yaml.CSafeLoader("").construct_document(root)
    return found


def _note_lines(node: yaml.Node, path: Place, found: YamlFile, shown_as: str) -> None:
    found.lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, yaml.SequenceNode):
        for index, child in enumerate(node.value):
            _note_lines(child, (*path, index), found, shown_as)
    elif isinstance(node, yaml.MappingNode):
        for key, child in node.value:
            here = (*path, str(key.value))
            if here in found.lines:
                found.problems.append(
                    Problem(
                        shown_as,
                        f"line {key.start_mark.line + 1}",
                        f"“{key.value}” stands twice in one block (first on line {found.lines[here]}).",
                        "Keep one of the two.",
                    )
                )
            found.lines[here] = key.start_mark.line + 1
            _note_lines(child, here, found, shown_as)
