"""What suggests: the models of each scheme, and how they compare."""

from __future__ import annotations

from typing import Any

from pydantic import ConfigDict, Field

from pipeline.web.schemas.fields import Answer, MaybeName, Name, Request, Scheme


class Model(Answer):
    """One model of a scheme."""

    scheme: str
    version: str = Field(description='"cold" knows the vocabulary alone.')
    is_in_use: bool
    at: str = Field(description="UTC, when it was trained or last chosen; empty where unknown.")
    by: str = Field(description='"training", or the person who chose.')
    reason: str
    about: dict[str, Any] = Field(description="How it was made.")
    comparison: dict[str, Any] = Field(
        description="With the model in use at the time: on what, the figures, and the rule."
    )
    is_damaged: bool


class Models(Answer):
    """The models of all schemes, the latest of each last."""

    models: list[Model]


class Choice(Request):
    """Which model is to be in use."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"scheme": "themes", "version": "cold", "reason": "start anew"}]
        }
    )

    scheme: Scheme
    version: Name = Field(description='Of a model there is, or "cold".')
    reason: MaybeName = ""


class Chosen(Answer):
    """Which model is in use from now on."""

    scheme: str
    version: str
