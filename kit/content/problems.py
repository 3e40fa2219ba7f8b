"""A problem found in a content file, and the error that carries all of them at once."""

from dataclasses import dataclass

from ..errors import KitError


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong in one place, said so that the person who wrote the file can mend it.

    Attributes:
        file: path as the reader knows it, relative to the checkout.
        place: line, row or field, such as `line 12, levels[2].next_move`; may be empty.
        message: what is wrong.
        remedy: what to do about it.
    """

    file: str
    place: str
    message: str
    remedy: str

    def __str__(self) -> str:
        where = f"{self.file}, {self.place}" if self.place else self.file
        return f"{where}: {self.message} {self.remedy}".rstrip()


class ContentError(KitError):
    """Content that cannot be used; `problems` lists everything that was found, not only the first."""

    def __init__(self, problems: list[Problem]):
        self.problems = sorted(problems)
        lines = [f"{len(problems)} problem(s) in the course's content:", *map(str, self.problems)]
        super().__init__("\n".join(lines))
