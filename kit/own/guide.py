"""The guide of a session of one's own: every part that a guide has, with what only the team can say marked to be filled in."""

import re
from collections.abc import Iterator

from ..content import Library
from ..content.mathtext import to_text
from ..guides import run_sheet, section
from ..sessions import PATHS
from . import source
from .notebook import grades_in_words, is_new, renamer
from .spec import Own

FILL = "*To fill in:*"
"""Begins what the coach still has to say."""


def make(own: Own, library: Library) -> str:
    """The guide as Markdown."""
    parts = {part.name: part for part in source.parts(own.source)}
    written = own.source.guide.read_text(encoding="utf-8") if own.source.guide.exists() else ""
    guide = _Guide(own, library, parts, written)
    return "\n".join(guide.lines()).rstrip() + "\n"


class _Guide:
    def __init__(self, own: Own, library: Library, parts: dict[str, source.Part], written: str):
        self.own, self.library, self.parts = own, library, parts
        self.written, self.renaming = written, renamer(own, library)
        self.rows = {
            found[1]: row
            for row in run_sheet(written)
            if (found := re.search(r"#cell-id=([\w-]+)", row.get("block", "")))
        }
        self.deck, self.samples = library.deck(own.deck)

    def lines(self) -> Iterator[str]:
        own = self.own
        yield f"# {own.number} {own.spec.title} – facilitator guide\n"
        for heading, body in (
            ("At a glance", self.glance()),
            ("Outcomes", self.outcomes()),
            ("Run sheet", self.run_sheet()),
            ("Block by block", self.blocks()),
            ("If you are late", self.late()),
            ("Variants", self.variants()),
            ("Troubleshooting", self.troubleshooting()),
            ("Access", self.access()),
            ("Checklists", self.checklists()),
            ("In the room", self.room()),
            ("Sources", self.sources()),
        ):
            yield f"## {heading}\n"
            yield body.rstrip() + "\n"

    def glance(self) -> str:
        own, number = self.own, self.own.number
        grades = grades_in_words(own.spec.grades)
        return (
            "- **Length:** 75 minutes. The same notebook has a 45- and a 90-minute path.\n"
            f"- **Group:** 4 to 24 teachers of {grades} and of the grades beside it, in pairs.\n"
            f"- **Notebook:** [{own.path.stem}.ipynb](../sessions/{own.path.stem}.ipynb). `throughline page {number}` writes it as one file that "
            "works with no network.\n"
            "- **Room:** pairs side by side, a projector that shows *your* notebook, a board or chart paper, space for you to walk.\n"
            f"- **Bring:** a laptop for each pair, a blank sheet for each person, a slip for each pair, this guide. `throughline print {number}` "
            "makes the cards, their key, evidence sheets and a poster.\n"
            f"- **Gather answers:** slips and chalk marks, or a live room: `throughline room {number}`.\n\n"
            f"The question of the day: *{own.spec.focus}*\n\n"
            f"{FILL} the one idea to protect when time runs short, in a sentence.\n"
        )

    def outcomes(self) -> str:
        rows = "".join(
            f"| {_cell(one)} | what they wrote or sorted for it |\n" for one in self.own.spec.outcomes
        )
        return f"| You can observe that participants have | They leave with |\n|---|---|\n{rows}\n{FILL} what would show you that one was *not* reached."

    def run_sheet(self) -> str:
        lines = [
            "| Clock | 75 | 45 | 90 | Block | You say and do | They do | Look for |",
            "|---|---|---|---|---|---|---|---|",
        ]
        clock = 0
        for name in self.own.spec.blocks:
            minutes, part = self.own.minutes(name), self.parts[name]
            say, do, look = self._row(part)
            link = f"[{part.heading}](../sessions/{self.own.path.stem}.ipynb#cell-id={name})"
            lines.append(
                f"| {clock // 60}:{clock % 60:02d} | {minutes['75']} | {minutes['45']} | {minutes['90']} | {link} | {say} | {do} | {look} |"
            )
            clock += minutes["75"]
        return "\n".join(lines)

    def _row(self, part: source.Part) -> tuple[str, str, str]:
        if not is_new(self.own, self.library, part) and part.name in self.rows:
            row = self.rows[part.name]
            return tuple(
                self.renaming.text(row.get(head, "")) for head in ("you say and do", "they do", "look for")
            )
        if part.name == "focus":
            return (
                f"“{_cell(self.own.spec.focus)}” Say the norms: nobody is ranked, “pass” is fine.",
                "Talk in pairs.",
                "Something a student knows is named.",
            )
        if part.name == "progression":
            return (
                "“Open two neighbors. What is new in the later one?”",
                "Read, mark levels met this month.",
                "The new thing in one sentence.",
            )
        if part.sorts:
            return (
                "Sort about half of the time, record, then the most split card, then compare.",
                "Sort in pairs, argue, compare.",
                "A finger on the work before a level is named.",
            )
        if part.is_about_work:
            return (
                "“Bring in your sort. Two groups that need the same thing. Write your move before you look at the suggestion.”",
                "Write, hear two others.",
                "A task *and* what to listen for.",
            )
        return (
            "Only for a quick pair, or with 90 minutes.",
            "Look at the table.",
            "“How many?” before any percent.",
        )

    def blocks(self) -> str:
        found = []
        for name in self.own.spec.blocks:
            part = self.parts[name]
            text = self._of_block(part)
            found.append(f"### {part.heading}\n\n{text.strip()}\n")
        return "\n".join(found)

    def _of_block(self, part: source.Part) -> str:
        if part.sorts and is_new(self.own, self.library, part):
            return self._sort_block()
        if part.is_about_work and is_new(self.own, self.library, part):
            return (
                "**Likely from participants:** a plan for everybody, or two groups called high and low. **Ask:** “What would they *say* that tells "
                f"you it helped?” **Thin:** more practice. **Strong:** one task, and one thing to hear.\n\n{FILL} two groups that you could defend on these cards, with a task for each."
            )
        if is_new(self.own, self.library, part):
            return (
                f"{FILL} what you expect participants to say first, and the question with which you answer."
            )
        return self.renaming.text(_section_for(self.written, part.heading)) or (
            f"As in session {self.own.spec.source}. {FILL} what you expect your own group to say here."
        )

    def _sort_block(self) -> str:
        rows = []
        progression = self.library.progression(self.own.spec.progression)
        for sample in self.samples:
            anchor = sample.anchor
            place = (
                "none"
                if anchor is None
                else "?"
                if anchor.level is None
                else f"{anchor.level} {progression[anchor.level].name}"
            )
            why = (
                _cell(to_text(anchor.reason))
                if anchor
                else f"{FILL} where you would put it, and what on the card makes you say so."
            )
            rows.append(f"| {sample.label} | {place} | {why} | |")
        return (
            "Show once on your projector: read a card, press a pile's name, undo. Walk, and ask only: “What on the card makes you say so?”\n\n"
            "**Slips.** After half of the time each pair writes a level or “?” for three cards that you name. Discuss the card whose marks are most "
            "spread out. *Keep the reference closed until then.*\n\n"
            "**Thin:** “This one is low.” **Strong:** “I see …, so I think …, and I would ask … to find out.”\n\n"
            "**Do you know this child?** Somebody may recognize work from their own class. Say before you begin: we talk about the paper, and whoever "
            "knows the student says nothing about the student.\n\n"
            "**Key.** Where a reference is given it is your team's own, and may be wrong.\n\n"
            "| Card | Reference | Why | What may rightly be argued |\n|---|---|---|---|\n" + "\n".join(rows)
        )

    def late(self) -> str:
        lines = [
            "Take minutes from the edges. Do not cut the argument over one card, or the question for next time.\n",
            "| You notice | Cut, from the 75-minute path | Sum |",
            "|---|---|---|",
        ]
        for late in (10, 20):
            cuts = self._cuts(late)
            said = ", ".join(f"{name} {was} → {becomes}" for name, was, becomes in cuts)
            total = sum(was - becomes for _, was, becomes in cuts)
            plus = " + ".join(str(was - becomes) for _, was, becomes in cuts)
            lines.append(f"| {late} late, at the start | {said} | {plus} = {total} |")
        lines.append("\nThirty late at the start: run the 45-minute path.\n")
        lines.append(f"**Stretch.** {FILL} one more question for a pair that is ahead.")
        return "\n".join(lines)

    def _cuts(self, late: int) -> list[tuple[str, int, int]]:
        """Which parts to shorten to save so many minutes: as the 45-minute path does, the largest savings first, the sort last."""
        names = sorted(self.own.spec.blocks, key=lambda name: (self.parts[name].sorts, -self._saving(name)))
        savings = [(self._saving(name), name) for name in names]
        cuts, left = [], late
        for saving, name in savings:
            take = min(saving, left)
            if take > 0:
                was = self.own.minutes(name)["75"]
                cuts.append((name, was, was - take))
                left -= take
        return cuts

    def _saving(self, name: str) -> int:
        minutes = self.own.minutes(name)
        return minutes["75"] - minutes["45"]

    def variants(self) -> str:
        number = self.own.number
        short = [
            self.parts[name].heading for name in self.own.spec.blocks if not self.own.minutes(name)["45"]
        ]
        left_out = (
            f"leave out {', '.join(f'“{heading}”' for heading in short)}"
            if short
            else "every part is shorter"
        )
        return (
            f"- **45 minutes:** {left_out}. **90 minutes:** more talk, more cards.\n"
            f"- **No internet:** nothing to do. The file made by `throughline page {number}` needs no set-up either.\n"
            "- **One device for three:** one reads the card aloud, one sorts, one asks “can you see that on the card?” Change after three cards.\n"
            f"- **Paper only:** `throughline print {number}`: cards, key, evidence sheet, poster, workbook.\n"
            "- **Online:** everybody opens the page. Pairs in break-out rooms, one shares the screen. The cards are your own students' work: send the "
            "page to your team only.\n- **Alone:** the same order and times. Sort before you read the key."
        )

    def troubleshooting(self) -> str:
        return (
            "1. An activity shows only a picture: choose *Run ▸ Run All Cells*. Still so: *Kernel ▸ Restart Kernel and Run All Cells…*; answers come back.\n"
            f"2. A card or a text is wrong: change `local/sessions/{self.own.path.name}`, then `throughline rebuild {self.own.number}`.\n"
            "3. Anything else: `throughline check` says what and where; or open the page, which needs no set-up."
        )

    def access(self) -> str:
        return (
            "- **Keyboard, cards.** On a card: a digit places it, `?` means not enough to say, N goes to the next unsorted, Backspace takes it off, arrows go to "
            "other cards, Enter reads it, U undoes. Nothing needs dragging.\n"
            "- **Reading aloud.** Read a card once as a list before anyone talks about it.\n"
            "- **Large print.** Zoom the browser (Ctrl and +; on a Mac Cmd and +) until the last row can read your projector.\n"
            "- **No color alone.** A compared card carries =, ±1, ≠ or ?. **Screen readers:** each move is announced; offer a try before the day."
        )

    def checklists(self) -> str:
        number = self.own.number
        return (
            "**Four weeks before**\n\n- [ ] Choose the path. Ask participants privately what they need to take part.\n"
            "- [ ] Ask whoever answers for student data whether this team may look at this work together.\n\n"
            f"**One week before**\n\n- [ ] `throughline check` finds nothing. Do the session yourself, *then* fill in the key above.\n- [ ] Look at every card once more: no name, no place, nothing that tells who it is.\n\n"
            f"**The day before**\n\n- [ ] Five minutes with the projector. `throughline print {number}`; cut one deck for each table that wants paper.\n"
            "- [ ] On every laptop: rename `my_work/journal.json`, then *Kernel ▸ Restart Kernel and Run All Cells…*.\n\n"
            "**During**\n\n- [ ] Norms said. Reference closed until one card was argued.\n- [ ] You asked “what on the card?” more often than you explained.\n\n"
            "**After**\n\n- [ ] Collect the cards and count them. Throw the slips away. Fill in the debrief log:\n\n"
            "| To remember | Note |\n|---|---|\n| Most argued card, and both arguments | |\n| A card that should not be used again, and why | |\n"
            "| What I cut; minutes over or under | |\n| The day we come back to what we decided | |"
        )

    def room(self) -> str:
        return (
            f"{FILL} after the first time: how the talk about one card went, what was said and why you answered as you did. Write what people "
            "said without their names, and ask them before you keep it. Until then, read this part of the guide of session "
            f"{self.own.spec.source}."
        )

    def sources(self) -> str:
        work_set = self.library.work_set(self.own.spec.work)
        cited = self.library.source(work_set.source)
        return (
            "| What is shown | Source | Terms |\n|---|---|---|\n"
            f"| The cards ({work_set.origin}) | {_cell(cited.citation)} | {_cell(cited.licence or 'for this team; not to be passed on')} |\n"
            f"| Parts kept from session {self.own.spec.source} | as in its guide | as there |\n"
            f"| Progression “{self.library.progression(self.own.spec.progression).name}” | {_cell(to_text(self.library.progression(self.own.spec.progression).wording))} | CC BY 4.0 |\n"
            "| Everything else here | this team | |"
        )


def _section_for(text: str, heading: str) -> str:
    """What a guide says of a block; a heading may name two blocks: “Reflect, and Before next time”."""
    blocks = section(text, "Block by block")
    for found in re.finditer(r"^### ([^\n]+)\n(.*?)(?=^### |\Z)", blocks, re.MULTILINE | re.DOTALL):
        if heading.lower() in found[1].lower():
            return found[2].strip()
    return ""


def _cell(text: str) -> str:
    """Text for a cell of a table."""
    return " ".join(text.split()).replace("|", "/")


assert PATHS == ("45", "75", "90"), "the columns of the run sheet"
