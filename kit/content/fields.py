"""What every model of content is made of: kinds of text, and how a mistake in a file is told."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints
from pydantic_core import PydanticCustomError

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
"""Lower-case words joined by hyphens: `fractions`, `sts-add-unlike`."""

Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]

STANDARD = r"((K|[1-8])\.[A-Z]{1,3}|[A-Z]-[A-Z]{1,4})\.[A-Z](\.\d+(\.[a-z])?)?"
StandardCode = Annotated[str, StringConstraints(pattern=rf"^{STANDARD}$")]
"""A Common Core code with its cluster letter: `3.NF.A.2`, `3.NF.A.2.a`, `A-APR.D.7`."""

Grade = Annotated[str, StringConstraints(pattern=r"^(PreK|K|\d{1,2})$")]


def wrong(message: str, remedy: str) -> PydanticCustomError:
    """An error that carries its own remedy to the reader of the file."""
    return PydanticCustomError("content", "{message}", {"message": message, "remedy": remedy})


class Model(BaseModel):
    """What all models share: no unknown field, no later change."""

    model_config = ConfigDict(extra="forbid", frozen=True)
