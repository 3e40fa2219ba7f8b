"""The command `throughline words`."""

from typing import Annotated

import typer

from . import lang, sessions
from .errors import KitError


def words(
    language: Annotated[str, typer.Argument(help="A language, such as es.")],
    numbers: Annotated[
        list[str], typer.Argument(metavar="SESSION...", help="Which sessions, such as 02 05.")
    ],
) -> None:
    """Print what of some sessions is not translated yet, as a file to fill in: kit/lang/es.yaml, or local/lang/es.yaml."""
    from .content import library
    from .lang import collect

    if language == lang.ENGLISH:
        raise KitError("The texts are in English. Name another language, such as es.")
    with lang.speaking(lang.ENGLISH):
        texts = collect.of_sessions(map(sessions.session, numbers), library())
    typer.echo(collect.as_yaml(texts, lang.words(language)), nl=False)
