"""Mathematics for teachers to do in an activity: each kind of task is a model, and an item holds one of them."""

from typing import Annotated

from pydantic import Field

from .fractions import CompareTask, FindWholeTask, MakeWholeTask, PlaceTask, ShowTask

Task = Annotated[
    PlaceTask | FindWholeTask | CompareTask | ShowTask | MakeWholeTask, Field(discriminator="kind")
]
"""Something to do with a representation, with the reasoning that its check shows. Told apart by `kind`."""
