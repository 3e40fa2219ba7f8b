"""Protocols: conversations in timed steps, each with who acts, what to do and what to look for."""

from functools import reduce
from typing import Annotated

from pydantic import Field, model_validator

from ..lang import t
from .fields import Id, Model, Text, wrong

EVERYONE = "everyone"
"""In a step's `who:`, besides the roles: all who are there."""


class Role(Model):
    """A part that somebody takes for the whole conversation."""

    id: Id
    name: Text
    does: Text


class Step(Model):
    """One timed step."""

    name: Text
    minutes: Annotated[int, Field(ge=1, le=240)]
    who: Annotated[tuple[Id, ...], Field(min_length=1)]
    """Roles by id, or `everyone`: who acts or speaks in this step."""
    do: Text
    say: Text | None = None
    """Words with which the facilitator may open the step."""
    look_for: Text | None = None


class Protocol(Model):
    """A conversation in steps; the minutes of its steps add up to its own."""

    id: Id
    name: Text
    about: Text
    wording: Text
    """Whose steps and words they are."""
    minutes: Annotated[int, Field(ge=1, le=600)]
    roles: Annotated[tuple[Role, ...], Field(min_length=1)]
    steps: Annotated[tuple[Step, ...], Field(min_length=2)]
    sources: tuple[Id, ...] = ()

    @model_validator(mode="after")
    def _minutes_add_up(self) -> "Protocol":
        total = sum(step.minutes for step in self.steps)
        if total != self.minutes:
            raise wrong(
                f"says {self.minutes} minutes, and its steps add up to {total}.",
                "Change `minutes:` at the top, or those of a step.",
            )
        return self

    @model_validator(mode="after")
    def _everybody_is_known(self) -> "Protocol":
        ids = [role.id for role in self.roles]
        twice = [id for id in ids if ids.count(id) > 1]
        if twice:
            raise wrong(f"has the role “{twice[0]}” twice.", "Give each role its own id.")
        for step in self.steps:
            for id in step.who:
                if id not in (*ids, EVERYONE):
                    raise wrong(
                        f"has “{id}” act in the step “{step.name}”, and no such role.",
                        f"Use {', '.join(ids)} or {EVERYONE}, or add the role under `roles:`.",
                    )
        return self

    def who(self, step: Step) -> str:
        """Who acts in a step, in words: `Presenter and facilitator`."""
        names = {role.id: role.name for role in self.roles} | {EVERYONE: t("Everyone")}
        first, *others = [names[id] for id in step.who]
        return reduce(
            lambda one, other: t("{one} and {other}", one=one, other=other[0].lower() + other[1:]),
            others,
            first,
        )
