"""One turn of a conversation: who, and what was said."""

from ...lang import t
from .base import Drawing, escape


def turn(speaker: str, text: str) -> Drawing:
    """A turn as a line of a transcript; line breaks stay.

    Args:
        speaker: a role or a pseudonym, never a name of a real child.
        text: what was said.
    """
    lines = [escape(line) for line in text.strip().splitlines()] or [escape(t("(nothing)"))]
    return Drawing(
        f'<b class="tl-work-speaker">{escape(speaker)}:</b> <q>{"<br>".join(lines)}</q>',
        f"<b>{escape(speaker)}:</b> “{'<br>'.join(lines)}”",
        f"{speaker}: “{' '.join(text.split()) or t('(nothing)')}”",
    )
