"""`throughline work import|review|finish|list|key|forget`: bring in your own students' work, without their names."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
from rich.table import Table

from . import paths
from .errors import KitError
from .progress import Bars
from .terminal import err, out

app = typer.Typer(
    no_args_is_help=True, help="Your own students' work: import it without names, review it, forget it."
)

Name = Annotated[
    str, typer.Argument(metavar="NAME", help="The import's name, as `throughline work list` shows it.")
]
Source = Annotated[
    Path,
    typer.Argument(
        metavar="FOLDER|FILE", help="Where the originals are. They stay there and are not copied."
    ),
]
RosterFile = Annotated[
    Path | None,
    typer.Option("--roster", help="A list of your students' names (CSV, XLSX or text), to look for."),
]


@app.command("import")
def bring_in(
    source: Source,
    name: Annotated[str, typer.Option("--as", help="Name of the work set, such as our-fractions.")],
    progression: Annotated[
        str, typer.Option(help="The progression to sort by, such as fractions. Asked for if left out.")
    ] = "",
    task: Annotated[str, typer.Option(help="What pictures or typed texts answer, in words.")] = "",
    item: Annotated[str, typer.Option(help="The same, by the id of an item of the course.")] = "",
    grade: Annotated[str, typer.Option(help="Grade of all students, where no column says it.")] = "",
    dates: Annotated[str, typer.Option(help="Keep dates as: year (school year), month, none.")] = "year",
    pages: Annotated[int, typer.Option(help="Pages of a scan for each student.")] = 1,
    roster: RosterFile = None,
    columns: Annotated[
        Path | None,
        typer.Option(help="A YAML file that says what the columns of a table are (docs/own-work.md)."),
    ] = None,
    student: Annotated[
        list[str] | None, typer.Option(help="A column with names or numbers of students.")
    ] = None,
    answer: Annotated[
        list[str] | None,
        typer.Option(help="A column with answers; COLUMN=ITEM names an item of the course. Again for each."),
    ] = None,
    grade_column: Annotated[str, typer.Option(help="The column with the grade.")] = "",
    yes: Annotated[
        bool, typer.Option("--yes", help="Take the columns as they seem to be; ask nothing.")
    ] = False,
) -> None:
    """Find what is to be imported, and give it new ids. Nothing is stored of it before you review it.

    A columns file holds any of: form (wide or long), header_rows, student, people, grade, date, answers (a list of
    columns, or of {column: …, item: …} or {column: …, text: …}), and in a long table task and answer.
    """
    from .local.importing import Import, Plan
    from .local.mapping import Task
    from .local.state import State

    kept = State(name).read()["plan"]
    plan = None
    if progression or not kept:
        said = Task(item) if item else Task(f"{name}-1", task) if task else None
        progression = progression or _ask_progression()
        plan = Plan(progression, said or _ask_task(source, name, yes), grade, dates, pages)
    elif task or item or grade or pages != 1 or dates != "year":
        before = Plan.from_json(kept)
        said = Task(item) if item else Task(f"{name}-1", task) if task else before.task
        plan = Plan(
            before.progression, said, grade or before.grade, dates, pages if pages != 1 else before.pages
        )
    given = _given_columns(columns, student, answer, grade_column)
    with Bar("Reading") as bar:
        imported = Import.open(
            name,
            source,
            plan=plan,
            roster=_roster(roster),
            ask=bar.paused(_asker(name, given, yes)),
            progress=bar,
        )
    _tell_troubles(imported)
    count = imported.count()
    out.print(
        f"{imported.new} new, {count.found} in all: {count.confirmed} confirmed, {count.left_out} left out, "
        f"{count.open} to be reviewed."
    )
    if count.open:
        out.print(
            "Next: look at each piece. In a notebook (pictures, and anything else):\n"
            f'  import kit; kit.ImportWork("{name}", source="{escape(str(source))}"{_in_notebook(roster)})\n'
            f"On this command line (text): throughline work review {name} {_word(source)}{_option(roster)}",
            soft_wrap=True,
        )


def _word(path: Path) -> str:
    """A path as it is typed; in quotes where it holds a space."""
    return escape(f'"{path}"' if " " in str(path) else str(path))


def _option(roster: Path | None) -> str:
    return f" --roster {_word(roster)}" if roster else " --roster FILE"


def _in_notebook(roster: Path | None) -> str:
    return f', roster="{escape(str(roster))}"' if roster else ', roster="…"'


def _tell_misses(roster: Path | None) -> None:
    """What the search misses, with its measured numbers, before the first text is shown."""
    from .local.roster import NO_ROSTER
    from .local.screen import what_it_misses

    out.print("What the marks miss:")
    for sentence in what_it_misses()[:-1]:  # the last is about pictures
        out.print(f"  {sentence}", markup=False, soft_wrap=True)
    if roster is None:
        out.print(f"  {NO_ROSTER}", markup=False, soft_wrap=True)
    out.print()


def _ask_progression() -> str:
    from .content import library

    known = library().progressions
    for one in known.values():
        out.print(f"  {one.id}: {one.name}")
    return _asked("Which progression will the work be sorted by?", default=next(iter(known)))


def _ask_task(source: Path, name: str, yes: bool):
    """For pictures and typed texts: what was asked. Tables say it themselves."""
    from .local import readers
    from .local.mapping import Task

    if yes or not source.expanduser().exists():
        return None
    source = source.expanduser()
    for path in readers.find(source):
        try:
            if isinstance(path, Path) and readers.kind_of(path) not in ("csv", "xlsx"):
                break
        except readers.Unreadable:
            continue
    else:
        return None
    said = _asked("What were the students asked? (words, or the id of an item of the course)")
    from .content import library

    return Task(said) if said in library().items else Task(f"{name}-1", said)


def _asked(question: str, default: str | None = None) -> str:
    try:
        return typer.prompt(question, default=default)
    except typer.Abort as error:
        out.print()
        raise KitError("Nothing was imported. Begin again when you know.") from error


def _roster(path: Path | None):
    if path is None:
        return None
    from .local.roster import read_roster

    found = read_roster(path)
    for message in found.messages:
        err.print(message, markup=False)
    return found


def _given_columns(
    file: Path | None, student: list[str] | None, answer: list[str] | None, grade: str
) -> dict | None:
    import yaml

    given: dict = {}
    if file is not None:
        try:
            given = yaml.safe_load(file.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
            raise KitError(f"{file} cannot be read as YAML ({error}).") from error
        if not isinstance(given, dict):
            raise KitError(f"{file} has to hold lines such as “student: Name” and “answers: [Q1, Q2]”.")
    if student:
        given["student"] = student
    if answer:
        given["answers"] = [
            {"column": column, "item": item} if item else column
            for column, _, item in (one.rpartition("=") if _is_item(one) else (one, "", "") for one in answer)
        ]
    if grade:
        given["grade"] = grade
    return given or None


def _is_item(said: str) -> bool:
    """Whether an option ends in `=ITEM`; a header may hold an equals sign of its own."""
    from .content import library

    return said.rpartition("=")[2] in library().items and "=" in said


def _asker(name: str, given: dict | None, yes: bool):
    from .local import mapping as columns

    def ask(question):
        if given is not None:
            return columns.from_names(given, question.sheet, name, question.words)
        if yes:
            return question.proposal
        out.print(question.where, markup=False)
        return _dialogue(question, name)

    return ask


def _dialogue(question, name: str):
    """Show what each column seems to be; ask until the person says that it is right."""
    from .local.mapping import check

    while True:
        out.print(_columns_shown(question))
        out.print(
            f"The first student stands in row {question.proposal.header_rows + 1}. Columns marked “dropped” are not read; "
            "names are looked for in the answers and never kept."
        )
        said = (
            _asked("Is this right? (y; n to change it; s to leave this table out)", default="y")
            .strip()
            .lower()
        )
        if said.startswith("s"):
            return None
        if said.startswith("y"):
            try:
                check(question.proposal, question.sheet)
            except KitError as error:
                out.print(str(error), markup=False)
                continue
            return _worded(question.proposal)
        question = replace(question, proposal=_changed(question, name))


_LETTERS = {
    "s": "student",
    "p": "people",
    "g": "grade",
    "d": "date",
    "a": "answer",
    "t": "task",
    "x": "dropped",
}


def _columns_shown(question) -> Table:
    from .local.columns import shown

    table = Table("Column", "Header", "First entry", "Taken as")
    for one in shown(question)["columns"]:
        if one["name"] or one["example"]:
            table.add_row(one["place"], escape(one["name"][:60]), escape(one["example"]), one["role"])
    return table


def _changed(question, name: str):
    """Another first row, or a role for each column, as the person says."""
    from .local.columns import said, shown
    from .local.mapping import guess

    rows = _asked(
        "In which row does the first student stand?", default=str(question.proposal.header_rows + 1)
    )
    if (
        rows.isdigit()
        and 1 < int(rows) <= len(question.sheet.rows)
        and int(rows) - 1 != question.proposal.header_rows
    ):
        return guess(question.sheet, name, int(rows) - 1, question.words)
    out.print(
        "For each column: s student, p other people or places, g grade, d date, a answer, t task (in a table with a row for "
        "each answer), x dropped."
    )
    roles = []
    for one in shown(question)["columns"]:
        role = one["role"]
        if one["name"] or one["example"]:
            usual = next(letter for letter, known in _LETTERS.items() if known == role)
            letter = _asked(f"{one['place']} {one['name'][:50]}", default=usual).strip().lower()[:1]
            role = _LETTERS.get(letter, role)
        roles.append(role)
    return said(question, roles, name)


def _worded(mapping):
    """The tasks as cards will show them; a header may be short, or name a teacher."""
    from .content import library
    from .local.mapping import Task

    items = library().items
    if all(not task.text for task in mapping.all_tasks()):
        return mapping
    out.print("These are the tasks as a card will show them. They are kept, so they may name nobody.")
    for task in mapping.all_tasks():
        out.print(f"  {task.id}: {task.text}", markup=False)
    if typer.confirm("Keep these words?", default=True):
        return mapping
    new: dict = {}
    for task in mapping.all_tasks():
        said = _asked(f"{task.id} (words, or the id of an item of the course)", default=task.text or task.id)
        new[task] = Task(said) if said in items else Task(task.id, said)
    return replace(
        mapping,
        answers={column: new[task] for column, task in mapping.answers.items()},
        tasks={digest: new[task] for digest, task in mapping.tasks.items()},
    )


@app.command()
def review(
    name: Name,
    source: Source,
    roster: RosterFile = None,
    again: Annotated[bool, typer.Option("--again", help="Also show what was decided before.")] = False,
) -> None:
    """Look at each text: what may tell who a student is, in its context. Pictures are reviewed in a notebook."""
    from .local.importing import Import
    from .local.reviewing import review_texts

    with Bar("Reading") as bar:
        imported = Import.open(name, source, roster=_roster(roster), progress=bar)
    _tell_troubles(imported)
    _tell_misses(roster)
    review_texts(imported, out, again=again)
    pictures = sum(one.kind == "picture" for one in imported.candidates(only_open=True))
    if pictures:
        out.print(
            f"{pictures} picture{'s' * (pictures != 1)} cannot be reviewed without being seen. In a notebook: "
            f'import kit; kit.ImportWork("{name}", source="{escape(str(source))}"{_in_notebook(roster)})',
            soft_wrap=True,
        )
    count = imported.count()
    out.print(f"{count.confirmed} confirmed, {count.left_out} left out, {count.open} open.")
    if count.confirmed:
        out.print(f"To make the work set: throughline work finish {name} {_word(source)}", soft_wrap=True)


@app.command()
def finish(
    name: Name,
    source: Source,
    at_least: Annotated[
        int, typer.Option(help="Say of a student only what at least so many share; 1 says all that is kept.")
    ] = 1,
    roster: RosterFile = None,
    key: Annotated[
        Path | None,
        typer.Option(
            help="Also write which new id is which student, encrypted, to this file outside the kit."
        ),
    ] = None,
) -> None:
    """Write what is confirmed to local/work/NAME. Run it again after more review, or for another folder."""
    from .local import pseudonyms
    from .local.importing import Import

    with Bar("Reading") as bar:
        imported = Import.open(name, source, roster=_roster(roster), progress=bar)
    _tell_troubles(imported)
    if key is not None:
        passphrase = _passphrase(new=not key.expanduser().exists())
        number = pseudonyms.write(key, name, imported.own_ids(), passphrase)
        out.print(
            f"The key to {number} students is in {key}. Without the passphrase nobody can open it, nor can you."
        )
    with Bar("Writing") as bar:
        made = imported.finish(at_least=at_least, progress=bar)
    out.print(
        f"{made.samples} students in {_shown(made.folder)}"
        + (f", {made.pictures} pictures" if made.pictures else "")
        + (f"; {made.gone} taken out" if made.gone else "")
        + "."
    )
    if made.shared():
        out.print(made.shared())
    sentences = made.sentences()
    for sentence in sentences[:12]:
        out.print(f"Look: {sentence}", markup=False, soft_wrap=True)
    if len(sentences) > 12:
        out.print(f"… and {len(sentences) - 12} more groups that are small.")
    if len(made.anonymity.groups) > 1 and made.anonymity.sentences():
        out.print("To say less of students who stand alone: throughline work finish … --at-least 5")


def _shown(path: Path) -> str:
    return str(path.relative_to(paths.ROOT)) if path.is_relative_to(paths.ROOT) else str(path)


def _passphrase(*, new: bool) -> str:
    try:
        return typer.prompt("Passphrase of the key", hide_input=True, confirmation_prompt=new)
    except typer.Abort as error:
        raise KitError("No key was written.") from error


@app.command("list")
def list_imports() -> None:
    """List imports and how far their review is."""
    from .local.forgetting import listed

    shown = Table("Name", "Found", "Confirmed", "Left out", "Open", "Students in the work set")
    for one in listed():
        count = one.count
        numbers = (
            map(str, (count.found, count.confirmed, count.left_out, count.open)) if count else ("–",) * 4
        )
        shown.add_row(one.name, *numbers, str(one.samples))
    out.print(
        shown
        if shown.row_count
        else "Nothing is imported yet. Begin: throughline work import FOLDER --as NAME"
    )


@app.command("key")
def open_key(
    file: Annotated[Path, typer.Argument(help="A key that `throughline work finish --key` wrote.")],
) -> None:
    """Open a key and show which new id is which student."""
    from .local import pseudonyms

    found = pseudonyms.read(file, _passphrase(new=False))
    shown = Table("Import", "New id", "In the original")
    for name, pairs in sorted(found.items()):
        for id, own in sorted(pairs.items()):
            shown.add_row(name, id.upper(), escape(own))
    out.print(shown)


@app.command()
def forget(
    name: Name,
    yes: Annotated[bool, typer.Option("--yes", help="Delete without being asked.")] = False,
) -> None:
    """Delete an import and its work set from this computer. Originals are not touched."""
    from .local.forgetting import forget as delete
    from .local.forgetting import still_shown
    from .local.state import NAME

    if not yes:
        try:
            agreed = typer.confirm(f"Delete the import and the work set {name} from this computer?")
        except typer.Abort:
            agreed = False
        if not agreed:
            raise KitError(f"{name} was kept. To delete it without a question, add --yes.")
    if not NAME.fullmatch(name):
        delete(name)  # says what there is
    left = still_shown(name)
    for path in delete(name):
        out.print(f"Deleted: {_shown(path)}", soft_wrap=True)
    if left:
        out.print(
            "These were made from it and still show it, or name it. Delete what you made, run the sessions of the course again:"
        )
        for path in left:
            out.print(f"  {_shown(path)}", soft_wrap=True, markup=False)
    out.print("Not looked for: what was printed, sent, or kept in another folder or a backup.")


def _tell_troubles(imported) -> None:
    for trouble in imported.troubles:
        err.print(str(trouble), markup=False, soft_wrap=True)


class Bar(Bars):
    """One progress bar, gone when it is done."""

    def __init__(self, words: str):
        super().__init__(TextColumn(words), BarColumn(), MofNCompleteColumn(), transient=True)
        self._task = None

    def __call__(self, done: int, of: int) -> None:
        """Draw how far it is."""
        if self._task is None:
            self._task = self._progress.add_task("", total=of)
        self._progress.update(self._task, completed=done, total=of)
