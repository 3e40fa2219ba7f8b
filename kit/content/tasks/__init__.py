"""Mathematics for teachers to do in an activity: each kind of task is a model, and an item holds one of them."""

from typing import Annotated

from pydantic import Field

from .fractions import CompareTask, FindWholeTask, MakeWholeTask, PlaceTask, ShowTask
from .relations import (
    CompareRatiosTask,
    MissingValueTask,
    OpenSentenceTask,
    SolveTask,
    TrueFalseTask,
    UnitRateTask,
)
from .whole_numbers import (
    AddBlocksTask,
    CountObjectsTask,
    CutArrayTask,
    GiveNumberTask,
    LetterSumTask,
    MatchCutTask,
    MissingPartTask,
    RearrangeTask,
    ShowWaysTask,
    SubtractBlocksTask,
)

Task = Annotated[
    PlaceTask
    | FindWholeTask
    | CompareTask
    | ShowTask
    | MakeWholeTask
    | MissingValueTask
    | UnitRateTask
    | CompareRatiosTask
    | OpenSentenceTask
    | TrueFalseTask
    | SolveTask
    | ShowWaysTask
    | SubtractBlocksTask
    | AddBlocksTask
    | CutArrayTask
    | MissingPartTask
    | MatchCutTask
    | CountObjectsTask
    | GiveNumberTask
    | RearrangeTask
    | LetterSumTask,
    Field(discriminator="kind"),
]
"""Something to do with a representation, with the reasoning that its check shows. Told apart by `kind`."""
